package store

import (
	"encoding/binary"
	"hash/fnv"
	"math"
	"strings"
	"unicode"

	"github.com/rasprava/rasprava/internal/script"
)

const (
	// sketchBands is how many keys a text has; two texts whose three-word shingles
	// are alike by nine tenths (Jaccard) share one of them in some 93 of 100 cases,
	// at half in some 23.
	sketchBands = 2
	sketchRows  = 3 // minima in one key (Broder 1997)
	sketchWords = 8 // of a shorter text nothing is said
)

// sketch returns the keys by which texts of nearly the same words are found, in any
// script and case; none for a short text. It takes time in proportion to the text.
func sketch(text string) [][8]byte {
	words := strings.FieldsFunc(script.SearchKey(text), func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) })
	if len(words) < sketchWords {
		return nil
	}
	var least [sketchBands * sketchRows]uint64
	for i := range least {
		least[i] = math.MaxUint64
	}
	for i := range len(words) - 2 {
		h := fnv.New64a()
		for _, w := range words[i : i+3] {
			_, _ = h.Write([]byte(w)) // it never fails
			_, _ = h.Write([]byte{0})
		}
		sum := h.Sum64()
		for k := range least {
			least[k] = min(least[k], mixed(sum+uint64(k+1)*0x9e3779b97f4a7c15))
		}
	}
	keys := make([][8]byte, sketchBands)
	for b := range keys {
		h := fnv.New64a()
		_, _ = h.Write([]byte{byte(b)})
		for _, m := range least[b*sketchRows : (b+1)*sketchRows] {
			_ = binary.Write(h, binary.BigEndian, m)
		}
		binary.BigEndian.PutUint64(keys[b][:], h.Sum64())
	}
	return keys
}

// mixed is the finaliser of SplitMix64 (Steele, Lea, Flood 2014).
func mixed(z uint64) uint64 {
	z = (z ^ z>>30) * 0xbf58476d1ce4e5b9
	z = (z ^ z>>27) * 0x94d049bb133111eb
	return z ^ z>>31
}
