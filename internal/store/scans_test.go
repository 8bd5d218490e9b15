package store_test

import (
	"testing"
	"time"

	"github.com/rasprava/rasprava/internal/dossier"
	"github.com/rasprava/rasprava/internal/store"
)

// shown reports whether anybody gets a scan, and is led to it by the comment with a
// number; the two are to say the same.
func (w *world) shown(round string, number int, scan store.Attachment) bool {
	w.t.Helper()
	_, _, err := w.s.ScanFile(w.t.Context(), "", scan.ID)
	led := w.numbered(round, number).ScanID == scan.ID
	if led != (err == nil) {
		w.t.Errorf("the comment leads to its scan: %t; it is given: %v", led, err)
	}
	return err == nil
}

func TestAScanIsShownOnlyWhileNothingOnItIsHidden(t *testing.T) {
	w, round := inRound(t)
	letter := func(key string, e store.Entry) (store.Accepted, store.Attachment) {
		scan := w.attach(key + ".pdf")
		e.Round, e.Key, e.Channel, e.SentOn, e.Scan, e.ScanPublic = round, key, dossier.Paper, dossier.Day(w.view().LegalNow, time.UTC), scan.ID, true
		got, err := w.s.Enter(t.Context(), w.drafter, e)
		if err != nil {
			t.Fatal(err)
		}
		return got, scan
	}
	named := func() store.Entry { return store.Entry{Submission: submission("Први.", "Други.")} }
	number := 1
	for name, c := range map[string]struct {
		entry store.Entry
		hides func(store.Accepted)
		shown bool
	}{
		"nothing is hidden": {named(), func(store.Accepted) {}, true},
		"words are covered": {named(), func(a store.Accepted) {
			w.covers(store.NewRedaction{Comment: a.Comments[0], Ground: dossier.OthersData, Body: []string{"Први"}})
		}, false},
		"the name is covered": {named(), func(a store.Accepted) {
			w.covers(store.NewRedaction{Comment: a.Comments[0], Ground: dossier.OthersData, Name: true})
		}, false},
		"one is set aside as insulting": {named(), func(a store.Accepted) { w.setsAside(a.Comments[1], dossier.Insulting) }, false},
		"one is set aside as off topic": {named(), func(a store.Accepted) { w.setsAside(a.Comments[1], dossier.OffTopic) }, true},
		"the name was not published": {func() store.Entry {
			e := named()
			e.Submission.Author.PublishName = false
			return e
		}(), func(store.Accepted) {}, false},
		"nobody signed it": {func() store.Entry {
			e := named()
			e.Submission.Author = dossier.Author{Kind: dossier.Anonymous}
			return e
		}(), func(store.Accepted) {}, true},
	} {
		got, scan := letter(name, c.entry)
		c.hides(got)
		if shown := w.shown(round, number, scan); shown != c.shown {
			t.Errorf("%s: anybody sees the scan: %t", name, shown)
		}
		if _, _, err := w.s.ScanFile(t.Context(), w.drafter, scan.ID); err != nil {
			t.Errorf("%s: who handles the round: %v", name, err)
		}
		number += 2
	}
}

func TestAPublicScanIsClosedAtAnyTimeAndForGood(t *testing.T) {
	w, round := inRound(t)
	scan := w.attach("dopis.pdf")
	got, _ := w.entered(round, "a", scan, true)
	w.wants("a stranger closes", w.s.CloseScan(t.Context(), w.stranger, got.ReceiptNo), dossier.CodeNotYourBody)
	w.wants("a receipt that there is not", w.s.CloseScan(t.Context(), w.drafter, "X"), dossier.CodeReceiptUnknown)
	w.lapse()
	w.lapse()
	if err := w.s.DeclareFinal(t.Context(), w.drafter, round, true); err != nil {
		t.Fatal(err)
	}
	if !w.shown(round, 1, scan) {
		t.Fatal("it is not shown before anybody closes it")
	}
	for range 2 {
		if err := w.s.CloseScan(t.Context(), w.drafter, got.ReceiptNo); err != nil {
			t.Fatal(err)
		}
	}
	if w.shown(round, 1, scan) {
		t.Error("anybody still sees it")
	}
	row, _, _, err := w.s.EntryOf(t.Context(), w.drafter, got.ReceiptNo)
	if err != nil || row.ScanPublic || row.ScanClosedAt == nil || row.ScanClosedBy == "" {
		t.Errorf("who closed it is not kept: %+v, %v", row, err)
	}
	if _, faults := w.checked(); len(faults) > 0 {
		t.Errorf("the audit finds %v", faults)
	}
}

func TestAClosedScanStaysClosedThroughACorrection(t *testing.T) {
	w, round := inRound(t)
	scan := w.attach("dopis.pdf")
	got, e := w.entered(round, "a", scan, true)
	if err := w.s.CloseScan(t.Context(), w.drafter, got.ReceiptNo); err != nil {
		t.Fatal(err)
	}
	to := store.EntryCorrection{ReceiptNo: got.ReceiptNo, Key: "k", Reason: "Погрешно преписано.", Channel: dossier.Paper, SentOn: e.SentOn, Name: "Мара Марић", PublishName: true,
		Comments: e.Submission.Comments, Scan: &store.EntryScan{ID: scan.ID, Public: true}}
	if _, err := w.s.CorrectEntry(t.Context(), w.drafter, to); err != nil {
		t.Fatal(err)
	}
	if w.shown(round, 1, scan) {
		t.Error("a correction opened what was closed")
	}
}
