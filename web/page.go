package web

import (
	"context"
	"errors"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"time"

	"github.com/gin-gonic/gin"

	"github.com/rasprava/rasprava/internal/dossier"
	"github.com/rasprava/rasprava/internal/locale"
	"github.com/rasprava/rasprava/internal/store"
)

// page is one address for people, the same in every language: who may ask for
// it, and what answers. A page that is got changes nothing; one that is posted
// is refused to other sites.
type page struct {
	method string
	path   string // behind the language, as Gin writes it
	action dossier.Action
	bound  int64 // of the body, in bytes; 0: none is read
	handle func(*Server, *visit) (reply, error)
}

// boundForm is the longest form, in bytes, that holds less than a submission: the longest
// text of a field, percent-encoded, many times over.
const boundForm = 4 << 20

// pages declares every page; what a person may do to one dossier is checked
// where it is done, as for routes.
var pages = concat(
	homePages,
	dossierPages,
	textPages,
	redlinePages,
	answersPages,
	draftingPages,
	decisionPages,
	materialPages,
	commandPages,
	accountPages,
	boardPages,
	possiblePages,
	noticePages,
	confirmingPages,
	stoppingPages,
	cosigningPages,
	migrationPages,
	carryPages,
	placesPages,
	asidePages,
	contestPages,
	postroomPages,
	authorshipPages,
	arrivalPages,
	portalPages,
)

func concat(groups ...[]page) []page {
	var all []page
	for _, g := range groups {
		all = append(all, g...)
	}
	return all
}

// get declares a page that anybody whom the action admits may read.
func get(path string, action dossier.Action, handle func(*Server, *visit) (reply, error)) page {
	return page{http.MethodGet, path, action, 0, handle}
}

// post declares where a form is sent.
func post(path string, action dossier.Action, handle func(*Server, *visit) (reply, error)) page {
	return page{http.MethodPost, path, action, boundForm, handle}
}

// upload declares where a form with files is sent; what answers asks whether the
// visitor may send it before it reads any of it.
func upload(path string, action dossier.Action, handle func(*Server, *visit) (reply, error)) page {
	return page{http.MethodPost, path, action, boundVersions, handle}
}

// visit is one request of a person: who asks, in which language, and for what.
type visit struct {
	*gin.Context
	server *Server
	lang   locale.Lang
	say    *locale.Printer
	viewer viewer
	badge  badge
	path   string     // behind the language, without the query
	home   string     // what can be got of this page, behind the language, with the query
	placed bool       // a form with files is being read
	sent   url.Values // what was typed into the form that came; nil: none came

	shorten *shortened // by which a form with files is read; nil: it is read as it is
}

// ctx returns the context of the request.
func (v *visit) ctx() context.Context { return v.Request.Context() }

// person returns the id of who is signed in; empty: nobody.
func (v *visit) person() string { return v.viewer.person }

// t returns a message; pairs are names and values of its arguments.
func (v *visit) t(id string, pairs ...any) string { return v.say.T(id, arguments(pairs)) }

// n returns the form of a message for that many.
func (v *visit) n(id string, count int, pairs ...any) string {
	return v.say.Plural(id, count, arguments(pairs))
}

// title returns a Serbian or an English title in the language of the reader.
func (v *visit) title(sr, en string) string { return title(v.lang, sr, en) }

// href returns the address of a page in the language of the reader.
func (v *visit) href(path string) string { return "/" + string(v.lang) + path }

// arguments makes the arguments of a message of names and values in turn.
func arguments(pairs []any) map[string]any {
	if len(pairs) == 0 {
		return nil
	}
	args := make(map[string]any, len(pairs)/2)
	for i := 0; i+1 < len(pairs); i += 2 {
		name, _ := pairs[i].(string)
		args[name] = pairs[i+1]
	}
	return args
}

// servePages registers every page in every language.
func (s *Server) servePages(all gin.IRoutes) {
	for _, l := range locale.Langs() {
		for _, p := range pages {
			all.Handle(p.method, "/"+string(l)+p.path, s.serve(l, p, above(p)))
		}
	}
}

// above returns how many parts of its path lie between a page and what can be
// got: none, but for the forms of a page that are sent to addresses below it.
func above(p page) int {
	parts := 0
	for path := p.path; path != "" && !slices.ContainsFunc(pages, func(q page) bool { return q.method == http.MethodGet && q.path == path }); parts++ {
		path = path[:strings.LastIndexByte(path, '/')]
	}
	return parts
}

// homeOf returns an address behind its language without the last parts, and with
// its query where none is left out.
func homeOf(at *url.URL, l locale.Lang, parts int) string {
	path := strings.TrimPrefix(at.EscapedPath(), "/"+string(l))
	if parts == 0 && at.RawQuery != "" {
		return path + "?" + at.RawQuery
	}
	for range parts {
		path = path[:strings.LastIndexByte(path, '/')]
	}
	if path == "" {
		return "/"
	}
	return path
}

// serve answers for a page in one language; parts of its address lie below what
// can be got.
func (s *Server) serve(l locale.Lang, p page, parts int) gin.HandlerFunc {
	return func(c *gin.Context) {
		e := eventOf(c.Request.Context())
		e.route = "/:lang" + p.path
		v, err := s.visit(c, l, p)
		var r reply
		if err == nil {
			v.home = homeOf(c.Request.URL, l, parts)
			r, err = s.withRedlines(c.Request, func() (reply, error) { return s.handle(p, v) })
		}
		var pending *store.PendingRedline
		switch {
		case errors.As(err, &pending) && reads(c.Request):
			r, err = v.showComparing()
		case err == nil && asksAgain(c.Request):
			r = nothing.with("HX-Refresh", "true")
		}
		if err == nil {
			err = r.prepare()
		}
		if err != nil {
			s.refuse(c.Writer, c.Request, err)
			return
		}
		if r.instead != nil {
			s.router.ServeHTTP(c.Writer, r.instead)
			return
		}
		if p.method == http.MethodGet && r.status == http.StatusOK {
			s.rememberLang(c, l)
		}
		r.write(c.Writer)
	}
}

// handle decides the answer, and gives back what reading a form took before
// anything of it is sent.
func (s *Server) handle(p page, v *visit) (reply, error) {
	defer v.leave()
	return p.handle(s, v)
}

// visit finds out who asks and lets them through as far as can be said before
// anything is read.
func (s *Server) visit(c *gin.Context, l locale.Lang, p page) (*visit, error) {
	v := &visit{Context: c, server: s, lang: l, say: locale.For(l), path: strings.TrimPrefix(c.Request.URL.Path, "/"+string(l))}
	var err error
	v.viewer, err = s.viewer(c)
	if err != nil {
		return nil, err
	}
	e := eventOf(v.ctx())
	e.person, e.signedIn = v.person(), v.person() != ""
	err = admits(p.action, v.viewer)
	if err != nil {
		return nil, err
	}
	v.badge, err = s.badgeOf(v.ctx(), v.person())
	if err != nil {
		return nil, err
	}
	e.badge = v.badge
	if auth, _ := dossier.AuthorityFor(p.action); auth.Place == dossier.Anywhere && !slices.ContainsFunc(auth.Roles, v.badge.holds) {
		return nil, v.withoutOffice(p.action)
	}
	return v, v.limitForm(p.bound)
}

// withoutOffice refuses an action that asks for an office which the visitor holds
// nowhere: none has been given to them, or it has ended.
func (v *visit) withoutOffice(action dossier.Action) error {
	now, err := v.server.store.Now(v.ctx())
	if err != nil {
		return err
	}
	a, err := v.server.store.Actor(v.ctx(), v.person())
	if err != nil {
		return err
	}
	err = dossier.May(a, action, dossier.Standing{}, dossier.Day(now, belgrade))
	if err == nil {
		err = dossier.Refuse(dossier.CodeRoleRequired)
	}
	return err
}

// admits refuses whom an action does not admit, whatever the dossier.
func admits(action dossier.Action, v viewer) error {
	auth, ok := dossier.AuthorityFor(action)
	if !ok {
		return errors.New("serve: no authority over " + string(action))
	}
	if auth.Place != dossier.Nowhere && auth.Place != dossier.Secret && v.person == "" {
		return dossier.Refuse(dossier.CodeUnauthenticated)
	}
	return nil
}

// langCookie remembers the language and script that a reader chose by going
// there; it holds nothing else.
const langCookie = "jezik"

func (s *Server) rememberLang(c *gin.Context, l locale.Lang) {
	known, err := c.Request.Cookie(langCookie)
	if err == nil && known.Value == string(l) {
		return
	}
	http.SetCookie(c.Writer, &http.Cookie{Name: langCookie, Value: string(l), Path: "/", MaxAge: int((365 * 24 * time.Hour).Seconds()),
		HttpOnly: true, Secure: s.secure, SameSite: http.SameSiteLaxMode})
}

// langOf returns the language of a request: that of its address, of what the
// reader chose before, or of their browser.
func langOf(r *http.Request) locale.Lang {
	first, _, _ := strings.Cut(strings.TrimPrefix(r.URL.Path, "/"), "/")
	if l, ok := locale.Parse(first); ok {
		return l
	}
	chosen, err := r.Cookie(langCookie)
	if err == nil {
		if l, ok := locale.Parse(chosen.Value); ok {
			return l
		}
	}
	return locale.Match(r.Header.Get("Accept-Language"))
}

// front sends a reader to the pages in their language.
func (s *Server) front(c *gin.Context) {
	s.answer(c, func() (reply, error) {
		return redirect("/"+string(langOf(c.Request))+"/").with("Vary", "Accept-Language, Cookie"), nil
	})
}

// redirect sends the reader on, by GET.
func redirect(to string) reply {
	return reply{status: http.StatusSeeOther, header: map[string]string{"Location": to}}
}

// to sends the reader to a page in their language, with a word about what was
// done that the page shows once; an empty word: none.
func (v *visit) to(path, done string, pairs ...any) reply {
	if done != "" {
		v.server.sessions.Put(v.ctx(), sessionFlash, v.t(done, pairs...))
	}
	return redirect(v.href(path))
}

// back returns an address of ours that a form or a link asks to go on to, or
// the fallback: never another site's.
func back(asked, fallback string) string {
	u, err := url.Parse(asked)
	if err != nil || u.IsAbs() || u.Host != "" || !strings.HasPrefix(asked, "/") || strings.HasPrefix(asked, "//") || strings.ContainsAny(asked, "\\\r\n\t") {
		return fallback
	}
	return asked
}
