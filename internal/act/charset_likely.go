package act

import "unicode/utf8"

// likely returns which old encoding of Serbian the bytes are in that are no UTF-8:
// windows-1251 where words are written in its Cyrillic letters alone, windows-1250 or
// iso-8859-2 where Latin words have letters of this part of the world in them, "" where
// the bytes speak for none. Of a broken file in UTF-8 much still is UTF-8: it is neither.
func likely(src []byte) string {
	wide, broken, controls := 0, 0, 0
	for at := 0; at < len(src); {
		r, size := utf8.DecodeRune(src[at:])
		switch {
		case surrogate(src[at:]):
			return ""
		case size > 1:
			wide++
		case r == utf8.RuneError:
			broken++
		case r < ' ' && (r < '\t' || r > '\r'):
			controls++
		}
		at += size
	}
	if 4*wide > broken || controls*1000 > len(src) {
		return ""
	}
	cyrillic, latin, odd, marks := 0, 0, 0, 0
	either, carons, upper := 0, 0, 0 // letters of words that may be of both, ISO's š and ž, bytes that ISO has no characters for
	for _, c := range src {
		if c >= 0x80 && c < 0xa0 {
			upper++
		}
	}
	for at := 0; at < len(src); {
		if !wordByte(src[at]) {
			if !markByte[src[at]] {
				odd++
			}
			marks++
			at++
			continue
		}
		high, ours, iso, from := 0, 0, 0, at
		for ; at < len(src) && wordByte(src[at]); at++ {
			if src[at] >= 0x80 {
				high++
			}
			if latinByte[src[at]] {
				ours++
			}
			if src[at] == 0xb9 || src[at] == 0xbe {
				iso++
			}
		}
		switch {
		case high == 0 || at-from == 1:
		case high == at-from && ours == high:
			either += high
		case high == at-from:
			cyrillic += high
		case upper == 0:
			latin += ours + iso
			carons += iso
			odd += high - ours - iso
		default:
			latin += ours
			odd += high - ours
		}
	}
	if cyrillic > 0 || latin == 0 {
		cyrillic += either
	} else {
		latin += either
	}
	switch {
	case cyrillic > latin+odd:
		return "windows-1251"
	case carons > 0 && latin > cyrillic+odd:
		return "iso-8859-2"
	case latin > cyrillic+odd, odd+cyrillic == 0 && marks > 0:
		return "windows-1250"
	}
	return ""
}

// surrogate reports whether src begins with half a pair of UTF-16 in the way of UTF-8.
func surrogate(src []byte) bool {
	return len(src) > 2 && src[0] == 0xed && src[1] >= 0xa0 && src[1] < 0xc0 && src[2] >= 0x80 && src[2] < 0xc0
}

// wordByte reports whether a byte is a letter of ASCII or one of either encoding.
func wordByte(c byte) bool {
	return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= 0xc0 || letterByte[c]
}

// letterByte has the letters of the encodings below 0xC0: ЂЉЊЋЏђљњћџЈј and ŠŽšž, and
// those that ISO 8859-2 has for šž.
var letterByte = byteSet("\x80\x8a\x8c\x8d\x8e\x8f\x90\x9a\x9c\x9d\x9e\x9f\xa3\xbc\xb9\xbe")

// latinByte has the letters of windows-1250 that Serbian, Croatian and the languages
// of the neighbours have: ŠŽšžĆČĐćčđ, ÄÖÜßäöü, ÁÉÍÓÚáéíóú.
var latinByte = byteSet("\x8a\x8e\x9a\x9e\xc6\xc8\xd0\xe6\xe8\xf0\xc4\xd6\xdc\xdf\xe4\xf6\xfc\xc1\xc9\xcd\xd3\xda\xe1\xe9\xed\xf3\xfa")

// markByte has what is no letter and the same in both encodings: that of ASCII, and
// quotation marks, dashes and signs.
var markByte = func() (set [256]bool) {
	set = byteSet("\x82\x84\x85\x86\x87\x89\x8b\x91\x92\x93\x94\x95\x96\x97\x99\x9b\xa0\xa4\xa6\xa7\xa9\xab\xac\xad\xae\xb0\xb1\xb5\xb6\xb7\xbb")
	for c := range 0x80 {
		set[c] = true
	}
	return set
}()

func byteSet(members string) (set [256]bool) {
	for i := range len(members) {
		set[members[i]] = true
	}
	return set
}
