package act

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/rasprava/rasprava/internal/script"
)

// A cut is a word that the end of a line parts behind a hyphen.
type cut struct {
	at         int // the line that it begins in
	head, tail string
	hyphen     string
}

// hyphens are the signs by which words are parted at the ends of lines.
var hyphens = []string{"-", "\u00ad", "‐"}

// hyphenEnds are the last bytes of hyphens.
var hyphenEnds = func() (set [256]bool) {
	for _, h := range hyphens {
		set[h[len(h)-1]] = true
	}
	return set
}()

// joinWords joins lines that end within a word: кори- and сника. A hyphen that belongs to no
// word stands in a warning alone; the text itself tells кривично-правни from such ones.
func joinWords(lines []line, p *profile, markdown bool, warn *warner) []line {
	cuts := cutsAmong(lines)
	if len(cuts) == 0 {
		return lines
	}
	known := wordsOf(lines, cuts)
	kept, next := lines[:0], 0
	var b strings.Builder
	for i := 0; i < len(lines); i++ {
		l := lines[i]
		if next == len(cuts) || cuts[next].at != i {
			kept = append(kept, l)
			continue
		}
		b.Reset()
		for ; next < len(cuts) && cuts[next].at == i; next++ {
			c := &cuts[next]
			text := strings.TrimSuffix(lines[i].text, c.hyphen)
			b.WriteString(text)
			if known.compound(c) {
				b.WriteString(c.hyphen)
			} else {
				warn.add(lines[i].at, WarnHyphenation, c.head+c.hyphen+c.tail)
			}
			i++
		}
		b.WriteString(lines[i].text)
		l.text, l.ends = b.String(), uint8(lines[i].end(maxWidth+1))
		l.unset()
		l.classify(p, markdown)
		kept = append(kept, l)
	}
	return kept
}

// cutsAmong returns the words that the ends of lines part.
func cutsAmong(lines []line) []cut {
	var cuts []cut
	for i := range len(lines) - 1 {
		l, next := &lines[i], &lines[i+1]
		if l.text == "" || !hyphenEnds[l.text[len(l.text)-1]] {
			continue
		}
		for _, h := range hyphens {
			if !strings.HasSuffix(l.text, h) || next.mark != plain || next.forced || next.counted || l.mark == tableMark {
				continue
			}
			before := strings.TrimSuffix(l.text, h)
			head := before[lastWord(before):]
			tail := next.text[:wordLength(next.text)]
			first, _ := utf8.DecodeRuneInString(tail)
			if head == "" || tail == "" || !unicode.IsLower(first) || strings.HasPrefix(next.text[len(tail):], ")") {
				continue
			}
			if word, _ := key(tail); suspending[word] {
				continue // пред- и послератни
			}
			cuts = append(cuts, cut{at: i, head: head, tail: tail, hyphen: h})
		}
	}
	return cuts
}

// suspending are the words behind a hyphen that stands for the rest of a word.
var suspending = keys("i ili odnosno te und oder bzw sowie and or")

// lastWord returns where the letters begin that s ends with.
func lastWord(s string) int {
	for at := len(s); at > 0; {
		r, size := utf8.DecodeLastRuneInString(s[:at])
		if !unicode.IsLetter(r) {
			return at
		}
		at -= size
	}
	return 0
}

// A vocabulary holds words of a text by their stems; compounds with the hyphen, and what stands
// before it with the hyphen at its end.
type vocabulary map[string]bool

// wordsOf returns the words of the lines that the cuts ask for; those that are cut are none.
func wordsOf(lines []line, cuts []cut) vocabulary {
	known := vocabulary{}
	for i := range cuts {
		c := &cuts[i]
		for _, w := range []string{c.head + c.tail, c.head, c.tail} {
			known[script.Stem(w)] = false
		}
		known[script.Stem(c.head)+"-"] = false
		known[script.Stem(c.head)+"-"+script.Stem(c.tail)] = false
	}
	next := 0
	for i := range lines {
		words := strings.FieldsFunc(lines[i].text, func(r rune) bool { return !unicode.IsLetter(r) && r != '-' && r != '‐' })
		if len(words) > 0 && next > 0 && cuts[next-1].at == i-1 {
			words = words[1:]
		}
		for next < len(cuts) && cuts[next].at < i {
			next++
		}
		if next < len(cuts) && cuts[next].at == i {
			next++
			words = words[:max(len(words)-1, 0)]
		}
		for _, w := range words {
			known.see(w)
		}
	}
	return known
}

// see enters a word of the text.
func (v vocabulary) see(word string) {
	head, tail, compound := strings.Cut(strings.ReplaceAll(word, "‐", "-"), "-")
	enter := func(key string) {
		if _, asked := v[key]; asked {
			v[key] = true
		}
	}
	if !compound {
		enter(script.Stem(word))
		return
	}
	if head != "" {
		enter(script.Stem(head) + "-")
	}
	if head != "" && tail != "" {
		enter(script.Stem(head) + "-" + script.Stem(tail))
	}
}

// compound reports whether the hyphen belongs to the word: the text has it within a line, or
// other words that begin so, or both of its parts as words and the whole nowhere.
func (v vocabulary) compound(c *cut) bool {
	head, tail := script.Stem(c.head), script.Stem(c.tail)
	switch {
	case c.hyphen == "\u00ad":
		return false
	case v[head+"-"+tail]:
		return true
	case v[script.Stem(c.head+c.tail)]:
		return false
	case v[head+"-"] || !longer(c.head, 1):
		return true
	}
	first, _ := key(c.head)
	adverb := longer(c.head, minPart) && (strings.HasSuffix(first, "no") || strings.HasSuffix(first, "ko"))
	return v[tail] && longer(c.tail, minPart-1) && longer(c.head, minPart-1) && !prefixes[first] && (v[head] || adverb)
}

// prefixes are words that compounds begin with in one word: међународни, самоуправа.
var prefixes = keys("među pred posle izvan protiv samo više preko inter über unter")

// minPart is the least length in letters of the parts of a compound that the text does not have.
const minPart = 4
