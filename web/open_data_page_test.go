package web

import (
	"net/http"
	"slices"
	"strings"
	"testing"

	"github.com/rasprava/rasprava/internal/dossier"
	"github.com/rasprava/rasprava/internal/locale"
	"github.com/rasprava/rasprava/internal/store"
)

func TestOpenDataNameEveryAddressThatAnybodyMayRead(t *testing.T) {
	written := each(openAddresses, func(a struct {
		path  string
		words string
		whole bool
	}) string {
		return strings.NewReplacer("{", ":", "}", "").Replace(a.path)
	})
	open := 0
	for name, r := range routes {
		path, get := strings.CutPrefix(name, http.MethodGet+" ")
		if !get || r.action != dossier.ReadPublic || !strings.HasPrefix(path, "/api/v1/") || path == "/api/v1/openapi.yaml" {
			continue
		}
		open++
		if !slices.Contains(written, path) {
			t.Errorf("the page does not speak of %s", path)
		}
	}
	if open != len(openAddresses) {
		t.Errorf("the page speaks of %d addresses, want %d", len(openAddresses), open)
	}
}

func TestPagesAboutTheSystemAreShown(t *testing.T) {
	s := newSite(t)
	u := s.visitor()
	key := strings.TrimSpace(string(s.public().do("GET", "/ledger/key", nil).want(200).body))
	for _, l := range locale.Langs() {
		page := u.gets("/" + string(l) + "/otvoreni-podaci")
		for _, must := range []string{`href="/ledger/key"`, `href="/rehearsal/ledger/checkpoint"`, `href="/api/v1/openapi.yaml"`, s.url + "/api/v1/dossiers", s.url + "/api/v1/dossiers/{ref}/versions/{n}/documents/act/1",
			strings.ReplaceAll(key, "+", "&#43;")} {
			if !strings.Contains(page, must) {
				t.Errorf("%s: the page has no %s", l, must)
			}
		}
		if strings.Contains(page, "open_data.") {
			t.Errorf("%s: a message is missing", l)
		}
		if strings.Contains(u.gets("/"+string(l)+"/pristupacnost"), "accessibility.") {
			t.Errorf("%s: a message is missing", l)
		}
	}
}

func TestTheShareOfUrgentActsIsPublic(t *testing.T) {
	s := newSite(t)
	u := s.visitor()
	shows(t, u.gets("/sr-Cyrl/otvoreni-podaci"), "Акти донети хитним поступком", "Још није окончан ниједан поступак у којем се одлучује о хитности.")
	page := (&visit{lang: locale.SrCyrl, say: locale.For(locale.SrCyrl)}).urgencyRows([]store.UrgencyYear{{Year: 2026, Acts: 1200, Urgent: 300}, {Year: 2025, Acts: 3}})
	want := []urgencyRow{{"2026", 1200, 300, locale.For(locale.SrCyrl).Percent(0.25)}, {"2025", 3, 0, locale.For(locale.SrCyrl).Percent(0)}}
	if !slices.Equal(page, want) {
		t.Errorf("got %+v, want %+v", page, want)
	}
	r := u.asks("GET", "/en/hitni-postupci.csv", nil).want(http.StatusOK)
	if got := string(r.body); !strings.Contains(got, "Year,Acts adopted,By an urgent procedure,Share") {
		t.Errorf("got %q", got)
	}
}
