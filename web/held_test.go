package web

import (
	"html"
	"strings"
	"testing"
	"time"

	"github.com/rasprava/rasprava/internal/locale"
	"github.com/rasprava/rasprava/internal/store"
	"github.com/rasprava/rasprava/web/api"
)

func TestThatARoundIsHeldIsSaidWhereverItIsShown(t *testing.T) {
	s, m, _ := withRound(t)
	at := func(lang, rest string) string {
		return strings.ReplaceAll(html.UnescapeString(s.visitor().gets("/"+lang+"/predmeti/"+m.ref+rest)), "\u00a0", " ")
	}
	pages := []string{"", "/tekst/1", "/komentari"}
	said := map[string]struct{ tag, note string }{
		"sr-Cyrl": {"чека се одлука о продужењу рока", "Рок за коментаре истекао је за време измереног прекида рада система. Чека се одлука о његовом продужењу"},
		"sr-Latn": {"čeka se odluka o produženju roka", "Rok za komentare istekao je za vreme izmerenog prekida rada sistema. Čeka se odluka o njegovom produženju"},
		"en":      {"decision on more time awaited", "The time for comments ran out in a measured downtime of the system."},
	}
	for _, rest := range pages {
		hides(t, at("sr-Cyrl", rest), said["sr-Cyrl"].note)
	}
	for _, q := range []string{
		`UPDATE windows SET ends_at = clock_timestamp() - interval '40 minutes', legal_end = clock_timestamp() - interval '40 minutes', due = civil_today() - 1, raw = civil_today() - 1 WHERE kind <> 'max'`,
		`UPDATE rounds SET opens_at = clock_timestamp() - interval '9 days', closes_at = clock_timestamp() - interval '40 minutes'`,
	} {
		_, err := s.store.DB().ExecContext(t.Context(), q)
		if err != nil {
			t.Fatal(err)
		}
	}
	hides(t, at("sr-Cyrl", ""), "прекида")
	s.downtime()
	d := as[api.Dossier](s.visitor().asks("GET", m.path(""), nil).want(200))
	rounds := as[api.RoundList](s.visitor().asks("GET", "/api/v1/rounds?dossier="+m.ref, nil).want(200))
	list := as[api.DossierList](s.visitor().asks("GET", "/api/v1/dossiers", nil).want(200))
	if time.Until(d.HeldUntil) < store.HeldFor-time.Hour || rounds.Items[0].Status != "closed" ||
		!rounds.Items[0].HeldUntil.Equal(d.HeldUntil) || !list.Items[0].HeldUntil.Equal(d.HeldUntil) {
		t.Errorf("the interface says %v, %+v, %v", d.HeldUntil, rounds.Items[0], list.Items[0].HeldUntil)
	}
	for lang, words := range said {
		day := strings.ReplaceAll(locale.For(locale.Lang(lang)).DateTime(d.HeldUntil), "\u00a0", " ")
		for _, rest := range pages {
			shows(t, at(lang, rest), words.note, day)
		}
		for _, page := range []string{s.visitor().gets("/" + lang + "/predmeti"), at(lang, "/tekst/1"), at(lang, "/komentari")} {
			shows(t, page, words.tag)
		}
		shows(t, s.visitor().gets("/"+lang+"/predmeti"), day)
	}
	shows(t, at("sr-Cyrl", ""), "рок за коментаре истекао је за време прекида рада система", "ако се до тада не донесе, рок остаје истекао")
	hides(t, at("sr-Cyrl", ""), "Чека се истек рока")
	hides(t, at("sr-Cyrl", "/tekst/1"), "Расправа о овој верзији је завршена")
}
