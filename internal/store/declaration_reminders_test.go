package store_test

import (
	"testing"

	"github.com/rasprava/rasprava/internal/store"
	"github.com/rasprava/rasprava/internal/store/storetest"
)

func TestInARehearsalNobodyIsReminded(t *testing.T) {
	w, round := inRound(t)
	for w.stage.ID != "report" {
		w.lapse()
	}
	storetest.Exec(t, w.s, `UPDATE rounds SET opens_at = clock_timestamp() - interval '40 days', closes_at = clock_timestamp() - interval '10 days' WHERE id = $1`, round)
	err := w.s.RemindOfDeclarations(t.Context())
	if n := storetest.Count(t, w.s, `SELECT count(*) FROM mails`); err != nil || n != 0 {
		t.Errorf("%d mails, %v", n, err)
	}
}

func TestWhoMayDeclareIsRemindedOnceAWeekUnlessTheyWantNone(t *testing.T) {
	w := newWorld(t, "test.two_stage", store.Opening{})
	w.publish()
	w.addAct(draft)
	round := w.publish().Round
	remind := func(when string, want int) {
		t.Helper()
		for range 2 { // once each
			err := w.s.RemindOfDeclarations(t.Context())
			if err != nil {
				t.Fatal(err)
			}
		}
		if n := storetest.Count(t, w.s, `SELECT count(*) FROM mails WHERE kind = 'declaration_due'`); n != want {
			t.Errorf("%s: %d mails, want %d", when, n, want)
		}
	}
	ends := func(days int) {
		t.Helper()
		storetest.Exec(t, w.s, `UPDATE rounds SET opens_at = clock_timestamp() - ($2 + 40) * interval '1 day', closes_at = clock_timestamp() - $2 * interval '1 day' WHERE id = $1`, round, days)
	}
	ends(10)
	remind("while it runs", 0)
	ends(1)
	storetest.Exec(t, w.s, `UPDATE rounds SET status = 'closed', closed_at = clock_timestamp(), submissions = 0, comments = 0 WHERE id = $1`, round)
	remind("while addresses may be confirmed", 0)
	err := w.s.SetMailed(t.Context(), w.second, false)
	if err != nil {
		t.Fatal(err)
	}
	if on, err := w.s.Mailed(t.Context(), w.second); err != nil || on {
		t.Errorf("reminded still: %v, %v", on, err)
	}
	people := storetest.Count(t, w.s, `SELECT count(DISTINCT p.id) FROM persons p JOIN appointments a ON a.person = p.id JOIN bodies b ON b.id = a.body
		WHERE b.code = 'MTEST' AND a.role = 'drafter' AND p.mailed`)
	ends(5)
	remind("five days on", people)
	ends(14)
	remind("a week later", 2*people)
	ends(400)
	remind("for the last time", 3*people)
	ends(800)
	remind("no more", 3*people)
	mails, err := w.s.Mails(t.Context(), 100, 1)
	if err != nil {
		t.Fatal(err)
	}
	for _, m := range mails {
		if m.Kind != store.MailDeclaration || m.Ref != w.ref || m.Title == "" || m.Submission != "" || m.Secret != "" || m.Stop != "" || m.To == "" {
			t.Errorf("got %+v", m)
		}
	}
	err = w.s.SetMailed(t.Context(), w.drafter, false)
	if err != nil {
		t.Fatal(err)
	}
	if n := storetest.Count(t, w.s, `SELECT count(*) FROM mails WHERE person = $1`, w.drafter); n != 0 {
		t.Errorf("%d mails still wait for who wants none", n)
	}
}
