package redline

import (
	"math/rand/v2"
	"slices"
	"strconv"

	"github.com/rasprava/rasprava/internal/act"
)

// A severity says how much a mutator changes: shares per mille of the articles, one at least where it is not zero.
type severity struct {
	name                        string
	insert, remove, move, cross int
	split, merge                int
	reword, words               int // articles reworded; words replaced in them, per mille
	inner                       int // articles with a paragraph or point inserted, removed, moved, split or merged
	sentence                    int // articles with the end of a sentence taken out or put in, or with a point of one word more
	noise                       int // articles with typographic noise
	renumber, latin, everywhere bool
}

var (
	light = severity{name: "light", insert: 25, remove: 25, move: 12, cross: 12, split: 15, merge: 15, reword: 120, words: 50, inner: 80, sentence: 40, noise: 100, renumber: true}
	heavy = severity{name: "heavy", insert: 100, remove: 100, move: 50, cross: 30, split: 40, merge: 40, reword: 600, words: 250, inner: 250, sentence: 120, noise: 300, renumber: true}
)

// A mutant is an act, another made from it, and what was done. Truth is told by ids: new provisions are n1, n2 …, old ones o1, o2 ….
type mutant struct {
	old, new   *act.Act
	pairs      map[[2]string]bool // articles that continue each other, every part of a split or merge
	inner      map[[2]string]bool // the same of what stands below articles
	kinds      map[string]map[string]bool
	innerKinds map[string]map[string]bool
	kept       map[string]bool // new articles in which nothing was done but numbers and writing
	words      int             // words inserted and deleted, without the numbers of what stays
	references int             // numbers in references rewritten with a renumbering
}

// record notes that something of a kind happened to a provision.
func record(kinds map[string]map[string]bool, kind, what string) {
	if kinds[kind] == nil {
		kinds[kind] = map[string]bool{}
	}
	kinds[kind][what] = true
}

// A mutator makes a mutant. Every article is the subject of one structural operation at most, so that the truth stays exact.
type mutator struct {
	r       *rand.Rand
	set     severity
	old     *act.Act
	new     *act.Act
	origin  map[*act.Node]*act.Node
	parts   map[*act.Node][]*act.Node // other old articles merged into a new one
	pieces  map[*act.Node]*act.Node   // a new article split off: the new one that keeps the rest
	touched map[*act.Node]bool
	moved   map[*act.Node]bool
	edited  map[*act.Node]bool
	fresh   map[*act.Node]bool
	joined  map[*act.Node][]*act.Node // further old paragraphs merged into a new one
	cut     map[*act.Node]*act.Node   // a new paragraph cut off: the one that keeps the rest
	lists   []*[]*act.Node            // of paragraphs or points, that were changed
	words   int
	refs    int
}

// mutate makes a mutant of an act, always the same for a seed.
func mutate(base *act.Act, seed uint64, set severity) *mutant {
	m := &mutator{
		r: rand.New(rand.NewPCG(seed, 0x5eed)), set: set, origin: map[*act.Node]*act.Node{}, parts: map[*act.Node][]*act.Node{},
		pieces: map[*act.Node]*act.Node{}, touched: map[*act.Node]bool{}, moved: map[*act.Node]bool{}, edited: map[*act.Node]bool{},
		fresh: map[*act.Node]bool{}, joined: map[*act.Node][]*act.Node{}, cut: map[*act.Node]*act.Node{},
	}
	m.old = copyAct(base, nil)
	identify(m.old, "o")
	m.new = copyAct(m.old, m.origin)
	for _, op := range []struct {
		share int
		do    func() bool
	}{
		{set.split, m.split}, {set.merge, m.merge}, {set.remove, m.remove}, {set.move, m.moveWithin}, {set.cross, m.moveAcross},
		{set.insert, m.insert}, {set.inner, m.changeInside}, {set.reword, m.reword}, {set.sentence, m.changeSentence},
	} {
		times := op.share * len(m.old.Articles()) / 1000
		if op.share > 0 && times == 0 {
			times = 1
		}
		for tries := 0; times > 0 && tries < 20*times+20; tries++ {
			if op.do() {
				times--
			}
		}
	}
	if set.renumber {
		m.renumber()
	}
	m.dirty()
	identify(m.new, "n")
	return m.truth()
}

func copyAct(a *act.Act, origin map[*act.Node]*act.Node) *act.Act {
	out := *a
	out.Body = copyNodes(a.Body, origin)
	return &out
}

func copyNodes(nodes []*act.Node, origin map[*act.Node]*act.Node) []*act.Node {
	var out []*act.Node
	for _, n := range nodes {
		c := *n
		c.Children = copyNodes(n.Children, origin)
		if origin != nil {
			origin[&c] = n
		}
		out = append(out, &c)
	}
	return out
}

func identify(a *act.Act, letter string) {
	k := 0
	a.Walk(func(n *act.Node, _ int) bool {
		k++
		n.ID = letter + strconv.Itoa(k)
		n.WID = n.ID
		return true
	})
}

// A shelf is a list of provisions in which articles stand.
type shelf struct {
	list *[]*act.Node
	at   int
}

// articles returns where the articles stand.
func shelves(a *act.Act) []shelf {
	var out []shelf
	var walk func(list *[]*act.Node)
	walk = func(list *[]*act.Node) {
		for k, n := range *list {
			if n.Kind == act.KindArticle {
				out = append(out, shelf{list, k})
				continue
			}
			walk(&n.Children)
		}
	}
	walk(&a.Body)
	return out
}

func (s shelf) node() *act.Node { return (*s.list)[s.at] }

func (s shelf) take() *act.Node {
	n := s.node()
	*s.list = slices.Delete(*s.list, s.at, s.at+1)
	return n
}

func (s shelf) put(n *act.Node) { *s.list = slices.Insert(*s.list, s.at, n) }

// pick returns an article that no operation has touched and that is long enough to be told from others.
func (m *mutator) pick() (shelf, bool) {
	all := shelves(m.new)
	if len(all) < 4 {
		return shelf{}, false
	}
	s := all[m.r.IntN(len(all))]
	n := s.node()
	return s, !m.touched[n] && wordsIn(n.PlainText()) >= 12 && !m.repeated(n)
}

// repeated tells an article that stands more than once in the old act, so that nobody could say which one was meant.
func (m *mutator) repeated(n *act.Node) bool {
	count := 0
	for _, a := range m.old.Articles() {
		if withoutLabel(a).PlainText() == withoutLabel(n).PlainText() {
			count++
		}
	}
	return count > 1
}

func (m *mutator) remove() bool {
	s, ok := m.pick()
	if !ok {
		return false
	}
	n := s.take()
	m.words += wordsIn(n.PlainText())
	return true
}

func (m *mutator) insert() bool {
	all := shelves(m.new)
	s := all[m.r.IntN(len(all))]
	n := &act.Node{Kind: act.KindArticle, Label: "Члан 0.", Number: "0"}
	for _, p := range randomArticle(m.r, 0).paras {
		n.Children = append(n.Children, m.paragraph(p))
	}
	m.touch(n)
	m.fresh[n] = true
	m.words += wordsIn(n.PlainText())
	s.put(n)
	return true
}

func (m *mutator) paragraph(text string) *act.Node {
	return &act.Node{Kind: act.KindParagraph, Text: text, Number: "0"}
}

func (m *mutator) touch(n *act.Node) { m.touched[n] = true }

// moveWithin takes an article at least four places away, in its chapter.
func (m *mutator) moveWithin() bool {
	s, ok := m.pick()
	if !ok || len(*s.list) < 8 {
		return false
	}
	list, from := s.list, s.at
	to := m.r.IntN(len(*list))
	if to > from-4 && to < from+4 {
		return false
	}
	for k := min(from, to); k <= max(from, to); k++ {
		if (*list)[k].Kind != act.KindArticle {
			return false
		}
	}
	n := s.take()
	shelf{list, to}.put(n)
	m.touch(n)
	m.moved[n] = true
	return true
}

func (m *mutator) moveAcross() bool {
	s, ok := m.pick()
	if !ok {
		return false
	}
	all := shelves(m.new)
	to := all[m.r.IntN(len(all))]
	if to.list == s.list || len(*s.list) < 2 {
		return false
	}
	n := s.take()
	to.put(n)
	m.touch(n)
	m.moved[n] = true
	return true
}

func (m *mutator) split() bool {
	s, ok := m.pick()
	if !ok || len(s.node().Children) < 2 {
		return false
	}
	n := s.node()
	at := 1 + m.r.IntN(len(n.Children)-1)
	for _, part := range [][]*act.Node{n.Children[:at], n.Children[at:]} {
		if wordsOf(part) < 12 {
			return false
		}
	}
	piece := &act.Node{Kind: act.KindArticle, Label: n.Label, Number: n.Number, Children: slices.Clone(n.Children[at:])}
	if wordsOf(n.Children[:at]) < wordsOf(piece.Children) && n.Heading == "" {
		// the longer part is the one that goes on
		m.pieces[n] = piece
		m.origin[piece] = m.origin[n]
	} else {
		m.pieces[piece] = n
		m.origin[piece] = m.origin[n]
	}
	n.Children = n.Children[:at:at]
	shelf{s.list, s.at + 1}.put(piece)
	m.touch(n)
	m.touch(piece)
	return true
}

func wordsOf(nodes []*act.Node) int {
	w := 0
	for _, n := range nodes {
		w += wordsIn(n.PlainText())
	}
	return w
}

func (m *mutator) merge() bool {
	s, ok := m.pick()
	if !ok || s.at+1 >= len(*s.list) {
		return false
	}
	a, b := s.node(), (*s.list)[s.at+1]
	if b.Kind != act.KindArticle || m.touched[b] || wordsOf(b.Children) < 12 || wordsOf(a.Children) < 12 || m.repeated(b) {
		return false
	}
	shelf{s.list, s.at + 1}.take()
	a.Children = append(slices.Clip(a.Children), b.Children...)
	m.parts[a] = []*act.Node{m.origin[b]}
	m.words += wordsIn(b.Heading)
	if b.Heading != "" {
		m.edited[a] = true
	}
	m.touch(a)
	return true
}
