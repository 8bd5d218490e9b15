package act_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// TestOddHeadingsAreFound reads headings as they stand in texts that nobody tidied.
func TestOddHeadingsAreFound(t *testing.T) {
	tests := []struct{ name, text, want string }{
		{
			"a small letter under a heading in capitals",
			"ДЕО ПРВИ\nОСНОВЕ\n\nЧлан 1.\n\nФонтана се чисти.\n\nДЕО ДРУГИ\nКАЗНЕНЕ ОДРЕДБЕ\n\nчлан 2.\n\nКазниће се ко је не чисти.\n",
			`part [1] "ДЕО ПРВИ" "ОСНОВЕ" ""
 article [1] "Члан 1." "" ""
  paragraph [1] "" "" "Фонтана се чисти."
part [2] "ДЕО ДРУГИ" "КАЗНЕНЕ ОДРЕДБЕ" ""
 article [2] "члан 2." "" ""
  paragraph [1] "" "" "Казниће се ко је не чисти."
`,
		},
		{
			"a small letter behind a text that goes on is a reference",
			"Члан 1.\nНа фонтане се сходно примењује\nчлан 2.\nоваквог прописа.\n",
			`article [1] "Члан 1." "" ""
 paragraph [1] "" "" "На фонтане се сходно примењује"
 paragraph [2] "" "" "члан 2."
 paragraph [3] "" "" "оваквог прописа."
`,
		},
		{
			"two articles with small letters",
			"Члан 1.\nФонтана се чисти.\n\nБрисање\n\nчл. 2. и 3.\nБрисани су.\n",
			`article [1] "Члан 1." "" ""
 paragraph [1] "" "" "Фонтана се чисти."
article [2-3] "чл. 2. и 3." "Брисање" ""
 paragraph [1] "" "" "Брисани су."
`,
		},
		{
			"an inserted point written with a dot",
			"Члан 1.\nИзрази значе:\n1. „фонтана” је украс;\n2. „чесма” је извор;\n2а. „вода” је вода;\n3. „цев” је цев.\n",
			`article [1] "Члан 1." "" ""
 paragraph [1] "" "" "Изрази значе:"
  point [1] "1." "" "„фонтана” је украс;"
  point [2] "2." "" "„чесма” је извор;"
  point [2а] "2а." "" "„вода” је вода;"
  point [3] "3." "" "„цев” је цев."
`,
		},
		{
			"numerals under chapters that have a name",
			"Глава прва\nОСНОВЕ\n\nЧлан 1.\nФонтана се чисти.\n\nГлава друга\nРАД\n\nI. Чишћење\n\nЧлан 2.\nЧисти се воденом четком.\n\nII. Надзор\n\nЧлан 3.\nНадзор врши општина.\n",
			`chapter [1] "Глава прва" "ОСНОВЕ" ""
 article [1] "Члан 1." "" ""
  paragraph [1] "" "" "Фонтана се чисти."
chapter [2] "Глава друга" "РАД" ""
 section [I] "I." "Чишћење" ""
  article [2] "Члан 2." "" ""
   paragraph [1] "" "" "Чисти се воденом четком."
 section [II] "II." "Надзор" ""
  article [3] "Члан 3." "" ""
   paragraph [1] "" "" "Надзор врши општина."
`,
		},
		{
			"chapters with a name once and without it then",
			"ГЛАВА I\nОСНОВЕ\n\nЧлан 1.\nФонтана се чисти.\n\nII РАД\n\nЧлан 2.\nЧисти се воденом четком.\n",
			`chapter [I] "ГЛАВА I" "ОСНОВЕ" ""
 article [1] "Члан 1." "" ""
  paragraph [1] "" "" "Фонтана се чисти."
chapter [II] "II" "РАД" ""
 article [2] "Члан 2." "" ""
  paragraph [1] "" "" "Чисти се воденом четком."
`,
		},
		{
			"a memorandum behind the articles",
			"Члан 1.\nФонтана се чисти.\n\nО Б Р А З Л О Ж Е Њ Е\n\nI. УСТАВНИ ОСНОВ\n\nОснов је у члану 97. Устава.\n",
			`article [1] "Члан 1." "" ""
 paragraph [1] "" "" "Фонтана се чисти."
annex [] "О Б Р А З Л О Ж Е Њ Е" "" ""
 chapter [I] "I." "УСТАВНИ ОСНОВ" ""
  paragraph [1] "" "" "Основ је у члану 97. Устава."
`,
		},
		{
			"the same word as the heading of an article",
			"Члан 1.\nФонтана се чисти.\n\nОБРАЗЛОЖЕЊЕ\nЧлан 2.\nРешење се образлаже.\n",
			`article [1] "Члан 1." "" ""
 paragraph [1] "" "" "Фонтана се чисти."
article [2] "Члан 2." "ОБРАЗЛОЖЕЊЕ" ""
 paragraph [1] "" "" "Решење се образлаже."
`,
		},
		{
			"a line that breaks off behind a preposition",
			"Члан 1.\nОпштина одлучује у року од\n15 дана.\nЖалба се изјављује у року од\n8. дана у месецу.\n",
			`article [1] "Члан 1." "" ""
 paragraph [1] "" "" "Општина одлучује у року од 15 дана."
 paragraph [2] "" "" "Жалба се изјављује у року од 8. дана у месецу."
`,
		},
		{
			"a section in small letters among those in capitals, and a table of contents",
			"A BILL\n\nTo clean fountains.\n\nSECTION 1. SHORT TITLE; TABLE OF CONTENTS.\n\n(a) Short Title.—This is the “Fountains Act”.\n\n(b) Contents.—The table is as follows:\n\n" +
				"Sec. 1. Short title; table of contents.\n\nSec. 2. Cleaning.\n\nSec. 3. Effective date.\n\nSEC. 2. CLEANING.\n\nA fountain shall be clean.\n\nSec. 3. Effective date.\n\nThis Act takes effect on enactment.\n",
			`article [1] "SECTION 1." "SHORT TITLE; TABLE OF CONTENTS." ""
 paragraph [a] "(a)" "" "Short Title.—This is the “Fountains Act”."
 paragraph [b] "(b)" "" "Contents.—The table is as follows:"
  paragraph [] "" "" "Sec. 1. Short title; table of contents."
  paragraph [] "" "" "Sec. 2. Cleaning."
  paragraph [] "" "" "Sec. 3. Effective date."
article [2] "SEC. 2." "CLEANING." ""
 paragraph [1] "" "" "A fountain shall be clean."
article [3] "Sec. 3." "Effective date." ""
 paragraph [1] "" "" "This Act takes effect on enactment."
`,
		},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			a := parse(t, tt.text)
			if diff := cmp.Diff(tt.want, shape(a)); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
			if got, want := bare(content(a)), bare(tt.text); len(got) != len(want) || strings.Contains(tt.name, "reference") && got != want {
				t.Errorf("characters: %s", firstDifference(got, want))
			}
		})
	}
}

func TestALetterForAZeroInANumber(t *testing.T) {
	var b strings.Builder
	for _, heading := range []string{"Члан 9.", "Члан 1O.", "Члан 1О.а", "Члан 11."} {
		b.WriteString(heading + "\nФонтана се чисти.\n\n")
	}
	a := parse(t, b.String())
	var got []string
	for _, n := range a.Articles() {
		got = append(got, n.Number+" "+n.Label)
	}
	if diff := cmp.Diff([]string{"9 Члан 9.", "10 Члан 1O.", "10а Члан 1О.а", "11 Члан 11."}, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	if len(a.Warnings) != 3 || a.Warnings[1].Text != "Члан 1O." || a.Warnings[2].Text != "Члан 1О.а" {
		t.Errorf("warnings %+v", a.Warnings)
	}
}
