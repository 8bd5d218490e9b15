package redline

import (
	"strings"
	"testing"

	"github.com/rasprava/rasprava/internal/act"
)

// checkRedline fails unless every article of both acts is told of once, every change rebuilds the texts of its provisions, no span ends
// inside a word, and the summary and the pairs agree with the changes.
func checkRedline(tb testing.TB, old, new *act.Act, r *Redline) {
	tb.Helper()
	oldSeen, newSeen := map[string]int{}, map[string]int{}
	oldNodes, newNodes := nodesOf(old), nodesOf(new)
	var words Words
	count := func(w Words) {
		words.Inserted += w.Inserted
		words.Deleted += w.Deleted
	}
	count(countWords(r.Title))
	for i := range r.Changes {
		ch := &r.Changes[i]
		count(ch.Words)
		if at := insideWord(ch.Spans); at != "" {
			tb.Errorf("%v -> %v: a span ends inside a word at %q", ch.Old, ch.New, at)
		}
		if len(ch.Old)+len(ch.New) == 0 {
			tb.Errorf("change %d is of nothing", i)
		}
		if ch.Level != LevelArticle {
			continue
		}
		checkSide(tb, oldNodes, ch.Old, ch.Spans, Deleted, oldSeen)
		checkSide(tb, newNodes, ch.New, ch.Spans, Inserted, newSeen)
	}
	unchanged := 0
	for _, n := range new.Articles() {
		if newSeen[n.ID] == 0 {
			unchanged++
		}
		if newSeen[n.ID] > 1 {
			tb.Errorf("new %s stands in %d changes", n.ID, newSeen[n.ID])
		}
	}
	unchangedOld := 0
	for _, n := range old.Articles() {
		if oldSeen[n.ID] == 0 {
			unchangedOld++
		}
		if oldSeen[n.ID] > 1 {
			tb.Errorf("old %s stands in %d changes", n.ID, oldSeen[n.ID])
		}
	}
	if unchanged != r.Summary.Articles.Unchanged || unchangedOld != unchanged {
		tb.Errorf("unchanged: %d told, %d of the old act and %d of the new one without a change", r.Summary.Articles.Unchanged, unchangedOld, unchanged)
	}
	if words != r.Summary.Words {
		tb.Errorf("words: got %+v, the spans hold %+v", r.Summary.Words, words)
	}
	checkPairs(tb, oldNodes, newNodes, r)
	checkMoves(tb, oldNodes, newNodes, r)
}

// checkMoves fails unless every move has spans that give its text in both acts, and stands once where it stood and once where it stands.
func checkMoves(tb testing.TB, old, new map[string]*act.Node, r *Redline) {
	tb.Helper()
	left, came := map[int]int{}, map[int]int{}
	count := func(spans []Span) {
		for _, sp := range spans {
			switch {
			case sp.Move == 0:
			case sp.Op == Deleted:
				left[sp.Move]++
			case sp.Op == Inserted:
				came[sp.Move]++
			default:
				tb.Errorf("a span %s is of move %d", sp.Op, sp.Move)
			}
		}
	}
	for i := range r.Changes {
		count(r.Changes[i].Spans)
	}
	for i := range r.Moves {
		count(r.Moves[i].Spans)
	}
	for i := range r.Moves {
		m := &r.Moves[i]
		if left[i+1] != 1 || came[i+1] != 1 {
			tb.Errorf("move %d of %s to %s: its text stands %d times where it stood and %d times where it stands", i+1, m.Old, m.New, left[i+1], came[i+1])
		}
		seen := map[string]int{}
		checkSide(tb, old, []string{m.Old}, m.Spans, Deleted, seen)
		checkSide(tb, new, []string{m.New}, m.Spans, Inserted, seen)
	}
	if len(left) > len(r.Moves) || len(came) > len(r.Moves) {
		tb.Errorf("spans are of more moves than the %d there are", len(r.Moves))
	}
}

func nodesOf(a *act.Act) map[string]*act.Node {
	nodes := map[string]*act.Node{}
	a.Walk(func(n *act.Node, _ int) bool {
		nodes[n.ID] = n
		return true
	})
	return nodes
}

func checkSide(tb testing.TB, a map[string]*act.Node, ids []string, spans []Span, op string, seen map[string]int) {
	tb.Helper()
	var texts []string
	for _, id := range ids {
		seen[id]++
		n := a[id]
		if n == nil {
			tb.Fatalf("no provision %s", id)
		}
		texts = append(texts, n.PlainText())
	}
	var b strings.Builder
	for _, sp := range spans {
		switch {
		case sp.Op == Equal, sp.Op == op, sp.Op == Typographic && op == Inserted:
			b.WriteString(sp.Text)
		case sp.Op == Typographic:
			b.WriteString(sp.Old)
		}
	}
	if got, want := b.String(), strings.Join(texts, "\n\n"); got != want {
		tb.Errorf("%v: the spans give\n%q\nwant\n%q", ids, got, want)
	}
}

func checkPairs(tb testing.TB, old, new map[string]*act.Node, r *Redline) {
	tb.Helper()
	used := map[string]string{}
	for n, o := range r.Pairs() {
		if old[o] == nil || new[n] == nil {
			tb.Errorf("pair %s -> %s names no provision", o, n)
		}
		if other, twice := used[o]; twice {
			tb.Errorf("%s is continued by both %s and %s", o, other, n)
		}
		used[o] = n
	}
}
