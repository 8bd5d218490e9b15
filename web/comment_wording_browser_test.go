package web

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/rasprava/rasprava/internal/dossier"
	"github.com/rasprava/rasprava/internal/locale"
	"github.com/rasprava/rasprava/web/browsertest"
)

// TestAWordingThatWasTypedComesBackInTheBrowser types a wording of several lines, goes to
// places that take none, by the button, by a file that is chosen and by another language,
// and back, with scripts and without.
func TestAWordingThatWasTypedComesBackInTheBrowser(t *testing.T) {
	s := newSite(t)
	m := newMinistry(s, "MPROBA")
	m.debates("MPROBA")
	m.shows("explanatory_memorandum")
	picture := filepath.Join(t.TempDir(), "skica.png")
	err := os.WriteFile(picture, aPicture(t), 0o600)
	if err != nil {
		t.Fatal(err)
	}
	const typed = "Орган одговара\nу року од <b>15</b> дана."
	b := browsertest.Open(t)
	for name, still := range map[string]bool{"with scripts": false, "without scripts": true} {
		t.Run(name, func(t *testing.T) {
			v := reader(locale.SrCyrl)
			tab := b.Person(t, browsertest.Options{Name: "Посетилац " + name, Width: 1280, Height: 900, NoScript: still})
			tab.Go(s.url + "/sr-Cyrl/predmeti/" + m.ref + "/komentar?odredba=art_2__para_1")
			tab.Choose(v.say.Name("comment_kind", string(dossier.Change)))
			tab.Fill(v.t("commenting.proposed"), typed)
			to := func(place string, takesOne bool) {
				t.Helper()
				tab.Select(v.t("commenting.about"), place)
				tab.Click(v.t("commenting.change_place"))
				if !takesOne {
					tab.See(v.t("commenting.wording_left"))
					return
				}
				tab.NotSee(v.t("commenting.wording_left"))
				if got := tab.Value(v.t("commenting.proposed")); got != typed {
					t.Errorf("at %s the wording is %q, want %q", place, got, typed)
				}
			}
			to(v.say.Name("document", "explanatory_memorandum"), false)
			to(v.t("place.whole"), false)
			tab.Upload(v.t("attachment.file"), picture)
			if still {
				tab.Click(v.t("commenting.change_place"))
			}
			tab.See("skica.png")
			tab.See(v.t("commenting.wording_left"))
			if said := tab.Complaints(); len(said) > 0 {
				t.Errorf("%v", said)
			}
			tab.Axe(t)
			tab.Click("Latinica")
			v = reader(locale.SrLatn)
			tab.See(v.t("commenting.wording_left"))
			tab.See("skica.png")
			to("Član 2. Rok za odgovor", true)
		})
	}
}
