package act_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/rasprava/rasprava/internal/act"
	"github.com/rasprava/rasprava/internal/docx"
)

// listOf returns what stands in Article 1: the last part of the id and the text of each
// provision, a level deeper than what it stands in.
func listOf(a *act.Act) string {
	var b strings.Builder
	a.Walk(func(n *act.Node, depth int) bool {
		if strings.HasPrefix(n.ID, "art_1__") {
			b.WriteString(strings.Repeat(" ", depth-1) + n.ID[strings.LastIndex(n.ID, "__")+2:] + " " + n.Label + " " + n.Text + "\n")
		}
		return true
	})
	return b.String()
}

func TestListsWithinLists(t *testing.T) {
	tests := []struct{ name, text, want string }{
		{"letters with a dot", "Одељење чува:\n1. мапе;\n2. слике:\na. старе;\nb. нове:\ni. у боји;\nii. без боје;\nc. друге;\n3. звук.\nО томе води књигу.\n",
			"para_1  Одељење чува:\n point_1 1. мапе;\n point_2 2. слике:\n  subpoint_a a. старе;\n  subpoint_b b. нове:\n   subpoint_i i. у боји;\n   subpoint_ii ii. без боје;\n  subpoint_c c. друге;\n point_3 3. звук.\npara_2  О томе води књигу.\n"},
		{"Cyrillic letters with a dot", "Одељење чува:\n1) мапе:\nа. старе;\nб. нове;\nв. друге;\n2) звук.\n",
			"para_1  Одељење чува:\n point_1 1) мапе:\n  subpoint_a а. старе;\n  subpoint_b б. нове;\n  subpoint_v в. друге;\n point_2 2) звук.\n"},
		{"letters in brackets below numbers in brackets", "Одељење чува:\n2) слике:\n(1) старе;\n(2) нове:\n(а) у боји:\n– уље;\n-- на платну;\n-- на дасци;\n– темпера;\n(б) без боје;\n(3) друге;\n3) звук.\n",
			"para_1  Одељење чува:\n point_2 2) слике:\n  subpoint_1 (1) старе;\n  subpoint_2 (2) нове:\n   subpoint_a (а) у боји:\n    indent_1 – уље;\n     indent_1 -- на платну;\n     indent_2 -- на дасци;\n    indent_2 – темпера;\n   subpoint_b (б) без боје;\n  subpoint_3 (3) друге;\n point_3 3) звук.\n"},
		{"numbers in brackets below letters", "Одељење чува:\n1) слике:\nа) старе:\n(1) уље;\n(2) темпера;\nб) нове;\n2) звук.\n",
			"para_1  Одељење чува:\n point_1 1) слике:\n  subpoint_a а) старе:\n   subpoint_1 (1) уље;\n   subpoint_2 (2) темпера;\n  subpoint_b б) нове;\n point_2 2) звук.\n"},
		{"two dashes in a list", "Одељење чува:\n1) слике;\n-- старе;\n-- нове;\n2) звук.\n",
			"para_1  Одељење чува:\n point_1 1) слике;\n  indent_1 -- старе;\n  indent_2 -- нове;\n point_2 2) звук.\n"},
		{"Latin letters tell the c", "Одељење чува:\n1) слике:\na) старе;\nb) нове;\nc) друге.\n",
			"para_1  Одељење чува:\n point_1 1) слике:\n  subpoint_a a) старе;\n  subpoint_b b) нове;\n  subpoint_c c) друге.\n"},
		{"Cyrillic letters tell the а", "Одељење чува:\n1) слике:\na) старе;\nб) нове;\nв) друге.\n",
			"para_1  Одељење чува:\n point_1 1) слике:\n  subpoint_a a) старе;\n  subpoint_b б) нове;\n  subpoint_v в) друге.\n"},
		{"an initial is no item", "Одељење чува слике:\n1) старе;\n2) нове.\nа. није слово списка него почетак става.\n",
			"para_1  Одељење чува слике:\n point_1 1) старе;\n point_2 2) нове.\n wrap_1  а. није слово списка него почетак става.\n"},
	}
	for _, tt := range tests {
		a := parse(t, "Члан 1.\n"+tt.text+"Члан 2.\nОвај закон ступа на снагу осмог дана.\n")
		if diff := cmp.Diff(tt.want, listOf(a)); diff != "" {
			t.Errorf("%s (-want +got):\n%s", tt.name, diff)
		}
		again := parse(t, a.PlainText())
		if got, want := outline(again), outline(a); got != want {
			t.Errorf("%s: printed and read again it differs from %s", tt.name, firstDifference(got, want))
		}
	}
}

func TestListsWithinListsOfHTML(t *testing.T) {
	const src = `<html><body><h2>ЗАКОН О СЛИКАМА</h2><p>Члан 1.</p><p>Одељење чува:</p>
<ol><li>мапе;</li><li>слике<ol type="a"><li>старе;</li><li>нове<ol type="i"><li>у боји;</li><li>без боје;</li></ol></li><li>друге;</li></ol></li><li>звук.</li></ol>
<p>Члан 2.</p><p>Овај закон ступа на снагу осмог дана.</p></body></html>`
	a, err := act.Parse([]byte(src), act.Options{Name: "akt.html"})
	if err != nil {
		t.Fatal(err)
	}
	const want = "para_1  Одељење чува:\n point_1 1. мапе;\n point_2 2. слике\n  subpoint_a a. старе;\n  subpoint_b b. нове\n   subpoint_i i. у боји;\n   subpoint_ii ii. без боје;\n  subpoint_c c. друге;\n point_3 3. звук.\n"
	if diff := cmp.Diff(want, listOf(a)); diff != "" {
		t.Errorf("the list (-want +got):\n%s", diff)
	}
}

// Word counts a list within a list by letters with a dot.
func TestListsWithinListsOfWord(t *testing.T) {
	doc := &docx.Document{Styles: act.DocxStyles("sr-Cyrl")}
	add := func(text string, n *docx.Number) {
		doc.Blocks = append(doc.Blocks, docx.Block{Paragraph: &docx.Paragraph{Runs: plainRuns(text), Number: n}})
	}
	add("ЗАКОН О СЛИКАМА", nil)
	add("Члан 1.", nil)
	add("Одељење чува:", nil)
	for _, item := range []struct {
		text     string
		numerals docx.Numerals
		list     int
		value    int
	}{
		{"мапе;", docx.Decimal, 1, 1}, {"слике", docx.Decimal, 1, 2}, {"старе;", docx.LowerLetter, 2, 1}, {"нове", docx.LowerLetter, 2, 2},
		{"у боји;", docx.LowerRoman, 3, 1}, {"без боје;", docx.LowerRoman, 3, 2}, {"друге;", docx.LowerLetter, 2, 3}, {"звук.", docx.Decimal, 1, 3},
	} {
		add(item.text, &docx.Number{Text: "%1.", Numerals: item.numerals, List: item.list, Value: item.value})
	}
	add("Члан 2.", nil)
	add("Овај закон ступа на снагу осмог дана.", nil)
	const want = "para_1  Одељење чува:\n point_1 1. мапе;\n point_2 2. слике\n  subpoint_a a. старе;\n  subpoint_b b. нове\n   subpoint_i i. у боји;\n   subpoint_ii ii. без боје;\n  subpoint_c c. друге;\n point_3 3. звук.\n"
	if diff := cmp.Diff(want, listOf(parseWord(t, wordFile(t, doc)))); diff != "" {
		t.Errorf("the list (-want +got):\n%s", diff)
	}
}
