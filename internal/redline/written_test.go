package redline

import (
	"slices"
	"strings"
	"testing"
)

func TestANumberThatIsWrittenOtherwiseIsNoEdit(t *testing.T) {
	lists := func(a, b string) string {
		return "Старешина читаонице:\n" + a + "води именик читалаца;\n" + b + "издаје књиге на тридесет дана."
	}
	const written, edited = "само у писању", "измењено"
	tests := []struct{ name, old, new, want string }{
		{"an ordinal without its full stop", "Жалба из става 2. овог члана не одлаже извршење.", "Жалба из става 2 овог члана не одлаже извршење.", written},
		{"an ordinal that has one now", "Рок из чл. 2 и 3. овог закона тече од дана пријема.", "Рок из чл. 2. и 3. овог закона тече од дана пријема.", written},
		{"thousands parted by a space", "Новчаном казном од 50.000 до 150.000 динара казниће се читалац.", "Новчаном казном од 50 000 до 150 000 динара казниће се читалац.", written},
		{"thousands parted by nothing", "Новчаном казном од 50.000 динара казниће се читалац.", "Новчаном казном од 50000 динара казниће се читалац.", written},
		{"brackets in a list in place of full stops", lists("1. ", "2. "), lists("1) ", "2) "), written},
		{"another amount", "Новчаном казном од 50.000 динара казниће се читалац.", "Новчаном казном од 500 000 динара казниће се читалац.", edited},
		{"figures that are no thousands", "Читаоница има 12.50 динара у каси за ситне трошкове.", "Читаоница има 1250 динара у каси за ситне трошкове.", edited},
		{"a full stop that ends a sentence", "Читаоница ради до 20. Књиге се враћају до краја рада.", "Читаоница ради до 20 Књиге се враћају до краја рада.", edited},
		{"a word besides", "Жалба из става 2. овог члана не одлаже извршење.", "Жалба из става 2 овог члана одлаже извршење.", edited},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			_, _, r := compareActs(t, chamber(facilities[0], tt.old, facilities[2]), chamber(facilities[0], tt.new, facilities[2]))
			if len(r.Changes) != 1 {
				t.Fatalf("got %d changes, want one: %s", len(r.Changes), r.Text(""))
			}
			if got := r.kinds(serbian, &r.Changes[0]); !slices.Equal(got, []string{tt.want}) {
				t.Errorf("got %q, want %q: %s", got, tt.want, r.Text(""))
			}
			material := slices.ContainsFunc(r.Changes[0].Provisions, func(p Provision) bool { return p.Edited })
			if material != (tt.want == edited) {
				t.Errorf("a paragraph is edited: %v\n%+v", material, r.Changes[0].Provisions)
			}
			if tt.want == written && r.Summary.Words != (Words{}) {
				t.Errorf("words %+v, want none", r.Summary.Words)
			}
		})
	}
}

func TestMarksAroundTheNumbersOfAListAreTypographic(t *testing.T) {
	const list = "Задаци\nЧлан %d.\nСекретар библиотеке води:\n1) именик читалаца;\n2) попис оштећених књига;\n3) дневник рада читаонице.\n"
	round := strings.NewReplacer("1)", "(1)", "2)", "(2)", "3)", "(3)").Replace(list)
	stop := strings.NewReplacer("1)", "1.", "2)", "2.", "3)", "3.").Replace(list)
	for name, pair := range map[string][2]string{"1) (1)": {list, round}, "(1) 1)": {round, list}, "1. (1)": {stop, round}, "(1) 1.": {round, stop}} {
		_, _, r := compareActs(t, number(subject, pair[0]), number(subject, pair[1]))
		if a := r.Summary.Articles; a.Edited != 0 || a.Typographic != 1 {
			t.Errorf("%s: got %+v\n%s", name, a, r.Text(""))
		}
	}
	_, _, r := compareActs(t, number(subject, list), number(subject, strings.Replace(list, "именик", "(именик", 1)))
	if r.Summary.Articles.Edited != 1 {
		t.Errorf("a bracket behind a number is part of the text: %s", r.Text(""))
	}
}
