package store_test

import (
	"os"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/rasprava/rasprava/internal/dossier"
	"github.com/rasprava/rasprava/internal/store"
)

// toldDays tells a whole law, calling pass between what people do, and returns
// on which days it says that each thing happened.
func toldDays(t *testing.T, w *world, pass func(day string)) map[string]string {
	t.Helper()
	day := func(at time.Time) string { return at.UTC().Format(time.DateOnly) }
	got := map[string]string{}
	w.publish()
	pass("2026-06-04")
	w.addAct(draft)
	round := w.publish().Round
	sent := w.send(round, "a", on("art_1", "Први.")).Comments
	w.lapse()
	if w.stage.ID == "consultation" {
		w.lapse()
	}
	pass("2026-07-01")
	w.addAct(draft + "\nЧлан 3.\nНова одредба.\n")
	w.answer(sent[0], 0, 2, "art_3")
	w.reports()
	pass("2026-07-06")
	w.do(w.second, dossier.Prepare, dossier.Args{Package: w.hash(t)})
	pass("2026-07-07")
	w.do(w.signerA, dossier.Sign, dossier.Args{Package: w.hash(t)})
	signing := w.see(w.drafter).Stages[w.stageNo-1].Hands
	pass("2026-07-08")
	w.do(w.signerB, dossier.Sign, dossier.Args{Package: w.hash(t)})
	got["prepared"], got["signed"] = day(signing[0].LegalAt), day(signing[1].LegalAt)
	versions, err := w.s.Packages(t.Context(), w.drafter, w.ref)
	if err != nil || len(versions) != 2 {
		t.Fatalf("%d versions, %v", len(versions), err)
	}
	got["first version"], got["second version"] = day(versions[0].LegalAt), day(versions[1].LegalAt)
	r, err := w.s.Round(t.Context(), "", round)
	if err != nil {
		t.Fatal(err)
	}
	got["round opens"] = day(r.LegalOpens)
	if !r.LegalOpens.Before(r.LegalCloses) {
		t.Errorf("the round goes from %s to %s", r.LegalOpens, r.LegalCloses)
	}
	c, err := w.s.Comment(t.Context(), "", sent[0])
	if err != nil || c.LegalAnswered == nil {
		t.Fatalf("got %+v, %v", c, err)
	}
	got["comment"], got["answer"] = day(c.LegalAt), day(*c.LegalAnswered)
	history, err := w.s.AnswerVersions(t.Context(), w.drafter, sent[0])
	if err != nil || !history[0].At.Equal(*c.LegalAnswered) {
		t.Errorf("the answer's history: %+v, %v", history, err)
	}
	if d := w.see(""); d.LegalEnded != nil {
		got["end"] = day(*d.LegalEnded)
	}
	return got
}

func TestEverythingOfADossierHappensOnItsOwnClock(t *testing.T) {
	w := newWorld(t, "test.two_stage", store.Opening{Demonstration: true, LegalStart: time.Date(2026, 6, 1, 8, 0, 0, 0, time.UTC)})
	got := toldDays(t, w, func(day string) {
		at, err := time.Parse(time.DateOnly, day)
		if err == nil {
			err = w.s.SetDemonstrationClock(t.Context(), w.ref, at.Add(9*time.Hour))
		}
		if err != nil {
			t.Fatal(err)
		}
	})
	want := map[string]string{"first version": "2026-06-04", "round opens": "2026-06-04", "comment": "2026-06-04", "second version": "2026-07-01",
		"answer": "2026-07-01", "prepared": "2026-07-06", "signed": "2026-07-07", "end": "2026-07-08"}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

func TestByRealTimeTheOwnClockIsTheRealOne(t *testing.T) {
	w := newWorld(t, "test.two_stage", store.Opening{})
	w.publish()
	w.addAct(draft)
	round := w.publish().Round
	sent := w.send(round, "a", on("art_1", "Први.")).Comments
	w.answer(sent[0], 0, 0, "")
	versions, err := w.s.Packages(t.Context(), w.drafter, w.ref)
	if err != nil || !versions[0].LegalAt.Equal(versions[0].CreatedAt) {
		t.Errorf("versions: %+v, %v", versions, err)
	}
	r, err := w.s.Round(t.Context(), "", round)
	if err != nil || !r.LegalOpens.Equal(r.OpensAt) || !r.LegalCloses.Equal(r.ClosesAt) {
		t.Errorf("round: %+v, %v", r, err)
	}
	c, err := w.s.Comment(t.Context(), w.drafter, sent[0])
	if err != nil || !c.LegalAt.Equal(c.ReceivedAt) || !c.LegalAnswered.Equal(*c.AnsweredAt) {
		t.Errorf("comment: %+v, %v", c, err)
	}
}

func TestARehearsalsCommentsComeAtItsPace(t *testing.T) {
	w := newWorld(t, "test.two_stage", store.Opening{Rehearsal: true, Pace: time.Second, LegalStart: time.Date(2026, 6, 1, 8, 0, 0, 0, time.UTC)})
	w.publish()
	w.addAct(draft)
	round := w.publish().Round
	sent := w.send(round, "a", on("art_1", "Први.")).Comments
	c, err := w.s.Comment(t.Context(), "", sent[0])
	if err != nil {
		t.Fatal(err)
	}
	var opened struct{ At, LegalAt time.Time }
	err = w.s.DB().QueryRowContext(t.Context(), `
		SELECT at, legal_at FROM steps WHERE dossier = (SELECT id FROM dossiers WHERE ref = $1) ORDER BY seq DESC LIMIT 1`, w.ref).Scan(&opened.At, &opened.LegalAt)
	if err != nil {
		t.Fatal(err)
	}
	want := opened.LegalAt.Add(c.ReceivedAt.Sub(opened.At) * 24 * 60 * 60)
	if off := c.LegalAt.Sub(want).Abs(); off > time.Second || !c.LegalAt.After(opened.LegalAt) {
		t.Errorf("got %s, want %s", c.LegalAt, want)
	}
}

func TestTheBoardAndTheTasksCountTheSameDays(t *testing.T) {
	w := newWorld(t, "test.two_stage", store.Opening{Demonstration: true, LegalStart: time.Now().AddDate(0, 0, -100)})
	ago := func(days int) {
		err := w.s.SetDemonstrationClock(t.Context(), w.ref, time.Now().AddDate(0, 0, -days))
		if err != nil {
			t.Fatal(err)
		}
	}
	w.publish()
	w.addAct(draft)
	w.publish()
	w.lapse()
	if w.stage.ID == "consultation" {
		w.lapse()
	}
	ago(20)
	w.reports()
	check := func(what string, days int) {
		t.Helper()
		b, err := w.s.Board(t.Context(), w.drafter, store.BoardFilter{})
		if err != nil || b.Deciding != 1 || b.LongestWait != days {
			t.Errorf("%s: the board says %d deciding for %d days, %v; want %d", what, b.Deciding, b.LongestWait, err, days)
		}
	}
	check("not prepared", 20)
	ago(3)
	w.do(w.second, dossier.Prepare, dossier.Args{Package: w.hash(t)})
	check("prepared", 3)
	all, err := w.s.Pending(t.Context(), w.signerA)
	if err != nil || len(all) != 1 || time.Since(all[0].Since).Round(24*time.Hour) != 3*24*time.Hour {
		t.Errorf("what waits for the signer: %+v, %v", all, err)
	}
}

// TestWhatIsOlderThanTheLegalTimeIsGivenOne takes the columns away from a record
// that has rows, and adds them again as an upgrade does.
func TestWhatIsOlderThanTheLegalTimeIsGivenOne(t *testing.T) {
	w := newWorld(t, "test.two_stage", store.Opening{Demonstration: true, LegalStart: time.Date(2026, 6, 1, 8, 0, 0, 0, time.UTC)})
	w.publish()
	w.addAct(draft)
	round := w.publish().Round
	sent := w.send(round, "a", on("art_1", "Први.")).Comments
	w.answer(sent[0], 0, 0, "")
	source, err := os.ReadFile("../../schema/00012_tell_legal_time.sql")
	if err != nil {
		t.Fatal(err)
	}
	up, down, _ := strings.Cut(string(source), "-- +goose Down")
	w.exec(down)
	w.exec(up)
	versions, err := w.s.Packages(t.Context(), w.drafter, w.ref)
	if err != nil || versions[0].LegalAt.UTC().Format(time.DateOnly) != "2026-06-01" {
		t.Errorf("versions: %+v, %v", versions, err)
	}
	c, err := w.s.Comment(t.Context(), w.drafter, sent[0])
	if err != nil || c.LegalAnswered.UTC().Format(time.DateOnly) != "2026-06-01" {
		t.Errorf("comment: %+v, %v", c, err)
	}
	_, err = w.s.DB().ExecContext(t.Context(), `UPDATE packages SET legal_at = now()`)
	if err == nil {
		t.Error("a version can be changed")
	}
}
