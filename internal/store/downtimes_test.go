package store_test

import (
	"testing"
	"time"

	"github.com/rasprava/rasprava/internal/calendar"
	"github.com/rasprava/rasprava/internal/dossier"
	"github.com/rasprava/rasprava/internal/store"
)

// silent lets the last heartbeat be so long ago, and the round open before it.
func (w *world) silent(long time.Duration) {
	w.t.Helper()
	_, err := w.s.Beat(w.t.Context())
	if err != nil {
		w.t.Fatal(err)
	}
	_, err = w.s.DB().ExecContext(w.t.Context(), `UPDATE heartbeats SET at = clock_timestamp() - $1 * interval '1 second'`, long.Seconds())
	if err != nil {
		w.t.Fatal(err)
	}
	_, err = w.s.DB().ExecContext(w.t.Context(), `UPDATE rounds SET opens_at = clock_timestamp() - interval '3 days'`)
	if err != nil {
		w.t.Fatal(err)
	}
}

func (w *world) beat() bool {
	w.t.Helper()
	down, err := w.s.Beat(w.t.Context())
	if err != nil {
		w.t.Fatal(err)
	}
	return down
}

func TestAGapBetweenHeartbeatsInARoundIsADowntime(t *testing.T) {
	w, operator, _ := consulting(t)
	if w.beat() {
		t.Error("the first heartbeat ever is a downtime")
	}
	w.silent(29 * time.Minute)
	if w.beat() {
		t.Error("29 minutes are a downtime")
	}
	w.silent(31 * time.Minute)
	if !w.beat() {
		t.Error("31 minutes are none")
	}
	if w.beat() {
		t.Error("measured twice")
	}
	downs, err := w.s.Downtimes(t.Context(), operator)
	if err != nil || len(downs) != 1 || len(downs[0].Rounds) != 1 {
		t.Fatalf("got %+v, %v", downs, err)
	}
	lost := downs[0].Rounds[0]
	if long := downs[0].Ended.Sub(downs[0].Began); long < 31*time.Minute || long > 32*time.Minute || !lost.Open || lost.Ref != w.ref || lost.Days < 1 || lost.Days > 2 {
		t.Errorf("got %s, %+v", downs[0].Ended.Sub(downs[0].Began), lost)
	}
	_, err = w.s.DB().ExecContext(t.Context(), `UPDATE downtimes SET ended_at = ended_at + interval '1 day'`)
	if err == nil {
		t.Error("a measured downtime was changed")
	}
}

func TestAGapOutsideRoundsIsNone(t *testing.T) {
	w := newWorld(t, "test.two_stage", store.Opening{})
	w.silent(5 * time.Hour)
	if w.beat() {
		t.Error("a downtime when no round was open")
	}
}

func TestHeartbeatsAreWrittenOnceAMinute(t *testing.T) {
	w := newWorld(t, "test.two_stage", store.Opening{})
	at := func() (at time.Time) {
		err := w.s.DB().QueryRowContext(t.Context(), `SELECT at FROM heartbeats`).Scan(&at)
		if err != nil {
			t.Fatal(err)
		}
		return at
	}
	w.beat()
	first := at()
	w.beat()
	if got := at(); !got.Equal(first) {
		t.Errorf("written again after %s", got.Sub(first))
	}
	w.silent(time.Minute)
	before := at()
	w.beat()
	if got := at(); !got.After(before) {
		t.Error("not written after a minute")
	}
}

func TestADowntimeIsMadeGoodOnceByTheDaysThatWereLost(t *testing.T) {
	w, operator, round := consulting(t)
	w.silent(50 * time.Hour)
	w.beat()
	downs, err := w.s.Downtimes(t.Context(), operator)
	if err != nil || len(downs) != 1 {
		t.Fatalf("got %+v, %v", downs, err)
	}
	lost := downs[0].Rounds[0]
	rs, err := calendar.Get("rs")
	if err != nil {
		t.Fatal(err)
	}
	before := w.windowOf("consultation")
	days := rs.DaysTouched(downs[0].Began, downs[0].Ended)
	due, err := calendar.ParseDate(before.Due)
	if err != nil {
		t.Fatal(err)
	}
	least := rs.Later(due, days)
	if lost.Days != days || days < 3 || lost.Least != least.String() || lost.Due != before.Due {
		t.Errorf("got %+v, want %d days and %s", lost, days, least)
	}
	give := func(person, until, reasons string) dossier.Verdict {
		t.Helper()
		row, applied := w.ask(person, dossier.Compensate, dossier.Args{Downtime: downs[0].ID, Until: until, Reasons: reasons})
		if row.Verdict.Status == dossier.VerdictAccepted {
			w.seq = applied.Effect.Seq
		}
		return row.Verdict
	}
	for name, c := range map[string]struct {
		person, until, reasons string
		want                   dossier.Code
	}{
		"without reasons": {operator, least.String(), " ", dossier.CodeReasonsRequired},
		"a day short":     {operator, rs.Later(due, 0).String(), "Квар.", dossier.CodeCompensationShort},
		"on no day":       {operator, "сутра", "Квар.", dossier.CodeDateInvalid},
		"by a drafter":    {w.drafter, least.String(), "Квар.", dossier.CodeRoleRequired},
		"by years":        {operator, due.AddDays(800).String(), "Квар.", dossier.CodeWindowTooLong},
	} {
		if got := give(c.person, c.until, c.reasons); got.Code != c.want {
			t.Errorf("%s: got %q, want %q", name, got.Code, c.want)
		}
	}
	if got := give(operator, least.String(), "Квар сервера."); got.Status != dossier.VerdictAccepted {
		t.Fatalf("got %+v", got)
	}
	after := w.windowOf("consultation")
	r, err := w.s.Round(t.Context(), "", round)
	if err != nil || after.Due != least.String() || !r.ClosesAt.Equal(*after.EndsAt) {
		t.Errorf("got %+v, the round closes at %s (%v)", after, r.ClosesAt, err)
	}
	v := w.see("")
	m, ok := v.MovedBy(w.seq)
	if !ok || m.Cause != dossier.Compensate || m.Days != days || m.Began == nil || m.Due != least.String() || m.Reasons != "Квар сервера." {
		t.Errorf("the move: %+v", m)
	}
	all, err := v.Deviations()
	if err != nil || len(all) == 0 || all[len(all)-1].Code != store.Compensated {
		t.Errorf("deviations: %+v, %v", all, err)
	}
	if got := give(operator, least.AddDays(40).String(), "Још."); got.Code != dossier.CodeDowntimeMadeGood {
		t.Errorf("twice: got %+v", got)
	}
	one, err := w.s.DowntimeByID(t.Context(), operator, downs[0].ID)
	if err != nil || !one.Rounds[0].Compensated {
		t.Errorf("got %+v, %v", one, err)
	}
	_, err = w.s.DowntimeByID(t.Context(), operator, "no-id")
	if dossier.CodeOf(err) != dossier.CodeNotFound {
		t.Errorf("one that is none: %v", err)
	}
}

func TestADowntimeBeforeTheRoundIsNotMadeGood(t *testing.T) {
	w, operator, _ := consulting(t)
	w.silent(5 * time.Hour)
	w.beat()
	downs, err := w.s.Downtimes(t.Context(), operator)
	if err != nil || len(downs) != 1 {
		t.Fatalf("got %+v, %v", downs, err)
	}
	_, err = w.s.DB().ExecContext(t.Context(), `UPDATE rounds SET opens_at = clock_timestamp()`)
	if err != nil {
		t.Fatal(err)
	}
	row, _ := w.ask(operator, dossier.Compensate, dossier.Args{Downtime: downs[0].ID, Until: "2099-01-01", Reasons: "Квар."})
	if row.Verdict.Code != dossier.CodeDowntimeUnknown {
		t.Errorf("got %+v", row.Verdict)
	}
	row, _ = w.ask(operator, dossier.Compensate, dossier.Args{Downtime: "no-id", Until: "2099-01-01", Reasons: "Квар."})
	if row.Verdict.Code != dossier.CodeDowntimeUnknown {
		t.Errorf("got %+v", row.Verdict)
	}
}

// closing lets the term of the open round have ended so long ago.
func (w *world) closing(ago time.Duration) {
	w.t.Helper()
	for _, q := range []string{
		`UPDATE windows SET ends_at = clock_timestamp() - $1 * interval '1 second', legal_end = clock_timestamp() - $1 * interval '1 second',
			due = civil_today() - 1, raw = civil_today() - 1 WHERE lapsed_at IS NULL AND kind <> 'max'`,
		`UPDATE rounds SET opens_at = clock_timestamp() - interval '9 days', closes_at = clock_timestamp() - $1 * interval '1 second'`,
	} {
		_, err := w.s.DB().ExecContext(w.t.Context(), q, ago.Seconds())
		if err != nil {
			w.t.Fatal(err)
		}
	}
}

// comes asks for the end of the round and reports whether it came, and what the
// stage waits for then.
func (w *world) comes() (bool, dossier.Deadline) {
	w.t.Helper()
	in := dossier.DeadlineInput{Ref: w.ref, StageNo: w.stageNo}
	for range 2 { // the least time for comments ends with it
		d, err := w.s.StageDeadline(w.t.Context(), in)
		if err != nil {
			w.t.Fatal(err)
		}
		_, err = w.s.LapseWindow(w.t.Context(), dossier.LapseInput{Ref: w.ref, StageNo: w.stageNo, Window: d.Window})
		if err != nil {
			w.t.Fatal(err)
		}
	}
	d, err := w.s.StageDeadline(w.t.Context(), in)
	if err != nil {
		w.t.Fatal(err)
	}
	return d.Over, d
}

// toldHeld returns until when the public is told that the round is held, of itself,
// of the dossier and in the list, which must agree; nil: it is not.
func (w *world) toldHeld(round string) *time.Time {
	w.t.Helper()
	r, err := w.s.Round(w.t.Context(), "", round)
	if err != nil {
		w.t.Fatal(err)
	}
	list, _, err := w.s.Dossiers(w.t.Context(), "", store.DossierFilter{Page: store.Page{Limit: 20}})
	if err != nil {
		w.t.Fatal(err)
	}
	told := []*time.Time{r.HeldUntil, w.see("").HeldUntil, list[0].HeldUntil}
	for _, at := range told {
		if (at == nil) != (told[0] == nil) || at != nil && !at.Equal(*told[0]) {
			w.t.Errorf("it is told to be held until %v", told)
		}
	}
	return r.HeldUntil
}

func TestARoundWhoseEndFellIntoADowntimeIsHeldForADecision(t *testing.T) {
	w, operator, round := consulting(t)
	w.closing(time.Hour)
	w.silent(2 * time.Hour)
	over, d := w.comes()
	if over || time.Until(d.Until) > 2*time.Minute {
		t.Fatalf("while nobody can be served: over %t, waits until %s", over, d.Until)
	}
	if !w.beat() {
		t.Fatal("no downtime")
	}
	over, d = w.comes()
	if over || time.Until(d.Until) < store.HeldFor-time.Hour || time.Until(d.Until) > store.HeldFor {
		t.Fatalf("once it is measured: over %t, waits until %s", over, d.Until)
	}
	downs, err := w.s.Downtimes(t.Context(), operator)
	if err != nil || len(downs) != 1 || len(downs[0].Rounds) != 1 || !downs[0].Rounds[0].Open {
		t.Fatalf("got %+v, %v", downs, err)
	}
	until := downs[0].Ended.Add(store.HeldFor)
	if got := w.toldHeld(round); got == nil || !got.Equal(until) {
		t.Errorf("the public is told that it is held until %v, not %s", got, until)
	}
	lost := downs[0].Rounds[0]
	w.seq = w.see(w.drafter).Seq
	w.do(operator, dossier.Compensate, dossier.Args{Downtime: downs[0].ID, Until: lost.Least, Reasons: "Квар сервера."})
	r, err := w.s.Round(t.Context(), "", round)
	if err != nil || r.Status != dossier.RoundOpen || !r.ClosesAt.After(time.Now()) || lost.Least <= lost.Due {
		t.Errorf("the round is %s until %s, least %s after %s: %v", r.Status, r.ClosesAt, lost.Least, lost.Due, err)
	}
	if got := w.toldHeld(round); got != nil {
		t.Errorf("it was made longer, and the public is told that it is held until %s", got)
	}
}

func TestARoundIsHeldNoLongerThanADecisionMayTake(t *testing.T) {
	for _, c := range []struct {
		name               string
		began, ended, ends time.Duration // ago
		want               bool
	}{
		{"nobody has decided in time", 80 * time.Hour, 75 * time.Hour, 76 * time.Hour, true},
		{"the downtime was over before the round", 9 * time.Hour, 3 * time.Hour, 2 * time.Hour, true},
		{"there is time left to decide", 50 * time.Hour, 45 * time.Hour, 46 * time.Hour, false},
	} {
		t.Run(c.name, func(t *testing.T) {
			w, _, round := consulting(t)
			w.closing(c.ends)
			w.beat()
			_, err := w.s.DB().ExecContext(t.Context(), `
				INSERT INTO downtimes (id, part, began_at, ended_at) SELECT gen_random_uuid(), 'serve',
					clock_timestamp() - $1 * interval '1 second', clock_timestamp() - $2 * interval '1 second'`, c.began.Seconds(), c.ended.Seconds())
			if err != nil {
				t.Fatal(err)
			}
			if got := w.toldHeld(round); (got == nil) != c.want {
				t.Errorf("the public is told that it is held until %v", got)
			}
			if over, d := w.comes(); over != c.want {
				t.Errorf("over %t, waits until %s", over, d.Until)
			}
		})
	}
}
