package act_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// TestHeadingsThatWereReadAsTextOrAsOthers reads headings that stand with a dash, a
// note or a number in an unusual place.
func TestHeadingsThatWereReadAsTextOrAsOthers(t *testing.T) {
	tests := []struct{ name, text, want string }{
		{
			"a note of repeal between dashes",
			"Члан 1.\nЧесма ради дању.\n\nЧлан 2. - брисан -\n\nЧлан 3. – брисан\n\nЧлан 4.\nЧесма се чисти.\n",
			`article [1] "Члан 1." "" ""
 paragraph [1] "" "" "Чесма ради дању."
article [2] "Члан 2." "" ""
 paragraph [1] "" "" "- брисан -"
article [3] "Члан 3." "" ""
 paragraph [1] "" "" "– брисан"
article [4] "Члан 4." "" ""
 paragraph [1] "" "" "Чесма се чисти."
`,
		},
		{
			"a subsection by its word",
			"Глава I\nЧЕСМЕ\n\nОдељак 1\nРАД\n\nОдсек 1\nВРЕМЕ\n\nЧлан 1.\nЧесма ради дању.\n\nОдсек 2. Чишћење\n\nЧлан 2.\nЧесма се чисти.\n",
			`chapter [I] "Глава I" "ЧЕСМЕ" ""
 section [1] "Одељак 1" "РАД" ""
  section [1] "Одсек 1" "ВРЕМЕ" ""
   article [1] "Члан 1." "" ""
    paragraph [1] "" "" "Чесма ради дању."
  section [2] "Одсек 2." "Чишћење" ""
   article [2] "Члан 2." "" ""
    paragraph [1] "" "" "Чесма се чисти."
`,
		},
		{
			"the mark of a footnote behind the number",
			"Члан 1.\nЧесма ради дању.\n\nЧлан 2.1\nЧесма се чисти.\n\nЧлан 3.\nЧесма се сели.\n",
			`article [1] "Члан 1." "" ""
 paragraph [1] "" "" "Чесма ради дању."
article [2] "Члан 2.1" "" ""
 paragraph [1] "" "" "Чесма се чисти."
article [3] "Члан 3." "" ""
 paragraph [1] "" "" "Чесма се сели."
`,
		},
		{
			"the numeral of a part before its word",
			"ПРВИ ДЕО\nОПШТЕ ОДРЕДБЕ\n\nЧлан 1.\nЧесма ради дању.\n\nII ДЕО\nПОСЕБНЕ ОДРЕДБЕ\n\nЧлан 2.\nЧесма се чисти.\n\nIII. ДЕО – ЗАВРШНЕ ОДРЕДБЕ\n\nЧлан 3.\nЧесма се сели.\n",
			`part [1] "ПРВИ ДЕО" "ОПШТЕ ОДРЕДБЕ" ""
 article [1] "Члан 1." "" ""
  paragraph [1] "" "" "Чесма ради дању."
part [II] "II ДЕО" "ПОСЕБНЕ ОДРЕДБЕ" ""
 article [2] "Члан 2." "" ""
  paragraph [1] "" "" "Чесма се чисти."
part [III] "III. ДЕО –" "ЗАВРШНЕ ОДРЕДБЕ" ""
 article [3] "Члан 3." "" ""
  paragraph [1] "" "" "Чесма се сели."
`,
		},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			a := parse(t, tt.text)
			if diff := cmp.Diff(tt.want, shape(a)); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
			if got, want := bare(content(a)), bare(tt.text); len(got) != len(want) {
				t.Errorf("characters: %s", firstDifference(got, want))
			}
			for _, n := range a.Articles() {
				if strings.HasSuffix(n.PlainText(), "брисан -") && !n.Repealed() {
					t.Errorf("%s is not repealed", n.ID)
				}
			}
		})
	}
}
