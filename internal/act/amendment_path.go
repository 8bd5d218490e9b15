package act

// several stands for a number where more than one was named.
const several = "?"

// article returns the article of p, which says besides which paragraph was named.
func (p *path) article() path {
	return path{rank: rankArticle, number: [ranks]string{p.number[rankArticle], p.number[rankParagraph]}, annex: p.annex, forms: p.forms}
}

// ranked returns how many ranks of p have a number.
func (p *path) ranked() int {
	n := 0
	for _, number := range p.number {
		if number != "" {
			n++
		}
	}
	return n
}

// first returns the widest rank of p that has a number.
func (p *path) first() int {
	rank := rankArticle
	for rank < p.rank && p.number[rank] == "" {
		rank++
	}
	return rank
}

// complete fills in the wider ranks that a path leaves out. Points of an article
// without a paragraph are those of its only one.
func (r *amendmentReader) complete(p *path) {
	if p.annex == "" && p.number[rankArticle] == "" {
		p.annex = r.named.annex
	}
	first := p.first()
	for rank := rankArticle; rank < first; rank++ {
		if p.annex == r.named.annex {
			p.number[rank], p.forms[rank] = r.named.number[rank], r.named.forms[rank]
		}
	}
	if p.annex != "" {
		r.clause.unknown = r.clause.unknown || p.number[rankParagraph] == several
		return
	}
	if p.rank > rankParagraph && p.number[rankParagraph] == "" {
		p.number[rankParagraph] = "1"
	}
	r.inPoint(p, first)
	if p.number[rankArticle] == "" || p.number[rankParagraph] == several {
		r.clause.unknown = true
	}
}

// inPoint gives a path that begins with the rank, below that of points, the point that was named last, in which it
// stands where that is one of the same paragraph: члан 8. став 1. тачка 5) подтачка (2), then подтачка (3).
func (r *amendmentReader) inPoint(p *path, first int) {
	at := &r.pointed
	if r.words.grammar != verbBetween || first <= rankPoint || first == rankIndent || p.number[rankPoint] != "" {
		return
	}
	if at.number[rankPoint] == "" || at.number[rankArticle] != p.number[rankArticle] || at.number[rankParagraph] != p.number[rankParagraph] {
		return
	}
	r.clause.unknown = r.clause.unknown || at.number[rankPoint] == several
	for rank := rankPoint; rank < first; rank++ {
		p.number[rank], p.forms[rank] = at.number[rank], at.forms[rank]
	}
}

// point keeps the point that was named last, or that there were several.
func (r *amendmentReader) point(cit *citation) {
	last := cit.paths[len(cit.paths)-1]
	if last.number[rankPoint] == "" {
		if last.first() < rankPoint {
			r.pointed = path{}
		}
		return
	}
	r.pointed = last
	if first := cit.paths[0]; last.rank == rankPoint && last.upto != "" || first.number[rankPoint] != last.number[rankPoint] {
		r.pointed.number[rankPoint] = several
	}
}
