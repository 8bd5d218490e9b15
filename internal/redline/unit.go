package redline

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/rasprava/rasprava/internal/act"
	"github.com/rasprava/rasprava/internal/script"
)

// A unit is a piece of an act that gets a Change of its own: an article, a heading with what stands directly under it, or a provision
// outside articles.
type unit struct {
	item
	own    *act.Node // the provision with only those children that belong to the text of the unit
	level  string
	text   string
	label  []token // of the text, those that the item has not; nil where this has none
	before int     // how many tokens of the item stand before the label
	parent int     // the index, among all units of its act, of the heading it stands under; none at the top
}

// isContainer tells the kinds that group articles.
func isContainer(k act.Kind) bool {
	switch k {
	case act.KindPart, act.KindTitle, act.KindChapter, act.KindSection, act.KindSubsection, act.KindAnnex, act.KindPreamble:
		return true
	}
	return false
}

// sameKind tells provisions of one kind; points, subpoints and indents are written one for the other.
func sameKind(o, n *act.Node) bool {
	return o.Kind == n.Kind || isListItem(o.Kind) && isListItem(n.Kind)
}

func isListItem(k act.Kind) bool {
	return k == act.KindPoint || k == act.KindSubpoint || k == act.KindIndent
}

func holdsArticle(n *act.Node) bool {
	for _, c := range n.Children {
		if c.Kind == act.KindArticle || holdsArticle(c) {
			return true
		}
	}
	return false
}

// A unitWalk lists the units of an act in the order of the text.
type unitWalk struct {
	units []unit
}

func (w *unitWalk) walk(nodes []*act.Node, parent int) {
	for _, n := range nodes {
		switch {
		case n.Kind == act.KindArticle || !isContainer(n.Kind):
			w.add(n, string(n.Kind), parent, n)
		default:
			w.container(n, parent)
		}
	}
}

// container adds a heading. Where no article stands under it, the provisions directly under it belong to its text.
func (w *unitWalk) container(n *act.Node, parent int) {
	own := *n
	own.Children = nil
	level, below := LevelHeading, n.Children
	if n.Kind == act.KindAnnex || n.Kind == act.KindPreamble {
		level = string(n.Kind)
	}
	if !holdsArticle(n) {
		level, below = string(n.Kind), nil
		for _, c := range n.Children {
			if isContainer(c.Kind) {
				below = append(below, c)
			} else {
				own.Children = append(own.Children, c)
			}
		}
	}
	index := len(w.units)
	w.add(n, level, parent, &own)
	w.walk(below, index)
}

var errNotUTF8 = errors.New("text is not valid UTF-8")

func (w *unitWalk) add(n *act.Node, level string, parent int, own *act.Node) {
	it := item{node: n, number: foldNumber(n.Number)}
	w.units = append(w.units, unit{item: it, own: own, level: level, text: own.PlainText(), parent: parent})
}

func newItem(n *act.Node) *item {
	if n.Heading == "" && len(n.Children) == 0 {
		return &item{node: n, body: n.Text, number: foldNumber(n.Number)}
	}
	return &item{node: n, body: withoutLabel(n).PlainText(), number: foldNumber(n.Number)}
}

// foldNumber is script.Fold, sooner done for plain numbers.
func foldNumber(number string) string {
	if allDigits(number) {
		return number
	}
	return script.Fold(number)
}

// otherNumber reports whether two numbers differ in more than their script.
func otherNumber(old, new string) bool {
	return old != new && foldNumber(old) != foldNumber(new)
}

func allDigits(s string) bool {
	for k := range len(s) {
		if s[k] < '0' || s[k] > '9' {
			return false
		}
	}
	return true
}

// read splits the body into words.
func (it *item) read(v *vocabulary) error {
	ts, err := v.tokens(it.body)
	if err != nil {
		return err
	}
	it.take(ts)
	return nil
}

func (it *item) take(ts []token) {
	it.tokens, it.hash, it.words = ts, fnvOffset, 0
	for _, t := range ts {
		it.hash = (it.hash ^ uint64(t.key)) * fnvPrime
		if t.class == wordToken {
			it.words++
		}
	}
}

// bare returns the text of a unit before its label and behind it.
func (u *unit) bare() (string, string) {
	at := labelOffset(u.text, u.node.Label)
	if at < 0 {
		return u.text, ""
	}
	end := min(len(u.text), at+len(u.node.Label)+1)
	if end == len(u.text) && at > 0 {
		at-- // what divides the heading from the label
	}
	return u.text[:at], u.text[end:]
}

// read splits the text without the label into words.
func (u *unit) read(v *vocabulary) error {
	ts, err := v.splitToKeep(u.text)
	if err != nil {
		return err
	}
	before, behind := u.bare()
	// The tokens that begin before the label are ts[:first], those that begin behind it ts[rest:].
	first, rest, at := 0, 0, 0
	for rest < len(ts) && at < len(u.text)-len(behind) {
		if at < len(before) {
			first++
		}
		at += int(ts[rest].size)
		rest++
	}
	var room [2 * longestLabel]token
	label, words := append(room[:0], ts[first:rest]...), len(ts)-(rest-first)
	copy(ts[first:], ts[rest:])
	copy(ts[words:], label)
	u.label, u.before = ts[words:], first
	kept := ts[:words:words]
	v.keepLines(u.text, kept[:first:first])
	v.keepLines(u.text[at:], kept[first:])
	u.take(kept)
	return nil
}

// appendWhole appends the tokens of the whole text of a unit that was read.
func (u *unit) appendWhole(ts []token) []token {
	ts = append(slices.Grow(ts, len(u.tokens)+len(u.label)), u.tokens[:u.before]...)
	return append(append(ts, u.label...), u.tokens[u.before:]...)
}

// readUnits splits the texts of all units into words, but for those that stand unchanged but for their label once in each act, with the same
// number or shifted like others around, which is most of two versions of an act: these get the hash of their bytes and a count of their words.
func readUnits(v *vocabulary, old, new []unit) error {
	type written struct {
		kind           act.Kind
		before, behind string
	}
	type count struct{ old, new, oldAt, newAt int }
	counts := make([]count, 0, len(old)+len(new)) // by text
	first := make(map[written]int, len(old)+len(new))
	keys, text := make([]written, 0, len(old)+len(new)), make([]int, 0, len(old)+len(new)) // by unit
	for _, us := range [][]unit{old, new} {
		for k := range us {
			before, behind := us[k].bare()
			key := written{kind: us[k].node.Kind, before: before, behind: behind}
			of, met := first[key]
			if !met {
				of = len(counts)
				first[key] = of
				counts = append(counts, count{})
			}
			keys, text = append(keys, key), append(text, of)
			if n := &counts[of]; len(keys) <= len(old) {
				n.old++
				n.oldAt = k
			} else {
				n.new++
				n.newAt = k
			}
		}
	}
	equal := func(i, j int) bool {
		return i >= 0 && i < len(old) && j >= 0 && j < len(new) && text[i] == text[len(old)+j]
	}
	shifted := offsets{}
	for j := range new {
		if n := counts[text[len(old)+j]]; n.old == 1 && n.new == 1 && old[n.oldAt].number != new[j].number {
			shifted.add(n.oldAt, j)
		}
	}
	inPlace := func(i, j int) bool {
		return old[i].number == new[j].number || shifted.dense(i, j) || (equal(i-1, j-1) || equal(i+1, j+1)) && !shifted.sparse(i, j)
	}
	var unlike [2][]*unit
	sides := [2]string{"old", "new"}
	size, tokens := 0, 0
	for s, us := range [][]unit{old, new} {
		for k := range us {
			u, key := &us[k], keys[s*len(old)+k]
			spaces := strings.Count(key.before, " ") + strings.Count(key.behind, " ")
			n := counts[text[s*len(old)+k]]
			if n.old == 1 && n.new == 1 && spaces > 2*fewWords && inPlace(n.oldAt, n.newAt) {
				if !script.ValidUTF8(u.text) {
					return fmt.Errorf("%s act: read %s: %w", sides[s], u.node.ID, errNotUTF8)
				}
				u.words, u.hash, u.body = spaces, hashText(key.before)*fnvPrime^hashText(key.behind), key.behind
				continue
			}
			unlike[s] = append(unlike[s], u)
			size, tokens = size+len(u.text), tokens+9*strings.Count(u.text, " ")/4+4
		}
	}
	v.expect(size)
	v.widen(tokens) // a word, a space, and a mark for every fourth of them; what is more gets more
	for s, us := range unlike {
		for _, u := range us {
			err := u.read(v)
			if err != nil {
				return err
			}
			if v.torn {
				return fmt.Errorf("%s act: read %s: %w", sides[s], u.node.ID, errNotUTF8)
			}
		}
	}
	return nil
}

// withoutLabel returns the provision as it reads without its own number.
func withoutLabel(n *act.Node) *act.Node {
	bare := *n
	bare.Label, bare.Number = "", ""
	return &bare
}
