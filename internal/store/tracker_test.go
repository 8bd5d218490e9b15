package store_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/rasprava/rasprava/internal/dossier"
	"github.com/rasprava/rasprava/internal/procedure"
	"github.com/rasprava/rasprava/internal/store"
)

// past returns a dossier of a procedure at noon of a day, with runs such as
// `plan 2026-01-10 2026-01-12 planned`; the last one, without an end, is present.
func past(t *testing.T, id, day string, runs ...string) store.DossierView {
	t.Helper()
	def, err := procedure.Get(id)
	if err != nil {
		t.Fatal(err)
	}
	v := store.DossierView{Definition: def, LegalNow: noon(t, day)}
	v.Status = dossier.Open
	for i, r := range runs {
		words := append(strings.Fields(r), "", "")
		s, ok := def.Stage(words[0])
		if !ok {
			t.Fatalf("no stage %s", words[0])
		}
		run := store.StageView{No: i + 1, Stage: s.ID, Kind: string(s.Kind), Entered: noon(t, words[1]), Outcome: words[3]}
		if words[2] != "" {
			ended := noon(t, words[2])
			run.Ended = &ended
		}
		v.Stages = append(v.Stages, run)
	}
	return v
}

func noon(t *testing.T, day string) time.Time {
	t.Helper()
	at, err := time.Parse(time.DateOnly, day)
	if err != nil {
		t.Fatal(err)
	}
	return at.Add(11 * time.Hour)
}

// term gives a run a window of its definition.
func term(v *store.DossierView, run int, id, starts, due string) *store.WindowView {
	st := &v.Stages[run]
	def, _ := v.Definition.Stage(st.Stage)
	w, _ := def.Window(id)
	st.Windows = append(st.Windows, store.WindowView{StageNo: st.No, ID: w.ID, Kind: string(w.Kind), Term: w.Term, Starts: starts, Raw: due, Due: due,
		FirstDue: due, Basis: w.Basis, Verified: w.Evidence.Verified()})
	return &st.Windows[len(st.Windows)-1]
}

// told writes the phases, one a line: state, from, to, due, earliest, latest.
func told(t *testing.T, v store.DossierView) []string {
	t.Helper()
	phases, err := v.Phases()
	if err != nil {
		t.Fatal(err)
	}
	var lines []string
	for _, p := range phases {
		line := p.ID + " " + string(p.State)
		for _, d := range []struct {
			name string
			date interface {
				IsZero() bool
				fmt.Stringer
			}
		}{{"from", p.From}, {"to", p.To}, {"due", p.Due}, {"earliest", p.Earliest}, {"latest", p.Latest}} {
			if !d.date.IsZero() {
				line += " " + d.name + " " + d.date.String()
			}
		}
		if p.LateDays > 0 {
			line += fmt.Sprintf(" late %d", p.LateDays)
		}
		if p.Skipped != nil {
			line += " by " + p.Skipped.OutcomeEn
		}
		lines = append(lines, line)
	}
	return lines
}

var toDebate = []string{"plan 2026-06-01 2026-06-02 planned", "start_notice 2026-06-02 2026-06-03 published", "working_group 2026-06-03 2026-06-10 formed",
	"early_consultation 2026-06-10 2026-06-20 closed", "early_report 2026-06-20 2026-06-30 published", "ria 2026-06-30 2026-09-01 full",
	"debate_required 2026-09-01 2026-10-01 required", "debate_program 2026-10-01 2026-11-06 approved"}

func TestTheTrackerOfADebate(t *testing.T) {
	v := past(t, "rs.law.government", "2026-11-23", append(toDebate, "public_debate 2026-11-06")...)
	term(&v, 8, "debate", "2026-11-10", "2026-11-30")
	term(&v, 8, "comments", "2026-11-10", "2026-11-25")
	want := []string{
		"announcement done from 2026-06-01 to 2026-06-30",
		"drafting done from 2026-06-30 to 2026-11-06",
		"debate now from 2026-11-06 due 2026-11-30 latest 2026-11-30",
		"report coming earliest 2026-12-01 latest 2026-12-15",
		"opinions coming earliest 2026-12-01",
		"government coming earliest 2026-12-01",
		"assembly coming earliest 2026-12-01",
		"entry_into_force coming earliest 2026-12-25",
	}
	if d := cmp.Diff(want, told(t, v)); d != "" {
		t.Errorf("(-want +got):\n%s", d)
	}
}

func TestThePhasesOfEveryCase(t *testing.T) {
	debate := func(runs ...string) []string { return append(toDebate[:8:8], runs...) }
	for _, c := range []struct {
		name string
		view func() store.DossierView
		want map[string]string
	}{
		{"nothing has happened yet", func() store.DossierView { return past(t, "rs.law.government", "2026-11-23") },
			map[string]string{"announcement": "now", "drafting": "coming earliest 2026-12-01"}},
		{"a report that is late", func() store.DossierView {
			v := past(t, "rs.law.government", "2026-12-20", debate("public_debate 2026-11-06 2026-12-01 closed", "debate_report 2026-12-01")...)
			term(&v, 8, "debate", "2026-11-10", "2026-11-30").Lapsed = true
			term(&v, 9, "report", "2026-11-30", "2026-12-15").Lapsed = true
			v.Stages[9].Overdue = true
			return v
		}, map[string]string{"debate": "done from 2026-11-06 to 2026-11-30", "report": "late from 2026-12-01 due 2026-12-15 latest 2026-12-20 late 5", "opinions": "coming earliest 2026-12-20"}},
		{"a waived debate", func() store.DossierView {
			v := past(t, "rs.law.government", "2026-11-23", append(toDebate[:6:6], "debate_required 2026-09-01 2026-10-01 waived", "revision 2026-10-01")...)
			v.Exemptions = []store.ExemptionView{{StageNo: 7, Ground: "debate_waived", Reason: "Нацрт мења један члан."}}
			return v
		}, map[string]string{"drafting": "done from 2026-06-30 to 2026-10-01", "debate": "skipped by Public debate waived", "report": "skipped by Public debate waived",
			"opinions": "now from 2026-10-01"}},
		{"a second debate", func() store.DossierView {
			return past(t, "rs.law.government", "2027-02-01", debate("public_debate 2026-11-06 2026-12-01 closed", "debate_report 2026-12-01 2026-12-15 published",
				"revision 2026-12-15 2027-01-20 new_debate", "debate_program 2027-01-20")...)
		}, map[string]string{"drafting": "now from 2027-01-20", "debate": "coming earliest 2027-02-01", "opinions": "coming earliest 2027-02-23"}},
		{"between two stages", func() store.DossierView {
			return past(t, "rs.law.government", "2026-12-01", debate("public_debate 2026-11-06 2026-12-01 closed")...)
		}, map[string]string{"debate": "done from 2026-11-06 to 2026-12-01", "report": "now latest 2026-12-16"}},
		{"withdrawn", func() store.DossierView {
			v := past(t, "rs.law.government", "2026-11-23", debate("public_debate 2026-11-06 2026-11-20 withdrawn")...)
			v.Status = dossier.Withdrawn
			return v
		}, map[string]string{"drafting": "done from 2026-06-30 to 2026-11-06", "debate": "stopped from 2026-11-06 to 2026-11-20", "report": "never", "assembly": "never"}},
		{"in force, to be evaluated", func() store.DossierView {
			return past(t, "rs.law.government", "2028-11-23", "assembly_vote 2026-09-01 2026-09-02 adopted", "promulgation 2026-09-02 2026-09-05 promulgated",
				"gazette 2026-09-05 2026-09-06 published", "entry_into_force 2026-09-06 2026-09-14 elapsed", "ex_post 2026-09-14")
		}, map[string]string{"assembly": "done from 2026-09-01 to 2026-09-02", "entry_into_force": "done from 2026-09-02 to 2026-09-14"}},
		{"completed", func() store.DossierView {
			v := past(t, "test.two_stage", "2026-12-23", "notice 2026-09-01 2026-09-02 published", "consultation 2026-09-02 2026-09-15 closed",
				"report 2026-09-15 2026-09-20 published", "decision 2026-09-20 2026-10-05 approved")
			v.Status = dossier.Completed
			return v
		}, map[string]string{"announcement": "done from 2026-09-01 to 2026-09-02", "decision": "done from 2026-09-20 to 2026-10-05"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			got := map[string]string{}
			for _, line := range told(t, c.view()) {
				id, rest, _ := strings.Cut(line, " ")
				if _, asked := c.want[id]; asked {
					got[id] = rest
				}
			}
			if d := cmp.Diff(c.want, got); d != "" {
				t.Errorf("(-want +got):\n%s", d)
			}
		})
	}
}

func TestWhatIsSkippedSaysWhy(t *testing.T) {
	v := past(t, "rs.law.government", "2026-11-23", append(toDebate[:6:6], "debate_required 2026-09-01 2026-10-01 waived", "revision 2026-10-01")...)
	v.Exemptions = []store.ExemptionView{{StageNo: 1, Ground: "off_plan", Reason: "Није у плану."}, {StageNo: 7, Ground: "debate_waived", Reason: "Нацрт мења један члан."}}
	phases, err := v.Phases()
	if err != nil {
		t.Fatal(err)
	}
	want := &store.SkipView{StageNo: 7, OutcomeSr: "Јавна расправа се не спроводи", OutcomeEn: "Public debate waived", Ground: "debate_waived", Reason: "Нацрт мења један члан."}
	if d := cmp.Diff(want, phases[2].Skipped); d != "" {
		t.Errorf("(-want +got):\n%s", d)
	}
}

func TestWhatRemainsIsOfTheRecord(t *testing.T) {
	w := newWorld(t, "test.two_stage", rehearsal())
	w.publish()
	w.addAct(draft)
	w.publish()
	v := w.see(w.drafter)
	due := v.Stages[1].Windows[1] // consultation, 5 days
	rest, err := v.Remaining()
	if err != nil {
		t.Fatal(err)
	}
	if got := rest.Stages[0]; got.ID != "consultation" || got.EarliestEnd.String() != due.Due || got.Terms[0].Moved {
		t.Errorf("got %+v, want an end on %s", got, due.Due)
	}
	later := rest.Stages[0].EarliestEnd.AddDays(30)
	w.do(w.signerA, dossier.Extend, dossier.Args{Until: later.String(), Reasons: "Због празника."})
	v = w.see(w.drafter)
	rest, err = v.Remaining()
	if err != nil {
		t.Fatal(err)
	}
	moved := func(x procedure.TimelineTerm) bool { return x.Moved && x.Due == later }
	first := func(w store.WindowView) bool { return w.Extended && w.Due == later.String() && w.FirstDue == due.Due }
	if got := rest.Stages[0]; got.EarliestEnd != later || !slices.ContainsFunc(got.Terms, moved) || !slices.ContainsFunc(v.Stages[1].Windows, first) {
		t.Errorf("extended: got %+v and %+v, want an end on %s", got, v.Stages[1].Windows, later)
	}
	for v.Stages[len(v.Stages)-1].Stage == "consultation" {
		w.lapse()
		v = w.see(w.drafter)
	}
	rest, err = v.Remaining()
	if err != nil {
		t.Fatal(err)
	}
	if got, want := rest.Stages[0].Terms[0].Due.String(), v.Stages[2].Windows[0].Due; got != want || rest.Stages[0].Terms[0].Start != later {
		t.Errorf("the term of the report: got %+v, want %s", rest.Stages[0].Terms[0], want)
	}
	w.do(w.signerA, dossier.Withdraw, dossier.Args{Reasons: "Одустаје се.", Ground: string(dossier.GovernmentChanged)})
	rest, err = w.see(w.drafter).Remaining()
	if err != nil || len(rest.Stages) != 0 {
		t.Errorf("withdrawn: got %v, %v", rest.Stages, err)
	}
}

func TestPhasesThatAreNoneOfAProcedureSayWhy(t *testing.T) {
	v := past(t, "rs.law.mps", "2026-11-23", "proposal 2026-11-02 2026-11-20 ready", "assembly_submission 2026-11-20")
	want := []string{
		"announcement not_applicable",
		"drafting done from 2026-11-02 to 2026-11-20",
		"debate skipped by The bill is submitted, without a public debate",
		"report skipped by The bill is submitted, without a public debate",
		"opinions not_applicable",
		"government not_applicable",
		"assembly now from 2026-11-20",
		"entry_into_force coming earliest 2026-12-17",
	}
	if d := cmp.Diff(want, told(t, v)); d != "" {
		t.Errorf("(-want +got):\n%s", d)
	}
	phases, err := v.Phases()
	if err != nil {
		t.Fatal(err)
	}
	for _, p := range phases {
		none := p.State == store.PhaseNotApplicable
		if none != (p.NotApplicableSr == "предлагач није Влада") || none != (p.NotApplicableEn == "the proposer is not the Government") {
			t.Errorf("%s, %s: got %q, %q", p.ID, p.State, p.NotApplicableSr, p.NotApplicableEn)
		}
	}
}
