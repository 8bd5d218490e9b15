package act

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// A citation is a reference as written, before it is known what it names.
type citation struct {
	start, end int
	paths      []path
	widened    bool // a wider rank stands behind a narrower one: став 2. члана 5.
	tail       tail
	quoted     bool
	bare       bool // it has no number: претходног члана
	listed     int  // where its numbers end
	// alone are the paths before the first that another word is joined with, which end at
	// aloneEnd; 0 where there is none.
	alone, aloneEnd int
	annexed         bool              // it is said to stand in an annex, of which it is not known what it names
	in              *divisionCitation // the annex or division of one that it stands in, with numbers, where that is known
	sign            bool              // its articles stand behind their sign, not behind a word
}

// A path names one provision, or those from one to another, by the numbers of the
// ranks that are given.
type path struct {
	number [ranks]string
	rank   int    // the narrowest given
	upto   string // the number of the last of a range
	place  [ranks]span
	uptoAt span // where that stands
	// sub is the number of a subparagraph, from 1 or lastOne, of the provision of the rank
	// subBelow; 0 for none.
	sub, subBelow int
	// attached says that the number of the paragraph stands in brackets behind that of the
	// article: 2(1).
	attached bool
	// annex is the id of the annex of the act amended in which the provision stands, whose
	// numbers are written in these forms; "" for one that stands in none.
	annex string
	forms [ranks]form
	// counted is the place of the subparagraph that it stands in, 0 where none was named.
	counted int
}

// A tail is what behind the numbers says whose they are.
type tail struct {
	kind tailKind
	rank int    // of the provision that a relativeTail points to, or a nextTail beside
	step int    // of a nextTail: -1 for the one before, 1 for the one behind
	name string // of the other act
}

type tailKind uint8

const (
	noTail       tailKind = iota
	actTail               // овог закона
	relativeTail          // овог члана
	otherTail             // Закона о …
	treatyTail            // овог споразума
	thatTail              // тог члана
	nextTail              // претходног члана, наредног члана
	thereofTail           // thereof: of the act named last
)

// cite reads the reference that begins with the word at s[start:]. It reports false
// when there is no number of a provision behind the word.
func (c *citing) cite(s string, start int) (citation, bool) { return c.citeOn(s, start, false) }

// citeOn is cite; on says that what commas part from it belongs to the reference where
// the tradition writes so: Article 1(2), first subparagraph, point (a), of Regulation
// (EU) 2031/417. An order parts in what something is changed from that which is.
func (c *citing) citeOn(s string, start int, on bool) (citation, bool) {
	cit := citation{start: start}
	at, direct, in := start, true, chain{}
	if it, n := c.led(s[at:]); n > 0 {
		it.at = span{start, start + it.at.end}
		cit.add(rankArticle, []item{it}, true)
		cit.end = start + n
		at = cit.end + spaces(s[cit.end:])
	}
	for {
		w, n := c.word(s[at:])
		if n == 0 {
			break
		}
		if direct && w.letters && c.entities && len(cit.paths) > 0 && w.rank == cit.paths[len(cit.paths)-1].rank && w.rank < rankSubclause {
			w.rank++ // Nummer 2 Buchstabe b
		}
		items, size, again := c.list(s, at+n, w, in.below(&w, &cit))
		before := len(cit.paths)
		if !direct && before > 0 && cit.paths[0].number[rankArticle] != "" && c.ofWider(s[at+n+size:], w.rank) {
			break // section 2(1) and subsections (a) and (b) of section 3
		}
		if len(items) == 0 || !direct && (w.passed || len(cit.paths) == 0) || !w.passed && !cit.add(w.rank, items, direct) {
			break
		}
		if !direct && cit.alone == 0 {
			cit.alone, cit.aloneEnd = before, cit.end
		}
		if w.rank == rankArticle && !w.passed {
			in = chain{open: true, several: w.several && c.clauses != nil}
		}
		if w.sub && on {
			cit.subparagraphs(items)
		}
		cit.sign = cit.sign || w.sign
		cit.end = at + n + size
		gap, joined := c.gap(s[cit.end:])
		if again {
			items, size, _ := c.list(s, cit.end+gap, citingWord{rank: rankArticle, several: true}, chain{})
			if len(items) == 0 {
				break
			}
			cit.put(rankArticle, path{}, items)
			cit.end += gap + size
			gap, joined = c.gap(s[cit.end:])
		}
		if k, n := key(s[cit.end+gap:]); n > 0 && c.of[k] && !joined {
			gap += n
			gap += spaces(s[cit.end+gap:])
		}
		at, direct = cit.end+gap, !joined
		if on && c.behind(s, &cit) {
			gap, joined = c.gap(s[cit.end:])
			if k, n := key(s[cit.end+gap:]); n > 0 && c.of[k] && !joined {
				gap += n
				gap += spaces(s[cit.end+gap:])
			}
			at, direct = cit.end+gap, !joined
		}
		if on && c.commas && c.narrows(s, cit.end, &cit) {
			direct = true
		}
	}
	if len(cit.paths) == 0 || cit.heading(s) || cit.paths[0].number[rankArticle] == "" && c.gazette(s, start) {
		return citation{}, false
	}
	var size int
	cit.listed = cit.end
	cit.tail, size = c.tail(s[cit.end:])
	behind := strings.TrimPrefix(s[cit.end:], ", ")
	if k, n := key(behind); on && c.commas && size == 0 && (c.of[k] || c.thereof[k] || c.acts[k] && allCaps(behind[:n])) {
		cit.tail, size = c.tail(s[cit.end+1:])
		if size > 0 {
			size++
		}
	}
	cit.end += size
	return cit, true
}

// narrows reports whether a comma at s[end:], where the citation ends, and a point or
// what is narrower follow that are of the last provision cited and of no other.
func (c *citing) narrows(s string, end int, cit *citation) bool {
	if len(cit.paths) == 0 || !strings.HasPrefix(s[end:], ",") {
		return false
	}
	at := end + 1 + spaces(s[end+1:])
	w, n := c.word(s[at:])
	if n == 0 || w.passed || w.rank < rankPoint || w.rank <= cit.paths[len(cit.paths)-1].rank {
		return false
	}
	items, size, _ := c.list(s, at+n, w, chain{})
	rest := s[at+n+size:]
	rest = rest[spaces(rest):]
	if k, n := key(rest); n > 0 && c.of[k] {
		_, wide := c.word(rest[n+spaces(rest[n:]):])
		return len(items) > 0 && wide == 0
	}
	return len(items) > 0
}

// heading reports whether the citation is a quoted heading.
func (cit *citation) heading(s string) bool {
	return len(cit.paths) == 1 && cit.paths[0].rank == rankArticle && quotedHeading(s, cit.start, cit.end)
}

// quotedHeading reports whether what stands at s[start:end] begins with a capital and is
// alone on its line.
func quotedHeading(s string, start, end int) bool {
	first, _ := utf8.DecodeRuneInString(s[start:])
	before := strings.TrimRight(s[:start], `„“"ˮ‘ `)
	rest := strings.TrimLeft(s[end:], " \u00a0.*")
	return unicode.IsUpper(first) && (before == "" || strings.HasSuffix(before, "\n")) && (rest == "" || rest[0] == '\n')
}

// word reads a word of a rank with the white space behind it.
func (c *citing) word(s string) (citingWord, int) {
	if rest := strings.TrimPrefix(s, c.sign); len(rest) < len(s) {
		rest = strings.TrimPrefix(rest, c.sign)
		n := len(s) - len(rest)
		return citingWord{rank: rankArticle, several: true, sign: true}, n + blank(rest)
	}
	k, n := key(s)
	w, ok := c.words[k]
	if !ok {
		return citingWord{}, 0
	}
	if w.short && strings.HasPrefix(s[n:], ".") {
		n++
	} else if w.short && w.marked {
		return citingWord{}, 0
	}
	n += blank(s[n:])
	return w, n
}

// add takes the numbers listed behind the word of a rank, which stands directly
// behind what was read before or is joined to it. It reports false when they belong
// to another reference.
func (cit *citation) add(rank int, items []item, direct bool) bool {
	var base path
	if n := len(cit.paths); n > 0 {
		last := cit.paths[n-1]
		switch {
		case direct && rank > last.rank:
			base = last
			if base.upto != "" {
				base.number[base.rank], base.upto = base.upto, ""
				base.place[base.rank] = base.uptoAt
			} else {
				cit.paths = cit.paths[:n-1]
			}
		case direct && len(items) == 1 && items[0].upto == "" && cit.paths[0].number[rank] == "":
			for i := range cit.paths {
				if rank+len(items[0].below) >= cit.paths[i].rank {
					continue
				}
				p := &cit.paths[i]
				p.number[rank], p.place[rank] = items[0].number, items[0].at
				p.attached = p.attached || rank == rankArticle && len(items[0].below) > 0
				for k, below := range items[0].below {
					p.number[rank+1+k], p.place[rank+1+k] = below.number, below.at
				}
			}
			cit.widened = true
			return true
		case !direct && rank > rankArticle && rank <= last.rank && !cit.widened:
			base = last
			for r := rank; r < ranks; r++ {
				base.number[r], base.place[r] = "", span{}
			}
		default:
			return false
		}
	}
	cit.put(rank, base, items)
	return true
}

// put takes the numbers of a rank which stand in what base names.
func (cit *citation) put(rank int, base path, items []item) {
	for _, it := range items {
		p := path{number: base.number, place: base.place, rank: rank, upto: it.upto, uptoAt: it.uptoAt}
		p.attached = base.attached || rank == rankArticle && len(it.below) > 0
		p.number[rank], p.place[rank] = it.number, it.at
		for _, below := range it.below {
			if p.rank+1 < ranks {
				p.rank++
				p.number[p.rank], p.place[p.rank] = below.number, below.at
			}
		}
		cit.paths = append(cit.paths, p)
	}
}

// follow takes what the citation does not say itself from the one before it.
func (cit *citation) follow(before *citation) {
	if len(before.paths) == 0 {
		cit.tail = tail{kind: otherTail}
		return
	}
	last := &before.paths[len(before.paths)-1]
	for i := range cit.paths {
		for rank := rankArticle; rank <= cit.tail.rank && cit.paths[i].number[rank] == ""; rank++ {
			cit.paths[i].number[rank] = last.number[rank]
		}
	}
	cit.tail, cit.sign = before.tail, before.sign
}

// maxJoint is the longest text between two references that are joined.
const maxJoint = 48

// joined reports whether references with s between them share what is said of their
// act behind the last of them.
func (c *citing) joined(s string) bool {
	if len(s) > maxJoint {
		return false
	}
	for s != "" {
		n := blank(s)
		if n == 0 && strings.HasPrefix(s, ",") {
			n = 1
		}
		if n == 0 {
			var k string
			k, n = key(s)
			if n == 0 || !c.joins[k] && !c.between[k] {
				return false
			}
		}
		s = s[n:]
	}
	return true
}
