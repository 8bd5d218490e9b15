package web

import (
	"bytes"
	"image"
	"image/png"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"

	"github.com/rasprava/rasprava/internal/dossier"
	"github.com/rasprava/rasprava/internal/ledger"
	"github.com/rasprava/rasprava/internal/locale"
	"github.com/rasprava/rasprava/internal/store"
	"github.com/rasprava/rasprava/web/browsertest"
)

// hand is how somebody uses pages: with a pointer, or with the keyboard alone.
type hand struct {
	*browsertest.Tab
	t    *testing.T
	keys bool
}

func (h hand) press(name string) {
	h.t.Helper()
	h.pressBy("", name)
}

func (h hand) pressBy(near, name string) {
	h.t.Helper()
	if !h.keys {
		h.ClickBy(near, name)
	} else {
		h.ReachBy(near, name)
		h.Press(kb.Enter)
	}
}

// writes puts a text in the place of what stands in a field.
func (h hand) writes(label, text string) {
	h.t.Helper()
	h.writesBy("", label, text)
}

func (h hand) writesBy(near, label, text string) {
	h.t.Helper()
	if !h.keys {
		h.FillBy(near, label, text)
		return
	}
	h.ReachBy(near, label)
	h.Press("a", chromedp.ModifierCtrl)
	h.Press(text)
}

func (h hand) chooses(label string) {
	h.t.Helper()
	if !h.keys {
		h.Choose(label)
		return
	}
	h.Pick(label)
}

// sound holds the page against axe-core, the width of the window and what the
// browser complains of.
func (h hand) sound() {
	h.t.Helper()
	h.Axe(h.t)
	h.Reflow(h.t)
	if said := h.Complaints(); len(said) > 0 {
		h.t.Errorf("%v", said)
	}
}

// aPicture returns a small PNG.
func aPicture(t *testing.T) []byte {
	t.Helper()
	var b bytes.Buffer
	err := png.Encode(&b, image.NewGray(image.Rect(0, 0, 8, 8)))
	if err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// TestCommentsAreSentOnAPhoneByPointerByKeysAndWithoutScripts goes from the text to
// the receipt in a window of 320 pixels: other words for an article, seen as a redline
// before they are sent, a file, a second comment, who sends; the receipt, printed;
// then a correction and a withdrawal, and the same receipt in another browser by its
// secret. As a citizen and as an organisation, with a pointer, with keys alone, and
// without scripts.
func TestCommentsAreSentOnAPhoneByPointerByKeysAndWithoutScripts(t *testing.T) {
	s := newSite(t)
	m := newMinistry(s, "MPROBA")
	round := m.debates("MPROBA")
	const register, organisation, email = "90000011", "Удружење „Проба”", "prva@primer.example"
	_, person := s.signedIn("Прва Оснивачић", email)
	err := s.store.AddOrganisation(t.Context(), store.Organisation{RegisterNo: register, Name: organisation, Kind: "other"})
	if err == nil {
		err = s.store.Mandate(t.Context(), person, dossier.Mandate{Organisation: register, From: "2020-01-01"})
	}
	if err != nil {
		t.Fatal(err)
	}
	picture := filepath.Join(t.TempDir(), "skica.png")
	err = os.WriteFile(picture, aPicture(t), 0o600)
	if err != nil {
		t.Fatal(err)
	}
	say := reader(locale.SrCyrl)
	key := strings.TrimSpace(string(s.public().do("GET", "/ledger/key", nil).want(200).body))
	sent := 0
	for _, how := range []struct {
		name        string
		keys, still bool
	}{{"pointer", false, false}, {"keys", true, false}, {"keys without scripts", true, true}} {
		for _, who := range []dossier.AuthorKind{dossier.Citizen, dossier.Organisation} {
			t.Run(string(who)+" by "+how.name, func(t *testing.T) {
				b := browsertest.Open(t)
				h := hand{b.Person(t, browsertest.Options{Name: string(who) + " by " + how.name, Width: 320, Height: 640, NoScript: how.still}), t, how.keys}
				if who == dossier.Organisation {
					h.Go(s.url + "/sr-Cyrl/prijava")
					h.writes(say.t("sign_in.email"), email)
					h.writes(say.t("sign_in.password"), password)
					h.press(say.t("sign_in.do"))
				}
				h.Go(s.url + "/sr-Cyrl/predmeti/" + m.ref + "/tekst")
				h.press(say.t("text.comment_article", "place", "члан 1."))
				h.sound()

				// Other words for the article, and a file.
				h.chooses(say.say.Name("comment_kind", string(dossier.Change)))
				h.writes(say.t("commenting.proposed"), "Овим законом уређује се оглед.")
				h.writes(say.t("commenting.body"), "Реч је јаснија")
				h.Upload(say.t("attachment.file"), picture)
				if how.still {
					h.press(say.t("attachment.do"))
				}
				h.See("skica.png")
				h.sound()
				if who == dossier.Citizen {
					h.chooses(say.t("commenting.as_citizen"))
					h.writes(say.t("commenting.name"), "Ана Примерић")
					h.chooses(say.t("commenting.publish"))
				} else {
					h.chooses(say.t("commenting.as_organisation"))
				}
				h.press(say.t("commenting.to_preview"))
				h.See(say.t("commenting.your_change"))
				if heard := h.Heard(); !strings.Contains(heard, "[брисано] проба [крај брисаног]") || !strings.Contains(heard, "[уметнуто] оглед [крај уметнутог]") {
					t.Errorf("the preview does not show what would change: %s", heard)
				}
				h.See("skica.png")
				h.sound()

				// A second comment, on the whole text.
				h.press(say.t("commenting.more"))
				h.chooses(say.say.Name("comment_kind", string(dossier.Question)))
				h.writes(say.t("commenting.body"), "Шта је проба?")
				h.press(say.t("commenting.to_preview"))
				h.See("Реч је јаснија")
				h.See("Шта је проба?")
				if who == dossier.Citizen {
					h.See("Ана Примерић")
				} else {
					h.See(organisation)
				}
				h.sound()
				h.press(say.t("commenting.send"))

				// The receipt, on the page and on paper.
				h.See(say.t("receipt.yours"))
				h.See(say.t("receipt.logged"))
				h.See(say.t("receipt.next"))
				h.sound()
				at := strings.TrimPrefix(h.URL(), s.url)
				no := strings.TrimPrefix(at, "/sr-Cyrl/potvrde/")
				if _, err := ledger.ParseReceiptNo(no); err != nil {
					t.Fatalf("%s leads to no receipt: %v", at, err)
				}
				_, rest, _ := strings.Cut(h.HTML(), `<p class="mono" lang="zxx">`)
				secret, _, _ := strings.Cut(rest, "<")
				h.Media("print")
				for _, must := range []string{no, say.t("receipt.what"), "Реч је јаснија", "Шта је проба?", say.t("receipt.next"), say.t("receipt.open"), secret} {
					h.See(must)
				}
				h.NotSee(say.t("receipt.print"))
				if page := h.HTML(); !strings.Contains(page, `class="qr"`) {
					t.Error("paper lacks the code")
				}
				h.Media("")

				// What was said is corrected, and the question withdrawn.
				h.press(say.t("revising.correct"))
				h.writesBy("Члан 1.", say.t("commenting.body"), "Реч је јаснија и краћа")
				h.press(say.t("revising.correct_do"))
				h.See(say.t("revising.was_corrected"))
				h.See("Реч је јаснија и краћа")
				h.sound()
				h.press(say.t("revising.withdraw"))
				h.sound()
				h.chooses(say.t("comment.number", "number", 2*sent+2))
				h.press(say.t("revising.withdraw_do"))
				h.See(say.t("revising.was_withdrawn_one", "number", 2*sent+2))
				h.sound()
				sent++

				// Somebody without the secret, and the author in another browser with it.
				other := hand{b.Person(t, browsertest.Options{Name: "another browser", Width: 320, Height: 640, NoScript: how.still}), t, how.keys}
				other.Go(s.url + at)
				other.NotSee(say.t("revising.correct"))
				other.press(say.t("receipt.yours_elsewhere"))
				other.writes(say.t("receipt.secret"), secret)
				other.press(say.t("receipt.show"))
				other.See("Реч је јаснија и краћа")
				other.See(say.t("revising.correct"))
				other.sound()
				file, err := s.store.ReceiptFile(t.Context(), no, secret)
				if err != nil {
					t.Fatal(err)
				}
				verdict, err := ledger.Verify(file, key)
				if err != nil || verdict.Kind != ledger.Corrected || verdict.Comments != 2 {
					t.Errorf("the file is now of %+v, %v, want of the correction", verdict, err)
				}
			})
		}
	}
	view, err := s.store.Round(t.Context(), "", round)
	if err != nil || view.Comments != 2*sent || sent != 6 {
		t.Errorf("%d were sent and the round has %d comments, %v", sent, view.Comments, err)
	}
}
