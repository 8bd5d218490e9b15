package docx

import (
	"archive/zip"
	"bytes"
	"fmt"
	"strconv"
	"strings"
	"time"
)

// written is the time of every part in the archive: the first that ZIP knows.
var written = time.Date(1980, 1, 1, 0, 0, 0, 0, time.UTC)

// Bytes returns the document as a .docx file on A4 pages. The same document gives the same bytes. It fails on text that is not UTF-8, and on a
// style that is named and not among Styles.
func (d *Document) Bytes() ([]byte, error) {
	w := &writer{doc: d, styles: map[string]string{}, numbers: newNumberWriter()}
	err := w.nameStyles()
	if err != nil {
		return nil, err
	}
	body := w.document()
	if w.err != nil {
		return nil, fmt.Errorf("write Word document: %w", w.err)
	}
	type part struct{ name, text string }
	parts := []part{
		{"[Content_Types].xml", w.contentTypes()},
		{"_rels/.rels", packageRelations},
		{"docProps/core.xml", w.core()},
		{"word/document.xml", body},
		{"word/_rels/document.xml.rels", w.documentRelations()},
		{"word/styles.xml", w.styleSheet()},
		{"word/settings.xml", settings},
		{"word/numbering.xml", w.numbers.part()},
	}
	if len(d.Comments) > 0 {
		parts = append(parts, part{"word/comments.xml", w.comments()})
	}
	for i, data := range d.Data {
		parts = append(parts, part{dataName(i), string(data)})
	}
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	for _, p := range parts {
		f, err := z.CreateHeader(&zip.FileHeader{Name: p.name, Method: zip.Deflate, Modified: written})
		if err != nil {
			return nil, fmt.Errorf("write %s: %w", p.name, err)
		}
		_, err = f.Write([]byte(p.text))
		if err != nil {
			return nil, fmt.Errorf("write %s: %w", p.name, err)
		}
	}
	err = z.Close()
	if err != nil {
		return nil, fmt.Errorf("write Word document: %w", err)
	}
	return b.Bytes(), nil
}

func dataName(i int) string { return "customXml/item" + strconv.Itoa(i+1) + ".xml" }

// A writer writes the text of a document.
type writer struct {
	doc     *Document
	b       strings.Builder
	styles  map[string]string // IDs by names
	numbers *numberWriter
	ids     int    // of tracked changes
	move    string // the move that is open
	from    bool   // the open move goes away from here
	moveID  int
	err     error
}

func (w *writer) nameStyles() error {
	for i, s := range w.doc.Styles {
		if _, twice := w.styles[s.Name]; twice {
			return fmt.Errorf("write Word document: two styles are named %q", s.Name)
		}
		w.styles[s.Name] = styleID(i)
	}
	return nil
}

func styleID(i int) string { return "S" + strconv.Itoa(i+1) }

func (w *writer) style(name string) string {
	id, ok := w.styles[name]
	if !ok && w.err == nil {
		w.err = fmt.Errorf("there is no style %q", name)
	}
	return id
}

func (w *writer) raw(parts ...string) {
	for _, p := range parts {
		w.b.WriteString(p)
	}
}

const (
	declaration = `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>` + "\n"
	spaces      = ` xmlns:w="` + spaceWord + `" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"`
)

func (w *writer) document() string {
	w.raw(declaration, "<w:document", spaces, "><w:body>")
	w.blocks(w.doc.Blocks)
	if n := len(w.doc.Blocks); n == 0 || w.doc.Blocks[n-1].Paragraph == nil || w.doc.Blocks[n-1].Paragraph.Mark != 0 {
		w.raw("<w:p/>")
	}
	width, height, orient := "11906", "16838", ""
	if w.doc.Landscape {
		width, height, orient = height, width, ` w:orient="landscape"`
	}
	w.raw(`<w:sectPr><w:pgSz w:w="`, width, `" w:h="`, height, `"`, orient, `/>`,
		`<w:pgMar w:top="1134" w:right="1134" w:bottom="1134" w:left="1134" w:header="567" w:footer="567" w:gutter="0"/></w:sectPr>`,
		"</w:body></w:document>")
	return w.b.String()
}

func (w *writer) blocks(bs []Block) {
	for i := range bs {
		if bs[i].Table != nil {
			w.endMove()
			if i > 0 && bs[i-1].Table != nil {
				w.raw("<w:p/>") // Word would make them one
			}
			w.table(bs[i].Table)
			continue
		}
		w.paragraph(bs[i].Paragraph)
	}
	w.endMove()
}

// endMove closes the open move.
func (w *writer) endMove() {
	if w.move == "" {
		return
	}
	w.raw("<w:move", w.direction(), `RangeEnd w:id="`, strconv.Itoa(w.moveID), `"/>`)
	w.move = ""
}

func (w *writer) direction() string {
	if w.from {
		return "From"
	}
	return "To"
}

// change writes the attributes of a tracked change.
func (w *writer) change() string {
	w.ids++
	date := ""
	if w.doc.Date != "" {
		date = ` w:date="` + escape(w.doc.Date) + `"`
	}
	author := w.doc.Author
	if author == "" {
		author = "Расправа"
	}
	return ` w:id="` + strconv.Itoa(w.ids) + `" w:author="` + escape(author) + `"` + date
}

// changes are the elements of tracked changes, those outside first.
var changes = []struct {
	change Change
	name   string
}{{MovedFrom, "moveFrom"}, {MovedTo, "moveTo"}, {Inserted, "ins"}, {Deleted, "del"}}

func (w *writer) paragraph(p *Paragraph) {
	if w.move != "" && (p.Move != w.move || w.from != (p.Mark&MovedFrom != 0)) {
		w.endMove()
	}
	w.raw("<w:p>")
	w.properties(p)
	if p.Move != "" && w.move == "" {
		w.move, w.from = p.Move, p.Mark&MovedFrom != 0
		w.raw("<w:move", w.direction(), "RangeStart", w.change(), ` w:name="`, escape(p.Move), `"/>`)
		w.moveID = w.ids
	}
	for i := range p.Runs {
		w.run(&p.Runs[i])
	}
	w.raw("</w:p>")
}

func (w *writer) properties(p *Paragraph) {
	if p.Style == "" && p.Number == nil && p.Mark == 0 && p.Was == nil {
		return
	}
	w.raw("<w:pPr>")
	w.format(p.Style, p.Number)
	if p.Mark != 0 {
		w.raw("<w:rPr>")
		// The order is that of the schema.
		for _, c := range []struct {
			change Change
			name   string
		}{{Inserted, "ins"}, {Deleted, "del"}, {MovedFrom, "moveFrom"}, {MovedTo, "moveTo"}} {
			if p.Mark&c.change != 0 {
				w.raw("<w:", c.name, w.change(), "/>")
			}
		}
		w.raw("</w:rPr>")
	}
	if p.Was != nil {
		w.raw("<w:pPrChange", w.change(), "><w:pPr>")
		w.format(p.Was.Style, p.Was.Number)
		w.raw("</w:pPr></w:pPrChange>")
	}
	w.raw("</w:pPr>")
}

func (w *writer) format(style string, n *Number) {
	if style != "" {
		w.raw(`<w:pStyle w:val="`, w.style(style), `"/>`)
	}
	if n != nil {
		w.raw(`<w:numPr><w:ilvl w:val="0"/><w:numId w:val="`, strconv.Itoa(w.numbers.list(n)), `"/></w:numPr>`)
	}
}

func (w *writer) run(r *Run) {
	for _, id := range r.Start {
		w.raw(`<w:commentRangeStart w:id="`, escape(id), `"/>`)
	}
	if r.Text != "" {
		w.text(r)
	}
	for _, id := range r.End {
		w.raw(`<w:commentRangeEnd w:id="`, escape(id), `"/><w:r><w:commentReference w:id="`, escape(id), `"/></w:r>`)
	}
}

func (w *writer) text(r *Run) {
	for _, c := range changes {
		if r.Change&c.change != 0 {
			w.raw("<w:", c.name, w.change(), ">")
		}
	}
	w.raw("<w:r>")
	if r.Style != "" || r.Bold || r.Italic || r.Underlined || r.Struck {
		w.raw("<w:rPr>")
		if r.Style != "" {
			w.raw(`<w:rStyle w:val="`, w.style(r.Style), `"/>`)
		}
		if r.Bold {
			w.raw("<w:b/><w:bCs/>")
		}
		if r.Italic {
			w.raw("<w:i/><w:iCs/>")
		}
		if r.Struck {
			w.raw("<w:strike/>")
		}
		if r.Underlined {
			w.raw(`<w:u w:val="single"/>`)
		}
		w.raw("</w:rPr>")
	}
	element := "t"
	if r.Change&Deleted != 0 {
		element = "delText"
	}
	w.characters(r.Text, element)
	w.raw("</w:r>")
	for i := range changes {
		c := changes[len(changes)-1-i]
		if r.Change&c.change != 0 {
			w.raw("</w:", c.name, ">")
		}
	}
}

func (w *writer) table(t *Table) {
	columns := 1
	for i := range t.Rows {
		n := 0
		for _, c := range t.Rows[i].Cells {
			n += max(c.Span, 1)
		}
		columns = max(columns, n)
	}
	w.raw(`<w:tbl><w:tblPr><w:tblStyle w:val="TableGrid"/><w:tblW w:w="5000" w:type="pct"/></w:tblPr><w:tblGrid>`)
	width := 9638
	if w.doc.Landscape {
		width = 14570
	}
	widths := make([]int, columns)
	for i := range widths {
		widths[i] = width / columns
		if i < len(t.Widths) {
			widths[i] = width * t.Widths[i] / 1000
		}
		w.raw(`<w:gridCol w:w="`, strconv.Itoa(widths[i]), `"/>`)
	}
	w.raw("</w:tblGrid>")
	for i := range t.Rows {
		w.row(&t.Rows[i], widths)
	}
	w.raw("</w:tbl>")
}

func (w *writer) row(r *Row, widths []int) {
	w.raw("<w:tr>")
	if r.Header || r.Change != 0 {
		w.raw("<w:trPr>")
		if r.Header {
			w.raw("<w:tblHeader/>")
		}
		if r.Change&(Inserted|MovedTo) != 0 {
			w.raw("<w:ins", w.change(), "/>")
		}
		if r.Change&(Deleted|MovedFrom) != 0 {
			w.raw("<w:del", w.change(), "/>")
		}
		w.raw("</w:trPr>")
	}
	at := 0
	for i := range r.Cells {
		c := &r.Cells[i]
		span := max(c.Span, 1)
		if i == len(r.Cells)-1 {
			span = max(span, len(widths)-at)
		}
		width := 0
		for k := at; k < min(at+span, len(widths)); k++ {
			width += widths[k]
		}
		at += span
		w.raw(`<w:tc><w:tcPr><w:tcW w:w="`, strconv.Itoa(width), `" w:type="dxa"/>`)
		if span > 1 {
			w.raw(`<w:gridSpan w:val="`, strconv.Itoa(span), `"/>`)
		}
		w.raw("</w:tcPr>")
		w.blocks(c.Blocks)
		if n := len(c.Blocks); n == 0 || c.Blocks[n-1].Paragraph == nil {
			w.raw("<w:p/>")
		}
		w.raw("</w:tc>")
	}
	if len(r.Cells) == 0 {
		w.raw("<w:tc><w:p/></w:tc>")
	}
	w.raw("</w:tr>")
}
