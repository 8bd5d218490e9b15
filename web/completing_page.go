package web

import (
	"slices"
	"strings"

	"github.com/rasprava/rasprava/internal/dossier"
	"github.com/rasprava/rasprava/internal/store"
)

// completing is the form with which a named person ends a stage.
type completing struct {
	Subject  subject
	Form     form
	Asking   asking
	Package  string
	Ways     []leading
	Open     bool // nothing stands against any of them
	Outcome  field
	Reasons  field
	Said     saying
	May      []permission
	AnyNeeds bool // one of the outcomes asks for reasons
	Planning *planning
}

// planning says, where a stage asks whether the act is in the plan of the
// Government, for which item the dossier is.
type planning struct {
	Now  string // empty: for none
	Href string // of the plan
	Link string // address where it is said; empty: not by the visitor
}

// leading is a way out of the stage: where it leads and what stands against it.
type leading struct {
	Follows following
	Against []objection
}

var completingTemplate = templateFor[completing]("completing")

// refusedFields says in which field of a form a refusal belongs.
var refusedFields = map[string]string{
	string(dossier.CodeReasonsRequired): "razlozi", "args.reasons": "razlozi", "args.text": "tekst",
	string(dossier.CodeOutcomeUnknown): "ishod",
}

func (s *Server) completingPage(v *visit) (reply, error) { return v.showCompleting(v.carried()) }

func (v *visit) showCompleting(f form) (reply, error) {
	m, err := v.matterFor(dossier.Complete)
	if err != nil {
		return v.lost(f, err)
	}
	page := v.completingOf(m, f)
	if _, asks := m.wayOf("off_plan"); asks {
		page.Planning = &planning{Now: v.plannedAs(m.PlanItem), Href: planHref(v, m.PlanItem)}
		powers, err := v.server.store.Powers(v.ctx(), v.person(), m.Ref)
		if err != nil {
			return reply{}, err
		}
		if powers.May(dossier.LinkPlan) == nil {
			page.Planning.Link = v.href(m.path("/plan"))
		}
	}
	return completingTemplate.show(v, v.about(m, v.t("completing.title"), f), page)
}

func (v *visit) completingOf(m matter, f form) completing {
	c := completing{Subject: v.subjectOf(m), Form: f, Asking: f.ask(m.Seq), Package: seenPackage(f, m), Ways: v.leadings(m)}
	c.Outcome = f.choice("ishod", v.t("completing.outcome"), "", v.outcomes(m))
	c.Said, c.May = v.sayingOf(m, f), v.permissions(m)
	c.Open = !slices.ContainsFunc(m.ways, func(w store.Way) bool { return mayTake(w) && len(w.Unmet) > 0 })
	for _, w := range m.ways {
		if !mayTake(w) {
			continue
		}
		c.AnyNeeds = c.AnyNeeds || w.Outcome.NeedsReasons
	}
	c.Reasons = f.area("razlozi", v.t("completing.reasons"), v.t("completing.reasons_hint"), 5, dossier.MaxReasons)
	c.Reasons.Optional = !c.AnyNeeds
	return c
}

// seenPackage returns the hash of the package that the form was shown with, or
// of the present one.
func seenPackage(f form, m matter) string {
	if seen := f.value("package"); seen != "" {
		return seen
	}
	return m.PackHash
}

// mayTake reports whether the visitor may take a way out of the stage for such an
// act, and not only the end of a term; permissions says why not.
func mayTake(w store.Way) bool {
	return !w.Outcome.Barred && !w.Outcome.LapseOnly && w.Refused == nil
}

// leadings says of every way out of the stage where it leads and what stands
// against it.
func (v *visit) leadings(m matter) []leading {
	var all []leading
	for _, w := range m.ways {
		if !mayTake(w) {
			continue
		}
		all = append(all, leading{v.follows(m, w.Outcome), v.objections(m.Ref, m.words, w.Unmet)})
	}
	return all
}

// outcomes offers the ways out of the stage; the only one is chosen already.
func (v *visit) outcomes(m matter) []option {
	takable := slices.DeleteFunc(slices.Clone(m.ways), func(w store.Way) bool { return !mayTake(w) })
	var all []option
	for _, w := range takable {
		o := option{Value: w.Outcome.ID, Label: v.title(w.Outcome.TitleSr, w.Outcome.TitleEn), Hint: strings.Join(v.follows(m, w.Outcome).Sentences, " "), Checked: len(takable) == 1}
		if w.Outcome.NeedsReasons {
			o.Hint += " " + v.t("completing.with_reasons")
		}
		all = append(all, o)
	}
	return all
}

func (s *Server) completingForm(v *visit) (reply, error) {
	f, ref, err := v.commanded()
	if err != nil {
		return reply{}, err
	}
	if f.value("ishod") == "" {
		f.add("ishod", v.t("completing.choose"))
		return v.showCompleting(f)
	}
	args := dossier.Args{Outcome: f.value("ishod")}
	m, err := v.matterFor(dossier.Complete)
	if err == nil { // else the command says why not
		args = v.saidIn(&f, m)
	}
	if !f.ok() {
		return v.showCompleting(f)
	}
	args.Reasons, args.Package = f.value("razlozi"), f.value("package")
	return v.carryOut(f, ref, dossier.Complete, args, "done.completed_stage", withSaid(refusedFields), v.showCompleting)
}
