package web

import (
	"fmt"
	"strings"

	"github.com/rasprava/rasprava/internal/dossier"
	"github.com/rasprava/rasprava/internal/store"
)

var deviationPages = []page{
	get("/odstupanja", dossier.ReadPublic, (*Server).deviationsPage),
	get("/odstupanja.csv", dossier.ReadPublic, (*Server).deviationsTable),
}

// deviationsPage is a list of what departed from the usual way, with what
// narrows it.
type deviationsPage struct {
	Action string // where the form asks
	Clear  string // address of the whole list
	narrowing
	Rows  []deviationOf
	First string // address of the first page; empty: this is it
	Next  string // address; empty: there is no more
	Table string // address of the same as a table
	Empty emptyState
}

// deviationOf is a departure with the dossier in which it was.
type deviationOf struct {
	What  deviationRow
	Kind  string
	Href  string // of the dossier
	Ref   string
	Title string // Serbian
	Lead  string
	Stage string

	Imported string // mark of a history that was imported; empty: it was not
}

var deviationsTemplate = templateFor[deviationsPage]("deviations")

// deviationKinds are the departures that are events of their own.
var deviationKinds = []store.DeviationCode{store.Exempted, store.Reclassified, store.Exempt, store.OffPlan, store.Overdue, store.ReportLapsed,
	store.Lapsed, store.Silence, store.Extended, store.WindowShorter, store.NotDebated, store.HolidayMoved, store.Compensated, store.CutShort}

// byAfter names, in an address, the place after which a list goes on.
const byAfter = "posle"

// byForce names, in an address, whether exemptions in force are asked for.
const byForce = "vazenje"

// deviating is what narrows the list, as it stands in its address.
type deviating struct {
	body  string
	code  store.DeviationCode
	only  store.ExemptionState
	after string
}

// with returns the query of the same list with one thing changed; it begins anew
// unless that is its place.
func (d deviating) with(name, value string) string {
	return queryWith(map[string]string{byBody: d.body, byKind: string(d.code), byForce: string(d.only)}, name, value)
}

// shownDeviations is how many departures stand on a page.
const shownDeviations = 25

// readDeviating reads what is asked for; what is no choice of ours finds nothing.
func (s *Server) readDeviating(v *visit) (deviating, []store.BodyName, error) {
	ask := deviating{body: soughtText(v.Query(byBody)), code: store.DeviationCode(soughtText(v.Query(byKind))),
		only: store.ExemptionState(soughtText(v.Query(byForce))), after: v.Query(byAfter)}
	bodies, err := s.store.ListedBodies(v.ctx(), v.person())
	if err != nil {
		return deviating{}, nil, err
	}
	return ask, bodies, nil
}

// deviationsPage lists what departed from the usual way in all dossiers that the
// visitor sees.
func (s *Server) deviationsPage(v *visit) (reply, error) {
	ask, bodies, err := s.readDeviating(v)
	if err != nil {
		return reply{}, err
	}
	rows, next, err := s.store.Deviations(v.ctx(), v.person(), store.DeviationFilter{Body: ask.body, Code: ask.code, Only: ask.only,
		Page: store.Page{Cursor: ask.after, Limit: shownDeviations}})
	if err != nil {
		return reply{}, err
	}
	names, err := s.namesOfBodies(v)
	if err != nil {
		return reply{}, err
	}
	body := v.deviationsWords(ask, rows, next, bodies, names)
	title := v.t("departures.title")
	return deviationsTemplate.show(v, heading{Title: title, Crumbs: []link{{v.href("/predmeti"), v.t("nav.dossiers")}, {Text: title}}}, body)
}

// namesOfBodies returns what names bodies by their codes.
func (s *Server) namesOfBodies(v *visit) (func(codes []string) []string, error) {
	bodies, err := s.store.Bodies(v.ctx())
	if err != nil {
		return nil, err
	}
	names := map[string]string{}
	for _, b := range bodies {
		names[b.Code] = v.title(b.NameSr, b.NameEn)
	}
	return func(codes []string) []string {
		return each(codes, func(code string) string { return names[code] })
	}, nil
}

// deviationsWords puts a page of the list into words.
func (v *visit) deviationsWords(ask deviating, rows []store.DeviationRow, next string, bodies []store.BodyName, names func([]string) []string) deviationsPage {
	at := v.href("/odstupanja")
	body := deviationsPage{Action: at, Clear: at, Table: at + ".csv" + ask.with("", ""), Empty: emptyState{Text: v.t("departures.none"), Href: v.href("/predmeti"), Link: v.t("departures.none_do")}}
	n := narrows{v, &body.narrowing, func(name string) string { return at + ask.with(name, "") }}
	n.choose(byBody, v.t("list.organ"), v.t("list.any.organ"), ask.body,
		each(bodies, func(b store.BodyName) option { return option{Value: b.Code, Label: v.title(b.NameSr, b.NameEn)} }))
	n.choose(byKind, v.t("departures.kind"), v.t("departures.any_kind"), string(ask.code),
		each(deviationKinds, func(c store.DeviationCode) option {
			return option{Value: string(c), Label: v.say.Name("deviation_kind", string(c))}
		}))
	n.choose(byForce, v.t("said.force"), v.t("said.any_force"), string(ask.only), []option{{Value: string(store.InForce), Label: v.t("said.in_force")}, {Value: string(store.Expired), Label: v.t("said.expired")}})
	if len(body.Active) > 0 {
		body.Empty = emptyState{Text: v.t("departures.none_such"), Href: at, Link: v.t("list.clear")}
	}
	body.Rows = each(rows, func(r store.DeviationRow) deviationOf { return v.deviationOf(r, names) })
	if ask.after != "" {
		body.First = at + ask.with("", "")
	}
	if next != "" {
		body.Next = at + ask.with(byAfter, next)
	}
	return body
}

// deviationOf puts one departure into words.
func (v *visit) deviationOf(r store.DeviationRow, names func([]string) []string) deviationOf {
	what := v.deviationRow(r.Ref, r.Deviation, v.departure(r.Deviation, names))
	what.More = v.moreOf(r.Ref, r.Deviation)
	return deviationOf{Kind: v.say.Name("deviation_kind", string(r.Code)), Href: v.href("/predmeti/" + string(r.Ref)), Ref: string(r.Ref), Title: r.Title,
		Lead: v.title(r.Lead.NameSr, r.Lead.NameEn), Stage: v.title(r.StageTitleSr, r.StageTitleEn), What: what, Imported: v.importedTag(r.From)}
}

// personOf names who decided a departure, and in which body; empty: nobody did.
func (v *visit) personOf(d deviationRow) string {
	if d.Person == "" {
		return ""
	}
	return strings.TrimSuffix(v.say.Called(d.Person)+", "+d.Office, ", ")
}

// maxTableDeviations bounds a table; what goes on is linked in its header.
const maxTableDeviations = 5000

// deviationsTable is the list as a table, in the language of its address; the
// first line names the columns.
func (s *Server) deviationsTable(v *visit) (reply, error) {
	ask, _, err := s.readDeviating(v)
	if err != nil {
		return reply{}, err
	}
	names, err := s.namesOfBodies(v)
	if err != nil {
		return reply{}, err
	}
	lines := [][]string{each([]string{"day", "ref", "draft", "body", "stage", "kind", "what", "basis", "reason", "person", "address", "ground", "document", "sha256", "legal_ground", "force", "imported"}, func(c string) string { return v.t("departures.column_" + c) })}
	next := ask.after
	for n := 0; n < maxTableDeviations; {
		rows, after, err := s.store.Deviations(v.ctx(), v.person(), store.DeviationFilter{Body: ask.body, Code: ask.code, Only: ask.only, Page: store.Page{Cursor: next, Limit: 200}})
		if err != nil {
			return reply{}, err
		}
		for _, r := range rows {
			d := v.deviationOf(r, names)
			var p paper
			if d.What.Paper != nil {
				p = *d.What.Paper
			}
			lines = append(lines, []string{d.What.On, d.Ref, v.say.Serbian(d.Title), d.Lead, d.Stage, d.Kind, d.What.Text, v.say.Serbian(d.What.Basis), v.say.Serbian(d.What.Reason),
				v.personOf(d.What), s.siteOf(v) + d.Href, d.What.Ground, p.Name, p.SHA256, d.What.Legal, d.What.Force, d.Imported})
		}
		next, n = after, n+len(rows)
		if next == "" {
			break
		}
	}
	b, err := v.spreadsheet(lines)
	if err != nil {
		return reply{}, fmt.Errorf("write table of deviations: %w", err)
	}
	r := raw("text/csv; charset=utf-8", b).with("Content-Disposition", `attachment; filename="odstupanja.csv"`).with("Content-Language", string(v.lang))
	if next != "" {
		r = r.with("Link", "<"+v.href("/odstupanja.csv")+ask.with(byAfter, next)+`>; rel="next"`)
	}
	return r, nil
}
