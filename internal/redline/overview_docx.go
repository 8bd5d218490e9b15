package redline

import (
	"fmt"

	"github.com/rasprava/rasprava/internal/act"
	"github.com/rasprava/rasprava/internal/docx"
)

// overviewStyles are the styles of an overview in Word, under the names that Word shows in the language of its user.
var overviewStyles = []docx.Style{
	{Name: "Title", Bold: true, Size: 26, Align: "center", After: 360, Next: "Body Text"},
	{Name: "Heading 3", Level: 3, Size: 24, Align: "center", Before: 120, After: 120, KeepNext: true, Next: "Body Text"},
	{Name: "Body Text", Size: 24, Align: "both", After: 120},
}

// DOCX returns the overview as a Word document. What goes is struck through, what comes bold and underlined; these are no tracked changes,
// for the overview is a document of its own. The same overview gives the same bytes.
func (o *Overview) DOCX() ([]byte, error) {
	doc := &docx.Document{Title: o.Title, Lang: act.DocxLang(o.Lang), Styles: overviewStyles}
	doc.Blocks = append(doc.Blocks, docx.Block{Paragraph: &docx.Paragraph{Style: "Title", Runs: []docx.Run{{Text: o.Title}}}})
	for _, fact := range o.Facts {
		doc.Blocks = append(doc.Blocks, docx.Block{Paragraph: &docx.Paragraph{Style: "Body Text", Runs: []docx.Run{{Text: fact}}}})
	}
	if o.unchanged() {
		doc.Blocks = append(doc.Blocks, docx.Block{Paragraph: &docx.Paragraph{Style: "Body Text", Runs: []docx.Run{{Text: o.w.empty}}}})
	}
	for _, p := range o.Provisions {
		for _, line := range p.Lines {
			para := &docx.Paragraph{Style: "Body Text"}
			if line.Heading {
				para.Style = "Heading 3"
			}
			if line.Note != "" {
				para.Runs = append(para.Runs, docx.Run{Text: "[" + line.Note + "] ", Italic: true})
			}
			for _, sp := range line.Spans {
				para.Runs = append(para.Runs, docx.Run{
					Text: sp.Text, Struck: sp.Op == Deleted, Underlined: sp.Op == Inserted, Bold: sp.Op == Inserted,
				})
			}
			doc.Blocks = append(doc.Blocks, docx.Block{Paragraph: para})
		}
	}
	data, err := doc.Bytes()
	if err != nil {
		return nil, fmt.Errorf("write the overview for Word: %w", err)
	}
	return data, nil
}
