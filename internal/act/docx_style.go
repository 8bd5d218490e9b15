package act

import (
	"strings"

	"github.com/rasprava/rasprava/internal/docx"
	"github.com/rasprava/rasprava/internal/script"
)

// docxStyle is the look of the lines of one kind of provision.
type docxStyle struct {
	kind    Kind // empty for the title
	heading bool // of the heading that stands on a line of its own
	serbian string
	english string
	style   docx.Style
}

// docxStyles are the styles of an act in Word, the widest provision first; the level
// is that in the navigation pane.
var docxStyles = []docxStyle{
	{serbian: "Наслов акта", english: "Act title", style: docx.Style{Bold: true, Size: 28, Align: "center", Before: 240, After: 240, KeepNext: true}},
	{kind: KindPart, serbian: "Део", english: "Part", style: docx.Style{Level: 1, Bold: true, Align: "center", Before: 360, KeepNext: true}},
	{kind: KindTitle, serbian: "Наслов", english: "Title division", style: docx.Style{Level: 1, Bold: true, Align: "center", Before: 360, KeepNext: true}},
	{kind: KindChapter, serbian: "Глава", english: "Chapter", style: docx.Style{Level: 2, Bold: true, Align: "center", Before: 360, KeepNext: true}},
	{kind: KindSection, serbian: "Одељак", english: "Section", style: docx.Style{Level: 3, Bold: true, Align: "center", Before: 240, KeepNext: true}},
	{kind: KindSubsection, serbian: "Пододељак", english: "Subsection", style: docx.Style{Level: 4, Italic: true, Align: "center", Before: 240, KeepNext: true}},
	{kind: KindArticle, heading: true, serbian: "Назив члана", english: "Article heading", style: docx.Style{Bold: true, Align: "center", Before: 240, KeepNext: true}},
	{kind: KindArticle, serbian: "Члан", english: "Article", style: docx.Style{Level: 5, Bold: true, Align: "center", Before: 120, After: 60, KeepNext: true}},
	{kind: KindParagraph, serbian: "Став", english: "Paragraph", style: docx.Style{Align: "both", First: 567, After: 60}},
	{kind: KindPoint, serbian: "Тачка", english: "Point", style: docx.Style{Align: "both", Left: 284, First: 283, After: 40}},
	{kind: KindSubpoint, serbian: "Подтачка", english: "Subpoint", style: docx.Style{Align: "both", Left: 567, First: 283, After: 40}},
	{kind: KindIndent, serbian: "Алинеја", english: "Indent", style: docx.Style{Align: "both", Left: 567, First: 283, After: 40}},
	{kind: KindAnnex, serbian: "Прилог", english: "Annex", style: docx.Style{Level: 1, Bold: true, Align: "center", Before: 480, KeepNext: true}},
	{kind: KindPreamble, serbian: "Преамбула", english: "Preamble", style: docx.Style{Align: "both", First: 567, After: 60}},
	{kind: KindNote, serbian: "Напомена", english: "Note", style: docx.Style{Italic: true, Size: 20, After: 60}},
}

func (s *docxStyle) name(lang string) string {
	switch {
	case lang == langLatin:
		return script.ToLatin(s.serbian)
	case strings.HasPrefix(lang, "sr"):
		return s.serbian
	}
	return s.english
}

// DocxStyles returns the styles that the lines of acts have in Word, named in the
// language: Serbian in its two scripts, English for all others. Behind a heading a
// writer goes on in the style of paragraphs, behind others in the same.
func DocxStyles(lang string) []docx.Style {
	out := make([]docx.Style, len(docxStyles))
	text := ""
	for i := range docxStyles {
		if docxStyles[i].kind == KindParagraph {
			text = docxStyles[i].name(lang)
		}
	}
	for i := range docxStyles {
		s := docxStyles[i].style
		s.Name = docxStyles[i].name(lang)
		s.Next = s.Name
		if s.KeepNext {
			s.Next = text
		}
		out[i] = s
	}
	return out
}

// DocxStyle returns the name of the style of the line in Word.
func (p *Printed) DocxStyle(lang string) string {
	kind := Kind("")
	if p.Node != nil {
		kind = p.Node.Kind
	}
	text := p.Role == PrintedText && docxStyleOf(kind, false).style.Level > 0
	if text {
		kind = KindParagraph
	}
	return docxStyleOf(kind, p.Role == PrintedHeading && kind == KindArticle).name(lang)
}

func docxStyleOf(kind Kind, heading bool) *docxStyle {
	for i := range docxStyles {
		if docxStyles[i].kind == kind && docxStyles[i].heading == heading {
			return &docxStyles[i]
		}
	}
	return &docxStyles[0]
}

// DocxLang returns the language mark of Word for an act's language.
func DocxLang(lang string) string {
	switch lang {
	case langCyrillic, langLatin:
		return lang + "-RS"
	case "hr":
		return "hr-HR"
	case "de":
		return "de-DE"
	case "":
		return "en"
	}
	return lang
}
