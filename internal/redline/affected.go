package redline

import (
	"strings"

	"github.com/rasprava/rasprava/internal/act"
	"github.com/rasprava/rasprava/internal/script"
)

// mostAffected is the most articles for whose numbers texts are looked through before references are read in them.
const mostAffected = 16

// An affected says of which articles something may be named by another number than before.
type affected struct {
	articles map[string]bool // by id
	near     map[string]bool // those beside them
	numbers  map[string]bool // of them, without letters
	divided  bool            // a division is among what is named so, the numbers of which need not be digits
}

func newAffected() *affected {
	return &affected{articles: map[string]bool{}, near: map[string]bool{}, numbers: map[string]bool{}}
}

// gather takes the articles in which a provision is as asked, and what is as asked and stands in none.
func (a *affected) gather(in *act.Act, is func(*act.Node) bool) {
	walkArticles(in, func(n, article *act.Node) bool {
		if n.Kind != act.KindNote && is(n) {
			a.articles[article.ID] = true
			if isContainer(n.Kind) {
				a.divided = a.divided || n.Number != "" // by a word for divisions, without which its number is none of it
			} else {
				a.numbers[leadingDigits(article.Number)] = true
			}
		}
		return !a.many()
	})
}

// walkArticles calls visit for every provision of an act with the article that it stands in, or with itself where it stands in none, until
// visit returns false.
func walkArticles(in *act.Act, visit func(n, article *act.Node) bool) {
	var article *act.Node
	at, goes := 0, true
	in.Walk(func(n *act.Node, depth int) bool {
		if article != nil && depth <= at {
			article = nil
		}
		if article == nil && n.Kind == act.KindArticle {
			article, at = n, depth
		}
		in := article
		if in == nil {
			in = n
		}
		goes = goes && visit(n, in)
		return goes
	})
}

func (a *affected) many() bool { return len(a.numbers) > mostAffected }

// beside takes the articles beside those of an act, by the ids that they have now.
func (a *affected) beside(in *act.Act, now func(id string) string) {
	if a.many() {
		return
	}
	articles := in.Articles()
	for i, n := range articles {
		if i > 0 && a.articles[n.ID] {
			a.near[now(articles[i-1].ID)] = true
		}
		if i+1 < len(articles) && a.articles[n.ID] {
			a.near[now(articles[i+1].ID)] = true
		}
	}
}

// mayName returns the provisions of an act that may name what is affected: those of an article where something is or that stands beside such a
// one, those with its number or with a range of numbers in their text, and, where a division is affected, those with a word for divisions in
// it. It returns nil, for every provision, where many articles are affected.
func (a *affected) mayName(in *act.Act) map[string]bool {
	if a.many() {
		return nil
	}
	divides := func(string) bool { return false }
	if a.divided {
		divides = in.DivisionWords()
	}
	from := map[string]bool{}
	walkArticles(in, func(n, article *act.Node) bool {
		if a.articles[article.ID] || a.near[article.ID] || namesOne(n.Text, a.numbers) || divides(n.Text) {
			from[n.ID] = true
		}
		return true
	})
	return from
}

func leadingDigits(s string) string {
	n := 0
	for n < len(s) && s[n] >= '0' && s[n] <= '9' {
		n++
	}
	return s[:n]
}

// namesOne tells a text in which one of the numbers stands, or a number that a dash or a word joins to another.
func namesOne(text string, numbers map[string]bool) bool {
	last := -1 // behind the number before
	for at := script.NextDigit(text, 0); at < len(text); at = script.NextDigit(text, at+1) {
		number := leadingDigits(text[at:])
		if numbers[number] || last >= 0 && at-last <= 12 && strings.ContainsAny(text[last:at], "-–—−‑доdt") {
			return true
		}
		at += len(number) - 1
		last = at + 1
	}
	return false
}
