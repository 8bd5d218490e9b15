package main

import (
	"fmt"
	"io"
	"os"
	"strings"
)

// gauge shows how far something with very many parts has come: on a terminal one
// line that is written over with every hundredth, elsewhere a line a tenth.
type gauge struct {
	out   io.Writer
	what  string
	shown int64
	steps int64 // how many lines in all, at most
	end   string
}

func newGauge(out io.Writer, what string) *gauge {
	g := &gauge{out: out, what: what, shown: -1, steps: 10, end: "\n"}
	f, ok := out.(*os.File)
	if !ok {
		return g
	}
	info, err := f.Stat()
	if err == nil && info.Mode()&os.ModeCharDevice != 0 {
		g.steps, g.end = 100, "\r"
	}
	return g
}

// show shows that done of total are done.
func (g *gauge) show(done, total int64) {
	step := g.steps * done / max(total, 1)
	if step == g.shown {
		return
	}
	g.shown = step
	full := int(barWidth * done / max(total, 1))
	end := g.end
	if done >= total {
		end = "\n"
	}
	fmt.Fprintf(g.out, "[%s%s] %d/%d %s%s", strings.Repeat("█", full), strings.Repeat("·", barWidth-full), done, total, g.what, end)
}
