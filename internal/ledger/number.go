package ledger

import (
	"encoding/base64"
	"fmt"
	"io"
	"strings"
)

// The letters of a receipt number are those of Crockford's base 32: no I, L, O
// or U.
const numberLetters = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"

const (
	numberData  = 24 // 120 bits
	numberGroup = 5
	maxNumber   = 200
)

// NewReceiptNo returns a receipt number of 120 bits from random, which must be
// cryptographic: 24 letters and a check character in five groups of five, such
// as 7ZQ3M-0KX9R-….
func NewReceiptNo(random io.Reader) (string, error) {
	var b [numberData * 5 / 8]byte
	if _, err := io.ReadFull(random, b[:]); err != nil {
		return "", fmt.Errorf("make receipt number: %w", err)
	}
	values := make([]byte, 0, numberData+1)
	var held, bits uint
	for _, c := range b {
		held, bits = held<<8|uint(c), bits+8
		for bits >= 5 {
			bits -= 5
			values = append(values, byte(held>>bits&31))
		}
	}
	return groupNumber(append(values, numberCheck(values))), nil
}

// ParseReceiptNo returns the one spelling of a receipt number: it takes lower
// case, any dashes and spaces, I and L for 1, and O for 0. The error is
// ErrReceiptNo; every single wrong character and every swap of two characters
// is caught.
func ParseReceiptNo(s string) (string, error) {
	if len(s) > maxNumber {
		return "", fmt.Errorf("%w: too long", ErrReceiptNo)
	}
	var values []byte
	for _, r := range s {
		switch r {
		case '-', ' ', '\t', '\r', '\n', '\u00a0', '\u2010', '\u2011', '\u2012', '\u2013', '\u2014', '\u2212':
			continue
		case 'i', 'I', 'l', 'L':
			r = '1'
		case 'o', 'O':
			r = '0'
		}
		if r >= 'a' && r <= 'z' {
			r += 'A' - 'a'
		}
		v := strings.IndexRune(numberLetters, r)
		if v < 0 {
			return "", fmt.Errorf("%w: it has no character %q", ErrReceiptNo, r)
		}
		values = append(values, byte(v))
	}
	if len(values) != numberData+1 {
		return "", fmt.Errorf("%w: %d characters, want %d", ErrReceiptNo, len(values), numberData+1)
	}
	if numberCheck(values[:numberData]) != values[numberData] {
		return "", fmt.Errorf("%w: the check character does not fit, a character is mistyped", ErrReceiptNo)
	}
	return groupNumber(values), nil
}

// numberCheck makes the sum of value times a^place zero over GF(32), a being a
// root of x^5+x^2+1. The powers a^0 … a^30 differ from each other and from zero,
// hence one changed value or two swapped values never keep the sum.
func numberCheck(values []byte) byte {
	var sum byte
	for _, v := range values {
		sum = timesA(sum ^ v)
	}
	return sum
}

func timesA(v byte) byte {
	v <<= 1
	if v&32 != 0 {
		v ^= 0b100101
	}
	return v
}

func groupNumber(values []byte) string {
	var b strings.Builder
	for i, v := range values {
		if i > 0 && i%numberGroup == 0 {
			b.WriteByte('-')
		}
		b.WriteByte(numberLetters[v])
	}
	return b.String()
}

// NewSecret returns 32 bytes from random, which must be cryptographic, in
// base64url without padding. It goes to the author alone.
func NewSecret(random io.Reader) (string, error) {
	var b [32]byte
	if _, err := io.ReadFull(random, b[:]); err != nil {
		return "", fmt.Errorf("make secret: %w", err)
	}
	return base64.RawURLEncoding.EncodeToString(b[:]), nil
}
