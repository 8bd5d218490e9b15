package store_test

import (
	"errors"
	"fmt"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/rasprava/rasprava/internal/dossier"
	"github.com/rasprava/rasprava/internal/ledger"
	"github.com/rasprava/rasprava/internal/store"
)

func (w *world) sends(round, key string, s dossier.Submission) store.Accepted {
	w.t.Helper()
	got, err := w.s.NewIntake(w.t.Context(), 1).Submit(w.t.Context(), store.Delivery{Round: round, Key: key, Submission: s})
	if err != nil {
		w.t.Fatal(err)
	}
	return got
}

func (w *world) numbered(round string, number int) store.CommentView {
	w.t.Helper()
	c, err := w.s.CommentNumbered(w.t.Context(), "", round, number)
	if err != nil {
		w.t.Fatal(err)
	}
	return c
}

func TestACorrectionSaysSomethingElseAndKeepsWhatWasSaid(t *testing.T) {
	w, round := inRound(t)
	old, fresh := w.attach("stari.pdf"), w.attach("novi.pdf")
	s := submission("Рок је предуг.", "Друго.")
	s.Comments[0].Attachments = []string{old.ID}
	sent := w.sends(round, "a", s)
	c := store.Correction{ReceiptNo: sent.ReceiptNo, Secret: sent.Secret, Key: "k", Comments: []store.CorrectedComment{
		{Body: "Рок је прекратак.", ProposedText: "Рок је 60 дана.", Quote: &dossier.Quote{Exact: "30 дана"}, Attachments: []string{old.ID, fresh.ID}}, {Body: "Друго."}}}
	got, err := w.s.Correct(t.Context(), c)
	if err != nil {
		t.Fatal(err)
	}
	again, err := w.s.Correct(t.Context(), c)
	if err != nil || !again.Replayed || !again.At.Equal(got.At) {
		t.Errorf("asked again: %+v, %v", again, err)
	}
	log, err := w.s.Log(t.Context(), true)
	if err != nil {
		t.Fatal(err)
	}
	for _, r := range []struct {
		receipt []byte
		kind    ledger.Kind
		body    string
		files   []string
	}{{sent.Receipt, ledger.SubmissionReceived, "Рок је предуг.", []string{"sha256:" + old.SHA256()}},
		{got.Receipt, ledger.Corrected, "Рок је прекратак.", []string{"sha256:" + old.SHA256(), "sha256:" + fresh.SHA256()}}} {
		verdict, err := ledger.Verify(r.receipt, log.Key)
		if err != nil || verdict.Kind != r.kind || verdict.Number != sent.ReceiptNo {
			t.Errorf("%s: %+v, %v", r.kind, verdict, err)
		}
		parsed, err := ledger.ParseReceipt(r.receipt)
		if err != nil {
			t.Fatal(err)
		}
		content := ledger.CommentContent{Document: "act", Provision: "art_2", Kind: "remark", Body: r.body, Attachments: r.files}
		if r.kind == ledger.Corrected {
			content.ProposedText, content.Quote.Exact = "Рок је 60 дана.", "30 дана"
		}
		err = opensFirst(t, parsed, content)
		if err != nil {
			t.Errorf("%s: %v", r.kind, err)
		}
	}
	if now := w.numbered(round, 1); now.Body != "Рок је прекратак." || now.ProposedText != "Рок је 60 дана." || now.Quote != "30 дана" || len(now.Attachments) != 2 {
		t.Errorf("the comment says %+v", now)
	}
	own, err := w.s.Said(t.Context(), "", sent.ReceiptNo, sent.Secret)
	if err != nil || len(own.Comments[0].Earlier) != 1 || own.Comments[0].Earlier[0].Body != "Рок је предуг." {
		t.Errorf("what was said before: %+v, %v", own.Comments, err)
	}
	public, err := w.s.Said(t.Context(), "", sent.ReceiptNo, "")
	if err != nil || len(public.Comments[0].Earlier) != 0 {
		t.Errorf("others read what was said before: %+v, %v", public.Comments, err)
	}
	shown, err := w.s.Receipt(t.Context(), sent.ReceiptNo)
	want := []store.Revision{{No: 1, Kind: "corrected", At: got.At}}
	if diff := cmp.Diff(want, shown.Revisions); err != nil || diff != "" || !shown.Open {
		t.Errorf("the receipt (-want +got): %v\n%s", err, diff)
	}
	found, _, err := w.s.FindComments(t.Context(), "", store.CommentFilter{Round: round, Query: "прекратак"})
	if err != nil || len(found) != 1 {
		t.Errorf("found %d by what is said now, %v", len(found), err)
	}
}

func TestWhatNobodyAnsweredIsCorrectedBesideWhatWasAnswered(t *testing.T) {
	w, round := inRound(t)
	file, fresh := w.attach("prilog.pdf"), w.attach("drugi.pdf")
	s := submission("Рок је предуг.", "Друго.", "Треће.")
	s.Comments[0].Attachments = []string{file.ID}
	s.Comments[0].Quote = &dossier.Quote{Exact: "30 дана", Prefix: "у року од "}
	sent := w.sends(round, "a", s)
	answer := func(version int, reasons string) {
		t.Helper()
		_, err := w.s.Answer(t.Context(), w.drafter, store.NewAnswer{Comment: sent.Comments[0], Version: version, Outcome: dossier.Noted, Reasons: reasons})
		if err != nil {
			t.Fatal(err)
		}
	}
	same := store.CorrectedComment{Body: " Рок је предуг.\r\n", Quote: &dossier.Quote{Exact: "30 дана"}, Attachments: []string{file.ID}}
	changed := func(change func(*store.CorrectedComment)) store.CorrectedComment {
		c := same
		change(&c)
		return c
	}
	sound := func(when string) {
		t.Helper()
		if said, faults := w.checked(); faults != nil {
			t.Errorf("%s: %s", when, said)
		}
		w.soundLog()
	}
	answer(0, "Примљено.")
	for name, c := range map[string]store.CorrectedComment{
		"its body":    changed(func(c *store.CorrectedComment) { c.Body = "Рок је прекратак." }),
		"no body":     changed(func(c *store.CorrectedComment) { c.Body = "" }),
		"its wording": changed(func(c *store.CorrectedComment) { c.ProposedText = "Рок је 20 дана." }),
		"its quote":   changed(func(c *store.CorrectedComment) { c.Quote = nil }),
		"its files":   changed(func(c *store.CorrectedComment) { c.Attachments = []string{file.ID, fresh.ID} }),
	} {
		_, err := w.corrects(sent, name, c, store.CorrectedComment{Body: "Сасвим друго."}, store.CorrectedComment{Body: "Треће."})
		var p *dossier.Problem
		if !errors.As(err, &p) || p.Code != dossier.CodeAnsweredEarly || len(p.Fields) != 1 || p.Fields[0].Name != "comments[0].body" || p.Fields[0].Params["number"] != "1" {
			t.Errorf("%s: got %v, want answered_already for the first one", name, err)
		}
	}
	w.corrected(sent, "k1", same, store.CorrectedComment{Body: "Сасвим друго."}, store.CorrectedComment{Body: "Треће."})
	sound("corrected once")
	w.corrected(sent, "k2", same, store.CorrectedComment{Body: "Опет друго."}, store.CorrectedComment{Body: "Треће."})
	answer(1, "Биће појашњено.")
	w.corrected(sent, "k3", same, store.CorrectedComment{Body: "И опет."}, store.CorrectedComment{Body: "Треће, исправљено."})
	sound("answered anew and corrected")
	first, second := w.numbered(round, 1), w.numbered(round, 2)
	if first.Body != "Рок је предуг." || first.Quote != "30 дана" || len(first.Attachments) != 1 || second.Body != "И опет." {
		t.Errorf("they say %q on %q and %q", first.Body, first.Quote, second.Body)
	}
	if own := w.said(sent).Comments[0]; own.Body != "Рок је предуг." {
		t.Errorf("its author reads %q", own.Body)
	}
	_, err := w.s.Withdraw(t.Context(), store.Withdrawal{ReceiptNo: sent.ReceiptNo, Secret: sent.Secret, Key: "w", Comment: sent.Comments[0]})
	if err != nil {
		t.Errorf("withdraw what was answered: %v", err)
	}
	_, err = w.corrects(sent, "k5", store.CorrectedComment{Body: "Ипак друго."}, store.CorrectedComment{Body: "Друго, на крају."}, store.CorrectedComment{Body: "Треће."})
	var p *dossier.Problem
	if !errors.As(err, &p) || p.Code != dossier.CodeWithdrawn || len(p.Fields) != 1 || p.Fields[0].Name != "comments[0].body" {
		t.Errorf("what was withdrawn is corrected: got %v", err)
	}
	w.corrected(sent, "k4", store.CorrectedComment{}, store.CorrectedComment{Body: "Друго, на крају."}, store.CorrectedComment{Body: "Треће."})
	sound("withdrawn and corrected")
	w.exec(`ALTER TABLE answers DISABLE TRIGGER USER`)
	w.exec(`UPDATE answers SET reasons = 'Друго.' WHERE version = 1`)
	if _, faults := w.checked(); len(faults) != 3 {
		t.Errorf("an altered answer that was told three times: %v", faults)
	}
}

func TestWhatIsWithdrawnIsCountedAndNotRead(t *testing.T) {
	w, round := inRound(t)
	file := w.attach("a.pdf")
	s := submission("Прво, о роковима.", "Друго, о таксама.")
	s.Comments[0].Attachments = []string{file.ID}
	sent := w.sends(round, "a", s)
	take := func(key, comment string) error {
		t.Helper()
		_, err := w.s.Withdraw(t.Context(), store.Withdrawal{ReceiptNo: sent.ReceiptNo, Secret: sent.Secret, Key: key, Comment: comment})
		return err
	}
	for range 2 {
		err := take("1", sent.Comments[0])
		if err != nil {
			t.Fatal(err)
		}
	}
	if c := w.numbered(round, 1); !c.Withdrawn || c.Body != "" || len(c.Attachments) != 0 {
		t.Errorf("the comment says %+v", c)
	}
	if c := w.numbered(round, 2); c.Withdrawn || c.Body == "" {
		t.Errorf("the other says %+v", c)
	}
	_, _, err := w.s.AttachmentFile(t.Context(), "", file.ID, nobodys)
	if dossier.CodeOf(err) != dossier.CodeNotFound {
		t.Errorf("its file: got %v, want not_found", err)
	}
	found, _, err := w.s.FindComments(t.Context(), "", store.CommentFilter{Round: round, Query: "роковима"})
	if err != nil || len(found) != 0 {
		t.Errorf("found %d by what it said, %v", len(found), err)
	}
	_, err = w.s.Answer(t.Context(), w.drafter, store.NewAnswer{Comment: sent.Comments[0], Outcome: dossier.Noted, Reasons: "Примљено."})
	if dossier.CodeOf(err) != dossier.CodeWithdrawn {
		t.Errorf("answered: got %v, want submission_withdrawn", err)
	}
	// What is left is corrected, and what was withdrawn stays so.
	got, err := w.s.Correct(t.Context(), store.Correction{ReceiptNo: sent.ReceiptNo, Secret: sent.Secret, Key: "2", Comments: []store.CorrectedComment{{}, {Body: "О таксама, краће."}}})
	if err != nil || len(got.Receipt) == 0 {
		t.Fatal(err)
	}
	if c := w.numbered(round, 1); !c.Withdrawn || c.Body != "" {
		t.Errorf("after the correction the comment says %+v", c)
	}
	err = take("3", "")
	if err != nil {
		t.Fatal(err)
	}
	for key, comment := range map[string]string{"4": "", "5": sent.Comments[1]} {
		if err := take(key, comment); dossier.CodeOf(err) != dossier.CodeWithdrawn {
			t.Errorf("again: got %v, want submission_withdrawn", err)
		}
	}
	totals, err := w.s.CommentTotals(t.Context(), "", store.CommentFilter{Round: round})
	if err != nil || totals.Received != 2 || totals.Unanswered != 0 {
		t.Errorf("counted %+v, %v", totals, err)
	}
}

func TestRevisionsAreForTheAuthorWhileTheRoundRuns(t *testing.T) {
	w, round := inRound(t)
	sent, other := w.sends(round, "a", submission("Прво.")), w.sends(round, "b", submission("Туђе."))
	correct := func(key, secret string, bodies ...string) error {
		var all []store.CorrectedComment
		for _, b := range bodies {
			all = append(all, store.CorrectedComment{Body: b})
		}
		_, err := w.s.Correct(t.Context(), store.Correction{ReceiptNo: sent.ReceiptNo, Secret: secret, Key: key, Comments: all})
		return err
	}
	withdraw := func(key, comment string) error {
		_, err := w.s.Withdraw(t.Context(), store.Withdrawal{ReceiptNo: sent.ReceiptNo, Secret: sent.Secret, Key: key, Comment: comment})
		return err
	}
	for name, c := range map[string]struct {
		err  error
		want dossier.Code
	}{
		"another's secret":     {correct("1", other.Secret, "Ново."), dossier.CodeSecretWrong},
		"no key":               {correct("", sent.Secret, "Ново."), dossier.CodeIdempotencyKey},
		"one comment too many": {correct("2", sent.Secret, "Ново.", "Још."), dossier.CodeInvalid},
		"nothing said":         {correct("3", sent.Secret, " "), dossier.CodeInvalid},
		"another's comment":    {withdraw("4", other.Comments[0]), dossier.CodeNotFound},
	} {
		if dossier.CodeOf(c.err) != c.want {
			t.Errorf("%s: got %v, want %s", name, c.err, c.want)
		}
	}
	_, err := w.s.Answer(t.Context(), w.drafter, store.NewAnswer{Comment: sent.Comments[0], Outcome: dossier.Noted, Reasons: "Примљено."})
	if err != nil {
		t.Fatal(err)
	}
	if err := correct("5", sent.Secret, "Ново."); dossier.CodeOf(err) != dossier.CodeAnsweredEarly {
		t.Errorf("once it is answered: got %v, want answered_already", err)
	}
	for i := range 2 {
		w.lapse()
		_ = i
	}
	for _, err := range []error{correct("6", sent.Secret, "Ново."), withdraw("7", "")} {
		var p *dossier.Problem
		if !errors.As(err, &p) || p.Code != dossier.CodeRoundClosed {
			t.Errorf("after the end: got %v, want round_closed", fmt.Sprint(err))
		}
	}
}
