package web

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/rasprava/rasprava/internal/dossier"
	"github.com/rasprava/rasprava/internal/locale"
	"github.com/rasprava/rasprava/internal/store"
)

func TestADossierSaysWhoAnswersForIt(t *testing.T) {
	d := course(t, "2026-11-23", "early_report 2026-09-01 2026-09-10 published", "public_debate 2026-11-10")
	d.DossierRow.LeadCode, d.DossierRow.LeadNameSr = "MPR", "Министарство проба"
	d.Proposers = []store.BodyName{{Code: "MPR", NameSr: "Министарство проба"}, {Code: "MOP", NameSr: "Министарство опита"}}
	d.Status = dossier.Open
	d.Stages[0].ActorCode, d.Stages[0].ActorSr = "ZI", "Завод за извештаје"
	d.Stages[1].ActorCode, d.Stages[1].ActorSr = "MPR", "Министарство проба"
	contacts := map[string]dossier.Contact{"MPR": "probe@mpr.example", "ZI": "011/123-4567"}
	said := func(rounds ...store.RoundView) []string {
		return each(reader(locale.SrCyrl).who(d, rounds, contacts), func(s share) string {
			return s.Name + ": " + strings.Join(each(s.Bodies, func(b answerable) string {
				return strings.TrimSpace(b.Name + " " + b.Contact.Href + " " + b.Contact.Text)
			}), ", ")
		})
	}
	want := []string{"Предлагач: Министарство проба mailto:probe@mpr.example probe@mpr.example", "Други предлагач: Министарство опита",
		"Сада поступа: Министарство проба", "На коментаре одговара: Министарство проба",
		"Орган који је објавио последњи извештај: Завод за извештаје  011/123-4567"}
	if diff := cmp.Diff(want, said(store.RoundView{Report: "x"}, store.RoundView{})); diff != "" {
		t.Errorf("during the debate (-want +got):\n%s", diff)
	}
	d.Status = dossier.Completed
	if diff := cmp.Diff([]string{want[0], want[1], want[4]}, said(store.RoundView{Report: "x"})); diff != "" {
		t.Errorf("at the end (-want +got):\n%s", diff)
	}
}

func TestTheContactOfABodyStandsOnThePageOfItsDossier(t *testing.T) {
	s := newSite(t)
	m := newMinistry(s, "MPROBA")
	m.consults("MPROBA")
	path := "/sr-Cyrl/predmeti/" + m.ref
	hides(t, s.visitor().gets(path), "mailto:", "телефон")
	for contact, want := range map[dossier.Contact]string{
		"probe?subject=x@mproba.example": `<br><a class="any" href="mailto:probe%3Fsubject=x@mproba.example" lang="zxx">probe?subject=x@mproba.example</a></dd>`,
		"011/123-4567":                   `<br>телефон 011/123-4567</dd>`,
	} {
		err := s.store.AddBody(t.Context(), store.Body{Code: "MPROBA", NameSr: "Друго име", NameEn: "Other name", ValidFrom: "2026-01-01", Contact: contact})
		if err != nil {
			t.Fatal(err)
		}
		page := s.visitor().gets(path)
		shows(t, page, want, "Министарство MPROBA")
		hides(t, page, "Друго име")
	}
}

func TestWhoRunsTheInstallationCanBeTurnedTo(t *testing.T) {
	for contact, want := range map[string]string{
		"rasprava@organ.example": `Оператеру система пишите на адресу <a class="any" href="mailto:rasprava@organ.example" lang="zxx">rasprava@organ.example</a>`,
		"011/123-4567":           "Оператера система позовите на број 011/123-4567",
		"":                       "",
	} {
		s := newSite(t, func(o *Options) { o.Contact = contact })
		for path, times := range map[string]int{"/sr-Cyrl/": 1, "/sr-Cyrl/pristupacnost": 2, "/sr-Cyrl/prijava": 2} {
			page := s.visitor().gets(path)
			if contact == "" {
				hides(t, page, "Оператеру система пишите", "Оператера система позовите", "mailto:")
				continue
			}
			if got := strings.Count(page, want); got != times {
				t.Errorf("%s: %q stands %d times, want %d", path, want, got, times)
			}
		}
	}
}
