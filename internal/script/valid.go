package script

import "unicode/utf8"

// ValidUTF8 is utf8.Valid, sooner done for text of which most letters have two bytes: it looks at eight bytes at once.
func ValidUTF8[text string | []byte](s text) bool {
	for len(s) >= 8 {
		w := eight(s)
		high := w & tops
		second := w << 1 & tops // the second highest bit of each byte, where the highest is
		leads, follow := high&second, high&^second
		// C2 to DF lead letters of two bytes: the third bit is 0, and one of the four above the last is not.
		small := ((w&(0x1E*ones))+0x7E*ones)&tops ^ tops
		if leads&(w<<2|small) == 0 && follow == leads<<8 {
			if leads>>63 == 1 {
				s = s[7:]
			} else {
				s = s[8:]
			}
			continue
		}
		r, size := utf8.DecodeRuneInString(string(s[:4]))
		if r == utf8.RuneError && size == 1 {
			return false
		}
		s = s[size:]
	}
	return utf8.ValidString(string(s))
}
