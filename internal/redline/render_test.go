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
				if inside != "" || n.Data == "script" || n.Data == "style" && n.Parent.Data != "head" {
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
	p := readPage(t, r.HTML(""))
	if diff := cmp.Diff([]string{"[уметнуто] 2 [крај]", "[уметнуто] 20 <радних> [крај]"}, p.ins); diff != "" {
		t.Errorf("ins: %s", diff)
	}
	if len(p.del) != 4+2 {
		t.Errorf("got %d del, want one for each of the 4 lines of the removed article and 2 in the one after it: %q", len(p.del), p.del)
	}
	if len(p.blockInside) > 0 {
		t.Errorf("an ins or del crosses a paragraph, or there is style or script: %v", p.blockInside)
	}
	for link := range p.links {
		if !p.ids[link] {
			t.Errorf("a link leads to #%s, which is not there", link)
		}
	}
	if len(p.links) != len(r.Changes)-1 {
		t.Errorf("got %d links in the list, want one for each of %d changes but the article that a renumbering tells of", len(p.links), len(r.Changes))
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

func TestAnArticleOfWhichTheNumberAloneIsAnotherStandsInTheRenumberingAlone(t *testing.T) {
	old := number(subject, terms, deadline, portal, control, force)
	new := number(subject, "Накнада\nЧлан %d.\nЗа коришћење отворених података не плаћа се никаква такса ни накнада.\n", terms, deadline, portal, control, force)
	_, _, r := compareActs(t, old, new)
	const fact = "Чл. 2–6. сада су чл. 3–7."
	for name, out := range map[string]string{
		"text": r.Text(""), "html": r.HTML(""), "page": r.Page(""), "overview": r.Overview().Text(), "overview page": r.Overview().Page(),
	} {
		if strings.Count(out, fact) != 1 {
			t.Errorf("%s: the renumbering is told %d times in\n%s", name, strings.Count(out, fact), out)
		}
		if strings.Contains(out, "→ Члан") || strings.Contains(out, "слободно да користи") {
			t.Errorf("%s: an article of which the number alone is another stands in\n%s", name, out)
		}
		if !strings.Contains(out, "никаква такса") {
			t.Errorf("%s: the added article is not there", name)
		}
	}
	if len(r.Changes) != 6 {
		t.Errorf("got %d changes in JSON, want 6", len(r.Changes))
	}
}

func TestSpacesAloneAreNotMarked(t *testing.T) {
	old := number(subject, deadline)
	new := strings.Replace(old, "Орган је", "Орган  је", 1)
	_, _, r := compareActs(t, old, new)
	if len(r.Changes) != 1 || !r.Changes[0].Typographic {
		t.Fatalf("got %+v, want one typographic change", r.Changes)
	}
	if got := r.Text(""); strings.Contains(got, "[~") || !strings.Contains(got, "== Члан 2.: само размаци (+0 −0)\n") {
		t.Errorf("text: %s", got)
	}
	if got := r.Page(""); strings.Contains(got, "class=\"typographic\"") || !strings.Contains(got, "само размаци") {
		t.Errorf("page: %s", got)
	}
}

func TestTheSummaryOfAnActWithoutArticles(t *testing.T) {
	old := "Програм рада читаонице\n\nЧитаоница набавља нове књиге сваког месеца.\n\nЧланови плаћају годишњу чланарину.\n"
	_, _, r := compareActs(t, old, strings.Replace(old, "сваког месеца", "сваке недеље", 1))
	if r.Summary.Articles != (Articles{}) {
		t.Fatalf("got articles %+v, want none", r.Summary.Articles)
	}
	for lang, want := range map[string]string{
		"sr-Cyrl": "измењено одредаба: 1", "sr-Latn": "izmenjeno odredaba: 1", "hr": "izmijenjeno odredaba: 1", "en": "provisions changed: 1",
	} {
		if got := r.Text(lang); !strings.HasPrefix(got, want+"\n") {
			t.Errorf("text in %s: got %q, want %q first", lang, got, want)
		}
		if got := r.HTML(lang); !strings.Contains(got, "<p class=\"summary\">"+want+"</p>") {
			t.Errorf("html in %s: no %q in %s", lang, want, got)
		}
	}
	_, _, r = compareActs(t, old, old)
	if got, want := r.Text(""), "речи +0 −0\n\nНема измена.\n"; got != want {
		t.Errorf("of the same text: got %q, want %q", got, want)
	}
}

func TestACroatianRedlineIsToldInCroatian(t *testing.T) {
	w := wordingOf("hr")
	w.profile = "hr"
	c := Cascade{Level: "article", OldFrom: "5", OldTo: "5", NewFrom: "6", NewTo: "6", IDs: make([]IDPair, 1), References: 2}
	m := Move{From: []Step{{Kind: "article", Number: "1"}, {Kind: "point", Number: "2"}}, To: []Step{{Kind: "article", Number: "2"}, {Kind: "paragraph", Number: "3"}}}
	for _, tt := range []struct{ got, want string }{
		{w.lang, "hr"},
		{w.title, "Što se promijenilo"},
		{w.empty, "Nema izmjena."},
		{w.repealed, "prestalo važiti"},
		{w.edited + ", " + w.unchanged + ", " + w.split, "izmijenjeno, nepromijenjeno, podijeljeno"},
		{w.cascade(&c), "članak 5. sada je članak 6., a 2 upućivanja su usklađena"},
		{w.moveNote(&m, true), "premješteno u članak 2. stavak 3."},
		{w.moveNote(&m, false), "premješteno iz članka 1. točke 2."},
		{w.overview("Zakon o radu"), "PREGLED ODREDABA ZAKONA O RADU KOJE SE MIJENJAJU, ODNOSNO DOPUNJUJU"},
	} {
		if tt.got != tt.want {
			t.Errorf("got %q, want %q", tt.got, tt.want)
		}
	}
}

func replaceFirst(s, old, new string) string { return strings.Replace(s, old, new, 1) }
