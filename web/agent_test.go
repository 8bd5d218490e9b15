package web

import (
	"testing"

	"github.com/rasprava/rasprava/internal/dossier"
	"github.com/rasprava/rasprava/internal/locale"
	"github.com/rasprava/rasprava/internal/store"
)

func TestABrowserIsToldByItsFamilyAndSystem(t *testing.T) {
	for _, c := range []struct{ agent, browser, system string }{
		{"Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0", "firefox", "linux"},
		{"Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36", "chrome", "windows"},
		{"Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36 Edg/140.0", "edge", "windows"},
		{"Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/139.0.0.0 Safari/537.36 OPR/124.0", "opera", "windows"},
		{"Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/26.0 Safari/605.1.15", "safari", "macos"},
		{"Mozilla/5.0 (iPhone; CPU iPhone OS 18_6 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) CriOS/140.0 Mobile/15E148 Safari/604.1", "chrome", "ios"},
		{"Mozilla/5.0 (Linux; Android 14; SM-S901B) AppleWebKit/537.36 (KHTML, like Gecko) SamsungBrowser/28.0 Chrome/130.0.0.0 Mobile Safari/537.36", "samsung", "android"},
		{"Mozilla/5.0 (X11; CrOS x86_64 14541.0.0) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36", "chrome", "chromeos"},
		{"curl/8.14.1", "unknown", "unknown"},
		{"", "unknown", "unknown"},
	} {
		if got := agentOf(c.agent); got != (store.Agent{Browser: c.browser, System: c.system}) {
			t.Errorf("%q: got %+v, want %s on %s", c.agent, got, c.browser, c.system)
		}
	}
}

func TestBrowsersAndSystemsHaveNames(t *testing.T) {
	ids := []string{"browser." + unknownAgent, "system." + unknownAgent}
	for _, b := range browsers {
		ids = append(ids, "browser."+b.code)
	}
	for _, s := range systems {
		ids = append(ids, "system."+s.code)
	}
	for _, l := range locale.Langs() {
		for _, id := range ids {
			if !locale.For(l).Has(id) {
				t.Errorf("%s has no name in %s", id, l)
			}
		}
	}
}

func TestSigningInIsSeenAmongOnesSessionsAndCanBeEndedFromElsewhere(t *testing.T) {
	s := newSite(t)
	one := s.account("ana@primer.example")
	other := s.public()
	other.cookies = map[string]string{}
	one.signIn("ana@primer.example", password).want(200)
	other.signIn("ana@primer.example", password).want(200)
	sessions, err := s.store.SessionsOf(t.Context(), one.id, one.cookies[sessionCookie])
	if err != nil || len(sessions) != 2 || !sessions[0].Current || sessions[1].Current {
		t.Fatalf("got %+v %v, want two sessions, this one first", sessions, err)
	}
	err = s.store.EndSession(t.Context(), one.id, sessions[1].ID)
	if err != nil {
		t.Fatal(err)
	}
	one.do("GET", "/api/v1/session", nil).want(200)
	other.do("GET", "/api/v1/session", nil).refused(401, dossier.CodeUnauthenticated)
	one.do("DELETE", "/api/v1/session", nil).want(204)
	sessions, err = s.store.SessionsOf(t.Context(), one.id, "")
	if err != nil || len(sessions) != 0 {
		t.Errorf("after signing out: %+v %v", sessions, err)
	}
}
