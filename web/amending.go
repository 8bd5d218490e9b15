package web

import (
	"slices"
	"strconv"

	"github.com/rasprava/rasprava/internal/act"
	"github.com/rasprava/rasprava/internal/locale"
)

// amending is what a staged act changes in other acts.
type amending struct {
	Lang  string   // of what is quoted
	Acts  []string // that it amends; empty: none is named
	Count int      // of changes
	Rows  []amendingRow
	Rest  int  // rows that are not shown
	Fold  bool // they are many
}

// amendingRow is one change, or a provision of which it is not known what it changes.
type amendingRow struct {
	From    string
	Act     string   // empty: the only one
	Targets []string // in the act that is amended
	Order   []orderWords
	Unclear bool
	Warning string // id of the warning about that; empty: it is not shown
}

// orderWords are words of an order and what follows them in quotation marks.
type orderWords struct {
	Said   string
	Quoted string // in the language of the act; empty: nothing
}

// mostAmended is how many changes stand unfolded.
const mostAmended = 10

// unclearID returns the id of the n-th warning of an unclear amendment, from 1 on.
func unclearID(n int) string { return "nejasno-" + strconv.Itoa(n) }

// amending returns what an act changes in others, as many rows as a preview shows; nil
// for an act that amends none. So many warnings of what is unclear are shown.
func (v *visit) amending(a *act.Act, warnings int) *amending {
	title, amends := a.Amends()
	found, unclear := a.Orders()
	if !amends && len(found)+len(unclear) == 0 {
		return nil
	}
	out := &amending{Lang: v.textLang(a.Lang), Count: len(found), Fold: len(found)+len(unclear) > mostAmended}
	var acts []string
	if title != "" {
		acts = append(acts, title)
	}
	for _, m := range found {
		if m.Act != "" && !slices.Contains(acts, m.Act) {
			acts = append(acts, m.Act)
		}
	}
	text := func(s string) string { return inScript(v.lang, a.Lang, s) }
	out.Acts = each(acts, text)
	for i, n := range inOrder(a, found, unclear) {
		if i == previewLength {
			out.Rest = len(found) + len(unclear) - i
			break
		}
		if n.order == nil {
			row := amendingRow{From: v.ordering(a, n.from), Unclear: true}
			if n.unclear <= warnings {
				row.Warning = unclearID(n.unclear)
			}
			out.Rows = append(out.Rows, row)
			continue
		}
		row := amendingRow{From: v.ordering(a, n.from), Targets: v.amendedPlaces(a, n.order), Order: v.orderOf(a, n.order)}
		if len(acts) > 1 {
			row.Act = text(n.order.Act)
		}
		for k := range row.Order {
			row.Order[k].Quoted = excerpt(text(row.Order[k].Quoted), 200)
		}
		row.Order[0].Said = upperFirst(row.Order[0].Said)
		out.Rows = append(out.Rows, row)
	}
	return out
}

// ordered is a change that a provision orders, or that it is unclear what it changes.
type ordered struct {
	from    string
	order   *act.Amendment // nil: that is unclear
	unclear int            // which of the unclear ones it is, from 1 on
}

// inOrder returns the changes and what is unclear in the order of the text.
func inOrder(a *act.Act, found []act.Amendment, unclear []*act.Node) []ordered {
	at, places := 0, map[string]int{}
	a.Walk(func(n *act.Node, _ int) bool {
		places[n.ID] = at
		at++
		return true
	})
	var all []ordered
	for i := range found {
		all = append(all, ordered{from: found[i].From, order: &found[i]})
	}
	for i, n := range unclear {
		all = append(all, ordered{from: n.ID, unclear: i + 1})
	}
	slices.SortStableFunc(all, func(x, y ordered) int { return places[x.from] - places[y.from] })
	return all
}

// ordering names the provision that orders a change; the article alone where all of it
// is one paragraph.
func (v *visit) ordering(a *act.Act, id string) string {
	path := pathTo(a.Body, id)
	for i, n := range path[:max(len(path)-1, 0)] {
		paragraphs := 0
		for _, c := range n.Children {
			if c.Kind == act.KindParagraph && c.Number != "" {
				paragraphs++
			}
		}
		if n.Kind == act.KindArticle && paragraphs < 2 && i == len(path)-2 {
			return upperFirst(v.placeName(a, n.ID))
		}
	}
	return upperFirst(v.placeName(a, id))
}

// amendedPlaces names what is changed in the act that is amended.
func (v *visit) amendedPlaces(a *act.Act, m *act.Amendment) []string {
	names := v.amendedNames(a, m.Targets)
	if len(names) == 0 {
		names = []string{v.t("amending.whole")}
		if m.Heading {
			return []string{v.t("amending.heading_whole")}
		}
	}
	var all []string
	for _, name := range names {
		if m.Heading {
			name = v.t("amending.heading", "place", name)
		}
		if m.Opening {
			name = v.t("amending.opening", "place", name)
		}
		for _, name := range v.counted(name, "subparagraph", m.Subparagraphs) {
			all = append(all, v.counted(name, "sentence", m.Sentences)...)
		}
	}
	return all
}

// counted names what has no address of its own by its places in what the name names; that one itself where
// there are none.
func (v *visit) counted(name, unit string, places []int) []string {
	if len(places) == 0 {
		return []string{name}
	}
	return each(places, func(no int) string {
		if no == act.LastSentence {
			return v.t("amending."+unit+"_last", "place", name)
		}
		return v.t("amending."+unit, "place", name, "number", strconv.Itoa(no))
	})
}

// amendedNames names provisions of the act that is amended by their ids, which are all
// that is known of them.
func (v *visit) amendedNames(a *act.Act, all []act.Amended) []string {
	return each(all, func(x act.Amended) string {
		if x.Upto == "" {
			return v.amendedName(a, x.ID, x.Form)
		}
		if from, to := a.Named(x.ID), a.Named(x.Upto); len(from) == 1 && len(to) == 1 && from[0].Kind == act.KindArticle && to[0].Kind == act.KindArticle {
			return v.t("amending.articles", "from", from[0].Number, "to", to[0].Number)
		}
		return v.t("amending.run", "from", v.amendedName(a, x.ID, x.Form), "to", v.amendedName(a, x.Upto, x.Form))
	})
}

// amendedName is namedBy for what may be a form, which is no annex to its readers.
func (v *visit) amendedName(a *act.Act, id string, form bool) string {
	if named := a.Named(id); form && len(named) == 1 {
		return v.t("amending.form", "number", named[0].Number)
	}
	return v.namedBy(a, id)
}

func (v *visit) namedBy(a *act.Act, id string) string {
	written := a.Lang
	if written == string(locale.SrLatn) {
		written = string(locale.SrCyrl) // so its numbers are
	}
	return v.joined(each(a.Named(id), func(n *act.Node) string { return v.nodeName(written, n) }))
}

// orderOf puts into words what is ordered, at least once.
func (v *visit) orderOf(a *act.Act, m *act.Amendment) []orderWords {
	name := func(group, code string) string { return v.say.Name(group, code) }
	unit := "_words"
	if m.Unit != "" {
		unit = "_" + string(m.Unit)
	}
	many := ""
	if len(m.Targets) > 1 || slices.ContainsFunc(m.Targets, func(x act.Amended) bool { return x.Upto != "" }) {
		many = "_many"
	}
	var out []orderWords
	beside, position := m.Beside, m.Position
	if m.Action == act.ActionInsertWords {
		beside = m.OldWords
	}
	if beside != "" && position != "" {
		out, position = append(out, orderWords{name("amending_at", position+"_words"), beside}), ""
	}
	said := func(code string) string {
		if position == "" {
			return name("amending_order", code)
		}
		return name("amending_at", position) + " " + name("amending_order", code)
	}
	becomes := v.say.List(v.amendedNames(a, m.Becomes))
	switch m.Action {
	case act.ActionSubstitute:
		if len(m.Becomes) > 0 && !slices.Equal(m.Becomes, m.Targets) {
			return append(out, orderWords{said("substitute_becomes") + " " + becomes, m.NewWords})
		}
		return append(out, orderWords{said("substitute" + many), m.NewWords})
	case act.ActionInsert:
		if becomes != "" {
			becomes = " " + becomes
		}
		code := "insert"
		if m.Unit != "" {
			code += unit
		}
		return append(out, orderWords{said(code) + becomes, m.NewWords})
	case act.ActionRepeal:
		return append(out, orderWords{Said: said("repeal" + many)})
	case act.ActionRenumber:
		return append(out, orderWords{Said: said("renumber"+many) + " " + becomes})
	case act.ActionInsertWords:
		out = append(out, orderWords{said("insert" + unit), m.NewWords})
	case act.ActionDeleteWords:
		out = append(out, orderWords{said("delete" + unit), m.OldWords})
	case act.ActionReplaceWords:
		out = append(out, orderWords{said("replace" + unit), m.OldWords}, orderWords{name("amending_order", "with"+unit), m.NewWords})
	}
	if m.Inflected {
		out = append(out, orderWords{Said: name("amending_at", "inflected")})
	}
	return out
}
