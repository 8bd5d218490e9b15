package web

import (
	"errors"
	"net/http"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/rasprava/rasprava/internal/dossier"
	"github.com/rasprava/rasprava/internal/store"
	"github.com/rasprava/rasprava/internal/store/storetest"
	"github.com/rasprava/rasprava/web/api"
)

const password = "lozinka-za-probu"

// account makes a person who can sign in, and a browser that is not yet.
func (s *site) account(email string) *caller {
	s.t.Helper()
	id, err := s.store.AddPerson(s.t.Context(), store.Person{Name: "Ана Пријавић", Email: email, Lang: "sr-Cyrl"}, HashPassword(password))
	if err != nil {
		s.t.Fatal(err)
	}
	return &caller{site: s, id: id, cookies: map[string]string{}}
}

func (c *caller) signIn(email, password string, headers ...string) response {
	c.t.Helper()
	return c.do("POST", "/api/v1/session", object{"email": email, "password": password}, headers...)
}

func TestASessionBeginsWithThePasswordAndEndsWhenAsked(t *testing.T) {
	s := newSite(t)
	ana := s.account("ana@primer.example")
	ana.do("GET", "/api/v1/me", nil).refused(401, dossier.CodeUnauthenticated)
	r := ana.signIn(" Ana@primer.example ", password).want(200)
	cookie := r.header.Get("Set-Cookie")
	for _, part := range []string{"rasprava=", "HttpOnly", "SameSite=Lax", "Path=/"} {
		if !strings.Contains(cookie, part) {
			t.Errorf("got cookie %q, want %s in it", cookie, part)
		}
	}
	for _, part := range []string{"Expires=", "Max-Age="} { // it goes with the browser
		if strings.Contains(cookie, part) {
			t.Errorf("got cookie %q, which outlives the browser", cookie)
		}
	}
	me := as[api.Me](ana.do("GET", "/api/v1/session", nil).want(200))
	if me.Id != ana.id || me.Email != "ana@primer.example" {
		t.Errorf("got %+v, want Ana", me)
	}
	old := ana.cookies[sessionCookie]
	ana.do("DELETE", "/api/v1/session", nil).want(204)
	ana.cookies[sessionCookie] = old
	ana.do("GET", "/api/v1/me", nil).refused(401, dossier.CodeUnauthenticated)
}

func TestASessionGetsANewNumberWhenItIsSignedIn(t *testing.T) {
	s := newSite(t)
	ana := s.account("ana@primer.example")
	ana.signIn("ana@primer.example", password).want(200)
	first := ana.cookies[sessionCookie]
	ana.signIn("ana@primer.example", password).want(200)
	if first == ana.cookies[sessionCookie] {
		t.Error("the number of the session is the one from before")
	}
}

func TestTheCookieIsSecureBehindAProxy(t *testing.T) {
	s := newSite(t, func(o *Options) { o.TrustedProxies = "127.0.0.1" })
	r := s.account("ana@primer.example").signIn("ana@primer.example", password).want(200)
	cookie := r.header.Get("Set-Cookie")
	if !strings.HasPrefix(cookie, "__Host-rasprava=") || !strings.Contains(cookie, "Secure") || r.header.Get("Strict-Transport-Security") == "" {
		t.Errorf("got cookie %q, want one for TLS alone", cookie)
	}
}

func TestWhateverIsWrongWithAPasswordTheAnswerIsTheSame(t *testing.T) {
	s := newSite(t)
	s.account("ana@primer.example")
	_, err := s.store.AddPerson(t.Context(), store.Person{Name: "Без Лозинке", Email: "bez@primer.example", Lang: "sr-Cyrl"}, "")
	if err != nil {
		t.Fatal(err)
	}
	tests := map[string]struct{ email, password string }{
		"another password":            {"ana@primer.example", "x"},
		"no password":                 {"ana@primer.example", ""},
		"nobody":                      {"niko@primer.example", password},
		"an account without password": {"bez@primer.example", "nobody"},
		"a very long password":        {"ana@primer.example", strings.Repeat("x", MaxPassword+1)},
		"a very long address":         {strings.Repeat("a", 300) + "@primer.example", password},
	}
	var want api.Problem
	for name, tt := range tests {
		got := s.public().signIn(tt.email, tt.password).refused(401, dossier.CodeCredentials)
		got.Request = ""
		if want.Code == "" {
			want = got
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("%s:\n%s", name, diff)
		}
	}
}

func TestAnAccountBearsTenAttempts(t *testing.T) {
	s := newSite(t)
	s.account("ana@primer.example")
	other := s.account("drugi@primer.example")
	for range signInsAccount.Burst {
		s.public().signIn("ana@primer.example", "x").refused(401, dossier.CodeCredentials)
	}
	r := s.public().signIn("ANA@primer.example", password)
	r.refused(429, dossier.CodeTooManyAttempts)
	if r.header.Get("Retry-After") == "" {
		t.Error("the answer does not say when to try again")
	}
	other.signIn("drugi@primer.example", password).want(200)
	var kept int
	err := s.store.DB().QueryRowContext(t.Context(), `SELECT count(*) FROM rate_limits WHERE key LIKE '%@%' OR key LIKE '%127.0%'`).Scan(&kept)
	if err != nil || kept != 0 {
		t.Errorf("got %d limits with an address in them (%v), want none", kept, err)
	}
}

func TestNobodyIsShutOutFromAfar(t *testing.T) {
	s := newSite(t)
	s.account("ana@primer.example")
	right, wrong := api.Credentials{Email: "ana@primer.example", Password: password}, api.Credentials{Email: "ana@primer.example", Password: "x"}
	for range signInsAccount.Burst {
		_, err := s.server.signIn(t.Context(), "192.0.2.1", wrong)
		if dossier.CodeOf(err) != dossier.CodeCredentials {
			t.Fatalf("got %v, want that the credentials are wrong", err)
		}
	}
	for address, refused := range map[string]bool{"192.0.2.1": true, "192.0.2.2": false, "2001:db8:1::1": false} {
		_, err := s.server.signIn(t.Context(), address, right)
		var limited *limitedError
		if errors.As(err, &limited) != refused || !refused && err != nil {
			t.Errorf("from %s: got %v, refused is to be %t", address, err, refused)
		}
	}
	for range signInsEverywhere.Burst {
		err := s.server.allow(t.Context(), signInsEverywhere, dossier.CodeTooManyAttempts, "sign-in-everywhere", "ana@primer.example")
		if err != nil {
			break // those above count as well
		}
	}
	_, err := s.server.signIn(t.Context(), "192.0.2.3", right)
	var limited *limitedError
	if !errors.As(err, &limited) {
		t.Errorf("got %v, want that an account does not bear attempts without end from everywhere", err)
	}
}

func TestAnotherSiteCannotActForASession(t *testing.T) {
	s := newSite(t)
	ana := s.account("ana@primer.example")
	ana.signIn("ana@primer.example", password).want(200)
	token := s.person("Програм").token
	foreign := []string{"Sec-Fetch-Site", "cross-site", "Origin", "https://zlo.example"}
	tests := map[string]struct {
		caller *caller
		method string
		want   int
	}{
		"a session that writes":                 {ana, "DELETE", 403},
		"a session that reads":                  {ana, "GET", 200},
		"a token without a cookie":              {&caller{site: s, token: token}, "DELETE", 204},
		"a token beside a cookie":               {&caller{site: s, token: token, cookies: ana.cookies}, "DELETE", 403},
		"nobody, as another site would have it": {s.public(), "DELETE", 403},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			r := tt.caller.on(t).do(tt.method, "/api/v1/session", nil, foreign...).want(tt.want)
			if tt.want == 403 {
				r.refused(403, codeCrossOrigin)
			}
		})
	}
	s.public().signIn("ana@primer.example", password, foreign...).refused(403, codeCrossOrigin)
}

func TestTokensAreMadeShownOnceAndRevoked(t *testing.T) {
	s := newSite(t)
	ana := s.account("ana@primer.example")
	ana.signIn("ana@primer.example", password).want(200)
	made := as[api.IssuedToken](ana.do("POST", "/api/v1/tokens", object{"label": "скрипта", "days": 7}).want(201))
	program := &caller{site: s, token: made.Token}
	if me := as[api.Me](program.do("GET", "/api/v1/me", nil).want(200)); me.Id != ana.id {
		t.Errorf("the token is of %s, want %s", me.Id, ana.id)
	}
	program.do("POST", "/api/v1/tokens", object{"label": "други"}).refused(403, codeNeedsSession)
	list := ana.do("GET", "/api/v1/tokens", nil).want(200)
	if tokens := as[api.TokenList](list); len(tokens.Items) != 1 || strings.Contains(string(list.body), made.Token) || tokens.Items[0].UsedAt.IsZero() {
		t.Errorf("got %s, want one token without its secret", list.body)
	}
	s.person("Неко Други").do("DELETE", "/api/v1/tokens/"+made.Id, nil).refused(404, dossier.CodeNotFound)
	ana.do("DELETE", "/api/v1/tokens/"+made.Id, nil).want(204)
	program.do("GET", "/api/v1/me", nil).refused(401, dossier.CodeUnauthenticated)
	for body, want := range map[string]string{`{"label":" "}`: "label:name_required", `{"label":"x","days":366}`: "days:field_range", `{}`: "label:field_required"} {
		p := ana.do("POST", "/api/v1/tokens", body).refused(422, dossier.CodeInvalid)
		if diff := cmp.Diff([]string{want}, fields(p)); diff != "" {
			t.Errorf("%s:\n%s", body, diff)
		}
	}
}

func TestAuthorityThatIsNotGoodIsNotOverlooked(t *testing.T) {
	s := newSite(t)
	for name, header := range map[string]string{"a wrong token": "Bearer rsp_x", "another scheme": "Basic YTpi", "no token": "Bearer ", "one word": "x"} {
		t.Run(name, func(t *testing.T) {
			r := s.public().on(t).do("GET", "/api/v1/dossiers", nil, "Authorization", header)
			r.refused(401, dossier.CodeUnauthenticated)
			if !strings.HasPrefix(r.header.Get("WWW-Authenticate"), "Bearer") {
				t.Error("the answer does not say how to sign in")
			}
		})
	}
}

func TestADisabledAccountIsSignedOut(t *testing.T) {
	s := newSite(t)
	ana := s.account("ana@primer.example")
	ana.signIn("ana@primer.example", password).want(200)
	_, err := s.store.DB().ExecContext(t.Context(), `UPDATE persons SET disabled_at = now() WHERE id = $1`, ana.id)
	if err != nil {
		t.Fatal(err)
	}
	ana.do("GET", "/api/v1/me", nil).refused(401, dossier.CodeUnauthenticated)
	s.public().signIn("ana@primer.example", password).refused(401, dossier.CodeCredentials)
}

func TestMeTellsWhatHoldsToday(t *testing.T) {
	s := newSite(t)
	storetest.Ministry(t, s.store, "MPROBA")
	ana := s.person("Ана", "MPROBA drafter")
	storetest.Appoint(t, s.store, ana.id, "MPROBA", dossier.Signer, "2020-01-01", "2020-12-31")
	me := as[api.Me](ana.do("GET", "/api/v1/me", nil).want(200))
	want := []api.Appointment{
		{Body: "MPROBA", Role: "drafter", From: "2020-01-01", Current: true},
		{Body: "MPROBA", Role: "signer", From: "2020-01-01", Until: "2020-12-31"},
	}
	if diff := cmp.Diff(want, me.Appointments); diff != "" {
		t.Error(diff)
	}
}

func TestEveryRouteThatNeedsAPersonSaysSo(t *testing.T) {
	s := newSite(t)
	id := "00000000-0000-4000-8000-000000000000"
	fill := strings.NewReplacer(":ref", "2026-0001", ":id", id, ":no", "X", ":n", "1", ":kind", "act", ":position", "1", ":place", "1")
	for name, rt := range routes {
		auth, _ := dossier.AuthorityFor(rt.action)
		if auth.Place == dossier.Nowhere {
			continue
		}
		method, path, _ := strings.Cut(name, " ")
		r := s.public().do(method, fill.Replace(path), nil)
		if r.status != http.StatusUnauthorized {
			t.Errorf("%s: got %d without signing in, want 401", name, r.status)
		}
	}
}
