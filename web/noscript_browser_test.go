package web

import (
	"strings"
	"testing"

	"github.com/rasprava/rasprava/internal/locale"
	"github.com/rasprava/rasprava/web/browsertest"
)

// TestProceduresPlansAndReasonsNeedNoScripts plans a law, reads its procedure phase
// by phase and asks why a dossier cannot go on, in every language, without a script.
func TestProceduresPlansAndReasonsNeedNoScripts(t *testing.T) {
	s := newSite(t)
	m := newMinistry(s, "MPROBA")
	s.signedIn("Милица Нацртић", "milica@primer.example", "MPROBA drafter")
	m.begun(t)
	tab := browsertest.Open(t).Person(t, browsertest.Options{Name: "Милица", NoScript: true})
	cyrillic := locale.For(locale.SrCyrl)
	tab.Go(s.url + "/sr-Cyrl/prijava")
	tab.Fill(cyrillic.T("sign_in.email", nil), "milica@primer.example")
	tab.Fill(cyrillic.T("sign_in.password", nil), password)
	tab.Click(cyrillic.T("sign_in.do", nil))
	law := shippedProcedure(t, "rs.law.government")
	stage := func(v *visit, id string) string {
		st, _ := law.Stage(id)
		return v.title(st.TitleSr, st.TitleEn)
	}
	phase := func(v *visit, id string) string {
		for _, p := range law.Phases {
			if p.ID == id {
				return v.title(p.TitleSr, p.TitleEn)
			}
		}
		t.Fatalf("the law has no phase %s", id)
		return ""
	}
	for _, l := range locale.Langs() {
		v := reader(l)
		sound := func(what string) {
			t.Helper()
			for _, width := range []int{1280, 320} {
				tab.Size(width, 900)
				tab.Axe(t)
				tab.Reflow(t)
			}
			if said := tab.Complaints(); len(said) > 0 {
				t.Errorf("%s in %s: %v", what, l, said)
			}
		}

		tab.Go(s.url + "/" + string(l) + "/plan")
		tab.Select(v.t("plan.procedure"), v.title(law.TitleSr, law.TitleEn))
		tab.Fill(v.t("plan.start"), "2026-11-23")
		tab.Click(v.t("plan.show"))
		tab.See(v.say.Date(2027, 1, 15))
		tab.See(v.t("without_term.in_force", "day", "2027-05-01"))
		tab.NotSee("assembly_vote")
		tab.Click(v.t("without_term.which"))
		sound("the plan")

		tab.Go(s.url + "/" + string(l) + "/postupci/rs.law.government")
		tab.See(stage(v, "start_notice"))
		folded := v.stageWords(law, law.Stages[0]).How
		tab.See(folded)
		debate, _ := law.Stage("public_debate")
		term := v.termOf(law, debate.Windows[0])
		tab.NotSee(term)
		sound("the procedure")
		tab.ClickBy(v.t("procedure_page.contents"), phase(v, "debate"))
		tab.See(term)
		if !strings.Contains(tab.URL(), "faza=debate#phase-debate") {
			t.Errorf("in %s the contents lead to %s", l, tab.URL())
		}
		report, _ := law.Stage("debate_report")
		tab.ClickBy(stage(v, "public_debate"), stage(v, "debate_report"))
		tab.See(v.termOf(law, report.Windows[0]))
		if !strings.HasSuffix(tab.URL(), "#debate_report") {
			t.Errorf("in %s the way out of the debate leads to %s", l, tab.URL())
		}
		tab.Click(v.t("procedure_page.unfold"))
		tab.See(term)
		tab.See(folded)
		tab.Click(v.t("procedure_page.fold"))
		tab.NotSee(term)

		tab.Go(s.url + "/" + string(l) + "/predmeti/" + m.ref + "/mogucnosti")
		tab.See(v.t("why.basis"))
		sound("what is possible")
	}
}
