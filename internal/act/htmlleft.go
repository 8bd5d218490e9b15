package act

import (
	"bytes"
	"slices"
	"strings"
	"unicode"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// htmlChanges follow the insertions and deletions of a page, whose text stands in it
// as it was before and as it is now.
type htmlChanges struct {
	dropped atom.Atom    // the element whose text is not taken
	closed  map[int]bool // starts of that element, counted from 0, that an end answers
	starts  int
	depths  []int // of the open ones that are closed, the blocks open within
}

// changesOf finds the deletions of a page, rejected its insertions. One that is never
// closed would take the rest of the page with it and is passed over.
func changesOf(src []byte, rejected bool) htmlChanges {
	c := htmlChanges{dropped: atom.Del}
	if rejected {
		c.dropped = atom.Ins
	}
	name := c.dropped.String()
	if !bytes.Contains(bytes.ToLower(src), []byte("<"+name)) {
		return c
	}
	c.closed = map[int]bool{}
	z := html.NewTokenizer(bytes.NewReader(src))
	starts := 0
	var open []int
	for {
		switch z.Next() {
		case html.ErrorToken:
			return c
		case html.StartTagToken:
			if tag, _ := z.TagName(); string(tag) == name {
				open = append(open, starts)
				starts++
			}
		case html.EndTagToken:
			if tag, _ := z.TagName(); string(tag) == name && len(open) > 0 {
				c.closed[open[len(open)-1]] = true
				open = open[:len(open)-1]
			}
		}
	}
}

// drop reports whether text at this place is not taken.
func (c *htmlChanges) drop() bool { return len(c.depths) > 0 }

func (c *htmlChanges) open(a atom.Atom) {
	if a != c.dropped {
		return
	}
	if c.closed[c.starts] {
		c.depths = append(c.depths, 0)
	}
	c.starts++
}

func (c *htmlChanges) close(a atom.Atom) {
	if a == c.dropped && c.drop() {
		c.depths = c.depths[:len(c.depths)-1]
	}
}

// enter and leave count the blocks within a deletion. One that stands in a paragraph
// does not outlive it.
func (c *htmlChanges) enter() {
	if c.drop() {
		c.depths[len(c.depths)-1]++
	}
}

func (c *htmlChanges) leave() {
	if !c.drop() {
		return
	}
	if last := len(c.depths) - 1; c.depths[last] > 0 {
		c.depths[last]--
	} else {
		c.depths = c.depths[:last]
	}
}

// htmlLeft holds what a page has besides the text that is read.
type htmlLeft struct {
	changed  bool
	dropping strings.Builder
	dropped  []string // not taken of its changes
	hidden   []string // not shown
	hiding   strings.Builder
	title    string
	pictures []string // what they say instead of themselves
	bare     bool     // a picture says nothing
	comments []string
	struck   htmlKept
	unshown  htmlKept
	styles   htmlStyles
}

// maxLeft is how many of a kind are kept; more are not told of.
const maxLeft = maxWarnings + 1

// keep adds a text without the white space around and in it, where it says anything.
func keep(all *[]string, s string) {
	if s = strings.Join(strings.Fields(s), " "); s != "" && len(*all) < maxLeft {
		*all = append(*all, s)
	}
}

func (l *htmlLeft) drop(s string) { l.dropping.WriteString(s) }

// ended ends a change.
func (l *htmlLeft) ended() {
	keep(&l.dropped, l.dropping.String())
	l.dropping.Reset()
}

// hide takes the content of an element that is not shown. Scripts and styles are no
// text.
func (l *htmlLeft) hide(element atom.Atom, content []byte) {
	switch element {
	case atom.Script:
	case atom.Style:
		l.styles.write(content)
	default:
		l.hiding.Write(content)
	}
}

// shown ends an element that is not shown. Its content may be a page of its own.
func (l *htmlLeft) shown(element atom.Atom) {
	text := l.hiding.String()
	l.hiding.Reset()
	switch {
	case element == atom.Style:
		l.styles.read()
	case strings.TrimSpace(text) == "":
	case element == atom.Title:
		if l.title == "" {
			l.title = strings.Join(strings.Fields(text), " ")
		} else {
			keep(&l.hidden, text)
		}
	case element == atom.Template:
		keep(&l.hidden, text)
	default:
		keep(&l.hidden, wordsOfHTML(text))
	}
}

// unended returns the words of an element that should not be shown but does not end,
// so that the rest of the page stands in it.
func (l *htmlLeft) unended() string {
	s := l.hiding.String()
	l.hiding.Reset()
	return wordsOfHTML(s)
}

// wordsOfHTML returns the characters of a page without its tags.
func wordsOfHTML(page string) string {
	z := html.NewTokenizer(strings.NewReader(page))
	var b strings.Builder
	for {
		switch z.Next() {
		case html.ErrorToken:
			return b.String()
		case html.TextToken:
			b.Write(z.Text())
		default:
			b.WriteByte(' ')
		}
	}
}

// picture notes what a picture says. One that is said to say nothing only adorns.
func (l *htmlLeft) picture(t html.Token) {
	for _, a := range t.Attr {
		if a.Key == "alt" {
			keep(&l.pictures, a.Val)
			return
		}
	}
	l.bare = true
}

// comment notes a comment. Those that say to which programs a part is shown are none.
func (l *htmlLeft) comment(text []byte) {
	s := strings.TrimSpace(string(text))
	if !strings.HasPrefix(s, "[") && !strings.HasPrefix(s, "<![") && strings.IndexFunc(s, unicode.IsLetter) >= 0 {
		keep(&l.comments, s)
	}
}

// warnings says what was left out of a page whose text is that of the blocks. Its
// name is left out only where the text does not have it.
func (l *htmlLeft) warnings(blocks []block) []Warning {
	l.ended()
	w := &warner{act: &Act{Warnings: []Warning{}}, counts: map[string]int{}}
	for _, s := range l.dropped {
		w.add(0, WarnTrackedChanges, excerpt(s))
	}
	if l.changed && len(l.dropped) == 0 {
		w.add(0, WarnTrackedChanges, "")
	}
	if len(l.comments) > 0 {
		w.add(0, WarnComments, excerpt(l.comments[0]))
	}
	for _, s := range l.pictures {
		w.add(0, WarnPictures, excerpt(s))
	}
	if l.bare && len(l.pictures) == 0 {
		w.add(0, WarnPictures, "")
	}
	if l.title != "" && !slices.ContainsFunc(blocks, func(b block) bool { return strings.Contains(strings.Join(strings.Fields(b.text), " "), l.title) }) {
		w.add(0, WarnLeftOut, excerpt(l.title))
	}
	for _, s := range l.hidden {
		w.add(0, WarnLeftOut, excerpt(s))
	}
	for _, s := range l.struck.all() {
		w.add(0, WarnStruckText, excerpt(s))
	}
	for _, s := range l.unshown.all() {
		w.add(0, WarnUnshownText, excerpt(s))
	}
	w.more()
	return w.act.Warnings
}
