package sheet

import (
	"archive/zip"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"
)

// A workbook must not unpack to more than this, nor to so many times its size.
const (
	mostUnpacked = 2 << 30
	mostRatio    = 300
	mostShared   = 4 << 20 // shared strings
)

// readXLSX reads the sheets in the order of the workbook, each under a heading of
// its own. Formulas are read as the text that was last computed.
func readXLSX(in io.ReaderAt, size int64, yield func(Row) bool) {
	z, err := zip.NewReader(in, size)
	if err != nil {
		yield(wrong(0, "%v", err))
		return
	}
	left := min(mostUnpacked, 1<<20+mostRatio*size)
	shared, err := sharedStrings(z, &left)
	if err != nil {
		yield(wrong(0, "%v", err))
		return
	}
	names := sheetParts(z)
	if len(names) == 0 {
		yield(wrong(0, "the workbook has no sheet"))
		return
	}
	for _, name := range names {
		goOn, err := readSheet(z, name, shared, &left, yield)
		if err != nil {
			yield(wrong(0, "%s: %v", name, err))
			return
		}
		if !goOn {
			return
		}
	}
}

// sheetParts returns the parts that hold sheets, by their numbers.
func sheetParts(z *zip.Reader) []string {
	var names []string
	number := func(name string) int {
		n, err := strconv.Atoi(strings.TrimSuffix(strings.TrimPrefix(name, "xl/worksheets/sheet"), ".xml"))
		if err != nil {
			return 0
		}
		return n
	}
	for _, f := range z.File {
		if number(f.Name) > 0 {
			names = append(names, f.Name)
		}
	}
	slices.SortFunc(names, func(a, b string) int { return number(a) - number(b) })
	return names
}

// bounded reads no more than what is left of a bound that several share.
type bounded struct {
	r    io.Reader
	left *int64
}

// Read implements io.Reader.
func (b bounded) Read(p []byte) (int, error) {
	if *b.left <= 0 {
		return 0, errors.New("it unpacks to too much")
	}
	n, err := b.r.Read(p)
	*b.left -= int64(n)
	return n, err
}

func sharedStrings(z *zip.Reader, left *int64) ([]string, error) {
	f, err := z.Open("xl/sharedStrings.xml")
	if err != nil {
		return nil, nil // there need be none
	}
	defer f.Close()
	var out []string
	d := xml.NewDecoder(bounded{f, left})
	for {
		t, err := d.Token()
		if errors.Is(err, io.EOF) {
			return out, nil
		}
		if err != nil {
			return nil, fmt.Errorf("shared strings: %w", err)
		}
		if start, ok := t.(xml.StartElement); ok && start.Name.Local == "si" {
			text, err := textOf(d)
			if err != nil {
				return nil, fmt.Errorf("shared strings: %w", err)
			}
			if len(out) == mostShared {
				return nil, errors.New("too many shared strings")
			}
			out = append(out, text)
		}
	}
}

// textOf returns the text in the t and v elements up to the end of the element that
// the decoder is in; what stands in phonetic hints is left out.
func textOf(d *xml.Decoder) (string, error) {
	var b strings.Builder
	var in []string
	for {
		t, err := d.Token()
		if err != nil {
			return "", err
		}
		switch t := t.(type) {
		case xml.StartElement:
			in = append(in, t.Name.Local)
			if len(in) > 32 {
				return "", errors.New("nested too deep")
			}
		case xml.EndElement:
			if len(in) == 0 {
				return unspelled(b.String()), nil
			}
			in = in[:len(in)-1]
		case xml.CharData:
			if len(in) > 0 && (in[len(in)-1] == "t" || in[len(in)-1] == "v") && !slices.Contains(in, "rPh") {
				b.Write(t)
			}
		}
	}
}

// unspelled returns text with the characters that the format spells as _x000B_.
func unspelled(text string) string {
	if !strings.Contains(text, "_x") {
		return text
	}
	var b strings.Builder
	for i := 0; i < len(text); i++ {
		if spelled(text[i:]) {
			n, err := strconv.ParseUint(text[i+2:i+6], 16, 16)
			if err == nil && (n < 0xd800 || n > 0xdfff) {
				b.WriteRune(rune(n))
				i += 6
				continue
			}
		}
		b.WriteByte(text[i])
	}
	return b.String()
}

func readSheet(z *zip.Reader, name string, shared []string, left *int64, yield func(Row) bool) (bool, error) {
	f, err := z.Open(name)
	if err != nil {
		return false, err
	}
	defer f.Close()
	d := xml.NewDecoder(bounded{f, left})
	var names, cells []string
	line := 0
	for {
		t, err := d.Token()
		if errors.Is(err, io.EOF) {
			return true, nil
		}
		if err != nil {
			return false, err
		}
		switch t := t.(type) {
		case xml.StartElement:
			switch t.Name.Local {
			case "row":
				line, cells = line+1, cells[:0]
				if n, err := strconv.Atoi(attr(t, "r")); err == nil && n > 0 {
					line = n
				}
			case "c":
				cells, err = readCell(d, t, shared, cells)
				if err != nil {
					return false, fmt.Errorf("row %d: %w", line, err)
				}
			}
		case xml.EndElement:
			if t.Name.Local != "row" || len(cells) == 0 {
				continue
			}
			if names == nil {
				names = heading(cells)
				continue
			}
			out, err := named(names, cells)
			if !yield(Row{Line: line, Cells: out, Err: err}) {
				return false, nil
			}
		}
	}
}

func attr(e xml.StartElement, name string) string {
	for _, a := range e.Attr {
		if a.Name.Local == name {
			return a.Value
		}
	}
	return ""
}

// readCell puts a cell into its column, which its address says.
func readCell(d *xml.Decoder, e xml.StartElement, shared, cells []string) ([]string, error) {
	at := len(cells)
	if address := strings.TrimRight(attr(e, "r"), "0123456789"); address != "" {
		at = 0
		for _, letter := range []byte(address) {
			if letter < 'A' || letter > 'Z' || at > mostCells {
				return nil, fmt.Errorf("cell %s", attr(e, "r"))
			}
			at = at*26 + int(letter-'A') + 1
		}
		at--
	}
	if at >= mostCells {
		return nil, fmt.Errorf("more than %d columns", mostCells)
	}
	text, err := textOf(d)
	if err != nil {
		return nil, err
	}
	if attr(e, "t") == "s" {
		n, err := strconv.Atoi(strings.TrimSpace(text))
		if err != nil || n < 0 || n >= len(shared) {
			return nil, fmt.Errorf("there is no shared string %q", text)
		}
		text = shared[n]
	}
	for len(cells) <= at {
		cells = append(cells, "")
	}
	cells[at] = said(text)
	return cells, nil
}
