package redline

import (
	"fmt"
	"strings"
	"testing"
)

// steppedActs returns an act of n articles, and one with a new article before each of them: each has another shift.
func steppedActs(n int) (old, new string) {
	trades := []string{"пекар", "кројач", "ковач", "столар", "обућар", "млинар", "бачвар", "лончар", "сарач", "зидар", "кожар", "мутавџија"}
	tools := []string{"пећи", "маказа", "наковња", "тестере", "шила", "камена", "обруча", "точка", "игле", "мистрије", "каце", "разбоја"}
	var before, after []string
	for k := range n {
		article := fmt.Sprintf("Члан %%d.\nМајстор %s дужан је да једном годишње пријави стање своје %s старешини еснафа.\n", trades[k], tools[k])
		before = append(before, article)
		after = append(after, fmt.Sprintf("Члан %%d.\nКо %s не плати улог до Митровдана, губи место на вашару.\n", strings.Repeat("заиста ", k)), article)
	}
	return number(before...), number(after...)
}

func TestManyFactsAreFolded(t *testing.T) {
	for _, tt := range []struct {
		articles int
		lang     string
		want     string
	}{
		{8, "sr-Cyrl", ""},
		{9, "sr-Cyrl", "<summary>9 промена у бројевима и местима одредаба</summary>"},
		{9, "sr-Latn", "<summary>9 promena u brojevima i mestima odredaba</summary>"},
		{9, "hr", "<summary>9 promjena u brojevima i mjestima odredaba</summary>"},
		{9, "en", "<summary>9 changes of numbers and places</summary>"},
		{9, "de", "<summary>9 Änderungen an Nummern und Stellen</summary>"},
	} {
		old, new := steppedActs(tt.articles)
		_, _, r := compareActs(t, old, new)
		if facts := r.Facts(tt.lang); len(facts) != tt.articles || Many(facts) != (tt.want != "") {
			t.Fatalf("%d facts: %q", len(facts), facts)
		}
		for name, out := range map[string]string{"section": r.HTML(tt.lang), "page": r.Page(tt.lang)} {
			body := out[strings.LastIndex(out, "<style")+1:]
			if got := strings.Count(body, "<details>"); (got == 1) != (tt.want != "") || !strings.Contains(body, tt.want) {
				t.Errorf("%d articles, %s, %s: %d folded, want %q", tt.articles, tt.lang, name, got, tt.want)
			}
			if facts := r.Facts(tt.lang); !strings.Contains(out, "<li>"+facts[0]+"</li>") || !strings.Contains(out, "<li>"+facts[len(facts)-1]+"</li>") {
				t.Errorf("%s: not all facts are told", name)
			}
		}
	}
}

func TestFoldedFactsAreCountedInWords(t *testing.T) {
	for n, want := range map[int]string{
		11: "11 упућивања води на погрешно место", 12: "12 упућивања води на погрешно место", 21: "21 упућивање води на погрешно место", 22: "22 упућивања воде на погрешно место",
		25: "25 упућивања води на погрешно место", 111: "111 упућивања води на погрешно место",
	} {
		if got := counted(n, serbian.astrayOne, serbian.astrayFew, serbian.astrayMany); got != want {
			t.Errorf("got %q, want %q", got, want)
		}
	}
}
