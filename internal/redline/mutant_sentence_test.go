package redline

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/rasprava/rasprava/internal/act"
)

// changeSentence makes one sentence of two of a paragraph, two of one, or brings a point of a single word.
func (m *mutator) changeSentence() bool {
	s, ok := m.pick()
	if !ok {
		return false
	}
	a := s.node()
	if m.r.IntN(3) == 0 {
		ok = m.insertWord(a)
	} else {
		ok = m.changePeriod(a)
	}
	if ok {
		m.touch(a)
		m.edited[a] = true
	}
	return ok
}

// changePeriod changes the end of a sentence inside a paragraph of an article.
func (m *mutator) changePeriod(a *act.Node) bool {
	if len(a.Children) == 0 {
		return false
	}
	n := a.Children[m.r.IntN(len(a.Children))]
	if n.Kind != act.KindParagraph || n.Table {
		return false
	}
	mark, join, words := ". ", ", а ", 3
	if m.r.IntN(2) == 0 {
		mark, join, words = ", ", ". Притом ", 1
	}
	at := strings.Index(n.Text, mark)
	if at < 0 || wordsIn(n.Text[:at]) < 5 || wordsIn(n.Text[at:]) < 5 {
		return false
	}
	rest := n.Text[at+len(mark):]
	first, size := utf8.DecodeRuneInString(rest)
	second, _ := utf8.DecodeRuneInString(rest[size:])
	if !unicode.IsLower(second) || unicode.IsUpper(first) != (words == 3) {
		return false
	}
	n.Text = n.Text[:at] + join + string(unicode.ToLower(first)) + rest[size:]
	m.words += words
	m.edited[n] = true
	return true
}

// insertWord brings a point of a single word into a list of points of an article.
func (m *mutator) insertWord(a *act.Node) bool {
	for _, p := range a.Children {
		if len(p.Children) < 3 || slices.ContainsFunc(p.Children, func(n *act.Node) bool { return n.Kind != act.KindPoint }) {
			continue
		}
		n := &act.Node{Kind: act.KindPoint, Label: "0)", Number: "0", Text: stems[m.r.IntN(len(stems))] + ";"}
		if siblingTwin(append(slices.Clone(p.Children), n), len(p.Children)) {
			return false
		}
		m.fresh[n] = true
		m.words++
		p.Children = slices.Insert(p.Children, m.r.IntN(len(p.Children)), n)
		m.lists = append(m.lists, &p.Children)
		return true
	}
	return false
}
