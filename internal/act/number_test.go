package act_test

import (
	"strings"
	"testing"

	"github.com/rasprava/rasprava/internal/act"
)

func TestNumbersAreInTheOrderOfTheirTradition(t *testing.T) {
	tests := []struct{ name, profile, lang, numbers string }{
		{"the whole azbuka", "rs", "sr-Cyrl", "5 5а 5б 5в 5г 5д 5ђ 5е 5ж 5з 5и 5ј 5к 5л 5љ 5м 5н 5њ 5о 5п 5р 5с 5т 5ћ 5у 5ф 5х 5ц 5ч 5џ 5ш 6 10 100 1000"},
		{"the azbuka in Latin letters", "rs", "sr-Latn", "5 5a 5b 5v 5g 5d 5đ 5e 5ž 5z 5i 5j 5k 5l 5lj 5m 5n 5nj 5o 5p 5r 5s 5t 5ć 5u 5f 5h 5c 5č 5dž 5š 6"},
		{"two letters", "rs", "sr-Cyrl", "5а 5аа 5аб 5б 5ба"},
		{"Croatian letters behind a dot", "hr", "hr", "5 5.a 5.b 5.c 5.č 5.ć 5.d 6"},
		{"insertions of the Union", "eu", "en", "-1 -1a 1 1a 1aa 1ab 1b 2 -3 3"},
		{"paragraphs of the Union", "eu", "en", "1 1a 2 2a 2b 3"},
		{"doubled letters of the United States", "us", "en", "a b z aa bb zz"},
		{"sections of the United States", "us", "en", "1 2 2A 2B 3 101 101A 102 1001"},
		{"German letters", "de", "de", "15 15a 15b 16"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			a := &act.Act{Profile: tt.profile, Lang: tt.lang}
			last, number := "", ""
			for _, n := range strings.Fields(tt.numbers) {
				key := a.NumberKey(n)
				if key <= last {
					t.Errorf("%s does not come behind %s", n, number)
				}
				last, number = key, n
			}
		})
	}
}

func TestEqualNumbersHaveEqualKeys(t *testing.T) {
	cyrillic, latin := &act.Act{Profile: "rs", Lang: "sr-Cyrl"}, &act.Act{Profile: "rs", Lang: "sr-Latn"}
	for _, pair := range [][2]string{{"5а", "5a"}, {"5А", "5а"}, {"5с", "5c"}, {"05", "5"}} {
		if cyrillic.NumberKey(pair[0]) != cyrillic.NumberKey(pair[1]) {
			t.Errorf("the keys of %s and %s differ", pair[0], pair[1])
		}
	}
	for _, pair := range [][2]string{{"5љ", "5lj"}, {"5ц", "5c"}, {"5ђ", "5đ"}, {"12-15", "12-15"}} {
		if cyrillic.NumberKey(pair[0]) != latin.NumberKey(pair[1]) {
			t.Errorf("the keys of %s in Cyrillic and %s in Latin differ", pair[0], pair[1])
		}
	}
}
