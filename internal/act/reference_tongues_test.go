package act_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/rasprava/rasprava/internal/act"
)

const croatianLibrary = `ZAKON
O ČITAONICAMA

Članak 1.
(1) Čitaonice su otvorene svima.
(2) Čitaonica se osniva:
1. odlukom
2. ugovorom.

Članak 2.
Tijelo vodi upisnik.

Članak 2.a
Upisnik je javan.

Članak 3.
%s
`

const unionLibrary = `REGULATION (EU) 2031/417 OF THE COUNCIL
on reading rooms

HAS ADOPTED THIS REGULATION:

Article 1
Subject matter

1. This Regulation lays down rules on reading rooms.

2. A reading room shall:

(a) hold books; and

(b) be heated.

Article 2
Definitions

For the purposes of this Regulation, the following definitions apply:

(1) ‘reader’ means any person in a reading room;

(2) ‘keeper’ means the person who has the key.

Article 3
Opening

1. The first.

2. %s
`

func TestReferencesOfOtherTraditions(t *testing.T) {
	tests := []struct {
		name, profile, act, sentence string
		want                         []string
	}{
		{"a Croatian article", "hr", croatianLibrary, "Odredba članka 2. ovoga Zakona.", []string{"članka 2. ovoga Zakona|act|art_2|"}},
		{"a Croatian paragraph and point", "hr", croatianLibrary, "Iz članka 1. stavka 2. točke 1. ovoga Zakona.",
			[]string{"članka 1. stavka 2. točke 1. ovoga Zakona|act|art_1__para_2__point_1|"}},
		{"an inserted Croatian article", "hr", croatianLibrary, "Primjenjuje se članak 2.a ovoga Zakona.", []string{"članak 2.a ovoga Zakona|act|art_2-a|"}},
		{"a Croatian list", "hr", croatianLibrary, "Iz članka 1. stavaka 1. i 2. ovoga Zakona.",
			[]string{"članka 1. stavaka 1. i 2. ovoga Zakona|act|art_1__para_1 art_1__para_2|"}},
		{"the Croatian article it stands in", "hr", croatianLibrary, "Rok iz stavka 1. ovoga članka.", []string{"stavka 1. ovoga članka|relative|art_3__para_1|"}},
		{"another Croatian act", "hr", croatianLibrary, "Prema članku 5. Zakona o redu.", []string{"članku 5. Zakona|other||"}},
		{"no such Croatian article", "hr", croatianLibrary, "Prema članku 77. ovoga Zakona.", []string{"članku 77. ovoga Zakona|act||art_77"}},
		{"an article of the Union", "eu", unionLibrary, "As laid down in Article 1 of this Regulation.", []string{"Article 1 of this Regulation|act|art_1|"}},
		{"brackets behind the article", "eu", unionLibrary, "Without prejudice to Article 1(2)(b), it is open.", []string{"Article 1(2)(b)|act|art_1__para_2__point_b|"}},
		{"a definition", "eu", unionLibrary, "A reader as defined in Article 2(2).", []string{"Article 2(2)|act|art_2__para_1__point_2|"}},
		{"the point before its article", "eu", unionLibrary, "In the cases of point (a) of Article 1(2), it is shut.",
			[]string{"point (a) of Article 1(2)|act|art_1__para_2__point_a|"}},
		{"articles of the Union", "eu", unionLibrary, "In accordance with Articles 1 and 2 of this Regulation.", []string{"Articles 1 and 2 of this Regulation|act|art_1 art_2|"}},
		{"articles of the Union before a verb", "eu", unionLibrary, "Articles 1, 2 and 3 shall apply.", []string{"Articles 1, 2 and 3|act|art_1 art_2 art_3|"}},
		{"a paragraph of the Union", "eu", unionLibrary, "The hours in paragraph 1 of this Article.", []string{"paragraph 1 of this Article|relative|art_3__para_1|"}},
		{"another act of the Union", "eu", unionLibrary, "Within the meaning of Article 4(1) of Regulation (EU) 2016/1.", []string{"Article 4(1) of Regulation|other||"}},
		{"the Treaty", "eu", unionLibrary, "Under Article 16 of the Treaty.", []string{"Article 16 of the Treaty|other||"}},
		{"no such article of the Union", "eu", unionLibrary, "Under Article 77 it is open.", []string{"Article 77|act||art_77"}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			a, err := act.Parse([]byte(fmt.Sprintf(tt.act, tt.sentence)), act.Options{Profile: tt.profile})
			if err != nil {
				t.Fatal(err)
			}
			var got []string
			for _, ref := range a.References() {
				if strings.HasPrefix(ref.From, "art_3") {
					got = append(got, strings.Join([]string{ref.Text, string(ref.Scope), strings.Join(ref.Targets, " "), strings.Join(ref.Dangling, " ")}, "|"))
				}
			}
			if diff := cmp.Diff(tt.want, got); diff != "" {
				t.Errorf("references of %q (-want +got):\n%s", tt.sentence, diff)
			}
		})
	}
}
