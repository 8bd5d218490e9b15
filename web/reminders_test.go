package web

import (
	"net/http"
	"net/url"
	"testing"

	"github.com/rasprava/rasprava/internal/store/storetest"
)

func TestAnOfficialSwitchesRemindersOff(t *testing.T) {
	s := newSite(t)
	m := newMinistry(s, "MPROBA")
	w := m.drafter.works()
	shows(t, w.reads("/sr-Cyrl/nalog"), "Подсетници е-поштом", `name="podsetnici" type="radio" value="da" checked`)
	for _, c := range []struct {
		choice string
		off    int
	}{{"ne", 1}, {"da", 0}} {
		w.sends("/sr-Cyrl/nalog", url.Values{"podsetnici": {c.choice}}).want(http.StatusSeeOther)
		if n := storetest.Count(t, s.store, `SELECT count(*) FROM persons WHERE NOT mailed`); n != c.off {
			t.Errorf("%s: %d are not reminded, want %d", c.choice, n, c.off)
		}
		shows(t, w.reads("/sr-Cyrl/nalog"), `name="podsetnici" type="radio" value="`+c.choice+`" checked`)
	}
	w.sends("/sr-Cyrl/nalog", url.Values{"lang": {"sr-Latn"}}).want(http.StatusSeeOther)
	if n := storetest.Count(t, s.store, `SELECT count(*) FROM persons WHERE NOT mailed`); n != 0 {
		t.Errorf("with another language %d are not reminded", n)
	}
}
