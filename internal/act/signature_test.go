package act_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/rasprava/rasprava/internal/act"
	"github.com/rasprava/rasprava/internal/script"
)

// TestWhoSignsADecisionHeadsNothing reads decisions in points, behind which who signs stands in
// capitals, in both scripts.
func TestWhoSignsADecisionHeadsNothing(t *testing.T) {
	const head = "Влада доноси\n\nОДЛУКУ\nО ОБРАЗОВАЊУ ОДБОРА ЗА КЛУПЕ\n\n1. Образује се Одбор.\n\n2. Одбор бира боју.\n\n"
	for _, tt := range []struct{ name, text, want string }{
		{"број, место и орган", head + "05 Број: 02-123/2026\nУ Београду, 5. маја 2026. године\n\nВЛАДА\n\nПРЕДСЕДНИК\nПетар Петровић, с.р.\n", ""},
		{"орган пре броја", head + "СКУПШТИНА ОПШТИНЕ\nБрој: 06-12/2026\n\nПРЕДСЕДНИК\nПетар Петровић\n", ""},
		{"само место и датум", head + "Београд, 5. маја 2026. године\n\nМИНИСТАР\nПетар Петровић\n", ""},
		{"прилог иза потписа", head + "Број: 06-12/2026\n\nПРЕДСЕДНИК\nПетар Петровић\n\nПРИЛОГ 1\nБОЈЕ\n\nЗелена и бела.\n", "annex БОЈЕ"},
		{"наслов без потписа", head + "БОЈЕ\n\nБоја је зелена.\n", "section БОЈЕ"},
		{"наслов и потпис", head + "БОЈЕ\n\nБоја је зелена.\n\nБрој: 06-12/2026\n\nПРЕДСЕДНИК\nПетар Петровић\n", "section БОЈЕ"},
	} {
		for _, write := range []func(string) string{func(s string) string { return s }, script.ToLatin} {
			a := parse(t, write(tt.text))
			var got []string
			a.Walk(func(n *act.Node, _ int) bool {
				if n.Heading != "" {
					got = append(got, string(n.Kind)+" "+n.Heading)
				}
				return true
			})
			want := tt.want
			if kind, heading, ok := strings.Cut(want, " "); ok {
				want = kind + " " + write(heading)
			}
			if diff := cmp.Diff(want, strings.Join(got, "; ")); diff != "" {
				t.Errorf("%s (-want +got):\n%s", tt.name, diff)
			}
			if got, want := bare(content(a)), bare(write(tt.text)); got != want {
				t.Errorf("%s: the characters differ from %s", tt.name, firstDifference(got, want))
			}
		}
	}
}
