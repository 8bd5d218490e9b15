package act

import (
	"fmt"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"
)

func TestWordsOfOneAlphabetHaveTheKeyThatAnyWordHas(t *testing.T) {
	var pieces []string
	for r := rune(0x3F8); r < 0x490; r++ {
		pieces = append(pieces, string(r))
	}
	for r := '!'; r <= '~'; r++ {
		pieces = append(pieces, string(r))
	}
	pieces = append(pieces, " ", "„", "ž", "ü", "\u030c", "\u00ad", "\xd0", "\xd1", "\x80", "\xff", "")
	words := []string{"", "члан", "ЧЛАН", "четрнаестслова", "петнаестсловаа", "шеснаестсловааа", strings.Repeat("њ", 14), strings.Repeat("ђ", 40),
		"clan", "CLAN", "Zemljiste", "thirteenlett", "fourteenletter", "fifteenlettersx", strings.Repeat("n", 13), strings.Repeat("l", 40)}
	for _, word := range words {
		for _, a := range pieces {
			for _, b := range pieces {
				s := word + a + b
				word, size := anyKey(nil, s)
				want := string(word)
				if got, n := key(s); got != want || n != size {
					t.Fatalf("key(%q) = %q, %d; want %q, %d", s, got, n, want, size)
				}
				length := strings.IndexFunc(s, func(r rune) bool { return !isLetter(r) && r != '\u030c' })
				if length < 0 {
					length = len(s)
				}
				if n := wordLength(s); n != length {
					t.Fatalf("wordLength(%q) = %d; want %d", s, n, length)
				}
				r, size := utf8.DecodeRuneInString(s)
				if first, n := firstRune(s); first != r || n != size {
					t.Fatalf("firstRune(%q) = %q, %d; want %q, %d", s, first, n, r, size)
				}
			}
		}
	}
}

func TestLettersAreSpelledAsTheirSmallOnes(t *testing.T) {
	for r := rune(0x80); r < 0x600; r++ {
		small := unicode.ToLower(r)
		want := spelling[small]
		switch {
		case small < 0x80:
			want = string(small)
		case want == "":
			want = fmt.Sprintf("u%x", small)
		}
		if got := spell("a" + string(r) + "b"); got != "a"+want+"b" {
			t.Errorf("%q is spelled %q; want %q", r, got, "a"+want+"b")
		}
	}
}
