package act

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// quote gives a quoted provision to the amendment that announced it, which the provision read last
// orders. What that one announces in an order that is not known is nobody's, first of what it announces
// being the quoted provision directly below.
func (r *amendmentReader) quote(n *Node, first bool) {
	if n == r.taken {
		return
	}
	if r.table != nil || !r.announced() {
		r.unannounced(first)
		return
	}
	last := &r.found[len(r.found)-1]
	if last.Action != ActionSubstitute && last.Action != ActionInsert && (last.Unit != UnitSentence || last.Action == ActionDeleteWords) {
		r.unannounced(first)
		return
	}
	for i := range r.parted() {
		part := &r.found[len(r.found)-1-i]
		part.Quoted = append(part.Quoted, n.ID)
	}
	if id := r.headed(n.Text); id != "" && last.Action == ActionInsert && len(last.Becomes) == 0 && !last.Heading {
		last.Becomes = append([]Amended{{ID: id}}, r.headedBelow(n.Text)...)
	}
}

// headedBelow returns the articles that stand behind the first one in a quoted text, each below its heading on a line
// of its own: ‘Article 6a … Article 6b.
func (r *amendmentReader) headedBelow(s string) []Amended {
	var out []Amended
	for len(out) < maxListed {
		_, rest, more := strings.Cut(s, "\n")
		if !more {
			break
		}
		s = rest
		line, _, _ := strings.Cut(s, "\n")
		if k, n := key(line); n == 0 || r.citing.words[k].rank != rankArticle || len(strings.Fields(line)) != 2 {
			continue
		}
		if id := r.headed(line); id != "" {
			out = append(out, Amended{ID: id})
		}
	}
	return out
}

// announced reports whether the last order announces what is quoted below the provision read last: that
// one orders it, in its last sentence, and does not announce more than what comes in the sentence itself.
func (r *amendmentReader) announced() bool {
	if !r.ordered() || r.provision == nil {
		return false
	}
	last, s := &r.found[len(r.found)-1], r.provision.Text
	if last.From != r.provision.ID || last.NewWords != "" && introduces(s) {
		return false
	}
	behind := last.End
	if behind > 0 && s[behind-1] == '.' { // додаје се члан 9а. У члану 8.
		behind--
	}
	return !r.anotherSentence(s[behind:])
}

// introduces reports whether what stands below s is announced at its end.
func introduces(s string) bool { return strings.HasSuffix(strings.TrimRight(s, " \u00a0"), ":") }

// endsQuoted reports whether a quotation that ends at s[at:] ends the sentence with a mark of its own, and
// another sentence follows: гласи: „Рок тече.” Досадашњи став 2.
func endsQuoted(s string, at int) bool {
	before := strings.TrimRight(s[:at], "”“\"«»’'")
	rest := s[at:]
	first, _ := utf8.DecodeRuneInString(rest[spaces(rest):])
	return strings.HasSuffix(before, ".") && spaces(rest) > 0 && unicode.IsUpper(first)
}

// unannounced says of the provision read last that it is not clear what it announces, where it
// announces something.
func (r *amendmentReader) unannounced(first bool) {
	if r.table != nil {
		r.lose(r.table)
		return
	}
	if first && r.provision != nil && introduces(r.provision.Text) {
		r.lose(r.provision)
	}
}

// anotherSentence reports whether in s, which stands behind an order, a sentence begins.
func (r *amendmentReader) anotherSentence(s string) bool {
	previous := ""
	for at := 0; at < len(s); {
		k, n := key(s[at:])
		if n == 0 && s[at] == '.' && sentenceEnds(s, at, previous, r.citing) && strings.TrimSpace(s[at+1:]) != "" {
			return true
		}
		previous = k
		at += max(n, 1)
	}
	return false
}

// wordsBelow returns the quoted provision that alone stands below the text of a provision that announces
// something, before which siblings stand; nil for none.
func wordsBelow(n *Node, siblings []*Node) *Node {
	if !introduces(n.Text) {
		return nil
	}
	below := n.Children
	if len(below) == 0 {
		below = siblings
	}
	if len(below) == 0 || !isQuoted(below[0]) || len(below[0].Children) > 0 || len(below) > 1 && isQuoted(below[1]) {
		return nil
	}
	return below[0]
}

// quotedBelow returns the words that stand quoted below the provision that is read, and reports false where
// none do.
func (r *amendmentReader) quotedBelow() (string, bool) {
	if r.follows == nil {
		return "", false
	}
	s := r.follows.Text
	quotes := r.words.quoted(s)
	if len(quotes) != 1 || quotes[0].start > 0 || strings.Trim(s[quotes[0].end:], " .;,") != "" {
		return "", false
	}
	return unquoted(s, quotes[0]), true
}

// awaited takes the words that stand quoted below the provision, whose text ends with what they are called:
// додају се речи, замењују се речима.
func (r *amendmentReader) awaited(n *Node, previous string) {
	c := &r.clause
	old, fresh := r.words.oldNouns[previous] && c.adds, r.words.newNouns[previous] && c.replaces()
	if !old && !fresh {
		return
	}
	words, ok := r.quotedBelow()
	if !ok {
		return
	}
	r.step++
	if fresh {
		r.replaceWords(n, words, []span{{0, len(words)}})
	} else {
		r.quoted(n, words, len(n.Text))
	}
	r.taken = r.follows
}

// takeBelow gives the words that stand quoted below the provision to the order of it that announces words.
func (r *amendmentReader) takeBelow(n *Node) {
	if r.words.grammar == verbBetween || !r.ordered() {
		return
	}
	last := &r.found[len(r.found)-1]
	if last.From != n.ID || last.NewWords != "" || last.Unit != "" || last.Action != ActionInsertWords && last.Action != ActionReplaceWords {
		return
	}
	if words, ok := r.quotedBelow(); ok {
		last.NewWords, r.taken = words, r.follows
	}
}
