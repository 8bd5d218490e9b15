package redline

import (
	"fmt"
	"unicode"
	"unicode/utf8"

	"github.com/sergi/go-diff/diffmatchpatch"
)

// A piece is a run of tokens that stand in both sequences ('='), in the old one only ('-') or in the new one only ('+').
type piece struct {
	op byte
	n  int
}

// A sequenceDiffer compares two sequences of keys. Its pieces rebuild both.
type sequenceDiffer interface {
	pieces(old, new []token) ([]piece, error)
}

// goDiff compares with go-diff, one rune standing for one key. Its time limit is off, since with one the answer depends on the load of
// the machine; the caller bounds the lengths instead.
type goDiff struct {
	dmp *diffmatchpatch.DiffMatchPatch
}

func newGoDiff() goDiff {
	dmp := diffmatchpatch.New()
	dmp.DiffTimeout = 0
	return goDiff{dmp: dmp}
}

func (g goDiff) pieces(old, new []token) ([]piece, error) {
	a, err := keyRunes(old)
	if err != nil {
		return nil, err
	}
	b, err := keyRunes(new)
	if err != nil {
		return nil, err
	}
	diffs := g.dmp.DiffMainRunes(a, b, false)
	out := make([]piece, 0, len(diffs))
	for _, d := range diffs {
		p := piece{n: utf8.RuneCountInString(d.Text)}
		if p.n == 0 {
			continue
		}
		switch d.Type {
		case diffmatchpatch.DiffEqual:
			p.op = '='
		case diffmatchpatch.DiffDelete:
			p.op = '-'
		case diffmatchpatch.DiffInsert:
			p.op = '+'
		default:
			return nil, fmt.Errorf("compare words: unknown operation %d", d.Type)
		}
		out = append(out, p)
	}
	return out, nil
}

func keyRunes(ts []token) ([]rune, error) {
	rs := make([]rune, len(ts))
	for i, t := range ts {
		r, err := keyRune(t.key)
		if err != nil {
			return nil, err
		}
		rs[i] = r
	}
	return rs, nil
}

// keyRune returns a rune of its own for every key, leaving out 0, the surrogates and U+FFFD, which do not survive a string.
func keyRune(key int32) (rune, error) {
	r := rune(key) + 1
	if r >= 0xD800 {
		r += 0xE000 - 0xD800
	}
	if r >= utf8.RuneError {
		r++
	}
	if key < 0 || r > unicode.MaxRune {
		return 0, errTooManyWords
	}
	return r, nil
}
