package act

import (
	"strconv"
	"strings"
)

// A countedMention names sentences or subparagraphs, or paragraphs that have no numbers, by their places:
// Satz 2, Sätze 1 und 2, the second subparagraph, the last sentence.
type countedMention struct {
	unit   Unit
	counts []int // none where no place is said
	outer  []int // the subparagraphs in which sentences stand, where these are named with them
	end    int
}

// The units of what is no Unit of an Amendment: paragraphs and indents that are counted in words, each of which
// has an address, and parts of a sentence.
const (
	unitParagraph Unit = "paragraph"
	unitClause    Unit = "clause"
	unitIndent    Unit = "indent"
)

// counted reads what is named by its place at s[at:].
func (r *amendmentReader) counted(s string, at int) (countedMention, bool) {
	m := countedMention{end: at}
	if len(r.words.texts) == 0 {
		return m, false
	}
	for m.unit == "" {
		k, n := key(s[m.end:])
		value := r.words.counts[k]
		switch unit := r.words.texts[k]; {
		case n == 0:
			return m, false
		case unit != "":
			m.unit = unit
		case value != 0:
			m.counts = append(m.counts, value)
		case len(m.counts) == 0 || !r.citing.joins[k] && !r.citing.the[k]:
			return m, false
		}
		m.end += n
		if m.unit == "" {
			gap := spaces(s[m.end:])
			if strings.HasPrefix(s[m.end:], ", ") {
				gap = 2
			}
			m.end += gap
		}
	}
	if len(m.counts) == 0 {
		m.counts, m.end = r.places(s, m.end)
	}
	return m, m.unit != unitParagraph && m.unit != unitIndent || len(m.counts) > 0
}

// places reads the numbers of a list of places at s[at:], and where they end: 2, 1 und 2, 2 bis 4.
func (r *amendmentReader) places(s string, at int) ([]int, int) {
	var counts []int
	for next := at + spaces(s[at:]); len(counts) < maxListed; {
		n := digits(s[next:])
		if n == 0 || n > 2 || suffix(s[next+n:], 1) > 0 {
			break
		}
		value := atoi(s[next : next+n])
		at = next + n
		counts = append(counts, value)
		gap, ranged := r.citing.until(s[at:])
		if ranged {
			upto := digits(s[at+gap:])
			if upto == 0 || upto > 2 {
				break
			}
			for last := atoi(s[at+gap : at+gap+upto]); value < last; {
				value++
				counts = append(counts, value)
			}
			at += gap + upto
		}
		gap, joined := r.citing.gap(s[at:])
		if !joined {
			break
		}
		next = at + gap
	}
	return counts, at
}

// countedIn takes the mention of sentences, subparagraphs or paragraphs by their places, which begins at
// s[at:], with what they are said to stand in, and returns where that ends.
func (r *amendmentReader) countedIn(o *order, m countedMention, s string, at int) int {
	if o.added || o.into {
		o.comes, o.added, o.next, o.within = m.unit, false, "", false
		return m.end
	}
	next, within := o.next, o.within || o.stoodEnd > 0 && at >= o.stoodEnd && o.verb == "" && strings.Trim(s[o.stoodEnd:at], " ,") == "" // Article 7(1), first subparagraph
	o.next = ""
	end := r.countedOf(o, &m, s)
	o.within = false
	switch {
	case len(m.counts) == 0 || m.unit == unitClause:
		o.part = true
	case next != "":
		o.besideUnit, o.besideCounts, o.position = m.unit, m.counts, next
	default:
		if !within && len(o.subjects)+len(o.sentences)+len(o.subparagraphs) > 0 && !o.countedWithin {
			r.apart(o, s, at, max(o.cited, o.countedEnd))
		}
		if o.carried {
			o.sentences, o.carried = nil, false
		}
		r.place(o, &m, within)
		o.countedEnd, o.countedWithin, o.cited = end, within, end
	}
	return end
}

// countedOf takes what those that m names are said to stand in, and returns where that ends in s: the
// second sentence of the first subparagraph of Article 5(1).
func (r *amendmentReader) countedOf(o *order, m *countedMention, s string) int {
	at := m.end + spaces(s[m.end:])
	k, n := key(s[at:])
	if n == 0 || !r.citing.of[k] {
		return m.end
	}
	at += n + spaces(s[at+n:])
	if k, n := key(s[at:]); n > 0 && r.citing.the[k] {
		at += n + spaces(s[at+n:])
	}
	subjects := o.countedEnd
	o.within, o.countedEnd = true, 0
	end := m.end
	if cit, ok := r.citation(s, at); ok {
		o.unknown = o.unknown || len(cit.paths) > 1 // the second sentence of Article 5(1) and paragraph 3
		r.mentioned(o, cit, s)
		_, end = r.annexOf(&cit, s)
	} else if wider, ok := r.counted(s, at); ok && wider.unit != m.unit {
		end = r.countedIn(o, wider, s, at)
	}
	o.countedEnd = subjects
	return end
}

// apart says that what the order changes is not known where more than commas and articles part what is named
// at s[at:] from what was named before as changed, which ends at end.
func (r *amendmentReader) apart(o *order, s string, at, end int) {
	if end == 0 || end > at {
		return
	}
	for end < at {
		k, n := key(s[end:at])
		if n > 0 && !r.citing.the[k] || n == 0 && strings.IndexByte(" ,", s[end]) < 0 {
			o.part = true
			return
		}
		end += max(n, 1)
	}
}

// place says of which sentences, subparagraphs or paragraphs something is changed. What is counted in an
// article of which no paragraph was named by its number are paragraphs.
func (r *amendmentReader) place(o *order, m *countedMention, within bool) {
	rank := rankParagraph
	if m.unit == unitIndent {
		rank = rankIndent
	}
	switch {
	case m.unit == unitParagraph, m.unit == unitIndent, m.unit == UnitSubparagraph && r.named.number[rankArticle] != "" && r.named.number[rankParagraph] == "":
		for _, count := range m.counts {
			p := path{rank: rank}
			p.number[rank] = strconv.Itoa(count)
			r.clause.unknown = false
			r.complete(&p)
			o.unknown = o.unknown || count == lastOne || r.clause.unknown || within && len(m.counts) > 1
			if k := len(o.subjects) - 1; k >= 0 && o.subjects[k].ID == parentOf(r.id(&p, p.number[rank])) {
				o.subjects = o.subjects[:k] // Article 5, second paragraph
			}
			if !within {
				o.subjects = append(o.subjects, Amended{ID: r.id(&p, p.number[rank])})
			}
			r.named = p
		}
	case m.unit == unitClause:
		o.part = true
	case m.unit == UnitSubparagraph:
		o.subparagraphs = append(o.subparagraphs, m.counts...)
		if k := len(o.spots) - 1; k >= 0 && within {
			o.spots[k].subparagraphs = append(o.spots[k].subparagraphs, m.counts...)
		}
	default:
		o.sentences = append(o.sentences, m.counts...)
		if k := len(o.spots) - 1; k >= 0 && within {
			o.spots[k].sentences = append(o.spots[k].sentences, m.counts...)
		}
	}
}

// countedAs gives the order of what is counted by its places, which has no address of its own: of sentences or
// subparagraphs, or of those that come. It reports false for an order of anything else.
func (r *amendmentReader) countedAs(n *Node, o *order, a Amendment) bool {
	counts := len(o.sentences) + len(o.subparagraphs)
	if sentence := o.comes == UnitSentence || o.comes == "" && o.besideUnit == UnitSentence; r.words.grammar == verbBefore && o.verb == ActionInsert && sentence && len(o.old)+len(o.fresh) == 1 {
		o.comes, o.fresh, o.old = UnitSentence, append(o.fresh, o.old...), nil // by inserting after the first sentence the following
	}
	switch {
	case len(o.old) > 0 || o.heading || o.besides != "" || len(o.becomes)+len(o.after) > 0 || len(o.fresh) > 1:
		return false
	case o.verb == ActionInsert && o.comes == unitClause && len(o.beside) == 0 && o.besideUnit == "" && (o.ends || o.place == AtEnd):
		a.Action, a.Position, a.Sentences = ActionInsertWords, AtEnd, o.sentences
	case o.verb == ActionInsert && o.comes != "":
		a.Action, a.Unit, a.Position = ActionInsert, o.comes, o.position
		if o.comes == UnitSentence {
			a.Action = ActionInsertWords
		}
		switch {
		case len(o.beside) > 0 || o.comes == unitParagraph || o.comes == unitClause || o.besideUnit != "" && o.besideUnit != o.comes:
			r.lose(n)
			return true
		case o.comes == UnitSentence && len(o.besideCounts) > 0:
			a.Sentences = o.besideCounts
		case o.comes == UnitSubparagraph && len(o.besideCounts) > 0:
			a.Subparagraphs = o.besideCounts
		case o.first:
			a.Position = Before
			if o.comes == UnitSentence {
				a.Sentences = []int{1}
			} else {
				a.Subparagraphs = []int{1}
			}
		case o.ends || o.place == AtEnd:
			a.Position = AtEnd
		}
	case counts == 0 || o.comes != "" && !o.into:
		return false
	case len(o.sentences) > 0 && o.verb == ActionSubstitute:
		a.Action, a.Unit, a.Sentences = ActionReplaceWords, UnitSentence, o.sentences
	case len(o.sentences) > 0 && o.verb == ActionRepeal:
		a.Action, a.Unit, a.Sentences = ActionDeleteWords, UnitSentence, o.sentences
	case o.verb == ActionSubstitute, o.verb == ActionRepeal:
		a.Action = o.verb
	default:
		return false
	}
	if len(o.fresh) == 1 {
		a.NewWords = o.fresh[0]
	}
	r.clause.whole = true
	r.give(n, a)
	return true
}

// onlyCalls reports whether s says no more than that what stands behind it are words: und das Wort.
func (r *amendmentReader) onlyCalls(s string) bool {
	for s = s[spaces(s):]; s != ""; s = s[spaces(s):] {
		k, n := key(s)
		if n == 0 || !r.citing.joins[k] && !r.words.newNouns[k] {
			return false
		}
		s = s[n:]
	}
	return true
}

// subparagraph takes the word for subparagraphs behind ordinal numbers, where the verb stands between.
func (r *amendmentReader) subparagraph(counts []int) {
	c := &r.clause
	switch {
	case c.adds && r.ordered() && len(counts) == 0:
		for i := range r.parted() {
			if a := &r.found[len(r.found)-1-i]; a.Action == ActionInsert && len(a.Becomes) == 0 {
				a.Unit = UnitSubparagraph
			}
		}
	case c.adds || len(counts) == 0 || c.position != "":
		c.part = true
	default:
		c.subparagraphs = append(c.subparagraphs, counts...)
	}
}
