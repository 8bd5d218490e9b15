package redline

import (
	"fmt"
	"slices"
	"strings"

	"github.com/rasprava/rasprava/internal/act"
)

// typographicRanges returns the stretches of the new text that differ only as written.
func typographicRanges(spans []Span) [][2]int {
	var out [][2]int
	at := 0
	for _, sp := range spans {
		if sp.Op == Typographic {
			out = append(out, [2]int{at, at + len(sp.Text)})
		}
		if sp.Op != Deleted {
			at += len(sp.Text)
		}
	}
	return out
}

// writtenOtherwise tells whether the spans show a typographic change in a provision of the new text.
func (in *inside) writtenOtherwise(n *act.Node) bool {
	from := strings.Index(in.text[in.at:], n.Text)
	if from < 0 {
		return false
	}
	from += in.at
	to := from + len(n.Text)
	in.at = to
	for _, r := range in.written {
		if r[0] < to && from < r[1] {
			return true
		}
	}
	return false
}

// compare adds a matched provision unless nothing changed in it.
func (in *inside) compare(olds, news []*act.Node, moved bool) error {
	o, n := olds[0], news[0]
	p := Provision{Moved: moved, Renumbered: len(olds) == len(news) && otherNumber(o.Number, n.Number)}
	same := len(olds) == len(news) && o.Text == n.Text && o.Heading == n.Heading
	if !same {
		v := in.c.vocabulary
		ots, err := ownTokens(v, olds)
		if err != nil {
			return err
		}
		nts, err := ownTokens(v, news)
		if err != nil {
			return err
		}
		switch {
		case sameBesideSpaces(ots, nts):
			p.Typographic = len(olds) == len(news)
		case len(olds) == len(news) && sameBesideMarks(o.Text, n.Text) || v.otherCapitals(ots, nts) || v.otherCapitals(nts, ots):
			in.judge(&p, ots, nts, len(olds) == len(news))
		default:
			p.Edited = true
			p.Typographic = len(in.written) > 0 && in.writtenOtherwise(n)
		}
	}
	p.Repealed = p.Edited && len(olds) == len(news) && repealedSince(o, n)
	if len(olds) == len(news) && o.Label != n.Label && !p.Renumbered {
		p.Typographic = true
	}
	if move, told := in.c.relocations.byNew[n.ID]; moved && told {
		m, err := in.c.make(move)
		if err != nil {
			return err
		}
		p.Spans = m.Spans
	} else if moved {
		var err error
		p.Spans, err = wordSpans(in.c.vocabulary, &in.c.differ, o.PlainText(), n.PlainText())
		if err != nil {
			return fmt.Errorf("compare %s with %s: %w", o.ID, n.ID, err)
		}
	}
	if len(olds) == len(news) && !p.Edited && !p.Typographic && !p.Moved && !p.Renumbered {
		return nil
	}
	in.add(olds, news, p)
	return nil
}

// judge looks at the words one by one, where some of them may be the same in capitals.
func (in *inside) judge(p *Provision, olds, news []token, pair bool) {
	edits := tidy(compareTexts(&in.c.differ, olds, news), olds, news)
	edits = markTypographic(in.c.vocabulary, edits, olds, news, func(e edit) bool { return !pair && blank(olds[e.o0:e.o1], news[e.n0:e.n1]) })
	for _, e := range edits {
		p.Edited = p.Edited || !e.same && !e.typographic
		p.Typographic = p.Typographic || e.typographic && pair || e.same && !sameTexts(olds[e.o0:e.o1], news[e.n0:e.n1])
	}
}

// sameBesideSpaces tells two texts of the same words and marks.
func sameBesideSpaces(old, new []token) bool {
	i, j := 0, 0
	for {
		for i < len(old) && (old[i].class == spaceToken || old[i].class == lineToken) {
			i++
		}
		for j < len(new) && (new[j].class == spaceToken || new[j].class == lineToken) {
			j++
		}
		if i == len(old) || j == len(new) {
			return i == len(old) && j == len(new)
		}
		if old[i].key != new[j].key {
			return false
		}
		i++
		j++
	}
}

// mostCapitals is how many words in capitals of a text are sought in another.
const mostCapitals = 16

// otherCapitals tells whether a text may have a word in capitals that the other text has in small letters.
func (v *vocabulary) otherCapitals(ts, others []token) bool {
	words := 0
	for k, t := range ts {
		if !hasLetters(t) || !inCapitals(ts[k:k+1]) {
			continue
		}
		words++
		if words > mostCapitals || slices.ContainsFunc(others, func(o token) bool {
			return o.class == wordToken && o.key != t.key && strings.EqualFold(v.forms.All()[o.key], v.forms.All()[t.key])
		}) {
			return true
		}
	}
	return false
}

// ownTokens returns the words of provisions without their labels and what stands under them.
func ownTokens(v *vocabulary, nodes []*act.Node) ([]token, error) {
	if len(nodes) == 1 && nodes[0].Heading == "" {
		return v.tokens(nodes[0].Text)
	}
	text := ""
	for k, n := range nodes {
		if k > 0 {
			text += "\n"
		}
		if n.Heading != "" {
			text += n.Heading + " "
		}
		text += n.Text
	}
	return v.tokens(text)
}

// blank tells stretches of nothing but spaces and line breaks.
func blank(old, new []token) bool {
	for _, ts := range [][]token{old, new} {
		for _, t := range ts {
			if t.class != spaceToken && t.class != lineToken {
				return false
			}
		}
	}
	return true
}
