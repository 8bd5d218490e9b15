package act

import (
	"bytes"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"github.com/rasprava/rasprava/internal/script"
)

// isHTML takes files that are called so, and those that begin as HTML does unless
// they are called text.
func isHTML(src []byte, name string) bool {
	if ending(name, ".html", ".htm", ".xhtml") {
		return true
	}
	return !ending(name, ".txt", ".md", ".markdown") && rootOf(src) == "html"
}

// rootOf returns the name of the first element of a file in small letters, "" for
// what begins with no element.
func rootOf(src []byte) string {
	head := string(bytes.ReplaceAll(src[:min(len(src), 8192)], []byte{0}, nil))
	for _, mark := range []string{"\xff\xfe", "\xfe\xff", "\ufeff"} {
		head = strings.TrimPrefix(head, mark)
	}
	head = strings.TrimLeft(head, " \t\r\n")
	for strings.HasPrefix(head, "<?") || strings.HasPrefix(head, "<!") {
		if strings.HasPrefix(strings.ToLower(head), "<!doctype html") {
			return "html"
		}
		end := ">"
		if strings.HasPrefix(head, "<!--") {
			end = "-->"
		}
		at := strings.Index(head, end)
		if at < 0 {
			return ""
		}
		head = strings.TrimLeft(head[at+len(end):], " \t\r\n")
	}
	if !strings.HasPrefix(head, "<") {
		return ""
	}
	end := strings.IndexAny(head[1:], " \t\r\n/>")
	if end < 0 {
		return ""
	}
	name := head[1 : 1+end]
	return strings.ToLower(name[strings.IndexByte(name, ':')+1:])
}

// readHTML reads a page: as it was written where it is one of our own, else the
// paragraphs that it shows.
func readHTML(src []byte, opts Options) (*Act, error) {
	src, warnings, err := decodeLikely(src, declaredIn(src, "charset"))
	if err != nil {
		return nil, err
	}
	if a := readOwnHTML(src); a != nil {
		a.Warnings = append(warnings, a.Warnings...)
		return a, nil
	}
	blocks, left := blocksOfHTML(src, opts.Rejected)
	unshownNotes(blocks)
	opts.printed, opts.blocks = true, true
	a, err := fromLines(linesOf(blocks), false, opts)
	if err != nil {
		return nil, err
	}
	a.Warnings = append(append(warnings, left.warnings(blocks)...), a.Warnings...)
	return a, nil
}

// blocksOfHTML returns the paragraphs that a page shows: with the markers of its
// lists, its tables of data as tables, without scripts and styles. Of insertions and
// deletions it takes the insertions, rejected the deletions.
func blocksOfHTML(src []byte, rejected bool) ([]block, *htmlLeft) {
	r := htmlReader{z: html.NewTokenizer(bytes.NewReader(src)), changes: changesOf(src, rejected)}
	for {
		switch r.z.Next() {
		case html.ErrorToken:
			r.seen = true
			r.text(r.left.unended())
			r.flush()
			for len(r.tables) > 0 {
				r.closeTable()
			}
			return r.blocks, &r.left
		case html.TextToken:
			switch {
			case r.raw != 0:
				r.left.hide(r.raw, r.z.Text())
			case r.changes.drop():
				r.left.drop(string(r.z.Text()))
			default:
				text := string(r.z.Text())
				r.left.struck.take(text)
				r.left.unshown.take(text)
				r.seen = r.seen || r.left.unshown.element == 0 && strings.TrimSpace(text) != ""
				r.text(text)
			}
		case html.CommentToken:
			r.left.comment(r.z.Text())
		case html.StartTagToken, html.SelfClosingTagToken:
			r.start(r.z.Token())
		case html.EndTagToken:
			name, _ := r.z.TagName()
			r.end(atom.Lookup(name))
		}
	}
}

// An htmlReader gathers the paragraphs of a page from its tags; it asks for no
// order among them.
type htmlReader struct {
	z      *html.Tokenizer
	blocks []block // of the innermost cell, or of the page
	tables []*htmlTable
	passed int // open tables whose tags are passed over
	lists  []htmlList

	line    strings.Builder
	space   bool // white space stands before what comes
	heading bool
	note    bool      // a footnote is open
	noted   atom.Atom // the element that is one, where it is no paragraph
	nested  int       // how many elements of its name are open in it
	gap     bool      // an empty paragraph or a rule was the last
	seen    bool      // the page shows something of the paragraph
	marker  string    // of the item whose text has not begun
	pre     int
	shift   atom.Atom // sup or sub, in one
	raw     atom.Atom // the element whose content is no text
	changes htmlChanges
	left    htmlLeft
}

type htmlList struct {
	ordered bool
	bare    bool // shown without markers
	kind    byte // of numbers: 1 a A i I
	next    int
	step    int
}

// An htmlTable is a table that is open.
type htmlTable struct {
	outer  []block // what stands before it where it stands
	rows   [][]htmlCell
	inCell bool
	layout bool // it only arranges what stands in it
	listed bool // an item of a list stands in a cell as a table of its own
	lists  int  // open lists outside of it
}

type htmlCell struct {
	blocks []block
	span   int // columns
	rows   int // 0 down to the last
}

// htmlBlocks are the elements that begin and end a paragraph.
var htmlBlocks = func() map[atom.Atom]bool {
	m := map[atom.Atom]bool{}
	for _, a := range []atom.Atom{
		atom.P, atom.Div, atom.Section, atom.Article, atom.Header, atom.Footer, atom.Main, atom.Nav, atom.Aside, atom.H1, atom.H2, atom.H3,
		atom.H4, atom.H5, atom.H6, atom.Hgroup, atom.Ul, atom.Ol, atom.Menu, atom.Li, atom.Dl, atom.Dt, atom.Dd, atom.Dir, atom.Table, atom.Thead,
		atom.Tbody, atom.Tfoot, atom.Tr, atom.Td, atom.Th, atom.Caption, atom.Blockquote, atom.Pre, atom.Figure, atom.Figcaption, atom.Form,
		atom.Fieldset, atom.Legend, atom.Address, atom.Hr, atom.Body, atom.Html, atom.Head, atom.Center, atom.Details, atom.Summary,
		atom.Option, atom.Optgroup, atom.Select, atom.Textarea, atom.Title, atom.Listing, atom.Xmp, atom.Plaintext, atom.Dialog, atom.Search,
	} {
		m[a] = true
	}
	return m
}()

// htmlRaw are the elements whose content is not shown as text.
var htmlRaw = map[atom.Atom]bool{
	atom.Script: true, atom.Style: true, atom.Title: true, atom.Template: true, atom.Noscript: true, atom.Iframe: true, atom.Noembed: true,
	atom.Noframes: true,
}

func (r *htmlReader) start(t html.Token) {
	if r.raw != 0 {
		return
	}
	if htmlRaw[t.DataAtom] {
		if t.Type == html.StartTagToken {
			r.raw = t.DataAtom
			media := strings.ToLower(attribute(t, "media"))
			r.left.styles.passed = media != "" && media != "all" && media != "screen"
		}
		return
	}
	if htmlBlocks[t.DataAtom] {
		r.flush()
		r.changes.enter()
		r.left.unshown.block()
	}
	r.left.struck.open(t, t.DataAtom == atom.S || t.DataAtom == atom.Strike)
	r.left.unshown.open(t, unshown(t) || r.left.styles.hides(t))
	switch t.DataAtom {
	case atom.P:
		r.note = r.noted != 0 || isNote(t)
	case atom.Dd, atom.Div, atom.Aside:
		r.enterNote(t)
	case atom.Del, atom.Ins:
		if t.Type == html.StartTagToken {
			r.left.changed = true
			r.changes.open(t.DataAtom)
		}
	case atom.Img:
		r.left.picture(t)
	case atom.Br:
		if !r.changes.drop() {
			r.line.WriteByte('\n')
			r.space = false
		}
	case atom.Hr:
		r.gap = true
	case atom.H1, atom.H2, atom.H3, atom.H4, atom.H5, atom.H6:
		r.heading = true
	case atom.Sup, atom.Sub:
		r.shift = t.DataAtom
	case atom.Pre, atom.Listing, atom.Textarea, atom.Xmp, atom.Plaintext:
		r.pre++
	case atom.Q:
		r.quote("„")
	case atom.Ul, atom.Menu, atom.Dir:
		r.lists = append(r.lists, htmlList{bare: bareList(t)})
	case atom.Ol:
		r.lists = append(r.lists, orderedList(t))
	case atom.Li:
		r.item(t)
	case atom.Table:
		r.openTable(t)
	case atom.Tr:
		if n := len(r.tables); n > 0 {
			r.closeCell()
			r.tables[n-1].rows = append(r.tables[n-1].rows, nil)
		}
	case atom.Td, atom.Th:
		r.openCell(t)
	}
}

func (r *htmlReader) end(a atom.Atom) {
	if r.raw != 0 {
		if a == r.raw {
			r.left.shown(r.raw)
			r.raw = 0
		}
		return
	}
	if a == atom.P && strings.TrimSpace(r.line.String()) == "" {
		r.gap = true
	}
	if htmlBlocks[a] {
		r.flush()
		r.leaveNote(a)
		r.changes.leave()
		r.left.struck.next()
	}
	r.left.struck.close(a)
	r.left.unshown.close(a)
	switch a {
	case atom.Del, atom.Ins:
		r.changes.close(a)
		r.left.ended()
	case atom.Sup, atom.Sub:
		r.shift = 0
	case atom.Pre, atom.Listing, atom.Textarea, atom.Xmp:
		r.pre = max(r.pre-1, 0)
	case atom.Q:
		r.quote("”")
	case atom.H1, atom.H2, atom.H3, atom.H4, atom.H5, atom.H6:
		r.heading = false
	case atom.Ul, atom.Ol, atom.Menu, atom.Dir:
		outside := 0
		if n := len(r.tables); n > 0 {
			outside = r.tables[n-1].lists
		}
		if len(r.lists) > outside {
			r.lists = r.lists[:len(r.lists)-1]
		}
		r.marker = ""
	case atom.Li:
		r.marker = ""
	case atom.Td, atom.Th:
		r.closeCell()
	case atom.Table:
		if r.passed > 0 {
			r.passed--
		} else if len(r.tables) > 0 {
			r.closeTable()
		}
	}
}

// quote adds a mark that a page shows around the words of an element.
func (r *htmlReader) quote(mark string) {
	if !r.changes.drop() {
		r.text(mark)
	}
}

// text adds characters to the paragraph, runs of white space as one space unless
// they are shown as they are. A no-break space and a soft hyphen are characters.
func (r *htmlReader) text(s string) {
	switch {
	case r.line.Len() == 0 || r.space:
	case r.shift == atom.Sup:
		s = script.Raised(s)
	case r.shift == atom.Sub:
		s = script.Lowered(s)
	}
	if r.pre > 0 {
		r.line.WriteString(strings.NewReplacer("\r\n", "\n", "\r", "\n").Replace(s))
		return
	}
	for s != "" {
		rest := strings.TrimLeft(s, " \t\r\n\f")
		if rest != s {
			r.space = true
		}
		if rest == "" {
			return
		}
		end := strings.IndexAny(rest, " \t\r\n\f")
		if end < 0 {
			end = len(rest)
		}
		if r.space && r.line.Len() > 0 {
			r.line.WriteByte(' ')
		}
		r.space = false
		r.line.WriteString(rest[:end])
		s = rest[end:]
	}
}

// flush ends the paragraph.
func (r *htmlReader) flush() {
	text, seen := r.line.String(), r.seen
	r.line.Reset()
	r.space, r.shift, r.seen = false, 0, false
	if strings.TrimSpace(text) == "" {
		return
	}
	counted := r.marker != "" && !marked(text)
	stated := standing{}
	if r.marker != "" {
		stated = standing{1, uint8(min(len(r.lists), 255))}
	}
	if counted {
		text = r.marker + " " + strings.TrimLeft(text, " \n")
	}
	r.marker = ""
	r.blocks = append(r.blocks, block{text: text, heading: r.heading, note: r.note, counted: counted, gap: r.gap, unshown: !seen, stated: stated})
	r.gap = false
}
