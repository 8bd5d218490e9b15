package store_test

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/rasprava/rasprava/internal/dossier"
	"github.com/rasprava/rasprava/internal/store"
)

func TestSecretsOfBeforeOpenTheirReceiptsUnderAnotherKey(t *testing.T) {
	b := newBackedUp(t)
	delivery := store.Delivery{Round: b.round, Key: "3f0a1d3e-8c25-4c0e-9a55-0d8f6f1c2b11", Submission: submission("Пре.")}
	before, err := b.s.NewIntake(t.Context(), 1).Submit(t.Context(), delivery)
	if err != nil {
		t.Fatal(err)
	}
	was, err := os.ReadFile(filepath.Join(b.options.Keys, "submissions.key"))
	if err != nil {
		t.Fatal(err)
	}
	if _, err = b.s.RotateSecrets(t.Context(), false); err != nil {
		t.Fatal(err)
	}
	again, err := store.Open(t.Context(), b.options) // as after a restart
	if err != nil {
		t.Fatal(err)
	}
	defer again.Close()
	now, err := os.ReadFile(filepath.Join(b.options.Keys, "submissions.key"))
	if err != nil || string(now) == string(was) {
		t.Errorf("the key is what it was: %v", err)
	}
	info, err := os.Stat(filepath.Join(b.options.Keys, "submissions.key"))
	if err != nil || info.Mode().Perm() != 0o600 {
		t.Errorf("the file of the key: %v, %v", info, err)
	}
	replayed, err := again.NewIntake(t.Context(), 1).Submit(t.Context(), delivery)
	if err != nil || !replayed.Replayed || replayed.Secret != before.Secret {
		t.Errorf("repeated, it is answered %+v, %v", replayed, err)
	}
	said, err := again.Said(t.Context(), "", before.ReceiptNo, before.Secret)
	if err != nil || !said.Own {
		t.Errorf("the secret of before opens %+v, %v", said, err)
	}
	delivery.Key, delivery.Submission = "7d1f3f52-1a7e-4a9f-b1b0-6a2d0f9c3e22", submission("После.")
	after, err := again.NewIntake(t.Context(), 1).Submit(t.Context(), delivery)
	if err != nil {
		t.Fatal(err)
	}
	// Who has the old key alone makes no secret of what comes since.
	stolen := t.TempDir()
	for _, file := range []string{"public.key", "rehearsal.key"} {
		key, err := os.ReadFile(filepath.Join(b.options.Keys, file))
		if err != nil {
			t.Fatal(err)
		}
		if err = os.WriteFile(filepath.Join(stolen, file), key, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	if err = os.WriteFile(filepath.Join(stolen, "submissions.key"), was, 0o600); err != nil {
		t.Fatal(err)
	}
	options := b.options
	options.Keys = stolen
	thief, err := store.Open(t.Context(), options)
	if err != nil {
		t.Fatal(err)
	}
	defer thief.Close()
	guessed, err := thief.NewIntake(t.Context(), 1).Submit(t.Context(), delivery)
	if err != nil || !guessed.Replayed || guessed.Secret == after.Secret {
		t.Errorf("with the old key the secret is %+v, %v", guessed, err)
	}

	n, err := again.RotateSecrets(t.Context(), true)
	if err != nil || n < 2 {
		t.Errorf("%d secrets are void, %v", n, err)
	}
	for _, one := range []store.Accepted{before, after} {
		if err := again.EraseOwn(t.Context(), one.ReceiptNo, one.Secret); dossier.CodeOf(err) != dossier.CodeSecretWrong {
			t.Errorf("a void secret: %v", err)
		}
	}
	delivery.Key, delivery.Submission = "9a4be0d8-6a70-4a63-8f5b-2f1f0c7d4f33", submission("Још.")
	last, err := again.NewIntake(t.Context(), 1).Submit(t.Context(), delivery)
	if err != nil {
		t.Fatal(err)
	}
	if said, err := again.Said(t.Context(), "", last.ReceiptNo, last.Secret); err != nil || !said.Own {
		t.Errorf("what comes since opens %+v, %v", said, err)
	}
}

func TestLettersThatWaitCarryTheSecretsOfBefore(t *testing.T) {
	w, round, box := demanding(t)
	first := w.mails(round, "a", "ana@example.org", "Први.")
	second := w.mails(round, "b", "ana@example.org", "Други.")
	if _, err := w.s.RotateSecrets(t.Context(), false); err != nil {
		t.Fatal(err)
	}
	letters := box.opens("ana@example.org")
	if len(letters) != 1 || letters[0].Secret != second.Secret || len(letters[0].Others) != 1 || letters[0].Others[0].Secret != first.Secret {
		t.Fatalf("got %+v", letters)
	}
	for _, token := range []string{letters[0].Token, letters[0].Others[0].Token} {
		if _, err := w.s.Confirm(t.Context(), token); err != nil {
			t.Errorf("a link of before: %v", err)
		}
	}
}
