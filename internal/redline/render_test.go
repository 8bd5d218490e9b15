package redline

import (
	"encoding/json"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/net/html"
)

func renamed() (string, string) {
	old := number(subject, terms, deadline, force)
	new := number(subject, strings.Replace(deadline, "30 дана", "20 <радних> дана", 1), force)
	return old, new
}

func TestJSONIsTheContract(t *testing.T) {
	old, new := renamed()
	o, n, r := compareActs(t, old, new)
	got, err := r.JSON()
	if err != nil {
		t.Fatal(err)
	}
	var doc struct {
		Format, Old, New string
		Summary          struct {
			Articles map[string]int
			Words    map[string]int
		}
		Changes []map[string]any
	}
	err = json.Unmarshal(got, &doc)
	if err != nil {
		t.Fatal(err)
	}
	if doc.Format != "rasprava.redline/1" || doc.Old != o.Hash || doc.New != n.Hash {
		t.Errorf("got format %q, old %q, new %q", doc.Format, doc.Old, doc.New)
	}
	wantArticles := map[string]int{"unchanged": 1, "typographic": 0, "edited": 1, "added": 0, "removed": 1, "moved": 0, "renumbered": 2, "split": 0, "merged": 0, "follows": 0, "repealed": 0}
	if diff := cmp.Diff(wantArticles, doc.Summary.Articles); diff != "" {
		t.Error(diff)
	}
	removed := doc.Changes[0]
	if removed["level"] != "article" || len(removed["old"].([]any)) != 1 || removed["new"] == nil || len(removed["new"].([]any)) != 0 {
		t.Errorf("removed article: %v", removed)
	}
	for _, flag := range []string{"edited", "typographic", "moved", "renumbered"} {
		if removed[flag] != false {
			t.Errorf("removed article: %s is %v", flag, removed[flag])
		}
	}
	if !strings.Contains(string(got), "20 <радних>") {
		t.Error("the text is escaped beyond need")
	}
	var back Redline
	err = json.Unmarshal(got, &back)
	if err != nil {
		t.Fatal(err)
	}
	again, err := back.JSON()
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(got), string(again)); diff != "" {
		t.Errorf("read back and written again:\n%s", diff)
	}
}

func TestTextReadsInATerminal(t *testing.T) {
	_, _, r := compareActs(t, number(subject, deadline), number(subject, strings.Replace(deadline, "30", "20", 1)))
	want := `измењено 1 · непромењено 1
речи +1 −1

== Члан 2.: измењено (+1 −1)
Рок за објављивање
Члан 2.
Орган је дужан да податак објави у року од [-30-]{+20+} дана од дана његовог настанка.
Рок из става 1. овог члана може…
`
	if diff := cmp.Diff(want, r.Text("")); diff != "" {
		t.Errorf("want -, got +:\n%s", diff)
	}
	if got := r.Text("sr-Latn"); !strings.HasPrefix(got, "izmenjeno 1 · nepromenjeno 1\nreči +1 −1\n") {
		t.Errorf("in Latin: %q", got)
	}
	_, _, r = compareActs(t, number(subject), number(subject))
	if diff := cmp.Diff("unchanged 1\nwords +0 −0\n\nNo changes.\n", r.Text("en")); diff != "" {
		t.Error(diff)
	}
}

// page collects what a test asks of the HTML.
type page struct {
	ids, links  map[string]bool
	ins, del    []string
	blockInside []string
	attributes  map[string]bool
	hidden      int
}

func readPage(t *testing.T, source string) page {
	t.Helper()
	root, err := html.Parse(strings.NewReader(source))
	if err != nil {
		t.Fatal(err)
	}
	p := page{ids: map[string]bool{}, links: map[string]bool{}, attributes: map[string]bool{}}
	var walk func(n *html.Node, inside string)
	walk = func(n *html.Node, inside string) {
		if n.Type == html.ElementNode {
			for _, a := range n.Attr {
				p.attributes[a.Key] = true
				switch {
				case a.Key == "id":
					p.ids[a.Val] = true
				case a.Key == "href":
					p.links[strings.TrimPrefix(a.Val, "#")] = true
				case a.Key == "class" && a.Val == "visually-hidden":
					p.hidden++
				}
			}
			switch n.Data {
			case "ins":
				p.ins = append(p.ins, textOf(n))
				inside = n.Data
			case "del":
				p.del = append(p.del, textOf(n))
				inside = n.Data
			case "p", "div", "script", "style":
				if inside != "" || n.Data == "script" || n.Data == "style" {
					p.blockInside = append(p.blockInside, n.Data)
				}
			}
		}
		for c := n.FirstChild; c != nil; c = c.NextSibling {
			walk(c, inside)
		}
	}
	walk(root, "")
	return p
}

func textOf(n *html.Node) string {
	if n.Type == html.TextNode {
		return n.Data
	}
	s := ""
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		s += textOf(c)
	}
	return s
}

func TestHTMLSaysWhatIsInsertedAndDeleted(t *testing.T) {
	old, new := renamed()
	_, _, r := compareActs(t, old, new)
	p := readPage(t, r.Page(""))
	if diff := cmp.Diff([]string{"[уметнуто] 2 [крај]", "[уметнуто] 20 <радних> [крај]", "[уметнуто] 3 [крај]"}, p.ins); diff != "" {
		t.Errorf("ins: %s", diff)
	}
	if len(p.del) != 4+3 {
		t.Errorf("got %d del, want one for each of the 4 lines of the removed article and 3 in the others: %q", len(p.del), p.del)
	}
	if len(p.blockInside) > 0 {
		t.Errorf("an ins or del crosses a paragraph, or there is style or script: %v", p.blockInside)
	}
	for link := range p.links {
		if !p.ids[link] {
			t.Errorf("a link leads to #%s, which is not there", link)
		}
	}
	if len(p.links) != len(r.Changes) {
		t.Errorf("got %d links in the list, want %d", len(p.links), len(r.Changes))
	}
	if p.attributes["style"] || p.attributes["onclick"] {
		t.Error("inline style or script")
	}
	if p.hidden < 2*(len(p.ins)+len(p.del)) {
		t.Errorf("got %d hidden words, want two for each ins and del", p.hidden)
	}
}

func TestHTMLEscapesTheTextOfTheAct(t *testing.T) {
	old := number(subject, control)
	new := strings.ReplaceAll(strings.Replace(old, "ОТВОРЕНИМ", "<b>ОТВОРЕНИМ", 1), "Надзор", "<script>alert(1)</script> \"Надзор\" & '")
	_, _, r := compareActs(t, old, new)
	out := r.HTML("")
	if strings.Contains(out, "<script") || strings.Contains(out, "<b>ОТ") {
		t.Errorf("the text is not escaped: %s", out)
	}
}
