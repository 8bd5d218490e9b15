package act

import (
	"fmt"
	"strings"

	"github.com/rasprava/rasprava/internal/docx"
)

// DOCX returns the act as a Word document on A4, every provision in the style of its
// kind, in which Word counts articles, paragraphs and points by itself: a number that
// it cannot count, such as 5а or the letter ђ, stands as text. Parse gives the same
// act back. The same act gives the same bytes.
func (a *Act) DOCX() ([]byte, error) {
	w := docxWriter{lang: a.Lang, lists: map[*Node]*docxList{}}
	w.parents(nil, a.Body)
	doc := &docx.Document{Title: a.Title, Lang: DocxLang(a.Lang), Styles: DocxStyles(a.Lang)}
	for _, line := range a.Printed() {
		if line.Role == PrintedTable {
			doc.Blocks = append(doc.Blocks, docx.Block{Table: docx.TableOf(line.Text)})
			continue
		}
		doc.Blocks = append(doc.Blocks, docx.Block{Paragraph: w.paragraph(&line)})
	}
	outline, err := DocxOutline(a)
	if err != nil {
		return nil, err
	}
	doc.Data = [][]byte{outline}
	data, err := doc.Bytes()
	if err != nil {
		return nil, fmt.Errorf("write act: %w", err)
	}
	return data, nil
}

// A docxList is where a provision stands among those that are counted together.
type docxList struct {
	list  int
	place int // from 1
}

type docxWriter struct {
	lang  string
	lists map[*Node]*docxList
	count int
}

// parents notes for every provision the list it is counted in: articles in one, all
// else among its siblings.
func (w *docxWriter) parents(parent *Node, nodes []*Node) {
	w.count++
	list := w.count
	for i, n := range nodes {
		l := &docxList{list: list, place: i + 1}
		if n.Kind == KindArticle {
			l.list = 0
		}
		w.lists[n] = l
		w.parents(n, n.Children)
	}
}

func (w *docxWriter) paragraph(line *Printed) *docx.Paragraph {
	p := &docx.Paragraph{Style: line.DocxStyle(w.lang)}
	text := line.Text
	if line.Label != "" {
		if number := w.number(line.Node); number != nil {
			p.Number = number
			text = strings.TrimPrefix(strings.TrimPrefix(text, line.Label), " ")
		}
	}
	if text != "" {
		p.Runs = []docx.Run{{Text: text}}
	}
	return p
}

// The bounds of numbers that Word counts.
const (
	maxDocxNumber = 32_000
	maxDocxLabel  = 30 // characters
)

// number returns the number of a provision that Word is to print, nil where it cannot
// print the label to the letter.
func (w *docxWriter) number(n *Node) *docx.Number {
	if n.Kind == KindNote || longer(n.Label, maxDocxLabel) || strings.ContainsAny(n.Label, "%\n\t") {
		return nil
	}
	place := w.lists[n]
	for _, try := range []func(label string, place int) (string, docx.Numerals, int){decimalLabel, romanLabel, w.letterLabel} {
		text, numerals, value := try(n.Label, place.place)
		if value == 0 {
			continue
		}
		number := &docx.Number{Text: text, Numerals: numerals, Value: value, List: place.list}
		if number.Label() == n.Label {
			return number
		}
	}
	return nil
}

// decimalLabel reads a label with one number in digits and no letter behind it.
func decimalLabel(label string, _ int) (string, docx.Numerals, int) {
	at := strings.IndexAny(label, "0123456789")
	if at < 0 {
		return "", "", 0
	}
	n := digits(label[at:])
	after := label[at+n:]
	value := atoi(label[at : at+n])
	if n > 5 || value > maxDocxNumber || strings.ContainsAny(after, "0123456789") || suffix(strings.TrimLeft(after, " "), len(after)) > 0 {
		return "", "", 0
	}
	return label[:at] + "%1" + after, docx.Decimal, value
}

// romanLabel reads a label that ends with a Roman numeral: "II.", "ГЛАВА II".
func romanLabel(label string, _ int) (string, docx.Numerals, int) {
	body := strings.TrimRight(label, ".)")
	at := strings.LastIndexAny(body, " (\u00a0")
	word := body[at+1:]
	if at >= 0 && strings.HasPrefix(body[at:], "\u00a0") {
		word = body[at+len("\u00a0"):]
	}
	numeral, size, value := roman(word)
	if value == 0 || size != len(word) || numeral != word {
		return "", "", 0
	}
	before := body[:len(body)-len(word)]
	return before + "%1" + label[len(body):], docx.UpperRoman, value
}

// letterLabel reads "(a)" and "a)" where letters count as Word counts them, which in
// Serbian and Croatian they do not, and "(i)" by its place.
func (w *docxWriter) letterLabel(label string, place int) (string, docx.Numerals, int) {
	if strings.HasPrefix(w.lang, "sr") || w.lang == "hr" {
		return "", "", 0
	}
	body := strings.Trim(label, "().")
	at := strings.Index(label, body)
	text := label[:at] + "%1" + label[at+len(body):]
	for _, numerals := range []docx.Numerals{docx.LowerLetter, docx.UpperLetter, docx.LowerRoman} {
		number := docx.Number{Text: "%1", Numerals: numerals, Value: place}
		if body != "" && number.Label() == body {
			return text, numerals, place
		}
	}
	return "", "", 0
}
