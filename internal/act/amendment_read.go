package act

import "strings"

// amending are the words by which amending provisions of the acts of Serbia order
// changes.
var amending = struct {
	substitute, insert, repeal, renumber, says     map[string]bool
	behind, before, within, end, heading, oldNouns map[string]bool
	newNouns                                       map[string]bool
}{
	substitute: keys("menja menjaju"), insert: keys("dodaje dodaju"), repeal: keys("briše brišu prestaje prestaju"), renumber: keys("postaje postaju"),
	says: keys("glasi glase"), behind: keys("posle iza"), before: keys("pre ispred iznad"), within: keys("u"), end: keys("kraju"),
	heading:  keys("naziv naslov podnaslov nazivi naslovi"),
	oldNouns: keys("reč reči broj brojevi brojeve iznos iznosi procenat oznaka oznake datum"),
	newNouns: keys("rečju reču rečima brojem brojevima iznosom iznosima procentom oznakom oznakama datumom"),
}

// An amendmentReader reads amending provisions.
type amendmentReader struct {
	citing  *citing
	targets *targets
	found   []Amendment
	named   path // what a number without anything wider is looked for in
	clause  clause
}

// A clause is what was read of a sentence since the last change it orders.
type clause struct {
	cited    []mention
	position string   // of what comes next
	words    []string // quoted as they stand in the act amended
	place    string   // of the words that come beside them
	heading  bool
	noun     nounKind
	open     bool // the last amendment waits for what becomes of it
	adds     bool
	said     bool // "и гласи" stands before
}

// A mention is a citation and the word before it.
type mention struct {
	citation
	position string
	within   bool
}

type nounKind uint8

const (
	noNoun nounKind = iota
	oldNoun
	newNoun
)

// read reads the text of one provision.
func (r *amendmentReader) read(n *Node, named path) {
	r.named, r.clause = named, clause{}
	s, quotes := n.Text, quotations(n.Text)
	begin, previous := 0, ""
	for at := 0; at < len(s); {
		if len(quotes) > 0 && at >= quotes[0].start {
			before := len(r.found)
			at = quotes[0].end
			r.quoted(n, strings.Trim(s[quotes[0].start:at], "„“”\"ˮ«»‟"), at)
			quotes = quotes[1:]
			begin = r.close(before, begin, at)
			continue
		}
		k, size := key(s[at:])
		if size == 0 {
			if c := s[at]; c == ';' || c == '.' {
				r.clause.open, r.clause.adds, r.clause.said = false, false, false
			}
			at++
			continue
		}
		if _, ok := r.citing.words[k]; ok {
			if cit, ok := r.citing.cite(s, at); ok && (len(quotes) == 0 || cit.end <= quotes[0].start) {
				r.cited(cit, previous)
				at, previous = cit.end, ""
				if r.clause.open {
					r.found[len(r.found)-1].End = at
					begin = at
				}
				continue
			}
		}
		before := len(r.found)
		r.word(n, k, previous)
		at += size
		begin = r.close(before, begin, at)
		previous = k
	}
}

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
func (r *amendmentReader) word(n *Node, k, previous string) {
	c := &r.clause
	switch {
	case amending.behind[k]:
		c.position = Behind
	case amending.before[k]:
		c.position = Before
	case amending.end[k]:
		c.place = AtEnd
	case amending.heading[k]:
		c.heading = true
	case amending.says[k]:
		c.said = true
	case amending.oldNouns[k]:
		c.noun = oldNoun
	case amending.newNouns[k]:
		c.noun = newNoun
	case amending.substitute[k]:
		r.add(n, Amendment{Action: ActionSubstitute, Heading: c.heading, Targets: r.changed()})
		*c = clause{said: true}
	case amending.repeal[k]:
		r.repeal(n)
	case amending.renumber[k]:
		r.add(n, Amendment{Action: ActionRenumber, Targets: r.changed()})
		*c = clause{open: true}
	case amending.insert[k]:
		r.insert(n)
	}
}

func (r *amendmentReader) add(n *Node, a Amendment) {
	a.From = n.ID
	if a.Targets == nil {
		a.Targets = []Amended{}
	}
	r.found = append(r.found, a)
}

// repeal takes "брише се", said of provisions or of words.
func (r *amendmentReader) repeal(n *Node) {
	c := &r.clause
	if len(c.words) == 0 {
		r.add(n, Amendment{Action: ActionRepeal, Heading: c.heading, Targets: r.changed()})
	}
	for _, w := range c.words {
		r.add(n, Amendment{Action: ActionDeleteWords, Heading: c.heading, Targets: r.changed(), OldWords: w})
	}
	*c = clause{}
}

// insert takes "додаје се", said of provisions or of words.
func (r *amendmentReader) insert(n *Node) {
	c := &r.clause
	next := clause{adds: true}
	a := Amendment{Action: ActionInsert}
	switch {
	case len(c.words) > 0:
		a.Action, a.Position, a.OldWords, a.Targets = ActionInsertWords, c.place, c.words[len(c.words)-1], r.changed()
	case c.place == AtEnd:
		a.Action, a.Position, a.Targets = ActionInsertWords, AtEnd, r.changed()
	default:
		for _, at := range c.cited {
			if at.position != "" {
				a.Position = at.position
				a.Targets = append(a.Targets, r.amended(&at.citation)...)
			}
		}
		if a.Position == "" {
			a.Targets = r.changed()
		}
	}
	r.add(n, a)
	next.open = true
	*c = next
}

// changed returns what the sentence says is changed: what it cites, and where that
// says only in what, or nothing is cited, what was named last.
func (r *amendmentReader) changed() []Amended {
	var out []Amended
	for i := range r.clause.cited {
		if at := &r.clause.cited[i]; !at.within && at.position == "" {
			out = append(out, r.amended(&at.citation)...)
		}
	}
	if out != nil || r.named.number[rankArticle] == "" {
		return out
	}
	if n := len(r.clause.cited); n > 0 && r.clause.cited[n-1].within {
		return r.amended(&r.clause.cited[n-1].citation)
	}
	p := r.named
	return []Amended{{ID: r.id(&p, p.number[p.rank])}}
}

// cited takes a citation behind a word.
func (r *amendmentReader) cited(cit citation, previous string) {
	c := &r.clause
	for i := range cit.paths {
		r.complete(&cit.paths[i])
	}
	if c.open {
		open := &r.found[len(r.found)-1]
		if c.adds && open.Action == ActionInsertWords && c.place == "" {
			open.Action, open.Position = ActionInsert, ""
		}
		open.Becomes = append(open.Becomes, r.amended(&cit)...)
		return
	}
	within := amending.within[previous]
	c.cited = append(c.cited, mention{citation: cit, position: c.position, within: within})
	last := cit.paths[len(cit.paths)-1]
	switch {
	case within:
		r.named = last
	case last.number[rankArticle] != r.named.number[rankArticle]:
		r.named = path{rank: rankArticle, number: [ranks]string{last.number[rankArticle]}}
	}
	c.position = ""
}

// complete fills in the wider ranks that a path leaves out.
func (r *amendmentReader) complete(p *path) {
	first := rankArticle
	for first < ranks && p.number[first] == "" {
		first++
	}
	for rank := rankArticle; rank < first; rank++ {
		p.number[rank] = r.named.number[rank]
	}
}

func (r *amendmentReader) amended(cit *citation) []Amended {
	out := make([]Amended, 0, len(cit.paths))
	for i := range cit.paths {
		p := &cit.paths[i]
		a := Amended{ID: r.id(p, p.number[p.rank])}
		if p.upto != "" {
			a.Upto = r.id(p, p.upto)
		}
		out = append(out, a)
	}
	return out
}

// id returns the id of the provision of a path with another number in the narrowest
// rank.
func (r *amendmentReader) id(p *path, number string) string {
	id := ""
	for rank := rankArticle; rank <= p.rank; rank++ {
		n := p.number[rank]
		if rank == p.rank {
			n = number
		}
		if n != "" {
			id = join(id, segments[rankKinds[rank]]+"_"+r.targets.spelled(n))
		}
	}
	return id
}

// quoted takes a quotation within the sentence, which ends at end.
func (r *amendmentReader) quoted(n *Node, words string, end int) {
	c := &r.clause
	switch last := len(r.found) - 1; {
	case c.noun == newNoun && len(c.words) > 0:
		r.add(n, Amendment{Action: ActionReplaceWords, Heading: c.heading, Targets: r.changed(), OldWords: c.words[len(c.words)-1], NewWords: words})
		*c = clause{cited: c.cited, heading: c.heading}
	case c.noun == oldNoun && c.adds && last >= 0:
		r.found[last].Action, r.found[last].NewWords, r.found[last].End = ActionInsertWords, words, end
		c.noun, c.adds, c.open = noNoun, false, false
	case c.noun == oldNoun:
		c.words = append(c.words, words)
		if c.position != "" {
			c.place, c.position = c.position, ""
		}
	case c.said && last >= 0 && r.found[last].From == n.ID && r.found[last].NewWords == "":
		r.found[last].NewWords, r.found[last].End = words, end
		c.said = false
	}
}
