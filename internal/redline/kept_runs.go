package redline

import "slices"

const (
	fewestKept   = 4       // words in a row that stay between others that changed
	mostKeptWork = 1 << 14 // tokens of a replacement held against each other for it
)

// keepRuns keeps, within what is replaced, the most words in a row that both sides have: a script that keeps as much as can be may keep
// nothing but the spaces and single words of a sentence that was turned round.
func keepRuns(edits []edit, old, new []token) []edit {
	for i := 0; i < len(edits); i++ {
		e := edits[i]
		if e.same || e.o1-e.o0 < 2*fewestKept || e.n1-e.n0 < 2*fewestKept || e.o1-e.o0 > mostKeptWork/(e.n1-e.n0) {
			continue
		}
		if !mayShareRun(old[e.o0:e.o1], new[e.n0:e.n1]) {
			continue
		}
		kept := longestRun(e, old, new)
		if !kept.same {
			continue
		}
		parts := []edit{{o0: e.o0, o1: kept.o0, n0: e.n0, n1: kept.n0}, kept, {o0: kept.o1, o1: e.o1, n0: kept.n1, n1: e.n1}}
		edits = slices.Replace(edits, i, i+1, parts...)
		i-- // what is left before and behind is looked at too
	}
	return edits
}

// mayShareRun tells texts that may have so many words in a row in common, by a few bits of each such run.
func mayShareRun(old, new []token) bool {
	var bits [64]uint64
	eachRun(old, func(h uint32) bool {
		bits[h>>6&63] |= 1 << (h & 63)
		return true
	})
	may := false
	eachRun(new, func(h uint32) bool {
		may = bits[h>>6&63]&(1<<(h&63)) != 0
		return !may
	})
	return may
}

// eachRun calls with a number for every run of words of one line, the marks between them aside, until the call says no.
func eachRun(ts []token, call func(h uint32) bool) {
	var last [fewestKept]uint32
	words := 0
	for k := range ts {
		switch ts[k].class {
		case lineToken:
			words = 0
		case wordToken:
			copy(last[:], last[1:])
			last[fewestKept-1] = uint32(ts[k].key)
			if words++; words < fewestKept {
				continue
			}
			h := uint32(0)
			for _, key := range last {
				h = (h ^ key) * 0x9E3779B1
			}
			if !call(h >> 12) {
				return
			}
		}
	}
}

// longestRun returns the most tokens in a row that both sides of a replacement have on one line, enough words among them; none otherwise.
func longestRun(e edit, old, new []token) edit {
	var best edit
	words := fewestKept - 1
	same := func(o, n int) bool {
		return o >= e.o0 && o < e.o1 && n >= e.n0 && n < e.n1 && old[o].key == new[n].key && old[o].class != lineToken
	}
	for o := e.o0; o < e.o1; o++ {
		if old[o].class != wordToken {
			continue
		}
		for n := e.n0; n < e.n1; n++ {
			if old[o].key != new[n].key || same(o-1, n-1) && (old[o-1].class == wordToken || same(o-2, n-2)) {
				continue // no word, or one of a run that was looked at
			}
			from, end, found := 0, 0, 0
			for ; same(o+end, n+end); end++ {
				if old[o+end].class == wordToken {
					found++
				}
			}
			if found <= words {
				continue
			}
			if same(o-1, n-1) {
				from = 1
			}
			words, best = found, edit{same: true, o0: o - from, o1: o + end, n0: n - from, n1: n + end}
		}
	}
	return best
}
