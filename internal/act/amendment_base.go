package act

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// mayOrder reports whether a provision under the article names an act that it may
// amend.
func (r *amendmentReader) mayOrder(article *Node) bool {
	found := false
	walk(article.Children, 0, func(n *Node, _ int) bool {
		found = found || !isQuoted(n) && n.Kind != KindNote && (r.baseOf(n.Text) != "" || r.listsProvision(n))
		return !found
	})
	return found
}

// baseOf returns how the provision with the text names at its beginning the act that it
// amends, "" where it does not: У Закону о раду („Службени гласник РС”, број 24/05), Das
// Lesegesetz wird wie folgt geändert, Section 5 of the Rooms Act is amended.
func (r *amendmentReader) baseOf(s string) string {
	if r.words.grammar == verbBefore {
		for _, dash := range []string{".—", ".--"} {
			if at := strings.Index(s, dash); at >= 0 && at < maxCaption {
				s = s[at+len(dash):] // (a) In general.—Section 5
				break
			}
		}
	}
	at := 0
	k, n := key(s)
	if r.citing.here[k] {
		return ""
	}
	begun := r.words.base[k]
	if begun {
		at = n + spaces(s[n:])
		k, n = wordKey(s[at:])
	}
	if _, of := r.tabulates(k, s[at+n:]); begun && of > 0 {
		return r.baseOf(s[at+n+of:]) // The table of sections for chapter 5 of title 54, United States Code
	}
	if above := at + r.behindDivisions(s[at:]); above > at || r.words.grammar == verbBefore {
		if title, end := r.codeTitle(s, above); end > 0 && r.words.ordersIn(s[end:]) {
			return title
		}
		if above > at {
			at, begun = above, true
			k, n = wordKey(s[at:])
		}
	}
	if w, n := r.citing.word(s[at:]); n > 0 && !w.passed {
		if of, end := r.citedAct(s, at); of != "" && r.words.ordersIn(s[end:]) {
			return of
		}
		return r.ceased(s)
	}
	if of := r.ceased(s); of != "" {
		return of
	}
	first, _ := utf8.DecodeRuneInString(s[at:])
	if !unicode.IsUpper(first) {
		return ""
	}
	slavic := r.words.grammar == verbBetween
	named := r.citing.act(s[at:], k, n) || (!slavic || begun) && r.citing.qualified(s, at) > 0 || r.words.grammar == verbBefore && begun
	if !named || slavic && !begun || !(r.words.ordersIn(s[at+n:]) || slavic && strings.HasSuffix(strings.TrimRight(s, " "), ":")) {
		return ""
	}
	name := r.citing.actName(s[at:])
	if r.words.grammar == verbBefore && !r.citing.called(name) && !strings.Contains(name, " Act of ") && !strings.Contains(name, " Code of ") {
		return ""
	}
	return r.actName(name)
}

// citedAct returns how the citation at s[at:] names the act of which it is, and where it ends; "" where
// it names none, as члан 5. Закона does not.
func (r *amendmentReader) citedAct(s string, at int) (string, int) {
	cit, ok := r.citing.cite(s, at)
	if !ok {
		return "", at
	}
	of := cit.tail
	annex, end := r.annexOf(&cit, s)
	if annex != "" { // тачка 3. Прилога 1. Закона о раду
		of, _ = r.citing.tail(s[end:])
	}
	name := r.actName(of.name)
	if of.kind != otherTail || r.citing.nameless(name) {
		return "", end
	}
	return name, end
}

// mayCease reports whether something may be said in s to cease to have effect.
func (w *ordering) mayCease(s string) bool {
	return slices.ContainsFunc(w.ceasing, func(stem string) bool { return strings.Contains(s, stem) })
}

// ceased returns how s names the act of which it says that provisions cease to have effect: престаје
// да важи члан 5. Закона о раду. It is "" where s does not, or says so in what it quotes.
func (r *amendmentReader) ceased(s string) string {
	if !r.words.mayCease(s) {
		return ""
	}
	whole := s
	if quotes := r.words.quoted(s); len(quotes) > 0 {
		s = s[:quotes[0].start]
	}
	for at := 0; at < len(s); {
		k, n := key(s[at:])
		at += max(n, 1)
		for ceases := r.words.repeal[k]; ceases; at += n + spaces(s[at+n:]) {
			at += spaces(s[at:])
			k, n = key(s[at:])
			if ceases = n > 0 && r.words.ceases[k]; ceases {
				continue
			}
			if _, ok := r.citedAt(s, at, k); !ok {
				if of := r.ceasesAmong(whole[at:]); of != "" {
					return of
				}
				return r.excepted(whole)
			}
			return r.ceasingProvision(s[at:])
		}
	}
	return ""
}

// maxCaption is how long the heading of a provision is that stands before its text.
const maxCaption = 120

// actName returns the name of an act in the nominative, without the words of an order
// behind it; that of the one named before for one which is only pointed to: such title.
func (r *amendmentReader) actName(name string) string {
	if k, _ := key(name); r.citing.there[k] && r.before != "" {
		return r.before
	}
	name = name[r.behindDivisions(name):]
	if title, end := r.codeTitle(name, 0); end > 0 {
		return title
	}
	w := r.words
	for at := 0; at < len(name); {
		k, n := key(name[at:])
		if n > 0 && at > 0 && (w.oldNouns[k] || w.heading[k] || w.part[k] || w.behind[k] || w.whole[k] || w.substitute[k] || w.insert[k] || w.repeal[k] || w.renumber[k] || w.replace[k] || w.reflexive[k]) {
			name = strings.TrimSpace(name[:at])
			break
		}
		at += max(n, 1)
	}
	return r.citing.nominative(name)
}

// ordersIn reports whether a verb of an order stands in s.
func (w *ordering) ordersIn(s string) bool {
	for at := 0; at < len(s); {
		k, n := key(s[at:])
		if n > 0 && (w.substitute[k] || w.insert[k] || w.repeal[k] || w.renumber[k] || w.replace[k] || w.opens[k] || w.gone[k]) {
			return true
		}
		at += max(n, 1)
	}
	return false
}

// headed returns the id of the article whose heading the quoted provision with the text
// begins with, "" for another.
func (r *amendmentReader) headed(s string) string {
	s = strings.TrimLeft(s, "„“”\"«»‘`'")
	w, n := r.citing.word(s)
	if n == 0 || w.passed || w.rank != rankArticle {
		return ""
	}
	number, _, ok := r.citing.number(s[n:], w, true)
	if !ok {
		return ""
	}
	return segments[KindArticle] + "_" + r.targets.spelled(number)
}

// ordered reports whether an order stands in an article outside what it quotes.
func (w *ordering) ordered(article *Node) bool {
	found := false
	walk([]*Node{article}, 0, func(n *Node, _ int) bool {
		found = found || !isQuoted(n) && w.ordersIn(n.Text)
		return !found && !isQuoted(n)
	})
	return found
}
