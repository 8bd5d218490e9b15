package redline

// leastAcross is how many words that say what a text is about go from one provision into another at least where these are not all it has.
const leastAcross = 3

// A crossing is a provision of the old act and one of the new act.
type crossing struct{ from, to int32 }

// mapAcross compares some units of the old act with those of the new act that continue them, as a whole, for the words that have no counterpart
// yet. These are joined between counterparts, and where a provision was split off another one or merged into it, so that half of it, or of what is
// new in the other one, is there: a word that both have by chance is another text.
func (c *Carrier) mapAcross(d *wordDiffer, oldUnits, newUnits []int) {
	oldWords, left := c.old.without(c.toNew, oldUnits)
	newWords, entered := c.new.without(c.toOld, newUnits)
	if len(oldWords) == 0 || len(newWords) == 0 || !left && !entered {
		return
	}
	olds, news := c.old.unitTokens(oldUnits), c.new.unitTokens(newUnits)
	edits := c.script(d, c.old.pick(olds), c.new.pick(news))
	at := func(o, n int) crossing { return crossing{from: c.old.home[olds[o]], to: c.new.home[news[n]]} }
	words := map[crossing]int{}
	for _, e := range edits {
		for k := 0; e.same && k < e.o1-e.o0; k++ {
			o, n := olds[e.o0+k], news[e.n0+k]
			if c.old.content[o] && c.toNew[o] == none && c.toOld[n] == none {
				words[at(e.o0+k, e.n0+k)]++
			}
		}
	}
	enough := func(x crossing, all int) bool {
		return words[x] == all || words[x] >= leastAcross && 2*words[x] >= min(oldWords[x.from], newWords[x.to])
	}
	crossed := func(x crossing) bool {
		return words[x] > 0 && (c.counterpart[x.from] == x.to || c.old.provisions[x.from].alone && enough(x, oldWords[x.from]) ||
			c.new.provisions[x.to].alone && enough(x, newWords[x.to]))
	}
	for _, e := range edits {
		switch {
		case e.same:
			for k := range e.o1 - e.o0 {
				if crossed(at(e.o0+k, e.n0+k)) {
					c.join(olds[e.o0+k], news[e.n0+k])
				}
			}
		case e.o0 < e.o1 && e.n0 < e.n1 && at(e.o0, e.n0) == at(e.o1-1, e.n1-1) && crossed(at(e.o0, e.n0)):
			c.replaced = append(c.replaced, edit{o0: int(olds[e.o0]), o1: int(olds[e.o1-1]) + 1, n0: int(news[e.n0]), n1: int(news[e.n1-1]) + 1})
		}
	}
}

// without counts by provision, in some units, the words that say what a text is about and have no counterpart, and tells whether a provision
// there has none.
func (s *stream) without(to []int32, units []int) (words map[int32]int, some bool) {
	words = map[int32]int{}
	for _, k := range units {
		for t := s.unitAt[k]; t < s.unitAt[k+1]; t++ {
			if to[t] == none && s.content[t] {
				p := s.home[t]
				words[p]++
				some = some || s.provisions[p].alone
			}
		}
	}
	return words, some
}

// unitTokens lists the tokens of units.
func (s *stream) unitTokens(units []int) []int32 {
	var out []int32
	for _, k := range units {
		out = append(out, span(s.unitAt[k], s.unitAt[k+1])...)
	}
	return out
}
