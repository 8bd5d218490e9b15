package web

import (
	"context"
	"strconv"
	"time"

	"github.com/rasprava/rasprava/internal/dossier"
	"github.com/rasprava/rasprava/internal/locale"
)

var registrationPages = []page{
	get("/registracija", dossier.Register, (*Server).registrationPage),
	post("/registracija", dossier.Register, (*Server).registrationForm),
}

// registering is the form by which somebody opens an account, and where they go
// afterwards.
type registering struct {
	Form     form
	Name     field
	Email    field
	Password field
	Lang     field
	Next     string
	SignIn   string
}

var registeringTemplate = templateFor[registering]("registration")

// registrations bears a class of pupils behind one address; it also bounds how
// many addresses of e-mail one sender can ask about.
var registrations = Rate{Every: 2 * time.Minute, Burst: 40}

func (s *Server) registrationPage(v *visit) (reply, error) {
	if v.person() != "" {
		return v.showSignedIn()
	}
	return v.showRegistration(v.carried(), back(firstOf(v.Query("dalje"), v.carried().value("dalje")), ""))
}

func (v *visit) showRegistration(f form, next string) (reply, error) {
	in := registering{Form: f, Next: next, SignIn: v.href("/prijava"),
		Name: f.field("name", v.t("registration.name"), v.t("registration.name_hint")), Email: f.field("email", v.t("sign_in.email"), v.t("registration.email_hint")),
		Password: f.secret("password", v.t("sign_in.password"), v.passwordHint(), "new-password"),
		Lang:     f.choice("lang", v.t("account.lang"), "", languageOptions(string(v.lang)))}
	in.Name.Max, in.Name.Autocomplete = dossier.MaxName, "name"
	in.Email.Type, in.Email.Autocomplete = "email", "email"
	return registeringTemplate.show(v, heading{Title: v.t("registration.title"), Status: f.status(), At: onwards("/registracija", next)}, in)
}

func (v *visit) passwordHint() string {
	return v.t("password.hint", "count", strconv.Itoa(MinPassword))
}

// languageOptions lists the languages and scripts of the interface, each in its own.
func languageOptions(chosen string) []option {
	return each(locale.Langs(), func(l locale.Lang) option {
		return option{Value: string(l), Label: locale.For(l).T("language.self", nil), Lang: string(l), Checked: string(l) == chosen}
	})
}

// registrationForm opens an account and signs its owner in.
func (s *Server) registrationForm(v *visit) (reply, error) {
	f, err := v.readForm()
	if err != nil {
		return reply{}, err
	}
	next := back(f.value("dalje"), "")
	account, err := dossier.NewAccount{Name: f.value("name"), Email: f.value("email"), Lang: f.value("lang")}.Tidy()
	if err != nil {
		err = v.refused(&f, err, nil)
		if err != nil {
			return reply{}, err
		}
	}
	password := f.value("password")
	if fault := passwordFault(password, f.value("name"), f.value("email")); fault != "" {
		f.add("password", v.t(fault, "count", strconv.Itoa(MinPassword)))
	}
	if !f.ok() {
		return v.showRegistration(f, next)
	}
	err = s.allow(v.ctx(), registrations, dossier.CodeTooManyAttempts, "registration", network(v.ClientIP()))
	if wait := v.limited(&f, err); wait > 0 {
		r, err := v.showRegistration(f, next)
		return late(r, wait), err
	}
	if err != nil {
		return reply{}, err
	}
	account.PasswordHash, err = s.hash(v.ctx(), password)
	if err != nil {
		return reply{}, err
	}
	person, err := s.store.Register(v.ctx(), account)
	if err != nil {
		err = v.refused(&f, err, nil)
		if err != nil {
			return reply{}, err
		}
		return v.showRegistration(f, next)
	}
	err = v.begin(person)
	if err != nil {
		return reply{}, err
	}
	if next != "" {
		return redirect(next), nil
	}
	return v.to("/nalog", "registration.done"), nil
}

// hash returns the hash of a password, when there is a place for the work.
func (s *Server) hash(ctx context.Context, password string) (string, error) {
	err := enter(ctx, s.hashing)
	if err != nil {
		return "", err
	}
	defer func() { <-s.hashing }()
	return HashPassword(password), nil
}
