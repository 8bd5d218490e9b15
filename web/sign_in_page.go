package web

import (
	"fmt"
	"maps"
	"net/url"
	"slices"
	"strings"

	"github.com/rasprava/rasprava/internal/dossier"
	"github.com/rasprava/rasprava/web/api"
)

var accountPages = []page{
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
	Kept     []kept // what was being sent when a session had ended
}

// kept is a field of a form that is sent once more.
type kept struct{ Name, Value string }

var signInTemplate = templateFor[signingIn]("sign_in")

// signInPage shows the form of signing in; who is signed in already goes on.
func (s *Server) signInPage(v *visit) (reply, error) {
	next := back(v.Query("dalje"), "")
	if v.person() != "" {
		return redirect(v.after(next)), nil
	}
	return v.showSignIn(form{}, next, nil)
}

// after returns where to go after signing in: where one was going, or what waits
// for them.
func (v *visit) after(next string) string {
	if next != "" {
		return next
	}
	return v.href("/")
}

func (v *visit) showSignIn(f form, next string, more []kept) (reply, error) {
	in := signingIn{Form: f, Next: next, Kept: more, Email: f.field("email", v.t("sign_in.email"), ""), Password: f.field("password", v.t("sign_in.password"), "")}
	in.Email.Type, in.Email.Autocomplete = "email", "username"
	in.Password.Type, in.Password.Autocomplete, in.Password.Value = "password", "current-password", ""
	return signInTemplate.show(v, heading{Title: v.t("sign_in.title"), Status: f.status()}, in)
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
	if err != nil && dossier.CodeOf(err) == dossier.CodeCredentials {
		_, text := v.say.Problem(string(dossier.CodeCredentials), nil)
		f.add("email", text)
		return v.showSignIn(f, next, more)
	}
	if err != nil {
		err = v.refused(&f, err, nil)
		if err != nil {
			return reply{}, err
		}
		return v.showSignIn(f, next, more)
	}
	err = s.enterSession(v.ctx(), person, v.Request.UserAgent())
	if err != nil {
		return reply{}, err
	}
	if len(more) > 0 && next != "" {
		v.viewer = viewer{person: person, session: true}
		v.badge, err = s.badgeOf(v.ctx(), person)
		if err != nil {
			return reply{}, err
		}
		return resumeTemplate.show(v, heading{Title: v.t("resume.title")}, resuming{Action: next, Kept: more})
	}
	return redirect(v.after(next)), nil
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
