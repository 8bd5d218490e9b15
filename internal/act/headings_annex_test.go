package act_test

import (
	"testing"

	"github.com/rasprava/rasprava/internal/act"
)

func TestAnAnnexMayHaveALetter(t *testing.T) {
	tests := []struct{ name, text, annex string }{
		{"Serbian", "ЗАКОН О КЛУПАМА\n\nЧлан 1.\n\nКлупе су јавне.\n\nЧлан 2.\n\nКлупе се чувају.\n\nПРИЛОГ А\n\nОбразац клупе.\n", "annex_a"},
		{"the second", "ЗАКОН О КЛУПАМА\n\nЧлан 1.\n\nКлупе су јавне.\n\nПРИЛОГ А\n\nОбразац клупе.\n\nПрилог Б – Боје\n\nБоја је зелена.\n", "annex_b"},
		{"Croatian", "ZAKON O KLUPAMA\n\nČlanak 1.\n\nKlupe su javne.\n\nČlanak 2.\n\nKlupe se čuvaju.\n\nPRILOG A\n\nObrazac klupe.\n", "annex_A"},
		{"German", "Gesetz über Bänke\n\n§ 1 Bänke\n\nBänke sind öffentlich.\n\n§ 2 Farbe\n\nDie Farbe ist grün.\n\nAnlage A\n\nMuster einer Bank.\n", "annex_A"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			a := parse(t, tt.text)
			if n := a.Find(tt.annex); n == nil || n.Kind != act.KindAnnex || len(n.Children) != 1 {
				t.Errorf("got %+v for %s, want an annex with one paragraph", n, tt.annex)
			}
		})
	}
	a := parse(t, "ЗАКОН О КЛУПАМА\n\nПРИЛОГ О КЛУПАМА\n\nЧлан 1.\n\nКлупе су јавне.\n")
	if n := a.Counts[act.KindAnnex]; n != 0 {
		t.Errorf("a title with the word for an annex opens %d", n)
	}
}
