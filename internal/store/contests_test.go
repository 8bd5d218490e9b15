package store_test

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/rasprava/rasprava/internal/audit"
	"github.com/rasprava/rasprava/internal/dossier"
	"github.com/rasprava/rasprava/internal/ledger"
	"github.com/rasprava/rasprava/internal/store"
	"github.com/rasprava/rasprava/internal/store/storetest"
)

func TestWhatIsSetAsideIsContestedAndSettledByAThird(t *testing.T) {
	w, round := inRound(t)
	got := w.send(round, "a", on("art_1", "О роковима, грубо."), on("art_2", "О води."))
	first, other := w.setsAside(got.Comments[0], dossier.Insulting), w.setsAside(got.Comments[1], dossier.OffTopic)
	n := store.Contest{ReceiptNo: got.ReceiptNo, Secret: got.Secret, Comment: got.Comments[0], Statement: "Није увреда."}
	wrong := n
	wrong.Secret = "x"
	w.wants("with another secret", w.s.Contest(t.Context(), wrong), dossier.CodeSecretWrong)
	foreign := w.send(round, "b", on("art_1", "Туђ."))
	wrong = n
	wrong.Comment = foreign.Comments[0]
	w.wants("a comment of another", w.s.Contest(t.Context(), wrong), dossier.CodeNotFound)
	wrong = n
	wrong.Statement = " "
	if got := fieldOf(w.s.Contest(t.Context(), wrong)); got != "statement reasons_required" {
		t.Errorf("without reasons: %q", got)
	}
	w.wants("what is not set aside", w.s.Contest(t.Context(), store.Contest{ReceiptNo: foreign.ReceiptNo, Secret: foreign.Secret, Comment: foreign.Comments[0], Statement: "Р."}),
		dossier.CodeNotSetAside)
	w.wants("settled when nobody contested", w.s.SettleContest(t.Context(), w.signerA, first, true, "Р."), dossier.CodeNotContested)
	for range 2 { // asked again, nothing happens
		err := w.s.Contest(t.Context(), n)
		if err != nil {
			t.Fatal(err)
		}
	}
	wrong = n
	wrong.Statement = "Још нешто."
	w.wants("contested twice", w.s.Contest(t.Context(), wrong), dossier.CodeContested)
	for person, want := range map[string]string{w.drafter: "", w.second: "", w.signerA: "c", w.signerB: "c"} {
		if got := w.tasksOfAside(person); got != want {
			t.Errorf("tasks of %s: %q, want %q", person, got, want)
		}
	}
	for _, person := range []string{w.drafter, w.second} {
		w.wants("settled by who had a part", w.s.SettleContest(t.Context(), person, first, true, "Р."), dossier.CodeSameOfficer)
	}
	deputy := storetest.Person(t, w.s, "Заменик", "MTEST officer")
	w.lend(w.second, deputy, dossier.Drafter)
	w.wants("settled by their delegate", w.s.SettleContest(t.Context(), deputy, first, true, "Р."), dossier.CodeSameOfficer)
	if got := fieldOf(w.s.SettleContest(t.Context(), w.signerA, first, true, "")); got != "reasons reasons_required" {
		t.Errorf("settled without reasons: %q", got)
	}
	err := w.s.SettleContest(t.Context(), w.signerA, first, true, "Оштро, али о закону.")
	if err != nil {
		t.Fatal(err)
	}
	w.wants("settled twice", w.s.SettleContest(t.Context(), w.signerB, first, false, "Р."), dossier.CodeContestSettled)
	c := w.numbered(round, 1)
	if c.Stands() || c.Body != "О роковима, грубо." || c.Verdict != "reinstated" || c.VerdictReasons != "Оштро, али о закону." {
		t.Errorf("what was reinstated: %+v", c)
	}
	w.words()
	found, _, err := w.s.FindComments(t.Context(), "", store.CommentFilter{Round: round, Query: "роковима"})
	if diff := cmp.Diff([]int{1}, numbers(found)); err != nil || diff != "" {
		t.Errorf("found by its words again: %v\n%s", err, diff)
	}
	_, err = w.proposes(w.drafter, got.Comments[0], dossier.OffTopic)
	w.wants("set aside once more", err, dossier.CodeAsideOnce)
	totals, err := w.s.CommentTotals(t.Context(), "", store.CommentFilter{Round: round})
	if err != nil || totals.Unanswered != 2 || totals.Outcomes[store.SetAside] != 1 {
		t.Errorf("totals: %+v, %v", totals, err)
	}
	_, err = w.s.Answer(t.Context(), w.drafter, store.NewAnswer{Comment: got.Comments[0], Outcome: dossier.Noted, Reasons: "Примљено."})
	if err != nil {
		t.Errorf("answered: %v", err)
	}
	n.Comment = got.Comments[1]
	err = w.s.Contest(t.Context(), n)
	if err == nil {
		err = w.s.SettleContest(t.Context(), w.signerB, other, false, "Није о закону.")
	}
	if err != nil {
		t.Fatal(err)
	}
	r, err := w.s.Receipt(t.Context(), got.ReceiptNo)
	if err != nil || r.Comments[0].Stands() || r.Comments[0].Verdict != "reinstated" || !r.Comments[1].Stands() || r.Comments[1].Verdict != "upheld" || r.Comments[1].VerdictReasons == "" {
		t.Errorf("the receipt says %+v, %v", r.Comments, err)
	}
	for secret, want := range map[string]string{"": "", got.Secret: "Није увреда."} {
		said, err := w.s.Said(t.Context(), "", got.ReceiptNo, secret)
		if err != nil || said.Comments[0].Contest != want {
			t.Errorf("the statement as it is read: %q, %v", said.Comments[0].Contest, err)
		}
	}
	if said, _ := w.checked(); said != "" {
		t.Errorf("the log: %s", said)
	}
	kinds := w.kindsOf(got.ReceiptNo)
	want := []ledger.Kind{ledger.SetAside, ledger.SetAside, ledger.Reinstated, ledger.Answered}
	if diff := cmp.Diff(want, kinds); diff != "" {
		t.Errorf("leaves (-want +got):\n%s", diff)
	}
}

// kindsOf returns the kinds of leaves about the comments of a submission.
func (w *world) kindsOf(receipt string) []ledger.Kind {
	w.t.Helper()
	rows, err := w.s.DB().QueryContext(w.t.Context(), `
		SELECT kind FROM log_leaves WHERE kind IN ('set_aside', 'reinstated', 'answered') AND convert_from(leaf, 'UTF8')::json->>'submission' =
			(SELECT id::text FROM submissions WHERE receipt_no = $1) ORDER BY n`, receipt)
	if err != nil {
		w.t.Fatal(err)
	}
	defer rows.Close()
	var kinds []ledger.Kind
	for rows.Next() {
		var kind ledger.Kind
		err := rows.Scan(&kind)
		if err != nil {
			w.t.Fatal(err)
		}
		kinds = append(kinds, kind)
	}
	return kinds
}

func TestNothingGoesOnWhileAContestIsUndecided(t *testing.T) {
	w, round := inRound(t)
	got := w.send(round, "a", on("art_1", "О роковима."))
	id := w.setsAside(got.Comments[0], dossier.OffTopic)
	err := w.s.Contest(t.Context(), store.Contest{ReceiptNo: got.ReceiptNo, Secret: got.Secret, Comment: got.Comments[0], Statement: "Јесте о закону."})
	if err != nil {
		t.Fatal(err)
	}
	w.lapse()
	w.lapse()
	w.reports()
	missing := func() string {
		t.Helper()
		checks, err := w.s.Checks(t.Context(), w.drafter, w.ref)
		if err != nil {
			t.Fatal(err)
		}
		for _, c := range checks {
			if c.Code == "every_comment_answered" {
				return c.Params["count"]
			}
		}
		return "no such gate"
	}
	if got := missing(); got != "1" {
		t.Errorf("while it is undecided %q are missing", got)
	}
	err = w.s.SettleContest(t.Context(), w.signerA, id, true, "Јесте о закону.")
	if err != nil {
		t.Fatal(err)
	}
	if got := missing(); got != "1" {
		t.Errorf("while it has no answer %q are missing", got)
	}
	_, err = w.s.Answer(t.Context(), w.drafter, store.NewAnswer{Comment: got.Comments[0], Outcome: dossier.Noted, Reasons: "Примљено."})
	if err != nil {
		t.Fatal(err)
	}
	if got := missing(); got != "0" {
		t.Errorf("at the end %q are missing", got)
	}
	if said, _ := w.checked(); said != "" {
		t.Errorf("the log: %s", said)
	}
}

// What its author erased after contesting has nothing left to answer: it stays set
// aside.
func TestWhatWasErasedIsNotReinstated(t *testing.T) {
	w, round := inRound(t)
	got := w.sends(round, "x", submission("Пре."))
	id := w.setsAside(got.Comments[0], dossier.OffTopic)
	err := w.s.Contest(t.Context(), store.Contest{ReceiptNo: got.ReceiptNo, Secret: got.Secret, Comment: got.Comments[0], Statement: "Јесте о овоме."})
	if err != nil {
		t.Fatal(err)
	}
	err = w.s.EraseOwn(t.Context(), got.ReceiptNo, got.Secret)
	if err != nil {
		t.Fatal(err)
	}
	err = w.s.SettleContest(t.Context(), w.signerA, id, true, "У праву је.")
	if dossier.CodeOf(err) != dossier.CodeErased {
		t.Errorf("reinstated: %v", err)
	}
	err = w.s.SettleContest(t.Context(), w.signerA, id, false, "Коментар је у међувремену обрисан.")
	if err != nil {
		t.Fatal(err)
	}
	if n := w.count(`SELECT count(*) FROM comments WHERE outcome = ''`); n != 0 {
		t.Errorf("%d comments wait for an answer that nobody can give", n)
	}
	if said, _ := w.checked(); said != "" {
		t.Errorf("the log: %s", said)
	}
}

// clockAt stops the dossier's own clock at an instant.
func (w *world) clockAt(at time.Time) {
	w.t.Helper()
	_, err := w.s.DB().ExecContext(w.t.Context(), `UPDATE dossiers SET clock_pace = interval '1 hour', clock_real = now(), clock_legal = $2, clock_paused = true WHERE ref = $1`, w.ref, at)
	if err != nil {
		w.t.Fatal(err)
	}
}

func TestAContestHasItsTermWhateverIsReported(t *testing.T) {
	w, round := inRound(t)
	got := w.send(round, "a", on("art_1", "О роковима."), on("art_2", "О води."), on("art_2", "О буци."))
	box := letterbox{t, w.s}
	told := w.asksToBeTold(round, "b", "ana@example.org", "О времену.")
	box.opens("ana@example.org") // the receipt
	w.setsAside(got.Comments[0], dossier.OffTopic)
	contest := func(comment string) error {
		return w.s.Contest(t.Context(), store.Contest{ReceiptNo: got.ReceiptNo, Secret: got.Secret, Comment: comment, Statement: "Јесте о закону."})
	}
	w.lapse()
	w.lapse()
	id := w.setsAside(got.Comments[1], dossier.OffTopic)
	w.setsAside(got.Comments[2], dossier.OffTopic)
	w.setsAside(told.Comments[0], dossier.OffTopic)
	w.reports()
	view, err := w.s.Receipt(t.Context(), got.ReceiptNo)
	if err != nil || !view.Comments[0].Contestable || !view.Comments[1].Contestable {
		t.Fatalf("the receipt says %+v, %v", view.Comments, err)
	}
	c := view.Comments[1]
	belgrade, err := time.LoadLocation("Europe/Belgrade")
	if err != nil {
		t.Fatal(err)
	}
	day := c.At.In(belgrade)
	if want := time.Date(day.Year(), day.Month(), day.Day()+9, 0, 0, 0, 0, belgrade); !c.Until.Equal(want) {
		t.Errorf("set aside on %v, contested until %v, want %v", day, c.Until, want)
	}
	mails := box.opens("ana@example.org")
	if len(mails) != 1 || mails[0].Kind != store.MailSetAside || !mails[0].Until.Equal(*c.Until) {
		t.Errorf("the letters say %+v, want until %v", mails, c.Until)
	}
	r := w.reportOf(round)
	if r.Comments[1].ContestUntil == nil || !r.Comments[1].ContestUntil.Equal(*c.Until) || r.Comments[1].Contested {
		t.Errorf("the report says %+v", r.Comments)
	}
	w.clockAt(*view.Comments[0].Until)
	w.wants("contested when its term is over", contest(got.Comments[0]), dossier.CodeContestTooLate)
	view, err = w.s.Receipt(t.Context(), got.ReceiptNo)
	if err != nil || view.Comments[0].Contestable || !view.Comments[1].Contestable {
		t.Errorf("when one term is over, the receipt says %+v, %v", view.Comments, err)
	}
	w.clockAt(*c.Until)
	w.wants("contested when the term is over", contest(got.Comments[2]), dossier.CodeContestTooLate)
	w.clockAt(c.Until.Add(-time.Millisecond))
	err = contest(got.Comments[1])
	if err == nil {
		err = w.s.SettleContest(t.Context(), w.signerA, id, true, "Јесте о закону.")
	}
	if err == nil {
		_, err = w.s.Answer(t.Context(), w.drafter, store.NewAnswer{Comment: got.Comments[1], Outcome: dossier.Noted, Reasons: "Примљено."})
	}
	if err != nil {
		t.Fatal(err)
	}
	again := w.reportOf(round)
	if diff := cmp.Diff(r, again); diff != "" {
		t.Errorf("the report changed:\n%s", diff)
	}
	if said, _ := w.checked(); said != "" {
		t.Errorf("the log: %s", said)
	}
	found, err := audit.Run(t.Context(), w.s.PublishedLog(true), audit.Options{Keys: []string{w.log().Key}})
	if err != nil || len(found.Faults) > 0 {
		t.Errorf("an audit finds %v, %v", found.Faults, err)
	}
}
