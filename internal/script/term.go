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
	written := ekavianRoot(key) // је in it is complete, whatever goes on behind it
	t, behind := Term{Starts: []string{written}}, ""
	if strings.HasSuffix(key, "dj") && len(written) > 1 {
		t, behind = behindDj(written)
	}
	if written != start && mayBeWhole(start) {
		t.Starts = append(t.Starts, start) // обје is of објекат and of објесити
	}
	if cut := ekavian(start + "ex"); strings.HasSuffix(start, "j") && len(cut) > 4 && !strings.HasPrefix(cut, t.Starts[0]) {
		t.Starts = append(t.Starts, cut[:len(cut)-1]) // субј; not приј, for too much begins with пре
	}
	for _, root := range ijekavianRoots {
		if strings.HasPrefix(root, key) && !strings.HasPrefix(ekavianRoot(root), start) {
			t = t.with(root)
		}
	}
	for _, c := range continuations {
		if behind != "" && c != "" && !strings.Contains(behind, c[:1]) {
			continue
		}
		if stem := stemmed(start + c); !t.Has(stem) {
			t.Whole = append(t.Whole, stem)
		}
	}
	return t
}

// divided are the prefixes behind which ј begins a root.
var divided = []string{"od", "nad", "pod", "pred"}

// behindDj returns the term for a key that ended in dj, and the vowels that its endings
// begin with: ђ, or д and ј where a prefix ends. One of а, е and у stands behind ђ, or
// the ending of вођство, so that грађ does not meet all that begins with град; and
// behind a prefix е does, or one of few roots.
func behindDj(start string) (Term, string) {
	behind, vowels := []string{"a", "e", "u", "stv"}, "aeiou"
	var t Term
	if slices.Contains(divided, start) {
		behind, vowels = []string{"e", "ac", "as", "av", "ur"}, "e"
		t.Whole = []string{stemmed(start + "ava")} // одјава
	}
	for _, b := range behind {
		t.Starts = append(t.Starts, start+b)
	}
	return t, vowels
}

// shortestStart is of how many letters a beginning is at least that a root is met by.
const shortestStart = 4

// with returns the term that meets the words of an ijekavian root too.
func (t Term) with(root string) Term {
	if e := ekavianRoot(root); len(e) >= shortestStart && !t.Has(e) {
		t.Starts = append(t.Starts, e)
	}
	for _, ending := range []string{"", "a"} {
		if stem := stemmed(root + ending); !t.Has(stem) {
			t.Whole = append(t.Whole, stem)
		}
	}
	return t
}

// ekavianRoot writes a root as stems have it.
func ekavianRoot(root string) string {
	e, _ := strings.CutSuffix(ekavian(strings.ReplaceAll(root, "dj", "d")+"x"), "x")
	return e
}

// ijekavianRoots are roots with ије or је, in bare Latin without endings, that a beginning
// may cut before their ј or behind it: вриј* means време and вредност, while too much
// begins with вре. So each is met for itself.
var ijekavianRoots = strings.Fields(`
	vrijem vrijedn vrijedi vrijedj dijet djec djetin dijel dijelj dijeli djel djeli djelov djelatn dodijel dodjel raspodijel raspodjel podijel podjel odjel odjelj
	prijedlog prijenos prijenosn prijevoz prijevod prijelaz prijelazn prijestup prijeti prijetnj donijet donijel unijet unijel podnijet podnijel iznijet iznijel prenijet prenijel odnijet odnijel
	lijek lijec lijep lijev rijec rijek rijesi rjes rjesenj rjesav svijet svjetsk svijest svjest cijen cijena cjenovn procijen procjen ocijen ocjen cijel mijenja mijesa mjer mjest mjesec mjesov
	namjer primjen primijen primjer promjen promijen zamjen zamijen izmjen izmijen razmjen razmijen bijel nijem sijed slijed sljed sljedec posljed nasljed naslijed posljedic
	tijel uvjet zahtjev zahtijev vijec vijek vijest vjest obavijest obavjest izvijest izvjest vjer provjer povjer zvijezd hljeb mlijek brijeg grijeh grijes odijel stijen
	savjet savjetov sjedn sjedist posjed susjed smjestaj smjen smjern razrijed ispovijed pripovijed snijeg
`)

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
