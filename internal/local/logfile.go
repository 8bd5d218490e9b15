package local

import (
	"bufio"
	"bytes"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"regexp"
)

// logSize is the size in bytes at which a log is laid aside as NAME.log.1.
const logSize = 16 << 20

// openLog opens DIR/log/NAME.log at its end, laying a full one aside first.
// Children write to it directly, so that they outlive nobody's pipe.
func openLog(dir, name string) (*os.File, error) {
	folder := filepath.Join(dir, "log")
	err := os.MkdirAll(folder, 0o700)
	if err != nil {
		return nil, fmt.Errorf("make log folder: %w", err)
	}
	path := filepath.Join(folder, name+".log")
	err = layAside(path)
	if err != nil {
		return nil, err
	}
	f, err := os.OpenFile(path, os.O_APPEND|os.O_CREATE|os.O_WRONLY, 0o600)
	if err != nil {
		return nil, fmt.Errorf("open log: %w", err)
	}
	return f, nil
}

// layAside copies a full log to NAME.log.1 and empties it in place: a child
// that has it open for appending goes on from the start.
func layAside(path string) error {
	info, err := os.Stat(path)
	if err != nil || info.Size() < logSize {
		return nil
	}
	from, err := os.OpenFile(path, os.O_RDWR, 0)
	if err != nil {
		return fmt.Errorf("lay log aside: %w", err)
	}
	defer from.Close()
	to, err := os.OpenFile(path+".1", os.O_CREATE|os.O_WRONLY|os.O_TRUNC, 0o600)
	if err != nil {
		return fmt.Errorf("lay log aside: %w", err)
	}
	defer to.Close()
	_, err = io.Copy(to, from)
	if err != nil {
		return fmt.Errorf("lay log aside: %w", err)
	}
	err = from.Truncate(0)
	if err != nil {
		return fmt.Errorf("lay log aside: %w", err)
	}
	return to.Close()
}

var complaint = regexp.MustCompile(`(?i)fatal|panic|error|rasprava: `)

// lastWords returns the last line of the log that complains, or else its last
// line: what to show when a program did not start.
func lastWords(dir, name string) string {
	const enough = 16 << 10
	f, err := os.Open(filepath.Join(dir, "log", name+".log"))
	if err != nil {
		return "it left no log"
	}
	defer f.Close()
	info, err := f.Stat()
	if err != nil {
		return "it left no log"
	}
	end := io.NewSectionReader(f, max(0, info.Size()-enough), enough)
	var last, complained string
	for lines := bufio.NewScanner(end); lines.Scan(); {
		line := string(bytes.TrimSpace(lines.Bytes()))
		if line == "" {
			continue
		}
		last = line
		if complaint.MatchString(line) {
			complained = line
		}
	}
	if complained != "" {
		return complained
	}
	return last
}
