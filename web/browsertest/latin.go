package browsertest

import (
	"regexp"
	"slices"
	"strings"
	"testing"
	"unicode"

	"golang.org/x/net/html"
)

// latinNames are of formats, programs and units, and have no other spelling.
var latinNames = []string{"PDF", "DOCX", "ODT", "JPEG", "PNG", "GIF", "WebP", "URL", "SHA", "Temporal", "JSON", "HTML", "XML", "Akoma", "Ntoso", "USLM", "Word", "Markdown", "CSV", "SVG", "ICS", "Mermaid", "Graphviz", "API", "UTC", "UTF", "C", "SP", "Ctrl", "Enter", "Esc", "m", "cm", "Chrome", "Linux"}

// numerals are Roman.
var numerals = regexp.MustCompile(`^[IVXLCDM]+$`)

// addresses are written in Latin letters whatever the page.
var addresses = regexp.MustCompile(`https?://\S+|\S+@\S+`)

// Latin returns the words in Latin letters that a reader of a page in Serbian
// Cyrillic meets, outside of what is marked as another language or as code.
func Latin(t testing.TB, page string) []string {
	t.Helper()
	doc, err := html.Parse(strings.NewReader(page))
	if err != nil {
		t.Fatal(err)
	}
	var words []string
	look := func(text string) {
		for _, w := range strings.FieldsFunc(addresses.ReplaceAllString(text, ""), func(r rune) bool { return !unicode.IsLetter(r) }) {
			if strings.ContainsFunc(w, func(r rune) bool { return unicode.Is(unicode.Latin, r) }) && !slices.Contains(latinNames, w) && !numerals.MatchString(w) {
				words = append(words, w)
			}
		}
	}
	var walk func(n *html.Node)
	walk = func(n *html.Node) {
		if n.Type == html.TextNode {
			look(n.Data)
		}
		if n.Type == html.ElementNode {
			if n.Data == "script" || n.Data == "style" || n.Data == "code" {
				return
			}
			for _, a := range n.Attr {
				if a.Key == "lang" && n.Data != "html" && a.Val != "sr-Cyrl" || a.Key == "class" && strings.Contains(" "+a.Val+" ", " mono ") {
					return
				}
				if slices.Contains([]string{"title", "alt", "aria-label", "placeholder", "summary"}, a.Key) || strings.HasPrefix(a.Key, "data-i18n") || a.Key == "data-progress-text" {
					look(strings.ReplaceAll(a.Val, "%{count}", ""))
				}
			}
		}
		for c := n.FirstChild; c != nil; c = c.NextSibling {
			walk(c)
		}
	}
	walk(doc)
	return words
}
