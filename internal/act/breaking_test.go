package act_test

import (
	"strings"
	"testing"
)

// TestLinesWithAnEmptyOneBehindEach reads an act whose lines are broken and whose breaks are doubled.
func TestLinesWithAnEmptyOneBehindEach(t *testing.T) {
	for name, text := range wrappedActs {
		want := provisions(parse(t, wrap(text, 72)))
		if got := provisions(parse(t, strings.ReplaceAll(strings.ReplaceAll(wrap(text, 72), "\n\n", "\n"), "\n", "\n\n"))); got != want {
			t.Errorf("%s: %s", name, firstDifference(got, want))
		}
	}
}
