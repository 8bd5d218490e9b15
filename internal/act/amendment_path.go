package act

// several stands for a number where more than one was named.
const several = "?"

// article returns the article of p, which says besides which paragraph was named.
func (p *path) article() path {
	return path{rank: rankArticle, number: [ranks]string{p.number[rankArticle], p.number[rankParagraph]}}
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

// complete fills in the wider ranks that a path leaves out. Points of an article
// without a paragraph are those of its only one.
func (r *amendmentReader) complete(p *path) {
	first := rankArticle
	for first < ranks && p.number[first] == "" {
		first++
	}
	for rank := rankArticle; rank < first; rank++ {
		p.number[rank] = r.named.number[rank]
	}
	if p.rank > rankParagraph && p.number[rankParagraph] == "" {
		p.number[rankParagraph] = "1"
	}
	if p.number[rankArticle] == "" || p.number[rankParagraph] == several {
		r.clause.unknown = true
	}
}
