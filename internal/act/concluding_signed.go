package act

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// An ending may be nothing but who signs: the office in a line, the name in the next, or the name with
// what stands behind it in the line of who signed with his own hand.

// maxSigners is how many lines such an ending has at most.
const maxSigners = 6

// offices are who signs acts.
var offices = keys(`predsednik predsednica predsjednik predsjednica predsedavajući predsedavajuća predsjedatelj predsjedateljica
	ministar ministarka ministrica gradonačelnik gradonačelnica načelnik načelnica župan županica guverner guvernerka direktor
	direktorka ravnatelj ravnateljica`)

// signedIn returns how many lines before one only sign the act, 0 where they do not: behind a sentence an
// office and at the end a name.
func (b *builder) signedIn(end int) int {
	n, named := 0, false
	for back := 1; back <= min(end, maxSigners); back++ {
		l := &b.lines[end-back]
		switch l.mark {
		case plain, headingMark, rubricMark, groupMark:
		default:
			return 0
		}
		if longer(l.text, maxSignature) {
			return 0
		}
		byHand := signedBy(l.text)
		switch {
		case back == 1:
			if named = signer(l.text); !named {
				return 0
			}
			if byHand && (offices[firstKey(l.text)] || end > 1 && ended(b.lines[end-2].text)) {
				n = back
			}
		case n > 0 && allCaps(l.text) && !terminal(l.text): // ВЛАДА
			n = back
		case n > 0:
			return b.signsBehind(end-n, n)
		case offices[firstKey(l.text)] && !terminal(strings.TrimSuffix(l.text, ",")):
			n = back
		case ended(l.text):
			return 0
		}
	}
	return b.signsBehind(end-n, n)
}

// signsBehind returns n where a sentence ends before the line at which who signs stands.
func (b *builder) signsBehind(at, n int) int {
	if n == 0 || at == 0 || !ended(b.lines[at-1].text) {
		return 0
	}
	return n
}

// ended reports whether s ends as a sentence does, behind which none goes on.
func ended(s string) bool {
	return terminal(s) && !strings.ContainsAny(s[len(s)-1:], ";:,")
}

// signer reports whether s is a name and nothing else: др Петар Примерић, с. р.
func signer(s string) bool {
	byHand := signedBy(s)
	if byHand { // с. р.
		for range 2 {
			s = strings.TrimRight(s, " .")
			_, size := utf8.DecodeLastRuneInString(s)
			s = s[:len(s)-size]
		}
		s = strings.TrimRight(s, " ,.")
	}
	words := strings.Fields(s)
	capitals := 0
	for _, word := range words {
		letters := strings.Map(func(r rune) rune {
			if r == '-' || r == '–' {
				return -1
			}
			return r
		}, strings.TrimSuffix(word, "."))
		if letters == "" || strings.IndexFunc(letters, func(r rune) bool { return !unicode.IsLetter(r) }) >= 0 {
			return false
		}
		if first, _ := firstRune(letters); unicode.IsUpper(first) {
			capitals++
		} else if longer(letters, 5) || !degrees[firstKey(letters)] {
			return false
		}
	}
	least := 2
	if byHand {
		least = 1
	}
	return capitals >= least && len(words) <= 6 && (byHand || !terminal(s))
}

// degrees stand before names.
var degrees = keys("dr mr prof doc akademik dipl mag")
