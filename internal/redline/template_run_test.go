package redline

import (
	"fmt"
	"slices"
	"strings"
	"testing"
)

// A template writes the article with a seat, and for another year with another amount.
type template func(seat, year int) string

func templateAmount(seat, year int) string {
	return fmt.Sprintf("%d.000", 300+(seat*seat*37+seat*11+year*(seat*53+211))%700)
}

// withSerial tells its articles apart by a serial number.
func withSerial(seat, year int) string {
	return fmt.Sprintf("Члан %%d.\nУстанови културе под редним бројем %d додељује се износ од %s динара за набавку књига.\n", seat+1, templateAmount(seat, year))
}

// withNames tells them apart by words.
func withNames(seat, year int) string {
	whose := strings.Fields("општина задруга школа болница библиотека галерија комора радионица лука фабрика")
	what := strings.Fields("књига опреме возила зграде мреже горива алата одеће намештаја рачунара")
	return fmt.Sprintf("Члан %%d.\nКорисник %s добија износ од %s динара за набавку %s и %s, који се исплаћује до краја године.\n",
		whose[(seat*7+seat/10)%10], templateAmount(seat, year), what[(seat*3+seat/7)%10], what[(seat*seat+1)%10])
}

func (w template) articles(year int, seats []int) []string {
	var out []string
	for _, k := range seats {
		if k < 0 {
			out = append(out, subject)
			continue
		}
		out = append(out, w(k, year))
	}
	return out
}

func TestARunOfOneTemplateWithAllAmountsChanged(t *testing.T) {
	for _, w := range []struct {
		name string
		template
	}{{"serial numbers", withSerial}, {"names", withNames}} {
		for _, n := range []int{20, 200, 1000} {
			all := make([]int, n)
			for k := range all {
				all[k] = k
			}
			type pair struct {
				name     string
				old, new []int
				wrong    int // at most
			}
			pairs := []pair{
				{"nothing but amounts", all, all, 0},
				{"the first tenth out", all, all[n/10:], 0},
				{"the last tenth out", all, all[:n-n/10], 0},
				{"one before it, the last tenth out", all, append([]int{-1}, all[:n-n/10]...), 1},
			}
			for _, k := range []int{0, n / 3, n / 2, n - 2} {
				without := slices.Delete(slices.Clone(all), k, k+1)
				pairs = append(pairs, pair{fmt.Sprintf("number %d out", k+1), all, without, 0}, pair{fmt.Sprintf("number %d in", k+1), without, all, 0})
			}
			if w.name == "names" || n > 20 {
				pairs = append(pairs, pair{"one from the middle to the end", all, append(slices.Delete(slices.Clone(all), n/2, n/2+1), n/2), 1})
			}
			for _, p := range pairs {
				t.Run(fmt.Sprintf("%d articles with %s, %s", n, w.name, p.name), func(t *testing.T) {
					old, new, r := compareActs(t, number(w.articles(0, p.old)...), number(w.articles(1, p.new)...))
					olds, news, got := old.Articles(), new.Articles(), r.Pairs()
					wrong, first := 0, ""
					for j, a := range news {
						want := ""
						if i := slices.Index(p.old, p.new[j]); i >= 0 && p.new[j] >= 0 {
							want = olds[i].ID
						}
						if got[a.ID] != want {
							wrong++
							first = fmt.Sprintf("%s continues %q, want %q", a.ID, got[a.ID], want)
						}
					}
					if wrong > p.wrong {
						t.Errorf("%d of %d articles are paired wrongly, the last of them: %s", wrong, len(news), first)
					}
				})
			}
		}
	}
}
