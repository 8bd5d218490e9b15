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
	if p.number[rankArticle] == "" || p.number[rankParagraph] == several {
		r.clause.unknown = true
	}
}
