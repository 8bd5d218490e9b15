package act

import (
	"slices"
	"strconv"
	"strings"
)

// shortChapter is written with a dot.
const shortChapter = "gl"

// divisionOrder are the divisions from the outer to the inner.
var divisionOrder = []Kind{KindPart, KindChapter, KindSection, KindSubsection}

// A divisionMention is what was read of a name of divisions or annexes.
type divisionMention struct {
	division
	named []Amended // without what they stand in; none where the number is not known
	// numbers are those of named, which stand nowhere where they are words.
	numbers []item
	worded  bool // the numbers are words
	end     int
}

// division reads the divisions named at s[at:]: "Глава III", "главе IV и V", "други
// део", "Прилог 1".
func (r *amendmentReader) division(s string, at int) (divisionMention, bool) {
	m, ok := r.targets.division(r.citing, r.words.divisions, s, at)
	if ok && m.kind == KindAnnex && len(m.named) == 0 && r.words.alone[firstKey(s[at:])] {
		m.named, m.numbers = []Amended{{ID: segments[KindAnnex]}}, []item{{}}
	}
	return m, ok
}

// alone reports whether m names the one annex of an act, which has no number.
func (m *divisionMention) alone() bool {
	return m.kind == KindAnnex && m.numbers != nil && m.numbers[0].number == ""
}

// division reads the divisions named at s[at:] by one of the words.
func (t *targets) division(c *citing, words map[string]division, s string, at int) (divisionMention, bool) {
	p := t.profile
	k, n := key(s[at:])
	if value, long := p.ordinalAt(s[at:], k, n); value > 0 {
		next := at + long + spaces(s[at+long:])
		word, size := key(s[next:])
		if d, ok := words[word]; ok && next > at+long {
			return divisionMention{division: d, named: []Amended{{ID: t.segment(d.kind, strconv.Itoa(value)), Form: d.form}},
				numbers: []item{{number: strconv.Itoa(value)}}, worded: true, end: next + size}, true
		}
	}
	d, ok := words[k]
	if !ok || c.gazette(s, at) {
		return divisionMention{}, false
	}
	kind := d.kind
	m := divisionMention{division: d, end: at + n}
	if k == shortChapter {
		if !strings.HasPrefix(s[m.end:], ".") {
			return divisionMention{}, false
		}
		m.end++
	}
	next := m.end + spaces(s[m.end:])
	if kind == KindAnnex && len(c.kinds) > 0 {
		next = behindNumberWord(s, next)
	}
	ranged := false
	for len(m.named) < maxListed && next > m.end {
		number, _, end := p.divisionNumber(s, next)
		if end == 0 || end+1 < len(s) && strings.IndexByte("./", s[end]) >= 0 && digits(s[end+1:]) > 0 {
			break // odeljak 3.02
		}
		id, place := t.segment(kind, number), span{next, end}
		if k, n := key(s[next:]); p.isOrdinal(s[next:], k, n) {
			m.worded, place = true, span{}
		}
		if last := len(m.named) - 1; ranged && last >= 0 && m.named[last].Upto == "" {
			m.named[last].Upto, m.numbers[last].upto, m.numbers[last].uptoAt = id, number, place
		} else {
			m.named = append(m.named, Amended{ID: id, Form: d.form})
			m.numbers = append(m.numbers, item{number: number, at: place})
		}
		if !c.unmarked && strings.HasPrefix(s[end:], ".") || strings.HasPrefix(s[end:], ")") {
			end++
		}
		m.end = end
		var gap int
		if gap, ranged = c.until(s[end:]); !ranged {
			var joined bool
			if gap, joined = c.gap(s[end:]); !joined {
				break
			}
		}
		next = end + gap
	}
	return m, kind != KindPart || len(m.named) > 0
}

// behindNumberWord returns where behind a word that says that a number follows at s[at:] the number stands: Прилог бр. 6.
func behindNumberWord(s string, at int) int {
	k, n := key(s[at:])
	if !beforeNumbers[k] {
		return at
	}
	next := at + n
	if strings.HasPrefix(s[next:], ".") {
		next++
	}
	next += spaces(s[next:])
	if digits(s[next:]) == 0 {
		return at
	}
	return next
}

// beforeNumbers stand before numbers.
var beforeNumbers = keys("br broj broja broju brojem")

// segment returns the last part of the id of a division.
func (t *targets) segment(k Kind, number string) string {
	n := namer{cyrillic: t.cyrillic, capitals: t.profile.rungs != nil}
	return segments[k] + "_" + n.number(&Node{Kind: k, Number: number})
}

// isAnnex reports whether the targets are one annex and not something in it.
func isAnnex(targets []Amended) bool { return len(targets) == 1 && annexAt(targets) == targets[0].ID }

// divided takes the mention of divisions or annexes behind a word. What they stand in
// is what was named before them; a provision named before them is none of theirs.
func (r *amendmentReader) divided(m divisionMention, word, previous string) {
	c := &r.clause
	if n := len(c.cited); c.replaced && !c.open && n > 0 && !m.alone() && m.kind == KindAnnex && isAnnex(c.cited[n-1].targets) {
		r.substitute(r.provision) // Prilog I. zamjenjuje se Prilogom I.
		c.open = true
	}
	if c.open {
		if c.alike {
			r.doubt()
		} else if of, _ := r.citing.tail(r.provision.Text[m.end:]); r.ordered() && !m.alone() && of.kind != actTail { // tekstom iz Priloga I. ovoj Uredbi
			r.becomes(r.placed(m), true)
		}
		return
	}
	switch of, _ := r.citing.tail(r.provision.Text[m.end:]); of.kind {
	case actTail: // Прилог 1. овог закона
		return
	case otherTail:
		r.ofAct(r.actName(of.name), r.citing.joins[previous])
	}
	targets := r.placed(m)
	within := r.words.within[previous]
	if len(targets) == 0 {
		c.unknown = true
	} else {
		r.mention(mention{targets: targets, within: within, bare: within, word: word})
	}
	r.named, r.inside = path{}, r.wider(m.kind)
	if m.inner {
		r.inside = ""
	}
	if r.vague = len(targets) != 1 || targets[0].Upto != ""; !r.vague {
		r.inside, r.named.annex = targets[0].ID, annexAt(targets)
	}
	c.position = ""
}

// widen takes a division directly behind what stands in it: одељак 2. главе V. It
// reports false when none stands before.
func (r *amendmentReader) widen(m divisionMention) bool {
	c := &r.clause
	if c.open || len(c.cited) == 0 {
		return false
	}
	last := &c.cited[len(c.cited)-1]
	if strings.HasPrefix(last.targets[0].ID, segments[KindArticle]+"_") {
		c.unknown = c.unknown || m.kind == KindAnnex
		return true
	}
	if m.kind == KindAnnex {
		c.unknown = true
		return true
	}
	narrower := false
	for _, k := range divisionOrder[slices.Index(divisionOrder, m.kind)+1:] {
		narrower = narrower || strings.HasPrefix(last.targets[0].ID, segments[k]+"_")
	}
	if !narrower {
		return false
	}
	if len(m.named) != 1 || m.named[0].Upto != "" {
		c.unknown = true
		return true
	}
	for i := range last.targets {
		to := &last.targets[i]
		to.ID = join(m.named[0].ID, to.ID)
		if to.Upto != "" {
			to.Upto = join(m.named[0].ID, to.Upto)
		}
	}
	if !r.vague {
		r.inside = last.targets[0].ID
	}
	return true
}

// placed returns the divisions with the ids they have in the wider one that was named.
func (r *amendmentReader) placed(m divisionMention) []Amended {
	prefix := r.wider(m.kind)
	if m.inner {
		if prefix = r.section(); prefix == "" {
			return nil
		}
	}
	out := make([]Amended, len(m.named))
	for i, a := range m.named {
		out[i].ID, out[i].Form = join(prefix, a.ID), a.Form
		if a.Upto != "" {
			out[i].Upto = join(prefix, a.Upto)
		}
	}
	return out
}

// section returns the id of the section named last that an inner one may stand in, ""
// for none.
func (r *amendmentReader) section() string {
	at := strings.LastIndex("__"+r.inside, "__"+segments[KindSection]+"_")
	if at < 0 {
		return ""
	}
	section, _, _ := strings.Cut(r.inside[at:], "__")
	return r.inside[:at] + section
}

// wider returns the id of what was named last that divisions of the kind may stand
// in, "" for none.
func (r *amendmentReader) wider(k Kind) string {
	id := r.inside
	if r.words.grammar == verbBetween && (id == segments[KindAnnex] || strings.HasPrefix(id, segments[KindAnnex]+"_")) {
		return ""
	}
	for at := len(divisionOrder) - 1; at >= 0; at-- {
		start := strings.LastIndex("__"+id, "__")
		if strings.HasPrefix(id[start:], segments[divisionOrder[at]]+"_") {
			id = strings.TrimSuffix(id[:start], "__")
		}
		if divisionOrder[at] == k {
			return id
		}
	}
	return ""
}
