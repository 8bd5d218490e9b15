package redline

import (
	"slices"
	"strings"
	"testing"

	"github.com/rasprava/rasprava/internal/script"
)

// TestADivisionIsNamedByMoreThanItsNumber renames and renumbers chapters whose labels are numbers alone.
func TestADivisionIsNamedByMoreThanItsNumber(t *testing.T) {
	old := "ЗАКОН О ТЕСТУ\n\nI. ОСНОВНЕ ОДРЕДБЕ\n\n" + strings.TrimPrefix(number(subject, terms), "ЗАКОН О ОТВОРЕНИМ ПОДАЦИМА\n") +
		"\nII. НАДЗОР\n\n" + strings.Replace(strings.TrimPrefix(number(control), "ЗАКОН О ОТВОРЕНИМ ПОДАЦИМА\n"), "Члан 1.", "Члан 3.", 1)
	renamed := strings.Replace(old, "I. ОСНОВНЕ", "I. УВОДНЕ", 1)
	for _, tt := range []struct {
		name, old, new string
		want           []string
	}{
		{"renamed", old, renamed, []string{"I. УВОДНЕ ОДРЕДБЕ: измењено"}},
		{"renamed and renumbered", old, strings.NewReplacer("I. ОСНОВНЕ ОДРЕДБЕ", "II. УВОДНЕ ОДРЕДБЕ", "II. НАДЗОР", "III. НАДЗОР").Replace(old),
			[]string{"I. → II. УВОДНЕ ОДРЕДБЕ: нов број, измењено"}},
		{"with a word in the label", strings.ReplaceAll(old, "I. ОСНОВНЕ", "Глава I.\nОСНОВНЕ"), strings.ReplaceAll(renamed, "I. УВОДНЕ", "Глава I.\nУВОДНЕ"),
			[]string{"Глава I.: измењено"}},
	} {
		_, _, r := compareActs(t, tt.old, tt.new)
		if got := tell(r, ""); !slices.Equal(got, tt.want) {
			t.Errorf("%s: told is %q, want %q", tt.name, got, tt.want)
		}
	}
}

// TestBothNumbersOfAnArticleAreInOneScript changes the script of an act, and the numbers of articles with an edit.
func TestBothNumbersOfAnArticleAreInOneScript(t *testing.T) {
	old, new := number(subject, deadline), number(subject, terms, strings.Replace(deadline, "30", "20", 1))
	for want, pair := range map[string][2]string{"Član 2. → Član 3.": {old, script.ToLatin(new)}, "Члан 2. → Члан 3.": {script.ToLatin(old), new}} {
		_, _, r := compareActs(t, pair[0], pair[1])
		if got := r.Text(""); !strings.Contains(got, "== "+want+": ") {
			t.Errorf("no %q in\n%s", want, got)
		}
	}
}
