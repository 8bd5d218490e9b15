package store_test

import (
	"bytes"
	"crypto/sha256"
	"encoding/base64"
	"fmt"
	"strings"
	"testing"

	fnote "github.com/transparency-dev/formats/note"
	"golang.org/x/mod/sumdb/note"

	"github.com/rasprava/rasprava/internal/audit"
	"github.com/rasprava/rasprava/internal/dossier"
	"github.com/rasprava/rasprava/internal/ledger"
)

// cosigner is a witness by another implementation.
func cosigner(t *testing.T, name string) (note.Signer, ledger.Witness) {
	t.Helper()
	skey, vkey, err := note.GenerateKey(nil, name)
	if err != nil {
		t.Fatal(err)
	}
	signer, err := fnote.NewSignerForCosignatureV1(skey)
	if err != nil {
		t.Fatal(err)
	}
	raw, err := base64.StdEncoding.DecodeString(strings.SplitN(vkey, "+", 3)[2])
	if err != nil {
		t.Fatal(err)
	}
	raw[0] = 4
	sum := sha256.Sum256(append([]byte(name+"\n"), raw...))
	w, err := ledger.ParseWitness(fmt.Sprintf("%s+%x+%s", name, sum[:4], base64.StdEncoding.EncodeToString(raw)))
	if err != nil {
		t.Fatal(err)
	}
	return signer, w
}

func TestWhatWitnessesSignIsShownBelowTheCheckpoint(t *testing.T) {
	b := newBackedUp(t)
	signer, known := cosigner(t, "svedok.example")
	stranger, _ := cosigner(t, "stranac.example")
	b.options.Witnesses = []ledger.Witness{known}
	b.goesOnWith(b.options.URL)
	b.received()
	served := func() []byte {
		t.Helper()
		c, err := b.s.Checkpoint(t.Context(), true)
		if err != nil {
			t.Fatal(err)
		}
		return c
	}
	signs := func(checkpoint []byte, signers ...note.Signer) []byte {
		t.Helper()
		v, err := note.NewVerifier(b.log().Key)
		if err != nil {
			t.Fatal(err)
		}
		n, err := note.Open(checkpoint, note.VerifierList(v))
		if err != nil {
			t.Fatal(err)
		}
		signed, err := note.Sign(n, signers...)
		if err != nil {
			t.Fatal(err)
		}
		return signed
	}
	plain := served()
	if _, err := b.s.Witnessed(t.Context(), true); dossier.CodeOf(err) != dossier.CodeNotFound {
		t.Errorf("before anybody signed: got %v", err)
	}
	for name, sent := range map[string][]byte{
		"nothing": nil, "without a witness": plain, "by a stranger": signs(plain, stranger),
		"of another log": bytes.Replace(signs(plain, signer), []byte("rasprava.test"), []byte("drugi.test"), 1),
	} {
		if _, err := b.s.AddCosigned(t.Context(), true, sent); dossier.CodeOf(err) != dossier.CodeInvalid {
			t.Errorf("%s: got %v, want invalid", name, err)
		}
	}
	cosigned := signs(plain, signer)
	if n, err := b.s.AddCosigned(t.Context(), true, signs(plain, signer, stranger)); n != 1 || err != nil {
		t.Fatalf("took in %d lines, %v, want the witness's", n, err)
	}
	if got := served(); !bytes.Equal(got, cosigned) {
		t.Errorf("got %s, want %s", got, cosigned)
	}
	b.verifies("a receipt of a tree that was witnessed", b.again())

	b.received()
	if bytes.Contains(served(), []byte("svedok")) {
		t.Error("the witness stands below what it has not signed")
	}
	if got, err := b.s.Witnessed(t.Context(), true); err != nil || !bytes.Equal(got, cosigned) {
		t.Errorf("the last that was witnessed: %s, %v", got, err)
	}
	r, err := audit.Run(t.Context(), b.s.PublishedLog(true), audit.Options{Keys: b.keys(), Witnesses: []ledger.Witness{known}})
	if err != nil || r.Wrong != 0 || len(r.Witnessed) != 1 {
		t.Errorf("audit: %+v, %v", r, err)
	}
}

// again returns the receipt of the first submission as it is given now.
func (b *backedUp) again() []byte {
	b.t.Helper()
	var no string
	err := b.s.DB().QueryRowContext(b.t.Context(), `SELECT receipt_no FROM submissions ORDER BY received_at LIMIT 1`).Scan(&no)
	if err != nil {
		b.t.Fatal(err)
	}
	got, err := b.intake.Submit(b.t.Context(), b.delivery(1))
	if err != nil || got.ReceiptNo != no {
		b.t.Fatalf("again: got %+v, %v", got, err)
	}
	return got.Receipt
}
