package act

import (
	"slices"
	"strings"
)

// annexOf returns the id of the annex that a citation is said to stand in, and where the
// words end that say so: тачка 3. Прилога I, point 3 of Annex I. It is "" for none.
func (r *amendmentReader) annexOf(cit *citation, s string) (string, int) {
	if cit.tail.kind != noTail && cit.tail.kind != otherTail {
		return "", cit.end
	}
	at := cit.listed + spaces(s[cit.listed:])
	k, n := key(s[at:])
	if n > 0 && r.citing.of[k] {
		at += n
		at += spaces(s[at:])
	} else if !r.words.annexed[k] {
		of, size := key(s[at:])
		next := at + size + spaces(s[at+size:])
		word, _ := key(s[next:])
		if of != "der" || !r.words.annexed[word] {
			return "", cit.end
		}
		at = next
	}
	if m, ok := r.division(s, at); ok && m.annex() != "" {
		return m.annex(), max(m.end, cit.end)
	}
	return "", cit.end
}

// annex returns the id of the one annex that is named, "" for anything else.
func (m *divisionMention) annex() string {
	if m.kind != KindAnnex {
		return ""
	}
	return annexAt(m.named)
}

// annexAt returns the id of the annex that the one provision named is or stands in, "" for none.
func annexAt(named []Amended) string {
	if len(named) == 0 {
		return ""
	}
	id, _, inside := strings.Cut(named[0].ID, "__")
	if id != segments[KindAnnex] && !strings.HasPrefix(id, segments[KindAnnex]+"_") || !inside && (len(named) > 1 || named[0].Upto != "") {
		return ""
	}
	return id
}

// stand says that the provision stands in the annex, and how its numbers are written in s.
func (p *path) stand(annex, s string) {
	p.annex = annex
	for rank := range p.place {
		at := p.place[rank]
		p.forms[rank] = dotted
		if at.end < len(s) && at.start > 0 && s[at.end] == ')' {
			p.forms[rank] = closed
			if s[at.start-1] == '(' {
				p.forms[rank] = bracketed
			}
		}
	}
}

// id returns the id of the provision of a path with another number in the narrowest
// rank.
func (r *amendmentReader) id(p *path, number string) string {
	id, outer := p.annex, -1
	for rank := rankArticle; rank <= p.rank; rank++ {
		n := p.number[rank]
		if rank == p.rank {
			n = number
		}
		switch {
		case n == "":
		case p.annex != "" && rank > rankArticle && p.number[rankArticle] == "":
			outer = max(outer+1, slices.Index(listKinds, r.annexed(p.forms[rank], n)))
			id = join(id, segments[listKinds[min(outer, len(listKinds)-1)]]+"_"+r.targets.spelled(n))
		default:
			id = join(id, r.targets.segmentOf(rank, n))
		}
	}
	return id
}

// listKinds are the kinds of what is numbered outside of articles, from the widest.
var listKinds = []Kind{KindParagraph, KindPoint, KindSubpoint, KindIndent}

// annexed returns as what the parser reads a number outside of articles that is written
// in the form.
func (r *amendmentReader) annexed(f form, number string) Kind {
	letters := arabic
	if !plainNumber(number[:1]) {
		letters = small
	}
	for _, rung := range r.rungs {
		if rung.form == f && rung.class == letters {
			return rung.kind
		}
	}
	switch {
	case letters == small || f == bracketed:
		return KindSubpoint
	case f == closed:
		return KindPoint
	}
	return KindParagraph
}
