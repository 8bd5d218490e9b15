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

// The rows of a table stand in a redline one a line, their cells apart, and a row
// that did not change is shown once where there is no room for two columns.
func TestTheCellsOfATableStandApartInARedline(t *testing.T) {
	old := strings.Replace(lawPage, "</table>", "<tr><td>Жалба</td><td></td></tr></table>", 1)
	fresh := strings.Replace(old, "</table>", "<tr><td>Тужба</td><td>300 динара</td></tr></table>", 1)
	for _, mode := range []string{modeChanges, modeSides} {
		p := compares(t, locale.SrCyrl, "prikaz="+mode, old, fresh, store.ReasonsView{})
		var lines, same []string
		said := func(l markedLine) string {
			text := ""
			for _, part := range l.Parts {
				text += part.Op + part.Text
			}
			if strings.Contains(text, "|") && l.Class != "flat" {
				t.Errorf("%s: %q is of the class %q", mode, text, l.Class)
			}
			return text
		}
		for _, b := range p.Blocks {
			for _, l := range b.Lines {
				lines = append(lines, said(l))
			}
			for _, r := range b.Rows {
				lines = append(lines, said(r.New))
				if r.Same {
					same = append(same, said(r.New))
				}
			}
		}
		all := strings.Join(lines, "\n")
		for _, want := range []string{"=Проба | 100 динара", "=Жалба", "Тужба | 300 динара"} {
			if !strings.Contains(all, want) {
				t.Errorf("%s: got\n%s\nwant %q in it", mode, all, want)
			}
		}
		if mode == modeSides && !strings.Contains(strings.Join(same, "\n"), "=Жалба") {
			t.Errorf("the row that is the same is shown twice: same are %q", same)
		}
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
