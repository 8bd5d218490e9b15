package act

import (
	"cmp"
	"strings"
)

// A whole act may cease to have effect but for provisions of it, which cease later or stay.

// excepting returns the name of the act of which s says that it, or provisions of it, cease to have effect but for
// what is named behind s, the last of several, and whether it is one whole act; "" where s says no such thing:
// престаје да важи Закон о миру, осим одредаба.
func (c *citing) excepting(s string) (name string, only bool) {
	w := c.orders
	if w == nil || w.except == nil {
		return "", false
	}
	before, word := wordBefore(s)
	if w.ceases[word] {
		before, word = wordBefore(before) // осим одредаба
	}
	if !w.except[word] {
		return "", false
	}
	before = lastOf(before, maxThereof)
	if !w.mayCease(before) {
		return "", false
	}
	list := ""
	for at := 0; at < len(before); {
		k, n := key(before[at:])
		at += max(n, 1)
		if w.repeal[k] && begins(before[at:], 1, w.ceases) {
			list = w.behindCeases(before[at:])
		}
	}
	acts := 0
	for at := 0; at < len(list); {
		if end := inGazette(list, at); end > 0 {
			at = end
			continue
		}
		k, n := key(list[at:])
		switch _, cites := c.words[k]; {
		case n == 0:
			if list[at] == ';' || list[at] == '.' && startsUpper(list[at+1:]) {
				return "", false
			}
		case cites:
			cit, ok := c.cite(list, at)
			if ok && cit.tail.kind == otherTail && !c.there[firstKey(cit.tail.name)] {
				name = cit.tail.name
			}
			acts, n = 2, max(n, cit.end-at)
		case acts == 0 && !c.calls(list[at:]):
			return "", false
		case c.calls(list[at:]):
			if name = c.actName(list[at:]); acts == 0 || c.apart(list[:at]) {
				acts++
			}
		}
		at += max(n, 1)
	}
	return name, acts == 1
}

// lastOf returns the last words of s, of so many bytes at most.
func lastOf(s string, most int) string {
	from := len(s) - most
	if from <= 0 {
		return s
	}
	return s[from+max(0, strings.IndexByte(s[from:], ' ')):]
}

// apart reports whether something else begins behind s in a list.
func (c *citing) apart(s string) bool {
	s = strings.TrimRight(s, " \u00a0")
	_, word := wordBefore(s)
	return strings.HasSuffix(s, ",") || c.joins[word]
}

// startsUpper reports whether s begins with a capital behind blanks.
func startsUpper(s string) bool {
	first, _ := firstRune(s[spaces(s):])
	return spaces(s) > 0 && isUpper(first)
}

// excepted returns how s names the act that ceases to have effect but for provisions that do so on another
// day, "" where it does not say so: престаје да важи Закон о миру, осим члана 9. који престаје да важи.
func (r *amendmentReader) excepted(s string) string {
	for at := 0; at < len(s); {
		k, n := key(s[at:])
		if n == 0 || !r.words.except[k] {
			at += max(n, 1)
			continue
		}
		at += n
		name, only := r.citing.excepting(s[:at])
		if only && r.ceasesApart(s[at:]) {
			return r.actName(name)
		}
	}
	return ""
}

// ceasesApart reports whether s begins with provisions that cease with a verb of their own.
func (r *amendmentReader) ceasesApart(s string) bool {
	s = r.words.behindCeases(s)
	for range maxListed {
		k, _ := key(s)
		cit, ok := r.citedAt(s, 0, k)
		if !ok {
			return false
		}
		s = s[cit.end:]
		gap, joined := r.citing.gap(s)
		s = s[gap:]
		k, n := key(s)
		if r.words.relative[k] {
			s = s[n+spaces(s[n:]):]
			k, n = key(s)
			return r.words.repeal[k] && begins(s[n:], 1, r.words.ceases)
		}
		if !joined {
			return false
		}
		s = r.words.behindCeases(s)
	}
	return false
}

// keeps takes a word behind which provisions are named that do not cease with the whole act before it.
func (r *amendmentReader) keeps(s string) {
	c := &r.clause
	name, only := r.citing.excepting(s)
	c.excepted, c.whose = name != "", ""
	if only {
		c.whose = r.actName(name)
	}
}

// ceaseApart takes the verb of what does not cease with the rest: осим члана 9. који престаје да важи.
func (r *amendmentReader) ceaseApart(n *Node, rest string) {
	c := &r.clause
	kept, whose := c.kept, c.whose
	r.finish(n)
	*c = clause{cited: []mention{{targets: kept}}, unknown: whose == "", part: r.words.inPart(rest)}
	base := r.base
	r.base = cmp.Or(whose, base)
	r.step++
	r.repeal(n)
	r.base = base
}

// excepted gives a citation the act that ceases to have effect but for it: престаје да важи Закон о миру, осим
// чл. 5. и 6. и члана 9.
func (r *referenceReader) excepted(s string, cit *citation) {
	if r.citing.orders == nil || r.citing.orders.except == nil || cit.tail.kind != noTail || cit.bare {
		return
	}
	if r.whose == "" || r.last.end > cit.start || !r.citing.joined(r.citing.orders.behindCeases(s[r.last.end:cit.start])) {
		r.whose, _ = r.citing.excepting(s[:cit.start])
	}
	if r.whose != "" {
		cit.tail = tail{kind: otherTail, name: r.whose}
	}
}
