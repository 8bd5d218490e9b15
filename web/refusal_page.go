package web

import (
	"errors"
	"maps"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"github.com/gin-gonic/gin"

	"github.com/rasprava/rasprava/internal/dossier"
	"github.com/rasprava/rasprava/internal/locale"
)

// refusal is what a page says that cannot be shown: what happened, what follows
// from it, and what can be done.
type refusal struct {
	Title   string
	Detail  string
	Unmet   []string
	Search  bool // for what was looked for
	Query   string
	SignIn  string // address; empty: that would not help
	Next    string // where what was being sent goes after signing in
	Kept    []kept
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
	body := refusal{Title: title, Detail: detail, Dossier: e.dossier, Request: e.id, Ours: status >= http.StatusInternalServerError}
	for _, u := range p.words.unmet(l, p.unmet) {
		body.Unmet = append(body.Unmet, u.Message)
	}
	for _, f := range p.fields {
		_, message := locale.For(l).Problem(string(f.Code), f.Params)
		body.Unmet = append(body.Unmet, message)
	}
	switch status {
	case http.StatusNotFound:
		body.Search, body.Query = true, soughtIn(r.URL.Path)
	case http.StatusUnauthorized:
		body.SignIn, body.Next, body.Kept = "/"+string(l)+"/prijava", r.URL.RequestURI(), typed
	}
	if from, err := url.Parse(r.Referer()); err == nil && from.Host == r.Host && from.Path != r.URL.Path {
		body.Back = back(from.RequestURI(), "")
	}
	f := frame{heading: heading{Title: title}, Lang: string(l), Badge: e.badge, Demonstration: s.demonstration, LogSize: s.logSize(r.Context()),
		Canonical: "/" + string(l) + "/", Body: body}
	f.Languages = each(locale.Langs(), func(other locale.Lang) languageLink {
		return languageLink{Lang: string(other), Href: "/" + string(other) + "/", Current: other == l}.named()
	})
	f.Nav = (&visit{server: s, lang: l, say: locale.For(l), badge: e.badge}).navigation()
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

// dossierOf returns the dossier that a refusal sends the visitor to, where they
// see it; empty: none.
func (v *visit) dossierOf(err error) dossier.Ref {
	switch statusOf(problemOf(err).code) {
	case http.StatusForbidden, http.StatusConflict:
	default:
		return ""
	}
	ref := dossier.Ref(v.Param("ref"))
	var command *commandError
	if errors.As(err, &command) {
		ref = command.row.Dossier
	}
	if !ref.Valid() {
		return ""
	}
	_, err = v.server.store.Dossier(v.ctx(), v.person(), ref)
	if err != nil {
		return ""
	}
	return ref
}

// nowhere answers for an address at which there is nothing, to whoever it is.
func (s *Server) nowhere(c *gin.Context) {
	v, err := s.viewer(c)
	if err == nil && forPeople(c.Request) {
		eventOf(c.Request.Context()).badge, err = s.badgeOf(c.Request.Context(), v.person)
	}
	if err != nil { // it is answered as to anybody
		eventOf(c.Request.Context()).badge = badge{}
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

// soughtIn returns the words of an address that leads nowhere, to look for them.
func soughtIn(path string) string {
	words := strings.FieldsFunc(path, func(r rune) bool { return r == '/' || r == '-' || r == '_' || r == '.' || r == '+' })
	if len(words) > 0 {
		if _, lang := locale.Parse(strings.Join(words[:min(2, len(words))], "-")); lang {
			words = words[min(2, len(words)):]
		} else if _, lang := locale.Parse(words[0]); lang {
			words = words[1:]
		}
	}
	sought := strings.Join(words, " ")
	if len(sought) > 100 {
		return ""
	}
	return sought
}
