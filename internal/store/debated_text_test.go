package store_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/rasprava/rasprava/internal/dossier"
	"github.com/rasprava/rasprava/internal/store"
	"github.com/rasprava/rasprava/internal/store/storetest"
)

const earlyStage = `  - id: early
    title_sr: Ране консултације
    title_en: Early consultation
    kind: consultation
    docs: [act]
    channels: [own_site]
    windows:
      - {id: early, kind: min, term: 15d, from: publication, basis: Основ за ране консултације, evidence: inferred}
    outcomes:
      - {id: closed, title_sr: Завршене, title_en: Closed, next: committee}
    basis: Пробни поступак
    evidence: inferred
  - id: committee
`

// afterEarlyConsultation is a dossier whose text was consulted on early and changed
// since; what was changed after a debate is asked about before the agenda too. Whether
// there is one is not decided yet.
func afterEarlyConsultation(t *testing.T) (*world, string) {
	t.Helper()
	source := strings.NewReplacer("next: committee}", "next: early}", "  - id: committee\n", earlyStage,
		"      - {code: debate_decided,", "      - {code: material_change_decided, basis: Основ за измене}\n      - {code: debate_decided,").Replace(storetest.Decided)
	s, _ := storetest.Open(t)
	storetest.Register(t, s, source)
	opening := rehearsal()
	opening.Traits = map[string]string{"novelty": "minor"}
	w := newWorldIn(t, s, "test.decided", opening)
	secretary := storetest.Person(t, s, "Секретар Први", "KOLEGIJUM secretary")
	w.addAct(draft)
	w.collected()
	w.publish()
	for w.stage.ID == "early" {
		w.lapse()
	}
	w.declares()
	w.rewrite(strings.ReplaceAll(draft, "30 дана", "20 дана"), dossier.OwnInitiative)
	return w, secretary
}

// asked reports whether the lead's signers are asked what follows from changes.
func (w *world) asked() bool {
	w.t.Helper()
	waits, offered := w.waits(w.signerA) == dossier.DecideMaterialChange, slices.Contains(w.commands(w.signerA), dossier.DecideMaterialChange)
	if waits != offered {
		w.t.Errorf("in %s: it waits for the signer %t, the command is offered %t", w.stage.ID, waits, offered)
	}
	o, err := w.s.Outlook(w.t.Context(), w.signerA, w.ref)
	if err != nil {
		w.t.Fatal(err)
	}
	if slices.ContainsFunc(o.Waits, func(x dossier.Wait) bool { return x.For == dossier.AwaitsChanges }) && !waits {
		w.t.Errorf("in %s: the dossier waits for what no signer is asked", w.stage.ID)
	}
	return waits
}

func (w *world) refusesToDecideOnChanges(t *testing.T) {
	t.Helper()
	args := dossier.Args{Outcome: store.NoNewRound, Reasons: "Нема расправе.", Package: w.hash(t)}
	w.refuses("with nothing to decide", w.signerA, dossier.DecideMaterialChange, args, dossier.CodeNothingChanged)
}

func TestAnEarlyConsultationIsNoDebate(t *testing.T) {
	for name, conclusion := range map[string]dossier.Args{
		"waived":     session("without", func(a *dossier.Args) { a.Ground, a.Reasons = "treaty", "Потврђује се уговор." }),
		"not needed": session("not_needed"),
	} {
		t.Run(name, func(t *testing.T) {
			w, secretary := afterEarlyConsultation(t)
			if w.asked() {
				t.Error("before it is decided whether there is a debate, the signers are asked")
			}
			w.refusesToDecideOnChanges(t)
			w.do(secretary, dossier.RecordConclusion, conclusion)
			if w.stage.ID != "agenda" {
				t.Fatalf("in %s", w.stage.ID)
			}
			v, err := w.s.MaterialChange(t.Context(), w.drafter, w.ref)
			if err != nil || v.From != 0 || v.Changes != 0 {
				t.Errorf("got %+v %v", v, err)
			}
			if w.asked() {
				t.Error("without a debate the signers are asked")
			}
			w.refusesToDecideOnChanges(t)
			w.do(w.drafter, dossier.Complete, dossier.Args{Outcome: "ordinary"})
		})
	}
}

func TestAfterADebateItsTextIsComparedAndNotAnEarlierOne(t *testing.T) {
	w, secretary := afterEarlyConsultation(t)
	w.do(secretary, dossier.RecordConclusion, session("required"))
	w.debate()
	if w.asked() {
		t.Error("on the text that was debated the signers are asked")
	}
	w.rewrite(draft, dossier.ByComments) // as it was consulted on early
	if got := w.revises(); got != "unmet, material_change_decided 1" {
		t.Errorf("got %q", got)
	}
	v, err := w.s.MaterialChange(t.Context(), w.drafter, w.ref)
	if err != nil || v.From != 2 || v.To != 3 || v.Changes != 1 {
		t.Errorf("got %+v %v", v, err)
	}
	if !w.asked() {
		t.Error("after the debate the signers are not asked")
	}
}

func TestAfterTheLastGateNobodyIsAskedWhatFollows(t *testing.T) {
	w := revising(t)
	w.do(w.drafter, dossier.Complete, dossier.Args{Outcome: "revised"})
	w.rewrite(strings.ReplaceAll(draft, "30 дана", "20 дана"), dossier.OwnInitiative)
	if w.stage.ID != "agenda" || w.asked() {
		t.Errorf("in %s the signers are asked", w.stage.ID)
	}
	w.refusesToDecideOnChanges(t)
	v, err := w.s.MaterialChange(t.Context(), w.drafter, w.ref)
	if err != nil || v.From != 1 || v.Changes != 1 {
		t.Errorf("what has changed is hidden: %+v %v", v, err)
	}
}
