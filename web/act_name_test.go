package web

import (
	"strings"
	"testing"

	"github.com/rasprava/rasprava/internal/dossier"
	"github.com/rasprava/rasprava/internal/locale"
	"github.com/rasprava/rasprava/internal/procedure"
	"github.com/rasprava/rasprava/internal/store"
)

// TestEveryKindOfActHasItsNameInEveryForm holds for lists and headings alike.
func TestEveryKindOfActHasItsNameInEveryForm(t *testing.T) {
	for _, l := range locale.Langs() {
		seen := map[string]bool{}
		for _, kind := range actKinds {
			for _, form := range procedure.Forms {
				name := reader(l).actName(kind, form)
				if strings.Contains(name, "_") || seen[name] {
					t.Errorf("%s, %s in %s is called %q", kind, form, l, name)
				}
				seen[name] = true
			}
		}
	}
}

// TestALawIsCalledWhatItIsByItsStage reads what a page calls the act, above and
// among its documents.
func TestALawIsCalledWhatItIsByItsStage(t *testing.T) {
	for run, want := range map[string][3]string{
		"public_debate 2026-11-10":    {"Нацрт закона", "Где је сада нацрт закона?", "Нацрт закона"},
		"assembly_agenda 2026-11-10":  {"Предлог закона", "Где је сада предлог закона?", "Предлог закона"},
		"entry_into_force 2026-11-10": {"Закон", "Где је сада закон?", "Закон"},
	} {
		r := dossierRecord{view: course(t, "2026-11-23", run), packages: []store.PackageView{{No: 1, ActHash: "a",
			Documents: []store.DocumentView{{Kind: dossier.ActDocument, Position: 1, Visibility: dossier.Public}}}}}
		body, err := reader(locale.SrCyrl).dossierWords(r, false)
		if err != nil {
			t.Fatal(err)
		}
		if got := [3]string{body.Kind, body.Where, body.Documents[0].Kind}; got != want {
			t.Errorf("%s: got %q, want %q", run, got, want)
		}
		if got := reader(locale.SrCyrl).rowWords(r.view.DossierRow, r.view.LegalNow).Kind; got != want[0] {
			t.Errorf("%s, in a list: got %q, want %q", run, got, want[0])
		}
	}
	ended := course(t, "2026-11-23", "ex_post 2026-11-10 2026-11-11 not_held")
	ended.Status = dossier.Completed
	body, err := reader(locale.SrCyrl).dossierWords(dossierRecord{view: ended}, false)
	if err != nil || body.Where != "Како је текао поступак" {
		t.Errorf("over: got %q, %v", body.Where, err)
	}
}
