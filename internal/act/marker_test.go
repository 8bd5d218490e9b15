package act_test

import (
	"testing"

	"github.com/rasprava/rasprava/internal/act"
)

func TestMinusInBracketsIsNoMarker(t *testing.T) {
	for _, profile := range act.Profiles() {
		for _, mark := range []string{"(-)", "(–) text", "(−). text", "-)", "(-1) text", "(-a) text"} {
			a, err := act.Parse([]byte("Article 1\nReading rooms shall be open:\n"+mark+"\n"), act.Options{Profile: profile})
			if err != nil || len(a.Body) == 0 {
				t.Fatalf("%s, %q: %v", profile, mark, err)
			}
			for _, n := range a.Articles() {
				for _, c := range n.Children {
					if c.Number == "-" || c.Number == "–" || c.Number == "−" {
						t.Errorf("%s: %q is numbered %q", profile, mark, c.Number)
					}
				}
			}
		}
	}
}
