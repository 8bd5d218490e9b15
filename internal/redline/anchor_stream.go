package redline

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/rasprava/rasprava/internal/act"
)

// A stream is an act as one text of tokens: its name, then the texts of its units with an empty line between them.
type stream struct {
	text       string
	tokens     []token
	at         []int32 // by token: the byte of the text where it begins; one more for the end
	label      []bool  // by token: belongs to the printed number of a provision
	content    []bool  // by token: a word that says what the text is about
	provisions []provision
	articles   []int32 // the provisions that are articles, in order
	byID       map[string]int32
	home       []int32 // by token: the innermost provision it stands in, none for the name of the act
	unitAt     []int32 // by unit: its first token
	folded     string  // the compared forms of the tokens in small letters, without white space
	foldedAt   []int32 // by token: the byte of folded where it begins; one more for the end
	words      postings
}

// A provision is a node of the act with its place in the stream.
type provision struct {
	node           *act.Node
	parent         int32 // none at the top
	article        int32 // the article it stands in or is, none outside articles
	from, to       int32 // tokens, with all that stands under it
	ownFrom, ownTo int32 // tokens of its own heading, label and text
	firstByte      int32 // of its text, in the text of the stream
	alone          bool  // continues none, or none continues it
}

func newStream(v *vocabulary, a *act.Act, units []unit) (*stream, error) {
	s := &stream{byID: make(map[string]int32, 4*len(units))}
	at := make(map[*act.Node]int32, 4*len(units))
	s.list(a.Body, none, none, at)
	var b strings.Builder
	title, err := v.tokens(a.Title)
	if err != nil {
		return nil, err
	}
	b.WriteString(a.Title)
	s.append(title, 0)
	for k := range units {
		u := &units[k]
		if b.Len() > 0 {
			between, err := v.tokens(joint)
			if err != nil {
				return nil, err
			}
			s.append(between, b.Len())
			b.WriteString(joint)
		}
		text, places := u.own.PlainTextPlaces()
		ts, err := v.tokens(text)
		if err != nil {
			return nil, err
		}
		first := len(s.tokens)
		s.unitAt = append(s.unitAt, int32(first))
		s.append(ts, b.Len())
		for _, p := range places {
			node := p.Node
			if node == u.own {
				node = u.node
			}
			s.place(at[node], b.Len()+p.From, b.Len()+p.To, first)
		}
		b.WriteString(text)
	}
	s.unitAt = append(s.unitAt, int32(len(s.tokens)))
	s.text = b.String()
	s.at = append(s.at, int32(len(s.text)))
	s.widen()
	s.markLabels()
	s.fold(v)
	s.words = newPostings(s.tokens, v)
	return s, nil
}

func (s *stream) append(ts []token, offset int) {
	for _, t := range ts {
		s.tokens = append(s.tokens, t)
		s.at = append(s.at, int32(offset))
		s.home = append(s.home, none)
		offset += int(t.size)
	}
}

func (s *stream) list(nodes []*act.Node, parent, article int32, at map[*act.Node]int32) {
	for _, n := range nodes {
		k := int32(len(s.provisions))
		in := article
		if n.Kind == act.KindArticle {
			in = k
			s.articles = append(s.articles, k)
		}
		s.provisions = append(s.provisions, provision{node: n, parent: parent, article: in, from: none})
		at[n] = k
		if _, twice := s.byID[n.ID]; !twice && n.ID != "" {
			s.byID[n.ID] = k
		}
		s.list(n.Children, k, in, at)
	}
}

// place puts a provision at the bytes [from, to); the tokens of its unit begin at first.
func (s *stream) place(k int32, from, to, first int) {
	p := &s.provisions[k]
	p.firstByte = int32(from)
	if from == to {
		return
	}
	lo, _ := slices.BinarySearch(s.at[first:], int32(from))
	hi, _ := slices.BinarySearch(s.at[first:], int32(to))
	p.ownFrom, p.ownTo = int32(first+lo), int32(first+hi)
	p.from, p.to = p.ownFrom, p.ownTo
	for t := p.ownFrom; t < p.ownTo; t++ {
		s.home[t] = k
	}
}

// widen makes every provision cover what stands under it.
func (s *stream) widen() {
	for k := len(s.provisions) - 1; k >= 0; k-- {
		p := &s.provisions[k]
		if p.from == none || p.parent == none {
			continue
		}
		up := &s.provisions[p.parent]
		if up.from == none {
			up.from, up.to, up.firstByte = p.from, p.to, p.firstByte
			continue
		}
		if p.from < up.from {
			up.from, up.firstByte = p.from, p.firstByte
		}
		up.to = max(up.to, p.to)
	}
	for k := range s.provisions {
		if s.provisions[k].from == none {
			s.provisions[k].from = 0
		}
	}
}

func (s *stream) markLabels() {
	s.label = make([]bool, len(s.tokens))
	for k := range s.provisions {
		p := &s.provisions[k]
		own := s.text[s.at[p.ownFrom]:s.at[p.ownTo]]
		offset := labelOffset(own, p.node.Label)
		if offset < 0 {
			continue
		}
		from := s.at[p.ownFrom] + int32(offset)
		to := from + int32(len(p.node.Label))
		for t := p.ownFrom; t < p.ownTo; t++ {
			s.label[t] = s.at[t] < to && from < s.at[t+1]
		}
	}
}

// fold fills folded, foldedAt and content.
func (s *stream) fold(v *vocabulary) {
	small := v.smallForms()
	contentKeys := make([]bool, len(small))
	for key, form := range small {
		contentKeys[key] = isContent(form)
	}
	s.content = make([]bool, len(s.tokens))
	var b strings.Builder
	b.Grow(len(s.text))
	s.foldedAt = make([]int32, 0, len(s.tokens)+1)
	for i := range s.tokens {
		s.foldedAt = append(s.foldedAt, int32(b.Len()))
		t := &s.tokens[i]
		s.content[i] = t.class == wordToken && contentKeys[t.key] && !s.label[i]
		if t.class == wordToken || t.class == markToken {
			b.WriteString(small[t.key])
		}
	}
	s.foldedAt = append(s.foldedAt, int32(b.Len()))
	s.folded = b.String()
}

// smallForms returns the compared form of every key in small letters.
func (v *vocabulary) smallForms() []string {
	out := make([]string, v.forms.Len())
	for key, form := range v.forms.All() {
		out[key] = strings.ToLower(form)
	}
	return out
}

// tokenAt returns the token that has the byte of the text.
func (s *stream) tokenAt(b int32) int32 {
	t, found := slices.BinarySearch(s.at, b)
	if !found {
		t--
	}
	return int32(t)
}

// innermost returns the narrowest provision that has all tokens in [lo, hi), none when there is none.
func (s *stream) innermost(lo, hi int32) int32 {
	p := int32(none)
	for t := lo; t < hi && p == none; t++ {
		if s.tokens[t].class != lineToken {
			p = s.home[t]
		}
	}
	for p != none && (s.provisions[p].from > lo || s.provisions[p].to < hi) {
		p = s.provisions[p].parent
	}
	return p
}

// articleOf returns the article of provision p, or p where it stands outside articles.
func (s *stream) articleOf(p int32) int32 {
	if p == none {
		return none
	}
	if a := s.provisions[p].article; a != none {
		return a
	}
	return p
}

// runes returns where the bytes [from, to) of the text stand in the plain text of provision p, in runes.
func (s *stream) runes(p, from, to int32) (int, int) {
	first := s.provisions[p].firstByte
	if from < first {
		return 0, 0
	}
	start := utf8.RuneCountInString(s.text[first:from])
	return start, start + utf8.RuneCountInString(s.text[from:to])
}

// isContent tells the words that say what a text is about: numbers, and words of three letters or more that are no mere links, in the
// form in which they are compared.
func isContent(form string) bool {
	letters := 0
	for _, r := range form {
		if unicode.IsDigit(r) {
			return true
		}
		letters++
	}
	return letters > 3 || letters == 3 && !linkWords[form]
}

// linkWords are words of three letters that stand in any text, as they are compared.
var linkWords = map[string]bool{
	"ali": true, "ako": true, "kao": true, "što": true, "šta": true, "već": true, "nad": true, "pod": true, "pre": true, "pri": true,
	"bez": true, "kad": true, "taj": true, "ova": true, "ovo": true, "ove": true, "ovi": true, "tog": true, "tom": true, "ili": true,
	"sve": true, "dok": true, "the": true, "and": true, "for": true, "any": true, "der": true, "die": true, "das": true,
	"und": true, "den": true, "dem": true, "des": true, "von": true, "zur": true, "zum": true, "auf": true, "mit": true, "ein": true,
}

// postings lists, by key, the words of a stream.
type postings struct {
	start []int32
	list  []int32
}

func newPostings(ts []token, v *vocabulary) postings {
	p := postings{start: make([]int32, v.forms.Len()+1)}
	n := 0
	for i := range ts {
		if ts[i].class == wordToken {
			p.start[ts[i].key+1]++
			n++
		}
	}
	for k := 1; k < len(p.start); k++ {
		p.start[k] += p.start[k-1]
	}
	p.list = make([]int32, n)
	next := slices.Clone(p.start)
	for i := range ts {
		if ts[i].class == wordToken {
			k := ts[i].key
			p.list[next[k]] = int32(i)
			next[k]++
		}
	}
	return p
}

// of returns the tokens with a key, in order.
func (p *postings) of(key int32) []int32 {
	if key < 0 || int(key)+1 >= len(p.start) {
		return nil
	}
	return p.list[p.start[key]:p.start[key+1]]
}
