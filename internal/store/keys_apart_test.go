package store_test

import (
	"testing"
	"time"

	"github.com/rasprava/rasprava/internal/dossier"
	"github.com/rasprava/rasprava/internal/store"
)

// collector is an organisation that collects comments, and an operator.
func (w *world) collector() store.Collector {
	w.t.Helper()
	w.exec(`INSERT INTO organisations (id, register_no, name, kind) VALUES (gen_random_uuid(), '91000077', 'Удружење Окупљање', 'association')`)
	by, err := w.s.Collector(w.t.Context(), operator(w.t.(*testing.T), w), "91000077")
	if err != nil {
		w.t.Fatal(err)
	}
	return by
}

func TestAKeyOfAPasserByReachesNothingThatAnotherBroughtIn(t *testing.T) {
	w, round := inRound(t)
	today := dossier.Day(w.view().LegalNow, time.UTC)
	said := submission("Са портала.")
	said.Author = dossier.Author{Kind: dossier.Citizen, Name: "Ана Анић"}
	w.takes(round, w.portalFile(today, "p-1", said.Comments[0].Body))
	by := w.collector()
	in := w.s.NewIntake(t.Context(), 1)
	imported := store.Delivery{Round: round, Key: "import/91000077/1", Submission: submission("Из датотеке."), Collector: &by}
	file, err := in.Submit(t.Context(), imported)
	if err != nil {
		t.Fatal(err)
	}
	letter := w.letter(round, "dopis", today, submission("Из дописа."))
	_, err = w.s.Enter(t.Context(), w.drafter, letter)
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		what string
		d    store.Delivery
	}{
		{"a letter, by who entered it", store.Delivery{Key: letter.Key, Submission: letter.Submission, Person: w.drafter}},
		{"a comment of the portal", store.Delivery{Key: "ekonsultacije/p-1", Submission: said}},
		{"a comment of a file", store.Delivery{Key: imported.Key, Submission: imported.Submission}},
		{"a key of the next row of the file", store.Delivery{Key: "import/91000077/2", Submission: submission("Нешто друго.")}},
	} {
		c.d.Round = round
		got, err := in.Submit(t.Context(), c.d)
		known := w.count(`SELECT count(*) FROM submissions WHERE receipt_no = '` + got.ReceiptNo + `' AND (channel <> 'web' OR id IN (SELECT submission FROM collected_submissions))`)
		if err != nil || got.Replayed || known > 0 {
			t.Errorf("%s: a passer-by is answered with its receipt: %v", c.what, err)
		}
	}
	// And what they sent keeps nothing out.
	again, err := in.Submit(t.Context(), imported)
	if err != nil || !again.Replayed || again.ReceiptNo != file.ReceiptNo || again.Secret != file.Secret {
		t.Errorf("who brought the file brings it again: %+v, %v", again, err)
	}
	imported.Key, imported.Submission = "import/91000077/2", submission("Из датотеке, друго.")
	if got, err := in.Submit(t.Context(), imported); err != nil || got.Replayed {
		t.Errorf("a row whose key a passer-by used before: %+v, %v", got, err)
	}
	if tried, err := w.s.TryIntake(t.Context(), round, []store.Delivery{imported}); err != nil || tried[0] != nil {
		t.Errorf("tried again: %v, %v", tried, err)
	}
	if _, err := w.s.Enter(t.Context(), w.drafter, letter); err != nil {
		t.Errorf("the letter again: %v", err)
	}
}

func TestACommentOfThePortalGoesInThoughItsKeyIsTaken(t *testing.T) {
	w, round := inRound(t)
	today := dossier.Day(w.view().LegalNow, time.UTC)
	w.sends(round, "ekonsultacije/p-2", submission("Претходница."))
	got := w.takes(round, w.portalFile(today, "p-1", "Први.", "p-2", "Други.", "p-3", "Трећи."))
	if got.Taken != 3 || got.Refused != 0 || len(w.differs(round)) > 0 {
		t.Errorf("taken in %+v; it differs: %v", got, w.differs(round))
	}
}

func TestARowOfThePortalThatTheRecordRefusesKeepsNoOtherOut(t *testing.T) {
	w, round := inRound(t)
	today := dossier.Day(w.view().LegalNow, time.UTC)
	w.exec(`ALTER TABLE comments ADD CONSTRAINT never_this CHECK (body <> 'Други.')`)
	got := w.takes(round, w.portalFile(today, "p-1", "Први.", "p-2", "Други.", "p-3", "Трећи."))
	if got.Taken != 2 || got.Refused != 1 {
		t.Errorf("taken in %+v", got)
	}
	st, err := w.s.PortalState(t.Context(), round)
	if err != nil {
		t.Fatal(err)
	}
	wrong, err := w.s.PortalRows(t.Context(), st.File.ID, true, 0, 10)
	if err != nil || len(wrong) != 1 || wrong[0].ID != "p-2" || wrong[0].Faults[0].Code != store.PortalUnwritable {
		t.Errorf("what is wrong: %+v, %v", wrong, err)
	}
	if said, _ := w.checked(); said != "" {
		t.Errorf("the log is not as the record is: %s", said)
	}
}
