package act

import (
	"fmt"
	"slices"
	"sort"
	"strings"
	"unicode"
)

// Edit returns the act in which the provision with the id, with all that stands
// under it, has another text, and the line of WithTexts on which that text begins,
// from which the lines of its warnings are counted. An empty text takes the
// provision out. What the text does not touch stays as it is: tables, headings,
// numbers and identities; and so does what stands under the provision and says the
// same as before. In a provision that holds a table, lines with as many tabs as its rows
// are rows too; other lines stay lines.
// Where the text changes what stands around it, as the heading of a new chapter
// does, the divisions are read anew. It returns an *Error for a text that Parse
// would not read, and nil and no error where there is no such provision.
func (a *Act) Edit(id, text string) (*Act, int, error) {
	n := a.Find(id)
	if n == nil {
		return nil, 0, nil
	}
	r := replacer{texts: map[string]string{id: text}}
	r.act(a)
	e := edit{node: n, whole: r.w.b.String(), marks: r.marks, text: r.put}
	if len(e.whole) > MaxBytes {
		return nil, 0, &Error{Code: TooLarge, Detail: fmt.Sprintf("larger than %d MiB", MaxBytes>>20)}
	}
	if err := check([]byte(e.whole)); err != nil {
		return nil, 0, err
	}
	if strings.Trim(text, "\n") == n.PlainText() {
		return a.with(nil, nil, e.whole), 1 + strings.Count(e.whole[:e.text.from], "\n"), nil
	}
	if e.text.from == e.text.to {
		return a.with(map[string][]*Node{id: nil}, nil, e.whole), 0, nil
	}
	e.markOwn()
	lines := e.lines()
	read, roles, err := withRoles(lines, false, Options{Profile: a.Profile, notes: a.pageNumbers()})
	if err != nil {
		return nil, 0, err
	}
	first, last := e.lineAt(e.text.from), e.lineAt(e.text.to-1)
	var out *Act
	if nodes := e.within(read); nodes != nil {
		old := poolOf([]*Node{n})
		nodes = old.restore(nodes)
		if nodes[0].Kind == n.Kind && nodes[0].Number == n.Number {
			nodes[0].ID, nodes[0].WID = n.ID, n.WID
		}
		out = a.with(map[string][]*Node{id: nodes}, roles, e.whole)
	} else {
		again := *a
		again.Title, again.TitleAfter = read.Title, read.TitleAfter
		again.Body = poolOf(a.Body).restore(read.Body)
		out = again.with(nil, roles, e.whole)
	}
	out.Warnings = slices.DeleteFunc(out.Warnings, func(w Warning) bool { return w.Line >= first && w.Line <= last })
	for _, w := range read.Warnings {
		if w.Line >= first && w.Line <= last {
			out.Warnings = append(out.Warnings, w)
		}
	}
	return out, first, nil
}

// WithNodes returns the act in which some provisions, by their ids, are those of
// another act, each with all that stands under it, and false where one of them is
// not there or stands under another.
func (a *Act) WithNodes(nodes map[string]*Node) (*Act, bool) {
	all := map[string][]*Node{}
	for id, n := range nodes {
		n = n.clone()
		n.ID, n.WID = id, ""
		all[id] = []*Node{n}
	}
	found := 0
	cloneWith(a.Body, all, &found)
	if found != len(nodes) {
		return nil, false
	}
	return a.with(all, nil, ""), true
}

// An edit is a provision that is given another text.
type edit struct {
	node   *Node
	whole  string    // the text of the act with that of the provision
	text   stretch   // where in it that of the provision stands
	marks  []stretch // what else is known of it, in order
	starts []int     // of its lines
}

// A stretch is a part of a text, in bytes.
type stretch struct {
	from, to int
	table    bool // it is one; else a heading
}

// markOwn finds in the text of the provision the headings that it had before and, if
// it held a table, rows: those of that table, and lines with as many tabs as one of them.
func (e *edit) markOwn() {
	rows, headings, widths := map[string]bool{}, map[string]bool{}, map[int]bool{}
	walk([]*Node{e.node}, 0, func(n *Node, _ int) bool {
		if n.Heading != "" && n.apart() {
			headings[n.Heading] = true
		}
		if n.Table {
			for _, row := range strings.Split(strings.Trim(n.Text, "\n"), "\n") {
				rows[row], widths[strings.Count(row, "\t")] = true, true
			}
		}
		return true
	})
	var found []stretch
	open := false // a table goes on
	for at := e.text.from; at < e.text.to; {
		row := lineOf(e.whole[at:e.text.to])
		end := at + len(row)
		tabs := strings.Count(row, "\t")
		is := rows[row] && (open || row != "") || tabs > 0 && widths[tabs]
		switch {
		case is && open:
			found[len(found)-1].to = end
		case is:
			found = append(found, stretch{from: at, to: end, table: true})
		case headings[row]:
			found = append(found, stretch{from: at, to: end})
		}
		open = is
		at = end + 1
	}
	i, _ := slices.BinarySearchFunc(e.marks, e.text.from, func(s stretch, at int) int { return s.from - at })
	e.marks = slices.Insert(e.marks, i, found...)
}

// lineOf returns the first line of s.
func lineOf(s string) string {
	line, _, _ := strings.Cut(s, "\n")
	return line
}

// lines returns the text as lines, with what is known of them.
func (e *edit) lines() []line {
	all := splitLines(e.whole)
	e.starts = []int{0}
	odd := oddEnds(e.whole)
	for at := 0; at < len(e.whole); {
		end, size := len(e.whole)-at, 0
		if odd {
			end, size = lineEnd(e.whole[at:])
		} else if n := strings.IndexByte(e.whole[at:], '\n'); n >= 0 {
			end, size = n, 1
		}
		at += end + size
		if size > 0 {
			e.starts = append(e.starts, at)
		}
	}
	out := make([]line, 0, len(all))
	next, last := 0, -1 // of the marks: which may come, which table came
	for _, l := range all {
		start := e.starts[l.at-1]
		for next < len(e.marks) && e.marks[next].to <= start {
			next++
		}
		if next == len(e.marks) || e.marks[next].from > start+len(lineOf(e.whole[start:])) {
			out = append(out, l)
			continue
		}
		m := &e.marks[next]
		switch {
		case !m.table:
			l.forced = true
			out = append(out, l)
		case last < next: // its first line
			last = next
			if label := strings.TrimSpace(e.whole[min(start, m.from):m.from]); label != "" {
				l.text = label
				out = append(out, l)
				l = line{at: l.at}
			}
			out = append(out, line{text: strings.Trim(e.whole[m.from:m.to], "\n"), at: l.at, gap: l.gap, mark: tableMark})
		}
	}
	return out
}

// lineAt returns the line, from 1, of a byte of the whole.
func (e *edit) lineAt(at int) int {
	return sort.Search(len(e.starts), func(i int) bool { return e.starts[i] > at })
}

// within returns the provisions of what was read that are the text of the edited
// one and no more, nil where they are not such that they can stand in its place.
func (e *edit) within(read *Act) []*Node {
	from := dark(e.whole[:e.text.from])
	to := from + dark(e.whole[e.text.from:e.text.to])
	at := 0
	var find func(nodes []*Node, depth int) []*Node
	find = func(nodes []*Node, depth int) []*Node {
		for i, n := range nodes {
			if depth == 0 && i == read.TitleAfter {
				at += dark(read.Title)
			}
			if at == from && n.Kind == e.node.Kind {
				end := at
				for k := i; k < len(nodes) && end < to; k++ {
					if depth == 0 && k > i && k == read.TitleAfter || fits(nodes[k].Kind) != fits(e.node.Kind) {
						return nil
					}
					end += size(nodes[k])
					if end == to {
						return nodes[i : k+1]
					}
				}
			}
			at += dark(n.Label) + dark(n.Heading) + dark(n.Text)
			if found := find(n.Children, depth+1); found != nil {
				return found
			}
			if at > from {
				return nil
			}
		}
		return nil
	}
	return find(read.Body, 0)
}

// fits says of kinds which can stand beside each other: divisions of one rank, and
// what stands within them.
func fits(k Kind) Kind {
	switch k {
	case KindParagraph, KindPoint, KindSubpoint, KindIndent, KindNote:
		return KindParagraph
	}
	return k
}

// size returns the number of characters of a provision that are no white space.
func size(n *Node) int {
	total := 0
	walk([]*Node{n}, 0, func(n *Node, _ int) bool {
		total += dark(n.Label) + dark(n.Heading) + dark(n.Text)
		return true
	})
	return total
}

// A pool holds provisions of the act before, by what they say.
type pool struct {
	nodes map[string][]*Node
	taken map[*Node]bool
}

func poolOf(nodes []*Node) *pool {
	p := &pool{nodes: map[string][]*Node{}, taken: map[*Node]bool{}}
	walk(nodes, 0, func(n *Node, _ int) bool {
		p.nodes[said(n)] = append(p.nodes[said(n)], n)
		return true
	})
	return p
}

func said(n *Node) string { return string(n.Kind) + "\x00" + n.PlainText() }

// restore returns the provisions with those that say what one in the pool does in
// the form of that one, and without identities where they say something else.
func (p *pool) restore(nodes []*Node) []*Node {
	out := make([]*Node, 0, len(nodes))
	for _, n := range nodes {
		if old := p.take(n); old != nil {
			same := old.clone()
			if n.Kind == KindParagraph && n.Label == "" {
				same.Number = n.Number // its place, which may be another one now
			}
			out = append(out, same)
			continue
		}
		n.ID, n.WID = "", ""
		n.Children = p.restore(n.Children)
		out = append(out, n)
	}
	return out
}

// take returns the first provision that says the same and of which nothing is taken
// yet.
func (p *pool) take(n *Node) *Node {
	key := said(n)
	for i, old := range p.nodes[key] {
		free := true
		walk([]*Node{old}, 0, func(m *Node, _ int) bool {
			free = free && !p.taken[m]
			return free
		})
		if !free {
			continue
		}
		walk([]*Node{old}, 0, func(m *Node, _ int) bool {
			p.taken[m] = true
			return true
		})
		p.nodes[key] = p.nodes[key][i+1:]
		return old
	}
	return nil
}

// clone returns a copy of the provision with all that stands under it.
func (n *Node) clone() *Node {
	c := *n
	c.Children = nil
	for _, child := range n.Children {
		c.Children = append(c.Children, child.clone())
	}
	return &c
}

// with returns a copy of the act with other provisions in place of some; whole is
// its text, by which the lines of warnings are counted, "" for none. Provisions
// without an identity get one; roles says what those are that have no number.
func (a *Act) with(nodes map[string][]*Node, roles map[*Node]role, whole string) *Act {
	t := tree{profile: a.Profile, lang: a.Lang, title: a.Title, after: a.TitleAfter, roles: roles, at: map[*Node]int{}}
	for _, n := range a.Body[:min(a.TitleAfter, len(a.Body))] {
		if now, ok := nodes[n.ID]; ok {
			t.after += len(now) - 1
		}
	}
	found := 0
	t.body = cloneWith(a.Body, nodes, &found)
	out := &Act{Title: t.title, TitleAfter: t.after, Body: t.body}
	lines := linesAt(whole, placesOf(out, nil).starts)
	i := 0
	out.Walk(func(n *Node, _ int) bool {
		t.at[n] = lines[i]
		i++
		return true
	})
	return t.act()
}

// cloneWith copies provisions, with others in place of those whose ids it finds.
func cloneWith(nodes []*Node, others map[string][]*Node, found *int) []*Node {
	var out []*Node
	for _, n := range nodes {
		if now, ok := others[n.ID]; ok {
			*found++
			out = append(out, now...)
			continue
		}
		c := *n
		c.Children = cloneWith(n.Children, others, found)
		out = append(out, &c)
	}
	return out
}

// linesAt returns for each of the places, in order, which count the characters that
// are no white space, the line of the text, from 1.
func linesAt(text string, places []int) []int {
	lines := make([]int, 0, len(places))
	passed, line := 0, 1
	for _, r := range text {
		if r == '\n' {
			line++
		}
		if unicode.IsSpace(r) {
			continue
		}
		for len(lines) < len(places) && places[len(lines)] <= passed {
			lines = append(lines, line)
		}
		passed++
	}
	for len(lines) < len(places) {
		lines = append(lines, line)
	}
	return lines
}
