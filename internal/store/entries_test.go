package store_test

import (
	"testing"
	"time"

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

func TestWhatWasPostedInTimeIsEnteredUntilTheClosingIsFinal(t *testing.T) {
	w, round := inRound(t)
	scan := w.attach("dopis.pdf")
	opened := w.view().Stages[len(w.view().Stages)-1].Entered.UTC().Format(time.DateOnly)
	enter := func(key, day, scan string, channel dossier.Channel) (store.Accepted, error) {
		return w.s.Enter(t.Context(), w.drafter, store.Entry{Round: round, Key: key, Channel: channel, SentOn: day, Scan: scan, Submission: submission("Стигло поштом.")})
	}
	first, err := enter("a", opened, scan.ID, dossier.Paper)
	if err != nil {
		t.Fatal(err)
	}
	for name, c := range map[string]struct {
		err  func() error
		want dossier.Code
	}{
		"no channel":     {func() error { _, err := enter("c", opened, "", "carrier_pigeon"); return err }, dossier.CodeInvalid},
		"no day":         {func() error { _, err := enter("d", "", "", dossier.Email); return err }, dossier.CodeInvalid},
		"too early":      {func() error { _, err := enter("i", "2020-01-01", "", dossier.Paper); return err }, dossier.CodeInvalid},
		"a day to come":  {func() error { _, err := enter("e", "2099-01-01", "", dossier.Email); return err }, dossier.CodeInvalid},
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
	late, err := enter("f", last, "", dossier.Paper)
	if err != nil {
		t.Fatalf("posted on the last day: %v", err)
	}
	after, err := time.Parse(time.DateOnly, last)
	if err != nil {
		t.Fatal(err)
	}
	_, err = enter("g", after.AddDate(0, 0, 1).Format(time.DateOnly), "", dossier.Paper)
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
	_, err = enter("h", last, "", dossier.Paper)
	if dossier.CodeOf(err) != dossier.CodeClosingFinal {
		t.Errorf("after it is final: got %v, want closing_final", err)
	}
	again, err := enter("f", last, "", dossier.Paper)
	if err != nil || !again.Replayed || again.ReceiptNo != late.ReceiptNo {
		t.Errorf("the same entry again: %+v, %v", again, err)
	}
}
