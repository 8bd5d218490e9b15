package redline

import (
	"slices"

	"github.com/rasprava/rasprava/internal/act"
)

// A following knows which number every provision of the old act has in the new one, so that a reference that goes with a renumbering is
// told from one that was edited.
type following struct {
	c        *comparison
	numbers  map[string][]act.CitedNumber // in the references of what changed, by the old id of the provision they stand in
	newNodes map[string]*act.Node         // what stands in the new act, by id
	followed map[string]int               // how many references to a provision went with it, by its old id
	parts    map[string][]*act.Node       // of an article that was split, the others that it became, by its old id
	reading  *referenceReading            // of what changed; nil where nothing has another number
}

func newFollowing(c *comparison) following {
	f := following{c: c, followed: map[string]int{}, parts: map[string][]*act.Node{}}
	for j, with := range c.newWith {
		for _, k := range with {
			id := c.old[c.toOld[j]].node.ID
			f.parts[id] = append(f.parts[id], c.new[k].node)
		}
	}
	renumbered := len(f.parts) > 0
	for n, o := range c.below.toOld {
		renumbered = renumbered || n != o
	}
	if !renumbered && len(otherNumbers(c.oldAct, c.newAct, c.below.toOld)) == 0 {
		return f
	}
	f.newNodes = make(map[string]*act.Node, len(c.below.toOld))
	c.newAct.Walk(func(n *act.Node, _ int) bool {
		f.newNodes[n.ID] = n
		return true
	})
	if from, some := f.mayFollow(); some {
		f.reading = readReferences(c.oldAct, from)
	}
	return f
}

// mayFollow returns the ids of what changed in the old act and may name a provision that has another number in the new one; false where none
// has.
func (f *following) mayFollow() (map[string]bool, bool) {
	a := newAffected()
	a.gather(f.c.oldAct, func(n *act.Node) bool {
		now := f.newNodes[f.c.below.toNew[n.ID]]
		return now != nil && now.Number != "" && foldNumber(now.Number) != foldNumber(n.Number) || len(f.parts[n.ID]) > 0
	})
	if len(a.articles) == 0 {
		return nil, false
	}
	a.beside(f.c.oldAct, func(id string) string { return id })
	changed, may := f.c.changed(), a.mayName(f.c.oldAct)
	for id := range changed {
		if may != nil && !may[id] {
			delete(changed, id)
		}
	}
	return changed, true
}

// numbered waits for the references that are read beside.
func (f *following) numbered() {
	if f.reading == nil {
		return
	}
	f.numbers = map[string][]act.CitedNumber{}
	for _, ref := range f.reading.references() {
		f.numbers[ref.From] = append(f.numbers[ref.From], ref.Numbers...)
	}
}

// changed returns the ids of all that stands in units of the old act of which one continues in the new act that is not the same there.
func (c *comparison) changed() map[string]bool {
	merged := map[int]bool{}
	for _, with := range c.oldWith {
		for _, i := range with {
			merged[i] = true
		}
	}
	from := map[string]bool{}
	for i := range c.old {
		o, j := &c.old[i], c.toNew[i]
		if j == none && !merged[i] || j != none && o.text == c.new[j].text && o.number == c.new[j].number && !c.moved[j] && len(c.newWith[j]) == 0 {
			continue
		}
		from[o.node.ID] = true
		(&act.Act{Body: o.own.Children}).Walk(func(n *act.Node, _ int) bool {
			from[n.ID] = true
			return true
		})
	}
	return from
}

// A citedNumber is a number in a reference that a token of a side is, and the old id of the provision that has it.
type citedNumber struct {
	token int
	id    string
}

// cite notes which tokens of a side are numbers in references, of the provisions that stand in its text at the places, from the byte start
// on.
func (f *following) cite(s *side, places []act.Place, start int) {
	at, k := 0, 0
	for _, p := range places {
		text := start + p.To - len(p.Node.Text)
		if len(f.numbers[p.Node.ID]) == 0 || s.text[text:start+p.To] != p.Node.Text {
			continue
		}
		for _, n := range f.numbers[p.Node.ID] {
			for k < len(s.tokens) && at < text+n.Start {
				at += int(s.tokens[k].size)
				k++
			}
			if k < len(s.tokens) && at == text+n.Start && int(s.tokens[k].size) == n.End-n.Start {
				s.numbers = append(s.numbers, citedNumber{token: k, id: n.ID})
			}
		}
	}
}

// cites reports whether a provision, or one below it, refers to what has a number.
func (f *following) cites(n *act.Node) bool {
	return len(f.numbers[n.ID]) > 0 || len(f.numbers) > 0 && slices.ContainsFunc(n.Children, f.cites)
}

// readNumbers gives the numbers in the references of a text of the old act the keys of the numbers that the provisions have in the new act.
func (f *following) readNumbers(s *side) error {
	for _, n := range s.numbers {
		now := f.newNodes[f.c.below.toNew[n.id]]
		written := f.c.vocabulary.text(s.tokens[n.token])
		if now == nil || now.Number == "" || foldNumber(now.Number) == foldNumber(written) {
			continue
		}
		key, err := f.c.vocabulary.keyOf(compareForm(now.Number, wordToken))
		if err != nil {
			return err
		}
		s.follow(n.token, key, n.id)
	}
	return nil
}

// follow gives a token the key of the number that the provision it cites has now.
func (s *side) follow(at int, key int32, target string) {
	if s.written == nil {
		s.written = make([]int32, len(s.tokens))
		for k, t := range s.tokens {
			s.written[k] = t.key
		}
		s.targets = map[int]string{}
		if s.shared {
			s.tokens, s.shared = slices.Clone(s.tokens), false
		}
	}
	s.tokens[at].key = key
	s.targets[at] = target
}

func (s *side) follows(at int) bool {
	return s.written != nil && s.written[at] != s.tokens[at].key
}

// unfollow compares anew, as they are written, the stretches of a script in which a number that was to follow does not.
func (s *side) unfollow(d *wordDiffer, edits []edit, news []token) []edit {
	if s.written == nil {
		return edits
	}
	b := scriptBuilder{edits: make([]edit, 0, len(edits))}
	for _, e := range edits {
		again := false
		for k := e.o0; k < e.o1 && !e.same; k++ {
			if s.follows(k) {
				s.tokens[k].key = s.written[k]
				again = true
			}
		}
		if !again {
			b.add(e)
			continue
		}
		b.compareWords(d, s.tokens[e.o0:e.o1], news[e.n0:e.n1])
	}
	return b.edits
}

// markFollowing makes edits of their own of the kept numbers that followed a renumbering, and marks those of which the number of another
// part of an article that was split came.
func (s *side) markFollowing(edits []edit, news []token, f *following) []edit {
	s.markParts(edits, news, f)
	if s.written == nil {
		return edits
	}
	out := make([]edit, 0, len(edits)+2*len(s.targets))
	for _, e := range edits {
		from := e.o0
		shift := e.n0 - e.o0
		for k := e.o0; k < e.o1 && e.same; k++ {
			if !s.follows(k) {
				continue
			}
			if from < k {
				out = append(out, edit{same: true, o0: from, o1: k, n0: from + shift, n1: k + shift})
			}
			out = append(out, edit{follows: true, o0: k, o1: k + 1, n0: k + shift, n1: k + 1 + shift})
			f.followed[s.targets[k]]++
			from = k + 1
		}
		if from < e.o1 || !e.same {
			e.o0, e.n0 = from, from+shift
			out = append(out, e)
		}
	}
	return out
}

// markParts marks the edits that put the number of another part in place of that of an article which was split.
func (s *side) markParts(edits []edit, news []token, f *following) {
	for _, n := range s.numbers {
		if len(f.parts[n.id]) == 0 {
			continue
		}
		k, _ := slices.BinarySearchFunc(edits, n.token, func(e edit, at int) int { return e.o1 - at - 1 })
		if k == len(edits) || edits[k].same || edits[k].o0 != n.token || edits[k].o1 != n.token+1 || edits[k].n1 != edits[k].n0+1 {
			continue
		}
		written := foldNumber(f.c.vocabulary.text(news[edits[k].n0]))
		if slices.ContainsFunc(f.parts[n.id], func(part *act.Node) bool { return part.Number != "" && foldNumber(part.Number) == written }) {
			edits[k].follows = true
			f.followed[n.id]++
		}
	}
}
