package act_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// TestActsOfPointsHaveAPreambleDivisionsAndAnnexes reads acts that have points in place of articles.
func TestActsOfPointsHaveAPreambleDivisionsAndAnnexes(t *testing.T) {
	const head = "ОДЛУКА\nо звонима\n\nНа основу члана 5. Закона о торњевима, савет доноси\n\n"
	for _, tt := range []struct{ name, text, want string }{
		{"points before an annex", "1. Звоно звони.\n\n2. Звоно је:\n1) велико;\n2) мало.\n\n3. Облик је на Обрасцу 1.\n\nПРИЛОГ\n\nСлика звона.\n",
			"preamble, preamble__para_1, point_1, point_2, point_2__subpoint_1, point_2__subpoint_2, point_3, annex, annex__para_1"},
		{"points before a form", "1. Звоно звони.\n\n2. Облик је на Обрасцу 1.\n\nОбразац 1\n\nЗАХТЕВ\n\n1. Име\n\n2. Презиме\n",
			"preamble, preamble__para_1, point_1, point_2, annex_1, annex_1__sec_1, annex_1__sec_2"},
		{"a form that is named between points", "1. Звоно звони.\n\n2. Облик је на обрасцу:\n\nОбразац 1\n\n3. Звоно ћути.\n",
			"preamble, preamble__para_1, point_1, point_2, para_1, point_3"},
		{"points that count on through divisions", "I. ЗВОНА\n\n1.\nЗвоно звони.\n\n2.\nЗвоно ћути.\n\nII. ТОРЊЕВИ\n\n3.\nТорањ је:\n1) висок;\n2) низак.\n\n4.\nТорањ стоји.\n",
			"preamble, preamble__para_1, chp_I, chp_I__point_1, chp_I__point_2, chp_II, chp_II__point_3, chp_II__point_3__subpoint_1, chp_II__point_3__subpoint_2, chp_II__point_4"},
	} {
		a := parse(t, head+tt.text)
		if diff := cmp.Diff(tt.want, strings.Join(idsOf(a, ""), ", ")); diff != "" {
			t.Errorf("%s (-want +got):\n%s\n%s", tt.name, diff, shape(a))
		}
		if again := parse(t, a.PlainText()); again.Hash != a.Hash {
			t.Errorf("%s: the text reads back as\n%s", tt.name, shape(again))
		}
	}
}
