package redline

import (
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/rasprava/rasprava/internal/act"
)

// ways returns the ways from the article to siblings of one kind; nil of others, and of those that have no number to be named with.
func (in *inside) ways(list []inner, nodes []*act.Node) [][]Step {
	var out [][]Step
	parent := none
	for m, n := range nodes {
		for k := range list {
			if list[k].node != n {
				continue
			}
			if n.Number == "" || m > 0 && (list[k].parent != parent || n.Kind != nodes[0].Kind) {
				return nil
			}
			parent = list[k].parent
			out = append(out, append(in.wayTo(list, parent, nil), stepOf(n)))
			break
		}
	}
	return out
}

// joined says which paragraphs and points of an article were split and merged: "став 2. подељен на ст. 2. и 3", "тач. 1) и 2) спојене у тачку
// 1)"; of many how many were.
func (w wording) joined(ch *Change) []string {
	if len(ch.Old) != 1 || len(ch.New) != 1 {
		return nil
	}
	var out []string
	split, merged := 0, 0
	for k := range ch.Provisions {
		p := &ch.Provisions[k]
		if len(p.OldWays) == 0 || len(p.NewWays) == 0 {
			continue
		}
		said := ""
		if p.Split() {
			split++
			said = fmt.Sprintf(w.parts, w.way(p.OldWays[0], byItself), w.ending(p.Level, 1), w.list(p.NewWays))
		} else {
			merged++
			said = fmt.Sprintf(w.joins, w.list(p.OldWays), w.ending(p.Level, len(p.OldWays)), w.way(p.NewWays[0], behindInto))
		}
		out = append(out, w.unstopped(said))
	}
	if len(out) <= mostExchanged {
		return out
	}
	var counts []string
	for _, c := range []struct {
		word string
		n    int
	}{{w.split, split}, {w.merged, merged}} {
		if c.n > 0 {
			counts = append(counts, fmt.Sprintf("%s %d", c.word, c.n))
		}
	}
	return []string{w.insideNames() + ": " + strings.Join(counts, ", ")}
}

// ending returns how a participle ends that agrees with so many provisions of a kind, in Slovenian with two of them too.
func (w wording) ending(kind string, n int) string {
	if !w.inflected() {
		return ""
	}
	endings := map[byte][3]string{'m': {"", "и", "а"}, 'f': {"а", "е", "и"}, 'n': {"о", "а", "и"}}[kindOf(w.nouns(), act.Kind(kind)).gender]
	switch {
	case n == 1:
		return w.inScript(endings[0])
	case n == 2 && w.lang == slovenian.lang:
		return w.inScript(endings[2])
	}
	return w.inScript(endings[1])
}

// joinedAlone reports whether nothing was edited in an article but where its paragraphs begin.
func (c *Change) joinedAlone() bool {
	if !c.Edited || c.Words != (Words{}) {
		return false
	}
	joined := false
	for k := range c.Provisions {
		joined = joined || len(c.Provisions[k].OldWays) > 0
	}
	for k := range c.Spans {
		sp := &c.Spans[k]
		if sp.Move > 0 || sp.Op == Typographic && !sp.spaces() || (sp.Op == Inserted || sp.Op == Deleted) && !labelOf(sp.Text) {
			return false
		}
	}
	return joined
}

// labelOf reports whether a text is nothing or the label of one provision: 3., (b).
func labelOf(s string) bool {
	s = strings.Trim(s, " \u00a0\t\n().")
	letter, size := utf8.DecodeRuneInString(s)
	return len(s) <= longestLabel && (strings.TrimLeft(s, "0123456789") == "" || size == len(s) && unicode.IsLetter(letter))
}
