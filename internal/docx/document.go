package docx

import "strings"

// Document is the text of a Word document.
type Document struct {
	// Title and Lang (a BCP 47 tag such as sr-Cyrl-RS) are the properties of the document. They are written; of a document read they are
	// empty.
	Title, Lang string
	// Landscape turns the A4 page.
	Landscape bool
	// Author and Date (RFC 3339, or empty for none) stand at every tracked change that is written.
	Author, Date string
	// Styles are those that the paragraphs and runs name. They are written; of a document read the outcome stands in the paragraphs.
	Styles []Style
	Blocks []Block
	// Comments stand in the order of the file; runs point at them by ID.
	Comments []Comment
	// Data are XML parts of other programs, carried unseen beside the text; each is one XML document.
	Data [][]byte
	// Set of a document read.
	Left Left
	// Struck are the pieces of the text of a document read that are struck through without a tracked change, at most a thousand.
	Struck []string

	styles    *styleSheet
	numbering *numbering
	footnotes map[string][]Block
}

// Left counts what a document held that is no part of its text, or was read as something else.
type Left struct {
	Changes  int // tracked insertions, deletions, moves and changed rows
	Comments int
	Hidden   int // runs of hidden text
	Pictures int
	Contents int // tables of contents and indexes, which repeat the text
	Symbols  int // characters of fonts of symbols, read as those that look like them
	Notes    int // footnotes and endnotes that the text does not call, or whose part is not related to it
	Margins  int // headers and footers of pages with words in them
}

// maxStruck is how many pieces of struck text are kept.
const maxStruck = 1000

// strike keeps the words of a run that is struck through; goesOn says that the run before it is.
func (d *Document) strike(text string, goesOn bool) {
	switch {
	case goesOn && len(d.Struck) > 0:
		d.Struck[len(d.Struck)-1] += text
	case strings.TrimSpace(text) != "" && len(d.Struck) < maxStruck:
		d.Struck = append(d.Struck, text)
	}
}

// A Block is a paragraph or a table: one of the two.
type Block struct {
	Paragraph *Paragraph
	Table     *Table
}

// A Change says what a tracked change did to a piece of text. Moved and then deleted is MovedTo|Deleted, in neither the old nor the new
// text.
type Change uint8

// The tracked changes.
const (
	Inserted Change = 1 << iota
	Deleted
	MovedFrom
	MovedTo
)

// inView reports whether text with the change stands in the view.
func (c Change) inView(v Version) bool {
	if v == Rejected {
		return c&(Inserted|MovedTo) == 0
	}
	return c&(Deleted|MovedFrom) == 0
}

// A Paragraph is one paragraph.
type Paragraph struct {
	Style  string // the name of its style; empty for the style of plain text
	Number *Number
	Runs   []Run
	// Mark is the change of the end of the paragraph: where it is gone, the next paragraph goes on in the same one.
	Mark Change
	// Was is the style and number before a tracked change of these; nil when they did not change.
	Was *Format
	// Move names the move that the paragraph is a part of: MovedFrom here and MovedTo elsewhere under the same name.
	Move string

	// heading and apart are set of a paragraph read.
	format, was format
}

// A Format is what a tracked change of a paragraph changes.
type Format struct {
	Style  string
	Number *Number
}

// A Number is printed by Word before a paragraph. Word counts by itself: paragraphs of one List with the same Text and Numerals follow each
// other, and where Value is not the next one the count is set.
type Number struct {
	// Text is the label with %1 where the number stands: "Члан %1.".
	Text     string
	Numerals Numerals
	// Value is the number, 1 or more.
	Value int
	// List tells lists apart; within one list Word goes on counting.
	List int
}

// Label returns the label as it is printed.
func (n *Number) Label() string {
	return expand(n.Text, []int{n.Value}, []string{string(n.Numerals)}, false)
}

// Numerals are the digits or letters that Word counts with, by their name in the standard.
type Numerals string

// The numerals that are written.
const (
	Decimal     Numerals = "decimal"
	UpperRoman  Numerals = "upperRoman"
	LowerRoman  Numerals = "lowerRoman"
	LowerLetter Numerals = "lowerLetter"
	UpperLetter Numerals = "upperLetter"
)

// A Run is a stretch of text of one kind. In Text a tab is a tab and a line break a break inside the paragraph.
type Run struct {
	Text         string
	Style        string // the name of its character style
	Bold, Italic bool
	// Underlined is written and not read.
	Underlined, Struck bool
	Change             Change
	// Start and End are the IDs of comments that begin before the run and end behind it.
	Start, End []string

	note string // the footnote that is called here
	by   made   // of the change
}

// A Table is rows of cells.
type Table struct {
	// Widths are those of the columns in thousandths of the width of the text; nil for equal ones.
	Widths []int
	Rows   []Row
}

// A Row is one row of a table.
type Row struct {
	Cells  []Cell
	Header bool // repeated on every page
	Change Change

	by made // of the change
}

// made says who made a change, and when as in the file.
type made struct{ author, date string }

// A Cell is one cell of a row.
type Cell struct {
	Blocks []Block
	Span   int // columns that it covers; 0 is 1
}

// A Comment is what somebody wrote on a stretch of the text.
type Comment struct {
	ID     string
	Author string
	Date   string // as in the file
	Text   string // paragraphs divided by line breaks
}

// A Style is a named look of paragraphs or, with Character, of runs.
type Style struct {
	Name      string
	Character bool
	// BasedOn and Next are names: what the style takes its look from, and the style of the paragraph that a writer begins behind one of
	// this; empty for plain text.
	BasedOn, Next string
	Level         int // 1 to 9 of a heading
	Bold, Italic  bool
	Size          int // in half points; 0 for that of the style below
	Align         string
	Before, After int // in twentieths of a point
	Left, First   int // indents in twentieths of a point; First of the first line, below zero when it hangs out
	KeepNext      bool
}

// TableOf returns a table of a text whose rows are divided by line breaks and the cells in them by tabs.
func TableOf(text string) *Table {
	t := &Table{}
	for _, line := range strings.Split(text, "\n") {
		var row Row
		for _, cell := range strings.Split(line, "\t") {
			row.Cells = append(row.Cells, Cell{Blocks: []Block{{Paragraph: &Paragraph{Runs: []Run{{Text: cell}}}}}})
		}
		t.Rows = append(t.Rows, row)
	}
	return t
}
