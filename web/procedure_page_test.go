package web

import (
	"net/url"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/rasprava/rasprava/internal/locale"
	"github.com/rasprava/rasprava/internal/procedure"
)

// reader is a visit in a language, for what needs no request.
// shippedProcedure returns a definition that comes with the program.
func shippedProcedure(t *testing.T, id string) *procedure.Definition {
	t.Helper()
	d, err := procedure.Get(id)
	if err != nil {
		t.Fatal(err)
	}
	return d
}

func TestAStageIsExplained(t *testing.T) {
	d := shippedProcedure(t, "rs.law.government")
	explained := func(l locale.Lang, id string) stageWords {
		st, _ := d.Stage(id)
		return reader(l).stageWords(d, st)
	}
	debate := explained(locale.SrCyrl, "public_debate")
	want := []ruleWords{
		{"најмање 20 дана од дана објављивања", "Пословник Владе, члан 41.", true},
		{"коментари се примају најмање 15 дана од дана објављивања", "Пословник Владе, члан 41.", true},
	}
	if diff := cmp.Diff(want, debate.Terms); diff != "" {
		t.Errorf("terms of the debate:\n%s", diff)
	}
	report := explained(locale.SrLatn, "debate_report")
	if got, want := report.Terms[0].Text, "najviše 15 dana od završetka faze „Javna rasprava”"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
	opinions := explained(locale.En, "opinions")
	if got := opinions.Terms[0]; got.Text != "at most 10 working days from the beginning of the stage [if: Extent – Ordinary]" || got.Verified {
		t.Errorf("got %+v", got)
	}
	if len(opinions.Givers) != 6 || opinions.Givers[1].Name != "Ministry of Finance" || opinions.Silence == "" || !opinions.Ways[0].Itself {
		t.Errorf("got %+v", opinions)
	}
	approval := explained(locale.En, "sign_off")
	wantWays := []wayWords{
		{Text: "Signed", To: "Submission to the Government", Href: "#submit_government"},
		{Text: "Returned", To: "Revision of the draft", Href: "#revision", Reasons: true},
		{Text: "Rejected", Ends: "the draft is rejected and the procedure ends", Reasons: true},
	}
	if diff := cmp.Diff(wantWays, approval.Ways); diff != "" {
		t.Errorf("ways out of the approval:\n%s", diff)
	}
	if approval.How != "One drafter prepares the package, and these sign, in this order: the lead proposer (2 signatures); each co-proposer (1 signature)." || approval.Who != "the proposer" || len(approval.Conditions) != 3 {
		t.Errorf("got %+v", approval)
	}
}

func TestEveryShippedProcedureIsPutIntoWordsOfEveryLanguage(t *testing.T) {
	for _, d := range procedure.Shipped() {
		for _, l := range locale.Langs() {
			body, err := reader(l).explain(d, "2026-12-01", "2026-01-01")
			if err != nil {
				t.Errorf("%s in %s: %v", d.ID, l, err)
				continue
			}
			stages := 0
			for _, p := range body.Phases {
				stages += len(p.Stages)
				for _, st := range p.Stages {
					for _, text := range []string{st.How, st.Who, st.Channels, st.Silence} {
						if strings.Contains(text, "procedure.") || strings.Contains(text, "…") {
							t.Errorf("%s in %s, %s: %q is not in words", d.ID, l, st.ID, text)
						}
					}
					for _, rule := range append(st.Terms, st.Conditions...) {
						if strings.Contains(rule.Text, "procedure.") || strings.Contains(rule.Text, "…") || rule.Basis == "" {
							t.Errorf("%s in %s, %s: %+v is not in words", d.ID, l, st.ID, rule)
						}
					}
				}
			}
			if stages != len(d.Stages) || len(body.Dates) == 0 || body.Begins != "2026-12-01" {
				t.Errorf("%s in %s: %d of %d stages, %d dates from %s", d.ID, l, stages, len(d.Stages), len(body.Dates), body.Begins)
			}
		}
	}
}

// TestWhatEverybodyMayTakeIsNeverTheLeastTime looks at the stages of every
// procedure, whether or not their last day is known.
func TestWhatEverybodyMayTakeIsNeverTheLeastTime(t *testing.T) {
	for _, d := range procedure.Shipped() {
		for _, st := range d.Stages {
			if got := reader(locale.SrCyrl).ownTerm(d, st.ID); got == "" || strings.Contains(got, "најмање") {
				t.Errorf("%s, %s: got %q", d.ID, st.ID, got)
			}
		}
	}
	law := shippedProcedure(t, "rs.law.government")
	for stage, want := range map[string]string{
		"assembly_agenda":  "највише 60 дана од завршетка фазе „Подношење Народној скупштини” (није проверено)",
		"entry_into_force": "најдужи рок није прописан",
		"assembly_vote":    "рок није прописан",
	} {
		if got := plain(reader(locale.SrCyrl).ownTerm(law, stage)); got != want {
			t.Errorf("%s: got %q, want %q", stage, got, want)
		}
	}
	plan, err := reader(locale.SrCyrl).datesOf(law, civil("2026-12-01"))
	if err != nil {
		t.Fatal(err)
	}
	for _, row := range plan.Rows {
		if row.Latest == "" && row.Title == "Проглашење закона" && row.Own != "највише 15 дана од завршетка фазе „Претрес у начелу и у појединостима и гласање”" {
			t.Errorf("a plan: got %+v", row)
		}
	}
}

func TestADayFromWhichNothingCanBeCountedIsSaidSo(t *testing.T) {
	d := shippedProcedure(t, "rs.law.government")
	for asked, shown := range map[string]string{"2026-02-30": "2026-02-30", "31. 11. 2026.": "31. 11. 2026.", "1583-01-01": "1. 1. 1583.", "9999-12-31": "31. 12. 9999.", "<b>": "<b>"} {
		body, err := reader(locale.SrCyrl).explain(d, asked, "2026-01-01")
		if err != nil {
			t.Fatal(err)
		}
		if body.Start.Fault == "" || body.Start.Value != shown || body.Dates != nil {
			t.Errorf("%s: got %+v and %d dates", asked, body.Start, len(body.Dates))
		}
	}
}

func TestProceduresAreShown(t *testing.T) {
	s := newSite(t)
	u := s.visitor()
	page := u.gets("/sr-Cyrl/postupci")
	if !strings.Contains(page, `href="/sr-Cyrl/postupci/rs.law.government"`) || strings.Contains(page, "test.two_stage") {
		t.Error("the list shows the wrong procedures")
	}
	home, others := strings.Index(page, "postupci/rs.workinggroup"), strings.Index(page, "Код других, ради поређења")
	if abroad := strings.Index(page, "postupci/ee.law"); home < 0 || others < home || abroad < others {
		t.Errorf("the procedures of this country stand at %d, the heading of others at %d, and the first of them at %d", home, others, abroad)
	}
	for _, l := range locale.Langs() {
		u.gets("/" + string(l) + "/postupci/rs.law.government?od=2026-12-01")
	}
	u.gets("/en/postupci/test.two_stage")
	u.asks("GET", "/en/postupci/rs.law.government?od=x", nil).want(422)
	for _, typed := range []string{"2026-12-01", "1. 12. 2026.", "01.12.2026", "1. децембра 2026. године", "1 December 2026"} {
		at := "/postupci/rs.law.government?od=" + url.QueryEscape(typed)
		holdsAll(t, typed, u.gets("/sr-Cyrl"+at), `type="text" value="1. 12. 2026."`, `datetime="2026-12-01"`)
		holdsAll(t, typed, u.gets("/en"+at), `type="text" value="1 December 2026"`)
	}
	wrong := u.asks("GET", "/sr-Cyrl/postupci/rs.law.government?od="+url.QueryEscape("31. 2. 2027."), nil).want(422)
	holdsAll(t, "a day that is none", string(wrong.body), `value="31. 2. 2027."`, "постоје у календару")
	u.asks("GET", "/en/postupci/rs.law.nobody", nil).want(404)
}
