package ledger

import (
	"crypto/sha256"
	"encoding/base64"
	"errors"
	"strings"
	"testing"
	"time"

	"github.com/transparency-dev/formats/log"
	fnote "github.com/transparency-dev/formats/note"
	fproof "github.com/transparency-dev/formats/proof"
	"github.com/transparency-dev/merkle/proof"
	"github.com/transparency-dev/merkle/rfc6962"
	"golang.org/x/mod/sumdb/note"
)

// The proof in a receipt is read here by another implementation of C2SP tlog-proof,
// tlog-checkpoint and signed-note, and of RFC 6962.
func TestAReceiptIsAcceptedByAnotherImplementation(t *testing.T) {
	for _, at := range []struct{ size, index int }{{1, 0}, {2, 1}, {7, 3}, {256, 255}, {300, 0}, {1000, 999}} {
		r, l := testReceipt(t, at.size, at.index, 2)
		var p fproof.TLogProof
		err := p.Unmarshal(receiptFile(t, r))
		if err != nil {
			t.Fatalf("read proof of leaf %d of %d: %v", at.index, at.size, err)
		}
		v, err := note.NewVerifier(l.signer.VerifierKey())
		if err != nil {
			t.Fatal(err)
		}
		c, _, _, err := log.ParseCheckpoint(p.Checkpoint, testOrigin, v)
		if err != nil {
			t.Fatalf("read checkpoint: %v", err)
		}
		hashes := make([][]byte, len(p.Hashes))
		for i, h := range p.Hashes {
			hashes[i] = h[:]
		}
		leaf := rfc6962.DefaultHasher.HashLeaf(leafBytes(t, r.Leaf))
		err = proof.VerifyInclusion(rfc6962.DefaultHasher, p.Index, c.Size, leaf, hashes, c.Hash)
		if err != nil {
			t.Errorf("leaf %d of %d: %v", at.index, at.size, err)
		}
		if proof.VerifyInclusion(rfc6962.DefaultHasher, p.Index, c.Size, append([]byte{leaf[0] ^ 1}, leaf[1:]...), hashes, c.Hash) == nil {
			t.Errorf("leaf %d of %d: another leaf is accepted too", at.index, at.size)
		}
		if !strings.Contains(string(p.ExtraData), `"format":"rasprava.receipt/1"`) {
			t.Errorf("extra is %.60s", p.ExtraData)
		}
	}
}

func TestACosignatureByAnotherImplementationIsAccepted(t *testing.T) {
	_, l := testReceipt(t, 10, 3, 1)
	skey, vkey, err := note.GenerateKey(testRandom("сведок"), "svedok.example")
	if err != nil {
		t.Fatal(err)
	}
	signer, err := fnote.NewSignerForCosignatureV1(skey)
	if err != nil {
		t.Fatal(err)
	}
	n, err := note.Open(l.checkpoint, note.VerifierList(verifier(t, l.signer.VerifierKey())))
	if err != nil {
		t.Fatal(err)
	}
	cosigned, err := note.Sign(n, signer)
	if err != nil {
		t.Fatal(err)
	}
	w, err := ParseWitness(cosigner(t, vkey))
	if err != nil {
		t.Fatal(err)
	}
	got, err := Cosignatures(cosigned, []Witness{w})
	if err != nil || len(got) != 1 || got[0].Witness != w.String() || w.Name() != "svedok.example" || time.Since(got[0].At) > time.Hour {
		t.Fatalf("got %+v, %v", got, err)
	}
	if c, err := VerifyCheckpoint(cosigned, l.signer.VerifierKey()); err != nil || c.Head != l.head {
		t.Errorf("the checkpoint with a witness: %+v, %v", c, err)
	}
	own, c, err := OwnCheckpoint(cosigned, l.signer.VerifierKey())
	if err != nil || string(own) != string(l.checkpoint) || c.Head != l.head {
		t.Errorf("without the witness: %q, %v", own, err)
	}
	if again := WithCosignatures(own, []string{got[0].Line}); string(again) != string(cosigned) {
		t.Errorf("put together again: %q, want %q", again, cosigned)
	}

	// Another text, another time, another witness.
	other := replaced(t, cosigned, "\n10\n", "\n11\n")
	if _, err := Cosignatures(other, []Witness{w}); !errors.Is(err, ErrSignature) {
		t.Errorf("below another text: got %v", err)
	}
	line := got[0].Line
	raw, err := base64.StdEncoding.DecodeString(strings.TrimSpace(line[strings.LastIndexByte(line, ' '):]))
	if err != nil {
		t.Fatal(err)
	}
	for at := 4; at < len(raw); at++ {
		flipped := append([]byte(nil), raw...)
		flipped[at] ^= 1
		bad := WithCosignatures(own, []string{line[:strings.LastIndexByte(line, ' ')+1] + base64.StdEncoding.EncodeToString(flipped) + "\n"})
		if _, err := Cosignatures(bad, []Witness{w}); !errors.Is(err, ErrSignature) {
			t.Fatalf("byte %d flipped: got %v", at, err)
		}
	}
	if got, err := Cosignatures(l.checkpoint, []Witness{w}); err != nil || len(got) != 0 {
		t.Errorf("a checkpoint that nobody has witnessed: %v, %v", got, err)
	}
}

func TestWhatIsNoKeyOfAWitnessIsRefused(t *testing.T) {
	_, vkey, err := note.GenerateKey(testRandom("сведок"), "svedok.example")
	if err != nil {
		t.Fatal(err)
	}
	good := cosigner(t, vkey)
	for name, key := range map[string]string{
		"nothing": "", "a key of a log": vkey, "another name": "x" + good, "cut": good[:len(good)-8], "no base64": good + "!",
		"another hash": strings.Replace(good, "+", "+0", 1), "a space in the name": " a b" + good,
	} {
		if _, err := ParseWitness(key); !errors.Is(err, ErrKey) {
			t.Errorf("%s: got %v, want ErrKey", name, err)
		}
	}
	ws, err := ParseWitnesses("# сведоци\n\n" + good + "\n")
	if err != nil || len(ws) != 1 {
		t.Errorf("a list: got %v, %v", ws, err)
	}
	if _, err := ParseWitnesses("сведок"); !errors.Is(err, ErrKey) {
		t.Errorf("a list of something else: got %v", err)
	}
}

func verifier(t testing.TB, vkey string) note.Verifier {
	t.Helper()
	v, err := note.NewVerifier(vkey)
	if err != nil {
		t.Fatal(err)
	}
	return v
}

// cosigner returns the verifier key of the same key as a witness has it.
func cosigner(t testing.TB, vkey string) string {
	t.Helper()
	parts := strings.SplitN(vkey, "+", 3)
	raw, err := base64.StdEncoding.DecodeString(parts[2])
	if err != nil {
		t.Fatal(err)
	}
	raw[0] = algCosignature
	sum := sha256.Sum256(append([]byte(parts[0]+"\n"), raw...))
	return parts[0] + "+" + hexOf(sum[:4]) + "+" + base64.StdEncoding.EncodeToString(raw)
}
