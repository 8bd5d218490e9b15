package act_test

import (
	"fmt"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/rasprava/rasprava/internal/act"
	"github.com/rasprava/rasprava/internal/script"
)

// TestArticlesInAChainAreReadAgain holds that in a list of articles with what is narrower each number
// of an article is read as one, in references and in what orders change.
func TestArticlesInAChainAreReadAgain(t *testing.T) {
	tests := []struct{ profile, named, want string }{
		{"rs", "У чл. 20. став 2, 21. став 1. и 22. ст. 1. и 3.", "art_20__para_2 art_21__para_1 art_22__para_1 art_22__para_3"},
		{"rs", "У чл. 62. ст. 1. и 2. и 63. став 2.", "art_62__para_1 art_62__para_2 art_63__para_2"},
		{"rs", "У чл. 2. став 1, 3. став 2. и 4.", "art_2__para_1 art_3__para_2 art_4"},
		{"rs", "У чл. 2. став 1. и 3.", "art_2__para_1 art_3"},
		{"rs", "У чл. 2, 3. и 4. став 1. и 5. ст. 1–3. и 6.", "art_2 art_3 art_4__para_1 art_5__para_1…art_5__para_3 art_5__para_6"},
		{"rs", "У чл. 2. ст. 1. и 2. и 3.", "art_2__para_1 art_2__para_2 art_3"},
		{"rs", "У чл. 2. ст. 1, 2. и 3.", "art_2__para_1 art_2__para_2 art_2__para_3"},
		{"rs", "У чл. 2. став 1. тач. 1) и 2), 3. став 2. тачка 1) и 4–6.", "art_2__para_1__point_1 art_2__para_1__point_2 art_3__para_2__point_1 art_4…art_6"},
		{"rs", "У чл. 60. и 61. став 2.", "art_60 art_61__para_2"},
		{"rs", "У чл. 60. и 61а став 2, 62а став 1.", "art_60 art_61a__para_2 art_62a__para_1"},
		{"rs", "У члану 20. став 2, 21. став 1.", "art_20__para_2 art_21__para_1"},
		{"rs", "У члану 20. став 1. и 2.", "art_20__para_1 art_20__para_2"},
		{"rs", "У члановима 20. став 2, 21. и 22. став 1.", "art_20__para_2 art_21 art_22__para_1"},
		{"hr", "U člancima 20. stavku 2., 21. stavku 1. i 22. stavcima 1. i 3.", "art_20__para_2 art_21__para_1 art_22__para_1 art_22__para_3"},
	}
	for _, tt := range tests {
		words, frame := " реч: „а” замењује се речју: „б”.", bill
		if tt.profile == "hr" {
			words, frame = " riječ: »a« zamjenjuje se riječju: »b«.", croatianBill
		}
		writings := []string{fmt.Sprintf(frame, tt.named+words)}
		if tt.profile == "rs" {
			writings = append(writings, script.ToLatin(writings[0]))
		}
		for _, src := range writings {
			a, err := act.Parse([]byte(src), act.Options{Profile: tt.profile})
			if err != nil {
				t.Fatal(err)
			}
			found := a.Amendments()
			if len(found) != 1 {
				t.Errorf("%q: %d orders, want 1", tt.named, len(found))
				continue
			}
			found[0].OldWords, found[0].NewWords = "", ""
			if diff := cmp.Diff("replace_words|"+tt.want, order(&found[0])); diff != "" {
				t.Errorf("targets of %q (-want +got):\n%s", src, diff)
			}
		}
	}

	for _, tt := range []struct{ profile, text, want string }{
		{"rs", "Члан 1.\nНа радове из чл. 2. став 1, 3. став 2. и 4. овог закона примењује се пропис.\n\nЧлан 2.\nПрви.\nДруги.\n\nЧлан 3.\nПрви.\nДруги.\n\nЧлан 4.\nПрви.\n", "чл. 2. став 1, 3. став 2. и 4. овог закона|[art_2__para_1 art_3__para_2 art_4]|[]"},
		{"de", "§ 1\nDie §§ 2 Absatz 1 Satz 1, 3 Absatz 2 und § 4 gelten.\n\n§ 2\n(1) Eins. Zwei.\n(2) Zwei.\n\n§ 3\n(1) Eins.\n(2) Zwei.\n\n§ 4\nDrei.\n", "§§ 2 Absatz 1 Satz 1, 3 Absatz 2|[art_2__para_1 art_3__para_2]|[]"},
		{"de", "§ 1\nDie §§ 2, 3 Absatz 1 und 2 gelten.\n\n§ 2\nEins.\n\n§ 3\n(1) Eins.\n(2) Zwei.\n", "§§ 2, 3 Absatz 1 und 2|[art_2 art_3__para_1 art_3__para_2]|[]"},
		{"de", "§ 1\nDer § 2 Absatz 1 Satz 2 und 3 Nummer 1 gilt.\n\n§ 2\n(1) Eins. Zwei. Drei:\n1. eins;\n2. zwei.\n", "§ 2 Absatz 1 Satz 2 und 3 Nummer 1|[art_2__para_1__point_1]|[]"},
	} {
		a, err := act.Parse([]byte(tt.text), act.Options{Profile: tt.profile})
		if err != nil {
			t.Fatal(err)
		}
		ref := a.References()[0]
		if diff := cmp.Diff(tt.want, fmt.Sprint(ref.Text, "|", ref.Targets, "|", ref.Dangling)); diff != "" {
			t.Errorf("reference of %q (-want +got):\n%s", tt.text, diff)
		}
	}
}
