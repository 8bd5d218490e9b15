package script

import (
	"strings"
	"testing"
)

func TestRomanValuesAreThoseOfNumeralsInTheirUsualFormAlone(t *testing.T) {
	usual := map[string]int{}
	for value := 1; value < 4000; value++ {
		var b strings.Builder
		rest := value
		for _, step := range romanSteps {
			for ; rest >= step.value; rest -= step.value {
				b.WriteString(step.letters)
			}
		}
		usual[b.String()] = value
	}
	for numeral, value := range usual {
		if got := RomanValue(numeral); got != value {
			t.Fatalf("RomanValue(%q) = %d; want %d", numeral, got, value)
		}
	}
	shorter := []string{""}
	for range 5 {
		var all []string
		for _, s := range shorter {
			for _, letter := range "IVXLCDMi" {
				all = append(all, s+string(letter))
			}
		}
		for _, s := range all {
			if got := RomanValue(s); got != usual[s] {
				t.Fatalf("RomanValue(%q) = %d; want %d", s, got, usual[s])
			}
		}
		shorter = all
	}
}
