package store_test

import (
	"slices"
	"testing"

	"github.com/rasprava/rasprava/internal/dossier"
	"github.com/rasprava/rasprava/internal/procedure"
	"github.com/rasprava/rasprava/internal/store"
	"github.com/rasprava/rasprava/internal/store/storetest"
)

// beforeCommittee is a law of the Government on which the committee decides whether
// there is a debate, as its proposer states it; with the secretary of the committee.
func beforeCommittee(t *testing.T, traits map[string]string) (*world, string) {
	t.Helper()
	o := rehearsal()
	o.Traits = traits
	s, _ := storetest.Open(t)
	law, err := procedure.Get("rs.law.government")
	if err != nil {
		t.Fatal(err)
	}
	for _, b := range law.Bodies {
		storetest.Ministry(t, s, b.Code)
	}
	w := newWorldIn(t, s, "rs.law.government", o)
	secretary := storetest.Person(t, s, "Секретар Одбора", "ODBOR secretary")
	w.add(map[dossier.DocumentKind]string{dossier.ActDocument: draft, "basic_information": "Основне информације.", "impact_assessment": "Извештај.",
		"explanatory_memorandum": "Образложење."})
	w.do(w.drafter, dossier.Complete, dossier.Args{Outcome: "planned"})
	w.publish()
	w.do(w.drafter, dossier.Complete, dossier.Args{Outcome: "formed"})
	w.publish()
	w.lapse()
	w.reports()
	w.do(w.drafter, dossier.Complete, dossier.Args{Outcome: "full"})
	if w.stage.ID != "debate_required" {
		t.Fatalf("the law stands in %s", w.stage.ID)
	}
	return w, secretary
}

func TestTheCommitteeChecksWhatTheProposerStates(t *testing.T) {
	agrees := func(a *dossier.Args) { a.Present, a.InFavour = 0, 0 }
	because := func(ground string) func(*dossier.Args) {
		return func(a *dossier.Args) {
			agrees(a)
			a.Reasons, a.Ground = "Мењају се права странака.", ground
		}
	}
	for _, c := range []struct {
		name    string
		stated  string
		outcome string
		say     func(*dossier.Args)
		refused string // code; empty: accepted
		next    string
		novelty string
		from    string // what was stated, where the committee found otherwise
	}{
		{"minor amendments, and the committee agrees", "amending_minor", "not_required", agrees, "", "revision", "amending_minor", ""},
		{"minor amendments, and the committee finds them substantial", "amending_minor", "found_substantial", because(""), "", "debate_program", "amending_substantial", "Minor amendments"},
		{"minor amendments found substantial without reasons", "amending_minor", "found_substantial", agrees, "reasons_required", "", "", ""},
		{"minor amendments cannot simply be debated as what they are not", "amending_minor", "required", agrees, procedure.OutcomePermitted, "", "", ""},
		{"minor amendments are no law that can be found systemic", "amending_minor", "found_systemic", because(""), procedure.OutcomePermitted, "", "", ""},
		{"a new law that the committee finds systemic", "other_new", "found_systemic", because(""), "", "debate_program", "new_systemic", "A new law that is not systemic"},
		{"a new law without a debate, on the proposer's reasoned proposal", "other_new", "waived", because("reasoned_proposal"), "", "revision", "other_new", ""},
		{"a new law without a debate, on no ground", "other_new", "waived", because(""), procedure.GroundNamed, "", "", ""},
		{"a new law without a debate, without reasons", "other_new", "waived", func(a *dossier.Args) { agrees(a); a.Ground = "reasoned_proposal" }, "reasons_required", "", "", ""},
		{"a new law on the ground for amendments", "other_new", "waived", because("committee_case"), "ground_unknown", "", "", ""},
		{"substantial amendments without a debate, as the committee decides", "amending_substantial", "waived_amendments", because("committee_case"), "", "revision", "amending_substantial", ""},
		{"a new systemic law cannot do without", "new_systemic", "waived", because("reasoned_proposal"), procedure.OutcomePermitted, "", "", ""},
		{"a treaty, and the committee finds more in it", "treaty", "found_no_treaty", because(""), "", "debate_program", "other_new", "Ratification of an international treaty"},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			w, secretary := beforeCommittee(t, map[string]string{"novelty": c.stated})
			args := session(c.outcome, c.say, func(a *dossier.Args) { a.Present, a.InFavour = 30, 20 })
			row, applied := w.ask(secretary, dossier.RecordConclusion, args)
			if c.refused != "" {
				named := row.Verdict.Code == dossier.Code(c.refused) ||
					slices.ContainsFunc(row.Unmet, func(r procedure.Reason) bool { return r.Code == c.refused }) ||
					slices.ContainsFunc(row.Fields, func(f dossier.Field) bool { return f.Code == dossier.Code(c.refused) })
				if row.Verdict.Status != dossier.VerdictRefused || !named {
					t.Fatalf("got %s %s %v %v, want %s", row.Verdict.Status, row.Verdict.Code, row.Unmet, row.Fields, c.refused)
				}
				return
			}
			if row.Verdict.Status != dossier.VerdictAccepted {
				t.Fatalf("refused: %s %v %v", row.Verdict.Code, row.Unmet, row.Fields)
			}
			w.seq = applied.Effect.Seq
			w.move(applied.Effect)
			v := w.see(w.drafter)
			novelty := v.Traits["novelty"]
			if w.stage.ID != c.next || novelty != c.novelty {
				t.Errorf("the law of kind %s stands in %s, want %s in %s", novelty, w.stage.ID, c.novelty, c.next)
			}
			all, err := v.Deviations()
			if err != nil {
				t.Fatal(err)
			}
			i := slices.IndexFunc(all, func(d store.Deviation) bool { return d.Code == store.Reclassified })
			if (i >= 0) != (c.from != "") {
				t.Fatalf("found to be another: %v", all)
			}
			if i < 0 {
				return
			}
			d := all[i]
			if d.Params["from_en"] != c.from || d.Params["to_en"] == "" || d.Reason != "Мењају се права странака." || d.Person != "Секретар Одбора" ||
				d.PersonBody.Code != "ODBOR" || d.Basis == "" || d.On.IsZero() || d.Conclude == nil || d.Exempts {
				t.Errorf("got %+v", d)
			}
		})
	}
}
