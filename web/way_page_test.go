package web

import (
	"strings"
	"testing"

	"github.com/rasprava/rasprava/internal/locale"
	"github.com/rasprava/rasprava/internal/procedure"
)

func TestWhatATermAskedIsSaidAgainstWhatCameOfIt(t *testing.T) {
	law := shippedProcedure(t, "rs.law.government")
	debate, _ := law.Stage("public_debate")
	opinions, _ := law.Stage("opinions")
	for _, c := range []struct {
		o           procedure.Outturn
		text, fault string
		l           locale.Lang
	}{
		{procedure.Outturn{Window: debate.Windows[0], Lasted: 21, Verdict: procedure.Kept}, "21 дан; прописано је најмање 20 дана", "", locale.SrCyrl},
		{procedure.Outturn{Window: debate.Windows[0], Lasted: 14, Verdict: procedure.Short}, "само 14 дана, а прописано је најмање 20 дана", "краће него што закон тражи", locale.SrCyrl},
		{procedure.Outturn{Window: debate.Windows[0], Lasted: 14, Verdict: procedure.Short}, "only 14 days of at least 20 days", "shorter than the law asks", locale.En},
		{procedure.Outturn{Window: debate.Windows[1], Lasted: 3, Verdict: procedure.Runs}, "komentari se do sada primaju 3 dana; propisano je najmanje 15 dana", "", locale.SrLatn},
		{procedure.Outturn{Window: opinions.Windows[0], Lasted: 12, Verdict: procedure.Late}, "12 радних дана; прописано је највише 10 радних дана", "после рока", locale.SrCyrl},
	} {
		got := reader(c.l).wayTerm(nil, c.o)
		if got.Text != c.text || got.Fault != c.fault || got.Verified != c.o.Window.Evidence.Verified() {
			t.Errorf("got %+v, want %q and %q", got, c.text, c.fault)
		}
	}
}

func TestEveryVerdictOnEveryTermHasWords(t *testing.T) {
	for _, l := range locale.Langs() {
		for _, kind := range []procedure.WindowKind{procedure.MinWindow, procedure.MaxWindow, procedure.CommentMinWindow} {
			for _, verdict := range []procedure.Verdict{procedure.Kept, procedure.Short, procedure.Late, procedure.Runs, procedure.LeftOff} {
				never := kind == procedure.MaxWindow && (verdict == procedure.Short || verdict == procedure.LeftOff) || kind != procedure.MaxWindow && verdict == procedure.Late
				got := reader(l).wayTerm(nil, procedure.Outturn{Window: procedure.WindowDef{Kind: kind, Term: "20d"}, Lasted: 3, Verdict: verdict}).Text
				if strings.HasPrefix(got, "way.") != never || strings.Contains(got, "…") {
					t.Errorf("%s %s in %s: got %q", kind, verdict, l, got)
				}
			}
		}
	}
}

func TestTheWayOfADossierIsShownToWhoSeesIt(t *testing.T) {
	s := newSite(t)
	m := newMinistry(s, "MPROBA")
	m.opens("MPROBA", nil)
	u := s.visitor()
	u.asks("GET", "/sr-Cyrl/predmeti/"+m.ref+"/put", nil).want(404) // a draft that nobody has published
	m.drafter.opensPage("/sr-Cyrl/predmeti/" + m.ref + "/put")
	m.publishes()
	m.publishes()
	page := u.gets("/sr-Cyrl/predmeti/" + m.ref + "/put")
	holdsAll(t, "while the round runs", page, "<svg ", "предмет је овде", "✓ завршено", "до сада 0 дана; прописано је најмање 5 дана", "није проверено")
	m.closes()
	page = u.gets("/sr-Cyrl/predmeti/" + m.ref + "/put")
	if strings.Contains(page, "краће него што закон тражи") {
		t.Error("a stage of ours is found to be too short")
	}
	holdsAll(t, "after it", page, "прописано је најмање 5 дана", "Завршене")
	for _, l := range locale.Langs() {
		holdsAll(t, string(l), u.gets("/"+string(l)+"/predmeti/"+m.ref), "/"+string(l)+"/predmeti/"+m.ref+"/put")
		u.gets("/" + string(l) + "/predmeti/" + m.ref + "/put")
	}
	holdsAll(t, "the procedure", u.gets("/sr-Cyrl/postupci/test.two_stage"), "1 отворен предмет", "сада пролази 1 јаван отворен предмет")
	u.asks("GET", "/en/predmeti/2026-9999/put", nil).want(404)
	u.asks("GET", "/en/predmeti/x/put", nil).want(404)
}
