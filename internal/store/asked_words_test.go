package store_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/rasprava/rasprava/internal/dossier"
	"github.com/rasprava/rasprava/internal/store"
)

func TestWhoConfirmsACoverReadsWhatItIsToCover(t *testing.T) {
	w, round := inRound(t)
	file := w.attach("nalaz.pdf")
	s := submission("Петар Марковић и Ана Анић. Петар Марковић!")
	s.Comments[0].ProposedText, s.Comments[0].Attachments = "Одлучује Ана Анић.", []string{file.ID}
	comment := w.sends(round, "a", s).Comments[0]
	asks := func(person string, body ...string) string {
		t.Helper()
		id, err := w.s.Redact(t.Context(), person, store.NewRedaction{Comment: comment, Ground: dossier.OthersData, Body: body})
		if err != nil {
			t.Fatal(err)
		}
		return id
	}
	confirms := func(person, id string) {
		t.Helper()
		if err := w.s.StepRedaction(t.Context(), person, id, dossier.ConfirmRedaction, 1, ""); err != nil {
			t.Fatal(err)
		}
	}
	reads := func(what string, want map[string][]string) {
		t.Helper()
		all, err := w.s.Redactions(t.Context(), w.second, w.ref, comment)
		if err != nil {
			t.Fatal(err)
		}
		got := map[string][]string{}
		for _, r := range all {
			got[r.ID] = r.Words
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("%s (-want +got):\n%s", what, diff)
		}
	}
	whole, err := w.s.Redact(t.Context(), w.drafter, store.NewRedaction{Comment: comment, Ground: dossier.Dignity, Body: []string{"Петар Марковић"}, Proposed: []string{"Ана Анић"}, Files: []string{file.ID}, Name: true})
	if err != nil {
		t.Fatal(err)
	}
	part, other := asks(w.signerA, "Марковић"), asks(w.signerA, "Ана")
	reads("asked", map[string][]string{whole: {"Петар Марковић", "Ана Анић", "nalaz.pdf"}, part: {"Марковић"}, other: {"Ана"}})
	confirms(w.drafter, part)
	reads("one laid over another", map[string][]string{whole: {"Ана Анић", "nalaz.pdf"}, part: nil, other: {"Ана"}})
	confirms(w.second, whole)
	reads("behind covers that moved the text", map[string][]string{whole: nil, part: nil, other: {"Ана"}})
}
