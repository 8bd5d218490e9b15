package act_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"
)

// TestATableDrawnWithStrokesIsATable reads tables as they are pasted into plain text.
func TestATableDrawnWithStrokesIsATable(t *testing.T) {
	const text = "ZAKON\nO KLUPAMA\n\nČlan 1.\nKlupe se plaćaju prema tabeli:\n\n" +
		"| Vrsta klupe | Iznos |\n|-------------|------:|\n| drvena      | 1,00  |\n| kamena      |       |\n\nČlan 2.\nTabela glasi:\n" +
		"+----+----+\n| a  | b  |\n+----+----+\n| 1  | 2  |\n+----+----+\nKlupe su zelene.\n\nČlan 3.\n| sama crta |\n"
	a := parse(t, text)
	for id, want := range map[string]string{
		"art_1__para_2": "| Vrsta klupe\t| Iznos\t|\n|-------------|------:|\n| drvena\t| 1,00\t|\n| kamena\t|\t|",
		"art_2__para_2": "+----+----+\n| a\t| b\t|\n+----+----+\n| 1\t| 2\t|\n+----+----+",
	} {
		n := a.Find(id)
		if n == nil || !n.Table || n.Text != want {
			t.Errorf("%s is no table that reads %q\n%s", id, want, shape(a))
		}
	}
	if a.Counts["paragraph"] != 6 || a.Find("art_3__para_1").Table {
		t.Errorf("the act reads as\n%s", shape(a))
	}
	if diff := cmp.Diff(bare(text), bare(content(a))); diff != "" {
		t.Errorf("the characters differ:\n%s", diff)
	}
	if again := parse(t, a.PlainText()); again.Hash != a.Hash {
		t.Errorf("the text reads back as\n%s", shape(again))
	}
}
