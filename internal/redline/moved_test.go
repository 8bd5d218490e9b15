package redline

import (
	"archive/zip"
	"bytes"
	"io"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/rasprava/rasprava/internal/act"
)

const (
	booksAct = `ЗАКОН О ЧИТАОНИЦАМА
Члан 1.
Читаоница води књигу чланова у електронском облику, стара се о њеној тачности и чува је трајно.
Подаци из књиге чланова доступни су сваком члану без накнаде, а извод из књиге издаје се најкасније у року од петнаест дана од дана када је члан то тражио.
Члан 2.
Члан се у књигу уписује на основу приступнице коју својеручно потписује и предаје управнику читаонице.
Приступница садржи:
1) име и презиме члана, као и име родитеља или старатеља малолетног члана;
2) области из којих члан жели да чита књиге;
3) адресу пребивалишта члана.
Члан 3.
Правила читаонице садрже:
1) услове под којима се књиге издају члановима;
2) начин на који се враћају књиге.
`
	booksMoved = `ЗАКОН О ЧИТАОНИЦАМА
Члан 1.
Читаоница води књигу чланова у електронском облику, стара се о њеној тачности и чува је трајно.
Члан 2.
Члан се у књигу уписује на основу приступнице коју својеручно потписује и предаје управнику читаонице.
Приступница садржи:
1) име и презиме члана, као и име родитеља или старатеља малолетног члана;
2) адресу пребивалишта члана.
Подаци из књиге чланова доступни су сваком члану без накнаде, а извод из књиге издаје се најкасније у року од осам дана од дана када је члан то тражио.
Члан 3.
Правила читаонице садрже:
1) области из којих члан жели да чита књиге;
2) услове под којима се књиге издају члановима;
3) начин на који се враћају књиге.
`
)

func TestWhatMovedInsideArticlesIsShownInATerminal(t *testing.T) {
	old, new, r := compareActs(t, booksAct, booksMoved)
	checkRedline(t, old, new, r)
	want := `измењено 3
речи +1 −1
· Тачка 3) члана 2. став 2. сада је тачка 2).
· Тач. 1) и 2) члана 3. сада су тач. 2) и 3).
· Ставови и тачке: премештено 2.

== Члан 1.: став 2. премештен у члан 2 (+0 −0)
…електронском облику, стара се о њеној тачности и чува је трајно.
[→ премештено у члан 2. став 3: Подаци из књиге чланова доступни су сваком члану без накнаде…најкасније у року од петнаест дана од дана када је члан то тражио.]

== Члан 2.: измењено, тачка 2) става 2. премештена у члан 3, став 3. премештен из члана 1 (+1 −1)
…презиме члана, као и име родитеља или старатеља малолетног члана;
[→ премештено у члан 3. тачка 1): 2) области из којих члан жели да чита књиге;]
[-3-]{+2+}) адресу пребивалишта члана.
[← премештено из члана 1. став 2: …без накнаде, а извод из књиге издаје се најкасније у року од [-петнаест-]{+осам+} дана од дана када је члан то тражио.]

== Члан 3.: тачка 1) премештена из члана 2 (+0 −0)
Члан 3.
Правила читаонице садрже:
[← премештено из члана 2. став 2. тачка 2): [-2-]{+1+}) области из којих члан жели да чита књиге;]
[-1-]{+2+}) услове под којима се књиге издају члановима;
[-2-]{+3+}) начин на који се враћају књиге.
`
	if diff := cmp.Diff(want, r.Text("")); diff != "" {
		t.Errorf("want -, got +:\n%s", diff)
	}
	if got := r.Summary.Articles; got.Edited != 3 {
		t.Errorf("got %+v", got)
	}
	for lang, want := range map[string][2]string{
		"sr-Latn": {"== Члан 3.: tačka 1) premeštena iz člana 2", "· Stavovi i tačke: premešteno 2."},
		"en":      {"== Члан 1.: paragraph 2 moved to article 2", "· Paragraphs and points: moved 2."},
		"hr":      {"== Члан 2.: izmijenjeno, točka 2) stavka 2. premještena u članak 3., stavak 3. premješten iz članka 1.", "· Stavci i točke: premješteno 2."},
	} {
		for _, line := range want {
			if !strings.Contains(r.Text(lang), line) {
				t.Errorf("in %s there is no %q in\n%s", lang, line, r.Text(lang))
			}
		}
	}
	for _, want := range []string{"[→ moved to article 2 paragraph 3: ", "[← moved from article 2 paragraph 2 point 2: "} {
		if !strings.Contains(r.Text("en"), want) {
			t.Errorf("in English there is no %q", want)
		}
	}
	if want := "[← premešteno iz člana 2. stav 2. tačka 2): "; !strings.Contains(r.Text("sr-Latn"), want) {
		t.Errorf("in Latin there is no %q", want)
	}
}

func TestAMoveStandsInBothItsPlaces(t *testing.T) {
	article := func(n string, paragraphs ...string) string {
		return "Члан " + n + ".\n" + strings.Join(paragraphs, "\n") + "\n"
	}
	const (
		head  = "ЗАКОН О ЧИТАОНИЦАМА\n"
		open  = "Читаоница је отворена сваког радног дана од осам до двадесет часова."
		quiet = "У читаоници се поштује тишина, а разговор се води у посебној просторији."
		fee   = "Чланарина се плаћа унапред за целу календарску годину, у благајни читаонице."
		lost  = "За изгубљену књигу члан плаћа накнаду у висини њене набавне вредности."
		lend  = "Књига се позајмљује на рок од тридесет дана, који се може једном продужити."
		hours = "Радно време читаонице утврђује управник, на предлог већа чланова, најкасније до краја текуће године за наредну годину."
		rooms = "Читаоница има општу салу, салу за децу и просторију у којој се одржавају књижевне вечери и предавања."
		staff = "Запослени у читаоници дужни су да члановима помогну при избору књига и коришћењу каталога."
		keys  = "Кључеве од збирки старих и ретких књига чува управник, који о њима води посебан дневник."
		guard = "Надзор над радом читаонице врши министарство надлежно за послове културе."
	)
	points := "Члан има право да:\n1) позајми највише пет књига одједном из сваке збирке;\n2) користи рачунаре читаонице за учење и рад;\n3) предложи набавку нове књиге управнику читаонице."
	first := func(paragraphs ...string) string {
		return head + article("1", append([]string{hours, rooms}, paragraphs...)...)
	}
	second := func(paragraphs ...string) string {
		return article("2", append([]string{staff, keys}, paragraphs...)...)
	}
	tests := []struct {
		name, old, new string
		moves          []string
	}{
		{"inside one article, to its end", first(open, quiet, fee), first(quiet, fee, open),
			[]string{"art_1__para_3>art_1__para_5"}},
		{"inside one article, from its end", first(quiet, fee, open), first(open, quiet, fee),
			[]string{"art_1__para_5>art_1__para_3"}},
		{"two paragraphs, each from the end of its article to that of the other one", first(open, quiet) + second(fee, lost), first(open, lost) + second(fee, quiet),
			[]string{"art_2__para_4>art_1__para_4", "art_1__para_4>art_2__para_4"}},
		{"two paragraphs beside each other", first(open, quiet, lost) + second(fee), first(open) + second(quiet, lost, fee),
			[]string{"art_1__para_4>art_2__para_3", "art_1__para_5>art_2__para_4"}},
		{"into an article that is new", first(open, quiet, lost) + article("2", guard), first(open, quiet) + second(lend, fee, lost) + article("3", guard),
			[]string{"art_1__para_5>art_2__para_5"}},
		{"a list with its points, one of which is elsewhere now", first(points) + second(fee, "Управник:\n1) води читаоницу и одговара за њен рад;\n2) чува збирке."),
			first() + second(fee, "Управник:\n1) води читаоницу и одговара за њен рад;\n2) користи рачунаре читаонице за учење и рад;\n3) чува збирке.",
				strings.Replace(strings.Replace(points, "2) користи рачунаре читаонице за учење и рад;\n", "", 1), "3)", "2)", 1)),
			[]string{"art_1__para_3__point_2>art_2__para_4__point_2", "art_1__para_3>art_2__para_5"}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			old, new, r := compareActs(t, tt.old, tt.new)
			var got []string
			for _, m := range r.Moves {
				got = append(got, m.Old+">"+m.New)
			}
			if diff := cmp.Diff(tt.moves, got); diff != "" {
				t.Errorf("moves: want -, got +:\n%s", diff)
			}
			checkRedline(t, old, new, r)
			document := documentOf(t, checkTracked(t, r, old, new))
			for k := range r.Moves {
				name := (&insideMoves{}).name(k + 1)
				if n := strings.Count(document, `w:name="`+name+`"`); n != 2 {
					t.Errorf("Word has %s %d times, want it at two places", name, n)
				}
			}
			p := readPage(t, r.Page(""))
			for link := range p.links {
				if !p.ids[link] {
					t.Errorf("a link leads to #%s, which is not there", link)
				}
			}
			if len(p.blockInside) > 0 {
				t.Errorf("an ins or del holds %v", p.blockInside)
			}
			if told := strings.Count(r.Overview().Text(), "[премештено "); told != 2*len(tt.moves) {
				t.Errorf("the overview tells of moves %d times, want %d", told, 2*len(tt.moves))
			}
		})
	}
}

// documentOf returns the main part of a Word document.
func documentOf(t *testing.T, src []byte) string {
	t.Helper()
	z, err := zip.NewReader(bytes.NewReader(src), int64(len(src)))
	if err != nil {
		t.Fatal(err)
	}
	f, err := z.Open("word/document.xml")
	if err != nil {
		t.Fatal(err)
	}
	data, err := io.ReadAll(f)
	if err != nil {
		t.Fatal(err)
	}
	return string(data)
}

func TestTheWordsOfAMoveAreThoseThatChanged(t *testing.T) {
	_, _, r := compareActs(t, booksAct, booksMoved)
	if want := (Words{Inserted: 1, Deleted: 1}); r.Summary.Words != want {
		t.Errorf("got %+v, want %+v", r.Summary.Words, want)
	}
	if len(r.Moves) != 2 || !r.Moves[0].Edited || r.Moves[1].Edited || r.Moves[0].Old != "art_1__para_2" {
		t.Errorf("got %+v", r.Moves)
	}
}

func TestAnalysisTellsOfMovedParagraphs(t *testing.T) {
	old, new, r := compareActs(t, booksAct, booksMoved)
	out, err := r.AKN(old, new, act.Work{}, act.Work{})
	if err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{`refersTo="#move"`, `<new href="#art_2__para_3"/>`, `#art_1__para_2"/>`, "<del>петнаест</del>"} {
		if !strings.Contains(string(out), want) {
			t.Errorf("there is no %q", want)
		}
	}
	if strings.Contains(string(out), "<del>Подаци из књиге") {
		t.Error("what was moved is told as deleted")
	}
}

func TestOfficeKeepsMovedParagraphs(t *testing.T) {
	for _, pair := range [][2]string{{booksAct, booksMoved}, {booksMoved, booksAct}} {
		old, new, r := compareActs(t, pair[0], pair[1])
		if len(r.Moves) != 2 {
			t.Errorf("got %d moves, want two", len(r.Moves))
		}
		checkOffice(t, r, old, new)
	}
}

func TestParagraphsThatMoveAtRandomAreTracked(t *testing.T) {
	moves := 0
	for seed := range uint64(60) {
		r := rand.New(rand.NewPCG(seed, 911))
		d := randomDraft(r, 4+r.IntN(6))
		for k := range d {
			for range 1 + r.IntN(4) {
				d[k].paras = append(d[k].paras, randomSentence(r)+" "+randomSentence(r))
			}
		}
		next := d.clone()
		for range 1 + r.IntN(6) {
			k, to := r.IntN(len(next)), r.IntN(len(next))
			if len(next[k].paras) < 2 {
				continue
			}
			at := r.IntN(len(next[k].paras))
			para := next[k].paras[at]
			next[k].paras = slices.Delete(slices.Clone(next[k].paras), at, at+1)
			next[to].paras = slices.Insert(slices.Clone(next[to].paras), r.IntN(len(next[to].paras)+1), para)
		}
		old, new, red := compareActs(t, d.text(), next.text())
		moves += len(red.Moves)
		checkRedline(t, old, new, red)
		checkTracked(t, red, old, new)
	}
	if moves < 60 {
		t.Errorf("only %d paragraphs moved: the test is of nothing", moves)
	}
}

// The longer paragraph of an article goes to the next one, which is shorter than it: both articles stand, and nothing was split or removed.
func TestAParagraphThatIsLongerThanTheArticleItCameToSplitsNothing(t *testing.T) {
	const short, long, next = "Читаоница води именик читалаца непрекидно.",
		"Старешина доставља извештај о раду општинској управи до краја јануара текуће године за претходну годину.",
		"Књиге се издају само уписаним лицима."
	_, _, r := compareActs(t, chamber(facilities[3], facilities[2], short+"\n"+long, next), chamber(facilities[3], facilities[2], short, next+"\n"+long))
	for i := range r.Changes {
		if ch := &r.Changes[i]; ch.Split() || ch.Merged() || ch.Added() || ch.Removed() {
			t.Errorf("%v became %v", ch.Old, ch.New)
		}
	}
	if len(r.Moves) != 1 || r.Moves[0].Old != "art_2__para_2" || r.Moves[0].New != "art_3__para_2" {
		t.Errorf("got the moves %+v, want article 2 paragraph 2 in article 3", r.Moves)
	}
}
