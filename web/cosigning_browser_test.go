package web

import (
	"strings"
	"testing"

	"github.com/rasprava/rasprava/internal/locale"
	"github.com/rasprava/rasprava/internal/store/storetest"
	"github.com/rasprava/rasprava/web/browsertest"
)

// TestOrganisationsSignOnAPhoneByKeysAndWithoutScripts names two organisations on the
// form in a window of 320 pixels, one of them wrongly first, has one sign and take its
// signature back and the other decline: with keys alone, with scripts and without.
func TestOrganisationsSignOnAPhoneByKeysAndWithoutScripts(t *testing.T) {
	s := newSite(t)
	m := newMinistry(s, "MPROBA")
	m.debates("MPROBA")
	say := reader(locale.SrCyrl)
	for _, how := range []struct {
		name  string
		still bool
	}{{"keys", false}, {"keys without scripts", true}} {
		t.Run(how.name, func(t *testing.T) {
			b := browsertest.Open(t)
			open := func(name string) hand {
				return hand{b.Person(t, browsertest.Options{Name: name, Width: 320, Height: 640, NoScript: how.still}), t, true}
			}
			h := open("author by " + how.name)
			h.Go(s.url + "/sr-Cyrl/predmeti/" + m.ref + "/komentar")
			h.chooses(say.say.Name("comment_kind", "remark"))
			h.writes(say.t("commenting.body"), "Рок је прекратак.")
			h.chooses(say.t("commenting.as_anonymous"))
			h.press(say.t("joint.open"))
			h.sound()
			name := func(row int, name, number, email string) {
				near := say.t("joint.row", "number", row)
				h.writesBy(near, say.t("organisations.name"), name)
				h.writesBy(near, say.t("organisations.number"), number)
				h.writesBy(near, say.t("joint.email"), email)
			}
			name(1, "Фондација „Липа”", "91000002", "lipa@primer.example")
			h.press(say.t("joint.more"))
			h.See(say.t("joint.row", "number", 6))
			name(4, "Удружење „Храст”", "91000002", "hrast@primer.example")
			h.press(say.t("commenting.to_preview"))
			h.See(say.t("problem.cosigner_twice.detail"))
			h.sound()
			h.writesBy(say.t("joint.row", "number", 2), say.t("organisations.number"), "91000001")
			h.press(say.t("commenting.to_preview"))
			h.See("Удружење „Храст”")
			h.See(say.t("joint.will_ask"))
			h.sound()
			h.press(say.t("commenting.send"))
			h.See(say.t("receipt.yours"))
			h.See(say.say.Name("cosigner_state", "asked"))
			h.sound()
			receipt := h.URL()

			lipa := s.mailed(t, "lipa@primer.example")
			storetest.Exec(t, s.store, `UPDATE cosigners SET asked_at = asked_at - interval '11 minutes'`)
			h.Go(receipt)
			h.press(say.t("joint.again") + " Удружење „Храст”")
			h.writesBy("Удружење „Храст”", say.t("joint.email"), "hrast2@primer.example")
			h.press(say.t("joint.again_do") + " Удружење „Храст”")
			h.See(say.t("joint.sent_again"))
			hrast := s.mailed(t, "hrast2@primer.example")
			if len(lipa) != 1 || len(hrast) != 1 {
				t.Fatalf("%d and %d mails", len(lipa), len(hrast))
			}

			o := open("signatory by " + how.name)
			o.Go(s.url + s.linkIn(t, lipa[0], "zajednicki-podnesak"))
			o.See("Рок је прекратак.")
			o.sound()
			o.press(say.t("cosigning.do"))
			o.See(say.t("cosigning.signed"))
			o.sound()
			o.press(say.t("cosigning.withdraw_do"))
			o.See(say.t("cosigning.withdrawn"))
			o.press(say.t("cosigning.do"))
			o.See(say.t("cosigning.signed"))
			d := open("who declines by " + how.name)
			d.Go(s.url + s.linkIn(t, hrast[0], "zajednicki-podnesak"))
			d.press(say.t("cosigning.decline_do"))
			d.See(say.t("cosigning.declined"))
			d.sound()

			h.Go(receipt)
			h.See(upperFirst(say.n("joint.count", 1)))
			h.See(say.say.Name("cosigner_state", "declined"))
			h.sound()
			o.Go(s.url + "/sr-Cyrl/predmeti/" + m.ref + "/komentari")
			o.See(say.n("joint.count", 1))
			o.NotSee("Храст")
			o.sound()
			if page := o.HTML(); strings.Contains(page, "primer.example") {
				t.Error("an address is published")
			}
		})
	}
}
