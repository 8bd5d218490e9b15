package redline

import (
	"fmt"
	"math/rand/v2"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/rasprava/rasprava/internal/act"
	"github.com/rasprava/rasprava/internal/script"
)

// A severity says how much a mutator changes: shares per mille of the articles, one at least where it is not zero.
type severity struct {
	name                        string
	insert, remove, move, cross int
	split, merge                int
	reword, words               int // articles reworded; words replaced in them, per mille
	inner                       int // articles with a paragraph or point inserted, removed, moved, split or merged
	noise                       int // articles with typographic noise
	renumber, latin, everywhere bool
}

var (
	light = severity{name: "light", insert: 25, remove: 25, move: 12, cross: 12, split: 15, merge: 15, reword: 120, words: 50, inner: 80, noise: 100, renumber: true}
	heavy = severity{name: "heavy", insert: 100, remove: 100, move: 50, cross: 30, split: 40, merge: 40, reword: 600, words: 250, inner: 250, noise: 300, renumber: true}
)

// A mutant is an act, another made from it, and what was done. Truth is told by ids: new provisions are n1, n2 …, old ones o1, o2 ….
type mutant struct {
	old, new   *act.Act
	pairs      map[[2]string]bool // articles that continue each other, every part of a split or merge
	inner      map[[2]string]bool // the same of what stands below articles
	kinds      map[string]map[string]bool
	innerKinds map[string]map[string]bool
	kept       map[string]bool // new articles in which nothing was done but numbers and writing
	words      int             // words inserted and deleted, numbers of articles with them
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
		{set.insert, m.insert}, {set.inner, m.changeInside}, {set.reword, m.reword},
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
	m.words++ // the number of the piece
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
	m.words += wordsIn(b.OwnText())
	if b.Heading != "" {
		m.edited[a] = true
	}
	m.touch(a)
	return true
}

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
			if o.Number != number && m.pieces[n] == nil {
				m.words += 2
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
		if n.Number != to && !m.fresh[n] {
			m.words += 2
		}
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

// truth says what was done.
func (m *mutator) truth() *mutant {
	t := &mutant{
		old: m.old, new: m.new, pairs: map[[2]string]bool{}, inner: map[[2]string]bool{}, kept: map[string]bool{},
		kinds: map[string]map[string]bool{}, innerKinds: map[string]map[string]bool{}, words: m.words, references: m.refs,
	}
	lives := map[*act.Node]bool{}
	for _, s := range shelves(m.new) {
		n := s.node()
		o := m.origin[n]
		m.truthInside(t, n.Children, lives)
		if o == nil {
			record(t.kinds, "added", n.ID)
			continue
		}
		lives[o] = true
		t.pairs[[2]string{o.ID, n.ID}] = true
		for _, part := range m.parts[n] {
			lives[part] = true
			t.pairs[[2]string{part.ID, n.ID}] = true
			record(t.kinds, "merged", o.ID+"+"+part.ID+">"+n.ID)
		}
		if m.moved[n] {
			record(t.kinds, "moved", n.ID)
		}
		if m.pieces[n] != nil {
			first, second := m.pieces[n], n
			if slices.Index(*s.list, first) > slices.Index(*s.list, second) {
				first, second = second, first
			}
			record(t.kinds, "split", o.ID+">"+first.ID+"+"+second.ID)
		}
		if m.edited[n] {
			record(t.kinds, "edited", n.ID)
		}
		if !m.edited[n] && !m.touched[n] {
			t.kept[n.ID] = true
		}
		if o.Number != n.Number && m.pieces[n] == nil && len(m.parts[n]) == 0 && !m.hasPiece(n) {
			record(t.kinds, "renumbered", n.ID)
		}
	}
	for _, o := range m.old.Articles() {
		if !lives[o] {
			record(t.kinds, "removed", o.ID)
			continue
		}
		walkNodes(o.Children, func(c *act.Node) {
			if !lives[c] {
				record(t.innerKinds, "removed", c.ID)
			}
		})
	}
	return t
}

func (m *mutator) hasPiece(n *act.Node) bool {
	for _, rest := range m.pieces {
		if rest == n {
			return true
		}
	}
	return false
}

func (m *mutator) truthInside(t *mutant, nodes []*act.Node, lives map[*act.Node]bool) {
	walkNodes(nodes, func(n *act.Node) {
		o := m.origin[n]
		if o == nil {
			record(t.innerKinds, "added", n.ID)
			return
		}
		lives[o] = true
		t.inner[[2]string{o.ID, n.ID}] = true
		for _, part := range m.joined[n] {
			lives[part] = true
			t.inner[[2]string{part.ID, n.ID}] = true
			record(t.innerKinds, "merged", o.ID+"+"+part.ID+">"+n.ID)
		}
		if keeps := m.cut[n]; keeps != nil && keeps != n {
			record(t.innerKinds, "split", o.ID+">"+keeps.ID+"+"+n.ID)
		}
		if m.moved[n] {
			record(t.innerKinds, "moved", n.ID)
		}
		if m.edited[n] {
			record(t.innerKinds, "edited", n.ID)
		}
	})
}

// generatedAct is an act of chapters with articles of paragraphs and points, of no law that there is.
func generatedAct(tb testing.TB, seed uint64, articles int) *act.Act {
	tb.Helper()
	r := rand.New(rand.NewPCG(seed, 99))
	var b strings.Builder
	b.WriteString("ЗАКОН О ПРОБИ\n\n")
	chapter := 0
	for k := range articles {
		if k%12 == 0 {
			chapter++
			fmt.Fprintf(&b, "%s. %s\n\n", roman(chapter), strings.ToUpper(stems[r.IntN(len(stems))]+" и "+stems[r.IntN(len(stems))]))
		}
		if r.IntN(2) == 0 {
			h := []rune(stems[r.IntN(len(stems))] + " и " + stems[r.IntN(len(stems))])
			fmt.Fprintf(&b, "%s\n", strings.ToUpper(string(h[:1]))+string(h[1:]))
		}
		fmt.Fprintf(&b, "Члан %d.\n", k+1)
		for p := range 1 + r.IntN(5) {
			s := randomSentence(r)
			if r.IntN(4) == 0 {
				s += " " + randomSentence(r)
			}
			if p == 0 && r.IntN(3) == 0 {
				fmt.Fprintf(&b, "%s:\n", strings.TrimSuffix(randomSentence(r), "."))
				n := 3 + r.IntN(4)
				for q := range n {
					end := ";"
					if q == n-1 {
						end = "."
					}
					fmt.Fprintf(&b, "%d) %s%s\n", q+1, strings.ToLower(strings.TrimSuffix(randomSentence(r), ".")), end)
				}
			}
			b.WriteString(s + "\n")
		}
		if r.IntN(6) == 0 {
			b.WriteString("Ближе услове из става 1. овог члана прописује министар.\n")
		}
		b.WriteString("\n")
	}
	return parse(tb, []byte(b.String()))
}

func roman(n int) string {
	var b strings.Builder
	for _, d := range []struct {
		value  int
		letter string
	}{{50, "L"}, {40, "XL"}, {10, "X"}, {9, "IX"}, {5, "V"}, {4, "IV"}, {1, "I"}} {
		for n >= d.value {
			b.WriteString(d.letter)
			n -= d.value
		}
	}
	return b.String()
}
