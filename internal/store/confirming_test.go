package store_test

import (
	"context"
	"errors"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/rasprava/rasprava/internal/dossier"
	"github.com/rasprava/rasprava/internal/ledger"
	"github.com/rasprava/rasprava/internal/store"
	"github.com/rasprava/rasprava/internal/store/storetest"
)

// letterbox reads the e-mail of a record as its reader does.
type letterbox struct {
	t testing.TB
	s *store.Store
}

// opens takes what waits for an address, and puts down that it was sent.
func (l letterbox) opens(address string) []store.Mail {
	l.t.Helper()
	return slices.DeleteFunc(l.all(), func(m store.Mail) bool { return m.To != address })
}

// all takes everything that waits, and puts down that it was sent.
func (l letterbox) all() []store.Mail {
	l.t.Helper()
	storetest.Exec(l.t, l.s, `UPDATE mails SET available_at = clock_timestamp()`)
	mails, err := l.s.Mails(l.t.Context(), 500, time.Hour)
	if err != nil {
		l.t.Fatal(err)
	}
	for _, m := range mails {
		err = l.s.MailSent(l.t.Context(), m.ID)
		if err != nil {
			l.t.Fatal(err)
		}
	}
	return mails
}

// demanding is a world in whose round addresses must be confirmed.
func demanding(t *testing.T) (*world, string, letterbox) {
	t.Helper()
	w, round := opensWith(t, dossier.Settings{Who: dossier.ConfirmedEmail})
	return w, round, letterbox{t, w.s}
}

func (w *world) mails(round, key, email string, bodies ...string) store.Accepted {
	w.t.Helper()
	s := submission(bodies...)
	s.Author.Email = email
	a, err := w.s.NewIntake(w.t.Context(), 1).Submit(w.t.Context(), store.Delivery{Round: round, Key: key, Submission: s})
	if err != nil {
		w.t.Fatal(err)
	}
	return a
}

func (w *world) counted(round string) (submissions, comments, unconfirmed int) {
	w.t.Helper()
	r, err := w.s.Round(w.t.Context(), w.drafter, round)
	if err != nil {
		w.t.Fatal(err)
	}
	if n := w.count(`SELECT count(*) FROM submissions WHERE NOT held AND round = '` + round + `'`); n != r.Submissions {
		w.t.Errorf("%d submissions are counted, and there are %d", r.Submissions, n)
	}
	return r.Submissions, r.Comments, r.Unconfirmed
}

func TestWhatIsNotConfirmedIsReceivedAndDoesNotCount(t *testing.T) {
	w, round, box := demanding(t)
	a := w.mails(round, "k", "ana@example.org", "Први.", "Други.")
	if a.ConfirmUntil == nil || a.Receipt == nil || len(a.Comments) != 2 {
		t.Fatalf("got %+v", a)
	}
	log, err := w.s.Log(t.Context(), true)
	if err != nil {
		t.Fatal(err)
	}
	v, err := ledger.Verify(a.Receipt, log.Key)
	if err != nil || v.Kind != ledger.SubmissionHeld || v.Comments != 2 {
		t.Errorf("its receipt: %+v, %v", v, err)
	}
	if s, c, u := w.counted(round); s != 0 || c != 0 || u != 1 {
		t.Errorf("counted %d submissions, %d comments, %d unconfirmed", s, c, u)
	}
	again := w.mails(round, "k", "ana@example.org", "Први.", "Други.")
	if !again.Replayed || again.ReceiptNo != a.ReceiptNo || len(again.Comments) != 2 || again.Comments[1] != a.Comments[1] || again.ConfirmUntil == nil || !again.ConfirmUntil.Equal(*a.ConfirmUntil) {
		t.Errorf("sent again: %+v, want as %+v", again, a)
	}
	_, err = w.s.Withdraw(t.Context(), store.Withdrawal{ReceiptNo: a.ReceiptNo, Secret: a.Secret, Key: "w"})
	if dossier.CodeOf(err) != dossier.CodeUnconfirmed {
		t.Errorf("withdrawn: %v", err)
	}
	said, err := w.s.Said(t.Context(), "", a.ReceiptNo, a.Secret)
	if err != nil || len(said.Comments) != 2 || said.Comments[1].Body != "Други." {
		t.Errorf("its author reads %+v, %v", said, err)
	}
	said, err = w.s.Said(t.Context(), w.drafter, a.ReceiptNo, "")
	if err != nil || len(said.Comments) != 0 {
		t.Errorf("staff read %+v, %v", said, err)
	}
	mails := box.opens("ana@example.org")
	if len(mails) != 1 || mails[0].Kind != store.MailConfirm || mails[0].Token == "" || mails[0].Secret != a.Secret {
		t.Fatalf("got %d mails", len(mails))
	}
	if n := storetest.Count(t, w.s, `SELECT count(*) FROM held_submissions WHERE encode(token_hash, 'escape') LIKE '%' || $1 || '%'`, mails[0].Token); n != 0 {
		t.Error("the token stands in the database")
	}

	no, err := w.s.Confirm(t.Context(), mails[0].Token)
	if err != nil || no != a.ReceiptNo {
		t.Fatalf("confirm: %s, %v", no, err)
	}
	no, err = w.s.Confirm(t.Context(), mails[0].Token)
	if err != nil || no != a.ReceiptNo {
		t.Errorf("confirm again: %s, %v", no, err)
	}
	if s, c, u := w.counted(round); s != 1 || c != 2 || u != 0 {
		t.Errorf("counted %d submissions, %d comments, %d unconfirmed", s, c, u)
	}
	file, err := w.s.ReceiptFile(t.Context(), a.ReceiptNo, a.Secret)
	if err != nil {
		t.Fatal(err)
	}
	now, err := ledger.Verify(file, log.Key)
	if err != nil || now.Kind != ledger.SubmissionHeld || !now.ReceivedAt.Equal(v.ReceivedAt) {
		t.Errorf("the receipt afterwards: %+v, %v", now, err)
	}
	r, err := w.s.Receipt(t.Context(), a.ReceiptNo)
	if err != nil || r.Confirm == nil || r.Confirm.State != store.ConfirmationGiven || len(r.Comments) != 2 || r.Comments[0].Number != 1 || r.Comments[0].ID != a.Comments[0] {
		t.Errorf("got %+v, %v", r, err)
	}
	_, err = w.s.Withdraw(t.Context(), store.Withdrawal{ReceiptNo: a.ReceiptNo, Secret: a.Secret, Key: "w2"})
	if err != nil {
		t.Errorf("withdraw what is confirmed: %v", err)
	}
	err = w.s.DenyAddress(t.Context(), mails[0].Token)
	if dossier.CodeOf(err) != dossier.CodeAlreadyConfirmed {
		t.Errorf("disowned after all: %v", err)
	}
	w.soundLog()
}

func TestManyConfirmationsAtOnceAreOne(t *testing.T) {
	w, round, box := demanding(t)
	w.mails(round, "k", "ana@example.org", "Први.")
	token := box.opens("ana@example.org")[0].Token
	errs := make(chan error, 8)
	for range cap(errs) {
		go func() {
			_, err := w.s.Confirm(context.WithoutCancel(t.Context()), token)
			errs <- err
		}()
	}
	for range cap(errs) {
		if err := <-errs; err != nil {
			t.Error(err)
		}
	}
	if s, c, _ := w.counted(round); s != 1 || c != 1 {
		t.Errorf("counted %d submissions, %d comments", s, c)
	}
	w.soundLog()
}

func TestWhatWasNotSentByTheReaderOfTheAddressIsForgotten(t *testing.T) {
	w, round, box := demanding(t)
	a := w.mails(round, "k", "ana@example.org", "Туђе речи.")
	token := box.opens("ana@example.org")[0].Token
	for range 2 {
		err := w.s.DenyAddress(t.Context(), token)
		if err != nil {
			t.Fatal(err)
		}
	}
	_, err := w.s.Confirm(t.Context(), token)
	if dossier.CodeOf(err) != dossier.CodeDisowned {
		t.Errorf("confirmed: %v", err)
	}
	err = w.s.AskAgain(t.Context(), a.ReceiptNo, a.Secret, "ana@example.org")
	if dossier.CodeOf(err) != dossier.CodeDisowned {
		t.Errorf("asked again: %v", err)
	}
	said, err := w.s.Said(t.Context(), "", a.ReceiptNo, a.Secret)
	if err != nil || len(said.Comments) != 0 || said.Email != "" {
		t.Errorf("said %+v, %v", said, err)
	}
	if s, c, u := w.counted(round); s != 0 || c != 0 || u != 1 {
		t.Errorf("counted %d submissions, %d comments, %d unconfirmed", s, c, u)
	}
	w.soundLog()
}

func TestTheClosingWaitsForConfirmationsAndNotForEver(t *testing.T) {
	w, round, box := demanding(t)
	sent := map[string]store.Accepted{}
	for _, name := range []string{"ana", "mila", "iva", "lena"} {
		sent[name] = w.mails(round, name, name+"@example.org", "Каже "+name+".")
	}
	tokens := map[string]string{}
	for _, name := range []string{"ana"} {
		tokens[name] = box.opens(name + "@example.org")[0].Token
	}
	_, err := w.s.Confirm(t.Context(), tokens["ana"])
	if err != nil {
		t.Fatal(err)
	}
	mila, err := w.s.Receipt(t.Context(), w.mails(round, "mila", "mila@example.org", "Каже mila.").ReceiptNo)
	if err != nil || mila.Confirm == nil {
		t.Fatalf("got %+v, %v", mila, err)
	}
	w.lapse()
	w.lapse() // the round ends
	err = w.s.DeclareFinal(t.Context(), w.drafter, round, true)
	var p *dossier.Problem
	if !errors.As(err, &p) || p.Code != dossier.CodeConfirmationsOpen || p.Params["count"] != "3" {
		t.Fatalf("declared final: %v", err)
	}
	// What was sent in time is confirmed after the end, as timely.
	storetest.Exec(t, w.s, `UPDATE held_submissions SET asked_at = clock_timestamp() - interval '11 minutes'`)
	again := sent["iva"]
	err = w.s.AskAgain(t.Context(), again.ReceiptNo, again.Secret, "iva.nova@example.org")
	if err != nil {
		t.Fatal(err)
	}
	err = w.s.AskAgain(t.Context(), again.ReceiptNo, again.Secret, "iva.nova@example.org")
	if dossier.CodeOf(err) != dossier.CodeAskedLately {
		t.Errorf("asked twice: %v", err)
	}
	iva := box.opens("iva.nova@example.org")
	if len(iva) != 1 {
		t.Fatalf("%d mails to the corrected address", len(iva))
	}
	_, err = w.s.Confirm(t.Context(), iva[0].Token)
	if err != nil {
		t.Fatal(err)
	}
	if s, c, u := w.counted(round); s != 2 || c != 2 || u != 2 {
		t.Errorf("counted %d submissions, %d comments, %d unconfirmed", s, c, u)
	}
	// After the term nobody is waited for.
	storetest.Exec(t, w.s, `UPDATE rounds SET opens_at = opens_at - interval '60 days', closes_at = closes_at - interval '30 days' WHERE id = $1`, round)
	err = w.s.AskAgain(t.Context(), again.ReceiptNo, again.Secret, "iva.nova@example.org")
	if dossier.CodeOf(err) != dossier.CodeAlreadyConfirmed {
		t.Errorf("asked again what is confirmed: %v", err)
	}
	err = w.s.DeclareFinal(t.Context(), w.drafter, round, true)
	if err != nil {
		t.Fatal(err)
	}
	lena := w.mails(round, "lena", "lena@example.org", "Каже lena.")
	r, err := w.s.Receipt(t.Context(), lena.ReceiptNo)
	if err != nil || r.Confirm.State != store.ConfirmationOver {
		t.Errorf("got %+v, %v", r.Confirm, err)
	}
	w.soundLog()
	storetest.Exec(t, w.s, `UPDATE rounds SET final_at = final_at - interval '2 days' WHERE id = $1`, round)
	_, err = w.s.PurgeExpired(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	if n := storetest.Count(t, w.s, `SELECT count(*) FROM submissions WHERE held AND author_email <> ''`) + storetest.Count(t, w.s, `SELECT count(*) FROM held_submissions WHERE content IS NOT NULL`); n != 0 {
		t.Errorf("%d unconfirmed submissions are kept", n)
	}
	w.soundLog()
}

// sendsAs sends one comment into a round as a person with an e-mail address.
func (w *world) sendsAs(round, key, person, email string) store.Accepted {
	w.t.Helper()
	s := submission("Од куће.")
	s.Author.Email = email
	a, err := w.s.NewIntake(w.t.Context(), 1).Submit(w.t.Context(), store.Delivery{Round: round, Key: key, Person: person, Submission: s})
	if err != nil {
		w.t.Fatal(err)
	}
	return a
}

func TestAnAccountWhoseAddressWasConfirmedNeedsNoConfirmation(t *testing.T) {
	w, round, box := demanding(t)
	person := storetest.Person(t, w.s, "Ана Пријавић")
	known, err := w.s.PersonByID(t.Context(), person)
	if err != nil {
		t.Fatal(err)
	}
	if a := w.sendsAs(round, "k", person, strings.ToUpper(known.Email)); a.ConfirmUntil != nil {
		t.Errorf("with its own address it waits until %s", a.ConfirmUntil)
	}
	if mails := box.opens(strings.ToUpper(known.Email)); len(mails) != 1 || mails[0].Kind != store.MailReceipt {
		t.Errorf("got %d mails", len(mails))
	}
	if a := w.sendsAs(round, "l", person, ""); a.ConfirmUntil != nil {
		t.Errorf("without an address it waits until %s", a.ConfirmUntil)
	}
	if a := w.sendsAs(round, "m", person, "tudja@primer.example"); a.ConfirmUntil == nil {
		t.Error("another's address counts, and nobody has confirmed it")
	}
	if n, c, u := w.counted(round); n != 2 || c != 2 || u != 1 {
		t.Errorf("counted %d submissions, %d comments, %d unconfirmed", n, c, u)
	}
}

func TestAnAccountThatSomebodyOpenedPassesForAConfirmedAddressOnceItsOwnIs(t *testing.T) {
	w, round, box := demanding(t)
	const own = "ana@primer.example"
	open := func(email string) string {
		person, err := w.s.Register(t.Context(), dossier.NewAccount{Name: "Ана Нова", Email: email, Lang: "sr-Cyrl", PasswordHash: "x"})
		if err != nil {
			t.Fatal(err)
		}
		return person
	}
	person, other := open(own), open("druga@primer.example")
	_, err := w.s.NewIntake(t.Context(), 1).Submit(t.Context(), store.Delivery{Round: round, Key: "a", Person: person, Submission: submission("Без адресе.")})
	if fieldOf(err) != "author.email email_required" {
		t.Errorf("without an address: %v", err)
	}
	first := w.sendsAs(round, "b", person, own)
	if first.ConfirmUntil == nil {
		t.Fatal("a comment counts, and nobody has confirmed the address")
	}
	mails := box.opens(own)
	if len(mails) != 1 || mails[0].Kind != store.MailConfirm {
		t.Fatalf("got %+v", mails)
	}
	token := mails[0].Token
	passes := func(key, person, email string) bool { return w.sendsAs(round, key, person, email).ConfirmUntil == nil }
	confirms := func(person string) {
		if err := w.s.ConfirmAccount(t.Context(), token, person); err != nil {
			t.Fatal(err)
		}
	}
	confirms(person)
	if passes("c", person, own) {
		t.Error("an account passes, and the link was not used")
	}
	if _, err = w.s.Confirm(t.Context(), token); err != nil {
		t.Fatal(err)
	}
	if passes("d", person, own) {
		t.Error("an account passes because somebody else used the link")
	}
	confirms(other)
	if passes("e", other, "druga@primer.example") {
		t.Error("the account of another passes")
	}
	confirms(person)
	if !passes("f", person, own) {
		t.Error("an account whose address was confirmed does not pass")
	}
}

func TestWhatIsConfirmedWhileTheLogCannotBeSignedIsAdmittedOnceItCan(t *testing.T) {
	for _, c := range []struct {
		name           string
		broken         bool // already when it was sent, so that its receipt is a promise
		over, disowned bool
	}{
		{"the log breaks after it was sent", false, false, false},
		{"what was sent is promised", true, false, false},
		{"the term passes meanwhile", true, true, false},
		{"its author takes it back meanwhile", false, false, true},
	} {
		t.Run(c.name, func(t *testing.T) {
			w, round, box := demanding(t)
			every := `UPDATE log_hashes SET hash = set_byte(hash, 7, get_byte(hash, 7) # 1) WHERE log = 'rehearsal'`
			if c.broken {
				w.tampers("log_hashes", every)
			}
			a := w.mails(round, "k", "ana@example.org", "Први.", "Други.")
			if (a.Promise != nil) != c.broken {
				t.Fatalf("got %+v", a)
			}
			if !c.broken {
				w.tampers("log_hashes", every)
			}
			token := box.opens("ana@example.org")[0].Token
			for range 2 {
				no, err := w.s.Confirm(t.Context(), token)
				if err != nil || no != a.ReceiptNo {
					t.Fatalf("confirm: %s, %v", no, err)
				}
			}
			state := func() store.ConfirmationState {
				t.Helper()
				got, err := w.s.ConfirmationBy(t.Context(), token)
				if err != nil {
					t.Fatal(err)
				}
				return got.State
			}
			if got := state(); got != store.ConfirmationWanted {
				t.Errorf("meanwhile it is %s", got)
			}
			if s, n, _ := w.counted(round); s != 0 || n != 0 {
				t.Errorf("meanwhile %d submissions and %d comments count", s, n)
			}
			err := w.s.ConfirmWanted(t.Context(), a.SubmissionID)
			if code := dossier.CodeOf(err); code != dossier.CodeUnavailable && code != dossier.CodePromisePending {
				t.Errorf("admitted to a log that cannot be signed: %v", err)
			}
			w.wants("asked again", w.s.AskAgain(t.Context(), a.ReceiptNo, a.Secret, "ana@example.org"), dossier.CodeAlreadyConfirmed)
			if c.disowned {
				err := w.s.DenyAddress(t.Context(), token)
				if err != nil {
					t.Fatal(err)
				}
			}
			w.tampers("log_hashes", every)
			if _, err := w.s.KeepPromises(t.Context()); err != nil {
				t.Fatal(err)
			}
			if c.over {
				for w.stage.ID != "report" {
					w.lapse()
				}
				storetest.Exec(t, w.s, `UPDATE rounds SET closes_at = closes_at - interval '30 days', opens_at = opens_at - interval '60 days' WHERE id = $1`, round)
				w.wants("closed for good before it is admitted", w.s.DeclareFinal(t.Context(), w.drafter, round, true), dossier.CodeConfirmationsOpen)
			}
			parcels, err := w.s.Parcels(t.Context(), 100, time.Hour)
			if err != nil {
				t.Fatal(err)
			}
			for _, p := range parcels {
				if p.Topic != store.TopicConfirm {
					continue
				}
				if p.Key != a.SubmissionID || string(p.Payload) != "{}" {
					t.Errorf("the parcel holds %s %s", p.Key, p.Payload)
				}
				err = w.s.ConfirmWanted(t.Context(), p.Key)
				if err == nil {
					err = w.s.Delivered(t.Context(), p.ID)
				}
				if err != nil {
					t.Fatal(err)
				}
			}
			want, counts := store.ConfirmationGiven, 2
			if c.disowned {
				want, counts = store.ConfirmationDisowned, 0
			}
			if got := state(); got != want {
				t.Errorf("afterwards it is %s, want %s", got, want)
			}
			if _, n, _ := w.counted(round); n != counts {
				t.Errorf("afterwards %d comments count, want %d", n, counts)
			}
			w.soundLog()
		})
	}
}

func TestOnlyTheTokenOfAMailConfirms(t *testing.T) {
	w, round, _ := demanding(t)
	a := w.mails(round, "k", "ana@example.org", "Први.")
	for _, token := range []string{"", "x", a.Secret, a.ReceiptNo, a.SubmissionID, strings.Repeat("A", 10_000)} {
		_, err := w.s.Confirm(t.Context(), token)
		if dossier.CodeOf(err) != dossier.CodeConfirmationUnknown {
			t.Errorf("%.20q: %v", token, err)
		}
	}
	err := w.s.AskAgain(t.Context(), a.ReceiptNo, "погрешан", "zla@example.org")
	if dossier.CodeOf(err) != dossier.CodeSecretWrong {
		t.Errorf("asked again without the secret: %v", err)
	}
}

// soundLog holds the log to the record, as an audit does.
func (w *world) soundLog() {
	w.t.Helper()
	faults, err := w.s.CheckLog(w.t.Context(), true, func(_, _ int64) {})
	if err != nil {
		w.t.Fatal(err)
	}
	for _, f := range faults {
		if !strings.HasSuffix(f.String(), "at another time than its leaf says") { // tests move rounds back
			w.t.Errorf("the log: %v", f)
		}
	}
}
