package redline

import (
	"fmt"
	"slices"
	"strings"

	"github.com/rasprava/rasprava/internal/act"
)

// A place is a line of the report: an old unit with the new one that continues it, or one of them alone.
type place struct{ old, new int }

// order lists the places in the order of the new act. What was removed stands where it was: behind what came before it and did not move.
func (c *comparison) order() []place {
	behind := make([][]int, len(c.new)+1)
	last := 0
	for i := range c.old {
		j := c.toNew[i]
		switch {
		case j != none:
			if !c.moved[j] {
				last = j + 1
			}
		case !c.oldTaken[i]:
			behind[last] = append(behind[last], i)
		}
	}
	var out []place
	for j := -1; j < len(c.new); j++ {
		if j >= 0 && !c.newTaken[j] {
			out = append(out, place{old: c.toOld[j], new: j})
		}
		for _, i := range behind[j+1] {
			out = append(out, place{old: i, new: none})
		}
	}
	return out
}

// A side is what one act contributes to a change: one unit, or several that were split or merged.
type side struct {
	ids    []string
	labels []string
	text   string
	tokens []token
	own    []bool // by token: stands in the provision's own label, directly behind it, or between two provisions
	// written holds the keys of the tokens as they are written; nil while no token
	// has the key of the number that a provision has now.
	written []int32
	targets map[int]string // by token: the old id of the provision whose number it follows
}

func (c *comparison) side(us []unit, members []int) (side, error) {
	s := side{ids: []string{}}
	var texts []string
	for _, k := range members {
		u := &us[k]
		s.ids = append(s.ids, u.node.ID)
		if u.node.Label != "" {
			s.labels = append(s.labels, u.node.Label)
		}
		texts = append(texts, u.text)
	}
	s.text = strings.Join(texts, joint)
	var err error
	s.tokens, err = c.vocabulary.tokens(s.text)
	if err != nil {
		return side{}, err
	}
	s.own = make([]bool, len(s.tokens))
	start := 0
	for m, k := range members {
		if at := labelOffset(texts[m], us[k].node.Label); at >= 0 {
			s.mark(start+at, start+at+len(us[k].node.Label)+1)
		}
		if m > 0 {
			s.mark(start-len(joint), start)
		}
		start += len(texts[m]) + len(joint)
	}
	return s, nil
}

// joint stands between the texts of provisions that were split or merged.
const joint = "\n\n"

// mark marks the tokens that have a part within the bytes [from, to) of the text.
func (s *side) mark(from, to int) {
	at := 0
	for k, t := range s.tokens {
		if at < to && from < at+int(t.size) {
			s.own[k] = true
		}
		at += int(t.size)
	}
}

// labelOffset returns where a provision's own label stands in its text, at the beginning of a line, or -1.
func labelOffset(text, label string) int {
	if label == "" {
		return -1
	}
	from := 0
	for {
		if strings.HasPrefix(text[from:], label) {
			return from
		}
		next := strings.IndexByte(text[from:], '\n')
		if next < 0 {
			return -1
		}
		from += next + 1
	}
}

// reportTitle compares the names of the acts.
func (c *comparison) reportTitle(r *Redline) error {
	var err error
	r.Title, err = wordSpans(c.vocabulary, &c.differ, c.oldAct.Title, c.newAct.Title)
	if err != nil {
		return fmt.Errorf("compare the names of the acts: %w", err)
	}
	w := countWords(r.Title)
	r.Summary.Words.Inserted += w.Inserted
	r.Summary.Words.Deleted += w.Deleted
	return nil
}

// report counts a place and adds it to the changes unless nothing changed there.
func (c *comparison) report(r *Redline, p place) error {
	switch {
	case p.old == none:
		return c.reportLone(r, c.new, p.new, Inserted)
	case p.new == none:
		return c.reportLone(r, c.old, p.old, Deleted)
	}
	o, n := &c.old[p.old], &c.new[p.new]
	whole := len(c.oldWith[p.new]) == 0 && len(c.newWith[p.new]) == 0
	if whole && o.text == n.text && o.number == n.number && !c.moved[p.new] {
		r.count(n.level)
		return nil
	}
	olds, err := c.side(c.old, members(p.old, c.oldWith[p.new]))
	if err != nil {
		return err
	}
	news, err := c.side(c.new, members(p.new, c.newWith[p.new]))
	if err != nil {
		return err
	}
	err = c.following.readNumbers(&olds, o.node)
	if err != nil {
		return err
	}
	edits := compareLines(&c.differ, olds.tokens, news.tokens, !whole)
	edits = olds.unfollow(&c.differ, edits, news.tokens)
	ch := newChange(n.level, olds, news, n.node)
	ch.Moved = c.moved[p.new]
	ch.Renumbered = o.number != n.number
	edits = olds.markFollowing(tidy(edits, olds.tokens, news.tokens), &c.following)
	edits = markTypographic(c.vocabulary, edits, olds.tokens, news.tokens, func(e edit) bool {
		return whole && !ch.Renumbered && inOwnLabel(e, &olds, &news)
	})
	ch.Spans = spansOf(edits, olds.tokens, news.tokens, olds.text, news.text)
	ch.judge(edits, &olds, &news)
	err = checkRoundTrip(ch.Spans, olds.text, news.text)
	if err != nil {
		return fmt.Errorf("compare %s with %s: %w", o.node.ID, n.node.ID, err)
	}
	if whole && !ch.Edited && !ch.Typographic && !ch.Moved && !ch.Renumbered {
		r.count(n.level)
		return nil
	}
	if n.level == LevelArticle {
		ch.Provisions, err = c.provisions(p, ch.Spans, news.text)
		if err != nil {
			return fmt.Errorf("compare what stands in %s and %s: %w", o.node.ID, n.node.ID, err)
		}
	}
	r.add(ch)
	return nil
}

func members(k int, with []int) []int {
	out := append([]int{k}, with...)
	slices.Sort(out)
	return out
}

func (c *comparison) reportLone(r *Redline, us []unit, k int, op string) error {
	if op == Inserted && c.newTaken[k] {
		return nil
	}
	s, err := c.side(us, []int{k})
	if err != nil {
		return err
	}
	nothing := side{ids: []string{}}
	ch := newChange(us[k].level, nothing, s, us[k].node)
	if op == Deleted {
		ch = newChange(us[k].level, s, nothing, us[k].node)
	}
	if s.text != "" {
		ch.Spans = append(ch.Spans, Span{Op: op, Text: s.text})
	}
	r.add(ch)
	return nil
}

func newChange(level string, old, new side, n *act.Node) Change {
	return Change{
		Level: level, Old: old.ids, New: new.ids,
		OldLabel: strings.Join(old.labels, ", "), NewLabel: strings.Join(new.labels, ", "), Heading: n.Heading,
		Spans: []Span{},
	}
}

// judge sets Edited and Typographic from a script in which typographic edits are marked. What else changed in the provision's own label is
// its renumbering.
func (ch *Change) judge(edits []edit, old, new *side) {
	others := false
	for _, e := range edits {
		switch {
		case e.follows:
			ch.Edited = true
			ch.References++
		case e.same:
			ch.Typographic = ch.Typographic || writtenOtherwise(e, old, new)
		case e.typographic:
			ch.Typographic = true
		case !inOwnLabel(e, old, new):
			ch.Edited = true
			others = true
		}
	}
	ch.Follows = ch.References > 0 && !others
}

func inOwnLabel(e edit, old, new *side) bool {
	return !slices.Contains(old.own[e.o0:e.o1], false) && !slices.Contains(new.own[e.n0:e.n1], false)
}

// writtenOtherwise tells kept text that differs as written, apart from what joins split or merged provisions.
func writtenOtherwise(e edit, old, new *side) bool {
	for k := range e.o1 - e.o0 {
		if old.tokens[e.o0+k].piece != new.tokens[e.n0+k].piece && (len(old.ids) == len(new.ids) || !old.own[e.o0+k] && !new.own[e.n0+k]) {
			return true
		}
	}
	return false
}

// count counts a pair in which nothing changed.
func (r *Redline) count(level string) {
	if level == LevelArticle {
		r.Summary.Articles.Unchanged++
	}
}

func (r *Redline) add(ch Change) {
	r.Changes = append(r.Changes, ch)
	w := ch.Words()
	r.Summary.Words.Inserted += w.Inserted
	r.Summary.Words.Deleted += w.Deleted
	if ch.Level != LevelArticle {
		return
	}
	a := &r.Summary.Articles
	for _, f := range []struct {
		claim bool
		count *int
	}{
		{ch.Edited, &a.Edited}, {ch.Typographic, &a.Typographic}, {ch.Moved, &a.Moved}, {ch.Renumbered, &a.Renumbered},
		{ch.Added(), &a.Added}, {ch.Removed(), &a.Removed}, {ch.Split(), &a.Split}, {ch.Merged(), &a.Merged}, {ch.Follows, &a.Follows},
	} {
		if f.claim {
			*f.count++
		}
	}
}
