package web

import (
	"slices"
	"strings"
	"time"

	"github.com/rasprava/rasprava/internal/dossier"
	"github.com/rasprava/rasprava/internal/store"
)

const bodiesPath = "/sistem/organi"

// bodiesPages are where an operator records what legal acts do to bodies, and in
// which days a Government is a technical one.
var bodiesPages = []page{
	get(bodiesPath, dossier.Administer, (*Server).bodiesPage),
	get(bodiesPath+"/promena", dossier.Administer, (*Server).bodyChangePage),
	post(bodiesPath+"/promena", dossier.Administer, (*Server).bodyChangeForm),
	post(bodiesPath+"/:id/ponistenje", dossier.Administer, (*Server).undoBodyChangeForm),
	get(periodsPath, dossier.Administer, (*Server).periodsPage),
	post(periodsPath, dossier.Administer, (*Server).periodsForm),
}

// bodiesPage is the bodies there are and were, and how they changed.
type bodiesPage struct {
	Form    form
	Today   []bodyRow
	Former  []bodyRow
	Changes []bodyChangeRow
}

// bodyRow is a body.
type bodyRow struct {
	Name  string
	Code  string
	From  string `web:"date"`
	Until string `web:"date"`
	Note  string // what is to come of it
	Heir  string
}

// bodyChangeRow is a change that was recorded.
type bodyChangeRow struct {
	ID      string
	Kind    string
	From    []string
	To      string // empty: nobody
	Day     string
	Act     string
	By      string
	At      time.Time
	State   string
	Undone  bool
	Ahead   bool // it can be undone
	Carried int
}

var bodiesTemplate = templateFor[bodiesPage]("bodies")

func (s *Server) bodiesPage(v *visit) (reply, error) { return v.showBodies(form{}) }

func (v *visit) showBodies(f form) (reply, error) {
	s := v.server.store
	bodies, err := s.Bodies(v.ctx())
	if err != nil {
		return reply{}, err
	}
	changes, err := s.BodyChanges(v.ctx(), v.person())
	if err != nil {
		return reply{}, err
	}
	heirs, err := s.Successors(v.ctx())
	if err != nil {
		return reply{}, err
	}
	now, err := s.Now(v.ctx())
	if err != nil {
		return reply{}, err
	}
	page := v.bodiesWords(bodies, changes, heirs, dossier.Day(now, belgrade))
	page.Form = f
	return bodiesTemplate.show(v, heading{Title: v.t("bodies.title"), Crumbs: v.systemCrumbs(v.t("bodies.title")), Status: f.status(), At: bodiesPath}, page)
}

// systemCrumbs returns the way from the page of the system to one below it.
func (v *visit) systemCrumbs(here string) []link {
	return []link{{v.href("/sistem"), v.t("nav.system")}, {Text: here}}
}

func (v *visit) bodiesWords(bodies []store.Body, changes []store.BodyChangeView, heirs map[string]store.BodyName, today string) bodiesPage {
	name := func(code string) string {
		i := slices.IndexFunc(bodies, func(b store.Body) bool { return b.Code == code })
		if i < 0 {
			return ""
		}
		return v.title(bodies[i].NameSr, bodies[i].NameEn)
	}
	var page bodiesPage
	for _, b := range bodies {
		row := bodyRow{Name: v.title(b.NameSr, b.NameEn), Code: b.Code, From: b.ValidFrom, Until: b.ValidTo}
		switch {
		case b.ValidTo != "" && b.ValidTo < today:
			row.Heir = v.t("bodies.no_heir")
			if h := heirs[b.Code]; h.Code != "" {
				row.Heir = v.title(h.NameSr, h.NameEn)
			}
			page.Former = append(page.Former, row)
			continue
		case b.ValidTo != "" && b.Successor != "":
			row.Note = v.t("bodies.ahead", "day", b.ValidTo, "name", name(b.Successor))
		case b.ValidTo != "":
			row.Note = v.t("bodies.ahead_none", "day", b.ValidTo)
		case b.ValidFrom > today:
			row.Note = v.t("bodies.comes", "day", b.ValidFrom)
		}
		page.Today = append(page.Today, row)
	}
	for _, c := range changes {
		row := bodyChangeRow{ID: c.ID, Kind: v.say.Name("body_change", string(c.Kind)), Day: v.t("bodies.from_day", "day", c.Day), Act: c.Act, By: c.RecordedBy, At: c.RecordedAt,
			Undone: c.Undone, Ahead: c.Ahead && !c.Undone, Carried: c.Carried, State: v.t("bodies.holds"),
			From: each(c.From, func(b store.BodyName) string { return v.title(b.NameSr, b.NameEn) })}
		if c.NameSr != "" {
			row.To = v.title(c.NameSr, c.NameEn)
		}
		switch {
		case c.Undone:
			row.State = v.t("bodies.undone")
		case c.Ahead:
			row.State = v.t("bodies.upcoming")
		}
		page.Changes = append(page.Changes, row)
	}
	return page
}

func (s *Server) undoBodyChangeForm(v *visit) (reply, error) {
	err := v.inPerson()
	if err != nil {
		return reply{}, err
	}
	id, err := knownID(v.Param("id"))
	if err != nil {
		return reply{}, err
	}
	err = s.store.UndoBodyChange(v.ctx(), v.person(), id)
	if err == nil {
		return v.to(bodiesPath, "bodies.undone_done"), nil
	}
	var f form
	err = v.refused(&f, err, nil)
	if err != nil {
		return reply{}, err
	}
	return v.showBodies(f)
}

// bodyChange is the form with which a change is recorded, in two steps.
type bodyChange struct {
	Form      form
	Kind      field
	From      field
	Bodies    []option
	Day       field
	Act       field
	Successor field
	Code      field
	NameSr    field
	NameEn    field
}

// bodyChangeConfirm is a change before it is recorded, with what it touches.
type bodyChangeConfirm struct {
	Kind    string
	From    []string
	To      string
	Day     string
	Act     string
	Today   bool // it cannot be undone
	Touches []touch
	Sent    []kept
}

// touch is how many of something a change touches.
type touch struct {
	What  string
	Count int
}

var (
	bodyChangeTemplate        = templateFor[bodyChange]("body_change")
	bodyChangeConfirmTemplate = templateFor[bodyChangeConfirm]("body_change_confirm")
)

func (s *Server) bodyChangePage(v *visit) (reply, error) { return v.showBodyChange(v.carried()) }

func (v *visit) showBodyChange(f form) (reply, error) {
	all, err := v.server.store.Bodies(v.ctx())
	if err != nil {
		return reply{}, err
	}
	var bodies []option
	for _, b := range all {
		if b.ValidTo == "" {
			bodies = append(bodies, option{Value: b.Code, Label: v.title(b.NameSr, b.NameEn), Checked: slices.Contains(f.Values["organ"], b.Code)})
		}
	}
	page := bodyChange{Form: f, Bodies: bodies, From: f.field("organ", v.t("bodies.form.from"), v.t("bodies.form.from_hint")),
		Kind: f.choice("vrsta", v.t("bodies.form.kind"), "", each(store.BodyChangeKinds, func(k store.BodyChangeKind) option {
			return option{Value: string(k), Label: v.say.Name("body_change", string(k)), Hint: v.say.Name("body_change_hint", string(k))}
		})),
		Day: v.date(f, "dan", v.t("bodies.form.day"), v.t("bodies.form.day_hint")),
		Act: f.field("propis", v.t("bodies.form.act"), v.t("bodies.form.act_hint")),
		Successor: f.choice("naslednik", v.t("bodies.form.successor"), v.t("bodies.form.successor_hint"),
			append([]option{{Label: v.t("bodies.form.successor_none")}}, each(bodies, func(o option) option { return option{Value: o.Value, Label: o.Label} })...)),
		Code:   f.field("oznaka", v.t("bodies.form.code"), v.t("bodies.form.code_hint")),
		NameSr: f.field("naziv", v.t("bodies.form.name_sr"), ""),
		NameEn: f.field("naziv_en", v.t("bodies.form.name_en"), "")}
	page.Act.Lang, page.NameSr.Lang, page.NameEn.Lang, page.Code.Width = "sr-Cyrl", "sr-Cyrl", "en", 20
	page.Successor.Optional, page.Code.Optional, page.NameSr.Optional, page.NameEn.Optional = true, true, true, true
	title := v.t("bodies.form.title")
	return bodyChangeTemplate.show(v, heading{Title: title, Crumbs: []link{{v.href("/sistem"), v.t("nav.system")}, {v.href(bodiesPath), v.t("bodies.title")}, {Text: title}}, Status: f.status()}, page)
}

// bodyChangeFields says in which field of the form a refusal belongs.
var bodyChangeFields = map[string]string{"kind": "vrsta", "from": "organ", "day": "dan", "act": "propis", "successor": "naslednik", "code": "oznaka",
	"name_sr": "naziv", "name_en": "naziv_en", string(dossier.CodeBodyHasWork): "naslednik", string(dossier.CodeBodyEnded): "organ"}

// bodyChangeOf reads a change from a form.
func bodyChangeOf(f form) store.BodyChange {
	c := store.BodyChange{Kind: store.BodyChangeKind(f.value("vrsta")), Day: f.day("dan"), Act: f.value("propis"), From: f.Values["organ"], Successor: f.value("naslednik")}
	if strings.TrimSpace(f.value("oznaka")+f.value("naziv")+f.value("naziv_en")) != "" {
		c.New = &store.NewBody{Code: strings.ToUpper(strings.TrimSpace(f.value("oznaka"))), NameSr: f.value("naziv"), NameEn: f.value("naziv_en")}
	}
	return c
}

func (s *Server) bodyChangeForm(v *visit) (reply, error) {
	err := v.inPerson()
	if err != nil {
		return reply{}, err
	}
	f, err := v.readForm()
	if err != nil {
		return reply{}, err
	}
	if f.value("korak") == "nazad" {
		return v.showBodyChange(f)
	}
	c := bodyChangeOf(f)
	var impact store.BodyImpact
	if f.value("korak") == "potvrda" {
		err = s.store.ChangeBodies(v.ctx(), v.person(), c)
		if err == nil {
			return v.to(bodiesPath, "bodies.recorded"), nil
		}
	} else {
		impact, err = s.store.PreviewBodyChange(v.ctx(), v.person(), c)
	}
	if err != nil {
		err = v.again(&f, err, bodyChangeFields)
		if err != nil {
			return reply{}, err
		}
		return v.showBodyChange(f)
	}
	return s.showBodyChangeConfirm(v, f, c, impact)
}

// showBodyChangeConfirm shows what a change touches, before it is recorded.
func (s *Server) showBodyChangeConfirm(v *visit, f form, c store.BodyChange, i store.BodyImpact) (reply, error) {
	bodies, err := s.store.Bodies(v.ctx())
	if err != nil {
		return reply{}, err
	}
	now, err := s.store.Now(v.ctx())
	if err != nil {
		return reply{}, err
	}
	name := func(code string) string {
		n := slices.IndexFunc(bodies, func(b store.Body) bool { return b.Code == code })
		if n < 0 {
			return ""
		}
		return v.title(bodies[n].NameSr, bodies[n].NameEn)
	}
	page := bodyChangeConfirm{Kind: v.say.Name("body_change", string(c.Kind)), From: each(c.From, name), To: name(c.Successor), Day: v.t("bodies.from_day", "day", c.Day), Act: strings.TrimSpace(c.Act),
		Today: c.Day <= dossier.Day(now, belgrade)}
	if c.New != nil && c.Successor == "" {
		page.To = v.title(c.New.NameSr, c.New.NameEn)
	}
	for _, t := range []struct {
		what  string
		count int
	}{{"dossiers", i.Dossiers}, {"acting", i.Acting}, {"opinions", i.Opinions}, {"appointments", i.Appointments}, {"delegations", i.Delegations}, {"plan", i.Plan}} {
		page.Touches = append(page.Touches, touch{v.t("bodies.touch." + t.what), t.count})
	}
	for _, name := range []string{"vrsta", "dan", "propis", "naslednik", "oznaka", "naziv", "naziv_en"} {
		page.Sent = append(page.Sent, kept{name, f.value(name)})
	}
	for _, code := range f.Values["organ"] {
		page.Sent = append(page.Sent, kept{"organ", code})
	}
	title := v.t("bodies.form.preview")
	return bodyChangeConfirmTemplate.show(v, heading{Title: title, Crumbs: []link{{v.href("/sistem"), v.t("nav.system")}, {v.href(bodiesPath), v.t("bodies.title")}, {Text: title}},
		Again: again{"second", "korak", "ponovo"}}, page)
}
