package web

import (
	"bytes"
	"context"
	"embed"
	"fmt"
	"net/http"
	"net/url"
	"reflect"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/rasprava/rasprava/internal/dossier"
	"github.com/rasprava/rasprava/internal/locale"
)

//go:embed templates/*.html
var templates embed.FS

// link leads somewhere; without an address it is words alone.
type link struct {
	Href string
	Text string
}

// heading is what a page says of itself to the frame around it.
type heading struct {
	Title     string // of the document, without the name of the site
	Crumbs    []link // from the widest to this page; the last has no address
	Wide      bool
	Rehearsal bool
	Staff     bool   // loads what live panels need
	At        string // what can be got of the page, behind the language, with the query; empty: as it was asked for
	Again     again  // how what was sent is shown in another language
	Sent      string // key of the draft that was sent, so that the browser forgets it
	Status    int    // 0: 200
	Reloads   bool   // loads itself again where no script does
}

// again is the form of a page, and the button of it, with which what somebody has
// sent is shown once more, and nothing is done; without a form a link to what can
// be got is enough.
type again struct{ Form, Name, Value string }

// navigation is a link of the masthead.
type navigation struct {
	link
	Current bool
	Count   int // of what waits there; 0: none is shown
}

// languageLink leads to the same page in another language or script.
type languageLink struct {
	Lang    string
	Href    string
	Action  string // where a form is sent to be shown in it
	Begins  string // its name: the letters that a phone has room for,
	Ends    string // and the others
	Current bool
}

// named returns the link with the language's own name.
func (l languageLink) named() languageLink {
	letters := []rune(locale.For(locale.Lang(l.Lang)).T("language.short", nil))
	l.Begins, l.Ends = string(letters[:3]), string(letters[3:])
	return l
}

// frame is what stands around every page.
type frame struct {
	heading
	Carried       []kept // what was typed, on its way into another language
	Lang          string
	Nav           []navigation
	Languages     []languageLink
	Badge         badge
	Demonstration bool
	Operator      link // where to turn to who runs the installation; zero: nobody said
	Flash         string
	LogSize       int
	Canonical     string
	Body          any
}

// pageTemplate is a template with the struct that it is written for.
type pageTemplate[T any] struct{ name string }

// written lists every page's template with its struct, so that a test can
// execute each.
var written = map[string]reflect.Type{}

// templateFor names the template of pages that show a T.
func templateFor[T any](name string) pageTemplate[T] {
	written[name] = reflect.TypeFor[T]()
	return pageTemplate[T]{name}
}

// show answers with a page.
func (t pageTemplate[T]) show(v *visit, h heading, body T) (reply, error) {
	f := v.frame(h)
	f.Body = body
	b, err := execute(v.lang, t.name, f)
	if err != nil {
		return reply{}, err
	}
	r := raw("text/html; charset=utf-8", b).with("Content-Language", string(v.lang)).with("Vary", "Cookie").with("Content-Security-Policy", pagePolicy)
	if h.Status != 0 {
		r.status = h.Status
	}
	return r, nil
}

// pagePolicy is what a page may load: our own files, and nothing in line.
const pagePolicy = "default-src 'none'; script-src 'self'; style-src 'self'; font-src 'self'; img-src 'self' data:; connect-src 'self'; " +
	"form-action 'self'; base-uri 'none'; frame-ancestors 'none'"

func execute(l locale.Lang, name string, f frame) ([]byte, error) {
	set, ok := sets()[l][name]
	if !ok {
		return nil, fmt.Errorf("write page: there is no template %s", name)
	}
	var b bytes.Buffer
	err := set.ExecuteTemplate(&b, "layout", f)
	if err != nil {
		return nil, fmt.Errorf("write %s: %w", name, err)
	}
	return withoutTurns(b.Bytes()), nil
}

// turns are the characters that turn the direction of text or mark it unseen: in
// a page nothing may use them to look like something else. What is stored, and
// the API gives, keeps them.
const turns = "\u200e\u200f\u061c\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"

func withoutTurns(page []byte) []byte {
	if !turned(page) {
		return page
	}
	return bytes.Map(func(r rune) rune {
		if strings.ContainsRune(turns, r) {
			return -1
		}
		return r
	}, page)
}

// turned reports whether one of turns stands in a page. They all begin with one
// of two bytes, which hardly any other letter of a page does.
func turned(page []byte) bool {
	for i, b := range page {
		if b != 0xd8 && b != 0xe2 {
			continue
		}
		r, _ := utf8.DecodeRune(page[i:])
		if strings.ContainsRune(turns, r) {
			return true
		}
	}
	return false
}

const sessionFlash = "flash"

// frame returns what stands around a page of the visitor.
func (v *visit) frame(h heading) frame {
	s := v.server
	f := frame{heading: h, Lang: string(v.lang), Badge: v.badge, Demonstration: s.demonstration, Operator: contactLink(s.contact), LogSize: s.logSize(v.ctx())}
	if f.At == "" {
		f.At = v.home
	}
	if v.Request.Method != http.MethodPost { // nothing was sent
		f.Again = again{}
	}
	if f.Again.Form == "" {
		f.Carried = v.carries()
	}
	path, _, _ := strings.Cut(f.At, "?")
	f.Canonical = "/" + string(locale.SrCyrl) + path
	if s.sessions.Exists(v.ctx(), sessionFlash) {
		f.Flash = s.sessions.PopString(v.ctx(), sessionFlash)
	}
	f.Nav = v.navigation()
	f.Languages = languages(f.At, v.Request.URL, v.lang)
	if len(f.Carried) > 0 {
		f.Again = again{carryForm, "put", f.At}
		for i := range f.Languages {
			f.Languages[i].Action = "/" + f.Languages[i].Lang + carryPath
		}
	}
	return f
}

// languages returns the switch of languages for a page that can be got at an
// address behind the language, and was asked for at another, which begins with
// one.
func languages(at string, asked *url.URL, current locale.Lang) []languageLink {
	form := homeOf(asked, current, 0)
	return each(locale.Langs(), func(l locale.Lang) languageLink {
		lang := "/" + string(l)
		return languageLink{Lang: string(l), Href: lang + at, Action: lang + form, Current: l == current}.named()
	})
}

// logSize returns how many entries the public log has; zero when that cannot be
// known now, which no page waits for.
func (s *Server) logSize(ctx context.Context) int {
	l, err := s.store.Log(ctx, false)
	if err != nil {
		return 0
	}
	return int(l.Size)
}

// navigation returns the links of the masthead for whoever asks.
func (v *visit) navigation() []navigation {
	var all []navigation
	add := func(path, message string, count int) {
		current := v.path == path || path != "/" && strings.HasPrefix(v.path, path+"/")
		all = append(all, navigation{link{v.href(path), v.t(message)}, current, count})
	}
	b := v.badge
	if b.holds(dossier.Drafter) {
		add("/moji-predmeti", "nav.mine", 0)
	}
	if b.Official {
		add("/zadaci", "nav.tasks", b.Tasks)
	}
	add("/predmeti", "nav.dossiers", 0)
	if !b.Official {
		add("/rasprave", "nav.open", 0)
		add("/postupci", "nav.procedures", 0)
	}
	if b.Official {
		add("/pregled", "nav.board", 0)
	}
	if !b.Official { // whose masthead is full: they find it at the foot
		add("/pretraga", "search.title", 0)
	}
	if b.holds(dossier.Oversight) {
		add("/odstupanja", "departures.nav", 0)
	}
	if b.holds(dossier.Operator) {
		add("/sistem", "nav.system", 0)
	}
	return all
}

// refuse answers with what went wrong: within the frame where a person reads it,
// and as a problem otherwise.
func (s *Server) refuse(w http.ResponseWriter, r *http.Request, err error) {
	if !forPeople(r) {
		writeProblem(w, r, err)
		return
	}
	s.refusePage(w, r, err)
}

// forPeople reports whether an answer is read by a person: at the addresses of
// pages, and where a browser asks for something that is nowhere.
func forPeople(r *http.Request) bool {
	first, _, _ := strings.Cut(strings.TrimPrefix(r.URL.Path, "/"), "/")
	if _, ok := locale.Parse(first); ok {
		return true
	}
	if slices.Contains([]string{"api", "ledger", "rehearsal", "static", "healthz", "readyz", "metrics"}, first) {
		return false
	}
	return strings.Contains(r.Header.Get("Accept"), "text/html")
}
