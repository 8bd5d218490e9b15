package store_test

import (
	"errors"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/rasprava/rasprava/internal/calendar"
	"github.com/rasprava/rasprava/internal/dossier"
	"github.com/rasprava/rasprava/internal/store"
	"github.com/rasprava/rasprava/internal/store/storetest"
)

// consulting is a dossier by real time whose consultation is open, and an operator.
func consulting(t *testing.T) (w *world, operator, round string) {
	t.Helper()
	w = newWorld(t, "test.two_stage", store.Opening{})
	storetest.Ministry(t, w.s, "RSJP")
	operator = storetest.Person(t, w.s, "Оператер Први", "RSJP operator")
	w.publish()
	w.addAct(draft)
	return w, operator, w.publish().Round
}

// windowOf returns a window of the present stage.
func (w *world) windowOf(id string) store.WindowView {
	w.t.Helper()
	v := w.see(w.drafter)
	for _, win := range v.Stages[len(v.Stages)-1].Windows {
		if win.ID == id {
			return win
		}
	}
	w.t.Fatalf("no window %s", id)
	return store.WindowView{}
}

// mourning is a day of mourning in Serbia on a date.
func mourning(date string) store.Holiday {
	return store.Holiday{Calendar: "rs", Date: date, NameSr: "Дан жалости", NameEn: "Day of mourning", Act: "Одлука Владе, „Службени гласник РС”, број 1/26"}
}

// nextWorked is the first working day after a date when the date itself is free.
func nextWorked(t *testing.T, date string) string {
	t.Helper()
	rs, err := calendar.Get("rs")
	if err != nil {
		t.Fatal(err)
	}
	d, err := calendar.ParseDate(date)
	if err != nil {
		t.Fatal(err)
	}
	return rs.Later(d, 1).String()
}

// deliver brings what waits in the outbox for a topic, as the relay does.
func (w *world) deliver(topic store.Topic) int {
	w.t.Helper()
	parcels, err := w.s.Parcels(w.t.Context(), 100, time.Minute)
	if err != nil {
		w.t.Fatal(err)
	}
	n := 0
	for _, p := range parcels {
		if p.Topic != topic {
			continue
		}
		n++
		c, wanted, err := w.s.NextRecompute(w.t.Context(), p.Key)
		if err != nil {
			w.t.Fatal(err)
		}
		if wanted {
			_, err = w.s.ApplyCommand(w.t.Context(), dossier.ApplyInput{Ref: c.Dossier, Command: c.ID, StageNo: w.stageNo})
			if err != nil {
				w.t.Fatal(err)
			}
			_, wanted, err = w.s.NextRecompute(w.t.Context(), p.Key)
		}
		if err != nil || wanted {
			w.t.Fatalf("after it was brought: wanted %v, %v", wanted, err)
		}
		err = w.s.Delivered(w.t.Context(), p.ID)
		if err != nil {
			w.t.Fatal(err)
		}
	}
	w.seq = w.see(w.drafter).Seq
	return n
}

func (w *world) addDay(operator string, h store.Holiday) string {
	w.t.Helper()
	id, err := w.s.AddHoliday(w.t.Context(), operator, h)
	if err != nil {
		w.t.Fatalf("add holiday: %v", err)
	}
	return id
}

func TestADayThatIsAddedMovesOpenWindowsByARecordedDecision(t *testing.T) {
	w, operator, round := consulting(t)
	before := w.windowOf("consultation")
	want := nextWorked(t, before.Due)
	moves, err := w.s.HolidayMoves(t.Context(), operator, mourning(before.Due))
	if err != nil || len(moves) == 0 || moves[len(moves)-1].Due != before.Due || moves[len(moves)-1].To != want || moves[0].Ref != w.ref {
		t.Fatalf("foreseen: %+v, %v; want from %s to %s", moves, err, before.Due, want)
	}
	id := w.addDay(operator, mourning(before.Due))
	if got := w.windowOf("consultation"); got.Due != before.Due {
		t.Fatalf("moved to %s before the decision was carried out", got.Due)
	}
	seq := w.seq
	if n := w.deliver(store.TopicRecompute); n != 1 {
		t.Fatalf("%d dossiers are counted again, want 1", n)
	}
	after := w.windowOf("consultation")
	if after.Due != want || !after.Extended || after.FirstDue != before.Due || !after.EndsAt.After(*before.EndsAt) || w.seq != seq+1 {
		t.Errorf("got %+v at %d, want the end on %s at %d", after, w.seq, want, seq+1)
	}
	r, err := w.s.Round(t.Context(), "", round)
	if err != nil || !r.ClosesAt.Equal(*after.EndsAt) {
		t.Errorf("the round closes at %s, its window at %s (%v)", r.ClosesAt, after.EndsAt, err)
	}
	steps, err := w.s.Timeline(t.Context(), w.drafter, w.ref)
	if last := steps[len(steps)-1]; err != nil || last.Name != "recompute" || last.Actor != "Оператер Први" {
		t.Errorf("the step: %+v, %v", last, err)
	}
	v := w.see("")
	m, ok := v.MovedBy(w.seq)
	if !ok || m.Due != want || m.Before != before.Due || m.NameEn != "Day of mourning" || m.Revoked || !strings.Contains(m.Act, "1/26") || m.Date != before.Due || !m.Newest {
		t.Errorf("the move: %+v", m)
	}
	all, err := v.Deviations()
	if err != nil || len(all) == 0 || all[len(all)-1].Code != store.HolidayMoved || all[len(all)-1].Params["due"] != want || all[len(all)-1].Reason != m.Act {
		t.Errorf("deviations: %+v, %v", all, err)
	}
	rows, _, err := w.s.Deviations(t.Context(), w.drafter, store.DeviationFilter{Code: store.HolidayMoved})
	if err != nil || len(rows) == 0 || rows[0].Params["first"] != before.Due {
		t.Errorf("among all deviations: %+v, %v", rows, err)
	}
	days, err := w.s.Holidays(t.Context(), operator)
	if err != nil || len(days) != 1 || days[0].ID != id || days[0].Progress != (store.Progress{Moved: 1}) || days[0].AddedBy != "Оператер Први" {
		t.Errorf("the list: %+v, %v", days, err)
	}
	moved, err := w.s.MovedTerms(t.Context(), operator, id)
	if err != nil || len(moved) == 0 || moved[len(moved)-1].To != want {
		t.Errorf("what moved: %+v, %v", moved, err)
	}
	effect := w.lapsesOn(t, want)
	if effect.Ended {
		t.Error("the round closed on its old day")
	}
}

// lapsesOn asks for the window to lapse now, before its day, which nothing does.
func (w *world) lapsesOn(t *testing.T, due string) dossier.Effect {
	t.Helper()
	d, err := w.s.StageDeadline(t.Context(), dossier.DeadlineInput{Ref: w.ref, StageNo: w.stageNo})
	if err != nil || d.Until.Format(time.DateOnly) > due {
		t.Fatalf("the next deadline is %+v, %v", d, err)
	}
	e, err := w.s.LapseWindow(t.Context(), dossier.LapseInput{Ref: w.ref, StageNo: w.stageNo, Window: "consultation"})
	if err != nil {
		t.Fatal(err)
	}
	return e
}

func TestARevokedDayLeavesThePublicItsTime(t *testing.T) {
	w, operator, _ := consulting(t)
	due := w.windowOf("consultation").Due
	id := w.addDay(operator, mourning(due))
	w.deliver(store.TopicRecompute)
	longer := w.windowOf("consultation").Due
	foreseen, err := w.s.RevocationMoves(t.Context(), operator, id)
	if err != nil || len(foreseen) != 0 {
		t.Errorf("foreseen: %+v, %v", foreseen, err)
	}
	err = w.s.RevokeHoliday(t.Context(), operator, id, "Унето грешком.")
	if err != nil {
		t.Fatal(err)
	}
	if n := w.deliver(store.TopicRecompute); n != 0 {
		t.Errorf("%d dossiers are counted again", n)
	}
	if got := w.windowOf("consultation").Due; got != longer {
		t.Errorf("the public has until %s, had until %s", got, longer)
	}
	extra, err := w.s.ExtraHolidays(t.Context(), "rs")
	if err != nil || len(extra) != 0 {
		t.Errorf("still added: %+v, %v", extra, err)
	}
	err = w.s.RevokeHoliday(t.Context(), operator, id, "Још једном.")
	if dossier.CodeOf(err) != dossier.CodeNothingChanged {
		t.Errorf("revoked twice: %v", err)
	}
	days, err := w.s.Holidays(t.Context(), operator)
	if err != nil || days[0].RevokedAct != "Унето грешком." || days[0].RevokedBy != "Оператер Први" || days[0].RevokedAt == nil {
		t.Errorf("the list: %+v, %v", days, err)
	}
}

func TestADutyGoesBackToItsDayWhenTheHolidayIsRevoked(t *testing.T) {
	w := newWorld(t, "test.two_stage", store.Opening{Rehearsal: true, Pace: time.Hour})
	storetest.Ministry(t, w.s, "RSJP")
	operator := storetest.Person(t, w.s, "Оператер Први", "RSJP operator")
	w.publish()
	w.addAct(draft)
	w.publish()
	w.lapse()
	if w.stage.ID == "consultation" {
		w.lapse()
	}
	due := w.windowOf("report").Due
	id := w.addDay(operator, mourning(due))
	w.deliver(store.TopicRecompute)
	if got, want := w.windowOf("report").Due, nextWorked(t, due); got != want {
		t.Fatalf("got %s, want %s", got, want)
	}
	err := w.s.RevokeHoliday(t.Context(), operator, id, "Одлука је стављена ван снаге.")
	if err != nil {
		t.Fatal(err)
	}
	w.deliver(store.TopicRecompute)
	if got := w.windowOf("report").Due; got != due {
		t.Errorf("got %s, want %s again", got, due)
	}
	m, ok := w.see(w.drafter).MovedBy(w.seq)
	if !ok || !m.Revoked || m.Act != "Одлука је стављена ван снаге." || m.Due != due {
		t.Errorf("the move back: %+v", m)
	}
	all, err := w.see(w.drafter).Deviations()
	for _, d := range all {
		if d.Code == store.HolidayMoved {
			t.Errorf("a term that stands as it did is a deviation: %+v, %v", d, err)
		}
	}
}

func TestATermThatBeginsLaterKnowsTheAddedDay(t *testing.T) {
	w := newWorld(t, "test.two_stage", store.Opening{})
	storetest.Ministry(t, w.s, "RSJP")
	operator := storetest.Person(t, w.s, "Оператер Први", "RSJP operator")
	rs, err := calendar.Get("rs")
	if err != nil {
		t.Fatal(err)
	}
	today := rs.DateOf(time.Now())
	natural := rs.Due(today, calendar.Term{N: 5, Unit: calendar.Days}).Due.String()
	w.addDay(operator, mourning(natural))
	if n := w.deliver(store.TopicRecompute); n != 0 {
		t.Errorf("%d dossiers are counted again where nothing runs", n)
	}
	rest, err := w.see(w.drafter).Remaining()
	if err != nil {
		t.Fatal(err)
	}
	w.publish()
	w.addAct(draft)
	w.publish()
	want := nextWorked(t, natural)
	if got := w.windowOf("consultation"); got.Due != want || got.Extended {
		t.Errorf("got %+v, want %s at once", got, want)
	}
	for _, st := range rest.Stages {
		if st.ID == "consultation" && st.EarliestEnd.String() != want {
			t.Errorf("foreseen for %s, want %s", st.EarliestEnd, want)
		}
	}
}

func TestADayThatCannotBeAddedIsRefusedAtItsField(t *testing.T) {
	w, operator, _ := consulting(t)
	due := w.windowOf("consultation").Due
	long := strings.Repeat("а", 501)
	for name, c := range map[string]struct {
		h    store.Holiday
		want map[string]dossier.Code
	}{
		"nothing at all":          {store.Holiday{Calendar: "rs"}, map[string]dossier.Code{"date": dossier.CodeDateInvalid, "name_sr": dossier.CodeHolidayName, "name_en": dossier.CodeHolidayName, "act": dossier.CodeLegalAct}},
		"a calendar of nowhere":   {store.Holiday{Calendar: "xx", Date: due}, map[string]dossier.Code{"calendar": dossier.CodeCalendarUnknown}},
		"too long":                {store.Holiday{"rs", due, long, long, long}, map[string]dossier.Code{"name_sr": dossier.CodeHolidayName, "name_en": dossier.CodeHolidayName, "act": dossier.CodeLegalAct}},
		"a Sunday":                {mourning(sunday()), map[string]dossier.Code{"date": dossier.CodeHolidayFree}},
		"a day of another age":    {mourning("2016-11-23"), map[string]dossier.Code{"date": dossier.CodeHolidayTooFar}},
		"a day in the far future": {mourning("2099-11-23"), map[string]dossier.Code{"date": dossier.CodeHolidayTooFar}},
	} {
		_, err := w.s.AddHoliday(t.Context(), operator, c.h)
		if diff := cmp.Diff(c.want, fieldsOf(err)); diff != "" {
			t.Errorf("%s (-want +got):\n%s", name, diff)
		}
		_, err = w.s.HolidayMoves(t.Context(), operator, c.h)
		if diff := cmp.Diff(c.want, fieldsOf(err)); diff != "" {
			t.Errorf("foreseeing %s (-want +got):\n%s", name, diff)
		}
	}
	w.addDay(operator, mourning(due))
	_, err := w.s.AddHoliday(t.Context(), operator, mourning(due))
	if fieldsOf(err)["date"] != dossier.CodeHolidayFree {
		t.Errorf("the same day twice: %v", err)
	}
}

// fieldsOf returns which fields a refusal names, and why.
func fieldsOf(err error) map[string]dossier.Code {
	var p *dossier.Problem
	if !errors.As(err, &p) {
		return nil
	}
	fields := map[string]dossier.Code{}
	for _, f := range p.Fields {
		fields[f.Name] = f.Code
	}
	return fields
}

func sunday() string {
	d := time.Now().UTC()
	return d.AddDate(0, 0, 7-int(d.Weekday())).Format(time.DateOnly)
}

func TestOnlyOperatorsChangeCalendars(t *testing.T) {
	w, operator, _ := consulting(t)
	h := mourning(w.windowOf("consultation").Due)
	id := w.addDay(operator, h)
	for name, ask := range map[string]func(person string) error{
		"add":       func(p string) error { _, err := w.s.AddHoliday(t.Context(), p, h); return err },
		"revoke":    func(p string) error { return w.s.RevokeHoliday(t.Context(), p, id, "x") },
		"foresee":   func(p string) error { _, err := w.s.HolidayMoves(t.Context(), p, h); return err },
		"again":     func(p string) error { return w.s.CountAgain(t.Context(), p, id) },
		"list":      func(p string) error { _, err := w.s.Holidays(t.Context(), p); return err },
		"read":      func(p string) error { _, err := w.s.HolidayByID(t.Context(), p, id); return err },
		"moves":     func(p string) error { _, err := w.s.RevocationMoves(t.Context(), p, id); return err },
		"moved":     func(p string) error { _, err := w.s.MovedTerms(t.Context(), p, id); return err },
		"downtimes": func(p string) error { _, err := w.s.Downtimes(t.Context(), p); return err },
	} {
		if err := ask(w.drafter); dossier.CodeOf(err) != dossier.CodeRoleRequired {
			t.Errorf("%s by a drafter: %v", name, err)
		}
	}
	_, err := w.s.HolidayByID(t.Context(), operator, "no-id")
	if dossier.CodeOf(err) != dossier.CodeNotFound {
		t.Errorf("a day that is none: %v", err)
	}
	row, _ := w.ask(w.drafter, dossier.Recompute, dossier.Args{Holiday: id})
	if row.Verdict.Code != dossier.CodeRoleRequired {
		t.Errorf("counted again by a drafter: %+v", row.Verdict)
	}
	row, _ = w.ask(operator, dossier.Recompute, dossier.Args{Holiday: "0191d2a0-0000-7000-8000-000000000000"})
	if row.Verdict.Code != dossier.CodeHolidayUnknown {
		t.Errorf("for no day: %+v", row.Verdict)
	}
	w.deliver(store.TopicRecompute)
	row, _ = w.ask(operator, dossier.Recompute, dossier.Args{Holiday: id})
	if row.Verdict.Code != dossier.CodeNothingChanged {
		t.Errorf("a second time: %+v", row.Verdict)
	}
}

func TestARecomputationIsAskedForUntilItIsCarriedOut(t *testing.T) {
	w, operator, _ := consulting(t)
	due := w.windowOf("consultation").Due
	w.addDay(operator, mourning(due))
	var id string
	db := w.s.DB()
	err := db.QueryRowContext(t.Context(), `SELECT id FROM recomputations`).Scan(&id)
	if err != nil {
		t.Fatal(err)
	}
	first, wanted, err := w.s.NextRecompute(t.Context(), id)
	if err != nil || !wanted || first.Seq != w.seq {
		t.Fatalf("got %+v, %v, %v", first, wanted, err)
	}
	again, _, err := w.s.NextRecompute(t.Context(), id)
	if err != nil || again.ID != first.ID {
		t.Errorf("asked while it waits: got %+v, %v, want the same", again, err)
	}
	w.do(w.signerA, dossier.Extend, dossier.Args{Until: nextWorked(t, due), Reasons: "Дуже."}) // the sequence number moves on
	_, err = w.s.ApplyCommand(t.Context(), dossier.ApplyInput{Ref: w.ref, Command: first.ID, StageNo: w.stageNo})
	if err != nil {
		t.Fatal(err)
	}
	second, wanted, err := w.s.NextRecompute(t.Context(), id)
	if err != nil || !wanted || second.ID == first.ID || second.Seq != w.seq {
		t.Errorf("after a stale one: got %+v, %v, %v", second, wanted, err)
	}
	_, err = db.ExecContext(t.Context(), `UPDATE commands SET asked_at = asked_at - interval '2 minutes' WHERE id = $1`, second.ID)
	if err != nil {
		t.Fatal(err)
	}
	third, wanted, err := w.s.NextRecompute(t.Context(), id)
	if err != nil || !wanted || third.ID == second.ID {
		t.Errorf("after one that came too late: got %+v, %v, %v", third, wanted, err)
	}
	_, err = db.ExecContext(t.Context(), `UPDATE appointments SET valid = daterange('2020-01-01', '2021-01-01') WHERE person = $1`, operator)
	if err != nil {
		t.Fatal(err)
	}
	_, err = w.s.ApplyCommand(t.Context(), dossier.ApplyInput{Ref: w.ref, Command: third.ID, StageNo: w.stageNo})
	if err != nil {
		t.Fatal(err)
	}
	_, wanted, err = w.s.NextRecompute(t.Context(), id)
	if err != nil || wanted {
		t.Errorf("who asked is no operator any more: wanted %v, %v", wanted, err)
	}
	other := storetest.Person(t, w.s, "Оператер Други", "RSJP operator")
	days, err := w.s.Holidays(t.Context(), other)
	if err != nil || days[0].Progress != (store.Progress{Refused: 1}) {
		t.Errorf("the list: %+v, %v", days, err)
	}
	// The extension covers the day for the public; the shorter term for comments is not moved by it.
	err = w.s.CountAgain(t.Context(), other, days[0].ID)
	if err != nil {
		t.Fatal(err)
	}
}

func TestASweepFindsAStageThatBeganWithoutKnowingOfTheDay(t *testing.T) {
	w, operator, _ := consulting(t)
	due := w.windowOf("consultation").Due
	id := w.addDay(operator, mourning(due))
	_, err := w.s.DB().ExecContext(t.Context(), `DELETE FROM recomputations`)
	if err != nil {
		t.Fatal(err)
	}
	err = w.s.SweepHoliday(t.Context(), id)
	if err != nil {
		t.Fatal(err)
	}
	err = w.s.SweepHoliday(t.Context(), id) // asked twice, queued once
	if err != nil {
		t.Fatal(err)
	}
	var n int
	err = w.s.DB().QueryRowContext(t.Context(), `SELECT count(*) FROM recomputations WHERE asked_by = $1`, operator).Scan(&n)
	if err != nil || n != 1 {
		t.Errorf("%d dossiers are asked for, %v, want 1", n, err)
	}
	w.do(w.signerA, dossier.Withdraw, dossier.Args{Reasons: "Није потребно.", Ground: string(dossier.OtherGround)})
	var wait string
	err = w.s.DB().QueryRowContext(t.Context(), `SELECT id FROM recomputations`).Scan(&wait)
	if err != nil {
		t.Fatal(err)
	}
	_, wanted, err := w.s.NextRecompute(t.Context(), wait)
	if err != nil || wanted {
		t.Errorf("of a dossier that has ended: wanted %v, %v", wanted, err)
	}
}

func TestDaysThatWereAddedAreNotChangedOrDeleted(t *testing.T) {
	w, operator, _ := consulting(t)
	id := w.addDay(operator, mourning(w.windowOf("consultation").Due))
	err := w.s.RevokeHoliday(t.Context(), operator, id, "Грешка.")
	if err != nil {
		t.Fatal(err)
	}
	for _, q := range []string{`UPDATE holidays SET name_sr = 'x'`, `DELETE FROM holidays`, `UPDATE holiday_revocations SET act = 'x'`, `DELETE FROM holiday_revocations`} {
		_, err = w.s.DB().ExecContext(t.Context(), q)
		if err == nil {
			t.Errorf("%s: done", q)
		}
	}
}

func TestATermThatADayMovedIsNotOneThatBeganAnew(t *testing.T) {
	a := newAsked(t, "    legal_technical: OSZ\n", "    refresh: {bodies: [OSZ], term: 2wd, silence: no_objection, basis: Пробни поступак, evidence: inferred}\n",
		"silence: no_objection\n    outcomes", "silence: none\n    outcomes")
	operator := storetest.Person(t, a.s, "Оператер Први", "MTEST operator")
	id := "0191d2a0-0000-7000-8000-000000000001"
	_, err := a.s.DB().ExecContext(t.Context(), `
		INSERT INTO holidays (id, calendar, date, name_sr, name_en, act, added_by) VALUES ($1, 'rs', '2026-06-15', 'Дан жалости', 'Day of mourning', 'Одлука', $2)`, id, operator)
	if err != nil {
		t.Fatal(err)
	}
	a.do(operator, dossier.Recompute, dossier.Args{Holiday: id})
	if d := cmp.Diff(map[string]string{"OSZ": "2026-06-16", "OMF": "2026-06-16"}, a.dues()); d != "" {
		t.Fatalf("the terms of both bodies (-want +got):\n%s", d)
	}
	a.lapse()
	for _, o := range a.view().Stages[0].Opinions {
		if o.Silent {
			t.Errorf("the silence of %s is taken for what it means of a body that was asked again", o.BodyCode)
		}
	}
}
