package act

import (
	"iter"
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
			return b.signsBehind(end-n, n)
		}
		if longer(l.text, maxSignature) {
			return b.signsBehind(end-n, n)
		}
		byHand := signedBy(l.text)
		switch {
		case n == 0 && !named && ruled(l.text): // ______
			named = true
		case n == 0 && back <= 2 && ruled(l.text) && named:
		case back == 1:
			if named = signer(l.text); !named {
				return 0
			}
			if byHand && (office(l.text) || end > 1 && ended(b.lines[end-2].text)) {
				n = back
			}
		case n > 0 && allCaps(l.text) && !terminal(l.text): // ВЛАДА
			n = back
		case n > 0:
			return b.signsBehind(end-n, n)
		case office(l.text) && !terminal(strings.TrimSuffix(l.text, ",")):
			n = back
		case ended(l.text):
			return 0
		}
	}
	return b.signsBehind(end-n, n)
}

// ruled reports whether s is a line to sign on.
func ruled(s string) bool {
	return len(s) > 2 && strings.Trim(s, "_ .") == "" && strings.HasPrefix(s, "__")
}

// office reports whether each column of s begins with the office of who signs.
func office(s string) bool {
	for column := range columns(s) {
		if !offices[firstKey(column)] {
			return false
		}
	}
	return true
}

// columns yields what stands side by side in s, with blanks or a tab between: one column mostly.
func columns(s string) iter.Seq[string] {
	return func(yield func(string) bool) {
		for s != "" {
			end, next := len(s), len(s)
			for _, gap := range []string{"   ", "\t"} {
				if at := strings.Index(s, gap); at >= 0 && at < end {
					end, next = at, at+len(gap)
				}
			}
			if !yield(s[:end]) {
				return
			}
			s = strings.TrimSpace(s[next:])
		}
	}
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

// signer reports whether each column of s is a name and nothing else.
func signer(s string) bool {
	for column := range columns(s) {
		if !signsAlone(column) {
			return false
		}
	}
	return s != ""
}

// signsAlone reports whether s is a name and nothing else: др Петар Примерић, с. р. or /Петар Примерић/.
func signsAlone(s string) bool {
	for _, around := range []string{"//", "()"} {
		if len(s) > 2 && s[0] == around[0] && s[len(s)-1] == around[1] {
			s = strings.TrimSpace(s[1 : len(s)-1])
		}
	}
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
