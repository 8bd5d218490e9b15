package redline

import (
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/rasprava/rasprava/internal/act"
	"github.com/rasprava/rasprava/internal/script"
)

// readAlignment returns, of the articles of an old act by their numbers, the numbers of those that continue them, as a person read both
// texts: none for one that is gone. Articles that are not listed keep their number; those that may be read in another way are left out.
func readAlignment(tb testing.TB, name string, old *act.Act) map[string][]string {
	tb.Helper()
	src, err := os.ReadFile(filepath.Join("testdata", "alignment", name+".txt"))
	if err != nil {
		tb.Fatal(err)
	}
	out := map[string][]string{}
	for _, a := range old.Articles() {
		out[a.Number] = []string{a.Number}
	}
	for line := range strings.Lines(string(src)) {
		line, _, _ = strings.Cut(line, "#")
		before, behind, _ := strings.Cut(line, "->")
		olds := strings.FieldsFunc(before, func(r rune) bool { return r == '+' || r == ' ' })
		var news []string
		for k, w := range strings.Fields(behind) {
			if k == 0 && w[0] >= '0' && w[0] <= '9' {
				news = strings.Split(w, "+")
			}
		}
		for _, o := range olds {
			if strings.Contains(line, "disputable") {
				delete(out, o)
			} else if _, known := out[o]; known {
				out[o] = news
			}
		}
	}
	return out
}

// TestQuotesGoWhereAPersonReadThatTheirArticlesWent draws quotes from three real pairs whose articles were aligned by reading. Of a quote
// whose words were replaced it is only held that it stands in no other article; one whose article is gone may stand nowhere, unless the
// text has come again.
func TestQuotesGoWhereAPersonReadThatTheirArticlesWent(t *testing.T) {
	var all tally
	for _, p := range []struct{ name, old, new string }{
		{"udruzenja", "udruzenja_2009", "udruzenja_kons"}, {"lokalna", "lokalna_2007", "lokalna_kons"},
		{"racunovodstvo", "racunovodstvo_nacrt", "racunovodstvo_2019"},
	} {
		old, new := parse(t, corpusFile(t, p.old)), parse(t, corpusFile(t, p.new))
		goes := readAlignment(t, p.name, old)
		c, err := NewCarrier(old, new)
		if err != nil {
			t.Fatal(err)
		}
		numbers, texts := map[string]string{}, map[string]string{}
		for _, a := range new.Articles() {
			numbers[a.ID], texts[a.Number] = a.Number, script.Fold(a.PlainText())
		}
		articles := slices.DeleteFunc(old.Articles(), func(a *act.Node) bool {
			_, known := goes[a.Number]
			return !known
		})
		r := rand.New(rand.NewPCG(9, 9))
		var sum tally
		for range 1000 {
			a := articles[r.IntN(len(articles))]
			text := []rune(a.PlainText())
			size := []int{24, 60, 120}[r.IntN(3)]
			if len(text) < size {
				continue
			}
			at := r.IntN(len(text) - size + 1)
			f := fate{quote: Quote{Provision: a.ID, Exact: string(text[at : at+size]), Prefix: string(text[max(0, at-32):at]),
				Suffix: string(text[at+size : min(len(text), at+size+32)])}, gone: len(goes[a.Number]) == 0}
			folded := script.Fold(f.quote.Exact)
			got := c.Carry(f.quote)
			article := numbers[articleOfID(new, got.Provision)]
			reworded := true
			for _, n := range goes[a.Number] {
				if f.article == "" || article == n {
					f.article = n
				}
				reworded = reworded && !strings.Contains(texts[n], folded)
			}
			if f.gone && slices.ContainsFunc(new.Articles(), func(n *act.Node) bool { return strings.Contains(texts[n.Number], folded) }) ||
				!f.gone && reworded && !got.State.Placed() {
				continue
			}
			before := sum
			sum.count(f, article, got.State.Placed(), got.State == Candidate)
			if sum.wrong != before.wrong || sum.lost != before.lost || sum.false != before.false {
				t.Logf("%s %s want %q: %s %s %.2f\n  %q\n  %q", p.name, a.Number, goes[a.Number], got.State, got.Provision, got.Score, f.quote.Exact, got.Exact)
			}
		}
		t.Logf("%s: %v", p.name, sum)
		all.add(sum)
	}
	requireCarried(t, "all", all)
}
