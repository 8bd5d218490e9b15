package store_test

import (
	"testing"

	"github.com/rasprava/rasprava/internal/dossier"
	"github.com/rasprava/rasprava/internal/procedure"
	"github.com/rasprava/rasprava/internal/store"
	"github.com/rasprava/rasprava/internal/store/storetest"
)

// outer is a procedure in which another runs.
const outer = `id: test.outer
version: "2026-01-01"
title_sr: Спољни поступак
title_en: An outer procedure
valid_from: "2026-01-01"
calendar: rs
timezone: Europe/Belgrade
listed: false
stages:
  - id: group
    title_sr: Радна група
    title_en: Working group
    kind: subprocess
    procedure: test.inner
    outcomes:
      - {id: formed, title_sr: Образована, title_en: Formed, next: drafting}
      - {id: not_formed, title_sr: Није образована, title_en: Not formed, next: end, ends: rejected}
    basis: Пробни поступак
    evidence: inferred
  - id: drafting
    title_sr: Израда
    title_en: Drafting
    kind: drafting
    outcomes:
      - {id: done, title_sr: Израђено, title_en: Done, next: end, ends: completed}
    basis: Пробни поступак
    evidence: inferred
`

const inner = `id: test.inner
version: "2026-01-01"
title_sr: Унутрашњи поступак
title_en: An inner procedure
valid_from: "2026-01-01"
calendar: rs
timezone: Europe/Belgrade
listed: false
acts: [working_group]
stages:
  - id: wait
    title_sr: Рок за пријаве
    title_en: Term for candidates
    kind: wait
    windows:
      - {id: candidates, kind: min, term: 10d, from: entry, basis: Пробни поступак, evidence: inferred}
    outcomes:
      - {id: elapsed, title_sr: Протекао, title_en: Elapsed, next: choice}
    basis: Пробни поступак
    evidence: inferred
  - id: choice
    title_sr: Избор
    title_en: Choice
    kind: drafting
    outcomes:
      - {id: chosen, title_sr: Изабрани, title_en: Chosen, next: end, ends: completed}
      - {id: none, title_sr: Нема кандидата, title_en: No candidates, next: end, ends: rejected}
    basis: Пробни поступак
    evidence: inferred
`

// within returns the dossier that runs in the present stage of w, driven as w is.
func (w *world) within() *world {
	w.t.Helper()
	v, err := w.s.Dossier(w.t.Context(), w.drafter, w.ref)
	if err != nil {
		w.t.Fatal(err)
	}
	child := *w
	child.ref, child.stageNo = v.Stages[w.stageNo-1].Within, 0
	pin, err := w.s.Pin(w.t.Context(), child.ref)
	if err != nil {
		w.t.Fatal(err)
	}
	child.plan, err = w.s.LoadPlan(w.t.Context(), dossier.PlanInput{Definition: pin.Definition})
	if err != nil {
		w.t.Fatal(err)
	}
	child.enter(child.plan.First().ID)
	return &child
}

func nested(t *testing.T) *world {
	t.Helper()
	s, _ := storetest.Open(t)
	storetest.Register(t, s, outer)
	storetest.Register(t, s, inner)
	return newWorldIn(t, s, "test.outer", rehearsal())
}

func TestAStageWaitsForTheDossierWithinIt(t *testing.T) {
	for _, c := range []struct {
		choice, want string
		status       dossier.Status
	}{{"chosen", "formed", dossier.Open}, {"none", "not_formed", dossier.Rejected}} {
		t.Run(c.choice, func(t *testing.T) {
			w := nested(t)
			child := w.within()
			v, err := w.s.Dossier(t.Context(), w.drafter, child.ref)
			if err != nil {
				t.Fatal(err)
			}
			if v.WithinRef != w.ref || v.Kind != "working_group" || v.LeadCode != "MTEST" || v.Title != "Нацрт закона о пробама" {
				t.Errorf("opened %s within %s, %q of %s", v.Kind, v.WithinRef, v.Title, v.LeadCode)
			}
			_, _, err = w.s.EndSubprocess(t.Context(), child.ref)
			if err == nil {
				t.Error("the stage ended before the dossier within it")
			}
			child.lapse()
			child.do(w.drafter, dossier.Complete, dossier.Args{Outcome: c.choice, Reasons: "Нема пријава."})
			within, effect, err := w.s.EndSubprocess(t.Context(), child.ref)
			if err != nil || within != w.ref || !effect.Ended || effect.Outcome != c.want {
				t.Fatalf("got %s, %+v, %v", within, effect, err)
			}
			_, again, err := w.s.EndSubprocess(t.Context(), child.ref)
			if err != nil || again != effect {
				t.Errorf("the second time: %+v, %v; want %+v", again, err, effect)
			}
			w.seq = effect.Seq
			w.move(effect)
			v, err = w.s.Dossier(t.Context(), w.drafter, w.ref)
			if err != nil {
				t.Fatal(err)
			}
			inside, err := w.s.Dossier(t.Context(), w.drafter, child.ref)
			if err != nil {
				t.Fatal(err)
			}
			if v.Status != c.status || v.LegalNow.Before(*inside.LegalEnded) {
				t.Errorf("%s at %s; the dossier within it ended at %s", v.Status, v.LegalNow, inside.LegalEnded)
			}
		})
	}
}

func TestWithdrawingTakesAlongWhatRunsWithin(t *testing.T) {
	w := nested(t)
	child := w.within()
	w.do(w.signerA, dossier.Withdraw, dossier.Args{Reasons: "Промена плана.", Ground: string(dossier.OtherGround)})
	v, err := w.s.Dossier(t.Context(), w.drafter, child.ref)
	if err != nil {
		t.Fatal(err)
	}
	if v.Status != dossier.Withdrawn || v.Stages[0].Outcome != "withdrawn" {
		t.Errorf("the dossier within is %s, %s", v.Status, v.Stages[0].Outcome)
	}
	_, effect, err := w.s.EndSubprocess(t.Context(), child.ref)
	if err != nil || effect.Closed != dossier.Withdrawn || effect.Ended {
		t.Errorf("telling the one around it: %+v, %v", effect, err)
	}
	parcels, err := w.s.Parcels(t.Context(), 20, 0)
	if err != nil {
		t.Fatal(err)
	}
	var told bool
	for _, p := range parcels {
		told = told || p.Topic == store.TopicNews && p.Key == string(child.ref)
	}
	if !told {
		t.Errorf("nobody tells the workflow: %v", parcels)
	}
}

func TestAnUnknownProcedureWithinIsNoDossier(t *testing.T) {
	s, _ := storetest.Open(t)
	storetest.Register(t, s, outer)
	storetest.Ministry(t, s, "MTEST")
	d, err := procedure.Load([]byte(outer))
	if err != nil {
		t.Fatal(err)
	}
	_, _, err = s.OpenDossier(t.Context(), storetest.Person(t, s, "Цртач", "MTEST drafter"), store.Opening{Title: "Акт", Kind: "law", Procedure: d.ID, Lead: "MTEST",
		Visibility: dossier.Working})
	if dossier.CodeOf(err) != dossier.CodeProcedureUnknown {
		t.Errorf("got %v: the first stage could never be entered", err)
	}
}
