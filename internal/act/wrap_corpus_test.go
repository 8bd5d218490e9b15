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

// TestBrokenLinesOfRealLaws reads the real laws with their lines broken at a column:
// nearly every article must have the same text, and nearly every provision be found.
func TestBrokenLinesOfRealLaws(t *testing.T) {
	articles, same, provisions, differ := 0, 0, 0, 0
	for name, src := range laws(t) {
		a, err := act.Parse(src, act.Options{Name: name})
		if err != nil {
			t.Fatal(err)
		}
		b, err := act.Parse([]byte(wrap(string(src), 76)), act.Options{Name: name})
		if err != nil {
			t.Fatal(err)
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
		provisions += len(want)
		got := 0
		b.Walk(func(n *act.Node, _ int) bool {
			if !want[n.ID] {
				got++
			}
			delete(want, n.ID)
			return true
		})
		differ += len(want) + got
	}
	t.Logf("%d of %d articles are the same when lines are broken; %d of %d provisions differ", same, articles, differ, provisions)
	if same*1000 < 995*articles || differ*50 > provisions {
		t.Error("want 995 articles of 1000 the same, and at most 20 provisions of 1000 others")
	}
}
