package sheet

import (
	"bufio"
	"bytes"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
)

// errLongRow: a row goes on for more than mostLine bytes.
var errLongRow = errors.New("the row does not end")

// measured reads no more than a bound since it was last set.
type measured struct {
	r    io.Reader
	left int
}

// Read implements io.Reader.
func (m *measured) Read(p []byte) (int, error) {
	if m.left <= 0 {
		return 0, errLongRow
	}
	n, err := m.r.Read(p[:min(len(p), m.left)])
	m.left -= n
	return n, err
}

// csvReader reads records of a CSV, and goes on behind those that are none.
type csvReader struct {
	in    io.ReaderAt
	size  int64
	comma rune

	from  int64 // where what is read now begins
	lines int   // that lie before it
	bytes *measured
	csv   *csv.Reader
}

// begin goes on at a place of the file that has so many lines before it.
func (c *csvReader) begin(from int64, lines int) {
	c.from, c.lines = from, lines
	c.bytes = &measured{r: io.NewSectionReader(c.in, from, c.size-from), left: mostLine}
	c.csv = csv.NewReader(c.bytes)
	c.csv.Comma, c.csv.FieldsPerRecord, c.csv.ReuseRecord = c.comma, -1, true
}

// next returns a record and the lines that it takes, of a good one the first alone.
// The error is io.EOF, errLongRow, of reading, or a csv.ParseError, behind which the
// next record can be read.
func (c *csvReader) next() (cells []string, first, last int, err error) {
	begins := c.from + c.csv.InputOffset()
	c.bytes.left = mostLine
	cells, err = c.csv.Read()
	var parse *csv.ParseError
	switch {
	case err == nil:
		first, _ = c.csv.FieldPos(0)
		return cells, c.lines + first, c.lines + first, nil
	case errors.Is(err, errLongRow):
		begin := make([]byte, 1<<10) // empty lines may lie before it
		n, _ := c.in.ReadAt(begin, begins)
		empty := n - len(bytes.TrimLeft(begin[:n], "\r\n"))
		ahead, told := newlines(c.in, c.from, begins+int64(empty))
		return nil, c.lines + ahead + 1, 0, errors.Join(err, told)
	case !errors.As(err, &parse):
		return nil, 0, 0, err
	}
	first = c.lines + parse.StartLine
	ahead, told := newlines(c.in, c.from, begins)
	if told != nil {
		return nil, 0, 0, told
	}
	lines := c.lines + ahead
	ends, told := c.endOf(begins, c.lines+parse.Line-lines, errors.Is(parse.Err, csv.ErrQuote))
	if told != nil {
		return nil, first, 0, told
	}
	within, told := newlines(c.in, begins, ends)
	if told != nil {
		return nil, 0, 0, told
	}
	c.begin(ends, lines+within)
	return nil, first, max(first, lines+within), err
}

// endOf returns where a record ends whose marks are astray, not before its line of
// that number: where it would end if a mark that should have been doubled stood for
// itself, for what lies in its cells is no row of its own, or, where one opened a cell,
// with the first line up to which marks are even.
func (c *csvReader) endOf(begins int64, line int, opened bool) (int64, error) {
	limit := c.size - begins
	if opened {
		even, err := evenEnd(io.NewSectionReader(c.in, begins, min(limit, mostLine)), line)
		if err != nil {
			return 0, err
		}
		if even > 0 {
			limit = even
		}
	}
	lazy := csv.NewReader(&measured{r: io.NewSectionReader(c.in, begins, limit), left: mostLine})
	lazy.Comma, lazy.FieldsPerRecord, lazy.LazyQuotes = c.comma, -1, true
	_, err := lazy.Read()
	return begins + lazy.InputOffset(), err
}

// evenEnd returns how far the first line goes, of that number or a later one, at whose
// end the quotation marks so far are even; 0: none is.
func evenEnd(in io.Reader, line int) (int64, error) {
	b, at, marks := bufio.NewReader(in), int64(0), 0
	for n := 1; ; {
		part, err := b.ReadSlice('\n')
		at += int64(len(part))
		marks += bytes.Count(part, []byte(`"`))
		switch {
		case errors.Is(err, bufio.ErrBufferFull):
			continue
		case errors.Is(err, io.EOF):
			return 0, nil
		case err != nil:
			return 0, err
		case n >= line && marks%2 == 0:
			return at, nil
		}
		n++
	}
}

// newlines counts the ends of lines between two places.
func newlines(in io.ReaderAt, from, to int64) (int, error) {
	n, part := 0, make([]byte, 64<<10)
	for r := io.NewSectionReader(in, from, to-from); ; {
		read, err := r.Read(part)
		n += bytes.Count(part[:read], []byte("\n"))
		if errors.Is(err, io.EOF) {
			return n, nil
		}
		if err != nil {
			return n, err
		}
	}
}

func readCSV(in io.ReaderAt, size int64, yield func(Row) bool) {
	begin := make([]byte, min(size, 64<<10))
	n, err := in.ReadAt(begin, 0)
	if err != nil && !errors.Is(err, io.EOF) {
		yield(Row{Line: 1, Err: err})
		return
	}
	begin = begin[:n]
	if inUTF16(begin) {
		readUTF16(in, size, yield)
		return
	}
	c := csvReader{in: in, size: size, comma: ','}
	if bytes.HasPrefix(begin, []byte("\ufeff")) {
		c.from = int64(len("\ufeff"))
	}
	line, _, _ := bytes.Cut(begin, []byte("\n"))
	for _, mark := range ";\t" {
		if bytes.Count(line, []byte(string(mark))) > bytes.Count(line, []byte(string(c.comma))) {
			c.comma = mark
		}
	}
	c.begin(c.from, 0)
	astray := 0 // row behind which it is not sure yet that another one begins
	for names := []string(nil); ; {
		cells, first, last, err := c.next()
		var parse *csv.ParseError
		switch {
		case errors.Is(err, io.EOF):
			return
		case errors.Is(err, errLongRow):
			yield(wrong(first, "what begins here goes on for more than %d bytes; a quotation mark may be missing that would end it", mostLine))
			return
		case errors.As(err, &parse) && names == nil:
			yield(wrong(first, "%v", parse.Err))
			return
		case errors.As(err, &parse):
			if !yield(Row{Line: first, Err: misquoted(parse, first, last)}) {
				return
			}
			astray = first
			continue
		case err != nil:
			yield(Row{Err: err})
			return
		case names == nil:
			names = heading(cells)
			continue
		case astray > 0 && len(cells) != len(names):
			if !yield(Row{Line: first, Err: fmt.Errorf("not as many cells as columns: it may belong to row %d, whose quotation marks are astray", astray)}) {
				return
			}
			continue
		}
		astray = 0
		// What a spreadsheet was kept from taking for a formula, or from obeying, is as
		// it was.
		plain := make([]string, len(cells))
		for i, cell := range cells {
			plain[i] = said(unguarded(cell))
		}
		out, err := named(names, plain)
		if !yield(Row{Line: first, Cells: out, Err: err}) {
			return
		}
	}
}

// misquoted says what is wrong with the marks of a row, and how far it goes.
func misquoted(parse *csv.ParseError, first, last int) error {
	if last > first {
		return fmt.Errorf("a quotation mark opens a cell in row %d that does not end as cells do; lines %d to %d are passed over", first, first, last)
	}
	if errors.Is(parse.Err, csv.ErrBareQuote) {
		return errors.New("a quotation mark stands in a cell that none opens: put the cell in marks and double those in it")
	}
	return errors.New("a quotation mark opens a cell that does not end as cells do: double the marks in it")
}
