package docx

import (
	"slices"
	"strings"
)

// A Version says what becomes of tracked changes.
type Version int

// The versions of a document.
const (
	Accepted Version = iota // the text with all changes
	Rejected                // the text before them
)

// A View is the text of a document as it reads.
type View struct {
	Lines []Line
	Notes []Note
	// Changes are the tracked changes of text and of whole rows of tables, in order.
	Changes []Tracked
}

// A Tracked is a text that one kind of tracked change touched, where it stands or would stand in the view.
type Tracked struct {
	Change Change
	Author string // empty where the document names none
	Date   string // as in the file; of what one made in several goes, the first
	Text   string // of a row, its cells divided by tabs
	Row    bool
	// Gone says that it was a paragraph of its own, which is not in the view: it stood behind the line before Line.
	Gone bool
	// Line is a line of the view, Byte a place in its Text.
	Line, Byte int
	end        int // of the text in the line, where the next may go on
}

// A Line is a paragraph as it reads, or a whole table.
type Line struct {
	// Text is the whole paragraph with the number that Word prints before it; a line break is one inside the paragraph. Of a table it is
	// the rows, divided by line breaks, and the cells in them, divided by tabs.
	Text string
	// Label is the part of Text that Word numbered by itself.
	Label string
	// List names the list that numbered it, with those counted together; Depth is 1 to 9 of its levels, 0 where none did.
	List  string
	Depth int
	Style string // the name of its style
	Level int    // 1 to 9 of a heading
	Apart bool   // space stands before it
	Table bool
}

// A Note is a comment with the words it is put on.
type Note struct {
	Comment Comment
	// Start and End are where the words begin and end: lines of the view, and bytes in their Text.
	StartLine, StartByte int
	EndLine, EndByte     int
	// Quote is the words, paragraphs divided by line breaks; empty when they are not in this version.
	// Longer ones than 20,000 bytes are cut.
	Quote string
}

// maxQuote is the most bytes of a quote; longer ones are cut.
const maxQuote = 20_000

// apart is the space in twentieths of a point from which a paragraph is set apart.
const apart = 120

// View returns the text with all tracked changes accepted or rejected, and its paragraphs numbered as Word numbers them then. Paragraphs
// without characters are lines too.
func (d *Document) View(v Version) *View {
	w := &viewer{doc: d, version: v, counter: newCounter(d), open: map[string]mark{}, shown: map[string]bool{}, view: &View{}}
	w.blocks(d.Blocks)
	w.finish()
	w.quotes()
	return w.view
}

// A mark is a place in the view.
type mark struct{ line, at int }

type span struct {
	id         string
	start, end mark
}

type viewer struct {
	doc     *Document
	version Version
	counter *counter
	view    *View
	table   strings.Builder // what is closed of the table that is read
	inCell  bool
	cell    int // where the open cell begins in the table
	text    strings.Builder
	last    *Paragraph // with text that no end of a paragraph has closed
	open    map[string]mark
	opened  []string // those of open that begin in the open paragraph
	spans   []span
	from    int // of the spans, the first that may touch the open paragraph
	notes   []string
	shown   map[string]bool // footnotes
	changed int             // of the changes, the first of the open paragraph
	inRow   bool            // in a row that came or went
}

func (w *viewer) blocks(bs []Block) {
	for i := range bs {
		if bs[i].Table != nil {
			w.finish()
			w.rows(bs[i].Table)
			continue
		}
		w.paragraph(bs[i].Paragraph)
	}
}

func (w *viewer) here() mark { return mark{len(w.view.Lines), w.table.Len() + w.text.Len()} }

func (w *viewer) paragraph(p *Paragraph) {
	begun := w.text.Len() > 0
	for i := range p.Runs {
		run := &p.Runs[i]
		for _, id := range run.Start {
			w.open[id] = w.here()
			w.opened = append(w.opened, id)
		}
		before := w.here()
		if run.Change.inView(w.version) {
			w.write(run.Text)
			if run.note != "" {
				w.notes = append(w.notes, run.note)
			}
		}
		w.track(run, before)
		for _, id := range run.End {
			start, ok := w.open[id]
			if !ok {
				start = w.here()
			}
			delete(w.open, id)
			w.spans = append(w.spans, span{id, start, w.here()})
		}
	}
	if !p.Mark.inView(w.version) {
		if n := len(w.view.Changes); n > w.changed && !begun && w.text.Len() == 0 && !w.inCell {
			w.view.Changes[n-1].Gone = true
		}
		w.last = p
		return
	}
	w.close(p)
}

// track enters the change of a run that is written, before which the view was as far as said.
func (w *viewer) track(run *Run, before mark) {
	if run.Change == 0 || run.Text == "" {
		return
	}
	after := w.here()
	if n := len(w.view.Changes); n > w.changed {
		last := &w.view.Changes[n-1]
		if last.Change == run.Change && last.Author == run.by.author && !last.Row && last.Line == before.line && last.end == before.at {
			last.Text += run.Text
			last.end = after.at
			return
		}
	}
	w.view.Changes = append(w.view.Changes, Tracked{Change: run.Change, Author: run.by.author, Date: run.by.date, Text: run.Text, Line: before.line, Byte: before.at, end: after.at})
}

func (w *viewer) write(text string) {
	if w.inCell {
		text = cellBreaks.Replace(text)
	}
	w.text.WriteString(text)
}

var cellBreaks = strings.NewReplacer("\t", " ", "\n", " ")

// finish closes a paragraph whose end is gone where nothing follows that it could go on in.
func (w *viewer) finish() {
	if w.last != nil && w.text.Len() > 0 {
		w.close(w.last)
	}
	w.last = nil
}

// close ends the open paragraph with the properties of p.
func (w *viewer) close(p *Paragraph) {
	w.last = nil
	f := p.format
	if w.version == Rejected && p.Was != nil {
		f = p.was
	}
	full := w.doc.styles.full(f)
	label, between, place := w.counter.label(full)
	style := w.doc.styles.name(f.style)
	if w.doc.styles == nil {
		style, label, between = p.asWritten(w.version)
		place = listPlace{}
	}
	text := w.text.String()
	w.text.Reset()
	head := label
	if text != "" {
		head += between
	}
	if w.inCell && head+text != "" && w.table.Len() > w.cell {
		head = " " + head
	}
	w.shift(len(head))
	if w.inCell {
		w.table.WriteString(head + text)
		return
	}
	line := Line{Text: head + text, Label: label, Style: style, Apart: full.before >= apart, List: place.list, Depth: place.depth}
	if full.outline >= 0 && full.outline < 9 {
		line.Level = full.outline + 1
	}
	w.view.Lines = append(w.view.Lines, line)
	w.footnotes()
}

// asWritten returns style and number of a paragraph that was not read from a file.
func (p *Paragraph) asWritten(v Version) (style, label, between string) {
	f := Format{Style: p.Style, Number: p.Number}
	if v == Rejected && p.Was != nil {
		f = *p.Was
	}
	if f.Number == nil {
		return f.Style, "", ""
	}
	return f.Style, f.Number.Label(), " "
}

// Texts returns the lines of a version that hold characters.
func (d *Document) Texts(v Version) []string {
	var texts []string
	for _, l := range d.View(v).Lines {
		if l.Text != "" {
			texts = append(texts, l.Text)
		}
	}
	return texts
}

// shift moves the marks in the open paragraph behind its label.
func (w *viewer) shift(by int) {
	move := func(m mark) mark {
		if m.line == len(w.view.Lines) && m.at >= w.table.Len() {
			m.at += by
		}
		return m
	}
	for i := w.from; i < len(w.spans); i++ {
		w.spans[i].start, w.spans[i].end = move(w.spans[i].start), move(w.spans[i].end)
	}
	w.from = len(w.spans)
	for _, id := range w.opened {
		if m, ok := w.open[id]; ok && by > 0 {
			w.open[id] = move(m)
		}
	}
	w.opened = w.opened[:0]
	for i := w.changed; i < len(w.view.Changes); i++ {
		if c := &w.view.Changes[i]; c.Line == len(w.view.Lines) && c.Byte >= w.table.Len() {
			c.Byte += by
		}
	}
	w.changed = len(w.view.Changes)
}

// rows reads a table as a line. One of a single cell is a frame around paragraphs, and one within a cell belongs to its text.
func (w *viewer) rows(t *Table) {
	if len(t.Rows) == 1 && len(t.Rows[0].Cells) == 1 || w.inCell {
		for i := range t.Rows {
			w.row(&t.Rows[i], func(c *Cell, _ int) {
				w.blocks(c.Blocks)
				w.finish()
			})
		}
		return
	}
	w.inCell = true
	rows := 0
	for i := range t.Rows {
		if rows > 0 && t.Rows[i].Change.inView(w.version) {
			w.table.WriteByte('\n')
		}
		if w.row(&t.Rows[i], func(c *Cell, k int) {
			if k > 0 {
				w.table.WriteByte('\t')
			}
			w.cell = w.table.Len()
			w.blocks(c.Blocks)
			w.finish()
		}) {
			rows++
		}
	}
	w.inCell = false
	text := w.table.String()
	w.table.Reset()
	if rows > 0 {
		w.view.Lines = append(w.view.Lines, Line{Text: text, Table: true})
	}
	w.footnotes()
}

// row reads the cells of a row that stands in the view, which it tells, and enters one that came or went with its whole text; what the same
// change did to the words in it is not entered again.
func (w *viewer) row(r *Row, cell func(c *Cell, k int)) bool {
	before, first, shown := w.here(), len(w.view.Changes), r.Change.inView(w.version)
	enters := r.Change != 0 && !w.inRow
	w.inRow = w.inRow || enters
	if shown {
		for k := range r.Cells {
			cell(&r.Cells[k], k)
		}
	}
	if !enters {
		return shown
	}
	w.inRow = false
	within := slices.DeleteFunc(w.view.Changes[first:], func(c Tracked) bool { return c.Change == r.Change })
	row := Tracked{Change: r.Change, Author: r.by.author, Date: r.by.date, Text: r.text(), Row: true, Line: before.line, Byte: before.at}
	w.view.Changes = slices.Insert(w.view.Changes[:first+len(within)], first, row)
	w.changed = len(w.view.Changes)
	return shown
}

// text returns the texts of the cells, divided by tabs, with what was inserted and what was deleted.
func (r *Row) text() string {
	var b strings.Builder
	for k := range r.Cells {
		if k > 0 {
			b.WriteByte('\t')
		}
		writeBlocks(&b, r.Cells[k].Blocks)
	}
	return b.String()
}

// writeBlocks writes the texts of paragraphs and of tables within them behind each other.
func writeBlocks(b *strings.Builder, blocks []Block) {
	for i := range blocks {
		if i > 0 {
			b.WriteByte(' ')
		}
		if t := blocks[i].Table; t != nil {
			for k := range t.Rows {
				for c := range t.Rows[k].Cells {
					writeBlocks(b, t.Rows[k].Cells[c].Blocks)
				}
			}
			continue
		}
		for k := range blocks[i].Paragraph.Runs {
			b.WriteString(cellBreaks.Replace(blocks[i].Paragraph.Runs[k].Text))
		}
	}
}

// quotes adds the comments with the words they are put on, in the order of the file.
func (w *viewer) quotes() {
	spans := make(map[string]span, len(w.spans))
	for _, s := range w.spans {
		if first, twice := spans[s.id]; twice {
			s.start = first.start
		}
		spans[s.id] = s
	}
	for _, c := range w.doc.Comments {
		s, ok := spans[c.ID]
		if !ok || len(w.view.Lines) == 0 {
			w.view.Notes = append(w.view.Notes, Note{Comment: c})
			continue
		}
		start, end := w.within(s.start), w.within(s.end)
		n := Note{Comment: c, StartLine: start.line, StartByte: start.at, EndLine: end.line, EndByte: end.at}
		n.Quote = w.between(start, end)
		w.view.Notes = append(w.view.Notes, n)
	}
}

// within returns the mark, or the nearest place of the view where it stands behind the text.
func (w *viewer) within(m mark) mark {
	m.line = min(m.line, len(w.view.Lines)-1)
	m.at = min(m.at, len(w.view.Lines[m.line].Text))
	return m
}

func (w *viewer) between(start, end mark) string {
	lines := w.view.Lines
	if start.line > end.line || start.line == end.line && start.at >= end.at {
		return ""
	}
	var b strings.Builder
	for i := start.line; i <= end.line && b.Len() <= maxQuote; i++ {
		text := lines[i].Text
		if i == end.line {
			text = text[:end.at]
		}
		if i == start.line {
			text = text[start.at:]
		} else {
			b.WriteByte('\n')
		}
		b.WriteString(text)
	}
	quote := b.String()
	if len(quote) > maxQuote {
		quote = strings.ToValidUTF8(quote[:maxQuote], "")
	}
	return quote
}

// footnotes adds the footnotes called in the line that was closed, as lines with a star before them.
func (w *viewer) footnotes() {
	notes := w.notes
	w.notes = nil
	for _, id := range notes {
		if w.shown[id] {
			continue
		}
		w.shown[id] = true
		if text := strings.TrimSpace(plainText(w.doc.footnotes[id])); text != "" {
			for _, line := range strings.Split(text, "\n") {
				w.view.Lines = append(w.view.Lines, Line{Text: "* " + strings.TrimSpace(line)})
			}
		}
	}
}

// plainText returns the accepted text of blocks without their numbers.
func plainText(bs []Block) string {
	var parts []string
	for i := range bs {
		if p := bs[i].Paragraph; p != nil {
			var b strings.Builder
			for k := range p.Runs {
				if p.Runs[k].Change.inView(Accepted) {
					b.WriteString(p.Runs[k].Text)
				}
			}
			parts = append(parts, strings.TrimSpace(b.String()))
			continue
		}
		for _, row := range bs[i].Table.Rows {
			for _, c := range row.Cells {
				parts = append(parts, plainText(c.Blocks))
			}
		}
	}
	return strings.Trim(strings.Join(parts, "\n"), "\n")
}
