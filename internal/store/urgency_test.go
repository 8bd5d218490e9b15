package store_test

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/rasprava/rasprava/internal/dossier"
	"github.com/rasprava/rasprava/internal/store"
	"github.com/rasprava/rasprava/internal/store/storetest"
)

func TestUrgentActsAreCountedByYear(t *testing.T) {
	s, _ := storetest.Open(t)
	storetest.Register(t, s, storetest.Decided)
	none, err := s.Urgency(t.Context())
	if err != nil || len(none) != 0 {
		t.Fatalf("of none: got %v %v", none, err)
	}
	first := newWorldIn(t, s, "test.decided", store.Opening{})
	secretary := storetest.Person(t, s, "Секретар", "KOLEGIJUM secretary")
	adopt := func(o store.Opening, urgent bool, ended string, public bool) {
		t.Helper()
		o.Title, o.Kind, o.Procedure, o.Lead, o.Visibility = "Закон", "law", "test.decided", "MTEST", dossier.Working
		o.Traits = map[string]string{"novelty": "minor"}
		ref, _, err := s.OpenDossier(t.Context(), first.drafter, o)
		if err != nil {
			t.Fatal(err)
		}
		w := *first
		w.ref, w.stageNo = ref, 0
		w.enter("collection")
		w.collected()
		w.do(secretary, dossier.RecordConclusion, session("not_needed"))
		if urgent {
			w.do(w.drafter, dossier.Complete, dossier.Args{Outcome: "urgent", Ground: "security", Reasons: "Хитно је."})
		} else {
			w.do(w.drafter, dossier.Complete, dossier.Args{Outcome: "ordinary"})
		}
		if ended == "" {
			return
		}
		for q, args := range map[string][]any{
			`UPDATE stage_runs SET ended_at = clock_timestamp(), legal_ended = $2, outcome = 'elapsed' WHERE dossier = (SELECT id FROM dossiers WHERE ref = $1) AND ended_at IS NULL`: {ref, ended},
			`UPDATE dossiers SET visibility = CASE WHEN $2 THEN 'public' ELSE 'working' END WHERE ref = $1`:                                                                           {ref, public},
		} {
			_, err = s.DB().ExecContext(t.Context(), q, args...)
			if err != nil {
				t.Fatal(err)
			}
		}
		w.finish(dossier.Completed)
	}
	adopt(store.Opening{}, true, "2026-03-01 12:00+01", true)
	adopt(store.Opening{}, false, "2026-12-31 23:30+01", true)
	adopt(store.Opening{}, false, "2026-12-31 23:30+00", true) // it is 2027 in Belgrade
	adopt(store.Opening{}, true, "2027-05-01 12:00+01", true)
	adopt(store.Opening{}, true, "2027-05-02 12:00+01", true)
	adopt(store.Opening{}, true, "2027-05-03 12:00+01", false) // the public does not see it
	adopt(store.Opening{}, true, "", true)                     // it is under way
	adopt(store.Opening{Rehearsal: true, Pace: time.Hour}, true, "2027-05-03 12:00+01", true)
	got, err := s.Urgency(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	want := []store.UrgencyYear{{Year: 2027, Acts: 3, Urgent: 2}, {Year: 2026, Acts: 2, Urgent: 1}}
	if d := cmp.Diff(want, got); d != "" {
		t.Errorf("(-want +got):\n%s", d)
	}
}
