package store_test

import (
	"testing"
	"time"

	"github.com/rasprava/rasprava/internal/dossier"
	"github.com/rasprava/rasprava/internal/ledger"
	"github.com/rasprava/rasprava/internal/store"
)

// spoke enters what somebody said at a hearing, as its minutes have it in a scan.
func (w *world) spoke(round, key string, scan store.Attachment, who, body string) store.Accepted {
	w.t.Helper()
	s := submission(body)
	s.Author = dossier.Author{Kind: dossier.Citizen, Name: who, PublishName: true}
	got, err := w.s.Enter(w.t.Context(), w.drafter, store.Entry{Round: round, Key: key, Channel: dossier.Hearing, SentOn: dossier.Day(w.view().LegalNow, time.UTC),
		Scan: scan.ID, ScanPublic: true, Submission: s})
	if err != nil {
		w.t.Fatal(err)
	}
	return got
}

// entryOf returns the entry of a receipt.
func (w *world) entryOf(of store.Accepted) store.EntryView {
	w.t.Helper()
	e, _, _, err := w.s.EntryOf(w.t.Context(), w.drafter, of.ReceiptNo)
	if err != nil {
		w.t.Fatal(err)
	}
	return e
}

func TestManyAreEnteredFromTheMinutesOfOneHearing(t *testing.T) {
	w, round := inRound(t)
	minutes := w.attach("zapisnik.pdf")
	log, err := w.s.Log(t.Context(), true)
	if err != nil {
		t.Fatal(err)
	}
	for i, body := range []string{"Рок је предуг.", "Рок је прекратак.", "Рока нема."} {
		got := w.spoke(round, body, minutes, "Мара Марић", body)
		if err := w.opens(got.Receipt, body, minutes.SHA256()); err != nil {
			t.Errorf("the receipt of %q does not prove the scan: %v", body, err)
		}
		if verdict, err := ledger.Verify(got.Receipt, log.Key); err != nil || verdict.Kind != ledger.SubmissionReceived {
			t.Errorf("the receipt of %q: %+v, %v", body, verdict, err)
		}
		if e := w.entryOf(got); e.ScanID != minutes.ID || e.ScanBeside != i || !e.ScanShown {
			t.Errorf("%q came in %q beside %d others, shown %t", body, e.ScanID, e.ScanBeside, e.ScanShown)
		}
		if !w.shown(round, i+1, minutes) {
			t.Errorf("with %q the scan is shown no more", body)
		}
	}
	if said, _ := w.checked(); said != "" {
		t.Errorf("the log is not as the record is: %s", said)
	}
}

func TestAScanIsOfOneRoundAndIsReadByWhoHandlesIt(t *testing.T) {
	w, round := inRound(t)
	minutes, file := w.attach("zapisnik.pdf"), w.attach("prilog.pdf")
	w.spoke(round, "a", minutes, "Мара Марић", "Рок је предуг.")
	w.sends(round, "b", withFiles(file.ID))
	other := newWorldIn(t, w.s, "test.two_stage", rehearsal())
	other.publish()
	other.addAct(draft)
	elsewhere := other.publish().Round
	foreign := other.attach("zapisnik.pdf")
	other.spoke(elsewhere, "a", foreign, "Мара Марић", "Рок је предуг.")
	for what, id := range map[string]string{"the file of a comment": file.ID, "a scan of elsewhere": foreign.ID, "nothing that there is": "0191d2a0-0000-7000-8000-000000000000", "no id": "x"} {
		_, err := w.s.ScanToEnter(t.Context(), w.drafter, round, id)
		w.wants(what, err, dossier.CodeNotFound)
		_, err = w.s.Enter(t.Context(), w.drafter, store.Entry{Round: round, Key: what, Channel: dossier.Hearing, SentOn: dossier.Day(w.view().LegalNow, time.UTC), Scan: id, Submission: submission("Рок је предуг.")})
		if code := fieldsOf(err)["scan"]; code != dossier.CodeAttachmentUnknown {
			t.Errorf("an entry from %s: %v", what, err)
		}
	}
	if a, err := w.s.ScanToEnter(t.Context(), w.drafter, round, minutes.ID); err != nil || a.SHA256() != minutes.SHA256() || a.Entries != 1 {
		t.Errorf("the minutes: %+v, %v", a, err)
	}
	_, err := w.s.ScanToEnter(t.Context(), w.stranger, round, minutes.ID)
	w.wants("a stranger", err, dossier.CodeNotYourBody)
}

func TestASharedScanIsShownWhileAllOfItsLettersAllowThat(t *testing.T) {
	w, round := inRound(t)
	number := 0
	for name, hides := range map[string]func(store.Accepted) error{
		"words are covered": func(a store.Accepted) error {
			w.covers(store.NewRedaction{Comment: a.Comments[0], Ground: dossier.OthersData, Body: []string{"Други"}})
			return nil
		},
		"it is set aside as insulting": func(a store.Accepted) error {
			w.setsAside(a.Comments[0], dossier.Insulting)
			return nil
		},
		"it is closed": func(a store.Accepted) error { return w.s.CloseScan(t.Context(), w.drafter, a.ReceiptNo) },
		"it is not to be public": func(a store.Accepted) error {
			e := w.entryOf(a)
			_, err := w.s.CorrectEntry(t.Context(), w.drafter, store.EntryCorrection{ReceiptNo: a.ReceiptNo, Key: "k", Reason: "Скен није за све.", Channel: dossier.Hearing, SentOn: e.SentOn,
				Name: "Ана Анић", PublishName: true, Comments: submission("Други.").Comments, Scan: &store.EntryScan{ID: e.ScanID}})
			return err
		},
	} {
		scan := w.attach("zapisnik.pdf")
		first := w.spoke(round, name+" 1", scan, "Мара Марић", "Први.")
		second := w.spoke(round, name+" 2", scan, "Ана Анић", "Други.")
		if !w.shown(round, number+1, scan) || !w.shown(round, number+2, scan) {
			t.Errorf("%s: nobody sees it before", name)
		}
		if err := hides(second); err != nil {
			t.Fatal(err)
		}
		if w.shown(round, number+1, scan) {
			t.Errorf("%s: it is shown by the other letter", name)
		}
		if _, _, err := w.s.ScanFile(t.Context(), w.drafter, scan.ID); err != nil {
			t.Errorf("%s: who handles the round: %v", name, err)
		}
		if err := w.opens(first.Receipt, "Први.", scan.SHA256()); err != nil {
			t.Errorf("%s: the receipt of the other letter: %v", name, err)
		}
		number += 2
	}
}

func TestAScanThatWasClosedIsClosedForWhatIsEnteredFromItLater(t *testing.T) {
	w, round := inRound(t)
	scan := w.attach("zapisnik.pdf")
	first := w.spoke(round, "a", scan, "Мара Марић", "Први.")
	second := w.spoke(round, "b", scan, "Ана Анић", "Други.")
	for _, letter := range []store.Accepted{first, first, second} {
		if err := w.s.CloseScan(t.Context(), w.drafter, letter.ReceiptNo); err != nil {
			t.Fatal(err)
		}
	}
	third := w.spoke(round, "c", scan, "Вид Видић", "Трећи.")
	if e := w.entryOf(third); e.ScanPublic || e.ScanShown || e.ScanClosedAt == nil {
		t.Errorf("it was opened again: %+v", e)
	}
	for number := 1; number <= 3; number++ {
		if w.shown(round, number, scan) {
			t.Errorf("by letter %d anybody sees it", number)
		}
	}
}

func TestASharedScanGoesWithTheLastLetterThatIsErased(t *testing.T) {
	w, round := inRound(t)
	scan, before := w.attach("zapisnik.pdf"), w.attachBytes("pogresan.pdf", portable+"\n% погрешан")
	first := w.spoke(round, "a", scan, "Мара Марић", "Први.")
	second := w.spoke(round, "b", before, "Ана Анић", "Други.")
	third := w.spoke(round, "c", before, "Вид Видић", "Трећи.")
	to := store.EntryCorrection{ReceiptNo: second.ReceiptNo, Key: "k", Reason: "Погрешан скен.", Channel: dossier.Hearing, SentOn: w.entryOf(second).SentOn,
		Name: "Ана Анић", PublishName: true, Comments: submission("Други.").Comments, Scan: &store.EntryScan{ID: scan.ID, Public: true}}
	if _, err := w.s.CorrectEntry(t.Context(), w.drafter, to); err != nil {
		t.Fatalf("it came in the other scan of the round: %v", err)
	}
	kept := func(a store.Attachment) bool {
		return w.count(`SELECT count(*) FROM attachments WHERE state = 'kept' AND id = '`+a.ID+`'`) == 1
	}
	w.erasesByTwo(third.Comments[0])
	if !kept(before) {
		t.Error("a scan in which a letter came that was corrected since is gone with another")
	}
	w.erasesByTwo(first.Comments[0])
	if e := w.entryOf(second); !kept(scan) || e.ScanID != scan.ID || e.ScanShown || e.ScanClosedAt == nil || e.ScanClosedBy == "" || e.ScanBeside != 0 {
		t.Errorf("the scan of the letter that stays: kept %t, %+v", kept(scan), e)
	}
	if w.shown(round, 2, scan) {
		t.Error("anybody reads the erased letter in the scan of the other one")
	}
	if _, _, err := w.s.ScanFile(t.Context(), w.drafter, scan.ID); err != nil {
		t.Errorf("who handles the round: %v", err)
	}
	if r, err := w.s.Receipt(t.Context(), second.ReceiptNo); err != nil || r.ScanHash != scan.SHA256() {
		t.Errorf("its receipt says %q, %v", r.ScanHash, err)
	}
	if said, _ := w.checked(); said != "" {
		t.Errorf("the log is not as the record is: %s", said)
	}
	w.erasesByTwo(second.Comments[0])
	if n := w.count(`SELECT count(*) FROM attachments`); n != 0 {
		t.Errorf("%d scans are left of nobody", n)
	}
	for _, a := range []store.Attachment{scan, before} {
		if _, _, err := w.s.ScanFile(t.Context(), w.drafter, a.ID); dossier.CodeOf(err) != dossier.CodeNotFound {
			t.Errorf("the scan of nobody is given: %v", err)
		}
	}
	if said, _ := w.checked(); said != "" {
		t.Errorf("after all is erased: %s", said)
	}
}

// Two officers decide on two letters of one scan at once: neither leaves it to the other.
func TestAScanIsLeftByNoneOfThoseThatAreErasedAtOnce(t *testing.T) {
	w, round := inRound(t)
	scan := w.attach("zapisnik.pdf")
	first := w.spoke(round, "a", scan, "Мара Марић", "Први.")
	w.spoke(round, "b", scan, "Ана Анић", "Други.")
	other, err := w.s.DB().BeginTx(t.Context(), nil)
	if err != nil {
		t.Fatal(err)
	}
	for _, query := range []string{`SELECT 1 FROM attachments FOR NO KEY UPDATE`, `UPDATE submissions SET scan = NULL, scan_public = false WHERE idem_key = 'b'`} {
		if _, err := other.ExecContext(t.Context(), query); err != nil {
			t.Fatal(err)
		}
	}
	erased := make(chan struct{})
	go func() {
		defer close(erased)
		w.erasesByTwo(first.Comments[0])
	}()
	w.blocked("transactionid", 1)
	if err := other.Commit(); err != nil {
		t.Fatal(err)
	}
	<-erased
	if n := w.count(`SELECT count(*) FROM attachments`); n != 0 {
		t.Error("both left it to each other")
	}
}
