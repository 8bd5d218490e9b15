package sheet

import (
	"bufio"
	"bytes"
	"fmt"
	"io"
	"os"

	"golang.org/x/text/encoding/unicode"
)

// inUTF16 reports whether a file begins with a byte order mark of UTF-16.
func inUTF16(begin []byte) bool {
	return bytes.HasPrefix(begin, []byte("\xff\xfe")) || bytes.HasPrefix(begin, []byte("\xfe\xff"))
}

// readUTF16 is readCSV of a table in UTF-16, as Excel saves what it calls Unicode text.
// It is written out in UTF-8 into a file of the system's, which has no name while it is
// read: a table may be longer than memory.
func readUTF16(in io.ReaderAt, size int64, yield func(Row) bool) {
	if size%2 != 0 {
		yield(wrong(1, "it is in UTF-16 and ends within a character: it is not whole"))
		return
	}
	f, err := os.CreateTemp("", "rasprava-table-*")
	if err != nil {
		yield(Row{Line: 1, Err: fmt.Errorf("read table: %w", err)})
		return
	}
	defer f.Close()
	err = os.Remove(f.Name())
	if err != nil {
		yield(Row{Line: 1, Err: fmt.Errorf("read table: %w", err)})
		return
	}
	from := unicode.UTF16(unicode.LittleEndian, unicode.ExpectBOM).NewDecoder().Reader(bufio.NewReader(io.NewSectionReader(in, 0, size)))
	written, err := io.Copy(f, from)
	if err != nil {
		yield(Row{Line: 1, Err: fmt.Errorf("read table: %w", err)})
		return
	}
	readCSV(f, written, yield)
}
