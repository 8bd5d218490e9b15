package main

import (
	"errors"
	"fmt"
	"io"
	"os"
	"strings"
	"time"

	"golang.org/x/sync/errgroup"

	"github.com/rasprava/rasprava/internal/act"
	"github.com/rasprava/rasprava/internal/redline"
)

// actDiff is `act diff`: the redline of two acts.
type actDiff struct {
	Old     string `arg:"" name:"old" help:"The text before: a txt, md, html, docx, xml or akn file, or - for standard input."`
	New     string `arg:"" name:"new" help:"The text after: a txt, md, html, docx, xml or akn file, or - for standard input."`
	Profile string `default:"auto" enum:"auto,rs,hr,eu,us,de" help:"Tradition of drafting: rs (члан, став, тачка), hr (članak, stavak), eu, us, de; auto looks at the texts."`
	To      string `default:"json" enum:"json,akn,html,text,docx,overview,overview-text,overview-docx" help:"What to write: json for programs, akn for the new text with its modifications, html for a browser, text for this terminal, docx with tracked changes for Word; overview, overview-text or overview-docx for the overview of amended provisions (преглед одредаба које се мењају, односно допуњују), as a page, as text or for Word."`
	Output  string `short:"o" placeholder:"OUT" help:"File to write; standard output when not given."`
	Author  string `placeholder:"NAME" help:"Who made the tracked changes of a docx."`
	Date    string `placeholder:"DATE" help:"When they were made, as 2026-11-23; no date when not given."`
}

// Help shows what the command is for.
func (*actDiff) Help() string {
	return `Compares two versions of an act provision by provision: what was edited, moved, renumbered, split, merged, added
or removed, and inside what stayed every inserted and deleted word. Cyrillic and Latin are one text; quotation marks,
dashes and look-alike letters are shown apart, as typographic changes. The exit status is 0 whether or not they differ.

  rasprava act diff nacrt-1.txt nacrt-2.txt --to text
  rasprava act diff nacrt-1.txt nacrt-2.txt --to html > izmene.html
  rasprava act diff nacrt-1.docx nacrt-2.docx --to docx -o izmene.docx
  rasprava act diff zakon.txt predlog.txt --to overview -o pregled.html`
}

// Run writes the redline.
func (c *actDiff) Run(s *stdio) error {
	if c.Old == "-" && c.New == "-" {
		return inputError{errors.New("act diff: only one of the two acts can be read from standard input")}
	}
	var old, new *act.Act
	var read errgroup.Group
	read.Go(func() (err error) {
		old, err = c.read(s, c.Old)
		return err
	})
	new, err := c.read(s, c.New)
	if oldErr := read.Wait(); oldErr != nil {
		err = oldErr
	}
	if err != nil {
		return inputError{err}
	}
	err = c.versions(s, old, new)
	if err != nil {
		return inputError{err}
	}
	r, err := redline.Compare(old, new)
	if err != nil {
		return inputError{err}
	}
	var out []byte
	switch c.To {
	case "docx":
		out, err = c.word(r, old, new)
	case "akn":
		out, err = r.AKN(old, new, act.Work{}, act.Work{})
	case "html":
		out = []byte(r.Page(""))
	case "text":
		out = []byte(r.Text(""))
	case "overview":
		out = []byte(r.Overview().Page())
	case "overview-text":
		out = []byte(r.Overview().Text())
	case "overview-docx":
		out, err = r.Overview().DOCX()
	default:
		out, err = r.JSON()
	}
	if err != nil {
		return err
	}
	return s.write(c.Output, out, c.To == "docx" || c.To == "overview-docx")
}

// versions says so where the second is no later text of the first but an act that amends; of
// those there is no overview of amended provisions.
func (c *actDiff) versions(s *stdio, old, new *act.Act) error {
	if _, amends := old.Amends(); amends {
		return nil
	}
	base, amends := new.Amends()
	if !amends {
		return nil
	}
	const says = "act diff: %s is an act that amends another (%s), and not a later version of %s"
	if strings.HasPrefix(c.To, "overview") {
		return fmt.Errorf(says+"; the overview needs the whole act with the amendments made in it", c.New, base, c.Old)
	}
	_, err := fmt.Fprintf(s.err, says+"; their words are compared all the same\n", c.New, base, c.Old)
	return err
}

// word returns the redline as tracked changes.
func (c *actDiff) word(r *redline.Redline, old, new *act.Act) ([]byte, error) {
	by := redline.Revision{Author: c.Author}
	if c.Date != "" {
		day, err := time.Parse(time.DateOnly, c.Date)
		if err != nil {
			return nil, inputError{fmt.Errorf("act diff: %q is no date as 2026-11-23", c.Date)}
		}
		by.Date = day.Format(time.RFC3339)
	}
	return r.DOCX(old, new, by)
}

func (c *actDiff) read(s *stdio, name string) (*act.Act, error) {
	in := s.in
	if name != "-" {
		f, err := os.Open(name)
		if err != nil {
			return nil, err
		}
		defer f.Close()
		in = f
	}
	src, err := io.ReadAll(io.LimitReader(in, act.MaxBytes+1))
	if err != nil {
		return nil, fmt.Errorf("read %s: %w", name, err)
	}
	a, err := act.Parse(src, act.Options{Name: name, Profile: c.Profile})
	var refused *act.Error
	if errors.As(err, &refused) {
		return nil, fmt.Errorf("parse %s: %s", name, refused.Detail)
	}
	return a, err
}
