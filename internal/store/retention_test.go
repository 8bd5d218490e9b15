package store_test

import (
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/rasprava/rasprava/internal/dossier"
	"github.com/rasprava/rasprava/internal/store"
)

const day = 24 * time.Hour

// checkedButClosing is checked without what it says of rounds that a test has closed by
// hand, of which the log knows nothing.
func (w *world) checkedButClosing() string {
	w.t.Helper()
	_, found := w.checked()
	var lines []string
	for _, f := range found {
		if !strings.HasPrefix(f.Text, "whether round ") {
			lines = append(lines, f.String())
		}
	}
	return strings.Join(lines, "\n")
}

func TestWhatNobodyReadsIsForgottenInTime(t *testing.T) {
	w, round := inRound(t)
	taken, covered, kept := w.attach("povucen.pdf"), w.attach("uklonjen.pdf"), w.attach("ostaje.pdf")
	person := func(name string, publish bool, file store.Attachment) dossier.Submission {
		s := withFiles(file.ID)
		s.Author = dossier.Author{Kind: dossier.Citizen, Name: name, Email: "neko@primer.rs", PublishName: publish}
		return s
	}
	a, b, c := w.sends(round, "a", person("Тајна Особић", false, taken)), w.sends(round, "b", person("Јавна Особић", true, covered)), w.sends(round, "c", person("Трећа Особић", true, kept))
	_, err := w.s.Withdraw(t.Context(), store.Withdrawal{ReceiptNo: a.ReceiptNo, Secret: a.Secret, Key: "w"})
	if err != nil {
		t.Fatal(err)
	}
	w.covers(store.NewRedaction{Comment: b.Comments[0], Ground: dossier.OthersData, Files: []string{covered.ID}})
	terms := store.Retention{Emails: 30 * day, Names: 60 * day, Files: 90 * day, Secrets: 120 * day}
	now, err := w.s.Now(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	forget := func(at time.Time, terms store.Retention, want store.Forgotten) {
		t.Helper()
		got, err := w.s.Forget(t.Context(), at, terms)
		if diff := cmp.Diff(want, got); err != nil || diff != "" {
			t.Errorf("%v (-want +got):\n%s", err, diff)
		}
	}
	forget(now.Add(1000*day), terms, store.Forgotten{}) // the round runs
	w.exec(`UPDATE rounds SET status = 'closed', closed_at = clock_timestamp(), submissions = 3, comments = 3 WHERE id = $1`, round)
	forget(now.Add(364*day), terms, store.Forgotten{}) // its closing is provisional
	w.exec(`UPDATE rounds SET final_at = $2 WHERE id = $1`, round, now)
	forget(now.Add(29*day), terms, store.Forgotten{})
	forget(now.Add(1000*day), store.Retention{}, store.Forgotten{}) // it is kept for ever
	forget(now.Add(31*day), terms, store.Forgotten{Emails: 3})
	_, err = w.s.NewIntake(t.Context(), 1).Submit(t.Context(), store.Delivery{Round: round, Key: "b", Submission: person("Јавна Особић", true, covered)})
	w.wants("the same again, when it cannot be told any more", err, dossier.CodeIdempotencyGone)
	forget(now.Add(61*day), terms, store.Forgotten{Names: 1})
	for _, f := range []store.Attachment{taken, covered} {
		if _, err := w.s.Attachments(t.Context(), []string{a.Comments[0]}); err != nil {
			t.Errorf("%s: %v", f.Name, err)
		}
	}
	forget(now.Add(91*day), terms, store.Forgotten{Files: 2})
	forget(now.Add(91*day), terms, store.Forgotten{})
	own := func(no string) func(string) string {
		return func(string) string { return map[string]string{a.ReceiptNo: a.Secret, c.ReceiptNo: c.Secret}[no] }
	}
	_, _, err = w.s.AttachmentFile(t.Context(), "", taken.ID, own(a.ReceiptNo))
	if dossier.CodeOf(err) != dossier.CodeNotFound {
		t.Errorf("a file that is forgotten: %v", err)
	}
	_, bytes, err := w.s.AttachmentFile(t.Context(), "", kept.ID, own(c.ReceiptNo))
	if err != nil || len(bytes) == 0 {
		t.Errorf("a file that is read: %v", err)
	}
	if said := w.checkedButClosing(); said != "" {
		t.Errorf("the check of the log says %s", said)
	}
	w.nowhere("neko@primer.rs")
	w.nowhere("Тајна Особић")
	if got := w.numbered(round, 2); got.Author != "Јавна Особић" {
		t.Errorf("a name that is published: %q", got.Author)
	}
	if err := w.s.HoldsSecret(t.Context(), a.ReceiptNo, a.Secret); err != nil {
		t.Errorf("before its term the secret does not hold: %v", err)
	}
	forget(now.Add(121*day), terms, store.Forgotten{Secrets: 3})
	if err := w.s.HoldsSecret(t.Context(), a.ReceiptNo, a.Secret); dossier.CodeOf(err) != dossier.CodeSecretWrong {
		t.Errorf("after its term the secret holds: %v", err)
	}
	counts := map[string]int64{}
	rows, err := w.s.DB().QueryContext(t.Context(), `SELECT what, count FROM forgotten WHERE round = $1`, round)
	if err != nil {
		t.Fatal(err)
	}
	defer rows.Close()
	for rows.Next() {
		var what string
		var n int64
		if err := rows.Scan(&what, &n); err != nil {
			t.Fatal(err)
		}
		counts[what] = n
	}
	if diff := cmp.Diff(map[string]int64{"emails": 3, "names": 1, "files": 2, "secrets": 3}, counts); diff != "" {
		t.Errorf("put down (-want +got):\n%s", diff)
	}
}

func TestWhatNobodyDeclaredFinalIsForgottenToo(t *testing.T) {
	terms := store.Retention{Emails: 30 * day, Names: 60 * day, Files: 60 * day, Secrets: 400 * day}
	for _, c := range []struct {
		name  string
		ended bool
		from  time.Duration // when the terms begin, after the closing
	}{{"a year after the closing", false, 365 * day}, {"from the end of the dossier", true, 0}} {
		t.Run(c.name, func(t *testing.T) {
			w, round := inRound(t)
			file := w.attach("povucen.pdf")
			s := withFiles(file.ID)
			s.Author = dossier.Author{Kind: dossier.Citizen, Name: "Тајна Особић", Email: "neko@primer.rs"}
			sent := w.sends(round, "a", s)
			_, err := w.s.Withdraw(t.Context(), store.Withdrawal{ReceiptNo: sent.ReceiptNo, Secret: sent.Secret, Key: "w"})
			if err != nil {
				t.Fatal(err)
			}
			claimed := w.sends(round, "b", under("Ана Права", "Рок је предуг."))
			err = w.claims(claimed.Comments[0])
			if err != nil {
				t.Fatal(err)
			}
			entry := func(key, name string) store.Accepted {
				t.Helper()
				s := submission("Рок је прекратак.")
				s.Author = dossier.Author{Kind: dossier.Citizen, Name: name}
				got, err := w.s.Enter(t.Context(), w.drafter, w.letter(round, key, dossier.Day(w.view().LegalNow, time.UTC), s))
				if err != nil {
					t.Fatal(err)
				}
				return got
			}
			wrong := entry("p", "Погрешна Особић")
			_, err = w.s.CorrectEntry(t.Context(), w.drafter, store.EntryCorrection{ReceiptNo: wrong.ReceiptNo, Key: "k", Reason: "Име је погрешно прочитано.", Kind: dossier.Citizen, Name: "Исправна Особић",
				Channel: dossier.Paper, SentOn: dossier.Day(w.view().LegalNow, time.UTC), Comments: submission("Рок је прекратак.").Comments})
			if err != nil {
				t.Fatal(err)
			}
			w.exec(`UPDATE rounds SET status = 'closed', closed_at = clock_timestamp(), submissions = 3, comments = 3 WHERE id = $1`, round)
			if c.ended {
				w.exec(`UPDATE dossiers SET status = 'withdrawn', ended_at = clock_timestamp() WHERE ref = $1`, w.ref)
			}
			now, err := w.s.Now(t.Context())
			if err != nil {
				t.Fatal(err)
			}
			forget := func(after time.Duration, want store.Forgotten) {
				t.Helper()
				got, err := w.s.Forget(t.Context(), now.Add(c.from+after), terms)
				if diff := cmp.Diff(want, got); err != nil || diff != "" {
					t.Errorf("after %v: %v (-want +got):\n%s", after, err, diff)
				}
			}
			forget(29*day, store.Forgotten{})
			forget(31*day, store.Forgotten{Emails: 1})
			forget(59*day, store.Forgotten{})
			w.exec(`UPDATE authorship_cases SET decision = 'refused', reasons = 'Нема доказа.', decided_by = $1, decided_at = clock_timestamp(), decided_legal = clock_timestamp()`, w.drafter)
			forget(61*day, store.Forgotten{Names: 4, Files: 2})
			for _, text := range []string{"neko@primer.rs", "Тајна Особић", "Погрешна Особић", "Исправна Особић", "ana@primer.example"} {
				w.nowhere(text)
			}
			if c.ended {
				return
			}
			// The round is still open to what was sent in time.
			entry("q", "Касна Особић")
			forget(61*day+time.Hour, store.Forgotten{Files: 1})
			forget(63*day, store.Forgotten{Names: 1})
			w.nowhere("Касна Особић")
			w.exec(`UPDATE rounds SET final_at = $2 WHERE id = $1`, round, now.Add(c.from+64*day))
			forget(65*day, store.Forgotten{})
			if n := w.count(`SELECT count FROM forgotten WHERE what = 'names'`); n != 5 {
				t.Errorf("%d names are put down as forgotten", n)
			}
			if said := w.checkedButClosing(); said != "" {
				t.Errorf("the check of the log says %s", said)
			}
		})
	}
}
