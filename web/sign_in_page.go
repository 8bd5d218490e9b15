package web

import (
	"errors"
	"fmt"
	"maps"
	"math"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"time"

	"github.com/rasprava/rasprava/internal/dossier"
	"github.com/rasprava/rasprava/web/api"
)

var signInPages = []page{
	get("/prijava", dossier.SignIn, (*Server).signInPage),
	post("/prijava", dossier.SignIn, (*Server).signInForm),
	post("/odjava", dossier.SignIn, (*Server).signOutForm),
}

// signingIn is the form of signing in, and what goes on after it.
type signingIn struct {
	Form     form
	Email    field
	Password field
	Next     string
	Register string // address of opening an account, from which one goes on as well
	Kept     []kept // what was being sent when a session had ended
}

// kept is a field of a form that is sent once more.
type kept struct{ Name, Value string }

var signInTemplate = templateFor[signingIn]("sign_in")

// signedIn is what somebody sees at the door who is in already.
type signedIn struct {
	Name string
	Next string
}

var signedInTemplate = templateFor[signedIn]("signed_in")

// signInPage shows the form of signing in; who is signed in already goes on, or
// hears as whom.
func (s *Server) signInPage(v *visit) (reply, error) {
	f := v.carried()
	next := back(firstOf(v.Query("dalje"), f.value("dalje")), "")
	switch {
	case v.person() != "" && next != "":
		return redirect(next), nil
	case v.person() != "":
		return v.showSignedIn()
	}
	return v.showSignIn(f, next, keptOf(f.Values))
}

func (v *visit) showSignedIn() (reply, error) {
	return signedInTemplate.show(v, heading{Title: v.t("signed_in.title")}, signedIn{Name: v.badge.Name, Next: v.afterSignIn(v.badge)})
}

// afterSignIn returns where somebody goes who was going nowhere else: to what
// waits for them.
func (v *visit) afterSignIn(b badge) string {
	if b.Official {
		return v.href("/zadaci")
	}
	return v.href("/")
}

func (v *visit) showSignIn(f form, next string, more []kept) (reply, error) {
	in := signingIn{Form: f, Next: next, Kept: more, Register: v.href(onwards("/registracija", next)),
		Email: f.field("email", v.t("sign_in.email"), ""), Password: f.secret("password", v.t("sign_in.password"), "", "current-password")}
	in.Email.Type, in.Email.Autocomplete = "email", "username"
	return signInTemplate.show(v, heading{Title: v.t("sign_in.title"), Status: f.status(), At: onwards("/prijava", next)}, in)
}

// onwards returns a path with where one goes on to from it; empty: nowhere.
func onwards(path, next string) string {
	if next == "" {
		return path
	}
	return path + "?dalje=" + url.QueryEscape(next)
}

// secret returns an input for a password: what was typed is not written back.
func (f form) secret(name, label, hint, autocomplete string) field {
	in := f.field(name, label, hint)
	in.Type, in.Autocomplete, in.Value = "password", autocomplete, ""
	return in
}

// limited says in the form how long to wait, where the error is that something
// was tried too often. It returns that time; zero where the error is another.
func (v *visit) limited(f *form, err error) time.Duration {
	var over *limitedError
	if !errors.As(err, &over) {
		return 0
	}
	f.add("", v.n("attempts.wait", int(math.Ceil(over.wait.Minutes()))))
	return max(over.wait, time.Second)
}

// late answers with a form that was sent too often: when to send it again.
func late(r reply, wait time.Duration) reply {
	r.status = http.StatusTooManyRequests
	return r.with("Retry-After", retryAfter(wait))
}

// resuming offers to send again what was being sent when the session had ended.
type resuming struct {
	Action string
	Kept   []kept
}

var resumeTemplate = templateFor[resuming]("resume")

// keptPrefix marks the fields of a form that is kept through signing in.
const keptPrefix = "nastavak."

// signInForm signs in and goes on.
func (s *Server) signInForm(v *visit) (reply, error) {
	f, err := v.readForm()
	if err != nil {
		return reply{}, err
	}
	next := back(f.value("dalje"), "")
	more := keptOf(f.Values)
	if !f.Values.Has("email") { // what was being sent comes along
		return v.showSignIn(f, next, more)
	}
	person, err := s.signIn(v.ctx(), v.ClientIP(), api.Credentials{Email: f.value("email"), Password: f.value("password")})
	if wait := v.limited(&f, err); wait > 0 {
		r, err := v.showSignIn(f, next, more)
		return late(r, wait), err
	}
	if err != nil && dossier.CodeOf(err) == dossier.CodeCredentials {
		_, text := v.say.Problem(string(dossier.CodeCredentials), nil)
		f.add("email", text)
		return v.showSignIn(f, next, more)
	}
	if err != nil {
		return reply{}, err
	}
	err = v.begin(person)
	if err != nil {
		return reply{}, err
	}
	if len(more) > 0 && next != "" {
		return resumeTemplate.show(v, heading{Title: v.t("resume.title")}, resuming{Action: next, Kept: more})
	}
	if next == "" {
		next = v.afterSignIn(v.badge)
	}
	return redirect(next), nil
}

// begin signs the visitor in as the person, from this request on.
func (v *visit) begin(person string) error {
	s := v.server
	err := s.enterSession(v.ctx(), person, v.Request.UserAgent())
	if err != nil {
		return err
	}
	v.viewer = viewer{person: person, session: true}
	v.badge, err = s.badgeOf(v.ctx(), person)
	return err
}

// keptOf returns the fields that a form carries through signing in, by name.
func keptOf(values url.Values) []kept {
	var all []kept
	for _, name := range slices.Sorted(maps.Keys(values)) {
		if !strings.HasPrefix(name, keptPrefix) {
			continue
		}
		for _, value := range values[name] {
			all = append(all, kept{strings.TrimPrefix(name, keptPrefix), value})
		}
	}
	return all
}

// signOutForm ends the session.
func (s *Server) signOutForm(v *visit) (reply, error) {
	err := s.sessions.Destroy(v.ctx())
	if err != nil {
		return reply{}, fmt.Errorf("end session: %w", err)
	}
	return redirect(v.href("/")), nil
}
