package act_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/rasprava/rasprava/internal/act"
)

// TestATextQuotedInALetter reads a text each line of which begins with the mark of what a letter quotes.
func TestATextQuotedInALetter(t *testing.T) {
	const text = "ОДЛУКА О КЛУПАМА\n\nЧлан 1.\nКлупе се чувају.\n\nЧлан 2.\nОдлука ступа на снагу.\n"
	plain := parse(t, text)
	for name, quoted := range map[string]string{
		"once":             "> ОДЛУКА О КЛУПАМА\n>\n> Члан 1.\n> Клупе се чувају.\n>\n> Члан 2.\n> Одлука ступа на снагу.\n",
		"twice, no blanks": ">> ОДЛУКА О КЛУПАМА\r\n>>\r\n>> Члан 1.\r\n>>Клупе се чувају.\r\n\r\n>> Члан 2.\r\n>> Одлука ступа на снагу.\r\n",
	} {
		a := parse(t, quoted)
		if diff := cmp.Diff(string(plain.Canonical()), string(a.Canonical())); diff != "" {
			t.Errorf("%s: (-plain +quoted)\n%s", name, diff)
		}
		if diff := cmp.Diff([]act.Warning{{Line: 1, Code: act.WarnReplyMarks, Text: ">"}}, a.Warnings); diff != "" {
			t.Errorf("%s: the warnings (-want +got)\n%s", name, diff)
		}
	}
	if a := parse(t, "> ОДЛУКА О КЛУПАМА\n\nЧлан 1.\n> Клупе се чувају.\n"); len(a.Warnings) > 0 || strings.Count(a.PlainText(), "> ") != 2 {
		t.Errorf("not each line is marked: got %q, %v", a.PlainText(), a.Warnings)
	}
}

// TestWhereLinksLead warns of the addresses that links of Markdown lose.
func TestWhereLinksLead(t *testing.T) {
	a, err := act.Parse([]byte("# ОДЛУКА О КЛУПАМА\n\n### [Члан 1.](#clan-1)\n\nКлупе су [у складу са](https://primer.rs/a) законом, `[а](/b)` и \\[в](/g).\n\n| [Храст](/hrast) |\n|---|\n| https://primer.rs |\n\n[https://primer.rs](https://primer.rs)\n"), act.Options{Name: "akt.md"})
	if err != nil {
		t.Fatal(err)
	}
	want := []act.Warning{{Line: 5, Code: act.WarnLeftOut, Text: "https://primer.rs/a"}, {Line: 7, Code: act.WarnLeftOut, Text: "/hrast"}}
	if diff := cmp.Diff(want, a.Warnings); diff != "" {
		t.Errorf("(-want +got)\n%s", diff)
	}
}

// TestWhatIsNotShownHeadsNothing takes for notes what a page does not show where it looks like articles amid those that are shown.
func TestWhatIsNotShownHeadsNothing(t *testing.T) {
	a := parsePage(t, `<p>Члан 1.</p><p>Клупе се чувају.</p><p>Члан 2.</p><p>Крај.</p><div hidden>Члан 99.</div><p style="display:none">Празно.</p>`)
	want := `article [1] "Члан 1." "" ""
 paragraph [1] "" "" "Клупе се чувају."
article [2] "Члан 2." "" ""
 paragraph [1] "" "" "Крај."
 note [] "" "" "Члан 99."
 note [] "" "" "Празно."
`
	if diff := cmp.Diff(want, shape(a)); diff != "" {
		t.Errorf("(-want +got)\n%s", diff)
	}
	if a := parsePage(t, `<p>Члан 1.</p><p hidden>Клупе се чувају.</p><p hidden>Члан 2.</p><p hidden>Крај.</p>`); len(a.Articles()) != 2 {
		t.Errorf("as many articles are not shown: got\n%s", shape(a))
	}
}
