package script_test

import (
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/rasprava/rasprava/internal/script"
)

// TestRoundTripOfLaws carries every word of real laws to Latin and back. A Latin
// word of theirs (a foreign name) comes back in Latin only where it shows that it
// is not Serbian.
func TestRoundTripOfLaws(t *testing.T) {
	corpus := os.Getenv("RASPRAVA_CORPUS")
	if corpus == "" {
		t.Skip("RASPRAVA_CORPUS is not set: the real laws are not at hand")
	}
	files, err := filepath.Glob(filepath.Join(corpus, "acts", "rs-laws", "*.txt"))
	if err != nil || len(files) == 0 {
		t.Fatalf("no laws in %s: %v", corpus, err)
	}
	words, wrong := 0, map[string]int{}
	latin, turned := 0, map[string]int{}
	for _, file := range files {
		data, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		want := strings.Fields(script.Repair(string(data)))
		got := strings.Fields(script.ToCyrillic(script.ToLatin(string(data))))
		if len(got) != len(want) {
			t.Errorf("%s: %d words became %d", filepath.Base(file), len(want), len(got))
			continue
		}
		for i := range want {
			if strings.ContainsFunc(want[i], script.IsLatin) {
				latin++
				if got[i] != want[i] {
					turned[want[i]]++
				}
				continue
			}
			words++
			if got[i] != want[i] {
				wrong[want[i]+" -> "+got[i]]++
			}
		}
	}
	n := 0
	for _, change := range slices.Sorted(maps.Keys(wrong)) {
		n += wrong[change]
		t.Logf("%d × %s", wrong[change], change)
	}
	names := 0
	for _, times := range turned {
		names += times
	}
	t.Logf("%d of %d words with Latin letters were turned: %s", names, latin, strings.Join(slices.Sorted(maps.Keys(turned)), " "))
	t.Logf("%d of %d words did not come back", n, words)
	if n*10000 > words {
		t.Errorf("%d of %d words did not come back, want at most one in 10,000", n, words)
	}
}
