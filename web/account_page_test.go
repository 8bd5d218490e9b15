package web

import (
	"fmt"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/rasprava/rasprava/internal/dossier"
	"github.com/rasprava/rasprava/internal/locale"
	"github.com/rasprava/rasprava/internal/store"
	"github.com/rasprava/rasprava/internal/store/storetest"
)

// signedIn makes a person with an account, and their browser, signed in.
func (s *site) signedIn(name, email string, appointments ...string) (*visitor, string) {
	s.t.Helper()
	id, err := s.store.AddPerson(s.t.Context(), store.Person{Name: name, Email: email, Lang: "sr-Cyrl"}, HashPassword(password))
	if err != nil {
		s.t.Fatal(err)
	}
	for _, a := range appointments {
		body, role, _ := strings.Cut(a, " ")
		storetest.Appoint(s.t, s.store, id, body, dossier.Role(role), "2020-01-01", "")
	}
	u := s.visitor()
	u.signsIn(email)
	return u, id
}

func (u *visitor) signsIn(email string) {
	u.t.Helper()
	u.asks("POST", "/en/prijava", url.Values{"email": {email}, "password": {password}, "dalje": {"/en/"}}).want(http.StatusSeeOther)
}

// isOut reports whether nobody is signed in in the browser.
func (u *visitor) isOut() bool {
	u.t.Helper()
	return u.asks("GET", "/en/nalog", nil).status == http.StatusSeeOther
}

// holds fails the test unless the page holds every text, and none that begins with !.
func (r response) holds(texts ...string) response {
	r.t.Helper()
	for _, text := range texts {
		unwanted, not := strings.CutPrefix(text, "!")
		if strings.Contains(string(r.body), unwanted) == not {
			r.t.Errorf("%s: %q stands on the page: %t; %s", r.what, unwanted, not, mainOf(r.body))
		}
	}
	return r
}

func mainOf(page []byte) string {
	_, main, _ := strings.Cut(string(page), `id="main"`)
	main, _, _ = strings.Cut(main, "</main>")
	return main
}

func TestTheAccountTellsWhatHolds(t *testing.T) {
	s := newSite(t)
	storetest.Ministry(t, s.store, "MPROBA")
	u, id := s.signedIn("Ана Пријавић", "ana@primer.example", "MPROBA drafter")
	storetest.Appoint(t, s.store, id, "MPROBA", dossier.Signer, "2020-01-01", "2020-12-31")
	page := u.asks("GET", "/en/nalog", nil).want(200)
	page.holds("Ministry MPROBA", "drafter", "until further notice", "!signer", "ana@primer.example", "1 place where", `href="/en/ovlascenja"`, "data-keys-switch")
	u.asks("GET", "/sr-Latn/nalog", nil).want(200).holds("Ministarstvo MPROBA", "Ana Prijavić")
	stranger, _ := s.signedIn("Неко Нов", "nov@primer.example")
	stranger.asks("GET", "/en/nalog", nil).want(200).holds("The account is ready", "You speak for no organisation", "!Roles in bodies")
	if s.visitor().asks("GET", "/en/nalog", nil).want(http.StatusSeeOther).header.Get("Location") != "/en/prijava?dalje=%2Fen%2Fnalog" {
		t.Error("who is not signed in is not led to the door")
	}
}

func TestRolesThatAreOverAreNotShown(t *testing.T) {
	got := rolesOf([]dossier.Appointment{
		{Body: "MA", Role: dossier.Signer, From: "2027-01-01"},
		{Body: "MA", Role: dossier.Drafter, From: "2026-01-01", Until: "2026-06-30"},
		{Body: "MA", Role: dossier.Officer, From: "2026-01-01", Until: "2026-06-29"},
		{Body: "MB", Role: dossier.Signer, From: "2026-01-01", Delegation: "x"},
	}, []store.Body{{Code: "MA", NameSr: "Орган А", NameEn: "Body A"}, {Code: "MB", NameSr: "Орган Б", NameEn: "Body B"}}, "2026-06-30", locale.For(locale.En))
	want := []heldRole{
		{Role: "drafter", Body: "Body A", From: "2026-01-01", Until: "2026-06-30"},
		{Role: "signer", Body: "Body B", From: "2026-01-01", Lent: true},
		{Role: "signer", Body: "Body A", From: "2027-01-01", Ahead: true},
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

func TestTheAccountGoesOnInTheLanguageThatIsChosen(t *testing.T) {
	s := newSite(t)
	u, id := s.signedIn("Ана Пријавић", "ana@primer.example")
	r := u.asks("POST", "/en/nalog", url.Values{"lang": {"sr-Latn"}}).want(http.StatusSeeOther)
	if got := r.header.Get("Location"); got != "/sr-Latn/nalog" {
		t.Errorf("went on to %s", got)
	}
	u.asks("GET", "/sr-Latn/nalog", nil).want(200).holds("Jezik je sačuvan", `value="sr-Latn" selected`)
	p, err := s.store.PersonByID(t.Context(), id)
	if err != nil || p.Lang != "sr-Latn" {
		t.Errorf("got %+v %v", p, err)
	}
	u.asks("POST", "/en/nalog", url.Values{"lang": {"tlh"}}).want(http.StatusUnprocessableEntity).holds("Choose one of the languages offered", `href="#f-lang"`)
}

func TestAnAccountIsOpenedAndItsOwnerSignedIn(t *testing.T) {
	s := newSite(t)
	u := s.visitor()
	u.gets("/sr-Cyrl/registracija")
	form := url.Values{"name": {" Мила  Пробић "}, "email": {"mila@primer.example"}, "password": {"гориво и шибица"}, "lang": {"sr-Cyrl"}}
	r := u.asks("POST", "/sr-Cyrl/registracija", form).want(http.StatusSeeOther)
	if got := r.header.Get("Location"); got != "/sr-Cyrl/nalog" {
		t.Errorf("went on to %s", got)
	}
	u.asks("GET", "/sr-Cyrl/nalog", nil).want(200).holds("Мила Пробић", "Налог је отворен")
	u.asks("GET", "/sr-Cyrl/registracija", nil).want(200).holds("Већ сте пријављени", "Мила Пробић")
	u.asks("GET", "/sr-Cyrl/prijava", nil).want(200).holds("Већ сте пријављени")
	taken := s.visitor()
	form.Set("email", "MILA@primer.example")
	form.Set("dalje", "/en/predmeti?q=x")
	taken.asks("POST", "/en/registracija", form).want(http.StatusUnprocessableEntity).
		holds("There is already an account", `value=" Мила  Пробић "`, `value="MILA@primer.example"`, `value="/en/predmeti?q=x"`, "!гориво")
	if !taken.isOut() {
		t.Error("a refused registration signs in")
	}
	form.Set("email", "druga@primer.example")
	r = taken.asks("POST", "/en/registracija", form).want(http.StatusSeeOther)
	if got := r.header.Get("Location"); got != "/en/predmeti?q=x" {
		t.Errorf("went on to %s", got)
	}
	foreign := s.visitor()
	form.Set("email", "treca@primer.example")
	form.Set("dalje", "//zlo.example")
	if got := foreign.asks("POST", "/en/registracija", form).want(http.StatusSeeOther).header.Get("Location"); got != "/en/nalog" {
		t.Errorf("went on to %s", got)
	}
}

func TestAnAccountThatCannotBeIsRefusedFieldByField(t *testing.T) {
	s := newSite(t)
	good := url.Values{"name": {"Мила Пробић"}, "email": {"mila@primer.example"}, "password": {"гориво и шибица"}, "lang": {"en"}}
	tests := map[string]struct {
		field, value, want string
	}{
		"no name":                    {"name", "\u200b", "Enter the first and last name"},
		"a long name":                {"name", strings.Repeat("ш", dossier.MaxName+1), "At most 200 characters"},
		"no address":                 {"email", "mila", "A message could not reach"},
		"a short password":           {"password", "једанаест11", "at least 12 characters"},
		"a password of few letters":  {"password", "ababababababab", "easily guessed"},
		"the address as a password":  {"password", "Mila@Primer.example", "easily guessed"},
		"a password without measure": {"password", strings.Repeat("lozinka", 200), "too long"},
		"no language":                {"lang", "", "Choose one of the languages"},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			form := url.Values{}
			for k, v := range good {
				form[k] = slices.Clone(v)
			}
			form.Set(tt.field, tt.value)
			here := *s
			here.t = t
			here.visitor().asks("POST", "/en/registracija", form).want(http.StatusUnprocessableEntity).holds(tt.want, `href="#f-`+tt.field+`"`)
		})
	}
}

func TestOpeningAccountsIsBoundedByAddress(t *testing.T) {
	s := newSite(t)
	for range registrations.Burst {
		err := s.server.allow(t.Context(), registrations, dossier.CodeTooManyAttempts, "registration", "127.0.0.1")
		if err != nil {
			t.Fatal(err)
		}
	}
	form := url.Values{"name": {"Мила Пробић"}, "email": {"mila@primer.example"}, "password": {"гориво и шибица"}, "lang": {"en"}}
	r := s.visitor().asks("POST", "/en/registracija", form).want(http.StatusTooManyRequests)
	r.holds("wait 2 minutes", `value="mila@primer.example"`)
	if r.header.Get("Retry-After") == "" {
		t.Error("the answer does not say when to try again")
	}
	_, _, err := s.store.PersonByEmail(t.Context(), "mila@primer.example")
	if dossier.CodeOf(err) != dossier.CodeNotFound {
		t.Errorf("got %v, want no account", err)
	}
}

func TestSigningInSaysHowLongToWait(t *testing.T) {
	s := newSite(t)
	s.account("ana@primer.example")
	for range signInsAccount.Burst {
		err := s.server.allow(t.Context(), signInsAccount, dossier.CodeTooManyAttempts, "sign-in-account", "ana@primer.example\n127.0.0.1")
		if err != nil {
			t.Fatal(err)
		}
	}
	form := url.Values{"email": {"ana@primer.example"}, "password": {password}, "dalje": {"/en/nalog"}, "nastavak.reasons": {"Разлози"}}
	s.visitor().asks("POST", "/en/prijava", form).want(http.StatusTooManyRequests).
		holds("wait 2 minutes", "If you have forgotten your password, ask the operator", `value="ana@primer.example"`, `value="/en/nalog"`, `name="nastavak.reasons" value="Разлози"`, "!"+password)
}

func TestASessionThatWasKnownBeforeIsNotTheOneThatIsSignedIn(t *testing.T) {
	s := newSite(t)
	s.account("ana@primer.example")
	known, _ := s.signedIn("Неко Други", "drugi@primer.example")
	planted := known.cookies[sessionCookie]
	for name, enter := range map[string]func(u *visitor){
		"by signing in": func(u *visitor) { u.signsIn("ana@primer.example") },
		"by registering": func(u *visitor) {
			form := url.Values{"name": {"Мила"}, "email": {"mila@primer.example"}, "password": {"гориво и шибица"}, "lang": {"en"}}
			u.asks("POST", "/en/odjava", url.Values{}).want(http.StatusSeeOther)
			u.cookies[sessionCookie] = planted
			u.asks("POST", "/en/registracija", form).want(http.StatusSeeOther)
		},
	} {
		u := s.visitor()
		u.cookies[sessionCookie] = planted
		enter(u)
		if u.cookies[sessionCookie] == planted || u.isOut() {
			t.Errorf("%s: the session has the number from before, or is none", name)
		}
		u.cookies[sessionCookie] = planted
		if !u.isOut() {
			t.Errorf("%s: the number from before is signed in", name)
		}
	}
}

func TestAPasswordIsChangedByWhoKnowsIt(t *testing.T) {
	s := newSite(t)
	u, _ := s.signedIn("Ана Пријавић", "ana@primer.example")
	other := s.visitor()
	other.signsIn("ana@primer.example")
	u.gets("/en/nalog/lozinka")
	for name, tt := range map[string]struct{ now, next, want string }{
		"a wrong present one":   {"pogresna-lozinka", "гориво и шибица", "The current password is not correct"},
		"none":                  {"", "гориво и шибица", "The current password is not correct"},
		"one without measure":   {strings.Repeat("x", MaxPassword+1), "гориво и шибица", "The current password is not correct"},
		"a short new one":       {password, "кратка", "at least 12 characters"},
		"the same once more":    {password, password, "easily guessed"},
		"one's name as new one": {password, "Ана Пријавић", "easily guessed"},
	} {
		r := u.asks("POST", "/en/nalog/lozinka", url.Values{"password_now": {tt.now}, "password_new": {tt.next}}).want(http.StatusUnprocessableEntity)
		if r.holds(tt.want, "!гориво", "!"+password); t.Failed() {
			t.Fatal(name)
		}
	}
	if other.isOut() {
		t.Fatal("a refused change ends sessions")
	}
	before := u.cookies[sessionCookie]
	u.asks("POST", "/en/nalog/lozinka", url.Values{"password_now": {password}, "password_new": {"гориво и шибица"}}).want(http.StatusSeeOther)
	if u.isOut() || !other.isOut() || u.cookies[sessionCookie] == before {
		t.Errorf("after the change: here out %t, elsewhere out %t, new number %t", u.isOut(), other.isOut(), u.cookies[sessionCookie] != before)
	}
	u.asks("GET", "/en/nalog", nil).want(200).holds("1 place where")
	s.visitor().asks("POST", "/en/prijava", url.Values{"email": {"ana@primer.example"}, "password": {password}}).want(http.StatusUnprocessableEntity)
	s.visitor().asks("POST", "/en/prijava", url.Values{"email": {"ana@primer.example"}, "password": {"гориво и шибица"}}).want(http.StatusSeeOther)
}

func TestThePasswordCannotBeTriedAtAnOpenSession(t *testing.T) {
	s := newSite(t)
	u, _ := s.signedIn("Ана Пријавић", "ana@primer.example")
	wrong := url.Values{"password_now": {"pogresna"}, "password_new": {"гориво и шибица"}}
	for range signInsAccount.Burst {
		u.asks("POST", "/en/nalog/lozinka", wrong).want(http.StatusUnprocessableEntity)
	}
	wrong.Set("password_now", password)
	u.asks("POST", "/en/nalog/lozinka", wrong).want(http.StatusTooManyRequests).holds("wait 2 minutes")
}

func TestSessionsAreSeenAndEndedOneByOneOrAll(t *testing.T) {
	s := newSite(t)
	u, id := s.signedIn("Ана Пријавић", "ana@primer.example")
	var others []*visitor
	for range 3 {
		o := s.visitor()
		o.signsIn("ana@primer.example")
		others = append(others, o)
	}
	stranger, _ := s.signedIn("Неко Други", "drugi@primer.example")
	sessions, err := s.store.SessionsOf(t.Context(), id, others[0].cookies[sessionCookie])
	if err != nil || !sessions[0].Current {
		t.Fatal(err)
	}
	u.asks("GET", "/en/nalog/prijave", nil).want(200).holds("this one", "unknown browser", `action="/en/nalog/prijave/`+sessions[0].ID)
	stranger.asks("GET", "/en/nalog/prijave", nil).want(200).holds("only here", "!"+sessions[0].ID)
	for _, id := range []string{sessions[0].ID, "x", "0191d2a0-0000-7000-8000-000000000000"} {
		stranger.asks("POST", "/en/nalog/prijave/"+id, url.Values{}).want(http.StatusNotFound)
	}
	if others[0].isOut() {
		t.Fatal("a stranger ended it")
	}
	u.asks("POST", "/en/nalog/prijave/"+sessions[0].ID, url.Values{}).want(http.StatusSeeOther)
	if !others[0].isOut() || others[1].isOut() {
		t.Error("another session was ended than the one that was meant")
	}
	u.asks("POST", "/en/nalog/prijave", url.Values{}).want(http.StatusSeeOther)
	if u.isOut() || !others[1].isOut() || !others[2].isOut() || stranger.isOut() {
		t.Error("ending all others did not end them, or ended more")
	}
}

func TestAKeyIsSeenOnceAndRevoked(t *testing.T) {
	s := newSite(t)
	u, _ := s.signedIn("Ана Пријавић", "ana@primer.example")
	stranger, _ := s.signedIn("Неко Други", "drugi@primer.example")
	label := `<b>ноћни "извоз"</b>`
	r := u.asks("POST", "/en/nalog/kljucevi", url.Values{"label": {label}, "days": {"7"}}).want(200)
	_, secret, _ := strings.Cut(string(r.body), "<code>")
	secret, _, _ = strings.Cut(secret, "</code>")
	program := &caller{site: s, token: secret}
	program.do("GET", "/api/v1/me", nil).want(200)
	u.asks("GET", "/en/nalog/kljucevi", nil).want(200).holds("!"+secret, "!<b>", "ноћни")
	list, err := s.store.Tokens(t.Context(), program.me())
	if err != nil || len(list) != 1 {
		t.Fatalf("got %v %v", list, err)
	}
	stranger.asks("GET", "/en/nalog/kljucevi", nil).want(200).holds("!"+list[0].ID, "You have no access keys")
	stranger.asks("POST", "/en/nalog/kljucevi/"+list[0].ID, url.Values{}).want(http.StatusNotFound)
	u.asks("POST", "/en/nalog/kljucevi/x", url.Values{}).want(http.StatusNotFound)
	program.do("GET", "/api/v1/me", nil).want(200)
	u.asks("POST", "/en/nalog/kljucevi/"+list[0].ID, url.Values{}).want(http.StatusSeeOther)
	program.do("GET", "/api/v1/me", nil).refused(401, dossier.CodeUnauthenticated)
	for form, want := range map[string]string{"label=%20&days=7": "Enter what the key is for", "label=x&days=366": "Choose one of the terms", "label=x": "Choose one of the terms",
		"days=7&label=" + strings.Repeat("x", maxKeyLabel+1): "At most 100 characters"} {
		typed, err := url.ParseQuery(form)
		if err != nil {
			t.Fatal(err)
		}
		u.asks("POST", "/en/nalog/kljucevi", typed).want(http.StatusUnprocessableEntity).holds(want)
	}
	for i := range maxKeys {
		_, _, err := s.store.IssueToken(t.Context(), program.id, fmt.Sprint(i), day)
		if err != nil {
			t.Fatal(err)
		}
	}
	u.asks("POST", "/en/nalog/kljucevi", url.Values{"label": {"још један"}, "days": {"7"}}).want(http.StatusUnprocessableEntity).holds("At most 50 keys", `value="још један"`)
}

// me returns the id of whose key it is, and notes it.
func (c *caller) me() string {
	c.t.Helper()
	c.id = as[struct{ Id string }](c.do("GET", "/api/v1/me", nil).want(200)).Id
	return c.id
}

func TestAKeyDoesNotChangeWhatTheAccountRestsOn(t *testing.T) {
	s := newSite(t)
	ana := s.person("Ана Пријавић")
	u := s.visitor()
	bearer := []string{"Authorization", "Bearer " + ana.token}
	for _, path := range []string{"/nalog/lozinka", "/nalog/kljucevi", "/nalog/prijave", "/nalog/prijave/0191d2a0-0000-7000-8000-000000000000",
		"/nalog/kljucevi/0191d2a0-0000-7000-8000-000000000000", "/organizacije", "/organizacije/nova", "/organizacije/ovlascenje", "/sistem/organizacije"} {
		u.asks("POST", "/en"+path, url.Values{"label": {"x"}, "days": {"7"}}, bearer...).want(http.StatusForbidden)
	}
}

// A session that ends while somebody writes costs them nothing.
func TestWhatWasTypedSurvivesASessionThatEnded(t *testing.T) {
	s := newSite(t)
	s.account("ana@primer.example")
	u := s.visitor()
	var asked string
	for _, p := range pages {
		if p.method == http.MethodPost && admits(p.action, viewer{}) != nil && !strings.Contains(p.path, ":") {
			asked = "/en" + p.path
		}
	}
	if asked == "" {
		t.Fatal("no page is posted by the signed-in alone")
	}
	r := u.asks("POST", asked, url.Values{"reasons": {"Разлози у\nдва реда"}, "tag": {"a", "b"}}).want(http.StatusUnauthorized)
	for _, must := range []string{`name="nastavak.reasons" value="Разлози у`, `name="nastavak.tag" value="a"`, `name="nastavak.tag" value="b"`} {
		if !strings.Contains(string(r.body), must) {
			t.Errorf("the page does not keep %s: %s", must, clip(r.body))
		}
	}
	form := url.Values{"dalje": {asked}, "nastavak.reasons": {"Разлози"}, "email": {"ana@primer.example"}, "password": {password}}
	page := string(u.asks("POST", "/en/prijava", form).want(http.StatusOK).body)
	if !strings.Contains(page, `name="reasons" value="Разлози"`) || !strings.Contains(page, `action="`+asked+`"`) {
		t.Errorf("the page does not offer to send it again: %s", clip([]byte(page)))
	}
}

func TestAPasswordIsNotKeptForLater(t *testing.T) {
	s := newSite(t)
	r := s.visitor().asks("POST", "/en/nalog/lozinka", url.Values{"password_now": {"тајна"}, "password_new": {"друга тајна"}, "email": {"ana@primer.example"}})
	r.want(http.StatusUnauthorized).holds(`name="nastavak.email"`, "!тајна")
}
