package act

// A clause is what was read of a sentence since the last change it orders.
type clause struct {
	cited    []mention
	position string   // of what comes next
	words    []string // quoted as they stand in the act amended
	besides  []string // quoted, beside which something stands or comes
	place    string   // of what stands or comes beside them
	// counts are the ordinal numbers before the next word, sentences those of sentences in
	// which or of which something is changed, or beside which something comes at place.
	counts        []int
	sentences     []int
	subparagraphs []int // in which or of which something is changed
	// mark is one that goes, or that is added alone or before words.
	mark      string
	owes      bool   // what comes in place of something is not known yet
	swapped   bool   // the verb says that something is put in place of something
	trails    bool   // what was quoted last may go on with a mark
	echoes    bool   // what stands beside others without a verb is added as the words before were
	begun     bool   // what comes in place of words began with a mark, or has not begun
	goes      bool   // and words that are added go on with it
	blurred   bool   // what the rest of the sentence changes is not known either
	first     Action // a verb that stands before what it is said of
	opening   bool   // the words before what something lists are changed
	heading   bool   // what headings are called stands behind the last mention
	together  bool   // and is joined to it: члан 5. и назив изнад њега
	ofArticle bool   // and is said to be that of the article: став 1. и назив члана
	apart     bool   // and a word behind that which says that the next one is no mention of theirs
	noun      nounKind
	above     string // where what headings are called was said to come
	open      bool   // the last amendment waits for what becomes of it
	adds      bool
	said      bool // "и гласи" stands before
	unknown   bool // what is changed is named in a way that has no id
	part      bool // what is changed is a part of a text: a sentence, a table
	whole     bool // the whole act is changed
	replaced  bool // "замењује се" stands before, of no words
	// inherited says that what the last order changes was named before its sentence.
	inherited bool
	joined    bool // a word that joins stands behind the last mention
	used      bool // the last order was one of what is cited
	alike     bool // what is cited is changed as that is which the order before it changed
	owned     bool // the act was named of which is what is cited
	listed    bool // what is cited stands in a list of what ceases
	excepted  bool // and what is cited next does not cease with it
	// kept are provisions that do not, which are of the act called whose, "" where that is not known.
	kept  []Amended
	whose string
	// beside is that beside which the sentence named something that it struck out.
	beside *mention
}

// A mention is what a citation names and the word before it.
type mention struct {
	targets  []Amended
	position string
	within   bool
	// bare says that it names only that in which something is changed: у члану 5.
	bare bool
	// narrowed says that the next mention names what is changed in it.
	narrowed bool
	// heading says that its headings are changed, word is what it begins with.
	heading bool
	word    string
}

type nounKind uint8

const (
	noNoun nounKind = iota
	oldNoun
	newNoun
)

// inherits reports whether the sentence itself names nothing that is changed, or of
// something only that it is in it.
func (c *clause) inherits() bool {
	if c.whole {
		return false
	}
	named := false
	for i := range c.cited {
		at := &c.cited[i]
		if at.position != "" || at.narrowed || at.bare && at.heading {
			continue
		}
		if at.bare {
			return true
		}
		named = true
	}
	return !named
}
