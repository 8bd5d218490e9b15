package act

import "maps"

// A rank of a provision within an act, from the widest.
const (
	rankArticle = iota
	rankParagraph
	rankPoint
	rankSubpoint
	rankClause    // a subpoint of a subpoint
	rankSubclause // and one of that
	rankIndent
	ranks
)

// rankKinds are the kinds of provisions of the ranks.
var rankKinds = [ranks]Kind{KindArticle, KindParagraph, KindPoint, KindSubpoint, KindSubpoint, KindSubpoint, KindIndent}

// A citing is how a tradition of drafting names provisions, in keys as key returns
// them.
type citing struct {
	words map[string]citingWord
	// joins part the numbers of a list, upto the ends of a range, from may stand
	// before a range.
	joins, upto, from map[string]bool
	// between are the words besides joins that may stand between references which
	// share what is said of their act.
	between map[string]bool
	// here point to the act or provision itself, there to one named before.
	here, there map[string]bool
	// beside point to the provision before (-1) or behind (1).
	beside map[string]int
	// acts are what acts are called. In the acts of others, treaties, articles are
	// counted in annexes.
	acts, treaties map[string]bool
	// titled are what acts are called at any place of a name with capitals behind "of the".
	titled map[string]bool
	// agreements are what acts are called in their titles that are agreements themselves.
	agreements map[string]bool
	// actEnds are the last parts of the names of acts where words are compounds, noActs
	// the words with such an end that name none.
	actEnds []string
	noActs  []string
	// kinds are those words in their cases whose nominative is known, genitives the ends of
	// others of which it is.
	kinds     map[string]calledKind
	genitives []caseEnd
	// further stand before what a title says is amended besides the act that it names.
	further map[string]bool
	// qualities may stand before the name of an act in small letters; others begin
	// with a capital. qualityEnds are their endings.
	qualities   map[string]bool
	qualityEnds []string
	// nameJoints may stand in small letters in the name of an act, behind one of
	// nameOpenings where there are such. Where there are none of both, a name goes on in
	// small letters as far as it is not clear that something else begins.
	nameJoints, nameOpenings map[string]bool
	clauses                  *clauses // that may stand behind a name which goes on in small letters
	// notNumbers follow a number that is none of a provision: months, years.
	notNumbers map[string]bool
	ordinals   []ordinal
	endings    []string
	// of may stand between a provision and the wider one or the act it is of; the is
	// passed over behind it.
	of, the map[string]bool
	// alone are the words for the one annex of an act, in the singular, and notAlone those before it where it is none
	// that is known. Where placedAlone is set, works are those of them that also mean works, which are annexes before a word of placedAlone.
	alone, notAlone, works, placedAlone map[string]bool
	// annexedTo stand between an annex and the act that it is of.
	annexedTo map[string]bool
	// thereof stand behind a provision of the act named last.
	thereof map[string]bool
	// dotted says that a dot may part the letter of a number from its digits: 5.a.
	// attached says that the numbers of narrower provisions may stand in brackets behind
	// that of a wider one, and letters count as numbers there: 5(2)(a).
	dotted, attached bool
	// commas says that what is narrower may stand behind a comma.
	commas bool
	// parts are told by the ordinal numbers before them, which are the counts besides
	// ordinals; linking stand between parts and what they are parts of.
	parts   map[string]part
	counts  map[string]int
	linking map[string]bool
	// own says that the articles of an amending act which order nothing cite the act itself.
	own bool
	// unmarked says that numbers carry no dot: one is the end of the sentence.
	unmarked bool
	// lettered says that points may have letters with a bracket for numbers, which are
	// subpoints in the text: točka a).
	lettered bool
	// sign stands before the numbers of articles in place of a word.
	sign string
	// entities says that letters in brackets belong to the names of acts: Regulation (EU).
	entities bool
	// leading says that an article may be named with its number first: 5. člen.
	leading bool
	// long says that numbers may have six digits: section 100101.
	long bool
	// owned says that what behind "of" is not known is another act.
	owned bool
	// abbreviated says that a word with several capitals names an act: AufenthG.
	abbreviated bool
	// gazettes are the ends of the names of gazettes, which have parts and numbers.
	gazettes []string
	// amends are the words in the title of an act that amends another.
	amends map[string]bool
	// longTitle says that the title goes on with what it is for behind the name of the act
	// amended: to amend title 5, United States Code, to provide for rooms.
	longTitle bool
	// orders is how acts order changes of others, nil where that is not known.
	orders *ordering

	// divisions are words besides those of orders that name divisions.
	divisions map[string]division

	pointers, seconds letters // the first and second letters of here and beside
	parting, dividing letters // those of the words that name divisions
}

// A citingWord names a rank.
type citingWord struct {
	rank    int
	several bool // the word is followed by several numbers
	short   bool // an abbreviation, written with a dot
	marked  bool // the number behind it carries a dot or bracket
	passed  bool // what it names has no id: a sentence
	sub     bool // it names subparagraphs, and is passed where these are not looked for
	sign    bool // it is the sign of articles
	letters bool // its numbers are letters
	// lettered says that its numbers may be letters with a bracket: točka a).
	lettered bool
}

// citingOf returns how the acts of the profile of the act cite in its language, nil
// when that is not known.
func citingOf(a *Act) *citing {
	p := profileNamed(a.Profile)
	if p == nil {
		return nil
	}
	for i := range p.tongues {
		if t := &p.tongues[i]; t.tag == a.Lang && t.citing != nil {
			return t.citing
		}
	}
	return p.citing
}

// prepare fills in what follows from the words.
func (c *citing) prepare() {
	if c == nil {
		return
	}
	for word := range c.here {
		enterLetters(&c.pointers, &c.seconds, word)
	}
	for word := range c.beside {
		enterLetters(&c.pointers, &c.seconds, word)
	}
	if c.orders == nil {
		return
	}
	divisions := maps.Clone(c.orders.divisions)
	maps.Copy(divisions, c.divisions)
	c.divisions = divisions
	for word := range divisions {
		enterLetters(&c.parting, &c.dividing, word)
	}
}

// enterLetters enters the first and the second letter of a word. The second letter of
// the key may be the mark of the first, for which any letter may stand.
func enterLetters(first, second *letters, word string) {
	first.add(word)
	if len(word) > 1 && word[1] != 'x' && word[1] != 'y' {
		second.add(word[1:])
		return
	}
	for k := range second {
		second[k] = ^uint64(0)
	}
}

// cited returns a table of words in their cases; a citingWord stands before a list
// of those that it is said of.
func cited(list ...any) map[string]citingWord {
	table := map[string]citingWord{}
	for i := 0; i < len(list); i += 2 {
		for word := range keys(list[i+1].(string)) {
			table[word] = list[i].(citingWord)
		}
	}
	return table
}

// besides returns the words that point to the provision before and to the one behind.
func besides(before, behind string) map[string]int {
	table := map[string]int{}
	for word := range keys(before) {
		table[word] = -1
	}
	for word := range keys(behind) {
		table[word] = 1
	}
	return table
}
