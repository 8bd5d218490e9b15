package act

import (
	"strings"

	"github.com/rasprava/rasprava/internal/docx"
)

// A Comment is what somebody wrote in Word on a place of the act.
type Comment struct {
	Provision string `json:"provision"` // the ID of the provision that the words begin in; empty where the place is gone
	Quote     string `json:"quote"`     // the words; empty where the comment is on a place without words
	Text      string `json:"text"`
	Author    string `json:"author"`
	Date      string `json:"date,omitempty"` // as in the document: 2026-03-01T09:30:00Z
}

// A TrackedChange is a change that Word kept track of, in the text with all of them accepted.
type TrackedChange struct {
	Provision string `json:"provision"` // the ID of the provision that it stands or stood in
	Action    string `json:"action"`    // inserted, deleted, moved_from or moved_to
	Text      string `json:"text"`      // of a row of a table, its cells divided by tabs
	Row       bool   `json:"row,omitempty"`
	Author    string `json:"author"`         // empty where the document names none
	Date      string `json:"date,omitempty"` // as in the document; of what one made in several goes, the first
}

// A Margin is what a Word document holds beside the text of the act.
type Margin struct {
	Comments []Comment       `json:"comments,omitempty"`
	Changes  []TrackedChange `json:"changes,omitempty"`
}

// trackedActions are the names of tracked changes; text that was moved and then deleted is
// deleted.
var trackedActions = []struct {
	change docx.Change
	name   string
}{
	{docx.Deleted, "deleted"}, {docx.MovedFrom, "moved_from"}, {docx.MovedTo, "moved_to"}, {docx.Inserted, "inserted"},
}

// DocxComments returns the comments of a Word document with their places in the act
// that Parse made of it, in the order of the file. It returns an *Error for what is
// no Word document.
func DocxComments(src []byte, a *Act) ([]Comment, error) {
	m, err := DocxMargin(src, a)
	return m.Comments, err
}

// DocxMargin returns the comments and the tracked changes of a Word document with their places in
// the act that Parse made of it, in the order of the file. It returns an *Error for what is no
// Word document.
func DocxMargin(src []byte, a *Act) (Margin, error) {
	doc, err := openDocx(src)
	if err != nil {
		return Margin{}, err
	}
	view := doc.View(docx.Accepted)
	before := make([]int, len(view.Lines)+1)       // characters before a line
	parted, pages := map[int]int{}, map[int]bool{} // by line: hyphens that are not in the act, and numbers of pages
	for _, w := range a.Warnings {
		switch w.Code {
		case WarnHyphenation:
			parted[w.Line-1]++
		case WarnPageNumber:
			pages[w.Line-1] = true
		}
	}
	notes := map[string]bool{}
	for i := range view.Lines {
		before[i+1] = before[i]
		if pages[i] {
			notes[strings.TrimSpace(view.Lines[i].Text)] = true
		} else {
			before[i+1] += dark(view.Lines[i].Text) - parted[i]
		}
	}
	places := placesOf(a, notes)
	at := func(line, byte int) string {
		if line >= len(view.Lines) {
			return ""
		}
		return places.at(before[line] + dark(view.Lines[line].Text[:min(byte, len(view.Lines[line].Text))]))
	}
	m := Margin{Comments: make([]Comment, 0, len(view.Notes))}
	for _, n := range view.Notes {
		m.Comments = append(m.Comments, Comment{Provision: at(n.StartLine, n.StartByte), Quote: n.Quote, Text: n.Comment.Text, Author: n.Comment.Author, Date: n.Comment.Date})
	}
	for _, c := range view.Changes {
		change := TrackedChange{Provision: at(c.Line, c.Byte), Text: c.Text, Row: c.Row, Author: c.Author, Date: c.Date}
		if before := places.at(before[min(c.Line, len(view.Lines))] - 1); c.Gone && before != "" {
			change.Provision = before
		}
		for _, t := range trackedActions {
			if c.Change&t.change != 0 {
				change.Action = t.name
				break
			}
		}
		m.Changes = append(m.Changes, change)
	}
	return m, nil
}

// IsDocx reports whether the file is one that Parse reads as a Word document.
func IsDocx(src []byte, name string) bool { return formatOf(src, name).name == "docx" }
