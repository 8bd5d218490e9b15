package act_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/rasprava/rasprava/internal/act"
	"github.com/rasprava/rasprava/internal/script"
)

// lettered is a Croatian act whose article 1 has points with letters.
const lettered = `ZAKON
O ČITAONICAMA

Članak 1.
(1) Zahtjev se podnosi:
a) pisano
b) usmeno.
(2) Rok je:
1. za goste:
a) dan
b) tjedan
2. za druge mjesec.

Članak 2.
%s
`

// letteredSerbian is a Serbian one whose articles 1 and 2 have points and subpoints with letters.
const letteredSerbian = `ОДЛУКА
О ЧИТАОНИЦАМА

Члан 1.
Захтев се подноси:
1) писмено:
а) поштом,
б) у пријемници;
2) усмено.

Члан 2.
Рок је:
а) дан;
б) недеља.

Члан 3.
%s
`

type letteredCase struct {
	sentence string
	want     []string // text, targets, what is missing
}

func TestSerbianSubpointsWithLetters(t *testing.T) {
	tests := []letteredCase{
		{"По члану 1. став 1. тачка 1) подтачка а) ове одлуке.", []string{"члану 1. став 1. тачка 1) подтачка а) ове одлуке|art_1__para_1__point_1__subpoint_a|"}},
		{"По члану 1. став 1. тачка 1) подтачка д) ове одлуке.", []string{"члану 1. став 1. тачка 1) подтачка д) ове одлуке||art_1__para_1__point_1__subpoint_d"}},
		{"Из подтачке б) тачке 1) става 1. члана 1. ове одлуке.", []string{"подтачке б) тачке 1) става 1. члана 1. ове одлуке|art_1__para_1__point_1__subpoint_b|"}},
		{"Из члана 1. став 1. тачка 1) подтач. а)–б).",
			[]string{"члана 1. став 1. тачка 1) подтач. а)–б)|art_1__para_1__point_1__subpoint_a art_1__para_1__point_1__subpoint_b|"}},
		{"Из подтачака а) и в) тачке 1) става 1. члана 1.", []string{"подтачака а) и в) тачке 1) става 1. члана 1.|art_1__para_1__point_1__subpoint_a|art_1__para_1__point_1__subpoint_v"}},
		{"Из тачке а) става 1. члана 2. ове одлуке и члана 2. став 1. тачка в).",
			[]string{"тачке а) става 1. члана 2. ове одлуке|art_2__para_1__subpoint_a|", "члана 2. став 1. тачка в)||art_2__para_1__subpoint_v"}},
		{"Тачка је знак (види а) и б) ниже), а тачка а није.", nil},
	}
	for _, tt := range tests {
		checkLettered(t, "rs", letteredSerbian, tt)
		latin := letteredCase{sentence: script.ToLatin(tt.sentence)}
		for _, w := range tt.want {
			latin.want = append(latin.want, script.ToLatin(w))
		}
		checkLettered(t, "rs", script.ToLatin(letteredSerbian), latin)
	}
}

func TestCroatianPointsWithLetters(t *testing.T) {
	tests := []letteredCase{
		{"Iz točke a) stavka 1. članka 1. ovoga Zakona.", []string{"točke a) stavka 1. članka 1. ovoga Zakona|art_1__para_1__subpoint_a|"}},
		{"Iz članka 1. stavka 1. točke c).", []string{"članka 1. stavka 1. točke c)||art_1__para_1__subpoint_c"}},
		{"Iz stavka 1. točaka a) i d) članka 1. ovoga Zakona.", []string{"stavka 1. točaka a) i d) članka 1. ovoga Zakona|art_1__para_1__subpoint_a|art_1__para_1__subpoint_d"}},
		{"Iz članka 1. stavka 2. točke 1. podtočaka a) i b).", []string{"članka 1. stavka 2. točke 1. podtočaka a) i b)|art_1__para_2__point_1__subpoint_a art_1__para_2__point_1__subpoint_b|"}},
		{"Iz točaka a) do b) stavka 1. članka 1.", []string{"točaka a) do b) stavka 1. članka 1.|art_1__para_1__subpoint_a art_1__para_1__subpoint_b|"}},
		{"Točka je znak (vidi a) i b) niže), a točka a nije.", nil},
	}
	for _, tt := range tests {
		checkLettered(t, "hr", lettered, tt)
	}
}

// checkLettered holds that the sentence in the text has the references wanted.
func checkLettered(t *testing.T, profile, text string, tt letteredCase) {
	t.Helper()
	a, err := act.Parse([]byte(fmt.Sprintf(text, tt.sentence)), act.Options{Profile: profile})
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, ref := range a.References() {
		got = append(got, strings.Join([]string{ref.Text, strings.Join(ref.Targets, " "), strings.Join(ref.Dangling, " ")}, "|"))
	}
	if diff := cmp.Diff(tt.want, got); diff != "" {
		t.Errorf("references of %q (-want +got):\n%s", tt.sentence, diff)
	}
}
