package act_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/rasprava/rasprava/internal/act"
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

func TestCroatianPointsWithLetters(t *testing.T) {
	tests := []struct {
		sentence string
		want     []string // text, targets, what is missing
	}{
		{"Iz točke a) stavka 1. članka 1. ovoga Zakona.", []string{"točke a) stavka 1. članka 1. ovoga Zakona|art_1__para_1__subpoint_a|"}},
		{"Iz članka 1. stavka 1. točke c).", []string{"članka 1. stavka 1. točke c)||art_1__para_1__subpoint_c"}},
		{"Iz stavka 1. točaka a) i d) članka 1. ovoga Zakona.", []string{"stavka 1. točaka a) i d) članka 1. ovoga Zakona|art_1__para_1__subpoint_a|art_1__para_1__subpoint_d"}},
		{"Iz članka 1. stavka 2. točke 1. podtočaka a) i b).", []string{"članka 1. stavka 2. točke 1. podtočaka a) i b)|art_1__para_2__point_1__subpoint_a art_1__para_2__point_1__subpoint_b|"}},
		{"Iz točaka a) do b) stavka 1. članka 1.", []string{"točaka a) do b) stavka 1. članka 1.|art_1__para_1__subpoint_a art_1__para_1__subpoint_b|"}},
		{"Točka je znak (vidi a) i b) niže), a točka a nije.", nil},
	}
	for _, tt := range tests {
		a, err := act.Parse([]byte(fmt.Sprintf(lettered, tt.sentence)), act.Options{Profile: "hr"})
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
}
