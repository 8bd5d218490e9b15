package act_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/rasprava/rasprava/internal/act"
	"github.com/rasprava/rasprava/internal/script"
)

// TestArticlesBetweenMarks holds that articles are found whose headings stand between dashes, have their title
// behind a dash or the mark of a publisher behind their number.
func TestArticlesBetweenMarks(t *testing.T) {
	const law = "ЗАКОН\nО ЧИТАОНИЦАМА\n\nЧлан 1.\nЗакон уређује:\n– чланове читаонице –\n\n-Члан 2-\nРок је дан.\n\n– Члан 3 –\nРок је дан.\n\nЧл. 4 - Похвала\nПохвала се даје.\n\nЧлан 5. – Награда\nНаграда се даје.\n\nЧлан 6[s1]\nРок је дан из\nчл. 4 - 5 овог закона.\n\nЧл. 7 и 8 – Крај\nРок је дан.\n"
	for _, text := range []string{law, script.ToLatin(law)} {
		var got []string
		for _, n := range parse(t, text).Articles() {
			got = append(got, strings.TrimSpace(n.Number+" "+script.ToCyrillic(n.Heading)))
		}
		if diff := cmp.Diff([]string{"1", "2", "3", "4 Похвала", "5 Награда", "6"}, got); diff != "" {
			t.Errorf("articles (-want +got):\n%s", diff)
		}
	}
}

// TestLettersHeadDivisions holds that capital letters head divisions in small letters where they stand in a sequence
// and articles follow them, and nothing else.
func TestLettersHeadDivisions(t *testing.T) {
	const law = "ЗАКОН\nО ЧИТАОНИЦАМА\n\nА. Предмет\n\nЧлан 1.\nЗакон уређује читаонице.\n\nБ. Надлежност\n\nНазив\nЧлан 2.\nНадлежна је управа.\n\nВ. Завршне одредбе\n\nЧлан 3.\nЗакон ступа на снагу.\n"
	sections := func(text string) (found []string) {
		parse(t, text).Walk(func(n *act.Node, _ int) bool {
			if n.Kind == act.KindSection {
				found = append(found, n.Label+" "+n.Heading)
			}
			return true
		})
		return found
	}
	want := []string{"А. Предмет", "Б. Надлежност", "В. Завршне одредбе"}
	if diff := cmp.Diff(want, sections(law)); diff != "" {
		t.Errorf("sections (-want +got):\n%s", diff)
	}
	if diff := cmp.Diff(latinOf(want), sections(script.ToLatin(law))); diff != "" {
		t.Errorf("sections in Latin (-want +got):\n%s", diff)
	}
	for _, text := range []string{
		"ЗАКОН\nО ЧИТАОНИЦАМА\n\nА. Предмет\n\nЧлан 1.\nЗакон уређује читаонице.\n\nЧлан 2.\nНадлежна је управа.\n",                  // one alone
		"ЗАКОН\nО ЧИТАОНИЦАМА\n\nЧлан 1.\nЗакон уређује:\nА. Читаонице\nБ. Књижаре\n\nЧлан 2.\nНадлежна је управа.\n",                // a list
		"ЗАКОН\nО ЧИТАОНИЦАМА\n\nБ. Предмет\n\nЧлан 1.\nЗакон уређује читаонице.\n\nВ. Надлежност\n\nЧлан 2.\nНадлежна је управа.\n", // not from the first on
	} {
		if got := sections(text); got != nil {
			t.Errorf("sections of %q: %v", text, got)
		}
	}
}
