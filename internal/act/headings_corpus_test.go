package act_test

import (
	"regexp"
	"strings"
	"testing"
	"unicode"

	"github.com/google/go-cmp/cmp"

	"github.com/rasprava/rasprava/internal/act"
)

// An independent reader of article headings, that knows nothing of the parser: it
// folds look-alike letters, both scripts, case, marks and white space away, and takes
// every line that begins with the word for an article, or nearly so.

// skeleton returns the line in small Latin letters and digits, without what stands
// between them, its look-alikes and its diacritics.
func skeleton(line string) string {
	var b strings.Builder
	for _, r := range strings.ToLower(line) {
		if to, ok := skeletons[r]; ok {
			b.WriteString(to)
			continue
		}
		switch {
		case unicode.IsDigit(r), unicode.IsLetter(r):
			b.WriteRune(r)
		case unicode.IsSpace(r), unicode.Is(unicode.Mn, r):
		default:
			b.WriteByte('.')
		}
	}
	return b.String()
}

var skeletons = map[rune]string{
	'ч': "c", 'č': "c", 'ć': "c", 'л': "l", 'а': "a", 'н': "n", 'ո': "n", 'п': "p", 'е': "e", 'о': "o", 'ѕ': "s", 'і': "i",
	'в': "v", 'б': "b", 'г': "g", 'д': "d", 'ђ': "dj", 'đ': "dj", 'и': "i", 'ј': "j",
}

// alone tells a line that is nothing but the heading of an article, at most two
// letters and some marks away: члaн5а, члан.12б., clan88d.
var alone = regexp.MustCompile(`^\.*c\.?l?a?\.?n?\.?\d{1,4}\.?[\p{L}]{0,2}[\d.\-]*$`)

// begins tells a line that begins like one and goes on.
var begins = regexp.MustCompile(`^\.*clan\.?\d`)

// gaps are the places where article numbers are missing, each read by a person: the
// official text has a repealed range there of which only the first heading and the
// last number remain, or leaves out what an act of amendment says.
var gaps = map[string][]string{
	"0115": {"Члан 50."}, "0294": {"Члан 47."}, "0501": {"Члан 13.", "Члан 70."}, "0687": {"Члан 68."}, "0763": {"Члан 100."},
}

// TestEveryHeadingAPersonWouldFind compares the articles of the parser with the
// lines that the independent reader takes for headings, one by one and in order.
func TestEveryHeadingAPersonWouldFind(t *testing.T) {
	found := 0
	for name, src := range laws(t) {
		t.Run(name, func(t *testing.T) {
			a, err := act.Parse(src, act.Options{Name: name})
			if err != nil {
				t.Fatal(err)
			}
			var want, got, missing []string
			for _, line := range strings.Split(string(src), "\n") {
				line = strings.TrimSpace(line)
				switch s := skeleton(line); {
				case alone.MatchString(s):
					want = append(want, line)
				case begins.MatchString(s):
					t.Errorf("a line begins like the heading of an article and goes on: %q", line)
				}
			}
			for _, n := range a.Articles() {
				got = append(got, n.Label)
			}
			if diff := cmp.Diff(want, got); diff != "" {
				t.Errorf("headings (-lines +articles):\n%s", diff)
			}
			for _, w := range a.Warnings {
				if w.Code == act.WarnGap {
					missing = append(missing, w.Text)
				}
			}
			if diff := cmp.Diff(gaps[name[:4]], missing); diff != "" {
				t.Errorf("numbers are missing before (-judged +found):\n%s", diff)
			}
			found += len(got)
		})
	}
	t.Logf("%d headings", found)
	if found < 3000 {
		t.Errorf("%d headings in all, want 3000 or more", found)
	}
}

// TestHeadingsAreFoundHoweverTheyAreWritten writes the headings of the real laws as
// people and programs write them; the structure must stay.
func TestHeadingsAreFoundHoweverTheyAreWritten(t *testing.T) {
	heading := regexp.MustCompile(`(?m)^Ч(лан) (\d+)(\p{L}?)\.?(\*?)$`)
	ways := []struct{ name, to string }{
		{"a Latin a and no dot", "Члaн $2$3$4"},
		{"capitals", "ЧЛАН $2$3.$4"},
		{"a no-break space", "Ч$1\u00a0$2$3.$4"},
		{"no space", "Ч$1$2$3.$4"},
		{"spaced out", "Ч л а н  $2$3.$4"},
		{"spaces at the ends and carriage returns", "  Ч$1  $2$3 .$4\t\r"},
		{"a dot behind the word", "Ч$1. $2$3.$4"},
	}
	for name, src := range laws(t) {
		a, err := act.Parse(src, act.Options{Name: name})
		if err != nil {
			t.Fatal(err)
		}
		for _, way := range ways {
			b, err := act.Parse(heading.ReplaceAll(src, []byte(way.to)), act.Options{Name: name, Profile: "rs"})
			if err != nil {
				t.Fatal(err)
			}
			if got, want := outline(b), outline(a); got != want {
				t.Errorf("%s, headings with %s: the structure differs from %s", name, way.name, firstDifference(got, want))
			}
		}
	}
}
