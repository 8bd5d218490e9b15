package act_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/rasprava/rasprava/internal/act"
)

// TestTablesOfPlainText reads rows whose cells tabs part.
func TestTablesOfPlainText(t *testing.T) {
	tests := []struct{ name, text, want string }{
		{
			"before an article, set apart",
			"Члан 1.\nТаксе су:\nМолба\t100\nЖалба\t200\n\nЧлан 2.\nКрај.\n",
			`article [1] "Члан 1." "" ""
 paragraph [1] "" "" "Таксе су:"
 paragraph table [2] "" "" "Молба\t100\nЖалба\t200"
article [2] "Члан 2." "" ""
 paragraph [1] "" "" "Крај."
`,
		},
		{
			"before an article, without an empty line",
			"Члан 1.\nТаксе су:\nМолба\t100\nЖалба\t200\nЧлан 2.\nКрај.\n",
			`article [1] "Члан 1." "" ""
 paragraph [1] "" "" "Таксе су:"
 paragraph table [2] "" "" "Молба\t100\nЖалба\t200"
article [2] "Члан 2." "" ""
 paragraph [1] "" "" "Крај."
`,
		},
		{
			"one row is text and heads nothing",
			"Члан 1.\nТакса је:\nМолба\t100\n\nЧлан 2.\nКрај.\n",
			`article [1] "Члан 1." "" ""
 paragraph [1] "" "" "Такса је:"
 paragraph [2] "" "" "Молба\t100"
article [2] "Члан 2." "" ""
 paragraph [1] "" "" "Крај."
`,
		},
		{
			"numbered rows with empty cells, behind them a text",
			"Члан 1.\nТаксе су:\n\tВрста\t2025\n1.\tМолба\t100\n\t\t150\n2.\tЖалба \t 200\nЗбир\t\t\nПлаћају се унапред.\n",
			`article [1] "Члан 1." "" ""
 paragraph [1] "" "" "Таксе су:"
 paragraph table [2] "" "" "\tВрста\t2025\n1.\tМолба\t100\n\t\t150\n2.\tЖалба\t200\nЗбир\t\t"
 paragraph [3] "" "" "Плаћају се унапред."
`,
		},
		{
			"tabs behind the marks of items and articles, and before paragraphs",
			"I\tОПШТЕ ОДРЕДБЕ\n\nЧлан 1.\t\n\tЧесме су:\n1)\tјавне;\n2)\tприватне:\n–\tдворишне,\n–\tбаштенске.\n\tЧесме раде.\n\tЧесме се чисте.\n\nЧлан 2.\tЧишћење\n",
			`chapter [I] "I" "ОПШТЕ ОДРЕДБЕ" ""
 article [1] "Члан 1." "" ""
  paragraph [1] "" "" "Чесме су:"
   point [1] "1)" "" "јавне;"
   point [2] "2)" "" "приватне:"
    indent [] "–" "" "дворишне,"
    indent [] "–" "" "баштенске."
  paragraph [2] "" "" "Чесме раде."
  paragraph [3] "" "" "Чесме се чисте."
 article [2] "Члан 2." "Чишћење" ""
`,
		},
		{
			"what looks like a division is a row",
			"Члан 1.\nТаксе су:\nI МОЛБЕ\t100\nII ЖАЛБЕ\t200\nПРИЛОГ 1\t300\n\nЧлан 2.\nКрај.\n",
			`article [1] "Члан 1." "" ""
 paragraph [1] "" "" "Таксе су:"
 paragraph table [2] "" "" "I МОЛБЕ\t100\nII ЖАЛБЕ\t200\nПРИЛОГ 1\t300"
article [2] "Члан 2." "" ""
 paragraph [1] "" "" "Крај."
`,
		},
		{
			"sentences with a tab by mistake stay paragraphs",
			"Члан 1.\nЧесма ради\tдању.\n\nЧесма ноћу\tне ради.\n",
			`article [1] "Члан 1." "" ""
 paragraph [1] "" "" "Чесма ради\tдању."
 paragraph [2] "" "" "Чесма ноћу\tне ради."
`,
		},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			a := parse(t, tt.text)
			if diff := cmp.Diff(tt.want, shape(a)); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
			if got, want := bare(content(a)), bare(tt.text); got != want {
				t.Errorf("characters: %s", firstDifference(got, want))
			}
			again := parse(t, a.PlainText()+"\n")
			if diff := cmp.Diff(outline(a), outline(again)); diff != "" {
				t.Errorf("the printed text is read otherwise (-first +again):\n%s", diff)
			}
			if got, want := again.PlainText(), a.PlainText(); got != want {
				t.Errorf("the printed text changes: %s", firstDifference(got, want))
			}
		})
	}
}

// TestATableOfAPageIsOneInItsText prints a table of HTML and reads the text.
func TestATableOfAPageIsOneInItsText(t *testing.T) {
	a := parsePage(t, "<p>Члан 1.</p><p>Таксе су:</p><table><tr><td colspan=3>Таксе</td></tr><tr><td rowspan=2>Молба</td><td>хитна</td><td>200</td></tr><tr><td>обична</td><td>100</td></tr></table><p>Плаћају се унапред.</p>")
	b := parse(t, a.PlainText())
	n := b.Find("art_1__para_2")
	if n == nil || !n.Table || n.Text != "Таксе\t\t\nМолба\tхитна\t200\n\tобична\t100" {
		t.Errorf("the table is read as %+v", n)
	}
	if a.Hash != b.Hash {
		t.Errorf("the text is another act (-page +text):\n%s", cmp.Diff(string(a.Canonical()), string(b.Canonical())))
	}
}

// TestATabMakesNoHeadingInMarkdown reads a row of Markdown that tabs part.
func TestATabMakesNoHeadingInMarkdown(t *testing.T) {
	a, err := act.Parse([]byte("### Члан 1.\n\nТакса је:\n\nМолба\t100\n\n### Члан 2.\n\nКрај.\n"), act.Options{Name: "akt.md"})
	if err != nil {
		t.Fatal(err)
	}
	if got := a.Articles()[1].Heading; got != "" {
		t.Errorf("the heading of the second article is %q", got)
	}
}
