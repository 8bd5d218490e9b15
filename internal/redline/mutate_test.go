package redline

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/rasprava/rasprava/internal/script"
)

func latin(s string) string { return script.ToLatin(s) }

// A draft is an act from which texts with known differences are made. An article keeps its key when it moves or is reworded.
type draft []draftArticle

type draftArticle struct {
	key   int
	paras []string
}

var stems = strings.Fields(`орган податак закон рок захтев решење жалба надзор портал корисник служба министар буџет план извештај мера
	услов поступак програм регистар удружење члан скупштина одбор установа грађанин право обавеза казна накнада уговор средство јавност
	предлог одлука објава набавка исправа доказ странка суд инспекција стандард уређај мрежа систем архива подносилац евиденција`)

var endings = []string{"", "а", "у", "ом", "и", "има", "е"}

func randomSentence(r *rand.Rand) string {
	var ws []string
	for range 7 + r.IntN(14) {
		w := stems[r.IntN(len(stems))] + endings[r.IntN(len(endings))]
		switch r.IntN(9) {
		case 0:
			w = "из члана " + fmt.Sprint(1+r.IntN(30)) + ". овог закона"
		case 1:
			w = "и " + w
		case 2:
			w += ","
		}
		ws = append(ws, w)
	}
	return "Уз " + strings.Join(ws, " ") + "."
}

func randomArticle(r *rand.Rand, key int) draftArticle {
	a := draftArticle{key: key}
	for range 1 + r.IntN(4) {
		a.paras = append(a.paras, randomSentence(r))
	}
	if r.IntN(6) == 0 {
		a.paras = append(a.paras, "Ближе услове прописује министар.")
	}
	return a
}

func randomDraft(r *rand.Rand, n int) draft {
	d := make(draft, n)
	for k := range d {
		d[k] = randomArticle(r, k)
	}
	return d
}

func (d draft) text() string {
	var b strings.Builder
	b.WriteString("ЗАКОН О ПРОБИ\n\n")
	for k, a := range d {
		fmt.Fprintf(&b, "Члан %d.\n%s\n\n", k+1, strings.Join(a.paras, "\n"))
	}
	return b.String()
}

func (d draft) clone() draft {
	out := slices.Clone(d)
	for k := range out {
		out[k].paras = slices.Clone(out[k].paras)
	}
	return out
}

// reword replaces about one word in n.
func (d draft) reword(r *rand.Rand, k, n int) {
	for p, para := range d[k].paras {
		ws := strings.Fields(para)
		for i := range ws {
			if r.IntN(n) == 0 {
				ws[i] = stems[r.IntN(len(stems))] + "ски"
			}
		}
		d[k].paras[p] = strings.Join(ws, " ")
	}
}

// truth returns which article of next each one of d becomes, by number.
func truth(d, next draft) map[string]string {
	at := map[int]int{}
	for k, a := range d {
		at[a.key] = k + 1
	}
	out := map[string]string{}
	for k, a := range next {
		if o, ok := at[a.key]; ok {
			out[fmt.Sprintf("art_%d", k+1)] = fmt.Sprintf("art_%d", o)
		}
	}
	return out
}

func articlePairs(r *Redline) map[string]string {
	out := map[string]string{}
	for n, o := range r.Pairs() {
		if !strings.Contains(n, "__") {
			out[n] = o
		}
	}
	return out
}

func TestDraftsWithKnownChanges(t *testing.T) {
	wrong, total := 0, 0
	for seed := range uint64(40) {
		r := rand.New(rand.NewPCG(seed, 7))
		d := randomDraft(r, 12+r.IntN(40))
		next := d.clone()
		removed, added, moved := r.IntN(3), r.IntN(3), r.IntN(2)
		for range removed {
			k := r.IntN(len(next))
			next = slices.Delete(next, k, k+1)
		}
		for i := range added {
			next = slices.Insert(next, r.IntN(len(next)+1), randomArticle(r, 1000+i))
		}
		if moved > 0 {
			k := r.IntN(len(next) - 6)
			a := next[k]
			next = slices.Insert(slices.Delete(next, k, k+1), k+5, a)
			if a.key >= 1000 {
				moved = 0
			}
		}
		for k := range next {
			if next[k].key < 1000 && r.IntN(4) == 0 {
				next.reword(r, k, 3+r.IntN(10))
			}
		}
		_, _, got := compareActs(t, d.text(), next.text())
		want := truth(d, next)
		pairs := articlePairs(got)
		for n, o := range want {
			total++
			if pairs[n] != o {
				wrong++
				t.Logf("seed %d: %s continues %q, want %s", seed, n, pairs[n], o)
			}
		}
		if len(pairs) > len(want) {
			wrong += len(pairs) - len(want)
			t.Logf("seed %d: %d pairs, want %d", seed, len(pairs), len(want))
		}
		if a := got.Summary.Articles; a.Moved != moved {
			wrong++
			t.Logf("seed %d: %d moved, want %d", seed, a.Moved, moved)
		}
	}
	if 100*wrong > total {
		t.Errorf("%d of %d articles are wrong, want at most one in a hundred", wrong, total)
	}
}

func TestRenumberingIsNoEdit(t *testing.T) {
	r := rand.New(rand.NewPCG(11, 12))
	d := randomDraft(r, 30)
	next := slices.Delete(d.clone(), 4, 5)
	_, _, got := compareActs(t, d.text(), next.text())
	want := Articles{Unchanged: 4, Removed: 1, Renumbered: 25}
	if got.Summary.Articles != want {
		t.Errorf("got %+v, want %+v", got.Summary.Articles, want)
	}
}

func TestNoiseIsNoSubstance(t *testing.T) {
	homoglyphs := strings.NewReplacer("а", "a", "о", "o", "е", "e", "ј", "j")
	noises := []struct {
		name  string
		noise func(r *rand.Rand, s string) string
	}{
		{"look-alike letters", func(r *rand.Rand, s string) string {
			ws := strings.SplitAfter(s, " ")
			for i := range ws {
				if r.IntN(8) == 0 {
					ws[i] = homoglyphs.Replace(ws[i])
				}
			}
			return strings.Join(ws, "")
		}},
		{"the other script", func(_ *rand.Rand, s string) string { return latin(s) }},
		{"no-break spaces", func(_ *rand.Rand, s string) string { return strings.ReplaceAll(s, "члана ", "члана\u00a0") }},
		{"wide spaces", func(_ *rand.Rand, s string) string { return strings.ReplaceAll(s, ", ", ",  ") }},
	}
	for _, tt := range noises {
		t.Run(tt.name, func(t *testing.T) {
			for seed := range uint64(10) {
				r := rand.New(rand.NewPCG(seed, 5))
				text := randomDraft(r, 20).text()
				_, _, got := compareActs(t, text, tt.noise(r, text))
				if a := got.Summary.Articles; a.Unchanged+a.Typographic != 20 || a.Edited+a.Moved+a.Renumbered+a.Added+a.Removed != 0 || got.Summary.Words != (Words{}) {
					t.Fatalf("seed %d: %+v %+v", seed, a, got.Summary.Words)
				}
			}
		})
	}
}

func TestSplitsAndMergesAreFoundAmongOtherChanges(t *testing.T) {
	for seed := range uint64(20) {
		r := rand.New(rand.NewPCG(seed, 21))
		d := randomDraft(r, 20)
		k := 3 + r.IntN(10)
		d[k].paras = []string{randomSentence(r), randomSentence(r), randomSentence(r)}
		next := d.clone()
		next[k].paras = next[k].paras[:2]
		next = slices.Insert(next, k+1, draftArticle{key: 500, paras: d[k].paras[2:]})
		next.reword(r, 1, 8)
		_, _, split := compareActs(t, d.text(), next.text())
		if split.Summary.Articles.Split != 1 || split.Summary.Articles.Added != 0 {
			t.Errorf("seed %d: split: %+v", seed, split.Summary.Articles)
		}
		_, _, merged := compareActs(t, next.text(), d.text())
		if merged.Summary.Articles.Merged != 1 || merged.Summary.Articles.Removed != 0 {
			t.Errorf("seed %d: merged: %+v", seed, merged.Summary.Articles)
		}
	}
}

func TestTheSameActsGiveTheSameBytes(t *testing.T) {
	r := rand.New(rand.NewPCG(31, 32))
	d := randomDraft(r, 25)
	next := d.clone()
	slices.Reverse(next[5:9])
	for k := range next {
		next.reword(r, k, 6)
	}
	old, new := parse(t, []byte(d.text())), parse(t, []byte(next.text()))
	var first []byte
	for run := range 100 {
		r, err := Compare(old, new)
		if err != nil {
			t.Fatal(err)
		}
		got, err := r.JSON()
		if err != nil {
			t.Fatal(err)
		}
		got = append(got, r.HTML("")+r.Text("")...)
		if run == 0 {
			first = got
		}
		if string(got) != string(first) {
			t.Fatalf("run %d gave other bytes", run)
		}
	}
}
