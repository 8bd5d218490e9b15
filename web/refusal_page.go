package web

import (
	"context"
	"errors"
	"maps"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/gin-gonic/gin"

	"github.com/rasprava/rasprava/internal/dossier"
	"github.com/rasprava/rasprava/internal/locale"
	"github.com/rasprava/rasprava/internal/script"
	"github.com/rasprava/rasprava/internal/store"
)

// refusal is what a page says that cannot be shown: what happened, what follows
// from it, and what can be done.
type refusal struct {
	Title   string
	Detail  string
	Unmet   []objection
	Faults  []string // of the fields that cannot be taken
	Search  bool     // for what was looked for
	Query   string
	Found   []listRow
	More    string // address of all that is found; empty: it stands here
	SignIn  string // address; empty: that would not help
	Next    string // where what was being sent goes after signing in
	Kept    []kept
	Receipt string      // address of the receipt whose secret is wanted
	Dossier dossier.Ref // that it speaks of, where the reader sees it
	Back    string      // address of what to go back to
	Request string
	Ours    bool // the fault is ours
}

var refusalTemplate = templateFor[refusal]("refusal")

// refusePage answers a reader with what went wrong, in the frame of the site. A
// reader who must sign in first is sent there and comes back.
func (s *Server) refusePage(w http.ResponseWriter, r *http.Request, err error) {
	p := problemOf(err)
	e := eventOf(r.Context())
	e.err, e.code = err, p.code
	l := langOf(r)
	v := &visit{server: s, lang: l, say: locale.For(l), badge: e.badge}
	if p.code == dossier.CodeUnauthenticated && (r.Method == http.MethodGet || r.Method == http.MethodHead) {
		http.Redirect(w, r, "/"+string(l)+"/prijava?dalje="+url.QueryEscape(r.URL.RequestURI()), http.StatusSeeOther)
		return
	}
	status := statusOf(p.code)
	var typed []kept
	if status == http.StatusUnauthorized {
		typed = keep(r)
	}
	drain(r, e.body)
	title, detail := p.words.problem(l, p.code, p.params)
	if p.code == codeMethod { // the problem speaks to programs
		title, detail = locale.For(l).T("refusal.method", nil), locale.For(l).T("refusal.method_means", nil)
	}
	var over *sizeError
	if errors.As(err, &over) {
		detail += " " + v.t("refusal.sizes", "size", v.megabytes(over.size), "limit", v.megabytes(over.limit))
	}
	body := refusal{Title: title, Detail: detail, Request: e.id, Ours: status >= http.StatusInternalServerError}
	body.Unmet = v.objections(p.dossier, p.words, p.unmet)
	for _, f := range p.fields {
		_, message := locale.For(l).Problem(string(f.Code), f.Params)
		body.Faults = append(body.Faults, message)
	}
	switch status {
	case http.StatusForbidden, http.StatusConflict:
		body.Dossier = s.dossierOf(r, e.person, err)
	case http.StatusNotFound:
		body.Search = true
		if p.code == dossier.CodeNotFound && r.Method == http.MethodGet {
			body.Query = soughtIn(r.URL.Path, s.routeWords)
			body.Found, body.More = s.foundFor(r.Context(), v, e.person, body.Query)
		}
	case http.StatusUnauthorized:
		body.SignIn, body.Next, body.Kept = "/"+string(l)+"/prijava", r.URL.RequestURI(), typed
	}
	if _, rest, of := strings.Cut(r.URL.Path, "/potvrde/"); of && p.code == dossier.CodeSecretWrong {
		no, _, _ := strings.Cut(rest, "/")
		body.Receipt = v.href("/potvrde/" + url.PathEscape(no) + "#tajni-kljuc")
	}
	if from, err := url.Parse(r.Referer()); err == nil && from.Host == r.Host && from.Path != r.URL.Path {
		body.Back = back(from.RequestURI(), "")
	}
	f := frame{heading: heading{Title: title}, Lang: string(l), Badge: e.badge, Demonstration: s.demonstration, LogSize: s.logSize(r.Context()),
		Canonical: "/" + string(l) + "/", Body: body}
	f.Languages = each(locale.Langs(), func(other locale.Lang) languageLink {
		return languageLink{Lang: string(other), Href: "/" + string(other) + "/", Current: other == l}.named()
	})
	f.Nav = v.navigation()
	b, err := execute(l, refusalTemplate.name, f)
	if err != nil {
		writeProblem(w, r, err)
		return
	}
	h := w.Header()
	h.Set("Content-Type", "text/html; charset=utf-8")
	h.Set("Content-Language", string(l))
	h.Set("Content-Security-Policy", pagePolicy)
	h.Del("Content-Disposition")
	h.Set("Content-Length", strconv.Itoa(len(b)))
	if p.wait > 0 {
		h.Set("Retry-After", retryAfter(p.wait))
	}
	w.WriteHeader(status)
	_, _ = w.Write(b) // whoever hung up does not read it
}

// dossierOf returns the dossier that a refusal sends the reader to, where they see
// it; empty: none.
func (s *Server) dossierOf(r *http.Request, person string, err error) dossier.Ref {
	_, rest, _ := strings.Cut(r.URL.Path, "/predmeti/")
	at, _, _ := strings.Cut(rest, "/")
	ref := dossier.Ref(at)
	var command *commandError
	if errors.As(err, &command) {
		ref = command.row.Dossier
	}
	if !ref.Valid() {
		return ""
	}
	_, err = s.store.Dossier(r.Context(), person, ref)
	if err != nil {
		return ""
	}
	return ref
}

// unslashed returns the address without the slashes at its end, where a page is
// meant that has none, and with the one that a language alone has; empty: it is
// written as it should be, or belongs to no page.
func unslashed(u *url.URL) string {
	path := u.EscapedPath()
	to := strings.TrimRight(path, "/")
	first, _, deeper := strings.Cut(strings.TrimPrefix(to, "/"), "/")
	if _, lang := locale.Parse(first); !lang {
		return ""
	}
	if !deeper {
		to += "/"
	}
	if to == path {
		return ""
	}
	if u.RawQuery != "" {
		to += "?" + u.RawQuery
	}
	return to
}

// nowhere answers for an address at which there is nothing, to whoever it is.
func (s *Server) nowhere(c *gin.Context) {
	if to := unslashed(c.Request.URL); to != "" && c.Request.Method == http.MethodGet {
		http.Redirect(c.Writer, c.Request, to, http.StatusMovedPermanently)
		return
	}
	e := eventOf(c.Request.Context())
	v, err := s.viewer(c)
	if err == nil && forPeople(c.Request) {
		e.person = v.person
		e.badge, err = s.badgeOf(c.Request.Context(), v.person)
	}
	if err != nil { // it is answered as to anybody
		e.person, e.badge = "", badge{}
	}
	s.refuse(c.Writer, c.Request, dossier.Refuse(dossier.CodeNotFound))
}

// keep returns the fields of a form whose sender was not signed in any more, so
// that they can be sent after signing in. Files and passwords are not kept.
func keep(r *http.Request) []kept {
	if r.Method != http.MethodPost {
		return nil
	}
	r.Body = http.MaxBytesReader(nil, r.Body, boundForm)
	err := r.ParseMultipartForm(maxInMemory)
	if r.MultipartForm != nil {
		defer func() { _ = r.MultipartForm.RemoveAll() }() // the system clears what is left
	}
	if err != nil && !errors.Is(err, http.ErrNotMultipart) {
		return nil
	}
	var all []kept
	for _, name := range slices.Sorted(maps.Keys(r.PostForm)) {
		if strings.HasPrefix(name, "password") {
			continue
		}
		for _, value := range r.PostForm[name] {
			all = append(all, kept{name, value})
		}
	}
	return all
}

// maxFound is how many dossiers a page names that is nowhere.
const maxFound = 5

// minSought is the shortest text that is looked for where nobody asked to, in
// characters.
const minSought = 3

// foundFor returns the dossiers that the reader sees and may have looked for, and
// the address of all of them where there are more. A page that is nowhere is shown
// whether or not they can be read now.
func (s *Server) foundFor(ctx context.Context, v *visit, person, query string) ([]listRow, string) {
	if utf8.RuneCountInString(query) < minSought {
		return nil, ""
	}
	now, err := s.store.Now(ctx)
	if err != nil {
		return nil, ""
	}
	l, err := s.store.DossierPage(ctx, person, store.DossierFilter{Query: query, Order: store.OrderClosing, Page: store.Page{Limit: maxFound}}, 1)
	if err != nil {
		return nil, ""
	}
	more := ""
	if l.Pages > 1 {
		more = v.href("/predmeti?" + url.Values{byQuery: {query}}.Encode())
	}
	return each(l.Rows, func(r store.DossierRow) listRow { return v.rowWords(r, now) }), more
}

// wordsOfRoutes returns the search keys of the words that stand in the addresses
// of pages.
func wordsOfRoutes() map[string]bool {
	words := map[string]bool{"": true}
	for _, p := range pages {
		for _, part := range strings.Split(p.path, "/") {
			words[script.SearchKey(part)] = true
		}
	}
	return words
}

// soughtIn returns the number or the words of an address that leads nowhere, to
// look for them; words of routes say nothing of what was looked for.
func soughtIn(path string, routeWords map[string]bool) string {
	parts := strings.Split(strings.Trim(path, "/"), "/")
	if _, lang := locale.Parse(parts[0]); lang {
		parts = parts[1:]
	}
	var words []string
	for _, part := range parts {
		if routeWords[script.SearchKey(part)] {
			continue
		}
		if ref, ok := dossier.ReadRef(part); ok {
			return string(ref)
		}
		words = append(words, strings.FieldsFunc(part, func(r rune) bool { return strings.ContainsRune(" -_.+", r) })...)
	}
	if len(words) > 1 {
		if ref, ok := dossier.ReadRef(words[0] + " " + words[1]); ok {
			return string(ref)
		}
	}
	sought := strings.Join(words, " ")
	if utf8.RuneCountInString(sought) > 100 {
		return ""
	}
	return sought
}
