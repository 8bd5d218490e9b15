package redline

import (
	"slices"
	"strings"
	"testing"
)

func TestAnArticleWhosePointsChangedPlacesIsSaidToHaveAnotherOrder(t *testing.T) {
	const (
		start  = "ЗАКОН О ТЕСТУ\n\nЧлан 1.\nОвај закон уређује тестове.\n\n"
		points = "Казниће се правно лице:\n1) ако не достави податке;\n2) ако не омогући надзор;\n3) ако не поступи по налогу;\n4) ако не чува исправе.\n"
		fresh  = "Члан 2.\nУдружење води регистар чланова, а регистар је доступан јавности на порталу.\n\n"
	)
	swap := strings.NewReplacer("2) ако не омогући надзор", "2) ако не поступи по налогу", "3) ако не поступи по налогу", "3) ако не омогући надзор")
	for _, tt := range []struct {
		name, new string
		want      []string
	}{
		{"two points", start + "Члан 2.\n" + swap.Replace(points), []string{"измењен редослед"}},
		{"two points of a renumbered article", start + fresh + "Члан 3.\n" + swap.Replace(points), []string{"нов број", "измењен редослед"}},
		{"two points, and a word", start + "Члан 2.\n" + strings.Replace(swap.Replace(points), "податке", "исправе", 1), []string{"измењено"}},
		{"two points, and a mark", start + "Члан 2.\n" + strings.Replace(swap.Replace(points), "податке;", "податке,", 1), []string{"измењено"}},
		{"a word", start + "Члан 2.\n" + strings.Replace(points, "податке", "исправе", 1), []string{"измењено"}},
	} {
		_, _, r := compareActs(t, start+"Члан 2.\n"+points, tt.new)
		got := r.kinds(serbian, &r.Changes[len(r.Changes)-1])
		if !slices.Equal(got, tt.want) {
			t.Errorf("%s: said to be %q, want %q", tt.name, got, tt.want)
		}
	}
	if got := serbian.in("hr").reordered; got != "izmijenjen redoslijed" {
		t.Errorf("in Croatian it is %q", got)
	}
}

// TestOfArticlesInReverseThatStaysWhichKeptItsNumber reverses three articles, of which any could be said to have stayed.
func TestOfArticlesInReverseThatStaysWhichKeptItsNumber(t *testing.T) {
	const (
		appeal = "Члан %d.\nПротив решења може се изјавити жалба.\n"
		answer = "Члан %d.\nОрган одговара у року од 15 дана.\n"
		reject = "Члан %d.\nОрган одбија захтев ако информација није тражена на уредан начин.\n"
	)
	old, new, r := compareActs(t, number(subject, appeal, answer, reject, deadline), number(subject, reject, answer, appeal, deadline))
	checkRedline(t, old, new, r)
	var moved []string
	for i := range r.Changes {
		if ch := &r.Changes[i]; ch.Moved {
			moved = append(moved, ch.OldLabel+" "+ch.NewLabel)
		}
	}
	if want := []string{"Члан 4. Члан 2.", "Члан 2. Члан 4."}; !slices.Equal(moved, want) {
		t.Errorf("moved are %q, want %q", moved, want)
	}
}
