package main

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"os"

	"github.com/rasprava/rasprava/internal/redline"
)

// actAnchor is `act anchor`: quotes carried from one text to the next.
type actAnchor struct {
	Old     string `arg:"" name:"old" help:"The text the quotes were taken from, or - for standard input."`
	New     string `arg:"" name:"new" help:"The text after, or - for standard input."`
	Quotes  string `required:"" placeholder:"FILE.jsonl" help:"The quotes, one JSON object a line, or - for standard input."`
	Profile string `default:"auto" enum:"auto,rs,hr,eu,us,de" help:"Tradition of drafting: rs (члан, став, тачка), hr (članak, stavak), eu, us, de; auto looks at the texts."`
}

// Help shows what the command is for.
func (*actAnchor) Help() string {
	return `Says for each quote what became of it: kept, edited, moved, text_removed, provision_removed, candidate (a place that a
person must confirm) or orphaned. A quote is a line
  {"id":"c1","provision":"art_5__para_2","exact":"у року од 30 дана","prefix":"…","suffix":"…"}
where exact or the provision must be there. With a provision alone it is on the whole of that, and with an empty exact alone on the whole act. The answers come one a line, in the order of the quotes. All quotes are read before the first
answer is written: a line that is not a quote is named by its number, and nothing is written.

  rasprava act anchor nacrt-1.txt nacrt-2.txt --quotes navodi.jsonl`
}

// Run writes one line for each quote.
func (c *actAnchor) Run(s *stdio) error {
	fromInput := 0
	for _, name := range []string{c.Old, c.New, c.Quotes} {
		if name == "-" {
			fromInput++
		}
	}
	if fromInput > 1 {
		return inputError{errors.New("act anchor: only one of the acts and the quotes can be read from standard input")}
	}
	quotes, err := c.readQuotes(s)
	if err != nil {
		return inputError{err}
	}
	acts := actDiff{Old: c.Old, New: c.New, Profile: c.Profile}
	old, err := acts.read(s, c.Old)
	if err != nil {
		return inputError{err}
	}
	new, err := acts.read(s, c.New)
	if err != nil {
		return inputError{err}
	}
	carrier, err := redline.NewCarrier(old, new)
	if err != nil {
		return inputError{err}
	}
	var out bytes.Buffer
	for _, q := range quotes {
		line, err := carrier.Carry(q.Quote).JSON(q.ID)
		if err != nil {
			return err
		}
		out.Write(line)
	}
	_, err = s.out.Write(out.Bytes())
	return err
}

func (c *actAnchor) readQuotes(s *stdio) ([]redline.QuoteLine, error) {
	var in io.Reader = s.in
	if c.Quotes != "-" {
		f, err := os.Open(c.Quotes)
		if err != nil {
			return nil, err
		}
		defer f.Close()
		in = f
	}
	quotes, err := redline.ReadQuotes(in)
	if err != nil {
		return nil, fmt.Errorf("read %s: %w", c.Quotes, err)
	}
	return quotes, nil
}
