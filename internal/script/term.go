package script

import (
	"slices"
	"strings"
)

// Term is what somebody looks for by one word: the stems that begin with one of
// Starts, and those that are one of Whole.
type Term struct{ Starts, Whole []string }

// Has reports whether a word with this stem is looked for.
func (t Term) Has(stem string) bool {
	return slices.Contains(t.Whole, stem) || slices.ContainsFunc(t.Starts, func(s string) bool { return strings.HasPrefix(stem, s) })
}

// Terms reads the words of a query: any form of each is looked for, and with an
// asterisk behind it any word that begins so. Words that stand everywhere are none.
func Terms(query string) []Term {
	var terms []Term
	for _, word := range strings.Fields(SearchKey(query)) {
		last := ""
		if start, is := strings.CutSuffix(word, "*"); is {
			last = start[strings.LastIndexFunc(start, apart)+1:]
			word = start[:len(start)-len(last)]
		}
		for _, stem := range Stems(word) {
			terms = append(terms, Term{Whole: []string{stem}})
		}
		if last != "" {
			terms = append(terms, beginning(last))
		}
	}
	return terms
}

// beginning returns the term for all words that begin with a search key. Their stems
// may be shorter than it, and end otherwise: those of the words with шума begin with
// сум, and подат is met by the stem of податак. So a word that begins otherwise is
// met too, where it shares its stem with one that does not.
func beginning(key string) Term {
	start := strings.ReplaceAll(key, "dj", "d")
	t := Term{Starts: []string{start}}
	if e, _ := strings.CutSuffix(ekavian(start+"x"), "x"); e != start {
		t.Starts[0] = e // је in it is complete, whatever goes on behind it
		if mayBeWhole(start) {
			t.Starts = append(t.Starts, start) // обје is of објекат and of објесити
		}
	}
	if cut := ekavian(start + "ex"); strings.HasSuffix(start, "j") && len(cut) > 4 && !strings.HasPrefix(cut, t.Starts[0]) {
		t.Starts = append(t.Starts, cut[:len(cut)-1]) // субј; not приј, for too much begins with пре
	}
	for _, c := range continuations {
		if stem := stemmed(start + c); !t.Has(stem) {
			t.Whole = append(t.Whole, stem)
		}
	}
	return t
}

// mayBeWhole reports whether a beginning may go on so that ekavian has its је as well.
func mayBeWhole(start string) bool {
	i := strings.LastIndex(start, "je")
	return i > 0 && slices.Contains(prefixed, start[:i]) && slices.ContainsFunc(rooted, func(r string) bool { return strings.HasPrefix(r, start[i:]) })
}

// continuations are ends of words that Stem takes away or changes together with what
// stands before them; behind others a beginning stays as it is.
var continuations = func() []string {
	all := append([]string{"", "ju", "en", "jen"}, endings...)
	for c := range strings.FieldsSeq("b c d f g h j k l lj m n nj p r s t v z") {
		all = append(all, c, c+"a", "a"+c, "a"+c+"a")
	}
	return all
}()
