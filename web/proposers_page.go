package web

import (
	"slices"
	"strings"

	"github.com/rasprava/rasprava/internal/dossier"
	"github.com/rasprava/rasprava/internal/store"
)

// proposers are the bodies that propose an act together, and the forms with which
// it is recorded that one joins or leaves.
type proposers struct {
	Subject subject
	Form    form
	Asking  asking
	Now     []proposing
	History []happening
	Joining *changing // nil: the visitor may not record it
	Leaving *changing
}

// proposing is a body that proposes the act.
type proposing struct {
	Name string
	Lead bool
}

// changing is one of the forms.
type changing struct {
	Body    field
	Reasons field
}

var proposersTemplate = templateFor[proposers]("proposers")

func (s *Server) proposersPage(v *visit) (reply, error) { return v.showProposers(v.carried()) }

func (v *visit) showProposers(f form) (reply, error) {
	m, err := v.matterFor(dossier.JoinProposer, dossier.LeaveProposer)
	if err != nil {
		return v.lost(f, err)
	}
	bodies, err := v.server.store.Bodies(v.ctx())
	if err != nil {
		return reply{}, err
	}
	steps, err := v.server.store.Timeline(v.ctx(), v.person(), m.Ref)
	if err != nil {
		return reply{}, err
	}
	now, err := v.server.store.Now(v.ctx())
	if err != nil {
		return reply{}, err
	}
	a, err := v.server.store.Actor(v.ctx(), v.person())
	if err != nil {
		return reply{}, err
	}
	heirs, err := v.server.store.Successors(v.ctx())
	if err != nil {
		return reply{}, err
	}
	day := dossier.Day(now, belgrade)
	p := proposers{Subject: v.subjectOf(m), Form: f, Asking: f.ask(m.Seq)}
	var present []string
	lead := ""
	for _, b := range m.Proposers {
		standsFor := b.Code
		if h, ended := heirs[b.Code]; ended {
			standsFor = h.Code
		}
		if b.Code == m.LeadCode {
			lead = standsFor
		}
		present = append(present, standsFor)
		p.Now = append(p.Now, proposing{v.thenAndToday(b, heirs), b.Code == m.LeadCode})
	}
	for _, h := range v.story(m.DossierView, steps) {
		if h.Proposer {
			p.History = append(p.History, h)
		}
	}
	leads := a.For(m.Ref).Has(dossier.Signer, lead, day)
	offer := func(takes func(store.Body) bool) []option {
		options := []option{{Label: v.t("proposing.choose")}}
		for _, b := range bodies {
			if !b.Collegial && b.ValidFrom <= day && (b.ValidTo == "" || day <= b.ValidTo) && takes(b) {
				options = append(options, option{Value: b.Code, Label: v.title(b.NameSr, b.NameEn)})
			}
		}
		return options
	}
	changing := func(names [2]string, options []option) *changing {
		return &changing{Body: f.choice(names[0], v.t("proposing.body"), "", options),
			Reasons: f.area(names[1], v.t("proposing.reasons"), v.t("grounds.published"), 4, dossier.MaxReasons)}
	}
	if m.takes(dossier.JoinProposer) {
		p.Joining = changing(joining, offer(func(b store.Body) bool { return !slices.Contains(present, b.Code) }))
	}
	leaving := offer(func(b store.Body) bool {
		return b.Code != lead && slices.Contains(present, b.Code) && (leads || a.For(m.Ref).Has(dossier.Signer, b.Code, day))
	})
	if m.takes(dossier.LeaveProposer) && len(leaving) > 1 {
		p.Leaving = changing(leavingFields, leaving)
	}
	return proposersTemplate.show(v, v.about(m, v.t("proposing.title"), f), p)
}

// The fields of the two forms: the body and the reasons.
var (
	joining       = [2]string{"organ", "razlozi"}
	leavingFields = [2]string{"odlazi", "razlozi_odlaska"}
)

func (s *Server) proposersForm(v *visit) (reply, error) {
	f, ref, err := v.commanded()
	if err != nil {
		return reply{}, err
	}
	name, done, names := dossier.JoinProposer, "proposing.done_join", joining
	if f.value("radnja") == "odustajanje" {
		name, done, names = dossier.LeaveProposer, "proposing.done_leave", leavingFields
	}
	if f.value(names[0]) == "" {
		f.add(names[0], v.t("proposing.body_missing"))
	}
	v.needReasonsIn(&f, names[1])
	if !f.ok() {
		return v.showProposers(f)
	}
	return v.carryOut(f, ref, name, dossier.Args{Body: f.value(names[0]), Reasons: strings.TrimSpace(f.value(names[1]))}, done,
		map[string]string{"args.body": names[0], "args.reasons": names[1], string(dossier.CodeReasonsRequired): names[1]}, v.showProposers)
}

// withdrawn says that a dossier was withdrawn, and on which ground.
func (t teller) withdrawn(act string) string {
	text := t.t("story.withdrawn", "act", act)
	if t.d.Ground != "" {
		text += " " + t.t("withdrawal.on") + " " + t.groundName("withdrawal_ground", t.d.Ground) + "."
	}
	return text
}

// proposer names the body that came to the proposal in a step, or left it.
func (t teller) proposer(s store.StepView) string {
	i := slices.IndexFunc(t.d.Changes, func(c store.ProposerChange) bool { return c.Seq == s.Seq })
	if i < 0 {
		return s.Outcome
	}
	return t.title(t.d.Changes[i].NameSr, t.d.Changes[i].NameEn)
}
