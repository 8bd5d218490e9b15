package act_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/rasprava/rasprava/internal/act"
)

// TestDivisionsBeside reads what stands beside the chapters and articles of an act: independent articles, final provisions
// without a number, forms and appendices.
func TestDivisionsBeside(t *testing.T) {
	tests := []struct{ name, profile, text, want string }{
		{
			"an independent article of an act of amendment in a consolidated text", "rs",
			"ЗАКОН О КЛУПАМА\n\nЧлан 1.\n\nЗакон уређује клупе.\n\nСАМОСТАЛНИ ЧЛАН ЗАКОНА О ДОПУНИ ЗАКОНА О КЛУПАМА\n(„Сл. гласник РС”, бр. 5/18)\n\nЧлан 7[с1]\n\nПоступци се окончавају.\n",
			`article [1] "Члан 1." "" ""
 paragraph [1] "" "" "Закон уређује клупе."
chapter [] "" "САМОСТАЛНИ ЧЛАН ЗАКОНА О ДОПУНИ ЗАКОНА О КЛУПАМА („Сл. гласник РС”, бр. 5/18)" ""
 article [7] "Члан 7[с1]" "" ""
  paragraph [1] "" "" "Поступци се окончавају."
`,
		},
		{
			"final provisions without a number beside chapters", "rs",
			"ЗАКОН\nО КЛУПАМА\n\nГЛАВА ПРВА\nУВОДНЕ ОДРЕДБЕ\n\nЧлан 1.\nЗакон уређује клупе.\n\nГЛАВА ДРУГА\nЧУВАЊЕ КЛУПА\n\n1. Чување\n\nЧлан 2.\nКлупе се чувају.\n\nПРЕЛАЗНЕ И ЗАВРШНЕ ОДРЕДБЕ\nЧлан 3.\nЗакон ступа на снагу осмог дана.\n",
			`chapter [1] "ГЛАВА ПРВА" "УВОДНЕ ОДРЕДБЕ" ""
 article [1] "Члан 1." "" ""
  paragraph [1] "" "" "Закон уређује клупе."
chapter [2] "ГЛАВА ДРУГА" "ЧУВАЊЕ КЛУПА" ""
 section [1] "1." "Чување" ""
  article [2] "Члан 2." "" ""
   paragraph [1] "" "" "Клупе се чувају."
chapter [] "" "ПРЕЛАЗНЕ И ЗАВРШНЕ ОДРЕДБЕ" ""
 article [3] "Члан 3." "" ""
  paragraph [1] "" "" "Закон ступа на снагу осмог дана."
`,
		},
		{
			"a form behind the act", "rs",
			"Члан 1.\nПријава се подноси на обрасцу:\nОбразац 1 – Пријава\nПријава се потписује.\n\nЧлан 2.\nКрај.\n\nОбразац 1\n\nПРИЈАВА КЛУПЕ\n\nИме: ____\n\nОбразац 2\n\nОДЈАВА КЛУПЕ\n\nИме: ____\n",
			`article [1] "Члан 1." "" ""
 paragraph [1] "" "" "Пријава се подноси на обрасцу:"
 paragraph [2] "" "" "Образац 1 – Пријава"
 paragraph [3] "" "" "Пријава се потписује."
article [2] "Члан 2." "" ""
 paragraph [1] "" "" "Крај."
annex [1] "Образац 1" "ПРИЈАВА КЛУПЕ" ""
 paragraph [1] "" "" "Име: ____"
annex [2] "Образац 2" "ОДЈАВА КЛУПЕ" ""
 paragraph [1] "" "" "Име: ____"
`,
		},
		{
			"a form in an annex", "rs",
			"Члан 1.\nКрај.\n\nПРИЛОГ 1\n\nОбразац 1\n\nИме: ____\n",
			`article [1] "Члан 1." "" ""
 paragraph [1] "" "" "Крај."
annex [1] "ПРИЛОГ 1" "Образац 1" ""
 paragraph [1] "" "" "Име: ____"
`,
		},
		{
			"an appendix in an annex", "eu",
			"Article 1\n\nThe benches are listed in the Annex.\n\nANNEX\n\nOak benches.\n\nAppendix 1\n\nBirch benches.\n",
			`article [1] "Article 1" "" ""
 paragraph [1] "" "" "The benches are listed in the Annex."
annex [] "ANNEX" "" ""
 paragraph [1] "" "" "Oak benches."
 part [1] "Appendix 1" "" ""
  paragraph [1] "" "" "Birch benches."
`,
		},
		{
			"a correlation table in an annex", "eu",
			"Article 1\n\nThe benches are listed in the Annex.\n\nANNEX\n\nDirective 2020/1/EU\tThis Directive\nArticle 1\tArticle 1\nArticle 2(1)\tArticle 2, point (1)\n—\tArticle 3\nArticle 4\t—\n",
			`article [1] "Article 1" "" ""
 paragraph [1] "" "" "The benches are listed in the Annex."
annex [] "ANNEX" "" ""
 paragraph table [1] "" "" "Directive 2020/1/EU\tThis Directive\nArticle 1\tArticle 1\nArticle 2(1)\tArticle 2, point (1)\n—\tArticle 3\nArticle 4\t—"
`,
		},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			a, err := act.Parse([]byte(test.text), act.Options{Name: "act.txt", Profile: test.profile})
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(test.want, shape(a)); diff != "" {
				t.Errorf("(-want +got)\n%s", diff)
			}
		})
	}
}
