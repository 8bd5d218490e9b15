package store_test

import (
	"bytes"
	"fmt"
	"strings"
	"sync"
	"testing"

	"github.com/google/uuid"

	"github.com/rasprava/rasprava/internal/audit"
	"github.com/rasprava/rasprava/internal/dossier"
	"github.com/rasprava/rasprava/internal/ledger"
	"github.com/rasprava/rasprava/internal/store"
)

const lastHash = `(log, idx) = (SELECT log, max(idx) FROM log_hashes WHERE log = 'rehearsal' GROUP BY log)`

// tampers changes an append-only table as only the owner of the database can.
func (w *world) tampers(table, change string) {
	w.t.Helper()
	for _, q := range []string{`ALTER TABLE ` + table + ` DISABLE TRIGGER append_only`, change, `ALTER TABLE ` + table + ` ENABLE TRIGGER append_only`} {
		_, err := w.s.DB().ExecContext(w.t.Context(), q)
		if err != nil {
			w.t.Fatalf("%s: %v", q, err)
		}
	}
}

// flips turns one bit of the hash on which every later one rests; a second time
// it turns it back.
func (w *world) flips() {
	w.t.Helper()
	w.tampers("log_hashes", `UPDATE log_hashes SET hash = set_byte(hash, 7, get_byte(hash, 7) # 1) WHERE `+lastHash)
}

func (w *world) log() store.LogState {
	w.t.Helper()
	log, err := w.s.Log(w.t.Context(), true)
	if err != nil {
		w.t.Fatal(err)
	}
	return log
}

func (w *world) count(query string) int {
	w.t.Helper()
	var n int
	err := w.s.DB().QueryRowContext(w.t.Context(), query).Scan(&n)
	if err != nil {
		w.t.Fatalf("%s: %v", query, err)
	}
	return n
}

// promised fails the test unless the answer is the log's word for what was sent.
func (w *world) promised(got store.Accepted, err error) ledger.Promise {
	w.t.Helper()
	if err != nil {
		w.t.Fatalf("submit to a log that cannot be signed: %v", err)
	}
	promise, err := ledger.VerifyPromise(got.Promise, w.log().Key)
	if err != nil {
		w.t.Fatalf("verify promise: %v", err)
	}
	if promise.ReceiptNo != got.ReceiptNo || promise.Submission != got.SubmissionID || promise.Due.Sub(promise.ReceivedAt).Hours() != 24 ||
		got.Receipt != nil || got.Secret == "" || len(got.Comments) == 0 {
		w.t.Errorf("got %+v for %+v", promise, got)
	}
	return promise
}

func TestWhatTheLogCannotTakeInIsPromisedAndThePromiseIsKept(t *testing.T) {
	// Each breaks the log in its own way, and puts it right when it is done again.
	moved := `UPDATE log_hashes SET idx = CASE WHEN idx < 1000000 THEN idx + 1000000 ELSE idx - 1000000 END WHERE ` + lastHash
	ahead := `UPDATE log_leaves SET n = g.size - n FROM logs g WHERE log = 'rehearsal' AND g.id = log AND n IN (0, g.size)`
	tests := []struct {
		name string
		harm func(w *world)
	}{
		{"a bit of a stored hash is flipped", (*world).flips},
		{"a stored hash is lost", func(w *world) { w.tampers("log_hashes", moved) }},
		{"the signed root is another", func(w *world) {
			w.tampers("log_hashes", `UPDATE logs SET root = set_byte(root, 7, get_byte(root, 7) # 1) WHERE id = 'rehearsal'`)
		}},
		{"a leaf stands beyond the head", func(w *world) { w.tampers("log_leaves", ahead) }},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			w, round := inRound(t)
			in := w.s.NewIntake(t.Context(), 1)
			tt.harm(w)
			before := w.log()
			deliver := func(i int) (store.Accepted, error) {
				return in.Submit(t.Context(), store.Delivery{Round: round, Key: fmt.Sprintf("00000000-0000-4000-8000-%012d", i), Submission: submission(fmt.Sprint("Коментар ", i, "."), "И још нешто.")})
			}
			const senders = 12
			got, promises := make([]store.Accepted, senders), make([]ledger.Promise, senders)
			errs := make([]error, senders)
			var wg sync.WaitGroup
			for i := range senders {
				wg.Go(func() { got[i], errs[i] = deliver(i) })
			}
			wg.Wait()
			for i := range senders {
				promises[i] = w.promised(got[i], errs[i])
			}
			again, err := deliver(3)
			w.promised(again, err)
			if !again.Replayed || !bytes.Equal(again.Promise, got[3].Promise) || again.Secret != got[3].Secret {
				t.Errorf("the same request again: got %+v, want the same promise", again)
			}
			if n, err := w.s.KeepPromises(t.Context()); n != 0 || err == nil || !strings.Contains(err.Error(), "keep promises of log rehearsal: 12 of them, the first due ") {
				t.Errorf("before the log is put right: kept %d, %v", n, err)
			}
			view, err := w.s.Receipt(t.Context(), got[0].ReceiptNo)
			if err != nil || view.Leaf != nil || len(view.Comments) != 2 {
				t.Errorf("the receipt in between: got %+v, %v", view, err)
			}
			if _, err := w.s.ReceiptFile(t.Context(), got[0].ReceiptNo, got[0].Secret); dossier.CodeOf(err) != dossier.CodePromisePending {
				t.Errorf("the proof in between: got %v", err)
			}
			if now := w.log(); now != before {
				t.Errorf("a log that cannot be signed moved from %+v to %+v", before, now)
			}

			tt.harm(w)
			if n, err := w.s.KeepPromises(t.Context()); n != senders || err != nil {
				t.Fatalf("kept %d, %v; want %d", n, err, senders)
			}
			if n, err := w.s.KeepPromises(t.Context()); n != 0 || err != nil {
				t.Errorf("kept %d once more, %v", n, err)
			}
			seen := map[int64]bool{}
			for i := range senders {
				kept, err := deliver(i)
				if err != nil || !kept.Replayed || kept.Promise != nil {
					t.Fatalf("the same request afterwards: got %+v, %v", kept, err)
				}
				file, err := w.s.ReceiptFile(t.Context(), got[i].ReceiptNo, got[i].Secret)
				if err != nil || !bytes.Equal(file, kept.Receipt) {
					t.Errorf("the proof afterwards: %v", err)
				}
				verdict, err := ledger.Verify(kept.Receipt, w.log().Key)
				if err != nil || verdict.Index != kept.Leaf || verdict.Comments != 2 {
					t.Fatalf("verify receipt %d: %+v, %v", i, verdict, err)
				}
				receipt, err := ledger.ParseReceipt(kept.Receipt)
				if err != nil || !promises[i].KeptBy(receipt) {
					t.Errorf("receipt %d does not keep its promise: %v", i, err)
				}
				view, err := w.s.Receipt(t.Context(), got[i].ReceiptNo)
				if err != nil || view.Leaf == nil || *view.Leaf != kept.Leaf || seen[kept.Leaf] {
					t.Errorf("receipt %d afterwards: got %+v, %v, leaf %d", i, view, err, kept.Leaf)
				}
				seen[kept.Leaf] = true
			}
			if n := w.count(`SELECT count(*) FROM log_leaves WHERE kind = 'submission_received'`); n != senders {
				t.Errorf("got %d leaves for %d submissions", n, senders)
			}
			// The log goes on, over what it kept.
			after, err := in.Submit(t.Context(), store.Delivery{Round: round, Key: "after", Submission: submission("После.")})
			if err != nil {
				t.Fatal(err)
			}
			if _, err := ledger.Verify(after.Receipt, w.log().Key); err != nil {
				t.Errorf("a receipt after the kept ones: %v", err)
			}
		})
	}
}

func TestSeveralKeepersKeepEachPromiseOnce(t *testing.T) {
	w, round := inRound(t)
	in := w.s.NewIntake(t.Context(), 2)
	w.flips()
	const senders = 40
	var wg sync.WaitGroup
	for i := range senders {
		wg.Go(func() {
			_, err := in.Submit(t.Context(), store.Delivery{Round: round, Key: fmt.Sprint(i), Submission: submission("Текст.")})
			if err != nil {
				t.Errorf("submit: %v", err)
			}
		})
	}
	wg.Wait()
	w.flips()
	kept := make([]int, 4)
	for i := range kept {
		wg.Go(func() {
			var err error
			kept[i], err = w.s.KeepPromises(t.Context())
			if err != nil {
				t.Errorf("keep promises: %v", err)
			}
		})
	}
	wg.Wait()
	if sum := kept[0] + kept[1] + kept[2] + kept[3]; sum != senders {
		t.Errorf("kept %v, want %d in all", kept, senders)
	}
	if n := w.count(`SELECT count(DISTINCT n) FROM promises p JOIN log_leaves l USING (log, n) WHERE l.subject = p.submission AND l.leaf = p.leaf`); n != senders {
		t.Errorf("%d promises have their leaf, want %d", n, senders)
	}
}

func TestAPromiseThatWasTamperedWithHoldsUpNoOther(t *testing.T) {
	w, round := inRound(t)
	in := w.s.NewIntake(t.Context(), 1)
	w.flips()
	first, err := in.Submit(t.Context(), store.Delivery{Round: round, Key: "1", Submission: submission("Први.")})
	w.promised(first, err)
	second, err := in.Submit(t.Context(), store.Delivery{Round: round, Key: "2", Submission: submission("Други.")})
	w.promised(second, err)
	w.flips()
	for _, q := range []string{`DELETE FROM promises`, `UPDATE promises SET due = due + interval '1 day'`, `UPDATE promises SET n = 0`} {
		if _, err := w.s.DB().ExecContext(t.Context(), q); err == nil {
			t.Errorf("%s: done", q)
		}
	}
	w.tampers("promises", `UPDATE promises SET leaf = (SELECT leaf FROM promises WHERE submission = '`+second.SubmissionID+`') WHERE submission = '`+first.SubmissionID+`'`)
	n, err := w.s.KeepPromises(t.Context())
	if n != 1 || err == nil || !strings.Contains(err.Error(), first.SubmissionID) || strings.Contains(err.Error(), second.SubmissionID) {
		t.Errorf("kept %d, %v; want the second, and the first named", n, err)
	}
	if _, err := w.s.DB().ExecContext(t.Context(), `UPDATE promises SET kept_at = now() WHERE n IS NOT NULL`); err == nil {
		t.Error("a promise was kept twice")
	}
}

func TestWhatPeopleDoWaitsForALogThatCannotBeSigned(t *testing.T) {
	w, round := inRound(t)
	in := w.s.NewIntake(t.Context(), 1)
	sent, err := in.Submit(t.Context(), store.Delivery{Round: round, Key: "1", Submission: submission("Пре.")})
	if err != nil {
		t.Fatal(err)
	}
	every := `UPDATE log_hashes SET hash = set_byte(hash, 7, get_byte(hash, 7) # 1) WHERE log = 'rehearsal'`
	w.tampers("log_hashes", every)
	command := uuid.NewString()
	_, err = w.s.Ask(t.Context(), dossier.Command{ID: command, Dossier: w.ref, Name: dossier.Advance, Seq: w.seq, Actor: w.drafter})
	if err != nil {
		t.Fatal(err)
	}
	apply := func() (dossier.Applied, error) {
		return w.s.ApplyCommand(t.Context(), dossier.ApplyInput{Ref: w.ref, Command: command, StageNo: w.stageNo})
	}
	calls := map[string]func() error{
		"a command": func() error { _, err := apply(); return err },
		"an answer": func() error {
			_, err := w.s.Answer(t.Context(), w.drafter, store.NewAnswer{Comment: sent.Comments[0], Outcome: dossier.Noted, Reasons: "Примљено."})
			return err
		},
		"a receipt that was given before": func() error {
			_, err := w.s.ReceiptFile(t.Context(), sent.ReceiptNo, sent.Secret)
			return err
		},
		"its request again": func() error {
			_, err := in.Submit(t.Context(), store.Delivery{Round: round, Key: "1", Submission: submission("Пре.")})
			return err
		},
	}
	for name, call := range calls {
		if err := call(); dossier.CodeOf(err) != dossier.CodeUnavailable {
			t.Errorf("%s: got %v, want unavailable", name, err)
		}
	}
	row, err := w.s.CommandByID(t.Context(), command)
	if err != nil || row.Verdict.Status != dossier.VerdictPending {
		t.Errorf("the command meanwhile: got %s %s, %v; want it to wait", row.Verdict.Status, row.Verdict.Code, err)
	}
	w.tampers("log_hashes", every)
	applied, err := apply()
	if err != nil || applied.Verdict.Status != dossier.VerdictAccepted {
		t.Errorf("the command afterwards: got %+v, %v", applied, err)
	}
	delete(calls, "a command")
	for name, call := range calls {
		if err := call(); err != nil {
			t.Errorf("%s afterwards: got %v", name, err)
		}
	}
}

// What is said of a promised submission stands behind it in the log, however
// soon somebody says it.
func TestWhatFollowsAPromiseKeepsItFirst(t *testing.T) {
	for name, follow := range map[string]func(w *world, round string, of store.Accepted) error{
		"an answer": func(w *world, _ string, of store.Accepted) error {
			_, err := w.s.Answer(w.t.Context(), w.drafter, store.NewAnswer{Comment: of.Comments[0], Outcome: dossier.Noted, Reasons: "Примљено."})
			return err
		},
		"what covers": func(w *world, _ string, of store.Accepted) error {
			w.covers(store.NewRedaction{Comment: of.Comments[0], Ground: dossier.OthersData, Body: []string{"Касни"}})
			return nil
		},
		"what sets aside": func(w *world, _ string, of store.Accepted) error {
			w.setsAside(of.Comments[0], dossier.Insulting)
			return nil
		},
		"the closing for good": func(w *world, round string, of store.Accepted) error {
			return w.s.DeclareFinal(w.t.Context(), w.drafter, round, true)
		},
	} {
		t.Run(name, func(t *testing.T) {
			w, round := inRound(t)
			w.sends(round, "x", submission("Пре."))
			w.lapse()
			w.lapse()
			w.flips()
			got, err := w.s.Enter(t.Context(), w.drafter, w.letter(round, "f", w.lastDay(round), submission("Касни поштар.")))
			w.promised(got, err)
			w.flips()
			err = follow(w, round, got)
			if err != nil {
				t.Fatal(err)
			}
			n, err := w.s.KeepPromises(t.Context())
			if n != 0 || err != nil {
				t.Errorf("kept %d, %v; want it kept before", n, err)
			}
			found, err := audit.Run(t.Context(), w.s.PublishedLog(true), audit.Options{Keys: []string{w.log().Key}})
			if err != nil || len(found.Faults) != 0 {
				t.Errorf("the log: %v, %v", found, err)
			}
		})
	}
}
