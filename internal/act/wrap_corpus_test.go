package act_test

import (
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/rasprava/rasprava/internal/act"
)

// wrap breaks every line at the column, as editors and converters do.
func wrap(text string, width int) string {
	var b strings.Builder
	for _, line := range strings.Split(text, "\n") {
		at := 0
		for i, word := range strings.Fields(line) {
			n := utf8.RuneCountInString(word)
			switch {
			case i == 0:
			case at+1+n > width:
				b.WriteByte('\n')
				at = 0
			default:
				b.WriteByte(' ')
				at++
			}
			b.WriteString(word)
			at += n
		}
		b.WriteByte('\n')
	}
	return b.String()
}

// TestBrokenLinesOfRealLaws reads the real laws with their lines broken at a column: most say the same in all,
// and nearly every article has the same text and nearly every provision is found. What differs are sentences that
// end where a line is full.
func TestBrokenLinesOfRealLaws(t *testing.T) {
	for _, width := range []int{60, 72, 76, 80, 100} {
		acts, whole, articles, same, all, differ := 0, 0, 0, 0, 0, 0
		for name, src := range laws(t) {
			a, err := act.Parse(src, act.Options{Name: name})
			if err != nil {
				t.Fatal(err)
			}
			b, err := act.Parse([]byte(wrap(string(src), width)), act.Options{Name: name})
			if err != nil {
				t.Fatal(err)
			}
			acts++
			if words(provisions(a)) == words(provisions(b)) {
				whole++
			}
			want := map[string]bool{}
			a.Walk(func(n *act.Node, _ int) bool {
				want[n.ID] = true
				return true
			})
			for _, n := range a.Articles() {
				articles++
				if m := b.Find(n.ID); m != nil && bare(m.PlainText()) == bare(n.PlainText()) {
					same++
				}
			}
			all += len(want)
			b.Walk(func(n *act.Node, _ int) bool {
				if !want[n.ID] {
					differ++
				}
				delete(want, n.ID)
				return true
			})
			differ += len(want)
		}
		t.Logf("broken at %d letters, %d of %d laws and %d of %d articles are the same; %d of %d provisions differ", width, whole, acts, same, articles, differ, all)
		if whole*5 < acts*4 || same*1000 < 999*articles || differ*100 > all {
			t.Errorf("broken at %d letters: want 4 laws of 5 and 999 articles of 1000 the same, and at most 1 provision of 100 another", width)
		}
	}
}

// words returns s with one blank for all white space that stands together.
func words(s string) string { return strings.Join(strings.Fields(s), " ") }
