package procedure

import (
	"fmt"
	"os"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/rasprava/rasprava/internal/calendar"
)

const cutShort = `format: rasprava.history/1
reference: 011-00-7/2026
title: Закон о пробама
act: law
procedure: test.two_stage
lead: MTEST
source: {name: Архива Министарства проба, url: "https://arhiva.primer.example/011-00-7"}
stages:
  - {stage: notice, started: 2026-02-02, ended: 2026-02-06, outcome: published}
  - {stage: consultation, started: 2026-02-06, published: 2026-02-09, ended: 2026-02-11, outcome: closed, comments: 4}
  - {stage: report, started: 2026-02-11, ended: 2026-02-13, outcome: published, url: "https://arhiva.primer.example/izvestaj"}
  - {stage: decision, started: 2026-02-13, ended: 2026-02-20, outcome: approved, number: 05 број 11-1/2026}
`

// faultsOf reads a history and checks it by a day, and returns its faults as lines.
func faultsOf(t testing.TB, src, today string) string {
	t.Helper()
	h, faults := ReadHistory([]byte(src))
	if h != nil {
		var all []*Definition
		for _, d := range Shipped() {
			if d.ID == h.Procedure {
				all = append(all, d)
			}
		}
		d, more := h.Under(all)
		faults = append(faults, more...)
		if d != nil {
			faults = append(faults, h.Check(d, historyDay(t, today))...)
		}
	}
	var lines []string
	for _, f := range InFile(faults, "h") {
		lines = append(lines, f.String())
	}
	return strings.Join(lines, "\n")
}

func historyDay(t testing.TB, s string) calendar.Date {
	t.Helper()
	day, err := calendar.ParseDate(s)
	if err != nil {
		t.Fatal(err)
	}
	return day
}

func TestAHistoryThatWasCutShortIsSound(t *testing.T) {
	if got := faultsOf(t, cutShort, "2026-11-26"); got != "" {
		t.Fatalf("got %s", got)
	}
	h, _ := ReadHistory([]byte(cutShort))
	d, err := Get("test.two_stage")
	if err != nil {
		t.Fatal(err)
	}
	if got := h.Ending(d); got != Completed {
		t.Errorf("it ended %s", got)
	}
	if h.Stages[0].Comments != nil || h.Stages[1].Comments == nil || *h.Stages[1].Comments != 4 {
		t.Errorf("got comments %v, %v", h.Stages[0].Comments, h.Stages[1].Comments)
	}
}

func TestAHistoryMayBeJSON(t *testing.T) {
	const src = `{"format":"rasprava.history/1","reference":"1","title":"Закон","act":"law","procedure":"test.two_stage","lead":"MTEST",
	"source":{"name":"Архива","url":"https://a.example/1"},"stages":[{"stage":"notice","started":"2026-02-02","ended":"2026-02-03","outcome":"withdrawn"}]}`
	if got := faultsOf(t, src, "2026-11-26"); got != "" {
		t.Fatalf("got %s", got)
	}
	h, _ := ReadHistory([]byte(src))
	d, err := Get("test.two_stage")
	if err != nil {
		t.Fatal(err)
	}
	if got := h.Ending(d); got != Withdrawn {
		t.Errorf("it ended %s", got)
	}
}

func TestWhatCannotHaveHappenedIsExplained(t *testing.T) {
	for name, c := range map[string]struct{ old, with, want string }{
		"another format":                   {"rasprava.history/1", "rasprava.history/9", "h:1: format is rasprava.history/1"},
		"a key that is not known":          {"act: law", "acts: law", "h:1: \"\" is not a kind of act"},
		"no reference":                     {"reference: 011-00-7/2026", "reference: \"\"", "h:2: reference is missing"},
		"a kind of act that is not known":  {"act: law", "act: poem", `h:4: "poem" is not a kind of act`},
		"a procedure that is not known":    {"test.two_stage", "test.none", `h:5: there is no procedure "test.none"`},
		"no source":                        {"name: Архива Министарства проба, ", "", "h:7: the source has a name"},
		"an address that leads nowhere":    {"https://arhiva.primer.example/011-00-7", "javascript:alert(1)", "h:7: the source has an address"},
		"before the procedure":             {"started: 2026-02-02", "started: 2025-12-31", "h:9: the dossier began on 2025-12-31, when the procedure test.two_stage was not in force: its versions are valid from 2026-01-01"},
		"an unknown stage":                 {"stage: report,", "stage: izvestaj,", `h:11: the procedure test.two_stage, version 2026-01-01, has no stage "izvestaj"`},
		"another first stage":              {"  - {stage: notice, started: 2026-02-02, ended: 2026-02-06, outcome: published}\n", "", `h:9: the procedure test.two_stage begins with the stage "notice", not with "consultation"`},
		"an end before the beginning":      {"ended: 2026-02-13", "ended: 2026-02-10", `h:11: the stage "report" ended on 2026-02-10, before it began on 2026-02-11`},
		"a beginning before the one above": {"consultation, started: 2026-02-06", "consultation, started: 2026-02-05", `h:10: the stage "consultation" began on 2026-02-05, before the stage "notice" ended on 2026-02-06`},
		"a day to come":                    {"ended: 2026-02-20", "ended: 2026-11-27", `h:12: the stage "decision" ended on 2026-11-27, which is still to come`},
		"a day that there is not":          {"ended: 2026-02-20", "ended: 2026-02-30", "h:12: ended is a day such as 2025-04-14"},
		"no end":                           {", ended: 2026-02-20", "", `h:12: the stage "decision" does not say when it ended`},
		"published outside the stage":      {"published: 2026-02-09", "published: 2026-02-12", `h:10: the stage "consultation" was published on 2026-02-12, which is not within its days`},
		"not published":                    {", published: 2026-02-09", "", `h:10: a term of the stage "consultation" counts from publication: say on which day it was published`},
		"an unknown outcome":               {"outcome: approved", "outcome: usvojeno", `h:12: the stage "decision" has no outcome "usvojeno"; it ends with "approved", "returned", "rejected"`},
		"an outcome that leads elsewhere":  {"outcome: approved", "outcome: returned", `h:12: the outcome "returned" of the stage "decision" leads to the stage "consultation", but the history stops here`},
		"an end in the middle":             {"outcome: closed", "outcome: withdrawn", `h:10: the dossier was withdrawn in the stage "consultation", but the stage "report" follows`},
		"a stage passed over":              {"  - {stage: report, started: 2026-02-11, ended: 2026-02-13, outcome: published, url: \"https://arhiva.primer.example/izvestaj\"}\n", "", `h:10: the outcome "closed" of the stage "consultation" leads to the stage "report", but "decision" follows`},
		"comments where none are taken":    {"number: 05", "comments: 3, number: 05", `h:12: the stage "decision" takes no comments`},
		"a trait that is not asked for":    {"stages:", "traits: {novelty: systemic}\nstages:", `the procedure test.two_stage asks for no trait "novelty"`},
		"no stages":                        {cutShort[strings.Index(cutShort, "\n  - {"):], " []\n", "h:8: the history has no stages"},
		"two documents":                    {"stages:", "---\nstages:", "h:8: a second document begins; a file holds one history"},
	} {
		t.Run(name, func(t *testing.T) {
			src := strings.Replace(cutShort, c.old, c.with, 1)
			if src == cutShort {
				t.Fatalf("%q does not stand in it", c.old)
			}
			if got := faultsOf(t, src, "2026-11-26"); !strings.Contains(got, c.want) {
				t.Errorf("got\n%s\nwant %s", got, c.want)
			}
		})
	}
}

func TestAllFaultsOfAHistoryAreSaidAtOnce(t *testing.T) {
	src := strings.NewReplacer("act: law", "act: poem", "stage: report,", "stage: izvestaj,", "ended: 2026-02-20", "ended: 2027-02-20").Replace(cutShort)
	want := []string{`h:4: "poem" is not a kind of act; known are ` + strings.Join(ActKinds, ", "),
		`h:10: the outcome "closed" of the stage "consultation" leads to the stage "report", but "izvestaj" follows`,
		`h:11: the procedure test.two_stage, version 2026-01-01, has no stage "izvestaj"`,
		`h:12: the stage "decision" ended on 2027-02-20, which is still to come`}
	if d := cmp.Diff(want, strings.Split(faultsOf(t, src, "2026-11-26"), "\n")); d != "" {
		t.Errorf("(-want +got):\n%s", d)
	}
}

// FuzzHistory reads anything as a history: it never panics, every fault has a line
// and one sentence, and what has none can be compared with the law.
func FuzzHistory(f *testing.F) {
	for _, src := range []string{cutShort, "", "stages: {}", "stages: [[]]", "a: &a [*a]", "source: x\nstages:\n- null\n", "format: rasprava.history/1\nstages: [{started: 2026-02-02}]"} {
		f.Add([]byte(src))
	}
	d, err := Get("test.two_stage")
	if err != nil {
		f.Fatal(err)
	}
	today := historyDay(f, "2026-11-26")
	f.Fuzz(func(t *testing.T, src []byte) {
		h, faults := ReadHistory(src)
		if h != nil {
			_, more := h.Under([]*Definition{d})
			faults = append(append(faults, more...), h.Check(d, today)...)
		}
		for _, fault := range faults {
			if fault.Line < 1 || fault.Sentence == "" || strings.Contains(fault.Sentence, "\n") {
				t.Fatalf("got fault %+v", fault)
			}
		}
		if len(faults) > 0 {
			return
		}
		runs := make([]Run, len(h.Stages))
		for i, s := range h.Stages {
			runs[i] = Run{Stage: s.Stage, Entered: s.Started, Published: s.Published, Ended: s.Ended, Outcome: s.Outcome}
		}
		_, err := d.Outturns(runs, today)
		if err != nil {
			t.Fatal(err)
		}
	})
}

func TestTheExampleOfTheHandbookIsFoundShort(t *testing.T) {
	src, err := os.ReadFile("../../docs/history-example.yaml")
	if err != nil {
		t.Fatal(err)
	}
	if got := faultsOf(t, string(src), "2026-11-26"); got != "" {
		t.Fatalf("got %s", got)
	}
	h, _ := ReadHistory(src)
	d, err := Get(h.Procedure)
	if err != nil {
		t.Fatal(err)
	}
	runs := make([]Run, len(h.Stages))
	for i, s := range h.Stages {
		runs[i] = Run{Stage: s.Stage, Entered: s.Started, Published: s.Published, Ended: s.Ended, Outcome: s.Outcome}
	}
	all, err := d.For(h.FinalTraits(d)).Outturns(runs, historyDay(t, "2026-11-26"))
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for i, r := range runs {
		for _, o := range all[i] {
			if o.Verdict != Kept {
				got = append(got, fmt.Sprintf("%s: %d of %s, %s", r.Stage, o.Lasted, o.Window.Term, o.Verdict))
			}
		}
	}
	if d := cmp.Diff([]string{"public_debate: 14 of 20d, short", "public_debate: 14 of 15d, short"}, got); d != "" {
		t.Errorf("(-want +got):\n%s", d)
	}
}
