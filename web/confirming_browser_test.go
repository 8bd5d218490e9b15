package web

import (
	"testing"

	"github.com/rasprava/rasprava/internal/locale"
	"github.com/rasprava/rasprava/internal/store/storetest"
	"github.com/rasprava/rasprava/web/browsertest"
)

func TestAnAddressIsConfirmedOnAPhoneByKeysWithAndWithoutScripts(t *testing.T) {
	s, m, _ := demands(t)
	say := reader(locale.SrCyrl)
	for i, c := range []struct {
		name, email string
		still, deny bool
	}{{"keys", "ana@primer.example", false, false}, {"keys without scripts", "petar@primer.example", true, false}, {"keys, denied", "goran@primer.example", true, true}} {
		t.Run(c.name, func(t *testing.T) {
			b := browsertest.Open(t)
			h := hand{b.Person(t, browsertest.Options{Name: "address by " + c.name, Width: 320, Height: 640, NoScript: c.still}), t, true}
			h.Go(s.url + "/sr-Cyrl/predmeti/" + m.ref + "/komentar")
			h.chooses(say.say.Name("comment_kind", "remark"))
			h.writes(say.t("commenting.body"), "Рок је прекратак.")
			h.chooses(say.t("commenting.as_anonymous"))
			h.writes(say.t("commenting.email"), c.email)
			h.chooses(say.t("commenting.told"))
			h.sound()
			h.press(say.t("commenting.to_preview"))
			h.See(say.t("admitted.to_confirm"))
			h.sound()
			h.press(say.t("commenting.send"))
			h.See(say.t("confirming.awaited"))
			h.sound()
			mails := s.mailed(t, c.email)
			if len(mails) != 1 {
				t.Fatalf("%d mails", len(mails))
			}
			h.Go(s.url + s.linkIn(t, mails[0], "potvrda-adrese"))
			h.See("Рок је прекратак.")
			h.sound()
			if c.deny {
				h.press(say.t("confirming.not_me_do"))
				h.See(say.t("confirming.disowned"))
			} else {
				h.press(say.t("confirming.do"))
				h.See(say.t("confirming.confirmed"))
			}
			h.sound()
			h.Go(s.url + s.linkIn(t, mails[0], "odjava"))
			h.sound()
			h.press(say.t("stopping.do"))
			h.See(say.t("stopping.off"))
			h.sound()
			if n := storetest.Count(t, s.store, `SELECT count(*) FROM comments`); n != min(i+1, 2) {
				t.Errorf("%d comments count, want %d", n, min(i+1, 2))
			}
		})
	}
}
