package act_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/rasprava/rasprava/internal/act"
	"github.com/rasprava/rasprava/internal/script"
)

// TestTextRightBehindTheNumber reads articles whose text stands behind the dot of their
// number without a space.
func TestTextRightBehindTheNumber(t *testing.T) {
	tests := []struct {
		name, text string
		want       []string // the labels and texts of the articles
	}{
		{"every article", "Члан 1.Овај закон уређује тест.\nЧлан 2.Рок је 8 дана.\nЧлан 3.Ступа на снагу.\n",
			[]string{"Члан 1.|Овај закон уређује тест.", "Члан 2.|Рок је 8 дана.", "Члан 3.|Ступа на снагу."}},
		{"a word of one letter", "Члан 1.У закону је рок.\nЧлан 2.А рок тече.\n", []string{"Члан 1.|У закону је рок.", "Члан 2.|А рок тече."}},
		{"an inserted article", "Члан 1.Рок тече.\nЧлан 1а.Рок истиче.\nЧлан 2.Ступа на снагу.\n",
			[]string{"Члан 1.|Рок тече.", "Члан 1а.|Рок истиче.", "Члан 2.|Ступа на снагу."}},
		{"one among others, and one in small letters", "Члан 1.\nПрви текст.\nЧлан 2.Други текст.\nчлан 3.\nТрећи текст.\nЧлан 4.\nЧетврти текст.\n",
			[]string{"Члан 1.|Први текст.", "Члан 2.|Други текст.", "члан 3.|Трећи текст.", "Члан 4.|Четврти текст."}},
		{"none that comes next", "Члан 1.\nПрви текст.\nЧлан 9.Девети текст.\nЧлан 2.\nДруги текст.\n",
			[]string{"Члан 1.|Први текст. Члан 9.Девети текст.", "Члан 2.|Други текст."}},
		{"what is only cited", "Члан 1.\nПрви текст.\nЧлан 2.Закона о раду важи.\nЧлан 2.\nДруги текст.\n",
			[]string{"Члан 1.|Први текст. Члан 2.Закона о раду важи.", "Члан 2.|Други текст."}},
	}
	read := func(t *testing.T, text, profile string, want []string) {
		t.Helper()
		a, err := act.Parse([]byte(text), act.Options{Profile: profile})
		if err != nil {
			t.Fatal(err)
		}
		var got []string
		for _, n := range a.Articles() {
			line := n.Label + "|"
			for i, c := range n.Children {
				if i > 0 {
					line += " "
				}
				line += c.Text
			}
			got = append(got, line)
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("articles of %q (-want +got):\n%s", text, diff)
		}
		if got, want := bare(content(a)), bare(text); got != want {
			t.Errorf("characters: %s", firstDifference(got, want))
		}
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			read(t, tt.text, "", tt.want)
			latin := append([]string(nil), tt.want...)
			for i := range latin {
				latin[i] = script.ToLatin(latin[i])
			}
			read(t, script.ToLatin(tt.text), "", latin)
		})
	}
	read(t, "Članak 1.Ovim se zakonom uređuje test.\nČlanak 2.Rok je osam dana.\n", "hr",
		[]string{"Članak 1.|Ovim se zakonom uređuje test.", "Članak 2.|Rok je osam dana."})
	read(t, "Gesetz über Lesesäle\n\n§ 1Anwendung\n(1) Das Gesetz gilt\n§ 2 Satz 1 entsprechend.\n\n§ 2Begriffe\n(1) Es gilt § 1Satz 2.\n\n§ 2a Weiteres\n(1) Eins.\n", "de",
		[]string{"§ 1|Das Gesetz gilt § 2 Satz 1 entsprechend.", "§ 2|Es gilt § 1Satz 2.", "§ 2a|Eins."})
}
