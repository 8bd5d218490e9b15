package web

import (
	"fmt"
	"net/http"
	"slices"
	"strings"
	"testing"

	"github.com/rasprava/rasprava/internal/dossier"
)

// saves adds a version with a text.
func (m *ministry) saves(text string) {
	m.t.Helper()
	m.drafter.do("POST", m.path("/versions"), object{"reason": "own_initiative", "documents": []object{{"kind": "act", "name": "nacrt.txt", "content": text}}}).want(201)
}

// fifth is an article of its own kind, long enough to be known again.
const fifth = "Надзор над спровођењем овог закона врши министарство надлежно за послове државне управе преко управне инспекције."

func TestAProvisionIsFollowedThroughAllVersions(t *testing.T) {
	s := newSite(t)
	m := newMinistry(s, "MPROBA")
	m.opens("MPROBA", nil)
	edited := strings.Replace(second, "30", "20", 1)
	for _, text := range []string{
		law(first, second, third, fourth, fifth, last),
		law(first, edited, third, fourth, fifth, last),
		law(first, third, fourth, fifth, edited, last),
		law(first, third, fourth, fifth, edited, last+" Додато."),
		law(first, third, fourth, fifth, last+" Додато."),
	} {
		m.saves(text)
	}
	w := m.drafter.works()
	_, text, err := s.store.Package(t.Context(), m.drafter.id, dossier.Ref(m.ref), 2)
	if err != nil {
		t.Fatal(err)
	}
	at := "/predmeti/" + m.ref + "/odredba/" + text.Find("art_2").WID
	page := w.reads("/sr-Cyrl" + at)
	shows(t, page, "<del>30</del><ins>20</ins>", "премештено", "брисано", "без измене", "Раније: иза члана 1.", "одредбе више нема у тексту",
		"сопствена иницијатива предлагача", "<del>Орган одговара у року од 20 дана")
	places := []int{}
	for _, tag := range []string{`id="verzija-6"`, `id="verzija-5"`, `id="verzija-4"`, `id="verzija-3"`, `id="verzija-2"`} {
		places = append(places, strings.Index(page, tag))
	}
	if !slices.IsSorted(places) || places[0] < 0 {
		t.Errorf("the versions stand at %v, not the newest first", places)
	}
	shows(t, w.reads("/sr-Latn"+at), "Organ odgovara u roku od <del>30</del><ins>20</ins> dana", "premešteno")
	shows(t, w.reads("/en"+at), "moved", `lang="sr-Cyrl"`, "the provision is no longer in the text")
	r := w.opens("/sr-Cyrl/predmeti/" + m.ref + "/odredba/" + text.Find("art_2__para_1").WID).want(http.StatusSeeOther)
	if got := r.header.Get("Location"); got != "/sr-Cyrl"+at {
		t.Errorf("a paragraph leads to %s, want %s", got, at)
	}
	for _, bad := range []string{"/odredba/nema", "/odredba/art_1?do=x", "/odredba/art_1?do=0", "/odredba/%3Cb%3E"} {
		w.opens("/sr-Cyrl/predmeti/" + m.ref + bad).want(http.StatusNotFound)
	}
	s.visitor().asks("GET", "/sr-Cyrl"+at, nil).want(http.StatusNotFound)
}

// The public follows a provision through what is public, and learns of no other
// version.
func TestTheHistoryOfAProvisionHidesWhatIsNotPublic(t *testing.T) {
	s := newSite(t)
	m := newMinistry(s, "MPROBA")
	m.opens("MPROBA", nil)
	m.saves(strings.Replace(lawText, "30 дана", "25 дана", 1))
	m.publishes()
	m.publishes()
	at := "/sr-Cyrl/predmeti/" + m.ref + "/odredba/art_2"
	page := s.visitor().gets(at)
	shows(t, page, "прва објављена верзија текста", `id="verzija-2"`)
	hides(t, page, `id="verzija-1"`, "30 дана", "<del>30", "<ins>")
	shows(t, m.drafter.works().reads(at), `id="verzija-1"`, "<del>30</del><ins>25</ins>")
}

func TestALongHistoryIsShownInParts(t *testing.T) {
	s := newSite(t)
	m := newMinistry(s, "MPROBA")
	m.opens("MPROBA", nil)
	for i := range maxHistory + 2 {
		m.saves(law(first, fmt.Sprintf("Орган одговара у року од %d дана од дана пријема захтева странке.", 31+i)))
	}
	_, text, err := s.store.Package(t.Context(), m.drafter.id, dossier.Ref(m.ref), 3)
	if err != nil {
		t.Fatal(err)
	}
	at := "/sr-Cyrl/predmeti/" + m.ref + "/odredba/" + text.Find("art_2").WID
	w := m.drafter.works()
	page := w.reads(at)
	shows(t, page, `id="verzija-23"`, `id="verzija-4"`, at+"?do=3", "<del>32</del><ins>33</ins>")
	hides(t, page, `id="verzija-3"`, "Најновије верзије")
	older := w.reads(at + "?do=3")
	shows(t, older, `id="verzija-3"`, "Најновије верзије")
	hides(t, older, `id="verzija-4"`, "Раније верзије")
}
