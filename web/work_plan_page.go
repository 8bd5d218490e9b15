package web

import (
	"fmt"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"github.com/gin-gonic/gin"

	"github.com/rasprava/rasprava/internal/dossier"
	"github.com/rasprava/rasprava/internal/store"
	"github.com/rasprava/rasprava/web/api"
)

var workPlanPages = []page{
	get(planPath, dossier.ReadPublic, (*Server).workPlanPage),
	get(planPath+".csv", dossier.ReadPublic, (*Server).workPlanTable),
	get(planPath+"/unos", dossier.KeepPlan, (*Server).planEntryPage),
	post(planPath+"/unos", dossier.KeepPlan, (*Server).planItemForm),
	{"POST", planPath + "/uvoz", dossier.KeepPlan, boundPlan, (*Server).planImportForm},
}

// workPlanPage is the plan of the Government for a year and what became of it.
type workPlanPage struct {
	Heading string
	Years   []navigation
	Action  string // where the form asks
	Clear   string // address of the whole plan of the year
	Year    string
	narrowing
	Totals  []tile
	Groups  []planGroup
	Off     []plannedRow
	OffLead string
	Table   string // address of the same as a table
	Keep    string // address where the plan is entered; empty: not by the visitor
	Empty   emptyState
}

// planGroup is the acts of one body.
type planGroup struct {
	Body string
	Rows []plannedRow
}

// plannedRow is an act of the plan, or one outside of it, with what became of it.
type plannedRow struct {
	Title    string // Serbian
	Kind     string
	EU       bool
	When     string
	State    string
	Class    string // of the tag
	Late     string // empty: it is not
	Adopted  string `web:"date"`
	Body     string
	Dossiers []link
}

var workPlanTemplate = templateFor[workPlanPage]("work_plan")

// The names of what narrows the plan, beside those of lists.
const (
	byYear   = "godina"
	byMoment = "rok"
	byEU     = "eu"
)

// planAsk is what narrows the plan, as it stands in its address.
type planAsk struct {
	year              int
	body, kind, state string
	moment            string
	late, eu          bool
}

// readPlanAsk reads what is asked for; without a year it is the present one.
func readPlanAsk(q url.Values, thisYear int) (planAsk, error) {
	a := planAsk{year: thisYear, body: soughtText(q.Get(byBody)), kind: soughtText(q.Get(byKind)), state: soughtText(q.Get(byStatus)),
		moment: soughtText(q.Get(byMoment)), late: q.Get(byLate) != "", eu: q.Get(byEU) != ""}
	if q.Get(byYear) != "" {
		a.year = yearOf(q.Get(byYear))
	}
	if a.year == 0 {
		return planAsk{}, dossier.Refuse(dossier.CodeNotFound)
	}
	return a, nil
}

// with returns the query of the same plan with one thing changed.
func (a planAsk) with(name, value string) string {
	return queryWith(map[string]string{byYear: strconv.Itoa(a.year), byBody: a.body, byKind: a.kind, byStatus: a.state, byMoment: a.moment,
		byLate: ticked(a.late), byEU: ticked(a.eu)}, name, value)
}

// takes reports whether an item stays. A month asked for takes the quarter that it
// is in only where that is asked for itself.
func (a planAsk) takes(r store.PlanRow) bool {
	return (a.body == "" || r.Code == a.body || r.Heir == a.body) && (a.kind == "" || r.Kind == a.kind) && (a.state == "" || string(r.State) == a.state) &&
		(a.moment == "" || momentValue(r.PlanMoment) == a.moment) && (!a.late || r.Late) && (!a.eu || r.EU)
}

// takesOff reports whether a dossier outside the plan stays: it has no moment, and
// is late for none.
func (a planAsk) takesOff(d store.PlannedDossier) bool {
	return (a.body == "" || d.LeadCode == a.body) && (a.kind == "" || d.Kind == a.kind) && (a.state == "" || string(d.State()) == a.state) &&
		a.moment == "" && !a.late && !a.eu
}

// readPlan reads the plan of the year that is asked for, what narrows it and what
// bodies that have ended are today.
func (s *Server) readPlan(v *visit) (planAsk, store.PlanView, map[string]store.BodyName, error) {
	now, err := s.store.Now(v.ctx())
	if err != nil {
		return planAsk{}, store.PlanView{}, nil, err
	}
	ask, err := readPlanAsk(v.Request.URL.Query(), now.In(belgrade).Year())
	if err != nil {
		return planAsk{}, store.PlanView{}, nil, err
	}
	p, err := s.store.Plan(v.ctx(), v.person(), ask.year)
	if err != nil {
		return planAsk{}, store.PlanView{}, nil, err
	}
	heirs, err := s.store.Successors(v.ctx())
	return ask, p, heirs, err
}

// workPlanPage shows the plan of a year.
func (s *Server) workPlanPage(v *visit) (reply, error) {
	ask, p, heirs, err := s.readPlan(v)
	if err != nil {
		return reply{}, err
	}
	years, err := s.store.PlanYears(v.ctx())
	if err != nil {
		return reply{}, err
	}
	body := v.planWords(ask, p, years, heirs)
	if v.person() != "" && (v.badge.holds(dossier.Operator) || v.badge.holds(dossier.Officer)) && s.store.MayKeepPlan(v.ctx(), v.person()) == nil {
		body.Keep = v.href(planPath+"/unos") + "?godina=" + strconv.Itoa(ask.year)
	}
	return workPlanTemplate.show(v, heading{Title: body.Heading, Crumbs: []link{{v.href("/predmeti"), v.t("nav.dossiers")}, {Text: v.t("work_plan.nav")}}, Wide: true}, body)
}

// planWords puts the plan into words.
func (v *visit) planWords(ask planAsk, p store.PlanView, years []int, heirs map[string]store.BodyName) workPlanPage {
	at := v.href(planPath)
	year := strconv.Itoa(ask.year)
	whole := at + "?godina=" + year
	body := workPlanPage{Heading: v.t("work_plan.title", "year", year), Action: at, Clear: whole, Year: year, Table: at + ".csv" + ask.with("", ""),
		OffLead: v.t("work_plan.off_lead", "year", year), Empty: emptyState{Text: v.t("work_plan.none", "year", year), Href: v.href("/predmeti"), Link: v.t("work_plan.none_do")}}
	this := civil(p.Today).Year
	for _, y := range withYear(withYear(years, this), ask.year) {
		n := strconv.Itoa(y)
		body.Years = append(body.Years, navigation{link: link{at + "?godina=" + n, v.t("work_plan.year", "year", n)}, Current: y == ask.year})
	}
	v.planFilters(&body, ask, at, p)
	if len(p.Rows) > 0 {
		body.Empty = emptyState{Text: v.t("work_plan.none_such"), Href: whole, Link: v.t("list.clear")}
	}
	counts := map[dossier.PlanState]int{}
	late, total := 0, 0
	for _, r := range p.Rows {
		if !ask.takes(r) {
			continue
		}
		counts[r.State]++
		total++
		if r.Late {
			late++
		}
		row := v.plannedRow(r)
		row.Body = v.thenAndToday(store.BodyName{Code: r.Code, NameSr: r.NameSr, NameEn: r.NameEn}, heirs)
		if n := len(body.Groups); n == 0 || body.Groups[n-1].Body != row.Body {
			body.Groups = append(body.Groups, planGroup{Body: row.Body})
		}
		g := &body.Groups[len(body.Groups)-1]
		g.Rows = append(g.Rows, row)
	}
	for _, d := range p.OffPlan {
		if ask.takesOff(d) {
			row := v.plannedRow(store.PlanRow{PlanItem: store.PlanItem{Title: d.Title, Kind: d.Kind}, State: d.State(), Dossiers: []store.PlannedDossier{d}})
			row.Body = v.thenAndToday(store.BodyName{Code: d.LeadCode, NameSr: d.LeadNameSr, NameEn: d.LeadNameEn}, heirs)
			body.Off = append(body.Off, row)
		}
	}
	body.Totals = []tile{{total, v.t("work_plan.planned"), false}}
	for _, s := range dossier.PlanStates {
		body.Totals = append(body.Totals, tile{counts[s], v.say.Name("plan_state", string(s)), false})
	}
	body.Totals = append(body.Totals, tile{late, v.t("work_plan.late"), late > 0}, tile{len(body.Off), v.t("work_plan.off_plan"), false})
	return body
}

// planFilters says what narrows the plan, and what does now.
func (v *visit) planFilters(body *workPlanPage, ask planAsk, at string, p store.PlanView) {
	n := narrows{v, &body.narrowing, func(name string) string { return at + ask.with(name, "") }}
	var bodies []option
	add := func(code, sr, en string) {
		if !slices.ContainsFunc(bodies, func(o option) bool { return o.Value == code }) {
			bodies = append(bodies, option{Value: code, Label: v.title(sr, en)})
		}
	}
	for _, r := range p.Rows {
		add(r.Code, r.NameSr, r.NameEn)
	}
	for _, d := range p.OffPlan {
		add(d.LeadCode, d.LeadNameSr, d.LeadNameEn)
	}
	n.choose(byBody, v.t("work_plan.organ"), v.t("work_plan.any_organ"), ask.body, bodies)
	n.choose(byKind, v.t("work_plan.kind"), v.t("work_plan.any_kind"), ask.kind, each(actKinds, func(k string) option { return option{Value: k, Label: v.actKind(k)} }))
	n.choose(byMoment, v.t("work_plan.when"), v.t("work_plan.any_when"), ask.moment, v.momentOptions())
	n.choose(byStatus, v.t("work_plan.state"), v.t("work_plan.any_state"), ask.state, each(dossier.PlanStates, func(s dossier.PlanState) option {
		return option{Value: string(s), Label: v.say.Name("plan_state", string(s))}
	}))
	n.tick(byLate, v.t("work_plan.only_late"), ask.late)
	n.tick(byEU, v.t("work_plan.only_eu"), ask.eu)
}

// plannedRow puts an act into words.
func (v *visit) plannedRow(r store.PlanRow) plannedRow {
	row := plannedRow{Title: r.Title, Kind: upperFirst(v.actKind(r.Kind)), EU: r.EU, When: v.planMoment(r.PlanMoment), State: v.say.Name("plan_state", string(r.State)),
		Class: map[dossier.PlanState]string{dossier.Adopted: "yes", dossier.InDebate: "live", dossier.TakenBack: "no"}[r.State]}
	for _, d := range r.Dossiers {
		row.Dossiers = append(row.Dossiers, link{v.href("/predmeti/" + string(d.Ref)), v.refWithMark(d.DossierRow)})
		if d.Adopted != "" && (row.Adopted == "" || d.Adopted < row.Adopted) {
			row.Adopted = d.Adopted
		}
	}
	switch {
	case r.Late && r.State == dossier.Adopted:
		row.Late = v.t("work_plan.late_adopted")
	case r.Late:
		row.Late = v.t("work_plan.late")
	}
	return row
}

// workPlanTable is the plan as a table, in the language of its address; the first line
// names the columns, as the form that takes a plan reads them.
func (s *Server) workPlanTable(v *visit) (reply, error) {
	ask, p, _, err := s.readPlan(v)
	if err != nil {
		return reply{}, err
	}
	yes := func(is bool) string {
		if is {
			return v.t("work_plan.yes")
		}
		return v.t("work_plan.no")
	}
	lines := [][]string{each([]string{"body", "title", "kind", "when", "eu", "planned", "state", "late", "adopted", "dossiers", "address"}, func(c string) string { return v.t("work_plan.column_" + c) })}
	add := func(body string, planned bool, r store.PlanRow) {
		row := v.plannedRow(r)
		lines = append(lines, []string{body, v.say.Serbian(row.Title), v.actKind(r.Kind), row.When, yes(r.EU), yes(planned), row.State, yes(r.Late), row.Adopted,
			strings.Join(each(row.Dossiers, func(l link) string { return l.Text }), " "),
			strings.Join(each(row.Dossiers, func(l link) string { return s.siteOf(v) + l.Href }), " ")})
	}
	for _, r := range p.Rows {
		if ask.takes(r) {
			add(v.title(r.NameSr, r.NameEn), true, r)
		}
	}
	for _, d := range p.OffPlan {
		if ask.takesOff(d) {
			add(v.title(d.LeadNameSr, d.LeadNameEn), false, store.PlanRow{PlanItem: store.PlanItem{Title: d.Title, Kind: d.Kind}, State: d.State(), Dossiers: []store.PlannedDossier{d}})
		}
	}
	b, err := v.spreadsheet(lines)
	if err != nil {
		return reply{}, fmt.Errorf("write table of the plan: %w", err)
	}
	return raw("text/csv; charset=utf-8", b).with("Content-Disposition", `attachment; filename="plan-rada-`+strconv.Itoa(ask.year)+`.csv"`).with("Content-Language", string(v.lang)), nil
}

// GetPlan answers with the plan of a year.
func (o operations) GetPlan(c *gin.Context, year int) {
	o.answer(c, func() (reply, error) {
		if year < 2000 || year > 2099 {
			return reply{}, dossier.Refuse(dossier.CodeNotFound)
		}
		p, err := o.store.Plan(c.Request.Context(), who(c).person, year)
		if err != nil {
			return reply{}, err
		}
		return ok(api.Plan{Year: p.Year, Today: p.Today, OffPlan: each(p.OffPlan, plannedOf), Items: each(p.Rows, func(r store.PlanRow) api.PlanRow {
			return api.PlanRow{Item: planItemOf(r.PlanItem), State: string(r.State), Late: r.Late, Dossiers: each(r.Dossiers, plannedOf)}
		})}), nil
	})
}

func plannedOf(d store.PlannedDossier) api.PlannedDossier {
	return api.PlannedDossier{Dossier: summaryOf(d.DossierRow), AdoptedOn: d.Adopted}
}

func planItemOf(i store.PlanItem) api.PlanItem {
	return api.PlanItem{Id: i.ID, Year: i.Year, Month: i.Month, Quarter: i.Quarter, Title: i.Title, Kind: i.Kind, Eu: i.EU,
		Body: api.BodyName{Code: i.Code, NameSr: i.NameSr, NameEn: i.NameEn}}
}
