package act_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// TestMarksAsOldDecisionsWriteThemAreRead reads points marked "1.)", "1/" and "а/", numerals right before a heading and the
// Government with its letters spaced out.
func TestMarksAsOldDecisionsWriteThemAreRead(t *testing.T) {
	a := parse(t, "ОДЛУКА\nО ВОДОВОДУ\n\nI. ВОДОВОД\n\nЧлан 1.\nВодом се снабдевају:\n1.)домаћинства;\n2.) привреда.\n\nII.КАНАЛИЗАЦИЈА\n\nЧлан 2.\nКазниће се лице које:\n1/ не прикључи објекат у року од\n1/2 године;\n2/ оштети:\nа/ мрежу,\nб/ шахт.\n\nIII КАЗНЕ\n\nЧлан 3.\nОдлука ступа на снагу одмах.\n\nБрој: 018-1/2024\n\nВ Л А Д А\n\nПредседник\nАна Анић\n")
	want := "chp_I, art_1, art_1__para_1, art_1__para_1__point_1, art_1__para_1__point_2, chp_II, art_2, art_2__para_1, art_2__para_1__point_1, art_2__para_1__point_2, art_2__para_1__point_2__subpoint_a, art_2__para_1__point_2__subpoint_b, chp_III, art_3, art_3__para_1, para_1, para_2, para_3, para_4"
	if diff := cmp.Diff(want, strings.Join(idsOf(a, ""), ", ")); diff != "" {
		t.Errorf("(-want +got):\n%s\n%s", diff, shape(a))
	}
	if again := parse(t, a.PlainText()); again.Hash != a.Hash {
		t.Errorf("the text reads back as\n%s", shape(again))
	}
	checkWord(t, a)
	b := parse(t, "ЗАКЉУЧАК\n\n1. Прихвата се извештај.\n\n2. Овај закључак доставити министарству.\n\n05 Број: 018-1/2024-1\nУ Београду, 4. јануара 2024. године\n\nВ Л А Д А\n\nПРЕДСЕДНИК\nАна Анић\n")
	if b.Counts["chapter"]+b.Counts["section"] != 0 {
		t.Errorf("the Government is a division\n%s", shape(b))
	}
}
