package script

import (
	"math/bits"
	"unicode/utf8"
)

const (
	tops = 0x8080808080808080 // the highest bit of each of eight bytes
	ones = 0x0101010101010101
)

// eight returns the first eight bytes of s, the first one lowest.
func eight[text string | []byte](s text) uint64 {
	_ = s[7]
	return uint64(s[0]) | uint64(s[1])<<8 | uint64(s[2])<<16 | uint64(s[3])<<24 |
		uint64(s[4])<<32 | uint64(s[5])<<40 | uint64(s[6])<<48 | uint64(s[7])<<56
}

// between returns the highest bit of each byte of w, without its own highest bit, from low to high.
func between(w, low, high uint64) uint64 {
	w &^= tops
	return (w + (0x80-low)*ones) &^ (w + (0x7F-high)*ones) & tops
}

// NextDigit returns where in s, from at on, the next of the digits 0 to 9 stands; len(s) where there is none. It looks at eight bytes at once.
func NextDigit(s string, at int) int {
	for ; at+8 <= len(s); at += 8 {
		w := eight(s[at:])
		if between(w, '0', '9')&^w != 0 {
			break
		}
	}
	for at < len(s) && (s[at] < '0' || s[at] > '9') {
		at++
	}
	return min(at, len(s))
}

// NextDigitOr returns where in s, from at on, the next of the digits 0 to 9 or the byte b of ASCII stands; len(s) where there is none.
func NextDigitOr(s string, at int, b byte) int {
	for ; at+8 <= len(s); at += 8 {
		w := eight(s[at:])
		if (between(w, '0', '9')|between(w, uint64(b), uint64(b)))&^w != 0 {
			break
		}
	}
	for at < len(s) && (s[at] < '0' || s[at] > '9') && s[at] != b {
		at++
	}
	return min(at, len(s))
}

// Characters returns how many characters s has, which is UTF-8: its bytes but those that follow the first of a character. It looks
// at eight bytes at once.
func Characters(s string) int {
	count := len(s)
	for ; len(s) >= 8; s = s[8:] {
		w := eight(s)
		count -= bits.OnesCount64(w & ^(w << 1) & tops)
	}
	for i := range len(s) {
		if !utf8.RuneStart(s[i]) {
			count--
		}
	}
	return count
}

// MoreLatin returns how many more bytes of s are Latin letters of ASCII than lead Cyrillic letters.
func MoreLatin(s string) int {
	more := 0
	for ; len(s) >= 8; s = s[8:] {
		w := eight(s)
		more += bits.OnesCount64(between(w|0x20*ones, 'a', 'z')&^w) - bits.OnesCount64(between(w, 0xD0&0x7F, 0xD3&0x7F)&w)
	}
	for i := range len(s) {
		switch {
		case byteScripts[s[i]] == cyrillicSeen:
			more--
		case byteScripts[s[i]] == latinSeen && s[i] < utf8.RuneSelf:
			more++
		}
	}
	return more
}

// leadsLatin reports whether a byte of s leads a Latin letter.
func leadsLatin(s string) bool {
	for ; len(s) >= 8; s = s[8:] {
		w := eight(s)
		if (between(w|0x20*ones, 'a', 'z')&^w|between(w, 0xC3&0x7F, 0xC9&0x7F)&w)&tops != 0 {
			return true
		}
	}
	for i := range len(s) {
		if byteScripts[s[i]] == latinSeen {
			return true
		}
	}
	return false
}

// leadsCyrillic reports whether a byte of s leads a Cyrillic letter.
func leadsCyrillic(s string) bool {
	for ; len(s) >= 8; s = s[8:] {
		w := eight(s)
		if between(w, 0xD0&0x7F, 0xD3&0x7F)&w != 0 {
			return true
		}
	}
	for i := range len(s) {
		if byteScripts[s[i]] == cyrillicSeen {
			return true
		}
	}
	return false
}
