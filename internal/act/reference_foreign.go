package act

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// maxTitled is how many words with capitals the name of an act has at most before it is said what it is called.
const maxTitled = 12

// titledName reports whether s, behind "of the", begins with a name in capitals in which an act is called what
// it is: the Aarhus Convention, the Framework Decision, the Rules of Procedure.
func (c *citing) titledName(s string) bool {
	for i := range maxTitled {
		first, _ := utf8.DecodeRuneInString(s)
		k, n := wordKey(s)
		switch {
		case n == 0:
			return false
		case unicode.IsUpper(first):
			if _, cites := c.words[k]; cites || i == 0 && c.divisions[k].kind != "" {
				return false
			}
			if c.titled[k] {
				return true
			}
		case i == 0 || !c.nameJoints[k] || c.joins[k]:
			return false
		}
		gap := spaces(s[n:])
		if gap == 0 {
			return false
		}
		s = s[n+gap:]
	}
	return false
}

// lawAbbreviation reports whether the word at s[start:end] is a law that its capitals name, ЗПП, KZ, in a text
// that is not all of capitals. Such names have the letter of law in them.
func (c *citing) lawAbbreviation(s string, start, end int) bool {
	word := s[start:end]
	if c.clauses == nil || !abbreviation(word) || !strings.ContainsAny(word, "ЗZ") {
		return false
	}
	next := s[end+spaces(s[end:]):]
	if n := wordLength(next); n > 0 {
		return !allCaps(next[:n]) || utf8.RuneCountInString(next[:n]) == 1
	}
	return true
}

// ownAbbreviation reports whether the act says of itself that it goes by the name: овај закон (у даљем тексту: ЗЧ).
func (p *targets) ownAbbreviation(name string) bool {
	if !abbreviation(name) {
		return false
	}
	found := false
	walk(p.body, 0, func(n *Node, _ int) bool {
		if at := strings.Index(n.Text, ": "+name+")"); at > 0 {
			open := strings.LastIndexByte(n.Text[:at], '(')
			if open > 0 {
				words := strings.Fields(n.Text[:open])
				if k := len(words) - 2; k >= 0 {
					pointing, _ := key(words[k])
					found = found || strings.HasPrefix(pointing, "ov")
				}
			}
		}
		return !found
	})
	return found
}

// gap reports whether the provision only says of articles that stood in its place that they are gone: Чланови 6. и
// 7. брисани су.
func (r *referenceReader) gap(n *Node) bool {
	if r.targets.amending || n.Kind != KindParagraph || len(n.Text) > maxGap || startsLower(n.Text) {
		return false
	}
	w, size := r.citing.word(n.Text)
	if size == 0 || w.rank != rankArticle || w.sign {
		return false
	}
	cit, ok := r.citing.cite(n.Text, 0)
	if !ok || cit.tail.kind != noTail {
		return false
	}
	for rest := n.Text[cit.end:]; ; {
		rest = strings.TrimLeft(rest, " \u00a0.")
		if r.targets.profile.gone(rest) {
			return strings.Count(rest, ".") < 2
		}
		k, n := key(rest)
		if n == 0 || !r.citing.clauses.clitic(k) {
			return false
		}
		rest = rest[n:]
	}
}

// maxGap is the most bytes of a provision that only says what is gone.
const maxGap = 120

// clitic reports whether the word of the key stands beside a verb.
func (w *clauses) clitic(k string) bool { return w != nil && w.clitics[k] }

// barely reports whether an act is named with a capital and with nothing but of what kind it is, as an act that
// amends names the one amended: из члана 2. Закона.
func (p *targets) barely(name string) bool {
	first, _ := utf8.DecodeRuneInString(name)
	k, n := key(name)
	kind, known := p.kinds[k]
	return unicode.IsUpper(first) && known && n == len(name) && kind.nominative != "устав"
}

// unionNumber returns the length of whose an act of the Union is with its number at the beginning of s: (ЕУ)
// 2031/417, (EZ) br. 41/2031; 0 for anything else.
func unionNumber(s string) int {
	if !strings.HasPrefix(s, "(") {
		return 0
	}
	end := strings.IndexByte(s, ')')
	if end < 0 || !abbreviation(s[1:end]) {
		return 0
	}
	at := end + 1
	at += spaces(s[at:])
	if k, n := key(s[at:]); k == "br" && strings.HasPrefix(s[at+n:], ".") {
		at += n + 1
		at += spaces(s[at:])
	}
	d := digits(s[at:])
	if d == 0 || !strings.HasPrefix(s[at+d:], "/") {
		return 0
	}
	last := digits(s[at+d+1:])
	if last == 0 {
		return 0
	}
	return at + d + 1 + last
}

// infinitive reports whether the word of the key stands in its infinitive behind what an act is called, where the
// name of the act has ended: Zakona | donijeti u roku.
func (c *citing) infinitive(before, k string) bool {
	return c.clauses != nil && len(k) >= minVerb && (strings.HasSuffix(k, "ti") || strings.HasSuffix(k, "cyi")) && c.called(before)
}

// apart reports whether the last reference of the chain only stands behind a comma in a list of references, so that
// what it says of its act is not said of those before it: section 3(a), section 1 of title 18, and clause (i).
func (r *referenceReader) apart(s string) bool {
	k := len(r.chain)
	return k > 1 && r.citing.of != nil && strings.TrimSpace(s[r.chain[k-2].end:r.chain[k-1].start]) == ","
}

// A correlation is a table that sets the provisions of another act beside those of this one.
type correlation struct {
	acts []string // how each column names its act, "" for this one
}

// correlated returns the table that the row of the annex begins, nil where it is none: Directive 2009/65/EC | This Directive.
func (c *citing) correlated(row string) *correlation {
	cells := strings.Split(row, "\t")
	own := func(cell string) bool {
		k, n := key(cell)
		return c.here[k] && n < len(cell)
	}
	if len(cells) < 2 || !slices.ContainsFunc(cells, own) {
		return nil
	}
	out := &correlation{acts: make([]string, len(cells))}
	other := false
	for i, cell := range cells {
		cell = strings.TrimSpace(cell)
		k, n := wordKey(cell)
		switch {
		case own(cell):
		case n > 0 && c.act(cell, k, n):
			out.acts[i], other = name(cell), true
		default:
			return nil
		}
	}
	if !other {
		return nil
	}
	return out
}

// correlate gives the references in the rows of a table of correlation, whose first row stands above them in the annex, to
// the acts of their columns.
func (r *referenceReader) correlate(s, annex string, refs []Reference) {
	if r.tabled != annex {
		r.table, r.tabled = nil, annex
	}
	for at := 0; at < len(s); {
		end := len(s)
		if n := strings.IndexByte(s[at:], '\n'); n >= 0 {
			end = at + n
		}
		if t := r.citing.correlated(s[at:end]); t != nil {
			r.table = t
		}
		for len(refs) > 0 && refs[0].Start < end {
			if r.table != nil {
				r.table.column(s[at:refs[0].Start], &refs[0])
			}
			refs = refs[1:]
		}
		at = end + 1
	}
}

// column gives a reference to the act of its column, before which before stands in its row.
func (t *correlation) column(before string, ref *Reference) {
	if k := strings.Count(before, "\t"); ref.Scope != ScopeOther && k < len(t.acts) && t.acts[k] != "" {
		ref.elsewhere(t.acts[k])
	}
}
