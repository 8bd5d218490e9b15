package act_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/rasprava/rasprava/internal/act"
	"github.com/rasprava/rasprava/internal/script"
)

// TestFinalProvisionsAreADivisionAndNoRubric reads what stands over the last articles of short acts
// without other divisions, in both scripts.
func TestFinalProvisionsAreADivisionAndNoRubric(t *testing.T) {
	for _, tt := range []struct {
		name, text string
		want       []string
	}{
		{"одредба сама", "Члан 1.\nКлупа је зелена.\n\nЗАВРШНА ОДРЕДБА\n\nЧлан 2.\nОдлука важи.\n", []string{"Члан 1.", "ЗАВРШНА ОДРЕДБА / Члан 2."}},
		{"три члана", "Члан 1.\nКлупа је зелена.\n\nЧлан 2.\nКлупа је бела.\n\nПРЕЛАЗНЕ И ЗАВРШНЕ ОДРЕДБЕ\n\nЧлан 3.\nОдлука важи.\n", []string{"Члан 1.", "Члан 2.", "ПРЕЛАЗНЕ И ЗАВРШНЕ ОДРЕДБЕ / Члан 3."}},
		{"општа и завршна", "ОПШТА ОДРЕДБА\n\nЧлан 1.\nКлупа је зелена.\n\nЧлан 2.\nКлупа је бела.\n\nЗАВРШНА ОДРЕДБА\n\nЧлан 3.\nОдлука важи.\n", []string{"ОПШТА ОДРЕДБА / Члан 1.", "ОПШТА ОДРЕДБА / Члан 2.", "ЗАВРШНА ОДРЕДБА / Члан 3."}},
		{"и друга поглавља", "ОПШТЕ ОДРЕДБЕ\n\nЧлан 1.\nКлупа је зелена.\n\nЧлан 2.\nКлупа је бела.\n\nБОЈЕЊЕ КЛУПА\n\nЧлан 3.\nБоји се у пролеће.\n\nЧлан 4.\nБоји се и у јесен.\n\nЗАВРШНЕ ОДРЕДБЕ\n\nЧлан 5.\nОдлука важи.\n",
			[]string{"ОПШТЕ ОДРЕДБЕ / Члан 1.", "ОПШТЕ ОДРЕДБЕ / Члан 2.", "БОЈЕЊЕ КЛУПА / Члан 3.", "БОЈЕЊЕ КЛУПА / Члан 4.", "ЗАВРШНЕ ОДРЕДБЕ / Члан 5."}},
		{"малим словима над два члана", "Предмет\n\nЧлан 1.\nКлупа је зелена.\n\nБоја\n\nЧлан 2.\nКлупа је бела.\n\nПрелазне и завршне одредбе\n\nЧлан 3.\nОдлука важи.\n\nЧлан 4.\nРок тече.\n",
			[]string{"Члан 1. Предмет", "Члан 2. Боја", "Прелазне и завршне одредбе / Члан 3.", "Прелазне и завршне одредбе / Члан 4."}},
		{"малим словима и сама", "Члан 1.\nКлупа је зелена.\n\nЧлан 2.\nКлупа је бела.\n\nЗавршна одредба\n\nЧлан 3.\nОдлука важи.\n", []string{"Члан 1.", "Члан 2.", "Завршна одредба / Члан 3."}},
		{"рубрика као и други", "Предмет\n\nЧлан 1.\nКлупа је зелена.\n\nБоја\n\nЧлан 2.\nКлупа је бела.\n\nЗавршна одредба\n\nЧлан 3.\nОдлука важи.\n", []string{"Члан 1. Предмет", "Члан 2. Боја", "Члан 3. Завршна одредба"}},
		{"великим као и други", "ПРЕДМЕТ\n\nЧлан 1.\nКлупа је зелена.\n\nБОЈА\n\nЧлан 2.\nКлупа је бела.\n\nЗАВРШНА ОДРЕДБА\n\nЧлан 3.\nОдлука важи.\n", []string{"Члан 1. ПРЕДМЕТ", "Члан 2. БОЈА", "Члан 3. ЗАВРШНА ОДРЕДБА"}},
	} {
		for _, write := range []func(string) string{func(s string) string { return s }, script.ToLatin} {
			var got, want []string
			var above []string
			a := parse(t, write("ОДЛУКА\nО КЛУПАМА\n\n"+tt.text))
			a.Walk(func(n *act.Node, depth int) bool {
				switch above = above[:min(depth, len(above))]; n.Kind {
				case act.KindChapter, act.KindSection, act.KindSubsection:
					above = append(above, n.Heading)
				case act.KindArticle:
					got = append(got, strings.Join(append(above, strings.TrimSpace(n.Label+" "+n.Heading)), " / "))
				}
				return true
			})
			for _, w := range tt.want {
				want = append(want, write(w))
			}
			if diff := cmp.Diff(want, got); diff != "" {
				t.Errorf("%s (-want +got):\n%s", tt.name, diff)
			}
		}
	}
}
