package redline

import (
	"fmt"
	"slices"

	"github.com/rasprava/rasprava/internal/act"
)

// Format names the JSON form of a Redline.
const Format = "rasprava.redline/1"

// A Redline is the difference of two acts, provision by provision.
type Redline struct {
	Format  string   `json:"format"`
	Old     string   `json:"old"`
	New     string   `json:"new"`
	Lang    string   `json:"lang"`               // of the new act, as act.Act has it
	OldLang string   `json:"old_lang,omitempty"` // of the old act, where that is another
	Profile string   `json:"profile,omitempty"`  // the tradition of the new act, as act.Act has it
	Title   []Span   `json:"title"`              // the name of the act
	Summary Summary  `json:"summary"`
	Changes []Change `json:"changes"`
	// Cascades are the renumberings that took several provisions along, and what
	// follows them.
	Cascades []Cascade `json:"cascades"`
	// Moves are the paragraphs and points that stand elsewhere, in the order of the new
	// act. Span.Move counts them from 1.
	Moves []Move `json:"moves,omitempty"`
	// References are those for which it matters that what they name has another number
	// or is gone.
	References []ReferenceChange `json:"references,omitempty"`

	pairs map[string]string
}

// Summary counts what a Redline holds. Every pair of articles without a Change is counted in Articles.Unchanged; each other count is the
// number of changes of level article with that property, so an article that was moved and edited is counted in both. Typographic counts those
// of which the writing alone differs: not the edited, split and merged ones.
type Summary struct {
	Articles Articles `json:"articles"`
	Words    Words    `json:"words"`
}

// Articles counts articles.
type Articles struct {
	Unchanged   int `json:"unchanged"`
	Typographic int `json:"typographic"`
	Edited      int `json:"edited"`
	Added       int `json:"added"`
	Removed     int `json:"removed"`
	Moved       int `json:"moved"`
	Renumbered  int `json:"renumbered"`
	Split       int `json:"split"`
	Merged      int `json:"merged"`
	// Follows counts those of Edited in which nothing but references to renumbered
	// provisions was edited.
	Follows int `json:"follows"`
	// Repealed counts those of Edited that a note in their place repeals.
	Repealed int `json:"repealed"`
}

// Words counts the words inserted and deleted in the name of the act and in all changes of all levels, see Change.
type Words struct {
	Inserted int `json:"inserted"`
	Deleted  int `json:"deleted"`
}

// The levels of a Change, besides the kinds of other provisions outside articles.
const (
	// LevelArticle is the level of articles.
	LevelArticle = string(act.KindArticle)
	// LevelHeading is the level of the headings of parts, titles, chapters and sections.
	LevelHeading = "heading"
)

// A Change is one provision, or several after a split or a merge, that is not the same in both acts. One id on each side is a matched
// pair; without Old it was added, without New removed; one Old and several New is a split, the reverse a merge.
//
// Edited says that words differ, apart from the provision's own number, or that provisions inside it stand elsewhere; Typographic that something differs only as written; Moved that
// the provision stands out of order or under another parent, renumbering discounted; then OldParent and NewParent are the parts, chapters and
// what else groups articles that it left and that it stands under, nil where it stands under none or under the same. Their ways leave out what
// both stand under. Renumbered says that its printed number is another. The
// spans cover the text of the provision (act.Node.PlainText; of a heading without what stands under it), of several provisions with an
// empty line between them. Follows says of an edited provision that nothing was edited in it but References, numbers in references that
// go with a renumbering. Repealed says of an edited provision that a note in its place tells now that it is no longer in force. Words says how many words it inserts and deletes: the numbers of provisions that both acts have are none of them,
// and of what was moved here only the words that changed are. Provisions says what became of the paragraphs and points of a matched, split
// or merged article.
type Change struct {
	Level       string   `json:"level"`
	Old         []string `json:"old"`
	New         []string `json:"new"`
	OldLabel    string   `json:"old_label,omitempty"`
	NewLabel    string   `json:"new_label,omitempty"`
	Heading     string   `json:"heading,omitempty"`
	Edited      bool     `json:"edited"`
	Typographic bool     `json:"typographic"`
	Moved       bool     `json:"moved"`
	OldParent   *Address `json:"old_parent,omitempty"`
	NewParent   *Address `json:"new_parent,omitempty"`
	Renumbered  bool     `json:"renumbered"`
	Repealed    bool     `json:"repealed,omitempty"`
	Follows     bool     `json:"follows"`
	References  int      `json:"references,omitempty"`
	Words       Words    `json:"words"`
	Spans       []Span   `json:"spans"`

	Provisions []Provision `json:"provisions,omitempty"`
}

// Added says that the provision stands only in the new act.
func (c *Change) Added() bool { return len(c.Old) == 0 }

// Removed says that the provision stands only in the old act.
func (c *Change) Removed() bool { return len(c.New) == 0 }

// Split says that one provision became several.
func (c *Change) Split() bool { return len(c.Old) == 1 && len(c.New) > 1 }

// Merged says that several provisions became one.
func (c *Change) Merged() bool { return len(c.Old) > 1 && len(c.New) == 1 }

// Material says that words or their place changed, and not the number or the
// writing alone.
func (c *Change) Material() bool {
	return c.Edited || c.Moved || c.Added() || c.Removed() || c.Split() || c.Merged()
}

// writtenAlone says that the writing differs and no words do.
func (c *Change) writtenAlone() bool {
	return c.Typographic && !c.Edited && !c.Split() && !c.Merged()
}

// Pairs returns, for every provision of the new act that continues one of the old act, the id of that one: new id to old id, articles and
// all that stands above and below them. An article that was split is continued by the part that keeps its number, else by the one that
// keeps most of it. The map is the caller's. A Redline read back from JSON has no pairs.
func (r *Redline) Pairs() map[string]string {
	out := make(map[string]string, len(r.pairs))
	for n, o := range r.pairs {
		out[n] = o
	}
	return out
}

// Compare returns the redline from old to new. It fails on an act whose text is not valid UTF-8, on acts with more than 1.1 million
// distinct words, and when its own result does not rebuild both texts.
func Compare(old, new *act.Act) (*Redline, error) {
	w := workrooms.Get().(*workroom)
	defer w.leave()
	c, err := newComparison(w, old, new)
	if err != nil {
		return nil, fmt.Errorf("compare acts: %w", err)
	}
	r, err := c.run()
	if err != nil {
		return nil, fmt.Errorf("compare acts: %w", err)
	}
	return r, nil
}

// FormerTitle returns the name of the old act on one line, where words of it are others in the new one; the empty string where none are.
func (r *Redline) FormerTitle() string {
	if !r.titleChanged() {
		return ""
	}
	return oneLine(sideOf(r.Title, Deleted))
}

func (r *Redline) titleChanged() bool {
	return slices.ContainsFunc(r.Title, func(s Span) bool { return s.Op == Inserted || s.Op == Deleted })
}

// MaterialChanges returns how many provisions were changed, brought, taken out or
// moved, the name of the act among them: the writing and the number alone do not
// count.
func (r *Redline) MaterialChanges() int {
	n := 0
	for i := range r.Changes {
		if r.Changes[i].Material() {
			n++
		}
	}
	if r.titleChanged() {
		n++
	}
	return n
}
