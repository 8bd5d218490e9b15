package store_test

import (
	"testing"

	"github.com/rasprava/rasprava/internal/dossier"
	"github.com/rasprava/rasprava/internal/store"
	"github.com/rasprava/rasprava/internal/store/storetest"
)

// TestACoveredFileOfWhatWasSaidBeforeIsForgottenToo corrects comments so that files are
// of their earlier versions alone; one of these is covered, and one comment is withdrawn.
func TestACoveredFileOfWhatWasSaidBeforeIsForgottenToo(t *testing.T) {
	w, round := inRound(t)
	covered, withdrawn, read := w.attach("uklonjen.pdf"), w.attach("povucen.pdf"), w.attach("ostaje.pdf")
	a, b, c := w.sends(round, "a", withFiles(covered.ID)), w.sends(round, "b", withFiles(withdrawn.ID)), w.sends(round, "c", withFiles(read.ID))
	w.covers(store.NewRedaction{Comment: a.Comments[0], Ground: dossier.OthersData, Files: []string{covered.ID}})
	for _, sent := range []store.Accepted{a, b, c} {
		w.corrected(sent, "k", store.CorrectedComment{Body: "Без прилога."})
	}
	_, err := w.s.Withdraw(t.Context(), store.Withdrawal{ReceiptNo: b.ReceiptNo, Secret: b.Secret, Key: "w"})
	if err != nil {
		t.Fatal(err)
	}
	if n := storetest.Count(t, w.s, `SELECT count(*) FROM comment_attachments`); n != 0 {
		t.Fatalf("%d files are of what the comments say now", n)
	}
	now, err := w.s.Now(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	w.exec(`UPDATE rounds SET status = 'closed', closed_at = clock_timestamp(), submissions = 3, comments = 3, final_at = $2 WHERE id = $1`, round, now)
	got, err := w.s.Forget(t.Context(), now.Add(91*day), store.Retention{Files: 90 * day})
	if err != nil || got.Files != 2 {
		t.Errorf("forgotten: %+v, %v, want the covered file and that of the withdrawn comment", got, err)
	}
	for _, f := range []store.Attachment{covered, withdrawn} {
		if _, err := w.s.AttachmentBytes(t.Context(), f.ID); err == nil {
			t.Errorf("the bytes of %s are kept", f.Name)
		}
	}
	if _, err := w.s.AttachmentBytes(t.Context(), read.ID); err != nil {
		t.Errorf("what its author may read: %v", err)
	}
	if said := w.checkedButClosing(); said != "" {
		t.Errorf("the check of the log says %s", said)
	}
}
