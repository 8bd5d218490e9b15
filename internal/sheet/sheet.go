// Package sheet writes and reads tables of text as streams: CSV, XLSX and JSON
// lines. It holds one row at a time and knows nothing of what the rows are.
package sheet

import (
	"encoding/csv"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"path/filepath"
	"strings"
	"unicode/utf8"
)

// Format is a form of a table.
type Format string

const (
	// CSV is RFC 4180 in UTF-8 with its mark, cells parted by semicolons or commas.
	CSV Format = "csv"
	// XLSX is an Office Open XML workbook of text cells.
	XLSX Format = "xlsx"
	// JSONLines is one object a line, whose names are those of the columns.
	JSONLines Format = "jsonl"
)

// ErrFormat: the bytes are no table of the format.
var ErrFormat = errors.New("not a table of this format")

// FormatOf returns the format that a file's name says, and CSV for any other.
func FormatOf(name string) Format {
	if f, ok := formats[ending(name)]; ok {
		return f
	}
	return CSV
}

// Foreign returns the ending of a file's name that says another format than those of
// tables; "" for a name that says one of them, or none.
func Foreign(name string) string {
	end := ending(name)
	if _, ok := formats[end]; ok || end == "." {
		return ""
	}
	return end
}

var formats = map[string]Format{".csv": CSV, ".xlsx": XLSX, ".jsonl": JSONLines, ".ndjson": JSONLines, ".json": JSONLines}

func ending(name string) string { return strings.ToLower(filepath.Ext(name)) }

// Writer writes rows. Close must be called; before it nothing is complete.
type Writer interface {
	// Write writes a row with as many cells as there are columns.
	Write(row []string) error
	Close() error
}

// NewWriter begins a table with the names of its columns. Where semicolons is
// true a CSV is parted by them, as spreadsheets want it where decimals have a comma.
func NewWriter(w io.Writer, f Format, columns []string, semicolons bool) (Writer, error) {
	switch f {
	case CSV:
		return newCSV(w, columns, semicolons)
	case XLSX:
		return newXLSX(w, columns)
	case JSONLines:
		return &jsonWriter{w: w, names: columns}, nil
	}
	return nil, fmt.Errorf("write table: %w: %q", ErrFormat, f)
}

// Formula reports whether a spreadsheet might take the text for a formula. Those of East
// Asia take the wide signs for the narrow ones.
func Formula(cell string) bool {
	first, _ := utf8.DecodeRuneInString(strings.TrimLeft(cell, " \u00a0\u3000"))
	return cell != "" && (strings.ContainsRune("=＝＋－＠", first) || strings.ContainsRune("+-@\t\r\n|%", rune(cell[0])))
}

type csvWriter struct{ w *csv.Writer }

func newCSV(w io.Writer, columns []string, semicolons bool) (Writer, error) {
	_, err := io.WriteString(w, "\ufeff")
	if err != nil {
		return nil, err
	}
	c := &csvWriter{csv.NewWriter(w)}
	c.w.UseCRLF = true
	if semicolons {
		c.w.Comma = ';'
	}
	return c, c.Write(columns)
}

// Write implements Writer.
func (c *csvWriter) Write(row []string) error {
	safe := make([]string, len(row))
	for i, cell := range row {
		safe[i] = guarded(Shown(cell))
	}
	return c.w.Write(safe)
}

// Close implements Writer.
func (c *csvWriter) Close() error {
	c.w.Flush()
	return c.w.Error()
}

type jsonWriter struct {
	w     io.Writer
	names []string
	line  []byte
}

// Write implements Writer.
func (j *jsonWriter) Write(row []string) error {
	j.line = append(j.line[:0], '{')
	for i, cell := range row {
		if i > 0 {
			j.line = append(j.line, ',')
		}
		for n, text := range []string{j.names[i], cell} {
			b, err := json.Marshal(text)
			if err != nil {
				return err
			}
			if n > 0 {
				j.line = append(j.line, ':')
			}
			j.line = append(j.line, b...)
		}
	}
	j.line = append(j.line, "}\n"...)
	_, err := j.w.Write(j.line)
	return err
}

// Close implements Writer.
func (j *jsonWriter) Close() error { return nil }
