package audit

import (
	"testing"

	"github.com/rasprava/rasprava/internal/ledger"
)

// rotates is a log of so many leaves, with the history that says that its key gave way
// to another at the second leaf.
func rotates(t *testing.T, leaves int) (l *testLog, next *ledger.Signer, history ledger.KeyHistory) {
	t.Helper()
	l = newTestLog(t).add(opened("r-1"))
	skey, _, err := ledger.NewKey("rasprava.example/log/public")
	if err != nil {
		t.Fatal(err)
	}
	next, err = ledger.NewSigner(skey)
	if err != nil {
		t.Fatal(err)
	}
	l.add(ledger.Leaf{Kind: ledger.KeyRotated, Hash: ledger.HashOf([]byte(next.VerifierKey()))})
	e, err := l.signer.Extend(ledger.EmptyHead(), l.leaves, nil)
	if err != nil {
		t.Fatal(err)
	}
	history = ledger.KeyHistory{{Key: l.signer.VerifierKey()}, {Key: next.VerifierKey(), Since: e.Head.Size, Checkpoint: string(e.Checkpoint)}}
	for range leaves - 2 {
		l.add(ledger.Leaf{Kind: ledger.Exemption})
	}
	return l, next, history
}

func TestAKeyThatWasGivenUpSignsNoLargerTree(t *testing.T) {
	for _, c := range []struct {
		name   string
		leaves int
		next   bool // who signs
		wrong  bool
	}{
		{"the old one the tree that names the new one", 2, false, false}, {"the new one that tree", 2, true, false},
		{"the new one what follows", 4, true, false}, {"the old one what follows", 4, false, true},
	} {
		t.Run(c.name, func(t *testing.T) {
			l, next, history := rotates(t, c.leaves)
			old := l.signer.VerifierKey()
			if c.next {
				l.signer = next
			}
			f := l.publish()
			var err error
			f["keys"], err = history.Bytes()
			if err != nil {
				t.Fatal(err)
			}
			for given, keys := range map[string][]string{"the old key": {old}, "both": {old, next.VerifierKey()}} {
				r, err := Run(t.Context(), f, Options{Keys: keys})
				if err != nil {
					t.Fatal(err)
				}
				if c.wrong {
					named(t, r, BadSignature, 1)
				} else if r.Wrong > 0 {
					t.Errorf("given %s: %v", given, r.Faults)
				}
			}
		})
	}
}

func TestATreeWithoutTheRotationIsHeldToTheHistoryThatIsGiven(t *testing.T) {
	l, _, history := rotates(t, 2)
	l.leaves = l.leaves[:1]
	for range 3 {
		l.add(ledger.Leaf{Kind: ledger.Exemption})
	}
	o := Options{Keys: []string{l.signer.VerifierKey()}}
	r, err := Run(t.Context(), l.publish(), o)
	if err != nil {
		t.Fatal(err)
	}
	faultless(t, r)
	o.Terms = history.Terms()
	r, err = Run(t.Context(), l.publish(), o)
	if err != nil {
		t.Fatal(err)
	}
	named(t, r, BadSignature, -1)
}
