package web

import (
	"fmt"
	"strconv"

	"github.com/rasprava/rasprava/internal/dossier"
	"github.com/rasprava/rasprava/internal/store"
)

var passwordPages = []page{
	get("/nalog/lozinka", dossier.OwnSession, (*Server).passwordPage),
	post("/nalog/lozinka", dossier.OwnSession, (*Server).passwordForm),
}

// changingPassword is the form by which somebody gets another password. The
// e-mail stands in it for whatever keeps passwords.
type changingPassword struct {
	Form  form
	Email string
	Now   field
	New   field
}

var changingPasswordTemplate = templateFor[changingPassword]("password")

func (s *Server) passwordPage(v *visit) (reply, error) {
	p, err := s.store.PersonByID(v.ctx(), v.person())
	if err != nil {
		return reply{}, err
	}
	return v.showPassword(v.carried(), p)
}

func (v *visit) showPassword(f form, p store.Person) (reply, error) {
	title := v.t("password.title")
	return changingPasswordTemplate.show(v, heading{Title: title, Crumbs: v.accountCrumbs(title), Status: f.status()}, changingPassword{Form: f, Email: p.Email,
		Now: f.secret("password_now", v.t("password.now"), "", "current-password"),
		New: f.secret("password_new", v.t("password.new"), v.passwordHint(), "new-password")})
}

// passwordForm changes the password of whoever knows the one that holds, and
// ends their other sessions. Attempts are bounded as those to sign in are, so
// that a session left open is no way to the password.
func (s *Server) passwordForm(v *visit) (reply, error) {
	f, err := v.readForm()
	if err != nil {
		return reply{}, err
	}
	err = v.inPerson()
	if err != nil {
		return reply{}, err
	}
	p, err := s.store.PersonByID(v.ctx(), v.person())
	if err != nil {
		return reply{}, err
	}
	if fault := passwordFault(f.value("password_new"), p.Name, p.Email, f.value("password_now")); fault != "" {
		f.add("password_new", v.t(fault, "count", strconv.Itoa(MinPassword)))
	}
	err = s.allow(v.ctx(), signInsAccount, dossier.CodeTooManyAttempts, "password", v.person())
	if wait := v.limited(&f, err); wait > 0 {
		r, err := v.showPassword(f, p)
		return late(r, wait), err
	}
	if err != nil {
		return reply{}, err
	}
	right, err := s.knows(v, f.value("password_now"))
	if err != nil {
		return reply{}, err
	}
	if !right {
		f.add("password_now", v.t("password.wrong"))
	}
	if !f.ok() {
		return v.showPassword(f, p)
	}
	hash, err := s.hash(v.ctx(), f.value("password_new"))
	if err != nil {
		return reply{}, err
	}
	err = s.store.SetPassword(v.ctx(), v.person(), s.sessions.Token(v.ctx()), hash)
	if err != nil {
		return reply{}, err
	}
	err = s.enterSession(v.ctx(), v.person(), v.Request.UserAgent())
	if err != nil {
		return reply{}, err
	}
	return v.to("/nalog", "password.done"), nil
}

// knows reports whether the password is the visitor's.
func (s *Server) knows(v *visit, password string) (bool, error) {
	if len(password) > MaxPassword {
		return false, nil
	}
	hash, err := s.store.PasswordHash(v.ctx(), v.person())
	if err != nil || hash == "" {
		return false, err
	}
	err = enter(v.ctx(), s.hashing)
	if err != nil {
		return false, err
	}
	defer func() { <-s.hashing }()
	right, err := VerifyPassword(hash, password)
	if err != nil {
		return false, fmt.Errorf("check password: %w", err)
	}
	return right, nil
}
