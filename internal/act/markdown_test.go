package act_test

import (
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/rasprava/rasprava/internal/act"
)

func TestMarksOfMarkdownAreNoPartOfTheText(t *testing.T) {
	tests := []struct{ name, marked, text string }{
		{"headings", "# ЗАКОН О ЧИТАОНИЦАМА\n\n## I. ОПШТЕ ОДРЕДБЕ\n\n### Члан 1.\n\nЧитаонице су отворене.\n", "ЗАКОН О ЧИТАОНИЦАМА\n\nI. ОПШТЕ ОДРЕДБЕ\n\nЧлан 1.\nЧитаонице су отворене.\n"},
		{"bold and italic", "# ЗАКОН О ЧИТАОНИЦАМА\n\n**Члан 1.**\n\nЧитаонице су **отворене** *свима* и __увек__.\n", "ЗАКОН О ЧИТАОНИЦАМА\n\nЧлан 1.\nЧитаонице су отворене свима и увек.\n"},
		{"a star that marks a footnote stays", "# ЗАКОН О ЧИТАОНИЦАМА\n\n**Члан 1.**\n\nИзнос* је 5 * 3 динара, а датотека a_b_c.\n", "ЗАКОН О ЧИТАОНИЦАМА\n\nЧлан 1.\nИзнос* је 5 * 3 динара, а датотека a_b_c.\n"},
		{"a backslash", "# ЗАКОН О ЧИТАОНИЦАМА\n\nЧлан 1\\.\n\nЧитаонице су \\*отворене\\*.\n", "ЗАКОН О ЧИТАОНИЦАМА\n\nЧлан 1.\nЧитаонице су *отворене*.\n"},
		{"a quotation", "# ЗАКОН О ЧИТАОНИЦАМА\n\n### Члан 1.\n\n> Читаонице су **отворене**.\n>\n> > Кад је број књига > 5, броје се.\n", "ЗАКОН О ЧИТАОНИЦАМА\n\nЧлан 1.\nЧитаонице су отворене.\nКад је број књига > 5, броје се.\n"},
		{"links", "# ЗАКОН О ЧИТАОНИЦАМА\n\n### [Члан 1.](#clan-1)\n\nЧитаонице су [**отворене** свима](https://primer.rs/a_b_c \"О а\") и [топле](/toplo), а тачка [1](види члан) и [2](3) не.\n",
			"ЗАКОН О ЧИТАОНИЦАМА\n\nЧлан 1.\nЧитаонице су отворене свима и топле, а тачка [1](види члан) и [2](3) не.\n"},
		{"code", "# ЗАКОН О ЧИТАОНИЦАМА\n\nЧлан 1.\n\nИзнос се пише као `a_b*c*` или ``a ` b``, а знак ` стоји сам и `` празан.\n",
			"ЗАКОН О ЧИТАОНИЦАМА\n\nЧлан 1.\nИзнос се пише као a_b*c* или a ` b, а знак ` стоји сам и `` празан.\n"},
		{"footnotes", "# ЗАКОН О ЧИТАОНИЦАМА\n\n### Члан 1.\n\nЧитаонице[^1] су\nотворене[^knjiga].\n\nУлаз је слободан[^1] и [^нема].\n\n### Члан 2.\n\nРадно време је:\n1) јутро[^2];\n2) вече.\n\n[^1]: Просторије за *читање*.\n[^knjiga]: За све,\nи увек.\n\n[^2]: До подне.\n",
			"ЗАКОН О ЧИТАОНИЦАМА\n\nЧлан 1.\nЧитаонице су отворене.\n* Просторије за читање.\n* За све, и увек.\nУлаз је слободан и [^нема].\n\nЧлан 2.\nРадно време је:\n1) јутро;\n* До подне.\n2) вече.\n"},
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

func TestCommentsOfMarkdownAreNoPartOfTheText(t *testing.T) {
	const text = "# ЗАКОН О ЧИТАОНИЦАМА\n\n### Члан 1.\n\nЧитаонице су отворене.\n\nУлаз је слободан.\n"
	warned := func(line int, text string) []act.Warning {
		return []act.Warning{{Line: line, Code: act.WarnComments, Text: text}}
	}
	tests := []struct {
		name, marked, text string
		want               []act.Warning
	}{
		{"in a line", strings.Replace(text, "су отворене", "су <!-- проверити --> отворене", 1), text, warned(5, "проверити")},
		{"on lines of its own", strings.Replace(text, "\n\nУлаз", "\n<!-- проверити\n\nса службом -->\nУлаз", 1), text, warned(6, "проверити са службом")},
		{"two in a line", strings.Replace(text, "Улаз", "<!-- а --><!-- б --> Улаз", 1), text, append(warned(7, "а"), warned(7, "б")...)},
		{"without words", strings.Replace(text, "Улаз", "<!-- --> Улаз", 1), text, []act.Warning{}},
		{"without an end", strings.Replace(text, "слободан", "<!-- слободан", 1), strings.Replace(text, "слободан", "<!-- слободан", 1), []act.Warning{}},
		{"between fences", text + "\n```\n<!-- а -->\n```\n", text + "\n``` <!-- а --> ```\n", []act.Warning{}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			a, err := act.Parse([]byte(tt.marked), act.Options{Name: "akt.md"})
			if err != nil {
				t.Fatal(err)
			}
			b := parse(t, strings.ReplaceAll(tt.text, "#", ""))
			if diff := cmp.Diff(string(b.Canonical()), string(a.Canonical())); diff != "" {
				t.Errorf("the canonical bytes differ (-text +Markdown):\n%s", diff)
			}
			if diff := cmp.Diff(tt.want, a.Warnings); diff != "" {
				t.Errorf("warnings (-want +got):\n%s", diff)
			}
		})
	}
}

func TestAMarkBehindABackslashIsACharacter(t *testing.T) {
	a, err := act.Parse([]byte("# ПРАВИЛНИК О ТАКСАМА\n\n### Члан 1.\n\nТаксе \\| накнаде су:\n\n| Врста | Износ |\n|---|---:|\n| а\\|б | 300 |\n| в | |\n"), act.Options{Name: "akt.md"})
	if err != nil {
		t.Fatal(err)
	}
	if n := a.Find("art_1__para_1"); n == nil || n.Text != "Таксе | накнаде су:" {
		t.Errorf("got %+v, want the stroke without its backslash", n)
	}
	if n := a.Find("art_1__para_2"); n == nil || n.Text != "Врста\tИзнос\nа|б\t300\nв\t" {
		t.Errorf("got %+v, want the stroke within the cell and an empty cell in the last row", n)
	}
}

func TestAPlusMarksAnItemOfMarkdown(t *testing.T) {
	a, err := act.Parse([]byte("# ПРАВИЛНИК О ТАКСАМА\n\n### Члан 1.\n\nТаксе су:\n\n* за захтев;\n+ за жалбу.\n"), act.Options{Name: "akt.md"})
	if err != nil {
		t.Fatal(err)
	}
	if got, want := kindsOf(a), ".p ..* ..+"; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
}

// TestFootnotesOfMarkdownThatNothingCallsAreWarnedOf holds that they are kept where they stand.
func TestFootnotesOfMarkdownThatNothingCallsAreWarnedOf(t *testing.T) {
	a, err := act.Parse([]byte("# ЗАКОН О ЧИТАОНИЦАМА\n\n### Члан 1.\n\nЧитаонице су отворене\\[^1].\n\n[^1]: Свима.\n"), act.Options{Name: "akt.md"})
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff([]string{"art_1__note_1 * Свима."}, notesOf(a)); diff != "" {
		t.Errorf("notes (-want +got):\n%s", diff)
	}
	if diff := cmp.Diff([]act.Warning{{Line: 7, Code: act.WarnNotes, Text: "* Свима."}}, a.Warnings); diff != "" {
		t.Errorf("warnings (-want +got):\n%s", diff)
	}
	if n := a.Find("art_1__para_1"); n == nil || n.Text != "Читаонице су отворене[^1]." {
		t.Errorf("the paragraph is %+v", n)
	}
}

// TestACallOfAFootnoteMayStandAlone reads calls on lines of their own.
func TestACallOfAFootnoteMayStandAlone(t *testing.T) {
	a, err := act.Parse([]byte("# ЗАКОН О ЧИТАОНИЦАМА\n\n### Члан 1.\n\nЧитаонице су отворене.\n\n[^1]\nУлаз је слободан.\n\n[^1]: Свима.\n\n[^2]: Увек.\n\n[^2]\n"), act.Options{Name: "akt.md"})
	if err != nil {
		t.Fatal(err)
	}
	if got, want := a.PlainText(), "ЗАКОН О ЧИТАОНИЦАМА\n\nЧлан 1.\nЧитаонице су отворене.\n* Свима.\nУлаз је слободан.\n* Увек."; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
}

// TestLinksAndCodeOfMarkdownTakeBoundedTime reads marks that never end.
func TestLinksAndCodeOfMarkdownTakeBoundedTime(t *testing.T) {
	for _, unit := range []string{"[", "[a](", "` `` ", "[^1", "[^1]: ", "`"} {
		start := time.Now()
		if _, err := act.Parse([]byte("# ЗАКОН О ЧИТАОНИЦАМА\n\n### Члан 1.\n\n"+strings.Repeat(unit, 1_000_000/len(unit))+"\n"), act.Options{Name: "akt.md"}); err != nil {
			t.Fatal(err)
		}
		if took := time.Since(start); took > 5*time.Second {
			t.Errorf("%q repeated took %v", unit, took)
		}
	}
}
