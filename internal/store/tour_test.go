package store_test

import (
	"fmt"
	"maps"
	"slices"
	"sync/atomic"
	"testing"
	"time"

	"github.com/rasprava/rasprava/internal/dossier"
	"github.com/rasprava/rasprava/internal/procedure"
	"github.com/rasprava/rasprava/internal/store"
	"github.com/rasprava/rasprava/internal/store/storetest"
)

// tour takes dossiers of one procedure along every way that it has, by commands
// as people give them.
type tour struct {
	*world
	goals *goals
	def   *procedure.Definition
	at    place
	sent  int       // comments
	legal time.Time // no later than the clock of the dossier

	registrar string   // drafter, officer, secretary and giver of opinions in every body
	signers   []string // in every body
}

func TestEveryStageAndOutcomeOfEveryProcedureIsReached(t *testing.T) {
	s, _ := storetest.Open(t)
	cast := newCast(t, s)
	var total atomic.Int64
	t.Cleanup(func() { t.Logf("%d goals", total.Load()) })
	for _, d := range procedure.Shipped() {
		t.Run(d.ID, func(t *testing.T) {
			t.Parallel()
			g := goalsOf(d)
			dossiers, began := 0, time.Now()
			for _, traits := range openings(d) {
				for g.search(place{d.Stages[0].ID, traits}, g.hopes) != nil && !t.Failed() {
					tr := cast.open(t, d, g, traits)
					tr.explore()
					dossiers++
				}
			}
			for _, goal := range g.left() {
				t.Errorf("%s, %s: never reached", d.ID, goal)
			}
			total.Add(int64(len(g.done)))
			t.Logf("%d of %d reached by %d dossiers in %s", len(g.done)-len(g.left()), len(g.done), dossiers, time.Since(began).Round(time.Millisecond))
		})
	}
}

// newCast makes the people who act in every body of every procedure.
func newCast(t *testing.T, s *store.Store) *tour {
	t.Helper()
	storetest.Ministry(t, s, "MTEST")
	storetest.Ministry(t, s, "MDRUGO")
	bodies := []string{"MTEST"}
	for _, d := range procedure.Shipped() {
		for _, b := range d.Bodies {
			if !slices.Contains(bodies, b.Code) {
				bodies = append(bodies, b.Code)
			}
		}
	}
	var all, signing []string
	for _, b := range bodies {
		all = append(all, b+" officer", b+" secretary", b+" opinion_giver", b+" drafter")
		signing = append(signing, b+" signer")
	}
	c := &tour{world: &world{s: s}}
	c.drafter, c.second = storetest.Person(t, s, "Цртач Први", "MTEST drafter"), storetest.Person(t, s, "Цртач Други", "MTEST drafter")
	c.registrar = storetest.Person(t, s, "Службеник Сваки", all...)
	for i := range 4 {
		c.signers = append(c.signers, storetest.Person(t, s, fmt.Sprintf("Потписник %d.", i+1), signing...))
	}
	c.signerA, c.signerB = c.signers[0], c.signers[1]
	return c
}

// open opens a dossier for an act with those traits, which other bodies propose too.
func (c *tour) open(t *testing.T, d *procedure.Definition, g *goals, traits map[string]string, others ...string) *tour {
	t.Helper()
	kind := "law"
	if len(d.Acts) > 0 {
		kind = d.Acts[0]
	}
	given := map[string]string{}
	for _, x := range d.Traits {
		if !x.Decided {
			given[x.ID] = traits[x.ID]
		}
	}
	w := *c.world
	w.t, w.stageNo = t, 0
	starts := time.Date(2026, 6, 1, 8, 0, 0, 0, time.UTC)
	ref, hash, err := c.s.OpenDossier(t.Context(), c.drafter, store.Opening{Title: "Акт о пробама", Kind: kind, Procedure: d.ID, Lead: "MTEST",
		CoProposers: others, Visibility: dossier.Working, Demonstration: true, LegalStart: starts, Traits: given})
	if err != nil {
		t.Fatalf("%s: open dossier of %v: %v", d.ID, given, err)
	}
	w.ref = ref
	w.plan, err = c.s.LoadPlan(t.Context(), dossier.PlanInput{Definition: hash})
	if err != nil {
		t.Fatalf("%s: load plan: %v", d.ID, err)
	}
	w.enter(w.plan.First().ID)
	return &tour{world: &w, goals: g, def: d, at: place{d.Stages[0].ID, maps.Clone(traits)}, legal: starts, registrar: c.registrar, signers: c.signers}
}

// explore goes on as long as there is something new ahead.
func (tr *tour) explore() {
	for {
		hops := tr.goals.search(tr.at, tr.goals.hopes)
		if hops == nil {
			return
		}
		for _, h := range hops {
			tr.leave(h.way)
			if tr.at.stage == procedure.End {
				return
			}
		}
	}
}

// leave leaves the present stage by a way and stands in the next.
func (tr *tour) leave(w way) {
	tr.t.Helper()
	s := tr.present()
	if tr.goals.hopes(s, w) {
		tr.goals.tried[tryKey(s, w)]++
	}
	no := tr.stageNo
	tr.walk(s, w)
	run := tr.stood(no)
	if !run.ended || run.outcome != w.outcome {
		tr.t.Fatalf("%s, stage %s: left by %+v, the record has %+v", tr.def.ID, s.ID, w, run)
	}
	tr.reach(outcomeGoal(s.ID, w.outcome))
	if run.lapsed && w.late && s.Lapse != "" {
		tr.reach(lapseGoal(s.ID))
	}
	o, _ := s.Outcome(w.outcome)
	for id, v := range o.Sets {
		tr.at.traits[id] = v
	}
	tr.at.stage = o.Next
}

func (tr *tour) present() procedure.StageDef {
	s, ok := tr.def.For(tr.at.traits).Stage(tr.at.stage)
	if !ok {
		tr.t.Fatalf("%s: no stage %q", tr.def.ID, tr.at.stage)
	}
	return s
}

func (tr *tour) reach(goal string) {
	_, is := tr.goals.done[goal]
	if !is {
		tr.t.Errorf("%s, %s: reached, but not among the goals", tr.def.ID, goal)
	}
	tr.goals.done[goal] = true
}
