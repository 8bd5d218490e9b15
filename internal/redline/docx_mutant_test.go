package redline

import (
	"crypto/sha256"
	"encoding/hex"
	"os"
	"testing"

	"github.com/rasprava/rasprava/internal/act"
)

func TestMutantsAsTrackedChanges(t *testing.T) {
	check := func(t *testing.T, m *mutant) {
		t.Helper()
		for _, a := range []*act.Act{m.old, m.new} {
			sum := sha256.Sum256(a.Canonical())
			a.Hash = "sha256:" + hex.EncodeToString(sum[:])
		}
		r, err := Compare(m.old, m.new)
		if err != nil {
			t.Fatal(err)
		}
		checkTracked(t, r, m.old, m.new)
	}
	for _, set := range []severity{light, heavy} {
		t.Run("generated, "+set.name, func(t *testing.T) {
			for seed := range uint64(8) {
				check(t, mutate(generatedAct(t, seed, 20+int(seed)*5), seed, set))
			}
		})
		t.Run("real, "+set.name, func(t *testing.T) {
			for k, name := range corpusLaws(t) {
				src, err := os.ReadFile(name)
				if err != nil {
					t.Fatal(err)
				}
				check(t, mutate(parse(t, src), uint64(k), set))
			}
		})
	}
}
