package redline

import (
	"math/rand/v2"
	"os"
	"strings"
	"testing"

	"github.com/rasprava/rasprava/internal/act"
	"github.com/rasprava/rasprava/internal/script"
)

// fatesOfMutant draws quotes from the paragraphs and points of an old act of which it is known what became of each. A quote stays where one
// that continues its provision has its words, whatever the script and the writing; where its provision was taken out it is gone. Of words
// that were replaced nothing is said.
func fatesOfMutant(m *mutant, seed uint64, each int) []fate {
	goesTo := map[string][]string{}
	for pair := range m.inner {
		goesTo[pair[0]] = append(goesTo[pair[0]], pair[1])
	}
	texts, homes := map[string]string{}, map[string]string{}
	dead := map[string]bool{}
	for _, a := range m.new.Articles() {
		walkNodes(a.Children, func(n *act.Node) { texts[n.ID], homes[n.ID] = script.Fold(n.Text), a.ID })
	}
	var sources []*act.Node
	for _, a := range m.old.Articles() {
		walkNodes(a.Children, func(n *act.Node) {
			if len(strings.Fields(n.Text)) >= 8 {
				sources = append(sources, n)
			}
			dead[n.ID] = m.kinds["removed"][a.ID] || m.innerKinds["removed"][n.ID]
		})
	}
	r := rand.New(rand.NewPCG(seed, 77))
	var out []fate
	for range each {
		n := sources[r.IntN(len(sources))]
		text := []rune(n.Text)
		size := min(len(text), []int{24, 60, 120}[r.IntN(3)])
		at := r.IntN(len(text) - size + 1)
		f := fate{gone: dead[n.ID], quote: Quote{Provision: n.ID, Exact: string(text[at : at+size]),
			Prefix: string(text[max(0, at-32):at]), Suffix: string(text[at+size : min(len(text), at+size+32)])}}
		folded := script.Fold(f.quote.Exact)
		for _, to := range goesTo[n.ID] {
			if strings.Contains(texts[to], folded) {
				f.article = homes[to]
			}
		}
		if f.gone != (f.article == "") {
			continue
		}
		out = append(out, f)
	}
	return out
}

// carryMutant carries quotes of a mutant, whose provisions have ids without a structure, with their provision and without.
func carryMutant(t testing.TB, m *mutant, fs []fate) (with, without tally) {
	t.Helper()
	homes := map[string]string{}
	for _, a := range m.new.Articles() {
		homes[a.ID] = a.ID
		walkNodes(a.Children, func(n *act.Node) { homes[n.ID] = a.ID })
	}
	c, err := NewCarrier(m.old, m.new)
	if err != nil {
		t.Fatal(err)
	}
	checkCarrier(t, c)
	for _, f := range fs {
		for _, out := range []*tally{&with, &without} {
			q := f.quote
			if out == &without {
				q.Provision = ""
			}
			a := c.Carry(q)
			checkPlace(t, c, a)
			before := *out
			out.count(f, homes[a.Provision], a.State.Placed(), a.State == Candidate)
			if out.wrong != before.wrong || out.lost != before.lost || out.false != before.false {
				t.Logf("%s want %q: %s %s (%s) %.2f %s\n  %q\n  %q", q.Provision, f.article, a.State, a.Provision, homes[a.Provision], a.Score, a.Doubt, q.Exact, a.Exact)
			}
		}
	}
	return with, without
}

func requireCarried(t *testing.T, name string, a tally) {
	t.Helper()
	t.Logf("%s: %v", name, a)
	if 1000*a.wrong > 5*a.stay || 100*a.lost > a.stay || 100*a.false > 2*a.gone {
		t.Errorf("%s: more wrong than 0.5 %%, lost than 1 %% or gone but attached than 2 %%", name)
	}
}

func TestQuotesFromMutantsOfGeneratedActsAreCarried(t *testing.T) {
	for _, set := range []severity{light, heavy, bothOnly} {
		var with, without tally
		for seed := range uint64(5) {
			m := mutate(generatedAct(t, seed, 40+int(seed)*9), seed, set)
			fs := fatesOfMutant(m, seed, 200)
			a, b := carryMutant(t, m, fs)
			with.add(a)
			without.add(b)
		}
		if with.stay < 300 || set.remove > 0 && with.gone == 0 {
			t.Errorf("%s: %d quotes stay and %d are gone, which says little", set.name, with.stay, with.gone)
		}
		requireCarried(t, set.name+", with the provision", with)
		requireCarried(t, set.name+", without", without)
	}
}

func TestQuotesFromMutantsOfRealActsAreCarried(t *testing.T) {
	for _, set := range []severity{light, heavy} {
		var with, without tally
		for k, name := range corpusLaws(t) {
			src, err := os.ReadFile(name)
			if err != nil {
				t.Fatal(err)
			}
			base := parse(t, src)
			if len(base.Articles()) < 8 {
				continue // too short for every operation
			}
			m := mutate(base, uint64(k), set)
			fs := fatesOfMutant(m, uint64(k), 100)
			a, b := carryMutant(t, m, fs)
			with.add(a)
			without.add(b)
		}
		requireCarried(t, set.name+", with the provision", with)
		requireCarried(t, set.name+", without", without)
	}
}
