package store_test

import (
	"testing"

	"github.com/google/uuid"

	"github.com/rasprava/rasprava/internal/dossier"
	"github.com/rasprava/rasprava/internal/store"
)

func TestAPeriodOfATechnicalGovernmentIsRecordedEndedAndCancelled(t *testing.T) {
	w := newWorld(t, "test.two_stage", store.Opening{})
	operator := w.operator()
	field := func(what string, err error, name string, code dossier.Code) {
		t.Helper()
		if p := refusedBy(err); p == nil || len(p.Fields) != 1 || p.Fields[0].Name != name || p.Fields[0].Code != code {
			t.Errorf("%s: got %v, want %s %s", what, err, name, code)
		}
	}
	const act = "Указ о расписивању избора, „Службени гласник РС”, број 99/26"
	wantCode(t, "by who is no operator", w.s.AddPeriod(t.Context(), w.drafter, store.Period{From: "2026-02-15", Act: act}), dossier.CodeRoleRequired)
	field("without an act", w.s.AddPeriod(t.Context(), operator, store.Period{From: "2026-02-15"}), "act", dossier.CodeActMissing)
	field("from no day", w.s.AddPeriod(t.Context(), operator, store.Period{From: "31. фебруар", Act: act}), "from", dossier.CodeDateInvalid)
	field("until before it began", w.s.AddPeriod(t.Context(), operator, store.Period{From: "2026-02-15", Until: "2026-02-14", Act: act, EndAct: act}), "until", dossier.CodePeriodOrder)
	field("ended by no act", w.s.AddPeriod(t.Context(), operator, store.Period{From: "2026-02-15", Until: "2026-02-16", Act: act}), "end_act", dossier.CodeActMissing)
	if err := w.s.AddPeriod(t.Context(), operator, store.Period{From: "2022-02-15", Until: "2022-06-08", Act: act, EndAct: act}); err != nil {
		t.Fatal(err)
	}
	if err := w.s.AddPeriod(t.Context(), operator, store.Period{From: "2026-02-15", Act: act}); err != nil {
		t.Fatal(err)
	}
	wantCode(t, "one in another", w.s.AddPeriod(t.Context(), operator, store.Period{From: "2026-06-01", Act: act}), dossier.CodePeriodOverlaps)
	periods, err := w.s.Periods(t.Context())
	if err != nil || len(periods) != 2 || periods[0].Until != "" || periods[1].Until != "2022-06-08" {
		t.Fatalf("got %+v, %v", periods, err)
	}
	for day, want := range map[string]bool{"2026-02-14": false, "2026-02-15": true, "2030-01-01": true, "2022-06-08": true, "2022-06-09": false} {
		_, is, err := w.s.IsTechnical(t.Context(), day)
		if err != nil || is != want {
			t.Errorf("%s: %t, %v, want %t", day, is, err, want)
		}
	}
	id := periods[0].ID
	field("ended before it began", w.s.EndPeriod(t.Context(), operator, id, "2026-01-01", act), "until", dossier.CodePeriodOrder)
	if err := w.s.EndPeriod(t.Context(), operator, id, "2026-06-30", act); err != nil {
		t.Fatal(err)
	}
	wantCode(t, "ended twice", w.s.EndPeriod(t.Context(), operator, id, "2026-07-30", act), dossier.CodePeriodOver)
	wantCode(t, "what there is not", w.s.EndPeriod(t.Context(), operator, uuid.NewString(), "2026-07-30", act), dossier.CodeNotFound)
	wantCode(t, "cancelled by who is no operator", w.s.CancelPeriod(t.Context(), w.signerA, id), dossier.CodeRoleRequired)
	if err := w.s.CancelPeriod(t.Context(), operator, id); err != nil {
		t.Fatal(err)
	}
	wantCode(t, "cancelled twice", w.s.CancelPeriod(t.Context(), operator, id), dossier.CodePeriodOver)
	if err := w.s.AddPeriod(t.Context(), operator, store.Period{From: "2026-03-01", Act: act}); err != nil {
		t.Errorf("in the days of one that was cancelled: %v", err)
	}
	for _, q := range []string{`DELETE FROM government_periods`, `UPDATE government_periods SET act = 'друго'`, `UPDATE government_periods SET cancelled_by = NULL`} {
		if _, err := w.s.DB().ExecContext(t.Context(), q); err == nil {
			t.Errorf("%s: was done", q)
		}
	}
}

// TestDossiersAreListedByTheirTimeInTheStage moves the record back by some days.
func TestDossiersAreListedByTheirTimeInTheStage(t *testing.T) {
	w := newWorld(t, "test.two_stage", store.Opening{})
	waits := w.ref
	old := func(ref dossier.Ref, days int) {
		w.exec(`ALTER TABLE steps DISABLE TRIGGER append_only`)
		w.exec(`UPDATE steps SET legal_at = legal_at - $2 * interval '1 day' WHERE dossier = (SELECT id FROM dossiers WHERE ref = $1)`, string(ref), days)
		w.exec(`UPDATE stage_runs SET legal_entered = legal_entered - $2 * interval '1 day' WHERE dossier = (SELECT id FROM dossiers WHERE ref = $1)`, string(ref), days)
		w.exec(`ALTER TABLE steps ENABLE TRIGGER append_only`)
	}
	old(waits, 100)
	debated, err := w.takesNew("Закон у расправи")
	if err != nil {
		t.Fatal(err)
	}
	w.publish()
	w.addAct(draft)
	w.publish() // a term runs
	old(debated, 120)
	_, err = w.takesNew("Нов закон")
	if err != nil {
		t.Fatal(err)
	}
	if err := w.s.AddPeriod(t.Context(), w.operator(), store.Period{From: civilDay(t, -60), Until: civilDay(t, -31), Act: "Указ", EndAct: "Избор Владе"}); err != nil {
		t.Fatal(err)
	}
	v, err := w.s.Idle(t.Context(), w.drafter, store.IdleFilter{})
	if err != nil || len(v.Rows) != 3 || v.Total != 3 || v.Still != 1 {
		t.Fatalf("got %+v, %v", v, err)
	}
	for i, want := range []struct {
		ref       dossier.Ref
		days      int
		technical int
		still     bool
	}{{debated, 120, 30, false}, {waits, 100, 30, true}} {
		if r := v.Rows[i]; r.Ref != want.ref || r.Days != want.days || r.Quiet != want.days || r.Technical != want.technical || r.Still != want.still {
			t.Errorf("row %d: got %s %+v, want %+v", i, r.Ref, r.IdleTimes, want)
		}
	}
	if r := v.Rows[2]; r.Days != 0 || r.Technical != 0 || r.Still {
		t.Errorf("the new one: %+v", r.IdleTimes)
	}
	for name, c := range map[string]struct {
		viewer string
		f      store.IdleFilter
		want   int
	}{
		"those that stand still": {w.drafter, store.IdleFilter{Still: true}, 1},
		"a hundred days":         {w.drafter, store.IdleFilter{Days: 100}, 2},
		"of another body":        {w.drafter, store.IdleFilter{Body: "MDRUGO"}, 0},
		"of the body":            {w.drafter, store.IdleFilter{Body: "MTEST"}, 3},
		"for the public":         {"", store.IdleFilter{}, 1},
		"a page too far":         {w.drafter, store.IdleFilter{Number: 9}, 0},
	} {
		v, err := w.s.Idle(t.Context(), c.viewer, c.f)
		if err != nil || len(v.Rows) != c.want {
			t.Errorf("%s: got %d, %v, want %d", name, len(v.Rows), err, c.want)
		}
	}
}

// takesNew opens another dossier of the ministry, and goes on with that.
func (w *world) takesNew(title string) (dossier.Ref, error) {
	ref, _, err := w.s.OpenDossier(w.t.Context(), w.drafter, store.Opening{Title: title, Kind: "law", Procedure: "test.two_stage", Lead: "MTEST", Visibility: dossier.Working})
	if err != nil {
		return "", err
	}
	w.ref, w.stageNo = ref, 0
	w.enter("notice")
	return ref, nil
}
