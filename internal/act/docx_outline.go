package act

import (
	"encoding/xml"
	"fmt"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/rasprava/rasprava/internal/docx"
)

// outlineSpace names the XML part beside the text of a Word document that says where
// in the text each provision lies. It holds no word of the text: whoever takes a
// sentence out of the document has taken it out. On reading it counts only where the
// text still has the hash.
const outlineSpace = "urn:rasprava:act:outline:1"

// An outline is such a part. Every line of Nodes is a provision: its depth, kind, ID,
// WID, flags, and the lengths of label, heading and text in characters.
type outline struct {
	XMLName    xml.Name `xml:"outline"`
	Space      string   `xml:"xmlns,attr"`
	Hash       string   `xml:"hash,attr"`
	Profile    string   `xml:"profile,attr"`
	Lang       string   `xml:"lang,attr"`
	Title      int      `xml:"title,attr"`
	TitleAfter int      `xml:"after,attr"`
	Nodes      string   `xml:",chardata"`
}

// DocxOutline returns the data by which Parse knows an act again in a Word document
// that holds its text. A document may hold those of several acts.
func DocxOutline(a *Act) ([]byte, error) {
	var b strings.Builder
	a.Walk(func(n *Node, depth int) bool {
		flags := "-"
		if n.HeadingAfter {
			flags += "h"
		}
		if n.Table {
			flags += "t"
		}
		fmt.Fprintf(&b, "\n%d %s %s %s %s %d %d %d %s", depth, n.Kind, n.ID, n.WID, flags,
			utf8.RuneCountInString(n.Label), utf8.RuneCountInString(n.Heading), utf8.RuneCountInString(n.Text), strconv.QuoteToASCII(n.Number))
		return true
	})
	o := outline{
		Space: outlineSpace, Hash: a.Hash, Profile: a.Profile, Lang: a.Lang, Title: utf8.RuneCountInString(a.Title), TitleAfter: a.TitleAfter,
		Nodes: b.String() + "\n",
	}
	data, err := xml.Marshal(o)
	if err != nil {
		return nil, fmt.Errorf("write the outline of the act: %w", err)
	}
	return data, nil
}

// maxOutline is the most bytes of an outline that is read.
const maxOutline = 16 << 20

// outlined returns the act that an outline among the data of a document says its
// text is; nil where there is none or the text is no longer that of the outline.
func outlined(view *docx.View, data [][]byte, profile string) *Act {
	var text []rune
	for _, part := range data {
		if len(part) > maxOutline || !strings.Contains(string(part[:min(len(part), 500)]), outlineSpace) {
			continue
		}
		var o outline
		if xml.Unmarshal(part, &o) != nil || profile != "" && profile != auto && profile != o.Profile {
			continue
		}
		if text == nil {
			text = []rune(textOf(view))
		}
		if a := o.act(text); a != nil {
			return a
		}
	}
	return nil
}

// textOf returns the lines of a document as they are cut into provisions.
func textOf(view *docx.View) string {
	var b strings.Builder
	for i := range view.Lines {
		b.WriteString(view.Lines[i].Text)
		b.WriteByte('\n')
	}
	return strings.TrimRight(b.String(), "\n")
}

// maxOutlineDepth is how deep provisions may stand in each other.
const maxOutlineDepth = 64

// act cuts the text into the provisions of the outline; nil where it does not fit.
func (o *outline) act(text []rune) *Act {
	a := &Act{Format: Format, Profile: o.Profile, Lang: o.Lang, TitleAfter: o.TitleAfter, Counts: map[Kind]int{}, Warnings: []Warning{}, Body: []*Node{}}
	cut := cutter{text: text}
	path := []*Node{{}}
	ids, wids := map[string]bool{}, map[string]bool{}
	titled := false
	title := func() {
		titled = true
		a.Title = cut.take(o.Title)
	}
	for _, line := range strings.Split(strings.TrimSpace(o.Nodes), "\n") {
		if line == "" {
			continue
		}
		var n Node
		var depth, label, heading, size int
		var flags string
		_, err := fmt.Sscanf(line, "%d %s %s %s %s %d %d %d %q", &depth, &n.Kind, &n.ID, &n.WID, &flags, &label, &heading, &size, &n.Number)
		if err != nil || depth < 0 || depth >= min(len(path), maxOutlineDepth) || segments[n.Kind] == "" || ids[n.ID] || wids[n.WID] {
			return nil
		}
		ids[n.ID], wids[n.WID] = true, true
		if depth == 0 && !titled && len(path[0].Children) == o.TitleAfter {
			title()
		}
		n.HeadingAfter, n.Table = strings.Contains(flags, "h"), strings.Contains(flags, "t")
		if n.headingFirst() {
			n.Heading = cut.take(heading)
			n.Label = cut.take(label)
		} else {
			n.Label = cut.take(label)
			n.Heading = cut.take(heading)
		}
		n.Text = cut.take(size)
		path[depth].Children = append(path[depth].Children, &n)
		path = append(path[:depth+1], &n)
	}
	if !titled {
		title()
	}
	a.Body = append(a.Body, path[0].Children...)
	if cut.failed || cut.at < len(text) {
		return nil
	}
	a.seal()
	if a.Hash != o.Hash {
		return nil
	}
	return a
}

// headingFirst reports whether the heading of the provision stands before its label.
func (n *Node) headingFirst() bool { return n.Kind == KindArticle && !n.HeadingAfter }

// A cutter takes pieces off a text, with the space or the line breaks between them.
type cutter struct {
	text   []rune
	at     int
	failed bool
}

func (c *cutter) take(size int) string {
	if size == 0 {
		return ""
	}
	start := c.at
	if start > 0 && start < len(c.text) && c.text[start] == ' ' {
		start++
	}
	for start < len(c.text) && c.text[start] == '\n' {
		start++
	}
	if size < 0 || size > len(c.text)-start {
		c.failed = true
		return ""
	}
	c.at = start + size
	return string(c.text[start:c.at])
}
