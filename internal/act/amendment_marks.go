package act

import "strings"

// lastOne stands for the last of what is counted.
const lastOne = -1

// A sentenceWord says in which cases the word for sentences stands.
type sentenceWord uint8

const (
	aSentence  sentenceWord = iota + 1
	bySentence              // in the case of what comes in place of something
)

// A markWord names a mark.
type markWord struct {
	mark string
	// comes says that it stands in the case of what comes in place of something, either
	// that the case does not tell.
	comes, either bool
}

// marksOf returns the words of marks: of those that go, and of those that come.
func marksOf(list ...string) map[string]markWord {
	table := map[string]markWord{}
	for i := 0; i < len(list); i += 3 {
		for word := range keys(list[i+1]) {
			table[word] = markWord{mark: list[i]}
		}
		for word := range keys(list[i+2]) {
			_, both := table[word]
			table[word] = markWord{mark: list[i], comes: true, either: both}
		}
	}
	return table
}

// sentencesOf returns the words for sentences.
func sentencesOf(plain, by string) map[string]sentenceWord {
	table := map[string]sentenceWord{}
	for word := range keys(plain) {
		table[word] = aSentence
	}
	for word := range keys(by) {
		table[word] = bySentence
	}
	return table
}

// countsOf returns the ordinal numbers in their cases, and the words for the last.
func countsOf(ordinals []ordinal, endings []string, last string) map[string]int {
	table := map[string]int{}
	for _, o := range ordinals {
		for _, ending := range endings {
			table[o.stem+ending] = o.value
		}
	}
	for word := range keys(last) {
		table[word] = lastOne
	}
	return table
}

// count takes an ordinal number, or returns those that stand before another word.
func (r *amendmentReader) count(k string) []int {
	c := &r.clause
	if value := r.words.counts[k]; value != 0 {
		c.counts = append(c.counts, value)
		return nil
	}
	counts := c.counts
	if !r.citing.joins[k] && !r.words.fresh[k] {
		c.counts = nil
	}
	return counts
}

// sentence takes the word for sentences behind ordinal numbers.
func (r *amendmentReader) sentence(n *Node, counts []int, word sentenceWord) {
	c := &r.clause
	switch {
	case word == bySentence && len(c.sentences) > 0 && c.swapped:
		r.substitute(n)
		r.clause.open = true
	case c.adds && r.ordered():
		r.insertSentence(counts)
	case c.adds:
	case len(counts) == 0:
		c.part = true
	case c.position != "":
		c.place, c.position, c.sentences = c.position, "", counts
	default:
		c.sentences = append(c.sentences, counts...)
	}
}

// insertSentence says of the last order that what is added are sentences, the first of
// them with the number where there is one.
func (r *amendmentReader) insertSentence(counts []int) {
	for i := range r.parted() {
		a := &r.found[len(r.found)-1-i]
		if len(a.Becomes) > 0 {
			continue
		}
		a.Action, a.Unit = ActionInsertWords, UnitSentence
		if len(counts) == 0 || a.Position != "" || len(a.Sentences) > 0 {
			continue
		}
		switch first := counts[0]; {
		case first == lastOne:
			a.Position = AtEnd
		case first == 1:
			a.Position, a.Sentences = Before, []int{1}
		default:
			a.Position, a.Sentences = Behind, []int{first - 1}
		}
	}
	r.clause.noun = noNoun
}

// mark reads the mark that is named at s[at:] by the word with the key: "запета", "тачка
// и запета". What may be a point that is added is none.
func (r *amendmentReader) mark(s string, at int, k string) (markWord, int) {
	m := r.words.marks[k]
	if m.mark == "" {
		return m, 0
	}
	_, n := key(s[at:])
	end := at + n
	if m.mark == "." {
		next := end + spaces(s[end:])
		word, size := key(s[next:])
		if r.words.joined[word] && size > 0 {
			next += size
			next += spaces(s[next:])
		} else if next < len(s) && s[next] == '-' {
			next++
		}
		word, size = key(s[next:])
		if other := r.words.marks[word]; other.mark == "," && other.comes == m.comes && next > end {
			m.mark = ";"
			return m, next + size
		}
		if !m.comes && (r.clause.position != "" || r.clause.adds && !r.fullStop(s[end:])) {
			return markWord{}, 0
		}
	}
	return m, end
}

// fullStop reports whether what is added beside words, and stands before rest, is a full stop and no
// point: ставља се тачка, а реч: „а” брише се; додају се тачка и речи: „а”.
func (r *amendmentReader) fullStop(rest string) bool {
	if last := len(r.found) - 1; !r.ordered() || r.found[last].Action != ActionInsertWords || r.found[last].OldWords == "" {
		return false
	}
	rest = rest[spaces(rest):]
	if rest == "" || strings.IndexByte(".;", rest[0]) >= 0 {
		return true
	}
	if rest[0] == ',' {
		return !begins(rest[1:], 1, r.words.relative)
	}
	k, n := key(rest)
	return r.words.joined[k] && begins(rest[n:], 1, r.words.oldNouns)
}

// marked takes a mark that goes, that comes in place of something, or that is added.
func (r *amendmentReader) marked(n *Node, m markWord) {
	c := &r.clause
	comes := m.comes && (!m.either || c.swapped)
	last := len(r.found) - 1
	switch {
	case c.goes && last >= 0: // брише се тачка, ставља запета
		for i := range r.parted() {
			a := &r.found[last-i]
			a.Action, a.NewWords = ActionReplaceWords, strings.TrimSpace(a.NewWords+" "+m.mark)
		}
	case comes && c.swapped && (c.mark != "" || len(c.words) > 0):
		a := Amendment{Action: ActionReplaceWords, NewWords: m.mark, Sentences: c.sentences}
		olds := c.words
		if len(olds) == 0 {
			olds, a.Unit = []string{c.mark}, UnitMark
		}
		r.lead(&a)
		at := c.markBehind()
		if at != nil {
			at.position, a.Position = "", AtEnd // после тачке 4) тачка замењује се запетом
		}
		for _, a.OldWords = range olds {
			r.change(n, a)
		}
		if at != nil {
			at.position = Behind
		}
		*c = c.behind()
		c.begun = true
	case comes && c.trails && c.joined && last >= 0:
		r.trail(m.mark)
	case comes && c.swapped:
		r.lose(n)
		c.replaced = false
	case comes:
	case c.trails && c.joined && len(c.words) > 0:
		c.words[len(c.words)-1] += m.mark
		c.trails = false
	case c.trails && c.joined && last >= 0:
		r.trail(m.mark)
	case c.adds && r.ordered():
		for i := range r.parted() {
			a := &r.found[last-i]
			a.Action, a.NewWords, a.Unit = ActionInsertWords, m.mark, UnitMark
		}
		c.mark = m.mark
	case c.position != "":
		c.besides = append(c.besides, m.mark)
		c.place, c.position = c.position, ""
	default:
		c.mark = m.mark
		c.part = c.part || m.mark == "."
	}
	c.joined = false
}

// markBehind returns the mention of the one provision behind which the sentence says that a mark stands,
// which is the last of what that one holds; nil where it does not.
func (c *clause) markBehind() *mention {
	last := len(c.cited) - 1
	if c.mark == "" || c.used || len(c.words) > 0 || len(c.besides) > 0 || c.place != "" && c.place != AtEnd || last < 0 {
		return nil
	}
	if at := &c.cited[last]; at.position == Behind && len(at.targets) == 1 && at.targets[0].Upto == "" {
		return at
	}
	return nil
}

// trail adds a mark behind the words of the last orders.
func (r *amendmentReader) trail(mark string) {
	for i := range r.parted() {
		r.found[len(r.found)-1-i].NewWords += mark
	}
	r.clause.trails = false
}

// doubt says that what the provision orders is not known as a whole.
func (r *amendmentReader) doubt() {
	lost := r.lost
	r.lose(r.provision)
	r.lost = lost
}
