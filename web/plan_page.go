package web

import (
	"cmp"
	"net/url"
	"slices"
	"strings"

	"github.com/rasprava/rasprava/internal/chart"
	"github.com/rasprava/rasprava/internal/dossier"
	"github.com/rasprava/rasprava/internal/notify"
	"github.com/rasprava/rasprava/internal/picture"
	"github.com/rasprava/rasprava/internal/procedure"
)

var planPages = []page{get("/plan", dossier.ReadPublic, (*Server).planPage)}

// planPage is when a dossier that begins on a chosen day can come through a
// chosen procedure.
type planPage struct {
	Form      form
	Procedure field
	Start     field
	Traits    []field
	Plan      *planned // nil: nothing is chosen yet, or not soundly
}

// planned is the plan itself.
type planned struct {
	Procedure link
	From      string `web:"date"`
	InForce   string `web:"date"` // the earliest; empty: the procedure brings nothing into force
	Over      string `web:"date"` // the earliest end of the procedure
	Latest    string `web:"date"` // in force; empty: it is not known
	ByTerms   string `web:"date"` // in force if everybody takes the full term and stages without one take no time
	Without   withoutTerm
	Waits     []string // the terms on which the earliest day depends
	Rows      []planRow
	Checked   bool // every term that is shown was checked
	Bars      *chart.Gantt
	Picture   string // address
	Calendar  string // address
	Open      string // address at which a dossier is opened with it; empty: the visitor opens none

	days notify.Calendar
}

// calendar writes the plan as a calendar file.
func (p planned) calendar() []byte { return p.days.ICS() }

// planRow is a stage of a plan.
type planRow struct {
	Title    string
	Body     string
	Optional bool
	Start    string `web:"date"`
	End      string `web:"date"`
	Latest   string `web:"date"`
	Own      string // see ownTerm; empty: the last day is known
	ByTerms  string `web:"date"`
	Terms    []ruleWords
	Critical bool
	Waits    bool // the earliest day waits for a term of it
	Slack    string
	Away     awayWarning // of a consultation
}

var planTemplate = templateFor[planPage]("plan")

// asked returns what the address asks for, by name, with every trait of an act.
func (v *visit) asked(names ...string) form {
	f := form{Values: url.Values{}}
	for name, values := range v.Request.URL.Query() {
		if slices.Contains(names, name) || strings.HasPrefix(name, traitField("")) {
			f.Values.Set(name, strings.TrimSpace(strings.ToValidUTF8(strings.ReplaceAll(values[0], "\x00", "\ufffd"), "\ufffd")))
		}
	}
	return f
}

func (s *Server) planPage(v *visit) (reply, error) {
	f := v.asked("postupak", "od")
	body, err := s.plan(v, f, f.Values.Has("postupak"))
	if err != nil {
		return reply{}, err
	}
	return v.showPlan(body)
}

func (v *visit) showPlan(body planPage) (reply, error) {
	title := v.t("plan.title")
	h := heading{Title: title, Crumbs: []link{{v.href("/postupci"), v.t("procedures.title")}, {Text: title}}, Status: body.Form.status(), At: "/plan"}
	if q := body.Form.Values.Encode(); q != "" {
		h.At += "?" + q
	}
	return planTemplate.show(v, h, body)
}

// plan makes the page of what was asked; with a procedure, if one is wanted.
func (s *Server) plan(v *visit, f form, wanted bool) (planPage, error) {
	defs, err := s.store.Definitions(v.ctx())
	if err != nil {
		return planPage{}, err
	}
	now, err := s.store.Now(v.ctx())
	if err != nil {
		return planPage{}, err
	}
	return v.planOf(defs, f, wanted, dossier.Day(now, belgrade))
}

func (v *visit) planOf(defs []*procedure.Definition, f form, wanted bool, today string) (planPage, error) {
	f.Values.Set("od", cmp.Or(f.value("od"), today))
	chosen := slices.IndexFunc(defs, func(d *procedure.Definition) bool { return d.ID == f.value("postupak") })
	if wanted && chosen < 0 {
		f.add("postupak", v.t("plan.procedure_missing"))
	}
	from, err := dayOf(f.day("od"))
	if err != nil || from.IsZero() {
		_, text := v.say.Problem(string(dossier.CodeDateInvalid), nil)
		f.add("od", text)
	}
	body := planPage{}
	if chosen >= 0 {
		d := defs[chosen]
		if day := from.String(); f.fault("od") == "" && (day < d.ValidFrom || d.ValidTo != "" && day > d.ValidTo) {
			f.add("od", v.t("plan.not_in_force", "from", d.ValidFrom))
		}
		body.Traits = v.chooseTraits(&f, d)
	}
	options := []option{{Label: v.t("plan.choose")}}
	for _, d := range defs {
		if !d.Unlisted || d.ID == f.value("postupak") {
			options = append(options, option{Value: d.ID, Label: v.title(d.TitleSr, d.TitleEn)})
		}
	}
	if chosen >= 0 && f.ok() {
		applied := defs[chosen].For(f.traitsOf(defs[chosen]))
		t, err := applied.Timeline(from)
		if err != nil {
			return planPage{}, err
		}
		body.Plan, err = v.planned(applied, t, f)
		if err != nil {
			return planPage{}, err
		}
	}
	body.Procedure = f.choice("postupak", v.t("plan.procedure"), "", options)
	body.Start = v.date(f, "od", v.t("plan.start"), "")
	body.Form = f
	return body, nil
}

// planned puts a timeline into words.
func (v *visit) planned(d *procedure.Definition, t procedure.Timeline, f form) (*planned, error) {
	words := picture.For(v.lang, d)
	bars := words.Gantt(t, "traka")
	p := &planned{Procedure: link{v.href("/postupci/" + d.ID), words.Name()}, From: t.From.String(), InForce: dateOf(t.EarliestInForce),
		Latest: dateOf(t.LatestInForce), ByTerms: dateOf(t.LatestInForceByTerms), Without: withoutTermIn(words, t), Bars: &bars, Checked: true, days: words.Days(t)}
	q := url.Values{}
	for name, values := range f.Values {
		if name != "postupak" {
			q[name] = values
		}
	}
	q.Set("od", t.From.String())
	at := v.href("/postupci/" + d.ID + "/plan.")
	p.Picture, p.Calendar = at+"svg?"+q.Encode(), at+"ics?"+q.Encode()
	if v.badge.holds(dossier.Drafter) {
		q.Set("postupak", d.ID)
		p.Open = v.href(openingPath) + "?" + q.Encode()
	}
	for _, s := range t.Stages {
		def, _ := d.Stage(s.ID)
		row := planRow{Title: words.Stage(s.ID), Body: words.Body(s.Actor), Optional: s.Optional, Start: s.EarliestStart.String(), End: s.EarliestEnd.String(),
			Latest: dateOf(s.LatestEnd), ByTerms: s.LatestByTerms.String(), Critical: s.Critical}
		if row.Latest == "" {
			row.Own = v.ownTerm(d, s.ID)
		}
		var err error
		row.Away, err = v.awayInPlan(d, s)
		if err != nil {
			return nil, err
		}
		for _, x := range s.Terms {
			w, _ := def.Window(x.ID)
			row.Terms = append(row.Terms, ruleWords{words.Term(w), v.basis(d, x.Basis), x.Verified})
			p.Checked = p.Checked && x.Verified
			if x.Critical {
				row.Waits = true
				p.Waits = append(p.Waits, row.Title+" – "+words.Short(w))
			}
		}
		if s.Slack != nil && *s.Slack > 0 {
			row.Slack = v.n("plan.slack", *s.Slack)
		}
		p.Over = row.End
		p.Rows = append(p.Rows, row)
	}
	return p, nil
}
