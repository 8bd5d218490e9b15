package store_test

import (
	"errors"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/uuid"

	"github.com/rasprava/rasprava/internal/dossier"
	"github.com/rasprava/rasprava/internal/store"
)

// bringsText adds a version that nothing compares yet, and returns the hash of its text.
func (w *world) bringsText(text string) string {
	w.t.Helper()
	added, err := w.s.AddPackage(w.t.Context(), w.drafter, store.NewPackage{Ref: w.ref, Reason: dossier.ByComments,
		Documents: []store.NewDocument{{Kind: dossier.ActDocument, Name: "nacrt.txt", Bytes: []byte(text)}}})
	if err != nil {
		w.t.Fatalf("add package: %v", err)
	}
	return added.ActHash
}

func (w *world) missing() []dossier.CompareInput {
	w.t.Helper()
	pairs, err := w.s.MissingRedlines(w.t.Context(), w.ref)
	if err != nil {
		w.t.Fatal(err)
	}
	return pairs
}

func TestARedlineIsReadWhenItIsKept(t *testing.T) {
	w, _ := afterComments(t, on("art_1", "Цео члан."))
	debated := w.view().PackageNo
	_, text, err := w.s.Package(t.Context(), w.drafter, w.ref, debated)
	if err != nil {
		t.Fatal(err)
	}
	between := w.bringsText(revisedText)
	last := w.bringsText(strings.Replace(revisedText, "20 дана", "15 дана", 1))
	want := []dossier.CompareInput{{Old: between, New: last}, {Old: text.Hash, New: last}, {Old: text.Hash, New: between}}
	if diff := cmp.Diff(want, w.missing()); diff != "" {
		t.Errorf("what is to be compared (-want +got):\n%s", diff)
	}
	_, err = w.s.Redline(t.Context(), w.drafter, w.ref, debated, debated+1)
	var pending *store.PendingRedline
	if !errors.As(err, &pending) || pending.CompareInput != want[2] || dossier.CodeOf(err) != dossier.CodeRedlinePending {
		t.Fatalf("before: %v", err)
	}
	for range 2 { // the second finds it kept
		made, err := w.s.CompareTexts(t.Context(), want[2])
		if err != nil || made.Changes == 0 {
			t.Fatalf("%+v, %v", made, err)
		}
	}
	r, err := w.s.Redline(t.Context(), w.drafter, w.ref, debated, debated+1)
	if err != nil || len(r.Changes) == 0 {
		t.Errorf("after: %v", err)
	}
	if diff := cmp.Diff(want[:2], w.missing()); diff != "" {
		t.Errorf("what is still to be compared (-want +got):\n%s", diff)
	}
	if n := w.compares(); n != 2 || len(w.missing()) != 0 {
		t.Errorf("%d were made, and %v are missing", n, w.missing())
	}
	_, err = w.s.CompareTexts(t.Context(), dossier.CompareInput{Old: last, New: "sha256:" + strings.Repeat("0", 64)})
	if dossier.CodeOf(err) != dossier.CodeNotFound {
		t.Errorf("a text that is not there: %v", err)
	}
}

// TestNothingIsDecidedOnTextsThatWereNotCompared asks for what a stage can be left
// by before the redline is kept: nobody is told what is not known, and who decides
// has it made.
func TestNothingIsDecidedOnTextsThatWereNotCompared(t *testing.T) {
	w := revising(t)
	w.bringsText(strings.ReplaceAll(draft, "30 дана", "20 дана "+uuid.NewString())) // which no test has compared before
	_, err := w.s.MaterialChange(t.Context(), w.drafter, w.ref)
	if dossier.CodeOf(err) != dossier.CodeRedlinePending {
		t.Errorf("what changed after the debate: %v", err)
	}
	holds := func() bool {
		t.Helper()
		checks, err := w.s.Checks(t.Context(), w.drafter, w.ref)
		if err != nil {
			t.Fatal(err)
		}
		for _, c := range checks {
			if c.Code == "material_change_decided" {
				return c.Holds
			}
		}
		t.Fatal("the stage does not ask")
		return false
	}
	waiting, err := w.s.Pending(t.Context(), w.signerA)
	if err != nil || len(waiting) != 0 {
		t.Errorf("what nobody knows waits for somebody: %+v, %v", waiting, err)
	}
	if holds() {
		t.Error("what nobody knows holds")
	}
	if got := w.revises(); got != "unmet, material_change_decided 1" {
		t.Errorf("who decides is told %q", got)
	}
	view, err := w.s.MaterialChange(t.Context(), w.drafter, w.ref)
	if err != nil || view.Changes != 1 {
		t.Errorf("afterwards: %+v, %v", view, err)
	}
	waiting, err = w.s.Pending(t.Context(), w.signerA)
	if err != nil || len(waiting) != 1 || waiting[0].Changed != 1 {
		t.Errorf("who is to decide: %+v, %v", waiting, err)
	}
	w.bringsText(strings.ReplaceAll(draft, "уређују се пробе", "уређују  се пробе"))
	if got := w.revises(); got != "" {
		t.Errorf("spaces alone: %q", got)
	}
}
