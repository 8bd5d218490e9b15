package store_test

import (
	"testing"

	"github.com/rasprava/rasprava/internal/dossier"
	"github.com/rasprava/rasprava/internal/store"
)

func TestWhatIsNoIDNamesNothing(t *testing.T) {
	w, round := inRound(t)
	_, by, _ := w.asks(round, "a", "Рок је предуг.")
	for what, ask := range map[string]func(id string) error{
		"a file": func(id string) error {
			_, _, err := w.s.AttachmentFile(t.Context(), w.drafter, id, nobodys)
			return err
		},
		"a scan": func(id string) error {
			_, _, err := w.s.ScanFile(t.Context(), w.drafter, id)
			return err
		},
		"a file to sign": func(id string) error {
			_, _, err := w.s.FileToSign(t.Context(), by, id)
			return err
		},
		"an erasure": func(id string) error { return w.s.DecideErasure(t.Context(), w.drafter, id, true) },
		"a comment to cover": func(id string) error {
			_, err := w.s.Redact(t.Context(), w.drafter, store.NewRedaction{Comment: id, Ground: "personal_data", Note: "Р.", Body: []string{"Рок"}})
			return err
		},
		"a cover": func(id string) error {
			return w.s.StepRedaction(t.Context(), w.drafter, id, dossier.AskLifting, 1, "Разлог.")
		},
		"a comment to unseal": func(id string) error {
			_, err := w.s.Unseal(t.Context(), w.drafter, id, "Разлог.")
			return err
		},
		"what was unsealed": func(id string) error {
			_, err := w.s.Unsealed(t.Context(), w.drafter, id)
			return err
		},
		"a file that was unsealed": func(id string) error {
			_, _, err := w.s.UnsealedFile(t.Context(), w.drafter, id, id)
			return err
		},
	} {
		for _, id := range []string{"", "x", "ж", "0191d2a0-0000-7000-8000-00000000000", "0191d2a0-0000-7000-8000-000000000000", "0191D2A0-0000-7000-8000-00000000000A", "{0191d2a0-0000-7000-8000-000000000000}"} {
			err := ask(id)
			if got := dossier.CodeOf(err); got != dossier.CodeNotFound {
				t.Errorf("%s, %q: got %v, want not_found", what, id, err)
			}
		}
	}
}
