package redline

import (
	"slices"
	"strings"

	"github.com/rasprava/rasprava/internal/act"
)

// A following knows which number every provision of the old act has in the new one, so that a reference that goes with a renumbering is
// told from one that was edited.
type following struct {
	c        *comparison
	any      bool                 // something has another number
	articles map[string]int       // units of the old act by folded number; none for a number that stands twice
	newNodes map[string]*act.Node // what stands in the new act, by id
	followed map[string]int       // how many references to a provision went with it, by its old id
}

func newFollowing(c *comparison) following {
	f := following{c: c, followed: map[string]int{}}
	for n, o := range c.below.toOld {
		f.any = f.any || n != o
	}
	if !f.any {
		return f
	}
	f.articles = make(map[string]int, len(c.old))
	for i := range c.old {
		u := &c.old[i]
		if u.level != LevelArticle || u.number == "" {
			continue
		}
		if _, twice := f.articles[u.number]; twice {
			i = none
		}
		f.articles[u.number] = i
	}
	f.newNodes = make(map[string]*act.Node, len(c.below.toOld))
	c.newAct.Walk(func(n *act.Node, _ int) bool {
		f.newNodes[n.ID] = n
		return true
	})
	return f
}

// readNumbers gives the numbers in the references of a text that stands in the old article home the keys of the numbers that the
// provisions have in the new act.
func (f *following) readNumbers(s *side, home *act.Node) error {
	if !f.any {
		return nil
	}
	for _, cited := range f.c.vocabulary.citations(s) {
		for _, n := range cited {
			target := f.find(cited, n, home)
			if target == nil {
				continue
			}
			now := f.newNodes[f.c.below.toNew[target.ID]]
			if now == nil || now.Kind != target.Kind || now.Number == "" || foldNumber(now.Number) == foldNumber(target.Number) {
				continue
			}
			key, err := f.c.vocabulary.keyOf(compareForm(now.Number, wordToken))
			if err != nil {
				return err
			}
			s.follow(n.at, key, target.ID)
		}
	}
	return nil
}

// find returns the provision of the old act that a number cites, nil where that cannot be told.
func (f *following) find(cited []citation, n citation, home *act.Node) *act.Node {
	article := home
	if n.kind != act.KindArticle {
		if a, ok := companion(cited, n, act.KindArticle); ok {
			article = f.article(a.number)
		}
	} else {
		return f.article(n.number)
	}
	if article == nil || article.Kind != act.KindArticle {
		return nil
	}
	if n.kind == act.KindParagraph {
		return childOf(article, n)
	}
	within := article
	if p, ok := companion(cited, n, act.KindParagraph); ok {
		within = childOf(article, p)
	} else if len(article.Children) == 1 {
		within = article.Children[0]
	}
	if within == nil {
		return nil
	}
	return childOf(within, n)
}

func (f *following) article(number string) *act.Node {
	i, ok := f.articles[number]
	if !ok || i == none {
		return nil
	}
	return f.c.old[i].node
}

// companion returns the nearest number of a kind that stands in the same reference: before n, else behind it.
func companion(cited []citation, n citation, kind act.Kind) (citation, bool) {
	var found citation
	for _, c := range cited {
		if c.kind != kind {
			continue
		}
		if c.at > n.at && found.kind != "" {
			break
		}
		found = c
	}
	return found, found.kind != ""
}

func childOf(n *act.Node, c citation) *act.Node {
	var found *act.Node
	for _, child := range n.Children {
		if child.Kind != c.kind || foldNumber(child.Number) != c.number {
			continue
		}
		if found != nil {
			return nil
		}
		found = child
	}
	return found
}

// A citation is one number in a reference.
type citation struct {
	at     int // the token
	kind   act.Kind
	number string // folded
}

// citations returns the references of a text to provisions of its own act, each as its numbers. What stands in a provision's own label
// is none.
func (v *vocabulary) citations(s *side) [][]citation {
	var out [][]citation
	var open []citation
	kind := act.Kind("")
	own := false // "овог" was read last
	end := func(foreign bool) {
		if len(open) > 0 && !foreign {
			out = append(out, open)
		}
		open, kind = nil, ""
	}
	for k := v.citing(s, 0); k < len(s.tokens); k++ {
		t := s.tokens[k]
		switch {
		case s.own[k], t.class == lineToken:
			end(false)
			continue
		case t.class == spaceToken:
			continue
		case t.class == markToken:
			if !strings.Contains(citingMarks, v.text(t)) {
				end(false)
			}
			continue
		case t.trait == digitToken:
			if kind != "" {
				open = append(open, citation{at: k, kind: kind, number: foldNumber(v.text(t))})
			}
			own = false
			continue
		}
		switch word := v.citingWord(t); word {
		case ofThis:
			own = true
			continue
		case list:
		case otherAct:
			end(!own)
		case "":
			end(false)
			k = v.citing(s, k+1) - 1
		default:
			kind = act.Kind(word)
		}
		own = false
	}
	end(false)
	return out
}

// citing returns where, from a token on, the next words stand between which and a number stands nothing that ends a reference; the number
// of tokens where there are none. What stands before them is in no reference.
func (v *vocabulary) citing(s *side, from int) int {
	for k := from; k < len(s.tokens); k++ {
		if s.tokens[k].trait != digitToken || s.own[k] {
			continue
		}
		start := k
		for start > from && v.inReference(s, start-1) {
			start--
		}
		return start
	}
	return len(s.tokens)
}

func (v *vocabulary) inReference(s *side, k int) bool {
	switch t := s.tokens[k]; {
	case s.own[k], t.class == lineToken, t.class == markToken && !strings.Contains(citingMarks, v.text(t)):
		return false
	case t.class != wordToken, t.trait == digitToken:
		return true
	default:
		return v.citingWord(t) != ""
	}
}

// citingMarks may stand in a reference.
const citingMarks = ".,()-–"

// What a word does in a reference, besides naming the kind of what is cited.
const (
	ofThis   = "this"
	list     = "list"
	otherAct = "act"
)

// citingWord is citingWord of the package, remembered for each word.
func (v *vocabulary) citingWord(t token) string {
	for int(t.key) >= len(v.cites) {
		v.cites = append(v.cites, make([]int8, max(256, len(v.cites)))...)
	}
	if v.cites[t.key] == 0 {
		v.cites[t.key] = int8(slices.Index(citingWords[:], citingWord(strings.ToLower(v.forms.texts[t.key]))) + 1)
	}
	return citingWords[v.cites[t.key]-1]
}

var citingWords = [...]string{
	"", ofThis, list, otherAct, string(act.KindArticle), string(act.KindParagraph), string(act.KindPoint), string(act.KindSubpoint),
}

// citingWord returns what a word, folded, does in a reference: a kind, one of the constants above, or nothing.
func citingWord(w string) string {
	if len(w) > longestCiting {
		return ""
	}
	switch w {
	case "ovog", "ove", "ovoga", "ovom", "ovim", "ovih":
		return ofThis
	case "i", "do", "ili", "odnosno", "u", "vezi", "sa":
		return list
	case "čl", "član", "clan":
		return string(act.KindArticle)
	case "st", "stav":
		return string(act.KindParagraph)
	case "tač", "tačka":
		return string(act.KindPoint)
	case "podtačka":
		return string(act.KindSubpoint)
	}
	for _, s := range citingStems {
		if strings.HasPrefix(w, s.stem) && len(w) <= len(s.stem)+s.ending {
			return s.does
		}
	}
	return ""
}

// longestCiting is more bytes than any word has that does something in a reference.
const longestCiting = 16

var citingStems = []struct {
	stem   string
	ending int // letters that the longest ending has
	does   string
}{
	{"član", 5, string(act.KindArticle)},
	{"stav", 4, string(act.KindParagraph)},
	{"tačk", 4, string(act.KindPoint)},
	{"podtačk", 4, string(act.KindSubpoint)},
	{"zakon", 5, otherAct}, {"ustav", 4, otherAct}, {"uredb", 4, otherAct}, {"pravilnik", 4, otherAct}, {"odluk", 4, otherAct},
	{"poslovnik", 4, otherAct}, {"statut", 4, otherAct}, {"ugovor", 4, otherAct}, {"sporazum", 4, otherAct}, {"konvencij", 4, otherAct},
	{"direktiv", 4, otherAct}, {"naredb", 4, otherAct}, {"uputstv", 4, otherAct}, {"protokol", 4, otherAct},
}

// follow gives a token the key of the number that the provision it cites has now.
func (s *side) follow(at int, key int32, target string) {
	if s.written == nil {
		s.written = make([]int32, len(s.tokens))
		for k, t := range s.tokens {
			s.written[k] = t.key
		}
		s.targets = map[int]string{}
		s.tokens = slices.Clone(s.tokens)
	}
	s.tokens[at].key = key
	s.targets[at] = target
}

func (s *side) follows(at int) bool {
	return s.written != nil && s.written[at] != s.tokens[at].key
}

// unfollow compares anew, as they are written, the stretches of a script in which a number that was to follow does not.
func (s *side) unfollow(d *wordDiffer, edits []edit, news []token) []edit {
	if s.written == nil {
		return edits
	}
	var b scriptBuilder
	for _, e := range edits {
		again := false
		for k := e.o0; k < e.o1 && !e.same; k++ {
			if s.follows(k) {
				s.tokens[k].key = s.written[k]
				again = true
			}
		}
		if !again {
			b.add(e)
			continue
		}
		b.compareWords(d, s.tokens[e.o0:e.o1], news[e.n0:e.n1])
	}
	return b.edits
}

// markFollowing makes edits of their own of the kept numbers that followed a renumbering.
func (s *side) markFollowing(edits []edit, f *following) []edit {
	if s.written == nil {
		return edits
	}
	var out []edit
	for _, e := range edits {
		from := e.o0
		shift := e.n0 - e.o0
		for k := e.o0; k < e.o1 && e.same; k++ {
			if !s.follows(k) {
				continue
			}
			if from < k {
				out = append(out, edit{same: true, o0: from, o1: k, n0: from + shift, n1: k + shift})
			}
			out = append(out, edit{follows: true, o0: k, o1: k + 1, n0: k + shift, n1: k + 1 + shift})
			f.followed[s.targets[k]]++
			from = k + 1
		}
		if from < e.o1 || !e.same {
			e.o0, e.n0 = from, from+shift
			out = append(out, e)
		}
	}
	return out
}
