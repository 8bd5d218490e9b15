package web

import (
	"net/url"
	"strings"
	"time"

	"github.com/rasprava/rasprava/internal/dossier"
	"github.com/rasprava/rasprava/internal/locale"
	"github.com/rasprava/rasprava/internal/store"
)

var organisationPages = []page{
	get("/organizacije", dossier.Represent, (*Server).organisationsPage),
	post("/organizacije", dossier.Represent, (*Server).organisationsForm),
	get("/organizacije/nova", dossier.Represent, (*Server).newOrganisationPage),
	post("/organizacije/nova", dossier.Represent, (*Server).newOrganisationForm),
	get("/organizacije/ovlascenje", dossier.Represent, (*Server).askMandatePage),
	post("/organizacije/ovlascenje", dossier.Represent, (*Server).askMandateForm),
}

// organisations is for whom somebody speaks or asked to.
type organisations struct {
	Form          form
	Organisations []ownOrganisation
}

// ownOrganisation is one of them, with whoever else speaks for it and asks to.
type ownOrganisation struct {
	Name       string
	Kind       string
	RegisterNo string
	State      string
	Since      time.Time
	Reasons    string
	Again      string // address at which to ask once more; empty: not needed
	Colleagues []mandateHolder
	Requests   []mandateRequest
}

// mandateHolder is somebody who speaks for an organisation.
type mandateHolder struct {
	ID    string
	Name  string
	Own   bool
	From  string `web:"date"`
	Until string `web:"date"`
}

// mandateRequest is somebody who asks to, with the field for why they may not.
type mandateRequest struct {
	store.MandateRequest
	Kind    string
	Reasons field
}

var organisationsTemplate = templateFor[organisations]("organisations")

func (s *Server) organisationsPage(v *visit) (reply, error) { return v.showOrganisations(v.carried()) }

func (v *visit) showOrganisations(f form) (reply, error) {
	list, err := v.server.store.OrganisationsOf(v.ctx(), v.person())
	if err != nil {
		return reply{}, err
	}
	title := v.t("organisations.title")
	return organisationsTemplate.show(v, heading{Title: title, Crumbs: v.accountCrumbs(title), Status: f.status()},
		organisations{Form: f, Organisations: each(list, func(o store.OwnOrganisation) ownOrganisation { return v.ownOrganisation(f, o) })})
}

func (v *visit) ownOrganisation(f form, o store.OwnOrganisation) ownOrganisation {
	own := ownOrganisation{Name: o.Name, Kind: kindName(v.say, o.Kind), RegisterNo: o.RegisterNo, State: o.State, Since: o.Since, Reasons: o.Reasons,
		Requests: v.mandateRequests(f, o.Requests)}
	if o.State == store.Refused {
		own.Again = v.href("/organizacije/nova?broj=" + url.QueryEscape(o.RegisterNo))
		if o.Known {
			own.Again = v.href("/organizacije/ovlascenje?broj=" + url.QueryEscape(o.RegisterNo))
		}
	}
	for _, h := range o.Colleagues {
		own.Colleagues = append(own.Colleagues, mandateHolder{ID: h.ID, Name: h.Name, Own: h.Own, From: h.From, Until: h.Until})
	}
	return own
}

// mandateRequests returns requests with the form of refusing each.
func (v *visit) mandateRequests(f form, list []store.MandateRequest) []mandateRequest {
	return each(list, func(r store.MandateRequest) mandateRequest {
		return mandateRequest{MandateRequest: r, Kind: kindName(v.say, r.Kind),
			Reasons: f.area(reasonsOf(r.ID), v.t("organisations.reasons"), v.t("organisations.reasons_hint"), 4, dossier.MaxReason)}
	})
}

// reasonsOf names the field of a request's refusal: several stand on one page.
func reasonsOf(request string) string { return "reasons-" + request }

// kindName names the kind of an organisation. In a catalogue `other` would be a
// plural's form, so that kind stands there by another name.
func kindName(p *locale.Printer, kind string) string {
	if kind == "other" {
		kind = "another"
	}
	return p.Name("organisation_kind", kind)
}

// organisationsForm confirms or refuses a request to speak for an organisation
// of the visitor's, or ends a mandate of it.
func (s *Server) organisationsForm(v *visit) (reply, error) {
	f, err := v.readForm()
	if err != nil {
		return reply{}, err
	}
	done, err := v.decideRequest(&f)
	if err != nil {
		return reply{}, err
	}
	if !f.ok() {
		return v.showOrganisations(f)
	}
	return v.to("/organizacije", done), nil
}

// decideRequest does what a form asks for of a request or a mandate, and returns
// the message that says so. Whether the visitor may, the store knows; what they
// can mend stands in the form.
func (v *visit) decideRequest(f *form) (string, error) {
	err := v.inPerson()
	if err != nil {
		return "", err
	}
	id, err := knownID(f.value("id"))
	if err != nil {
		return "", err
	}
	switch f.value("do") {
	case "confirm":
		return "organisations.confirmed", v.server.store.ConfirmRequest(v.ctx(), v.person(), id)
	case "end":
		return "organisations.ended", v.server.store.EndMandate(v.ctx(), v.person(), id)
	case "refuse":
		err = v.server.store.RefuseRequest(v.ctx(), v.person(), id, f.value(reasonsOf(id)))
	default:
		return "", dossier.Refuse(dossier.CodeInvalid)
	}
	switch {
	case err == nil:
		return "organisations.refused", nil
	case dossier.CodeOf(err) == dossier.CodeReasonMissing:
		f.add(reasonsOf(id), v.t("organisations.reasons_missing"))
	case dossier.CodeOf(err) == dossier.CodeReasonsTooLong:
		f.add(reasonsOf(id), v.n("form.at_most", dossier.MaxReason))
	default:
		return "", err
	}
	return "", nil
}

// newOrganisation is the form by which somebody asks that an organisation be
// entered, and that they speak for it.
type newOrganisation struct {
	Form   form
	Number field
	Name   field
	Kind   field
}

var newOrganisationTemplate = templateFor[newOrganisation]("new_organisation")

// newOrganisationPage shows the form; asked once more, with what was asked before.
func (s *Server) newOrganisationPage(v *visit) (reply, error) {
	f := v.carried()
	if no := v.Query("broj"); no != "" {
		list, err := s.store.OrganisationsOf(v.ctx(), v.person())
		if err != nil {
			return reply{}, err
		}
		for _, o := range list {
			if o.RegisterNo == no {
				f.Values = url.Values{"register_no": {o.RegisterNo}, "name": {o.Name}, "kind": {o.Kind}}
			}
		}
	}
	return v.showNewOrganisation(f)
}

func (v *visit) showNewOrganisation(f form) (reply, error) {
	kinds := each(dossier.OrganisationKinds(), func(kind string) option { return option{Value: kind, Label: kindName(v.say, kind)} })
	in := newOrganisation{Form: f, Number: v.numberField(f), Name: f.field("name", v.t("organisations.name"), v.t("organisations.name_hint")),
		Kind: f.choice("kind", v.t("organisations.kind"), "", kinds)}
	in.Name.Max, in.Name.Autocomplete = dossier.MaxOrganisation, "organization"
	title := v.t("organisations.new_title")
	return newOrganisationTemplate.show(v, heading{Title: title, Crumbs: v.organisationCrumbs(title), Status: f.status()}, in)
}

func (v *visit) numberField(f form) field {
	in := f.field("register_no", v.t("organisations.number"), v.t("organisations.number_hint"))
	in.Max, in.Autocomplete = 20, "off"
	return in
}

func (v *visit) organisationCrumbs(here string) []link {
	return []link{{v.href("/nalog"), v.t("account.crumb")}, {v.href("/organizacije"), v.t("organisations.title")}, {Text: here}}
}

func (s *Server) newOrganisationForm(v *visit) (reply, error) {
	f, err := v.readForm()
	if err != nil {
		return reply{}, err
	}
	ask := dossier.NewOrganisation{RegisterNo: registerNumber(f), Name: f.value("name"), Kind: f.value("kind")}
	return v.askFor(f, (*visit).showNewOrganisation, func() error {
		_, err := s.store.RegisterOrganisation(v.ctx(), v.person(), ask)
		return err
	})
}

// registerNumber returns a register number as it was meant: written in groups, it is
// the same.
func registerNumber(f form) string { return strings.Join(strings.Fields(f.value("register_no")), "") }

// asks is how often one person may ask to speak for an organisation: it bounds
// how many numbers can be tried.
var asks = Rate{Every: 3 * time.Minute, Burst: 20}

// askFor asks to speak for an organisation, and shows the form again where that
// is refused.
func (v *visit) askFor(f form, show func(*visit, form) (reply, error), ask func() error) (reply, error) {
	err := v.inPerson()
	if err != nil {
		return reply{}, err
	}
	err = v.server.allow(v.ctx(), asks, dossier.CodeTooManyAttempts, "organisation", v.person())
	if wait := v.limited(&f, err); wait > 0 {
		r, err := show(v, f)
		return late(r, wait), err
	}
	if err != nil {
		return reply{}, err
	}
	err = ask()
	switch {
	case err == nil:
		return v.to("/organizacije", "organisations.asked"), nil
	case dossier.CodeOf(err) == dossier.CodeOrganisationKnown:
		f.Faults = append(f.Faults, fault{Text: v.t("organisations.known"), Href: v.href("/organizacije/ovlascenje?broj=" + url.QueryEscape(registerNumber(f)))})
	case dossier.CodeOf(err) == dossier.CodeOrganisation:
		f.add("register_no", v.t("organisations.unknown"))
	default:
		err = v.refused(&f, err, nil)
		if err != nil {
			return reply{}, err
		}
	}
	return show(v, f)
}

// askingMandate is the form by which somebody asks to speak for an organisation
// that is entered.
type askingMandate struct {
	Form   form
	Number field
}

var askingMandateTemplate = templateFor[askingMandate]("mandate")

func (s *Server) askMandatePage(v *visit) (reply, error) {
	number, _ := cut(v.Query("broj"), 20)
	return v.showAskMandate(form{Values: url.Values{"register_no": {number}}})
}

func (v *visit) showAskMandate(f form) (reply, error) {
	title := v.t("organisations.mandate_title")
	return askingMandateTemplate.show(v, heading{Title: title, Crumbs: v.organisationCrumbs(title), Status: f.status()}, askingMandate{Form: f, Number: v.numberField(f)})
}

func (s *Server) askMandateForm(v *visit) (reply, error) {
	f, err := v.readForm()
	if err != nil {
		return reply{}, err
	}
	return v.askFor(f, (*visit).showAskMandate, func() error {
		_, err := s.store.RequestMandate(v.ctx(), v.person(), registerNumber(f))
		return err
	})
}
