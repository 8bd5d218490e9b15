package redline

import (
	"slices"
	"strings"
	"testing"
)

// TestRowsOfATableThatMovedAreSaidToHave moves rows of a table whose rows are numbered, and of one whose are not.
func TestRowsOfATableThatMovedAreSaidToHave(t *testing.T) {
	table := func(rows ...string) string {
		return "# Правилник о накнадама\n\n**Члан 1.**\n\nНакнаде се плаћају у износима:\n\n| Број | Врста услуге | Износ |\n|---|---|---|\n" + strings.Join(rows, "\n") + "\n"
	}
	const bulky, stones, bin, urgent = "| 1. | Одвоз кабастог отпада | 1.200 |", "| 2. | Одвоз грађевинског отпада | 3.500 |", "| 3. | Најам посуде | 800 |", "| 4. | Ванредно пражњење посуде | 2.000 |"
	old := table(bulky, stones, bin, urgent)
	behind := table(strings.Replace(stones, "2.", "1.", 1), strings.Replace(bin, "3.", "2.", 1), strings.Replace(urgent, "4.", "3.", 1), strings.Replace(bulky, "1.", "4.", 1))
	for _, tt := range []struct {
		name, lang, old, new string
		want                 []string
	}{
		{"one, renumbered", "", old, behind, []string{"измењено", "премештен ред табеле"}},
		{"one, as it was", "", old, table(stones, bin, urgent, bulky), []string{"измењено", "премештен ред табеле"}},
		{"two", "", old, table(bin, stones, urgent, bulky), []string{"измењено", "премештени редови табеле: 2"}},
		{"none, a row went and another came", "", old, table(stones, bin, urgent, "| 5. | Одвоз папира и картона | 1.200 |"), []string{"измењено"}},
		{"in Latin", "sr-Latn", old, behind, []string{"izmenjeno", "premešten red tabele"}},
		{"in Croatian", "hr", old, behind, []string{"izmijenjeno", "premješten redak tablice"}},
		{"two in Croatian", "hr", old, table(bin, stones, urgent, bulky), []string{"izmijenjeno", "premješteni redci tablice: 2"}},
		{"in English", "en", old, behind, []string{"edited", "table row moved"}},
	} {
		old, new := namedAct(t, tt.old, "naknade.md"), namedAct(t, tt.new, "naknade.md")
		r, err := Compare(old, new)
		if err != nil {
			t.Fatal(err)
		}
		checkRedline(t, old, new, r)
		if got := r.kinds(r.wording(tt.lang), &r.Changes[0]); !slices.Equal(got, tt.want) {
			t.Errorf("%s: said to be %q, want %q in\n%s", tt.name, got, tt.want, r.Text(""))
		}
	}
}
