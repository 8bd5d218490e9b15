package redline

import (
	"math/rand/v2"
	"slices"
	"testing"
	"unicode"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"github.com/sergi/go-diff/diffmatchpatch"
)

// goDiffPieces compares with go-diff, without its time limit, one rune standing for one key.
func goDiffPieces(tb testing.TB, old, new []token) []piece {
	tb.Helper()
	runes := func(ts []token) []rune {
		out := make([]rune, len(ts))
		for i, t := range ts {
			r, err := keyRune(t.key)
			if err != nil {
				tb.Fatal(err)
			}
			out[i] = r
		}
		return out
	}
	dmp := diffmatchpatch.New()
	dmp.DiffTimeout = 0
	var out []piece
	for _, d := range dmp.DiffMainRunes(runes(old), runes(new), false) {
		if n := utf8.RuneCountInString(d.Text); n > 0 {
			out = append(out, piece{op: map[diffmatchpatch.Operation]byte{0: '=', 1: '+', -1: '-'}[d.Type], n: n})
		}
	}
	return out
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

func tokensOf(keys string) []token {
	ts := make([]token, len(keys))
	for k := range len(keys) {
		ts[k].key = int32(keys[k])
	}
	return ts
}

func checkAgainstGoDiff(t *testing.T, d *wordDiffer, old, new string) {
	t.Helper()
	o, n := tokensOf(old), tokensOf(new)
	got := slices.Clone(d.pieces(o, n))
	if diff := cmp.Diff(goDiffPieces(t, o, n), got, cmp.AllowUnexported(piece{}), cmpopts.EquateEmpty()); diff != "" {
		t.Errorf("%q, %q:\n%s", old, new, diff)
	}
}

func TestWordDifferAgreesWithGoDiff(t *testing.T) {
	r := rand.New(rand.NewPCG(5, 6))
	d := new(wordDiffer)
	for range 5000 {
		letters := 1 + r.IntN(8)
		text := func(most int) []byte {
			out := make([]byte, r.IntN(most))
			for k := range out {
				out[k] = byte('a' + r.IntN(letters))
			}
			return out
		}
		old := text(80)
		new := text(80)
		if r.IntN(2) == 0 {
			new = slices.Clone(old)
			for range r.IntN(6) {
				at := r.IntN(len(new) + 1)
				new = slices.Replace(new, at, min(len(new), at+r.IntN(3)), text(4)...)
			}
		}
		checkAgainstGoDiff(t, d, string(old), string(new))
	}
}

func FuzzWordDifferAgreesWithGoDiff(f *testing.F) {
	for _, p := range [][2]string{
		{"", ""}, {"a", ""}, {"", "ab"}, {"a", "b"}, {"ab", "ba"}, {"abcabba", "cbabac"}, {"axcxdx", "xaxbxcx"}, {"aaaa", "aa"}, {"abcabc", "abc"},
		{"the rain in", "in the rain"}, {"abababab", "babababa"}, {"aabbccdd", "ddccbbaa"}, {"xaxcxabc", "abcy"}, {"1ayb2", "abxab"}, {"07", "00007"},
	} {
		f.Add(p[0], p[1])
	}
	d := new(wordDiffer)
	f.Fuzz(func(t *testing.T, old, new string) {
		if len(old)+len(new) > 2000 {
			return // too long for a plain comparison
		}
		checkAgainstGoDiff(t, d, old, new)
	})
}
