package store_test

import (
	"archive/zip"
	"bytes"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/rasprava/rasprava/internal/dossier"
	"github.com/rasprava/rasprava/internal/ledger"
	"github.com/rasprava/rasprava/internal/store"
)

// entered is a letter that was entered into a round that runs; without a scan it has
// one of its own.
func (w *world) entered(round, key string, scan store.Attachment, public bool) (store.Accepted, store.Entry) {
	w.t.Helper()
	today := dossier.Day(w.view().LegalNow, time.UTC)
	e := w.letter(round, key, today, submission("Први.", "Други."))
	e.ArrivedOn, e.ScanPublic = today, public
	if scan.ID != "" {
		e.Scan = scan.ID
	}
	e.Submission.Author = dossier.Author{Kind: dossier.Citizen, Name: "Мара Марић", PublishName: public}
	a, err := w.s.Enter(w.t.Context(), w.drafter, e)
	if err != nil {
		w.t.Fatal(err)
	}
	return a, e
}

func TestADayOutsideTheRoundIsRefusedByItsReason(t *testing.T) {
	w, round := inRound(t)
	today, tomorrow := dossier.Day(w.view().LegalNow, time.UTC), dossier.Day(w.view().LegalNow.AddDate(0, 0, 1), time.UTC)
	for name, c := range map[string]struct {
		sent, arrived string
		want          map[string]dossier.Code
	}{
		"before the round":          {"2020-01-01", "", map[string]dossier.Code{"sent_on": dossier.CodeSentTooEarly}},
		"after the round":           {"2099-01-01", "", map[string]dossier.Code{"sent_on": dossier.CodeSentTooLate}},
		"it arrived before it went": {today, "2020-01-01", map[string]dossier.Code{"arrived_on": dossier.CodeArrivedEarly}},
		"it has yet to arrive":      {today, "2099-01-01", map[string]dossier.Code{"arrived_on": dossier.CodeArrivesLater}},
		"it has yet to be sent":     {tomorrow, "", map[string]dossier.Code{"sent_on": dossier.CodeSentInFuture}},
		"no days":                   {"јуче", "сутра", map[string]dossier.Code{"sent_on": dossier.CodeDateInvalid, "arrived_on": dossier.CodeDateInvalid}},
	} {
		t.Run(name, func(t *testing.T) {
			e := w.letter(round, name, c.sent, submission("Стигло поштом."))
			e.ArrivedOn = c.arrived
			_, err := w.s.Enter(t.Context(), w.drafter, e)
			if diff := cmp.Diff(c.want, fieldsOf(err)); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func TestAnEntryErrorIsCorrectedByARecord(t *testing.T) {
	w, round := inRound(t)
	sent, e := w.entered(round, "a", store.Attachment{}, false)
	to := store.EntryCorrection{ReceiptNo: sent.ReceiptNo, Key: "1", Reason: "Погрешно преписан први коментар.", Channel: dossier.Email, SentOn: e.SentOn, Name: "Мара Маровић", PublishName: true}
	for _, c := range e.Submission.Comments {
		c.Attachments = nil
		to.Comments = append(to.Comments, c)
	}
	to.Comments[0].Body, to.Comments[0].Provision, to.Comments[0].Kind = "Исправљено.", "art_1", dossier.Question
	change := func(f func(*store.EntryCorrection)) func() error {
		return func() error {
			c := to
			c.Key, c.Comments = "x", append([]dossier.NewComment(nil), to.Comments...)
			f(&c)
			_, err := w.s.CorrectEntry(t.Context(), w.drafter, c)
			return err
		}
	}
	own := w.send(round, "own", submission("Свој.").Comments...)
	for name, c := range map[string]struct {
		err  func() error
		want dossier.Code
	}{
		"by a passer-by":       {func() error { _, err := w.s.CorrectEntry(t.Context(), w.stranger, to); return err }, dossier.CodeNotYourBody},
		"without a reason":     {change(func(c *store.EntryCorrection) { c.Reason = " " }), dossier.CodeInvalid},
		"one comment less":     {change(func(c *store.EntryCorrection) { c.Comments = c.Comments[:1] }), dossier.CodeInvalid},
		"another round's day":  {change(func(c *store.EntryCorrection) { c.SentOn = "2020-01-01" }), dossier.CodeInvalid},
		"a place that is none": {change(func(c *store.EntryCorrection) { c.Comments[0].Provision = "art_99" }), dossier.CodeInvalid},
		"its author's own":     {change(func(c *store.EntryCorrection) { c.ReceiptNo = own.ReceiptNo }), dossier.CodeNoEntry},
		"the portal by hand":   {change(func(c *store.EntryCorrection) { c.Channel = dossier.Portal }), dossier.CodeInvalid},
	} {
		if err := c.err(); dossier.CodeOf(err) != c.want {
			t.Errorf("%s: got %v, want %s", name, err, c.want)
		}
	}
	revised, err := w.s.CorrectEntry(t.Context(), w.drafter, to)
	if err != nil {
		t.Fatal(err)
	}
	again, err := w.s.CorrectEntry(t.Context(), w.drafter, to)
	if err != nil || !again.Replayed {
		t.Errorf("once more: %+v, %v", again, err)
	}
	log, err := w.s.Log(t.Context(), true)
	if err != nil {
		t.Fatal(err)
	}
	verdict, err := ledger.Verify(revised.Receipt, log.Key)
	if err != nil || verdict.Kind != ledger.Corrected {
		t.Errorf("the receipt of the correction: %+v, %v", verdict, err)
	}
	first, second := w.numbered(round, 1), w.numbered(round, 2)
	if first.Body != "Исправљено." || first.Provision != "art_1" || first.Kind != string(dossier.Question) || first.Channel != dossier.Email || first.Author != "Мара Маровић" || second.Body != "Други." {
		t.Errorf("it says %+v and %+v", first, second)
	}
	totals, err := w.s.CommentTotals(t.Context(), w.drafter, store.CommentFilter{Round: round, Article: "art_1", Kind: dossier.Question})
	if err != nil || totals.Received != 1 {
		t.Errorf("it is not counted where it stands now: %+v, %v", totals, err)
	}
	if n := w.count(`SELECT count(*) FROM comment_totals WHERE comments < 0`); n != 0 {
		t.Errorf("%d totals are below nothing", n)
	}
	view, said, secret, err := w.s.EntryOf(t.Context(), w.second, sent.ReceiptNo)
	if err != nil || view.Corrections != 1 || view.EnteredBy != "Цртач Први" || len(said.Comments) != 2 || secret != sent.Secret {
		t.Errorf("its entry: %+v, %+v, %v", view, said, err)
	}
	if e := said.Comments[0].Earlier; len(e) != 1 || e[0].Body != "Први." {
		t.Errorf("what it said before: %+v", e)
	}
	receipt, err := w.s.Receipt(t.Context(), sent.ReceiptNo)
	if err != nil || len(receipt.Revisions) != 1 || receipt.Revisions[0].Reason != to.Reason {
		t.Errorf("its receipt says %+v, %v", receipt.Revisions, err)
	}
	_, _, _, err = w.s.EntryOf(t.Context(), w.stranger, sent.ReceiptNo)
	if dossier.CodeOf(err) != dossier.CodeNotYourBody {
		t.Errorf("a passer-by reads it: %v", err)
	}
	w.lapse()
	w.lapse()
	to.Key, to.Comments[1].Body = "2", "Други, после краја круга."
	_, err = w.s.CorrectEntry(t.Context(), w.drafter, to)
	if err != nil {
		t.Errorf("while the closing is provisional: %v", err)
	}
	err = w.s.DeclareFinal(t.Context(), w.drafter, round, true)
	if err != nil {
		t.Fatal(err)
	}
	to.Key = "3"
	_, err = w.s.CorrectEntry(t.Context(), w.drafter, to)
	if dossier.CodeOf(err) != dossier.CodeClosingFinal {
		t.Errorf("after it is final: %v", err)
	}
	if _, faults := w.checked(); len(faults) > 0 {
		t.Errorf("the audit finds %v", faults)
	}
}

// TestAnErasedEntryIsGoneWithItsScan erases a letter whose scan everybody may see and
// that staff corrected.
func TestAnErasedEntryIsGoneWithItsScan(t *testing.T) {
	w, round := inRound(t)
	scan := w.attach("pismo.pdf")
	sent, e := w.entered(round, "a", scan, true)
	to := store.EntryCorrection{ReceiptNo: sent.ReceiptNo, Key: "1", Reason: "Погрешно преписано.", Channel: dossier.Paper, SentOn: e.SentOn, Name: "Мара Маровић", PublishName: true, Comments: e.Submission.Comments}
	to.Comments[0].Body = "Исправљено."
	_, err := w.s.CorrectEntry(t.Context(), w.drafter, to)
	if err != nil {
		t.Fatal(err)
	}
	w.erasesByTwo(sent.Comments[0])
	for _, text := range []string{"Мара", "Марић", "Маровић", "Исправљено", "pismo"} {
		w.nowhere(text)
	}
	if _, faults := w.checked(); len(faults) > 0 {
		t.Errorf("the audit finds %v", faults)
	}
}

func TestEntriesAreListedAndCountedByChannel(t *testing.T) {
	w, round := inRound(t)
	w.send(round, "own", submission("Свој.").Comments...)
	first, _ := w.entered(round, "a", store.Attachment{}, false)
	second, _ := w.entered(round, "b", store.Attachment{}, false)
	page, next, err := w.s.Entries(t.Context(), w.drafter, round, store.Page{Limit: 1})
	if err != nil || len(page) != 1 || page[0].ReceiptNo != second.ReceiptNo || page[0].Author != "Мара Марић" || page[0].Late || page[0].Number != 4 {
		t.Fatalf("the newest: %+v, %v", page, err)
	}
	page, next, err = w.s.Entries(t.Context(), w.drafter, round, store.Page{Limit: 1, Cursor: next})
	if err != nil || len(page) != 1 || page[0].ReceiptNo != first.ReceiptNo || next != "" {
		t.Errorf("the one before it: %+v, %q, %v", page, next, err)
	}
	_, _, err = w.s.Entries(t.Context(), w.stranger, round, store.Page{})
	if dossier.CodeOf(err) != dossier.CodeNotYourBody {
		t.Errorf("a passer-by lists them: %v", err)
	}
	view, err := w.s.Round(t.Context(), w.drafter, round)
	if err != nil {
		t.Fatal(err)
	}
	counts, err := w.s.ChannelCounts(t.Context(), view)
	want := []store.ChannelCount{{Channel: dossier.OwnSite, Submissions: 1, Comments: 1}, {Channel: dossier.Portal}, {Channel: dossier.Paper, Submissions: 2, Comments: 4}, {Channel: dossier.Email}, {Channel: dossier.Hearing}}
	if diff := cmp.Diff(want, counts); err != nil || diff != "" {
		t.Errorf("%v\n%s", err, diff)
	}
}

func TestAScanIsForWhoHandlesTheRoundUnlessItWasAllowed(t *testing.T) {
	w, round := inRound(t)
	kept, shown := w.attach("zadrzan.pdf"), w.attach("javan.pdf")
	w.entered(round, "a", kept, false)
	w.entered(round, "b", shown, true)
	for _, c := range []struct {
		viewer string
		scan   store.Attachment
		seen   bool
	}{{w.drafter, kept, true}, {w.second, kept, true}, {w.stranger, kept, false}, {"", kept, false}, {w.signerA, kept, false}, {w.stranger, shown, true}, {"", shown, true}} {
		a, b, err := w.s.ScanFile(t.Context(), c.viewer, c.scan.ID)
		if (err == nil) != c.seen {
			t.Errorf("%s as %q: got %v", c.scan.Name, c.viewer, err)
		}
		if err == nil && (a.SHA256() != c.scan.SHA256() || !bytes.HasPrefix(b, []byte("%PDF"))) {
			t.Errorf("%s as %q: got %s", c.scan.Name, c.viewer, a.SHA256())
		}
	}
	if c := w.numbered(round, 3); c.ScanID != shown.ID {
		t.Errorf("the comment leads to the scan %q", c.ScanID)
	}
	if c := w.numbered(round, 1); c.ScanID != "" {
		t.Errorf("the comment leads to the scan %q, which is kept", c.ScanID)
	}
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	for _, part := range [][2]string{{"[Content_Types].xml", `<Types><Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>`},
		{"word/document.xml", "<w:document/>"}} {
		f, err := z.Create(part[0])
		if err == nil {
			_, err = f.Write([]byte(part[1]))
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	err := z.Close()
	if err != nil {
		t.Fatal(err)
	}
	word, err := w.s.AddAttachment(t.Context(), "dopis.docx", b.Bytes())
	if err != nil {
		t.Fatal(err)
	}
	e := w.letter(round, "c", dossier.Day(w.view().LegalNow, time.UTC), submission("Стигло поштом."))
	e.Scan = word.ID
	_, err = w.s.Enter(t.Context(), w.drafter, e)
	if diff := cmp.Diff(map[string]dossier.Code{"scan": dossier.CodeScanKind}, fieldsOf(err)); diff != "" {
		t.Error(diff)
	}
}
