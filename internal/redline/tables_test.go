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

func pageAct(t *testing.T, page string) *act.Act { return namedAct(t, page, "takse.html") }

func namedAct(t *testing.T, text, name string) *act.Act {
	t.Helper()
	a, err := act.Parse([]byte(text), act.Options{Name: name})
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
		{"a cell that is new", "<td>300 динара</td>", "<td>300 динара</td><td>на рачун</td>",
			"<tr><td>Радња</td><td>Износ</td></tr>\n" +
				"<tr><td>захтев</td><td>300 динара</td><td class=\"changed\"><ins>на рачун</ins></td></tr>\n<tr><td>жалба</td><td>500 динара</td></tr>\n"},
		{"a cell that is new in the middle", "<td>300 динара</td>", "<td>на рачун</td><td>300 динара</td>",
			"<tr><td>Радња</td><td>Износ</td></tr>\n" +
				"<tr><td>захтев</td><td class=\"changed\"><ins>на рачун</ins></td><td>300 динара</td></tr>\n<tr><td>жалба</td><td>500 динара</td></tr>\n"},
		{"a cell that is new and ends as the one before", "<td>300 динара</td>", "<td>300 динара</td><td>900 динара</td>",
			"<tr><td>Радња</td><td>Износ</td></tr>\n" +
				"<tr><td>захтев</td><td>300 динара</td><td class=\"changed\"><ins>900 динара</ins></td></tr>\n<tr><td>жалба</td><td>500 динара</td></tr>\n"},
		{"a cell that is gone", "<tr><td>захтев</td><td>300 динара</td></tr>", "<tr><td>захтев</td></tr>",
			"<tr><td>Радња</td><td>Износ</td></tr>\n" +
				"<tr><td>захтев</td><td class=\"changed\"><del>300 динара</del></td></tr>\n<tr><td>жалба</td><td>500 динара</td></tr>\n"},
		{"a cell that is gone beside words that change", "<td>захтев</td><td>300 динара</td>", "<td>поднесак по захтеву</td><td>динара</td><td>за рад</td>",
			"<tr><td>Радња</td><td>Износ</td></tr>\n" +
				"<tr><td class=\"changed\"><del>захтев</del></td><td class=\"changed\"><del>300</del><ins>поднесак по захтеву</ins></td><td>динара</td><td class=\"changed\"><ins>за рад</ins></td></tr>\n<tr><td>жалба</td><td>500 динара</td></tr>\n"},
		{"a row of which nothing is kept", "<td>захтев</td><td>300 динара</td>", "<td>препис</td><td>бесплатно</td><td>одмах</td>",
			"<tr><td>Радња</td><td>Износ</td></tr>\n" +
				"<tr><td class=\"changed\"><del>захтев</del></td><td class=\"changed\"><del>300 динара</del></td></tr>\n" +
				"<tr><td class=\"changed\"><ins>препис</ins></td><td class=\"changed\"><ins>бесплатно</ins></td><td class=\"changed\"><ins>одмах</ins></td></tr>\n<tr><td>жалба</td><td>500 динара</td></tr>\n"},
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

// TestARowHoldsBothActs rebuilds both rows from the cells.
func TestARowHoldsBothActs(t *testing.T) {
	tests := []struct {
		name string
		line []Span
		want string
	}{
		{"two cells replaced by two", []Span{{Op: Equal, Text: "а\t"}, {Op: Deleted, Text: "б\tв"}, {Op: Inserted, Text: "г\tд"}, {Op: Equal, Text: "\tђ"}},
			"а|[-б][+г]|[-в][+д]|ђ"},
		{"two cells replaced by one", []Span{{Op: Equal, Text: "а\t"}, {Op: Deleted, Text: "б\tв"}, {Op: Inserted, Text: "г"}, {Op: Equal, Text: "\tђ"}},
			"а|[-б]|[-в][+г]|ђ"},
		{"a border that became a space", []Span{{Op: Equal, Text: "а"}, {Op: Typographic, Text: " ", Old: "\t"}, {Op: Equal, Text: "б\tв"}},
			"а |б|в"},
		{"a deletion over a border", []Span{{Op: Equal, Text: "сто динара\tпо "}, {Op: Deleted, Text: "сату\tпо "}, {Op: Equal, Text: "дану"}},
			"сто динара|[-по сату]|по дану"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			rows := TableRows(tt.line)
			if len(rows) != 1 {
				t.Fatalf("got %d rows, want 1", len(rows))
			}
			var cells []string
			for _, cell := range rows[0] {
				cells = append(cells, marked(cell))
			}
			if diff := cmp.Diff(tt.want, strings.Join(cells, "|")); diff != "" {
				t.Errorf("want -, got +:\n%s", diff)
			}
		})
	}
}

// A row keeps its words under another number, and the row put before it is a row that came.
func TestARowWithARunningNumberKeepsItsWords(t *testing.T) {
	tariff := func(rows ...string) string {
		return "# Одлука о таксама\n\n## Члан 1.\n\nТаксе се плаћају овако:\n\n| Ред. бр. | За шта | Колико |\n|---|---|---|\n" + strings.Join(rows, "\n") + "\n\n## Члан 2.\n\nОва одлука важи од јесени.\n"
	}
	old := tariff("| 1 | Скела | 50 |", "| 2 | Пијаца | 1.300 |", "| 3 | Вага | 80 |")
	new := tariff("| 1 | Скела | 50 |", "| 2 | Мост | 30 |", "| 3 | Пијаца | 1.400 |", "| 4 | Вага | 80 |")
	for _, tt := range []struct{ old, new, want string }{
		{old, new, "1\tСкела\t50\n[+2\tМост\t30\n][-2][+3]\tПијаца\t[-1.300][+1.400]\n[-3][+4]\tВага\t80"},
		{new, old, "1\tСкела\t50\n[-2\tМост\t30\n][-3][+2]\tПијаца\t[-1.400][+1.300]\n[-4][+3]\tВага\t80"},
	} {
		o, n := namedAct(t, tt.old, "takse.md"), namedAct(t, tt.new, "takse.md")
		r, err := Compare(o, n)
		if err != nil {
			t.Fatal(err)
		}
		checkRedline(t, o, n, r)
		if got := marked(r.Changes[0].Spans); !strings.Contains(got, tt.want) {
			t.Errorf("got\n%s\nwant\n%s", got, tt.want)
		}
	}
}
