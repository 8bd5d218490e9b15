package main

import (
	"crypto/sha256"
	"flag"
	"fmt"
	"io"
	"net/http"
	"net/http/cookiejar"
	"net/url"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/chromedp/chromedp/kb"
	"golang.org/x/net/html"

	"github.com/rasprava/rasprava/internal/demonstration"
	"github.com/rasprava/rasprava/internal/dossier"
	"github.com/rasprava/rasprava/internal/locale"
	"github.com/rasprava/rasprava/web"
	"github.com/rasprava/rasprava/web/browsertest"
)

var shots = flag.String("shots", "", "folder into which the walk writes a picture of every page")

func TestMain(m *testing.M) { browsertest.Main(m) }

// newDemonstration is a whole system with the demonstration told.
func newDemonstration(t testing.TB) (*system, string) {
	t.Helper()
	s := newSystem(t, func(o *web.Options) { o.Demonstration, o.Contact = true, demonstration.Contact })
	seeder := &demonstration.Seeder{Store: s.store, Engine: s.engine, Intake: s.store.NewIntake(t.Context(), 1), Hash: web.HashPassword, Now: time.Now(),
		Progress: func(int, int, string) {}}
	err := seeder.Seed(t.Context())
	if err != nil {
		t.Fatalf("seed: %v", err)
	}
	ref, err := seeder.Rehearsal(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	for n := range 20 { // no relay runs that has their texts compared
		pairs, err := s.store.MissingRedlines(t.Context(), dossier.OrdinaryRef(2026, n+1))
		if err != nil {
			t.Fatal(err)
		}
		for _, in := range pairs {
			err = s.engine.Compare(t.Context(), in)
			if err != nil {
				t.Fatal(err)
			}
		}
	}
	return s, string(ref)
}

// walker is one of the people who go through the site.
type walker struct {
	role, email string // no e-mail: the public
	first       []string
}

var walkers = []walker{
	{"public", "", []string{"/predmeti?q=%D0%B1%D0%B5%D0%B7%D0%BD%D0%B0%D1%87%D0%B0%D1%98%D0%BD%D0%BE", "/pretraga?q=%D1%80%D0%BE%D0%BA", "/nema-ove-stranice"}},
	{"organisation", "granka@krosnja.primer.example", nil},
	{"drafter", "milena.clankovic@muejp.primer.example", []string{"/sistem", "/predmeti/2026-0003/priprema/dokument"}},
	{"answering", "tijana.podatkic@mdju.primer.example", nil}, // whose round has comments
	{"signer", "slobodan.odlucic@muejp.primer.example", nil},
	{"opinion-giver", "pravda.normic@rsz.primer.example", nil},
	{"secretary", "sekula.zakljucic@odbor.primer.example", nil},
	{"officer", "zavodinka.pecatic@gsv.primer.example", nil},
	{"operator", "operka.sistemic@ksj.primer.example", nil},
	{"oversight", "nadezda.pazic@ksj.primer.example", nil},
}

// seenPage is a page that somebody met, and in whose eyes.
type seenPage struct {
	role, path, pattern string
}

// placeholders take out of an address what makes two pages of one kind differ.
var placeholders = []struct {
	pattern *regexp.Regexp
	with    string
}{
	{regexp.MustCompile(`/(tekst|izvestaji|komentari)/\d+`), "/$1/N"},
	{regexp.MustCompile(`/N/[a-z][a-z0-9_]+$`), "/N/P"},
	{regexp.MustCompile(`/odredba/[^/?]+`), "/odredba/P"},
	{regexp.MustCompile(`/izmene/[a-z]+`), "/izmene/F"},
	{regexp.MustCompile(`/dokumenti/\d+/[a-z_]+/\d+`), "/dokumenti/N/K/P"},
	{regexp.MustCompile(`/potvrde/[A-Z0-9-]+`), "/potvrde/NO"},
	{regexp.MustCompile(`[0-9a-f]{8}-[0-9a-f-]{27}`), "ID"},
	{regexp.MustCompile(`=[^&]*`), ""},
}

// kept are the pages of a dossier that look another way in every dossier.
var kept = regexp.MustCompile(`/predmeti/[^/?]+(/tok|/priprema|/odluka)?$`)

var refs = regexp.MustCompile(`/predmeti/(\d{4}-\d{4}|proba-[a-z2-7]+)`)

func patternOf(path string) string {
	if !kept.MatchString(path) {
		path = kindOf(path)
	}
	for _, p := range placeholders {
		path = p.pattern.ReplaceAllString(path, p.with)
	}
	return path
}

// kindOf is the same for a page of any dossier.
func kindOf(path string) string { return refs.ReplaceAllString(path, "/predmeti/REF") }

// walk opens every link that a walker meets on the pages that it returns, which
// are one of a kind. A link that leads nowhere fails the test.
func (s *system) walk(t *testing.T, w walker, rehearsal string) []seenPage {
	t.Helper()
	jar, err := cookiejar.New(nil)
	if err != nil {
		t.Fatal(err)
	}
	client := &http.Client{Jar: jar, CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}
	if w.email != "" {
		res, err := client.PostForm(s.url+"/sr-Cyrl/prijava", url.Values{"email": {w.email}, "password": {demonstration.Password}})
		if err != nil {
			t.Fatal(err)
		}
		res.Body.Close()
		if res.StatusCode != http.StatusSeeOther {
			t.Fatalf("%s does not sign in: %d", w.email, res.StatusCode)
		}
	}
	from := map[string]string{} // the page on which a path was met; empty: on none
	todo := append([]string{"/"}, w.first...)
	if w.role == "drafter" || w.role == "signer" {
		todo = append(todo, "/predmeti/"+rehearsal)
	}
	asked, kinds := map[string]bool{}, map[string]bool{}
	var found []seenPage
	for len(todo) > 0 {
		path := todo[0]
		todo = todo[1:]
		pattern := patternOf(path)
		if asked[path] {
			continue
		}
		asked[path] = true
		page, status := s.page(t, client, "/sr-Cyrl"+path)
		if met := from[path]; status >= http.StatusInternalServerError || status >= http.StatusBadRequest && met != "" {
			t.Errorf("%s: %s leads to %s: %d", w.role, met, path, status)
		}
		if page == "" || kinds[pattern] {
			continue
		}
		kinds[pattern] = true
		found = append(found, seenPage{w.role, path, pattern})
		for _, l := range links(t, page) {
			if from[l] == "" && !slices.Contains(w.first, l) {
				from[l] = path
			}
			todo = append(todo, l)
		}
	}
	slices.SortFunc(found, func(a, b seenPage) int { return strings.Compare(a.path, b.path) })
	return found
}

// page fetches a page and its status; empty: it is no page.
func (s *system) page(t *testing.T, client *http.Client, path string) (string, int) {
	t.Helper()
	res, err := client.Get(s.url + path)
	if err != nil {
		t.Fatalf("get %s: %v", path, err)
	}
	defer res.Body.Close()
	if res.StatusCode >= 300 && res.StatusCode < 400 || res.Header.Get("Content-Disposition") != "" || !strings.HasPrefix(res.Header.Get("Content-Type"), "text/html") {
		return "", res.StatusCode
	}
	b, err := io.ReadAll(res.Body)
	if err != nil {
		t.Fatalf("read %s: %v", path, err)
	}
	return string(b), res.StatusCode
}

// links returns where a page leads within the site, without the language.
func links(t testing.TB, page string) []string {
	t.Helper()
	doc, err := html.Parse(strings.NewReader(page))
	if err != nil {
		t.Fatal(err)
	}
	var all []string
	for n := range doc.Descendants() {
		if n.Type != html.ElementNode || n.Data != "a" {
			continue
		}
		for _, a := range n.Attr {
			if path, ours := strings.CutPrefix(a.Val, "/sr-Cyrl"); a.Key == "href" && ours {
				path, _, _ = strings.Cut(path, "#")
				all = append(all, path)
			}
		}
	}
	return all
}

var passing = regexp.MustCompile(`value="[^"]*"|[0-9a-f]{8}-[0-9a-f-]{27}|f?for="[^"]*"`)

// content returns a hash of what a page says in its middle, so that a page that
// is the same in the eyes of two people is looked at once.
func content(page string) string {
	_, main, _ := strings.Cut(page, `<main`)
	main, _, _ = strings.Cut(main, `</main>`)
	return fmt.Sprintf("%x", sha256.Sum256([]byte(passing.ReplaceAllString(main, ""))))
}

// gallery is what the walkers have looked at.
type gallery struct {
	*system
	browser *browsertest.Browser

	mu      sync.Mutex
	known   map[string]bool   // by content
	sources map[string]string // by role and address
}

// fresh reports whether nobody has looked at a page with this content.
func (g *gallery) fresh(page string) bool {
	g.mu.Lock()
	defer g.mu.Unlock()
	c := content(page)
	known := g.known[c]
	g.known[c] = true
	return !known
}

// enters returns a tab of somebody who has signed in.
func (g *gallery) enters(t *testing.T, w walker) *browsertest.Tab {
	t.Helper()
	tab := g.browser.Person(t, browsertest.Options{Name: w.role})
	if w.email != "" {
		tab.Go(g.url + "/sr-Cyrl/prijava")
		tab.Fill(say("sign_in.email"), w.email)
		tab.Fill(say("sign_in.password"), demonstration.Password)
		tab.Press(kb.Enter)
		tab.See(say("frame.sign_out"))
	}
	return tab
}

// looks holds the page of a tab against axe-core and the width of the window, at
// both widths, and, in Cyrillic, looks for words in Latin letters.
func (g *gallery) looks(t *testing.T, tab *browsertest.Tab, role, name string, l locale.Lang) {
	t.Helper()
	source := tab.Source()
	g.mu.Lock()
	g.sources[role+" "+string(l)+name] = source
	g.mu.Unlock()
	if words := browsertest.Latin(t, source); l == locale.SrCyrl && len(words) > 0 {
		t.Errorf("%s, %s: %v are in Latin letters", role, tab.URL(), words)
	}
	for _, width := range []int{1280, 320} {
		tab.Size(width, 900)
		tab.Axe(t)
		tab.Reflow(t)
		if *shots != "" {
			tab.Shot(filepath.Join(*shots, fmt.Sprintf("%s%s.%s.%d.png", role, fileName(name), l, width)))
		}
	}
}

// TestEveryPageIsSoundInEveryEye goes through the demonstration as everybody, and
// holds each page that somebody meets against axe-core and the width of the
// window, at 1280 and at 320 pixels, in three languages, and its HTML against
// html-validate. With -shots it keeps a picture of each.
func TestEveryPageIsSoundInEveryEye(t *testing.T) {
	s, rehearsal := newDemonstration(t)
	g := &gallery{system: s, browser: browsertest.Open(t), known: map[string]bool{}, sources: map[string]string{}}
	t.Run("roles", func(t *testing.T) {
		for _, w := range walkers {
			t.Run(w.role, func(t *testing.T) {
				t.Parallel()
				pages := s.walk(t, w, rehearsal)
				if len(pages) < 5 {
					t.Errorf("meets only %d pages", len(pages))
				}
				tab := g.enters(t, w)
				looked := 0
				for n, p := range pages {
					tab.Go(s.url + "/sr-Cyrl" + p.path)
					if !g.fresh(tab.Source()) && n > 0 { // the first has the frame of this role
						continue
					}
					looked++
					for _, l := range locale.Langs() {
						tab.Go(s.url + "/" + string(l) + p.path)
						g.looks(t, tab, w.role, p.pattern, l)
					}
				}
				for _, st := range states {
					if st.role == w.role {
						g.reaches(t, tab, st, pages)
					}
				}
				t.Logf("%d pages, %d of them not seen before", len(pages), looked)
			})
		}
	})
	browsertest.Validate(t, g.sources)
	t.Logf("%d pages", len(g.sources))
}

func fileName(pattern string) string {
	name := regexp.MustCompile(`[^A-Za-z0-9-]+`).ReplaceAllString(pattern, "_")
	return strings.TrimRight(name, "_")[:min(len(strings.TrimRight(name, "_")), 100)]
}
