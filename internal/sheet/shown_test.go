package sheet

import (
	"bytes"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"
)

func TestWhatNobodySeesIsShownInACell(t *testing.T) {
	for text, want := range map[string]string{
		"Члан 2.\nи\tстав": "Члан 2.\nи\tстав", "": "", "\u202eобрнуто\u202c": "⟦U+202E⟧обрнуто⟦U+202C⟧", "a\u2066b\u2069": "a⟦U+2066⟧b⟦U+2069⟧", "\u200b=1+1": "⟦U+200B⟧=1+1",
		"ч\x1b[31m": "ч⟦U+001B⟧[31m", "\U000e0041": "⟦U+E0041⟧", "⟦1⟧": "⟦1⟧", "⟦U+202E⟧": "⟦U+27E6⟧U+202E⟧", "👩\u200d👧 сло\u00adво": "👩\u200d👧 сло\u00adво", "\ufeffа": "⟦U+FEFF⟧а",
	} {
		if got := Shown(text); got != want || said(got) != text {
			t.Errorf("%q is shown as %q and read as %q, want %q", text, got, said(got), want)
		}
	}
	for cell, want := range map[string]string{"⟦U+": "⟦U+", "⟦U+0041⟧": "⟦U+0041⟧", "⟦U+202e⟧": "⟦U+202e⟧", "⟦U+0202E⟧": "⟦U+0202E⟧", "⟦U+⟦U+202E⟧": "⟦U+\u202e", "⟦U+FFFFFFFFFFFF⟧": "⟦U+FFFFFFFFFFFF⟧"} {
		if got := said(cell); got != want {
			t.Errorf("%q is read as %q, want %q", cell, got, want)
		}
	}
}

func TestACellThatHasAnApostropheKeepsIt(t *testing.T) {
	for _, text := range []string{"=1", "'=1", "''=1", "'", "''", "'a", "-5", "'-5", "\t'=1", "＝1+1", "＋1", "－1", "＠SUM(A1)", " ＝1", "'＝1", "\u3000=1"} {
		cell := guarded(text)
		if bare := strings.Trim(text, "'"); bare != "" && bare != "a" && cell != "'"+text || Formula(cell) || unguarded(cell) != text {
			t.Errorf("%q stands as %q and is read as %q", text, cell, unguarded(cell))
		}
	}
}

// FuzzATableIsReadBackAsItWasWritten writes two texts and reads them.
func FuzzATableIsReadBackAsItWasWritten(f *testing.F) {
	for _, text := range []string{"=1+1", "'=1", "\u202eобрнуто\u202c", "⟦U+202E⟧", "⟦U+27E6⟧U+", "a;b\"c\nd", "\u2066\u2069\u200f", "\x00\x1f", "_x202E_", "\ufeff", "⟦U+⟦U+202E⟧"} {
		f.Add(text, "б")
	}
	f.Fuzz(func(t *testing.T, one, other string) {
		if !utf8.ValidString(one) || !utf8.ValidString(other) || len(one)+len(other) > 5000 {
			return
		}
		for _, format := range []Format{CSV, XLSX, JSONLines} {
			var b bytes.Buffer
			w, err := NewWriter(&b, format, []string{"one", "other"}, true)
			if err == nil {
				err = w.Write([]string{one, other})
			}
			if err == nil {
				err = w.Close()
			}
			if err != nil {
				t.Fatal(err)
			}
			if format == CSV && strings.ContainsFunc(strings.TrimPrefix(b.String(), "\ufeff"), func(r rune) bool { return unseen(r) || unicode.Is(unicode.Bidi_Control, r) }) {
				t.Errorf("raw in the file: %q", b.String())
			}
			rows := 0
			for row := range Rows(bytes.NewReader(b.Bytes()), int64(b.Len()), format) {
				if row.Err != nil {
					t.Fatalf("%s: %v", format, row.Err)
				}
				rows++
				for name, want := range map[string]string{"one": one, "other": other} {
					if got := plainEnds(row.Cells[name]); got != plainEnds(want) {
						t.Errorf("%s: %q is read as %q", format, want, got)
					}
				}
			}
			if rows != 1 && one+other != "" {
				t.Errorf("%s: %d rows", format, rows)
			}
		}
	})
}

// plainEnds is a text with the ends of its lines as CSV and XML keep them, and U+FFFE
// and U+FFFF as the format of workbooks does.
func plainEnds(text string) string {
	return strings.ReplaceAll(strings.ReplaceAll(text, "\r\n", "\n"), "\r", "\n")
}
