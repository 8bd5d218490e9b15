package script

import "unicode"

// azbuka is the Serbian Cyrillic alphabet in its order.
const azbuka = "абвгдђежзијклљмнњопрстћуфхцчџш"

// abeceda is the Serbian Latin alphabet in its order, one entry a letter.
var abeceda = []string{
	"a", "b", "c", "č", "ć", "d", "dž", "đ", "e", "f", "g", "h", "i", "j", "k",
	"l", "lj", "m", "n", "nj", "o", "p", "r", "s", "š", "t", "u", "v", "z", "ž",
}

// latinOf holds for every letter of the azbuka its Latin counterpart.
var latinOf = []string{
	"a", "b", "v", "g", "d", "đ", "e", "ž", "z", "i", "j", "k", "l", "lj", "m",
	"n", "nj", "o", "p", "r", "s", "t", "ć", "u", "f", "h", "c", "č", "dž", "š",
}

const (
	firstCyrillic = 'Ѐ'
	lastCyrillic  = 'ӿ'
)

var (
	toLatin       [lastCyrillic - firstCyrillic + 1]string
	azbukaIndex   = map[rune]int{}
	cyrillicOf    = map[rune]rune{}
	cyrillicTwins twinLetters
	latinTwins    twinLetters
)

// twinLetters holds, by letter, the one of the other script that looks like it; 0 for letters without one.
type twinLetters [lastCyrillic + 1]rune

func (t *twinLetters) of(r rune) rune {
	if r > lastCyrillic {
		return 0
	}
	return t[r]
}

// twins lists the letters that look alike in both scripts, Cyrillic first.
const twins = "аaеeоoрpсcхxјjуyкkАAВBЕEЈJКKМMНHОOРPСCТTХXУY"

// legacyTwins lists the Latin letters that stand for Cyrillic ones in texts
// once kept in an eight-bit code page, Cyrillic first.
const legacyTwins = "ђñЂÑџõЏÕ"

func init() {
	index := 0
	for _, r := range azbuka {
		toLatin[r-firstCyrillic] = latinOf[index]
		index++
		azbukaIndex[r] = index
		azbukaIndex[unicode.ToUpper(r)] = index
	}
	for r := range azbukaIndex {
		if unicode.IsUpper(r) {
			toLatin[r-firstCyrillic] = upperFirst(toLatin[unicode.ToLower(r)-firstCyrillic])
		}
		latin := []rune(toLatin[r-firstCyrillic])
		if len(latin) == 1 {
			cyrillicOf[latin[0]] = r
		}
	}
	fillPlainLetters()
	pairs := []rune(twins)
	for i := 0; i < len(pairs); i += 2 {
		latinTwins[pairs[i]] = pairs[i+1]
		cyrillicTwins[pairs[i+1]] = pairs[i]
	}
	pairs = []rune(legacyTwins)
	for i := 0; i < len(pairs); i += 2 {
		cyrillicTwins[pairs[i+1]] = pairs[i]
	}
}

func upperFirst(s string) string {
	runes := []rune(s)
	runes[0] = unicode.ToUpper(runes[0])
	return string(runes)
}

// AzbukaIndex returns the place of a Cyrillic letter in the Serbian alphabet,
// 1 to 30, whatever its case, and 0 for any other rune.
func AzbukaIndex(r rune) int { return azbukaIndex[r] }

// IsCyrillic reports whether r is a Cyrillic letter.
func IsCyrillic(r rune) bool {
	return r >= firstCyrillic && r <= lastCyrillic && (r < 0x482 || unicode.IsLetter(r))
}

// IsLatin reports whether r is a Latin letter, with or without diacritics.
func IsLatin(r rune) bool {
	if r < 0x80 {
		return r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z'
	}
	return r <= 0x24f && unicode.IsLetter(r) || unicode.Is(unicode.Latin, r)
}
