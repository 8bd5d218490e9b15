package act_test

import (
	"errors"
	"html"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/unicode"

	"github.com/rasprava/rasprava/internal/act"
)

func parsePage(t testing.TB, page string) *act.Act {
	t.Helper()
	a, err := act.Parse([]byte(page), act.Options{Name: "akt.html"})
	if err != nil {
		t.Fatal(err)
	}
	return a
}

// sameAct compares two acts in all but their warnings.
func sameAct(t *testing.T, got, want *act.Act) {
	t.Helper()
	if got.Hash != want.Hash {
		t.Errorf("the canonical bytes differ (-want +got):\n%s", cmp.Diff(string(want.Canonical()), string(got.Canonical())))
		return
	}
	g, w := *got, *want
	g.Warnings, w.Warnings = nil, nil
	if diff := cmp.Diff(w, g); diff != "" {
		t.Errorf("the acts differ (-want +got):\n%s", diff)
	}
}

func TestOwnHTMLIsReadBack(t *testing.T) {
	for file, src := range examples(t) {
		t.Run(file, func(t *testing.T) {
			a, err := act.Parse(src, act.Options{Name: file})
			if err != nil {
				t.Fatal(err)
			}
			sameAct(t, parsePage(t, string(a.HTML())), a)
		})
	}
}

func TestOwnHTMLKeepsIdentities(t *testing.T) {
	old := parse(t, "Члан 1.\nПрви.\nЧлан 2.\nДруги.\n")
	next := parse(t, "Члан 1.\nНови.\nЧлан 2.\nПрви.\nЧлан 3.\nДруги.\n")
	act.CarryWIDs(old, next, map[string]string{"art_2": "art_1", "art_2__para_1": "art_1__para_1", "art_3": "art_2"})
	sameAct(t, parsePage(t, string(next.HTML())), next)
}

// pageOf writes a text as a page with a paragraph for every line.
func pageOf(text string) string {
	var b strings.Builder
	b.WriteString("<!DOCTYPE html>\n<html><head><title>Страна</title><style>p { margin: 0 }</style></head>\n<body>")
	for _, line := range strings.Split(text, "\n") {
		b.WriteString("<p class=\"x\">" + html.EscapeString(line) + "</p>\n")
	}
	b.WriteString("<script>if (1 < 2) { document.write('<p>Члан 1.</p>') }</script></body></html>")
	return b.String()
}

func TestAPageOfParagraphsIsReadAsItsText(t *testing.T) {
	for file, src := range examples(t) {
		if strings.HasSuffix(file, ".md") || strings.HasSuffix(file, "us_bill.txt") { // its lines are no paragraphs
			continue
		}
		a := parse(t, string(src))
		if got := parsePage(t, pageOf(string(src))); got.Hash != a.Hash {
			t.Errorf("%s: the canonical bytes differ (-text +page):\n%s", file, cmp.Diff(string(a.Canonical()), string(got.Canonical())))
		}
	}
}

const frame = "<html><body><p>Члан 1.</p>%</body></html>"

func TestWhatAPageShows(t *testing.T) {
	tests := []struct{ name, page, want string }{
		{"entities", "<p>Т&#1072;кса &amp; &lt;б&gt; &scaron;&nbsp;5</p>", "para:Такса & <б> š\u00a05"},
		{"a soft hyphen stays", "<p>чита&shy;оница</p>", "para:чита\u00adоница"},
		{"white space", "<p>\n  једна\n\t реч  <b>две</b> речи </p>", "para:једна реч две речи"},
		{"marks inside a word", "<p>чита<i>они</i>ца</p>", "para:читаоница"},
		{"a break of the line", "<p>Прва реченица.<br>Друга реченица.</p>", "para:Прва реченица.|para:Друга реченица."},
		{"a paragraph that is not closed", "<p>Први став.<p>Други став.", "para:Први став.|para:Други став."},
		{"text as it stands", "<pre>Први став.\n  1) тачка;\n</pre>", "para:Први став.|point:1)тачка;"},
		{"an ordered list", "<p>Таксе су:</p><ol><li>прва;</li><li>друга.</li></ol>", "para:Таксе су:|point:1.прва;|point:2.друга."},
		{"an ordered list from a number", "<p>Таксе су:</p><ol><li value=1>прва;<li>друга.</ol>", "para:Таксе су:|point:1.прва;|point:2.друга."},
		{"an unordered list", "<p>Таксе су:</p><ul><li>прва;</li><li>друга.</li></ul>", "para:Таксе су:|indent:•прва;|indent:•друга."},
		{"items with markers of their own", "<p>Таксе су:</p><ol><li>1) прва;</li><li>1а) друга.</li></ol>", "para:Таксе су:|point:1)прва;|point:1а)друга."},
		{"a list without markers", "<p>Таксе.</p><ul style=\"list-style: none\"><li>Прва.</li></ul>", "para:Таксе.|para:Прва."},
		{"a list in a list", "<p>Таксе су:</p><ol><li>прве:<ul><li>мала;</li></ul></li><li>друга.</li></ol>", "para:Таксе су:|point:1.прве:|indent:•мала;|point:2.друга."},
		{"a table", "<table><caption>Таксе</caption><tr><th>Врста<th>Износ<tr><td>Захтев</td><td><p>300</p><p>динара</p></td></tr></table>", "para:Таксе|table:Врста\tИзнос\nЗахтев\t300 динара"},
		{"a cell over two columns", "<table><tr><td colspan=2>Таксе<td>Износ<tr><td>а<td>б<td>в</table>", "table:Таксе\t\tИзнос\nа\tб\tв"},
		{"a table that only arranges", "<table><tr><td>Лево.</td><td><table><tr><td>а</td><td>б</td></tr></table><p>Десно.</p></td></tr></table>", "para:Лево.|table:а\tб|para:Десно."},
		{"a table with articles", "<table><tr><td><p>Први став.</p><p>Члан 2.</p><p>Други.</p></td><td></td></tr></table>", "para:Први став.|art:Члан 2.|para:Други."},
		{"a table that is not closed", "<p>Први став.</p><table><tr><td>а<td>б", "para:Први став.|table:а\tб"},
		{"scripts and styles", "<style>Члан 2.</style><p>Први став.</p><script>Члан 3.</script>", "para:Први став."},
		{"text outside of any element", "Први став.<div>Други став.</div>Трећи став.", "para:Први став.|para:Други став.|para:Трећи став."},
		{"a quotation", "<p>Реч <q>такса</q> мења се.</p>", "para:Реч „такса” мења се."},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			var got []string
			parsePage(t, strings.Replace(frame, "%", tt.page, 1)).Walk(func(n *act.Node, _ int) bool {
				kind, _, _ := strings.Cut(map[act.Kind]string{act.KindParagraph: "para", act.KindArticle: "art"}[n.Kind]+"/"+string(n.Kind), "/")
				if kind == "" {
					kind = string(n.Kind)
				}
				if n.Table {
					kind = "table"
				}
				got = append(got, kind+":"+n.Label+n.Heading+n.Text)
				return true
			})
			if diff := cmp.Diff("art:Члан 1.|"+tt.want, strings.Join(got, "|")); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
		})
	}
}

func TestAHeadingOfAPageIsOne(t *testing.T) {
	a := parsePage(t, "<h1>Правилник о читаоницама</h1><h2>Опште одредбе.</h2><h3>Члан 1.</h3><p>Текст.</p>")
	if a.Title != "Правилник о читаоницама" || a.Body[0].Heading != "Опште одредбе." || len(a.Articles()) != 1 {
		t.Errorf("read as %s", a.Canonical())
	}
}

func TestEncodingsOfPages(t *testing.T) {
	page := "<html><head><meta http-equiv=\"Content-Type\" content=\"text/html; charset=windows-1251\"></head><body><p>Члан 1.</p><p>Љубичица ђака.</p></body></html>"
	want := parsePage(t, page).Hash
	cyrillic, err := charmap.Windows1251.NewEncoder().String(page)
	if err != nil {
		t.Fatal(err)
	}
	wide, err := unicode.UTF16(unicode.BigEndian, unicode.UseBOM).NewEncoder().String(page)
	if err != nil {
		t.Fatal(err)
	}
	for name, src := range map[string]string{
		"windows-1251": cyrillic, "UTF-16": wide, "UTF-8 that declares another": page, "UTF-8 with a mark": "\ufeff" + page,
		"bytes without a name":      strings.Replace(cyrillic, "charset", "c", 1),
		"not the UTF-8 it declares": strings.Replace(cyrillic, "windows-1251", "UTF-8", 1),
	} {
		if got := parsePage(t, src); got.Hash != want {
			t.Errorf("%s: read as %s", name, got.Canonical())
		}
	}
	for name, src := range map[string]string{
		"an encoding that is not known":   strings.Replace(cyrillic, "windows-1251", "ebcdic", 1),
		"UTF-8 that is broken":            "<meta charset=utf-8><p>Члан 1.\xff</p>",
		"a zero byte":                     page + "\x00",
		"half a character at the end":     wide + "a",
		"a picture that is called a page": "\x89PNG\r\n\x1a\n\x00",
	} {
		_, err := act.Parse([]byte(src), act.Options{Name: "akt.html"})
		var refused *act.Error
		if !errors.As(err, &refused) || strings.Contains(refused.Detail, "\n") {
			t.Errorf("%s: got %v, want an *act.Error of one line", name, err)
		}
	}
}

func TestPagesAreToldByTheirBytes(t *testing.T) {
	for _, src := range []string{
		"<!DOCTYPE html><p>Члан 1.</p>", "\ufeff\n<!-- а --><HTML><body>Члан 1.</body></HTML>", "<?xml version=\"1.0\"?>\n<html xmlns=\"http://www.w3.org/1999/xhtml\"><p>Члан 1.</p></html>",
	} {
		a, err := act.Parse([]byte(src), act.Options{Name: "-"})
		if err != nil {
			t.Fatal(err)
		}
		if len(a.Articles()) != 1 {
			t.Errorf("%q is read as %s", src, a.Canonical())
		}
		if a = parse(t, src); len(a.Articles()) != 0 {
			t.Errorf("%q, called a text, is read as %s", src, a.Canonical())
		}
	}
}

func TestAChangedPageOfOursIsReadAsAnyOther(t *testing.T) {
	a := parse(t, "Закон о читаоницама\nЧлан 1.\nПрви став.\n1) тачка.\n")
	page := string(a.HTML())
	for name, src := range map[string]string{
		"a paragraph put in":      strings.Replace(page, "<section class=\"article\"", "Уметнуто.<section class=\"article\"", 1),
		"an element put in":       strings.Replace(page, "<section class=\"article\"", "<p>Уметнуто.</p><section class=\"article\"", 1),
		"a class that is no kind": strings.Replace(page, "class=\"article\"", "class=\"note2\"", 1),
		"a tag not closed":        strings.Replace(page, "</section>", "", 1),
		"nothing of the profile":  strings.Replace(page, " data-profile=\"rs\"", "", 1),
	} {
		got := parsePage(t, src)
		if len(got.Articles()) != 1 || strings.Contains(src, "Уметнуто") && !strings.Contains(content(got), "Уметнуто.") {
			t.Errorf("%s: read as %s", name, got.Canonical())
		}
	}
}

func FuzzHTML(f *testing.F) {
	for file, src := range examples(f) {
		a, err := act.Parse(src, act.Options{Name: file})
		if err != nil {
			f.Fatal(err)
		}
		f.Add(a.HTML())
		f.Add([]byte(pageOf(string(src))))
	}
	f.Add([]byte("<table><tr><td><ol><li>а<table><td>б</table><pre>\r\n<q><br><h1>в"))
	f.Fuzz(func(t *testing.T, src []byte) {
		a, err := act.Parse(src, act.Options{Name: "akt.html"})
		if err != nil {
			return
		}
		again, err := act.Parse(a.HTML(), act.Options{Name: "akt.html"})
		if err != nil {
			t.Fatal(err)
		}
		if again.Hash != a.Hash {
			t.Fatalf("written and read again, the act is another (-want +got):\n%s", cmp.Diff(string(a.Canonical()), string(again.Canonical())))
		}
		again, err = act.Parse(a.AKN(act.Work{}), act.Options{Name: "akt.akn"})
		if err != nil {
			t.Fatal(err)
		}
		if again.Hash != a.Hash {
			t.Fatalf("written in XML and read again, the act is another (-want +got):\n%s", cmp.Diff(string(a.Canonical()), string(again.Canonical())))
		}
		checkIDs(t, a)
	})
}

// TestAPageOfAnUnknownTraditionIsReadAsAnyOther holds that a page whose tradition is none is read as one
// that another program wrote, and in XML as the same act.
func TestAPageOfAnUnknownTraditionIsReadAsAnyOther(t *testing.T) {
	page := strings.Replace(string(parse(t, "ЗАКОН\nО ЧЕСМАМА\n\nЧлан 1.\nЧесма ради дању.\n").HTML()), `data-profile="rs"`, `data-profile="au"`, 1)
	a, err := act.Parse([]byte(page), act.Options{Name: "akt.html"})
	if err != nil {
		t.Fatal(err)
	}
	again, err := act.Parse(a.AKN(act.Work{}), act.Options{Name: "akt.akn"})
	if err != nil {
		t.Fatal(err)
	}
	if !strings.Contains(page, `"au"`) || a.Profile != "rs" || again.Hash != a.Hash {
		t.Errorf("read as %q, and from XML with the hash %s, not %s", a.Profile, again.Hash, a.Hash)
	}
}

// checkIDs checks that identities are unique and in ASCII.
func checkIDs(t *testing.T, a *act.Act) {
	t.Helper()
	ids, wids := map[string]bool{}, map[string]bool{}
	a.Walk(func(n *act.Node, _ int) bool {
		if n.ID == "" || ids[n.ID] || n.WID == "" || wids[n.WID] {
			t.Errorf("the id %q or the wid %q is given twice", n.ID, n.WID)
		}
		ids[n.ID], wids[n.WID] = true, true
		if strings.ContainsFunc(n.ID, func(r rune) bool { return r <= ' ' || r > 0x7e }) {
			t.Errorf("the id %q is not ASCII", n.ID)
		}
		return true
	})
}

func TestPagesTakeTimeInProportion(t *testing.T) {
	for _, pattern := range []string{"<b>", "<div>", "<table><tr><td>", "<ol><li>а", "<p>а<br>", "</p>", "<table>", "&", "<!--", "<td colspan=50>", "<article class=\"act\">", "<article class=\"act\" lang=\"sr-Cyrl\" data-profile=\"rs\"><p></p>"} {
		parsePage(t, strings.Repeat(pattern, 512<<10/len(pattern)))
	}
}

// TestRaisedFiguresAndSpannedRows keeps what a page shows by its form alone: exponents,
// indices and the columns below a cell of several rows.
func TestRaisedFiguresAndSpannedRows(t *testing.T) {
	a, err := act.Parse([]byte(`<html><body><p>Члан 1.<sup>1</sup></p><p>Вода има 10<sup>6</sup> Bq/m<sup>2</sup> и CO<sub>2</sub>, а <sup>1</sup> стоји само.</p>
<table><tr><th rowspan=2>Мера</th><th colspan=2>Вода</th></tr><tr><td>топла</td><td>хладна</td></tr><tr><td>1</td><td rowspan=0>2</td><td>3</td></tr><tr><td>4</td><td>5</td></tr></table>
<p>Члан 2.</p><p>Крај.</p></body></html>`), act.Options{Name: "a.html", Profile: "rs"})
	if err != nil {
		t.Fatal(err)
	}
	want := `article [1] "Члан 1.¹" "" ""
 paragraph [1] "" "" "Вода има 10⁶ Bq/m² и CO₂, а 1 стоји само."
 paragraph table [2] "" "" "Мера\tВода\t\n\tтопла\tхладна\n1\t2\t3\n4\t\t5"
article [2] "Члан 2." "" ""
 paragraph [1] "" "" "Крај."
`
	if diff := cmp.Diff(want, shape(a)); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}
