package web

import (
	"net/http"
	"net/url"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/rasprava/rasprava/internal/dossier"
	"github.com/rasprava/rasprava/internal/locale"
	"github.com/rasprava/rasprava/internal/store"
)

func TestAnArticleIsEditedInPlace(t *testing.T) {
	s := newSite(t)
	m := newMinistry(s, "MPROBA")
	m.opens("MPROBA", nil)
	prep := "/sr-Cyrl/predmeti/" + m.ref + "/priprema"
	at := prep + "/tekst/art_2"
	w := m.drafter.works()
	shows(t, w.reads(prep), `href="`+prep+`/tekst"`)
	shows(t, w.reads(prep+"/tekst"), `href="`+at+`"`, "Члан 3.", "Ово је текст верзије 1.")
	page := w.reads(at)
	shows(t, page, "Орган одговара у року од 30 дана.</textarea>", "Нема измена.", "Члан 1.", `hx-post="`+at+`"`)

	typed := strings.Replace("Члан 2.\nОрган одговара у року од 30 дана.", "30", "20", 1)
	tried := w.sends(at, hidden(page, "tekst", typed, "radnja", "prikaz")).want(http.StatusOK)
	shows(t, string(tried.body), "<del>30</del><ins>20</ins>", "у року од 20 дана.</textarea>", `role="status">&#43;1 −1`)
	hides(t, w.reads(prep), "Припремате верзију")
	w.sends(at, hidden(page, "tekst", "Члан 2.\nОрган одговара у року од 30 дана.")).want(http.StatusSeeOther) // nothing was typed
	shows(t, w.reads(at), "Нема измена.")

	mixed := w.sends(at, hidden(page, "tekst", strings.Replace(typed, "рок", "pок", 1), "radnja", "prikaz")).want(http.StatusOK)
	shows(t, string(mixed.body), "Ред 2:", "помешана су ћирилична и латинична слова", "1 упозорење.")
	extra := w.sends(at, hidden(page, "tekst", typed+"\n\nЧлан 4.\nВлада ближе уређује образац.", "radnja", "prikaz")).want(http.StatusOK)
	shows(t, string(extra.body), "ново", "<ins>Влада ближе уређује образац.</ins>", "Проверите")

	form := hidden(page, "tekst", typed)
	saved := w.sends(at, form).want(http.StatusSeeOther)
	if got := saved.header.Get("Location"); got != at {
		t.Errorf("saving leads to %s, want %s", got, at)
	}
	shows(t, w.reads(at), "Сачувано у припреми верзије 2.", "<del>30</del><ins>20</ins>", "Члан 1.")
	back := w.sends(at, hidden(w.reads(at), "tekst", "Члан 2.\nОрган одговара у року од 30 дана.", "radnja", "prikaz")).want(http.StatusOK)
	shows(t, string(back.body), "Одредба је опет онаква каква је у верзији 1.")
	w.sends(at, form).want(http.StatusSeeOther)                                                    // sent twice
	w.sends(at, hidden(page, "tekst", "Члан 2.\nОрган одговара одмах.")).want(http.StatusConflict) // from another tab
	shows(t, w.reads(prep), "Припремате верзију 2", "измењен 1 члан", "nacrt.txt")
	shows(t, w.reads(prep+"/tekst"), "Ово је текст верзије коју припремате.", "измењено")
	shows(t, m.preparer.works().reads(at), "у року од 30 дана.</textarea>")

	w.sends(prep+"/verzija", hidden(w.reads(prep), "razlog", "own_initiative")).want(http.StatusSeeOther)
	shows(t, w.reads("/sr-Cyrl/predmeti/"+m.ref+"/izmene?od=1&do=2&odredba=art_2"), "<del>30</del><ins>20</ins>")
	shows(t, w.reads("/sr-Latn/predmeti/"+m.ref+"/priprema/tekst/art_2"), `lang="sr-Cyrl"`, "у року од 20 дана.</textarea>", "Sačuvajte u pripremi")
	shows(t, w.reads("/en/predmeti/"+m.ref+"/priprema/tekst/art_2"), "Save in what is prepared")
}

func TestTheSecondOfTwoEditorsIsToldAndKeepsTheirText(t *testing.T) {
	s := newSite(t)
	m := newMinistry(s, "MPROBA")
	m.opens("MPROBA", nil)
	prep := "/sr-Cyrl/predmeti/" + m.ref + "/priprema"
	at := prep + "/tekst/art_2"
	a, b := m.drafter.works(), m.preparer.works()
	mine := hidden(b.reads(at), "tekst", "Члан 2.\nОрган одговара у року од 10 дана.")
	a.sends(at, hidden(a.reads(at), "tekst", "Члан 2.\nОрган одговара у року од 20 дана.")).want(http.StatusSeeOther)
	a.sends(prep+"/verzija", hidden(a.reads(prep), "razlog", "own_initiative")).want(http.StatusSeeOther)

	told := b.sends(at, mine).want(http.StatusConflict)
	shows(t, string(told.body), "Неко други је у међувремену сачувао верзију 2.", "у року од 10 дана.</textarea>", "Ваш текст према тексту који сада важи",
		"<del>20</del><ins>10</ins>", "/izmene?do=2&amp;od=1&amp;odredba=art_2")
	hides(t, b.reads(prep), "Припремате верзију")
	b.sends(at, hidden(string(told.body), "tekst", "Члан 2.\nОрган одговара у року од 10 дана.")).want(http.StatusSeeOther)
	shows(t, b.reads(prep), "Припремате верзију 3")
}

func TestEditsGoOverToTheVersionThatCameMeanwhile(t *testing.T) {
	s := newSite(t)
	m := newMinistry(s, "MPROBA")
	m.opens("MPROBA", nil)
	prep := "/sr-Cyrl/predmeti/" + m.ref + "/priprema"
	at := prep + "/tekst/art_2"
	w := m.drafter.works()
	w.sends(at, hidden(w.reads(at), "tekst", "Члан 2.\nОрган одговара у року од 10 дана.")).want(http.StatusSeeOther)
	m.saves(strings.Replace(lawText, "уређује се проба", "уређују се проба и надзор", 1))
	page := w.reads(prep)
	shows(t, page, "неко други је сачувао верзију 2", "Пренесите своје измене у нови текст", `action="`+prep+`/prenos"`)
	w.sends(prep+"/prenos", url.Values{}).want(http.StatusSeeOther)
	page = w.reads(prep)
	shows(t, page, "Ваше измене сада стоје у тексту најновије верзије.", "измењен 1 члан")
	hides(t, page, "Пренесите своје измене")
	w.sends(prep+"/prenos", url.Values{}).want(http.StatusSeeOther)
	m.saves(strings.Replace(lawText, "30 дана", "25 дана", 1))
	both := w.sends(prep+"/prenos", url.Values{}).want(http.StatusConflict)
	shows(t, string(both.body), "У верзији 3 измењене су исте одредбе које мењате и Ви: Члан 2. Ништа није пренето")
	latin := w.sends(strings.Replace(prep, "sr-Cyrl", "sr-Latn", 1)+"/prenos", url.Values{}).want(http.StatusConflict)
	shows(t, string(latin.body), "menjate i Vi: Član 2. Ništa nije preneto")
	w.sends(prep+"/verzija", hidden(w.reads(prep), "razlog", "own_initiative")).want(http.StatusSeeOther)
	shows(t, w.reads("/sr-Cyrl/predmeti/"+m.ref+"/tekst/4"), "у року од 10 дана")
}

func TestOnlyWhoMayAddAVersionEditsItsText(t *testing.T) {
	s := newSite(t)
	m := newMinistry(s, "MPROBA")
	m.opens("MPROBA", nil)
	prep := "/sr-Cyrl/predmeti/" + m.ref + "/priprema"
	for _, path := range []string{"/tekst", "/tekst/art_2"} {
		if got := m.first.works().opens(prep + path).status; got != http.StatusForbidden {
			t.Errorf("%s: a signer is answered %d", path, got)
		}
		if got := s.visitor().asks("GET", prep+path, nil).status; got != http.StatusSeeOther && got != http.StatusUnauthorized {
			t.Errorf("%s: the public is answered %d", path, got)
		}
	}
	m.first.works().sends(prep+"/tekst/art_2", url.Values{"tekst": {"Члан 2.\nИзмена."}}).want(http.StatusForbidden)
	m.first.works().sends(prep+"/prenos", url.Values{}).want(http.StatusForbidden)
	m.drafter.works().opens(prep + "/tekst/nema").want(http.StatusNotFound)
	staged, err := s.store.Staged(t.Context(), m.first.id, dossier.Ref(m.ref))
	if err == nil || staged.Act != nil {
		t.Errorf("a signer staged %+v", staged.Act)
	}
}

func TestWhileARoundIsOpenNothingIsEdited(t *testing.T) {
	s := newSite(t)
	m := newMinistry(s, "MPROBA")
	m.consults("MPROBA")
	at := "/sr-Cyrl/predmeti/" + m.ref + "/priprema/tekst/art_2"
	w := m.drafter.works()
	page := w.reads(at)
	hides(t, page, "Сачувајте у припреми")
	w.sends(at, hidden(page, "tekst", "Члан 2.\nИзмена.")).want(http.StatusUnprocessableEntity)
	hides(t, w.reads("/sr-Cyrl/predmeti/"+m.ref+"/priprema/tekst"), `href="`+at+`"`)
}

func TestAnEditTellsOfReferencesThatItLeavesPointingElsewhere(t *testing.T) {
	const list, cites = "Орган одлучује о захтеву у року од осам дана.\n\nО одлуци обавештава странку.", "Жалба на одлуку из члана 1. став 1. овог закона подноси се министарству."
	w := store.WorkingText{Act: parsed(t, law(list, second, cites))}
	tests := []struct {
		name, text string
		want       []string
		said       string
	}{
		{"a paragraph before the one that is named", "Члан 1.\nОрган води списак захтева и чува га трајно.\n" + strings.ReplaceAll(list, "\n\n", "\n"),
			[]string{"Члан 3. став 1: „члана 1. став 1. овог закона” не упућује више на исту одредбу; она на коју је упућивало сада је члан 1. став 2."}, "1 упозорење."},
		{"another word", "Члан 1.\n" + strings.Replace(strings.ReplaceAll(list, "\n\n", "\n"), "осам", "десет", 1), nil, "речи."},
		{"the article is gone, of which warnings tell", "", nil, "2 упозорења."},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			e, err := w.Edit(w.Act.Find("art_1").WID, tt.text)
			if err != nil {
				t.Fatal(err)
			}
			shown := reader(locale.SrCyrl).editShown(store.DossierView{}, w, e)
			if diff := cmp.Diff(tt.want, shown.Astray); diff != "" {
				t.Errorf("astray (-want +got):\n%s", diff)
			}
			if !strings.HasSuffix(shown.Said, tt.said) {
				t.Errorf("said: got %q, want it to end with %q", shown.Said, tt.said)
			}
		})
	}
}
