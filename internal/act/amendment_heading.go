package act

import (
	"slices"
	"strings"
)

// heading takes what headings are called. One that is added is that of the provision
// above which it comes.
func (r *amendmentReader) heading() {
	c := &r.clause
	c.heading, c.apart, c.together = true, false, c.joined && len(c.cited) > 0
	if !c.adds || !r.ordered() {
		return
	}
	if last := &r.found[len(r.found)-1]; last.Action == ActionInsert && last.Position != Behind && len(last.Becomes) == 0 && len(last.Targets) > 0 {
		last.Heading, c.above = true, last.Position
		last.Position = ""
	}
}

// headingOfArticle takes the word of the key, which may say that the heading named behind something else is that of
// the article in which that stands: став 1. и назив члана.
func (r *amendmentReader) headingOfArticle(k, previous string) {
	c := &r.clause
	w, cites := r.citing.words[k]
	c.ofArticle = c.heading && (c.ofArticle || c.together && cites && w.rank == rankArticle && r.words.heading[previous])
}

// articlesOf returns the articles in which the provisions stand, each once.
func articlesOf(targets []Amended) []Amended {
	var out []Amended
	for _, t := range targets {
		if a := (Amended{ID: ArticleOf(t.ID)}); !slices.Contains(out, a) {
			out = append(out, a)
		}
	}
	return out
}

// parts takes a word between what headings are called and a mention: назив члана и
// члан 5, назив и став 1.
func (r *amendmentReader) parts(k string) {
	_, ranked := r.citing.words[k]
	joins := r.citing.joins[k]
	r.clause.apart = r.clause.apart || ranked || joins
	r.clause.joined = r.clause.joined || joins
}

// mention takes a mention of what is changed, of that in which something is, or of
// that beside which something comes.
func (r *amendmentReader) mention(m mention) {
	c := &r.clause
	if c.used {
		c.cited, c.sentences, c.subparagraphs, c.used, c.opening = nil, nil, nil, false, false
	}
	c.unknown = c.unknown || c.joined && (c.opening || len(c.subparagraphs) > 0) // уводна реченица и тачка 1)
	if strings.Count(m.targets[0].ID, "__") > 1 {
		c.subparagraphs = nil // prvom podstavku točka (b)
	}
	last := len(c.cited) - 1
	if last >= 0 {
		c.narrow(&c.cited[last], &m)
	}
	c.unknown = c.unknown || c.heading && c.whole // у називу закона и у члану 5.
	switch {
	case c.heading && !c.apart:
		m.heading = true
	case c.heading: // назив члана и члан 5, but in члан 5: назив члана и став 1
		if last >= 0 && c.cited[last].bare {
			c.cited[last].heading = true
		}
	case last >= 0 && c.cited[last].heading && c.cited[last].word == m.word && c.position == "":
		m.heading = true // називи члана 5. и члана 6.
	}
	if !m.heading || c.position != Before { // наслов изнад члана 5.
		m.position = c.position
	}
	if m.heading && m.position != "" {
		m.heading = false
	}
	c.cited = append(c.cited, m)
	c.position, c.heading, c.apart, c.joined = "", false, false, false
	c.begun, c.goes = false, false
}

// narrow takes a mention of what stands in the one before it: у члану 7. у ставу 1, у
// глави II. члан 9. Which of several it stands in is not known.
func (c *clause) narrow(before, m *mention) {
	if !before.within && (c.joined || before.heading || before.position != "") {
		return
	}
	article := segments[KindArticle] + "_"
	id := m.targets[0].ID
	before.narrowed = before.within && !c.joined && !strings.HasPrefix(before.targets[0].ID, article) && strings.HasPrefix(id, article)
	for _, a := range before.targets {
		before.narrowed = before.narrowed || strings.HasPrefix(id, a.ID+"__")
	}
	c.unknown = c.unknown || before.narrowed && (len(before.targets) > 1 || before.targets[0].Upto != "")
}

// becomes takes the mention of what a change that waits for it adds, or of the numbers
// that something gets. wide says that it stands in nothing that was named before.
func (r *amendmentReader) becomes(named []Amended, wide bool) {
	c, open := &r.clause, &r.found[len(r.found)-1]
	if c.adds && c.heading && !c.apart && c.position == Before && len(open.Becomes) == 0 {
		open.Heading, open.Targets, open.Position = true, named, "" // додаје се наслов изнад члана 5.
		c.heading, c.position = false, ""
		return
	}
	if c.adds && open.Heading && open.Action == ActionInsert {
		open.Heading, open.Position = false, c.above
	}
	c.heading = false
	if c.inherited && wide {
		open.Targets = []Amended{}
	}
	if c.adds && !c.inherited && open.Action == ActionInsert && open.Position == "" && len(open.Becomes) == 0 && sameKind(open.Targets, named[0].ID) {
		open.Position = Behind // на крају тачке 3) додаје се тачка 4)
	}
	if c.inherited && c.adds && open.Action == ActionInsert && len(open.Becomes) == 0 {
		c.comes(open, named[0].ID)
	}
	if c.mark != "" { // додају се запета и тачка 3)
		open.Action, open.NewWords, open.Unit, c.mark = ActionInsert, "", "", ""
		r.doubt()
	}
	if c.adds && open.Action == ActionInsertWords && c.place == "" {
		open.Action, open.Position = ActionInsert, ""
	}
	if open.Action == ActionRenumber && len(open.Targets) > 0 && kindOf(open.Targets[0].ID) != kindOf(named[0].ID) {
		r.doubt() // члан 5. постаје члан 6. и у њему став 2.
		return
	}
	for _, a := range named {
		if !slices.Contains(open.Becomes, a) { // назив члана 5а и члан 5а
			open.Becomes = append(open.Becomes, a)
		}
	}
}

// comes says where what is added with the id comes, which the words of the order do not: beside what
// the sentence named before, where that is of the same kind and stands in the same provision, else in that provision.
func (c *clause) comes(open *Amendment, id string) {
	within := parentOf(id)
	switch {
	case open.Position != "":
	case c.beside != nil && ranked(c.beside.targets[0].ID) == ranked(id):
		open.Targets, open.Position = c.beside.targets, c.beside.position
	case within != "" && len(open.Targets) == 1 && ArticleOf(open.Targets[0].ID) == ArticleOf(id):
		open.Targets = []Amended{{ID: within}}
	}
}

// sameKind reports whether the one target named is another provision of the kind of that with the id, in the same
// one, so that what comes cannot come in it.
func sameKind(targets []Amended, id string) bool {
	return len(targets) == 1 && targets[0].ID != id && ranked(targets[0].ID) == ranked(id)
}

// ranked returns an id without the number of the provision itself: art_5__point_ of art_5__point_3.
func ranked(id string) string {
	return id[:strings.LastIndexByte(id, '_')+1]
}

// kindOf returns as what an id names the provision itself: point of art_5__point_3.
func kindOf(id string) string {
	kind, _, _ := strings.Cut(id[strings.LastIndex("__"+id, "__"):], "_")
	return kind
}

// parentOf returns the id of that in which the provision with the id stands, "" for none.
func parentOf(id string) string {
	return id[:max(strings.LastIndex(id, "__"), 0)]
}

// change takes an order of what the sentence says is changed, that of headings and
// that of the rest each for itself.
func (r *amendmentReader) change(n *Node, a Amendment) {
	c := &r.clause
	targets, headings := r.changed()
	a.Opening, a.Subparagraphs = c.opening, c.subparagraphs
	if c.heading && (!c.apart || len(targets) == 0 || c.inherits()) {
		if !c.together {
			headings, targets = append(headings, targets...), nil
		}
		if len(headings)+len(targets) == 0 {
			a.Heading = true // that of the whole act
		}
	}
	if c.heading && c.apart && c.ofArticle { // став 1. и назив члана
		headings = append(headings, articlesOf(targets)...)
	}
	headings = slices.DeleteFunc(headings, func(h Amended) bool { return slices.Contains(targets, h) })
	if len(headings) > 0 && a.Action == ActionRenumber {
		c.unknown = true
	}
	if len(targets) > 0 || len(headings) == 0 {
		a.Targets = targets
		r.add(n, a)
	}
	if len(headings) > 0 {
		a.Targets, a.Heading = headings, true
		r.add(n, a)
	}
}
