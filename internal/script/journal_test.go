package script_test

import (
	"testing"

	"github.com/rasprava/rasprava/internal/script"
)

func TestTheOfficialJournalStaysLatin(t *testing.T) {
	for in, want := range map[string]string{
		"Uredba (OJ L 119, 4.5.2031, str. 1) važi.": "Уредба (OJ L 119, 4.5.2031, стр. 1) важи.",
		"Vidi OJ C 12 i OJ L, L/2031/7.":            "Види OJ C 12 и OJ L, L/2031/7.",
		"OJ LETO":                                   "ОЈ ЛЕТО",
		"OJ L":                                      "ОЈ Л",
	} {
		if got := script.ToCyrillic(in); got != want {
			t.Errorf("ToCyrillic(%q) = %q, want %q", in, got, want)
		}
	}
}
