package act

import (
	"slices"
	"strconv"
)

// placesBehind returns the ordinal numbers that s begins with, one or joined: реченица друга и трећа.
func (r *amendmentReader) placesBehind(s string) []int {
	var counts []int
	for len(counts) < maxListed {
		at := spaces(s)
		k, n := key(s[at:])
		value := r.words.counts[k]
		if n == 0 || value == 0 {
			break
		}
		counts = append(counts, value)
		gap, joined := r.citing.gap(s[at+n:])
		if s = s[at+n+gap:]; !joined {
			break
		}
	}
	return counts
}

// placedAs takes the word of the key for paragraphs or indents behind ordinal numbers or before them, and reports
// whether it is one: у првом ставу, прва алинеја, алинеја друга.
func (r *amendmentReader) placedAs(k, rest string, counts []int) bool {
	c := &r.clause
	w, cites := r.citing.words[k]
	if !cites || w.rank != rankParagraph && w.rank != rankIndent || w.passed || w.short || c.alike || c.excepted {
		return false
	}
	if len(counts) == 0 {
		counts = r.placesBehind(rest)
	}
	if len(counts) == 0 || slices.Contains(counts, lastOne) {
		return false
	}
	if at := spaces(rest); !c.open {
		word, _ := key(rest[at:])
		if cit, ok := r.citedAt(rest, at, word); ok && cit.paths[0].rank < w.rank {
			r.placedOf = len(r.provision.Text) - len(rest) + at // први став члана 8.
			return true
		}
	}
	var last path
	named := make([]Amended, 0, len(counts))
	for _, count := range counts {
		last = path{rank: w.rank}
		last.number[w.rank] = strconv.Itoa(count)
		r.complete(&last)
		named = append(named, Amended{ID: r.id(&last, last.number[w.rank])})
	}
	if c.open {
		if r.ordered() {
			r.becomes(named, false)
		}
		return true
	}
	within := r.countedWithin(k, rest)
	r.mention(mention{targets: named, within: within, word: k})
	if len(counts) > 1 {
		last.number[w.rank] = several
	}
	if within || w.rank == rankParagraph {
		r.named, r.inside, r.vague = last, "", false
	}
	return true
}

// placedIn adds to a citation what is counted before it in s[from:], and returns the key of the word before that.
func (r *amendmentReader) placedIn(s string, from int, cit *citation) string {
	r.citing.countedBefore(s, from, cit)
	_, word := wordBefore(s[:cit.start])
	return word
}

// countedWithin reports whether the word of the key before rest, with the ordinal numbers before it, is said to be that
// in which something is changed: у првом и другом ставу.
func (r *amendmentReader) countedWithin(k, rest string) bool {
	s := r.provision.Text
	before, word := wordBefore(s[:len(s)-len(rest)])
	for range maxCountedWords {
		if word != k && r.words.counts[word] == 0 && !r.citing.joins[word] {
			break
		}
		before, word = wordBefore(before)
	}
	return r.words.within[word]
}

// maxCountedWords is how many words before one may count what it names.
const maxCountedWords = 32

// restarts begins what an order goes on with behind the quoted sentence that it adds, or behind what it adds where the
// next word says of something that it stood there before: а досадашњи ст. 2. и 3. постају ст. 4. и 5.
func (r *amendmentReader) restarts(k string) {
	c := &r.clause
	if !c.adds || !r.ordered() {
		return
	}
	last := &r.found[len(r.found)-1]
	if r.words.former[k] && c.open && len(last.Becomes) > 0 || k == "a" && last.Unit == UnitSentence && last.NewWords != "" {
		*c = clause{}
	}
}
