package main

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/rasprava/rasprava/internal/dossier"
	"github.com/rasprava/rasprava/internal/store"
	"github.com/rasprava/rasprava/internal/store/storetest"
)

// TestWorkflowsThatDifferAreFoundAndMended makes a workflow lose its record, and
// a record its workflow, as restoring either of them does.
func TestWorkflowsThatDifferAreFoundAndMended(t *testing.T) {
	s := newSystem(t)
	storetest.Ministry(t, s.store, "MPAD")
	drafter := s.person("Цртач", "MPAD drafter")
	operator := storetest.Person(t, s.store, "Оператер", "SG operator")
	tr := s.openRehearsal(drafter)
	tr.add("first_version", document{"act", "nacrt.txt", "Члан 1.\nОвим законом уређују се пробе.\n"})
	tr.publish("notice", drafter, "own_site", "ekonsultacije")
	tr.at("consultation")
	ref := dossier.Ref(tr.ref)
	workers, err := s.engine.Workers(t.Context())
	if err != nil || workers != 1 {
		t.Errorf("%d workers, %v; want the one of this test", workers, err)
	}
	set := func(query string, args ...any) {
		t.Helper()
		_, err := s.store.DB().ExecContext(t.Context(), query, args...)
		if err != nil {
			t.Fatal(err)
		}
	}
	var later time.Duration
	comparison := s.engine.Comparison(func() time.Time { return time.Now().Add(later) })
	found := func(want store.DriftKind) {
		t.Helper()
		wanted := []store.TroubleCode{store.TroubleCode("workflow_" + want)}
		if want == store.InStep {
			wanted = nil
		}
		// What runs is listed a moment late, and no answer within two seconds is a
		// busy machine: it is asked again.
		for deadline := time.Now().Add(30 * time.Second); ; {
			_, err := comparison.Pass(t.Context())
			if err != nil {
				t.Fatal(err)
			}
			troubles, err := s.store.Troubles(t.Context(), operator)
			if err != nil {
				t.Fatal(err)
			}
			var kinds []store.TroubleCode
			for _, x := range troubles {
				kinds = append(kinds, x.Code)
				if x.Ref != ref || x.Title != "" || x.Stage == "" {
					t.Errorf("got %+v, want the reference and the stage alone", x)
				}
			}
			if cmp.Equal(wanted, kinds) {
				return
			}
			if time.Now().After(deadline) {
				t.Fatalf("got %v, want %v", kinds, wanted)
			}
		}
	}
	mend := func() {
		t.Helper()
		for deadline := time.Now().Add(20 * time.Second); ; {
			kind, err := s.engine.Mend(t.Context(), ref)
			if err != nil {
				t.Fatal(err)
			}
			if kind == store.InStep {
				return
			}
			if time.Now().After(deadline) {
				t.Fatalf("it is still %s", kind)
			}
		}
	}
	found(store.InStep)
	asks := func(want int, when string) {
		t.Helper()
		got, err := comparison.Pass(t.Context())
		if err != nil || got.Open != 1 || got.Asked != want || got.Left != 0 {
			t.Errorf("%s: %+v %v, want %d asked", when, got, err, want)
		}
	}
	asks(0, "in step, and the record has nothing new")
	later = 7 * time.Hour
	asks(1, "in step, seven hours ago")
	asks(0, "in step, now")

	err = s.temporal.TerminateWorkflow(t.Context(), ref.WorkflowID(), "", "lost")
	if err != nil {
		t.Fatal(err)
	}
	found(store.Missing)
	mend()
	found(store.InStep)

	set(`UPDATE dossiers SET seq = seq + 3 WHERE ref = $1`, ref) // steps of which nobody told
	found(store.Behind)
	asks(1, "it was not in step")
	mend()
	found(store.InStep)
	asks(0, "it is again")

	set(`UPDATE dossiers SET seq = seq - 2 WHERE ref = $1`, ref)
	found(store.Ahead)
	mend()
	found(store.InStep)

	set(`UPDATE dossiers SET seq = seq + 2 WHERE ref = $1`, ref)
	mend()
	tr.publish("consultation", drafter, "own_site", "ekonsultacije") // it lives
	tr.pass("consultation", "report")
}

// TestAStageWhoseEndNobodyToldIsLeft ends a stage in the record alone.
func TestAStageWhoseEndNobodyToldIsLeft(t *testing.T) {
	s := newSystem(t)
	storetest.Ministry(t, s.store, "MPAD")
	drafter := s.person("Цртач", "MPAD drafter")
	tr := s.openRehearsal(drafter)
	tr.at("notice")
	ref := dossier.Ref(tr.ref)
	for _, q := range []string{`UPDATE stage_runs SET ended_at = clock_timestamp(), legal_ended = clock_timestamp(), outcome = 'published' WHERE no = 1`,
		`UPDATE dossiers SET seq = seq + 1`} {
		_, err := s.store.DB().ExecContext(t.Context(), q)
		if err != nil {
			t.Fatal(err)
		}
	}
	for deadline := time.Now().Add(30 * time.Second); ; {
		kind, err := s.engine.Mend(t.Context(), ref)
		if err != nil {
			t.Fatal(err)
		}
		if kind == store.InStep && tr.view().Stage.ID == "consultation" {
			return
		}
		if time.Now().After(deadline) {
			t.Fatalf("it stands in %s, %q", tr.view().Stage.ID, kind)
		}
	}
}
