package redline

import (
	"os"
	"path/filepath"
	"testing"

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
