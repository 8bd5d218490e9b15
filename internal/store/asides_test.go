package store_test

import (
	"encoding/json"
	"errors"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/rasprava/rasprava/internal/dossier"
	"github.com/rasprava/rasprava/internal/store"
	"github.com/rasprava/rasprava/internal/store/storetest"
)

// proposes has a person propose to set a comment aside.
func (w *world) proposes(person, comment string, ground dossier.AsideGround) (string, error) {
	w.t.Helper()
	return w.s.ProposeAside(w.t.Context(), person, dossier.Setting{Comment: comment, Ground: ground, Reasons: "Није о овом закону."})
}

// setsAside has the two drafters set a comment aside.
func (w *world) setsAside(comment string, ground dossier.AsideGround) string {
	w.t.Helper()
	id, err := w.proposes(w.drafter, comment, ground)
	if err == nil {
		err = w.s.ConfirmAside(w.t.Context(), w.second, id)
	}
	if err != nil {
		w.t.Fatalf("set aside: %v", err)
	}
	return id
}

func (w *world) wants(what string, err error, code dossier.Code) {
	w.t.Helper()
	if dossier.CodeOf(err) != code {
		w.t.Errorf("%s: got %v, want %s", what, err, code)
	}
}

// fieldOf returns what is wrong with the first field that a refusal names.
func fieldOf(err error) string {
	var p *dossier.Problem
	if errors.As(err, &p) && len(p.Fields) > 0 {
		return p.Fields[0].Name + " " + string(p.Fields[0].Code)
	}
	return ""
}

func TestTwoOfficersSetACommentAside(t *testing.T) {
	w, round := inRound(t)
	file := w.attach("a.pdf")
	sent := submission("Увреда о роковима.", "О таксама.")
	sent.Comments[0].Attachments = []string{file.ID}
	got := w.sends(round, "a", sent)
	one, two := got.Comments[0], got.Comments[1]
	_, err := w.proposes(w.stranger, one, dossier.Insulting)
	w.wants("a stranger proposes", err, dossier.CodeNotYourBody)
	_, err = w.proposes(w.signerA, one, dossier.Insulting)
	w.wants("a signer proposes", err, dossier.CodeWrongRole)
	id, err := w.proposes(w.drafter, one, dossier.Insulting)
	if err != nil {
		t.Fatal(err)
	}
	_, err = w.proposes(w.second, one, dossier.OffTopic)
	w.wants("a second proposal", err, dossier.CodeAsideOpen)
	if c := w.numbered(round, 1); c.Stands() || c.Body == "" {
		t.Errorf("a proposal shows in public: %+v", c)
	}
	w.wants("who proposed confirms", w.s.ConfirmAside(t.Context(), w.drafter, id), dossier.CodeSameOfficer)
	w.wants("a stranger confirms", w.s.ConfirmAside(t.Context(), w.stranger, id), dossier.CodeNotYourBody)
	w.wants("another takes it back", w.s.UndoAside(t.Context(), w.second, id), dossier.CodeNotProposer)
	w.wants("nothing is confirmed", w.s.ConfirmAside(t.Context(), w.second, "x"), dossier.CodeNotFound)
	err = w.s.ConfirmAside(t.Context(), w.second, id)
	if err != nil {
		t.Fatal(err)
	}
	w.wants("again", w.s.ConfirmAside(t.Context(), w.signerA, id), dossier.CodeAsideDecided)
	w.wants("taken back when it is confirmed", w.s.UndoAside(t.Context(), w.drafter, id), dossier.CodeAsideDecided)

	for _, viewer := range []string{"", w.drafter} {
		c, err := w.s.Comment(t.Context(), viewer, one)
		if err != nil || !c.Stands() || c.Ground != dossier.Insulting || c.AsideView.Reasons != "Није о овом закону." || c.AsideView.At == nil || c.Body != "" || c.Attachments != nil {
			t.Errorf("%q reads %+v, %v", viewer, c, err)
		}
		_, _, err = w.s.AttachmentFile(t.Context(), viewer, file.ID, nobodys)
		w.wants("its file", err, dossier.CodeNotFound)
		totals, err := w.s.CommentTotals(t.Context(), viewer, store.CommentFilter{Round: round})
		want := store.CommentTotals{Received: 2, Unanswered: 1, Outcomes: map[dossier.AnswerOutcome]int{store.SetAside: 1}}
		if diff := cmp.Diff(want, totals); err != nil || diff != "" {
			t.Errorf("totals (-want +got): %v\n%s", err, diff)
		}
		listed, _, err := w.s.FindComments(t.Context(), viewer, store.CommentFilter{Round: round, Outcome: store.SetAside})
		if diff := cmp.Diff([]int{1}, numbers(listed)); err != nil || diff != "" {
			t.Errorf("listed by the outcome: %v\n%s", err, diff)
		}
	}
	w.words()
	found, _, err := w.s.FindComments(t.Context(), "", store.CommentFilter{Round: round, Query: "роковима"})
	if err != nil || len(found) != 0 {
		t.Errorf("found %d by words that are hidden, %v", len(found), err)
	}
	r, err := w.s.Receipt(t.Context(), got.ReceiptNo)
	if err != nil || !r.Comments[0].Stands() || r.Comments[0].Ground != dossier.Insulting || r.Comments[1].Stands() {
		t.Errorf("the receipt says %+v, %v", r.Comments, err)
	}
	for secret, want := range map[string]string{"": "", got.Secret: "Увреда о роковима."} {
		said, err := w.s.Said(t.Context(), "", got.ReceiptNo, secret)
		if err != nil || said.Comments[0].Body != want || !said.Comments[0].Hidden {
			t.Errorf("behind the receipt: %+v, %v", said.Comments, err)
		}
	}
	_, err = w.s.Answer(t.Context(), w.drafter, store.NewAnswer{Comment: one, Outcome: dossier.Noted, Reasons: "Примљено."})
	w.wants("it is answered", err, dossier.CodeSetAside)
	_, err = w.proposes(w.drafter, one, dossier.OffTopic)
	w.wants("set aside again", err, dossier.CodeSetAside)

	// Its author goes on with the rest of the submission, and it stays what it is.
	_, err = w.s.Withdraw(t.Context(), store.Withdrawal{ReceiptNo: got.ReceiptNo, Secret: got.Secret, Key: "1", Comment: one})
	w.wants("it is withdrawn", err, dossier.CodeSetAside)
	_, err = w.s.Correct(t.Context(), store.Correction{ReceiptNo: got.ReceiptNo, Secret: got.Secret, Key: "2", Comments: []store.CorrectedComment{{}, {Body: "О таксама, краће."}}})
	if err != nil {
		t.Fatal(err)
	}
	_, err = w.s.Withdraw(t.Context(), store.Withdrawal{ReceiptNo: got.ReceiptNo, Secret: got.Secret, Key: "3"})
	if err != nil {
		t.Fatal(err)
	}
	if a, b := w.numbered(round, 1), w.numbered(round, 2); !a.Stands() || a.Withdrawn || !b.Withdrawn {
		t.Errorf("after the rest was withdrawn: %+v %+v", a, b)
	}
	_, err = w.s.Withdraw(t.Context(), store.Withdrawal{ReceiptNo: got.ReceiptNo, Secret: got.Secret, Key: "4"})
	w.wants("all of it, when nothing is left", err, dossier.CodeSetAside)
	_, err = w.proposes(w.drafter, two, dossier.OffTopic)
	w.wants("what was withdrawn", err, dossier.CodeWithdrawn)
	if said, _ := w.checked(); said != "" {
		t.Errorf("the log: %s", said)
	}
}

func TestAProposalIsTakenBackOrDeclined(t *testing.T) {
	w, round := inRound(t)
	got := w.send(round, "a", on("art_1", "О времену."), on("art_2", "О води."))
	id, err := w.proposes(w.drafter, got.Comments[0], dossier.OffTopic)
	if err != nil {
		t.Fatal(err)
	}
	if list, _, err := w.s.Asides(t.Context(), w.second, w.ref, store.AsideProposed, store.Page{}); err != nil || len(list) != 1 || list[0].ID != id || list[0].MayDecide != nil ||
		dossier.CodeOf(list[0].MayUndo) != dossier.CodeNotProposer || list[0].Body != "О времену." || list[0].ProposedBy != "Цртач Први" {
		t.Errorf("the second officer reads %+v, %v", list, err)
	}
	if list, _, err := w.s.Asides(t.Context(), w.drafter, w.ref, store.AsideProposed, store.Page{}); err != nil || dossier.CodeOf(list[0].MayDecide) != dossier.CodeSameOfficer || list[0].MayUndo != nil {
		t.Errorf("who proposed reads %+v, %v", list, err)
	}
	_, _, err = w.s.Asides(t.Context(), w.stranger, w.ref, store.AsideProposed, store.Page{})
	w.wants("a stranger reads the list", err, dossier.CodeNotYourBody)
	err = w.s.UndoAside(t.Context(), w.drafter, id)
	if err != nil {
		t.Fatal(err)
	}
	w.wants("what was taken back is confirmed", w.s.ConfirmAside(t.Context(), w.second, id), dossier.CodeAsideDecided)
	id, err = w.proposes(w.drafter, got.Comments[0], dossier.OffTopic)
	if err != nil {
		t.Fatal(err)
	}
	if got := fieldOf(w.s.DeclineAside(t.Context(), w.signerA, id, " ")); got != "reasons reasons_required" {
		t.Errorf("declined without reasons: %q", got)
	}
	w.wants("who proposed declines", w.s.DeclineAside(t.Context(), w.drafter, id, "Не."), dossier.CodeSameOfficer)
	err = w.s.DeclineAside(t.Context(), w.signerA, id, "Јесте о закону.")
	if err != nil {
		t.Fatal(err)
	}
	if c := w.numbered(round, 1); c.Ground != "" || c.Body == "" {
		t.Errorf("the comment: %+v", c)
	}
	done, _, err := w.s.Asides(t.Context(), w.signerA, w.ref, store.AsideDone, store.Page{})
	if err != nil || len(done) != 2 || done[0].Decision != "undone" || done[1].DecisionReasons != "Јесте о закону." || done[1].DecidedBy != "Потписник Први" {
		t.Errorf("what was decided: %+v, %v", done, err)
	}
	// An answer goes before a proposal.
	id, err = w.proposes(w.second, got.Comments[1], dossier.OffTopic)
	if err == nil {
		_, err = w.s.Answer(t.Context(), w.drafter, store.NewAnswer{Comment: got.Comments[1], Outcome: dossier.Noted, Reasons: "Примљено."})
	}
	if err != nil {
		t.Fatal(err)
	}
	w.wants("confirmed after an answer", w.s.ConfirmAside(t.Context(), w.drafter, id), dossier.CodeAsideAnswered)
	if n := w.tasksOfAside(w.drafter); n != "" {
		t.Errorf("what was answered waits still: %s", n)
	}
	if said, _ := w.checked(); said != "" {
		t.Errorf("the log: %s", said)
	}
}

// tasksOfAside returns what about setting aside waits for a person.
func (w *world) tasksOfAside(person string) string {
	w.t.Helper()
	all, err := w.s.Pending(w.t.Context(), person)
	if err != nil {
		w.t.Fatal(err)
	}
	n, err := w.s.CountTasks(w.t.Context(), person)
	if err != nil || n != len(all) {
		w.t.Errorf("counted %d tasks (%v), listed %d", n, err, len(all))
	}
	for _, p := range all {
		if p.Asides+p.Contests > 0 {
			return strings.Repeat("p", p.Asides) + strings.Repeat("c", p.Contests)
		}
	}
	return ""
}

func TestWhoLendsAndWhoActsForThemSetNothingAsideTogether(t *testing.T) {
	w, round := inRound(t)
	sent := w.send(round, "a", on("art_1", "О времену."))
	comment := sent.Comments[0]
	deputy := storetest.Person(t, w.s, "Заменик", "MTEST officer")
	w.lend(w.drafter, deputy, dossier.Drafter)
	id, err := w.proposes(w.drafter, comment, dossier.OffTopic)
	if err != nil {
		t.Fatal(err)
	}
	w.wants("a delegate of who proposed", w.s.ConfirmAside(t.Context(), deputy, id), dossier.CodeSameOfficer)
	w.wants("declined by one", w.s.DeclineAside(t.Context(), deputy, id, "Не."), dossier.CodeSameOfficer)
	const decided = `UPDATE set_asides SET decision = $2, decision_reasons = 'Р.', decided_by = $3, decided_for = (SELECT id FROM delegations WHERE delegate = $3 AND $4), decided_at = now(), decided_legal = now() WHERE id = $1`
	for _, decision := range []string{"confirmed", "declined"} {
		if _, err := w.s.DB().ExecContext(t.Context(), decided, id, decision, deputy, true); err == nil {
			t.Errorf("the base lets a delegate of who proposed have it %s", decision)
		}
	}
	for person, want := range map[string]string{w.drafter: "", deputy: "", w.second: "p", w.signerA: "p", w.stranger: ""} {
		if got := w.tasksOfAside(person); got != want {
			t.Errorf("tasks of %s: %q, want %q", person, got, want)
		}
	}
	err = w.s.UndoAside(t.Context(), w.drafter, id)
	if err != nil {
		t.Fatal(err)
	}
	id, err = w.proposes(deputy, comment, dossier.OffTopic)
	if err != nil {
		t.Fatal(err)
	}
	w.wants("who lent to who proposed", w.s.ConfirmAside(t.Context(), w.drafter, id), dossier.CodeSameOfficer)
	w.lend(w.signerA, deputy, dossier.Signer)
	w.wants("who proposed, in a signer's place", w.s.ConfirmAside(t.Context(), deputy, id), dossier.CodeSameOfficer)
	other := storetest.Person(t, w.s, "Други Заменик", "MTEST officer")
	w.lend(w.second, other, dossier.Drafter)
	err = w.s.ConfirmAside(t.Context(), other, id)
	if err != nil {
		t.Errorf("a delegate of another officer: %v", err)
	}
	err = w.s.Contest(t.Context(), store.Contest{ReceiptNo: sent.ReceiptNo, Secret: sent.Secret, Comment: comment, Statement: "Јесте."})
	if err != nil {
		t.Fatal(err)
	}
	const settled = `UPDATE set_asides SET verdict = 'upheld', verdict_reasons = 'Р.', settled_by = $2, settled_at = now(), settled_legal = now() WHERE id = $1`
	for name, person := range map[string]string{"who lent to who proposed": w.drafter, "who lent to who confirmed": w.second} {
		if _, err := w.s.DB().ExecContext(t.Context(), settled, id, person); err == nil {
			t.Errorf("the base lets %s settle it", name)
		}
	}
	list, err := w.s.AsidesOf(t.Context(), w.signerB, w.ref, comment)
	if err != nil || len(list) != 2 || list[1].ProposedFor != "Цртач Први" || list[1].DecidedFor != "Цртач Други" {
		t.Errorf("in whose place: %+v, %v", list, err)
	}
}

func TestTheSameTextIsOfTheSameAuthor(t *testing.T) {
	w, round := inRound(t)
	named := func(name, body string) dossier.Submission {
		s := submission(body)
		s.Author = dossier.Author{Kind: dossier.Citizen, Name: name, Email: "ana@primer.example"}
		return s
	}
	account := storetest.Person(t, w.s, "Ана Прва")
	sends := func(key, person string, s dossier.Submission) store.Accepted {
		t.Helper()
		got, err := w.s.NewIntake(t.Context(), 1).Submit(t.Context(), store.Delivery{Round: round, Key: key, Person: person, Submission: s})
		if err != nil {
			t.Fatal(err)
		}
		return got
	}
	sends("1", account, named("Ана Прва", "Рок је предуг."))
	other := sends("2", "", named("Вид Други", "Рок је предуг."))
	again := sends("3", account, named("Ана Прва", "rok je PREDUG"))
	more := sends("4", account, named("Ана Прва", "Рок је предуг и нејасан."))
	namesake := sends("5", "", named("Ана Прва", "Рок је предуг."))
	propose := func(comment string, as int) error {
		_, err := w.s.ProposeAside(t.Context(), w.drafter, dossier.Setting{Comment: comment, Ground: dossier.SameText, SameAs: as, Reasons: "Исти текст истог аутора."})
		return err
	}
	for name, tt := range map[string]struct {
		comment string
		as      int
		want    string
	}{
		"another author": {other.Comments[0], 1, "same_as not_same_author"},
		"who only has the same name and claims the same address": {namesake.Comments[0], 1, "same_as not_same_author"},

		"another text":         {more.Comments[0], 1, "same_as not_same_text"},
		"a later comment":      {again.Comments[0], 4, "same_as not_same_text"},
		"a comment of nowhere": {again.Comments[0], 99, "same_as not_same_text"},
		"itself":               {again.Comments[0], 3, "same_as not_same_text"},
	} {
		if got := fieldOf(propose(tt.comment, tt.as)); got != tt.want {
			t.Errorf("%s: got %q, want %q", name, got, tt.want)
		}
	}
	err := propose(again.Comments[0], 1)
	if err != nil {
		t.Errorf("in the other script: %v", err)
	}
}

// TestAnAddressThatWasConfirmedTwiceIsOfOneAuthor, under whatever name they write; one
// that was confirmed once, and claimed once, is not.
func TestAnAddressThatWasConfirmedTwiceIsOfOneAuthor(t *testing.T) {
	w, round, box := demanding(t)
	said := []string{"Рок је предуг."}
	confirmed := func(key, email string) store.Accepted {
		t.Helper()
		a := w.mails(round, key, email, said...)
		_, err := w.s.Confirm(t.Context(), box.opens(email)[0].Token)
		if err != nil {
			t.Fatal(err)
		}
		return a
	}
	confirmed("1", "ana@primer.example")
	confirmed("2", "Ana@Primer.example")
	confirmed("3", "vid@primer.example")
	w.mails(round, "4", "vid@primer.example", said...)
	numbered := func(no int) string { return w.numbered(round, no).ID }
	propose := func(comment string, as int) error {
		_, err := w.s.ProposeAside(t.Context(), w.drafter, dossier.Setting{Comment: comment, Ground: dossier.SameText, SameAs: as, Reasons: "Исти текст истог аутора."})
		return err
	}
	if got := fieldOf(propose(numbered(3), 1)); got != "same_as not_same_author" {
		t.Errorf("of another address: got %q", got)
	}
	if err := propose(numbered(2), 1); err != nil {
		t.Errorf("of the same address, confirmed both times: %v", err)
	}
}

func TestNothingIsSetAsideOnceTheReportIsOut(t *testing.T) {
	w, round := inRound(t)
	got := w.send(round, "a", on("art_1", "О времену."), on("art_2", "О води."), on("art_2", "О роковима."))
	w.setsAside(got.Comments[0], dossier.OffTopic)
	late, err := w.proposes(w.drafter, got.Comments[1], dossier.OffTopic)
	if err != nil {
		t.Fatal(err)
	}
	_, err = w.s.Answer(t.Context(), w.drafter, store.NewAnswer{Comment: got.Comments[2], Outcome: dossier.Noted, Reasons: "Примљено."})
	if err != nil {
		t.Fatal(err)
	}
	w.lapse()
	w.lapse()
	w.reports()
	w.wants("confirmed after the report", w.s.ConfirmAside(t.Context(), w.second, late), dossier.CodeAsideReported)
	_, err = w.proposes(w.drafter, got.Comments[1], dossier.OffTopic)
	w.wants("proposed after the report", err, dossier.CodeAsideReported)
	r := w.reportOf(round)
	if r.Received != 3 || r.Answered != 1 || r.SetAside != 1 || len(r.Unanswered) != 1 || r.Comments[0].Outcome != "set_aside" || r.Comments[0].Ground != "off_topic" ||
		r.Comments[0].Reasons != "Није о овом закону." {
		t.Errorf("the report says %+v", r)
	}
	if said, _ := w.checked(); strings.Count(said, "\n") != 0 || !strings.Contains(said, "comment 2 has no record") {
		t.Errorf("the log: %s", said)
	}
}

func TestTheRecordKeepsWhatWasDecided(t *testing.T) {
	w, round := inRound(t)
	got := w.send(round, "a", on("art_1", "О роковима."), on("art_2", "О води."))
	w.setsAside(got.Comments[0], dossier.OffTopic)
	for name, query := range map[string]string{
		"other reasons":   `UPDATE set_asides SET reasons = 'Друго.'`,
		"another officer": `UPDATE set_asides SET decided_by = '` + w.signerA + `'`,
		"undecided":       `UPDATE set_asides SET decision = NULL, decided_by = NULL, decided_at = NULL, decided_legal = NULL`,
		"gone":            `DELETE FROM set_asides`,
		"confirmed by oneself": `INSERT INTO set_asides (id, comment, ground, reasons, proposed_by, proposed_at, proposed_legal, decision, decided_by, decided_at, decided_legal)
			SELECT gen_random_uuid(), '` + got.Comments[1] + `', 'off_topic', 'Р.', proposed_by, now(), now(), 'confirmed', proposed_by, now(), now() FROM set_asides`,
		"settled by the second":   `UPDATE set_asides SET statement = 'С.', contested_at = now(), contested_legal = now(), verdict = 'upheld', verdict_reasons = 'Р.', settled_by = decided_by, settled_at = now(), settled_legal = now()`,
		"settled without contest": `UPDATE set_asides SET verdict = 'upheld', verdict_reasons = 'Р.', settled_by = '` + w.signerA + `', settled_at = now(), settled_legal = now()`,
	} {
		_, err := w.s.DB().ExecContext(t.Context(), query)
		if err == nil {
			t.Errorf("%s: the record let it", name)
		}
	}
	w.tampers("set_asides", `UPDATE set_asides SET reasons = 'Друго.'`)
	if said, _ := w.checked(); !strings.Contains(said, "the ground or the reasons on which comment 1") {
		t.Errorf("the log: %s", said)
	}
}

// reportOf returns the report on a round.
func (w *world) reportOf(round string) store.Report {
	w.t.Helper()
	published, err := w.s.ReportOf(w.t.Context(), "", round)
	var r store.Report
	if err == nil {
		err = json.NewDecoder(published.Open(w.t.Context())).Decode(&r)
	}
	if err != nil {
		w.t.Fatal(err)
	}
	return r
}

// What is decided on is what was read: a proposal holds for the comment as it was when
// it was proposed, and an answer for the comment as its officer saw it.
func TestADecisionIsOnTheCommentAsItWasRead(t *testing.T) {
	w, round := inRound(t)
	got := w.sends(round, "x", submission("Исто.", "Исто."))
	proposes := func(revision int) (string, error) {
		return w.s.ProposeAside(t.Context(), w.drafter, dossier.Setting{Comment: got.Comments[1], Revision: revision, Ground: dossier.SameText, SameAs: 1, Reasons: "Исти текст истог аутора."})
	}
	corrects := func(key, first, second string) {
		t.Helper()
		_, err := w.s.Correct(t.Context(), store.Correction{ReceiptNo: got.ReceiptNo, Secret: got.Secret, Key: key, Comments: []store.CorrectedComment{{Body: first}, {Body: second}}})
		if err != nil {
			t.Fatal(err)
		}
	}
	id, err := proposes(1)
	if err != nil {
		t.Fatal(err)
	}
	corrects("a", "Исто.", "Сасвим друга примедба о роковима.")
	if err = w.s.ConfirmAside(t.Context(), w.second, id); dossier.CodeOf(err) != dossier.CodeCommentCorrected {
		t.Errorf("confirmed, and it reads otherwise now: %v", err)
	}
	if err = w.s.UndoAside(t.Context(), w.drafter, id); err != nil {
		t.Fatal(err)
	}
	corrects("b", "Исто.", "Исто!")
	if _, err = proposes(2); dossier.CodeOf(err) != dossier.CodeCommentCorrected {
		t.Errorf("proposed for what it read before: %v", err)
	}
	c := w.numbered(round, 2)
	if id, err = proposes(c.Revision); err != nil || c.Revision != 3 {
		t.Fatalf("revision %d: %v", c.Revision, err)
	}
	corrects("c", "Нешто друго.", "Исто!")
	if err = w.s.ConfirmAside(t.Context(), w.second, id); err == nil {
		t.Error("confirmed as the same text, and the earlier comment says another thing now")
	}
	answers := func(revision int) error {
		_, err := w.s.Answer(t.Context(), w.drafter, store.NewAnswer{Comment: got.Comments[0], Revision: revision, Outcome: dossier.Noted, Reasons: "Примљено."})
		return err
	}
	if err = answers(1); dossier.CodeOf(err) != dossier.CodeCommentCorrected {
		t.Errorf("an answer to what it said before: %v", err)
	}
	if err = answers(w.numbered(round, 1).Revision); err != nil {
		t.Error(err)
	}
}
