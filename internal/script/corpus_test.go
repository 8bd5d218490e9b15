package script_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/rasprava/rasprava/internal/script"
)

// TestRoundTripOfLaws carries every Cyrillic word of real laws to Latin and back.
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
				continue
			}
			words++
			if got[i] != want[i] {
				wrong[want[i]+" -> "+got[i]]++
			}
		}
	}
	n := 0
	for change, times := range wrong {
		n += times
		t.Logf("%d × %s", times, change)
	}
	t.Logf("%d of %d words did not come back", n, words)
	if n*10000 > words {
		t.Errorf("%d of %d words did not come back, want at most one in 10,000", n, words)
	}
}
