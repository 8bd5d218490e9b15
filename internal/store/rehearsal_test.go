package store_test

import (
	"testing"
	"time"

	"github.com/google/uuid"

	"github.com/rasprava/rasprava/internal/dossier"
	"github.com/rasprava/rasprava/internal/store"
)

func (w *world) see(viewer string) store.DossierView {
	w.t.Helper()
	v, err := w.s.Dossier(w.t.Context(), viewer, w.ref)
	if err != nil {
		w.t.Fatalf("read dossier: %v", err)
	}
	return v
}

func TestARehearsalIsInNobodysListButItsOwnPeoples(t *testing.T) {
	w := newWorld(t, "test.two_stage", rehearsal())
	w.publish() // public by now, as far as a rehearsal can be
	if v := w.see(""); !v.Rehearsal {
		t.Error("who has the link is not told that it is a rehearsal")
	}
	for viewer, want := range map[string]int{"": 0, w.stranger: 0, w.drafter: 1} {
		list, _, err := w.s.Dossiers(t.Context(), viewer, store.DossierFilter{})
		if err != nil || len(list) != want {
			t.Errorf("list as %q: %d dossiers, %v; want %d", viewer, len(list), err, want)
		}
	}
	public, err := w.s.Log(t.Context(), false)
	if err != nil {
		t.Fatal(err)
	}
	own, err := w.s.Log(t.Context(), true)
	if err != nil {
		t.Fatal(err)
	}
	if public.Size != 0 || own.Size == 0 || public.Key == own.Key {
		t.Errorf("the public log has %d leaves, the one of rehearsals %d; keys %s and %s", public.Size, own.Size, public.Key, own.Key)
	}
	rounds, _, err := w.s.Rounds(t.Context(), "", "", "open", store.Page{})
	if err != nil || len(rounds) != 0 {
		t.Errorf("open rounds of the public: %d, %v", len(rounds), err)
	}
}

func TestTheClockOfARehearsalWaitsForPeople(t *testing.T) {
	w := newWorld(t, "test.two_stage", store.Opening{Rehearsal: true, Pace: 200 * time.Millisecond})
	if !w.see(w.drafter).Paused {
		t.Fatal("the clock runs while a notice is awaited")
	}
	began := w.see(w.drafter).LegalNow
	w.publish()
	w.addAct(draft)
	if got := w.see(w.drafter).LegalNow; !got.Equal(began) {
		t.Errorf("while people were awaited the clock went from %s to %s", began, got)
	}
	w.publish() // the round is open: now it runs, a day in 200 ms
	if w.see(w.drafter).Paused {
		t.Fatal("the clock waits while a round is open")
	}
	deadline, err := w.s.StageDeadline(t.Context(), dossier.DeadlineInput{Ref: w.ref, StageNo: w.stageNo})
	if err != nil || time.Until(deadline.Until) > 2*time.Second {
		t.Fatalf("the next deadline is %s away, %v", time.Until(deadline.Until), err)
	}
	for w.stage.ID == "consultation" {
		d, err := w.s.StageDeadline(t.Context(), dossier.DeadlineInput{Ref: w.ref, StageNo: w.stageNo})
		if err != nil {
			t.Fatal(err)
		}
		e, err := w.s.LapseWindow(t.Context(), dossier.LapseInput{Ref: w.ref, StageNo: w.stageNo, Window: d.Window})
		if err != nil {
			t.Fatal(err)
		}
		w.move(e)
	}
	if !w.see(w.drafter).Paused {
		t.Error("the clock runs while the report is awaited")
	}
}

func TestOnlyARehearsalIsAdvanced(t *testing.T) {
	w := newWorld(t, "test.two_stage", store.Opening{})
	row, _ := w.ask(w.drafter, dossier.Advance, dossier.Args{})
	if row.Verdict.Code != dossier.CodeNotRehearsal {
		t.Errorf("got %s, want not_a_rehearsal", row.Verdict.Code)
	}
	err := w.s.SetDemonstrationClock(t.Context(), w.ref, time.Now().AddDate(0, 0, 30))
	if err == nil {
		t.Error("the clock of a real dossier was set")
	}
}

func TestACommandOlderThanAMinuteExpires(t *testing.T) {
	w := newWorld(t, "test.two_stage", rehearsal())
	c := dossier.Command{ID: uuid.NewString(), Dossier: w.ref, Name: dossier.PublishProof, Seq: w.seq, Actor: w.drafter,
		Args: dossier.Args{Channel: "own_site", URL: "https://primer.example/", SHA256: sha}}
	_, err := w.s.Ask(t.Context(), c)
	if err != nil {
		t.Fatal(err)
	}
	_, err = w.s.DB().ExecContext(t.Context(), `UPDATE commands SET asked_at = asked_at - interval '61 seconds' WHERE id = $1`, c.ID)
	if err != nil {
		t.Fatal(err)
	}
	applied, err := w.s.ApplyCommand(t.Context(), dossier.ApplyInput{Ref: w.ref, Command: c.ID, StageNo: w.stageNo})
	if err != nil {
		t.Fatal(err)
	}
	if applied.Verdict.Status != dossier.VerdictExpired || w.see(w.drafter).Seq != w.seq {
		t.Errorf("got %+v at %d, want expired and nothing done", applied.Verdict, w.see(w.drafter).Seq)
	}
}

func TestAWindowIsMadeLongerAndNeverShorter(t *testing.T) {
	w, round := inRound(t)
	before, err := w.s.Round(t.Context(), "", round)
	if err != nil {
		t.Fatal(err)
	}
	var due string
	for _, win := range w.see("").Stages[w.stageNo-1].Windows {
		due = max(due, win.Due)
	}
	row, _ := w.ask(w.signerA, dossier.Extend, dossier.Args{Until: due, Reasons: "Краће."})
	if row.Verdict.Code != dossier.CodeWindowShortened {
		t.Errorf("to the same day: got %s", row.Verdict.Code)
	}
	later, err := time.Parse(time.DateOnly, due)
	if err != nil {
		t.Fatal(err)
	}
	row, _ = w.ask(w.signerA, dossier.Extend, dossier.Args{Until: later.AddDate(0, 0, 7).Format(time.DateOnly)})
	if row.Verdict.Code != dossier.CodeReasonsRequired {
		t.Errorf("without reasons: got %s", row.Verdict.Code)
	}
	w.do(w.signerA, dossier.Extend, dossier.Args{Until: later.AddDate(0, 0, 7).Format(time.DateOnly), Reasons: "Молба удружења."})
	after, err := w.s.Round(t.Context(), "", round)
	if err != nil || !after.ClosesAt.After(before.ClosesAt) {
		t.Errorf("the round closed at %s and closes at %s, %v", before.ClosesAt, after.ClosesAt, err)
	}
}

func TestWithdrawingClosesTheRoundAndTheDossier(t *testing.T) {
	w, round := inRound(t)
	w.do(w.signerA, dossier.Withdraw, dossier.Args{Reasons: "Влада је поднела оставку.", Ground: string(dossier.GovernmentChanged)})
	r, err := w.s.Round(t.Context(), "", round)
	if err != nil || r.Status != dossier.RoundClosed {
		t.Errorf("round: %s %v", r.Status, err)
	}
	if v := w.see(w.drafter); v.Status != dossier.Withdrawn {
		t.Errorf("dossier: %s", v.Status)
	}
	row, _ := w.ask(w.drafter, dossier.Advance, dossier.Args{})
	if row.Verdict.Code != dossier.CodeNotNow {
		t.Errorf("a command after the end: got %s", row.Verdict.Code)
	}
}

func TestAProcedureIsInForceWhenItIsChosen(t *testing.T) {
	w := newWorld(t, "test.two_stage", store.Opening{})
	_, _, err := w.s.OpenDossier(t.Context(), w.drafter, store.Opening{Title: "Закон", Kind: "law", Procedure: "test.two_stage", Lead: "MTEST",
		Visibility: dossier.Working, Rehearsal: true, LegalStart: time.Date(2025, 12, 30, 9, 0, 0, 0, time.UTC)})
	if dossier.CodeOf(err) != dossier.CodeProcedureNotValid {
		t.Errorf("before its first day: got %v", err)
	}
}

func TestWhatIsDeliveredIsForgottenAfterADay(t *testing.T) {
	w := newWorld(t, "test.two_stage", store.Opening{})
	parcels, err := w.s.Parcels(t.Context(), 10, time.Minute)
	if err != nil {
		t.Fatal(err)
	}
	_, err = w.s.DB().ExecContext(t.Context(), `UPDATE outbox SET delivered_at = clock_timestamp() - interval '25 hours'`)
	if err != nil {
		t.Fatal(err)
	}
	n, err := w.s.PurgeExpired(t.Context())
	if err != nil || n == 0 {
		t.Errorf("purged %d rows, %v, of which %d were parcels at hand", n, err, len(parcels))
	}
}
