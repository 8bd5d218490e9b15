package web

import (
	"fmt"
	"math"
	"regexp"
	"strconv"
	"testing"
)

// TestWhatStandsOnAColourCanBeRead holds the tokens of the style against WCAG
// 2.2: 4.5:1 for text (1.4.3), 3:1 for what a control or a state is told by (1.4.11).
func TestWhatStandsOnAColourCanBeRead(t *testing.T) {
	css, err := static.ReadFile("static/app.css")
	if err != nil {
		t.Fatal(err)
	}
	tokens := map[string]string{"white": "#fff", "band": "#fbe7b8", "band-ink": "#5a3c00"}
	for _, m := range regexp.MustCompile(`--([a-z0-9-]+): (#[0-9a-f]{3,6});`).FindAllStringSubmatch(string(css), -1) {
		if _, ok := tokens[m[1]]; !ok { // what stands first: the rest is for those who ask for more contrast, or for paper
			tokens[m[1]] = m[2]
		}
	}
	for least, pairs := range map[float64][][2]string{
		4.5: {{"ink", "paper"}, {"ink", "sheet"}, {"ink", "wash"}, {"ink-2", "paper"}, {"ink-2", "wash"}, {"ink-2", "sheet"}, {"ink-2", "live-wash"}, {"ink-2", "note-wash"}, {"ink-3", "paper"},
			{"link", "paper"}, {"link", "wash"}, {"link", "sheet"}, {"link", "live-wash"}, {"link", "yes-wash"}, {"link", "part-wash"}, {"link", "no-wash"}, {"link", "note-wash"},
			{"white", "brand"}, {"white", "brand-2"}, {"white", "no"}, {"white", "no-2"}, {"white", "live"}, {"white", "ink"}, {"brand", "paper"},
			{"yes", "yes-wash"}, {"part", "part-wash"}, {"no", "no-wash"}, {"note", "note-wash"}, {"live", "live-wash"}, {"live", "paper"}, {"no", "paper"}, {"yes", "paper"},
			{"ink", "ins"}, {"ink", "del"}, {"ink", "own"}, {"ink", "line"}, {"ink", "focus"}, {"ink-2", "line"}, {"band-ink", "band"}},
		3: {{"ink", "focus"}, {"brand", "paper"}, {"yes", "line"}, {"yes", "ins"}, {"no", "del"}, {"live", "live-wash"}, {"ink-3", "paper"}, {"focus", "brand"}},
	} {
		for _, p := range pairs {
			if got := contrast(t, tokens, p[0], p[1]); got < least {
				t.Errorf("%s on %s: got %.2f:1, want at least %.1f:1", p[0], p[1], got, least)
			}
		}
	}
}

func contrast(t *testing.T, tokens map[string]string, ink, ground string) float64 {
	t.Helper()
	a, b := luminance(t, tokens[ink]), luminance(t, tokens[ground])
	return (math.Max(a, b) + 0.05) / (math.Min(a, b) + 0.05)
}

// luminance is the relative luminance of WCAG 2.2.
func luminance(t *testing.T, colour string) float64 {
	t.Helper()
	if len(colour) == 4 {
		colour = fmt.Sprintf("#%c%c%c%c%c%c", colour[1], colour[1], colour[2], colour[2], colour[3], colour[3])
	}
	if len(colour) != 7 {
		t.Fatalf("%q is no colour", colour)
	}
	sum := 0.0
	for i, weight := range []float64{0.2126, 0.7152, 0.0722} {
		n, err := strconv.ParseUint(colour[1+2*i:3+2*i], 16, 8)
		if err != nil {
			t.Fatalf("read colour %q: %v", colour, err)
		}
		c := float64(n) / 255
		if c <= 0.04045 {
			sum += weight * c / 12.92
		} else {
			sum += weight * math.Pow((c+0.055)/1.055, 2.4)
		}
	}
	return sum
}
