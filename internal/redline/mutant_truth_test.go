package redline

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/rasprava/rasprava/internal/act"
)

// truth says what was done.
func (m *mutator) truth() *mutant {
	t := &mutant{
		old: m.old, new: m.new, pairs: map[[2]string]bool{}, inner: map[[2]string]bool{}, kept: map[string]bool{},
		kinds: map[string]map[string]bool{}, innerKinds: map[string]map[string]bool{}, words: m.words, references: m.refs,
	}
	lives := map[*act.Node]bool{}
	for _, s := range shelves(m.new) {
		n := s.node()
		o := m.origin[n]
		m.truthInside(t, n.Children, lives)
		if o == nil {
			record(t.kinds, "added", n.ID)
			continue
		}
		lives[o] = true
		t.pairs[[2]string{o.ID, n.ID}] = true
		for _, part := range m.parts[n] {
			lives[part] = true
			t.pairs[[2]string{part.ID, n.ID}] = true
			record(t.kinds, "merged", o.ID+"+"+part.ID+">"+n.ID)
		}
		if m.moved[n] {
			record(t.kinds, "moved", n.ID)
		}
		if m.pieces[n] != nil {
			first, second := m.pieces[n], n
			if slices.Index(*s.list, first) > slices.Index(*s.list, second) {
				first, second = second, first
			}
			record(t.kinds, "split", o.ID+">"+first.ID+"+"+second.ID)
		}
		if m.edited[n] {
			record(t.kinds, "edited", n.ID)
		}
		if !m.edited[n] && !m.touched[n] {
			t.kept[n.ID] = true
		}
		if o.Number != n.Number && m.pieces[n] == nil && len(m.parts[n]) == 0 && !m.hasPiece(n) {
			record(t.kinds, "renumbered", n.ID)
		}
	}
	for _, o := range m.old.Articles() {
		if !lives[o] {
			record(t.kinds, "removed", o.ID)
			continue
		}
		walkNodes(o.Children, func(c *act.Node) {
			if !lives[c] {
				record(t.innerKinds, "removed", c.ID)
			}
		})
	}
	return t
}

func (m *mutator) hasPiece(n *act.Node) bool {
	for _, rest := range m.pieces {
		if rest == n {
			return true
		}
	}
	return false
}

func (m *mutator) truthInside(t *mutant, nodes []*act.Node, lives map[*act.Node]bool) {
	walkNodes(nodes, func(n *act.Node) {
		o := m.origin[n]
		if o == nil {
			record(t.innerKinds, "added", n.ID)
			return
		}
		lives[o] = true
		t.inner[[2]string{o.ID, n.ID}] = true
		for _, part := range m.joined[n] {
			lives[part] = true
			t.inner[[2]string{part.ID, n.ID}] = true
			record(t.innerKinds, "merged", o.ID+"+"+part.ID+">"+n.ID)
		}
		if keeps := m.cut[n]; keeps != nil && keeps != n {
			record(t.innerKinds, "split", o.ID+">"+keeps.ID+"+"+n.ID)
		}
		if m.moved[n] {
			record(t.innerKinds, "moved", n.ID)
		}
		if m.edited[n] {
			record(t.innerKinds, "edited", n.ID)
		}
	})
}

// generatedAct is an act of chapters with articles of paragraphs and points, of no law that there is.
func generatedAct(tb testing.TB, seed uint64, articles int) *act.Act {
	tb.Helper()
	r := rand.New(rand.NewPCG(seed, 99))
	var b strings.Builder
	b.WriteString("ЗАКОН О ПРОБИ\n\n")
	chapter := 0
	for k := range articles {
		if k%12 == 0 {
			chapter++
			fmt.Fprintf(&b, "%s. %s\n\n", roman(chapter), strings.ToUpper(stems[r.IntN(len(stems))]+" и "+stems[r.IntN(len(stems))]))
		}
		if r.IntN(2) == 0 {
			h := []rune(stems[r.IntN(len(stems))] + " и " + stems[r.IntN(len(stems))])
			fmt.Fprintf(&b, "%s\n", strings.ToUpper(string(h[:1]))+string(h[1:]))
		}
		fmt.Fprintf(&b, "Члан %d.\n", k+1)
		for p := range 1 + r.IntN(5) {
			s := randomSentence(r)
			if r.IntN(4) == 0 {
				s += " " + randomSentence(r)
			}
			if p == 0 && r.IntN(3) == 0 {
				fmt.Fprintf(&b, "%s:\n", strings.TrimSuffix(randomSentence(r), "."))
				n := 3 + r.IntN(4)
				for q := range n {
					end := ";"
					if q == n-1 {
						end = "."
					}
					fmt.Fprintf(&b, "%d) %s%s\n", q+1, strings.ToLower(strings.TrimSuffix(randomSentence(r), ".")), end)
				}
			}
			b.WriteString(s + "\n")
		}
		if r.IntN(6) == 0 {
			b.WriteString("Ближе услове из става 1. овог члана прописује министар.\n")
		}
		b.WriteString("\n")
	}
	return parse(tb, []byte(b.String()))
}

func roman(n int) string {
	var b strings.Builder
	for _, d := range []struct {
		value  int
		letter string
	}{{50, "L"}, {40, "XL"}, {10, "X"}, {9, "IX"}, {5, "V"}, {4, "IV"}, {1, "I"}} {
		for n >= d.value {
			b.WriteString(d.letter)
			n -= d.value
		}
	}
	return b.String()
}
