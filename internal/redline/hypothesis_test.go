package redline

import "strings"

// anywhere is the published rule by which Hypothesis finds a quote in a page (match-quote.ts of its client), re-stated to be measured
// against: the words as they are, or else with up to half their letters wrong, but no more than 256; of several places the one with the
// best sum of 50 for the quote, 20 for what stands before, 20 for what stands behind. There is no score too low.
func anywhere(text []rune, q Quote) (from, to int, found bool) {
	quote, prefix, suffix := []rune(q.Exact), []rune(q.Prefix), []rune(q.Suffix)
	best := -1.0
	for _, m := range alike(text, quote, min(256, len(quote)/2)) {
		score := 50 * (1 - float64(m.errors)/float64(len(quote)))
		score += 20 * contextScore(text[max(0, m.from-len(prefix)):m.from], prefix)
		score += 20 * contextScore(text[m.to:min(len(text), m.to+len(suffix))], suffix)
		if score > best {
			best, from, to, found = score, m.from, m.to, true
		}
	}
	return from, to, found
}

func contextScore(text, context []rune) float64 {
	if len(context) == 0 {
		return 1
	}
	ms := alike(text, context, len(context))
	if len(text) == 0 || len(ms) == 0 {
		return 0
	}
	return 1 - float64(ms[0].errors)/float64(len(context))
}

type alikeAt struct{ from, to, errors int }

// alike returns the places where a pattern stands, or those with the fewest errors, at most so many.
func alike(text, pattern []rune, most int) []alikeAt {
	var out []alikeAt
	whole, sought := string(text), string(pattern)
	for at, runes := 0, 0; ; {
		k := strings.Index(whole[at:], sought)
		if k < 0 {
			break
		}
		runes += len([]rune(whole[at : at+k]))
		out = append(out, alikeAt{from: runes, to: runes + len(pattern)})
		at += k + len(string(pattern[:1]))
		runes++
	}
	if len(out) > 0 {
		return out
	}
	ends, errs := fewestErrors(text, pattern, most)
	for _, end := range ends {
		back := max(0, end-len(pattern)-errs)
		starts, _ := fewestErrors(backwards(text[back:end]), backwards(pattern), errs)
		from := back
		if len(starts) > 0 {
			from = end - starts[len(starts)-1]
		}
		out = append(out, alikeAt{from: from, to: end, errors: errs})
	}
	return out
}

func backwards(rs []rune) []rune {
	out := make([]rune, len(rs))
	for i, r := range rs {
		out[len(rs)-1-i] = r
	}
	return out
}

// fewestErrors returns the ends of the stretches of a text with the fewest differences from a pattern, at most so many, by the bit vectors
// of Myers (1999) in blocks of 64 letters.
func fewestErrors(text, pattern []rune, most int) (ends []int, errs int) {
	blocks := (len(pattern) + 63) / 64
	eq := map[rune][]uint64{}
	for i, r := range pattern {
		if eq[r] == nil {
			eq[r] = make([]uint64, blocks)
		}
		eq[r][i/64] |= 1 << (i % 64)
	}
	last := uint64(1) << ((len(pattern) - 1) % 64)
	pv, mv, zero := make([]uint64, blocks), make([]uint64, blocks), make([]uint64, blocks)
	for b := range pv {
		pv[b] = ^uint64(0)
	}
	score, best := len(pattern), most
	for at, r := range text {
		row := eq[r]
		if row == nil {
			row = zero
		}
		carry := 0
		for b := range blocks {
			e := row[b]
			xv := e | mv[b]
			if carry < 0 {
				e |= 1
			}
			xh := ((e&pv[b] + pv[b]) ^ pv[b]) | e
			ph, mh := mv[b]|^(xh|pv[b]), pv[b]&xh
			top := uint64(1) << 63
			if b == blocks-1 {
				top = last
			}
			out := 0
			if ph&top != 0 {
				out = 1
			} else if mh&top != 0 {
				out = -1
			}
			ph, mh = ph<<1, mh<<1
			if carry < 0 {
				mh |= 1
			} else if carry > 0 {
				ph |= 1
			}
			pv[b], mv[b] = mh|^(xv|ph), ph&xv
			carry = out
		}
		score += carry
		if score > best {
			continue
		}
		if score < best {
			ends = ends[:0]
		}
		best = score
		ends = append(ends, at+1)
	}
	return ends, best
}
