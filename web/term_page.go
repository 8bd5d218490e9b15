package web

import (
	"strconv"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/rasprava/rasprava/internal/dossier"
	"github.com/rasprava/rasprava/internal/procedure"
	"github.com/rasprava/rasprava/internal/store"
)

// extending is the form with which a term is extended: of an open round, of a wait,
// or of the bodies whose opinions are awaited.
type extending struct {
	Subject subject
	Form    form
	Asking  asking
	Due     string `web:"date"` // the present last day; of several terms the earliest
	Effect  string
	Basis   string
	Checked bool // the term was read in a public source
	Until   field
	Reasons field
}

var extendingTemplate = templateFor[extending]("extending")

func (s *Server) extendingPage(v *visit) (reply, error) { return v.showExtending(v.carried()) }

func (v *visit) showExtending(f form) (reply, error) {
	m, err := v.matterFor(dossier.Extend)
	if err != nil {
		return v.lost(f, err)
	}
	outlook, err := v.server.store.Outlook(v.ctx(), v.person(), m.Ref)
	if err != nil {
		return reply{}, err
	}
	terms := outlook.Longer()
	if len(terms) == 0 {
		return v.lost(f, dossier.Refuse(dossier.CodeNotExtended))
	}
	w := terms[0]
	e := extending{Subject: v.subjectOf(m), Form: f, Asking: f.ask(m.Seq), Due: w.Due, Effect: v.t("extending.of." + m.StageKind), Basis: v.basis(m.Definition, w.Basis), Checked: w.Verified,
		Until:   v.date(f, "do", v.t("extending.until"), v.t("extending.until_hint", "day", w.Due)),
		Reasons: f.area("razlozi", v.t("grounds.label"), v.t("extending.reasons_hint"), 5, dossier.MaxReasons)}
	return extendingTemplate.show(v, v.about(m, v.t("extending.title"), f), e)
}

// longestTerm returns the term that bounds a round: the one that ends last of
// those that are no maximum.
func longestTerm(windows []store.WindowView) store.WindowView {
	var last store.WindowView
	for _, w := range windows {
		if w.Kind != string(procedure.MaxWindow) && w.Due > last.Due {
			last = w
		}
	}
	return last
}

func (s *Server) extendingForm(v *visit) (reply, error) {
	f, ref, err := v.commanded()
	if err != nil {
		return reply{}, err
	}
	v.needDay(&f, "do")
	v.needReasons(&f)
	if !f.ok() {
		return v.showExtending(f)
	}
	return v.carryOut(f, ref, dossier.Extend, dossier.Args{Until: f.day("do"), Reasons: f.value("razlozi")}, "done.extended", map[string]string{string(dossier.CodeReasonsRequired): "razlozi", "args.reasons": "razlozi",
		string(dossier.CodeDateInvalid): "do", string(dossier.CodeWindowShortened): "do", string(dossier.CodeWindowTooLong): "do"}, v.showExtending)
}

// withdrawing is the form with which a dossier is taken back, in two steps.
type withdrawing struct {
	Subject    subject
	Form       form
	Asking     asking
	Public     bool
	OpenRound  bool
	Ground     field
	Reasons    field
	Confirming bool // the second step
	Typed      string
	Chosen     string // the ground, in words
}

var withdrawingTemplate = templateFor[withdrawing]("withdrawing")

func (s *Server) withdrawingPage(v *visit) (reply, error) {
	return v.showWithdrawing(v.carried(), false)
}

func (v *visit) showWithdrawing(f form, confirming bool) (reply, error) {
	m, err := v.matterFor(dossier.Withdraw)
	if err != nil {
		return v.lost(f, err)
	}
	w := withdrawing{Subject: v.subjectOf(m), Form: f, Asking: f.ask(m.Seq), Public: m.Visibility == dossier.Public, OpenRound: m.OpenRound != "",
		Reasons: f.area("razlozi", v.t("grounds.label"), v.t("grounds.published"), 6, dossier.MaxReasons), Confirming: confirming, Typed: f.value("razlozi"),
		Ground: f.choice("osnov", v.t("withdrawal.ground"), "", each(dossier.WithdrawalGrounds, func(g dossier.WithdrawalGround) option {
			return option{Value: string(g), Label: upperFirst(v.groundName("withdrawal_ground", g)), Hint: v.groundName("withdrawal_hint", g)}
		})), Chosen: v.groundName("withdrawal_ground", dossier.WithdrawalGround(f.value("osnov")))}
	h := v.about(m, v.t("withdrawing.title"), f)
	if confirming {
		h.Again = again{"second", "korak", "ponovo"}
	}
	return withdrawingTemplate.show(v, h, w)
}

func (s *Server) withdrawingForm(v *visit) (reply, error) {
	f, ref, err := v.commanded()
	if err != nil {
		return reply{}, err
	}
	if f.value("korak") == "nazad" {
		return v.showWithdrawing(f, false)
	}
	ground := dossier.WithdrawalGround(f.value("osnov"))
	if !ground.Known() {
		f.add("osnov", v.t("withdrawal.ground_missing"))
	}
	v.needReasons(&f)
	if !f.ok() {
		return v.showWithdrawing(f, false)
	}
	if f.value("korak") != "potvrda" {
		return v.showWithdrawing(f, true)
	}
	return v.carryOut(f, ref, dossier.Withdraw, dossier.Args{Reasons: f.value("razlozi"), Ground: string(ground)}, "done.withdrawn", refusedFields, func(f form) (reply, error) { return v.showWithdrawing(f, false) })
}

// groundName names a ground of withdrawal. In a catalogue `other` would be a
// plural's form, so that ground stands there by another name.
func (v *visit) groundName(group string, g dossier.WithdrawalGround) string {
	if g == dossier.OtherGround {
		g = "another"
	}
	return v.say.Name(group, string(g))
}

// advancing is the form with which the clock of a rehearsal goes to the next end
// of a term.
type advancing struct {
	Subject subject
	Form    form
	Asking  asking
	Now     time.Time
	Ends    []ending
}

// ending is a term that ends.
type ending struct {
	Term string
	Due  string `web:"date"`
}

var advancingTemplate = templateFor[advancing]("advancing")

func (s *Server) advancingPage(v *visit) (reply, error) { return v.showAdvancing(v.carried()) }

func (v *visit) showAdvancing(f form) (reply, error) {
	m, err := v.matterFor(dossier.Advance)
	if err != nil {
		return reply{}, err
	}
	a := advancing{Subject: v.subjectOf(m), Form: f, Asking: f.ask(m.Seq), Now: m.LegalNow}
	for _, w := range nextEnds(m.run().Windows, dossier.Day(m.LegalNow, belgrade)) {
		e := ending{Term: v.ofTerm("advancing.kind."+w.Kind, w.Term), Due: w.Due}
		if !w.Verified {
			e.Term += " (" + v.t("procedure.not_verified") + ")"
		}
		a.Ends = append(a.Ends, e)
	}
	return advancingTemplate.show(v, v.about(m, v.t("advancing.title"), f), a)
}

// nextEnds returns the terms that end next and have not ended by the day.
func nextEnds(windows []store.WindowView, today string) []store.WindowView {
	var next []store.WindowView
	for _, w := range windows {
		switch {
		case w.Lapsed || w.Due < today:
		case len(next) == 0 || w.Due < next[0].Due:
			next = []store.WindowView{w}
		case w.Due == next[0].Due:
			next = append(next, w)
		}
	}
	return next
}

func (s *Server) advancingForm(v *visit) (reply, error) {
	f, ref, err := v.commanded()
	if err != nil {
		return reply{}, err
	}
	return v.carryOut(f, ref, dossier.Advance, dossier.Args{}, "done.advanced", nil, v.showAdvancing)
}

// needDay notes that no day is written in a field.
func (v *visit) needDay(f *form, name string) {
	day, err := dayOf(f.day(name))
	if err == nil && !day.IsZero() {
		return
	}
	_, text := v.say.Problem(string(dossier.CodeDateInvalid), nil)
	f.add(name, text)
}

// needReasons notes that reasons are missing, or too long.
func (v *visit) needReasons(f *form) { v.needReasonsIn(f, "razlozi") }

// needReasonsIn is needReasons of another field.
func (v *visit) needReasonsIn(f *form, name string) {
	reasons := strings.TrimSpace(f.value(name))
	var text string
	switch {
	case reasons == "":
		_, text = v.say.Problem(string(dossier.CodeReasonsRequired), nil)
	case utf8.RuneCountInString(reasons) > dossier.MaxReasons:
		_, text = v.say.Problem(string(dossier.CodeReasonsTooLong), map[string]string{"limit": strconv.Itoa(dossier.MaxReasons)})
	default:
		return
	}
	f.add(name, text)
}
