package web

import (
	"net/url"
	"slices"
	"strings"

	"github.com/rasprava/rasprava/internal/dossier"
	"github.com/rasprava/rasprava/internal/store"
)

// lending is what the visitor has lent and what was lent to them, and the form
// with which they lend a role.
type lending struct {
	Form      form
	Given     []lent
	Received  []lent
	Able      bool // there is something to lend, and somebody to lend it to
	Role      field
	Colleague field
	From      field
	Until     field
	Dossier   field
	Reason    field
}

// lent is a role that is lent.
type lent struct {
	ID     string
	Name   string // of the other
	Role   string
	Body   string
	From   string `web:"date"`
	Until  string `web:"date"`
	Ref    string // empty: every dossier
	Title  string
	Reason string
	State  string
	Live   bool // holds or lies ahead
}

var lendingTemplate = templateFor[lending]("lending")

func (s *Server) lendingPage(v *visit) (reply, error) {
	f := v.carried()
	if ref := dossier.Ref(v.Query("predmet")); ref.Valid() {
		f.Values = map[string][]string{"predmet": {string(ref)}}
	}
	return v.showLending(f)
}

func (v *visit) showLending(f form) (reply, error) {
	page, err := v.lendingOf(f)
	if err != nil {
		return reply{}, err
	}
	title := v.t("lending.title")
	return lendingTemplate.show(v, heading{Title: title, Crumbs: []link{{v.href("/nalog"), v.t("lending.account")}, {Text: title}}, Status: f.status()}, page)
}

func (v *visit) lendingOf(f form) (lending, error) {
	s := v.server.store
	a, err := s.Actor(v.ctx(), v.person())
	if err != nil {
		return lending{}, err
	}
	now, err := s.Now(v.ctx())
	if err != nil {
		return lending{}, err
	}
	known, err := s.Badge(v.ctx(), v.person())
	if err != nil {
		return lending{}, err
	}
	today := dossier.Day(now, belgrade)
	var colleagues []option
	for _, b := range known.Bodies {
		list, err := s.Colleagues(v.ctx(), v.person(), b.Code)
		if err != nil {
			return lending{}, err
		}
		for _, c := range list {
			if !slices.ContainsFunc(colleagues, func(o option) bool { return o.Value == c.ID }) {
				colleagues = append(colleagues, option{Value: c.ID, Label: v.say.Called(c.Name)})
			}
		}
	}
	if f.Values == nil {
		f.Values = url.Values{}
	}
	if !f.Values.Has("od") {
		f.Values.Set("od", today)
	}
	roles := v.lendable(a, known.Bodies, today)
	page := lending{Form: f, Able: len(roles) > 0 && len(colleagues) > 0,
		Role:      f.choice("uloga", v.t("lending.role"), v.t("lending.role_hint"), roles),
		Colleague: f.choice("kolega", v.t("lending.colleague"), v.t("lending.colleague_hint"), append([]option{{Label: v.t("lending.choose")}}, colleagues...)),
		From:      v.date(f, "od", v.t("lending.from"), ""),
		Until:     v.date(f, "do", v.t("lending.until"), v.n("lending.until_hint", dossier.MaxDelegationDays)),
		Dossier:   f.field("predmet", v.t("lending.dossier"), v.t("lending.dossier_hint")),
		Reason:    f.area("razlog", v.t("lending.reason"), v.t("lending.reason_hint"), 3, dossier.MaxReason)}
	page.Dossier.Optional = true
	all, err := s.DelegationsOf(v.ctx(), v.person())
	if err != nil {
		return lending{}, err
	}
	for _, d := range all {
		if d.Given {
			page.Given = append(page.Given, v.lentOf(d))
		} else {
			page.Received = append(page.Received, v.lentOf(d))
		}
	}
	return page, nil
}

// lendable offers the roles that somebody holds by appointments of their own.
func (v *visit) lendable(a dossier.Actor, bodies []store.BodyName, today string) []option {
	var roles []option
	for _, p := range a.Appointments {
		value := p.Body + " " + string(p.Role)
		if p.Delegation != "" || !p.In(today) || !p.Role.Delegable() || slices.ContainsFunc(roles, func(o option) bool { return o.Value == value }) {
			continue
		}
		name := p.Body
		for _, b := range bodies {
			if b.Code == p.Body {
				name = v.title(b.NameSr, b.NameEn)
			}
		}
		roles = append(roles, option{Value: value, Label: v.t("lending.role_in", "role", string(p.Role), "body", name)})
	}
	return roles
}

func (v *visit) lentOf(d store.DelegationView) lent {
	return lent{ID: d.ID, Name: d.Other, Role: v.say.Name("role", string(d.Role)), Body: v.title(d.BodySr, d.BodyEn), From: d.From, Until: d.Until,
		Ref: string(d.Ref), Title: d.Title, Reason: d.Reason, State: v.t("lending.state." + d.State),
		Live: d.State == store.DelegationAhead || d.State == store.DelegationHolds}
}

func (s *Server) lendingForm(v *visit) (reply, error) {
	f, err := v.readForm()
	if err != nil {
		return reply{}, err
	}
	body, role, _ := strings.Cut(f.value("uloga"), " ")
	ref, _ := dossier.ReadRef(f.value("predmet"))
	d := dossier.Delegation{Delegate: f.value("kolega"), Body: body, Role: dossier.Role(role), Dossier: ref,
		From: f.day("od"), Until: f.day("do"), Reason: f.value("razlog")}
	_, err = s.store.Delegate(v.ctx(), v.person(), d)
	if err == nil {
		return v.to("/ovlascenja", "done.lent"), nil
	}
	err = v.refused(&f, err, map[string]string{"delegate": "kolega", "role": "uloga", "body": "uloga", "dossier": "predmet", "from": "od", "until": "do", "reason": "razlog"})
	if err != nil {
		return reply{}, err
	}
	return v.showLending(f)
}

func (s *Server) revokingForm(v *visit) (reply, error) {
	id, err := knownID(v.Param("id"))
	if err != nil {
		return reply{}, err
	}
	err = s.store.RevokeDelegation(v.ctx(), v.person(), id)
	if err != nil {
		return reply{}, err
	}
	return v.to("/ovlascenja", "done.revoked"), nil
}
