package script

import (
	"math/rand/v2"
	"strings"
	"testing"
	"unicode/utf8"
)

func TestEightBytesAtOnceSayWhatOneByOneDo(t *testing.T) {
	r := rand.New(rand.NewPCG(5, 6))
	frames := []string{"", "а", "члан ", "закон и још нешто", ", . ; ", "\xff\xfe\x80"}
	for c := range 256 {
		for _, frame := range frames {
			for range 24 {
				s := frame + strings.Repeat("ж", r.IntN(5)) + string([]byte{byte(c)}) + strings.Repeat(" ", r.IntN(9)) + frame
				digit := strings.IndexAny(s, "0123456789")
				if digit < 0 {
					digit = len(s)
				}
				if got := NextDigit(s, 0); got != digit {
					t.Fatalf("NextDigit(%q, 0) = %d, want %d", s, got, digit)
				}
				either := strings.IndexAny(s, "0123456789)")
				if either < 0 {
					either = len(s)
				}
				if got := NextDigitOr(s, 0, ')'); got != either {
					t.Fatalf("NextDigitOr(%q, 0, ')') = %d, want %d", s, got, either)
				}
				if got := NextDigit(s, digit+1); digit < len(s) && (got <= digit || got > len(s)) {
					t.Fatalf("NextDigit(%q, %d) = %d", s, digit+1, got)
				}
				seen, more, characters := uint8(0), 0, 0
				for i := range len(s) {
					if utf8.RuneStart(s[i]) {
						characters++
					}
					seen |= byteScripts[s[i]]
					switch {
					case s[i] >= 0xD0 && s[i] <= 0xD3:
						more--
					case s[i] >= 'a' && s[i] <= 'z', s[i] >= 'A' && s[i] <= 'Z':
						more++
					}
				}
				if got := Characters(s); got != characters {
					t.Fatalf("Characters(%q) = %d, want %d", s, got, characters)
				}
				if got := MoreLatin(s); got != more {
					t.Fatalf("MoreLatin(%q) = %d, want %d", s, got, more)
				}
				if got, want := leadsLatin(s), seen&latinSeen != 0; got != want {
					t.Fatalf("leadsLatin(%q) = %v, want %v", s, got, want)
				}
				if got, want := leadsCyrillic(s), seen&cyrillicSeen != 0; got != want {
					t.Fatalf("leadsCyrillic(%q) = %v, want %v", s, got, want)
				}
			}
		}
	}
}
