package store_test

import (
	"io"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/uuid"

	"github.com/rasprava/rasprava/internal/dossier"
	"github.com/rasprava/rasprava/internal/ledger"
	"github.com/rasprava/rasprava/internal/store"
)

func submission(bodies ...string) dossier.Submission {
	s := dossier.Submission{Author: dossier.Author{Kind: dossier.Citizen, Name: "Грађанка Проба", PublishName: true}, Lang: "sr-Cyrl"}
	for _, b := range bodies {
		s.Comments = append(s.Comments, dossier.NewComment{Document: dossier.ActDocument, Provision: "art_2", Kind: dossier.Remark, Body: b})
	}
	return s
}

func TestShortProcedureFromNoticeToSignatures(t *testing.T) {
	w := newWorld(t, "test.two_stage", rehearsal())
	w.publish()
	if w.stage.ID != "consultation" {
		t.Fatalf("after the notice: got stage %s, want consultation", w.stage.ID)
	}
	row, _ := w.ask(w.drafter, dossier.PublishProof, dossier.Args{Channel: "own_site", URL: "https://primer.example", SHA256: sha})
	if row.Verdict.Code != dossier.CodeUnmet || len(row.Unmet) != 1 || row.Unmet[0].Code != "documents_present" {
		t.Errorf("a consultation without an act: got %s %v, want the missing document", row.Verdict.Code, row.Unmet)
	}
	w.addAct(draft)
	round := w.publish().Round
	if round == "" {
		t.Fatal("the last proof opened no round")
	}
	in := w.s.NewIntake(t.Context(), 1)
	key := uuid.NewString()
	got, err := in.Submit(t.Context(), store.Delivery{Round: round, Key: key, Submission: submission("Рок је предуг.", "Члан је нејасан.")})
	if err != nil {
		t.Fatalf("submit: %v", err)
	}
	log, err := w.s.Log(t.Context(), true)
	if err != nil {
		t.Fatal(err)
	}
	verdict, err := ledger.Verify(got.Receipt, log.Key)
	if err != nil {
		t.Fatalf("verify receipt: %v", err)
	}
	if verdict.Comments != 2 || verdict.Number != got.ReceiptNo {
		t.Errorf("receipt: got %d comments and number %s, want 2 and %s", verdict.Comments, verdict.Number, got.ReceiptNo)
	}
	again, err := in.Submit(t.Context(), store.Delivery{Round: round, Key: key, Submission: submission("Рок је предуг.", "Члан је нејасан.")})
	if err != nil {
		t.Fatalf("submit again: %v", err)
	}
	if diff := cmp.Diff([]string{got.ReceiptNo, got.Secret, got.Comments[0]}, []string{again.ReceiptNo, again.Secret, again.Comments[0]}); diff != "" || !again.Replayed {
		t.Errorf("the same request again: %s", diff)
	}
	_, err = in.Submit(t.Context(), store.Delivery{Round: round, Key: key, Submission: submission("Нешто друго.")})
	if dossier.CodeOf(err) != dossier.CodeIdempotency {
		t.Errorf("the same key with another body: got %v", err)
	}

	w.lapse() // comments
	if w.stage.ID != "consultation" {
		t.Fatalf("after the minimum for comments: got stage %s", w.stage.ID)
	}
	w.lapse() // consultation
	if w.stage.ID != "report" {
		t.Fatalf("after the consultation: got stage %s, want report", w.stage.ID)
	}
	_, err = in.Submit(t.Context(), store.Delivery{Round: round, Key: "k2", Submission: submission("Прекасно.")})
	late, ok := err.(*store.LateError)
	if !ok {
		t.Fatalf("a late submission: got %v", err)
	}
	if _, err := ledger.VerifyLateNote(late.Note, log.Key); err != nil {
		t.Errorf("late note: %v", err)
	}

	w.lapse() // the report publishes itself, naming what has no answer
	published, err := w.s.ReportOf(t.Context(), w.drafter, round)
	if err != nil {
		t.Fatalf("report: %v", err)
	}
	content, err := io.ReadAll(published.Open(t.Context()))
	if err != nil || ledger.HashOf(content) != published.Hash {
		t.Fatalf("report: %s %v", content, err)
	}
	if w.stage.ID != "decision" {
		t.Fatalf("after the report: got stage %s, want decision", w.stage.ID)
	}
	hash := w.hash(t)
	row, _ = w.ask(w.drafter, dossier.Prepare, dossier.Args{Package: hash})
	if row.Verdict.Code != dossier.CodeUnmet {
		t.Errorf("prepare with unanswered comments: got %s", row.Verdict.Code)
	}
	comments, _, err := w.s.Comments(t.Context(), w.drafter, round, store.Page{})
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range comments {
		_, err = w.s.Answer(t.Context(), w.drafter, store.NewAnswer{Comment: c.ID, Outcome: dossier.Accepted, Reasons: "Прихвата се."})
		if err != nil {
			t.Fatalf("answer: %v", err)
		}
	}
	w.declares()
	w.do(w.second, dossier.Prepare, dossier.Args{Package: hash})
	refused := []struct {
		name   string
		person string
		hash   string
		want   dossier.Code
	}{
		{"the preparer does not sign", w.second, hash, dossier.CodeWrongRole},
		{"another body's signer does not sign", w.stranger, hash, dossier.CodeNotYourBody},
		{"another package is not signed", w.signerA, "sha256:" + sha, dossier.CodePackageChanged},
	}
	for _, r := range refused {
		t.Run(r.name, func(t *testing.T) {
			row, _ := w.ask(r.person, dossier.Sign, dossier.Args{Package: r.hash})
			if row.Verdict.Code != r.want {
				t.Errorf("got %s, want %s", row.Verdict.Code, r.want)
			}
		})
	}
	w.do(w.signerA, dossier.Sign, dossier.Args{Package: hash})
	row, _ = w.ask(w.signerA, dossier.Sign, dossier.Args{Package: hash})
	if row.Verdict.Code != dossier.CodeAlreadySigned {
		t.Errorf("signing twice: got %s", row.Verdict.Code)
	}
	w.do(w.signerB, dossier.Sign, dossier.Args{Package: hash})
	view, err := w.s.Dossier(t.Context(), w.drafter, w.ref)
	if err != nil {
		t.Fatal(err)
	}
	if view.Status != dossier.Completed {
		t.Errorf("after both signatures: got %s, want completed", view.Status)
	}
	w.checkLedger(t)
}

func (w *world) hash(t *testing.T) string {
	t.Helper()
	view, err := w.s.Dossier(t.Context(), w.drafter, w.ref)
	if err != nil {
		t.Fatal(err)
	}
	return view.PackHash
}

// checkLedger checks that every step of the timeline stands in the log by its
// hash, in order.
func (w *world) checkLedger(t *testing.T) {
	t.Helper()
	steps, err := w.s.Timeline(t.Context(), w.drafter, w.ref)
	if err != nil {
		t.Fatal(err)
	}
	entries, err := w.s.LogTile(t.Context(), true, "tile/entries/000")
	var leaves [][]byte
	if err == nil {
		leaves, err = ledger.ParseEntries(entries)
	} else {
		log, logErr := w.s.Log(t.Context(), true)
		if logErr != nil {
			t.Fatal(logErr)
		}
		tile := ledger.Tile{Level: ledger.EntriesLevel, N: 0, Width: int(log.Size)}
		entries, err = w.s.LogTile(t.Context(), true, tile.Path())
		if err != nil {
			t.Fatal(err)
		}
		leaves, err = ledger.ParseEntries(entries)
	}
	if err != nil {
		t.Fatal(err)
	}
	hashes := map[string]bool{}
	for _, b := range leaves {
		l, err := ledger.ParseLeaf(b)
		if err != nil {
			t.Fatal(err)
		}
		hashes[l.Hash] = true
	}
	key := w.see(w.drafter).LogKey
	for _, st := range steps {
		if !hashes[ledger.HashOf([]byte(key+"\n"+st.Record.Hash()))] { // a rehearsal is hidden in its log
			t.Errorf("step %d (%s %s) is not in the log", st.Seq, st.Kind, st.Name)
		}
	}
}
