package store_test

import (
	"errors"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/rasprava/rasprava/internal/dossier"
	"github.com/rasprava/rasprava/internal/ledger"
	"github.com/rasprava/rasprava/internal/store"
	"github.com/rasprava/rasprava/internal/store/storetest"
)

// corrects has the author of a submission correct it.
func (w *world) corrects(a store.Accepted, key string, comments ...store.CorrectedComment) (store.Revised, error) {
	w.t.Helper()
	return w.s.Correct(w.t.Context(), store.Correction{ReceiptNo: a.ReceiptNo, Secret: a.Secret, Key: key, Comments: comments})
}

// corrected is corrects where that goes well.
func (w *world) corrected(a store.Accepted, key string, comments ...store.CorrectedComment) store.Revised {
	w.t.Helper()
	r, err := w.corrects(a, key, comments...)
	if err != nil {
		w.t.Fatalf("correct: %v", err)
	}
	return r
}

// said returns what a submission says to its author.
func (w *world) said(a store.Accepted) store.Said {
	w.t.Helper()
	said, err := w.s.Said(w.t.Context(), "", a.ReceiptNo, a.Secret)
	if err != nil {
		w.t.Fatal(err)
	}
	return said
}

// logged returns the kinds of the leaves about a submission behind that of its
// receipt, each with the place of the comment.
func (w *world) logged(a store.Accepted) string {
	w.t.Helper()
	var all string
	err := w.s.DB().QueryRowContext(w.t.Context(), `
		SELECT coalesce(string_agg(l.kind || ' ' || coalesce(convert_from(l.leaf, 'UTF8')::json->>'seq', '0'), ', ' ORDER BY l.n), '') FROM log_leaves l JOIN submissions s ON s.id = l.subject
		WHERE s.receipt_no = $1 AND l.kind <> 'submission_received'`, a.ReceiptNo).Scan(&all)
	if err != nil {
		w.t.Fatal(err)
	}
	return all
}

func TestWhatIsCoveredIsCorrectedAndItsFirstTextStaysSealed(t *testing.T) {
	w, round := inRound(t)
	sent := w.sends(round, "a", submission("Рок је предуг. Зовите 011 123 456.", "Друго."))
	id := w.covers(store.NewRedaction{Comment: sent.Comments[0], Ground: dossier.OthersData, Body: []string{"011 123 456"}})
	again := w.corrected(sent, "k", store.CorrectedComment{Body: "Рок је прекратак."}, store.CorrectedComment{Body: "Друго, исправљено."})
	c := w.numbered(round, 1)
	if c.Body != "Рок је прекратак." || c.Covered || len(c.Covers) != 0 {
		t.Errorf("the comment says %+v", c)
	}
	first := w.said(sent).Comments[0].Earlier
	if len(first) != 1 || first[0].Body != "Рок је предуг. Зовите "+mark+"." {
		t.Errorf("its author reads of before %+v", first)
	}
	for query, want := range map[string]int{"прекратак": 1, "предуг": 0, "123": 0} {
		if found, _, err := w.s.FindComments(t.Context(), w.drafter, store.CommentFilter{Round: round, Query: query}); err != nil || len(found) != want {
			t.Errorf("%s finds %d, %v", query, len(found), err)
		}
	}
	if got := w.logged(sent); got != "redacted 1, corrected 0" {
		t.Errorf("leaves: %s", got)
	}
	log, err := w.s.Log(t.Context(), true)
	if err != nil {
		t.Fatal(err)
	}
	for when, receipt := range map[string][]byte{"before": sent.Receipt, "after": again.Receipt} {
		if verdict, err := ledger.Verify(receipt, log.Key); err != nil || verdict.Number != sent.ReceiptNo {
			t.Errorf("the receipt from %s: %+v, %v", when, verdict, err)
		}
	}
	all, err := w.s.Redactions(t.Context(), w.drafter, w.ref, sent.Comments[0])
	if err != nil || len(all) != 1 || !all[0].Past || all[0].State != dossier.RedactionLaid || all[0].Parts[0].Places != 1 {
		t.Errorf("officers are told %+v, %v", all, err)
	}
	if said, _ := w.checked(); said != "" {
		t.Errorf("the check of the log says %s", said)
	}
	for name, x := range map[string]struct{ change, back, want string }{
		"a word of the earlier text is read":   {`UPDATE earlier_comments SET body = replace(body, '█', 'X') WHERE covered`, `UPDATE earlier_comments SET body = replace(body, 'X', '█') WHERE covered`, "is not its original under its covers"},
		"the sealed text is another":           {`UPDATE sealed_earlier SET body = replace(body, '456', '457')`, `UPDATE sealed_earlier SET body = replace(body, '457', '456')`, "comment 1 is not the one that was received"},
		"the cover is said to be of the other": {`UPDATE earlier_comments SET version = version + 5 WHERE covered`, `UPDATE earlier_comments SET version = version - 5 WHERE covered`, "is not its original under its covers"},
	} {
		storetest.Exec(t, w.s, x.change)
		if said, _ := w.checked(); !strings.Contains(said, x.want) {
			t.Errorf("%s: the check of the log says %q", name, said)
		}
		storetest.Exec(t, w.s, x.back)
	}
	err = w.s.StepRedaction(t.Context(), w.second, id, dossier.AskLifting, 2, "Није његов број.")
	if err == nil {
		err = w.s.StepRedaction(t.Context(), w.drafter, id, dossier.LiftRedaction, 3, "")
	}
	if got := w.said(sent).Comments[0]; err != nil || got.Body != "Рок је прекратак." || got.Earlier[0].Body != "Рок је предуг. Зовите 011 123 456." {
		t.Errorf("lifted: %+v, %v", got, err)
	}
	if said, _ := w.checked(); said != "" || storetest.Count(t, w.s, `SELECT count(*) FROM sealed_earlier`) != 0 {
		t.Errorf("lifted: the check of the log says %s", said)
	}
}

func TestWordsThatWereCoveredStayCoveredWhereverTheyAreWrittenAgain(t *testing.T) {
	w, round := inRound(t)
	file, again := w.attach("nalaz.pdf"), w.attach("isti-nalaz.pdf")
	s := submission("Зовите 011 123 456.", "Друго.")
	s.Comments[0].Attachments = []string{file.ID}
	sent := w.sends(round, "a", s)
	w.covers(store.NewRedaction{Comment: sent.Comments[0], Ground: dossier.OthersData, Body: []string{"011 123 456"}, Files: []string{file.ID}})
	w.corrected(sent, "k", store.CorrectedComment{Body: "Без броја."}, store.CorrectedComment{Body: "Друго."})
	if c := w.numbered(round, 1); c.Covered || len(c.Attachments) != 0 {
		t.Fatalf("the comment says %+v", c)
	}
	w.corrected(sent, "l", store.CorrectedComment{Body: "Ипак: 011  123\n456, два пута 011 123 456.", ProposedText: "Звати 011 123 456.", Attachments: []string{again.ID},
		Quote: &dossier.Quote{Exact: "у року од 30 дана", Prefix: "011 123 456"}}, store.CorrectedComment{Body: "Број 011 123 456 и 011 123 4567."})
	one, other := w.numbered(round, 1), w.numbered(round, 2)
	if one.Body != "Ипак: "+mark+", два пута "+mark+"." || one.ProposedText != "Звати "+mark+"." || one.Quote != mark || !one.Covered || !one.Attachments[0].Covered || one.Attachments[0].Name != mark {
		t.Errorf("the first says %+v", one)
	}
	if other.Body != "Број "+mark+" и 011 123 4567." || !other.Covered {
		t.Errorf("the other says %+v", other)
	}
	var parts []dossier.RedactionPart
	for _, c := range one.Covers {
		parts = append(parts, c.Part)
	}
	if diff := cmp.Diff([]dossier.RedactionPart{"body", "file", "proposed_text", "quote"}, parts); diff != "" {
		t.Errorf("covers (-want +got):\n%s", diff)
	}
	_, _, err := w.s.AttachmentFile(t.Context(), w.drafter, again.ID, func(string) string { return sent.Secret })
	if dossier.CodeOf(err) != dossier.CodeNotFound {
		t.Errorf("the same file under another name is given out: %v", err)
	}
	if n := storetest.Count(t, w.s, `SELECT count(*) FROM comments WHERE body LIKE '%011 123 456.%' OR quote_prefix LIKE '%011%' OR search_key LIKE '%123 456 %'`); n != 0 {
		t.Errorf("%d comments read what is covered", n)
	}
	if got := w.logged(sent); got != "redacted 1, corrected 0, corrected 0, redacted 1, redacted 2" {
		t.Errorf("leaves: %s", got)
	}
	if said, _ := w.checked(); said != "" {
		t.Errorf("the check of the log says %s", said)
	}
	w.tampers("redaction_spans", `DELETE FROM redaction_spans WHERE version = 2 AND part = 'body' AND comment = '`+sent.Comments[1]+`'`)
	if said, _ := w.checked(); !strings.Contains(said, sent.Comments[1]+" is not its original under its covers") {
		t.Errorf("without the cover that was carried the check of the log says %q", said)
	}
}

func TestWhatComesBackAsItIsReadStaysAsItWasSent(t *testing.T) {
	w, round := inRoundOn(t, strings.Replace(draft, "Проба се објављује.", "Проба се пријављује на 011  123  456.", 1)) // so that it is looked for in what people sent alone
	s := submission("Зовите\r\n011 123 456.", "Друго.")
	s.Comments[0].ProposedText, s.Comments[0].Quote = "Један.", &dossier.Quote{Exact: "011 123 456", Prefix: "пре", Suffix: "после"}
	sent := w.sends(round, "a", s)
	w.covers(store.NewRedaction{Comment: sent.Comments[0], Ground: dossier.OthersData, Body: []string{"011 123 456"}, Quote: []string{"011 123 456"}, Name: true})
	read := w.numbered(round, 1)
	_, err := w.corrects(sent, "a", store.CorrectedComment{Body: read.Body + " Још.", ProposedText: "Два " + mark, Quote: &dossier.Quote{Exact: read.Quote + "!"}}, store.CorrectedComment{Body: "Друго."})
	var refused *dossier.Problem
	if !errors.As(err, &refused) || len(refused.Fields) != 3 || refused.Fields[0].Name != "comments[0].body" || refused.Fields[0].Code != dossier.CodeMarkInText || refused.Fields[0].Params["mark"] != mark {
		t.Errorf("a mark in another text: %v, %+v", err, refused)
	}
	w.corrected(sent, "b", store.CorrectedComment{Body: strings.ReplaceAll(read.Body, "\r\n", "\n"), ProposedText: "Два.", Quote: &dossier.Quote{Exact: read.Quote}}, store.CorrectedComment{Body: "Друго, исправљено."})
	c := w.numbered(round, 1)
	if c.Body != read.Body || c.Quote != mark || c.ProposedText != "Два." || !c.Covered || c.Author != mark || len(c.Covers) != 3 {
		t.Errorf("the comment says %+v", c)
	}
	unsealed, err := w.s.Unseal(t.Context(), w.second, sent.Comments[0], "Провера.")
	if err != nil {
		t.Fatal(err)
	}
	o, err := w.s.Unsealed(t.Context(), w.second, unsealed)
	if err != nil || o.Body != "Зовите\r\n011 123 456." || o.Quote != "011 123 456" || o.Proposed != "Два." {
		t.Errorf("its original: %+v, %v", o, err)
	}
	if said, _ := w.checked(); said != "" {
		t.Errorf("the check of the log says %s", said)
	}
	for _, e := range w.said(sent).Comments[0].Earlier {
		if strings.Contains(e.Body+e.Quote, "123") {
			t.Errorf("its author reads of before %+v", e)
		}
	}
	err = w.s.EraseOwn(t.Context(), sent.ReceiptNo, sent.Secret)
	if err != nil {
		t.Fatal(err)
	}
	w.nowhere("123 456")
	if said, _ := w.checked(); said != "" {
		t.Errorf("erased: the check of the log says %s", said)
	}
}

func TestARequestThatWaitsGoesWithTheCorrection(t *testing.T) {
	w, round := inRound(t)
	sent := w.sends(round, "a", submission("Зовите 011 123 456."))
	id, err := w.s.Redact(t.Context(), w.drafter, store.NewRedaction{Comment: sent.Comments[0], Ground: dossier.OthersData, Body: []string{"011 123 456"}})
	if err != nil {
		t.Fatal(err)
	}
	w.corrected(sent, "k", store.CorrectedComment{Body: "Боље зовите 011 123 456."})
	if c := w.numbered(round, 1); c.Covered || c.Body != "Боље зовите 011 123 456." {
		t.Errorf("covered before anybody confirmed: %+v", c)
	}
	err = w.s.StepRedaction(t.Context(), w.second, id, dossier.ConfirmRedaction, 1, "")
	if err != nil {
		t.Fatal(err)
	}
	said := w.said(sent).Comments[0]
	if said.Body != "Боље зовите "+mark+"." || said.Earlier[0].Body != "Зовите "+mark+"." {
		t.Errorf("confirmed: %+v", said)
	}
	if said, _ := w.checked(); said != "" {
		t.Errorf("the check of the log says %s", said)
	}
	_, err = w.s.Withdraw(t.Context(), store.Withdrawal{ReceiptNo: sent.ReceiptNo, Secret: sent.Secret, Key: "w"})
	if said, _ := w.checked(); err != nil || said != "" {
		t.Errorf("withdrawn: %v, the check of the log says %s", err, said)
	}
}

func TestMorePlacesThanCanBeCoveredAreNotTakenIn(t *testing.T) {
	w, round := inRound(t)
	sent := w.sends(round, "a", submission("Марковић."))
	w.covers(store.NewRedaction{Comment: sent.Comments[0], Ground: dossier.OthersData, Body: []string{"Марковић"}})
	_, err := w.corrects(sent, "k", store.CorrectedComment{Body: strings.Repeat("Марковић ", 401)})
	if dossier.CodeOf(err) != dossier.CodeRedacted {
		t.Errorf("got %v", err)
	}
	w.corrected(sent, "l", store.CorrectedComment{Body: strings.Repeat("Марковић ", 400)})
	if c := w.numbered(round, 1); strings.Contains(c.Body, "Марковић") || !c.Covered {
		t.Errorf("the comment says %q", c.Body)
	}
}
