package redline

import (
	"testing"

	"github.com/google/go-cmp/cmp"
)

// Points whose words stood in a paragraph of prose are parts of it, and points that are new are added.
func TestPointsSayThatTheyWereAParagraphOfProse(t *testing.T) {
	const guard = "Чувар амбара дужан је да бележи сваки улаз и излаз џакова, да обилази амбар два пута дневно, да о квару на крову одмах јави старешини."
	const count = "Попис обухвата:\n1) семе;\n2) алат, и то рала, српове и косе;\n3) стоку."
	tests := []struct {
		name, old, new string
		there, back    []string
	}{
		{"points that are short", "Млинар обавља следеће послове: меље жито, вага џакове, чисти жлебове.",
			"Млинар обавља следеће послове:\n1) меље жито;\n2) вага џакове;\n3) чисти жлебове.",
			[]string{"paragraph para_1>para_1+point_1+point_2+point_3 edited"}, []string{"paragraph para_1+point_1+point_2+point_3>para_1 edited"}},
		{"a point that is new between them", guard,
			"Чувар амбара дужан је да:\n1) бележи сваки улаз и излаз џакова;\n2) закључава капију пре мрака;\n3) обилази амбар два пута дневно;\n4) о квару на крову одмах јави старешини.",
			[]string{"paragraph para_1>para_1+point_1+point_3+point_4 edited", "point >point_2"},
			[]string{"paragraph para_1+point_1+point_3+point_4>para_1 edited", "point point_2>"}},
		{"dashes, and a paragraph behind them", "Звонар је дужан да: звони у подне, чисти звоник и подмазује точак.\nЗвонар спава код куће.",
			"Звонар је дужан да:\n– звони у подне,\n– чисти звоник и\n– подмазује точак.\nЗвонар спава код куће.",
			[]string{"paragraph para_1>para_1+indent_1+indent_2+indent_3"}, []string{"paragraph para_1+indent_1+indent_2+indent_3>para_1"}},
		{"letters in a point", count, "Попис обухвата:\n1) семе;\n2) алат, и то:\n(1) рала,\n(2) српове и\n(3) косе;\n3) стоку.",
			[]string{"point point_2>point_2+point_2__subpoint_1+point_2__subpoint_2+point_2__subpoint_3 edited"},
			[]string{"point point_2+point_2__subpoint_1+point_2__subpoint_2+point_2__subpoint_3>point_2 edited"}},
		{"a list that is new", guard, guard + "\nКључар:\n1) чува кључеве;\n2) гаси светло.",
			[]string{"paragraph >para_2"}, []string{"paragraph para_2>"}},
		{"points of other words", guard, "Чувар амбара:\n1) пази на мишеве;\n2) гаси светло;\n3) о квару на крову одмах јави старешини.",
			[]string{"paragraph para_1>para_1+point_3 edited", "point >point_1", "point >point_2"},
			[]string{"paragraph para_1+point_3>para_1 edited", "point point_1>", "point point_2>"}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			written := func(paragraph string) string {
				return number(keeping, "Члан %d.\n"+paragraph+"\n", pledge)
			}
			tell := func(old, new string) []string {
				_, _, r := compareActs(t, written(old), written(new))
				var got []string
				for i := range r.Changes {
					for k := range r.Changes[i].Provisions {
						got = append(got, toldOf(&r.Changes[i].Provisions[k]))
					}
				}
				return got
			}
			if diff := cmp.Diff(tt.there, tell(tt.old, tt.new)); diff != "" {
				t.Errorf("want -, got +:\n%s", diff)
			}
			if diff := cmp.Diff(tt.back, tell(tt.new, tt.old)); diff != "" {
				t.Errorf("the other way, want -, got +:\n%s", diff)
			}
		})
	}
}
