package act_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/rasprava/rasprava/internal/act"
)

// TestColumnsOfPlainText reads rows whose cells stand under each other.
func TestColumnsOfPlainText(t *testing.T) {
	const behind = "\n\nЧлан 2.\nКрај.\n"
	tests := []struct{ name, text, want string }{
		{
			"numbered rows, amounts to the right",
			"Р. бр.   Врста         Износ\n1.       Молба           100\n2.       Жалба        12.000",
			` paragraph table [2] "" "" "Р. бр.\tВрста\tИзнос\n1.\tМолба\t100\n2.\tЖалба\t12.000"`,
		},
		{
			"rows set in, a cell on two lines and an empty one",
			"   1.    Молба      100   динара\n         и допис\n   2.    Жалба            динара",
			` paragraph table [2] "" "" "1.\tМолба\t100\tдинара\n\tи допис\t\t\n2.\tЖалба\t\tдинара"`,
		},
		{
			"two columns, amounts in the second",
			"Молба      100\nЖалба      200",
			` paragraph table [2] "" "" "Молба\t100\nЖалба\t200"`,
		},
		{
			"two columns without figures",
			"Директор       Председник\nПетар Ћук      Јелена Мак\nПотписују се.",
			` paragraph [2] "" "" "Директор       Председник"
 paragraph [3] "" "" "Петар Ћук      Јелена Мак"
 paragraph [4] "" "" "Потписују се."`,
		},
		{
			"blanks behind the marks of items",
			"1)   молба од 100 динара;\n2)   жалба од 200 динара.",
			`  point [1] "1)" "" "молба од 100 динара;"
  point [2] "2)" "" "жалба од 200 динара."`,
		},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			a, err := act.Parse([]byte("Члан 1.\nТаксе су:\n"+test.text+behind), act.Options{Name: "odluka.txt", Profile: "rs"})
			if err != nil {
				t.Fatal(err)
			}
			want := `article [1] "Члан 1." "" ""
 paragraph [1] "" "" "Таксе су:"
` + test.want + `
article [2] "Члан 2." "" ""
 paragraph [1] "" "" "Крај."
`
			if diff := cmp.Diff(want, shape(a)); diff != "" {
				t.Errorf("(-want +got)\n%s", diff)
			}
		})
	}
}
