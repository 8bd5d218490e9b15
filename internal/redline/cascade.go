package redline

import (
	"strconv"
	"strings"

	"github.com/rasprava/rasprava/internal/act"
)

// A Cascade is one renumbering: consecutive provisions that stayed where they were, and whose numbers all went up or down alike. Level is
// the kind of the provisions. Those below articles and divisions stand within one, to which the ways lead in each act. The labels are those of
// the first and the last. References is how many references to them in the act went with it.
type Cascade struct {
	Level      string   `json:"level"`
	Within     *IDPair  `json:"within,omitempty"`
	OldWay     []Step   `json:"old_way,omitempty"`
	NewWay     []Step   `json:"new_way,omitempty"`
	OldFrom    string   `json:"old_from"`
	OldTo      string   `json:"old_to"`
	NewFrom    string   `json:"new_from"`
	NewTo      string   `json:"new_to"`
	OldLabels  []string `json:"old_labels,omitempty"`
	NewLabels  []string `json:"new_labels,omitempty"`
	IDs        []IDPair `json:"ids"`
	References int      `json:"references"`
}

// An IDPair is one provision with its address in each act.
type IDPair struct {
	Old string `json:"old"`
	New string `json:"new"`
}

// A cascader gathers cascades. The provisions are offered in the order of the new text.
type cascader struct {
	level          string
	within         *IDPair
	oldWay, newWay []Step
	done           []Cascade
	last           place  // where the one offered last stands among those of its act
	shift          string // of the run that goes on; empty when none does
}

// offer takes one matched provision and its places among the others of both acts; what is not a plain renumbering ends the run.
func (s *cascader) offer(at place, old, new *act.Node, plain bool) {
	if !plain {
		s.end()
		return
	}
	shift := shiftOf(old.Number, new.Number, at)
	if s.shift == "" || shift != s.shift || at.old != s.last.old+1 {
		s.done = append(s.done, Cascade{
			Level: s.level, Within: s.within, OldWay: s.oldWay, NewWay: s.newWay, OldFrom: old.Number, NewFrom: new.Number,
			OldLabels: ends(nil, old), NewLabels: ends(nil, new),
		})
	}
	c := &s.done[len(s.done)-1]
	c.OldTo, c.NewTo, c.OldLabels, c.NewLabels = old.Number, new.Number, ends(c.OldLabels, old), ends(c.NewLabels, new)
	c.IDs = append(c.IDs, IDPair{Old: old.ID, New: new.ID})
	s.last, s.shift = at, shift
}

// ends returns the labels of the first and the last provision of a run that goes on with another one; none of provisions without labels.
func ends(labels []string, last *act.Node) []string {
	switch label := oneLine(last.Label); {
	case label == "":
		return labels
	case len(labels) == 0:
		return []string{label, label}
	default:
		return []string{labels[0], label}
	}
}

func (s *cascader) end() { s.shift = "" }

// shiftOf returns by how much a number went up or down, with the letters behind it: the same for all of one cascade. Of letters and Roman
// numerals it is how many places the provision went.
func shiftOf(old, new string, at place) string {
	o, oldLetters := leadingNumber(lastNumber(old))
	n, newLetters := leadingNumber(lastNumber(new))
	switch {
	case o == 0 && n == 0:
		return strconv.Itoa(at.new-at.old) + " places"
	case oldLetters != newLetters:
		return old + ">" + new
	}
	return strconv.Itoa(n-o) + oldLetters
}

// lastNumber returns of a number such as 3.2 the last one, others as they are.
func lastNumber(s string) string {
	if last := s[strings.LastIndexByte(s, '.')+1:]; allDigits(last) && last != "" {
		return last
	}
	return s
}

func leadingNumber(s string) (int, string) {
	k := 0
	for k < len(s) && '0' <= s[k] && s[k] <= '9' {
		k++
	}
	n, err := strconv.Atoi(s[:k])
	if err != nil {
		return 0, s
	}
	return n, s[k:]
}

// articleCascades returns the cascades of articles.
func (c *comparison) articleCascades() []Cascade {
	s := cascader{level: LevelArticle, done: []Cascade{}}
	olds := places(c.articles(c.old), len(c.old))
	for at, j := range c.articles(c.new) {
		i := c.toOld[j]
		if i == none {
			s.end()
			continue
		}
		s.offer(place{old: olds[i], new: at}, c.old[i].node, c.new[j].node, c.shifted(i, j))
	}
	return s.done
}

// shifted tells matched units that stayed where they were and have other numbers.
func (c *comparison) shifted(i, j int) bool {
	whole := len(c.oldWith[j]) == 0 && len(c.newWith[j]) == 0
	return whole && !c.moved[j] && c.old[i].number != c.new[j].number && c.new[j].number != "" && c.old[i].number != ""
}

// divisionCascades returns the cascades of parts, chapters and sections, those under one and the same together.
func (c *comparison) divisionCascades() []Cascade {
	type siblings struct {
		under int
		kind  act.Kind
	}
	olds := make([]int, len(c.old))
	next := map[siblings]int{}
	for i := range c.old {
		of := siblings{under: c.old[i].parent, kind: c.old[i].node.Kind}
		olds[i] = next[of]
		next[of]++
	}
	clear(next)
	by := map[siblings]*cascader{}
	var order []*cascader
	for j := range c.new {
		n := &c.new[j]
		if !isContainer(n.node.Kind) {
			continue
		}
		of := siblings{under: n.parent, kind: n.node.Kind}
		s := by[of]
		if s == nil {
			s = &cascader{level: string(n.node.Kind)}
			if p := n.parent; p != none && c.toOld[p] != none {
				q := c.toOld[p]
				s.within, s.oldWay, s.newWay = &IDPair{Old: c.old[q].node.ID, New: c.new[p].node.ID}, []Step{stepOf(c.old[q].node)}, []Step{stepOf(c.new[p].node)}
			}
			by[of] = s
			order = append(order, s)
		}
		at := next[of]
		next[of]++
		i := c.toOld[j]
		if i == none {
			s.end()
			continue
		}
		s.offer(place{old: olds[i], new: at}, c.old[i].node, n.node, c.shifted(i, j) && c.old[i].node.Kind == n.node.Kind)
	}
	done := []Cascade{}
	for _, s := range order {
		done = append(done, s.done...)
	}
	return done
}

// count says of every cascade how many references went with it.
func (f *following) count(cascades []Cascade) {
	for k := range cascades {
		for _, id := range cascades[k].IDs {
			cascades[k].References += f.followed[id.Old]
		}
	}
}

// mostFacts is how many sentences are read one behind the other.
const mostFacts = 8

// Many tells that sentences are so many that a page folds them.
func Many(facts []string) bool { return len(facts) > mostFacts }

// Facts returns whether the act is in another script, the renumberings, one sentence each, and how many paragraphs and points were moved, split and merged, in the language named, or in that of the new act when lang is empty.
func (r *Redline) Facts(lang string) []string {
	w := r.wording(lang)
	var out []string
	switch {
	case !r.otherScript():
	case r.Lang == cyrillicSerbian:
		out = append(out, w.sentence(w.inCyrillic))
	default:
		out = append(out, w.sentence(w.inLatin))
	}
	for k := range r.Cascades {
		out = append(out, w.sentence(w.cascade(&r.Cascades[k])))
	}
	if said := w.insides(r); said != "" {
		out = append(out, w.sentence(said))
	}
	return out
}
