package store_test

import (
	"strings"
	"testing"

	"github.com/rasprava/rasprava/internal/dossier"
)

// TestEveryExemptionHasItsLeaf grants two, and changes, loses and invents one.
func TestEveryExemptionHasItsLeaf(t *testing.T) {
	w := beforeDebate(t)
	w.do(w.signerA, dossier.Shorten, shorter("18d"))
	w.do(w.signerB, dossier.Shorten, shorter("16d"))
	var kinds string
	err := w.s.DB().QueryRowContext(t.Context(), `SELECT string_agg(kind, ' ' ORDER BY n DESC) FROM (SELECT n, kind FROM log_leaves WHERE log = 'rehearsal' ORDER BY n DESC LIMIT 4) l`).Scan(&kinds)
	if err != nil {
		t.Fatal(err)
	}
	if want := "decided exemption decided exemption"; kinds != want {
		t.Errorf("the last leaves are %q, want %q", kinds, want)
	}
	if said, _ := w.checked(); said != "" {
		t.Fatalf("nothing was touched: %s", said)
	}
	for _, tt := range []struct{ name, table, change, says string }{
		{"its reasons", "exemptions", `UPDATE exemptions SET reason = translate(reason, 'аQ', 'Qа') WHERE term = '16d'`, "is not the one that was granted"},
		{"its term", "exemptions", `UPDATE exemptions SET term = CASE term WHEN '16d' THEN '12d' ELSE '16d' END WHERE term IN ('16d', '12d')`, "is not the one that was granted"},
		{"another identity", "exemptions", `UPDATE exemptions SET id = CASE id WHEN '00000000-0000-0000-0000-000000000001' THEN
			(SELECT subject FROM log_leaves WHERE kind = 'exemption' ORDER BY n LIMIT 1) ELSE '00000000-0000-0000-0000-000000000001' END WHERE term = '18d'`, "has no leaf"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			w.tampers(tt.table, tt.change)
			said, _ := w.checked()
			if !strings.Contains(said, tt.says) {
				t.Errorf("got %q, want %q", said, tt.says)
			}
			w.tampers(tt.table, tt.change)
			if said, _ := w.checked(); said != "" {
				t.Errorf("put right: %s", said)
			}
		})
	}
}
