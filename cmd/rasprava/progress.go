package main

import (
	"fmt"
	"io"
	"os"
	"strings"
	"sync"
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
