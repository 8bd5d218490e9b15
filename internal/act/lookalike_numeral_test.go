package act_test

import (
	"testing"

	"github.com/rasprava/rasprava/internal/act"
)

// TestAnInsertedChapterMixesNoLetters holds that the letter behind a Roman numeral is none
// that looks like another.
func TestAnInsertedChapterMixesNoLetters(t *testing.T) {
	for text, want := range map[string]int{"ГЛАВА IIIа\nНАДЗОР\n\nЧлан 1.\nРок тече.\n": 0, "ГЛАВА III\nНАДЗОР\n\nЧлан 1.\nРок тeче.\n": 1,
		"ГЛАВА ХIа\nНАДЗОР\n\nЧлан 1.\nРок тече.\n": 1} {
		got := 0
		for _, w := range parse(t, text).Warnings {
			if w.Code == act.WarnHomoglyph {
				got++
			}
		}
		if got != want {
			t.Errorf("%q has %d warnings of look-alike letters, want %d", text, got, want)
		}
	}
}
