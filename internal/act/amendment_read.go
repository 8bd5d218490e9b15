package act

import "strings"

// An amendmentReader reads amending provisions.
type amendmentReader struct {
	from     map[string]bool // ids of provisions in whose articles alone orders are sought; nil for all
	citing   *citing
	rungs    []rung // of the act
	words    *ordering
	targets  *targets
	found    []Amendment
	named    path // what a number without anything wider is looked for in
	pointed  path // the point named last
	placedOf int  // where the provision is named in which what was counted before it stands
	clause   clause
	// inside is the division named last, in which others are looked for.
	inside string
	// vague says that what was named last were several divisions, or one without a number.
	vague bool
	// lost says that what the last order changes is not known, so that it is none of
	// those found.
	lost bool
	// base is how the act amended is named, title what the title names.
	base, title string
	// before is how the one was named that was named last in the article.
	before string
	// article is the one that is read, unclear are the provisions that order something
	// of what is not known.
	article *Node
	unclear []unclearOrder
	// provision is the one that is read, step counts its words, added is the one with the
	// last order, and together how many it gave.
	provision   *Node
	step, added int
	together    int
	below       Action // the verb above the points that are read
	table       *Node  // the provision that amends a table of contents
	// follows is the quoted provision below the one that is read, taken the last whose words an order has.
	follows, taken *Node
	// orders are the provisions that order changes of an act that they name.
	orders map[*Node]bool
	wholly *Node // the last provision that says of a whole act that it is repealed
}

// read reads the text of one provision.
func (r *amendmentReader) read(n *Node, named path) {
	r.provision = n
	if r.words.grammar != verbBetween {
		r.readOrders(n, named)
		return
	}
	r.named, r.clause, r.lost, r.placedOf = named, clause{first: r.below, listed: r.below != ""}, false, 0
	s, quotes := n.Text, r.words.quoted(n.Text)
	begin, previous, mentioned := 0, "", -1
	for at := 0; at < len(s); {
		if len(quotes) > 0 && at >= quotes[0].start {
			before, taken := len(r.found), 1
			r.step++
			if r.clause.replaces() {
				taken = r.listed(s, quotes)
				r.replaceWords(n, s, quotes[:taken])
			} else {
				r.quoted(n, unquoted(s, quotes[0]), quotes[0].end)
			}
			at = quotes[taken-1].end
			quotes = quotes[taken:]
			begin, previous = r.close(before, begin, at), ""
			if endsQuoted(s, at) {
				begin = r.stop(n, true, begin, at)
			}
			continue
		}
		if end := inGazette(s, at); end > 0 {
			for at = end; len(quotes) > 0 && quotes[0].start < at; quotes = quotes[1:] {
			}
			continue
		}
		k, size := key(s[at:])
		if r.clause.open && r.words.leads(k) && strings.HasSuffix(s[:at], ". ") && !startsLower(s[at:]) {
			begin = r.stop(n, true, begin, at) // додаје се члан 9а. У члану 8.
		}
		if cit, ok := r.citedAt(s, at, k); ok && (len(quotes) == 0 || cit.end <= quotes[0].start) {
			before := len(r.found)
			if r.placedOf == at && at > 0 {
				previous = r.placedIn(s, begin, &cit)
			}
			r.cited(cit, k, previous)
			begin = r.close(before, begin, cit.start)
			_, at = r.annexOf(&cit, s)
			previous, mentioned = "", at
			begin = r.follow(begin, at)
			continue
		}
		if size == 0 {
			if c := s[at]; c == ';' || c == '.' {
				begin = r.stop(n, c == ';' || !startsLower(s[at+1+spaces(s[at+1:]):]), begin, at)
			}
			at++
			continue
		}
		if m, ok := r.division(s, at); ok && (len(quotes) == 0 || m.end <= quotes[0].start) {
			if mentioned < 0 || strings.TrimSpace(s[mentioned:at]) != "" || !r.widen(m) {
				r.divided(m, k, previous)
			}
			at, previous, mentioned = m.end, "", m.end
			begin = r.follow(begin, at)
			continue
		}
		before := len(r.found)
		r.step++
		if mark, end := r.mark(s, at, k); end > 0 {
			r.marked(n, mark)
			size = end - at
		} else if !r.words.opens[k] || !r.words.opened(s[at:]) {
			r.word(n, k, previous, s[at+size:])
		}
		at += size
		begin = r.close(before, begin, at)
		previous = k
	}
	before := len(r.found)
	r.awaited(n, previous)
	r.step++
	r.finish(n)
	r.settle(n)
	r.close(before, begin, len(s))
}

// stop takes a mark that may end a sentence before s[at:], and returns where the next order begins.
func (r *amendmentReader) stop(n *Node, ends bool, begin, at int) int {
	if ends {
		before := len(r.found)
		r.finish(n)
		r.settle(n)
		begin = r.close(before, begin, at)
	}
	r.clause.open, r.clause.adds, r.clause.said, r.clause.trails = false, false, false, false
	if ends {
		r.clause.unknown, r.clause.part, r.clause.blurred = false, false, false
	}
	return begin
}

// leads reports whether a word with the key may begin a sentence that says where something is changed.
func (w *ordering) leads(k string) bool { return w.within[k] || w.behind[k] || w.before[k] }

// follow returns where the next order begins behind a mention, which belongs to the
// last where that waits for it.
func (r *amendmentReader) follow(begin, end int) int {
	if !r.clause.open || !r.ordered() {
		return begin
	}
	r.found[len(r.found)-1].End = end
	return end
}

// ordered reports whether the last order is one of those found.
func (r *amendmentReader) ordered() bool { return !r.lost && len(r.found) > 0 }

// close sets where the amendments found since before stand, and returns where the
// next one begins.
func (r *amendmentReader) close(before, begin, end int) int {
	if len(r.found) == before {
		return begin
	}
	for i := before; i < len(r.found); i++ {
		r.found[i].Start, r.found[i].End = begin, end
	}
	return end
}

// word takes one word that is none of a citation.
func (r *amendmentReader) word(n *Node, k, previous, rest string) {
	c := &r.clause
	r.parts(k)
	if len(c.kept) > 0 && r.words.repeal[k] && r.words.relative[previous] && begins(rest, 1, r.words.ceases) {
		r.ceaseApart(n, rest)
		return
	}
	if c.listed && c.first == ActionRepeal && len(c.cited) > 0 && r.splits(n, k, rest) {
		return
	}
	if r.words.verb(k) {
		r.finish(n)
	}
	r.restarts(k)
	counts := r.count(k)
	r.headingOfArticle(k, previous)
	if w, ok := r.citing.words[k]; ok && w.rank == rankArticle && !w.passed && c.open && c.adds && c.inherited && r.ordered() {
		r.found[len(r.found)-1].Targets = []Amended{} // an article that is added stands in none
	}
	switch {
	case r.words.opening[k]:
		c.unknown = c.unknown || c.joined && len(c.cited) > 0 // тачка 1) и уводна реченица
		c.opening = true
	case c.opening && r.words.opening[previous]: // what it is called
	case r.words.behind[k]:
		c.position, c.begun = Behind, false
	case r.words.before[k]:
		c.position, c.begun = Before, false
	case r.words.instead[k]:
		c.unknown, c.blurred = true, true
	case r.words.alike[k]:
		c.alike = true
	case r.words.end[k]:
		c.place = AtEnd
	case r.words.heading[k]:
		r.heading()
	case r.passage(k, previous, rest):
		c.noun = oldNoun
	case r.words.sentence[k] > 0:
		if len(counts) == 0 && !c.adds {
			counts = r.placesBehind(rest)
		}
		r.sentence(n, counts, r.words.sentence[k])
	case r.words.texts[k] == UnitSubparagraph:
		r.subparagraph(counts)
	case r.placedAs(k, rest, counts):
	case r.words.part[k] || r.citing.words[k].rank > rankParagraph:
		c.part = true
	case r.citing.acts[k] && (r.words.whole[previous] || r.words.heading[previous]):
		c.whole = true
	case r.words.replace[k]:
		r.owed(n)
		c.owes = r.words.reflexive[previous] || begins(rest, 1, r.words.reflexive)
		c.replaced, c.swapped = len(c.words) == 0 && c.noun == noNoun && c.mark == "", true
	case c.replaced && r.words.anew[k]:
		r.substitute(n)
		c.open = true
	case r.words.says[k] && (c.noun == oldNoun && r.words.relative[previous] || c.replaces()): // у делу који гласи
	case r.words.says[k]:
		r.finish(n)
		c.said = true
	case r.words.oldNouns[k]:
		c.noun = oldNoun
	case r.words.newNouns[k]:
		c.noun = newNoun
	case r.words.substitute[k] && r.ahead(rest):
		c.first = ActionSubstitute
	case r.words.substitute[k] && len(c.words) > 0 && begins(rest, 3, r.words.says): // речи: „а” мењају се и гласе: „б”
		c.noun = newNoun
	case r.words.substitute[k]:
		r.substitute(n)
	case r.words.repeal[k] && begins(rest, 1, r.words.ceases) && r.ceasesBelow(n):
		*c = clause{} // даном почетка примене члана 5. Закона о раду престају да важе: 1) …
	case r.words.repeal[k] && r.ahead(rest):
		c.first = ActionRepeal
		if begins(rest, 1, r.words.ceases) {
			c.cited, c.owned, c.unknown, c.listed = nil, false, false, true // даном почетка примене члана 5. Закона о раду
		}
	case r.words.repeal[k] && len(c.cited) == 0 && r.ceasing(rest): // престаје да важи Закон о раду
		if r.ceasesAmong(rest) != "" {
			c.first, c.listed = ActionRepeal, true
		}
	case c.first == ActionRepeal && r.words.partly[k]:
		c.part = true
	case c.first == ActionRepeal && len(c.cited) > 0 && r.words.except[k]:
		c.excepted, c.whose = true, r.base
	case len(c.cited) == 0 && r.words.except[k]:
		r.keeps(n.Text[:len(n.Text)-len(rest)])
	case r.words.repeal[k]:
		c.part = c.part || r.words.inPart(rest)
		r.repeal(n)
	case r.words.renumber[k]:
		c.part = c.part || len(c.sentences) > 0
		r.change(n, Amendment{Action: ActionRenumber})
		next := clause{open: true}
		if r.words.relative[previous] { // у досадашњем ставу 7, који постаје став 6, речи: „а”
			next.cited, next.used = c.cited, true
		}
		*c = next
	case r.words.puts[k] && begins(rest, 2, r.words.off):
		if r.offAhead(rest) {
			c.first = ActionRepeal
			break
		}
		r.repeal(n)
	case r.words.puts[k] && r.ahead(rest):
		r.finish(n)
		r.insert(n, rest)
	case r.words.insert[k]:
		r.insert(n, rest)
	}
}

// add takes an order. One of a provision that is not known, or of a part of one, is
// left out: it would be taken for one of something else.
func (r *amendmentReader) add(n *Node, a Amendment) {
	c := &r.clause
	provision := a.Action == ActionSubstitute || a.Action == ActionRepeal || a.Action == ActionRenumber
	known := len(a.Targets) > 0 || c.whole
	if r.base == "" {
		r.lost = true
		return
	}
	if c.unknown || provision && (!known || c.part || c.inherits() && !a.Heading && !a.Opening && len(a.Subparagraphs) == 0) {
		r.lose(n)
		return
	}
	r.lost = false
	a.From, a.Act = n.ID, r.base
	if a.Targets == nil {
		a.Targets = []Amended{}
	}
	if r.added != r.step {
		r.added, r.together = r.step, 0
	}
	r.together++
	r.found = append(r.found, a)
}

// An unclearOrder is a provision that orders something of what is not known, and the
// article it stands in.
type unclearOrder struct{ article, provision *Node }

// lose leaves out the order of a provision.
func (r *amendmentReader) lose(n *Node) {
	r.lost = true
	if k := len(r.unclear); r.base != "" && (k == 0 || r.unclear[k-1].provision != n) {
		r.unclear = append(r.unclear, unclearOrder{r.article, n})
	}
}
