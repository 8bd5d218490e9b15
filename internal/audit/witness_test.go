package audit

import (
	"crypto/sha256"
	"encoding/base64"
	"fmt"
	"strings"
	"testing"

	fnote "github.com/transparency-dev/formats/note"
	"golang.org/x/mod/sumdb/note"

	"github.com/rasprava/rasprava/internal/ledger"
)

// cosigner is a witness by another implementation.
type cosigner struct {
	signer note.Signer
	key    ledger.Witness
}

func newCosigner(t *testing.T, name string) cosigner {
	t.Helper()
	skey, vkey, err := note.GenerateKey(nil, name)
	if err != nil {
		t.Fatal(err)
	}
	s, err := fnote.NewSignerForCosignatureV1(skey)
	if err != nil {
		t.Fatal(err)
	}
	raw := decoded(t, strings.SplitN(vkey, "+", 3)[2])
	raw[0] = 4
	sum := sha256.Sum256(append([]byte(name+"\n"), raw...))
	w, err := ledger.ParseWitness(fmt.Sprintf("%s+%x+%s", name, sum[:4], base64.StdEncoding.EncodeToString(raw)))
	if err != nil {
		t.Fatal(err)
	}
	return cosigner{s, w}
}

func (c cosigner) signs(t *testing.T, l *testLog, checkpoint []byte) []byte {
	t.Helper()
	v, err := note.NewVerifier(l.signer.VerifierKey())
	if err != nil {
		t.Fatal(err)
	}
	n, err := note.Open(checkpoint, note.VerifierList(v))
	if err != nil {
		t.Fatal(err)
	}
	signed, err := note.Sign(n, c.signer)
	if err != nil {
		t.Fatal(err)
	}
	return signed
}

func TestWhatWitnessesSignedIsInTheTree(t *testing.T) {
	w, other := newCosigner(t, "svedok.example"), newCosigner(t, "drugi.example")
	l := sound(t, 700)
	f := l.publish()
	audit := func(f files, ws ...ledger.Witness) *Result {
		t.Helper()
		r, err := Run(t.Context(), f, Options{Keys: []string{l.signer.VerifierKey()}, Witnesses: ws})
		if err != nil {
			t.Fatal(err)
		}
		return r
	}
	named(t, audit(f, w.key), BadSignature, -1)
	g := f.clone()
	g["checkpoint"] = w.signs(t, l, f["checkpoint"])
	r := audit(g, w.key)
	faultless(t, r)
	if len(r.Witnessed) != 1 || !strings.HasPrefix(r.Witnessed[0], w.key.String()+", 700 leaves, at ") {
		t.Errorf("got %q", r.Witnessed)
	}
	named(t, audit(g, w.key, other.key), BadSignature, -1)

	whole := l.leaves
	l.leaves = whole[:300]
	earlier := l.publish()["checkpoint"]
	l.leaves = whole
	g = f.clone()
	g["witnessed"] = w.signs(t, l, earlier)
	r = audit(g, w.key)
	faultless(t, r)
	if len(r.Witnessed) != 1 || !strings.Contains(r.Witnessed[0], ", 300 leaves, ") {
		t.Errorf("got %q", r.Witnessed)
	}

	l.leaves = append(append([][]byte(nil), whole[1:300]...), whole[0])
	g["witnessed"] = w.signs(t, l, l.publish()["checkpoint"])
	l.leaves = whole
	r = audit(g, w.key)
	named(t, r, Forked, -1)
	if r.TreeHolds {
		t.Error("the tree holds")
	}
	l.leaves = append(whole[:len(whole):len(whole)], whole[0])
	g["witnessed"] = w.signs(t, l, l.publish()["checkpoint"])
	l.leaves = whole
	named(t, audit(g, w.key), RolledBack, 700)
}
