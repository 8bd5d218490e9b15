package redline

import (
	"slices"
	"strings"

	"github.com/rasprava/rasprava/internal/act"
	"github.com/rasprava/rasprava/internal/docx"
)

// A printedLine is the look of one line of a text in Word; the empty line between two provisions has none.
type printedLine struct {
	style string
	table int // the table that it is a row of, counted from 1
}

// tracked is a text with its changes, to be written for Word.
type tracked struct {
	spans    []Span
	old, new []printedLine
	moved    docx.Change // 0, MovedFrom for a text that leaves this place, MovedTo for one that comes
	move     string
}

// changes says how the operations of spans are tracked.
func (t *tracked) changes(op string) docx.Change {
	switch {
	case op == Inserted:
		return docx.Inserted
	case op == Deleted && t.moved == docx.MovedFrom:
		return docx.MovedFrom
	case op == Deleted:
		return t.moved | docx.Deleted
	}
	return t.moved
}

// A trackedLine is a paragraph, or a row of a table, that is being made.
type trackedLine struct {
	runs     []docx.Run
	mark     docx.Change
	old, new printedLine
}

func inNew(c docx.Change) bool { return c&(docx.Deleted|docx.MovedFrom) == 0 }
func inOld(c docx.Change) bool { return c&(docx.Inserted|docx.MovedTo) == 0 }

// blocks returns the text as paragraphs and tables with tracked changes.
func (t *tracked) blocks() []docx.Block {
	lines := t.lines()
	var out []docx.Block
	for i := 0; i < len(lines); {
		old, new := lines[i].tables()
		if old == 0 && new == 0 {
			out = append(out, docx.Block{Paragraph: lines[i].paragraph(t.move)})
			i++
			continue
		}
		table := &docx.Table{}
		for ; i < len(lines); i++ {
			o, n := lines[i].tables()
			if o == 0 && n == 0 || o != 0 && old != 0 && o != old || n != 0 && new != 0 && n != new {
				break
			}
			old, new = max(old, o), max(new, n)
			table.Rows = append(table.Rows, lines[i].rows()...)
		}
		out = append(out, docx.Block{Table: table})
	}
	return out
}

// safe returns the blocks of the text, or where tables and paragraphs became each other the whole old text deleted and the whole new one
// inserted.
func (t *tracked) safe() []docx.Block {
	out := t.blocks()
	d := docx.Document{Blocks: out}
	was, is := sideOf(t.spans, Deleted), sideOf(t.spans, Inserted)
	wantOld, wantNew := t.moved != docx.MovedTo, t.moved != docx.MovedFrom
	if sameText(d.Texts(docx.Rejected), was, wantOld) && sameText(d.Texts(docx.Accepted), is, wantNew) && !t.mixed() {
		return out
	}
	if t.moved == docx.MovedTo {
		whole := tracked{spans: []Span{{Op: Equal, Text: is}}, old: t.new, new: t.new, moved: t.moved, move: t.move}
		return whole.blocks()
	}
	gone := tracked{spans: []Span{{Op: Deleted, Text: was}}, old: t.old}
	come := tracked{spans: []Span{{Op: Inserted, Text: is}}, new: t.new}
	return append(gone.blocks(), come.blocks()...)
}

// mixed reports whether a line is a row of a table in one act and a paragraph in the other.
func (t *tracked) mixed() bool {
	return slices.ContainsFunc(t.lines(), func(l trackedLine) bool {
		return inOld(l.mark) && inNew(l.mark) && (l.old.table == 0) != (l.new.table == 0)
	})
}

// sameText reports whether lines are those of the text, empty ones left out; of a text that is not wanted there is none.
func sameText(lines []string, text string, wanted bool) bool {
	var want []string
	for _, line := range strings.Split(text, "\n") {
		if wanted && line != "" {
			want = append(want, line)
		}
	}
	var got []string
	for _, line := range lines {
		got = append(got, strings.FieldsFunc(line, func(r rune) bool { return r == '\n' })...)
	}
	return slices.Equal(got, want)
}

// sideOf returns the text of one side: of the old act for Deleted, of the new one for Inserted.
func sideOf(spans []Span, op string) string {
	var b strings.Builder
	for _, sp := range spans {
		switch {
		case sp.Op == Typographic && op == Deleted:
			b.WriteString(sp.Old)
		case sp.Op == Equal || sp.Op == op || sp.Op == Typographic:
			b.WriteString(sp.Text)
		}
	}
	return b.String()
}

// lines cuts the text at its line breaks; the end of each line has the change of the line break.
func (t *tracked) lines() []trackedLine {
	l := lineTracker{text: t}
	for _, sp := range t.spans {
		if sp.Op == Typographic {
			l.add(sp.Old, t.changes(Deleted))
			l.add(sp.Text, t.changes(Inserted))
			continue
		}
		l.add(sp.Text, t.changes(sp.Op))
	}
	switch {
	case t.moved != 0:
		l.end(t.moved)
	case len(t.new) == 0:
		l.end(docx.Deleted)
	case len(t.old) == 0:
		l.end(docx.Inserted)
	default:
		l.end(0)
	}
	return l.done
}

type lineTracker struct {
	text     *tracked
	done     []trackedLine
	runs     []docx.Run
	old, new int // lines of both sides
}

func (l *lineTracker) add(text string, change docx.Change) {
	for k, part := range strings.Split(text, "\n") {
		if k > 0 {
			l.end(change)
		}
		if part != "" {
			l.runs = append(l.runs, docx.Run{Text: part, Change: change})
		}
	}
}

// end ends a line. An empty one goes with the line before it, so that two line breaks make one end of a paragraph.
func (l *lineTracker) end(mark docx.Change) {
	line := trackedLine{runs: l.runs, mark: mark, old: at(l.text.old, l.old), new: at(l.text.new, l.new)}
	l.runs = nil
	if l.text.moved == docx.MovedTo || inOld(mark) {
		l.old += oldLines(mark, l.text.moved)
	}
	if inNew(mark) {
		l.new++
	}
	if k := len(l.done) - 1; k >= 0 && len(line.runs) == 0 {
		l.done[k].both(&line)
		return
	}
	l.done = append(l.done, line)
}

// oldLines returns how many lines of the old text end with the mark: in a text that comes those that were there before it moved.
func oldLines(mark, moved docx.Change) int {
	if moved == docx.MovedTo && mark&docx.Inserted != 0 {
		return 0
	}
	return 1
}

// both gives a line the end of the empty line behind it besides its own.
func (l *trackedLine) both(next *trackedLine) {
	old, new := inOld(l.mark), inNew(l.mark)
	if !old && inOld(next.mark) {
		l.old, old = next.old, true
	}
	if !new && inNew(next.mark) {
		l.new, new = next.new, true
	}
	move := (l.mark | next.mark) & (docx.MovedFrom | docx.MovedTo)
	switch {
	case move == docx.MovedTo && !new:
		l.mark = docx.MovedTo | docx.Deleted
	case move == docx.MovedTo && l.mark&next.mark&docx.Inserted == 0:
		l.mark = docx.MovedTo
	case move != 0:
	case old && new:
		l.mark = 0
	case new:
		l.mark = docx.Inserted
	case old:
		l.mark = docx.Deleted
	}
}

func at(lines []printedLine, i int) printedLine {
	if i < len(lines) {
		return lines[i]
	}
	return printedLine{}
}

// paragraph returns the line as a paragraph.
func (l *trackedLine) paragraph(move string) *docx.Paragraph {
	p := &docx.Paragraph{Style: l.new.style, Runs: l.runs, Mark: l.mark, Move: move}
	if !inNew(l.mark) || p.Style == "" {
		p.Style = l.old.style
	}
	if l.mark == 0 && l.old.style != "" && l.old.style != p.Style {
		p.Was = &docx.Format{Style: l.old.style}
	}
	return p
}

// tables returns the tables that the line is a row of, in the old act and in the new one.
func (l *trackedLine) tables() (old, new int) {
	if inOld(l.mark) {
		old = l.old.table
	}
	if inNew(l.mark) {
		new = l.new.table
	}
	if !inOld(l.mark) && !inNew(l.mark) {
		old = l.old.table
	}
	return old, new
}

// rows returns the line as a row of a table. One whose cells are not the same in both acts becomes two.
func (l *trackedLine) rows() []docx.Row {
	switch {
	case !inOld(l.mark) && !inNew(l.mark):
		return nil
	case l.mark == 0 && slices.ContainsFunc(l.runs, func(r docx.Run) bool { return r.Change != 0 && strings.Contains(r.Text, "\t") }):
		return []docx.Row{l.row(inOld, docx.Deleted), l.row(inNew, docx.Inserted)}
	case l.mark == 0:
		return []docx.Row{l.row(func(docx.Change) bool { return true }, 0)}
	case inNew(l.mark):
		return []docx.Row{l.row(inNew, l.mark)}
	}
	return []docx.Row{l.row(inOld, l.mark)}
}

// row returns those runs of the line that are kept as a row, its cells divided at tabs. With a change the whole row has it.
func (l *trackedLine) row(kept func(docx.Change) bool, change docx.Change) docx.Row {
	row := docx.Row{Change: change}
	p := &docx.Paragraph{}
	end := func() {
		row.Cells = append(row.Cells, docx.Cell{Blocks: []docx.Block{{Paragraph: p}}})
		p = &docx.Paragraph{}
	}
	for _, r := range l.runs {
		if !kept(r.Change) {
			continue
		}
		for k, part := range strings.Split(r.Text, "\t") {
			if k > 0 {
				end()
			}
			if part != "" {
				p.Runs = append(p.Runs, docx.Run{Text: part, Change: r.Change | change})
			}
		}
	}
	end()
	return row
}

func joinLines(lines []act.Printed) string {
	var b strings.Builder
	for i := range lines {
		if i > 0 {
			b.WriteByte('\n')
			if lines[i].Gap {
				b.WriteByte('\n')
			}
		}
		b.WriteString(lines[i].Text)
	}
	return b.String()
}
