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
	"github.com/rasprava/rasprava/internal/store/storetest"
)

// briefly writes deviations, one a line.
func briefly(all []store.Deviation) []string {
	var lines []string
	for _, d := range all {
		line := fmt.Sprintf("%d %s %s %s", d.StageNo, d.Stage, d.Code, d.On)
		for _, k := range []string{"ground", "window", "first", "due", "days", "bodies", "documents"} {
			if d.Params[k] != "" {
				line += " " + k + "=" + d.Params[k]
			}
		}
		for _, part := range []string{d.OutcomeEn, d.Reason, d.Person, d.PersonBody.NameEn} {
			if part != "" {
				line += " | " + part
			}
		}
		lines = append(lines, line)
	}
	return lines
}

func TestEveryDeviationIsNamed(t *testing.T) {
	v := past(t, "rs.law.government", "2026-12-20",
		"plan 2026-01-02 2026-01-05 off_plan", "start_notice 2026-01-05 2026-01-06 published", "working_group 2026-01-06 2026-01-07 not_formed",
		"early_consultation 2026-01-07 2026-01-20 closed", "early_report 2026-01-20 2026-02-04 published", "ria 2026-02-04 2026-02-05 exempt",
		"debate_required 2026-02-05 2026-03-01 waived", "opinions 2026-03-01 2026-03-16 collected", "bill_alignment 2026-04-01 2026-04-16 deemed_withdrawn",
		"promulgation 2026-12-01")
	v.Stages[0].Reasons, v.Stages[5].Reasons = "Хитно је.", "Мења се један члан."
	for i := range v.Stages {
		v.Stages[i].ActorEn = "Acting body"
	}
	v.LeadNameEn = "Lead body"
	v.Stages[0].EndedBy, v.Stages[2].EndedBy, v.Stages[5].EndedBy, v.Stages[8].EndedBy = "Цртач Први", "Цртач Други", "Цртач Први", ""
	w := term(&v, 3, "comments", "2026-01-07", "2026-01-20")
	w.Extended, w.Lapsed, w.FirstDue, w.Reasons, w.MovedBy = true, true, "2026-01-14", "Због празника.", "Потписник Први"
	for run, id := range map[int]string{4: "report", 7: "opinions", 8: "alignment"} {
		due := v.Stages[run].Ended.AddDate(0, 0, -1).Format(time.DateOnly)
		term(&v, run, id, "2026-01-20", due).Lapsed = true
		v.Stages[run].Lapsed = true
	}
	v.Stages[7].Opinions = []store.OpinionView{{BodyCode: "MF", Silent: true}, {BodyCode: "RSZ", Opinion: "positive"}, {BodyCode: "RSJP", Silent: true}}
	term(&v, 9, "promulgation", "2026-12-01", "2026-12-16").Lapsed = true
	v.Stages[9].Overdue = true
	v.Exemptions = []store.ExemptionView{{StageNo: 6, Ground: "ria_not_mandatory", Reason: "Мења се један члан.", Person: "Потписник Први"}, {StageNo: 7, Ground: "debate_waived", Reason: "Нацрт мења један члан.", Person: "Секретар Проба"}}
	v.Stale = []dossier.DocumentKind{"concordance_table", "eu_statement"}
	got, err := v.Deviations()
	if err != nil {
		t.Fatal(err)
	}
	want := []string{
		"1 plan off_plan 2026-01-05 | Outside the plan | Хитно је. | Цртач Први | Acting body",
		"4 early_consultation extended 2026-01-20 window=comments first=2026-01-14 due=2026-01-20 days=6 | Због празника. | Потписник Први | Lead body",
		"5 early_report report_lapsed 2026-02-04 due=2026-02-03",
		"6 ria exemption 2026-02-05 ground=ria_not_mandatory | Exempt | Мења се један члан. | Потписник Први | Acting body",
		"7 debate_required exemption 2026-03-01 ground=debate_waived | Public debate waived | Нацрт мења један члан. | Секретар Проба | Acting body",
		"8 opinions silence 2026-03-16 due=2026-03-15 bodies=MF,RSJP",
		"9 bill_alignment lapsed 2026-04-16 due=2026-04-15 | Deemed withdrawn",
		"10 promulgation overdue 2026-12-16 due=2026-12-16 days=4",
		"0  stale_documents 2026-12-20 documents=concordance_table,eu_statement",
	}
	if d := cmp.Diff(want, briefly(got)); d != "" {
		t.Errorf("(-want +got):\n%s", d)
	}
	for _, d := range got {
		if d.StageNo > 0 && (d.Basis == "" || d.StageTitleSr == "") {
			t.Errorf("%s has no basis or no title", d.Code)
		}
	}
}

func TestADossierOnItsUsualWayHasNoDeviations(t *testing.T) {
	v := past(t, "rs.law.government", "2026-11-23", append(toDebate, "public_debate 2026-11-06")...)
	term(&v, 3, "comments", "2026-06-10", "2026-06-17").Lapsed = true
	v.Stages[3].Lapsed = true
	got, err := v.Deviations()
	if err != nil || got == nil || len(got) != 0 {
		t.Errorf("got %v, %v", briefly(got), err)
	}
}

// TestWhatTheRulesLeaveOpenIsNoDeviation takes every way out of every optional
// stage: none of them departs from a rule, unless it exempts from one.
func TestWhatTheRulesLeaveOpenIsNoDeviation(t *testing.T) {
	ways := 0
	for _, d := range procedure.Shipped() {
		for _, st := range d.Stages {
			for _, o := range st.Outcomes {
				if !st.Optional || o.Exempts {
					continue
				}
				ways++
				v := past(t, d.ID, "2026-12-20", st.ID+" 2026-11-03 2026-11-04 "+o.ID)
				got, err := v.Deviations()
				if err != nil || len(got) != 0 {
					t.Errorf("%s, %s left with %s: got %v, %v", d.ID, st.ID, o.ID, briefly(got), err)
				}
			}
		}
	}
	if ways < 10 {
		t.Errorf("only %d ways lead out of optional stages", ways)
	}
}

// deviant opens a law that is not a rehearsal and takes it off the plan, without
// a working group, which is no deviation, and with a longer consultation.
func deviant(t *testing.T) *world {
	t.Helper()
	w := newWorld(t, "rs.law.government", store.Opening{})
	w.do(w.drafter, dossier.Complete, dossier.Args{Outcome: "off_plan", Reasons: "Хитно је."})
	_, err := w.s.AddPackage(t.Context(), w.drafter, store.NewPackage{Ref: w.ref, Reason: dossier.OwnInitiative, Documents: []store.NewDocument{
		{Kind: dossier.ActDocument, Name: "nacrt.txt", Bytes: []byte(draft)}, {Kind: "basic_information", Name: "info.txt", Bytes: []byte("Основни подаци")}}})
	if err != nil {
		t.Fatal(err)
	}
	w.publish()
	w.do(w.drafter, dossier.Complete, dossier.Args{Outcome: "not_formed"})
	w.publish()
	due := w.see(w.drafter).ClosesOn
	day, err := time.Parse(time.DateOnly, due)
	if err != nil {
		t.Fatalf("closes on %q", due)
	}
	w.do(w.signerA, dossier.Extend, dossier.Args{Until: day.AddDate(0, 0, 3).Format(time.DateOnly), Reasons: "Због празника."})
	return w
}

func TestDeviationsOfAllDossiersAreThoseOfEach(t *testing.T) {
	w := deviant(t)
	overseer := storetest.Person(t, w.s, "Заштитник Први", "MDRUGO oversight")
	v := w.see(overseer)
	want, err := v.Deviations()
	if err != nil || len(want) != 2 {
		t.Fatalf("got %v, %v", briefly(want), err)
	}
	for i, person := range []string{"Цртач Први", "Потписник Први"} {
		if want[i].Person != person || want[i].PersonBody.Code != "MTEST" {
			t.Errorf("%s was decided by %q in %q, want %s", want[i].Code, want[i].Person, want[i].PersonBody.Code, person)
		}
	}
	for viewer, n := range map[string]int{"": 2, overseer: 2} { // it is public by now
		var got []store.Deviation
		p := store.DeviationFilter{Page: store.Page{Limit: 1}}
		for {
			rows, next, err := w.s.Deviations(t.Context(), viewer, p)
			if err != nil {
				t.Fatal(err)
			}
			for _, r := range rows {
				if r.Ref != w.ref || r.Title != v.Title || r.Lead.Code != "MTEST" || r.At.IsZero() {
					t.Errorf("got %+v", r)
				}
				got = append(got, r.Deviation)
			}
			if p.Cursor = next; next == "" {
				break
			}
		}
		slices.Reverse(got) // latest first
		if d := cmp.Diff(briefly(want)[:n], briefly(got)); d != "" {
			t.Errorf("as %q (-dossier +list):\n%s", viewer, d)
		}
	}
}

func TestDeviationsAreNarrowedToABodyAndAKind(t *testing.T) {
	w := deviant(t)
	for f, want := range map[store.DeviationFilter]int{{}: 2, {Body: "MTEST"}: 2, {Body: "MDRUGO"}: 0, {Code: store.Extended}: 1,
		{Code: store.OffPlan, Body: "MTEST"}: 1, {Code: store.OffPlan, Body: "MDRUGO"}: 0, {Code: store.Exempted}: 0} {
		rows, next, err := w.s.Deviations(t.Context(), "", f)
		if err != nil || len(rows) != want || next != "" {
			t.Errorf("%+v: got %d, %v; want %d", f, len(rows), err, want)
		}
		for _, r := range rows {
			if f.Code != "" && r.Code != f.Code {
				t.Errorf("%+v: got %s", f, r.Code)
			}
		}
	}
}

func TestDeviationsOfWhatIsHiddenAreHidden(t *testing.T) {
	w := newWorld(t, "rs.law.government", store.Opening{Visibility: dossier.Classified})
	w.do(w.drafter, dossier.Complete, dossier.Args{Outcome: "off_plan", Reasons: "Хитно је."})
	overseer := storetest.Person(t, w.s, "Заштитник Први", "MDRUGO oversight")
	for viewer, want := range map[string]int{"": 0, w.stranger: 0, overseer: 0, w.drafter: 1} {
		rows, _, err := w.s.Deviations(t.Context(), viewer, store.DeviationFilter{})
		if err != nil || len(rows) != want {
			t.Errorf("as %q: %d, %v; want %d", viewer, len(rows), err, want)
		}
	}
	_, _, err := w.s.Deviations(t.Context(), "", store.DeviationFilter{Page: store.Page{Cursor: strings.Repeat("x", 9)}})
	if dossier.CodeOf(err) != dossier.CodeCursorInvalid {
		t.Errorf("a cursor that is none: got %v", err)
	}
}
