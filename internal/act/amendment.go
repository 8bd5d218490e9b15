package act

import (
	"cmp"
	"slices"
	"strings"
)

// Action says what an amending provision does to the act that it amends.
type Action string

// The actions of amending provisions.
const (
	ActionSubstitute   Action = "substitute"    // a provision is worded anew: мења се и гласи
	ActionInsert       Action = "insert"        // a provision is added
	ActionRepeal       Action = "repeal"        // a provision is struck out
	ActionRenumber     Action = "renumber"      // a provision gets another number: досадашњи став 3. постаје став 4.
	ActionReplaceWords Action = "replace_words" // words are put in place of others
	ActionInsertWords  Action = "insert_words"  // words are added
	ActionDeleteWords  Action = "delete_words"  // words are struck out
)

// Where what is added stands.
const (
	Behind = "behind"
	Before = "before"
	AtEnd  = "end"
)

// Unit says what the words of a change are where they are no words of a sentence.
type Unit string

// LastSentence is the place of the last of the sentences of a provision.
const LastSentence = lastOne

// The units of words.
const (
	UnitSentence     Unit = "sentence"     // one sentence or several
	UnitSubparagraph Unit = "subparagraph" // one subparagraph of a paragraph or several
	UnitMark         Unit = "punctuation"  // a mark: a comma, a full stop
)

// An Amended names a provision of the act that is amended by the id it has there, or
// all from ID to Upto. The id of a division holds those of the wider ones as far as
// the amending act names them: chp_III, part_2__chp_III.
type Amended struct {
	ID   string `json:"id"`
	Upto string `json:"upto,omitempty"`
	// Form says that it is an annex which is called a form: Образац 1.
	Form bool `json:"form,omitempty"`
}

// An Amendment is one change that a provision of an amending act makes in the act
// that it amends.
type Amendment struct {
	// From is the id of the amending provision, in whose Text the words that order the
	// change stand at the bytes [Start, End).
	From   string `json:"from"`
	Start  int    `json:"start"`
	End    int    `json:"end"`
	Action Action `json:"action"`
	// Act is the name of the act that is amended, in the nominative where that is known and
	// the same for every change of one act: "Закон о раду".
	Act string `json:"act"`
	// Heading says that the change is one of the headings of the targets.
	Heading bool `json:"heading,omitempty"`
	// Opening says that the change is one of the words before what the targets list.
	Opening bool `json:"opening,omitempty"`
	// Targets are what is changed, or for what is added, that behind or before which it
	// comes; it is empty for a change of the whole act.
	Targets  []Amended `json:"targets"`
	Position string    `json:"position,omitempty"`
	// Sentences are those of the targets in which or of which something is changed, or
	// beside which something comes, by their places from 1 on; -1 is the last.
	Sentences []int `json:"sentences,omitempty"`
	// Subparagraphs are those of the targets in which or of which something is changed, or beside
	// which something comes, counted as Sentences are; the first is the text of the target itself.
	Subparagraphs []int `json:"subparagraphs,omitempty"`
	// Unit says what words are that are whole sentences or marks, and what comes that is a subparagraph.
	Unit Unit `json:"unit,omitempty"`
	// Becomes are the provisions as they are numbered behind the change: those added,
	// or those renumbered.
	Becomes []Amended `json:"becomes,omitempty"`
	// OldWords are the words replaced or struck out, or those behind which others come;
	// NewWords are the words that come, or the wording where it stands in the sentence.
	OldWords string `json:"old_words,omitempty"`
	NewWords string `json:"new_words,omitempty"`
	// Inflected says that the words stand in any of their cases, and that those that come in
	// their place take the same case.
	Inflected bool `json:"inflected,omitempty"`
	// Beside are words beside which, at Position, those replaced or struck out stand.
	Beside string `json:"beside,omitempty"`
	// Quoted are the ids of the provisions of this act that hold the new wording.
	Quoted []string `json:"quoted,omitempty"`
}

// Amends reports whether the act says in its title that it amends another, and the name of
// that one, which its Amendments bear: "Закон о читаоницама".
func (a *Act) Amends() (string, bool) {
	c := citingOf(a)
	if c == nil || !a.amends(c) {
		return "", false
	}
	if c.orders == nil {
		return a.namesAmended(c)
	}
	return newAmendmentReader(a, c, newTargets(a, c)).title, true
}

// namesAmended returns how the title of an amending act names the one that is amended.
func (a *Act) namesAmended(c *citing) (string, bool) {
	if !a.amends(c) {
		return "", false
	}
	if c.longTitle {
		return c.longTitleAmended(a.Title), true
	}
	if of := a.addendumOf(); of != "" {
		return of, true
	}
	last := 0
	for at := 0; at < len(a.Title); {
		k, n := key(a.Title[at:])
		if n > 0 && c.amends[k] {
			last = at + n
		}
		at += max(n, 1)
	}
	title := strings.TrimSpace(a.Title[last:])
	if k, n := key(title); c.nameJoints != nil && (c.of[k] || c.the[k]) {
		title = strings.TrimSpace(title[n:])
	}
	return title, true
}

// Amendments returns what an act orders of others, in the order of the text; nil for
// an act that amends none. An act that does not say in its title that it amends another
// does so in provisions that name the other one. How that is ordered is known for the
// acts of which it is known how they cite. Within one article of it what is not said again (the
// article, the paragraph) is what was named before. What is ordered of something that
// has no id, or that is not named, is left out.
func (a *Act) Amendments() []Amendment {
	found, _ := a.ordered()
	return found
}

// Orders returns what Amendments does, and the provisions that order something of what is
// not known, in the order of the text, of which Review warns.
func (a *Act) Orders() (found []Amendment, unclear []*Node) {
	found, lost := a.ordered()
	for _, u := range lost {
		unclear = append(unclear, u.provision)
	}
	return found, unclear
}

// ordered returns the amendments and the provisions whose orders were left out.
func (a *Act) ordered() ([]Amendment, []unclearOrder) {
	c := citingOf(a)
	if c == nil || c.orders == nil {
		return nil, nil
	}
	r := newAmendmentReader(a, c, newTargets(a, c))
	r.act(a)
	r.inflect(a)
	r.spellOnce()
	if len(r.found) == 0 && r.title == "" {
		return nil, r.unclear
	}
	return r.found, r.unclear
}

// newAmendmentReader returns a reader of what the act orders.
func newAmendmentReader(a *Act, c *citing, t *targets) *amendmentReader {
	r := &amendmentReader{citing: c, words: c.orders, targets: t, found: []Amendment{}, orders: map[*Node]bool{}}
	p := profileNamed(a.Profile)
	r.rungs = p.rungs
	for i := range p.tongues {
		if t := &p.tongues[i]; t.tag == a.Lang && t.rungs != nil {
			r.rungs = t.rungs
		}
	}
	r.title = r.titled(a)
	return r
}

// act reads the articles that may order something: all of an act whose title says that
// it amends another, else those that name the act they amend.
func (r *amendmentReader) act(a *Act) {
	several, last := r.citing.callsSeveral(r.title), ""
	p := profileNamed(a.Profile)
	own := Act{Body: slices.DeleteFunc(slices.Clone(a.Body), p.accompanies)}
	for _, n := range own.Articles() {
		if r.from != nil && !holdsOne(n, r.from) {
			continue
		}
		r.article, r.provision, r.base, r.before, r.inside, r.vague = n, nil, r.title, r.title, "", false
		r.pointed = path{}
		if several && last != "" {
			r.base, r.before = last, last // the title names several acts, that one of which is named last
		}
		if r.title != "" || r.mayOrder(n) {
			found := len(r.found)
			r.within(n.Children, path{})
			r.incomplete(r.found[found:])
			if r.base != r.title {
				last = r.base
			}
		}
	}
}

// accompanies reports whether a provision is an annex that goes with a bill and is none of it: ОБРАЗЛОЖЕЊЕ, ПРЕГЛЕД ОДРЕДАБА.
func (p *profile) accompanies(n *Node) bool {
	if n.Kind != KindAnnex {
		return false
	}
	k, _ := key(cmp.Or(n.Label, n.Heading))
	o := p.openings[k]
	return o != nil && (o.alone || o.then != "")
}

// holdsOne reports whether a provision, or one that stands in it, has one of the ids.
func holdsOne(n *Node, ids map[string]bool) bool {
	return ids[n.ID] || slices.ContainsFunc(n.Children, func(c *Node) bool { return holdsOne(c, ids) })
}

// within reads provisions that begin with what the one above them names.
func (r *amendmentReader) within(nodes []*Node, named path) {
	inside, vague := r.inside, r.vague
	for i, n := range nodes {
		if n.Kind == KindNote {
			continue
		}
		if r.words.grammar != verbBetween {
			r.inside, r.vague = inside, vague // what the provision before named is not what this one begins with
		}
		if isQuoted(n) {
			r.quote(n, i == 0 || !isQuoted(nodes[i-1]))
			continue
		}
		if r.words.grammar == verbBefore && n.Kind == KindParagraph && nodes[0] == r.article.Children[0] {
			r.base = r.title
		}
		base, before := r.base, r.before
		name := r.baseOf(n.Text)
		if name != "" {
			r.base, r.before = name, name
		}
		found := len(r.found)
		r.follows = wordsBelow(n, nodes[i+1:])
		r.read(n, named)
		r.takeBelow(n)
		lost := len(r.unclear) > 0 && r.unclear[len(r.unclear)-1].provision == n
		if r.wholly == n && len(r.found) == found && !lost {
			r.base, r.before = base, before
			continue
		}
		if len(r.found) > found || lost || name != "" || r.title == "" && r.base != "" {
			r.orders[n] = true
		}
		if r.ceasesBelow(n) {
			r.ceasingPoints(n)
			continue
		}
		below := r.named
		r.within(n.Children, below)
		if r.table == n {
			r.table = nil
		}
		if n.Kind == KindParagraph && r.words.grammar == verbBetween {
			named = below.article()
		}
	}
}

// amends reports whether the title of the act says that it amends another.
func (a *Act) amends(c *citing) bool {
	if c.longTitle {
		return c.longTitleAmended(a.Title) != ""
	}
	if a.addendumOf() != "" {
		return true
	}
	for at := 0; at < len(a.Title); {
		k, n := key(a.Title[at:])
		if n == 0 {
			at++
			continue
		}
		if c.amends[k] {
			return true
		}
		at += n
	}
	return false
}
