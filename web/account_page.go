package web

import (
	"slices"

	"github.com/rasprava/rasprava/internal/dossier"
	"github.com/rasprava/rasprava/internal/locale"
	"github.com/rasprava/rasprava/internal/store"
)

var accountPages = concat(
	signInPages,
	registrationPages,
	[]page{
		get("/nalog", dossier.OwnSession, (*Server).accountPage),
		post("/nalog", dossier.OwnSession, (*Server).accountForm),
	},
	passwordPages,
	sessionPages,
	keyPages,
	submissionPages,
	organisationPages,
	requestPages,
)

// ownAccount is what somebody sees of their account.
type ownAccount struct {
	Form          form
	Name          string
	Email         string
	Lang          field
	Mailed        field // whether officials are reminded by e-mail
	Roles         []heldRole
	Official      bool
	Organisations []store.Organisation
	Sessions      int
	Keys          int
	Submissions   int
}

// heldRole is a role that somebody holds today or will.
type heldRole struct {
	Role  string
	Body  string
	From  string `web:"date"`
	Until string `web:"date"` // empty: until further notice
	Lent  bool   // by somebody else, who holds it
	Ahead bool   // not begun yet
}

var ownAccountTemplate = templateFor[ownAccount]("account")

func (s *Server) accountPage(v *visit) (reply, error) { return v.showAccount(v.carried()) }

func (v *visit) showAccount(f form) (reply, error) {
	s := v.server
	person, err := s.store.PersonByID(v.ctx(), v.person())
	if err != nil {
		return reply{}, err
	}
	account := ownAccount{Form: f, Name: person.Name, Email: person.Email, Official: v.badge.Official,
		Lang: f.choice("lang", v.t("account.lang"), v.t("account.lang_hint"), languageOptions(person.Lang))}
	known, err := s.store.Badge(v.ctx(), v.person())
	if err != nil {
		return reply{}, err
	}
	account.Organisations = known.Organisations
	if account.Official {
		on, err := s.store.Mailed(v.ctx(), v.person())
		if err != nil {
			return reply{}, err
		}
		account.Mailed = f.choice("podsetnici", v.t("account.mailed"), v.t("account.mailed_hint"), []option{{Value: "da", Label: v.t("account.mailed_yes"), Checked: on}, {Value: "ne", Label: v.t("account.mailed_no"), Checked: !on}})
	}
	account.Roles, err = v.roles()
	if err != nil {
		return reply{}, err
	}
	sessions, err := s.store.SessionsOf(v.ctx(), v.person(), s.sessions.Token(v.ctx()))
	if err != nil {
		return reply{}, err
	}
	keys, err := s.store.Tokens(v.ctx(), v.person())
	if err != nil {
		return reply{}, err
	}
	account.Sessions, account.Keys = len(sessions), len(keys)
	account.Submissions, err = s.store.CountSubmissionsOf(v.ctx(), v.person())
	if err != nil {
		return reply{}, err
	}
	return ownAccountTemplate.show(v, heading{Title: v.t("account.title"), Status: f.status()}, account)
}

// roles returns the roles of the visitor that hold or lie ahead.
func (v *visit) roles() ([]heldRole, error) {
	a, err := v.server.store.Actor(v.ctx(), v.person())
	if err != nil || len(a.Appointments) == 0 {
		return nil, err
	}
	bodies, err := v.server.store.Bodies(v.ctx())
	if err != nil {
		return nil, err
	}
	now, err := v.server.store.Now(v.ctx())
	if err != nil {
		return nil, err
	}
	return rolesOf(a.Appointments, bodies, dossier.Day(now, belgrade), v.say), nil
}

// rolesOf names the appointments that are not over on the civil day, those that
// hold first.
func rolesOf(appointments []dossier.Appointment, bodies []store.Body, day string, say *locale.Printer) []heldRole {
	names := map[string]string{}
	for _, b := range bodies {
		names[b.Code] = title(say.Lang(), b.NameSr, b.NameEn)
	}
	var roles []heldRole
	for _, a := range appointments {
		if a.Until != "" && a.Until < day {
			continue
		}
		roles = append(roles, heldRole{Role: say.Name("role", string(a.Role)), Body: names[a.Body], From: a.From, Until: a.Until,
			Lent: a.Delegation != "", Ahead: a.From > day})
	}
	slices.SortStableFunc(roles, func(a, b heldRole) int {
		switch {
		case a.Ahead == b.Ahead:
			return 0
		case a.Ahead:
			return 1
		}
		return -1
	})
	return roles
}

// accountForm gives the account another language, in which it goes on, or sets whether
// its owner is reminded by e-mail.
func (s *Server) accountForm(v *visit) (reply, error) {
	f, err := v.readForm()
	if err != nil {
		return reply{}, err
	}
	switch f.value("podsetnici") {
	case "da", "ne":
		err = s.store.SetMailed(v.ctx(), v.person(), f.value("podsetnici") == "da")
		if err != nil {
			return reply{}, err
		}
		return v.to("/nalog", "account.mailed_done"), nil
	}
	err = s.store.SetLang(v.ctx(), v.person(), f.value("lang"))
	if err != nil {
		err = v.refused(&f, err, nil)
		if err != nil {
			return reply{}, err
		}
		return v.showAccount(f)
	}
	lang := locale.Lang(f.value("lang"))
	s.sessions.Put(v.ctx(), sessionFlash, locale.For(lang).T("account.lang_done", nil))
	return redirect("/" + string(lang) + "/nalog"), nil
}

// accountCrumbs returns the way from the account to one of its pages.
func (v *visit) accountCrumbs(here string) []link {
	return []link{{v.href("/nalog"), v.t("account.crumb")}, {Text: here}}
}

// inPerson refuses a program with a key: what an account rests on is changed by
// its owner, signed in.
func (v *visit) inPerson() error {
	if !v.viewer.session {
		return dossier.Refuse(codeNeedsSession)
	}
	return nil
}
