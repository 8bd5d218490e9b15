package redline

import (
	"fmt"
	"slices"
	"strings"

	"github.com/rasprava/rasprava/internal/act"
)

// A place is a line of the report: an old unit with the new one that continues it, or one of them alone.
type place struct{ old, new int }

// order lists the places in the order of the new act. What was removed stands where it was: behind what came before it and did not move.
func (c *comparison) order() []place {
	behind := make([][]int, len(c.new)+1)
	last := 0
	for i := range c.old {
		j := c.toNew[i]
		switch {
		case j != none:
			if !c.moved[j] {
				last = j + 1
			}
		case !c.oldTaken[i]:
			behind[last] = append(behind[last], i)
		}
	}
	var out []place
	for j := -1; j < len(c.new); j++ {
		if j >= 0 && !c.newTaken[j] {
			out = append(out, place{old: c.toOld[j], new: j})
		}
		for _, i := range behind[j+1] {
			out = append(out, place{old: i, new: none})
		}
	}
	return out
}

// countUnlike counts the places at which the texts are not the same.
func (c *comparison) countUnlike(places []place) int {
	n := 0
	for _, p := range places {
		if p.old == none || p.new == none || c.old[p.old].text != c.new[p.new].text {
			n++
		}
	}
	return n
}

// A side is what one act contributes to a change: one unit, or several that were split or merged.
type side struct {
	ids    []string
	labels []string
	text   string
	tokens []token
	own    []bool // by token: stands in the provision's own label, directly behind it, or between two provisions
	told   []bool // by token: stands in the number of a provision that the other act has too, which is told of by itself
	// written holds the keys of the tokens as they are written; nil while no token
	// has the key of the number that a provision has now.
	written []int32
	targets map[int]string // by token: the old id of the provision whose number it follows
	numbers []citedNumber  // in references, where numbers may follow
	// begins are the provisions below the units with whose first word a line begins, and step, by token, what stands in the labels and
	// headings of units that were split or merged; nil of one unit.
	begins []beginning
	step   []bool
	cuts   []cut // what was moved and is compared elsewhere
	shared bool  // whether others read the tokens too, so that nobody writes into them
}

// A beginning is the token with which a provision begins.
type beginning struct {
	token int
	node  *act.Node
}

// A sideRoom is the memory of the sides of one act, of which there is one at a time.
type sideRoom struct {
	tokens          []token
	own, told, step []bool
	places          []act.Place
}

// side returns the units of the old act for Deleted, of the new one for Inserted; paired says that another side is compared with it. It is
// good until the next side of the act is asked for.
func (c *comparison) side(op string, members []int, paired bool) (side, error) {
	us, moved, room := c.new, c.relocations.new, &c.newSide
	if op == Deleted {
		us, moved, room = c.old, c.relocations.old, &c.oldSide
	}
	s := side{ids: []string{}}
	var texts []string
	for _, k := range members {
		u := &us[k]
		s.ids = append(s.ids, u.node.ID)
		if u.node.Label != "" {
			s.labels = append(s.labels, u.node.Label)
		}
		texts = append(texts, u.text)
	}
	s.text = strings.Join(texts, joint)
	if u := &us[members[0]]; len(members) == 1 && u.tokens != nil {
		room.tokens = u.appendWhole(room.tokens[:0])
	} else {
		var err error
		room.tokens, err = c.vocabulary.split(room.tokens, s.text)
		if err != nil {
			return side{}, err
		}
	}
	room.own, room.told = zeroed(room.own, len(room.tokens)), zeroed(room.told, len(room.tokens))
	s.tokens, s.own, s.told = room.tokens, room.own, room.told
	var stretches []movedText
	start := 0
	if len(members) > 1 {
		room.step = zeroed(room.step, len(s.tokens))
		s.step = room.step
	}
	for m, k := range members {
		if at := labelOffset(texts[m], us[k].node.Label); at >= 0 {
			mark(s.own, s.tokens, start+at, start+at+len(us[k].node.Label)+1)
			if s.step != nil {
				mark(s.step, s.tokens, start, start+at+len(us[k].node.Label)+1)
			}
		}
		if m > 0 {
			mark(s.own, s.tokens, start-len(joint), start)
		}
		if paired {
			c.markProvisions(&s, &us[k], start, op, room)
		}
		if paired && op == Deleted && c.following.cites(us[k].own) {
			_, places := us[k].own.PlainTextPlaces()
			c.following.cite(&s, places, start)
		}
		for _, st := range outermost(moved[k]) {
			stretches = append(stretches, movedText{from: start + st.from, to: start + st.to, move: st.move})
		}
		start += len(texts[m]) + len(joint)
	}
	s.cut(stretches)
	return s, nil
}

// markProvisions notes where the provisions below a unit begin, and marks the numbers of those that continue in the other act.
func (c *comparison) markProvisions(s *side, u *unit, start int, op string, room *sideRoom) {
	if len(u.own.Children) < 2 && !slices.ContainsFunc(u.own.Children, numbered) && s.step == nil {
		return
	}
	room.places = u.own.AppendPlaces(room.places[:0])
	at, k := 0, 0
	if n := len(s.begins); n > 0 {
		k = s.begins[n-1].token
		at = textLength(s.tokens[:k])
	}
	for _, p := range room.places[1:] {
		from, to := start+p.From, start+p.From+len(p.Node.Label)
		for k < len(s.tokens) && at < from && at+int(s.tokens[k].size) <= from {
			at += int(s.tokens[k].size)
			k++
		}
		if at == from && p.From < p.To && k < len(s.tokens) && (k == 0 || s.tokens[k-1].class == lineToken) {
			s.begins = append(s.begins, beginning{token: k, node: p.Node})
		}
		if !c.continued(p.Node, op) {
			continue
		}
		for k < len(s.tokens) && at < to {
			s.told[k] = true
			at += int(s.tokens[k].size)
			k++
		}
	}
}

// numbered tells whether a provision or one below it has a printed number.
func numbered(n *act.Node) bool {
	return n.Label != "" || slices.ContainsFunc(n.Children, numbered)
}

// joint stands between the texts of provisions that were split or merged.
const joint = "\n\n"

// mark marks the tokens that have a part within the bytes [from, to) of the text.
func mark(marks []bool, tokens []token, from, to int) {
	at := 0
	for k, t := range tokens {
		if at >= to {
			return
		}
		if from < at+int(t.size) {
			marks[k] = true
		}
		at += int(t.size)
	}
}

// labelOffset returns where a provision's own label stands in its text, at the beginning of a line, or -1.
func labelOffset(text, label string) int {
	if label == "" {
		return -1
	}
	from := 0
	for {
		if strings.HasPrefix(text[from:], label) {
			return from
		}
		next := strings.IndexByte(text[from:], '\n')
		if next < 0 {
			return -1
		}
		from += next + 1
	}
}

// reportTitle compares the names of the acts.
func (c *comparison) reportTitle(r *Redline) error {
	var err error
	r.Title, err = wordSpans(c.vocabulary, &c.differ, c.oldAct.Title, c.newAct.Title)
	if err != nil {
		return fmt.Errorf("compare the names of the acts: %w", err)
	}
	w := countWords(r.Title)
	r.Summary.Words.Inserted += w.Inserted
	r.Summary.Words.Deleted += w.Deleted
	return nil
}

// report counts a place and adds it to the changes unless nothing changed there.
func (c *comparison) report(r *Redline, p place) error {
	switch {
	case p.old == none:
		return c.reportLone(r, c.new, p.new, Inserted)
	case p.new == none:
		return c.reportLone(r, c.old, p.old, Deleted)
	}
	o, n := &c.old[p.old], &c.new[p.new]
	whole := len(c.oldWith[p.new]) == 0 && len(c.newWith[p.new]) == 0
	renumbered := o.number != n.number && (o.node.Label != "" || n.node.Label != "") // a line without a printed number has but a place
	if whole && o.text == n.text && !renumbered && !c.moved[p.new] {
		r.count(n.level)
		return nil
	}
	olds, err := c.side(Deleted, members(p.old, c.oldWith[p.new]), true)
	if err != nil {
		return err
	}
	news, err := c.side(Inserted, members(p.new, c.newWith[p.new]), true)
	if err != nil {
		return err
	}
	ch := newChange(n.level, olds, news, n.node)
	ch.Moved = c.moved[p.new]
	if ch.Moved {
		ch.OldParent, ch.NewParent = c.parents(p.old, p.new)
	}
	ch.Renumbered = renumbered && !c.keepsNumber(p)
	s, err := c.compareSides(&olds, &news, !whole, whole && !ch.Renumbered)
	if err != nil {
		return fmt.Errorf("compare %s with %s: %w", o.node.ID, n.node.ID, err)
	}
	ch.Spans, ch.Words = s.spans, s.words
	ch.judge(s.edits, &s.old, &s.new)
	ch.Repealed = whole && ch.Edited && repealedSince(o.node, n.node)
	if len(olds.cuts)+len(news.cuts) > 0 {
		ch.Edited, ch.Follows = true, false
	}
	if whole && !ch.Edited && !ch.Typographic && !ch.Moved && !ch.Renumbered {
		r.count(n.level)
		return nil
	}
	if n.level == LevelArticle {
		ch.Provisions, err = c.provisions(p, ch.Spans, news.text)
		if err != nil {
			return fmt.Errorf("compare what stands in %s and %s: %w", o.node.ID, n.node.ID, err)
		}
	} else if in := c.insides[p.new]; in != nil && whole && n.node.Kind == act.KindPreamble {
		in.cascades(c.articlesOf(c.old, p.old, nil), c.articlesOf(c.new, p.new, nil))
	}
	r.add(ch)
	return nil
}

func members(k int, with []int) []int {
	out := append([]int{k}, with...)
	slices.Sort(out)
	return out
}

// A comparedSides is what was found out about two sides: the script and the sides as they are without what was moved, the spans of all.
type comparedSides struct {
	edits    []edit
	old, new side
	spans    []Span
	words    Words
}

// compareSides compares two sides. Joined says that one of them is several provisions,
// ownLabels that what differs in a provision's own label differs only as written.
func (c *comparison) compareSides(olds, news *side, joined, ownLabels bool) (*comparedSides, error) {
	s := &comparedSides{old: olds.reduced(&c.oldReduced), new: news.reduced(&c.newReduced)}
	err := c.following.readNumbers(&s.old)
	if err != nil {
		return nil, err
	}
	a := newLineAligner(&c.differ, s.old.tokens, s.new.tokens)
	a.joined, a.oldStep, a.newStep = joined, s.old.steps(), s.new.steps()
	a.known = c.knownLines(a, &s.old, &s.new)
	s.edits = a.compare(&c.differ)
	s.edits = s.old.unfollow(&c.differ, s.edits, s.new.tokens)
	s.edits = s.old.markFollowing(tidy(s.edits, s.old.tokens, s.new.tokens), s.new.tokens, &c.following)
	s.edits = markTypographic(c.vocabulary, s.edits, s.old.tokens, s.new.tokens, func(e edit) bool {
		return ownLabels && inOwnLabel(e, &s.old, &s.new) || c.vocabulary.markOfLabel(e, &s.old, &s.new)
	})
	s.spans = woven(spansOf(s.edits, s.old.tokens, s.new.tokens, s.old.text, s.new.text), s.old.cuts, s.new.cuts)
	oldRanks, newRanks := c.vocabulary.ranks(s.old.tokens, a.old), c.vocabulary.ranks(s.new.tokens, a.new)
	for _, e := range s.edits {
		if !e.same && !e.typographic {
			rows := renumberedRows(e, oldRanks, newRanks)
			s.words.Deleted += s.old.wordsOf(e.o0, e.o1) - rows
			s.words.Inserted += s.new.wordsOf(e.n0, e.n1) - rows
		}
	}
	err = c.countMoved(&s.words, s.new.cuts)
	if err != nil {
		return nil, err
	}
	return s, checkRoundTrip(s.spans, olds.text, news.text)
}

// steps returns, by token, what stands in the labels and headings of the units.
func (s *side) steps() []bool {
	if s.step != nil {
		return s.step
	}
	return s.own
}

// wordsOf counts the words of a stretch that stand in no number that is told of by itself.
func (s *side) wordsOf(from, to int) int {
	words := 0
	for k := from; k < to; k++ {
		if s.tokens[k].class == wordToken && !s.own[k] && !s.told[k] {
			words++
		}
	}
	return words
}

// countMoved counts the words of what was moved, where it stands now.
func (c *comparison) countMoved(w *Words, cuts []cut) error {
	for _, cut := range cuts {
		m, err := c.make(cut.move)
		if err != nil {
			return err
		}
		w.Inserted += m.Words.Inserted
		w.Deleted += m.Words.Deleted
	}
	return nil
}

func (c *comparison) reportLone(r *Redline, us []unit, k int, op string) error {
	if op == Inserted && c.newTaken[k] {
		return nil
	}
	whole, err := c.side(op, []int{k}, false)
	if err != nil {
		return err
	}
	nothing := side{ids: []string{}}
	ch := newChange(us[k].level, nothing, whole, us[k].node)
	if op == Deleted {
		ch = newChange(us[k].level, whole, nothing, us[k].node)
	}
	s := whole.reduced(&c.oldReduced)
	if s.text != "" {
		ch.Spans = append(ch.Spans, Span{Op: op, Text: s.text})
	}
	words := 0
	for _, t := range s.tokens {
		if t.class == wordToken {
			words++
		}
	}
	if op == Deleted {
		ch.Words.Deleted = words
		ch.Spans = woven(ch.Spans, s.cuts, nil)
	} else {
		ch.Words.Inserted = words
		ch.Spans = woven(ch.Spans, nil, s.cuts)
		err = c.countMoved(&ch.Words, s.cuts)
		if err != nil {
			return err
		}
	}
	r.add(ch)
	return nil
}

func newChange(level string, old, new side, n *act.Node) Change {
	return Change{
		Level: level, Old: old.ids, New: new.ids,
		OldLabel: strings.Join(old.labels, ", "), NewLabel: strings.Join(new.labels, ", "), Heading: n.Heading,
		Spans: []Span{},
	}
}

// judge sets Edited and Typographic from a script in which typographic edits are marked. What else changed in the provision's own label is
// its renumbering.
func (ch *Change) judge(edits []edit, old, new *side) {
	others := false
	for _, e := range edits {
		switch {
		case e.follows:
			ch.Edited = true
			ch.References++
		case e.same:
			ch.Typographic = ch.Typographic || writtenOtherwise(e, old, new)
		case e.typographic:
			ch.Typographic = true
		case !inOwnLabel(e, old, new):
			ch.Edited = true
			others = true
		}
	}
	ch.Follows = ch.References > 0 && !others
}

func inOwnLabel(e edit, old, new *side) bool {
	return !slices.Contains(old.own[e.o0:e.o1], false) && !slices.Contains(new.own[e.n0:e.n1], false)
}

// writtenOtherwise tells kept text that differs as written, apart from what joins split or merged provisions.
func writtenOtherwise(e edit, old, new *side) bool {
	for k := range e.o1 - e.o0 {
		if old.tokens[e.o0+k].piece != new.tokens[e.n0+k].piece && (len(old.ids) == len(new.ids) || !old.own[e.o0+k] && !new.own[e.n0+k]) {
			return true
		}
	}
	return false
}

// count counts a pair in which nothing changed.
func (r *Redline) count(level string) {
	if level == LevelArticle {
		r.Summary.Articles.Unchanged++
	}
}

func (r *Redline) add(ch Change) {
	r.Changes = append(r.Changes, ch)
	r.Summary.Words.Inserted += ch.Words.Inserted
	r.Summary.Words.Deleted += ch.Words.Deleted
	if ch.Level != LevelArticle {
		return
	}
	a := &r.Summary.Articles
	for _, f := range []struct {
		claim bool
		count *int
	}{
		{ch.Edited, &a.Edited}, {ch.writtenAlone(), &a.Typographic}, {ch.Moved, &a.Moved}, {ch.Renumbered, &a.Renumbered},
		{ch.Added(), &a.Added}, {ch.Removed(), &a.Removed}, {ch.Split(), &a.Split}, {ch.Merged(), &a.Merged}, {ch.Follows, &a.Follows}, {ch.Repealed, &a.Repealed},
	} {
		if f.claim {
			*f.count++
		}
	}
}
