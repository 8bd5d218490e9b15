package web

import (
	"net/http"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/rasprava/rasprava/internal/locale"
	"github.com/rasprava/rasprava/internal/store"
)

func TestATableIsReadAsOne(t *testing.T) {
	a := parsed(t, lawPage)
	var rows [][]string
	var ids []string
	for _, r := range reader(locale.SrLatn).rowsOf(a, map[string]quoteMark{"art_2__para_2": {From: len("Радња\tИзнос\nПроба\t"), To: len("Радња\tИзнос\nПроба\t100"), ID: "oznaka"}}) {
		for _, l := range r.Lines {
			for _, row := range l.Table {
				var cells []string
				for _, cell := range row {
					text := ""
					for _, s := range cell {
						text += s.Text
						if s.Mark != "" {
							text += "^"
						}
					}
					cells = append(cells, text)
				}
				rows = append(rows, cells)
				ids = append(ids, l.ID)
			}
		}
	}
	if diff := cmp.Diff([][]string{{"Radnja", "Iznos"}, {"Proba", "100^ dinara"}}, rows); diff != "" {
		t.Errorf("rows (-want +got):\n%s", diff)
	}
	if diff := cmp.Diff([]string{"art_2__para_2", "art_2__para_2"}, ids); diff != "" {
		t.Errorf("the provision (-want +got):\n%s", diff)
	}
}

// A table is a table in a redline, on both sides where there are two, and a row that
// did not change is shown once where there is no room for two columns.
func TestATableIsOneInARedline(t *testing.T) {
	old := strings.Replace(lawPage, "</table>", "<tr><td>Жалба</td><td></td></tr></table>", 1)
	fresh := strings.Replace(old, "<tr><td>Жалба", "<tr><td>Тужба</td><td>300 динара</td></tr><tr><td>Жалба", 1)
	const head, proba, appeal, suit = "=Радња|=Износ", "=Проба|=100 динара", "=Жалба|", "+Тужба|+300 динара"
	tests := []struct {
		mode     string
		old, new []string // nil: the one column
	}{
		{mode: modeChanges, new: []string{head, proba, suit, appeal}},
		{mode: modeSides, old: []string{head, proba, appeal}, new: []string{head + " again", proba + " again", suit, appeal + " again"}},
	}
	for _, tt := range tests {
		var olds, news []string
		said := func(l markedLine) []string {
			return each(l.Table, func(r markedRow) string {
				text := strings.Join(each(r.Cells, func(cell []markedPart) string {
					return strings.Join(each(cell, func(p markedPart) string { return p.Op + p.Text }), "")
				}), "|")
				if r.Again {
					text += " again"
				}
				return text
			})
		}
		for _, b := range compares(t, locale.SrCyrl, "prikaz="+tt.mode, old, fresh, store.ReasonsView{}).Blocks {
			for _, l := range b.Lines {
				news = append(news, said(l)...)
			}
			for _, r := range b.Rows {
				olds, news = append(olds, said(r.Old)...), append(news, said(r.New)...)
			}
		}
		if diff := cmp.Diff([][]string{tt.old, tt.new}, [][]string{olds, news}); diff != "" {
			t.Errorf("%s: rows (-want +got):\n%s", tt.mode, diff)
		}
	}
}

func TestATableThatDidNotChangeIsOneInTheWholeText(t *testing.T) {
	fresh := strings.Replace(lawPage, "</body>", "<p>Члан 9.</p><p>Министар доноси правилник о обрасцима захтева.</p></body>", 1)
	if fresh == lawPage {
		t.Fatal("nothing was added")
	}
	cells := 0
	for _, b := range compares(t, locale.SrCyrl, "prikaz="+modeWhole, lawPage, fresh, store.ReasonsView{}).Blocks {
		for _, l := range b.Unmarked.Lines {
			for _, row := range l.Table {
				cells += len(row)
			}
		}
	}
	if cells != 4 {
		t.Errorf("the table has %d cells, want 4", cells)
	}
}

func TestWhoEditsATableIsToldHowItIsWritten(t *testing.T) {
	s := newSite(t)
	m := newMinistry(s, "MPROBA")
	path := m.drafts("MPROBA")
	w := m.drafter.works()
	w.uploads(path+"/dokument", hidden("", "vrsta", "act"), file{"datoteka", "nacrt.html", lawPage}).want(http.StatusSeeOther)
	page := w.reads(path + "/tekst/art_2")
	shows(t, page, "ћелије у реду раздваја табулатор", "Проба\t100 динара")
	hides(t, w.reads(path+"/tekst/art_3"), "табулатор")
	w.sends(path+"/tekst/art_2", hidden(page, "tekst", "Члан 2.\nТаксе су:\nРадња\tИзнос\nПроба\t150 динара")).want(http.StatusSeeOther)
	shows(t, w.reads(path), "nacrt.html")
	w.sends(path+"/verzija", hidden(w.reads(path), "razlog", "first_version")).want(http.StatusSeeOther)
	shows(t, w.reads("/sr-Cyrl/predmeti/"+m.ref+"/tekst/1"), "<td>150 динара</td>", `role="region" tabindex="0" aria-label="Табела"`)
}
