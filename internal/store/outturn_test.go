package store_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/rasprava/rasprava/internal/dossier"
	"github.com/rasprava/rasprava/internal/store"
)

func (w *world) outturns() string {
	w.t.Helper()
	v, err := w.s.Dossier(w.t.Context(), w.drafter, w.ref)
	if err != nil {
		w.t.Fatal(err)
	}
	runs, all, err := v.Outturns()
	if err != nil {
		w.t.Fatal(err)
	}
	var got []string
	for i, r := range runs {
		for _, o := range all[i] {
			got = append(got, fmt.Sprintf("%s: %s %s", r.Stage, o.Window.ID, o.Verdict))
		}
	}
	return strings.Join(got, "; ")
}

func TestAStageThatWaitedForItsTermKeptIt(t *testing.T) {
	w := newWorld(t, "test.two_stage", rehearsal())
	w.publish()
	if got := w.outturns(); got != "" {
		t.Errorf("before the consultation is published: got %s", got)
	}
	w.addAct(draft)
	w.publish()
	if got, want := w.outturns(), "consultation: consultation runs; consultation: comments runs"; got != want {
		t.Errorf("while it runs: got %s, want %s", got, want)
	}
	w.lapse()
	w.lapse()
	if got := w.outturns(); !strings.HasPrefix(got, "consultation: consultation kept; consultation: comments kept; report: report runs") {
		t.Errorf("got %s", got)
	}
}

// TestHistoryThatWasCutShortIsFound cuts the days of a consultation in the record
// to what a history that is brought in can hold.
func TestHistoryThatWasCutShortIsFound(t *testing.T) {
	w := newWorld(t, "test.two_stage", rehearsal())
	w.publish()
	w.addAct(draft)
	w.publish()
	w.lapse()
	w.lapse()
	for _, q := range []string{
		`UPDATE windows SET lapsed_at = NULL WHERE stage_no = 2`,
		`UPDATE stage_runs SET legal_ended = legal_published + interval '2 days' WHERE no = 2`,
	} {
		_, err := w.s.DB().ExecContext(t.Context(), q)
		if err != nil {
			t.Fatal(err)
		}
	}
	if got := w.outturns(); !strings.HasPrefix(got, "consultation: consultation short; consultation: comments short") {
		t.Errorf("got %s", got)
	}
}

func TestDossiersAreCountedWhereTheyStandOnceEverybodySeesThem(t *testing.T) {
	w := newWorld(t, "test.two_stage", store.Opening{})
	counts := func() map[string]int {
		t.Helper()
		got, err := w.s.Standing(t.Context(), "test.two_stage")
		if err != nil {
			t.Fatal(err)
		}
		return got
	}
	if got := counts(); len(got) != 0 {
		t.Errorf("before it is public: got %v", got)
	}
	w.publish()
	if d := cmp.Diff(map[string]int{"consultation": 1}, counts()); d != "" {
		t.Errorf("(-want +got):\n%s", d)
	}
	w.do(w.signerA, dossier.Withdraw, dossier.Args{Reasons: "Повлачи се.", Ground: string(dossier.OtherGround)})
	w.finish(dossier.Withdrawn)
	if got := counts(); len(got) != 0 {
		t.Errorf("after it has ended: got %v", got)
	}
}
