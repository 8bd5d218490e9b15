package script

import (
	"strings"
	"testing"
	"unicode/utf8"
)

func TestEveryTwoBytesAreValidWhereTheStandardSays(t *testing.T) {
	for _, frame := range []string{"", "а", "abc", "Члан 1. ", "„а”", "\xd0", "\x80", "слово у реченици "} {
		for a := range 256 {
			for b := range 256 {
				for _, behind := range []string{"", "\x80", "а", " и то је све", "\x80\x80 и још нешто"} {
					s := frame + string([]byte{byte(a), byte(b)}) + behind
					if got, want := ValidUTF8(s), utf8.ValidString(s); got != want {
						t.Fatalf("%q is valid: %t, want %t", s, got, want)
					}
				}
			}
		}
	}
}

func FuzzValidUTF8(f *testing.F) {
	f.Add("Члан 1. „Службени гласник” број 5/26 – измене")
	f.Add(strings.Repeat("ш", 9) + "\xd1")
	f.Add("\xc0\x80\xed\xa0\x80\xf4\x90\x80\x80")
	f.Fuzz(func(t *testing.T, s string) {
		if got, want := ValidUTF8(s), utf8.ValidString(s); got != want {
			t.Errorf("%q is valid: %t, want %t", s, got, want)
		}
	})
}

func BenchmarkValidUTF8(b *testing.B) {
	s := strings.Repeat("Одредбе овог закона примењују се од дана ступања на снагу („Службени гласник”, бр. 5). ", 100)
	for name, valid := range map[string]func(string) bool{"own": ValidUTF8[string], "standard": utf8.ValidString} {
		b.Run(name, func(b *testing.B) {
			b.SetBytes(int64(len(s)))
			for b.Loop() {
				valid(s)
			}
		})
	}
}
