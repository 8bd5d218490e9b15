package sheet

import (
	"archive/zip"
	"bufio"
	"fmt"
	"io"
	"strconv"
	"strings"
	"unicode/utf8"
)

const (
	// mostRows is how many rows a sheet of a workbook may have; more go on in
	// another sheet.
	mostRows = 1 << 20
	// mostUnits is how many UTF-16 units a cell may hold. No text of a comment
	// without thousands of rare letters comes near.
	mostUnits = 32767
)

const xmlHead = `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>` + "\n"

// xlsxWriter writes the sheets as they come and the parts that name them last.
// Every cell is an inline string: no spreadsheet takes it for a formula, and the
// style with quotePrefix keeps it so when somebody edits the cell.
type xlsxWriter struct {
	zip     *zip.Writer
	part    *bufio.Writer // of the sheet that is being written
	columns []string
	sheets  int
	row     int // in the sheet
}

func newXLSX(w io.Writer, columns []string) (Writer, error) {
	x := &xlsxWriter{zip: zip.NewWriter(w), columns: columns}
	return x, x.begin()
}

func (x *xlsxWriter) begin() error {
	x.sheets++
	x.row = 0
	part, err := x.zip.Create("xl/worksheets/sheet" + strconv.Itoa(x.sheets) + ".xml")
	if err != nil {
		return err
	}
	x.part = bufio.NewWriterSize(part, 64<<10)
	_, err = x.part.WriteString(xmlHead + `<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>`)
	if err != nil {
		return err
	}
	return x.put(x.columns)
}

func (x *xlsxWriter) end() error {
	_, err := x.part.WriteString(`</sheetData></worksheet>`)
	if err != nil {
		return err
	}
	return x.part.Flush()
}

// Write implements Writer.
func (x *xlsxWriter) Write(row []string) error {
	if x.row == mostRows {
		err := x.end()
		if err != nil {
			return err
		}
		err = x.begin()
		if err != nil {
			return err
		}
	}
	return x.put(row)
}

func (x *xlsxWriter) put(row []string) error {
	x.row++
	fmt.Fprintf(x.part, `<row r="%d">`, x.row)
	for i, cell := range row {
		if cell == "" {
			continue
		}
		cell = Shown(cell)
		style := ""
		if Formula(cell) {
			style = ` s="1"`
		}
		fmt.Fprintf(x.part, `<c r="%s%d" t="inlineStr"%s><is><t xml:space="preserve">`, columnName(i), x.row, style)
		escapeCell(x.part, cell)
		_, _ = x.part.WriteString(`</t></is></c>`) // the next write says what was wrong
	}
	_, err := x.part.WriteString(`</row>`)
	return err
}

// columnName returns A for 0, Z for 25, AA for 26.
func columnName(i int) string {
	name := ""
	for i++; i > 0; i = (i - 1) / 26 {
		name = string(rune('A'+(i-1)%26)) + name
	}
	return name
}

// escapeCell writes text as XML. Characters that XML cannot hold are written as the
// format spells them, _x000B_, and so is what looks like that.
func escapeCell(w *bufio.Writer, text string) {
	units := 0
	for i := 0; i < len(text); {
		r, size := utf8.DecodeRuneInString(text[i:])
		units++
		if r > 0xffff {
			units++
		}
		if units > mostUnits-1 && i+size < len(text) {
			_, _ = w.WriteRune('…')
			return
		}
		switch {
		case r == '&':
			_, _ = w.WriteString("&amp;")
		case r == '<':
			_, _ = w.WriteString("&lt;")
		case r == '>':
			_, _ = w.WriteString("&gt;")
		case r == utf8.RuneError && size == 1:
			_, _ = w.WriteRune('\ufffd')
		case r < ' ' && r != '\t' && r != '\n', r == 0xfffe, r == 0xffff, r == '_' && spelled(text[i:]):
			fmt.Fprintf(w, "_x%04X_", r)
		default:
			_, _ = w.WriteRune(r)
		}
		i += size
	}
}

// spelled reports whether text begins with a character as the format spells it.
func spelled(text string) bool {
	if len(text) < 7 || text[0] != '_' || text[1] != 'x' || text[6] != '_' {
		return false
	}
	_, err := strconv.ParseUint(text[2:6], 16, 16)
	return err == nil
}

// Close implements Writer.
func (x *xlsxWriter) Close() error {
	err := x.end()
	if err != nil {
		return err
	}
	var types, sheets, links strings.Builder
	for n := 1; n <= x.sheets; n++ {
		fmt.Fprintf(&types, `<Override PartName="/xl/worksheets/sheet%d.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/>`, n)
		fmt.Fprintf(&sheets, `<sheet name="%d" sheetId="%d" r:id="rId%d"/>`, n, n, n)
		fmt.Fprintf(&links, `<Relationship Id="rId%d" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet%d.xml"/>`, n, n)
	}
	for _, part := range []struct{ name, text string }{
		{"xl/workbook.xml", `<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets>` +
			sheets.String() + `</sheets></workbook>`},
		{"xl/_rels/workbook.xml.rels", `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">` + links.String() +
			`<Relationship Id="rIdStyles" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/styles" Target="styles.xml"/></Relationships>`},
		{"xl/styles.xml", `<styleSheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><fonts count="1"><font/></fonts><fills count="1"><fill/></fills>` +
			`<borders count="1"><border/></borders><cellStyleXfs count="1"><xf/></cellStyleXfs><cellXfs count="2"><xf/><xf quotePrefix="1"/></cellXfs></styleSheet>`},
		{"_rels/.rels", `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">` +
			`<Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="xl/workbook.xml"/></Relationships>`},
		{"[Content_Types].xml", `<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>` +
			`<Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/>` +
			`<Override PartName="/xl/styles.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.styles+xml"/>` + types.String() + `</Types>`},
	} {
		w, err := x.zip.Create(part.name)
		if err != nil {
			return err
		}
		_, err = io.WriteString(w, xmlHead+part.text)
		if err != nil {
			return err
		}
	}
	return x.zip.Close()
}
