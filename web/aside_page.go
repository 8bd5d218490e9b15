package web

import (
	"slices"
	"strconv"
	"time"

	"github.com/rasprava/rasprava/internal/dossier"
	"github.com/rasprava/rasprava/internal/store"
)

var asidePages = []page{
	get("/predmeti/:ref/izuzimanje", dossier.DecideAside, (*Server).asidesPage),
	get("/predmeti/:ref/izuzimanje/:id", dossier.DecideAside, (*Server).asidePage),
	post("/predmeti/:ref/izuzimanje/:id", dossier.DecideAside, (*Server).decideAsideByForm),
	get("/predmeti/:ref/komentari/:no/izuzimanje", dossier.SetAside, (*Server).settingPage),
	post("/predmeti/:ref/komentari/:no/izuzimanje", dossier.SetAside, (*Server).setAsideByForm),
}

// asidesPath is the address of the proposals of a dossier, behind the language.
func asidesPath(ref dossier.Ref) string { return "/predmeti/" + string(ref) + "/izuzimanje" }

// asideCard is how a comment was set aside, as everybody reads it.
type asideCard struct {
	Stands         bool // it is set aside now
	Hidden         bool // and its words are not shown
	Ground         string
	SameAs         int // number of the comment that says the same
	SameHref       string
	Reasons        string
	When           *time.Time
	Until          *time.Time // its author may contest it, exclusive; nil: not, or not any more
	Contested      *time.Time
	Verdict        string // reinstated or upheld; empty: none yet
	VerdictReasons string
	Settled        *time.Time
}

// asideOf returns how a comment in a round of a dossier was set aside; nil where it
// never was.
func (v *visit) asideOf(a store.AsideView, ref dossier.Ref, round int) *asideCard {
	if a.Ground == "" {
		return nil
	}
	card := &asideCard{Stands: a.Stands(), Hidden: a.Hides(), Ground: string(a.Ground), SameAs: a.SameAs, Reasons: a.Reasons, When: a.At, Contested: a.ContestedAt,
		Verdict: a.Verdict, VerdictReasons: a.VerdictReasons, Settled: a.SettledAt}
	if a.Contestable {
		card.Until = a.Until
	}
	if a.SameAs > 0 {
		card.SameHref = v.href(commentPath(ref, a.SameAs, round))
	}
	return card
}

// commentPath is the address of a comment, behind the language.
func commentPath(ref dossier.Ref, number, round int) string {
	return "/predmeti/" + string(ref) + "/komentari/" + strconv.Itoa(number) + "?krug=" + strconv.Itoa(round)
}

// asideList is the proposals to set comments aside, of one state.
type asideList struct {
	Work  workplace
	Tabs  []navigation
	Rows  []asideRow
	First string
	Next  string
}

// asideRow is a proposal in the list.
type asideRow struct {
	Href   string
	Number int
	Ground string
	Line   string // the beginning of the comment
	Who    string // proposed it
	When   time.Time
	State  string // message: what is to be done, or what was
	Tone   string
	Yours  bool // the visitor may decide
}

var asideStates = []struct {
	state         store.AsideState
	path, message string
}{{store.AsideProposed, "", "aside.tab_proposed"}, {store.AsideContested, "prigovori", "aside.tab_contested"}, {store.AsideDone, "reseno", "aside.tab_done"}}

var asideListTemplate = templateFor[asideList]("asides")

func (s *Server) asidesPage(v *visit) (reply, error) {
	d, p, err := s.worksOn(v, dossier.DecideAside)
	if err != nil {
		return reply{}, err
	}
	i := max(0, slices.IndexFunc(asideStates, func(t struct {
		state         store.AsideState
		path, message string
	}) bool {
		return t.path == v.Query("stanje")
	}))
	chosen := asideStates[i]
	at := asidesPath(d.Ref) + "?stanje=" + chosen.path
	rows, next, err := s.store.Asides(v.ctx(), v.person(), d.Ref, chosen.state, store.Page{Cursor: v.Query("posle"), Limit: commentsOnList})
	if err != nil {
		return reply{}, err
	}
	title := v.t("aside.title")
	body := asideList{Work: v.workplace(d.DossierRow, p, "/izuzimanje"), Rows: each(rows, func(a store.StaffAside) asideRow { return v.asideRow(d.Ref, a) })}
	for _, t := range asideStates {
		body.Tabs = append(body.Tabs, navigation{link: link{v.href(asidesPath(d.Ref) + "?stanje=" + t.path), v.t(t.message)}, Current: t == chosen})
	}
	if v.Query("posle") != "" {
		body.First = v.href(at)
	}
	if next != "" {
		body.Next = v.href(at + "&posle=" + next)
	}
	return asideListTemplate.show(v, heading{Title: title, Crumbs: v.draftingCrumbs(d.DossierRow, title), Rehearsal: d.Rehearsal}, body)
}

func (v *visit) asideRow(ref dossier.Ref, a store.StaffAside) asideRow {
	row := asideRow{Href: v.href(asidesPath(ref) + "/" + a.ID), Number: a.Number, Ground: string(a.Ground), Line: oneLineOf(a.Body), Who: a.ProposedBy, When: a.ProposedAt,
		Yours: !a.Void && (a.MayDecide == nil || a.MaySettle == nil)}
	row.State, row.Tone = v.asideState(a)
	return row
}

// asideState says in words where a proposal stands, and the tone of its tag.
func (v *visit) asideState(a store.StaffAside) (string, string) {
	switch {
	case a.Void:
		return v.t("aside.state.void"), ""
	case a.State == store.AsideContested:
		return v.t("aside.state.contested"), "part"
	case a.Verdict != "":
		return v.t("aside.state." + a.Verdict), map[string]string{"reinstated": "yes", "upheld": "no"}[a.Verdict]
	case a.Decision != "":
		return v.t("aside.state." + a.Decision), map[string]string{"confirmed": "no"}[a.Decision]
	}
	return v.t("aside.state.proposed"), "part"
}

// settingPage is the form with which it is proposed to set a comment aside.
type settingPage struct {
	form
	Action  string
	Back    string
	Card    commentCard
	Reads   int // the revision of the comment that the page shows
	Ground  field
	SameAs  field
	Reasons field
	Against string // why nothing can be proposed; empty: it can
	Before  []link // proposals that there were
}

var settingTemplate = templateFor[settingPage]("setting_aside")

// setAt is a comment that is set aside, or may be.
type setAt struct {
	debated
	comment store.CommentView
}

// toSetAside reads the comment that the address names.
func (s *Server) toSetAside(v *visit) (setAt, error) {
	d, _, err := s.worksOn(v, dossier.SetAside)
	if err != nil {
		return setAt{}, err
	}
	x, err := s.debated(v, v.Query("krug"))
	if err != nil {
		return setAt{}, err
	}
	no := bounded(v.Param("no"), maxNumber)
	if x.round.ID == "" || no == 0 || x.dossier.Ref != d.Ref {
		return setAt{}, dossier.Refuse(dossier.CodeNotFound)
	}
	c, err := s.store.CommentNumbered(v.ctx(), v.person(), x.round.ID, no)
	return setAt{x, c}, err
}

func (s *Server) settingPage(v *visit) (reply, error) {
	x, err := s.toSetAside(v)
	if err != nil {
		return reply{}, err
	}
	return s.showSetting(v, x, v.carried())
}

func (s *Server) showSetting(v *visit, x setAt, f form) (reply, error) {
	before, err := s.store.AsidesOf(v.ctx(), v.person(), x.dossier.Ref, x.comment.ID)
	if err != nil {
		return reply{}, err
	}
	at := commentPath(x.dossier.Ref, x.comment.Number, x.round.No)
	p := settingPage{form: f, Reads: x.comment.Revision, Action: v.href("/predmeti/" + string(x.dossier.Ref) + "/komentari/" + strconv.Itoa(x.comment.Number) + "/izuzimanje?krug=" + strconv.Itoa(x.round.No)),
		Back: v.href(at), Card: v.wholeCard(x.debated, x.comment), Against: v.againstAside(x, before)}
	for _, b := range before {
		state, _ := v.asideState(b)
		p.Before = append(p.Before, link{v.href(asidesPath(x.dossier.Ref) + "/" + b.ID), v.say.DateOf(b.ProposedAt) + " – " + state})
	}
	p.Ground = f.choice("osnov", v.t("aside.ground"), v.t("aside.ground_hint"), each(dossier.AsideGrounds, func(g dossier.AsideGround) option {
		return option{Value: string(g), Label: upperFirst(v.say.Name("aside_ground", string(g))), Hint: v.t("aside.ground_says." + string(g))}
	}))
	p.SameAs = f.field("isti", v.t("aside.same_as"), v.t("aside.same_as_hint"))
	p.SameAs.Optional, p.SameAs.Width = true, 10
	p.Reasons = f.area("razlozi", v.t("aside.reasons"), v.t("aside.reasons_hint"), 6, dossier.MaxReasons)
	title := v.t("aside.propose")
	crumbs := v.draftingCrumbs(x.dossier.DossierRow, title)
	crumbs = slices.Insert(crumbs, len(crumbs)-1, link{p.Back, v.t("comments.single", "number", x.comment.Number)})
	return settingTemplate.show(v, heading{Title: title, Crumbs: crumbs, Rehearsal: x.dossier.Rehearsal, Status: f.status()}, p)
}

// againstAside says why nobody can propose to set the comment aside; empty: they
// can.
func (v *visit) againstAside(x setAt, before []store.StaffAside) string {
	code := dossier.Code("")
	switch {
	case x.dossier.Status != dossier.Open:
		code = dossier.CodeAsideFinal
	case x.comment.Withdrawn:
		code = dossier.CodeWithdrawn
	case x.comment.Stands():
		code = dossier.CodeSetAside
	case x.comment.Outcome != "":
		code = dossier.CodeAsideAnswered
	case x.round.Report != "":
		code = dossier.CodeAsideReported
	case x.comment.Ground != "":
		code = dossier.CodeAsideOnce
	case slices.ContainsFunc(before, func(a store.StaffAside) bool { return a.Decision == "" }):
		code = dossier.CodeAsideOpen
	default:
		return ""
	}
	_, text := v.say.Problem(string(code), nil)
	return text
}

// asideFields are the fields of the forms, by what is refused.
var asideFields = map[string]string{"ground": "osnov", "same_as": "isti", "reasons": "razlozi"}

func (s *Server) setAsideByForm(v *visit) (reply, error) {
	x, err := s.toSetAside(v)
	if err != nil {
		return reply{}, err
	}
	f, err := v.readForm()
	if err != nil {
		return reply{}, err
	}
	n := dossier.Setting{Comment: x.comment.ID, Revision: bounded(f.value("glasi"), maxNumber), Ground: dossier.AsideGround(f.value("osnov")), Reasons: f.value("razlozi"), SameAs: bounded(f.value("isti"), maxNumber)}
	if n.Ground != dossier.SameText {
		n.SameAs = 0
	}
	id, err := s.store.ProposeAside(v.ctx(), v.person(), n)
	if err == nil {
		return v.to(asidesPath(x.dossier.Ref)+"/"+id, "aside.was_proposed"), nil
	}
	err = v.again(&f, err, asideFields)
	if err != nil {
		return reply{}, err
	}
	return s.showSetting(v, x, f)
}

// asidePage is one proposal with what became of it, and the forms to decide on it.
type asidePage struct {
	form
	Action    string
	Number    int
	Href      string // of the comment
	Who       string
	Named     bool
	Quote     string
	Body      string
	Wording   string
	Ground    string
	SameAs    int
	SameHref  string
	Reasons   string
	State     string
	Tone      string
	Hides     bool // the words of the comment are not shown once it is confirmed
	Steps     []asideStep
	Statement string
	Undo      bool
	Decide    bool
	Settle    bool
	Against   string // why the visitor decides nothing, where somebody is to
	Why       field  // reasons to decline
	Verdict   field
	Reason    field // reasons of the verdict
}

// asideStep is what an officer did, in whose place, and why.
type asideStep struct {
	When    time.Time
	Text    string
	Who     string // empty: the author of the comment
	For     string // in whose place; empty: in their own
	Reasons string
}

var asideTemplate = templateFor[asidePage]("aside")

func (s *Server) asidePage(v *visit) (reply, error) { return s.showAside(v, v.carried()) }

func (s *Server) showAside(v *visit, f form) (reply, error) {
	d, _, err := s.worksOn(v, dossier.DecideAside)
	if err != nil {
		return reply{}, err
	}
	a, err := s.store.AsideByID(v.ctx(), v.person(), d.Ref, v.Param("id"))
	if err != nil {
		return reply{}, err
	}
	open := d.Status == dossier.Open
	p := asidePage{form: f, Action: v.href(asidesPath(d.Ref) + "/" + a.ID), Number: a.Number, Href: v.href(commentPath(d.Ref, a.Number, a.RoundNo)), Quote: a.Quote, Body: a.Body,
		Wording: a.Proposed, Ground: string(a.Ground), SameAs: a.SameAs, Reasons: a.Reasons, Statement: a.Statement, Hides: a.Ground.Hides() && a.Decision == "",
		Undo: open && a.MayUndo == nil, Decide: open && !a.Void && a.MayDecide == nil, Settle: open && a.MaySettle == nil}
	p.Who, p.Named = v.author(a.AuthorKind, a.Author)
	p.State, p.Tone = v.asideState(a)
	if a.SameAs > 0 {
		p.SameHref = v.href(commentPath(d.Ref, a.SameAs, a.RoundNo))
	}
	p.Steps = v.asideSteps(a)
	if open && !a.Void && !p.Decide && !p.Settle {
		refused := map[store.AsideState]error{store.AsideProposed: a.MayDecide, store.AsideContested: a.MaySettle}[a.State]
		if refused != nil {
			_, p.Against = v.say.Problem(string(dossier.CodeOf(refused)), nil)
		}
	}
	p.Why = f.area("razlozi", v.t("aside.decline_reasons"), v.t("aside.decline_hint"), 4, dossier.MaxReasons)
	p.Why.Optional = true
	p.Verdict = f.choice("odluka", v.t("aside.verdict"), "", []option{{Value: "reinstated", Label: v.t("aside.verdict_reinstated"), Hint: v.t("aside.verdict_reinstated_hint")},
		{Value: "upheld", Label: v.t("aside.verdict_upheld"), Hint: v.t("aside.verdict_upheld_hint")}})
	p.Reason = f.area("obrazlozenje", v.t("aside.verdict_reasons"), v.t("aside.verdict_reasons_hint"), 6, dossier.MaxReasons)
	title := v.t("aside.case", "number", a.Number)
	crumbs := v.draftingCrumbs(d.DossierRow, title)
	crumbs = slices.Insert(crumbs, len(crumbs)-1, link{v.href(asidesPath(d.Ref)), v.t("aside.title")})
	return asideTemplate.show(v, heading{Title: title, Crumbs: crumbs, Rehearsal: d.Rehearsal, Status: f.status()}, p)
}

func (v *visit) asideSteps(a store.StaffAside) []asideStep {
	steps := []asideStep{{When: a.ProposedAt, Text: v.t("aside.step.proposed"), Who: a.ProposedBy, For: a.ProposedFor, Reasons: a.Reasons}}
	if a.DecidedAt != nil {
		steps = append(steps, asideStep{*a.DecidedAt, v.t("aside.step." + a.Decision), a.DecidedBy, a.DecidedFor, a.DecisionReasons})
	}
	if a.ContestedAt != nil {
		steps = append(steps, asideStep{When: *a.ContestedAt, Text: v.t("aside.step.contested")})
	}
	if a.SettledAt != nil {
		steps = append(steps, asideStep{*a.SettledAt, v.t("aside.step." + a.Verdict), a.SettledBy, a.SettledFor, a.VerdictReasons})
	}
	return steps
}

// decideAsideByForm takes down what the visitor decides on a proposal, or that they
// take theirs back.
func (s *Server) decideAsideByForm(v *visit) (reply, error) {
	d, _, err := s.worksOn(v, dossier.DecideAside)
	if err != nil {
		return reply{}, err
	}
	f, err := v.readForm()
	if err != nil {
		return reply{}, err
	}
	id := v.Param("id")
	done, fields := "", asideFields
	switch f.value("radnja") {
	case "potvrda":
		done, err = "aside.was_confirmed", s.store.ConfirmAside(v.ctx(), v.person(), id)
	case "odbijanje":
		done, err = "aside.was_declined", s.store.DeclineAside(v.ctx(), v.person(), id, f.value("razlozi"))
	case "vracanje":
		done, err = "aside.was_undone", s.store.UndoAside(v.ctx(), v.person(), id)
	case "prigovor":
		if f.value("odluka") != "reinstated" && f.value("odluka") != "upheld" {
			f.add("odluka", v.t("aside.verdict_missing"))
			return s.showAside(v, f)
		}
		fields = map[string]string{"reasons": "obrazlozenje"}
		done, err = "aside.was_settled", s.store.SettleContest(v.ctx(), v.person(), id, f.value("odluka") == "reinstated", f.value("obrazlozenje"))
	default:
		f.add("", v.t("aside.nothing_chosen"))
		return s.showAside(v, f)
	}
	if err == nil {
		return v.to(asidesPath(d.Ref)+"/"+id, done), nil
	}
	err = v.again(&f, err, fields)
	if err != nil {
		return reply{}, err
	}
	return s.showAside(v, f)
}
