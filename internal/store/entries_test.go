package store_test

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/rasprava/rasprava/internal/dossier"
	"github.com/rasprava/rasprava/internal/ledger"
	"github.com/rasprava/rasprava/internal/store"
)

// lastDay returns the last civil day of a round.
func (w *world) lastDay(round string) string {
	w.t.Helper()
	r, err := w.s.Round(w.t.Context(), w.drafter, round)
	if err != nil {
		w.t.Fatal(err)
	}
	return dossier.Day(r.LegalCloses.Add(-time.Nanosecond), time.UTC)
}

// letter is what came by post and was sent on a civil day, in a scan of its own.
func (w *world) letter(round, key, day string, s dossier.Submission) store.Entry {
	w.t.Helper()
	return store.Entry{Round: round, Key: key, Channel: dossier.Paper, SentOn: day, Scan: w.attach("dopis.pdf").ID, Submission: s}
}

func TestWhatWasPostedInTimeIsEnteredUntilTheClosingIsFinal(t *testing.T) {
	w, round := inRound(t)
	opened := w.view().Stages[len(w.view().Stages)-1].Entered.UTC().Format(time.DateOnly)
	enter := func(key, day string, channel dossier.Channel) (store.Accepted, error) {
		e := w.letter(round, key, day, submission("Стигло поштом."))
		e.Channel = channel
		return w.s.Enter(t.Context(), w.drafter, e)
	}
	first, err := enter("a", opened, dossier.Paper)
	if err != nil {
		t.Fatal(err)
	}
	for name, c := range map[string]struct {
		err  func() error
		want dossier.Code
	}{
		"no channel":     {func() error { _, err := enter("c", opened, "carrier_pigeon"); return err }, dossier.CodeInvalid},
		"no day":         {func() error { _, err := enter("d", "", dossier.Email); return err }, dossier.CodeInvalid},
		"too early":      {func() error { _, err := enter("i", "2020-01-01", dossier.Paper); return err }, dossier.CodeInvalid},
		"a day to come":  {func() error { _, err := enter("e", "2099-01-01", dossier.Email); return err }, dossier.CodeInvalid},
		"while it runs":  {func() error { return w.s.DeclareFinal(t.Context(), w.drafter, round, true) }, dossier.CodeRoundNotClosed},
		"by a passer-by": {func() error { return w.s.DeclareFinal(t.Context(), w.stranger, round, true) }, dossier.CodeNotYourBody},
	} {
		if err := c.err(); dossier.CodeOf(err) != c.want {
			t.Errorf("%s: got %v, want %s", name, err, c.want)
		}
	}
	w.lapse()
	w.lapse()
	last := w.lastDay(round)
	late, err := enter("f", last, dossier.Paper)
	if err != nil {
		t.Fatalf("posted on the last day: %v", err)
	}
	after, err := time.Parse(time.DateOnly, last)
	if err != nil {
		t.Fatal(err)
	}
	_, err = enter("g", after.AddDate(0, 0, 1).Format(time.DateOnly), dossier.Paper)
	if dossier.CodeOf(err) != dossier.CodeInvalid {
		t.Errorf("posted on the day after: got %v, want invalid", err)
	}
	log, err := w.s.Log(t.Context(), true)
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		sent store.Accepted
		kind ledger.Kind
	}{{first, ledger.SubmissionReceived}, {late, ledger.LateEntry}} {
		verdict, err := ledger.Verify(c.sent.Receipt, log.Key)
		if err != nil || verdict.Kind != c.kind {
			t.Errorf("%s: got %+v, %v", c.kind, verdict, err)
		}
	}
	view, err := w.s.Round(t.Context(), "", round)
	if err != nil || view.Submissions != 2 || view.Comments != 2 || view.FinalAt != nil {
		t.Errorf("before it is final: %+v, %v", view, err)
	}
	if c := w.numbered(round, 2); c.Body != "Стигло поштом." {
		t.Errorf("the late entry stands in no list: %+v", c)
	}
	for range 2 {
		err = w.s.DeclareFinal(t.Context(), w.drafter, round, true)
		if err != nil {
			t.Fatal(err)
		}
	}
	_, err = enter("h", last, dossier.Paper)
	if dossier.CodeOf(err) != dossier.CodeClosingFinal {
		t.Errorf("after it is final: got %v, want closing_final", err)
	}
	again, err := enter("f", last, dossier.Paper)
	if err != nil || !again.Replayed || again.ReceiptNo != late.ReceiptNo {
		t.Errorf("the same entry again: %+v, %v", again, err)
	}
}

func TestWhatIsEnteredCameInAScan(t *testing.T) {
	w, round := inRound(t)
	today := dossier.Day(w.view().LegalNow, time.UTC)
	for _, channel := range []dossier.Channel{dossier.Paper, dossier.Email, dossier.Hearing} {
		e := w.letter(round, string(channel), today, submission("Рок је предуг."))
		e.Channel = channel
		scan := e.Scan
		for id, code := range map[string]dossier.Code{"": dossier.CodeScanRequired, "x": dossier.CodeAttachmentUnknown} {
			e.Scan = id
			_, err := w.s.Enter(t.Context(), w.drafter, e)
			if diff := cmp.Diff(map[string]dossier.Code{"scan": code}, fieldsOf(err)); diff != "" {
				t.Errorf("by %s with the scan %q (-want +got):\n%s", channel, id, diff)
			}
		}
		e.Scan = scan
		if _, err := w.s.Enter(t.Context(), w.drafter, e); err != nil {
			t.Errorf("by %s with a scan: %v", channel, err)
		}
	}
}

func TestALetterIsNotCorrectedToHaveComeInNoScan(t *testing.T) {
	w, round := inRound(t)
	today := dossier.Day(w.view().LegalNow, time.UTC)
	sent, err := w.s.Enter(t.Context(), w.drafter, w.letter(round, "a", today, submission("Рок је предуг.")))
	if err != nil {
		t.Fatal(err)
	}
	corrects := func(of store.Accepted, key string, scan *store.EntryScan) error {
		_, err := w.s.CorrectEntry(t.Context(), w.drafter, store.EntryCorrection{ReceiptNo: of.ReceiptNo, Key: key, Reason: "Погрешно преписано.", Channel: dossier.Paper, SentOn: today,
			Name: "Грађанка Проба", Comments: submission("Рок је прекратак.").Comments, Scan: scan})
		return err
	}
	for id, code := range map[string]dossier.Code{"": dossier.CodeScanRequired, "x": dossier.CodeAttachmentUnknown} {
		if diff := cmp.Diff(map[string]dossier.Code{"scan": code}, fieldsOf(corrects(sent, "no", &store.EntryScan{ID: id}))); diff != "" {
			t.Errorf("the scan %q in its place (-want +got):\n%s", id, diff)
		}
	}
	old := w.unscanned(round, "b", submission("Рок је предуг."))
	for key, scan := range map[string]*store.EntryScan{"nothing is said of it": nil, "there is none": {}} {
		if err := corrects(old, key, scan); err != nil {
			t.Errorf("one that came in none, %s: %v", key, err)
		}
	}
	if err := corrects(old, "brought", &store.EntryScan{ID: w.attach("nadjen.pdf").ID}); err != nil {
		t.Errorf("a scan is brought later: %v", err)
	}
	if w.entryOf(old).ScanID == "" {
		t.Error("the scan that was brought is not kept")
	}
	if code := fieldsOf(corrects(old, "taken", &store.EntryScan{}))["scan"]; code != dossier.CodeScanRequired {
		t.Errorf("and is taken away again: %q", code)
	}
	if said, _ := w.checked(); said != "" {
		t.Errorf("the log is not as the record is: %s", said)
	}
}
