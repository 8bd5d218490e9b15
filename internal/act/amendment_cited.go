package act

// citedAt reads the citation that begins at s[at:] with the word of the key, or with the
// number of an article.
func (r *amendmentReader) citedAt(s string, at int, k string) (citation, bool) {
	_, named := r.citing.words[k]
	if _, led := r.citing.led(s[at:]); !named && led == 0 {
		return citation{}, false
	}
	return r.citing.cite(s, at)
}

// cited takes a citation behind a word. One of this act itself names nothing of the
// act amended.
func (r *amendmentReader) cited(cit citation, word, previous string) {
	c := &r.clause
	annex, end := r.annexOf(&cit, r.provision.Text)
	of := cit.tail
	if annex != "" {
		of, _ = r.citing.tail(r.provision.Text[end:])
	}
	switch {
	case annex != "" && of.kind == actTail: // тачка 3. Прилога 1. овог закона
		return
	case annex != "" && of.kind != otherTail:
	case of.kind == actTail, of.kind == nextTail, of.kind == relativeTail:
		return
	case of.kind == otherTail && c.excepted && c.whose != "" && r.citing.there[firstKey(of.name)]: // тог закона
	case of.kind == otherTail:
		r.ofAct(r.actName(of.name), r.joined(&cit, previous))
	case c.listed && c.owned && r.joined(&cit, previous): // члан 5. Закона о миру и чл. 7. и 8. и члан 9. Закона о буци
		r.ofAct(r.ceasingProvision(r.provision.Text[cit.start:]), true)
	}
	if k, _ := key(cit.tail.name); r.words.divisions[k].kind != "" && annex == "" {
		c.unknown = true
	}
	if n := len(c.cited); n > 0 && annex == "" && cit.paths[0].number[rankArticle] != "" && c.cited[n-1].bare && !c.joined {
		annex = annexAt(c.cited[n-1].targets) // у Прилогу I члан 3.
	}
	bare := r.words.within[previous] && cit.paths[0].ranked() == 1
	for i := range cit.paths {
		cit.paths[i].stand(annex, r.provision.Text)
		r.complete(&cit.paths[i])
	}
	if c.excepted {
		kept := r.amended(&cit)
		c.unknown, c.kept = c.unknown || c.holds(kept), append(c.kept, kept...)
		return
	}
	if c.replaced && !c.open && !c.inherits() { // став 2. замењује се ст. 2. и 3.
		r.substitute(r.provision)
		c.open = true
	}
	if c.open {
		if c.alike {
			r.doubt()
			return
		}
		if !r.ordered() {
			return
		}
		r.becomes(r.amended(&cit), cit.paths[0].rank == rankArticle)
		return
	}
	r.point(&cit)
	within := r.words.within[previous]
	r.mention(mention{targets: r.amended(&cit), within: within, bare: bare, word: word})
	last := cit.paths[len(cit.paths)-1]
	switch {
	case within:
		r.named = last
	default:
		r.named = last.article()
	}
	if first := cit.paths[0]; last.rank == rankParagraph && (last.upto != "" || first.number[rankParagraph] != last.number[rankParagraph]) {
		r.named.number[rankParagraph] = several
	}
	r.inside, r.vague = "", false
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

// changed returns what the sentence says is changed: what it cites but for that in
// which more is cited, and where nothing is cited, what was named last. Those whose
// headings alone are changed are the second.
func (r *amendmentReader) changed() (targets, headings []Amended) {
	for i := range r.clause.cited {
		if at := &r.clause.cited[i]; at.heading {
			headings = append(headings, at.targets...)
		} else if !at.narrowed && at.position == "" {
			targets = append(targets, at.targets...)
		}
	}
	if targets != nil || headings != nil || r.clause.whole {
		return targets, headings
	}
	return r.inherited(), nil
}

// inherited returns what was named last.
func (r *amendmentReader) inherited() []Amended {
	if n := len(r.clause.cited); n > 0 && r.clause.cited[n-1].within {
		return r.clause.cited[n-1].targets
	}
	if r.named.number[rankArticle] == "" && r.named.annex == "" {
		r.clause.unknown = r.clause.unknown || r.vague
		if r.inside != "" {
			return []Amended{{ID: r.inside}}
		}
		return nil
	}
	p := r.named
	if p.number[p.rank] == several {
		r.clause.unknown = true
	}
	return []Amended{{ID: r.id(&p, p.number[p.rank])}}
}
