package act

import (
	"errors"
	"math"
	"strings"

	"github.com/rasprava/rasprava/internal/docx"
)

func isDocx(src []byte, name string) bool { return docx.Is(src) || ending(name, ".docx") }

// readDocx makes an act of a Word document with all tracked changes accepted, or
// where it is asked for rejected. A
// document that was written by Act.DOCX or holds such an act, and whose text was not
// changed since, gives that act; of any other the paragraphs are read as lines.
func readDocx(src []byte, opts Options) (*Act, error) {
	doc, err := openDocx(src)
	if err != nil {
		return nil, err
	}
	version := docx.Accepted
	if opts.Rejected {
		version = docx.Rejected
	}
	view := doc.View(version)
	size := 0
	for i := range view.Lines {
		size += len(view.Lines[i].Text)
	}
	if size > MaxBytes {
		return nil, &Error{Code: TooLarge, Detail: "the text of the Word document is larger than 8 MiB"}
	}
	own := outlined(view, doc.Data, opts.Profile)
	if own != nil {
		opts.Profile = own.Profile
	}
	opts.printed, opts.blocks = true, true
	a, err := fromLines(linesOf(blocksOf(view)), false, opts)
	if err != nil {
		return nil, err
	}
	if own != nil {
		if own.Hash == a.Hash {
			own.Warnings = a.Warnings
		}
		a = own
	}
	a.Warnings = append(docxWarnings(doc), a.Warnings...)
	return a, nil
}

func openDocx(src []byte) (*docx.Document, error) {
	doc, err := docx.Open(src)
	var refused *docx.Error
	if errors.As(err, &refused) {
		code := NotText
		if refused.Code == docx.TooLarge {
			code = TooLarge
		}
		return nil, &Error{Code: code, Detail: refused.Detail}
	}
	return doc, err
}

// blocksOf returns the lines of a Word document as blocks; an empty line sets the
// next one apart.
func blocksOf(view *docx.View) []block {
	blocks := make([]block, len(view.Lines))
	empty := false
	lists := map[string]uint16{}
	for i := range view.Lines {
		l := &view.Lines[i]
		blocks[i] = block{text: l.Text, heading: l.Level > 0 || l.Style == "Title", table: l.Table, counted: l.Label != "", gap: l.Apart || empty}
		if l.Depth > 0 {
			if lists[l.List] == 0 {
				lists[l.List] = uint16(min(len(lists)+1, math.MaxUint16))
			}
			blocks[i].stated = standing{lists[l.List], uint8(l.Depth)}
		}
		empty = strings.TrimSpace(l.Text) == ""
	}
	return blocks
}

// docxWarnings says what a Word document holds besides the text that was read.
func docxWarnings(doc *docx.Document) []Warning {
	left := doc.Left
	out := []Warning{}
	for _, w := range []struct {
		count int
		code  string
	}{
		{left.Changes, WarnTrackedChanges}, {left.Comments, WarnComments}, {left.Hidden, WarnHiddenText},
		{left.Pictures, WarnPictures}, {left.Contents, WarnContents},
		{left.Symbols, WarnSymbols}, {left.Notes, WarnNotes}, {left.Margins, WarnMargins},
	} {
		if w.count > 0 {
			out = append(out, Warning{Code: w.code})
		}
	}
	w := &warner{act: &Act{Warnings: out}, counts: map[string]int{}}
	for _, s := range doc.Struck {
		w.add(0, WarnStruckText, excerpt(strings.Join(strings.Fields(s), " ")))
	}
	w.more()
	return w.act.Warnings
}
