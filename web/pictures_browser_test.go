package web

import (
	"testing"

	"github.com/rasprava/rasprava/internal/locale"
	"github.com/rasprava/rasprava/web/browsertest"
)

// TestPagesWithPicturesAreSound holds them against axe-core and the width of the
// window in every language, and their HTML against html-validate.
func TestPagesWithPicturesAreSound(t *testing.T) {
	s := newSite(t)
	m := newMinistry(s, "MPROBA")
	m.decides()
	tab := browsertest.Open(t).Person(t, browsertest.Options{Name: "public"})
	sources := map[string]string{}
	for _, path := range []string{"/plan", "/plan?postupak=rs.law.government&od=2026-11-23", "/plan?postupak=&od=x", "/postupci/test.two_stage", "/predmeti/" + m.ref + "/put"} {
		for _, l := range locale.Langs() {
			tab.Go(s.url + "/" + string(l) + path)
			sources[string(l)+path] = tab.Source()
			if words := browsertest.Latin(t, tab.Source()); l == locale.SrCyrl && len(words) > 0 {
				t.Errorf("%s: %v are in Latin letters", path, words)
			}
			for _, width := range []int{1280, 320} {
				tab.Size(width, 900)
				tab.Axe(t)
				tab.Reflow(t)
			}
		}
	}
	browsertest.Validate(t, sources)
}
