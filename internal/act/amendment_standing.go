package act

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// dividedIn takes the mention of divisions or annexes and of what they are said to stand in, and
// returns where that ends in s.
func (r *amendmentReader) dividedIn(o *order, m divisionMention, s string) int {
	of, end := r.standing(&m, s, o.within)
	if m.kind == KindAnnex {
		if o.into && of.kind == noTail {
			of = r.ownAnnex(s[end:])
		}
		end = r.behindBelonging(s, end)
	}
	if of.kind == actTail {
		o.unknown = o.unknown || !o.into || m.kind != KindAnnex
	} else if name := r.actName(of.name); name != "" {
		r.basedOn(o, name)
	}
	targets := r.placed(m)
	switch {
	case o.into && (m.alone() || m.kind == KindAnnex && of.kind == actTail): // replaced by the text in the Annex to this Regulation
	case o.into || o.auxiliary && len(o.subjects) > 0:
		o.after = append(o.after, targets...)
	case o.added:
		o.becomes = append(o.becomes, targets...)
	case len(targets) == 0:
		o.unknown = true
	case o.next != "":
		o.beside, o.position = append(o.beside, targets...), o.next
	default:
		if !o.within {
			o.subjects = append(o.subjects, targets...)
		}
		r.named, r.inside, r.vague = path{}, targets[0].ID, len(targets) != 1 || targets[0].Upto != ""
		if !r.vague {
			r.named.annex, o.divided = annexAt(targets), m.end
			if r.named.annex != "" {
				r.named.annex = targets[0].ID // Part C of Annex I
			}
		}
	}
	o.next, o.within, o.added = "", false, false
	return end
}

// ownAnnex returns the tail that says behind an annex that it is one of this act itself: to this Regulation.
func (r *amendmentReader) ownAnnex(s string) tail {
	at := spaces(s)
	if k, n := key(s[at:]); n > 0 && r.citing.annexedTo[k] {
		at += n
	}
	if of, _ := r.citing.tail(s[at:]); of.kind == actTail {
		return of
	}
	return tail{}
}

// behindBelonging returns where what stands at s[at:] ends that says to which provisions an annex belongs:
// Anlage 1 (zu § 5), Anlage zu § 5.
func (r *amendmentReader) behindBelonging(s string, at int) int {
	next := at + spaces(s[at:])
	bracket := strings.HasPrefix(s[next:], "(")
	if bracket {
		next++
	}
	k, n := key(s[next:])
	if n == 0 || !r.words.belongs[k] {
		return at
	}
	next += n + spaces(s[next+n:])
	if bracket {
		return max(at, next+strings.IndexByte(s[next:], ')')+1)
	}
	if k, n := key(s[next:]); n > 0 && (r.citing.of[k] || r.words.within[k]) {
		next += n + spaces(s[next+n:])
	}
	if cit, ok := r.citation(s, next); ok {
		return cit.end
	}
	return at
}

// basedOn says of which act what the order names is.
func (r *amendmentReader) basedOn(o *order, name string) {
	o.unknown = o.unknown || len(o.subjects) > 0 && name != r.base
	r.base, r.before = name, name
}

// standing reads in what divisions are said to stand, which is added to the ids of those that m
// names, and of which act they are: Part D of title III of the Rooms Act, Chapter IV, Section 2.
// It returns where that ends in s. Behind a comma stands what is changed in a division that the
// order says it is within: In Chapter IV, Section 2 is deleted.
func (r *amendmentReader) standing(m *divisionMention, s string, within bool) (tail, int) {
	c, narrowest := r.citing, m.kind
	for range divisionOrder {
		at := c.wider(s, m.end)
		if name, end := r.codeTitle(s, at); end > 0 {
			return tail{kind: otherTail, name: name}, end
		}
		next, ok := r.division(s, at)
		if !ok || len(m.named) == 0 || len(next.named) == 0 || next.kind == KindAnnex && (m.kind == KindAnnex || r.words.grammar == verbBetween || !c.ofNext(s, m.end)) || within && strings.Contains(s[m.end:at], ",") {
			break
		}
		inner, outer := *m, next
		if c.ofNext(s, m.end) {
			narrowest = m.kind
		} else if inside(next.kind, narrowest) {
			inner, outer, narrowest = next, *m, next.kind
		} else if !inside(m.kind, next.kind) {
			break
		}
		if len(outer.named) != 1 || outer.named[0].Upto != "" {
			break
		}
		m.named = make([]Amended, len(inner.named))
		for i, a := range inner.named {
			m.named[i].ID = join(outer.named[0].ID, a.ID)
			if a.Upto != "" {
				m.named[i].Upto = join(outer.named[0].ID, a.Upto)
			}
		}
		m.division, m.end = outer.division, next.end
	}
	if !c.owned {
		return tail{}, m.end
	}
	of, size := c.tail(s[m.end:])
	return of, m.end + size
}

// codeTitle returns the name of the title of a code that stands at s[at:], which is an act of its
// own, and where it ends: title 54, United States Code. The end is 0 for anything else.
func (r *amendmentReader) codeTitle(s string, at int) (string, int) {
	c := r.citing
	if k, _ := key(s[at:]); !c.owned || r.words.divisions[k].kind != KindTitle {
		return "", 0
	}
	m, ok := r.division(s, at)
	if !ok || len(m.named) != 1 {
		return "", 0
	}
	code := m.end
	if strings.HasPrefix(s[code:], ", ") {
		code += 2
	} else if code = c.wider(s, code); code == m.end || !plainNumber(m.numbers[0].number) || !strings.HasPrefix(s[code:], "United States Code") {
		return "", 0
	}
	if !c.capitalised(s[code:]) {
		return "", 0
	}
	end := code + c.nameEnd(s[code:])
	first, size := utf8.DecodeRuneInString(s[at:])
	return string(unicode.ToLower(first)) + name(s[at+size:m.end]) + ", " + name(s[code:end]), end
}

// behindDivisions returns where in s, behind divisions of an act, that one is named in which they
// are said to stand, 0 where no divisions are.
func (r *amendmentReader) behindDivisions(s string) int {
	at := 0
	for r.citing.owned {
		if _, end := r.codeTitle(s, at); end > 0 {
			break
		}
		m, ok := r.division(s, at)
		if !ok || len(m.named) == 0 {
			break
		}
		if !r.citing.ofNext(s, m.end) {
			break
		}
		at = r.citing.wider(s, m.end)
	}
	return at
}
