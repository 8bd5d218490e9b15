package web

import (
	"testing"

	"github.com/rasprava/rasprava/internal/dossier"
	"github.com/rasprava/rasprava/internal/locale"
	"github.com/rasprava/rasprava/internal/store"
	"github.com/rasprava/rasprava/internal/store/storetest"
	"github.com/rasprava/rasprava/web/browsertest"
)

// TestPagesOfCalendarsAreSound lets an operator add a day in a browser, and holds
// the pages on the way against axe-core and the width of the window in every
// language, and their HTML against html-validate.
func TestPagesOfCalendarsAreSound(t *testing.T) {
	s, m, _ := withRound(t)
	ana := s.account("ana@primer.example")
	storetest.Appoint(t, s.store, ana.id, "MDRUGO", dossier.Operator, "2020-01-01", "")
	_, err := s.store.DB().ExecContext(t.Context(), `UPDATE rounds SET opens_at = opens_at - interval '2 days'`)
	if err != nil {
		t.Fatal(err)
	}
	downtime := s.downtime()
	tab := browsertest.Open(t).Person(t, browsertest.Options{Name: "Ана"})
	tab.Go(s.url + "/sr-Cyrl/prijava?dalje=/sr-Cyrl/sistem/kalendar")
	tab.Fill("Адреса е-поште", "ana@primer.example")
	tab.Fill("Лозинка", password)
	tab.ClickBy("Лозинка", "Пријавите се")
	tab.Fill("Датум", s.runningDue())
	tab.Fill("Назив на српском", "Дан жалости")
	tab.Fill("Назив на енглеском", "Day of mourning")
	tab.Fill("Акт", "Одлука Владе 05-1/2026")
	tab.Click("Погледајте шта се помера")
	tab.See("Рокови који се померају")
	for _, width := range []int{1280, 320} {
		tab.Size(width, 900)
		tab.Axe(t)
		tab.Reflow(t)
	}
	tab.Click("Упишите нерадан дан")
	tab.See("Још 1 предмет чека")
	s.countsAgain()
	days, err := s.store.Holidays(t.Context(), ana.id)
	if err != nil || len(days) != 1 || days[0].Progress != (store.Progress{Moved: 1}) {
		t.Fatalf("got %+v, %v", days, err)
	}
	sources := map[string]string{}
	for _, path := range []string{"/sistem/kalendar", "/sistem/kalendar/" + days[0].ID, "/sistem/prekidi", "/sistem/prekidi/" + downtime + "?predmet=" + m.ref, "/predmeti/" + m.ref} {
		for _, l := range locale.Langs() {
			tab.Go(s.url + "/" + string(l) + path)
			sources[string(l)+path] = tab.Source()
			for _, width := range []int{1280, 320} {
				tab.Size(width, 900)
				tab.Axe(t)
				tab.Reflow(t)
			}
		}
	}
	browsertest.Validate(t, sources)
}
