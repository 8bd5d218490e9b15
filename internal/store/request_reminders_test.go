package store_test

import (
	"strconv"
	"strings"
	"testing"

	"github.com/rasprava/rasprava/internal/dossier"
	"github.com/rasprava/rasprava/internal/store"
	"github.com/rasprava/rasprava/internal/store/storetest"
)

// waited has the requests that wait have been made hours ago.
func (w *world) waited(hours int) {
	w.t.Helper()
	w.tampers("redaction_steps", `UPDATE redaction_steps SET at = clock_timestamp() - `+strconv.Itoa(hours)+` * interval '1 hour'`)
	for table, column := range map[string]string{"erasures": "asked_at", "set_asides": "proposed_at", "authorship_cases": "opened_at"} {
		storetest.Exec(w.t, w.s, `ALTER TABLE `+table+` DISABLE TRIGGER USER`)
		storetest.Exec(w.t, w.s, `UPDATE `+table+` SET `+column+` = clock_timestamp() - $1 * interval '1 hour'`, hours)
		storetest.Exec(w.t, w.s, `ALTER TABLE `+table+` ENABLE TRIGGER USER`)
	}
}

// reminded returns to whom e-mails about requests wait, and how many of them: by name,
// sorted. What was asked for before today counts as sent.
func (w *world) reminded() string {
	w.t.Helper()
	for range 2 { // once each
		err := w.s.RemindOfRequests(w.t.Context())
		if err != nil {
			w.t.Fatal(err)
		}
	}
	var who string
	err := w.s.DB().QueryRowContext(w.t.Context(), `SELECT coalesce(string_agg(p.name, ', ' ORDER BY p.name), '') FROM mails m JOIN persons p ON p.id = m.person WHERE m.kind = 'requests_wait'`).Scan(&who)
	if err != nil {
		w.t.Fatal(err)
	}
	return who
}

func TestWhoMayDecideOnARequestIsRemindedOfIt(t *testing.T) {
	w := newWorld(t, "test.two_stage", store.Opening{})
	w.publish()
	w.addAct(draft)
	round := w.publish().Round
	sent := w.sends(round, "a", submission("Мој комшија Петар Зубарковић болује.", "Друго."))
	storetest.Exec(t, w.s, `UPDATE persons SET email = id || '@primer.example'`)
	// forgets has what was written to be of yesterday.
	forgets := func() { storetest.Exec(t, w.s, `DELETE FROM mails WHERE kind = 'requests_wait'`) }
	expect := func(when, want string) {
		t.Helper()
		if got := w.reminded(); got != want {
			t.Errorf("%s: written to are %q, want %q", when, got, want)
		}
	}
	const others = "Потписник Други, Потписник Први, Цртач Други"
	id, err := w.s.Redact(t.Context(), w.drafter, store.NewRedaction{Comment: sent.Comments[0], Ground: dossier.OthersData, Body: []string{"Петар Зубарковић"}, Note: "Види Зубарковића."})
	if err != nil {
		t.Fatal(err)
	}
	expect("at once", "")
	w.waited(1)
	expect("after an hour", others)
	for _, m := range w.waitingMail() {
		if !strings.Contains(m.Text, "1 захтев за заштиту чека одлуку") || !strings.Contains(m.Text, "/predmeti/"+string(w.ref)+"/zastita") {
			t.Errorf("they are written %s", m.Text)
		}
	}
	for _, secret := range []string{"Зубарковић", "Петар", "Мој комшија", "Цртач", "Види"} {
		for _, m := range w.waitingMail() {
			if strings.Contains(m.Subject(t)+m.Text+m.HTML, secret) {
				t.Errorf("an e-mail holds %q: %s", secret, m.Text)
			}
		}
	}
	forgets()
	err = w.s.SetMailed(t.Context(), w.second, false)
	if err != nil {
		t.Fatal(err)
	}
	expect("before a day", "")
	w.waited(30)
	expect("after a day, who wants none left out", "Потписник Други, Потписник Први")
	w.waited(24 * 3)
	expect("twice on one day", "Потписник Други, Потписник Први")
	forgets()
	w.waited(24 * 100)
	expect("long after", "Потписник Други, Потписник Први")
	forgets()
	expect("and then no more", "")

	err = w.s.StepRedaction(t.Context(), w.signerA, id, dossier.ConfirmRedaction, 1, "")
	if err == nil {
		err = w.s.StepRedaction(t.Context(), w.signerA, id, dossier.AskLifting, 2, "Није.")
	}
	if err != nil {
		t.Fatal(err)
	}
	w.waited(2)
	expect("that it is lifted is asked by another", "Потписник Други, Цртач Први")
	forgets()
	err = w.s.StepRedaction(t.Context(), w.signerB, id, dossier.RefuseLifting, 3, "")
	if err == nil {
		err = w.s.AskErasure(t.Context(), w.drafter, sent.Comments[0], "Личном картом.")
	}
	if err != nil {
		t.Fatal(err)
	}
	w.waited(2)
	expect("erasing is asked for", "Потписник Други, Потписник Први")
	all, err := w.s.Erasures(t.Context(), w.signerA, w.ref, "")
	if err == nil {
		err = w.s.DecideErasure(t.Context(), w.signerA, all[0].ID, false)
	}
	if err != nil {
		t.Fatal(err)
	}
	if got := w.waitingMail(); len(got) != 0 || storetest.Count(t, w.s, `SELECT count(*) FROM mails WHERE kind = 'requests_wait'`) != 0 {
		t.Errorf("it is decided, and %d e-mails wait", len(got))
	}
	_, err = w.proposes(w.drafter, sent.Comments[1], dossier.OffTopic)
	if err != nil {
		t.Fatal(err)
	}
	err = w.s.Disown(t.Context(), "", dossier.Claim{Comment: sent.Comments[0], Name: "Грађанка Проба", Contact: "011 555", Statement: "Нисам ово писала."})
	if err != nil {
		t.Fatal(err)
	}
	w.waited(2)
	expect("one proposes, another did not write it", "Потписник Други, Потписник Први, Цртач Први")
	for _, m := range w.waitingMail() {
		if !strings.Contains(m.Text, "1 пријава чека одлуку") || strings.Contains(m.Text, "Нисам ово") || strings.Contains(m.Text, "Грађанка") {
			t.Errorf("they are written %s", m.Text)
		}
	}
}

func TestInARehearsalNobodyIsRemindedOfRequests(t *testing.T) {
	w, round := inRound(t)
	sent := w.sends(round, "a", submission("Мој комшија Петар."))
	_, err := w.s.Redact(t.Context(), w.drafter, store.NewRedaction{Comment: sent.Comments[0], Ground: dossier.OthersData, Body: []string{"Петар"}})
	if err != nil {
		t.Fatal(err)
	}
	w.waited(30)
	if got := w.reminded(); got != "" {
		t.Errorf("written to are %s", got)
	}
}
