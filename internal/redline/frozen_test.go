package redline

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/rasprava/rasprava/internal/act"
)

// TestRealPairsAreAlignedAsAPersonAlignsThem holds redlines of three real pairs against what was read, article by article, in both texts.
func TestRealPairsAreAlignedAsAPersonAlignsThem(t *testing.T) {
	for _, p := range []struct{ name, old, new string }{
		{"udruzenja", "udruzenja_2009", "udruzenja_kons"}, {"lokalna", "lokalna_2007", "lokalna_kons"},
		{"racunovodstvo", "racunovodstvo_nacrt", "racunovodstvo_2019"},
	} {
		t.Run(p.name, func(t *testing.T) {
			old, new := parse(t, corpusFile(t, p.old)), parse(t, corpusFile(t, p.new))
			r, err := Compare(old, new)
			if err != nil {
				t.Fatal(err)
			}
			src, err := os.ReadFile(filepath.Join("testdata", "alignment", p.name+".txt"))
			if err != nil {
				t.Fatal(err)
			}
			var want []string
			open := map[string]bool{}
			for line := range strings.Lines(string(src)) {
				line, _, _ = strings.Cut(line, "#")
				words := strings.Fields(line)
				if len(words) == 0 {
					continue
				}
				if last := len(words) - 1; words[last] == "disputable" {
					for _, w := range words[:last] {
						for n := range strings.SplitSeq(w, "+") {
							open[n] = true
						}
					}
					continue
				}
				want = append(want, strings.Join(words, " "))
			}
			got := alignmentOf(old, new, r)
			got = slices.DeleteFunc(got, func(line string) bool {
				for _, w := range strings.Fields(line) {
					for n := range strings.SplitSeq(w, "+") {
						if open[n] && n != "->" && !slices.Contains([]string{"edited", "moved", "split", "renumbered", "merged"}, n) && !slices.Contains(want, line) {
							return true
						}
					}
				}
				return false
			})
			slices.Sort(want)
			slices.Sort(got)
			if diff := cmp.Diff(want, got); diff != "" {
				t.Errorf("want -, got +:\n%s", diff)
			}
		})
	}
}

// alignmentOf writes the changes of articles in the form of the files.
func alignmentOf(old, new *act.Act, r *Redline) []string {
	oldNumbers, newNumbers := map[string]string{}, map[string]string{}
	for _, a := range old.Articles() {
		oldNumbers[a.ID] = a.Number
	}
	for _, a := range new.Articles() {
		newNumbers[a.ID] = a.Number
	}
	numbers := func(ids []string, of map[string]string) string {
		out := make([]string, len(ids))
		for k, id := range ids {
			out[k] = of[id]
		}
		return strings.Join(out, "+")
	}
	var lines []string
	for i := range r.Changes {
		ch := &r.Changes[i]
		if ch.Level != LevelArticle {
			continue
		}
		words := []string{numbers(ch.Old, oldNumbers), "->", numbers(ch.New, newNumbers)}
		for _, f := range []struct {
			claim bool
			word  string
		}{{ch.Renumbered, "renumbered"}, {ch.Edited, "edited"}, {ch.Split(), "split"}, {ch.Merged(), "merged"}, {ch.Moved, "moved"}} {
			if f.claim {
				words = append(words, f.word)
			}
		}
		if len(words) > 3 || ch.Added() || ch.Removed() {
			lines = append(lines, strings.Join(strings.Fields(strings.Join(words, " ")), " "))
		}
	}
	return lines
}
