package web

import (
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/rasprava/rasprava/internal/dossier"
	"github.com/rasprava/rasprava/internal/locale"
	"github.com/rasprava/rasprava/internal/store"
	"github.com/rasprava/rasprava/internal/store/storetest"
	"github.com/rasprava/rasprava/web/api"
)

// carries brings a dossier over its debate to the next version of its text, and
// carries there what was said.
func (m *ministry) carries() (receipts []string) {
	m.t.Helper()
	round := m.debates("MPROBA")
	receipts = append(receipts, m.says(round, object{"kind": "remark", "body": "Рок је предуг.", "provision": "art_2__para_1", "quote": object{"exact": "у року од 30 дана"}}))
	m.says(round, object{"kind": "remark", "body": "Ко то одговара?", "provision": "art_2", "quote": object{"exact": "Орган одговара"}})
	storetest.Exec(m.t, m.store, `UPDATE comments SET provision = 'art_1' WHERE body = 'Ко то одговара?'`) // taken in before quotes were asked about
	receipts = append(receipts, m.says(round, object{"kind": "remark", "body": "Пререкаће се.", "provision": "art_3", "quote": object{"exact": "осмог дана од дана објављивања"}}))
	m.says(round, object{"kind": "support", "body": "Подржавам.", "document": "act"})
	m.closes()
	next := strings.NewReplacer("30 дана", "20 дана", "осмог дана од дана објављивања", "првог јануара").Replace(chapteredLaw)
	m.drafter.do("POST", m.path("/versions"), object{"reason": "comments", "documents": []object{{"kind": "act", "name": "nacrt.txt", "content": next}}}).want(201)
	return receipts
}

func (m *ministry) carry() {
	m.t.Helper()
	_, err := m.store.CarryComments(m.t.Context(), dossier.CarryInput{Ref: dossier.Ref(m.ref)}, func(dossier.CarryResult) {})
	if err != nil {
		m.t.Fatal(err)
	}
}

func TestWhatBecameOfCommentsIsShownAndDecided(t *testing.T) {
	s := newSite(t)
	m := newMinistry(s, "MPROBA")
	receipts := m.carries()
	base := "/predmeti/" + m.ref
	w := m.drafter.works()
	shows(t, w.reads("/sr-Cyrl"+base+"/komentari"), "4 се још преносе.")
	m.carry()
	list := w.reads("/sr-Cyrl" + base + "/komentari")
	shows(t, list, "2 пренета, код 1 је текст брисан, 1 чека да га погледате.", "Погледајте 1 коментар", "текст је измењен: чл", "у року од 20 дана",
		"брисан је у верзији 3", "Место у верзији 3 још није потврђено.")
	hides(t, list, "став 1..")
	shows(t, w.reads("/sr-Latn"+base+"/komentari"), "2 preneta, kod 1 je tekst brisan, 1 čeka da ga pogledate.")
	shows(t, w.reads("/en"+base+"/komentari"), "Comments in version 3: 2 carried, the text of 1 removed, 1 for you to look at.")
	shows(t, w.reads("/sr-Cyrl"+base+"/komentari/3"), "Текст на који се односи брисан је у верзији 3.", "/izmene?do=3&amp;izmena=art_3&amp;od=2", "погледајте измену")
	for _, path := range []string{"/izmene?od=2&do=3", "/priprema", "/odgovori"} {
		shows(t, w.reads("/sr-Cyrl"+base+path), "1 чека да га погледате")
	}
	hides(t, s.visitor().gets("/sr-Cyrl"+base+"/komentari"), "у верзији 3")
	for path, want := range map[string]string{base + "/tekst/2": "текст је измењен: члан 2. став 1.", base + "/tekst/2/art_2": "текст је измењен: члан 2. став 1.",
		"/potvrde/" + receipts[0]: "текст је измењен: члан 2. став 1.", "/potvrde/" + receipts[1]: "Текст на који се односи брисан је у верзији 3."} {
		shows(t, w.reads("/sr-Cyrl"+path), "У каснијој верзији", want)
		hides(t, s.visitor().gets("/sr-Cyrl"+path), "У каснијој верзији", "у верзији 3")
	}
	hides(t, w.reads("/sr-Cyrl"+base+"/tekst/3"), "У каснијој верзији")
	shows(t, w.reads("/sr-Cyrl/zadaci"), "Погледајте места коментара у верзији 3", "1 место није сигурно", "/mesta-komentara?verzija=3", "Чекају Вас 2 задатка.", `<span class="x">2</span>`)
	shows(t, w.reads("/en/zadaci"), "Look at the places of comments in version 3", "1 place is not certain")
	hides(t, m.first.works().reads("/sr-Cyrl/zadaci"), "места коментара")
	m.standsInAPI(m.drafter, []api.CommentPlace{{Version: 3, State: "edited", Provision: "art_2__para_1", Quote: "у року од 20 дана"}, {Version: 3, State: "candidate"},
		{Version: 3, State: "text_removed", Since: 3}, {Version: 3, State: "kept"}})
	m.standsInAPI(s.public(), make([]api.CommentPlace, 4))

	path := "/sr-Cyrl" + base + "/mesta-komentara"
	for _, l := range locale.Langs() {
		w.reads("/" + string(l) + base + "/mesta-komentara")
	}
	page := w.reads(path)
	shows(t, page, "Коментар број 2", "Ко то одговара?", "Орган одговара", "Члан 1.", "Члан 2. став 1.", "него у другој", `value="da"`, `value="ne"`)
	comment := m.heard(m.round())[1].ID
	s.visitor().asks("GET", path, nil).want(http.StatusSeeOther)
	m.first.works().opens(path).want(http.StatusForbidden)
	at := path + "?verzija=3"
	m.first.works().sends(at, url.Values{"komentar": {comment}, "prethodna": {"0"}, "odluka": {"da"}}).want(http.StatusForbidden)
	for name, form := range map[string]url.Values{
		"no answer":        {"komentar": {comment}, "prethodna": {"0"}},
		"no such comment":  {"komentar": {"x"}, "prethodna": {"0"}, "odluka": {"da"}},
		"a placed comment": {"komentar": {m.heard(m.round())[0].ID}, "prethodna": {"0"}, "odluka": {"da"}},
	} {
		r := w.sends(at, form)
		if r.status != http.StatusNotFound {
			t.Errorf("%s: %d", name, r.status)
		}
	}
	w.sends(at, url.Values{"komentar": {comment}, "prethodna": {"0"}, "odluka": {"da"}}).want(http.StatusSeeOther)
	page = w.reads(path)
	hides(t, w.reads("/sr-Cyrl/zadaci"), "места коментара")
	shows(t, page, "Место коментара број 2 је потврђено.", "место је потврђено", "Милица Нацртић", `value="ne"`)
	hides(t, page, `value="da"`)
	late := w.sends(at, url.Values{"komentar": {comment}, "prethodna": {"0"}, "odluka": {"ne"}}).want(http.StatusUnprocessableEntity)
	shows(t, string(late.body), "Неко други је одлучио о овом месту")
	shows(t, w.reads("/sr-Cyrl"+base+"/komentari"), "2 пренета, 1 премештен, код 1 је текст брисан.", "текст је премештен: члан 2. став 1.")
	w.sends(at, url.Values{"komentar": {comment}, "prethodna": {"1"}, "odluka": {"ne"}}).want(http.StatusSeeOther)
	shows(t, w.reads("/sr-Cyrl"+base+"/komentari"), "код 2 је текст брисан")
	w.opens(path + "?verzija=9").want(http.StatusNotFound)

	m.gives(m.first, "withdraw", object{"ground": "other", "reasons": "Одустаје се."}).want(http.StatusOK)
	page = w.reads(path)
	shows(t, page, "Предмет је окончан, па се места коментара више не потврђују.")
	hides(t, page, "одлучујете Ви", `value="ne"`)
}

// standsInAPI says where the comments of the round stand for a caller; the zero
// place: they are not told.
func (m *ministry) standsInAPI(c *caller, want []api.CommentPlace) {
	m.t.Helper()
	var got []api.CommentPlace
	for _, one := range as[api.CommentList](c.do("GET", "/api/v1/rounds/"+m.round()+"/comments", nil).want(http.StatusOK)).Items {
		if one.Stands == nil {
			one.Stands = &api.CommentPlace{}
		}
		got = append(got, *one.Stands)
	}
	if diff := cmp.Diff(want, got); diff != "" {
		m.t.Errorf("where comments stand (-want +got):\n%s", diff)
	}
}

func (m *ministry) round() string {
	m.t.Helper()
	rounds, _, err := m.store.Rounds(m.t.Context(), "", dossier.Ref(m.ref), "", store.Page{})
	if err != nil || len(rounds) == 0 {
		m.t.Fatalf("no round: %v", err)
	}
	return rounds[0].ID
}

func TestCountsOfCarriedCommentsAreInflected(t *testing.T) {
	r := store.CarryReport{No: 3, Kept: 214, Moved: 3, Removed: 9, Waiting: 2}
	for lang, want := range map[locale.Lang]string{
		locale.SrCyrl: "Коментари у верзији 3: 214 пренето, 3 премештена, код 9 је текст брисан, 2 чекају да их погледате.",
		locale.SrLatn: "Komentari u verziji 3: 214 preneto, 3 premeštena, kod 9 je tekst brisan, 2 čekaju da ih pogledate.",
		locale.En:     "Comments in version 3: 214 carried, 3 moved, the text of 9 removed, 2 for you to look at.",
	} {
		v := &visit{lang: lang, say: locale.For(lang)}
		got := v.carriedReport("2026-0001", r, true)
		if got.Text != want || got.Look != "/"+string(lang)+"/predmeti/2026-0001/mesta-komentara?verzija=3" {
			t.Errorf("%s: got %q, %q", lang, got.Text, got.Look)
		}
	}
	v := &visit{lang: locale.SrCyrl, say: locale.For(locale.SrCyrl)}
	for n, want := range map[int]string{1: "1 пренет, 1 чека потврду места", 2: "2 пренета, 2 чекају потврду места", 5: "5 пренето, 5 чека потврду места", 21: "21 пренет, 21 чека потврду места"} {
		got := v.carriedReport("2026-0001", store.CarryReport{No: 1, Kept: n, Waiting: n}, false)
		if got.Text != "Коментари у верзији 1: "+want+"." || got.Look != "" {
			t.Errorf("%s: got %q, %q", strconv.Itoa(n), got.Text, got.Look)
		}
	}
}
