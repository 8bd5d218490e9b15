package main

import (
	"fmt"
	"io"
	"os"
	"strings"
	"sync"
	"sync/atomic"
	"time"
	"unicode/utf8"
)

// progressLine is a line that says how far a long command is. On a terminal it is
// written over; elsewhere it comes as a line every ten seconds.
type progressLine struct {
	out      io.Writer
	terminal bool
	quiet    bool

	mu    sync.Mutex // protects what follows
	shown int        // letters of the line that stands there
	last  time.Time
}

// everyLine is how often a progress is said that is not shown on a terminal.
const everyLine = 10 * time.Second

func newProgressLine(out io.Writer, quiet bool) *progressLine {
	f, ok := out.(*os.File)
	p := &progressLine{out: out, quiet: quiet, last: time.Now()}
	if ok {
		info, err := f.Stat()
		p.terminal = err == nil && info.Mode()&os.ModeCharDevice != 0
	}
	return p
}

// say shows a line in place of the one before.
func (p *progressLine) say(format string, args ...any) {
	p.mu.Lock()
	defer p.mu.Unlock()
	line := fmt.Sprintf(format, args...)
	switch {
	case p.quiet:
	case p.terminal:
		fmt.Fprintf(p.out, "\r%s%s", line, strings.Repeat(" ", max(0, p.shown-utf8.RuneCountInString(line))))
		p.shown = utf8.RuneCountInString(line)
	case time.Since(p.last) >= everyLine:
		fmt.Fprintln(p.out, line)
		p.last = time.Now()
	}
}

// done leaves the last line and begins a new one.
func (p *progressLine) done() {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.terminal && p.shown > 0 {
		fmt.Fprintln(p.out)
		p.shown = 0
	}
}

// bar draws how much is done of something whose size is known.
func bar(done, of int64) string {
	const width = 24
	if of <= 0 {
		return fmt.Sprint(done)
	}
	full := int(min(done, of) * width / of)
	return fmt.Sprintf("[%s%s] %d of %d", strings.Repeat("#", full), strings.Repeat(".", width-full), done, of)
}

// pace is a bar with how much of it is done in percent, and how long the rest will take
// at the pace so far.
type pace struct{ began time.Time }

func newPace() pace { return pace{time.Now()} }

func (p pace) of(done, of int64) string { return paced(done, of, time.Since(p.began)) }

func paced(done, of int64, since time.Duration) string {
	line := bar(done, of)
	if of <= 0 {
		return line
	}
	done = min(done, of)
	line += fmt.Sprintf(", %d%%", done*100/of)
	if left := time.Duration(float64(since) * float64(of-done) / float64(max(done, 1))).Round(time.Second); done > 0 && since >= time.Second && left > 0 {
		line += fmt.Sprintf(", %s left", left)
	}
	return line
}

// countedReader counts how many bytes of a file were read.
type countedReader struct {
	io.ReaderAt
	read atomic.Int64
}

// ReadAt implements io.ReaderAt.
func (c *countedReader) ReadAt(b []byte, at int64) (int, error) {
	n, err := c.ReaderAt.ReadAt(b, at)
	c.read.Add(int64(n))
	return n, err
}
