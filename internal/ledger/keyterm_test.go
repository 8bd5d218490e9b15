package ledger

import (
	"errors"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestKeysAreReadOneALine(t *testing.T) {
	a, b := newTestSigner(t, testOrigin).VerifierKey(), newTestSigner(t, testOrigin).VerifierKey()
	got, err := ParseKeyTerms("# the public log\n" + a + "\r\n\n  " + b)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff([]KeyTerm{{Key: a}, {Key: b}}, got); diff != "" {
		t.Error(diff)
	}
	if keys := KeysOf(got); !slices.Equal(keys, []string{a, b}) {
		t.Errorf("got %v", keys)
	}
	for _, text := range []string{"", "# nothing\n", "key", a + "\nkey", a[:len(a)-4], "# signed until leaf x\n" + a, `{"format":"rasprava.keys/1","keys":[]}`} {
		if got, err := ParseKeyTerms(text); !errors.Is(err, ErrKey) {
			t.Errorf("%q: got %v, %v, want ErrKey", text, got, err)
		}
	}
	if got, err := ParseKeyTerms(`{"format":"rasprava.other/1"}`); !errors.Is(err, ErrFormat) {
		t.Errorf("another document: got %v, %v, want ErrFormat", got, err)
	}
}

func TestAHistoryOfKeysIsReadAsItIsWritten(t *testing.T) {
	a, b, c, d := newTestSigner(t, testOrigin).VerifierKey(), newTestSigner(t, testOrigin).VerifierKey(), newTestSigner(t, testOrigin).VerifierKey(), newTestSigner(t, testOrigin).VerifierKey()
	history := KeyHistory{{Key: a}, {Key: b, Since: 7}, {Key: c, Since: 40}}
	document, err := history.Bytes()
	if err != nil {
		t.Fatal(err)
	}
	want := []KeyTerm{{Key: a, Until: 7}, {Key: b, Since: 7, Until: 40}, {Key: c, Since: 40}}
	got, err := ParseKeyTerms(string(document))
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
	// The lines of two logs, one after the other.
	got, err = ParseKeyTerms(history.Text() + KeyHistory{{Key: d}}.Text())
	if err != nil {
		t.Fatal(err)
	}
	slices.Reverse(want)
	if diff := cmp.Diff(append(want, KeyTerm{Key: d}), got); diff != "" {
		t.Error(diff)
	}
}

func TestAKeyIsHeldToTheTreesOfItsTime(t *testing.T) {
	l := newTestSigner(t, testOrigin).VerifierKey()
	id := l[:len(testOrigin)+9]
	terms := []KeyTerm{{Key: newTestSigner(t, testOrigin).VerifierKey(), Until: 7}, {Key: l, Since: 7, Until: 40}}
	for size, held := range map[int64]bool{6: false, 7: true, 40: true, 41: false} {
		if err := HoldKey(terms, id, size); errors.Is(err, ErrGivenUp) == held {
			t.Errorf("a tree of %d: got %v", size, err)
		}
	}
	if err := HoldKey(terms[:1], id, 100); err != nil {
		t.Errorf("a key of which nothing is known: got %v", err)
	}
}
