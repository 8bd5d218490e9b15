package main

import (
	"regexp"
	"testing"

	"github.com/chromedp/chromedp/kb"

	"github.com/rasprava/rasprava/internal/demonstration"
	"github.com/rasprava/rasprava/internal/dossier"
	"github.com/rasprava/rasprava/internal/locale"
	"github.com/rasprava/rasprava/web/browsertest"
)

// reader is somebody who has no mouse, and whose browser runs no script.
type reader struct {
	*browsertest.Tab
	t *testing.T
}

// goes presses a link or a button with the keyboard, and holds the page that
// comes against axe-core.
func (r *reader) goes(name string) {
	r.t.Helper()
	r.Reach(name)
	r.Press(kb.Enter)
	r.Axe(r.t)
}

// types writes where the cursor stands in a field.
func (r *reader) types(label, text string) {
	r.t.Helper()
	r.Reach(label)
	r.Press(text)
}

// ticks chooses what the keyboard comes to.
func (r *reader) ticks(label string) {
	r.t.Helper()
	r.Reach(label)
	r.Press(" ")
}

var receiptAddress = regexp.MustCompile(`/sr-Cyrl/potvrde/([A-Z0-9-]+)`)

// TestThePublicPartByKeyboardWithoutScripts finds a draft, comments on an article
// of it, keeps the receipt and checks it, and reads what changed in another, all
// by Tab, Enter and Space, without a script, and sees at each step where it is.
func TestThePublicPartByKeyboardWithoutScripts(t *testing.T) {
	s, _ := newDemonstration(t)
	r := &reader{browsertest.Open(t).Person(t, browsertest.Options{Name: "reader", NoScript: true}), t}
	r.Go(s.url + "/sr-Cyrl/")
	r.Axe(t)

	// From the front to the article: the list, narrowed, and the text.
	r.goes(say("nav.dossiers"))
	r.types(say("list.query"), "отвореним")
	r.goes(say("list.show"))
	r.NotSee(demonstration.GreenSpaces.Title())
	r.goes(demonstration.OpenData.Title())
	r.goes(say("dossier.read_and_comment"))

	// The comment: other words for the article, looked at, corrected, and sent.
	r.goes(say("text.comment_article", "place", "члан 5."))
	r.ticks(locale.For(locale.SrCyrl).Name("comment_kind", string(dossier.Change)))
	r.types(say("commenting.proposed"), "Без изузетка: ")
	r.types(say("commenting.body"), "Овако је јасније")
	r.ticks(say("commenting.as_anonymous"))
	r.goes(say("commenting.to_preview"))
	r.See("Без изузетка:")
	r.See(say("commenting.your_change"))
	r.goes(say("commenting.correct"))
	r.types(say("commenting.body"), "Предлог је кратак. ")
	r.goes(say("commenting.to_preview"))
	r.See("Предлог је кратак.")
	r.See("Овако је јасније")
	r.goes(say("commenting.send"))
	r.See(say("receipt.yours"))
	no := receiptAddress.FindStringSubmatch(r.URL())
	if no == nil {
		t.Fatalf("%s is no receipt", r.URL())
	}

	// The receipt is found again by its number.
	r.goes(say("frame.check_receipt"))
	r.types(say("check.number"), no[1])
	r.goes(say("check.number_do"))
	if got := receiptAddress.FindStringSubmatch(r.URL()); got == nil || got[1] != no[1] {
		t.Fatalf("the check leads to %s, want the receipt %s", r.URL(), no[1])
	}
	r.See("Члан 5.")

	// What a finished law changed, from version to version.
	r.goes(say("frame.site"))
	r.goes(say("nav.dossiers"))
	r.goes(demonstration.GreenSpaces.Title())
	r.goes(say("dossier.see_changes", "seen", ""))
	r.See("премештено")
	r.goes(say("redline.compare"))
}
