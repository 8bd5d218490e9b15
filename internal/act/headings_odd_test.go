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
		{
			"a letter that looks like a one, a bracket behind the letter, a stroke, two numbers",
			"Члан 10.\nЧесма ради дању.\n\nЧлан l1.\nЧесма се чисти.\n\nЧлан 11. а)\nЧесма се боји.\n\nЧлан 11/1\nЧесма се слика.\n\nЧлан 12. и 13.\n(престали да важе)\n\nЧлан 14.\nЧесма се сели.\n",
			`article [10] "Члан 10." "" ""
 paragraph [1] "" "" "Чесма ради дању."
article [11] "Члан l1." "" ""
 paragraph [1] "" "" "Чесма се чисти."
article [11а] "Члан 11. а)" "" ""
 paragraph [1] "" "" "Чесма се боји."
article [11/1] "Члан 11/1" "" ""
 paragraph [1] "" "" "Чесма се слика."
article [12-13] "Члан 12. и 13." "" ""
 paragraph [1] "" "" "(престали да важе)"
article [14] "Члан 14." "" ""
 paragraph [1] "" "" "Чесма се сели."
`,
		},
		{
			"a numeral before the word of a chapter, and numbers under a subsection",
			"I ГЛАВА\nЧЕСМЕ\n\nОдељак 1\nРАД\n\nОдсек 1\nВРЕМЕ\n\n1. Дан\n\nЧлан 1.\nЧесма ради дању.\n\n2. Ноћ\n\nЧлан 2.\nЧесма се чисти.\n\nОдсек 2\nМЕСТО\n\nЧлан 3.\nЧесма стоји.\n\nДРУГА ГЛАВА\nКРАЈ\n\nЧлан 4.\nЧесма се сели.\n",
			`chapter [I] "I ГЛАВА" "ЧЕСМЕ" ""
 section [1] "Одељак 1" "РАД" ""
  section [1] "Одсек 1" "ВРЕМЕ" ""
   section [1] "1." "Дан" ""
    article [1] "Члан 1." "" ""
     paragraph [1] "" "" "Чесма ради дању."
   section [2] "2." "Ноћ" ""
    article [2] "Члан 2." "" ""
     paragraph [1] "" "" "Чесма се чисти."
  section [2] "Одсек 2" "МЕСТО" ""
   article [3] "Члан 3." "" ""
    paragraph [1] "" "" "Чесма стоји."
chapter [2] "ДРУГА ГЛАВА" "КРАЈ" ""
 article [4] "Члан 4." "" ""
  paragraph [1] "" "" "Чесма се сели."
`,
		},
		{
			"points broken into lines of any length",
			"Члан 1.\nУ овом закону:\n1) чесма је справа\nза воду\nу граду;\n2) корито је суд\nпод чесмом\nили поред ње.\nЧесма ради дању.\n",
			`article [1] "Члан 1." "" ""
 paragraph [1] "" "" "У овом закону:"
  point [1] "1)" "" "чесма је справа за воду у граду;"
  point [2] "2)" "" "корито је суд под чесмом или поред ње."
 paragraph [2] "" "" "Чесма ради дању."
`,
		},
		{
			"the text behind points broken into lines",
			"Члан 1.\nКо:\n1) прља чесму,\n2) затвара славину,\nказниће се\nновчаном казном.\nЧесма ради дању.\n",
			`article [1] "Члан 1." "" ""
 paragraph [1] "" "" "Ко:"
  point [1] "1)" "" "прља чесму,"
  point [2] "2)" "" "затвара славину,"
  paragraph [] "" "" "казниће се новчаном казном."
 paragraph [2] "" "" "Чесма ради дању."
`,
		},
		{
			"the points of a decision by Roman numerals, without empty lines",
			"ОДЛУКУ\nО САВЕТУ ЗА ЧЕСМЕ\nI\nОбразује се Савет.\nII\nСавет прати рад чесама.\nIII\nОва одлука ступа на снагу наредног дана.\n",
			`chapter [I] "I" "" ""
 paragraph [1] "" "" "Образује се Савет."
chapter [II] "II" "" ""
 paragraph [1] "" "" "Савет прати рад чесама."
chapter [III] "III" "" ""
 paragraph [1] "" "" "Ова одлука ступа на снагу наредног дана."
`,
		},
		{
			"points of a point with both numbers",
			"Члан 1.\nЧесма може бити:\n1. јавна;\n2. приватна:\n2.1. дворишна,\n2.2. баштенска;\n3. дечја.\n",
			`article [1] "Члан 1." "" ""
 paragraph [1] "" "" "Чесма може бити:"
  point [1] "1." "" "јавна;"
  point [2] "2." "" "приватна:"
   subpoint [2.1] "2.1." "" "дворишна,"
   subpoint [2.2] "2.2." "" "баштенска;"
  point [3] "3." "" "дечја."
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

// TestNumbersWithStrokes holds the identities and the order of articles inserted with
// a stroke apart from ranges.
func TestNumbersWithStrokes(t *testing.T) {
	a := parse(t, "Члан 1.\nЧесма ради дању.\n\nЧлан 1/1\nЧесма се чисти.\n\nЧл. 2–3.\n(брисани)\n")
	var ids []string
	for _, n := range a.Articles() {
		ids = append(ids, n.ID)
	}
	if diff := cmp.Diff([]string{"art_1", "art_1.1", "art_2-3"}, ids); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	if one, between, two := a.NumberKey("1"), a.NumberKey("1/1"), a.NumberKey("1/2"); !(one < between && between < two && two < a.NumberKey("2")) {
		t.Error("1, 1/1, 1/2, 2 are not in their order")
	}
}
