package act

import (
	"slices"
	"strings"
)

// quote takes a quotation.
func (o *order) quote(words string) {
	switch {
	case o.marked && o.came: // durch ein Komma und das Wort „und“
		o.fresh[len(o.fresh)-1] += " " + words
	case o.marked && len(o.old) > 0:
		o.old[len(o.old)-1] += " " + words
	case o.into:
		o.fresh, o.came = append(o.fresh, words), true
	case o.next != "":
		o.besides, o.place, o.came = words, o.next, false
	default:
		o.old, o.came = append(o.old, words), false
	}
	o.next, o.into, o.added, o.marked = "", o.into && o.verb != "", false, false
}

// mentioned takes a citation.
func (r *amendmentReader) mentioned(o *order, cit citation, s string) {
	if o.wording && !o.within {
		o.wording, o.former, o.auxiliary = false, false, false
		return
	}
	annex, _ := r.annexOf(&cit, s)
	switch kind := cit.tail.kind; {
	case annex != "":
	case kind == actTail, kind == nextTail, kind == relativeTail, kind == thatTail, kind == treatyTail:
		o.unknown = true
		return
	case kind == otherTail:
		if name := r.actName(cit.tail.name); name != "" {
			r.basedOn(o, name)
		}
	}
	narrow := r.citing.commas && !r.vague && cit.paths[0].first() > r.named.rank
	for i := range cit.paths {
		r.clause.unknown = false
		cit.paths[i].stand(annex, s)
		r.complete(&cit.paths[i])
		o.unknown = o.unknown || r.clause.unknown
	}
	targets := r.amended(&cit)
	last := cit.paths[len(cit.paths)-1]
	partial, places := r.partial(s[cit.start:cit.end], len(cit.paths) > 1 || last.upto != "")
	subject := !o.into && !o.added && !o.within && o.next == "" && !(o.auxiliary && len(o.subjects) > 0)
	if counted := len(o.sentences) + len(o.subparagraphs); counted > 0 && subject {
		if !o.countedWithin {
			r.apart(o, s, cit.start, o.countedEnd)
		}
		if last.rank > rankParagraph || last.first() <= rankParagraph { // the second subparagraph, point (b)
			o.sentences, o.subparagraphs = nil, nil
		}
	}
	if len(places.counts) > 0 {
		o.countedEnd, o.countedWithin = cit.end, o.within
		if o.next != "" && !o.into && !o.added {
			o.besideUnit, o.besideCounts, o.position, o.next, partial = places.unit, places.counts, o.next, "", false
			r.named = last
			o.within = false
			return
		}
	}
	if len(o.stood) > 0 && !o.within && !o.into && !o.added && o.next == "" && o.verb == "" && len(o.subjects)+len(o.old) == 0 && r.onlyJoins(s[o.standing():cit.start]) {
		o.within = true // in § 5 Absatz 1 und § 7 Absatz 2
	}
	within := o.within
	o.into = o.into && !(o.within && len(o.fresh) > 0) // replaced by ‘a week’ in Article 5
	switch {
	case o.into || o.auxiliary && len(o.subjects) > 0 && !o.added && o.next == "" && !o.within:
		o.after = append(o.after, targets...)
	case o.added:
		o.becomes = append(o.becomes, targets...)
	case o.next != "":
		o.beside, o.position = append(o.beside, targets...), o.next
		o.part = o.part || partial
		r.named = last.upper()
	case o.within:
		r.stands(o, &cit, targets, s)
	default:
		if k := len(o.subjects) - 1; k >= 0 && annexAt(targets) != "" && strings.HasPrefix(targets[0].ID, o.subjects[k].ID+"__") && o.divided > 0 && strings.Trim(s[o.divided:cit.start], " ,") == "" {
			o.subjects = o.subjects[:k] // Annex I, point 3
		} else if k >= 0 && narrow && o.cited > 0 && strings.Trim(s[o.cited:cit.start], " ,") == "" {
			o.subjects = o.subjects[:k] // paragraph 1, point (a)
		}
		if o.heading || o.opening {
			first := len(o.subjects) == 0
			o.unknown = o.unknown || first && r.joinedIn(s[o.headed:cit.start]) || !first && ranked(o.subjects[0].ID) != ranked(targets[0].ID)
		}
		o.cited = cit.end
		o.subjects = append(o.subjects, targets...)
		o.part = o.part || partial
		r.named, r.inside, r.vague = last, "", len(cit.paths) > 1 || last.upto != ""
	}
	o.next, o.within, o.added = "", false, false
	if len(places.outer) > 0 {
		r.place(o, &countedMention{unit: UnitSubparagraph, counts: places.outer}, within)
	}
	if len(places.counts) > 0 {
		r.place(o, &places, within)
	}
}

// headingOf takes what headings or the words before a list are called behind s, which is not known of what it is
// where it is joined to something else: paragraph 1 and the title.
func (r *amendmentReader) headingOf(o *order, s string) {
	o.unknown = o.unknown || len(o.subjects) > 0 && o.cited > 0 && r.joinedIn(s[o.cited:])
}

// openingAt returns where at s[at:] what is called ends which stands before a list: the introductory wording, der
// Satzteil vor Nummer 1; 0 where nothing is. The first word has the key and the size.
func (r *amendmentReader) openingAt(s string, at int, k string, size int) int {
	w := r.words
	next := at + size + spaces(s[at+size:])
	word, n := key(s[next:])
	switch {
	case n == 0:
	case w.opening[k]:
		return next + n
	case w.openingBefore[k] && w.before[word]:
		if cit, ok := r.citation(s, next+n+spaces(s[next+n:])); ok {
			return cit.end
		}
	}
	return 0
}

// joinedIn reports whether a word that joins stands in s: the title and paragraph 1.
func (r *amendmentReader) joinedIn(s string) bool {
	for at := 0; at < len(s); {
		k, n := key(s[at:])
		if n > 0 && r.citing.joins[k] {
			return true
		}
		at += max(n, 1)
	}
	return false
}

// A spot is what is named in one as that in which something is changed, with the sentences and subparagraphs of it.
type spot struct {
	targets                  []Amended
	sentences, subparagraphs []int
}

// apartIn reports whether an order of what stands in several provisions is one for each of them, since sentences or
// subparagraphs are named of them: in § 5 Satz 1 und § 7 Satz 2.
func (o *order) apartIn() bool {
	counted := func(s spot) bool { return len(s.sentences)+len(s.subparagraphs) > 0 }
	return len(o.spots) > 1 && len(o.subjects) == 0 && o.verb != "" && slices.ContainsFunc(o.spots, counted)
}

// standing returns where that ends in which something is changed.
func (o *order) standing() int {
	if o.countedWithin {
		return max(o.stoodEnd, o.countedEnd)
	}
	return o.stoodEnd
}

// orderEach is order for each of the spots.
func (r *amendmentReader) orderEach(n *Node, o *order, start, end int) bool {
	done := false
	for _, at := range o.spots {
		one := *o
		one.spots, one.places, one.sentences, one.subparagraphs = nil, at.targets, at.sentences, at.subparagraphs
		done = r.order(n, &one, start, end) || done
	}
	return done
}

// stands takes the provisions in which something is changed: in § 5 und in § 7.
func (r *amendmentReader) stands(o *order, cit *citation, targets []Amended, s string) {
	last := cit.paths[len(cit.paths)-1]
	before := o.stood
	o.stood = targets
	if len(before) > 0 && r.joinedIn(s[o.stoodEnd:cit.start]) && (o.verb == "" && len(o.subjects)+len(o.old) == 0 || o.stoodBehind) {
		o.stood = slices.Concat(before, targets)
	} else {
		o.spots = nil
	}
	o.spots = append(o.spots, spot{targets: targets})
	o.stoodEnd, o.stoodBehind = cit.end, o.verb != ""
	r.named, r.inside, r.vague, o.places = last, "", false, nil
	if len(o.stood) > 1 || last.upto != "" {
		r.named, r.vague, o.places = path{}, true, o.stood // what is in which of them is not known
	}
}

// elsewhere reports whether the citation at s[at:], which is said to be that in which something is changed, begins
// another order: the words ‘a day’ are deleted, and in Article 7 the words ‘a week’.
func (r *amendmentReader) elsewhere(o *order, s string, at int) bool {
	renumbered := o.verb == "" && len(o.after) > 0 && len(o.subjects) > 0 // § 12 wird § 13 und in Absatz 1
	if r.words.grammar != verbBehind || o.verb == "" && !renumbered || !o.within || o.stoodBehind || o.into && len(o.fresh) == 0 {
		return false
	}
	before, word := wordBefore(s[:at])
	if !r.words.within[word] {
		before, word = wordBefore(before) // in der Anlage
	}
	_, joint := wordBefore(before)
	return r.words.within[word] && r.citing.joins[joint]
}

// onlyJoins reports whether s says no more than that what stands on both sides of it is joined.
func (r *amendmentReader) onlyJoins(s string) bool {
	s = strings.TrimLeft(strings.TrimSpace(s), ", ")
	k, n := key(s)
	return n > 0 && n == len(s) && r.citing.joins[k]
}

// upper returns the path without its narrowest rank.
func (p *path) upper() path {
	up := *p
	up.number[up.rank], up.upto = "", ""
	for up.rank > rankArticle && up.number[up.rank] == "" {
		up.rank--
	}
	return up
}

// partial reports whether a citation names besides a part that has no id: Satz 2. It
// partial reports whether a citation goes on with parts of a text that have no id, and returns those at its end
// that have places: § 5 Absatz 1 Satz 2. Of several provisions it is not known in which those stand.
func (r *amendmentReader) partial(s string, several bool) (bool, countedMention) {
	partial, places, inner := false, countedMention{}, false
	for at := 0; at < len(s); {
		k, n := wordKey(s[at:])
		switch w, ranked := r.citing.words[k]; {
		case n == 0:
		case !ranked:
		case !w.passed:
			inner = inner || partial // § 5 Absatz 1 Satz 2 und Absatz 3
			partial, places = false, countedMention{}
		default:
			before := places
			partial, places = true, countedMention{}
			if m, ok := r.counted(s, at); ok && len(m.counts) > 0 {
				if before.unit == UnitSubparagraph && m.unit == UnitSentence {
					m.outer = before.counts // Unterabsatz 2 Satz 1
				}
				partial, places, n = several || m.unit == unitClause, m, m.end-at
			}
		}
		at += max(n, 1)
	}
	if several {
		partial, places = partial || inner, countedMention{}
	}
	return partial, places
}
