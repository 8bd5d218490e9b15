package main

import (
	"crypto/sha256"
	"flag"
	"fmt"
	"io"
	"maps"
	"net/http"
	"net/http/cookiejar"
	"net/url"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"golang.org/x/net/html"

	"github.com/rasprava/rasprava/internal/demonstration"
	"github.com/rasprava/rasprava/internal/locale"
	"github.com/rasprava/rasprava/web"
	"github.com/rasprava/rasprava/web/browsertest"
)

var shots = flag.String("shots", "", "folder into which the walk writes a picture of every page")

func TestMain(m *testing.M) { browsertest.Main(m) }

// newDemonstration is a whole system with the demonstration told.
func newDemonstration(t testing.TB) (*system, string) {
	t.Helper()
	s := newSystem(t, func(o *web.Options) { o.Demonstration = true })
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
	return s, string(ref)
}

// walker is one of the people who go through the site.
type walker struct {
	role, email string // no e-mail: the public
	first       []string
}

var walkers = []walker{
	{"public", "", []string{"/predmeti?q=%D0%B1%D0%B5%D0%B7%D0%BD%D0%B0%D1%87%D0%B0%D1%98%D0%BD%D0%BE", "/nema-ove-stranice", "/provera", "/registracija"}},
	{"organisation", "granka@krosnja.primer.example", nil},
	{"drafter", "milena.clankovic@muejp.primer.example", []string{"/moji-predmeti/novi"}},
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
	{regexp.MustCompile(`/dokumenti/\d+/[a-z_]+/\d+`), "/dokumenti/N/K/P"},
	{regexp.MustCompile(`/potvrde/[A-Z0-9-]+`), "/potvrde/NO"},
	{regexp.MustCompile(`[0-9a-f]{8}-[0-9a-f-]{27}`), "ID"},
	{regexp.MustCompile(`=[^&]*`), ""},
}

// kept are the pages of a dossier that look another way in every dossier.
var kept = regexp.MustCompile(`/predmeti/[^/?]+(/tok|/priprema|/odluka)?$`)

func patternOf(path string) string {
	refs := regexp.MustCompile(`/predmeti/(\d{4}-\d{4}|proba-[a-z2-7]+)`)
	if !kept.MatchString(path) {
		path = refs.ReplaceAllString(path, "/predmeti/REF")
	}
	for _, p := range placeholders {
		path = p.pattern.ReplaceAllString(path, p.with)
	}
	return path
}

// walk follows every link that a walker meets and returns the pages, one of a kind.
func (s *system) walk(w walker, rehearsal string) ([]seenPage, *http.Client) {
	s.t.Helper()
	jar, err := cookiejar.New(nil)
	if err != nil {
		s.t.Fatal(err)
	}
	client := &http.Client{Jar: jar, CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}
	if w.email != "" {
		res, err := client.PostForm(s.url+"/sr-Cyrl/prijava", url.Values{"email": {w.email}, "password": {demonstration.Password}})
		if err != nil {
			s.t.Fatal(err)
		}
		res.Body.Close()
		if res.StatusCode != http.StatusSeeOther {
			s.t.Fatalf("%s does not sign in: %d", w.email, res.StatusCode)
		}
	}
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
		if asked[path] || kinds[pattern] {
			continue
		}
		asked[path] = true
		page, ok := s.page(client, "/sr-Cyrl"+path)
		if !ok {
			continue
		}
		kinds[pattern] = true
		found = append(found, seenPage{w.role, path, pattern})
		todo = append(todo, links(s.t, page)...)
	}
	return found, client
}

// page fetches a page; not ok: it is none.
func (s *system) page(client *http.Client, path string) (string, bool) {
	s.t.Helper()
	res, err := client.Get(s.url + path)
	if err != nil {
		s.t.Fatalf("get %s: %v", path, err)
	}
	defer res.Body.Close()
	if res.StatusCode >= http.StatusInternalServerError {
		s.t.Errorf("get %s: %d", path, res.StatusCode)
	}
	if res.StatusCode >= 300 && res.StatusCode < 400 || !strings.HasPrefix(res.Header.Get("Content-Type"), "text/html") {
		return "", false
	}
	b, err := io.ReadAll(res.Body)
	if err != nil {
		s.t.Fatalf("read %s: %v", path, err)
	}
	return string(b), true
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

// TestEveryPageIsSoundInEveryEye goes through the demonstration as everybody, and
// holds each page that somebody meets against axe-core and the width of the
// window, at 1280 and at 320 pixels, in three languages, and its HTML against
// html-validate. With -shots it keeps a picture of each.
func TestEveryPageIsSoundInEveryEye(t *testing.T) {
	s, rehearsal := newDemonstration(t)
	browser := browsertest.Open(t)
	known := map[string]bool{}
	sources := map[string]string{}
	for _, w := range walkers {
		pages, client := s.walk(w, rehearsal)
		slices.SortFunc(pages, func(a, b seenPage) int { return strings.Compare(a.path, b.path) })
		tab := browser.Person(t, browsertest.Options{Name: w.role})
		if w.email != "" {
			tab.Go(s.url + "/sr-Cyrl/prijava")
			tab.Fill("Адреса е-поште", w.email)
			tab.Fill("Лозинка", demonstration.Password)
			tab.Press("\r")
			tab.See("Одјавите се")
		}
		looked := 0
		for n, p := range pages {
			page, _ := s.page(client, "/sr-Cyrl"+p.path)
			if c := content(page); known[c] && n > 0 { // the first has the frame of this role
				continue
			} else {
				known[c] = true
			}
			looked++
			for _, l := range locale.Langs() {
				at := "/" + string(l) + p.path
				source, _ := s.page(client, at)
				sources[w.role+" "+at] = source
				tab.Go(s.url + at)
				for _, width := range []int{1280, 320} {
					tab.Size(width, 900)
					tab.Axe(t)
					tab.Reflow(t)
					if *shots != "" {
						tab.Shot(filepath.Join(*shots, fmt.Sprintf("%s%s.%s.%d.png", w.role, fileName(p.pattern), l, width)))
					}
				}
			}
		}
		t.Logf("%s: %d pages, %d of them not seen before", w.role, len(pages), looked)
		if len(pages) < 5 {
			t.Errorf("%s meets only %d pages", w.role, len(pages))
		}
	}
	browsertest.Validate(t, sources)
	if *shots != "" {
		t.Logf("%d pages in %s", len(slices.Collect(maps.Keys(sources))), *shots)
	}
}

func fileName(pattern string) string {
	name := regexp.MustCompile(`[^A-Za-z0-9-]+`).ReplaceAllString(pattern, "_")
	return strings.TrimRight(name, "_")[:min(len(strings.TrimRight(name, "_")), 100)]
}
