package web

import (
	"cmp"
	"net/url"
	"slices"
	"strings"

	"github.com/rasprava/rasprava/internal/calendar"
	"github.com/rasprava/rasprava/internal/chart"
	"github.com/rasprava/rasprava/internal/dossier"
	"github.com/rasprava/rasprava/internal/picture"
	"github.com/rasprava/rasprava/internal/procedure"
)

var procedurePages = []page{
	get("/postupci", dossier.ReadPublic, (*Server).proceduresPage),
	get("/postupci/:id", dossier.ReadPublic, (*Server).procedurePage),
}

// proceduresPage lists the procedures that are in use: those of this country, and
// those of others, for comparison.
type proceduresPage struct {
	Procedures []procedureCard
	Others     []procedureCard
}

// procedureCard is a procedure in the list.
type procedureCard struct {
	Href      string
	Title     string
	ValidFrom string `web:"date"`
	ValidTo   string `web:"date"`
	Phases    []string
	Stages    int
	Verified  bool
}

// homeCalendar is by which the procedures of this country count days.
const homeCalendar = "rs"

var proceduresTemplate = templateFor[proceduresPage]("procedures")

func (s *Server) proceduresPage(v *visit) (reply, error) {
	defs, err := s.store.Definitions(v.ctx())
	if err != nil {
		return reply{}, err
	}
	var body proceduresPage
	for _, d := range defs {
		if d.Unlisted {
			continue
		}
		list := &body.Procedures
		if d.Calendar != homeCalendar {
			list = &body.Others
		}
		*list = append(*list, procedureCard{Href: v.href("/postupci/" + d.ID), Title: v.title(d.TitleSr, d.TitleEn),
			ValidFrom: d.ValidFrom, ValidTo: d.ValidTo, Stages: len(d.Stages), Verified: d.Verified(),
			Phases: each(d.Tracker(), func(p procedure.PhaseDef) string { return v.title(p.TitleSr, p.TitleEn) })})
	}
	title := v.t("procedures.title")
	return proceduresTemplate.show(v, heading{Title: title, Crumbs: []link{{v.href("/"), v.t("site.front")}, {Text: title}}}, body)
}

// procedurePage explains one procedure, and when a dossier that begins on a
// chosen day can come through it.
type procedurePage struct {
	Title     string
	Version   string `web:"date"`
	ValidFrom string `web:"date"`
	ValidTo   string `web:"date"`
	ValidWhy  string // from what the first day was taken
	Estimated bool   // nobody has read it in a source
	Verified  bool
	Unlisted  bool
	Phases    []phaseWords
	Phase     string // the one that was asked for, or all of them; empty: none was
	Unfold    link   // to all phases unfolded, or back
	Bodies    []string
	Start     field
	Form      form
	Begins    string `web:"date"`
	Dates     []dateRow
	InForce   string `web:"date"`
	Latest    string `web:"date"`
	ByTerms   string `web:"date"` // in force if everybody takes the full term and stages without one take no time
	Without   withoutTerm
	Plan      string // address of the whole plan; empty: the day is none
	Graph     *chart.Flow
	Open      string // how many dossiers go through it now
	Files     []link // the graph as files
}

// phaseWords is a phase with its stages.
type phaseWords struct {
	ID     string
	Title  string
	Note   string // why it is none of this procedure; empty: it is one
	Stages []stageWords
	Href   string // to it, unfolded
	Open   bool
	Absent []absentWords
}

// absentWords is a stage that others of its kind have and the procedure has not.
type absentWords struct {
	Title    string
	Reason   string
	Basis    string // Serbian
	Verified bool
}

// absent puts stages that do not apply into words.
func (v *visit) absent(stages []procedure.Absent) []absentWords {
	return each(stages, func(a procedure.Absent) absentWords {
		return absentWords{v.title(a.TitleSr, a.TitleEn), v.title(a.ReasonSr, a.ReasonEn), a.Basis, a.Evidence.Verified()}
	})
}

// stageWords is a stage in plain words.
type stageWords struct {
	ID         string
	No         int // on the page, from 1
	Title      string
	Optional   bool
	Who        string
	How        string
	HowUnsure  bool   // the number of those who sign was not verified
	Basis      string // Serbian
	Verified   bool
	Documents  []string
	Public     []string // what becomes public
	Channels   string
	Terms      []ruleWords
	Majority   []ruleWords
	Support    []ruleWords
	Again      []ruleWords // what happens to opinions when the text changes
	Conditions []ruleWords
	Givers     []giverWords
	Silence    string
	Ways       []wayWords
}

// ruleWords is a rule with where it comes from.
type ruleWords struct {
	Text     string
	Basis    string // Serbian
	Verified bool
}

// giverWords is a body that gives its opinion, and on what.
type giverWords struct {
	Name    string
	Subject string
	Always  bool
}

// wayWords is a way out of a stage.
type wayWords struct {
	Text    string
	To      string // title of the stage to which it leads
	Href    string
	Ends    string // how the dossier ends; empty: it goes on
	Reasons bool
	Itself  bool // is taken when the term lapses
	Only    bool // and by nobody
	Exempts bool
	Signer  bool     // a person with signing authority takes it
	Grounds []string // of which one must be named
}

// dateRow is when one stage can run.
type dateRow struct {
	link
	Optional bool
	Earliest string `web:"date"`
	Ends     string `web:"date"`
	Latest   string `web:"date"`
	Own      string // see ownTerm; empty: the last day is known
	ByTerms  string `web:"date"`
}

var procedureTemplate = templateFor[procedurePage]("procedure")

func (s *Server) procedurePage(v *visit) (reply, error) {
	d, err := s.procedureOf(v)
	if err != nil {
		return reply{}, err
	}
	now, err := s.store.Now(v.ctx())
	if err != nil {
		return reply{}, err
	}
	standing, err := s.store.Standing(v.ctx(), d.ID)
	if err != nil {
		return reply{}, err
	}
	body, err := v.explain(d, v.Query("od"), dossier.Day(now, belgrade))
	if err != nil {
		return reply{}, err
	}
	v.drawn(&body, d, standing)
	body.fold(v, "/postupci/"+d.ID, v.Query("faza"), v.Query("od"))
	h := heading{Title: body.Title, Crumbs: []link{{v.href("/postupci"), v.t("procedures.title")}, {Text: body.Title}}}
	if !body.Form.ok() {
		h.Status = body.Form.status()
	}
	return procedureTemplate.show(v, h, body)
}

// drawn puts the graph of a definition on its page, with how many dossiers stand
// in each stage.
func (v *visit) drawn(body *procedurePage, d *procedure.Definition, standing map[string]int) {
	g := picture.Of(v.lang, d).Graph(picture.Graph{ID: "graf", Counts: standing})
	body.Graph = &g
	open := 0
	for _, n := range standing {
		open += n
	}
	body.Open = v.t("procedure_picture.none_open")
	if open > 0 {
		body.Open = v.n("procedure_picture.open", open)
	}
	at := v.href("/postupci/" + d.ID + "/tok.")
	body.Files = []link{{at + "svg", v.t("procedure_picture.svg")}, {at + "mmd", v.t("procedure_picture.mermaid")}, {at + "dot", v.t("procedure_picture.dot")}}
}

// explain puts a definition into words, with the dates of a dossier that begins
// on the day that was asked for, or else today.
func (v *visit) explain(d *procedure.Definition, asked, today string) (procedurePage, error) {
	body := procedurePage{Title: v.title(d.TitleSr, d.TitleEn), Version: d.Version, ValidFrom: d.ValidFrom, ValidTo: d.ValidTo,
		ValidWhy: d.ValidWhy, Estimated: d.ValidMark != "" && !d.ValidMark.Verified(), Verified: d.Verified(), Unlisted: d.Unlisted}
	of := d.PhaseByStage()
	for _, p := range d.Tracker() {
		w := phaseWords{ID: p.ID, Title: v.title(p.TitleSr, p.TitleEn)}
		if !p.Applies() {
			w.Note = upperFirst(v.t("phase.not_applicable_because", "reason", v.title(p.NotApplicableSr, p.NotApplicableEn)))
		}
		w.Absent = v.absent(d.AbsentFrom(p.ID))
		body.Phases = append(body.Phases, w)
	}
	for n, st := range d.Stages {
		i := slices.IndexFunc(body.Phases, func(p phaseWords) bool { return p.ID == of[st.ID] })
		if i < 0 {
			continue
		}
		w := v.stageWords(d, st)
		w.No = n + 1
		body.Phases[i].Stages = append(body.Phases[i].Stages, w)
	}
	body.Bodies = each(d.Bodies, func(b procedure.BodyRef) string { return v.title(b.NameSr, b.NameEn) })
	body.Form.Values = url.Values{"od": {cmp.Or(strings.TrimSpace(asked), today)}}
	from, err := dayOf(body.Form.day("od"))
	if err != nil {
		_, text := v.say.Problem(string(dossier.CodeDateInvalid), nil)
		body.Form.add("od", text)
	}
	body.Start = v.date(body.Form, "od", v.t("procedure.start"), "")
	if err != nil {
		return body, nil
	}
	d = d.For(nil) // an act of which nothing is said
	t, err := d.Timeline(from)
	if err != nil {
		return procedurePage{}, err
	}
	body.Begins = from.String()
	body.Plan = v.href("/plan?" + url.Values{"postupak": {d.ID}, "od": {from.String()}}.Encode())
	for _, st := range t.Stages {
		row := dateRow{link: link{"#" + st.ID, v.title(st.TitleSr, st.TitleEn)}, Optional: st.Optional,
			Earliest: st.EarliestStart.String(), Ends: st.EarliestEnd.String(), Latest: dateOf(st.LatestEnd), ByTerms: st.LatestByTerms.String()}
		if row.Latest == "" {
			row.Own = v.ownTerm(d, st.ID)
		}
		body.Dates = append(body.Dates, row)
	}
	body.InForce, body.Latest, body.ByTerms = dateOf(t.EarliestInForce), dateOf(t.LatestInForce), dateOf(t.LatestInForceByTerms)
	body.Without = withoutTermIn(picture.For(v.lang, d), t)
	return body, nil
}

// dateOf writes a date that may be missing.
func dateOf(d *calendar.Date) string {
	if d == nil || d.IsZero() {
		return ""
	}
	return d.String()
}

// stageWords puts a stage into words.
func (v *visit) stageWords(d *procedure.Definition, st procedure.StageDef) stageWords {
	w := stageWords{ID: st.ID, Title: v.title(st.TitleSr, st.TitleEn), Optional: st.Optional, Basis: v.basis(d, st.Basis), Verified: st.Evidence.Verified(),
		Who: v.actorOf(d, st.Actor), How: v.howOf(d, st), HowUnsure: st.Signed() && !st.Evidence.Verified()}
	named := func(code string) string { return v.say.Name("document", code) }
	words := picture.Of(v.lang, d)
	w.Documents, w.Public = each(st.Docs, named), each(st.PublicDocs, named)
	for _, x := range st.DocsWhen {
		w.Documents = append(w.Documents, named(x.Doc)+words.When(x.When))
	}
	if len(st.Channels) > 0 {
		w.Channels = v.say.Names("channel", st.Channels)
	}
	for _, x := range st.Windows {
		w.Terms = append(w.Terms, ruleWords{words.Term(x), v.basis(d, x.Basis), x.Evidence.Verified()})
		if x.Floor != "" {
			w.Terms = append(w.Terms, ruleWords{words.Floor(x), v.basis(d, x.Basis), x.Evidence.Verified()})
			for _, g := range d.Grounding(x.Grounds) {
				w.Terms = append(w.Terms, ruleWords{v.t("procedure.floor_ground", "name", quoted(v.title(g.TitleSr, g.TitleEn))), v.basis(d, g.Basis), g.Evidence.Verified()})
			}
		}
		if x.Extendable {
			w.Terms = append(w.Terms, ruleWords{v.t("figures.longer"), v.t("figures.longer_basis"), true})
		}
	}
	for _, q := range st.Quorums() {
		w.Majority = append(w.Majority, ruleWords{words.Quorum(q), v.basis(d, q.Basis), q.Evidence.Verified()})
	}
	for _, x := range st.Thresholds {
		w.Support = append(w.Support, ruleWords{words.Threshold(x), v.basis(d, x.Basis), x.Evidence.Verified()})
	}
	if f := st.Refresh; f != nil {
		w.Again = []ruleWords{{words.Refresh(*f), v.basis(d, f.Basis), f.Evidence.Verified()}}
	}
	for _, g := range st.Gates {
		w.Conditions = append(w.Conditions, ruleWords{v.t("procedure.gate."+g.Code) + words.When(g.When), v.basis(d, g.Basis), true})
	}
	for _, g := range st.Givers {
		w.Givers = append(w.Givers, giverWords{v.actorOf(d, g.Body), v.title(g.SubjectSr, g.SubjectEn) + words.When(g.When), g.Mandatory == procedure.Always})
	}
	if st.Silence == procedure.NoObjection {
		w.Silence = v.t("procedure.silence")
	}
	for _, o := range st.Outcomes {
		way := wayWords{Text: v.title(o.TitleSr, o.TitleEn) + words.When(o.When), Reasons: o.NeedsReasons, Itself: o.ID == st.Lapse, Only: o.LapseOnly,
			Exempts: st.Exempting(o.ID), Signer: o.Approver != ""}
		for _, g := range d.Grounding(o.Grounds) {
			way.Grounds = append(way.Grounds, v.inQuotes(g.TitleSr, g.TitleEn))
		}
		if next, ok := d.Stage(o.Next); ok {
			way.To, way.Href = v.title(next.TitleSr, next.TitleEn), "#"+next.ID
		} else {
			way.Ends = v.t("procedure.ends." + string(o.Ends))
		}
		w.Ways = append(w.Ways, way)
	}
	return w
}

// actorOf names who acts: a body, or the proposer.
func (v *visit) actorOf(d *procedure.Definition, code string) string {
	if b, ok := d.Body(code); ok {
		return v.title(b.NameSr, b.NameEn)
	}
	return v.t("procedure.lead")
}

// howOf says how a stage of its kind works and what ends it.
func (v *visit) howOf(d *procedure.Definition, st procedure.StageDef) string {
	if st.Personal {
		return v.endsBy(d, st) + " " + v.t("procedure.how.personal")
	}
	return v.endsBy(d, st)
}

func (v *visit) endsBy(d *procedure.Definition, st procedure.StageDef) string {
	body, _ := d.Body(st.Actor)
	switch {
	case st.Collegial && !body.Collegial:
		return v.t("procedure.how.recorded")
	case st.Collegial:
		return v.t("procedure.how.collegial")
	case len(st.Signatures) > 0:
		return v.signaturesOf(d, st)
	case st.Signers > 0:
		return v.n("procedure.how.signed", st.Signers)
	}
	return v.t("procedure.how." + string(st.Kind))
}

// termOf says how long a window lasts and from when it is counted.
func (v *visit) termOf(d *procedure.Definition, w procedure.WindowDef) string {
	return picture.For(v.lang, d).Term(w)
}

// ownTerm says how long a stage may last in itself, for where its last day is not
// known because one before it has no longest term; never how long it must.
func (v *visit) ownTerm(d *procedure.Definition, stage string) string {
	st, _ := d.Stage(stage)
	for _, w := range st.Windows {
		if w.Kind == procedure.MaxWindow {
			return v.marked(v.termOf(d, w), w.Evidence)
		}
	}
	if len(st.Windows) > 0 {
		return v.t("procedure.no_longest")
	}
	return v.t("procedure.no_term")
}

// long says how long a term is, in the case that follows „најмање”.
func (v *visit) long(t calendar.Term) string { return picture.Words{Say: v.say}.Long(t) }
