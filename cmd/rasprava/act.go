package main

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"

	"github.com/rasprava/rasprava/internal/act"
)

// actCommand holds what is done with the texts of acts.
type actCommand struct {
	Parse  actParse  `cmd:"" help:"Read an act into articles, paragraphs and points."`
	Diff   actDiff   `cmd:"" help:"Show what changed between two versions of an act."`
	Anchor actAnchor `cmd:"" help:"Carry quotes from one version of an act to the next."`
}

// actParse is act parse.
type actParse struct {
	File    string `arg:"" help:"Text of the act (.txt, .md, .html, .docx, .xml or .akn), or - for standard input."`
	Profile string `default:"auto" enum:"auto,rs,hr,eu,us,de" help:"Tradition of drafting: rs (члан, став, тачка), hr (članak, stavak), eu, us, de; auto looks at the text."`
	To      string `default:"json" enum:"json,akn,html,text,docx,comments" help:"What to write: ${enum}; comments are those in the margin of a Word document, one JSON object a line, with the provision and the words that they stand at."`
	Before  bool   `name:"before-changes" help:"Read a document with tracked changes as it was before them, not with all of them accepted."`
	Output  string `short:"o" placeholder:"OUT" help:"File to write; standard output when not given."`
}

// Help shows what the command is for.
func (*actParse) Help() string {
	return `Reads the text of an act, in Cyrillic or Latin, and writes its structure. It never refuses a text and never drops
a character; what looks wrong (look-alike letters, a number twice, a reference to no provision) stands among the warnings.
Of a Word document the comments and the tracked changes stand under comments and changes, with their words, provisions, authors and times.

  rasprava act parse nacrt.txt
  rasprava act parse nacrt.md --to html -o nacrt.html
  rasprava act parse nacrt.txt --to docx -o nacrt.docx
  rasprava act parse primedbe.docx --to comments
  cat nacrt.txt | rasprava act parse - --to text`
}

// Run parses the file and writes it in the form asked for.
func (c *actParse) Run(s *stdio) error {
	switch ext := strings.ToLower(filepath.Ext(c.File)); ext {
	case ".pdf":
		return inputError{fmt.Errorf("parse %s: this version reads .txt, .md, .html, .docx, .xml and .akn, not %s", c.File, ext)}
	}
	src, err := c.read(s)
	if err != nil {
		return inputError{err}
	}
	a, err := act.Parse(src, act.Options{Name: c.File, Profile: c.Profile, Rejected: c.Before})
	if err != nil {
		var refused *act.Error
		if errors.As(err, &refused) {
			err = fmt.Errorf("parse %s: %s", c.File, refused.Detail)
		}
		return inputError{err}
	}
	if c.To == "comments" {
		out, err := commentLines(src, a)
		if err != nil {
			return inputError{fmt.Errorf("read the comments of %s: %w", c.File, err)}
		}
		return s.write(c.Output, out, false)
	}
	var margin act.Margin
	if c.To == "json" && !c.Before && act.IsDocx(src, c.File) {
		margin, err = act.DocxMargin(src, a)
		if err != nil {
			return inputError{fmt.Errorf("read the margin of %s: %w", c.File, err)}
		}
	}
	out, err := c.render(a, margin)
	if err != nil {
		return err
	}
	return s.write(c.Output, out, c.To == "docx")
}

// commentLines returns the comments of a Word document, one JSON object a line; an
// error for another document.
func commentLines(src []byte, a *act.Act) ([]byte, error) {
	comments, err := act.DocxComments(src, a)
	if err != nil {
		var refused *act.Error
		if errors.As(err, &refused) {
			err = errors.New(refused.Detail)
		}
		return nil, err
	}
	var out bytes.Buffer
	write := json.NewEncoder(&out)
	write.SetEscapeHTML(false)
	for _, one := range comments {
		err = write.Encode(one)
		if err != nil {
			return nil, err
		}
	}
	return out.Bytes(), nil
}

// write writes a result into the file, or to standard output when none is named. What
// no terminal can show is not written to one.
func (s *stdio) write(file string, out []byte, binary bool) error {
	if file != "" {
		if err := writeOutput(file, out); err != nil {
			return inputError{fmt.Errorf("write the result: %w", err)}
		}
		return nil
	}
	if binary && isTerminal(s.out) {
		return inputError{errors.New("a Word document cannot be shown in a terminal: name a file with -o")}
	}
	_, err := s.out.Write(out)
	return err
}

func isTerminal(w io.Writer) bool {
	f, ok := w.(*os.File)
	if !ok {
		return false
	}
	info, err := f.Stat()
	if err != nil || info.Mode()&os.ModeCharDevice == 0 {
		return false
	}
	null, err := os.Stat(os.DevNull)
	return err != nil || !os.SameFile(info, null)
}

func (c *actParse) read(s *stdio) ([]byte, error) {
	in := s.in
	if c.File != "-" {
		f, err := os.Open(c.File)
		if err != nil {
			return nil, fmt.Errorf("read the act: %w", err)
		}
		defer f.Close()
		in = f
	}
	src, err := io.ReadAll(io.LimitReader(in, act.MaxBytes+1))
	if err != nil {
		return nil, fmt.Errorf("read the act: %w", err)
	}
	return src, nil
}

func (c *actParse) render(a *act.Act, margin act.Margin) ([]byte, error) {
	switch c.To {
	case "docx":
		return a.DOCX()
	case "akn":
		return a.AKN(act.Work{}), nil
	case "html":
		return a.HTML(), nil
	case "text":
		return []byte(a.PlainText() + "\n"), nil
	}
	return a.ReviewedJSON(margin)
}
