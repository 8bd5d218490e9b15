package redline

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

// grants writes n articles of one template behind the given ones. The amount of an article comes from its seat, so that raised tells which
// have another amount.
func grants(n int, raised func(k int) int, before ...string) string {
	articles := slices.Clone(before)
	for k := range n {
		articles = append(articles, fmt.Sprintf("Члан %%d.\nУстанови културе под редним бројем %d додељује се износ од %d.000 динара за набавку књига.\n", k+1, 300+(k*k*37+k*11)%700+raised(k)))
	}
	return number(articles...)
}

func TestArticlesOfOneTemplateKeepTheirOrder(t *testing.T) {
	none := func(int) int { return 0 }
	all := func(int) int { return 1 }
	third := func(k int) int { return (k%3 + 1) / 3 }
	first := func(k int) int { return 1 - min(k/3, 1) }
	for _, n := range []int{4, 8, 20, 150, 1000} {
		for _, raised := range []struct {
			name   string
			of     func(int) int
			edited int
		}{{"no amount", none, 0}, {"every third amount", third, n / 3}, {"the first amounts", first, 3}, {"every amount", all, n}} {
			t.Run(fmt.Sprintf("%d articles, one put before them, %s changed", n, raised.name), func(t *testing.T) {
				_, _, r := compareActs(t, grants(n, none), grants(n, raised.of, subject))
				if diff := cmp.Diff(Articles{Edited: raised.edited, Added: 1, Renumbered: n}, r.Summary.Articles); diff != "" {
					t.Errorf("want -, got +:\n%s", diff)
				}
			})
			t.Run(fmt.Sprintf("%d articles, the one before them taken out, %s changed", n, raised.name), func(t *testing.T) {
				_, _, r := compareActs(t, grants(n, none, subject), grants(n, raised.of))
				if diff := cmp.Diff(Articles{Edited: raised.edited, Removed: 1, Renumbered: n}, r.Summary.Articles); diff != "" {
					t.Errorf("want -, got +:\n%s", diff)
				}
			})
		}
	}
}

func TestANumberThatAnotherArticleHadMovesNothing(t *testing.T) {
	whose := strings.Fields("општина задруга школа болница библиотека галерија комора радионица лука фабрика")
	for _, n := range []int{3, 10, 30, 100, 300, 1000} {
		t.Run(fmt.Sprint(n, " articles"), func(t *testing.T) {
			text := func(shift, step int) string {
				var articles []string
				for k := range n {
					articles = append(articles, fmt.Sprintf("Члан %%d.\nСвака %s подноси извештај надлежном органу најкасније за %d дана од пријема позива.\n",
						whose[(k*k*k+k*k*7+k*step+k/7)%10], k+shift))
				}
				return number(articles...)
			}
			_, _, r := compareActs(t, text(20, 3), text(27, 4))
			if diff := cmp.Diff(Articles{Edited: n}, r.Summary.Articles); diff != "" {
				t.Errorf("want -, got +:\n%s", diff)
			}
		})
	}
}

func TestAnArticleThatMovedAmongItsLikeIsFound(t *testing.T) {
	old := strings.SplitAfter(grants(12, func(int) int { return 0 }), "књига.\n")
	var moved []string
	for _, a := range []string{old[0], old[2], old[3], old[4], old[5], old[6], old[7], old[8], old[1], old[9], old[10], old[11]} {
		moved = append(moved, "Члан %d.\n"+a[strings.Index(a, "Установи"):])
	}
	_, _, r := compareActs(t, strings.Join(old, ""), number(moved...))
	if diff := cmp.Diff(Articles{Unchanged: 4, Moved: 1, Renumbered: 8}, r.Summary.Articles); diff != "" {
		t.Errorf("want -, got +:\n%s", diff)
	}
}

func TestLongRunsOfOneTemplateAreAlignedInTime(t *testing.T) {
	took := func(n int) time.Duration {
		old, new := parse(t, []byte(grants(n, func(int) int { return 0 }))), parse(t, []byte(grants(n, func(int) int { return 1 }, subject)))
		start := time.Now()
		if _, err := Compare(old, new); err != nil {
			t.Fatal(err)
		}
		return time.Since(start)
	}
	took(100)
	small, large := took(500), took(4000)
	if large > 40*small && large > 4*time.Second {
		t.Errorf("500 articles took %v, 4000 took %v: that is not in proportion", small, large)
	}
}
