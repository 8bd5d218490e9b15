package sheet

import (
	"bufio"
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"iter"
	"strings"
	"unicode/utf8"
)

// Row is one row of a table that is read: its cells by the names of their columns,
// in lower case, and where it stands.
type Row struct {
	Line  int // of the file; in a workbook, of the sheet
	Cells map[string]string
	Bare  map[string]Bare // which of the cells JSON lines hold as something other than text; nil in other formats, which tell no kinds
	Err   error           // what is wrong with this row alone; the next may be well
}

// Bare is what a cell of JSON lines is that is no text. A number stands in Cells as it
// is written in the file.
type Bare string

// What a cell may be instead of text.
const (
	Number Bare = "a number"
	Truth  Bare = "true or false"
)

// mostLine bounds one line of JSON and one row of CSV, in bytes; mostCells the cells of a row.
const (
	mostLine  = 4 << 20
	mostCells = 256
)

// Rows reads the rows below the heading, one at a time. size is needed for a
// workbook alone. The last row that is yielded may be an error of the whole, with
// Cells nil: ErrFormat, or of reading.
func Rows(in io.ReaderAt, size int64, f Format) iter.Seq[Row] {
	switch f {
	case XLSX:
		return func(yield func(Row) bool) { readXLSX(in, size, yield) }
	case JSONLines:
		return func(yield func(Row) bool) { readJSON(io.NewSectionReader(in, 0, size), yield) }
	}
	return func(yield func(Row) bool) { readCSV(in, size, yield) }
}

func wrong(line int, format string, args ...any) Row {
	return Row{Line: line, Err: fmt.Errorf("%w: "+format, append([]any{ErrFormat}, args...)...)}
}

// heading returns the names of columns as they are compared.
func heading(cells []string) []string {
	names := make([]string, len(cells))
	for i, c := range cells {
		names[i] = strings.ToLower(strings.TrimSpace(c))
	}
	return names
}

// named puts cells under the names of their columns. Of two columns with one name the empty one
// says nothing.
func named(names, cells []string) (map[string]string, error) {
	out := make(map[string]string, len(names))
	for i, c := range cells {
		switch {
		case !utf8.ValidString(c):
			return nil, fmt.Errorf("cell %d is not UTF-8", i+1)
		case i < len(names) && names[i] != "":
			if said := out[names[i]]; said != "" && c != "" && said != c {
				return nil, fmt.Errorf("%s stands twice in the row", names[i])
			} else if said == "" {
				out[names[i]] = c
			}
		case c != "":
			return nil, fmt.Errorf("cell %d stands under no heading", i+1)
		}
	}
	return out, nil
}

func readJSON(in io.Reader, yield func(Row) bool) {
	lines := bufio.NewScanner(in)
	lines.Buffer(make([]byte, 64<<10), mostLine)
	n := 0
	for lines.Scan() {
		n++
		line := lines.Bytes()
		if n == 1 {
			line = bytes.TrimPrefix(line, []byte("\ufeff"))
		}
		if len(bytes.TrimSpace(line)) == 0 {
			continue
		}
		row := Row{Line: n, Cells: map[string]string{}, Bare: map[string]Bare{}}
		row.Err = row.object(line)
		if !yield(row) {
			return
		}
	}
	if errors.Is(lines.Err(), bufio.ErrTooLong) {
		yield(wrong(n+1, "the line is longer than %d bytes", mostLine))
		return
	}
	if lines.Err() != nil {
		yield(Row{Line: n + 1, Err: lines.Err()})
	}
}

// object reads the cells of a row from a JSON object. The error says what is wrong with
// the object.
func (r *Row) object(line []byte) error {
	switch {
	case !utf8.Valid(line):
		return errors.New("not UTF-8")
	case !json.Valid(line):
		return fmt.Errorf("not a JSON object: %w", json.Unmarshal(line, new(json.RawMessage)))
	}
	d := json.NewDecoder(bytes.NewReader(line))
	d.UseNumber()
	begin, err := d.Token()
	if err != nil || begin != json.Delim('{') {
		return errors.New("not a JSON object")
	}
	seen := map[string]bool{}
	for d.More() {
		t, err := d.Token()
		if err != nil {
			return err
		}
		given, _ := t.(string) // the name of a member is a string
		name := strings.ToLower(strings.TrimSpace(given))
		if seen[name] {
			return fmt.Errorf("%s stands twice in the row", name)
		}
		seen[name] = true
		t, err = d.Token()
		if err != nil {
			return err
		}
		switch v := t.(type) {
		case nil:
		case string:
			r.Cells[name] = v
		case json.Number:
			r.Cells[name], r.Bare[name] = v.String(), Number
		case bool:
			r.Cells[name], r.Bare[name] = fmt.Sprint(v), Truth
		default:
			return fmt.Errorf("%s holds neither text nor a number", name)
		}
	}
	return nil
}
