package web

import (
	"testing"

	"github.com/rasprava/rasprava/internal/dossier"
	"github.com/rasprava/rasprava/internal/locale"
	"github.com/rasprava/rasprava/web/browsertest"
)

// TestWhoWaitsForAVerdictIsTakenOn gives a command that the engine is slow with:
// the page that waits is sound, and leads on by itself when there is a verdict.
func TestWhoWaitsForAVerdictIsTakenOn(t *testing.T) {
	s := newSite(t)
	m := newMinistry(s, "MPROBA")
	m.opens("MPROBA", nil)
	s.signedIn("Милица Нацртић", "milica@primer.example", "MPROBA drafter")
	tab := browsertest.Open(t).Person(t, browsertest.Options{Name: "Милица"})
	say := func(id string) string { return locale.For(locale.SrCyrl).T(id, nil) }
	tab.Go(s.url + "/sr-Cyrl/prijava")
	tab.Fill(say("sign_in.email"), "milica@primer.example")
	tab.Fill(say("sign_in.password"), password)
	tab.Click(say("sign_in.do"))
	tab.Go(s.url + "/sr-Cyrl/predmeti/" + m.ref + "/dostupnost")
	s.desk.slow = true
	tab.Choose(locale.For(locale.SrCyrl).Name("visibility_choice", string(dossier.Embargoed)))
	tab.Click(say("visibility_page.do"))
	tab.See(say("waiting.detail"))
	tab.Axe(t)
	tab.Size(320, 900)
	tab.Reflow(t)
	s.desk.slow = false
	var command string
	err := s.store.DB().QueryRowContext(t.Context(), `SELECT id FROM commands WHERE status = 'pending'`).Scan(&command)
	if err != nil {
		t.Fatal(err)
	}
	pin, err := s.store.Pin(t.Context(), dossier.Ref(m.ref))
	if err != nil {
		t.Fatal(err)
	}
	_, err = s.store.ApplyCommand(t.Context(), dossier.ApplyInput{Ref: dossier.Ref(m.ref), Command: command, StageNo: pin.StageNo})
	if err != nil {
		t.Fatal(err)
	}
	tab.See(say("done.command"))
}
