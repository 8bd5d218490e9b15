package act

import "strconv"

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

// indent takes the word of the key for indents behind ordinal numbers or before them, and reports whether it is one:
// прва алинеја, алинеја друга.
func (r *amendmentReader) indent(k, rest string, counts []int) bool {
	c := &r.clause
	if w := r.citing.words[k]; w.rank != rankIndent || w.passed {
		return false
	}
	if len(counts) == 0 {
		counts = r.placesBehind(rest)
	}
	var named []Amended
	for _, count := range counts {
		if count == lastOne {
			return false
		}
		p := path{rank: rankIndent}
		p.number[rankIndent] = strconv.Itoa(count)
		r.complete(&p)
		named = append(named, Amended{ID: r.id(&p, p.number[rankIndent])})
	}
	switch {
	case len(named) == 0 || c.alike || c.excepted:
		return false
	case !c.open:
		r.mention(mention{targets: named, word: k})
	case r.ordered():
		r.becomes(named, false)
	}
	return true
}

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
