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
