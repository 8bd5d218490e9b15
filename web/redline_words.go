package web

import (
	"regexp"
	"slices"
	"strings"

	"github.com/rasprava/rasprava/internal/act"
	"github.com/rasprava/rasprava/internal/locale"
	"github.com/rasprava/rasprava/internal/redline"
)

// markedLine is a paragraph of a redline as it is shown.
type markedLine struct {
	Class string
	Parts []markedPart
	Table []markedRow // in place of parts
	Note  *moveNote   // before the first paragraph of what was moved
}

// markedRow is a row of a table; Again says that it stands on the other side too.
type markedRow struct {
	Cells [][]markedPart
	Again bool
}

// moveNote says where a paragraph or a point was moved to, or where from.
type moveNote struct {
	ID   string // its place on the page; empty where nothing leads to it
	Href string // of the other place
	Text string
}

// markedPart is a stretch of a paragraph; Was is how it was written, where only
// that differs. What was moved from here has the operation movedAway.
type markedPart struct {
	Op   string
	Text string
	Was  string
}

// movedAway is a stretch that stands elsewhere now.
const movedAway = ">"

// summaryOf says what a redline holds, in sentences.
func (v *visit) summaryOf(r *redline.Redline) []string {
	a := r.Summary.Articles
	var parts []string
	for _, c := range []struct {
		message string
		count   int
	}{{"edited", a.Edited - a.Repealed}, {"repealed", a.Repealed}, {"added", a.Added}, {"removed", a.Removed}, {"moved", a.Moved}, {"split", a.Split}, {"merged", a.Merged}} {
		if c.count > 0 {
			parts = append(parts, v.n("redline.articles."+c.message, c.count))
		}
	}
	var all []string
	if parts != nil {
		all = append(all, v.say.List(parts)+".")
	}
	others := 0
	for i := range r.Changes {
		if r.Changes[i].Level != redline.LevelArticle {
			others++
		}
	}
	renumbered := a.Renumbered
	if slices.ContainsFunc(r.Cascades, func(c redline.Cascade) bool { return c.Level == redline.LevelArticle }) {
		renumbered = 0 // the facts say it
	}
	for _, c := range []struct {
		message string
		count   int
	}{{"renumbered", renumbered}, {"typographic", a.Typographic}, {"others", others}} {
		if c.count > 0 {
			all = append(all, v.n("redline."+c.message, c.count))
		}
	}
	return all
}

// kinds says what happened to a provision.
func (v *visit) kinds(r *redline.Redline, c *redline.Change) []changeKind {
	var all []changeKind
	exchanged, alone := r.Exchanged(string(v.lang), c)
	for _, k := range []struct {
		is            bool
		message, tone string
	}{
		{c.Added(), "added", "yes"}, {c.Removed(), "removed", "no"}, {c.Split(), "split", ""}, {c.Merged(), "merged", ""}, {c.Moved, "moved", "live"},
		{c.Renumbered && !c.Moved, "renumbered", ""}, {c.Repealed, "repealed", "no"}, {c.Edited && !c.Repealed && (!alone || exchanged == nil), "edited", ""}, {c.Typographic && !c.Edited, "typographic", ""},
	} {
		if k.is {
			all = append(all, changeKind{k.tone, v.t("redline.kind." + k.message)})
		}
	}
	for _, said := range exchanged {
		all = append(all, changeKind{"live", said})
	}
	return all
}

// nameOf names a change by the labels of its provision, or by what it is.
func (w *redlineWriter) nameOf(c *redline.Change) string {
	name := func(a *act.Act, ids []string) string {
		var names []string
		for _, id := range ids {
			n := a.Find(id)
			if n == nil {
				continue
			}
			name := w.placeName(a, id)
			if n.Kind != act.KindArticle && len(names) == 0 {
				name, _ = cut(name, nameLength)
			}
			names = append(names, name)
		}
		return w.say.List(names)
	}
	old, new := name(w.old, c.Old), name(w.new, c.New)
	switch {
	case new == "":
		return upperFirst(old)
	case old == "" || old == new:
		return upperFirst(new)
	}
	word, _, _ := strings.Cut(old, " ")
	return upperFirst(old) + " → " + strings.TrimPrefix(new, word+" ")
}

// nameLength is how much of a heading names a change.
const nameLength = 80

// place says where a provision that was moved stands, and where it stood.
func (w *redlineWriter) place(c *redline.Change) string {
	if !c.Moved || len(c.Old) == 0 || len(c.New) == 0 {
		return ""
	}
	if said := w.redline.FromWhere(string(w.lang), c); said != "" {
		return said
	}
	if c.Level != redline.LevelArticle {
		return w.t("redline.elsewhere")
	}
	return w.t("redline.stood", "place", w.behind(w.old, c.Old[0])) + " " + w.t("redline.stands", "place", w.behind(w.new, c.New[0]))
}

// behind says behind which article another one stands.
func (w *redlineWriter) behind(a *act.Act, id string) string {
	last := ""
	for _, n := range a.Articles() {
		if n.ID == id {
			break
		}
		last = n.Number
	}
	if last == "" {
		return w.t("redline.first")
	}
	last = inScript(w.lang, a.Lang, last)
	return w.t("redline.behind", "number", last)
}

func (w *redlineWriter) changed(spans []redline.Span) bool {
	return slices.ContainsFunc(spans, func(s redline.Span) bool { return s.Op != redline.Equal && strings.TrimSpace(s.Text+s.Old) != "" })
}

// lines are the paragraphs of a provision in one column; c tells which of them
// are its label and heading, nil: none is.
func (w *redlineWriter) lines(spans []redline.Span, c *redline.Change) []markedLine {
	heads := w.headsOf(c)
	var all []markedLine
	for _, p := range w.redline.Passages(spans) {
		var lines []markedLine
		if p.Move != 0 && !p.Leaves {
			lines = w.lines(p.Spans, c)
		} else {
			lines = w.paragraphs(p.Spans, heads)
		}
		all = append(all, w.noted(lines, p)...)
	}
	return all
}

// paragraphs are the paragraphs of a passage. Rows of a table, one behind another,
// are one table.
func (w *redlineWriter) paragraphs(spans []redline.Span, heads map[string]string) []markedLine {
	var all []markedLine
	for _, line := range redline.Paragraphs(spans) {
		rows := redline.TableRows(line)
		if rows == nil {
			all = append(all, w.marked(line, heads))
			continue
		}
		if len(all) == 0 || all[len(all)-1].Table == nil {
			all = append(all, markedLine{})
		}
		last := &all[len(all)-1]
		for _, cells := range rows {
			last.Table = append(last.Table, markedRow{Cells: each(cells, w.parts)})
		}
	}
	return all
}

// noted returns the paragraphs of a passage, those of one that was moved with a
// note of where to or where from.
func (w *redlineWriter) noted(lines []markedLine, p redline.Passage) []markedLine {
	if p.Move == 0 {
		return lines
	}
	class := "mv-to"
	if p.Leaves {
		class = "mv-from"
	}
	for i := range lines {
		lines[i].Class = strings.TrimSpace(lines[i].Class + " " + class)
		if p.Leaves {
			leave(lines[i].Parts)
			for _, row := range lines[i].Table {
				for _, cell := range row.Cells {
					leave(cell)
				}
			}
		}
	}
	if len(lines) > 0 && lines[0].Note == nil {
		lines[0].Note = w.moveNote(p.Move, p.Leaves)
	}
	return lines
}

// leave marks what stands elsewhere now.
func leave(parts []markedPart) {
	for k := range parts {
		if parts[k].Op != redline.Equal {
			parts[k].Op = movedAway
		}
	}
}

// rows are the paragraphs of a provision in two columns.
func (w *redlineWriter) rows(spans []redline.Span, c *redline.Change) []sideRow {
	heads := w.headsOf(c)
	var rows []sideRow
	for _, p := range w.redline.Passages(spans) {
		switch {
		case p.Move == 0:
			left, right := redline.Sides(p.Spans)
			for i := range left {
				rows = w.sideRow(rows, left[i], right[i], heads)
			}
		case p.Leaves:
			for _, line := range w.noted(w.paragraphs(p.Spans, heads), p) {
				rows = append(rows, sideRow{Old: line})
			}
		default:
			var lines []markedLine
			for _, row := range w.rows(p.Spans, c) {
				if row.New.Parts != nil || row.New.Table != nil {
					lines = append(lines, row.New)
				}
			}
			for _, line := range w.noted(lines, p) {
				rows = append(rows, sideRow{New: line})
			}
		}
	}
	return rows
}

// sideRow adds a paragraph of both sides to the rows. Rows of a table, one behind
// another, are one table on each side.
func (w *redlineWriter) sideRow(rows []sideRow, left, right []redline.Span, heads map[string]string) []sideRow {
	same := !w.changed(left) && !w.changed(right)
	olds, news := redline.Cells(left), redline.Cells(right)
	if olds == nil && news == nil {
		return append(rows, sideRow{w.marked(left, heads), w.marked(right, heads), same})
	}
	if len(rows) == 0 || rows[len(rows)-1].Old.Table == nil && rows[len(rows)-1].New.Table == nil {
		rows = append(rows, sideRow{Same: true})
	}
	last := &rows[len(rows)-1]
	last.Same = last.Same && same
	if olds != nil {
		last.Old.Table = append(last.Old.Table, markedRow{Cells: each(olds, w.parts)})
	}
	if news != nil {
		last.New.Table = append(last.New.Table, markedRow{Cells: each(news, w.parts), Again: same})
	}
	return rows
}

// parts shows the stretches of a paragraph or of a cell.
func (w *redlineWriter) parts(spans []redline.Span) []markedPart {
	return each(spans, func(s redline.Span) markedPart {
		was := ""
		if s.Op == redline.Typographic {
			was = s.Old
		}
		return markedPart{Op: s.Op, Text: w.shown(s.Text), Was: was}
	})
}

// marked shows a paragraph.
func (w *redlineWriter) marked(spans []redline.Span, heads map[string]string) markedLine {
	var old, new strings.Builder
	line := markedLine{Parts: w.parts(spans)}
	for _, s := range spans {
		switch s.Op {
		case redline.Inserted:
			new.WriteString(s.Text)
		case redline.Deleted:
			old.WriteString(s.Text)
		case redline.Typographic:
			old.WriteString(s.Old)
			new.WriteString(s.Text)
		default:
			old.WriteString(s.Text)
			new.WriteString(s.Text)
		}
	}
	for _, text := range []string{new.String(), old.String()} {
		text = strings.TrimSpace(text)
		if text == "" {
			continue
		}
		if class, head := heads[text]; head {
			line.Class = class
		} else if point.MatchString(text) {
			line.Class = "pt"
		}
		break
	}
	if line.Class == "" && heads[strings.TrimSpace(old.String())] != "" {
		line.Class = heads[strings.TrimSpace(old.String())]
	}
	return line
}

// shown writes the text of the acts in the script of the reader.
func (w *redlineWriter) shown(text string) string {
	if w.lang == locale.En {
		return text
	}
	return inScript(w.lang, w.new.Lang, text)
}

// point is how a point of an enumeration begins.
var point = regexp.MustCompile(`^(\(?[0-9]{1,3}[a-zа-шђјљњћџ]?\)|[a-zа-шђјљњћџ]\)|[–—-] )`)

// headsOf returns the classes of the lines that name a provision, or those that were split or merged.
func (w *redlineWriter) headsOf(c *redline.Change) map[string]string {
	heads := map[string]string{}
	if c == nil {
		return heads
	}
	heading := strings.TrimSpace(c.Heading)
	named := func(heading string) {
		for line := range strings.SplitSeq(heading, "\n") {
			heads[strings.TrimSpace(line)] = "rub"
		}
	}
	named(heading)
	for _, side := range []struct {
		a   *act.Act
		ids []string
	}{{w.old, c.Old}, {w.new, c.New}} {
		if len(side.ids) < 2 {
			continue
		}
		for _, id := range side.ids {
			if n := side.a.Find(id); n != nil {
				named(n.Heading)
			}
		}
	}
	for _, labels := range []string{c.OldLabel, c.NewLabel} {
		for label := range strings.SplitSeq(labels, ", ") {
			heads[strings.TrimSpace(label)] = "rub no"
			heads[strings.TrimSpace(label+" "+heading)] = "rub no"
		}
	}
	delete(heads, "")
	if c.Level == redline.LevelHeading {
		for line := range heads {
			heads[line] = "rub no"
		}
	}
	return heads
}
