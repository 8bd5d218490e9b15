package act

import (
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/rasprava/rasprava/internal/intern"
	"github.com/rasprava/rasprava/internal/script"
)

// segments are the names of kinds in identities, after the naming convention of
// Akoma Ntoso where it has one.
var segments = map[Kind]string{
	KindPart: "part", KindTitle: "title", KindChapter: "chp", KindSection: "sec", KindSubsection: "subsec",
	KindArticle: "art", KindParagraph: "para", KindPoint: "point", KindSubpoint: "subpoint", KindIndent: "indent",
	KindAnnex: "annex", KindPreamble: "preamble", KindNote: "note",
}

// roleSegments are the names of what is told by its role.
var roleSegments = [...]string{closingRole: "wrap", quotedRole: "mod", recitalRole: "rec", subRole: "subpara"}

// A namer gives the provisions their identities.
type namer struct {
	roles    map[*Node]role
	capitals bool // capital letters are told from small ones
	cyrillic bool
	used     *intern.Strings
	next     map[string]int
	kept     map[*Node]bool  // nodes that have their identity already
	latin    bool            // the list that is named has Latin letters
	room     strings.Builder // holds the identities made last
}

// A tally is how many provisions have a name, of a kind or of the last part of their identities, and how many of these no number.
type tally struct {
	name            string
	all, unnumbered int
}

// tallyOf returns the tally of the name, a new one where there is none.
func tallyOf(tallies []tally, name string) ([]tally, *tally) {
	for i := range tallies {
		if tallies[i].name == name {
			return tallies, &tallies[i]
		}
	}
	tallies = append(tallies, tally{name: name})
	return tallies, &tallies[len(tallies)-1]
}

// name gives n and what stands under it identities; prefix is the identity they
// begin with, article that of the annex articles stand in.
func (m *namer) name(nodes []*Node, prefix, annex string) {
	var room [4]tally
	tallies := room[:0]
	latin := m.cyrillic && latinList(nodes)
	kind, segment := Kind(""), segments[""]
	for _, n := range nodes {
		m.latin = latin
		base := prefix
		if n.Kind == KindArticle {
			base = annex
		}
		if n.Kind != kind {
			kind, segment = n.Kind, segments[n.Kind]
		}
		name, role := segment, m.roles[n]
		if role != 0 {
			name = roleSegments[role]
		}
		var same *tally
		tallies, same = tallyOf(tallies, name)
		number, numbered := m.numberAmong(n, role, same)
		id := n.ID
		if !m.kept[n] {
			id = m.unique(m.id(base, name, number, numbered))
		}
		n.ID, n.WID = id, id
		within := annex
		if n.Kind == KindAnnex {
			within = id
		}
		if len(n.Children) > 0 {
			m.name(n.Children, id, within)
		}
	}
}

// latinList reports whether one of the subpoints has a Latin letter that no Cyrillic one looks
// like, so that the c beside a and b is no с.
func latinList(nodes []*Node) bool {
	for _, n := range nodes {
		if n.Kind == KindSubpoint && len(n.Number) == 1 && n.Number[0] >= 'a' && n.Number[0] <= 'z' && script.AsCyrillic(n.Number) == n.Number {
			return true
		}
	}
	return false
}

// ArticleOf returns the id of the article that a provision belongs to, by the
// provision's own id: art_5 of art_5__para_2. Of an article it returns the article
// itself, of what stands in none the id as it is.
func ArticleOf(id string) string {
	start := strings.Index("__"+id, "__"+segments[KindArticle]+"_")
	if start < 0 {
		return id
	}
	article, _, _ := strings.Cut(id[start:], "__")
	return id[:start] + article
}

// Named returns the provisions that an id of another act names, from the widest to the
// one that is meant, each with its kind and number alone. For acts of Serbia the letters
// of numbers are Cyrillic.
func (a *Act) Named(id string) []*Node {
	var path []*Node
	for _, segment := range strings.Split(id, "__") {
		name, number, _ := strings.Cut(segment, "_")
		for kind, own := range segments {
			if own == name {
				path = append(path, &Node{Kind: kind, Number: a.counted(number)})
			}
		}
	}
	return path
}

// counted returns a number from how ids spell it: 4а for 4a.
func (a *Act) counted(number string) string {
	if a.Profile != serbia.name {
		return number
	}
	letters := len(strings.TrimRight(number, "abcdefghijklmnopqrstuvwxyz"))
	return number[:letters] + script.ToCyrillic(number[letters:])
}

func join(prefix, segment string) string {
	if prefix == "" {
		return segment
	}
	return prefix + "__" + segment
}

// numberAmong returns the number of which the last part of the identity of n is made, and false where it has none; same counts
// the provisions before it that have its name.
func (m *namer) numberAmong(n *Node, r role, same *tally) (string, bool) {
	same.all++
	switch {
	case n.Kind == KindPreamble || n.Kind == KindAnnex && n.Number == "":
		if same.all == 1 {
			return "", false
		}
		return strconv.Itoa(same.all), true
	case n.Number != "":
		return m.number(n), true
	case n.Kind == KindIndent || n.Kind == KindNote || r != 0:
		return strconv.Itoa(same.all), true
	}
	same.unnumbered++
	return "x" + strconv.Itoa(same.unnumbered), true
}

// idRoom is the least bytes that room for identities is taken for at once.
const idRoom = 4096

// id returns the identity that begins with base and whose last part has the name, and the number where it has one.
func (m *namer) id(base, name, number string, numbered bool) string {
	var bytes [128]byte
	id := append(bytes[:0], base...)
	if base != "" {
		id = append(id, "__"...)
	}
	id = append(id, name...)
	if numbered {
		id = append(id, '_')
		id = append(id, number...)
	}
	if m.room.Cap()-m.room.Len() < len(id) {
		room := min(idRoom, max(idRoom/8, 2*m.room.Cap()))
		m.room.Reset() // the identities in it stay
		m.room.Grow(max(len(id), room))
	}
	from := m.room.Len()
	m.room.Write(id)
	return m.room.String()[from:]
}

// number spells the printed number in ASCII, differently for different numbers.
func (m *namer) number(n *Node) string {
	if plainNumber(n.Number) {
		return n.Number
	}
	var b strings.Builder
	for rest := n.Number; rest != ""; {
		c := rest[0]
		switch {
		case c >= '0' && c <= '9', c == '-':
			b.WriteByte(c)
			rest = rest[1:]
		case c == '.':
			b.WriteByte('-')
			rest = rest[1:]
		case c == '/':
			b.WriteByte('.')
			rest = rest[1:]
		case c >= 'A' && c <= 'Z' && (m.capitals || n.Kind == KindChapter || n.Kind == KindPart || n.Kind == KindAnnex):
			b.WriteByte(c)
			rest = rest[1:]
		default:
			end := len(rest)
			if at := strings.IndexAny(rest, "0123456789-./"); at > 0 {
				end = at
			}
			if r, size := utf8.DecodeRuneInString(rest); isMinus(r) {
				b.WriteByte('-')
				rest = rest[size:]
				continue
			}
			if raised := len(rest) - len(strings.TrimLeft(rest, raisedDigits)); raised > 0 {
				b.WriteByte('.')
				b.WriteString(loweredDigits(rest[:raised]))
				rest = rest[raised:]
				continue
			}
			word := rest[:end]
			if m.cyrillic && !m.latin {
				word = script.AsCyrillic(word)
			}
			b.WriteString(spell(script.Normalize(word)))
			rest = rest[end:]
		}
	}
	return b.String()
}

func plainNumber(s string) bool {
	for i := 0; i < len(s); i++ {
		if s[i] < '0' || s[i] > '9' {
			return false
		}
	}
	return true
}

// unique returns id, or id with a number behind it when it is taken.
func (m *namer) unique(id string) string {
	if m.used.Put(id) {
		return id
	}
	for {
		m.next[id]++
		candidate := id + "-" + strconv.Itoa(m.next[id]+1)
		if m.used.Put(candidate) {
			return candidate
		}
	}
}
