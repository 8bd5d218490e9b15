package act

import (
	"strings"
	"testing"
)

// TestTrimSpaceIsThatOfStrings tries all strings of up to four of what stands at the ends of lines.
func TestTrimSpaceIsThatOfStrings(t *testing.T) {
	ends := []string{" ", "\t", "\r", "\v", "\u0085", "\u00a0", "\u2003", "\u3000", "\ufeff", "a", "č", "ж", "Ћ", "ҙ", "„", "\xd0", "\x85", "\xff", "\x00"}
	all := []string{""}
	for range 4 {
		longer := []string{""}
		for _, s := range all {
			for _, end := range ends {
				longer = append(longer, s+end)
			}
		}
		all = longer
	}
	for _, s := range all {
		if got, want := trimSpace(s), strings.TrimSpace(s); got != want {
			t.Fatalf("trimSpace(%q) is %q, want %q", s, got, want)
		}
	}
}
