package web

import (
	"net/http"
	"strconv"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/uuid"

	"github.com/rasprava/rasprava/internal/dossier"
	"github.com/rasprava/rasprava/internal/locale"
	"github.com/rasprava/rasprava/internal/store"
	"github.com/rasprava/rasprava/internal/store/storetest"
	"github.com/rasprava/rasprava/web/api"
)

// answers answers a comment by its number in the round.
func (m *ministry) answers(round string, number int, outcome, reasons string, more ...object) {
	m.t.Helper()
	for _, c := range m.heard(round) {
		if c.Number != number {
			continue
		}
		in := object{"version": 0, "outcome": outcome, "reasons": reasons}
		for _, o := range more {
			for k, v := range o {
				in[k] = v
			}
		}
		m.drafter.do("PUT", "/api/v1/comments/"+c.ID+"/answer", in).want(200)
		return
	}
	m.t.Fatalf("there is no comment number %d", number)
}

// heard lists the comments of a round as the drafter sees them.
func (m *ministry) heard(round string) []numbered {
	m.t.Helper()
	return as[struct{ Items []numbered }](m.drafter.do("GET", "/api/v1/rounds/"+round+"/comments", nil).want(200)).Items
}

type numbered struct {
	ID     string
	Number int
}

func TestWhatWasSaidIsListed(t *testing.T) {
	s := newSite(t)
	m := newMinistry(s, "MPROBA")
	round := m.debates("MPROBA")
	m.shows("explanatory_memorandum")
	at := "/predmeti/" + m.ref + "/komentari"
	shows(t, s.visitor().gets("/sr-Cyrl"+at), "Још нико није послао коментар", "/komentar\"")
	s.says(round, object{"kind": "change", "body": "Рок је предуг за странке.", "provision": "art_2__para_1", "proposed_text": "Орган одговара у року од 15 дана.", "quote": object{"exact": "30 дана"}})
	s.says(round, object{"kind": "question", "body": "Ко <b>одлучује</b> о жалби?", "provision": "art_3"})
	s.says(round, object{"kind": "support", "body": "Подржавам закон.", "document": "act"})
	s.says(round, object{"kind": "remark", "body": "Образложење је кратко.", "document": "explanatory_memorandum"})
	page := s.visitor().gets("/sr-Cyrl" + at)
	shows(t, page, "4 коментара", "Ђурђа Примерић", "Орган одговара у року од", "<del>30</del>", "<ins>15</ins>", "Ко &lt;b&gt;одлучује&lt;/b&gt; о жалби?", "без одговора", "расправа траје", "Члан 2. став 1.", "Образложење")
	for query, want := range map[string][]int{
		"?vrsta=question": {2}, "?odredba=art_2": {1}, "?odredba=-": {3}, "?odredba=dokument.explanatory_memorandum": {4}, "?dokument=explanatory_memorandum": {4},
		"?q=zalbi": {2}, "?q=4": {4}, "?autor=citizen": {1, 2, 3, 4}, "?autor=organisation": {}, "?ishod=unanswered": {1, 2, 3, 4}, "?ishod=accepted": {}, "?vrsta=nesto": {}, "?ishod=x": {}, "?autor=neko": {}, "?dokument=nema": {}, "?vrsta=%D1%80%D0%B5%D1%87": {},
		"?odredba=" + strings.Repeat("x", 300): {}, "?odredba=nema": {}, "?q=%22%27%3C": {},
	} {
		page := s.visitor().gets("/sr-Cyrl" + at + query)
		var got []int
		for n := range 4 {
			if strings.Contains(page, "komentari/"+strconv.Itoa(n+1)+"?krug=1\">коментар") {
				got = append(got, n+1)
			}
		}
		if len(got) != len(want) || len(got) > 0 && got[0] != want[0] {
			t.Errorf("%s: got %v, want %v", query, got, want)
		}
	}
	shows(t, s.visitor().gets("/sr-Cyrl"+at+"?autor=91000099"), `<option value="91000099" selected>`, "Прикажите све")
	shows(t, s.visitor().gets("/sr-Cyrl"+at+"?dokument=act"), `<option value="dokument.act" selected>Нацрт закона</option>`)
	shows(t, s.visitor().gets("/sr-Cyrl"+at+"?vrsta=nesto"), `<option value="nesto" selected>`, "Прикажите све")
	shows(t, s.visitor().gets("/sr-Latn"+at+"?autor=organisation"), "Nijedan komentar ne odgovara ovim uslovima", "krug=1\">Prikažite sve")
	m.answers(round, 1, "partly_accepted", "Рок се скраћује на 20 дана.")
	hides(t, s.visitor().gets("/sr-Cyrl"+at), "Рок се скраћује")
	m.closes()
	shows(t, s.visitor().gets("/sr-Cyrl"+at+"?ishod=partly_accepted"), "Рок се скраћује на 20 дана.", "делимично прихваћено", "Приказује се 1 коментар.")
	one := s.visitor().gets("/sr-Cyrl" + at + "/1?krug=1")
	shows(t, one, "Коментар број 1", "Рок се скраћује на 20 дана.", "/komentari/2?krug=1")
	hides(t, one, "/odgovori")
	shows(t, m.drafter.works().reads("/en"+at+"/2"), "Comment number 2", "/odgovori?krug=1&amp;komentar=2", "has no answer yet")
	for _, path := range []string{"/9", "/0", "/x", "/1?krug=9", "?krug=9", "/99999999999"} {
		s.visitor().asks("GET", "/sr-Cyrl"+at+path, nil).want(http.StatusNotFound)
	}
}

func TestALongListOfCommentsIsPaged(t *testing.T) {
	s := newSite(t)
	m := newMinistry(s, "MPROBA")
	round := m.consults("MPROBA")
	for i := range commentsOnList + 1 {
		s.public().submits(round, uuid.NewString(), letter("Коментар по реду "+strconv.Itoa(i+1)+".")).want(201)
	}
	at := "/predmeti/" + m.ref + "/komentari"
	page := s.visitor().gets("/sr-Cyrl" + at)
	if strings.Count(page, "class=\"c1\"") != commentsOnList || !strings.Contains(page, "posle=") {
		t.Fatalf("got %d comments on the first page", strings.Count(page, "class=\"c1\""))
	}
	_, rest, _ := strings.Cut(page, "posle=")
	cursor, _, _ := strings.Cut(rest, "\"")
	page = s.visitor().gets("/sr-Cyrl" + at + "?krug=1&posle=" + cursor)
	shows(t, page, "Коментар по реду 26.", "Почетак списка")
	if strings.Count(page, "class=\"c1\"") != 1 {
		t.Errorf("got %d comments on the second page", strings.Count(page, "class=\"c1\""))
	}
}

func TestADossierWithoutADebateSaysSo(t *testing.T) {
	s := newSite(t)
	m := newMinistry(s, "MPROBA")
	m.opens("MPROBA", nil)
	shows(t, m.drafter.works().reads("/sr-Cyrl/predmeti/"+m.ref+"/komentari"), "још није вођена расправа")
	for l, want := range map[locale.Lang]string{locale.SrLatn: "još nije vođena rasprava", locale.En: "no consultation on this dossier yet"} {
		shows(t, m.drafter.works().reads("/"+string(l)+"/predmeti/"+m.ref+"/komentari"), want)
	}
}

// TestWhoCollectedACommentStandsBesideIt brings a comment in a file of an organisation:
// everybody reads of whom it is, and who collected it.
func TestWhoCollectedACommentStandsBesideIt(t *testing.T) {
	s := newSite(t)
	m := newMinistry(s, "MPROBA")
	round := m.debates("MPROBA")
	s.visitor().sendsOne(t, m.ref)
	err := s.store.AddOrganisation(t.Context(), store.Organisation{RegisterNo: "91000077", Name: "Савез <проба>", Kind: "association"})
	if err != nil {
		t.Fatal(err)
	}
	storetest.Ministry(t, s.store, "MPOSLOVI")
	by, err := s.store.Collector(t.Context(), storetest.Person(t, s.store, "Оператор", "MPOSLOVI operator"), "91000077")
	if err != nil {
		t.Fatal(err)
	}
	said := dossier.Submission{Author: dossier.Author{Kind: dossier.Anonymous}, Lang: "sr-Cyrl", Comments: []dossier.NewComment{{Document: dossier.ActDocument, Kind: dossier.Remark, Body: "Рок је предуг."}}}
	sent, err := s.store.NewIntake(t.Context(), 1).Submit(t.Context(), store.Delivery{Round: round, Key: "import/1", Submission: said, Collector: &by})
	if err != nil {
		t.Fatal(err)
	}
	const words, name = "Прикупила организација:", "Савез &lt;проба&gt;"
	list := s.visitor().gets("/sr-Cyrl/predmeti/" + m.ref + "/komentari")
	if n := strings.Count(list, words); n != 1 {
		t.Errorf("the list says it of %d comments, want one", n)
	}
	for path, want := range map[string]bool{"/komentari/1": false, "/komentari/2": true} {
		if page := s.visitor().gets("/sr-Cyrl/predmeti/" + m.ref + path); strings.Contains(page, words) != want {
			t.Errorf("%s says it: %v, want %v", path, !want, want)
		}
	}
	shows(t, s.visitor().gets("/sr-Cyrl/potvrde/"+sent.ReceiptNo), words, name)
	shows(t, s.visitor().gets("/en/predmeti/"+m.ref+"/komentari/2"), "Collected by the organisation:", name)
	told := map[int]string{}
	for _, c := range as[struct{ Items []api.Comment }](s.public().do("GET", "/api/v1/rounds/"+round+"/comments", nil).want(200)).Items {
		told[c.Number] = c.CollectedBy
	}
	if diff := cmp.Diff(map[int]string{1: "", 2: "Савез <проба>"}, told); diff != "" {
		t.Errorf("the interface says (-want +got):\n%s", diff)
	}
}
