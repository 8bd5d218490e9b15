package web

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/rasprava/rasprava/internal/dossier"
	"github.com/rasprava/rasprava/internal/locale"
	"github.com/rasprava/rasprava/internal/store"
)

func TestADossierIsShownToEverybodyAsTheySeeIt(t *testing.T) {
	s := newSite(t)
	m := newMinistry(s, "MPROBA")
	m.consults("MPROBA")
	u := s.visitor()
	for _, l := range locale.Langs() {
		page := u.gets("/" + string(l) + "/predmeti/" + m.ref)
		for _, must := range []string{`/predmeti/` + m.ref + `/tekst/1"`, `class="track"`, `href="/` + string(l) + `/postupci/test.two_stage"`} {
			if !strings.Contains(page, must) {
				t.Errorf("%s: the page has no %s", l, must)
			}
		}
		if strings.Contains(page, `id="doings"`) || strings.Contains(page, m.drafter.id) {
			t.Errorf("%s: the public is shown what is for insiders", l)
		}
	}
	u.gets("/en/predmeti/" + m.ref + "?istorija=sve")
	m.opens("MPROBA", nil)
	u.asks("GET", "/en/predmeti/"+m.ref, nil).want(404)
	u.asks("GET", "/en/predmeti/2026-9999", nil).want(404)
	u.asks("GET", "/en/predmeti/x'--", nil).want(404)
	inside := u.asks("GET", "/en/predmeti/"+m.ref, nil, "Authorization", "Bearer "+m.drafter.token).want(200)
	for _, must := range []string{`id="doings"`, "/predmeti/" + m.ref + "/objava\"", "working text"} {
		if !strings.Contains(string(inside.body), must) {
			t.Errorf("the drafter is not shown %s", must)
		}
	}
}

func TestADossierSaysWhichActItChanges(t *testing.T) {
	s := newSite(t)
	m := newMinistry(s, "MPROBA")
	m.opens("MPROBA", object{"base_act": object{"title": "Закон о опитима", "gazette": "„Службени гласник РС”, број 1/2020"}})
	page := string(s.visitor().asks("GET", "/sr-Latn/predmeti/"+m.ref, nil, "Authorization", "Bearer "+m.drafter.token).want(200).body)
	if !strings.Contains(page, "Menja se: <b>Zakon o opitima</b>") {
		t.Error("the page does not say which act is changed")
	}
}

func TestEveryKindOfDocumentIsShownThatWasMadePublic(t *testing.T) {
	at := func(day string) time.Time { return noonOf(t, day) }
	doc := func(kind dossier.DocumentKind, since int, seen dossier.Visibility) store.DocumentView {
		return store.DocumentView{Kind: kind, Position: 1, Since: since, Visibility: seen}
	}
	r := dossierRecord{view: store.DossierView{DossierRow: store.DossierRow{Ref: "2026-0001"}}, packages: []store.PackageView{
		{No: 1, LegalAt: at("2026-06-01"), Documents: []store.DocumentView{doc("basic_information", 1, dossier.Public), doc("impact_assessment", 1, dossier.Working)}},
		{No: 2, LegalAt: at("2026-06-20"), Documents: []store.DocumentView{doc("act", 2, dossier.Public), doc("basic_information", 1, dossier.Public),
			doc("explanatory_memorandum", 2, dossier.Public), doc("public_call", 2, dossier.Working)}},
		{No: 3, LegalAt: at("2026-08-01"), Documents: []store.DocumentView{doc("act", 3, dossier.Public), doc("annex", 3, dossier.Working)}}}}
	rows := reader(locale.En).documents(r)
	got := each(rows, func(d documentRow) string {
		return fmt.Sprintf("%s %d %d %s", d.Href, d.Version, d.With, d.At.Format(time.DateOnly))
	})
	want := []string{"/en/predmeti/2026-0001/tekst/3 3 0 2026-08-01", "/en/predmeti/2026-0001/dokumenti/3/annex/1 0 0 2026-08-01",
		"/en/predmeti/2026-0001/dokumenti/2/basic_information/1 0 2 2026-06-01", "/en/predmeti/2026-0001/dokumenti/2/explanatory_memorandum/1 0 2 2026-06-20"}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

func TestWhatIsCheckedCanBeCopied(t *testing.T) {
	s := newSite(t)
	m := newMinistry(s, "MPROBA")
	m.consults("MPROBA")
	d, err := s.store.Dossier(t.Context(), "", dossier.Ref(m.ref))
	if err != nil {
		t.Fatal(err)
	}
	page := s.visitor().gets("/en/predmeti/" + m.ref)
	for _, must := range []string{`<dd class="mono" lang="zxx">` + d.LogName + `</dd>`, `<dd class="mono" lang="zxx">` + d.LogKey + `</dd>`, "Concealed name in the ledger", "while the dossier was not open to the public"} {
		if !strings.Contains(page, must) {
			t.Errorf("the page has no %s", must)
		}
	}
}

func TestTheNumberOfAConclusionStandsInTheReadersScript(t *testing.T) {
	d := course(t, "2026-11-23", "assembly_vote 2026-11-20")
	d.Stages[0].Conclude = &store.ConclusionView{BodySr: "Народна скупштина", BodyEn: "National Assembly", Number: "ПР 33/26", Date: "2026-11-20"}
	done := step(t, 1, 1, "assembly_vote", "2026-11-20", "command", "record_conclusion", "adopted")
	for l, want := range map[locale.Lang]string{locale.SrCyrl: "акт ПР 33/26", locale.SrLatn: "akt PR 33/26", locale.En: "act ПР 33/26"} {
		if got := (teller{visit: reader(l), d: d, steps: []store.StepView{done}}).sentence(done); !strings.Contains(got, want) {
			t.Errorf("%s: got %s, want %s", l, got, want)
		}
	}
}

func TestAVersionThatIsNotSeenIsNamedAsSuch(t *testing.T) {
	pack := func(no int) store.PackageView {
		return store.PackageView{No: no, Reason: dossier.ByComments, ActHash: "a", Documents: []store.DocumentView{{Kind: dossier.ActDocument}}}
	}
	rows := reader(locale.SrCyrl).versions(dossierRecord{packages: []store.PackageView{pack(1), pack(2), pack(5)}})
	got := each(rows, func(r versionEntry) string { return fmt.Sprint(r.No, r.Hidden, r.Text != "") })
	if want := []string{"5 false true", "4 true false", "3 true false", "2 false true", "1 false true"}; !slices.Equal(got, want) {
		t.Errorf("got %v, want %v", got, want)
	}
}
