package redline

import (
	"errors"
	"fmt"
	"unicode/utf8"

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
	parent int // the index, among all units of its act, of the heading it stands under; none at the top
}

// isContainer tells the kinds that group articles.
func isContainer(k act.Kind) bool {
	switch k {
	case act.KindPart, act.KindTitle, act.KindChapter, act.KindSection, act.KindSubsection, act.KindAnnex, act.KindPreamble:
		return true
	}
	return false
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
	vocabulary *vocabulary
	units      []unit
}

func (w *unitWalk) walk(nodes []*act.Node, parent int) error {
	for _, n := range nodes {
		switch {
		case n.Kind == act.KindArticle || !isContainer(n.Kind):
			err := w.add(n, string(n.Kind), parent, n)
			if err != nil {
				return err
			}
		default:
			err := w.container(n, parent)
			if err != nil {
				return err
			}
		}
	}
	return nil
}

// container adds a heading. Where no article stands under it, the provisions directly under it belong to its text.
func (w *unitWalk) container(n *act.Node, parent int) error {
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
	err := w.add(n, level, parent, &own)
	if err != nil {
		return err
	}
	return w.walk(below, index)
}

var errNotUTF8 = errors.New("text is not valid UTF-8")

func (w *unitWalk) add(n *act.Node, level string, parent int, own *act.Node) error {
	text := own.PlainText()
	if !utf8.ValidString(text) {
		return fmt.Errorf("read %s: %w", n.ID, errNotUTF8)
	}
	it, err := newItem(w.vocabulary, own)
	if err != nil {
		return err
	}
	it.node = n
	w.units = append(w.units, unit{item: it, own: own, level: level, text: text, parent: parent})
	return nil
}

func newItem(v *vocabulary, n *act.Node) (item, error) {
	body := withoutLabel(n).PlainText()
	ts, err := v.tokens(body)
	if err != nil {
		return item{}, err
	}
	it := item{node: n, body: body, tokens: ts, hash: hashKeys(ts), number: script.Fold(n.Number), heading: script.Fold(n.Heading)}
	for _, t := range ts {
		if t.class == wordToken {
			it.words++
		}
	}
	return it, nil
}

// withoutLabel returns the provision as it reads without its own number.
func withoutLabel(n *act.Node) *act.Node {
	bare := *n
	bare.Label, bare.Number = "", ""
	return &bare
}
