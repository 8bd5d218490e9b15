package act_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/rasprava/rasprava/internal/act"
)

func TestMarksOfMarkdownAreNoPartOfTheText(t *testing.T) {
	tests := []struct{ name, marked, text string }{
		{"headings", "# ЗАКОН О ЧИТАОНИЦАМА\n\n## I. ОПШТЕ ОДРЕДБЕ\n\n### Члан 1.\n\nЧитаонице су отворене.\n", "ЗАКОН О ЧИТАОНИЦАМА\n\nI. ОПШТЕ ОДРЕДБЕ\n\nЧлан 1.\nЧитаонице су отворене.\n"},
		{"bold and italic", "# ЗАКОН О ЧИТАОНИЦАМА\n\n**Члан 1.**\n\nЧитаонице су **отворене** *свима* и __увек__.\n", "ЗАКОН О ЧИТАОНИЦАМА\n\nЧлан 1.\nЧитаонице су отворене свима и увек.\n"},
		{"a star that marks a footnote stays", "# ЗАКОН О ЧИТАОНИЦАМА\n\n**Члан 1.**\n\nИзнос* је 5 * 3 динара, а датотека a_b_c.\n", "ЗАКОН О ЧИТАОНИЦАМА\n\nЧлан 1.\nИзнос* је 5 * 3 динара, а датотека a_b_c.\n"},
		{"a backslash", "# ЗАКОН О ЧИТАОНИЦАМА\n\nЧлан 1\\.\n\nЧитаонице су \\*отворене\\*.\n", "ЗАКОН О ЧИТАОНИЦАМА\n\nЧлан 1.\nЧитаонице су *отворене*.\n"},
		{"items without empty lines", "# ЗАКОН О ЧИТАОНИЦАМА\n\n### Члан 1.\n\nЧитаонице су:\n1) отворене;\n2) топле.\n", "ЗАКОН О ЧИТАОНИЦАМА\n\nЧлан 1.\nЧитаонице су:\n1) отворене;\n2) топле.\n"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			a, err := act.Parse([]byte(tt.marked), act.Options{Name: "-"})
			if err != nil {
				t.Fatal(err)
			}
			b := parse(t, tt.text)
			if diff := cmp.Diff(string(b.Canonical()), string(a.Canonical())); diff != "" {
				t.Errorf("the canonical bytes differ (-text +Markdown):\n%s", diff)
			}
		})
	}
}

func TestATableOfMarkdownIsOne(t *testing.T) {
	a, err := act.Parse([]byte("# ПРАВИЛНИК О ТАКСАМА\n\n### Члан 1.\n\nТаксе су:\n\n| Врста | Износ |\n|---|---:|\n| **Захтев** | 300 |\n\nи плаћају се унапред.\n"), act.Options{Name: "akt.md"})
	if err != nil {
		t.Fatal(err)
	}
	n := a.Find("art_1__para_2")
	if n == nil || !n.Table || n.Text != "Врста\tИзнос\nЗахтев\t300" {
		t.Errorf("the table is %+v", n)
	}
}
