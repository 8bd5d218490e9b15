package ledger

import (
	"errors"
	"testing"

	"golang.org/x/mod/sumdb/tlog"
)

func TestASignatureIsCommittedToByWhoSignsWhichText(t *testing.T) {
	salt := Salt{1}
	of := func(salt Salt, c Cosigner) string {
		t.Helper()
		h, err := c.Commit(salt)
		if err != nil || !isHash(h) {
			t.Fatalf("got %q, %v", h, err)
		}
		return h
	}
	who := Cosigner{RegisterNo: "91000001", Name: "Удружење „Проба”", Text: tlog.Hash{7}}
	was := of(salt, who)
	const want = "sha256:c472bdd78a00cbfe1bbc4d79a2858720fdd36883fc0ab6d2b5318f4faf593035"
	if was != want {
		t.Errorf("got %s, want %s: signatures that stand could not be opened any more", was, want)
	}
	for name, other := range map[string]string{
		"under another salt":   of(Salt{2}, who),
		"of another text":      of(salt, Cosigner{who.RegisterNo, who.Name, tlog.Hash{8}}),
		"of another number":    of(salt, Cosigner{"91000002", who.Name, who.Text}),
		"of another name":      of(salt, Cosigner{who.RegisterNo, "Друго", who.Text}),
		"with a letter across": of(salt, Cosigner{who.RegisterNo + "\n", who.Name[2:], who.Text}),
	} {
		if other == was {
			t.Errorf("%s it is the same", name)
		}
	}
	_, err := Cosigner{Name: "\xff"}.Commit(salt)
	if !errors.Is(err, ErrFormat) {
		t.Errorf("a name that is no text: %v", err)
	}
}
