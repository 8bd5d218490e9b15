package web

import (
	"fmt"
	"html"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/rasprava/rasprava/internal/calendar"
	"github.com/rasprava/rasprava/internal/locale"
	"github.com/rasprava/rasprava/internal/picture"
	"github.com/rasprava/rasprava/internal/procedure"
)

// figure is a number that the law, or who wrote a procedure, sets in a stage, and
// how it begins where it is shown.
type figure struct {
	number   string
	evidence procedure.Evidence
	page     string // on the page of the procedure
	show     string // in what `procedure show` writes
	drawn    string // in the graph; empty: it is not there
}

// figuresOf lists every figure of a stage.
func figuresOf(w picture.Words, s procedure.StageDef) []figure {
	var all []figure
	number := func(n int) string { return w.Say.Int(int64(n)) }
	for _, x := range s.Windows {
		t, _ := calendar.ParseTerm(x.Term)
		n := number(t.N)
		if t.Dated() {
			n = strconv.Itoa(func() int { _, day := t.MonthDay(); return day }())
		}
		all = append(all, figure{n, x.Evidence, w.Term(x), fmt.Sprintf("term      %s %s from %s", x.Kind, x.Term, x.From), strings.TrimSuffix(w.Short(x), w.When(x.When))})
		if x.Floor != "" {
			t, _ := calendar.ParseTerm(x.Floor)
			all = append(all, figure{number(t.N), x.Evidence, w.Floor(x), "floor     " + x.ID + " may be shortened to " + x.Floor, w.Say.T("figures.short.floor", nil)})
		}
	}
	for _, q := range s.Quorums() {
		if q.Relative() { // more than half, said without a number
			all = append(all, figure{"", q.Evidence, w.Quorum(q), fmt.Sprintf("quorum    more than %d%% of all members present", q.PresentAbove), w.Say.T("quorum.short_half", nil)})
			continue
		}
		all = append(all, figure{number(q.Present), q.Evidence, w.Quorum(q), fmt.Sprintf("quorum    %d of %d", q.Present, q.Members),
			w.Say.T("figures.short.quorum", map[string]any{"present": q.Present, "members": q.Members})})
	}
	for _, t := range s.Thresholds {
		if t.Percent > 0 {
			all = append(all, figure{number(t.Percent), t.Evidence, w.Threshold(t), fmt.Sprintf("support   %d%%", t.Percent), w.Threshold(t)})
			continue
		}
		all = append(all, figure{number(t.Count), t.Evidence, w.Threshold(t), fmt.Sprintf("support   %d signatures", t.Count), w.Threshold(t)})
	}
	if f := s.Refresh; f != nil {
		t, _ := calendar.ParseTerm(f.Term)
		all = append(all, figure{number(t.N), f.Evidence, w.Refresh(*f), "refresh   when the text changes, asked again for " + f.Term, w.Say.T("figures.short.refresh", nil)})
	}
	return all
}

var (
	stageArticle = regexp.MustCompile(`(?s)<article class="stage" id="([^"]+)".*?</article>`)
	described    = regexp.MustCompile(`(?s)<dd[^>]*>(.*?)</dd>`)
	anyTag       = regexp.MustCompile(`<[^>]*>`)
)

// entries returns what stands in each definition of the article of a stage.
func entries(t *testing.T, page, stage string) []string {
	t.Helper()
	for _, m := range stageArticle.FindAllStringSubmatch(page, -1) {
		if m[1] != stage {
			continue
		}
		var all []string
		for _, dd := range described.FindAllStringSubmatch(m[0], -1) {
			all = append(all, plain(html.UnescapeString(anyTag.ReplaceAllString(dd[1], ""))))
		}
		return all
	}
	t.Errorf("the page has no stage %s", stage)
	return nil
}

// TestEveryFigureSaysWhetherItWasVerified walks every figure of every procedure:
// terms, what they may be shortened to, quorums, majorities, numbers of
// signatures and terms of opinions that are asked again. On the page, in what
// `procedure show` writes and in the graph each says that it is not verified if,
// and only if, it was not read in a public source.
func TestEveryFigureSaysWhetherItWasVerified(t *testing.T) {
	seen := map[bool]int{}
	for _, d := range procedure.Shipped() {
		var described strings.Builder
		if err := d.Describe(&described); err != nil {
			t.Fatal(err)
		}
		shown := map[string][]string{} // lines by stage
		stage := ""
		for line := range strings.Lines(described.String()) {
			line = strings.TrimRight(line, "\n")
			if no, rest, ok := strings.Cut(strings.TrimSpace(line), ". "); ok && !strings.HasPrefix(line, "    ") {
				if _, err := strconv.Atoi(no); err == nil {
					stage, _, _ = strings.Cut(rest, " ")
				}
			}
			shown[stage] = append(shown[stage], strings.TrimSpace(line))
		}
		for _, l := range locale.Langs() {
			v, w := reader(l), picture.Of(l, d)
			mark := v.t("procedure.not_verified")
			body, err := v.explain(d, "", "2026-11-23")
			if err != nil {
				t.Fatal(err)
			}
			page, err := execute(l, "procedure", frame{Lang: string(l), Body: body})
			if err != nil {
				t.Fatal(err)
			}
			graph := w.Graph(picture.Graph{ID: "graph"})
			for _, s := range d.Stages {
				dds := entries(t, string(page), s.ID)
				for _, f := range figuresOf(w, s) {
					at := fmt.Sprintf("%s in %s, %s, %q", d.ID, l, s.ID, f.page)
					if !strings.Contains(f.page, f.number) {
						t.Errorf("%s: %s is not said", at, f.number)
					}
					found := slices.DeleteFunc(slices.Clone(dds), func(dd string) bool { return !strings.HasPrefix(dd, plain(f.page)+" (") })
					if len(found) == 0 {
						t.Errorf("%s: not on the page", at)
					}
					for _, dd := range found {
						if strings.HasSuffix(dd, mark) == f.evidence.Verified() {
							t.Errorf("%s, %s: on the page stands %q", at, f.evidence, dd)
						}
					}
					lines := slices.DeleteFunc(slices.Clone(shown[s.ID]), func(line string) bool { return !strings.HasPrefix(line, f.show) })
					if len(lines) == 0 {
						t.Errorf("%s: show does not say %q", at, f.show)
					}
					for _, line := range lines {
						if strings.HasSuffix(line, "]") == f.evidence.Verified() {
							t.Errorf("%s, %s: show says %q", at, f.evidence, line)
						}
					}
					seen[f.evidence.Verified()]++
					for _, n := range graph.Nodes {
						if n.ID != s.ID {
							continue
						}
						prefix, _, _ := strings.Cut(f.drawn, "…")
						i := slices.IndexFunc(n.Notes, func(note string) bool { return strings.HasPrefix(note, prefix) && strings.Contains(note, f.number) })
						if i < 0 || strings.Contains(n.Notes[i], mark) == f.evidence.Verified() {
							t.Errorf("%s, %s: drawn with %q", at, f.evidence, n.Notes)
						}
					}
				}
			}
		}
	}
	if seen[true] < 100 || seen[false] < 100 {
		t.Errorf("%d verified figures and %d others were looked at", seen[true], seen[false])
	}
}
