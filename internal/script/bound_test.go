package script_test

import (
	"strings"
	"testing"
	"time"

	"github.com/rasprava/rasprava/internal/script"
)

func TestTimeGrowsWithTheTextAlone(t *testing.T) {
	units := []string{"a", "ж", "a.", "a:", "a@", "je ", "o\n", "\u030c", "a\u200c", "I ", "IV.", "www.", "://", "Љ", "аa ", "(a@b.", "nj", "ll", "m/", "CO2", "mg/l", "dB(A)", "PM₂", "W-", "de ", "i)", "(v)", "V. ", "Petar I, ", "Bank ", "Bank of ", "Ltd & ", "Co. KG ", "I i ", "I, ", "V Z ", "C, ", "vitamin C, "}
	functions := map[string]func(string) string{
		"ToLatin": script.ToLatin, "ToCyrillic": script.ToCyrillic, "Fold": script.Fold, "SortKey": script.SortKey,
	}
	for _, unit := range units {
		s := strings.Repeat(unit, 200_000/len(unit))
		for name, f := range functions {
			start := time.Now()
			f(s)
			if took := time.Since(start); took > 3*time.Second {
				t.Errorf("%s of %q repeated to %d bytes took %v, want far under a second", name, unit, len(s), took)
			}
		}
	}
}
