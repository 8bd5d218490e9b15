package act

import (
	"strings"
	"unicode"
)

// A profile is a tradition of drafting as data: what divisions and articles are
// called, how they are numbered and ordered, where headings stand and how lists are
// marked. The words in it are keys, as key returns them.
type profile struct {
	name    string
	tongues []tongue // the first is taken where nothing tells
	// openings are the words that a division or an article begins with.
	openings map[string]*opening
	// sole are the words, in the ASCII spelling, over the article of an act that has but one.
	sole map[string]bool
	// sign is a sign that articles begin with in place of a word.
	sign rune
	// ordinals are numbers written as words before or behind the name of a division:
	// ПРВИ ДЕО, ГЛАВА ДРУГА.
	ordinals []ordinal
	endings  []string // of ordinals
	// tens are the words for twenty to ninety that stand before an ordinal below ten, units
	// those for one to nine that stand in one word before the ordinal of a ten.
	tens, units map[string]int
	// unnumbered are the words before the name of a part that has no number: ОПШТИ ДЕО.
	unnumbered map[string]bool
	// numerals says that a Roman numeral alone heads a chapter.
	numerals bool
	// decimals says that a number with a dot heads a section where an article follows.
	decimals bool
	number   numbering
	heading  place // of an article's heading
	// stopped says that headings end with a stop.
	stopped bool
	// verbs are the words in small letters that no heading which ends with a stop has.
	verbs map[string]bool
	// rungs are the marks of lists from the outer to the inner. Where there are none,
	// what announces a list tells its level.
	rungs []rung
	// dates are words behind a number with a dot that make it a day; those that are
	// false only before a year.
	dates map[string]bool
	// nouns are words behind which a marker in brackets is a reference.
	nouns map[string]bool
	// leading are the words for an article that may stand behind its number.
	leading map[string]bool
	// announced are the ends of a text behind which a list stands.
	announced []string
	// blocks are pairs of marks that enclose quoted provisions, an opening one before
	// each of them.
	blocks []quotation
	// lettered says that divisions may be numbered with capital letters.
	lettered bool
	// recitals says that what is numbered in the preamble is a recital.
	recitals bool
	// footnotes says that notes with a number in brackets stand behind the text.
	footnotes bool
	// concluded are the beginnings of the formula behind the last article.
	concluded []string
	// byDivision says that the numbers of articles may begin at a new hundred.
	byDivision bool
	// titles are the words that the titles of acts begin with, determiners those that
	// may stand before them, titleEndings their last parts where words are compounds.
	titles, determiners map[string]bool
	titleEndings        []string
	// kinds are those of titles that words may stand before which say which act it is,
	// Породични закон, each with the ending of these words.
	kinds map[string]string
	// proclamation is what the titles of decisions go on with that stand before the act
	// they proclaim.
	proclamation string
	// promulgation is what the line under the title begins with that has the date of the act.
	promulgation string
	// enactings are the beginnings of the lines behind the title that say who passes the act, and on what ground.
	enactings []string
	// addendums are what annexes to agreements are called that change them.
	addendums map[string]bool
	// amended are the words that a further line of the title of an act of amendment
	// begins with.
	amended map[string]bool
	// about are the words that the second line of a title begins with.
	about map[string]bool
	// joints are words that a heading does not end with and a continued line may
	// begin with; conjunctions are those that no heading begins with.
	joints, conjunctions map[string]bool
	// cited are the beginnings of words that follow the number of an article which is
	// only cited; a blank ends a whole word.
	cited []string
	// repealed are the words that stand in place of a provision that is no longer
	// there, gazettes those that begin the evidence of a change.
	repealed map[string]bool
	gazettes []string
	// citing is how its acts name provisions, nil where that is not known or where a
	// tongue has its own.
	citing *citing

	// addenda are the beginnings, folded, of headings in capitals over provisions that
	// stand behind those of the act in a consolidated text.
	addenda []string

	// What follows from the above.
	initials        letters // that openings and ordinals begin with
	ordinalWords    map[string]int
	joinInitials    letters         // that joins of numbers begin with
	abbreviated     map[string]bool // nouns so short that a dot may end them
	repealedInitial letters
	addendaInitial  letters
}

// A tongue is a language of acts.
type tongue struct {
	tag string
	// article is the word that articles begin with, where it tells the language.
	article string
	// common are frequent words that tell it from the others of the profile.
	common map[string]bool
	// rungs take the place of those of the profile, citing that of it.
	rungs  []rung
	citing *citing
}

// An opening says what a line is that begins with a word.
type opening struct {
	mark  mark
	kind  Kind
	rank  int // the outer the less
	depth int // of a section
	// several says that the word heads several articles at once: Чл. 12–15.
	several bool
	// ordinal says that an ordinal may stand before it.
	ordinal bool
	// second is the word that stands behind the first: тарифни број.
	second string
	// led says that the number of an article may stand before it: 3. члан.
	led bool
	// alone says that it opens only a line of its own in capitals, over no article.
	alone bool
	// then is what must stand behind it where it opens, apart and in capitals behind an article, what goes with a bill and
	// gives articles of it or of another act again: ПРЕГЛЕД ОДРЕДАБА, ИЗЈАВА О УСКЛАЂЕНОСТИ.
	then string
	// form says that it opens an annex only with a number, apart from what stands before it and behind the last article,
	// in an act that has no others: Образац 1.
	form bool
	// capitals says that it opens only a line in capitals.
	capitals bool
}

// A numbering says how the numbers of articles are written.
type numbering struct {
	alphabet string // the letters of inserted articles, in their order
	letters  int    // how many letters a number has at most
	// spaced says that white space may part the letter from the number.
	spaced bool
	// dotted says that a dot may part them: 5.a.
	dotted bool
	// minus says that numbers below the first are written with a minus: -1, -1a.
	minus bool
	// doubled says that the letters behind the last of the alphabet are doubled, so
	// that aa follows z; else aa follows a.
	doubled bool
	// joins are words between the numbers of several articles.
	joins map[string]bool
}

// A quotation is an opening and a closing mark.
type quotation struct{ open, close string }

// A place is where the heading of an article stands.
type place uint8

const (
	above  place = iota // on the lines before it
	below               // on the lines behind it
	beside              // on the line of the number, behind it
)

// profiles are those that Parse knows, in the order in which equal evidence
// speaks for them.
var profiles = prepare(serbia, croatia, union, unitedStates, germany)

// prepare fills in what follows from the data of the profiles.
func prepare(all ...*profile) []*profile {
	for _, p := range all {
		for word := range p.openings {
			p.initials.add(word)
		}
		for _, o := range p.ordinals {
			p.initials.add(o.stem)
		}
		for words := range p.sole {
			p.initials.add(words)
		}
		p.ordinalWords = ordinalWords(p.ordinals, p.endings)
		for word := range p.number.joins {
			p.joinInitials.add(word)
		}
		p.abbreviated = map[string]bool{}
		for word := range p.nouns {
			if shortened[word] || !longer(word, maxAbbreviated+strings.Count(word, "x")) {
				p.abbreviated[word] = true
			}
		}
		for _, a := range p.addenda {
			p.addendaInitial.add(spell(a))
		}
		for word := range p.repealed {
			p.repealedInitial.add(word)
		}
		p.citing.prepare()
		for i := range p.tongues {
			p.tongues[i].citing.prepare()
		}
	}
	return all
}

// maxAbbreviated is the most letters of a noun that a dot may end, чл., but for those that are only abbreviations.
const maxAbbreviated = 3

// profileNamed returns the profile with the name, nil when there is none.
func profileNamed(name string) *profile {
	for _, p := range profiles {
		if p.name == name {
			return p
		}
	}
	return nil
}

// letters is a set of letters below lettersEnd.
type letters [lettersEnd / 64]uint64

const lettersEnd = 0x540

// add adds every letter, small and capital, that may begin what has the key.
func (set *letters) add(key string) {
	if some := initialsOf[key[0]]; some != nil {
		for i := range set {
			set[i] |= some[i]
		}
	}
}

// initialsOf are the letters whose key begins with a byte.
var initialsOf = func() map[byte]*letters {
	all := map[byte]*letters{}
	for r := rune('A'); r < lettersEnd; r++ {
		if !unicode.IsLetter(r) {
			continue
		}
		first := spell(string(r))[0]
		if all[first] == nil {
			all[first] = new(letters)
		}
		all[first][r/64] |= 1 << (r % 64)
	}
	return all
}()

func (set *letters) has(r rune) bool { return r < lettersEnd && set[r/64]&(1<<(r%64)) != 0 }

// begins reports whether s begins with a letter of the set.
func (set *letters) begins(s string) bool {
	r, _ := firstRune(s)
	return set.has(r)
}

// keys returns the words as a set of keys.
func keys(words ...string) map[string]bool {
	m := map[string]bool{}
	for _, line := range words {
		for line != "" {
			line = line[spaces(line):]
			_, n := key(line)
			if n == 0 {
				break
			}
			m[spell(line[:n])] = true
			line = line[n:]
		}
	}
	return m
}
