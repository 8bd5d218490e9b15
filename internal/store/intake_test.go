package store_test

import (
	"errors"
	"fmt"
	"sync"
	"testing"

	"github.com/rasprava/rasprava/internal/dossier"
	"github.com/rasprava/rasprava/internal/ledger"
	"github.com/rasprava/rasprava/internal/store"
)

func inRound(t testing.TB) (*world, string) {
	t.Helper()
	return inRoundOn(t, draft)
}

// inRoundOn is inRound with another text.
func inRoundOn(t testing.TB, text string) (*world, string) {
	t.Helper()
	w := newWorld(t, "test.two_stage", rehearsal())
	w.publish()
	w.addAct(text)
	return w, w.publish().Round
}

func TestManyAtOnceAreAllTakenInWithProofs(t *testing.T) {
	w, round := inRound(t)
	// Two batchers, as two web processes have.
	intakes := []*store.Intake{w.s.NewIntake(t.Context(), 2), w.s.NewIntake(t.Context(), 2)}
	const senders = 150
	results := make([]store.Accepted, senders)
	errs := make([]error, senders)
	var wg sync.WaitGroup
	for i := range senders {
		wg.Add(1)
		go func() {
			defer wg.Done()
			s := submission(fmt.Sprintf("Коментар број %d.", i))
			if i%10 == 3 { // one bad member never fails the others
				s.Comments[0].Provision = "art_99"
			}
			results[i], errs[i] = intakes[i%2].Submit(t.Context(), store.Delivery{Round: round, Key: fmt.Sprintf("k%d", i), Submission: s})
		}()
	}
	wg.Wait()
	log, err := w.s.Log(t.Context(), true)
	if err != nil {
		t.Fatal(err)
	}
	leaves := map[int64]bool{}
	for i, r := range results {
		if i%10 == 3 {
			var p *dossier.Problem
			if !errors.As(errs[i], &p) || p.Fields[0].Code != dossier.CodeProvisionUnknown {
				t.Errorf("sender %d: got %v, want provision_unknown", i, errs[i])
			}
			continue
		}
		if errs[i] != nil {
			t.Fatalf("sender %d: %v", i, errs[i])
		}
		if leaves[r.Leaf] {
			t.Errorf("leaf %d was given twice", r.Leaf)
		}
		leaves[r.Leaf] = true
		_, err := ledger.Verify(r.Receipt, log.Key)
		if err != nil {
			t.Errorf("sender %d: receipt: %v", i, err)
		}
	}
	view, err := w.s.Round(t.Context(), "", round)
	if err != nil || view.Comments != senders*9/10 {
		t.Errorf("round: %d comments, %v; want %d", view.Comments, err, senders*9/10)
	}
}

func TestTheCutIsExact(t *testing.T) {
	w, round := inRound(t)
	w.lapse() // the minimum for comments; what follows closes the round
	in := w.s.NewIntake(t.Context(), 2)
	const senders = 40
	var wg sync.WaitGroup
	accepted, late := make(chan string, senders), make(chan error, senders)
	start := make(chan struct{})
	for i := range senders {
		wg.Add(1)
		go func() {
			defer wg.Done()
			<-start
			got, err := in.Submit(t.Context(), store.Delivery{Round: round, Key: fmt.Sprintf("k%d", i), Submission: submission("У последњи час.")})
			if err == nil {
				accepted <- got.ReceiptNo
				return
			}
			late <- err
		}()
	}
	close(start)
	w.lapse()
	wg.Wait()
	close(accepted)
	close(late)
	n := 0
	for no := range accepted {
		n++
		if _, err := w.s.Receipt(t.Context(), no); err != nil {
			t.Errorf("accepted %s is not in the record: %v", no, err)
		}
	}
	for err := range late {
		var l *store.LateError
		if !errors.As(err, &l) {
			t.Errorf("got %v, want accepted or late", err)
		}
	}
	view, err := w.s.Round(t.Context(), "", round)
	if err != nil || view.Comments != n || view.Late != senders-n {
		t.Errorf("closed with %d comments and %d late, %v; %d were acknowledged", view.Comments, view.Late, err, n)
	}
}

func TestAnOrganisationSpeaksThroughItsMandate(t *testing.T) {
	w, round := inRound(t)
	in := w.s.NewIntake(t.Context(), 1)
	err := w.s.AddOrganisation(t.Context(), store.Organisation{RegisterNo: "91000002", Name: "Удружење", Kind: "association"})
	if err != nil {
		t.Fatal(err)
	}
	s := submission("У име удружења.")
	s.Author = dossier.Author{Kind: dossier.Organisation, Organisation: "91000002", PublishName: true}
	_, err = in.Submit(t.Context(), store.Delivery{Round: round, Key: "a", Submission: s})
	if dossier.CodeOf(err) != dossier.CodeAccountOfBody {
		t.Errorf("nobody signed in: got %v", err)
	}
	_, err = in.Submit(t.Context(), store.Delivery{Round: round, Key: "b", Person: w.stranger, Submission: s})
	if dossier.CodeOf(err) != dossier.CodeMandateMissing {
		t.Errorf("without a mandate: got %v", err)
	}
	err = w.s.Mandate(t.Context(), w.stranger, dossier.Mandate{Organisation: "91000002", From: "2020-01-01"})
	if err != nil {
		t.Fatal(err)
	}
	_, err = in.Submit(t.Context(), store.Delivery{Round: round, Key: "c", Person: w.stranger, Submission: s})
	if err != nil {
		t.Fatalf("with a mandate: %v", err)
	}
	comments, _, err := w.s.Comments(t.Context(), "", round, store.Page{})
	if err != nil || len(comments) != 1 || comments[0].Author != "Удружење" {
		t.Errorf("comments: %+v %v", comments, err)
	}
}

// A document of the package that is not public is no place of a comment: nobody
// learns from the answer that it is there.
func TestWhatIsNotPublicIsNoPlaceOfAComment(t *testing.T) {
	w := beforeRound(t)
	w.addAct(draft)
	w.stageDoc("financial_statement", "izjava.txt", "Изјава.")
	_, err := w.s.SaveStaged(t.Context(), w.drafter, w.ref, "", 0, dossier.DocumentsReason, "")
	if err != nil {
		t.Fatal(err)
	}
	round := w.publish().Round
	in := w.s.NewIntake(t.Context(), 1)
	for _, kind := range []dossier.DocumentKind{"financial_statement", "impact_assessment"} {
		s := submission("Текст.")
		s.Comments[0].Document, s.Comments[0].Provision = kind, ""
		_, err = in.Submit(t.Context(), store.Delivery{Round: round, Key: string(kind), Submission: s})
		var p *dossier.Problem
		if !errors.As(err, &p) || len(p.Fields) != 1 || p.Fields[0].Code != dossier.CodeDocumentUnknown {
			t.Errorf("%s: got %v, want document_unknown", kind, err)
		}
	}
	w.sends(round, "act", submission("О нацрту."))
}
