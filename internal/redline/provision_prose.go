package redline

import (
	"sort"

	"github.com/rasprava/rasprava/internal/act"
)

// A keptText is a stretch of text that both sides of a change have, in bytes of each.
type keptText struct{ old, new, oldEnd, newEnd int }

// listed hangs points without counterpart on the paragraph of prose whose words they are, and those whose words became prose on the
// paragraph that has them: on it alone when it keeps words of its own, and by the words that the spans of the change tell as kept.
func (in *inside) listed(p place, spans []Span) {
	if !hasLoneItem(in.old) && !hasLoneItem(in.new) {
		return
	}
	kept := keptTexts(spans)
	olds, news := wordPlaces(in.c.old, members(p.old, in.c.oldWith[p.new])), wordPlaces(in.c.new, members(p.new, in.c.newWith[p.new]))
	hangOn(in.new, in.old, news, func(place, from act.Place) int { return keptWords(in.text, kept, place, from) },
		func(above *inner) act.Place { return olds[in.old[above.other].node] })
	turned := make([]keptText, len(kept))
	for k, t := range kept {
		turned[k] = keptText{old: t.new, new: t.old, oldEnd: t.newEnd, newEnd: t.oldEnd}
	}
	old := sideOf(spans, Deleted)
	hangOn(in.old, in.new, olds, func(place, from act.Place) int { return keptWords(old, turned, place, from) },
		func(above *inner) act.Place { return news[in.new[above.other].node] })
}

func hasLoneItem(list []inner) bool {
	for k := range list {
		if list[k].loneItem() {
			return true
		}
	}
	return false
}

// loneItem tells a point or what is like one that has no counterpart and stands under another provision.
func (n *inner) loneItem() bool {
	return n.lone && !n.taken && n.parent != none && isListItem(n.node.Kind)
}

// hangOn hangs the items of a list without counterpart on the provision above them that has one on the other side, when most words of the
// item are kept from that one, which is not hung on another itself.
func hangOn(list, others []inner, places map[*act.Node]act.Place, kept func(place, from act.Place) int, source func(above *inner) act.Place) {
	for k := range list {
		n := &list[k]
		if !n.loneItem() || list[n.parent].lone && !list[n.parent].taken {
			continue
		}
		top := n.parent
		for top != none && list[top].lone {
			top = list[top].parent
		}
		if top == none || list[top].other == none || len(others[list[top].other].with) > 0 {
			continue
		}
		words := wordsIn(n.node.Text)
		if words == 0 || 1000*kept(places[n.node], source(&list[top])) < lineCover*words {
			continue
		}
		n.taken = true
		list[top].with = append(list[top].with, k)
	}
}

// wordPlaces returns where, in the text of units that stand together, the words of each provision in them lie, without its label.
func wordPlaces(us []unit, units []int) map[*act.Node]act.Place {
	out := map[*act.Node]act.Place{}
	start := 0
	for _, k := range units {
		for _, p := range us[k].own.AppendPlaces(nil) {
			p.From, p.To = start+max(p.From, p.To-len(p.Node.Text)), start+p.To
			out[p.Node] = p
		}
		start += len(us[k].text) + len(joint)
	}
	return out
}

// keptTexts returns what spans tell as kept.
func keptTexts(spans []Span) []keptText {
	var out []keptText
	o, n := 0, 0
	for _, sp := range spans {
		switch sp.Op {
		case Deleted:
			o += len(sp.Text)
		case Inserted:
			n += len(sp.Text)
		default:
			was := len(sp.Text)
			if sp.Op == Typographic {
				was = len(sp.Old)
			}
			out = append(out, keptText{old: o, new: n, oldEnd: o + was, newEnd: n + len(sp.Text)})
			o, n = o+was, n+len(sp.Text)
		}
	}
	return out
}

// keptWords returns how many words of a place of the text are kept from another place of the other text.
func keptWords(text string, kept []keptText, place, from act.Place) int {
	words := 0
	first := sort.Search(len(kept), func(k int) bool { return kept[k].newEnd > place.From })
	for _, t := range kept[first:] {
		if t.new >= place.To {
			break
		}
		if t.oldEnd <= from.From || t.old >= from.To {
			continue
		}
		lo, hi := max(t.new, place.From), min(t.newEnd, place.To)
		if t.oldEnd-t.old == t.newEnd-t.new {
			lo, hi = max(lo, t.new+from.From-t.old), min(hi, t.new+from.To-t.old)
		}
		if lo < hi {
			words += wordsIn(text[lo:hi])
		}
	}
	return words
}
