package store_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/rasprava/rasprava/internal/store"
	"github.com/rasprava/rasprava/internal/store/storetest"
)

func TestErasingReachesWhoWasAskedToSign(t *testing.T) {
	w, round := inRound(t)
	speaker := w.registered("91000001", "Удружење „Храст”")
	sent, first, _ := w.asks(round, "k", "Рок је прекратак.")
	first.Person = speaker
	if got := w.signs(first); got != "" {
		t.Fatal(got)
	}
	storetest.Exec(t, w.s, `UPDATE cosigners SET asked_at = asked_at - interval '11 minutes'`)
	err := w.s.AskCosigner(t.Context(), sent.ReceiptNo, sent.Secret, 2, "nova@primer.example") // a mail waits
	if err == nil {
		err = w.s.EraseOwn(t.Context(), sent.ReceiptNo, sent.Secret)
	}
	if err != nil {
		t.Fatal(err)
	}
	for _, q := range []string{`SELECT count(*) FROM cosigners WHERE register_no <> '' OR name <> '' OR email <> ''`, `SELECT count(*) FROM cosigner_signatures WHERE salt IS NOT NULL OR person IS NOT NULL`,
		`SELECT count(*) FROM mails WHERE address <> ''`, `SELECT count(*) FROM submissions WHERE signatures <> 0`} {
		if n := storetest.Count(t, w.s, q); n != 0 {
			t.Errorf("%s: %d", q, n)
		}
	}
	to, err := w.s.ToSign(t.Context(), store.Invitation{Key: first.Key})
	if err != nil || !to.Erased || to.Name != "" || to.Signed != nil {
		t.Errorf("by its link who signed reads %+v, %v", to, err)
	}
	w.soundLog()
}

func TestTheCheckOfTheLogNamesWhatWasDoneToSignatures(t *testing.T) {
	for _, c := range []struct{ name, table, change, want string }{
		{"another organisation", "cosigners", `UPDATE cosigners SET name = name || '.' WHERE no = 1`, "is of another organisation"},
		{"another number", "cosigners", `UPDATE cosigners SET register_no = '91000009' WHERE no = 1`, "is of another organisation"},
		{"another text", "cosigner_signatures", `UPDATE cosigner_signatures SET text_hash = decode(repeat('11', 32), 'hex')`, "is under a text that was not received"},
		{"another commitment", "cosigner_signatures", `UPDATE cosigner_signatures SET commitment = 'sha256:' || repeat('0', 64)`, "is not the one that was given"},
		{"a signature gone", "cosigner_signatures", `DELETE FROM cosigner_signatures`, "is not in the record"},
		{"one that nobody gave", "cosigner_signatures", `INSERT INTO cosigner_signatures (cosigner, no, revision, text_hash, salt, commitment, person, mandated, signed_at)
			SELECT k.id, 1, 0, g.text_hash, g.salt, g.commitment, NULL, false, g.signed_at FROM cosigner_signatures g, cosigners k WHERE k.no = 2`, "has no leaf"},
		{"withdrawn in silence", "cosigner_signatures", `UPDATE cosigner_signatures SET withdrawn_at = signed_at`, "is not as the log says"},
		{"another count", "submissions", `UPDATE submissions SET signatures = 7`, "the number of signatures beside submission"},
	} {
		t.Run(c.name, func(t *testing.T) {
			w, round := inRound(t)
			_, first, _ := w.asks(round, "k", "Рок је прекратак.")
			if got := w.signs(first); got != "" {
				t.Fatal(got)
			}
			if c.table == "cosigner_signatures" {
				w.tampers(c.table, c.change)
			} else {
				w.exec(c.change)
			}
			if said, _ := w.checked(); !strings.Contains(said, c.want) {
				t.Errorf("the check says %q, want %q", said, c.want)
			}
		})
	}
}

func TestTheBaseKeepsSignatures(t *testing.T) {
	w, round := inRound(t)
	_, first, _ := w.asks(round, "k", "Рок је прекратак.")
	if got := w.signs(first); got != "" {
		t.Fatal(got)
	}
	for _, change := range []string{`UPDATE cosigner_signatures SET revision = 1`, `DELETE FROM cosigner_signatures`, `UPDATE cosigner_signatures SET signed_at = signed_at - interval '1 day'`} {
		_, err := w.s.DB().ExecContext(t.Context(), change)
		if err == nil || !strings.Contains(err.Error(), "append-only") {
			t.Errorf("%s: %v", change, err)
		}
	}
}

func TestAddressesAndNamesOfWhoDidNotSignAreForgottenInTime(t *testing.T) {
	w, round := inRound(t)
	_, _, second := w.asks(round, "k", "Рок је прекратак.")
	if got := w.signs(second); got != "" {
		t.Fatal(got)
	}
	day := 24 * time.Hour
	terms := store.Retention{Emails: 30 * day, Names: 60 * day}
	w.exec(`UPDATE rounds SET status = 'closed', closed_at = clock_timestamp(), submissions = 1, comments = 1, final_at = clock_timestamp() WHERE id = $1`, round)
	now, err := w.s.Now(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		after int
		want  store.Forgotten
		left  string
	}{{29, store.Forgotten{}, "2 2"}, {31, store.Forgotten{Emails: 2}, "0 2"}, {61, store.Forgotten{Names: 1}, "0 1"}, {99, store.Forgotten{}, "0 1"}} {
		got, err := w.s.Forget(t.Context(), now.Add(time.Duration(c.after)*day), terms)
		left := fmt.Sprint(storetest.Count(t, w.s, `SELECT count(*) FROM cosigners WHERE email <> ''`), storetest.Count(t, w.s, `SELECT count(*) FROM cosigners WHERE name <> ''`))
		if err != nil || got != c.want || left != c.left {
			t.Errorf("after %d days: got %+v, %v; %s addresses and names are left, want %s", c.after, got, err, left, c.left)
		}
	}
	if n := storetest.Count(t, w.s, `SELECT count(*) FROM submissions WHERE request_hash <> decode(repeat('00', 32), 'hex')`); n != 0 {
		t.Error("the hash of what was sent, with the addresses, is kept")
	}
	if c := w.numbered(round, 1); len(c.Signatories) != 1 || c.Signatories[0].Name != "Фондација „Липа”" {
		t.Errorf("who signed is %+v", c.Signatories)
	}
}
