package act

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/rasprava/rasprava/internal/intern"
)

// A tree is an act read from a document that says itself what its provisions are.
// The IDs and WIDs of its nodes are those of the document; they stay where they are
// good.
type tree struct {
	profile string
	lang    string // "" for that which prevails
	title   string
	after   int
	body    []*Node
	roles   map[*Node]role
	at      map[*Node]int // lines of the document
}

// act makes the act: identities, warnings, counts and hash.
func (t *tree) act() *Act {
	a := &Act{
		Format: Format, Profile: t.profile, Lang: t.lang, Title: t.title, TitleAfter: t.after,
		Counts: map[Kind]int{}, Warnings: []Warning{}, Body: []*Node{},
	}
	a.Body = append(a.Body, t.body...)
	lines := t.lines(a)
	if a.Lang == "" {
		a.Lang = languageOf(t.profile, lines)
	}
	warn := &warner{act: a, counts: map[string]int{}}
	warn.lookalikes(lines, a.Lang)
	articles := len(a.Articles())
	warn.numbers(lines, t.tradition(), articles)
	t.identify(a)
	warn.finish(layout{articles: articles})
	a.seal()
	return a
}

// tradition returns the profile of the act, that of Serbia when the document names
// none that is known.
func (t *tree) tradition() *profile {
	if p := profileNamed(t.profile); p != nil {
		return p
	}
	return serbia
}

// languageOf returns the language of texts of the profile that say nothing of it.
func languageOf(profile string, lines []line) string {
	switch profile {
	case "rs":
		if mostlyLatin(lines) {
			return langLatin
		}
		return langCyrillic
	case "hr", "de":
		return profile
	}
	return "en"
}

// lines returns the texts of the act as lines, for the warnings, and gives the
// provisions those of the document.
func (t *tree) lines(a *Act) []line {
	lines := []line{{text: a.Title}}
	a.Walk(func(n *Node, _ int) bool {
		at := t.at[n]
		n.Line = Line(at)
		switch n.Kind {
		case KindArticle:
			lines = append(lines, line{text: n.Label, label: len(n.Label), number: n.Number, at: at, value: firstNumber(n.Number), mark: articleMark})
		case KindAnnex:
			lines = append(lines, line{text: n.Label, at: at, mark: annexMark})
		default:
			lines = append(lines, line{text: n.Label, at: at})
		}
		for _, text := range []string{n.Heading, n.Text} {
			if text != "" {
				lines = append(lines, line{text: text, at: at})
			}
		}
		return true
	})
	return lines
}

// firstNumber returns the number that a printed number begins with.
func firstNumber(number string) int { return atoi(number[:digits(number)]) }

// identify keeps the identities of the document that are good, and derives others
// for the provisions that have none.
func (t *tree) identify(a *Act) {
	names := &namer{roles: t.roles, capitals: t.tradition().rungs != nil, cyrillic: a.Lang == langCyrillic, used: intern.New(0), next: map[string]int{}, kept: map[*Node]bool{}}
	wids := map[*Node]string{}
	a.Walk(func(n *Node, _ int) bool {
		wids[n] = n.WID
		return true
	})
	names.keep(a.Body, "")
	names.name(a.Body, "", "")
	used := map[string]bool{}
	take := func(n *Node, wid string) {
		n.WID = wid
		used[wid] = true
	}
	a.Walk(func(n *Node, _ int) bool {
		if wid := wids[n]; goodWID(wid) && !used[wid] {
			take(n, wid)
		} else {
			n.WID = ""
		}
		return true
	})
	a.Walk(func(n *Node, _ int) bool {
		if n.WID == "" {
			wid := n.ID
			for used[wid] {
				wid += "~"
			}
			take(n, wid)
		}
		return true
	})
}

// maxID is the most bytes of an identity that is taken over from a document.
const maxID = 400

func goodWID(wid string) bool {
	return wid != "" && len(wid) <= maxID && utf8.ValidString(wid) && strings.IndexFunc(wid, func(r rune) bool { return unicode.IsSpace(r) || unicode.IsControl(r) }) < 0
}

// keep keeps the IDs that are unique, ASCII and tell the article that a provision
// belongs to, as those after the naming convention do; the others it empties.
// article is the ID of the article that the nodes stand in.
func (m *namer) keep(nodes []*Node, article string) {
	mark := "__" + segments[KindArticle] + "_"
	for _, n := range nodes {
		good := goodID(n.ID) && !m.used.Has(n.ID)
		within := article
		switch {
		case !good:
		case n.Kind == KindArticle && article == "":
			good = ArticleOf(n.ID) == n.ID && strings.Contains("__"+n.ID, mark)
			within = n.ID
		case article != "":
			good = strings.HasPrefix(n.ID, article+"__")
		default:
			good = !strings.Contains("__"+n.ID, mark)
		}
		if good {
			m.used.Put(n.ID)
			m.kept[n] = true
		} else {
			n.ID = ""
			if n.Kind == KindArticle {
				within = "\x00" // of no ID: what stands in it is named anew
			}
		}
		m.keep(n.Children, within)
	}
}

// goodID reports whether an ID is written after the naming convention: of segments
// that begin with a name in small letters.
func goodID(id string) bool {
	if id == "" || len(id) > maxID || strings.Trim(id, idCharacters) != "" || aknNames[id] {
		return false
	}
	for _, segment := range strings.Split(id, "__") {
		name := len(segment) - len(strings.TrimLeft(segment, "abcdefghijklmnopqrstuvwxyz"))
		if name == 0 || name < len(segment) && segment[name] != '_' && segment[name] != '-' {
			return false
		}
	}
	return true
}

const idCharacters = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-."

// numberShown returns the number that readers of a document take a provision to
// have: that of its label, or of its place where it is a paragraph without one.
func numberShown(n *Node) string {
	if n.Label != "" {
		return numberOf(n.Label)
	}
	at := strings.LastIndex(n.ID, "__")
	last := n.ID
	if at >= 0 {
		last = n.ID[at+2:]
	}
	if number, ok := strings.CutPrefix(last, segments[KindParagraph]+"_"); ok && n.Kind == KindParagraph && plainNumber(number) {
		return number
	}
	return ""
}

// numberOf returns the number in a printed marker: 5а of "Члан 5а.", aa of "(aa)",
// IV of "ГЛАВА IV"; "" where there is none.
func numberOf(label string) string {
	var words []string
	for rest := label; rest != ""; {
		start := strings.IndexFunc(rest, numeric)
		if start < 0 {
			break
		}
		rest = rest[start:]
		end := strings.IndexFunc(rest, func(r rune) bool { return !numeric(r) && r != '.' && r != '-' && !unicode.Is(unicode.Mn, r) })
		if end < 0 {
			end = len(rest)
		}
		word := strings.Trim(rest[:end], ".-")
		rest = rest[end:]
		if strings.ContainsAny(word, "0123456789") {
			return word
		}
		words = append(words, word)
	}
	for _, word := range words {
		if _, n, value := roman(word); value > 0 && n == len(word) {
			return word
		}
	}
	if len(words) == 1 && !longer(words[0], 2) {
		return words[0]
	}
	return ""
}

func numeric(r rune) bool { return unicode.IsLetter(r) || r >= '0' && r <= '9' }
