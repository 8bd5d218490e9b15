package act_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/rasprava/rasprava/internal/act"
)

// kindsOf returns the labels of the points and what stands below them, each behind as many dots as
// it stands below the article.
func kindsOf(a *act.Act) string {
	var out []string
	a.Walk(func(n *act.Node, depth int) bool {
		switch n.Kind {
		case act.KindPoint, act.KindSubpoint, act.KindIndent:
			out = append(out, strings.Repeat(".", depth)+n.Label)
		case act.KindParagraph:
			out = append(out, strings.Repeat(".", depth)+"p")
		}
		return true
	})
	return strings.Join(out, " ")
}

func TestALevelThatTheSourceStatesIsKept(t *testing.T) {
	list := func(article string) string {
		return "# ZAKON O KLUPAMA\n\n## " + article + " 1.\n\nKlupe su:\n\n1. drvene;\n2. kamene:\n   1. sive;\n   2. bele;\n3. gvozdene.\n\n## " + article + " 2.\n\nKlupe se čuvaju.\n"
	}
	tests := []struct{ name, file, text, want string }{
		{"Markdown", "a.md", list("Član"), ".p ..1. ..2. ...1. ...2. ..3. .p"},
		{"Croatian Markdown", "a.md", list("Članak"), ".p ..1. ..2. ...1. ...2. ..3. .p"},
		{"Markdown with dashes", "a.md", "# ZAKON O KLUPAMA\n\n## Član 1.\n\nKlupe su:\n\n- drvene:\n  1. hrastove;\n  2. jelove;\n- kamene.\n", ".p ..- ...1. ...2. ..-"},
		{"three levels", "a.md", "# ZAKON O KLUPAMA\n\n## Član 1.\n\nKlupe su:\n\n1. drvene:\n   1. hrastove:\n      1. tamne;\n      2. svetle;\n   2. jelove;\n2. kamene.\n", ".p ..1. ...1. ....1. ....2. ...2. ..2."},
		{"ones that Markdown counts", "a.md", "# ZAKON O KLUPAMA\n\n## Član 1.\n\nKlupe su:\n\n1. drvene;\n1. kamene;\n1. gvozdene.\n", ".p ..1. ..1. ..1."},
		{"HTML", "a.html", "<h1>ZAKON O KLUPAMA</h1><p>Član 1</p><p>Klupe su:</p><ol><li>drvene;</li><li>kamene:<ol><li>sive;</li><li>bele;</li></ol></li><li>gvozdene.</li></ol><p>Član 2</p><p>Klupe se čuvaju.</p>", ".p ..1. ..2. ...1. ...2. ..3. .p"},
		{"Croatian HTML", "a.html", "<h1>ZAKON O KLUPAMA</h1><p>Članak 1.</p><p>Klupe su:</p><ol><li>drvene;</li><li>kamene:<ol><li>sive;</li><li>bijele;</li></ol></li><li>gvozdene.</li></ol><p>Članak 2.</p><p>Klupe se čuvaju.</p>", ".p ..1. ..2. ...1. ...2. ..3. .p"},
		{"letters over dots", "a.html", "<h1>ZAKON O KLUPAMA</h1><p>Član 1</p><p>Klupe su:</p><ol type=a><li>drvene;<ul><li>sive</li><li>bele</li></ul></li><li>kamene;</li><li>gvozdene.</li></ol><p>Član 2</p><p>Klupe se čuvaju.</p>", ".p ..a. ...• ...• ..b. ..c. .p"},
		{"letters by the style", "a.html", `<h1>ZAKON O KLUPAMA</h1><p>Član 1</p><p>Klupe su:</p><ol style="margin:0; list-style-type: lower-alpha"><li>drvene;</li><li>kamene.</li></ol><p>One su i:</p><ol type=a style="list-style:decimal inside"><li>stare.</li></ol><p>Član 2</p><p>Klupe se čuvaju.</p>`, ".p ..a. ..b. .p ..1. .p"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			a, err := act.Parse([]byte(tt.text), act.Options{Name: tt.file})
			if err != nil {
				t.Fatal(err)
			}
			if got := kindsOf(a); got != tt.want {
				t.Errorf("got %s, want %s", got, tt.want)
			}
		})
	}
}

func TestAListWithNumbersLeftOutGoesOn(t *testing.T) {
	a := parse(t, "ЗАКОН О КЛУПАМА\n\nЧлан 1.\n\nКлупе су:\n1. дрвене;\n4. камене;\n5. гвоздене.\n\nЧлан 2.\n\nКлупе се чувају.\n")
	if got, want := kindsOf(a), ".p ..1. ..4. ..5. .p"; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
	want := []act.Warning{{Line: 7, Code: act.WarnGap, Text: "4. камене;"}}
	if diff := cmp.Diff(want, a.Warnings); diff != "" {
		t.Errorf("warnings (-want +got):\n%s", diff)
	}
}
