package store_test

import (
	"errors"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/rasprava/rasprava/internal/dossier"
	"github.com/rasprava/rasprava/internal/store"
)

// TestAQuoteMustStandInTheTextThatItNames sends quotes as people copy them, and some that
// stand elsewhere or nowhere, and corrects one to words that are not in the text.
func TestAQuoteMustStandInTheTextThatItNames(t *testing.T) {
	w, round := inRound(t)
	send := func(key string, comments ...dossier.NewComment) (store.Accepted, error) {
		return w.s.NewIntake(t.Context(), 1).Submit(t.Context(), store.Delivery{Round: round, Key: key, Submission: dossier.Submission{Lang: "sr-Cyrl", Author: dossier.Author{Kind: dossier.Anonymous}, Comments: comments}})
	}
	fields := func(err error) []dossier.Field {
		var p *dossier.Problem
		if !errors.As(err, &p) || p.Code != dossier.CodeInvalid {
			t.Fatalf("got %v, want a refusal with fields", err)
		}
		return p.Fields
	}
	sent, err := send("a", quoting("art_2", "Орган одговара у року"), quoting("art_2__para_1", "organ  odgovara"), quoting("", "уређују се пробе"), quoting("art_1", ""))
	if err != nil {
		t.Fatal(err)
	}
	wrong := []dossier.NewComment{quoting("art_2", "Орган одговара"), quoting("art_1", "у року од 30 дана"), quoting("art_2", "у року од 31 дана"), quoting("", "у року од 31 дана")}
	want := []dossier.Field{{Name: "comments[1].quote", Code: dossier.CodeQuoteElsewhere, Params: map[string]string{"provision": "art_2__para_1"}},
		{Name: "comments[2].quote", Code: dossier.CodeQuoteNowhere}, {Name: "comments[3].quote", Code: dossier.CodeQuoteNowhere}}
	_, err = send("b", wrong...)
	if diff := cmp.Diff(want, fields(err)); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	got, err := w.s.Misquoted(t.Context(), round, wrong)
	if diff := cmp.Diff(want, got); err != nil || diff != "" {
		t.Errorf("before it is sent: %v (-want +got):\n%s", err, diff)
	}
	if n := w.count(`SELECT count(*) FROM submissions`); n != 1 {
		t.Errorf("%d submissions are there, want the one that was taken", n)
	}
	correct := func(key, first string) error {
		_, err := w.s.Correct(t.Context(), store.Correction{ReceiptNo: sent.ReceiptNo, Secret: sent.Secret, Key: key, Comments: []store.CorrectedComment{
			{Body: "Краће.", Quote: &dossier.Quote{Exact: first}}, {Body: "Исто."}, {Body: "Исто."}, {Body: "Исто."}}})
		return err
	}
	err = correct("c", "Орган одлучује")
	if diff := cmp.Diff([]dossier.Field{{Name: "comments[0].quote", Code: dossier.CodeQuoteNowhere}}, fields(err)); diff != "" {
		t.Errorf("corrected (-want +got):\n%s", diff)
	}
	_, err = w.s.DB().ExecContext(t.Context(), `UPDATE comments SET quote_exact = 'Орган одлучује' WHERE id = $1`, sent.Comments[0]) // taken in before quotes were asked about
	if err == nil {
		err = correct("d", "Орган одлучује")
	}
	if err != nil {
		t.Errorf("what it quoted before: %v", err)
	}
}
