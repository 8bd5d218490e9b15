package act

import (
	"strings"
	"unicode"
)

// thereof gives a citation the act that the text names last before it where it says no more than that,
// or where it stands in the legal basis of an act of the Union: Having regard to the Treaty on the
// Functioning of the European Union, and in particular Article 16 thereof.
func (r *referenceReader) thereof(s string, cit *citation, here position) {
	said := cit.tail.kind == thereofTail
	if !said && !(here.basis && cit.tail.kind == noTail) {
		return
	}
	cit.tail = r.namedLast(s[:cit.start])
	if said && cit.tail.kind == noTail {
		cit.end = cit.listed
	}
}

// maxThereof is how far before a citation the name of the act begins at most that it is of.
const maxThereof = 2000

// namedLast returns the tail that says of a citation behind s of which act it is by the one that s
// names last with a capital.
func (r *referenceReader) namedLast(s string) tail {
	c := r.citing
	if from := len(s) - maxThereof; from > 0 {
		s = s[from+max(0, strings.IndexByte(s[from:], ' ')):]
	}
	var found tail
	previous, end := "", 0 // what is named ends there
	for at := 0; at < len(s); {
		first, size := firstRune(s[at:])
		if !isLetter(first) {
			at += size
			continue
		}
		k, _ := wordKey(s[at:])
		n := wordLength(s[at:])
		switch {
		case at < end || !unicode.IsUpper(first) || !c.act(s[at:], k, n):
		case c.here[previous]:
			found = tail{kind: actTail}
		case c.there[previous]:
			if found.kind == noTail {
				found = tail{kind: otherTail, name: c.actName(s[at:])}
			}
		default:
			found, end = tail{kind: otherTail, name: c.actName(s[at:])}, at+c.nameEnd(s[at:])
		}
		previous = k
		at += max(n, size)
	}
	return found
}
