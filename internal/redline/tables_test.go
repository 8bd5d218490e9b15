package redline

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/rasprava/rasprava/internal/act"
)

const feesTable = `<!doctype html><html><body><h1>Правилник о таксама</h1><p>Члан 1.</p><p>Таксе су у овој табели:</p>
<table><tr><td>Радња</td><td>Износ</td></tr><tr><td>захтев</td><td>300 динара</td></tr><tr><td>жалба</td><td>500 динара</td></tr></table>
<p>Такса се плаћа унапред.</p><p>Члан 2.</p><p>Правилник ступа на снагу осмог дана од дана објављивања.</p></body></html>`

// tableOf returns the table in an HTML text, a row a line, without the words for those who do not see.
func tableOf(t *testing.T, source string) string {
	t.Helper()
	from, to := strings.Index(source, "<table>"), strings.Index(source, "</table>")
	if from < 0 || strings.Count(source, "<table>") != 1 || to < from {
		t.Fatalf("there is not one table in %s", source)
	}
	out := source[from:to]
	for _, hidden := range []string{"[уметнуто] ", "[брисано] ", " [крај]"} {
		out = strings.ReplaceAll(out, `<span class="visually-hidden">`+hidden+"</span>", "")
	}
	return strings.TrimSuffix(strings.TrimPrefix(out, "<table>\n<tbody>\n"), "</tbody>\n")
}

func pageAct(t *testing.T, page string) *act.Act {
	t.Helper()
	a, err := act.Parse([]byte(page), act.Options{Name: "takse.html"})
	if err != nil {
		t.Fatal(err)
	}
	return a
}

func TestATableIsShownAsATable(t *testing.T) {
	tests := []struct{ name, from, to, want string }{
		{"the words of a cell", "<td>300 динара", "<td>400 динара",
			"<tr><td>Радња</td><td>Износ</td></tr>\n<tr><td>захтев</td><td class=\"changed\"><del>300</del><ins>400</ins> динара</td></tr>\n<tr><td>жалба</td><td>500 динара</td></tr>\n"},
		{"a row that is new", "<tr><td>жалба", "<tr><td>препис</td><td>100 динара</td></tr><tr><td>жалба",
			"<tr><td>Радња</td><td>Износ</td></tr>\n<tr><td>захтев</td><td>300 динара</td></tr>\n" +
				"<tr><td class=\"changed\"><ins>препис</ins></td><td class=\"changed\"><ins>100 динара</ins></td></tr>\n<tr><td>жалба</td><td>500 динара</td></tr>\n"},
		{"a column that is new", "<td>300 динара</td>", "<td>300 динара</td><td>на рачун</td>",
			"<tr><td>Радња</td><td>Износ</td></tr>\n<tr><td>захтев</td><td>300 динара</td></tr>\n" +
				"<tr><td>захтев</td><td>300 динара</td><td class=\"changed\"><ins>на рачун</ins></td></tr>\n<tr><td>жалба</td><td>500 динара</td></tr>\n"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			old, new := pageAct(t, feesTable), pageAct(t, strings.Replace(feesTable, tt.from, tt.to, 1))
			r, err := Compare(old, new)
			if err != nil {
				t.Fatal(err)
			}
			checkRedline(t, old, new, r)
			out := r.HTML("")
			if diff := cmp.Diff(tt.want, tableOf(t, out)); diff != "" {
				t.Errorf("want -, got +:\n%s", diff)
			}
			if p := readPage(t, out); len(p.blockInside) > 0 {
				t.Errorf("an ins or del holds %v", p.blockInside)
			}
			if !strings.Contains(out, "<p>Такса се плаћа унапред.</p>") {
				t.Error("the paragraph behind the table is not one of its own")
			}
		})
	}
}
