package store_test

import (
	"errors"
	"testing"
	"time"

	"github.com/rasprava/rasprava/internal/dossier"
	"github.com/rasprava/rasprava/internal/ledger"
	"github.com/rasprava/rasprava/internal/store"
)

// opens asks whether a receipt opens to a body with those files.
func (w *world) opens(receipt []byte, body string, files ...string) error {
	w.t.Helper()
	r, err := ledger.ParseReceipt(receipt)
	if err != nil {
		w.t.Fatal(err)
	}
	content := ledger.CommentContent{Document: "act", Provision: "art_2", Kind: "remark", Body: body}
	for _, f := range files {
		content.Attachments = append(content.Attachments, "sha256:"+f)
	}
	return opensFirst(w.t, r, content)
}

// opensFirst asks whether the first comment of a receipt is a content.
func opensFirst(t testing.TB, r ledger.Receipt, content ledger.CommentContent) error {
	t.Helper()
	b, err := content.Bytes()
	if err != nil {
		t.Fatal(err)
	}
	r.Salts, r.Leaf.Commitments = r.Salts[:1], r.Leaf.Commitments[:1]
	_, err = ledger.OpenSaid(r, []ledger.SaidComment{{Salt: *r.Salts[0].Salt, Content: b}})
	return err
}

func TestTheReceiptOfALetterProvesItsScan(t *testing.T) {
	w, round := inRound(t)
	day := dossier.Day(w.view().LegalNow, time.UTC)
	first, other := w.attach("dopis.pdf"), w.attach("pravi.pdf")
	storedOther := w.attachBytes("drugi.pdf", portable+"\n% друго")
	s := submission("Рок је предуг.", "Друго.")
	sent, err := w.s.Enter(t.Context(), w.drafter, store.Entry{Round: round, Key: "a", Channel: dossier.Paper, SentOn: day, Scan: first.ID, Submission: s})
	if err != nil {
		t.Fatal(err)
	}
	if err := w.opens(sent.Receipt, "Рок је предуг.", first.SHA256()); err != nil {
		t.Errorf("with its scan: %v", err)
	}
	if err := w.opens(sent.Receipt, "Рок је предуг."); !errors.Is(err, ledger.ErrCommitment) {
		t.Errorf("without its scan: got %v, want %v", err, ledger.ErrCommitment)
	}
	if r, err := w.s.Receipt(t.Context(), sent.ReceiptNo); err != nil || r.ScanHash != first.SHA256() {
		t.Errorf("the receipt says the scan is %q, %v", r.ScanHash, err)
	}
	// Its words are corrected: the scan stays sealed.
	to := store.EntryCorrection{ReceiptNo: sent.ReceiptNo, Key: "k", Reason: "Погрешно преписано.", Channel: dossier.Paper, SentOn: day, Name: "Грађанка Проба", PublishName: true,
		Comments: submission("Рок је прекратак.", "Друго.").Comments}
	revised, err := w.s.CorrectEntry(t.Context(), w.drafter, to)
	if err != nil {
		t.Fatal(err)
	}
	if err := w.opens(revised.Receipt, "Рок је прекратак.", first.SHA256()); err != nil {
		t.Errorf("corrected: %v", err)
	}
	to.Key, to.Reason, to.Scan = "c", "Погрешан скен.", &store.EntryScan{ID: storedOther.ID, Public: true}
	revised, err = w.s.CorrectEntry(t.Context(), w.drafter, to)
	if err != nil {
		t.Fatal(err)
	}
	if err := w.opens(revised.Receipt, "Рок је прекратак.", storedOther.SHA256()); err != nil {
		t.Errorf("with another scan: %v", err)
	}
	if c := w.numbered(round, 1); c.ScanID != storedOther.ID {
		t.Errorf("everybody may see the scan %q, want %q", c.ScanID, storedOther.ID)
	}
	if _, _, err := w.s.ScanFile(t.Context(), w.drafter, first.ID); dossier.CodeOf(err) != dossier.CodeNotFound {
		t.Errorf("the scan that was replaced is handed out: %v", err)
	}
	to.Key, to.Scan = "d", &store.EntryScan{ID: first.ID} // it is not a fresh one any more
	if _, err = w.s.CorrectEntry(t.Context(), w.drafter, to); dossier.CodeOf(err) != dossier.CodeInvalid {
		t.Errorf("a scan that was used: %v", err)
	}
	if said, _ := w.checked(); said != "" {
		t.Errorf("the log is not as the record is: %s", said)
	}
	// What was entered before scans were sealed is held to its leaf too.
	old := w.unscanned(round, "b", submission("Старо."))
	w.exec(`UPDATE attachments SET state = 'kept' WHERE id = $1`, other.ID)
	w.exec(`UPDATE submissions SET scan = $2 WHERE receipt_no = $1`, old.ReceiptNo, other.ID)
	if said, _ := w.checked(); said != "" {
		t.Errorf("an entry of before: %s", said)
	}
	w.exec(`UPDATE comments SET scan_sha256 = sha256('x') WHERE number = 3`)
	if _, found := w.checked(); len(found) == 0 {
		t.Error("a scan that was put under a comment later is not found out")
	}
}

// unscanned is a letter that was entered while no scan was asked for, or sealed.
func (w *world) unscanned(round, key string, s dossier.Submission) store.Accepted {
	w.t.Helper()
	got := w.sends(round, key, s)
	w.exec(`UPDATE submissions SET channel = 'paper', sent_on = $2::date, entered_by = $3, sent_by = NULL WHERE receipt_no = $1`,
		got.ReceiptNo, dossier.Day(w.view().LegalNow, time.UTC), w.drafter)
	return got
}

// attachBytes uploads a file of those bytes.
func (w *world) attachBytes(name, content string) store.Attachment {
	w.t.Helper()
	a, err := w.s.AddAttachment(w.t.Context(), name, []byte(content))
	if err != nil {
		w.t.Fatal(err)
	}
	return a
}

func TestALetterOfAnybodyIsEnteredAndWhoSentItIsCorrected(t *testing.T) {
	w, round := inRound(t)
	day := dossier.Day(w.view().LegalNow, time.UTC)
	err := w.s.AddOrganisation(t.Context(), store.Organisation{RegisterNo: "91000055", Name: "Савез проба", Kind: "association"})
	if err != nil {
		t.Fatal(err)
	}
	enter := func(key string, a dossier.Author) (store.Accepted, error) {
		s := submission("Рок је предуг.")
		s.Author = a
		return w.s.Enter(t.Context(), w.drafter, w.letter(round, key, day, s))
	}
	_, err = enter("a", dossier.Author{Kind: dossier.Organisation})
	if dossier.CodeOf(err) != dossier.CodeInvalid {
		t.Errorf("neither a number nor a name: %v", err)
	}
	_, err = enter("b", dossier.Author{Kind: dossier.Organisation, Organisation: "99999999", Name: "Некаква група"})
	if dossier.CodeOf(err) != dossier.CodeInvalid {
		t.Errorf("a number that is not in the register: %v", err)
	}
	sent, err := enter("c", dossier.Author{Kind: dossier.Organisation, Name: "Група грађана „Проба”"})
	if err != nil {
		t.Fatal(err)
	}
	w.tampers("rounds", `UPDATE rounds SET names = 'never'`)
	c := w.numbered(round, 1)
	if !c.Unregistered || c.Author != "Група грађана „Проба”" || c.AuthorKind != string(dossier.Organisation) {
		t.Errorf("everybody sees it as %+v", c)
	}
	to := store.EntryCorrection{ReceiptNo: sent.ReceiptNo, Reason: "Погрешно унет аутор.", Channel: dossier.Paper, SentOn: day, Comments: submission("Рок је предуг.").Comments}
	for _, x := range []struct {
		name         string
		kind         dossier.AuthorKind
		no, called   string
		code         dossier.Code
		shown        string
		unregistered bool
	}{
		{"of an organisation in the register", dossier.Organisation, "91000055", "", "", "Савез проба", false},
		{"of one that is not there", dossier.Organisation, "99999999", "", dossier.CodeInvalid, "Савез проба", false},
		{"of nobody", dossier.Anonymous, "", "", "", "", false},
		{"of one known by its name", dossier.Organisation, "", "Друга група", "", "Друга група", true},
		{"of a person whose name is not published", dossier.Citizen, "", "Мара Марић", "", "", false},
	} {
		to.Key, to.Kind, to.Organisation, to.Name = x.name, x.kind, x.no, x.called
		_, err := w.s.CorrectEntry(t.Context(), w.drafter, to)
		if dossier.CodeOf(err) != x.code && !(err == nil && x.code == "") {
			t.Errorf("%s: %v", x.name, err)
		}
		if c := w.numbered(round, 1); c.Author != x.shown || c.Unregistered != x.unregistered {
			t.Errorf("%s: everybody sees %q, %t", x.name, c.Author, c.Unregistered)
		}
	}
	for kind, want := range map[dossier.AuthorKind]int{dossier.Citizen: 1, dossier.Organisation: 0, dossier.Anonymous: 0} {
		totals, err := w.s.CommentTotals(t.Context(), w.drafter, store.CommentFilter{Round: round, AuthorKind: kind})
		if err != nil || totals.Received != want {
			t.Errorf("of %s %d are counted, %v, want %d", kind, totals.Received, err, want)
		}
	}
	if n := w.count(`SELECT count(*) FROM comment_totals WHERE comments < 0`); n != 0 {
		t.Errorf("%d totals are below nothing", n)
	}
	if n := w.count(`SELECT count(*) FROM earlier_entries WHERE author_kind = 'organisation' AND author_name LIKE '%Проба%' AND unregistered`); n != 1 {
		t.Errorf("what was entered first is kept %d times", n)
	}
	if said, _ := w.checked(); said != "" {
		t.Errorf("the log is not as the record is: %s", said)
	}
}
