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
	inside   *insideMoves
}

// changes says how the operations of spans are tracked.
func (t *tracked) changes(op string) docx.Change {
	switch {
	case op == Inserted:
		return docx.Inserted
	case op == Deleted:
		return docx.Deleted
	}
	return t.moved
}

// A trackedLine is a paragraph, or a row of a table, that is being made.
type trackedLine struct {
	runs     []docx.Run
	mark     docx.Change
	move     string // of what is moved inside the text; empty for that of the whole text
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
	gone := tracked{spans: []Span{{Op: Deleted, Text: was}}, old: t.old}
	come := tracked{spans: []Span{{Op: Inserted, Text: is}}, new: t.new}
	switch t.moved {
	case docx.MovedFrom:
		return gone.blocks()
	case docx.MovedTo:
		return come.blocks()
	}
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
	pieces, ended := ownBreaks(t.pieces(wholeLines(t.spans)))
	for _, p := range pieces {
		l.move = p.move
		if p.last {
			l.lastEnd()
			continue
		}
		l.add(p.text, p.change)
	}
	l.move = ""
	if !ended {
		l.lastEnd()
	} else if len(l.runs) > 0 {
		l.end(l.runs[len(l.runs)-1].Change)
	}
	ownEnds(l.done)
	return l.done
}

// lastEnd ends the last line of the text.
func (l *lineTracker) lastEnd() {
	t := l.text
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
}

// wholeLines returns spans in which a text that is inserted or deleted from the end of one line to the end of another, as ".\nSecond line" is
// before ".", begins with the line break: whole lines come and go.
func wholeLines(spans []Span) []Span {
	out := slices.Clone(spans)
	for i := 1; i+1 < len(out); i++ {
		before, sp, after := &out[i-1], &out[i], &out[i+1]
		if sp.Op != Inserted && sp.Op != Deleted || before.Op != Equal || after.Op != Equal {
			continue
		}
		head, rest, breaks := strings.Cut(sp.Text, "\n")
		tail, ends := strings.CutPrefix(after.Text, head)
		if head == "" || !breaks || !ends || tail != "" && tail[0] != '\n' {
			continue
		}
		before.Text += head
		sp.Text = "\n" + rest + head
		after.Text = tail
	}
	return out
}

// ownEnds gives lines that come or go whole their own ends, where the end of the line before them came or went.
func ownEnds(lines []trackedLine) {
	for k := 0; k < len(lines); k++ {
		mark := lines[k].mark
		if mark != docx.Inserted && mark != docx.Deleted {
			continue
		}
		m := k + 1
		for m < len(lines) && lines[m].mark == mark && lines[m].only(mark) {
			m++
		}
		if m == len(lines) || !lines[m].only(mark) || lines[k].only(mark) {
			continue
		}
		lines[k].mark, lines[m].mark = lines[m].mark, mark
		if mark == docx.Deleted {
			lines[k].new = lines[m].new
		} else {
			lines[k].old = lines[m].old
		}
		k = m - 1
	}
}

// only reports whether everything in the line has the change.
func (l *trackedLine) only(change docx.Change) bool {
	return !slices.ContainsFunc(l.runs, func(r docx.Run) bool { return r.Change != change })
}

type lineTracker struct {
	text     *tracked
	move     string // of what is added
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
	line := trackedLine{runs: l.runs, mark: mark, move: l.move, old: at(l.text.old, l.old), new: at(l.text.new, l.new)}
	l.runs = nil
	if inOld(mark) {
		l.old++
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
	case move != 0:
		l.mark = move
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

// paragraph returns the line as a paragraph. Its look before is kept where its words are the same: LibreOffice loses changes of words in a
// paragraph whose look has changed.
func (l *trackedLine) paragraph(move string) *docx.Paragraph {
	if l.move != "" {
		move = l.move
	}
	p := &docx.Paragraph{Style: l.new.style, Runs: l.runs, Mark: l.mark, Move: move}
	if !inNew(l.mark) || p.Style == "" {
		p.Style = l.old.style
	}
	if l.mark == 0 && l.old.style != "" && l.old.style != p.Style && l.only(0) {
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
	return old, new
}

// rows returns the line as a row of a table. One whose cells are not the same in both acts becomes two.
func (l *trackedLine) rows() []docx.Row {
	switch {
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

// contiguous makes one stretch of what is inserted or deleted at the end of a paragraph and the whole paragraphs behind it that are so too:
// the end of the paragraph changes, and the last of the others keeps its own. Both forms say the same; in the other one LibreOffice takes
// the end of the paragraph for changed besides.
func contiguous(blocks []docx.Block) {
	for i := range blocks {
		p := blocks[i].Paragraph
		if p == nil || p.Mark != 0 || len(p.Runs) == 0 {
			continue
		}
		change := p.Runs[len(p.Runs)-1].Change
		if change != docx.Inserted && change != docx.Deleted {
			continue
		}
		last := i
		for last+1 < len(blocks) && wholly(blocks[last+1].Paragraph, change) {
			last++
		}
		if last == i {
			continue
		}
		q := blocks[last].Paragraph
		p.Mark, q.Mark = change, 0
		if change == docx.Deleted {
			q.Style = p.Style
		}
	}
}

// wholly reports whether the paragraph with its end has the change.
func wholly(p *docx.Paragraph, change docx.Change) bool {
	return p != nil && p.Mark == change && len(p.Runs) > 0 && !slices.ContainsFunc(p.Runs, func(r docx.Run) bool { return r.Change != change })
}
