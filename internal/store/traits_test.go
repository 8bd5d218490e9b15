package store_test

import (
	"errors"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/rasprava/rasprava/internal/dossier"
	"github.com/rasprava/rasprava/internal/procedure"
	"github.com/rasprava/rasprava/internal/store"
	"github.com/rasprava/rasprava/internal/store/storetest"
)

func TestTheProcedureIsAppliedToTheAct(t *testing.T) {
	for _, c := range []struct {
		name    string
		traits  map[string]string
		outcome string
		want    dossier.Code // of the refusal; empty: accepted
		runs    string       // the window of the next stage
		then    string       // the trait that the outcome set
	}{
		{"a new systemic law is debated", map[string]string{"novelty": "systemic"}, "debated", "", "regular", ""},
		{"nothing said is the first value", nil, "waived", dossier.CodeUnmet, "", ""},
		{"a new systemic law cannot do without", map[string]string{"novelty": "systemic"}, "waived", dossier.CodeUnmet, "", ""},
		{"a minor amendment can", map[string]string{"novelty": "minor"}, "waived", "", "urgent", "urgent"},
	} {
		t.Run(c.name, func(t *testing.T) {
			s, _ := storetest.Open(t)
			storetest.Register(t, s, storetest.Particular)
			o := rehearsal()
			o.Traits = c.traits
			w := newWorldIn(t, s, "test.particular", o)
			row, applied := w.ask(w.drafter, dossier.Complete, dossier.Args{Outcome: c.outcome, Reasons: "Мања измена."})
			if row.Verdict.Code != c.want {
				t.Fatalf("got %q %v, want %q", row.Verdict.Code, row.Unmet, c.want)
			}
			if c.want != "" {
				if len(row.Unmet) != 1 || row.Unmet[0].Code != procedure.OutcomePermitted {
					t.Errorf("got %v", row.Unmet)
				}
				return
			}
			w.seq = applied.Effect.Seq
			w.move(applied.Effect)
			v, err := s.Dossier(t.Context(), w.drafter, w.ref)
			if err != nil {
				t.Fatal(err)
			}
			var runs []string
			for _, x := range v.Stages[1].Windows {
				runs = append(runs, x.ID)
			}
			if d := cmp.Diff([]string{c.runs}, runs); d != "" {
				t.Errorf("windows (-want +got):\n%s", d)
			}
			if v.Traits["urgency"] != c.then {
				t.Errorf("urgency is %q, want %q", v.Traits["urgency"], c.then)
			}
		})
	}
}

func TestADossierIsOpenedForWhatItsProcedureIsFor(t *testing.T) {
	s, _ := storetest.Open(t)
	storetest.Register(t, s, storetest.Particular)
	storetest.Ministry(t, s, "MTEST")
	drafter := storetest.Person(t, s, "Цртач", "MTEST drafter")
	for _, c := range []struct {
		name   string
		kind   string
		traits map[string]string
		field  string
		want   dossier.Code
	}{
		{"a rulebook under a procedure for laws", "rulebook", nil, "kind", dossier.CodeActOfOther},
		{"a trait that it does not have", "law", map[string]string{"size": "big"}, "traits.size", dossier.CodeTraitUnknown},
		{"a value that the trait does not have", "law", map[string]string{"novelty": "big"}, "traits.novelty", dossier.CodeTraitUnknown},
		{"a trait that stages decide", "law", map[string]string{"urgency": "urgent"}, "traits.urgency", dossier.CodeTraitUnknown},
	} {
		_, _, err := s.OpenDossier(t.Context(), drafter, store.Opening{Title: "Акт", Kind: c.kind, Procedure: "test.particular", Lead: "MTEST",
			Visibility: dossier.Working, Traits: c.traits})
		var p *dossier.Problem
		if !errors.As(err, &p) || len(p.Fields) != 1 || p.Fields[0].Name != c.field || p.Fields[0].Code != c.want {
			t.Errorf("%s: got %v", c.name, err)
		}
	}
}
