package redline

import (
	"strings"
	"testing"
)

// TestAPointOfOneWordIsTheSameBetweenOthersThatChanged has points of one word, the last of which ends with another mark now.
func TestAPointOfOneWordIsTheSameBetweenOthersThatChanged(t *testing.T) {
	const start = "ЗАКОН О ТЕСТУ\n\nЧлан 1.\nОвај закон уређује тестове.\n\nЧлан 2.\nЗахтев садржи:\n"
	for _, tt := range []struct{ name, old, new, want string }{
		{"before others", "1) име;\n2) предмет захтева са описом стања које се тражи;\n3) потпис подносиоца.\n",
			"1) број решења органа који је раније одлучивао о томе;\n2) име.\n", "[-1-]{+2+}) име"},
		{"in letters", "(а) име;\n(б) предмет захтева са описом стања које се тражи;\n(в) потпис подносиоца.\n",
			"(а) број решења органа који је раније одлучивао о томе;\n(б) име.\n", "([-а-]{+б+}) име"},
	} {
		old, new, r := compareActs(t, start+tt.old, start+tt.new)
		checkRedline(t, old, new, r)
		if got := r.Text(""); !strings.Contains(got, tt.want) {
			t.Errorf("%s: want %s in\n%s", tt.name, tt.want, got)
		}
	}
}
