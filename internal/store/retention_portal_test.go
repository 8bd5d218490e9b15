package store_test

import (
	"testing"
	"time"

	"github.com/rasprava/rasprava/internal/dossier"
	"github.com/rasprava/rasprava/internal/store"
)

func TestNamesAreForgottenInFilesOfThePortalToo(t *testing.T) {
	w, round := inRound(t)
	rows := portalRows(dossier.Day(w.view().LegalNow, time.UTC), "p-1", "Први.", "p-2", "Други.")
	rows[1].SentOn = "2020-01-01" // it cannot be taken in, and stays a row
	f := portalFileOf("p-1;Ана Анић;Први.", rows)
	w.takes(round, f)
	now, err := w.s.Now(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	w.exec(`UPDATE rounds SET status = 'closed', closed_at = clock_timestamp(), submissions = 1, comments = 1, final_at = $2 WHERE id = $1`, round, now)
	got, err := w.s.Forget(t.Context(), now.Add(61*day), store.Retention{Names: 60 * day})
	if err != nil || got.Names != 3 { // that of the comment, and of two rows
		t.Errorf("forgotten: %+v, %v", got, err)
	}
	w.nowhere("Ана Анић")
	if n := w.count(`SELECT count(*) FROM portal_files WHERE content IS NOT NULL`); n != 0 {
		t.Errorf("%d files of the portal are kept", n)
	}
	if st, err := w.s.PortalState(t.Context(), round); err != nil || st.InFile != 2 || st.Equal != 1 || st.Ready != 0 {
		t.Errorf("it compares as %+v, %v", st, err)
	}
}

func TestWhatWasErasedDoesNotComeBackWithTheNextFileOfThePortal(t *testing.T) {
	w, round := inRound(t)
	f := w.portalFile(dossier.Day(w.view().LegalNow, time.UTC), "p-1", "Моја тајна прича.", "p-2", "Друго.")
	w.takes(round, f)
	w.erasesByTwo(w.numbered(round, 1).ID)
	w.nowhere("тајна прича")
	w.takes(round, f)
	w.nowhere("тајна прича")
	if n := w.count(`SELECT count(*) FROM portal_files WHERE content IS NOT NULL`); n != 0 {
		t.Errorf("the bytes of %d files are kept", n)
	}
	if n := w.count(`SELECT count(*) FROM portal_rows WHERE content::text LIKE '%Друго.%'`); n != 1 {
		t.Errorf("%d rows say what was not erased, want 1", n)
	}
	if n := w.count(`SELECT count(*) FROM comments`); n != 2 {
		t.Errorf("%d comments are there, want 2", n)
	}
}
