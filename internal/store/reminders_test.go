package store_test

import (
	"fmt"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/rasprava/rasprava/internal/dossier"
	"github.com/rasprava/rasprava/internal/store"
	"github.com/rasprava/rasprava/internal/store/storetest"
)

// reminds lets what is due be told of, as the workflow does at its instants, and
// reports whether there was anything.
func (w *world) reminds() bool {
	w.t.Helper()
	e, err := w.s.LapseWindow(w.t.Context(), dossier.LapseInput{Ref: w.ref, StageNo: w.stageNo})
	if err != nil {
		w.t.Fatalf("remind: %v", err)
	}
	if e.Ended || e.Moved || e.Seq != w.seq {
		w.t.Errorf("a reminder moved the dossier: %+v at %d", e, w.seq)
	}
	return e.Reminded
}

// relays delivers what the outbox holds for people and returns the keys.
func (w *world) relays() []string {
	w.t.Helper()
	parcels, err := w.s.Parcels(w.t.Context(), 100, time.Minute)
	if err != nil {
		w.t.Fatal(err)
	}
	var keys []string
	for _, p := range parcels {
		if p.Topic == store.TopicNotice {
			keys = append(keys, p.Key)
			err = w.s.DeliverNotice(w.t.Context(), p.Key)
		}
		if err == nil {
			err = w.s.Delivered(w.t.Context(), p.ID)
		}
		if err != nil {
			w.t.Fatalf("deliver %s: %v", p.Key, err)
		}
	}
	return keys
}

// goesTo takes the clock of a demonstration to a civil day at noon.
func (w *world) goesTo(day string) {
	w.t.Helper()
	at, err := time.Parse(time.DateOnly, day)
	if err != nil {
		w.t.Fatal(err)
	}
	err = w.s.SetDemonstrationClock(w.t.Context(), w.ref, at.Add(10*time.Hour))
	if err != nil {
		w.t.Fatalf("set clock: %v", err)
	}
}

// told are the notices of a person, the oldest first: stage, days, as what.
func (w *world) told(person string) []string {
	w.t.Helper()
	page, err := w.s.Notices(w.t.Context(), person, 1, 100)
	if err != nil {
		w.t.Fatal(err)
	}
	var all []string
	for i := len(page.Rows) - 1; i >= 0; i-- {
		n := page.Rows[i]
		all = append(all, fmt.Sprintf("%s %+d %s", n.Stage, n.Days, n.As))
	}
	return all
}

func wants(t *testing.T, what string, got []string, want ...string) {
	t.Helper()
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("%s (-want +got):\n%s", what, diff)
	}
}

// demonstrated is a dossier of the short procedure whose round ends with the tenth
// of June 2026; with somebody of oversight.
func demonstrated(t *testing.T) (*world, string) {
	t.Helper()
	w := newWorld(t, "test.two_stage", store.Opening{Demonstration: true, LegalStart: time.Date(2026, 6, 1, 8, 0, 0, 0, time.UTC)})
	storetest.Ministry(t, w.s, "MNADZOR")
	overseer := storetest.Person(t, w.s, "Надзорник", "MNADZOR oversight")
	w.publish()
	w.addAct(draft)
	w.goesTo("2026-06-05")
	w.publish()
	return w, overseer
}

// deadline returns when something happens by itself in the present stage.
func (w *world) deadline() dossier.Deadline {
	w.t.Helper()
	d, err := w.s.StageDeadline(w.t.Context(), dossier.DeadlineInput{Ref: w.ref, StageNo: w.stageNo})
	if err != nil {
		w.t.Fatalf("deadline: %v", err)
	}
	return d
}

func TestTheEndOfARoundAndThenALateReportAreToldToTheRightPeopleOnTheirDays(t *testing.T) {
	w, overseer := demonstrated(t)
	w.goesTo("2026-06-08")
	if w.reminds() {
		t.Error("something was told two days before the round ends")
	}
	w.goesTo("2026-06-09") // the day before the last
	if d := w.deadline(); d.Remind.IsZero() || d.Remind.After(d.Until) {
		t.Errorf("the workflow would not wake for it: %+v", d)
	}
	if !w.reminds() || w.reminds() {
		t.Error("the day before the end is not told once")
	}
	keys := w.relays()
	if len(keys) != 1 || len(w.relays()) != 0 {
		t.Errorf("the outbox held %q", keys)
	}
	wants(t, "the drafter of an open round", w.told(w.drafter), "consultation -1 duty")
	wants(t, "a signer of an open round", w.told(w.signerA))
	wants(t, "a stranger", w.told(w.stranger))
	w.goesTo("2026-06-10")
	w.reminds()
	w.relays()
	wants(t, "the drafter on the last day", w.told(w.drafter), "consultation -1 duty", "consultation +0 duty")
	wants(t, "a signer on the last day", w.told(w.signerA))
	if page, err := w.s.Notices(t.Context(), w.drafter, 1, 20); err != nil || page.Unread != 2 || page.Rows[0].Due != "2026-06-10" || page.Rows[0].Over {
		t.Errorf("got %+v, %v", page, err)
	}
	wants(t, "oversight of an open round", w.told(overseer))
}

func TestADutyThatNobodyDoesIsToldOneStepHigherByItsRawDay(t *testing.T) {
	w := newWorld(t, "rs.law.government", store.Opening{Demonstration: true, LegalStart: time.Date(2026, 6, 1, 8, 0, 0, 0, time.UTC)})
	storetest.Ministry(t, w.s, "MNADZOR")
	overseer := storetest.Person(t, w.s, "Надзорник", "MNADZOR oversight")
	w.term("2026-06-13", "2026-06-15")
	for _, step := range []struct {
		day     string
		drafter []string
		signer  []string
		over    []string
	}{
		{"2026-06-05", nil, nil, nil},
		{"2026-06-06", []string{"-7 duty"}, nil, nil},
		{"2026-06-12", []string{"-7 duty", "-1 duty"}, nil, nil},
		{"2026-06-13", []string{"-7 duty", "-1 duty", "+0 duty"}, []string{"+0 charge"}, nil},
		{"2026-06-19", []string{"-7 duty", "-1 duty", "+0 duty"}, []string{"+0 charge"}, nil},
		{"2026-06-20", []string{"-7 duty", "-1 duty", "+0 duty", "+7 duty"}, []string{"+0 charge", "+7 charge"}, []string{"+7 oversight"}},
		{"2026-07-20", []string{"-7 duty", "-1 duty", "+0 duty", "+7 duty"}, []string{"+0 charge", "+7 charge"}, []string{"+7 oversight"}},
	} {
		w.goesTo(step.day)
		w.reminds()
		w.relays()
		for _, who := range []struct {
			name, person string
			want         []string
		}{{"the drafter", w.drafter, step.drafter}, {"the signer", w.signerA, step.signer}, {"oversight", overseer, step.over}, {"a stranger", w.stranger, nil}} {
			var want []string
			for _, line := range who.want {
				want = append(want, w.stage.ID+" "+line)
			}
			wants(t, who.name+" on "+step.day, w.told(who.person), want...)
		}
	}
}

// term gives the present stage a maximum that ends, as counted and as rolled.
func (w *world) term(raw, due string) {
	w.t.Helper()
	_, err := w.s.DB().ExecContext(w.t.Context(), `
		INSERT INTO windows (dossier, stage_no, id, version, kind, term, starts, raw, due, legal_end, ends_at, basis, verified)
		SELECT d.id, $2, 'test', 1 + coalesce((SELECT max(version) FROM windows w WHERE w.dossier = d.id AND w.stage_no = $2 AND w.id = 'test'), 0),
			'max', '12d', '2026-06-01', $3::date, $4::date,
			($4::date + 1)::timestamp AT TIME ZONE 'Europe/Belgrade', ($4::date + 1)::timestamp AT TIME ZONE 'Europe/Belgrade', 'чл. 1.', true
		FROM dossiers d WHERE d.ref = $1`, w.ref, w.stageNo, raw, due)
	if err != nil {
		w.t.Fatalf("begin term: %v", err)
	}
}

func TestAReminderIsToldOnceWhateverDiesWhereItDoes(t *testing.T) {
	w := newWorld(t, "rs.law.government", store.Opening{Demonstration: true, LegalStart: time.Date(2026, 6, 1, 8, 0, 0, 0, time.UTC)})
	w.term("2026-06-13", "2026-06-15")
	w.goesTo("2026-06-06")
	var group sync.WaitGroup
	for range 8 { // the activity is tried again while its first try is under way
		group.Go(func() {
			_, err := w.s.LapseWindow(t.Context(), dossier.LapseInput{Ref: w.ref, StageNo: w.stageNo})
			if err != nil {
				t.Error(err)
			}
		})
	}
	group.Wait()
	parcels, err := w.s.Parcels(t.Context(), 100, 0)
	if err != nil {
		t.Fatal(err)
	}
	var key string
	notices := 0
	for _, p := range parcels {
		if p.Topic == store.TopicNotice {
			key = p.Key
			notices++
		}
	}
	if notices != 1 {
		t.Fatalf("the outbox holds %d notices, want one", notices)
	}
	for range 8 { // a relay died before it could say that it had delivered
		group.Go(func() {
			err := w.s.DeliverNotice(t.Context(), key)
			if err != nil {
				t.Error(err)
			}
		})
	}
	group.Wait()
	late := storetest.Person(t, w.s, "Касно Постављени", "MTEST drafter")
	err = w.s.DeliverNotice(t.Context(), key)
	if err != nil {
		t.Fatal(err)
	}
	wants(t, "the drafter", w.told(w.drafter), w.stage.ID+" -7 duty")
	wants(t, "who was appointed after it was told", w.told(late))
	for _, bad := range []string{"", "x", "2026-0001/1/w/1/x", "2026-9999/1/w/1/0"} {
		if err := w.s.DeliverNotice(t.Context(), bad); err == nil {
			t.Errorf("delivered %q", bad)
		}
	}
}

func TestAfterAnOutageTheLastOfWhatWasToBeToldIsTold(t *testing.T) {
	w := newWorld(t, "rs.law.government", store.Opening{Demonstration: true, LegalStart: time.Date(2026, 6, 1, 8, 0, 0, 0, time.UTC)})
	w.term("2026-06-13", "2026-06-15")
	w.goesTo("2026-06-14")
	w.reminds()
	w.relays()
	wants(t, "the drafter", w.told(w.drafter), w.stage.ID+" +0 duty")
	if w.reminds() {
		t.Error("what was passed over is told afterwards")
	}
}

func TestOfAMovedWindowTheOldEndIsNotToldAnyMore(t *testing.T) {
	w := newWorld(t, "rs.law.government", store.Opening{Demonstration: true, LegalStart: time.Date(2026, 6, 1, 8, 0, 0, 0, time.UTC)})
	w.term("2026-06-13", "2026-06-15")
	w.goesTo("2026-06-12")
	w.reminds()
	w.term("2026-06-30", "2026-06-30") // before the relay came to it
	w.relays()
	wants(t, "who was to be told of the old end", w.told(w.drafter))
	w.goesTo("2026-06-13")
	if w.reminds() {
		t.Error("the old last day is told")
	}
	w.goesTo("2026-06-23")
	w.reminds()
	w.relays()
	wants(t, "of the new end", w.told(w.drafter), w.stage.ID+" -7 duty")
}

func TestNobodyIsToldOfAStageThatHasEndedMeanwhile(t *testing.T) {
	w, _ := demonstrated(t)
	w.goesTo("2026-06-10")
	w.reminds()
	w.do(w.signerA, dossier.Withdraw, dossier.Args{Reasons: "Одустаје се.", Ground: string(dossier.OtherGround)})
	w.relays()
	wants(t, "the drafter", w.told(w.drafter))
}

func TestWhoIsNotAppointedAnyMoreIsNotToldAndWhoStandsInIs(t *testing.T) {
	w := newWorld(t, "rs.law.government", store.Opening{Demonstration: true, LegalStart: time.Date(2026, 6, 1, 8, 0, 0, 0, time.UTC)})
	former := storetest.Person(t, w.s, "Бивши")
	storetest.Appoint(t, w.s, former, "MTEST", dossier.Drafter, "2020-01-01", "2020-12-31")
	officer := storetest.Person(t, w.s, "Службеник", "MTEST officer")
	w.term("2026-06-13", "2026-06-15")
	w.goesTo("2026-06-12")
	w.reminds()
	w.relays()
	wants(t, "who was a drafter once", w.told(former))
	auth, _ := dossier.AuthorityFor(dossier.Action(dossier.Complete))
	if w.stage.Kind.ByPerson() {
		wants(t, fmt.Sprintf("an officer, where %v complete the stage", auth.Roles), w.told(officer), w.stage.ID+" -1 duty")
	}
}

func TestWhatOneMayNotSeeAnyMoreIsNotListed(t *testing.T) {
	w, _ := demonstrated(t)
	w.goesTo("2026-06-09")
	w.reminds()
	w.relays()
	n, err := w.s.CountNotices(t.Context(), w.drafter)
	if err != nil || n != 1 {
		t.Fatalf("got %d, %v", n, err)
	}
	_, err = w.s.DB().ExecContext(t.Context(), `UPDATE dossiers SET visibility = 'working' WHERE ref = $1`, w.ref)
	if err != nil {
		t.Fatal(err)
	}
	_, err = w.s.DB().ExecContext(t.Context(), `UPDATE appointments SET valid = daterange('2020-01-01', '2020-02-01') WHERE person = $1`, w.drafter)
	if err != nil {
		t.Fatal(err)
	}
	n, err = w.s.CountNotices(t.Context(), w.drafter)
	page, listErr := w.s.Notices(t.Context(), w.drafter, 1, 20)
	if err != nil || listErr != nil || n != 0 || page.Total != 0 || len(page.Rows) != 0 {
		t.Errorf("got %d, %+v, %v, %v", n, page, err, listErr)
	}
}

func TestNoticesAreReadByThoseWhoseTheyAre(t *testing.T) {
	w, _ := demonstrated(t)
	for _, day := range []string{"2026-06-09", "2026-06-10"} {
		w.goesTo(day)
		w.reminds()
		w.relays()
	}
	page, err := w.s.Notices(t.Context(), w.drafter, 1, 1)
	if err != nil || page.Total != 2 || page.Pages != 2 || len(page.Rows) != 1 || page.Rows[0].Days != 0 {
		t.Fatalf("got %+v, %v", page, err)
	}
	for name, id := range map[string]string{"another's": page.Rows[0].ID, "none": "00000000-0000-7000-8000-000000000000", "no id": "x"} {
		if got := dossier.CodeOf(w.s.ReadNotice(t.Context(), w.stranger, id)); got != dossier.CodeNotFound {
			t.Errorf("%s: got %s", name, got)
		}
	}
	err = w.s.ReadNotice(t.Context(), w.drafter, page.Rows[0].ID)
	if err != nil {
		t.Fatal(err)
	}
	page, err = w.s.Notices(t.Context(), w.drafter, 99, 1)
	if err != nil || page.No != 2 || page.Unread != 1 || !page.Rows[0].Read {
		t.Errorf("the last page: %+v, %v", page, err)
	}
	now, err := w.s.Now(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	err = w.s.ReadNotices(t.Context(), w.drafter, now.Add(-time.Hour))
	if n, _ := w.s.CountNotices(t.Context(), w.drafter); err != nil || n != 1 {
		t.Errorf("what came after one looked was read: %d, %v", n, err)
	}
	err = w.s.ReadNotices(t.Context(), w.drafter, now)
	if n, _ := w.s.CountNotices(t.Context(), w.drafter); err != nil || n != 0 {
		t.Errorf("after all were read: %d, %v", n, err)
	}
}

func TestARehearsalTellsByItsOwnClock(t *testing.T) {
	w := newWorld(t, "test.two_stage", store.Opening{Rehearsal: true, Pace: time.Second, LegalStart: time.Date(2026, 6, 1, 8, 0, 0, 0, time.UTC)})
	w.term("2027-06-01", "2027-06-01")
	if d := w.deadline(); !d.Remind.IsZero() || w.reminds() {
		t.Errorf("something is told while the clock waits for people: %+v", d)
	}
	w.publish()
	w.addAct(draft)
	w.publish() // now it runs: six legal days in little more than six seconds
	if d := w.deadline(); d.Remind.IsZero() || time.Until(d.Remind) > 8*time.Second {
		t.Errorf("the next reminder is %v away", time.Until(d.Remind))
	}
	for !w.reminds() {
		if w.see(w.drafter).LegalNow.After(time.Date(2026, 6, 8, 21, 0, 0, 0, time.UTC)) {
			t.Fatal("the last day of the round has passed and nobody was told")
		}
	}
	w.relays()
	wants(t, "the drafter", w.told(w.drafter), "consultation -1 duty")
}
