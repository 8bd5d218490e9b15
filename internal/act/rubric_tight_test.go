package act_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/rasprava/rasprava/internal/act"
	"github.com/rasprava/rasprava/internal/script"
)

// headingsOf returns the headings of the articles.
func headingsOf(a *act.Act) []string {
	var all []string
	for _, n := range a.Articles() {
		all = append(all, n.Heading)
	}
	return all
}

const tightAct = `ОДЛУКА
О КЛУПАМА

Боја
Члан 1.
Клупа је зелена.

Дрво
Члан 2.
Клупа је од храста.

Члан 3.
Клупа стоји у парку.
`

// TestARubricRightBehindTheArticleBefore reads a rubric that no empty line parts from the
// article before, where empty lines part the others.
func TestARubricRightBehindTheArticleBefore(t *testing.T) {
	for _, tt := range []struct{ name, between, heading string }{
		{"a rubric", "Место\nЧлан 4.", "Место"},
		{"an inserted article", "Место клупе\nЧлан 3а", "Место клупе"},
		{"a rubric of two lines", "Место клупе у парку и\nна обали\nЧлан 4.", "Место клупе у парку и на обали"},
		{"behind a date", "Рок тече до 31. децембра 2026.\nМесто\nЧлан 4.", "Место"},
		{"behind a short word", "Клупа служи за рад.\nМесто\nЧлан 4.", "Место"},
		{"behind a text of repeal", "(брисан)\nМесто\nЧлан 4.", "Место"},
		{"a list goes on", "Клупа има:\n1) даску;\nНаслон и ноге\nЧлан 4.", ""},
		{"the text goes on", "Клупа има даску,\nНаслон и ноге\nЧлан 4.", ""},
		{"a sentence", "Клупа је чиста.\nЧлан 4.", ""},
		{"small letters", "место\nЧлан 4.", ""},
		{"the end of a list", "Клупа је тамо где је:\nПарк\nЧлан 4.", ""},
		{"a text too long", strings.Repeat("Клупа стоји ", 10) + "у парку\nЧлан 4.", ""},
		{"an article without a text", "Члан 4.\nМесто\nЧлан 5.", ""},
	} {
		t.Run(tt.name, func(t *testing.T) {
			text := tightAct + tt.between + "\nКлупа стоји на обали.\n\nЧлан 6.\nКлупа је нова.\n"
			for _, text := range []string{text, script.ToLatin(text)} {
				a := parse(t, text)
				last := a.Articles()[len(a.Articles())-2]
				want := tt.heading
				if a.Lang != "sr-Cyrl" {
					want = script.ToLatin(want)
				}
				if last.Heading != want {
					t.Errorf("the rubric is %q, want %q:\n%s", last.Heading, want, shape(a))
				}
				if got, want := bare(content(a)), bare(text); got != want {
					t.Errorf("characters: %s", firstDifference(got, want))
				}
			}
		})
	}
}

// TestRubricsAreReadAsTheOthersOfTheAct reads rubrics behind lists where most stand so, and capitals
// as a heading over articles.
func TestRubricsAreReadAsTheOthersOfTheAct(t *testing.T) {
	var b strings.Builder
	b.WriteString("ОДЛУКА\nО КЛУПАМА\n\n")
	for _, s := range []string{"Боја\nЧлан 1.", "Дрво\nЧлан 2.", "Место\nЧлан 3.", "Чишћење\nЧлан 4."} {
		b.WriteString(s + "\nКлупа је зелена.\n\nКлупа је и бела;\n")
	}
	if a := parse(t, b.String()); !slices.Equal(headingsOf(a), []string{"Боја", "Дрво", "Место", "Чишћење"}) {
		t.Errorf("%q\n%s", headingsOf(a), shape(a))
	}
	a := parse(t, tightAct+"ЗАВРШНА ОДРЕДБА\nЧлан 4.\nКлупа је нова.\n")
	if last := a.Body[len(a.Body)-1]; last.Kind != act.KindChapter || last.Heading != "ЗАВРШНА ОДРЕДБА" || len(last.Children) != 1 {
		t.Errorf("%s", shape(a))
	}
}

// TestARubricTypedIntoOneArticle edits an article into two.
func TestARubricTypedIntoOneArticle(t *testing.T) {
	a := parse(t, tightAct)
	edited, _, err := a.Edit("art_2", "Дрво\nЧлан 2.\nКлупа је од храста.\nСлој боје\nЧлан 2а\nБоја се наноси двапут.")
	if err != nil {
		t.Fatal(err)
	}
	if got := headingsOf(edited); !slices.Equal(got, []string{"Боја", "Дрво", "Слој боје", ""}) {
		t.Errorf("rubrics %q:\n%s", got, shape(edited))
	}
}
