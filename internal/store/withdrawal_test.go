package store_test

import (
	"slices"
	"testing"

	"github.com/google/uuid"

	"github.com/rasprava/rasprava/internal/dossier"
	"github.com/rasprava/rasprava/internal/ledger"
	"github.com/rasprava/rasprava/internal/procedure"
	"github.com/rasprava/rasprava/internal/store"
	"github.com/rasprava/rasprava/internal/store/storetest"
)

// withdrawn takes the dossier through its debate and has it withdrawn.
func withdrawn(t *testing.T, ground dossier.WithdrawalGround) *world {
	t.Helper()
	w := newWorld(t, "test.two_stage", store.Opening{CoProposers: []string{"MDRUGO"}})
	w.publish()
	w.addAct(draft)
	w.publish()
	w.do(w.signerA, dossier.Withdraw, dossier.Args{Reasons: "Нова Влада повлачи предлоге.", Ground: string(ground)})
	return w
}

func (w *world) takesUp(person string, o store.Opening) (dossier.Ref, error) {
	w.t.Helper()
	o.Title, o.Kind, o.Procedure, o.Visibility = "Нацрт закона о пробама", "law", "test.two_stage", dossier.Working
	if o.Lead == "" {
		o.Lead = "MTEST"
	}
	if o.Resubmits == "" {
		o.Resubmits = w.ref
	}
	ref, _, err := w.s.OpenDossier(w.t.Context(), person, o)
	return ref, err
}

func TestADossierIsWithdrawnOnAKnownGround(t *testing.T) {
	for _, ground := range []dossier.WithdrawalGround{"", "тако", "Other"} {
		w := newWorld(t, "test.two_stage", rehearsal())
		row, _ := w.ask(w.signerA, dossier.Withdraw, dossier.Args{Reasons: "Разлог.", Ground: string(ground)})
		if len(row.Fields) != 1 || row.Fields[0].Name != "args.ground" || row.Fields[0].Code != dossier.CodeWithdrawalGround {
			t.Errorf("%q: got %s %v", ground, row.Verdict.Code, row.Fields)
		}
		if got := w.see(w.drafter).Status; got != dossier.Open {
			t.Errorf("%q: the dossier is %s", ground, got)
		}
	}
	for _, ground := range dossier.WithdrawalGrounds {
		w := withdrawn(t, ground)
		v := w.see("")
		if v.Status != dossier.Withdrawn || v.Ground != ground {
			t.Errorf("got %s on the ground %q, want %q", v.Status, v.Ground, ground)
		}
	}
}

func TestAWithdrawnDossierIsTakenUpInANewOne(t *testing.T) {
	w := withdrawn(t, dossier.GovernmentChanged)
	before := w.see(w.drafter)
	ref, err := w.takesUp(w.drafter, store.Opening{})
	if err != nil {
		t.Fatal(err)
	}
	v, err := w.s.Dossier(t.Context(), w.drafter, ref)
	if err != nil {
		t.Fatal(err)
	}
	if v.PackageNo != 1 || v.PackHash != before.PackHash || v.Visibility != dossier.Working || v.Resubmits != w.ref || v.PublicPackage != 0 {
		t.Errorf("got version %d %s, %s, of %q, public %d", v.PackageNo, v.PackHash, v.Visibility, v.Resubmits, v.PublicPackage)
	}
	text, err := w.s.Packages(t.Context(), w.drafter, ref)
	if err != nil || len(text) != 1 || text[0].ActHash == "" || text[0].Reason != dossier.FirstVersion {
		t.Fatalf("got %+v, %v", text, err)
	}
	if got := w.see(w.drafter).ResubmittedAs; got != ref {
		t.Errorf("the one before knows of %q, want %s", got, ref)
	}
	if got := w.see("").ResubmittedAs; got != "" {
		t.Errorf("the public is told of %s, which it does not see", got)
	}
	_, err = w.s.Dossier(t.Context(), "", ref)
	wantCode(t, "the public reads what is not published", err, dossier.CodeNotFound)
	same := w.count(`SELECT count(*) FROM provisions a JOIN dossiers o ON o.id = a.dossier AND o.package_no = a.no JOIN resubmissions r ON r.predecessor = o.id
		JOIN provisions b ON b.dossier = r.dossier AND b.no = 1 AND b.id = a.id AND b.wid = a.wid AND b.position = a.position`)
	if want := w.count(`SELECT count(*) FROM provisions`) / 2; same != want || same == 0 {
		t.Errorf("%d provisions are the same, want %d", same, want)
	}
}

// TestBothTellOfEachOtherOnceBothArePublic publishes the new dossier: what it has
// of the old one is public there only then, and lists say so.
func TestBothTellOfEachOtherOnceBothArePublic(t *testing.T) {
	w := withdrawn(t, dossier.PolicyChanged)
	old := w.ref
	ref, err := w.takesUp(w.drafter, store.Opening{})
	if err != nil {
		t.Fatal(err)
	}
	w.ref, w.stageNo = ref, 0
	w.enter("notice")
	w.publish()
	for viewer, text := range map[string]string{"": "the public", w.stranger: "the co-proposer"} {
		rows, _, err := w.s.Dossiers(t.Context(), viewer, store.DossierFilter{})
		if err != nil {
			t.Fatal(err)
		}
		for _, r := range rows {
			if r.Ref == old && r.ResubmittedAs != ref || r.Ref == ref && r.Resubmits != old {
				t.Errorf("%s: %s takes up %q and was taken up as %q", text, r.Ref, r.Resubmits, r.ResubmittedAs)
			}
		}
		if len(rows) != 2 {
			t.Errorf("%s sees %d", text, len(rows))
		}
	}
	documents, err := w.s.Packages(t.Context(), "", ref)
	if err != nil {
		t.Fatal(err)
	}
	for _, p := range documents {
		if len(p.Documents) > 0 {
			t.Errorf("the notice made public %+v", p.Documents)
		}
	}
	w.publish()
	documents, err = w.s.Packages(t.Context(), "", ref)
	if err != nil || len(documents) != 1 || len(documents[0].Documents) != 1 {
		t.Errorf("got %+v, %v", documents, err)
	}
}

// TestADebateThatWasHeldBeforeDecidesNothing puts a dossier whose public debate was
// held before the Government, and then the one that takes it up.
func TestADebateThatWasHeldBeforeDecidesNothing(t *testing.T) {
	w := newWorld(t, "rs.law.government", store.Opening{})
	storetest.Ministry(t, w.s, "GSV")
	undecided := func(debated bool) bool {
		t.Helper()
		w.do(w.drafter, dossier.Complete, dossier.Args{Outcome: "planned"})
		w.exec(`UPDATE stage_runs SET ended_at = clock_timestamp(), legal_ended = clock_timestamp(), outcome = 'closed',
				stage = CASE WHEN $2 THEN 'public_debate' ELSE stage END, kind = CASE WHEN $2 THEN 'consultation' ELSE kind END
			WHERE ended_at IS NULL AND dossier = (SELECT id FROM dossiers WHERE ref = $1)`, string(w.ref), debated)
		w.enter("submit_government")
		ways, err := w.s.Ways(t.Context(), w.drafter, w.ref)
		if err != nil {
			t.Fatal(err)
		}
		return slices.ContainsFunc(ways[0].Unmet, func(r procedure.Reason) bool { return r.Code == procedure.DebateDecided })
	}
	if undecided(true) {
		t.Error("the debate that was held does not decide")
	}
	w.do(w.signerA, dossier.Withdraw, dossier.Args{Reasons: "Нова Влада.", Ground: string(dossier.GovernmentChanged)})
	ref, _, err := w.s.OpenDossier(t.Context(), w.drafter, store.Opening{Title: "Нацрт закона о пробама", Kind: "law", Procedure: "rs.law.government", Lead: "MTEST",
		Visibility: dossier.Working, Resubmits: w.ref})
	if err != nil {
		t.Fatal(err)
	}
	w.ref, w.stageNo = ref, 0
	w.enter("plan")
	if !undecided(false) {
		t.Error("the debate on what was withdrawn decides for what takes it up")
	}
}

func TestWhatMayBeTakenUpAndByWhom(t *testing.T) {
	w := newWorld(t, "test.two_stage", store.Opening{CoProposers: []string{"MDRUGO"}})
	storetest.Ministry(t, w.s, "MTRECE")
	third := storetest.Person(t, w.s, "Трећи", "MTRECE drafter")
	_, err := w.takesUp(w.drafter, store.Opening{})
	wantCode(t, "what is under way", err, dossier.CodeNotResubmittable)
	w.publish()
	w.do(w.signerA, dossier.Withdraw, dossier.Args{Reasons: "Разлог.", Ground: string(dossier.Defect)})

	_, err = w.takesUp(third, store.Opening{Lead: "MTRECE"})
	wantCode(t, "by a ministry that has no part in it", err, dossier.CodeNotYourBody)
	_, err = w.takesUp(w.signerA, store.Opening{})
	wantCode(t, "by a signer", err, dossier.CodeRoleRequired)
	_, err = w.takesUp(w.drafter, store.Opening{Rehearsal: true})
	wantCode(t, "in a rehearsal", err, dossier.CodeNotFound)
	_, err = w.takesUp(w.drafter, store.Opening{Resubmits: "2026-9999"})
	wantCode(t, "what there is not", err, dossier.CodeNotFound)
	_, err = w.takesUp(w.drafter, store.Opening{PlanItem: uuid.NewString()})
	if p := refusedBy(err); p == nil || len(p.Fields) != 1 || p.Fields[0].Code != dossier.CodePlanItemUnknown {
		t.Errorf("for no item of the plan: got %v", err)
	}

	var before int
	_ = w.s.DB().QueryRowContext(t.Context(), `SELECT count(*) FROM dossiers`).Scan(&before)
	if before != 1 {
		t.Errorf("what was refused left %d dossiers", before)
	}
	id := uuid.NewString()
	ref, err := w.takesUp(w.stranger, store.Opening{ID: id, Lead: "MDRUGO"})
	if err != nil {
		t.Fatalf("by the drafter of a co-proposer, who leads now: %v", err)
	}
	again, err := w.takesUp(w.stranger, store.Opening{ID: id, Lead: "MDRUGO"})
	if err != nil || again != ref {
		t.Errorf("asked twice: got %s %v, want %s", again, err, ref)
	}
	_, err = w.takesUp(w.drafter, store.Opening{})
	wantCode(t, "a second time", err, dossier.CodeResubmitted)
	_, err = w.s.Predecessor(t.Context(), w.drafter, w.ref)
	wantCode(t, "a second time, in the form", err, dossier.CodeResubmitted)
}

func TestWhatTakesUpAnotherIsWrittenOnce(t *testing.T) {
	w := withdrawn(t, dossier.Defect)
	_, err := w.takesUp(w.drafter, store.Opening{})
	if err != nil {
		t.Fatal(err)
	}
	for _, q := range []string{`DELETE FROM resubmissions`, `UPDATE resubmissions SET package = ''`, `UPDATE withdrawals SET ground = 'other'`, `DELETE FROM withdrawals`} {
		_, err := w.s.DB().ExecContext(t.Context(), q)
		if err == nil {
			t.Errorf("%s: was done", q)
		}
	}
	if got := w.count(`SELECT count(*) FROM log_leaves WHERE kind = '` + string(ledger.PackageAdded) + `'`); got != 2 {
		t.Errorf("the log has %d packages, want 2", got)
	}
}
