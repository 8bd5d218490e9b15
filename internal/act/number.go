package act

import (
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/rasprava/rasprava/internal/script"
)

// NumberKey returns a key whose order as bytes is that of the numbers of provisions
// in the tradition of the act: 5, 5а, 5б, 5в, 5г, 5д, 5ђ, 6 by the azbuka, in both
// scripts; -1, -1a, 1, 1a, 1aa, 1ab, 1b, 2 in acts of the Union; z before aa where
// letters are doubled behind the last. Numbers that differ in case or in look-alike
// letters alone have equal keys, as have those of an act in Cyrillic and of the same
// in Latin.
func (a *Act) NumberKey(number string) string {
	p := profileNamed(a.Profile)
	if p == nil {
		p = serbia
	}
	switch a.Lang {
	case langCyrillic:
		number = script.AsCyrillic(number)
	case langLatin:
		number = script.ToCyrillic(number)
	}
	return p.number.key(number)
}

// The bytes of keys: digits and letters in their order stand above the end of a
// number, so that 5 is before 5а.
const (
	keyDigits  = 0x10 // before the figures of a run of digits, with their count
	keyLetter  = 0x40 // of the first letter of the alphabet
	keyUnknown = 0xe0 // before a letter that the alphabet does not have
	keyBefore  = 0xf0 // behind the number that one with a minus stands after
)

// key returns the key of a number.
func (n *numbering) key(number string) string {
	var b strings.Builder
	rest := number
	if r, size := utf8.DecodeRuneInString(rest); n.minus && isMinus(r) {
		rest = rest[size:]
		d := digits(rest)
		before := max(atoi(rest[:d])-1, 0)
		writeDigits(&b, strings.TrimLeft(strconv.Itoa(before), "0"))
		b.WriteByte(keyBefore)
		rest = rest[d:]
	}
	for rest != "" {
		if d := digits(rest); d > 0 {
			writeDigits(&b, strings.TrimLeft(rest[:d], "0"))
			rest = rest[d:]
			continue
		}
		if raised := len(rest) - len(strings.TrimLeft(rest, raisedDigits)); raised > 0 {
			writeDigits(&b, strings.TrimLeft(loweredDigits(rest[:raised]), "0"))
			rest = rest[raised:]
			continue
		}
		end := strings.IndexAny(rest, "0123456789.-–—/ ")
		switch end {
		case -1:
			end = len(rest)
		case 0:
			_, size := utf8.DecodeRuneInString(rest)
			rest = rest[size:]
			continue
		}
		n.writeLetters(&b, rest[:end])
		rest = rest[end:]
	}
	return b.String()
}

// loweredDigits returns raised figures as plain ones.
func loweredDigits(s string) string {
	var b strings.Builder
	for _, r := range s {
		figure := strings.IndexRune(raisedDigits, r)
		b.WriteByte('0' + byte(utf8.RuneCountInString(raisedDigits[:figure])))
	}
	return b.String()
}

// writeDigits writes a run of digits so that the longer, which is the greater, comes
// behind.
func writeDigits(b *strings.Builder, figures string) {
	b.WriteByte(keyDigits + byte(min(len(figures), 0x20)))
	b.WriteString(figures)
}

// writeLetters writes the letters of an inserted provision.
func (n *numbering) writeLetters(b *strings.Builder, word string) {
	word = strings.ToLower(script.Normalize(word))
	if n.doubled {
		b.WriteByte(byte(min(utf8.RuneCountInString(word), 0x30)) + keyLetter)
	}
	for _, r := range word {
		at := strings.IndexRune(n.alphabet, r)
		if at < 0 || r == utf8.RuneError {
			b.WriteByte(keyUnknown)
			b.WriteRune(r)
			continue
		}
		b.WriteByte(keyLetter + byte(utf8.RuneCountInString(n.alphabet[:at])))
	}
}

// fold returns the number in the form in which equal numbers are equal.
func (p *profile) fold(number string) string {
	if p.name == serbia.name {
		return script.Fold(script.AsCyrillic(number))
	}
	return strings.Map(func(r rune) rune {
		if isMinus(r) {
			return '-'
		}
		return unicode.ToLower(r)
	}, number)
}
