package redline

import (
	"regexp"
	"slices"
	"strconv"
	"strings"

	"github.com/rasprava/rasprava/internal/act"
	"github.com/rasprava/rasprava/internal/script"
)

// reword replaces words of an article, whatever else was done to it.
func (m *mutator) reword() bool {
	all := shelves(m.new)
	n := all[m.r.IntN(len(all))].node()
	if m.edited[n] || m.fresh[n] {
		return false
	}
	done := false
	walkNodes(n.Children, func(c *act.Node) {
		if c.Kind == act.KindNote || c.Table || m.fresh[c] || m.cut[c] != nil || m.joined[c] != nil || len(c.Text) > 8000 {
			return
		}
		ws := strings.Fields(c.Text)
		changed := 0
		for k, w := range ws {
			if m.r.IntN(1000) < m.set.words && letters(w) {
				ws[k] = stems[m.r.IntN(len(stems))] + "ски"
				changed++
				if strings.HasSuffix(w, ",") || strings.HasSuffix(w, ".") || strings.HasSuffix(w, ";") {
					ws[k] += w[len(w)-1:]
				}
			}
		}
		if changed > 0 {
			c.Text = strings.Join(ws, " ")
			m.words += 2 * changed
			m.edited[c] = true
			done = true
		}
	})
	if done {
		m.edited[n] = true
	}
	return true
}

// letters tells a word of nothing but letters, with a mark behind it.
func letters(w string) bool {
	w = strings.TrimRight(w, ",.;")
	for _, r := range w {
		if !isWord(r) || '0' <= r && r <= '9' {
			return false
		}
	}
	return len(w) > 2
}

func walkNodes(nodes []*act.Node, visit func(n *act.Node)) {
	for _, n := range nodes {
		visit(n)
		walkNodes(n.Children, visit)
	}
}

// changeInside does one thing to a paragraph or a point of an article.
func (m *mutator) changeInside() bool {
	s, ok := m.pick()
	if !ok {
		return false
	}
	a := s.node()
	list := &a.Children
	if m.r.IntN(2) == 0 {
		for _, p := range a.Children {
			if len(p.Children) >= 3 {
				list = &p.Children
			}
		}
	}
	kind := act.Kind("")
	for _, n := range *list {
		if kind != "" && n.Kind != kind || n.Kind != act.KindParagraph && n.Kind != act.KindPoint {
			return false
		}
		kind = n.Kind
	}
	if len(*list) == 0 {
		return false
	}
	k := m.r.IntN(len(*list))
	n := (*list)[k]
	switch m.r.IntN(5) {
	case 0:
		p := m.paragraph(randomSentence(m.r))
		p.Kind = kind
		if kind == act.KindPoint {
			p.Label, p.Number = "0)", "0"
		}
		m.fresh[p] = true
		m.words += wordsIn(p.PlainText())
		*list = slices.Insert(*list, k, p)
	case 1:
		if len(*list) < 2 || wordsIn(n.Text) < 6 || wordsOf(*list)-wordsOf([]*act.Node{n}) < 12 {
			return false
		}
		m.words += wordsIn(n.PlainText())
		*list = slices.Delete(*list, k, k+1)
	case 2:
		to := m.r.IntN(len(*list))
		if len(*list) < 4 || to > k-2 && to < k+2 || wordsIn(n.Text) < 6 || siblingTwin(*list, k) {
			return false
		}
		*list = slices.Insert(slices.Delete(*list, k, k+1), to, n)
		m.moved[n] = true
	case 3:
		at := strings.Index(n.Text, ". ")
		if at < 0 || len(n.Children) > 0 || n.Label != "" || wordsIn(n.Text[:at]) < 9 || wordsIn(n.Text[at:]) < 9 {
			return false
		}
		p := m.paragraph(n.Text[at+2:])
		p.Kind = kind
		m.origin[p] = m.origin[n]
		n.Text = n.Text[:at+1]
		m.cut[p] = n
		m.cut[n] = n
		*list = slices.Insert(*list, k+1, p)
	default:
		if k+1 >= len(*list) {
			return false
		}
		next := (*list)[k+1]
		if len(n.Children)+len(next.Children) > 0 || n.Label != "" || next.Label != "" || wordsIn(n.Text) < 9 || wordsIn(next.Text) < 9 {
			return false
		}
		n.Text += " " + next.Text
		m.joined[n] = []*act.Node{m.origin[next]}
		*list = slices.Delete(*list, k+1, k+2)
	}
	m.touch(a)
	m.edited[a] = true
	m.lists = append(m.lists, list)
	return true
}

func siblingTwin(list []*act.Node, k int) bool {
	for i, n := range list {
		if i != k && n.Text == list[k].Text {
			return true
		}
	}
	return false
}

var (
	firstNumber = regexp.MustCompile(`\d+`)
	ofThisAct   = regexp.MustCompile(`(члан(?:а|у|ом)?) (\d+)(\. овог закона)`)
)

// renumber numbers articles, paragraphs and points through and rewrites the references to articles.
func (m *mutator) renumber() {
	now := map[string]string{}
	for k, s := range shelves(m.new) {
		n := s.node()
		number := strconv.Itoa(k + 1)
		if o := m.origin[n]; o != nil {
			if m.pieces[n] == nil && len(m.parts[n]) == 0 {
				now[o.Number] = number
			}
		}
		n.Number = number
		n.Label = firstNumber.ReplaceAllLiteralString(n.Label, number)
		m.numberInside(n.Children)
	}
	for _, list := range m.lists {
		m.numberPoints(*list)
	}
	walkNodes(m.new.Body, func(n *act.Node) {
		if m.fresh[n] || m.origin[n] == nil {
			return
		}
		n.Text = ofThisAct.ReplaceAllStringFunc(n.Text, func(ref string) string {
			parts := ofThisAct.FindStringSubmatch(ref)
			to, ok := now[parts[2]]
			if !ok || to == parts[2] {
				return ref
			}
			m.refs++
			m.words += 2
			m.edited[n] = true
			return parts[1] + " " + to + parts[3]
		})
	})
	for _, s := range shelves(m.new) {
		walkNodes(s.node().Children, func(c *act.Node) {
			if m.edited[c] {
				m.edited[s.node()] = true
			}
		})
	}
}

func (m *mutator) numberInside(list []*act.Node) {
	paragraphs := 0
	for _, n := range list {
		if n.Kind == act.KindParagraph && n.Label == "" {
			paragraphs++
			n.Number = strconv.Itoa(paragraphs)
		}
		m.numberInside(n.Children)
	}
}

// numberPoints numbers the points of a changed list through.
func (m *mutator) numberPoints(list []*act.Node) {
	points := 0
	for _, n := range list {
		if n.Kind != act.KindPoint {
			continue
		}
		points++
		to := strconv.Itoa(points)
		n.Number, n.Label = to, firstNumber.ReplaceAllLiteralString(n.Label, to)
	}
}

var noises = []*strings.Replacer{
	strings.NewReplacer("а", "a", "о", "o"), strings.NewReplacer("е", "e", "ј", "j"), strings.NewReplacer("„", "\"", "”", "“"),
	strings.NewReplacer(" - ", " – ", "–", "—"), strings.NewReplacer(" и ", " и\u00a0"), strings.NewReplacer("ањ", "а\u00adњ"),
}

// dirty writes articles otherwise, without changing what they say.
func (m *mutator) dirty() {
	for _, s := range shelves(m.new) {
		if m.set.noise == 0 || !m.set.everywhere && m.r.IntN(1000) >= m.set.noise {
			continue
		}
		walkNodes(s.node().Children, func(n *act.Node) {
			ws := strings.SplitAfter(n.Text, " ")
			for k := range ws {
				if m.r.IntN(6) == 0 && mixable(ws[k]) {
					ws[k] = noises[m.r.IntN(2)].Replace(ws[k])
				}
			}
			n.Text = noises[2+m.r.IntN(4)].Replace(strings.Join(ws, ""))
		})
	}
	if !m.set.latin {
		return
	}
	m.new.Title = script.ToLatin(m.new.Title)
	walkNodes(m.new.Body, func(n *act.Node) {
		n.Text, n.Label, n.Heading = script.ToLatin(n.Text), script.ToLatin(n.Label), script.ToLatin(n.Heading)
	})
	m.new.Lang = "sr-Latn"
}

// mixable tells a word that stays Cyrillic when letters in it become Latin.
func mixable(w string) bool {
	return strings.ContainsAny(w, "бвгдђжзилљмнњптћфцчџш")
}
