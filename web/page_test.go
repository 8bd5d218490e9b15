package web

import (
	"io"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"testing"

	"golang.org/x/net/html"

	"github.com/rasprava/rasprava/internal/dossier"
	"github.com/rasprava/rasprava/internal/locale"
)

// visitor is somebody with a browser: cookies are kept, redirects are not
// followed, and an answer is a page.
type visitor struct {
	*site
	cookies map[string]string
}

func (s *site) visitor() *visitor { return &visitor{site: s, cookies: map[string]string{}} }

// reader is whom a page is made for, where nothing is asked of a server.
func reader(l locale.Lang) *visit { return &visit{lang: l, say: locale.For(l)} }

// asks sends a request as a browser does.
func (u *visitor) asks(method, path string, form url.Values, headers ...string) response {
	u.t.Helper()
	req, err := http.NewRequestWithContext(u.t.Context(), method, u.url+path, strings.NewReader(form.Encode()))
	if err != nil {
		u.t.Fatal(err)
	}
	req.Header.Set("Accept", "text/html,application/xhtml+xml,*/*;q=0.8")
	if form != nil {
		req.Header.Set("Content-Type", "application/x-www-form-urlencoded")
		req.Header.Set("Sec-Fetch-Site", "same-origin")
	}
	for i := 0; i+1 < len(headers); i += 2 {
		req.Header.Set(headers[i], headers[i+1])
	}
	return u.send(req)
}

func (u *visitor) send(req *http.Request) response {
	u.t.Helper()
	for name, value := range u.cookies {
		req.AddCookie(&http.Cookie{Name: name, Value: value})
	}
	client := &http.Client{CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}
	res, err := client.Do(req)
	if err != nil {
		u.t.Fatalf("%s %s: %v", req.Method, req.URL.Path, err)
	}
	defer res.Body.Close()
	b, err := io.ReadAll(res.Body)
	if err != nil {
		u.t.Fatalf("%s %s: %v", req.Method, req.URL.Path, err)
	}
	for _, k := range res.Cookies() {
		u.cookies[k.Name] = k.Value
	}
	r := response{u.t, req.Method + " " + req.URL.Path, res.StatusCode, res.Header, b}
	if strings.HasPrefix(res.Header.Get("Content-Type"), "text/html") && res.Header.Get("Content-Encoding") == "" && res.Header.Get("Content-Disposition") == "" && (r.status < 300 || r.status >= 400) {
		r.checkPage()
	}
	return r
}

// gets returns a page that must be there.
func (u *visitor) gets(path string) string {
	u.t.Helper()
	return string(u.asks("GET", path, nil).want(http.StatusOK).body)
}

// checkPage holds a page against what every page must have.
func (r response) checkPage() {
	r.t.Helper()
	page := string(r.body)
	for _, must := range []string{"<!DOCTYPE html>", `<html lang="`, "<title>", `id="main"`} {
		if !strings.Contains(page, must) {
			r.t.Errorf("%s: the page has no %s", r.what, must)
		}
	}
	if strings.Count(page, "<h1") != 1 {
		r.t.Errorf("%s: got %d first headings, want one", r.what, strings.Count(page, "<h1"))
	}
	if policy := r.header.Get("Content-Security-Policy"); strings.Contains(policy, "unsafe") || !strings.Contains(policy, "default-src 'none'") {
		r.t.Errorf("%s: got the policy %q", r.what, policy)
	}
	faults := inline(page)
	if len(faults) > 0 {
		r.t.Errorf("%s: in line on the page: %s", r.what, strings.Join(faults, ", "))
	}
	if lost := astray(page); len(lost) > 0 && r.status == http.StatusOK {
		r.t.Errorf("%s: nothing stands where links lead to: %s", r.what, strings.Join(lost, ", "))
	}
}

// inline returns the scripts and styles that stand in a page itself, and its
// double ids.
func inline(page string) []string {
	doc, err := html.Parse(strings.NewReader(page))
	if err != nil {
		return []string{err.Error()}
	}
	var faults []string
	ids := map[string]bool{}
	for n := range doc.Descendants() {
		if n.Type != html.ElementNode {
			continue
		}
		if n.Data == "style" || n.Data == "script" && n.FirstChild != nil || n.Data == "iframe" || n.Data == "object" {
			faults = append(faults, "<"+n.Data+">")
		}
		for _, a := range n.Attr {
			if a.Key == "style" || strings.HasPrefix(a.Key, "on") || strings.HasPrefix(a.Key, "hx-on") || strings.HasPrefix(strings.ToLower(strings.TrimSpace(a.Val)), "javascript:") {
				faults = append(faults, n.Data+" "+a.Key+"="+a.Val)
			}
			if a.Key == "id" {
				if ids[a.Val] {
					faults = append(faults, "id "+a.Val+" twice")
				}
				ids[a.Val] = true
			}
		}
	}
	return faults
}

// astray returns the links of a page to places that it does not have.
func astray(page string) []string {
	doc, err := html.Parse(strings.NewReader(page))
	if err != nil {
		return []string{err.Error()}
	}
	var within []string
	ids := map[string]bool{}
	for n := range doc.Descendants() {
		for _, a := range n.Attr {
			if a.Key == "id" {
				ids[a.Val] = true
			}
			if at, ok := strings.CutPrefix(a.Val, "#"); ok && n.Data == "a" && a.Key == "href" {
				within = append(within, at)
			}
		}
	}
	return slices.DeleteFunc(within, func(at string) bool {
		id, err := url.PathUnescape(at)
		return err == nil && ids[id]
	})
}

func TestTheAddressWithoutALanguageLeadsToOne(t *testing.T) {
	s := newSite(t)
	for header, want := range map[string]string{"": "/sr-Cyrl/", "en-GB,en;q=0.9": "/en/", "hr": "/sr-Latn/", "sr-Latn": "/sr-Latn/", "zz": "/sr-Cyrl/"} {
		r := s.visitor().asks("GET", "/", nil, "Accept-Language", header).want(http.StatusSeeOther)
		if got := r.header.Get("Location"); got != want {
			t.Errorf("%q leads to %s, want %s", header, got, want)
		}
	}
	u := s.visitor()
	u.gets("/sr-Latn/")
	r := u.asks("GET", "/", nil, "Accept-Language", "en").want(http.StatusSeeOther)
	if got := r.header.Get("Location"); got != "/sr-Latn/" {
		t.Errorf("a reader of Latin is led to %s", got)
	}
}

func TestEveryPageIsThereInEveryLanguage(t *testing.T) {
	s := newSite(t)
	for _, l := range locale.Langs() {
		page := s.visitor().gets("/" + string(l) + "/")
		for _, must := range []string{`<html lang="` + string(l) + `"`, `href="/sr-Cyrl/"`, `href="/sr-Latn/"`, `href="/en/"`, `hreflang="en"`} {
			if !strings.Contains(page, must) {
				t.Errorf("%s: the page has no %s", l, must)
			}
		}
	}
	filtered := s.visitor().gets("/en/?q=%D0%BF&x=1")
	if !strings.Contains(filtered, `href="/sr-Latn/?q=%D0%BF&amp;x=1"`) {
		t.Error("the switch of languages loses the query")
	}
}

func TestEveryPageDeclaresItsAuthorityAndBound(t *testing.T) {
	seen := map[string]bool{}
	for _, p := range pages {
		name := p.method + " " + p.path
		if seen[name] {
			t.Errorf("%s stands twice", name)
		}
		seen[name] = true
		if _, known := dossier.AuthorityFor(p.action); !known {
			t.Errorf("%s: nobody has authority over %q", name, p.action)
		}
		if p.method == http.MethodGet && p.bound != 0 || p.method == http.MethodPost && p.bound == 0 || p.method != http.MethodGet && p.method != http.MethodPost {
			t.Errorf("%s has the bound %d", name, p.bound)
		}
	}
}

func TestAnAddressWithSlashesTooManyOrTooFewLeadsToThePage(t *testing.T) {
	s := newSite(t)
	for path, want := range map[string]string{
		"/sr-Cyrl": "/sr-Cyrl/", "/en?x=1": "/en/?x=1", "/sr-Latn//": "/sr-Latn/", "/sr-Cyrl/predmeti/": "/sr-Cyrl/predmeti", "/en/predmeti//?q=a%2Fb": "/en/predmeti?q=a%2Fb",
		"/sr-Cyrl/predmeti/2026-9999/": "/sr-Cyrl/predmeti/2026-9999", "/sr-Cyrl//zlo.example/": "/sr-Cyrl/zlo.example",
	} {
		for _, method := range []string{http.MethodGet, http.MethodHead} {
			r := s.visitor().asks(method, path, nil).want(http.StatusMovedPermanently)
			if got := r.header.Get("Location"); got != want {
				t.Errorf("%s %s leads to %s, want %s", method, path, got, want)
			}
		}
		s.visitor().asks("POST", path, url.Values{}).want(http.StatusNotFound)
	}
	for _, path := range []string{"//zlo.example/", "/predmeti/", "/en/predmeti%2F", "/xx/", "/zlo.example/en/"} {
		s.visitor().asks("GET", path, nil).want(http.StatusNotFound)
	}
	s.public().do("GET", "/api/v1/dossiers/", nil).refused(404, dossier.CodeNotFound)
}

func TestWhatAnAddressThatLeadsNowhereAsksFor(t *testing.T) {
	known := wordsOfRoutes()
	for path, want := range map[string]string{
		"/sr-Cyrl/predmeti/2026/0001/izmene": "2026-0001", "/sr-Cyrl/predmeti/2026-17": "2026-0017", "/2026-17": "2026-0017", "/en/2026 17": "2026-0017",
		"/en/dosije/2026-0017/tekst": "2026-0017", "/sr-Cyrl/предмети/2026-17/": "2026-0017", "/sr-Latn/zakon-o-vodama": "zakon o vodama", "/sr-Cyrl/закон+о+водама/текст": "закон о водама",
		"/sr-Cyrl/moji-predmeti/novi/": "", "/sr-Cyrl": "", "/": "", "": "", "/en/plan-2026-2027": "plan 2026 2027", "/" + strings.Repeat("vode-", 30): "",
	} {
		if got := soughtIn(path, known); got != want {
			t.Errorf("%s: got %q, want %q", path, got, want)
		}
	}
}

func TestWhatIsNowhereNamesWhatWasLookedFor(t *testing.T) {
	s := newSite(t)
	m := newMinistry(s, "MPROBA")
	m.consults("MPROBA")
	open := m.ref
	m.opens("MPROBA", object{"title": "Закон о скривеној проби"})
	year, no, _ := strings.Cut(open, "-")
	short := year + "-" + strings.TrimLeft(no, "0")
	u := s.visitor()
	for _, path := range []string{"/sr-Cyrl/predmeti/" + short, "/" + short, "/sr-Cyrl/predmeti/" + year + "/" + no + "/izmene", "/sr-Cyrl/zakon-o-probi", "/sr-Cyrl/predmeti/" + open + "/nema-toga"} {
		page := mainOf(u.asks("GET", path, nil, "Accept-Language", "sr-Cyrl").want(http.StatusNotFound).body)
		holdsAll(t, path, page, "Можда сте тражили", `href="/sr-Cyrl/predmeti/`+open+`"`)
	}
	for _, path := range []string{"/sr-Cyrl/predmeti/" + m.ref, "/sr-Cyrl/" + m.ref, "/sr-Cyrl/zakon-o-skrivenoj-probi", "/sr-Cyrl/predmeti/2026-9999", "/sr-Cyrl/o", "/sr-Cyrl/predmeti/nista"} {
		page := mainOf(u.asks("GET", path, nil).want(http.StatusNotFound).body)
		holdsNone(t, path, page, "Можда сте тражили", "скривеној", `/predmeti/`+m.ref+`"`)
	}
	holdsAll(t, "who sees it", m.drafter.refusedPage("/sr-Cyrl/zakon-o-skrivenoj-probi", http.StatusNotFound), `href="/sr-Cyrl/predmeti/`+m.ref+`"`)
	for range maxFound {
		m.opens("MPROBA", object{"title": "Закон о пробама"})
	}
	many := m.drafter.refusedPage("/sr-Cyrl/zakon-o-prob", http.StatusNotFound)
	if got := strings.Count(many, `href="/sr-Cyrl/predmeti/`); got != maxFound {
		t.Errorf("the page names %d dossiers, want %d", got, maxFound)
	}
	holdsAll(t, "many", many, `href="/sr-Cyrl/predmeti?q=zakon&#43;o&#43;prob"`)
	holdsNone(t, "a form", mainOf(u.asks("POST", "/sr-Cyrl/zakon-o-probi", url.Values{}).want(http.StatusNotFound).body), "Можда сте тражили")
}

func TestWhatIsNowhereIsAPageThatSearches(t *testing.T) {
	s := newSite(t)
	for _, path := range []string{"/sr-Cyrl/zakon-o-vodama", "/zakon-o-vodama"} {
		r := s.visitor().asks("GET", path, nil).want(http.StatusNotFound)
		if !strings.Contains(string(r.body), `value="zakon o vodama"`) {
			t.Errorf("%s: the page does not offer to search: %s", path, clip(r.body))
		}
	}
	s.public().do("GET", "/zakon-o-vodama", nil).refused(404, dossier.CodeNotFound)
}

func TestAPageThatNeedsSomebodyLeadsToSignInAndBack(t *testing.T) {
	s := newSite(t)
	r := s.visitor().asks("GET", "/sr-Latn/odluke/0191d2a0-0000-7000-8000-000000000000?dalje=/x", nil).want(http.StatusSeeOther)
	if got, want := r.header.Get("Location"), "/sr-Latn/prijava?dalje="+url.QueryEscape("/sr-Latn/odluke/0191d2a0-0000-7000-8000-000000000000?dalje=/x"); got != want {
		t.Errorf("got %s, want %s", got, want)
	}
}

func TestGoingBackStaysHere(t *testing.T) {
	for asked, want := range map[string]string{
		"/predmeti/2026-0001?x=1#y": "/predmeti/2026-0001?x=1#y", "": "/", "https://zlo.example/": "/", "//zlo.example/": "/",
		`/\zlo.example`: "/", "zlo": "/", "/\t/zlo.example": "/", "javascript:alert(1)": "/",
	} {
		if got := back(asked, "/"); got != want {
			t.Errorf("%q leads to %q, want %q", asked, got, want)
		}
	}
}

func TestAnotherSiteSendsNoForm(t *testing.T) {
	s := newSite(t)
	u := s.visitor()
	for _, p := range pages {
		if p.method != http.MethodPost {
			continue
		}
		path := "/en" + strings.NewReplacer(":ref", "2026-0001", ":id", "x", ":no", "x", ":n", "1").Replace(p.path)
		r := u.asks("POST", path, url.Values{}, "Sec-Fetch-Site", "cross-site")
		if r.status != http.StatusForbidden {
			t.Errorf("POST %s from another site: got %d", path, r.status)
		}
	}
}

func TestSigningInGoesOnWhereOneWas(t *testing.T) {
	s := newSite(t)
	s.account("ana@primer.example")
	u := s.visitor()
	form := url.Values{"email": {"ana@primer.example"}, "password": {"pogresna-lozinka"}, "dalje": {"/sr-Latn/zadaci?x=1"}}
	r := u.asks("POST", "/sr-Latn/prijava", form).want(http.StatusUnprocessableEntity)
	page := string(r.body)
	if !strings.Contains(page, `value="ana@primer.example"`) || strings.Contains(page, "pogresna-lozinka") || !strings.Contains(page, `value="/sr-Latn/zadaci?x=1"`) {
		t.Errorf("what was typed is not kept, or the password is: %s", clip(r.body))
	}
	form.Set("password", password)
	r = u.asks("POST", "/sr-Latn/prijava", form).want(http.StatusSeeOther)
	if got := r.header.Get("Location"); got != "/sr-Latn/zadaci?x=1" {
		t.Errorf("went on to %s", got)
	}
	if !strings.Contains(u.gets("/sr-Latn/"), "/sr-Latn/odjava") {
		t.Error("the page does not offer to sign out")
	}
	u.asks("POST", "/sr-Latn/odjava", url.Values{}).want(http.StatusSeeOther)
	if strings.Contains(u.gets("/sr-Latn/"), "/sr-Latn/odjava") {
		t.Error("still signed in after signing out")
	}
}

func TestPagesAreCompressedForWhoeverTakesThem(t *testing.T) {
	s := newSite(t)
	plain := s.visitor().asks("GET", "/en/", nil, "Accept-Encoding", "identity").want(http.StatusOK)
	packed := s.visitor().asks("GET", "/en/", nil, "Accept-Encoding", "gzip").want(http.StatusOK)
	if packed.header.Get("Content-Encoding") != "gzip" || plain.header.Get("Content-Encoding") != "" || !strings.Contains(strings.Join(plain.header.Values("Vary"), ","), "Accept-Encoding") {
		t.Errorf("got %v, and plain %v", packed.header, plain.header)
	}
	if len(packed.body) >= len(plain.body) {
		t.Errorf("compressed the page has %d bytes, plain %d", len(packed.body), len(plain.body))
	}
}

func TestAPageThatRefusesIsStillTheReadersOwn(t *testing.T) {
	s := newSite(t)
	m := newMinistry(s, "MPROBA")
	m.consults("MPROBA")
	u, _ := s.signedIn("Ана Пријавић", "ana@primer.example", "MPROBA signer")
	for path, status := range map[string]int{"/sr-Cyrl/moji-predmeti": 403, "/sr-Cyrl/predmeti/2026-9999": 404, "/sr-Cyrl/nema": 404} {
		page := string(u.asks("GET", path, nil).want(status).body)
		if !strings.Contains(page, "Ана Пријавић") || !strings.Contains(page, "/sr-Cyrl/zadaci") || strings.Contains(page, "Јавни дневник: 0") {
			t.Errorf("%s: the frame is another's", path)
		}
	}
	if page := string(s.visitor().asks("GET", "/sr-Cyrl/nema", nil).want(404).body); strings.Contains(page, "/zadaci") {
		t.Error("the public is offered what waits for officials")
	}
}
