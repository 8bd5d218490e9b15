package web

import (
	"net/http"
	"net/url"
	"strings"
	"testing"

	"github.com/rasprava/rasprava/internal/dossier"
	"github.com/rasprava/rasprava/internal/locale"
)

// TestWhatIsNotComparedYetIsWaitedFor asks for what differs between versions that
// nobody has compared, while the workflows do not answer and when they do.
func TestWhatIsNotComparedYetIsWaitedFor(t *testing.T) {
	s := newSite(t)
	m := newMinistry(s, "MPROBA")
	m.opens("MPROBA", nil)
	m.saves(law(first, second))
	m.saves(law(first, strings.Replace(second, "30", "20", 1), last))
	w := m.drafter.works()
	at := "/predmeti/" + m.ref
	inAPI := m.path("/redline?from=2&to=3")
	for _, no := range []int{2, 3} {
		if _, text, err := s.store.Package(t.Context(), m.drafter.id, dossier.Ref(m.ref), no); err != nil || text == nil {
			t.Fatalf("version %d: %v", no, err)
		}
	}
	s.desk.mute = true
	for _, l := range locale.Langs() {
		say := locale.For(l)
		for _, path := range []string{"/izmene?od=2&do=3", "/izmene/docx?od=2&do=3"} {
			r := w.opens("/" + string(l) + at + path).want(http.StatusAccepted)
			page := string(r.body)
			shows(t, page, say.T("comparing.title", nil), say.T("comparing.detail", nil), `<noscript><meta http-equiv="refresh" content="3"></noscript>`,
				`hx-trigger="every 2s"`, `href="/`+string(l)+at+`"`)
			if r.header.Get("Retry-After") != "2" || r.header.Get("Cache-Control") != "no-store" {
				t.Errorf("%s: %v", path, r.header)
			}
		}
	}
	refused := m.drafter.do("GET", inAPI, nil)
	refused.refused(http.StatusServiceUnavailable, dossier.CodeRedlinePending)
	if refused.header.Get("Retry-After") == "" {
		t.Error("a program is not told when to ask again")
	}
	shows(t, w.reads("/sr-Cyrl"+at), m.ref) // the dossier is read all the same
	s.desk.mute = false
	asked := len(s.desk.compares)
	shows(t, w.reads("/sr-Cyrl"+at+"/izmene?od=2&do=3"), "измењен")
	if got := len(s.desk.compares); got != asked+1 {
		t.Errorf("%d were compared for one page", got-asked)
	}
	m.drafter.do("GET", inAPI, nil).want(http.StatusOK)
	w.reads("/sr-Cyrl" + at + "/izmene?od=2&do=3")
	if got := len(s.desk.compares); got != asked+1 {
		t.Errorf("what is kept was compared again: %d", got-asked)
	}
	done := w.asks("GET", "/sr-Cyrl"+at+"/izmene?od=2&do=3", url.Values{}, "Authorization", "Bearer "+w.token, "HX-Request", "true", "HX-Target", comparingPoll).want(http.StatusNoContent)
	if done.header.Get("HX-Refresh") != "true" {
		t.Errorf("the page that waits is not told: %v", done.header)
	}
}
