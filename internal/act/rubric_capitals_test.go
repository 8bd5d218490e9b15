package act_test

import (
	"testing"

	"github.com/rasprava/rasprava/internal/act"
)

func TestOneRubricInCapitalsIsARubric(t *testing.T) {
	const head, tail = "ЗАКОН О ЧИТАОНИЦАМА\n\nПредмет\nЧлан 1.\nЧитаонице раде.\n\nРад\nЧлан 2.\nРаде дању.\n\nЧувар\nЧлан 3.\nЧувар чува.\n\n", "Члан 4.\nЧита се тихо.\n\n"
	tests := []struct {
		name, rubric, rest string
		own                bool // it is the rubric of Article 4
	}{
		{"among others", "ЧИТАЊЕ\n", "Надзор\nЧлан 5.\nНадзире општина.\n", true},
		{"over the last articles", "ЧИТАЊЕ\n", "Члан 5.\nНадзире општина.\n", false},
		{"final provisions", "ЗАВРШНЕ ОДРЕДБЕ\n", "Надзор\nЧлан 5.\nНадзире општина.\n", false},
		{"over several articles, as another", "ЧИТАЊЕ\n", "НАДЗОР\nЧлан 5.\nНадзире општина.\n", false},
	}
	for _, tt := range tests {
		a := parse(t, head+tt.rubric+tail+tt.rest)
		own := len(a.Articles()) == 5 && a.Articles()[3].Heading == "ЧИТАЊЕ" && a.Counts[act.KindChapter] == 0
		if own != tt.own {
			t.Errorf("%s: the rubric of Article 4 is %q, %d chapters", tt.name, a.Articles()[3].Heading, a.Counts[act.KindChapter])
		}
	}
}
