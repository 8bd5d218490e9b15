package redline

import (
	"strconv"

	"github.com/rasprava/rasprava/internal/act"
)

// A Cascade is one renumbering: consecutive provisions that stayed where they were, and whose numbers all went up or down alike. Level is
// the kind of the provisions; those below articles stand within one. References is how many references to them in the act went with it.
type Cascade struct {
	Level      string   `json:"level"`
	Within     *IDPair  `json:"within,omitempty"`
	OldFrom    string   `json:"old_from"`
	OldTo      string   `json:"old_to"`
	NewFrom    string   `json:"new_from"`
	NewTo      string   `json:"new_to"`
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
	level  string
	within *IDPair
	done   []Cascade
	last   int    // of the old provisions, the place of the one offered last
	shift  string // of the run that goes on; empty when none does
}

// offer takes one matched provision and its place among the old ones; what is not a plain renumbering ends the run.
func (s *cascader) offer(place int, old, new *act.Node, plain bool) {
	if !plain {
		s.end()
		return
	}
	shift := shiftOf(old.Number, new.Number)
	if s.shift == "" || shift != s.shift || place != s.last+1 {
		s.done = append(s.done, Cascade{Level: s.level, Within: s.within, OldFrom: old.Number, NewFrom: new.Number})
	}
	c := &s.done[len(s.done)-1]
	c.OldTo, c.NewTo = old.Number, new.Number
	c.IDs = append(c.IDs, IDPair{Old: old.ID, New: new.ID})
	s.last, s.shift = place, shift
}

func (s *cascader) end() { s.shift = "" }

// shiftOf returns by how much a number went up or down, with the letters behind it: the same for all of one cascade.
func shiftOf(old, new string) string {
	o, oldLetters := leadingNumber(old)
	n, newLetters := leadingNumber(new)
	if oldLetters != newLetters {
		return old + ">" + new
	}
	return strconv.Itoa(n-o) + oldLetters
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
	place := places(c.articles(c.old), len(c.old))
	for _, j := range c.articles(c.new) {
		i := c.toOld[j]
		if i == none {
			s.end()
			continue
		}
		whole := len(c.oldWith[j]) == 0 && len(c.newWith[j]) == 0
		s.offer(place[i], c.old[i].node, c.new[j].node, whole && !c.moved[j] && c.old[i].number != c.new[j].number && c.new[j].number != "" && c.old[i].number != "")
	}
	return s.done
}

// count says of every cascade how many references went with it.
func (f *following) count(cascades []Cascade) {
	for k := range cascades {
		for _, id := range cascades[k].IDs {
			cascades[k].References += f.followed[id.Old]
		}
	}
}

// Facts returns the renumberings of articles, one sentence each, in the language named, or in that of the new act when lang is empty.
func (r *Redline) Facts(lang string) []string {
	w := r.wording(lang)
	var out []string
	for k := range r.Cascades {
		if r.Cascades[k].Level == LevelArticle {
			out = append(out, w.cascade(&r.Cascades[k]))
		}
	}
	return out
}
