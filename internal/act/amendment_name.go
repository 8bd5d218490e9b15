package act

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/rasprava/rasprava/internal/script"
)

// A calledKind is what acts of a kind are called, in the nominative.
type calledKind struct {
	nominative string
	feminine   bool
}

// southSlavicCalled are the kinds of acts of Serbian and Croatian by the keys of their cases.
var southSlavicCalled = calledKinds(
	"закон закона закону законом", "законик законика законику закоником", "устав устава уставу уставом", "правилник правилника правилнику правилником",
	"пословник пословника пословнику пословником", "статут статута статуту статутом", "кодекс кодекса кодексу кодексом",
	"уредба уредбе уредби уредбу уредбом", "одлука одлуке одлуци одлуку одлуком", "наредба наредбе наредби наредбу наредбом",
	"уговор уговора уговору уговором", "тарифа тарифе тарифи тарифу тарифом", "директива директиве директиви директиву директивом",
)

// calledKinds returns a table of lists of cases, of which the nominative stands first.
func calledKinds(lists ...string) map[string]calledKind {
	table := map[string]calledKind{}
	for _, list := range lists {
		cases := strings.Fields(list)
		for k := range keys(list) {
			table[k] = calledKind{nominative: cases[0], feminine: strings.HasSuffix(cases[0], "а")}
		}
	}
	return table
}

// calls reports whether s begins with what acts of a kind are called, in the nominative: Закон о раду.
func (c *citing) calls(s string) bool {
	k, _ := key(s)
	called, ok := c.kinds[k]
	return ok && k == spell(called.nominative)
}

// nominative returns the name of an act in the nominative, by which it is one and the same in
// every order: Закон о раду for Закона о раду, Кривични законик for Кривичног законика. A name
// of which that is not known is returned as it is.
func (c *citing) nominative(name string) string {
	name = c.unionName(name)
	words := strings.Fields(name)
	if len(words) == 0 {
		return name
	}
	if len(words) > 3 && c.joins[firstKey(words[1])] && c.further[firstKey(words[2])] {
		words = words[:1] // Lesesaalgesetzes und anderer Vorschriften
	}
	for _, end := range c.genitives { // of one word: Lesesaalgesetzes
		if first := words[0]; strings.HasSuffix(strings.ToLower(first), end.genitive) {
			words[0] = first[:len(first)-len(end.genitive)+len(end.nominative)]
			return strings.Join(words, " ")
		}
	}
	for i := range words[:min(len(words), maxQualities)] {
		k, _ := key(words[i])
		called, ok := c.kinds[k]
		switch {
		case ok && k == spell(called.nominative):
			return name
		case ok:
			for before := range i {
				words[before] = nominativeQuality(words[before], called.feminine)
			}
			words[i] = writtenAs(called.nominative, words[i])
			return strings.Join(words, " ")
		case !c.quality(k) && !c.joins[k]:
			return name
		}
	}
	return name
}

// unionGoesOn are the words behind the name of the act amended with which the title of an act of the
// Union goes on.
var unionGoesOn = []string{
	" as regards ", " with regard to ", " in respect of ", " and repealing ", " u pogledu ", " u odnosu na ", " i o stavljanju izvan snage ",
	" glede ", " v zvezi ", " in razveljavitvi ", " hinsichtlich ", " in Bezug auf ", " im Hinblick auf ", " und zur Aufhebung ",
}

// unionName returns the name of an act of the Union without the annex of it, without who made it and
// without what it is amended in: Regulation (EU) 2031/417 for "Annex II to Regulation (EU) 2031/417
// of the Council as regards opening". That of any other act it returns as it is.
func (c *citing) unionName(name string) string {
	if !c.entities {
		return name
	}
	for _, words := range unionGoesOn {
		name, _, _ = strings.Cut(name, words)
	}
	words := strings.Fields(strings.TrimRight(name, ",; "))
	if k, _ := key(name); c.divisions[k].kind == KindAnnex {
		if at := slices.IndexFunc(words, func(word string) bool { k, _ := key(word); return c.acts[k] }); at > 0 {
			words = words[at:]
		}
	}
	numbered := func(word string) bool { return strings.Contains(word, "/") && digits(word) > 0 }
	if at := slices.IndexFunc(words, numbered); at >= 0 && !slices.ContainsFunc(words[at+1:], numbered) {
		words = words[:at+1] // of several acts, all
	}
	return strings.TrimRight(strings.Join(words, " "), ",;")
}

// callsSeveral reports whether the name is that of several acts: Закон о раду и Закона о платама.
func (c *citing) callsSeveral(name string) bool {
	if len(c.kinds) == 0 {
		return false
	}
	previous := ""
	for at := 0; at < len(name); {
		k, n := key(name[at:])
		if called, ok := c.kinds[k]; ok && n > 0 && c.joins[previous] && k != spell(called.nominative) {
			return true
		}
		if n > 0 {
			previous = k
		}
		at += max(n, 1)
	}
	return false
}

// nameless reports whether the name in the nominative says nothing but of what kind the act is. There is
// one constitution.
func (c *citing) nameless(name string) bool {
	k, n := key(name)
	kind, known := c.kinds[k]
	return known && n == len(name) && kind.nominative != "устав"
}

// A caseEnd is the end of words in the genitive and in the nominative.
type caseEnd struct{ genitive, nominative string }

// qualityEnds are the ends of adjectives before what acts are called, masculine and feminine.
var (
	masculineEnds = []caseEnd{{"ога", "и"}, {"оме", "и"}, {"ег", "и"}, {"ог", "и"}, {"ом", "и"}, {"ем", "и"}, {"им", "и"}}
	feminineEnds  = []caseEnd{{"ој", "а"}, {"ом", "а"}, {"е", "а"}, {"у", "а"}}
)

// nominativeQuality returns an adjective in the nominative.
func nominativeQuality(word string, feminine bool) string {
	ends := masculineEnds
	if feminine {
		ends = feminineEnds
	}
	small := strings.ToLower(word)
	for _, end := range ends {
		genitive := end.genitive
		if !cyrillicAt(word, 0) {
			genitive = script.ToLatin(genitive)
		}
		if strings.HasSuffix(small, genitive) && len(small) == len(word) {
			stem := word[:len(word)-len(genitive)]
			for _, special := range []caseEnd{{"осебн", "осебан"}, {"osebn", "oseban"}, {"ОСЕБН", "ОСЕБАН"}, {"OSEBN", "OSEBAN"}} {
				if bare, ok := strings.CutSuffix(stem, special.genitive); ok && !feminine {
					return bare + special.nominative
				}
			}
			return stem + writtenAs(end.nominative, word[len(stem):])
		}
	}
	return word
}

// writtenAs returns a word of small Cyrillic letters in the script of another and with its
// capitals.
func writtenAs(word, other string) string {
	if !cyrillicAt(other, 0) {
		word = script.ToLatin(word)
	}
	first, _ := utf8.DecodeRuneInString(other)
	switch {
	case other == strings.ToUpper(other):
		return strings.ToUpper(word)
	case unicode.IsUpper(first):
		r, size := utf8.DecodeRuneInString(word)
		return string(unicode.ToUpper(r)) + word[size:]
	}
	return word
}

// titled returns how the title of an amending act names the act amended, in the nominative, and
// as the text names it where the title is in capitals.
func (r *amendmentReader) titled(a *Act) string {
	raw, _ := a.namesAmended(r.citing)
	title := r.citing.nominative(raw)
	if title == "" || !shouted(title) {
		return title
	}
	folded, found := script.Fold(title), ""
	walk(a.Body, 0, func(n *Node, _ int) bool {
		if found == "" && !isQuoted(n) && n.Kind != KindNote && r.words.base[firstKey(n.Text)] {
			if name := r.baseOf(n.Text); script.Fold(name) == folded {
				found = name
			}
		}
		return found == ""
	})
	if found == "" {
		return title
	}
	return found
}

func firstKey(s string) string {
	k, _ := key(s)
	return k
}

// shouted reports whether the name is in capitals, and not an abbreviation in it alone.
func shouted(name string) bool {
	first, _, _ := strings.Cut(name, " ")
	return allCaps(first)
}

// spellOnce spells the name of each act amended in one way, that which is not in capitals.
func (r *amendmentReader) spellOnce() {
	spelled := map[string]string{}
	for i := range r.found {
		name := r.found[i].Act
		k := script.Fold(name)
		if before, ok := spelled[k]; !ok || shouted(before) && !shouted(name) {
			spelled[k] = name
		}
	}
	for i := range r.found {
		r.found[i].Act = spelled[script.Fold(r.found[i].Act)]
	}
}
