package redline

import (
	"cmp"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/rasprava/rasprava/internal/act"
	"github.com/rasprava/rasprava/internal/docx"
)

// A Revision says who changed the act and when, as Word shows it beside every change.
type Revision struct {
	Author string // Расправа when empty
	Date   string // RFC 3339; no date when empty
}

// DOCX returns the whole new act as a Word document in which everything that differs from the old one is a tracked change: accepting all
// gives the new act, rejecting all the old one, to the character. What moved is tracked as a move, its edits within it. old and new are the
// acts that were compared. The same redline gives the same bytes.
func (r *Redline) DOCX(old, new *act.Act, by Revision) ([]byte, error) {
	if old.Hash != r.Old || new.Hash != r.New {
		return nil, fmt.Errorf("write the redline for Word: these are not the acts that were compared")
	}
	p, err := newPlan(r, old, new)
	if err != nil {
		return nil, fmt.Errorf("write the redline for Word: %w", err)
	}
	doc := &docx.Document{
		Title: new.Title, Lang: act.DocxLang(new.Lang), Author: by.Author, Date: by.Date,
		Styles: act.DocxStyles(new.Lang), Blocks: p.blocks(),
	}
	for _, a := range []*act.Act{new, old} {
		outline, err := act.DocxOutline(a)
		if err != nil {
			return nil, fmt.Errorf("write the redline for Word: %w", err)
		}
		doc.Data = append(doc.Data, outline)
	}
	if !slices.Equal(doc.Texts(docx.Accepted), printedTexts(new)) || !slices.Equal(doc.Texts(docx.Rejected), printedTexts(old)) {
		return nil, fmt.Errorf("write the redline for Word: %w", errRoundTrip)
	}
	r.tellScript(doc)
	data, err := doc.Bytes()
	if err != nil {
		return nil, fmt.Errorf("write the redline for Word: %w", err)
	}
	return data, nil
}

// tellScript puts a comment on the beginning of a document that says in which script the whole act is now, where that is another one: all of
// its words are tracked.
func (r *Redline) tellScript(doc *docx.Document) {
	if !r.otherScript() {
		return
	}
	for _, b := range doc.Blocks {
		if b.Paragraph == nil {
			continue
		}
		stays := slices.IndexFunc(b.Paragraph.Runs, func(r docx.Run) bool { return r.Change&docx.Deleted == 0 })
		if stays >= 0 {
			const id = "0"
			first := &b.Paragraph.Runs[stays]
			first.Start, first.End = []string{id}, []string{id}
			doc.Comments = []docx.Comment{{ID: id, Author: cmp.Or(doc.Author, "Расправа"), Date: doc.Date, Text: r.Facts("")[0]}}
			return
		}
	}
}

func printedTexts(a *act.Act) []string {
	var texts []string
	for _, l := range a.Printed() {
		if l.Text != "" {
			texts = append(texts, l.Text)
		}
	}
	return texts
}

// A passage is a run of lines of one act that belong to one unit; those of the name of the act are a passage too.
type passage struct {
	lines []act.Printed
	group int // in the plan
}

// text returns the lines as act.Node.PlainText joins them.
func (p *passage) text() string { return joinLines(p.lines) }

// A group is passages of the old act with the passages of the new one that continue them.
type group struct {
	old, new   []int // passages, each a run without a hole
	spans      []Span
	moved      bool
	stationary bool
	name       string // of the move
}

// A plan says in which order the passages of both acts stand in one document.
type plan struct {
	lang     string
	old, new []passage
	groups   []group
	inside   insideMoves
}

// titleUnit stands for the name of the act among the units.
const titleUnit = none

func newPlan(r *Redline, old, new *act.Act) (*plan, error) {
	p := &plan{lang: new.Lang, inside: insideMoves{r: r, apart: map[int]bool{}}}
	var sides [2]map[string][]int // passages by the IDs of units
	var titles [2][]int
	for k, a := range []*act.Act{old, new} {
		us, err := unitsOf(a)
		if err != nil {
			return nil, err
		}
		passages, byUnit := passagesOf(a, us)
		sides[k] = make(map[string][]int, len(us))
		for i := range us {
			sides[k][us[i].node.ID] = byUnit[i]
		}
		titles[k] = byUnit[titleUnit]
		if k == 0 {
			p.old = passages
		} else {
			p.new = passages
		}
	}
	p.join(titles[0], titles[1], r.Title, false)
	for i := range r.Changes {
		ch := &r.Changes[i]
		olds, news, ok := gather(sides[0], ch.Old), gather(sides[1], ch.New), true
		for _, id := range ch.Old {
			ok = ok && len(sides[0][id]) == 1
		}
		for _, id := range ch.New {
			ok = ok && len(sides[1][id]) == 1
		}
		switch {
		case ok && len(ch.Old) > 0 && len(ch.New) > 0:
			p.join(olds, news, ch.Spans, ch.Moved)
		case ok:
			p.lone(olds, news, ch.Spans)
		}
	}
	p.joinEqual(r, new, sides)
	p.joinRest()
	p.settle()
	return p, nil
}

func gather(byID map[string][]int, ids []string) []int {
	var out []int
	for _, id := range ids {
		out = append(out, byID[id]...)
	}
	return out
}

// passagesOf cuts the lines of an act at the borders of its units, and returns the passages of each unit.
func passagesOf(a *act.Act, us []unit) ([]passage, map[int][]int) {
	unitOf := map[*act.Node]int{}
	var mark func(n *act.Node, i int)
	mark = func(n *act.Node, i int) {
		unitOf[n] = i
		for _, c := range n.Children {
			mark(c, i)
		}
	}
	for i := range us {
		for _, c := range us[i].own.Children {
			mark(c, i)
		}
		unitOf[us[i].node] = i
	}
	var passages []passage
	byUnit := map[int][]int{}
	last := titleUnit - 1
	for _, l := range a.Printed() {
		at := titleUnit
		if l.Node != nil {
			at = unitOf[l.Node]
		}
		if at != last {
			byUnit[at] = append(byUnit[at], len(passages))
			passages = append(passages, passage{group: none})
			l.Gap = false
			last = at
		}
		k := len(passages) - 1
		passages[k].lines = append(passages[k].lines, l)
	}
	return passages, byUnit
}

// settle says which groups keep their place: of those that did not move the heaviest chain that is in order in both acts. What is left over
// is moved.
func (p *plan) settle() {
	var ms []match
	var weights []int
	for j := 0; j < len(p.new); j++ {
		g := &p.groups[p.new[j].group]
		if len(g.old) == 0 || g.moved || g.new[0] != j {
			continue
		}
		ms = append(ms, match{old: g.old[0], new: j})
		weights = append(weights, 1+len(p.new[j].lines))
	}
	for _, m := range longestRise(ms, weights) {
		p.groups[p.new[m.new].group].stationary = true
	}
	moves := 0
	for j := range p.new {
		g := &p.groups[p.new[j].group]
		if len(g.old) > 0 && !g.stationary && g.new[0] == j {
			moves++
			g.name = "move" + strconv.Itoa(moves)
		}
	}
}

// blocks returns the document. What cannot be tracked as moved at both of its places is deleted and inserted.
func (p *plan) blocks() []docx.Block {
	for {
		out := p.ordered()
		apart := oneEnded(out, &p.inside)
		if len(apart) == 0 {
			contiguous(out)
			return out
		}
		for _, number := range apart {
			p.inside.apart[number] = true
		}
	}
}

// ordered returns the passages in one order that is that of both acts: before what keeps its place stands what the old act had there, then what
// the new one has.
func (p *plan) ordered() []docx.Block {
	var out []docx.Block
	i, j := 0, 0
	for i < len(p.old) || j < len(p.new) {
		for ; i < len(p.old) && !p.groups[p.old[i].group].stationary; i++ {
			out = append(out, p.leaving(i)...)
		}
		for ; j < len(p.new) && !p.groups[p.new[j].group].stationary; j++ {
			out = append(out, p.coming(j)...)
		}
		if j < len(p.new) {
			g := &p.groups[p.new[j].group]
			out = append(out, p.tracked(g, 0).safe()...)
			i, j = i+len(g.old), j+len(g.new)
		}
	}
	return out
}

// leaving returns the passage of the old act that is removed here or moves away.
func (p *plan) leaving(i int) []docx.Block {
	g := &p.groups[p.old[i].group]
	if g.old[0] != i {
		return nil
	}
	if len(g.new) > 0 {
		return p.tracked(g, docx.MovedFrom).safe()
	}
	return p.tracked(g, 0).safe()
}

// coming returns the passage of the new act that is added here or moves to here.
func (p *plan) coming(j int) []docx.Block {
	g := &p.groups[p.new[j].group]
	if g.new[0] != j {
		return nil
	}
	if len(g.old) > 0 {
		return p.tracked(g, docx.MovedTo).safe()
	}
	return p.tracked(g, 0).safe()
}

// tracked returns the text of a group. Of one that moved each place has its own side, so that what is deleted is shown where the text was,
// and what is inserted where it is.
func (p *plan) tracked(g *group, moved docx.Change) *tracked {
	t := &tracked{spans: g.spans, moved: moved, move: g.name, inside: &p.inside}
	switch moved {
	case docx.MovedFrom:
		t.spans = oneSide(g.spans, Deleted)
	case docx.MovedTo:
		t.spans = oneSide(g.spans, Inserted)
	}
	if moved != docx.MovedTo {
		t.old = p.lines(p.old, g.old)
	}
	if moved != docx.MovedFrom {
		t.new = p.lines(p.new, g.new)
	}
	return t
}

// oneSide returns what of the spans stands in the old act for Deleted, in the new one for Inserted.
func oneSide(spans []Span, op string) []Span {
	var out []Span
	for _, sp := range spans {
		switch {
		case sp.Op == Typographic && op == Deleted:
			out = append(out, Span{Op: op, Text: sp.Old})
		case sp.Op == Typographic:
			out = append(out, Span{Op: op, Text: sp.Text})
		case sp.Op == Equal || sp.Op == op:
			out = append(out, sp)
		}
	}
	return out
}

// lines returns the lines of passages as their text has them, one for every line break in it.
func (p *plan) lines(ps []passage, indexes []int) []printedLine {
	var out []printedLine
	table := 0
	for k, i := range indexes {
		if k > 0 {
			out = append(out, printedLine{})
		}
		for n := range ps[i].lines {
			l := &ps[i].lines[n]
			if l.Gap {
				out = append(out, printedLine{})
			}
			line := printedLine{style: l.DocxStyle(p.lang)}
			if l.Role == act.PrintedTable {
				table++
				line.table = table
			}
			for range 1 + strings.Count(l.Text, "\n") {
				out = append(out, line)
			}
		}
	}
	return out
}
