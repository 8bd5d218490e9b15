package redline

import (
	"os"
	"path/filepath"
	"testing"
	"time"

	"github.com/rasprava/rasprava/internal/act"
)

// corpusPairs are versions of one act in the folder acts/rs of the corpus.
var corpusPairs = []struct{ old, new string }{
	{"udruzenja_2009", "udruzenja_kons"},
	{"socijalna_2011", "socijalna_kons"},
	{"lokalna_2007", "lokalna_kons"},
	{"crvenikrst_2005", "crvenikrst_kons"},
	{"racunovodstvo_nacrt", "racunovodstvo_2019"},
	{"amnestija_2006", "amnestija_2010"},
	{"amnestija_2010", "amnestija_2012"},
}

func corpusFile(tb testing.TB, name string) []byte {
	tb.Helper()
	dir := os.Getenv("RASPRAVA_CORPUS")
	if dir == "" {
		tb.Skip("RASPRAVA_CORPUS is not set: no real acts to compare")
	}
	src, err := os.ReadFile(filepath.Join(dir, "acts", "rs", name+".txt"))
	if err != nil {
		tb.Fatal(err)
	}
	return src
}

func parse(tb testing.TB, src []byte) *act.Act {
	tb.Helper()
	a, err := act.Parse(src, act.Options{Name: "act.txt", Profile: "rs"})
	if err != nil {
		tb.Fatal(err)
	}
	return a
}

func TestRealPairsRebuildBothActs(t *testing.T) {
	for _, p := range corpusPairs {
		t.Run(p.new, func(t *testing.T) {
			old, new := parse(t, corpusFile(t, p.old)), parse(t, corpusFile(t, p.new))
			r, err := Compare(old, new)
			if err != nil {
				t.Fatal(err)
			}
			checkRedline(t, old, new, r)
			t.Logf("%s -> %s: %+v %+v", p.old, p.new, r.Summary.Articles, r.Summary.Words)
		})
	}
}

func TestOneLawFromTwoSourcesHardlyDiffers(t *testing.T) {
	old, new := parse(t, corpusFile(t, "socijalna_2011")), parse(t, corpusFile(t, "socijalna_kons"))
	r, err := Compare(old, new)
	if err != nil {
		t.Fatal(err)
	}
	a, w := r.Summary.Articles, r.Summary.Words
	if a.Added+a.Removed+a.Moved+a.Renumbered+a.Split+a.Merged > 0 {
		t.Errorf("articles that are not where they were: %+v", a)
	}
	if words := wordsIn(new.PlainText()); 1000*(w.Inserted+w.Deleted) > 15*words {
		t.Errorf("%d words inserted and %d deleted of %d, want at most 15 in a thousand", w.Inserted, w.Deleted, words)
	}
}

// BenchmarkPairs compares whole acts, parsing included.
func BenchmarkPairs(b *testing.B) {
	for _, p := range corpusPairs {
		b.Run(p.old+"/"+p.new, func(b *testing.B) {
			oldText, newText := corpusFile(b, p.old), corpusFile(b, p.new)
			b.SetBytes(int64(len(oldText) + len(newText)))
			for b.Loop() {
				_, err := Compare(parse(b, oldText), parse(b, newText))
				if err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}

// BenchmarkWholeText compares the same texts word by word as one sequence, which is what alignment saves; the ratio of the two is the
// time of this one over that of a Compare without parsing.
func BenchmarkWholeText(b *testing.B) {
	for _, p := range corpusPairs {
		b.Run(p.old+"/"+p.new, func(b *testing.B) {
			oldText, newText := string(corpusFile(b, p.old)), string(corpusFile(b, p.new))
			old, new := parse(b, []byte(oldText)), parse(b, []byte(newText))
			whole, aligned := time.Duration(0), time.Duration(0)
			for b.Loop() {
				start := time.Now()
				v := newVocabulary(4096)
				o, err := v.tokens(oldText)
				if err != nil {
					b.Fatal(err)
				}
				n, err := v.tokens(newText)
				if err != nil {
					b.Fatal(err)
				}
				_, err = newGoDiff().pieces(o, n)
				if err != nil {
					b.Fatal(err)
				}
				whole += time.Since(start)
				start = time.Now()
				_, err = Compare(old, new)
				if err != nil {
					b.Fatal(err)
				}
				aligned += time.Since(start)
			}
			b.ReportMetric(float64(whole)/float64(aligned), "whole/aligned")
		})
	}
}
