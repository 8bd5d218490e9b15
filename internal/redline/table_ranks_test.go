package redline

import (
	"strings"
	"testing"
)

// The running numbers of rows go on when a row comes or goes, and are no words that changed.
func TestRunningNumbersOfRowsAreNoWords(t *testing.T) {
	page := func(rows ...string) string {
		text := "<html><body><p>Члан 1.</p><p>Таксе су:</p><table>"
		for _, row := range rows {
			text += "<tr><td>" + strings.ReplaceAll(row, "|", "</td><td>") + "</td></tr>"
		}
		return text + "</table><p>Члан 2.</p><p>Таксе се плаћају унапред.</p></body></html>"
	}
	for _, tt := range []struct {
		name     string
		old, new []string
		words    Words
		shown    string
	}{
		{"numbers alone", []string{"1|Упис|1.000", "2|Решење|1.000", "3|Жалба|500"}, []string{"1|Упис|1.000", "2|Извод|300", "3|Решење|1.200", "4|Жалба|500"},
			Words{Inserted: 4, Deleted: 1}, "[+2\tИзвод\t300\n][-2][+3]\tРешење\t[-1.000][+1.200]\n[-3][+4]\tЖалба"},
		{"numbers with a dot behind a head", []string{"Бр.|Радња|Износ", "1.|Упис|100", "2.|Решење|200", "3.|Жалба|500"}, []string{"Бр.|Радња|Износ", "1.|Упис|100", "2.|Извод|300", "3.|Решење|200", "4.|Жалба|500"},
			Words{Inserted: 3}, "[+2.\tИзвод\t300\n][-2][+3].\tРешење"},
		{"rows without a number between them", []string{"1|Упис|100", "|у књигу|50", "2|Решење|200", "3|Жалба|500"}, []string{"1|Извод|300", "2|Упис|100", "|у књигу|50", "3|Решење|200", "4|Жалба|500"},
			Words{Inserted: 3}, ""},
		{"numbers that do not run", []string{"7|Упис|100", "9|Решење|200"}, []string{"8|Упис|100", "9|Решење|200"}, Words{Inserted: 1, Deleted: 1}, ""},
	} {
		for _, back := range []bool{false, true} {
			old, new, want := page(tt.old...), page(tt.new...), tt.words
			if back {
				old, new, want = new, old, Words{Inserted: want.Deleted, Deleted: want.Inserted}
			}
			o, n := pageAct(t, old), pageAct(t, new)
			r, err := Compare(o, n)
			if err != nil {
				t.Fatal(err)
			}
			checkRedline(t, o, n, r)
			if r.Summary.Words != want {
				t.Errorf("%s, back %v: %+v, want %+v: %s", tt.name, back, r.Summary.Words, want, marked(r.Changes[0].Spans))
			}
			if got := marked(r.Changes[0].Spans); !back && !strings.Contains(got, tt.shown) {
				t.Errorf("%s: %s, want %s", tt.name, got, tt.shown)
			}
		}
	}
}
