package web

import (
	"net/url"
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/rasprava/rasprava/internal/dossier"
	"github.com/rasprava/rasprava/internal/procedure"
	"github.com/rasprava/rasprava/internal/store"
)

var listPages = []page{
	get("/predmeti", dossier.ReadPublic, (*Server).listPage),
	get("/rasprave", dossier.ReadPublic, (*Server).openPage),
}

// listPage is a list of dossiers, with what narrows it.
type listPage struct {
	Heading string
	Lead    string
	Action  string // where the form asks
	Query   field
	Search  string // address of the search for the same words; empty: none are asked for
	narrowing
	Clear string // address of the whole list
	Range string // which rows of how many
	Rows  []listRow
	Pager pager
	Empty emptyState
	All   link
}

// activeFilter is something that narrows a list now.
type activeFilter struct {
	Text   string
	Remove string // address of the list without it
}

// pager leads to the neighbouring pages; empty: there is none.
type pager struct {
	Previous string
	Next     string
}

// emptyState says what to do where there is nothing.
type emptyState struct {
	Text string
	Href string
	Link string
}

// listRow is a dossier in a list.
type listRow struct {
	Href     string
	Ref      string // empty for a rehearsal
	Title    string // Serbian
	Kind     string
	Body     string
	Stage    string
	Tag      string
	Class    string    // of the tag
	When     string    // sentence about the day that matters
	Ends     time.Time // of the term that it speaks of, exclusive; zero: of none
	Comments int
	Open     bool   // takes comments now
	Read     string // address where one reads and comments
	Later    link   // that took it up; zero: none
	Earlier  link   // that it takes up
	Imported string // mark of a history that was imported; empty: it was not
}

var listTemplate = templateFor[listPage]("list")

// sought is what narrows a list, as it stands in its address.
type sought struct {
	query, body, kind, phase, status string
	number                           int
}

// The names of what narrows a list, in its address.
const (
	byQuery  = "q"
	byBody   = "organ"
	byKind   = "vrsta"
	byPhase  = "faza"
	byStatus = "stanje"
	byNumber = "strana"
)

// maxSought is the longest text that is looked for, in characters.
const maxSought = 200

// readSought reads what is asked for; what is no choice of ours finds nothing.
func readSought(q url.Values) sought {
	s := sought{query: soughtText(q.Get(byQuery)), body: soughtText(q.Get(byBody)), kind: soughtText(q.Get(byKind)), phase: soughtText(q.Get(byPhase)),
		status: soughtText(q.Get(byStatus)), number: 1}
	n, err := strconv.Atoi(q.Get(byNumber))
	if err == nil && n > 1 {
		s.number = n
	}
	return s
}

// soughtText reads a value of an address that a list is narrowed by, as much of
// it as is looked for.
func soughtText(value string) string {
	value = strings.TrimSpace(value)
	if !utf8.ValidString(value) || strings.ContainsRune(value, 0) {
		return ""
	}
	if r := []rune(value); len(r) > maxSought {
		return string(r[:maxSought])
	}
	return value
}

// chosenOf adds to the choices of a filter that anything will do and, where what
// is chosen is none of them, that too, as unknown; and returns what the choice is
// called, empty where anything will do.
func (v *visit) chosenOf(chosen, anything string, options []option) ([]option, string) {
	options = slices.Insert(options, 0, option{Label: anything})
	if !slices.ContainsFunc(options, func(o option) bool { return o.Value == chosen }) {
		options = append(options, option{Value: chosen, Label: v.t("list.unknown", "text", chosen)})
	}
	label := ""
	for i := range options {
		options[i].Checked = options[i].Value == chosen
		if options[i].Checked && chosen != "" {
			label = options[i].Label
		}
	}
	return options, label
}

var (
	actKinds        = procedure.ActKinds
	dossierStatuses = []dossier.Status{dossier.Open, dossier.Completed, dossier.Rejected, dossier.Withdrawn}
)

// address returns the query of the same list with one thing changed.
func (s sought) address(name, value string) string {
	return queryWith(map[string]string{byQuery: s.query, byBody: s.body, byKind: s.kind, byPhase: s.phase, byStatus: s.status}, name, value)
}

// listPage lists all dossiers that the visitor sees.
func (s *Server) listPage(v *visit) (reply, error) {
	return s.list(v, "/predmeti", false)
}

// openPage lists those that take comments now.
func (s *Server) openPage(v *visit) (reply, error) {
	return s.list(v, "/rasprave", true)
}

func (s *Server) list(v *visit, path string, open bool) (reply, error) {
	ask := readSought(v.Request.URL.Query())
	bodies, err := s.store.ListedBodies(v.ctx(), v.person())
	if err != nil {
		return reply{}, err
	}
	defs, err := s.store.Definitions(v.ctx())
	if err != nil {
		return reply{}, err
	}
	now, err := s.store.Now(v.ctx())
	if err != nil {
		return reply{}, err
	}
	f := store.DossierFilter{Query: ask.query, Body: ask.body, Kind: ask.kind, Order: store.OrderClosing, OpenRound: open, Page: store.Page{Limit: 20}}
	var phases []procedure.PhaseDef
	if !open {
		f.Status = ask.status
		phases = phasesOf(defs)
		f.Stages = stagesOf(defs, ask.phase)
	} else {
		ask.phase, ask.status = "", ""
	}
	l, err := s.store.DossierPage(v.ctx(), v.person(), f, ask.number)
	if err != nil {
		return reply{}, err
	}
	body := v.listWords(ask, l, path, open, bodies, phases)
	for _, r := range l.Rows {
		row, err := s.listRow(v, r, now)
		if err != nil {
			return reply{}, err
		}
		body.Rows = append(body.Rows, row)
	}
	return listTemplate.show(v, heading{Title: body.Heading, Crumbs: []link{{v.href("/"), v.t("site.front")}, {Text: body.Heading}}}, body)
}

// phasesOf returns the phases of all procedures that are listed, each once, in
// an order in which every procedure passes its own; among those between which no
// procedure decides, the first that is named stands first.
func phasesOf(defs []*procedure.Definition) []procedure.PhaseDef {
	var waiting, all []procedure.PhaseDef
	before := map[string]map[string]bool{} // the phases that some procedure passes before one
	for _, d := range defs {
		if d.Unlisted {
			continue
		}
		var passed []string
		for _, p := range d.Tracker() {
			if !p.Applies() {
				continue
			}
			if before[p.ID] == nil {
				before[p.ID] = map[string]bool{}
				waiting = append(waiting, p)
			}
			for _, id := range passed {
				before[p.ID][id] = true
			}
			passed = append(passed, p.ID)
		}
	}
	for len(waiting) > 0 {
		next := max(slices.IndexFunc(waiting, func(p procedure.PhaseDef) bool { return len(before[p.ID]) == 0 }), 0) // where they contradict one another: the first
		p := waiting[next]
		waiting = slices.Delete(waiting, next, next+1)
		all = append(all, p)
		for _, of := range before {
			delete(of, p.ID)
		}
	}
	return all
}

// stagesOf returns the stages of a phase in every procedure, none of one that
// there is not; nil where no phase is asked for.
func stagesOf(defs []*procedure.Definition, phase string) []string {
	if phase == "" {
		return nil
	}
	stages := []string{}
	for _, d := range defs {
		for _, id := range d.StagesOf(phase) {
			if !slices.Contains(stages, id) {
				stages = append(stages, id)
			}
		}
	}
	return stages
}

// listWords says what a list shows and what narrows it.
func (v *visit) listWords(ask sought, l store.DossierList, path string, open bool, bodies []store.BodyName, phases []procedure.PhaseDef) listPage {
	at := v.href(path)
	body := listPage{Heading: v.t("list.title"), Lead: v.t("list.lead"), Action: at, Clear: at, All: link{v.href("/rasprave"), v.t("list.only_open")}}
	body.Empty = emptyState{Text: v.t("list.none"), Href: v.href("/postupci"), Link: v.t("list.none_do")}
	if open {
		body.Heading, body.Lead, body.All = v.t("list.open_title"), v.t("list.open_lead"), link{v.href("/predmeti"), v.t("list.all")}
		body.Empty = emptyState{Text: v.t("list.none_open"), Href: v.href("/predmeti"), Link: v.t("list.none_open_do")}
	}
	body.Query = field{ID: idOf(byQuery), Name: byQuery, Label: v.t("list.query"), Value: ask.query, Type: "search", Max: maxSought}
	n := narrows{v, &body.narrowing, func(name string) string { return at + ask.address(name, "") }}
	choose := func(name, chosen string, options []option) {
		n.choose(name, v.t("list."+name), v.t("list.any."+name), chosen, options)
	}
	n.seek(byQuery, ask.query)
	choose(byBody, ask.body, each(bodies, func(b store.BodyName) option { return option{Value: b.Code, Label: v.title(b.NameSr, b.NameEn)} }))
	choose(byKind, ask.kind, each(actKinds, func(k string) option { return option{Value: k, Label: v.actKind(k)} }))
	if !open {
		choose(byPhase, ask.phase, each(phases, func(p procedure.PhaseDef) option { return option{Value: p.ID, Label: v.title(p.TitleSr, p.TitleEn)} }))
		choose(byStatus, ask.status, each(dossierStatuses, func(s dossier.Status) option {
			return option{Value: string(s), Label: v.say.Name("dossier_status", string(s))}
		}))
	}
	if len(body.Active) > 0 {
		body.Empty = emptyState{Text: v.t("list.none_such"), Href: at, Link: v.t("list.clear")}
	}
	body.Range = v.rangeOf(l)
	if ask.query != "" {
		body.Search = v.href("/pretraga") + "?" + url.Values{"q": {ask.query}}.Encode()
	}
	if l.Number > 1 {
		body.Pager.Previous = at + ask.address(byNumber, strconv.Itoa(l.Number-1))
	}
	if l.Number < l.Pages {
		body.Pager.Next = at + ask.address(byNumber, strconv.Itoa(l.Number+1))
	}
	return body
}

// rangeOf says which rows of how many are shown.
func (v *visit) rangeOf(l store.DossierList) string {
	switch {
	case l.Total == 0:
		return v.t("list.found_none")
	case l.More:
		return v.t("list.range_more", "first", l.First, "last", l.Last, "need", l.Total)
	case l.Pages == 1:
		return v.n("list.found", l.Total)
	}
	return v.t("list.range", "first", l.First, "last", l.Last, "need", l.Total)
}

// listRow puts a dossier of a list into words.
func (s *Server) listRow(v *visit, r store.DossierRow, now time.Time) (listRow, error) {
	row := v.rowWords(r, now)
	if !row.Open {
		return row, nil
	}
	def, err := s.store.Definition(v.ctx(), r.Definition)
	if err != nil {
		return listRow{}, err
	}
	st, _ := def.Stage(r.Stage)
	if slices.Contains(st.PublicDocs, string(dossier.ActDocument)) {
		row.Read += "/tekst"
	}
	return row, nil
}

// rowWords says of a dossier what matters in a list: until when one can comment,
// when its present stage ends, or how it ended.
func (v *visit) rowWords(r store.DossierRow, now time.Time) listRow {
	at := v.href("/predmeti/" + string(r.Ref))
	row := listRow{Href: at, Read: at, Ref: number(r.Ref), Title: r.Title, Kind: upperFirst(v.actName(r.Kind, r.Form)), Body: v.title(r.LeadNameSr, r.LeadNameEn),
		Stage: v.title(r.StageTitleSr, r.StageTitleEn), Comments: r.Comments}
	k := v.kinOf(r)
	row.Later, row.Earlier, row.Imported = k.Later, k.Earlier, v.importedTag(r.Imported())
	switch {
	case r.Status != dossier.Open:
		row.Stage = ""
		row.Tag, row.Class = v.say.Name("dossier_status", string(r.Status)), map[dossier.Status]string{dossier.Completed: "yes"}[r.Status]
		if r.LegalEnded != nil {
			row.When = v.t("list.ended", "day", dossier.Day(*r.LegalEnded, belgrade))
		}
	case r.OpenRound != "" && r.ClosesAt != nil && now.Before(*r.ClosesAt):
		row.Open, row.Tag, row.Class = true, v.t("list.takes_comments"), "live"
		today, last := civil(dossier.Day(now, belgrade)), civil(dossier.Day(r.ClosesAt.Add(-time.Second), belgrade))
		row.Ends = endOfDay(civil(r.ClosesOn))
		row.When = v.t("list.closes", "until", row.Ends, "left", v.left(today, last))
	case r.HeldUntil != nil:
		row.Tag, row.Class, row.When = v.t("held.tag"), "part", v.t("held.when", "latest", r.HeldUntil.UTC())
	case r.Overdue:
		row.Tag, row.Class, row.When = v.t("list.late"), "no", v.t("list.late_when")
		if r.Due != "" {
			row.When, row.Ends = v.t("list.due", "day", r.Due), endOfDay(civil(r.Due))
		}
	case r.Due != "":
		row.When, row.Ends = v.t("list.due", "day", r.Due), endOfDay(civil(r.Due))
	}
	return row
}
