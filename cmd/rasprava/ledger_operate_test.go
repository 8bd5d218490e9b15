package main

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/rasprava/rasprava/internal/ledger"
	"github.com/rasprava/rasprava/internal/store"
	"github.com/rasprava/rasprava/internal/store/storetest"
)

func TestOperatorsCheckRotateAndResolveALog(t *testing.T) {
	database, data := storetest.Database(t), t.TempDir()
	t.Setenv("DATABASE_URL", database)
	t.Setenv("RASPRAVA_DATA", data)
	st, err := store.Open(t.Context(), store.Options{URL: database, Keys: filepath.Join(data, "keys"), Checkpoints: filepath.Join(data, "checkpoints"), Origin: "rasprava.local"})
	if err != nil {
		t.Fatal(err)
	}
	defer st.Close()
	if err := st.Prepare(t.Context()); err != nil {
		t.Fatal(err)
	}
	status, out, said := says(t, "ledger", "check")
	if status != 0 || !strings.HasPrefix(out, "The rows, the leaves and the hashes agree.") {
		t.Fatalf("check of an empty log: got status %d, %s%s", status, out, said)
	}
	old, err := st.Log(t.Context(), false)
	if err != nil {
		t.Fatal(err)
	}
	status, prepared, said := says(t, "ledger", "rotate-key", "--prepare")
	if status != 0 || strings.TrimSpace(prepared) == old.Key {
		t.Fatalf("prepare: got status %d, %s%s", status, prepared, said)
	}
	status, out, said = says(t, "ledger", "rotate-key")
	if status != 0 || out != prepared {
		t.Fatalf("rotate: got status %d, %s%s, want the key that was prepared", status, out, said)
	}
	now, err := st.Log(t.Context(), false)
	if err != nil || now.Key != strings.TrimSpace(prepared) || now.Size != 1 {
		t.Errorf("afterwards: got %+v, %v", now, err)
	}
	if err := st.Publish(t.Context()); err != nil {
		t.Fatal(err)
	}
	status, out, said = says(t, "ledger", "check")
	if status != 0 || !strings.Contains(said, "1/1 leaves") {
		t.Errorf("check: got status %d, %s%s", status, out, said)
	}
	status, out, said = says(t, "ledger", "resolve")
	if status != 0 || !strings.Contains(out, "leads to what was published: 1 leaves") {
		t.Errorf("nothing to resolve: got status %d, %s%s", status, out, said)
	}
	if status, _, said = says(t, "ledger", "resolve", "--give-up", "1"); status != 1 || !strings.Contains(said, "leads to what was published") {
		t.Errorf("nothing to give up: got status %d, %s", status, said)
	}
	if status, _, said = says(t, "ledger", "resolve", "--give-up", "1", "--from", data); status != 2 {
		t.Errorf("both ways: got status %d, %s", status, said)
	}

	kept := filepath.Join(data, "keys", "submissions.key")
	before, err := os.ReadFile(kept)
	if err != nil {
		t.Fatal(err)
	}
	if status, out, said = says(t, "ledger", "rotate-secrets"); status != 0 || out != "" {
		t.Errorf("rotate secrets: got status %d, %s%s", status, out, said)
	}
	if status, out, said = says(t, "ledger", "rotate-secrets", "--void"); status != 0 || out != "The secrets of 0 receipts are void.\n" {
		t.Errorf("rotate secrets and void them: got status %d, %s%s", status, out, said)
	}
	after, err := os.ReadFile(kept)
	olds, globErr := filepath.Glob(filepath.Join(data, "keys", "submissions.*.old.key"))
	if err != nil || globErr != nil || bytes.Equal(before, after) || len(olds) != 2 {
		t.Errorf("the key is another: %t, and %d old ones are kept, %v, %v", !bytes.Equal(before, after), len(olds), err, globErr)
	}
	for _, path := range append(olds, kept) {
		if info, err := os.Stat(path); err != nil || info.Mode().Perm() != 0o600 {
			t.Errorf("%s can be read by others: %v, %v", path, info, err)
		}
	}

	// What was published is of a longer tree than the record has.
	signer, err := ledger.LoadKey(filepath.Join(data, "keys", "public.key"), old.Origin)
	if err != nil {
		t.Fatal(err)
	}
	leaf, err := ledger.Leaf{Kind: ledger.KeyRotated, At: time.Date(2026, 11, 23, 10, 0, 0, 0, time.UTC)}.Bytes()
	if err != nil {
		t.Fatal(err)
	}
	e, err := signer.Extend(ledger.EmptyHead(), [][]byte{leaf, leaf, leaf}, nil)
	if err != nil {
		t.Fatal(err)
	}
	err = os.WriteFile(filepath.Join(data, "checkpoints", "public"), e.Checkpoint, 0o644)
	if err != nil {
		t.Fatal(err)
	}
	status, out, _ = says(t, "ledger", "resolve")
	if status != 1 || !strings.Contains(out, "may not be signed") || !strings.Contains(out, "Published from this machine: 3 leaves") || !strings.Contains(out, "Stored: 1 leaves") {
		t.Errorf("got status %d, %s", status, out)
	}
	if status, out, _ = says(t, "ledger", "check"); status != 1 || !strings.Contains(out, "the log may not be signed") {
		t.Errorf("check: got status %d, %s", status, out)
	}
	if status, _, said = says(t, "ledger", "resolve", "--give-up", "2"); status != 1 || !strings.Contains(said, "has 3 leaves, not 2") {
		t.Errorf("another size: got status %d, %s", status, said)
	}
	status, out, said = says(t, "ledger", "resolve", "--give-up", "3")
	if status != 0 || !strings.Contains(out, "leaf 1 says so") {
		t.Fatalf("give up: got status %d, %s%s", status, out, said)
	}
	if status, out, _ = says(t, "ledger", "resolve"); status != 0 || !strings.Contains(out, "2 leaves") {
		t.Errorf("afterwards: got status %d, %s", status, out)
	}
}
