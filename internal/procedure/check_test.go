package procedure

import (
	"fmt"
	"os"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func twoStage(t testing.TB) string {
	t.Helper()
	src, err := os.ReadFile("definitions/test.two_stage.yaml")
	if err != nil {
		t.Fatal(err)
	}
	return string(src)
}

// lineOf returns the line of src, from 1, on which part begins.
func lineOf(t *testing.T, src, part string) int {
	t.Helper()
	before, _, ok := strings.Cut(src, part)
	if !ok {
		t.Fatalf("%q is not in the definition", part)
	}
	return 1 + strings.Count(before, "\n")
}

func TestEveryFaultIsNamedAtItsLine(t *testing.T) {
	const (
		decision = "    signers: 2\n"
		reported = "  - {id: report, title_sr: Извештај, title_en: Report}\n"
		decided  = "  - {id: decision, title_sr: Одлука, title_en: Decision}\n"
	)
	for _, c := range []struct {
		name, old, new string
		at             string // the fault's line begins with, or holds, this
		want           string
	}{
		{"an unknown key", "version:", "verzija: 1\nversion:", "verzija", `a procedure has no key "verzija"`},
		{"a key twice", "calendar: rs", "calendar: rs\ncalendar: rs", "calendar: rs\ntimezone", `a procedure has the key "calendar" twice`},
		{"an unknown key in a window", "kind: min, term", "sort: 1, kind: min, term", "sort: 1", `a window has no key "sort"`},
		{"a list that is none", "channels: [own_site, ekonsultacije]\n    outcomes", "channels: own_site\n    outcomes", "channels: own_site\n", "channels is a list"},
		{"a text that is none", "title_en: Notice of start of drafting", "title_en: [a]", "title_en: [a]", "title_en is a text"},
		{"a flag that is none", "listed: false", "listed: ne", "listed: ne", "listed is true or false"},
		{"a number that is none", "signers: 2", "signers: two", "signers: two", "signers is a number from 0 to 99"},
		{"an alias", "kind: notice", "kind: &k notice\n    actor: *k", "actor: *k", "actor is a text"},
		{"a wrong id", "id: test.two_stage", "id: Two Stage", "id: Two", `id "Two Stage" is not a name such as rs.law.government`},
		{"a date that is none", `version: "2026-01-01"`, "version: lane", "id: test", `version "lane" is not a date such as 2026-11-23`},
		{"a first day of which nobody says from what it was taken", "calendar: rs", "calendar: rs\nvalid_from_evidence: sourced", "id: test",
			"valid_from_evidence says how well the first day was seen, but valid_from_basis does not say from what it was taken"},
		{"a first day of which nobody says how well it was seen", "calendar: rs", "calendar: rs\nvalid_from_basis: Устав", "id: test", `valid_from_evidence "" is none of sourced, mixed, memory, inferred`},
		{"an end before the beginning", "calendar: rs", "calendar: rs\nvalid_to: 2020-01-01", "id: test", "valid_to 2020-01-01 is before valid_from 2026-01-01"},
		{"an unknown calendar", "calendar: rs", "calendar: xx", "id: test", `calendar "xx" is not known`},
		{"another time zone", "Europe/Belgrade", "Europe/Paris", "id: test", `timezone "Europe/Paris" is not that of the calendar, Europe/Belgrade`},
		{"no title in one language", "    title_en: Decision\n", "", "- id: decision", "stage decision has no title in both languages"},
		{"an unknown kind", "kind: notice", "kind: announcement", "- id: notice", `stage notice: "announcement" is no kind of stage; there are notice, working_group, consultation, report, drafting, decision, opinions, check, publication, wait, subprocess`},
		{"an unknown actor", "kind: notice", "kind: notice\n    actor: MF", "- id: notice", `stage notice: actor "MF" is neither lead nor a body of this procedure`},
		{"an unknown document", "docs: [act]\n    public_docs", "docs: [act, poem]\n    public_docs", "- id: consultation", `stage consultation: document "poem" is not known`},
		{"a channel twice", "channels: [own_site, ekonsultacije]\n    windows", "channels: [own_site, own_site]\n    windows", "- id: consultation", `stage consultation: channel "own_site" stands twice`},
		{"no channels", "    channels: [own_site, ekonsultacije]\n    outcomes", "    outcomes", "- id: notice", "stage notice: channels do not say where it is published"},
		{"an unknown gate", "code: report_published", "code: weather_fine", "{code: weather_fine", `stage decision: gate "weather_fine" is not known`},
		{"a gate twice", "code: report_published", "code: every_comment_answered", "{code: every_comment_answered, basis: Пробни поступак}\n    signers", "stage decision: gate every_comment_answered stands twice"},
		{"a gate without basis", "{code: report_published, basis: Пробни поступак}", "{code: report_published}", "{code: report_published}", "stage decision: gate report_published has no legal basis"},
		{"a gate with nothing to guard", "code: report_published", "code: min_window_ended", "{code: min_window_ended", "stage decision: gate min_window_ended, but the stage has no minimum window"},
		{"a gate on what never was", "code: report_published", "code: opinions_bound_to_text", "{code: opinions_bound_to_text", "stage decision: gate opinions_bound_to_text looks back to a stage of kind opinions, but none ever comes before"},
		{"a term without basis", "kind: min, term: 5d, from: publication, basis: Пробни поступак,", "kind: min, term: 5d, from: publication,", "{id: consultation, kind", "stage consultation: the term of window consultation has no legal basis"},
		{"a term that is none", "term: 5d", "term: 5 dana", "{id: consultation, kind", `stage consultation: term "5 dana" is not one such as 15d, 8d!, 10wd, 4w, 6mo, 1y or @01-31`},
		{"an unknown evidence", "term: 5d, from: publication, basis: Пробни поступак, evidence: inferred", "term: 5d, from: publication, basis: Пробни поступак, evidence: rumour", "{id: consultation, kind", `stage consultation: evidence "rumour" is none of sourced, mixed, memory, inferred`},
		{"a window twice", "id: comments, kind", "id: consultation, kind", "{id: consultation, kind: comment_min", `stage consultation: a second window has the id "consultation"`},
		{"a minimum above its maximum", "{id: comments, kind: comment_min, term: 3d,", "{id: most, kind: max, term: 3d,", "{id: consultation, kind", "stage consultation: the shortest term 5d (window consultation) ends after the longest term 3d (window most)"},
		{"working days above calendar days", "term: 5d", "term: 3wd", "{id: comments", ""},
		{"more time for comments than for all", "kind: comment_min, term: 3d", "kind: comment_min, term: 4w", "{id: comments", "stage consultation: the term for comments 4w (window comments) ends after the shortest term 5d (window consultation)"},
		{"a window from nowhere", `from: "stage:consultation"`, `from: "stage:hearing"`, "{id: report, kind", `stage report: window report runs from stage "hearing", which is not another stage`},
		{"a window from what it is not", `from: "stage:consultation"`, "from: publication", "{id: report, kind", "stage report: window report runs from a publication, but the stage has none"},
		{"a window from later", `term: 5d, from: publication`, `term: 5d, from: tomorrow`, "{id: consultation, kind", `stage consultation: window consultation runs from "tomorrow", which is none of publication, entry, opening, stage:<id>`},
		{"a stage twice", "- id: report", "- id: notice", "- id: notice\n    title_sr: Извештај", `a second stage has the id "notice"`},
		{"an outcome twice", "id: rejected", "id: returned", "{id: returned, title_sr: Одбијено", `stage decision: a second outcome has the id "returned"`},
		{"an outcome leading nowhere", "next: report}", "next: hearing}", "{id: closed", `stage consultation: outcome closed leads to "hearing", which is no stage`},
		{"an end of no kind", "next: end, ends: completed}", "next: end}", "{id: approved", "stage decision: outcome approved ends the dossier, but ends does not say whether completed, rejected or withdrawn"},
		{"an end that leads on", "next: report}", "next: report, ends: completed}", "{id: closed", `stage consultation: outcome closed leads to another stage and cannot end the dossier as "completed"`},
		{"no outcomes", "    outcomes:\n      - {id: closed, title_sr: Завршене, title_en: Closed, next: report}\n", "", "- id: consultation", "stage consultation is a dead end: it has no outcomes"},
		{"a choice that nobody has", "next: report}", "next: report}\n      - {id: cancelled, title_sr: Отказане, title_en: Cancelled, next: report}", "{id: cancelled", "stage consultation: nobody can choose outcome cancelled: the stage ends by itself with the first"},
		{"reasons that nobody gives", "next: report}", "next: report, needs_reasons: true}", "{id: closed", "stage consultation: outcome closed needs reasons, but comes by itself"},
		{"a lapse to nowhere", "lapse: published", "lapse: forgotten", "- id: report", `stage report: lapse names "forgotten", which is not one of its outcomes`},
		{"a decision of nobody", decision, "", "- id: decision", "stage decision: nobody decides: a decision needs signers, or a body that decides in session (collegial)"},
		{"a decision of both sorts", decision, decision + "    collegial: true\n", "- id: decision", "stage decision: a body that decides in session does not sign: signers and collegial exclude each other"},
		{"signers where nothing is signed", "lapse: published", "lapse: published\n    signers: 1", "- id: report", "stage report: signers and collegial belong to a stage of kind decision"},
		{"a report that waits for ever", "    lapse: published\n", "", "- id: report", "stage report: a report publishes itself on its last day: lapse must say with which outcome"},
		{"silence where nobody speaks", "lapse: published", "lapse: published\n    silence: no_objection", "- id: report", "stage report: silence belongs to opinions"},
		{"an unknown phase", "phase: report", "phase: reports", "- id: report", `stage report: phase "reports" is not a phase of this procedure`},
		{"a phase of nobody", "phase: report", "phase: consultation", "{id: report, title_sr", "phase report: no stage belongs to it"},
		{"a stage without a phase", "    phase: report\n", "", "- id: report", "stage report has no phase, but the procedure has phases"},
		{"a phase twice", "{id: report, title_sr", "{id: decision, title_sr", "{id: decision, title_sr: Одлука", `a second phase has the id "decision"`},
		{"a phase that is no name", "{id: report, title_sr", "{id: Izvestaj 1, title_sr", "{id: Izvestaj 1", `phase id "Izvestaj 1" is not a name such as debate`},
		{"a phase without a title", "title_sr: Извештај, title_en: Report}", "title_sr: Извештај}", "{id: report, title_sr", "phase report has no title in both languages"},
		{"an unknown key in a phase", "{id: report, title_sr", "{id: report, order: 3, title_sr", "{id: report, order", `a phase has no key "order"`},
		{"a main path that turns back", reported + decided, decided + reported, "- id: decision", "stage decision: the main path turns back: its phase decision stands before phase report, which has been passed"},
		{"too many phases", "stages:\n", strings.Repeat("  - {id: p, title_sr: а, title_en: a}\n", 4) + "  - {id: ninth, title_sr: а, title_en: a}\nstages:\n", "{id: ninth,", "the procedure has 9 phases; people are shown 8 at most"},
		{"an unreachable stage", "next: report}", "next: decision}", "- id: report", "stage report cannot be reached: no outcome of a stage that is reached leads to it"},
	} {
		t.Run(c.name, func(t *testing.T) {
			src := twoStage(t)
			lineOf(t, src, c.old)
			src = strings.Replace(src, c.old, c.new, 1)
			faults := Check([]byte(src), "p.yaml")
			if c.want == "" {
				if len(faults) != 0 {
					t.Fatalf("got %v, want none", faults)
				}
				return
			}
			want := Fault{"p.yaml", lineOf(t, src, c.at), c.want}
			for _, f := range faults {
				if f == want {
					return
				}
			}
			t.Errorf("got %v, want %v", faults, want)
		})
	}
}

func TestATangleOfStagesIsSeen(t *testing.T) {
	const head = "id: t.g\nversion: 2026-01-01\ntitle_sr: а\ntitle_en: a\nvalid_from: 2026-01-01\ncalendar: rs\ntimezone: Europe/Belgrade\nstages:\n"
	stage := func(id, kind string, outcomes ...string) string {
		s := "  - {id: " + id + ", title_sr: а, title_en: a, kind: " + kind + ", evidence: inferred, outcomes: ["
		for i, next := range outcomes {
			if next == "end" {
				next += ", ends: completed"
			}
			s += "{id: o" + string(rune('a'+i)) + ", title_sr: а, title_en: a, next: " + next + "},"
		}
		return s + "]"
	}
	wait := ", windows: [{id: w, kind: min, term: 5d, from: entry, basis: а, evidence: inferred}"
	for _, c := range []struct {
		name   string
		stages string
		want   []string
	}{
		{"a loop that nothing leaves", stage("a", "drafting", "b", "end") + "}\n" + stage("b", "drafting", "c") + "}\n" + stage("c", "drafting", "b") + "}\n",
			[]string{"t.yaml:10: stage b stands in a loop that no decision can leave", "t.yaml:11: stage c stands in a loop that no decision can leave",
				"t.yaml:11: stage c: the main path, by the first outcome of every stage, goes round: oa leads back to b"}},
		{"a way into such a loop", stage("a", "drafting", "b") + "}\n" + stage("b", "drafting", "b") + "}\n",
			[]string{"t.yaml:9: stage a is a dead end: the dossier can never end from there", "t.yaml:10: stage b stands in a loop that no decision can leave",
				"t.yaml:10: stage b: the main path, by the first outcome of every stage, goes round: oa leads back to b"}},
		{"a loop that turns by itself", stage("a", "drafting", "end", "b") + "}\n" +
			stage("b", "wait", "c", "end") + ", lapse: ob" + wait + ", {id: x, kind: max, term: 1y, from: entry, basis: а, evidence: inferred}]}\n" +
			stage("c", "wait", "b") + wait + "]}\n",
			[]string{"t.yaml:10: stage b stands in a loop that no decision can leave: nobody chooses an outcome in it",
				"t.yaml:11: stage c stands in a loop that no decision can leave: nobody chooses an outcome in it"}},
		{"a loop with a way out", stage("a", "drafting", "b") + "}\n" + stage("b", "drafting", "end", "a") + "}\n", nil},
		{"a main path that goes round", stage("a", "drafting", "b") + "}\n" + stage("b", "drafting", "a", "end") + "}\n",
			[]string{"t.yaml:10: stage b: the main path, by the first outcome of every stage, goes round: oa leads back to a"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			var got []string
			for _, f := range Check([]byte(head+c.stages), "t.yaml") {
				got = append(got, f.String())
			}
			if d := cmp.Diff(c.want, got); d != "" {
				t.Errorf("(-want +got):\n%s", d)
			}
		})
	}
}

func TestBytesThatAreNoDefinitionHaveOneFault(t *testing.T) {
	for name, c := range map[string]struct{ src, want string }{
		"nothing":       {"", "f:1: the file is empty"},
		"a comment":     {"# само коментар\n", "f:1: the file is empty"},
		"a list":        {"- a\n- b\n", "f:1: a procedure is a mapping of keys to values"},
		"two documents": {"id: a\n---\nid: b\n", "f:2: a second document begins; a file holds one procedure"},
		"not UTF-8":     {"id: a\ntitle_sr: \xff\n", "f:2: the file is not UTF-8"},
		"a broken line": {"id: a\nstages: [\n", "f:2: not YAML: did not find expected node content"},
		"too much":      {strings.Repeat("#", MaxSource+1), "f:1: the file is larger than 1048576 bytes"},
	} {
		t.Run(name, func(t *testing.T) {
			faults := Check([]byte(c.src), "f")
			if len(faults) != 1 || faults[0].String() != c.want {
				t.Errorf("got %v, want %s", faults, c.want)
			}
			_, err := Load([]byte(c.src))
			if err == nil {
				t.Error("it was loaded")
			}
		})
	}
}

func TestADefinitionOfManyStagesIsCheckedInTime(t *testing.T) {
	b := strings.NewReplacer("\n\nstages:", "\nstages:").Replace(twoStage(t))
	head, _, _ := strings.Cut(b, "phases:\n")
	chain := func(n int) string {
		src := head + "stages:\n"
		for i := range n {
			next := fmt.Sprintf("s%d", i+1)
			if i == n-1 {
				next = "end, ends: completed"
			}
			src += fmt.Sprintf("  - {id: s%d, title_sr: а, title_en: a, kind: drafting, evidence: inferred, outcomes: [{id: o, title_sr: а, title_en: a, next: %s}]}\n", i, next)
		}
		return src
	}
	if got := Check([]byte(chain(maxParts)), "f"); got != nil {
		t.Errorf("got %v, want none", got)
	}
	got := Check([]byte(chain(maxParts+1)), "f")
	if len(got) != 1 || got[0].Sentence != "the procedure has more than 300 stages, bodies or windows" {
		t.Errorf("got %v", got)
	}
}
