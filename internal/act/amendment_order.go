package act

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// An order is what was read of a sentence in a grammar where the verb does not part
// what is changed from what it becomes.
type order struct {
	verb       Action
	subjects   []Amended
	beside     []Amended // behind or before which something comes
	becomes    []Amended
	after      []Amended // named behind an auxiliary verb
	position   string
	old, fresh []string // quoted words that go or stand there, and that come
	besides    string   // those beside which others come
	place      string
	heading    bool
	opening    bool // the words before what something lists are changed
	part       bool // what is changed is a part of a text
	unknown    bool
	former     bool
	wording    bool // der bisherige Wortlaut: the next mention is what the text is called from now on
	// sentences and subparagraphs are those of which or in which something is changed, by their places.
	sentences, subparagraphs []int
	stood                    []Amended // in which the order stands as named last, up to stoodEnd
	stoodEnd                 int
	stoodBehind              bool      // and is named so behind the verb
	places                   []Amended // those in all of which something is changed
	spots                    []spot    // and each of them with what is counted in it
	besideUnit               Unit      // of besideCounts, beside which something comes
	besideCounts             []int
	comes                    Unit // what comes where it is counted so
	ends, first              bool // it comes at the end of the rest, or before it
	countedEnd               int  // where the last mention of what is counted so ends
	countedWithin            bool // and that was one of that in which something is changed
	mark                     int  // how much of the text stands behind the last mark named
	marked                   bool // and it stands before words and goes or comes with them
	headed                   int  // where the word for headings ends
	came                     bool // the words quoted last are some that come
	divided                  int  // where the last division named ends
	cited                    int  // where the last citation of subjects ends
	asked                    bool // the new wording follows: the following
	carried                  bool // the sentences were named before the verb, in which all is changed that it goes on with

	// What the words since the last mention or quotation say of the next one.
	next      string // behind or before
	within    bool
	into      bool
	added     bool
	auxiliary bool
}

// readOrders reads the text of one provision.
func (r *amendmentReader) readOrders(n *Node, named path) {
	r.named, r.lost = named, false
	s := n.Text
	quotes := r.words.quoted(s)
	o, begin, previous := order{}, 0, ""
	flush := func(end int) {
		if len(o.subparagraphs) == 1 && (o.countedWithin || o.verb == "") {
			r.named.counted = o.subparagraphs[0]
		}
		if r.order(n, &o, begin, end) {
			begin = end
		}
		o = order{}
	}
	for at := 0; at < len(s); {
		if len(quotes) > 0 && at >= quotes[0].start {
			at = quotes[0].end
			o.marked = o.mark > 0 && r.onlyCalls(s[len(s)-o.mark:quotes[0].start])
			o.mark = 0
			o.quote(strings.Trim(s[quotes[0].start:at], "„“”\"«»‘’`'"))
			if r.words.grammar == verbBefore && previous == "" && at == len(s) {
				break
			}
			quotes = quotes[1:]
			continue
		}
		limit := len(s)
		if len(quotes) > 0 {
			limit = quotes[0].start
		}
		if end := r.words.earlier.clause(s[:limit], at); end > 0 {
			at, previous = end, ""
			continue
		}
		if cit, ok := r.citation(s, at); ok && cit.end <= limit {
			if r.fresh(&o) || r.ofAnother(&o, &cit, s) {
				flush(at)
			} else if r.elsewhere(&o, s, at) {
				flush(at)
				o.within = true
			}
			r.mentioned(&o, cit, s)
			_, at = r.annexOf(&cit, s)
			previous = ""
			continue
		}
		k, size := key(s[at:])
		if size == 0 {
			if c := s[at]; c == ';' || c == '.' && sentenceEnds(s, at, previous, r.citing) {
				flush(at)
				if r.table == n && c == '.' && at+1 < len(s) {
					r.table = nil
				}
			}
			if c := s[at]; c == '(' {
				if end := strings.IndexByte(s[at:limit], ')'); end > 0 && strings.Contains(s[at:at+end], ".") {
					at += end // (42 U.S.C. 1308(g)(5)), (BGBl. I S. 50)
				}
			}
			_, step := utf8.DecodeRuneInString(s[at:])
			at += step
			continue
		}
		if name, end := r.codeTitle(s[:limit], at); end > 0 {
			r.basedOn(&o, name)
			at, previous = end, ""
			continue
		}
		if end := r.openingAt(s[:limit], at, k, size); end > 0 {
			if r.fresh(&o) {
				flush(at)
			}
			r.headingOf(&o, s[:at])
			o.opening, o.headed = true, end
			at, previous = end, ""
			o.within, o.cited = false, end
			continue
		}
		if m, ok := r.counted(s[:limit], at); ok {
			if r.fresh(&o) {
				flush(at)
			}
			at, previous = r.countedIn(&o, m, s[:limit], at), ""
			continue
		}
		if m, ok := r.division(s, at); ok && m.end <= limit && !(len(m.named) == 0 && r.words.heading[k]) {
			if r.fresh(&o) {
				flush(at)
			}
			at, previous = r.dividedIn(&o, m, s[:limit]), ""
			continue
		}
		if o.within && r.citing.act(s[at:], k, size) {
			o.within = false // In Regulation (EU) 2031/417, Article 9 is deleted
			if name, whole := r.another(&o, s, begin, at); name != "" {
				if whole {
					flush(at)
				}
				r.basedOn(&o, name)
				r.named, r.inside = path{}, ""
				o.unknown = o.unknown || !whole
			}
		}
		if r.table == nil {
			if table, _ := r.tabulates(k, s[at+size:]); table {
				r.table = n
			}
		}
		if r.verb(&o, k, previous, s[at+size:], func() { flush(at) }) {
			at += size
			if r.words.grammar == verbBehind && o.verb != "" && r.words.closing[k] {
				flush(at)
			}
		} else {
			at += size
		}
		previous = k
	}
	flush(len(s))
}

// citation reads the citation that begins at s[at:].
func (r *amendmentReader) citation(s string, at int) (citation, bool) {
	if w, n := r.citing.word(s[at:]); n > 0 && !w.passed && startsWord(s, at) {
		return r.citing.cite(s, at)
	}
	return citation{}, false
}

// startsWord reports whether no letter stands before s[at:].
func startsWord(s string, at int) bool {
	r, _ := utf8.DecodeLastRuneInString(s[:at])
	return at == 0 || !unicode.IsLetter(r)
}

// sentenceEnds reports whether the dot at s[at] ends a sentence.
func sentenceEnds(s string, at int, previous string, c *citing) bool {
	rest := s[at+1:]
	r, _ := utf8.DecodeRuneInString(rest[spaces(rest):])
	if k, n := key(rest[spaces(rest):]); n > 0 && at > 0 && digits(s[at-1:at]) > 0 && c.notNumbers[k] {
		return false // vom 2. Mai 2010
	}
	return rest == "" || spaces(rest) > 0 && (unicode.IsUpper(r) || strings.HasPrefix(c.sign, string(r))) && !c.words[previous].short
}

// fresh reports whether a mention that is not said to stand beside something begins
// another order.
func (r *amendmentReader) fresh(o *order) bool {
	return r.words.grammar == verbBehind && o.verb != "" && (!o.into || len(o.fresh) > 0) && o.next == "" && !o.added && !o.within && o.verb != ActionRenumber && len(r.words.closing) == 0
}

// verb takes one word that is none of a citation.
func (r *amendmentReader) verb(o *order, k, previous, rest string, flush func()) bool {
	w := r.words
	gerund := func(a Action) {
		heading, places, sentences, spots := o.heading && len(o.subjects) == 0, o.places, o.sentences, o.spots
		if o.verb != "" && !o.carried || !o.countedWithin {
			sentences = nil
		}
		flush()
		o.verb, o.heading, o.places, o.spots = a, heading, places, spots // in the heading, by striking
		if len(sentences) > 0 {
			o.sentences, o.countedWithin, o.carried = sentences, true, true // in the second sentence, by striking
		}
	}
	switch {
	case w.grammar == verbBefore && w.repeal[k]: // by striking
		gerund(ActionRepeal)
	case w.grammar == verbBefore && w.insert[k]: // and inserting, by adding
		if o.verb == ActionRepeal && (len(o.old) > 0 || len(o.subjects) > 0 || len(o.sentences) > 0 && !o.carried) && w.joined[previous] {
			o.verb, o.into = ActionSubstitute, true
			break
		}
		gerund(ActionInsert)
		o.into = true
	case w.grammar == verbBefore && w.renumber[k]:
		gerund(ActionRenumber)
	case w.grammar == verbBefore && w.substitute[k]: // by amending … to read
		gerund(ActionSubstitute)
	case w.opens[k] && begins(rest, 2, w.elsewhere):
		o.verb, o.unknown = ActionSubstitute, true
	case w.opens[k]:
		if !w.anewIn(rest) {
			o.subjects, o.old, o.fresh = nil, nil, nil
			return false
		}
		o.verb = ActionSubstitute
	case w.gone[k] && o.verb == "":
		o.verb = ActionRepeal
	case w.behind[k]: // the following Article is inserted after Article 9
		o.next, o.into, o.added = Behind, false, false
	case w.before[k]:
		o.next, o.into, o.added = Before, false, false
	case w.within[k]:
		o.within = true
	case w.end[k] && o.besides != "":
		o.sentences = []int{lastOne} // before the period at the end
	case w.end[k]:
		o.place = AtEnd
		if w.grammar == verbBefore && o.verb == ActionInsert && begins(rest, 1, r.citing.of) {
			o.into, o.within = false, true // by adding at the end of subsection (a)
		}
	case w.onward[k] && r.citing.there[previous]:
		o.unknown = true
	case w.grammar == verbBehind && w.marks[k].mark != "" && digits(rest[spaces(rest):]) == 0:
		o.quote(w.marks[k].mark)
		o.mark = len(rest)
	case w.grammar == verbBefore && w.marks[k].mark != "":
		if o.verb == "" {
			return false
		}
		o.unknown = o.unknown || !w.articles[previous]
		o.quote(w.marks[k].mark)
	case w.heading[k]:
		text := r.provision.Text[:len(r.provision.Text)-len(rest)]
		r.headingOf(o, text)
		o.heading, o.headed = true, len(text)
	case w.part[k]:
		o.part = true
	case w.fresh[k]:
		if w.grammar == verbBehind && o.verb == ActionRenumber && len(o.after) > 0 {
			flush() // paragraph 2 becomes paragraph 3 and the following paragraph 2
			r.named = r.named.upper()
		}
		o.added, o.asked = true, true
	case w.former[k]:
		o.former = true
	case o.former && w.wording[k]:
		o.wording = true
	case w.into[k] && (o.verb != "" || len(w.closing) > 0):
		o.into = w.grammar != verbBefore || o.verb == ActionRenumber
	case w.auxiliary[k]:
		o.auxiliary = true
	case w.grammar == verbBehind && (w.substitute[k] || w.replace[k]):
		o.verb = ActionSubstitute
	case w.grammar == verbBehind && w.insert[k]:
		o.verb, o.ends, o.first = ActionInsert, w.last[k], w.first[k]
	case w.grammar == verbBehind && w.repeal[k]:
		o.verb = ActionRepeal
	case w.grammar == verbBehind && w.renumber[k]:
		o.verb, o.into = ActionRenumber, true
	default:
		return false
	}
	return true
}

// anewIn reports whether "to read" follows at the beginning of s.
func (w *ordering) anewIn(s string) bool { return begins(s, 3, w.says) }

// opened reports whether the verb at the beginning of s opens a list of orders.
func (w *ordering) opened(s string) bool { return begins(s, 4, w.follows) }

// begins reports whether one of the words is among the first of s.
func begins(s string, most int, among map[string]bool) bool {
	for at, words := 0, 0; at < len(s) && words < most; words++ {
		at += spaces(s[at:])
		k, n := key(s[at:])
		if among[k] {
			return true
		}
		if n == 0 {
			return false
		}
		at += n
	}
	return false
}

// order adds what was read of a sentence, and reports whether it was an order.
func (r *amendmentReader) order(n *Node, o *order, start, end int) bool {
	if o.verb == "" && len(o.after) > 0 && len(o.subjects) > 0 && (o.former || o.auxiliary) {
		o.verb = ActionRenumber
	}
	if o.verb == "" {
		return false
	}
	if r.table != nil {
		r.lose(r.table)
		return true
	}
	if o.apartIn() {
		return r.orderEach(n, o, start, end)
	}
	before := len(r.found)
	r.step++
	r.clause = clause{unknown: o.unknown, part: o.part}
	where := o.subjects
	if len(where) == 0 {
		if where = o.places; len(where) == 0 {
			where, _ = r.changed()
		}
		if len(o.subparagraphs) == 0 && r.named.counted > 0 {
			o.subparagraphs, o.countedWithin = []int{r.named.counted}, true
		}
	}
	words := len(o.old)+len(o.fresh) > 0
	a := Amendment{Heading: o.heading, Opening: o.opening, Targets: where, Subparagraphs: o.subparagraphs}
	r.clause.whole = words || o.heading || o.opening || len(o.subjects) > 0
	if words {
		a.Sentences = o.sentences
		r.clause.part = o.part && o.verb == ActionSubstitute && len(o.old) == 0 // the second sentence, and inserting “a”
	}
	switch {
	case r.countedAs(n, o, a):
	case o.verb == ActionSubstitute && len(o.old) > 0 && len(o.old) == len(o.fresh):
		for i := range o.old {
			a.Action, a.OldWords, a.NewWords = ActionReplaceWords, o.old[i], o.fresh[i]
			r.give(n, o.placed(a))
		}
	case o.verb == ActionSubstitute && len(o.old) == 0 && (len(o.subjects) > 0 || o.heading || o.opening) && len(o.fresh) <= 1:
		a.Action, a.Becomes = ActionSubstitute, append(o.becomes, o.after...)
		if len(o.fresh) == 1 {
			a.NewWords = o.fresh[0]
		}
		r.give(n, a)
	case o.verb == ActionRepeal && len(o.old) > 0:
		for _, old := range o.old {
			a.Action, a.OldWords = ActionDeleteWords, old
			r.give(n, o.placed(a))
		}
	case o.verb == ActionRepeal && (len(o.subjects) > 0 || o.opening):
		a.Action = ActionRepeal
		r.give(n, a)
	case o.verb == ActionRenumber && len(o.subjects) > 0 && len(o.after) > 0:
		a.Action, a.Becomes = ActionRenumber, o.after
		r.give(n, a)
	case o.verb == ActionInsert && len(o.old)+len(o.fresh) == 1 && (o.besides != "" || o.place == AtEnd):
		a.Action, a.OldWords, a.Position = ActionInsertWords, o.besides, o.place
		a.NewWords = append(o.old, o.fresh...)[0]
		r.give(n, a)
	case o.verb == ActionInsert && !words && o.besides != "" && o.asked && r.follows != nil: // folgende Wörter eingefügt:
		a.Action, a.OldWords, a.Position = ActionInsertWords, o.besides, o.place
		r.give(n, a)
	case o.verb == ActionInsert && !words && o.besides == "" && !o.asked && o.position == "" && len(o.becomes)+len(o.after) == 0 && len(o.subjects) > 0 && r.follows != nil:
		a.Action, a.Becomes, a.Targets = ActionInsert, o.subjects, []Amended{} // Article 9a is inserted:
		if within := parentOf(o.subjects[0].ID); within != "" {
			a.Targets = []Amended{{ID: within}}
		}
		r.give(n, a)
	case o.verb == ActionInsert && !words && o.besides == "" && (o.asked || len(o.becomes) > 0):
		a.Action, a.Position, a.Becomes = ActionInsert, o.position, o.becomes
		r.clause.whole = true
		if o.position != "" {
			a.Targets = o.beside
		} else if o.place == AtEnd {
			a.Position = AtEnd
		} else if len(a.Becomes) > 0 && sameKind(a.Targets, a.Becomes[0].ID) {
			a.Position = Behind
		}
		r.give(n, a)
	case o.verb == ActionRepeal && !words && (r.wholly == n || r.wholeAct(n.Text[start:end])): // references to the repealed Directive
		r.wholly = n
	default:
		r.lose(n)
	}
	for i := before; i < len(r.found); i++ {
		r.found[i].Start, r.found[i].End = start, end
	}
	return true
}

// placed returns an order of words with where these stand, and whether they are marks.
func (o *order) placed(a Amendment) Amendment {
	a.Position, a.Beside = o.place, o.besides
	if isMark(a.OldWords) && (a.NewWords == "" || isMark(a.NewWords)) {
		a.Unit = UnitMark
	}
	return a
}

// isMark reports whether the words are nothing but one mark.
func isMark(words string) bool { return len(words) == 1 && strings.Contains(".,;:", words) }

// give adds an order where what it changes is known.
func (r *amendmentReader) give(n *Node, a Amendment) {
	if r.clause.part {
		r.lose(n)
		return
	}
	r.add(n, a)
}
