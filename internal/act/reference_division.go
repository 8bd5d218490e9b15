package act

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// A divisionCitation is a reference to divisions or annexes as written.
type divisionCitation struct {
	start, end int
	divisionMention
	wider []divisionMention // that they are said to stand in, each one division
	tail  tail
	// inside is the kind of the division around the text that they are said to stand in:
	// of this chapter; "" for none.
	inside Kind
	quoted bool
}

// divisions returns the references to divisions and annexes in the text of one provision.
func (r *referenceReader) divisions(n *Node, here position) []Reference {
	c, s := r.citing, n.Text
	t := r.targets
	if len(c.divisions) == 0 || len(t.divided().kinds) == 0 && !t.changes(here) && t.sole() == nil {
		return nil
	}
	quotes := r.quotes(s, here)
	var found []Reference
	for at := 0; at < len(s); {
		letter, size := firstRune(s[at:])
		if !isLetter(letter) {
			at += size
			continue
		}
		if second, _ := firstRune(s[at+size:]); !c.parting.has(letter) || !c.dividing.has(second) {
			at += wordLength(s[at:])
			continue
		}
		cit, ok := r.divisionCited(s, at)
		if !ok {
			cit, ok = r.aloneCited(s, at)
		}
		if !ok {
			at += max(wordLength(s[at:]), size)
			continue
		}
		for len(quotes) > 0 && quotes[0].end <= at {
			quotes = quotes[1:]
		}
		cit.quoted = here.quoted || len(quotes) > 0 && quotes[0].start < at
		at = cit.end
		ref := Reference{
			From: n.ID, Start: cit.start, End: cit.end, Text: s[cit.start:cit.end], Targets: []string{}, said: cit.tail.kind != noTail, line: n.Line, divided: cit.places(),
		}
		if article := here.at[rankArticle]; article != nil {
			ref.label = article.Label
		}
		if t.resolveDivisions(&ref, &cit, here) {
			found = append(found, ref)
		}
	}
	return found
}

// DivisionWords returns what tells a text in which a word for divisions or annexes stands, without which no reference in it names any.
func (a *Act) DivisionWords() func(text string) bool {
	c := citingOf(a)
	if c == nil {
		return func(string) bool { return false }
	}
	return func(text string) bool {
		for at := 0; at < len(text); {
			letter, size := firstRune(text[at:])
			if !isLetter(letter) {
				at += size
				continue
			}
			if second, _ := firstRune(text[at+size:]); c.parting.has(letter) && c.dividing.has(second) {
				word, _ := key(text[at:])
				if _, ok := c.divisions[word]; ok {
					return true
				}
			}
			at += max(wordLength(text[at:]), size)
		}
		return false
	}
}

// places returns where the numbers of the divisions stand.
func (cit *divisionCitation) places() []span {
	out := []span{}
	for _, m := range append([]divisionMention{cit.divisionMention}, cit.wider...) {
		for _, it := range m.numbers {
			for _, at := range []span{it.at, it.uptoAt} {
				if at.end > 0 {
					out = append(out, at)
				}
			}
		}
	}
	slices.SortFunc(out, func(a, b span) int { return a.start - b.start })
	return out
}

// merge takes the references to divisions in a text among those found from first on, but
// for those that stand in another one. What is said of the act behind one that is joined
// to them holds for them.
func (r *referenceReader) merge(first int, divisions []Reference, s string) {
	if len(divisions) == 0 {
		return
	}
	others := slices.Clone(r.found[first:])
	r.found = r.found[:first]
	for _, ref := range divisions {
		for len(others) > 0 && others[0].End <= ref.Start {
			r.found, others = append(r.found, others[0]), others[1:]
		}
		if len(others) == 0 || ref.End <= others[0].Start {
			r.found = append(r.found, ref)
		}
	}
	r.found = append(r.found, others...)
	found := r.found[first:]
	for i := len(found) - 2; i >= 0; i-- {
		ref, next := &found[i], &found[i+1]
		if ref.divided != nil && !ref.said && ref.Scope != next.Scope && next.Scope == ScopeOther && r.citing.joined(s[ref.End:next.Start]) {
			ref.elsewhere(next.Act)
		}
	}
}

// elsewhere says that the reference names provisions of another act.
func (ref *Reference) elsewhere(act string) {
	ref.Scope, ref.Act, ref.Targets, ref.Dangling, ref.Repealed, ref.Numbers = ScopeOther, act, []string{}, nil, nil, nil
}

// divisionCited reads the reference to divisions that begins at s[start:].
func (r *referenceReader) divisionCited(s string, start int) (divisionCitation, bool) {
	c := r.citing
	m, ok := r.targets.division(c, c.divisions, s, start)
	if !ok {
		return divisionCitation{}, false
	}
	if first := r.targets.profile.ordinalStart(s, start); first < start {
		start = first
		m, ok = r.targets.division(c, c.divisions, s, start)
	}
	if !ok || len(m.named) == 0 || m.end < len(s) && s[m.end] == '%' {
		return divisionCitation{}, false
	}
	cit := divisionCitation{start: start, end: m.end, divisionMention: m}
	if quotedHeading(s, start, m.end) {
		return cit, false
	}
	for range divisionOrder {
		wide, ok := r.targets.division(c, c.divisions, s, c.wider(s, cit.end))
		if !ok || len(wide.named) != 1 || wide.named[0].Upto != "" || wide.kind == cit.kind {
			break
		}
		of := c.ofNext(s, cit.end)
		cit.end = wide.end
		if !of && inside(wide.kind, cit.kind) && len(cit.named) == 1 { // Chapter II, Section 3
			cit.divisionMention, wide = wide, cit.divisionMention
		}
		cit.wider = append(cit.wider, wide)
	}
	at := c.wider(s, cit.end)
	if k, n := wordKey(s[at:]); n > 0 && c.here[k] {
		at += n
		at += spaces(s[at:])
		k, n := wordKey(s[at:])
		if d, ok := c.divisions[k]; ok && n > 0 && d.kind != cit.kind {
			cit.inside, cit.end = d.kind, at+n
			return cit, true
		}
	}
	if cit.of(c, s) {
		return cit, true
	}
	rest := strings.TrimPrefix(s[cit.end+spaces(s[cit.end:]):], "—")
	first, _ := utf8.DecodeRuneInString(rest)
	if _, n := c.word(rest); n > 0 && cit.annex() {
		return cit, true // Annex II Point 3
	}
	return cit, !c.attached || !unicode.IsUpper(first) // Title IX grants, but no Title IX Fund
}

// of reads behind divisions of which act they are, and reports whether that is said.
func (cit *divisionCitation) of(c *citing, s string) bool {
	to := 0
	if k, n := key(s[cit.end+spaces(s[cit.end:]):]); cit.annex() && c.annexedTo[k] {
		to = spaces(s[cit.end:]) + n
	}
	t, size := c.tail(s[cit.end+to:])
	size += to
	if name := s[cit.end:]; t.kind == noTail && c.owned && strings.HasPrefix(name, ", ") && c.capitalised(name[2:]) {
		t, size = c.other(name, 2, 2) // title 5, United States Code
	}
	switch t.kind {
	case actTail, otherTail, treatyTail:
		cit.tail = t
		cit.end += size
		return true
	}
	return false
}

// wider returns where, behind a division that ends at s[at:], that begins in which it
// stands: Section 2 of Chapter III, Chapter III, Section 2.
func (c *citing) wider(s string, at int) int {
	at += blank(s[at:])
	if strings.HasPrefix(s[at:], ",") {
		at++
		at += blank(s[at:])
	}
	for range 2 {
		if k, n := wordKey(s[at:]); n > 0 && (c.of[k] || c.the[k]) {
			at += n
			at += spaces(s[at:])
		}
	}
	return at
}

// ofNext reports whether the next word of s[at:] says that what stands before it is part of what
// stands behind it.
func (c *citing) ofNext(s string, at int) bool {
	k, _ := wordKey(s[at+spaces(s[at:]):])
	return c.of[k]
}

// capitalised reports whether the name of an act stands at the beginning of s that is
// written with capitals: United States Code.
func (c *citing) capitalised(s string) bool {
	first, _ := utf8.DecodeRuneInString(s)
	return unicode.IsUpper(first) && c.called(s[:c.nameEnd(s)])
}

// inside reports whether divisions of a kind stand in those of a wider one.
func inside(kind, wider Kind) bool {
	order := []Kind{KindAnnex, KindPart, KindTitle, KindChapter, KindSection, KindSubsection}
	return slices.Index(order, kind) > slices.Index(order, wider)
}

// placed looks for the division or annex that a citation names behind its numbers: члана
// 5. главе II Закона о раду. What is said of that holds for the citation.
func (r *referenceReader) placed(s string, cit *citation, here position) {
	c := r.citing
	at := c.wider(s, cit.listed)
	if cit.bare || strings.Contains(s[cit.listed:at], ",") {
		return
	}
	in, ok := r.annexCited(s, at)
	if !ok {
		return
	}
	annex := in.annex()
	elsewhere := cit.tail.kind == otherTail && !(annex && in.tail.kind != otherTail && strings.HasPrefix(s[at:], cit.tail.name)) // Анекса 2, which a treaty may have
	if in.alone() && in.tail.kind == noTail && (elsewhere || r.targets.changes(here) || !r.in(cit, &in, here)) {
		return
	}
	switch {
	case in.tail.kind == otherTail && c.owned:
		cit.tail, cit.end = tail{kind: otherTail, name: name(s[at:in.end])}, in.end // title 5, United States Code
	case in.tail.kind == otherTail && (cit.tail.kind != otherTail || annex):
		cit.tail, cit.end = in.tail, in.end
	case annex && !r.targets.changes(here) && !elsewhere && r.in(cit, &in, here):
		cit.tail, cit.end = in.tail, in.end
	case annex && (cit.tail.kind != otherTail || r.targets.divided().kinds[KindAnnex] || r.targets.changes(here)):
		cit.tail, cit.end, cit.annexed = tail{}, cit.listed, true
	case cit.tail.kind == otherTail && !c.owned: // des Ersten Buches Sozialgesetzbuch
	case in.tail.kind != noTail:
		cit.tail, cit.end = in.tail, cit.listed
	case r.targets.divided().kinds[in.kind]:
		cit.tail, cit.end = tail{}, cit.listed
	}
}
