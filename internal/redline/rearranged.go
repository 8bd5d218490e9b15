package redline

import (
	"fmt"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/rasprava/rasprava/internal/act"
)

// rearranged reports whether nothing was edited in an article but that provisions in it stand elsewhere now, in it or in another one, or came
// from there as they were, and that numbers followed.
func (r *Redline) rearranged(ch *Change) bool {
	if ch.reordered() {
		return true
	}
	words, moves := ch.Words, 0
	for _, sp := range ch.Spans {
		switch m := r.moveOf(sp); {
		case m == nil:
			if sp.Op != Equal && !sp.spaces() && !isMark(sp.Text) {
				return false
			}
			continue
		case m.Edited && sp.Op == Inserted:
			return false
		case sp.Op == Inserted:
			words.Inserted -= m.Words.Inserted
			words.Deleted -= m.Words.Deleted
		}
		moves++
	}
	return moves > 0 && words == (Words{}) && !slices.ContainsFunc(ch.Provisions, func(p Provision) bool {
		return p.Edited && !p.Moved || p.Added() || p.Removed() || p.Split() || p.Merged()
	})
}

// isMark tells the number of a provision, or a part of it.
func isMark(text string) bool {
	text = strings.TrimSpace(text)
	return utf8.RuneCountInString(text) <= 4 && !strings.ContainsFunc(text, func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) })
}

// mostExchanged is of how many provisions that an article exchanged with others each is named.
const mostExchanged = 3

// exchanged says which provisions an article gave to others, and which it has from them: "став 2. премештен у члан 7", "тачка 3) премештена из
// члана 5".
func (r *Redline) exchanged(w wording, ch *Change) []string {
	var out []string
	places := map[int]int{} // of each move, how many are here
	for _, sp := range ch.Spans {
		places[sp.Move]++
	}
	for _, sp := range ch.Spans {
		m := r.moveOf(sp)
		if m == nil || len(m.From) < 2 || len(m.To) < 2 || places[sp.Move] > 1 {
			continue
		}
		if sp.Op == Deleted {
			out = append(out, w.gave(w.leftFor, m.From, m.To[:1], behindInto))
		} else {
			out = append(out, w.gave(w.cameFrom, m.To, m.From[:1], behindFrom))
		}
	}
	if len(out) > mostExchanged {
		out = []string{fmt.Sprintf("%s: %s %d", w.insideNames(), w.moved, len(out))}
	}
	return slices.Concat(out, w.joined(ch), w.movedRows(ch))
}

// gave names a provision by what it is in its article, and the article that it went to or came from.
func (w wording) gave(said string, here, there []Step, g grammar) string {
	last := len(here) - 1
	return w.unstopped(fmt.Sprintf(said, w.ofWay(here[last:], here[1:last], false), w.ending(here[last].Kind, 1), w.way(there, g)))
}

// insides says how many paragraphs and points were moved, split and merged: "ставови и тачке: премештено 2, подељено 1"; nothing where none was.
func (w wording) insides(r *Redline) string {
	var split, merged int
	moved := map[string]bool{}
	for i := range r.Moves {
		moved[r.Moves[i].New] = true // those outside articles too
	}
	for i := range r.Changes {
		for k := range r.Changes[i].Provisions {
			switch p := &r.Changes[i].Provisions[k]; {
			case p.Split():
				split++
			case p.Merged():
				merged++
			case p.Moved:
				moved[p.New[0]] = true
			}
		}
	}
	var counts []string
	for _, c := range []struct {
		word string
		n    int
	}{{w.moved, len(moved)}, {w.split, split}, {w.merged, merged}} {
		if c.n > 0 {
			counts = append(counts, fmt.Sprintf("%s %d", c.word, c.n))
		}
	}
	if counts == nil {
		return ""
	}
	return w.insideNames() + ": " + strings.Join(counts, ", ")
}

// insideNames returns what stands in articles, of acts of the United States by their own names.
func (w wording) insideNames() string {
	if w.profile == traditionAmerica && w.lang == english.lang {
		return americanNouns[act.KindParagraph] + "s and " + americanNouns[act.KindPoint] + "s"
	}
	return w.inside
}

// Exchanged says, in the language named or in that of the new act when lang is empty, which paragraphs and points an article gave to others,
// which it has from them, which of its own were split and merged, and that rows of tables moved; alone tells that besides nothing was edited in it but the order.
func (r *Redline) Exchanged(lang string, ch *Change) (said []string, alone bool) {
	return r.exchanged(r.wording(lang), ch), r.rearranged(ch) || ch.joinedAlone()
}
