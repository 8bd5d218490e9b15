package store_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/rasprava/rasprava/internal/dossier"
	"github.com/rasprava/rasprava/internal/store"
	"github.com/rasprava/rasprava/internal/store/storetest"
)

// asksToBeTold sends something whose author asks to be told what becomes of it.
func (w *world) asksToBeTold(round, key, email string, bodies ...string) store.Accepted {
	w.t.Helper()
	s := under("Ана Права", bodies...)
	s.Author.Email, s.Author.Told, s.Lang = email, true, "sr-Latn"
	return w.sends(round, key, s)
}

// reads opens the mail for an address and returns of what kinds it is, but for
// receipts.
func (l letterbox) reads(address string) []string {
	l.t.Helper()
	for {
		more, err := l.s.Tell(l.t.Context())
		if err != nil {
			l.t.Fatal(err)
		}
		if !more {
			break
		}
	}
	var kinds []string
	for _, m := range l.opens(address) {
		if m.Kind != store.MailReceipt {
			kinds = append(kinds, fmt.Sprintf("%s %d %s %s %s", m.Kind, m.Number, m.Ground, m.Decided, m.Lang))
		}
		if (m.Stop == "") != (m.Kind == store.MailErased || m.Kind == store.MailClaimSettled) || (m.Secret == "") != (m.Kind != store.MailReceipt) {
			l.t.Errorf("%s: stop %q, secret %q", m.Kind, m.Stop, m.Secret)
		}
	}
	slices.Sort(kinds)
	return kinds
}

func (l letterbox) wants(when, address string, want ...string) {
	l.t.Helper()
	if diff := cmp.Diff(want, l.reads(address)); diff != "" {
		l.t.Errorf("%s (-want +got):\n%s", when, diff)
	}
}

func TestWhoAsksToBeToldLeavesAnAddress(t *testing.T) {
	w, round := inRound(t)
	s := submission("Рок је предуг.")
	s.Author.Told = true
	_, err := w.s.NewIntake(t.Context(), 1).Submit(t.Context(), store.Delivery{Round: round, Key: "a", Submission: s})
	if got := fieldOf(err); got != "author.email told_nowhere" {
		t.Errorf("got %q, %v", got, err)
	}
}

func TestAnAuthorWhoAskedIsToldWhatOfficersDo(t *testing.T) {
	w, round := inRound(t)
	box := letterbox{t, w.s}
	told := w.asksToBeTold(round, "a", "ana@example.org", "О времену.", "О води. Звати 011 123 456.", "О роковима.")
	silent := under("Ана Права", "О времену опет.")
	silent.Author.Email = "petar@example.org"
	other := w.sends(round, "b", silent)
	box.wants("before anything is done", "ana@example.org")

	aside := w.setsAside(told.Comments[0], dossier.OffTopic)
	w.setsAside(other.Comments[0], dossier.OffTopic)
	box.wants("set aside", "ana@example.org", "set_aside 1 off_topic  sr-Latn")
	err := w.s.Contest(t.Context(), store.Contest{ReceiptNo: told.ReceiptNo, Secret: told.Secret, Comment: told.Comments[0], Statement: "Јесте."})
	if err == nil {
		err = w.s.SettleContest(t.Context(), w.signerA, aside, false, "Није.")
	}
	if err != nil {
		t.Fatal(err)
	}
	box.wants("contest settled", "ana@example.org", "contest_settled 1 off_topic upheld sr-Latn")

	w.covers(store.NewRedaction{Comment: told.Comments[1], Ground: dossier.RedactionGrounds[0], Body: []string{"011 123 456"}})
	box.wants("covered", "ana@example.org", "redacted 2 personal_data  sr-Latn")

	err = w.s.Disown(t.Context(), "", dossier.Claim{Comment: told.Comments[2], Name: "Ана Права", Contact: " prava@example.org ", Statement: "Нисам.", Lang: "en"})
	if err != nil {
		t.Fatal(err)
	}
	cases, _, err := w.s.AuthorshipCases(t.Context(), w.drafter, w.ref, false, store.Page{})
	if err == nil {
		err = w.s.VerifyClaimant(t.Context(), w.drafter, cases[0].ID, dossier.ByDocument, "Показала је личну карту.")
	}
	if err == nil {
		err = w.s.SettleAuthorship(t.Context(), w.signerA, cases[0].ID, true, "")
	}
	if err != nil {
		t.Fatal(err)
	}
	// Both are in one pass of the box, so the claimant's is looked for before the author's is opened.
	if n := storetest.Count(t, w.s, `SELECT count(*) FROM mails WHERE kind = 'claim_settled' AND address = 'prava@example.org' AND lang = 'en'`); n != 1 {
		t.Errorf("%d mails to the claimant", n)
	}
	box.wants("name taken down", "ana@example.org", "name_taken_down 3  taken_down sr-Latn")

	err = w.s.AskErasure(t.Context(), w.drafter, told.Comments[0], "Личном картом утврђено да је подносилац.")
	if err != nil {
		t.Fatal(err)
	}
	all, err := w.s.Erasures(t.Context(), w.second, w.ref, "")
	if err == nil {
		err = w.s.DecideErasure(t.Context(), w.second, all[0].ID, true)
	}
	if err != nil {
		t.Fatal(err)
	}
	box.wants("erased", "ana@example.org", "erased 0   sr-Latn")
	w.nowhere("ana@example.org")
	if n := storetest.Count(t, w.s, `SELECT count(*) FROM mails m JOIN submissions s ON s.id = m.submission WHERE s.receipt_no = $1 AND m.address_hash <> decode(repeat('00', 32), 'hex')`, told.ReceiptNo); n != 0 {
		t.Errorf("of %d mails to who is erased a hash of the address is kept", n)
	}
	box.wants("who did not ask", "petar@example.org")
}

func TestAuthorsAreToldOfTheReportAndOfTheEnd(t *testing.T) {
	w, round := inRound(t)
	box := letterbox{t, w.s}
	w.asksToBeTold(round, "a", "ana@example.org", "О роковима.")
	w.asksToBeTold(round, "b", "Ana@example.org", "О такси.")
	gone := w.asksToBeTold(round, "c", "goran@example.org", "Ипак не.")
	w.mails(round, "d", "petar@example.org", "О времену.")
	_, err := w.s.Withdraw(t.Context(), store.Withdrawal{ReceiptNo: gone.ReceiptNo, Secret: gone.Secret, Key: "w"})
	if err != nil {
		t.Fatal(err)
	}
	w.lapse()
	w.lapse()
	w.reports()
	box.reads("nobody@example.org") // everything goes out
	for kind, want := range map[string]int{"answered": 2, "ended": 0} {
		if n := storetest.Count(t, w.s, `SELECT count(*) FROM mails WHERE kind = $1`, kind); n != want {
			t.Errorf("after the report: %d mails of %s, want %d", n, kind, want)
		}
	}
	w.finish(dossier.Rejected)
	box.wants("the end, once though they wrote twice", "ana@example.org", "ended 0  rejected sr-Latn")
	if n := storetest.Count(t, w.s, `SELECT count(*) FROM mails WHERE kind = 'ended'`); n != 2 {
		t.Errorf("%d mails of the end, want 2", n)
	}
	if n := storetest.Count(t, w.s, `SELECT count(*) FROM tellings WHERE done_at IS NULL`); n != 0 {
		t.Errorf("%d tellings are not done", n)
	}
}

func TestManyAreToldInPortionsByManySenders(t *testing.T) {
	w, round := inRound(t)
	w.asksToBeTold(round, "a", "ana@example.org", "О роковима.")
	const authors = 1200
	storetest.Exec(t, w.s, `INSERT INTO submissions (id, round, idem_key, request_hash, author_kind, author_email, lang, received_at, receipt_no, secret_hash, log)
		SELECT gen_random_uuid(), s.round, 'many' || n, s.request_hash, 'anonymous', n || '@example.org', 'en', s.received_at, s.receipt_no || n, s.secret_hash, s.log
		FROM submissions s, generate_series(1, $1::integer) n`, authors)
	storetest.Exec(t, w.s, `INSERT INTO told_authors (submission, round) SELECT id, round FROM submissions ON CONFLICT DO NOTHING`)
	w.lapse()
	w.finish(dossier.Withdrawn)
	errs := make(chan error, 3)
	for range 3 {
		go func() {
			for {
				more, err := w.s.Tell(t.Context())
				if err != nil || !more {
					errs <- err
					return
				}
			}
		}()
	}
	for range 3 {
		if err := <-errs; err != nil {
			t.Error(err)
		}
	}
	for {
		more, err := w.s.Tell(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		if !more {
			break
		}
	}
	if n := storetest.Count(t, w.s, `SELECT count(DISTINCT address) FROM mails WHERE kind = 'ended'`); n != authors+1 {
		t.Errorf("%d authors are told, want %d", n, authors+1)
	}
}

func TestWhoStopsIsToldNoMore(t *testing.T) {
	w, round := inRound(t)
	box := letterbox{t, w.s}
	a := w.asksToBeTold(round, "a", "ana@example.org", "О времену.")
	w.asksToBeTold(round, "b", "ana@example.org", "О роковима.")
	w.asksToBeTold(round, "c", "petar@example.org", "О такси.")
	token := box.opens("ana@example.org")[0].Stop
	w.setsAside(a.Comments[0], dossier.OffTopic) // it waits to be told
	before, err := w.s.TellingBy(t.Context(), token)
	if err != nil || !before.On || before.Title == "" {
		t.Errorf("before: %+v, %v", before, err)
	}
	for range 2 {
		err := w.s.StopTelling(t.Context(), token)
		if err != nil {
			t.Fatal(err)
		}
	}
	after, err := w.s.TellingBy(t.Context(), token)
	if err != nil || after.On {
		t.Errorf("after: %+v, %v", after, err)
	}
	w.lapse()
	w.finish(dossier.Withdrawn)
	box.wants("who stopped", "ana@example.org")
	if n := storetest.Count(t, w.s, `SELECT count(*) FROM told_authors`); n != 1 {
		t.Errorf("%d authors are told, want 1", n)
	}
	for _, wrong := range []string{"", "x", token[:len(token)-1], token + "A", strings.Repeat("A", len(token)), "A" + token[1:]} {
		if wrong == token {
			continue
		}
		w.wants("a token that is none", w.s.StopTelling(t.Context(), wrong), dossier.CodeStopUnknown)
		_, err = w.s.TellingBy(t.Context(), wrong)
		w.wants("a token that is none", err, dossier.CodeStopUnknown)
	}
}

func TestNobodyIsToldAtAnAddressThatIsNotConfirmedOrForgotten(t *testing.T) {
	w, round, box := demanding(t)
	s := submission("О роковима.")
	s.Author.Email, s.Author.Told = "ana@example.org", true
	held := w.sends(round, "a", s)
	s.Author.Email = "petar@example.org"
	w.sends(round, "b", s)
	token := ""
	for _, m := range box.opens("ana@example.org") {
		token = m.Token
	}
	no, err := w.s.Confirm(t.Context(), token)
	if err != nil || no != held.ReceiptNo {
		t.Fatal(err)
	}
	w.lapse()
	w.finish(dossier.Withdrawn)
	if n := storetest.Count(t, w.s, `SELECT count(*) FROM tellings`); n != 1 {
		t.Fatalf("%d tellings", n)
	}
	box.reads("nobody@example.org")
	if n := storetest.Count(t, w.s, `SELECT count(*) FROM mails WHERE kind = 'ended'`); n != 1 {
		t.Errorf("%d are told, want the one who confirmed", n)
	}

	w, round = inRound(t)
	w.asksToBeTold(round, "a", "ana@example.org", "О роковима.")
	for w.stage.ID != "report" {
		w.lapse()
	}
	w.reports()
	_, err = w.s.Forget(t.Context(), time.Now().AddDate(0, 0, 366), store.Retention{Emails: 365 * 24 * time.Hour})
	if err != nil {
		t.Fatal(err)
	}
	w.finish(dossier.Withdrawn)
	letterbox{t, w.s}.reads("nobody@example.org")
	if n := storetest.Count(t, w.s, `SELECT count(*) FROM mails WHERE kind = 'ended'`); n != 0 {
		t.Errorf("%d are told at an address that is forgotten", n)
	}
}

func TestAuthorsAreToldWhatABodyDecides(t *testing.T) {
	s, _ := storetest.Open(t)
	// The panel decides again after the debate.
	const onward = "{id: revised, title_sr: Усклађено, title_en: Revised, next: agenda}"
	if !strings.Contains(storetest.Decided, onward) {
		t.Fatalf("the procedure has no %q", onward)
	}
	storetest.Register(t, s, strings.Replace(storetest.Decided, onward, strings.Replace(onward, "agenda", "committee", 1), 1))
	w := newWorldIn(t, s, "test.decided", rehearsal())
	secretary := storetest.Person(t, s, "Секретар Први", "KOLEGIJUM secretary")
	box := letterbox{t, w.s}
	w.collected()
	w.do(secretary, dossier.RecordConclusion, session("required"))
	w.addAct(draft)
	round := w.publish().Round
	a := w.asksToBeTold(round, "a", "ana@example.org", "О роковима.")
	_, err := w.s.Answer(t.Context(), w.drafter, store.NewAnswer{Comment: a.Comments[0], Outcome: dossier.Noted, Reasons: "Примљено."})
	if err != nil {
		t.Fatal(err)
	}
	for w.stage.ID != "report" {
		w.lapse()
	}
	w.reports()
	box.wants("the report", "ana@example.org", "answered 0   sr-Latn")
	w.do(w.drafter, dossier.Complete, dossier.Args{Outcome: "revised"})
	w.do(secretary, dossier.RecordConclusion, session("without", func(a *dossier.Args) { a.Reasons, a.Ground = "Хитно је.", "security" }))
	for {
		more, err := w.s.Tell(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		if !more {
			break
		}
	}
	mails := box.opens("ana@example.org")
	if len(mails) != 1 {
		t.Fatalf("%d mails", len(mails))
	}
	m := mails[0]
	want := store.Mail{Kind: store.MailDecided, Stage: store.Title{Sr: "Одлука о расправи", En: "Decision on the debate"}, Outcome: store.Title{Sr: "Не спроводи се", En: "Waived"},
		Body: store.Title{Sr: "Колегијум", En: "Panel"}, Date: m.Date}
	got := store.Mail{Kind: m.Kind, Stage: m.Stage, Outcome: m.Outcome, Body: m.Body, Date: m.Date}
	if diff := cmp.Diff(want, got); diff != "" || len(m.Date) != len("2026-01-01") || m.Ref != w.ref {
		t.Errorf("of %s on %s (-want +got):\n%s", m.Ref, m.Date, diff)
	}
}
