package act

import (
	"slices"
	"strings"
)

// verb reports whether the key is that of a verb of an order.
func (w *ordering) verb(k string) bool {
	return w.substitute[k] || w.insert[k] || w.repeal[k] || w.renumber[k] || w.replace[k]
}

// ahead reports whether the verb before rest stands before what it is said of: брише се
// став 2, бришу се речи: „а”, уноси се нови став 3.
func (r *amendmentReader) ahead(rest string) bool {
	for words := 0; words < 6; words++ {
		rest = rest[spaces(rest):]
		k, n := key(rest)
		switch {
		case n == 0:
			return false
		case r.words.heading[k], r.words.oldNouns[k], r.words.sentence[k] > 0, r.words.marks[k].mark != "":
			return true
		case r.words.reflexive[k] || r.words.counts[k] != 0 || r.words.ceases[k] || r.words.fresh[k]:
			rest = rest[n:]
			continue
		}
		if _, ok := r.citedAt(rest, 0, k); ok {
			return true
		}
		_, ok := r.division(rest, 0)
		return ok
	}
	return false
}

// passage reports whether the word with the key before rest calls words a part of the text that
// stand behind it as they read: у делу који гласи: „а”, део реченице: „а”.
func (r *amendmentReader) passage(k, previous, rest string) bool {
	if r.words.sentence[k] > 0 && r.words.divisions[previous].kind == KindPart {
		return strings.HasPrefix(rest, ":") || r.reads(rest)
	}
	return (r.words.divisions[k].kind == KindPart || r.words.whole[k]) && r.reads(rest)
}

// reads reports whether s goes on with words that say how what stands before it reads: који гласи. A
// noun may stand between them: део текста који гласи.
func (r *amendmentReader) reads(s string) bool {
	for range 2 {
		s = s[spaces(s):]
		k, n := key(s)
		if r.words.relative[k] {
			return begins(s[n:], 1, r.words.says)
		}
		s = s[n:]
	}
	return false
}

// ceasing reports whether the verb before rest says that whole acts cease to have effect, or in an
// act whose title names none that it amends, anything: no order of what it amends.
func (r *amendmentReader) ceasing(rest string) bool {
	if !begins(rest, 1, r.words.ceases) {
		return false
	}
	if r.title == "" {
		return true
	}
	return r.citing.calls(r.words.behindCeases(rest))
}

// offAhead is ahead for a verb whose other words stand in rest: stavlja se izvan snage članak 5.
func (r *amendmentReader) offAhead(rest string) bool {
	for behind := false; ; {
		rest = rest[spaces(rest):]
		k, n := key(rest)
		rest = rest[n:]
		if behind || n == 0 {
			return n > 0 && r.ahead(rest) // snage
		}
		behind = r.words.off[k]
	}
}

// finish takes the verb that stands before what it was said of.
func (r *amendmentReader) finish(n *Node) {
	c := &r.clause
	first := c.first
	c.first = ""
	switch first {
	case ActionRepeal:
		for i := range c.cited {
			at := &c.cited[i]
			if at.position == Before && c.heading && !c.apart { // изнад члана 5. брише се наслов
				at.heading, at.position = true, ""
			}
		}
		r.repeal(n)
	case ActionSubstitute:
		r.substitute(n)
	}
	if first != "" {
		r.step++
	}
}

// owed says of an order that does not say what comes in place of something that it is not
// clear.
func (r *amendmentReader) owed(n *Node) {
	if c := &r.clause; c.owes && (len(c.cited) > 0 || len(c.words) > 0) {
		r.lose(n)
	}
	r.clause.owes = false
}

// settle takes the end of a sentence.
func (r *amendmentReader) settle(n *Node) {
	r.owed(n)
	c := &r.clause
	last := len(r.found) - 1
	switch {
	case len(c.cited) > 0 && !c.used && last >= 0 && r.found[last].From == n.ID && len(c.words) == 0 && !r.lost && (c.alike || r.found[last].OldWords != "" && len(r.found[last].Targets) == 0):
		r.extend(n)
	case len(c.words) == 0 || last < 0 || r.found[last].From != n.ID:
	case c.echoes && len(c.besides) == 1 && len(c.words) == 1 && (len(c.cited) == 0 || c.used):
		a := r.found[last]
		r.add(n, Amendment{Action: ActionInsertWords, Targets: a.Targets, Heading: a.Heading, Position: c.place, Sentences: a.Sentences, OldWords: c.besides[0], NewWords: c.words[0]})
	default:
		r.lose(n)
	}
	c.words, c.echoes = nil, false
	c.mark, c.counts, c.sentences, c.subparagraphs, c.besides = "", nil, nil, nil, nil
	c.begun, c.goes, c.alike = false, false, false
	c.beside = nil
}

// extend says that the last orders change what is cited behind them: реч: „а” брише се у члану 2, као и
// у прилогу 1.
func (r *amendmentReader) extend(n *Node) {
	targets, headings := r.changed()
	for i := range r.parted() {
		a := &r.found[len(r.found)-1-i]
		if len(headings) > 0 || len(targets) == 0 || len(a.Becomes) > 0 || a.Action == ActionInsert {
			r.lose(n)
			return
		}
		a.Targets = slices.Concat(a.Targets, targets)
	}
	r.clause.cited = nil
}

// substitute takes "мења се", said of provisions or of sentences.
func (r *amendmentReader) substitute(n *Node) {
	if c := &r.clause; len(c.sentences) > 0 && c.place == "" {
		r.change(n, Amendment{Action: ActionReplaceWords, Unit: UnitSentence, Sentences: c.sentences})
	} else {
		r.change(n, Amendment{Action: ActionSubstitute})
	}
	r.clause = clause{said: true}
}

// repeal takes "брише се", said of provisions, sentences, words or marks.
func (r *amendmentReader) repeal(n *Node) {
	c := &r.clause
	a := Amendment{Action: ActionDeleteWords, Sentences: c.sentences}
	switch {
	case len(c.words) > 0:
		r.lead(&a)
		for _, w := range c.words {
			a.OldWords = w
			r.change(n, a)
		}
	case c.mark != "" && len(c.besides) == 0 && slices.ContainsFunc(c.cited, func(m mention) bool { return m.position != "" }):
		r.lose(n) // после тачке 2) брише се тачка на крају
		*c = clause{unknown: true, blurred: true}
		return
	case c.mark != "" && c.place != "":
		a.OldWords, a.Unit = c.mark, UnitMark
		r.lead(&a)
		r.change(n, a)
		*c = c.behind()
		c.begun = true
		return
	case c.mark != "" || len(c.besides) > 0:
		r.lose(n)
	case len(c.sentences) > 0 && c.place == "":
		a.Unit = UnitSentence
		r.change(n, a)
	default:
		r.change(n, Amendment{Action: ActionRepeal})
		*c = clause{beside: c.standing()}
		return
	}
	*c = clause{}
}

// standing returns the last mention of what something stands beside, nil for none.
func (c *clause) standing() *mention {
	for i := len(c.cited) - 1; i >= 0; i-- {
		if at := c.cited[i]; at.position != "" {
			return &at
		}
	}
	return nil
}

// lead says in an order of words beside which others they stand.
func (r *amendmentReader) lead(a *Amendment) {
	c := &r.clause
	a.Position = c.place
	if len(c.besides) > 0 {
		a.Beside = c.besides[len(c.besides)-1]
		if len(c.besides) > 1 {
			r.doubt()
		}
	}
}

// goesOn reports whether the words or the mark that the verb before rest adds stand behind the
// mark that the order before it put there, or in place of one that it struck out: тачка замењује
// се запетом и додају се речи: „а”.
func (r *amendmentReader) goesOn(rest string) bool {
	c := &r.clause
	if !c.begun && (!c.adds || c.mark == "") || !r.ordered() || c.position != "" || len(c.besides) > 0 {
		return false
	}
	return begins(rest, 2, r.words.oldNouns) || c.begun && r.comma(rest)
}

// comma reports whether a mark that is no full stop is named at the beginning of s.
func (r *amendmentReader) comma(s string) bool {
	for range 2 {
		s = s[spaces(s):]
		k, n := key(s)
		if mark := r.words.marks[k].mark; mark != "" {
			return mark != "."
		}
		if !r.words.reflexive[k] {
			return false
		}
		s = s[n:]
	}
	return false
}

// insert takes "додаје се", said of provisions, sentences or words.
func (r *amendmentReader) insert(n *Node, rest string) {
	c := &r.clause
	if r.goesOn(rest) {
		c.goes = c.begun
		return
	}
	next := clause{adds: true, inherited: len(c.cited) == 0, place: c.place, unknown: c.blurred, blurred: c.blurred}
	if next.inherited {
		next.beside = c.beside
	}
	a := Amendment{Action: ActionInsert}
	besides := append(c.besides, c.words...)
	switch {
	case len(besides) > 0:
		for _, w := range besides {
			r.change(n, Amendment{Action: ActionInsertWords, Position: c.place, OldWords: w, Sentences: c.sentences})
		}
	case c.place == AtEnd || c.place != "" && len(c.sentences) > 0:
		r.change(n, Amendment{Action: ActionInsertWords, Position: c.place, Sentences: c.sentences})
	default:
		for _, at := range c.cited {
			if at.position != "" {
				a.Position = at.position
				a.Targets = append(a.Targets, at.targets...)
			}
		}
		if a.Position == "" {
			a.Targets, _ = r.changed()
		}
		if c.part && c.position != "" {
			r.lose(n)
			break
		}
		a.Sentences = c.sentences
		r.add(n, a)
	}
	next.open = true
	if len(besides) > 0 {
		next.cited, next.used = c.cited, true
	}
	if len(besides) > 0 || c.place != AtEnd {
		next.place = ""
	}
	*c = next
}

// incomplete says of the orders of an article that do not say what comes that they are not
// clear. The wording of an annex may stand in one of the amending act.
func (r *amendmentReader) incomplete(found []Amendment) {
	for i := range found {
		a := &found[i]
		switch a.Action {
		case ActionRepeal, ActionRenumber, ActionDeleteWords:
			continue
		}
		if a.NewWords == "" && len(a.Quoted) == 0 && len(a.Becomes) == 0 && annexAt(a.Targets) == "" {
			if n := r.under(a.From); n != nil {
				r.lose(n)
			}
		}
	}
}

// under returns the provision of the article with the id.
func (r *amendmentReader) under(id string) *Node {
	var found *Node
	walk([]*Node{r.article}, 0, func(n *Node, _ int) bool {
		if n.ID == id {
			found = n
		}
		return found == nil
	})
	return found
}

// replaces reports whether the words quoted next come in place of others.
func (c *clause) replaces() bool { return c.noun == newNoun && len(c.words) > 0 }

// unquoted returns the words of a quotation without its marks.
func unquoted(s string, quote span) string {
	return strings.Trim(s[quote.start:quote.end], "„“”\"ˮ«»‟'‘’")
}

// listed returns how many of the quotations are joined to the first: „в” и „г”, речју:
// „в”, односно речју: „г”.
func (r *amendmentReader) listed(s string, quotes []span) int {
	for k := 1; k < len(quotes); k++ {
		for between := s[quotes[k-1].end:quotes[k].start]; between != ""; {
			word, n := key(between)
			switch {
			case n > 0 && !r.citing.joins[word] && !r.words.newNouns[word]:
				return k
			case n == 0 && !strings.ContainsAny(between[:1], " ,:"):
				return k
			}
			between = between[max(n, 1):]
		}
	}
	return len(quotes)
}

// replaceWords takes the words quoted that come in place of others: one for each of
// those, or the same for all of them.
func (r *amendmentReader) replaceWords(n *Node, s string, quotes []span) {
	c := &r.clause
	if len(quotes) != 1 && len(quotes) != len(c.words) {
		r.lose(n)
	} else {
		a := Amendment{Action: ActionReplaceWords, Sentences: c.sentences}
		r.lead(&a)
		for i, old := range c.words {
			a.OldWords, a.NewWords = old, unquoted(s, quotes[min(i, len(quotes)-1)])
			if c.mark != "" { // запетом и речју: „в”
				a.NewWords = c.mark + " " + a.NewWords
			}
			r.change(n, a)
		}
	}
	*c = c.behind()
	c.trails = true
}

// behind returns what is known of the sentence behind an order of words in it.
func (c *clause) behind() clause {
	return clause{cited: c.cited, heading: c.heading, unknown: c.unknown, whole: c.whole, sentences: c.sentences, swapped: c.swapped, opening: c.opening, subparagraphs: c.subparagraphs, used: true}
}

// quoted takes a quotation within the sentence, which ends at end.
func (r *amendmentReader) quoted(n *Node, words string, end int) {
	c := &r.clause
	joined := c.joined
	c.joined = false
	switch last := len(r.found) - 1; {
	case c.begun && (c.noun == newNoun || c.goes) && last >= 0:
		for i := range r.parted() {
			a := &r.found[last-i]
			a.Action, a.NewWords, a.Unit, a.End = ActionReplaceWords, strings.TrimSpace(a.NewWords+" "+words), "", end
		}
		c.begun, c.goes, c.trails = false, false, true
	case r.lost && (c.adds || c.said):
		c.said = false
	case c.noun == oldNoun && c.adds && (c.mark != "" && !joined || begins(n.Text[end:], 2, r.words.repeal)): // ставља се запета, а реч: „а” брише се
		*c = clause{cited: c.cited, used: c.used, words: []string{words}, noun: oldNoun, trails: true}
	case c.noun == oldNoun && c.adds && last >= 0:
		if c.mark != "" {
			words = c.mark + " " + words
		}
		for i := range r.parted() {
			a := &r.found[last-i]
			a.Action, a.NewWords, a.Unit, a.End = ActionInsertWords, words, "", end
		}
		*c = clause{cited: c.cited, used: c.used, trails: true, echoes: true}
	case c.noun == oldNoun && (c.position != "" || joined && c.mark == "" && len(c.besides) > 0 && len(c.words) == 0):
		c.besides = append(c.besides, words)
		if c.position != "" {
			c.place, c.position = c.position, ""
		}
		c.noun = noNoun
	case c.noun == oldNoun || joined && len(c.besides) > 0 && len(c.words) == 0:
		if c.mark != "" {
			words, c.mark = c.mark+" "+words, "" // запета и речи: „а” бришу се
		}
		c.words = append(c.words, words)
		c.trails = true
	case (c.said || c.adds && last >= 0 && r.found[last].Unit == UnitSentence) && last >= 0 && r.found[last].From == n.ID && r.found[last].NewWords == "":
		for i := range r.parted() {
			r.found[last-i].NewWords, r.found[last-i].End = words, end
		}
		c.said = false
	case c.said: // став 2. гласи: „а”
		r.lose(n)
		c.said = false
	}
}

// parted returns how many orders the last words gave that ordered something: that of
// headings and that of the rest, that of each of several words.
func (r *amendmentReader) parted() int { return min(max(r.together, 1), len(r.found)) }
