package redline

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/rasprava/rasprava/internal/act"
)

func corpusDocument(tb testing.TB, name string) *act.Act {
	tb.Helper()
	dir := os.Getenv("RASPRAVA_CORPUS")
	if dir == "" {
		tb.Skip("RASPRAVA_CORPUS is not set: no real acts to compare")
	}
	src, err := os.ReadFile(filepath.Join(dir, "acts", name))
	if err != nil {
		tb.Fatal(err)
	}
	a, err := act.Parse(src, act.Options{Name: name})
	if err != nil {
		tb.Fatal(err)
	}
	return a
}

// knownEdits are what was read in the documents of others, article by article: between the versions of a bill of the Commission one
// article was added or one moved; the three resolutions and the bill on sanctioned persons differ in what stands around the text alone: at
// the head of the print, in who passed and signed it, and in the cover at its back; of the appropriations every section was compared by
// hand. The articles that are not named are unchanged. Around are all other entries where they were read too, the title among them.
var knownEdits = []struct {
	old, new  string
	unchanged int
	articles  []string
	around    []string
}{
	{"leos-akn/base.xml", "leos-akn/add_article.xml", 2, []string{">art_3 added", "art_3>art_4 renumbered"}, []string{}},
	{"leos-akn/base.xml", "leos-akn/move_article.xml", 1, []string{"art_3>art_2 moved renumbered", "art_2>art_3 renumbered"}, []string{}},
	{"uslm/SC13_ATS.XML", "uslm/SC13_ES.XML", 1, nil, []string{
		"preamble>preamble edited", "note_1> removed", ">note_1 added", ">note_2 added",
	}},
	{"uslm/SC13_ES.XML", "uslm/SC13_RFH.XML", 1, nil, []string{"preamble>preamble edited", "note_1>note_1 edited", "note_2> removed"}},
	{"uslm/hc105_eh.XML", "uslm/HC105_RDS.XML", 1, nil, []string{"preamble>preamble edited", "note_2> removed"}},
	{"uslm/HC105_RDS.XML", "uslm/hc105_enr.XML", 1, nil, []string{
		"preamble> removed", "preamble_2> removed", ">preamble added", ">preamble_2 added", "note_1>note_1 edited",
	}},
	{"uslm/h1037_eh.XML", "uslm/H1037_RFS.XML", 5, nil, []string{"preamble>preamble edited", "note_1>note_1 edited", "note_2> removed"}},
	{"uslm/H2157_IH.XML", "uslm/h2157_enr.XML", 1, []string{
		"art_x1>art_x1 edited",
		"art_102>art_101 renumbered", "art_103>art_102 edited renumbered", "art_104>art_103 edited renumbered", "art_101>art_104 edited moved renumbered",
		"art_106>art_106 edited", "art_107> removed", ">art_107 added", ">art_108 added", ">art_301 added",
		"art_501> removed", "art_502> removed", "art_503> removed", "art_504> removed", "art_505> removed", ">art_601 added", ">art_602 added",
		"art_601>art_701 renumbered", "art_702>art_801 edited moved renumbered", "art_701>art_802 edited renumbered", "art_703> removed",
		">art_1001 added", "art_1001>art_1101 renumbered", "art_1106>art_1102 edited moved renumbered",
		"art_1101>art_1201 renumbered", "art_1102>art_1202 renumbered", "art_1103>art_1203 edited renumbered", "art_1104>art_1204 renumbered",
		">art_1205 added", "art_1105>art_1206 edited renumbered", "art_x1-2> removed", ">art_1207 added",
	}, nil},
}

// flags names what happened to an article.
func flags(ch *Change) string {
	out := strings.Join(ch.Old, "+") + ">" + strings.Join(ch.New, "+")
	for _, f := range []struct {
		claim bool
		name  string
	}{{ch.Added(), "added"}, {ch.Removed(), "removed"}, {ch.Edited, "edited"}, {ch.Typographic, "typographic"}, {ch.Moved, "moved"}, {ch.Renumbered, "renumbered"}} {
		if f.claim {
			out += " " + f.name
		}
	}
	return out
}

func TestKnownEditsOfOthersAreReportedAndNoOthers(t *testing.T) {
	documents := map[string][]byte{}
	for _, p := range knownEdits {
		t.Run(filepath.Base(p.new), func(t *testing.T) {
			old, new := corpusDocument(t, p.old), corpusDocument(t, p.new)
			r, err := Compare(old, new)
			if err != nil {
				t.Fatal(err)
			}
			checkRedline(t, old, new, r)
			var got []string
			around := []string{}
			for i := range r.Changes {
				if r.Changes[i].Level == LevelArticle {
					got = append(got, flags(&r.Changes[i]))
				} else {
					around = append(around, flags(&r.Changes[i]))
				}
			}
			if diff := cmp.Diff(p.around, around); diff != "" && p.around != nil || old.Title != new.Title {
				t.Errorf("the titles are %q and %q; around the articles (-want +got):\n%s", old.Title, new.Title, diff)
			}
			if diff := cmp.Diff(p.articles, got); diff != "" || r.Summary.Articles.Unchanged != p.unchanged {
				t.Errorf("%d unchanged, want %d (-want +got):\n%s", r.Summary.Articles.Unchanged, p.unchanged, diff)
			}
			document, err := r.AKN(old, new, act.Work{}, act.Work{})
			if err != nil {
				t.Fatal(err)
			}
			checkAKN(t, old, new, r, document)
			documents[fmt.Sprintf("%d", len(documents))] = document
		})
	}
	if len(documents) > 0 {
		validate(t, documents)
	}
}

// Identities that both versions carry help, but nothing hangs on them.
func TestTheEditsOfTheCommissionAreFoundWithoutItsIdentities(t *testing.T) {
	for _, p := range knownEdits[:2] {
		old, new := corpusDocument(t, p.old), corpusDocument(t, p.new)
		for i, a := range []*act.Act{old, new} {
			a.Walk(func(n *act.Node, _ int) bool {
				n.WID = fmt.Sprintf("%d-%s", i, n.ID)
				return true
			})
		}
		r, err := Compare(old, new)
		if err != nil {
			t.Fatal(err)
		}
		var got []string
		for i := range r.Changes {
			got = append(got, flags(&r.Changes[i]))
		}
		if diff := cmp.Diff(p.articles, got); diff != "" {
			t.Errorf("%s (-want +got):\n%s", p.new, diff)
		}
	}
}

func TestRealPairsInAKNAreValid(t *testing.T) {
	documents := map[string][]byte{}
	for _, p := range corpusPairs {
		old, new := parse(t, corpusFile(t, p.old)), parse(t, corpusFile(t, p.new))
		r, err := Compare(old, new)
		if err != nil {
			t.Fatal(err)
		}
		document, err := r.AKN(old, new, act.Work{}, act.Work{})
		if err != nil {
			t.Fatal(err)
		}
		checkAKN(t, old, new, r, document)
		documents[p.new] = document
	}
	validate(t, documents)
}
