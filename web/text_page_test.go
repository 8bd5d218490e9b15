package web

import (
	"fmt"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/uuid"

	"github.com/rasprava/rasprava/internal/act"
	"github.com/rasprava/rasprava/internal/dossier"
	"github.com/rasprava/rasprava/internal/locale"
	"github.com/rasprava/rasprava/internal/store"
)

const chapteredLaw = `ЗАКОН
О ПРОБИ

I. ОСНОВНЕ ОДРЕДБЕ

Предмет

Члан 1.

Овим законом уређује се проба.

II. ПОСТУПАК

Рок за одговор

Члан 2.

Орган одговара у року од 30 дана.

Рок из става 1. овог члана може се продужити, ако:

1) то захтева обим предмета;

2) је потребно мишљење другог органа.

Члан 3.

Овај закон ступа на снагу осмог дана од дана објављивања.
`

// debates brings a dossier with a text of chapters and an accompanying document
// to an open round, and returns the round's id.
func (m *ministry) debates(code string) string {
	m.t.Helper()
	m.opens(code, nil)
	m.drafter.do("POST", m.path("/versions"), object{"reason": "own_initiative", "documents": []object{
		{"kind": "act", "name": "nacrt.txt", "content": chapteredLaw},
		{"kind": "explanatory_memorandum", "name": "obrazlozenje.txt", "content": "ОБРАЗЛОЖЕЊЕ\n\nРазлози за доношење закона."},
		{"kind": "annex", "name": "prilog.bin", "content_base64": "AAEC"}}}).want(201)
	m.publishes()
	m.publishes()
	round := m.view().OpenRound
	if round == "" {
		m.t.Fatal("no round has opened")
	}
	return round
}

// shows makes public the documents of one kind, as a stage does that asks for them.
func (m *ministry) shows(kind string) {
	m.t.Helper()
	_, err := m.store.DB().ExecContext(m.t.Context(), `UPDATE package_documents SET visibility = 'public' WHERE kind = $1`, kind)
	if err != nil {
		m.t.Fatal(err)
	}
}

// says sends one comment and returns the number of its receipt.
func (s *site) says(round string, comment object) string {
	s.t.Helper()
	r := s.public().submits(round, uuid.NewString(), object{"author": object{"kind": "citizen", "name": "Ђурђа Примерић", "publish_name": true}, "comments": []object{comment}}).want(201)
	return as[struct {
		ReceiptNo string `json:"receipt_no"`
	}](r).ReceiptNo
}

func parsed(t testing.TB, text string) *act.Act {
	t.Helper()
	a, err := act.Parse([]byte(text), act.Options{})
	if err != nil {
		t.Fatalf("parse: %v", err)
	}
	return a
}

func TestPlacesAreCitedAsPeopleCiteThem(t *testing.T) {
	a := parsed(t, chapteredLaw)
	for _, tt := range []struct {
		lang     locale.Lang
		id, want string
	}{
		{locale.SrCyrl, "art_2", "члан 2."},
		{locale.SrLatn, "art_2", "član 2."},
		{locale.En, "art_2", "Article 2"},
		{locale.SrCyrl, "art_2__para_2__point_1", "члан 2. став 2. тачка 1)"},
		{locale.SrLatn, "art_2__para_2__point_1", "član 2. stav 2. tačka 1)"},
		{locale.En, "art_2__para_2__point_1", "Article 2, paragraph 2, point 1"},
		{locale.SrCyrl, "", "цео текст нацрта"},
		{locale.SrCyrl, "art_9", "одредба које у овој верзији нема"},
	} {
		if got := reader(tt.lang).placeName(a, tt.id); got != tt.want {
			t.Errorf("%s in %s: got %q, want %q", tt.id, tt.lang, got, tt.want)
		}
	}
}

func TestATextIsShownRowByRow(t *testing.T) {
	tests := map[string]struct {
		text string
		want []string
	}{
		"a law with chapters": {chapteredLaw, []string{"3 I. ОСНОВНЕ ОДРЕДБЕ: 0", "4 Члан 1. Предмет: 1", "3 II. ПОСТУПАК: 0", "4 Члан 2. Рок за одговор: 4", "4 Члан 3.: 1"}},
		"a strategy": {"СТРАТЕГИЈА\nПРОБЕ\n\n1. УВОД\n\nОво је увод.\n\nИ још један став.\n\n2. ЦИЉЕВИ\n\nЦиљ је проба.\n",
			nil},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			a := parsed(t, tt.text)
			rows := reader(locale.SrCyrl).rowsOf(a, nil)
			var got []string
			for _, r := range rows {
				got = append(got, fmt.Sprintf("%d %s: %d", r.Level, strings.TrimSpace(r.Label+" "+r.Heading), len(r.Lines)))
			}
			if tt.want != nil {
				if diff := cmp.Diff(tt.want, got); diff != "" {
					t.Error(diff)
				}
			}
			// Whatever the structure, every provision stands in exactly one row.
			seen := map[string]int{}
			for _, r := range rows {
				for id := range r.ids {
					seen[id]++
				}
			}
			a.Walk(func(n *act.Node, _ int) bool {
				if seen[n.ID] != 1 {
					t.Errorf("%s stands in %d rows", n.ID, seen[n.ID])
				}
				return true
			})
		})
	}
}

func TestAQuoteIsFoundWhereItStandsOnce(t *testing.T) {
	a := parsed(t, chapteredLaw)
	for quote, want := range map[string]string{
		"у року од 30 дана": "art_2__para_1",
		"u roku od 30 dana": "art_2__para_1",
		"обим предмета":     "art_2__para_2__point_1",
		"а":                 "",
		"нема га":           "",
		" ":                 "",
	} {
		id, mark, found := findQuote(a.Find("art_2"), a.Lang, quote)
		if id != want || found != (want != "") {
			t.Errorf("%q: found at %q, want %q", quote, id, want)
			continue
		}
		if found {
			if got := a.Find(id).Text[mark.From:mark.To]; got != inScript(locale.SrCyrl, "sr-Latn", quote) && got != quote {
				t.Errorf("%q: marked %q", quote, got)
			}
		}
	}
}

func TestLinesKeepTheirTextAroundAMark(t *testing.T) {
	text := "Први ред.\nДруги ред је дужи.\nТрећи."
	from := strings.Index(text, "ред је")
	m := rowMaker{visit: reader(locale.SrLatn), act: &act.Act{Lang: "sr-Cyrl"}, marks: map[string]quoteMark{"x": {from, from + len("ред је"), "navod-1"}}}
	want := []provisionLine{{Spans: []textSpan{{Text: "Prvi red."}}}, {Spans: []textSpan{{Text: "Drugi "}, {Text: "red je", Mark: "navod-1"}, {Text: " duži."}}}, {Spans: []textSpan{{Text: "Treći."}}}}
	if diff := cmp.Diff(want, m.lines(text, "x")); diff != "" {
		t.Error(diff)
	}
}

func TestALongTextIsCutAtItsDivisions(t *testing.T) {
	var rows []provisionRow
	for outer := range 6 {
		rows = append(rows, provisionRow{ID: fmt.Sprint("chp_", outer), Division: true, Label: "ГЛАВА", outer: outer})
		for i := range 45 {
			rows = append(rows, provisionRow{ID: fmt.Sprint("art_", outer*45+i+1), Label: fmt.Sprintf("Члан %d.", outer*45+i+1), outer: outer})
		}
	}
	parts := partsOf(rows)
	if len(parts) != 6 || parts[1].From != "Члан 46." || parts[1].To != "Члан 90." || !parts[1].Rows[0].Division {
		t.Errorf("got %d parts, the second from %s to %s", len(parts), parts[1].From, parts[1].To)
	}
	whole := 0
	for _, p := range parts {
		whole += len(p.Rows)
	}
	if whole != len(rows) {
		t.Errorf("%d rows of %d stand in the parts", whole, len(rows))
	}
	if parts := partsOf(rows[:92]); len(parts) != 1 {
		t.Errorf("a text of 90 articles is cut into %d", len(parts))
	}
	for i := range rows {
		rows[i].outer, rows[i].Division = 0, false // one long run without divisions
	}
	for _, p := range partsOf(rows) {
		if len(p.Rows) > longPart {
			t.Errorf("a part has %d rows", len(p.Rows))
		}
	}
}

func TestHowLongCommentsAreTaken(t *testing.T) {
	closes := time.Date(2026, 11, 30, 23, 0, 0, 0, time.UTC) // midnight in Belgrade
	x := version{rounds: []store.RoundView{{Status: dossier.RoundOpen, LegalCloses: closes, ShowComments: true}}}
	for at, want := range map[string]int{"2026-11-23T08:00:00Z": 7, "2026-11-29T22:59:00Z": 1, "2026-11-29T23:01:00Z": 0, "2026-11-30T22:59:00Z": 0} {
		now, err := time.Parse(time.RFC3339, at)
		if err != nil {
			t.Fatal(err)
		}
		x.dossier.LegalNow = now
		if got := x.state(reader("sr-Cyrl")); !got.Open || got.Days != want {
			t.Errorf("at %s: got %+v, want %d days", at, got, want)
		}
	}
	x.rounds[0].Status = dossier.RoundClosed
	if got := x.state(reader("sr-Cyrl")); got.Open || !got.Closed {
		t.Errorf("after the end: got %+v", got)
	}
}

func TestTheTextStandsWithItsComments(t *testing.T) {
	s := newSite(t)
	m := newMinistry(s, "MPROBA")
	round := m.debates("MPROBA")
	m.shows("explanatory_memorandum")
	s.says(round, object{"kind": "change", "provision": "art_2__para_1", "body": "Рок је предуг.", "quote": object{"exact": "у року од 30 дана"}})
	s.says(round, object{"kind": "remark", "body": "О целом закону."})
	s.says(round, object{"kind": "question", "document": "explanatory_memorandum", "body": "Зашто?"})
	u := s.visitor()
	at := "/predmeti/" + m.ref + "/tekst/2"
	if r := u.asks("GET", "/sr-Cyrl/predmeti/"+m.ref+"/tekst", nil).want(303); r.header.Get("Location") != "/sr-Cyrl"+at {
		t.Errorf("the newest text stands at %s", r.header.Get("Location"))
	}
	page := u.gets("/sr-Cyrl" + at)
	for _, must := range []string{"Рок за одговор", `id="art_2"`, `<mark id="navod-1">у року од 30 дана</mark>`, `href="#navod-1"`, "Рок је предуг.", "О целом закону.", "Ђурђа Примерић",
		"предлог измене", "Коментаришите члан 2.", "komentar?odredba=art_2", "3 коментара", "Сви коментари (1)", "Расправа траје још"} {
		if !strings.Contains(page, must) {
			t.Errorf("the page lacks %q", must)
		}
	}
	if latin := u.gets("/sr-Latn" + at); !strings.Contains(latin, "izvorni tekst je na ćirilici") || !strings.Contains(latin, `<mark id="navod-1">u roku od 30 dana</mark>`) {
		t.Error("in Latin the text is not converted, or does not say so")
	}
	if english := u.gets("/en" + at); !strings.Contains(english, `<div lang="sr-Cyrl">`) || !strings.Contains(english, "Comment on Article 2") {
		t.Error("in English the text is not marked as Serbian")
	}
	only := u.gets("/sr-Cyrl" + at + "?samo=komentari")
	if !strings.Contains(only, `<article class="prov" id="art_2"`) || strings.Contains(only, `<article class="prov" id="art_1"`) {
		t.Error("the filter shows other articles than those with comments")
	}
	if !strings.Contains(only, `<article class="prov" id="chp_II"`) || strings.Contains(only, "chp_I\"") {
		t.Error("the filter shows other chapters than that of the article with comments")
	}
	if strings.Contains(page, "/izmene?") || strings.Contains(page, "/dokumenti/2/annex") {
		t.Error("the page leads to what the public does not see")
	}
	insider := func(path string) string {
		t.Helper()
		return string(u.asks("GET", path, nil, "Authorization", "Bearer "+m.drafter.token).want(200).body)
	}
	for _, must := range []string{"Шта је ново од верзије 1", "/dokumenti/2/explanatory_memorandum/1", "Историја члана"} {
		if !strings.Contains(insider("/sr-Cyrl"+at), must) {
			t.Errorf("the page lacks %q for an insider", must)
		}
	}
	for _, path := range []string{at + "/art_2", at + "/art_2__para_1"} {
		one := insider("/sr-Cyrl" + path)
		for _, must := range []string{"<h1>Члан 2. – Рок за одговор</h1>", "Рок је предуг.", "став 1.", "Верзија 2: одредба је измењена", "izmene?do=2&amp;od=1&amp;odredba=art_2#odredba-art_2", "/odredba/art_2"} {
			if !strings.Contains(one, must) {
				t.Errorf("%s lacks %q", path, must)
			}
		}
	}
	if filtered := u.gets("/sr-Cyrl" + at + "/art_2?vrsta=support"); strings.Contains(filtered, "Рок је предуг.") || !strings.Contains(filtered, "Нема коментара те врсте") {
		t.Error("comments are not narrowed by kind")
	}
	document := insider("/sr-Latn/predmeti/" + m.ref + "/dokumenti/2/explanatory_memorandum/1")
	for _, must := range []string{"OBRAZLOŽENJE", "Зашто?", "komentar?dokument=explanatory_memorandum", "obrazlozenje.txt"} {
		if !strings.Contains(document, must) {
			t.Errorf("the document's page lacks %q", must)
		}
	}
	if binary := insider("/sr-Cyrl/predmeti/" + m.ref + "/dokumenti/2/annex/1"); !strings.Contains(binary, "не може да се прикаже") || !strings.Contains(binary, "Нема коментара на овај документ.") {
		t.Error("what is no text does not say so, or not that nobody has commented on the document")
	}
	for _, path := range []string{"/tekst/3", "/tekst/x", "/tekst/0", "/tekst/2/art_99", "/dokumenti/2/annex/2", "/dokumenti/2/poem/1", "/dokumenti/9/annex/1"} {
		u.asks("GET", "/sr-Cyrl/predmeti/"+m.ref+path, nil).want(404)
	}
	m.closes()
	if closed := u.gets("/sr-Cyrl" + at); strings.Contains(closed, "/komentar?") || !strings.Contains(closed, "је завршена") {
		t.Error("after the end the page still asks for comments")
	}
}

func TestWhoListensHearsOnceWhichCommentIsRead(t *testing.T) {
	page, err := execute(locale.SrCyrl, "one_comment", frame{Lang: string(locale.SrCyrl), Body: oneComment{Card: commentCard{Number: 4, Href: "/x", Cut: true}}})
	if want := `<a href="/x">Прочитајте цео коментар<span class="govuk-visually-hidden"> 4</span></a>`; err != nil || !strings.Contains(string(page), want) {
		t.Errorf("the page lacks %s, %v", want, err)
	}
}

func TestATextThatIsNotPublicIsNowhere(t *testing.T) {
	s := newSite(t)
	m := newMinistry(s, "MPROBA")
	m.opens("MPROBA", nil)
	for _, path := range []string{"/tekst", "/tekst/1", "/tekst/1/art_1", "/dokumenti/1/act/1"} {
		s.visitor().asks("GET", "/en/predmeti/"+m.ref+path, nil).want(404)
	}
}

// BenchmarkTextPage measures how long a law of 230 articles takes to be shown.
func BenchmarkTextPage(b *testing.B) {
	s := newSite(b)
	m := newMinistry(s, "MPROBA")
	var text strings.Builder
	text.WriteString("ЗАКОН\nО ВЕЛИКОЈ ПРОБИ\n\n")
	for i := range 230 {
		if i%20 == 0 {
			fmt.Fprintf(&text, "ГЛАВА %s\n\nДЕО О ПРОБИ\n\n", []string{"I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII"}[i/20])
		}
		fmt.Fprintf(&text, "Наслов члана\n\nЧлан %d.\n\n", i+1)
		for p := range 4 {
			fmt.Fprintf(&text, "Орган из члана %d. став %d. овог закона дужан је да у року од 30 дана одлучи о захтеву и да о томе обавести подносиоца.\n\n", i+1, p+1)
		}
		text.WriteString("1) прва тачка која се наводи;\n\n2) друга тачка која се наводи.\n\n")
	}
	m.opens("MPROBA", nil)
	m.drafter.do("POST", m.path("/versions"), object{"reason": "own_initiative", "documents": []object{{"kind": "act", "name": "nacrt.txt", "content": text.String()}}}).want(201)
	m.publishes()
	m.publishes()
	for i := range 300 {
		s.says(m.view().OpenRound, object{"kind": "remark", "provision": "art_" + strconv.Itoa(i%230+1), "body": strings.Repeat("Примедба на овај члан. ", 10)})
	}
	for _, l := range []string{"sr-Cyrl", "sr-Latn"} {
		b.Run(l, func(b *testing.B) {
			path := "/" + l + "/predmeti/" + m.ref + "/tekst/2?deo=2"
			b.SetBytes(int64(len(s.visitor().gets(path))))
			for b.Loop() {
				s.visitor().gets(path)
			}
		})
	}
}

func TestRowsWithCommentsStandUnderTheirDivisions(t *testing.T) {
	row := func(id string, level, comments int) provisionRow {
		return provisionRow{ID: id, Level: level, Division: id[0] == 'd', Label: id, Beside: besideRow{Count: comments}}
	}
	rows := []provisionRow{row("a0", 3, 1), row("d1", 3, 0), row("d1.1", 4, 0), row("a1", 5, 0), row("d1.2", 4, 0), row("a2", 5, 2), row("a3", 4, 1),
		row("d2", 3, 0), row("a4", 4, 0), row("d3", 3, 1), row("a5", 4, 0), row("d4", 3, 0)}
	got := strings.Join(each(commented(rows), func(r provisionRow) string { return r.ID }), " ")
	if want := "a0 d1 d1.2 a2 a3 d3"; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
}

func TestHeadingsGoDownByOneWhereSomeOfTheActIsLeftOut(t *testing.T) {
	levels := func(of ...int) []provisionRow {
		return each(of, func(n int) provisionRow { return provisionRow{Level: n} })
	}
	for _, tt := range []struct{ rows, want []provisionRow }{
		{levels(3, 4, 4, 3, 4), levels(3, 4, 4, 3, 4)}, // a chapter, its articles, another
		{levels(4, 4), levels(3, 3)},                   // the chapter is left out
		{levels(5, 3, 5), levels(3, 3, 4)},
		{nil, levels()},
	} {
		got := each(stepped(tt.rows), func(r provisionRow) int { return r.Level })
		want := each(tt.want, func(r provisionRow) int { return r.Level })
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("%v: %s", tt.rows, diff)
		}
	}
}

func TestTheTextIsDownloadedFromThePages(t *testing.T) {
	s := newSite(t)
	m := newMinistry(s, "MPROBA")
	m.debates("MPROBA")
	file := m.path("/versions/2/documents/act/1")
	link := `href="` + file + `" download>Преузмите текст</a>`
	u := s.visitor()
	for _, path := range []string{"", "/tekst/2"} {
		shows(t, u.gets("/sr-Cyrl/predmeti/"+m.ref+path), link)
	}
	shows(t, u.gets("/sr-Cyrl/predmeti/"+m.ref+"/tekst/2"), "data-print>Одштампајте</button>")
	if got := u.asks("GET", file, nil).want(200); string(got.body) != chapteredLaw {
		t.Errorf("got %q", got.body)
	}
	other := newMinistry(s, "MDRUGO")
	other.opens("MDRUGO", nil)
	hides(t, other.drafter.works().reads("/sr-Cyrl/predmeti/"+other.ref), "/versions/2/")
	shows(t, other.drafter.works().reads("/sr-Cyrl/predmeti/"+other.ref), other.path("/versions/1/documents/act/1"))
}
