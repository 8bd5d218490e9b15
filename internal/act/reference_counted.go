package act

import (
	"slices"
	"strconv"
	"strings"
	"unicode"
)

// A part is what a word names of which provisions are told by ordinal numbers before it: the second indent.
type part struct {
	rank   int  // of the provisions
	sub    bool // subparagraphs, which stand below the rank before them
	passed bool // it has no id: a sentence
}

// A countedPart is a mention of parts by their ordinal numbers: the first and third subparagraphs.
type countedPart struct {
	part
	values []int
	end    int
}

// The places where counted parts stand beside what a citation names.
type besideCited uint8

const (
	beforeCited  besideCited = iota // the second indent of paragraph 2
	withinCited                     // point (a) of the second subparagraph
	followsCited                    // paragraph 2, second indent
)

// maxPartsNested is how many counted parts stand in one another before a citation.
const maxPartsNested = 3

// partsOf returns a table of words; a part stands before a list of those that it is said of.
func partsOf(list ...any) map[string]part {
	table := map[string]part{}
	for i := 0; i < len(list); i += 2 {
		for word := range keys(list[i+1].(string)) {
			table[word] = list[i].(part)
		}
	}
	return table
}

// countedIn returns the words for ordinal numbers, each of the stems with any of the endings; those
// of last stand for the last one.
func countedIn(stems, endings, last string) map[string]int {
	table := map[string]int{}
	for i, stem := range strings.Fields(stems) {
		for _, ending := range strings.Split(endings, " ") {
			for word := range keys(stem + ending) {
				table[word] = i + 1
			}
		}
	}
	for word := range keys(last) {
		table[word] = lastOne
	}
	return table
}

// southSlavicCounts are the cases of ordinal numbers besides those of words for divisions.
var southSlavicCounts = countedIn("prv drug treć četvrt pet šest sedm osm devet deset", "im ih ima",
	"poslednji poslednjeg poslednjem poslednja poslednje poslednjoj poslednju posljednji posljednjeg posljednjem posljednja posljednje posljednjoj posljednju")

// count returns the ordinal number that a word with the key stands for, 0 for another word.
func (c *citing) count(k string) int {
	if n := c.counts[k]; n != 0 {
		return n
	}
	return c.ordinalOf(k)
}

// countedAt reads the parts that are counted in words at s[at:].
func (c *citing) countedAt(s string, at int) (countedPart, bool) {
	var p countedPart
	ranged := false
	for joined := true; len(p.values) < maxListed; {
		k, n := key(s[at:])
		if n == 0 {
			return countedPart{}, false
		}
		switch value := c.count(k); {
		case value != 0 && joined:
			first := value
			if last := len(p.values) - 1; ranged && value > p.values[last] && p.values[last] > 0 {
				first = p.values[last] + 1
			}
			for ; first <= value; first++ {
				p.values = append(p.values, first)
			}
			joined, ranged = false, false
		case len(p.values) > 0:
			of, ok := c.parts[k]
			if !ok {
				return countedPart{}, false
			}
			p.part, p.end = of, at+n
			return p, !joined
		default:
			return countedPart{}, false
		}
		at += n
		if gap, is := c.gap(s[at:]); is {
			at, joined = at+gap, true
			continue
		}
		at += spaces(s[at:])
		if k, n := key(s[at:]); n > 0 && c.upto[k] {
			at += n + spaces(s[at+n:])
			joined, ranged = true, true
		}
	}
	return countedPart{}, false
}

// lead returns where a word behind those begins that say of what something is part.
func (c *citing) lead(s string, at int) int {
	for range 2 {
		at += spaces(s[at:])
		if k, n := key(s[at:]); n > 0 && c.linking[k] {
			at += n
		}
	}
	return at + spaces(s[at:])
}

// wordEnding returns where the last word of s[from:end] stands, and its key; an empty one where what
// ends there is no word.
func wordEnding(s string, from, end int) (span, string) {
	end = from + len(strings.TrimRightFunc(s[from:end], unicode.IsSpace))
	start := wordStart(s, from, end)
	k, _ := key(s[start:end])
	return span{start, end}, k
}

// countedBefore adds to a citation the parts that are counted in words before it in s[from:]:
// the second indent of the first subparagraph of paragraph 2.
func (c *citing) countedBefore(s string, from int, cit *citation) {
	if len(c.parts) == 0 || cit.tail.kind == nextTail {
		return
	}
	for range maxPartsNested {
		noun, k := wordEnding(s, from, cit.start)
		for range 2 {
			if c.linking[k] {
				noun, k = wordEnding(s, from, noun.start)
			}
		}
		p, start, ok := c.countedEnding(s, from, noun, k)
		if !ok || !cit.take(p, beforeCited) {
			return
		}
		cit.start, cit.bare = start, cit.bare && p.passed
	}
}

// countedEnding reads the counted parts that end with the word, whose key is k, and returns where
// they begin: прве и треће алинеје, алинеја прва.
func (c *citing) countedEnding(s string, from int, noun span, k string) (countedPart, int, bool) {
	if value := c.ordinalOf(k); value > 0 {
		before, k := wordEnding(s, from, noun.start)
		of, ok := c.parts[k]
		return countedPart{part: of, values: []int{value}, end: noun.end}, before.start, ok && before.end < noun.start
	}
	if _, ok := c.parts[k]; !ok {
		return countedPart{}, 0, false
	}
	start := noun.start
	for at := noun; ; {
		comma := strings.HasSuffix(strings.TrimRightFunc(s[from:at.start], unicode.IsSpace), ",")
		end := at.start
		if comma {
			end = from + strings.LastIndexByte(s[from:at.start], ',')
		}
		at, k = wordEnding(s, from, end)
		if k == "" || comma && start == noun.start {
			break
		}
		if c.count(k) != 0 {
			start = at.start
		} else if start == noun.start || !c.joins[k] && !c.upto[k] {
			break
		}
	}
	if start == noun.start {
		return countedPart{}, 0, false
	}
	p, ok := c.countedAt(s, start)
	return p, start, ok && p.end == noun.end
}

// countedBehind returns where the parts end that are counted in words behind the citation, which
// takes them; 0 where there are none.
func (c *citing) countedBehind(s string, cit *citation) int {
	if len(c.parts) == 0 || len(cit.paths) == 0 {
		return 0
	}
	at, how := cit.end, followsCited
	switch {
	case c.commas && strings.HasPrefix(s[at:], ","):
		at++
		at += spaces(s[at:])
	case c.linked(s, at):
		at, how = c.lead(s, at), withinCited
	case c.commas && len(c.of) > 0:
		return 0
	default:
		at += spaces(s[at:])
	}
	p, ok := c.countedAt(s, at)
	if k, n := key(s[at:]); !ok && how == followsCited && n > 0 {
		next := at + n + spaces(s[at+n:])
		number, size := key(s[next:])
		if of, is := c.parts[k]; is && next > at+n && c.ordinalOf(number) > 0 { // члан 1. став први
			p, ok = countedPart{part: of, values: []int{c.ordinalOf(number)}, end: next + size}, true
		}
	}
	if ok && how == followsCited && s[cit.end] != ',' && !p.passed && p.below() < cit.paths[len(cit.paths)-1].rank {
		how = withinCited // тачка 3) другог става
	}
	if !ok || !cit.take(p, how) {
		return 0
	}
	return p.end
}

// linked reports whether a word that says of what something is part is the next one in s[at:].
func (c *citing) linked(s string, at int) bool {
	k, n := key(s[at+spaces(s[at:]):])
	return n > 0 && c.linking[k]
}

// below returns the rank of the parts, that above them for subparagraphs.
func (p *part) below() int {
	if p.sub {
		return rankParagraph
	}
	return p.rank
}

// take gives the paths of a citation the counted parts. It reports false when they are none that what it
// names can have or stand in.
func (cit *citation) take(p countedPart, how besideCited) bool {
	if p.passed {
		return true
	}
	n := len(cit.paths)
	from := 0
	if how == followsCited {
		from = n - 1
	}
	var out []path
	for _, at := range cit.paths[from:] {
		if at.upto != "" && how != withinCited {
			return false
		}
		for _, value := range p.values {
			to := at
			if !to.part(p.part, value, how) {
				return false
			}
			out = append(out, to)
		}
	}
	cit.paths = append(slices.Clone(cit.paths[:from]), out...)
	cit.widened = cit.widened || how == withinCited
	return true
}

// part gives a path one counted part.
func (p *path) part(of part, value int, how besideCited) bool {
	switch {
	case how == withinCited && p.rank <= of.below(), of.sub && p.sub != 0:
		return false
	case how == withinCited && of.sub:
		p.sub, p.subBelow = value, rankParagraph
	case how == withinCited:
		if p.number[of.rank] != "" {
			return false
		}
		p.number[of.rank] = strconv.Itoa(value)
	case of.sub:
		p.sub, p.subBelow = value, p.rank
	case of.rank <= p.rank && !(p.rank == of.rank && p.number[of.rank] == ""):
		return false
	default:
		p.rank, p.number[of.rank] = of.rank, strconv.Itoa(value)
	}
	return true
}

// isSubparagraph reports whether n is a subparagraph of the provision that it stands in.
func isSubparagraph(n *Node) bool {
	return n.Kind == KindParagraph && n.Number == "" && n.Label == "" && !isQuoted(n)
}

// subparagraph returns the provision that the subparagraph with the number is of, the first of which
// is the paragraph itself, and its last one for lastOne; nil where there is none, with the id that it would have, "" where that is
// not known.
func (p *targets) subparagraph(n *Node, number int) (*Node, string) {
	if number == 1 {
		return n, ""
	}
	last, count := n, 1
	for _, c := range n.Children {
		if isSubparagraph(c) {
			last, count = c, count+1
		}
		if count == number {
			return last, ""
		}
	}
	if number == lastOne {
		return last, ""
	}
	if n.Kind == KindArticle || strings.Contains(n.Text, "\n") {
		return nil, ""
	}
	return nil, n.ID + "__" + roleSegments[subRole] + "_" + strconv.Itoa(number-1)
}

// bySubparagraphs returns the provision of a list that stands in one of the subparagraphs of n, or behind n
// where that is one, nil where there is none.
func (p *targets) bySubparagraphs(n *Node, kind Kind, number string) *Node {
	if !isSubparagraph(n) {
		for _, c := range n.Children {
			if n.Kind == KindParagraph && isSubparagraph(c) {
				if found := p.child(c, kind, number); found != nil {
					return found
				}
			}
		}
		return nil
	}
	inside, indents := false, 0
	for _, c := range p.siblings(n) {
		switch {
		case c == n:
			inside = true
		case !inside:
		case isSubparagraph(c):
			return nil
		case c.Kind == KindIndent && kind == KindIndent:
			if indents++; strconv.Itoa(indents) == number {
				return c
			}
		case c.Kind == kind && p.folded(c.Number) == p.folded(number):
			return c
		}
	}
	return nil
}

// lastOf returns the number of the last provision of the rank under n that lastOne stands for; other
// numbers as they are.
func (p *targets) lastOf(n *Node, rank int, number string) string {
	if n == nil || number != strconv.Itoa(lastOne) {
		return number
	}
	count := 0
	for _, c := range n.Children {
		if c.Kind == rankKinds[rank] && !isQuoted(c) {
			count++
		}
	}
	return strconv.Itoa(max(count, 1))
}

// behind reads the counted parts that stand behind the citation, one in another, and reports whether
// there are any.
func (c *citing) behind(s string, cit *citation) bool {
	found := false
	for range maxPartsNested {
		end := c.countedBehind(s, cit)
		if end == 0 {
			break
		}
		cit.end, found = end, true
	}
	return found
}

// subparagraphs takes the numbers of subparagraphs that stand behind a word for them: Unterabsatz 2.
func (cit *citation) subparagraphs(items []item) {
	p := countedPart{part: part{sub: true}}
	for _, it := range items {
		if it.upto != "" || !plainNumber(it.number) || it.number == "0" {
			return
		}
		p.values = append(p.values, atoi(it.number))
	}
	if len(cit.paths) > 0 {
		cit.take(p, followsCited)
	}
}
