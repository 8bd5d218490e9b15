package redline

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/rasprava/rasprava/internal/act"
)

// foreignPairs are versions of acts of other traditions in the folder acts of the corpus.
var foreignPairs = [][2]string{
	{"de/asylvfg_1992_5710c0a6.md", "de/asylvfg_1992_bb3f0178.md"}, {"leos-akn/base.xml", "leos-akn/add_article.xml"},
	{"leos-akn/base.xml", "leos-akn/move_article.xml"}, {"uslm/H2157_IH.XML", "uslm/h2157_enr.XML"}, {"uslm/SC13_ATS.XML", "uslm/SC13_ES.XML"},
	{"uslm/hc105_eh.XML", "uslm/hc105_enr.XML"}, {"uslm/h1037_eh.XML", "uslm/H1037_RFS.XML"},
}

func TestForeignPairsAsTrackedChanges(t *testing.T) {
	corpus := os.Getenv("RASPRAVA_CORPUS")
	if corpus == "" {
		t.Skip("RASPRAVA_CORPUS is not set: no real acts to compare")
	}
	for _, pair := range foreignPairs {
		t.Run(filepath.Base(pair[1]), func(t *testing.T) {
			var acts [2]*act.Act
			for k, name := range pair {
				src, err := os.ReadFile(filepath.Join(corpus, "acts", name))
				if err != nil {
					t.Fatal(err)
				}
				acts[k], err = act.Parse(src, act.Options{Name: name})
				if err != nil {
					t.Fatal(err)
				}
			}
			for _, p := range [][2]*act.Act{{acts[0], acts[1]}, {acts[1], acts[0]}} {
				r, err := Compare(p[0], p[1])
				if err != nil {
					t.Fatal(err)
				}
				checkTracked(t, r, p[0], p[1])
			}
		})
	}
}
