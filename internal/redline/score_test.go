package redline

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/rasprava/rasprava/internal/act"
	"github.com/rasprava/rasprava/internal/script"
)

// hits counts what was found rightly, what was found and is not so, and what was missed.
type hits struct{ right, wrong, missed int }

func (t hits) precision() float64 { return ratio(t.right, t.right+t.wrong) }
func (t hits) recall() float64    { return ratio(t.right, t.right+t.missed) }
func (t hits) f1() float64        { return ratio(2*t.right, 2*t.right+t.wrong+t.missed) }

func ratio(part, whole int) float64 {
	if whole == 0 {
		return 1
	}
	return float64(part) / float64(whole)
}

func (t *hits) compare(got, want map[string]bool) {
	for g := range got {
		if want[g] {
			t.right++
		} else {
			t.wrong++
		}
	}
	for w := range want {
		if !got[w] {
			t.missed++
		}
	}
}

// A score says how well redlines tell what was done to mutants.
type score struct {
	articles, inner      hits
	kinds, innerKinds    map[string]*hits
	kept, falseChanges   int
	wordsTold, wordsTrue int
	refsTold, refsTrue   int
	bordersInsideWords   int
	notes                []string
	pairs, skipped       int
}

var scoredKinds = []string{"added", "removed", "moved", "renumbered", "split", "merged", "edited"}

func newScore() *score {
	s := &score{kinds: map[string]*hits{}, innerKinds: map[string]*hits{}}
	for _, k := range scoredKinds {
		s.kinds[k], s.innerKinds[k] = &hits{}, &hits{}
	}
	return s
}

// add compares a mutant with its redline.
func (s *score) add(tb testing.TB, m *mutant) *Redline {
	tb.Helper()
	r, err := Compare(m.old, m.new)
	if err != nil {
		tb.Fatal(err)
	}
	checkRedline(tb, m.old, m.new, r)
	isArticle := map[string]bool{}
	outside := map[string]bool{}
	for _, a := range []*act.Act{m.old, m.new} {
		a.Walk(func(n *act.Node, _ int) bool {
			if n.Kind == act.KindArticle {
				isArticle[n.ID] = true
				return false
			}
			outside[n.ID] = true
			return true
		})
	}
	articles, inner := map[string]bool{}, map[string]bool{}
	for n, o := range r.Pairs() {
		switch {
		case isArticle[n]:
			articles[o+">"+n] = true
		case !outside[n]:
			inner[o+">"+n] = true
		}
	}
	kinds, innerKinds := map[string]map[string]bool{}, map[string]map[string]bool{}
	changed := map[string]bool{}
	for i := range r.Changes {
		ch := &r.Changes[i]
		if insideWord(ch.Spans) != "" {
			s.bordersInsideWords++
		}
		if ch.Level != LevelArticle {
			continue
		}
		tellKinds(kinds, ch.Old, ch.New, ch.Moved, ch.Renumbered, ch.Edited)
		cross(articles, ch.Old, ch.New)
		s.refsTold += ch.References
		if ch.Edited || ch.Moved || len(ch.Old) != 1 || len(ch.New) != 1 {
			for _, id := range ch.New {
				changed[id] = true
			}
		}
		for k := range ch.Provisions {
			p := &ch.Provisions[k]
			tellKinds(innerKinds, p.Old, p.New, p.Moved, false, p.Edited)
			cross(inner, p.Old, p.New)
		}
	}
	s.articles.compare(articles, joined(m.pairs))
	s.inner.compare(inner, joined(m.inner))
	for _, k := range scoredKinds {
		s.kinds[k].compare(kinds[k], m.kinds[k])
	}
	for _, k := range []string{"moved", "split", "merged", "edited"} {
		s.innerKinds[k].compare(innerKinds[k], m.innerKinds[k])
	}
	for id := range m.kept {
		s.kept++
		if changed[id] {
			s.falseChanges++
		}
	}
	s.wordsTold += r.Summary.Words.Inserted + r.Summary.Words.Deleted
	s.wordsTrue += m.words
	s.refsTrue += m.references
	s.pairs++
	for _, k := range []string{"moved", "split", "merged"} {
		for w := range m.kinds[k] {
			if !kinds[k][w] {
				s.notes = append(s.notes, "missed "+k+" "+w)
			}
		}
		for g := range kinds[k] {
			if !m.kinds[k][g] {
				s.notes = append(s.notes, "wrong "+k+" "+g)
			}
		}
	}
	slices.Sort(s.notes)
	return r
}

func joined(pairs map[[2]string]bool) map[string]bool {
	out := map[string]bool{}
	for p := range pairs {
		out[p[0]+">"+p[1]] = true
	}
	return out
}

func cross(into map[string]bool, old, new []string) {
	for _, o := range old {
		for _, n := range new {
			into[o+">"+n] = true
		}
	}
}

func tellKinds(kinds map[string]map[string]bool, old, new []string, moved, renumbered, edited bool) {
	both := strings.Join(old, "+") + ">" + strings.Join(new, "+")
	switch {
	case len(old) == 0:
		record(kinds, "added", new[0])
		return
	case len(new) == 0:
		record(kinds, "removed", old[0])
		return
	case len(new) > 1:
		record(kinds, "split", both)
	case len(old) > 1:
		record(kinds, "merged", both)
	}
	for _, f := range []struct {
		claim bool
		kind  string
	}{{moved, "moved"}, {renumbered && len(old) == 1 && len(new) == 1, "renumbered"}, {edited, "edited"}} {
		if f.claim {
			record(kinds, f.kind, new[0])
		}
	}
}

func (s *score) String() string {
	var b strings.Builder
	fmt.Fprintf(&b, "%d pairs: article alignment F1 %.4f (precision %.4f, recall %.4f), below articles %.4f (%.4f, %.4f)\n", s.pairs,
		s.articles.f1(), s.articles.precision(), s.articles.recall(), s.inner.f1(), s.inner.precision(), s.inner.recall())
	for _, k := range scoredKinds {
		t, u := s.kinds[k], s.innerKinds[k]
		fmt.Fprintf(&b, "%-10s precision %.3f recall %.3f (%d)   below articles precision %.3f recall %.3f (%d)\n", k, t.precision(), t.recall(), t.right+t.missed,
			u.precision(), u.recall(), u.right+u.missed)
	}
	fmt.Fprintf(&b, "false changes %d of %d; words told / true %.3f; references told %d, true %d; borders inside words %d", s.falseChanges, s.kept,
		ratio(s.wordsTold, s.wordsTrue), s.refsTold, s.refsTrue, s.bordersInsideWords)
	return b.String()
}

// require fails unless the targets are met.
func (s *score) require(t *testing.T, f1 float64) {
	t.Helper()
	if got := s.articles.f1(); got < f1 {
		t.Errorf("article alignment: F1 %.4f, want %.2f", got, f1)
	}
	for _, k := range []string{"moved", "renumbered", "split", "merged"} {
		if tl := s.kinds[k]; tl.recall() < 0.95 || tl.precision() < 0.97 {
			t.Errorf("%s: recall %.3f and precision %.3f, want 0.95 and 0.97", k, tl.recall(), tl.precision())
		}
	}
	if s.bordersInsideWords > 0 {
		t.Errorf("%d borders inside words", s.bordersInsideWords)
	}
	if t.Failed() {
		t.Log(strings.Join(s.notes, "\n"))
	}
}

func TestMutantsOfGeneratedActs(t *testing.T) {
	for _, set := range []severity{light, heavy} {
		t.Run(set.name, func(t *testing.T) {
			s := newScore()
			for seed := range uint64(16) {
				s.add(t, mutate(generatedAct(t, seed, 40+int(seed)*9), seed, set))
			}
			t.Log(s)
			s.require(t, map[string]float64{"light": 0.99, "heavy": 0.95}[set.name])
		})
	}
}

func TestMutantsOfRealActs(t *testing.T) {
	for _, set := range []severity{light, heavy} {
		for _, half := range []string{"tuned on", "held out"} {
			t.Run(set.name+", "+half, func(t *testing.T) {
				s := newScore()
				for k, name := range corpusLaws(t) {
					if (k%2 == 0) != (half == "tuned on") {
						continue
					}
					src, err := os.ReadFile(name)
					if err != nil {
						t.Fatal(err)
					}
					base := parse(t, src)
					if len(base.Articles()) < 8 {
						s.skipped++
						continue // too short for every operation
					}
					s.add(t, mutate(base, uint64(k), set))
				}
				t.Logf("%d laws of fewer than 8 articles left out; %s", s.skipped, s)
				s.require(t, map[string]float64{"light": 0.99, "heavy": 0.95}[set.name])
			})
		}
	}
}

func corpusLaws(tb testing.TB) []string {
	tb.Helper()
	dir := os.Getenv("RASPRAVA_CORPUS")
	if dir == "" {
		tb.Skip("RASPRAVA_CORPUS is not set: no real acts to change")
	}
	names, err := filepath.Glob(filepath.Join(dir, "acts", "rs-laws", "*.txt"))
	if err != nil || len(names) == 0 {
		tb.Fatalf("no laws in %s: %v", dir, err)
	}
	return names
}

var (
	noiseOnly  = severity{name: "noise", noise: 1, everywhere: true}
	scriptOnly = severity{name: "script", latin: true}
	bothOnly   = severity{name: "noise and script", noise: 1, everywhere: true, latin: true}
)

func TestNoiseAndScriptChangeNothing(t *testing.T) {
	check := func(t *testing.T, base *act.Act, seed uint64, set severity) {
		t.Helper()
		m := mutate(base, seed, set)
		r, err := Compare(m.old, m.new)
		if err != nil {
			t.Fatal(err)
		}
		a := r.Summary.Articles
		if a.Edited+a.Added+a.Removed+a.Moved+a.Renumbered+a.Split+a.Merged > 0 || r.Summary.Words != (Words{}) || len(r.Cascades) > 0 {
			t.Errorf("%s: %+v %+v %+v", set.name, a, r.Summary.Words, r.Cascades)
			for i := range r.Changes {
				if ch := &r.Changes[i]; ch.Edited || ch.Moved || ch.Renumbered || ch.Words != (Words{}) {
					t.Logf("%s", told(ch))
					for _, sp := range ch.Spans {
						if sp.Op == Inserted || sp.Op == Deleted {
							t.Logf("%s %q in %s", sp.Op, sp.Text, marked(ch.Spans))
						}
					}
				}
			}
		}
	}
	for _, set := range []severity{noiseOnly, scriptOnly, bothOnly} {
		t.Run("generated acts, "+set.name, func(t *testing.T) {
			for seed := range uint64(6) {
				check(t, generatedAct(t, seed, 60), seed, set)
			}
		})
		t.Run("real acts, "+set.name, func(t *testing.T) {
			for k, name := range corpusLaws(t) {
				src, err := os.ReadFile(name)
				if err != nil {
					t.Fatal(err)
				}
				check(t, parse(t, src), uint64(k), set)
			}
		})
	}
}

// TestNumbersWithLettersAreTheSameInBothScripts compares provisions of every level whose numbers have letters.
func TestNumbersWithLettersAreTheSameInBothScripts(t *testing.T) {
	text := "ЗАКОН\nо пробама\n\nЧлан 1.\nКазниће се:\n1) први;\n1а) други;\n1б) трећи, и то:\n(а) у граду;\n(б) у селу;\n2) четврти.\n\n" +
		"Члан 1а\nУ пробама учествују:\nа) ко хоће;\nб) ко сме;\nв) ко мора.\n\nЧлан 1б\nОстало се не мења.\n\nПРИЛОГ А\n\nОбразац.\n"
	r, err := Compare(parse(t, []byte(text)), parse(t, []byte(script.ToLatin(text))))
	if err != nil {
		t.Fatal(err)
	}
	if len(r.Cascades) > 0 || r.Summary.Words != (Words{}) {
		t.Errorf("%+v, %+v", r.Cascades, r.Summary.Words)
	}
	for i := range r.Changes {
		ch := &r.Changes[i]
		if ch.Renumbered || ch.Edited || slices.ContainsFunc(ch.Provisions, func(p Provision) bool { return p.Renumbered }) {
			t.Errorf("%s: %+v", told(ch), ch.Provisions)
		}
	}
}

func TestTheSameBytesUnderLoad(t *testing.T) {
	m := mutate(generatedAct(t, 3, 16), 3, heavy)
	one := func() string {
		r, err := Compare(m.old, m.new)
		if err != nil {
			return err.Error()
		}
		out, err := r.JSON()
		if err != nil {
			return err.Error()
		}
		return string(out)
	}
	first := one()
	runs, workers := 1000, 8
	if testing.Short() {
		runs = 80
	}
	var wg sync.WaitGroup
	differ := make([]int, workers)
	for w := range workers {
		wg.Go(func() {
			for range runs / workers {
				if one() != first {
					differ[w]++
				}
			}
		})
	}
	wg.Wait()
	for w, n := range differ {
		if n > 0 {
			t.Errorf("worker %d: %d of %d runs gave other bytes", w, n, runs/workers)
		}
	}
}
