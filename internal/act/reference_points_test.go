package act_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/rasprava/rasprava/internal/act"
)

// TestReferencesToThePointsOfAnAct holds that points are found in an act that has them in place of articles, and in no other, and that paragraphs counted as points are
// some where they are called so.
func TestReferencesToThePointsOfAnAct(t *testing.T) {
	const decision = "Влада доноси\n\nОДЛУКУ\nО ОБРАЗОВАЊУ РАДНЕ ГРУПЕ\n\n1. Образује се Радна група.\n\n2. Радна група:\n1) прати рад читаоница;\n2) предлаже мере.\n\n" +
		"3. SENTENCE\n\n4. Ова одлука ступа на снагу даном објављивања.\n"
	const law = "ЗАКОН\nО РЕДУ\n\nЧлан 1.\nSENTENCE\n\nЧлан 2.\nЛиста има:\n1) једно;\n2) друго.\n"
	const rules = "ПРАВИЛНИК\nО РЕДУ\n\nЧлан 1.\n1. Читаоница ради сваког дана.\n2. Читаоница има дежурног.\n3. SENTENCE\n\nЧлан 2.\nОвај правилник ступа на снагу.\n"
	for _, tt := range []struct {
		text, sentence string
		want           []string
	}{
		{decision, "Чланови из тачке 1. ове одлуке раде без накнаде.", []string{"тачке 1. ове одлуке|act|point_1"}},
		{decision, "Послови из тачке 2. подтачка 1) ове одлуке су хитни.", []string{"тачке 2. подтачка 1) ове одлуке|act|point_2__subpoint_1"}},
		{decision, "Послови из тач. 1–4. ове одлуке су хитни.", []string{"тач. 1–4. ове одлуке|act|point_1 point_2 point_3 point_4"}},
		{decision, "Послови из тач. 2. и 9. ове одлуке су хитни.", []string{"тач. 2. и 9. ове одлуке|act|point_2 point_9"}},
		{decision, "Послови из подтачке 2) ове тачке су хитни.", []string{"подтачке 2) ове тачке|relative|point_3__subpoint_2"}},
		{decision, "Послови из тачке 2. Одлуке о образовању савета су хитни.", []string{"тачке 2. Одлуке|other: Одлуке о образовању савета|"}},
		{rules, "Дежурни из тачке 2. овог члана и члана 1. тач. 1. и 9. овог правилника води књигу.",
			[]string{"тачке 2. овог члана|relative|art_1__para_2", "члана 1. тач. 1. и 9. овог правилника|act|art_1__para_1 art_1__point_9"}},
		{law, "Послови из тачке 2) овог закона су хитни.", []string{"тачке 2) овог закона|act|"}},
	} {
		a, err := act.Parse([]byte(strings.Replace(tt.text, "SENTENCE", tt.sentence, 1)), act.Options{Profile: "rs"})
		if err != nil {
			t.Fatal(err)
		}
		var got []string
		for _, ref := range a.References() {
			got = append(got, told(&ref))
		}
		if diff := cmp.Diff(tt.want, got); diff != "" {
			t.Errorf("references of %q (-want +got):\n%s", tt.sentence, diff)
		}
	}
}
