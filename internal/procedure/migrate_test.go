package procedure_test

import (
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/rasprava/rasprava/internal/calendar"
	"github.com/rasprava/rasprava/internal/procedure"
)

// short returns the short procedure with changes: texts of its file and what
// stands there instead.
func short(t *testing.T, changes ...string) *procedure.Definition {
	t.Helper()
	d, err := procedure.Get("test.two_stage")
	if err != nil {
		t.Fatal(err)
	}
	src := strings.Replace(string(d.Source), `version: "2026-01-01"`, `version: "2026-09-01"`, 1)
	for i := 0; i+1 < len(changes); i += 2 {
		if !strings.Contains(src, changes[i]) {
			t.Fatalf("the file does not say %q", changes[i])
		}
		src = strings.Replace(src, changes[i], changes[i+1], 1)
	}
	for _, fault := range procedure.Check([]byte(src), "short.yaml") {
		t.Fatal(fault)
	}
	out, err := procedure.Load([]byte(src))
	if err != nil {
		t.Fatal(err)
	}
	return out
}

func migrate(t *testing.T, from, to *procedure.Definition, c procedure.Course) (procedure.Migration, error) {
	t.Helper()
	cal, err := calendar.Get(to.Calendar)
	if err != nil {
		t.Fatal(err)
	}
	return procedure.Migrate(from, to, cal, c)
}

func date(day int) calendar.Date { return calendar.Date{Year: 2026, Month: time.June, Day: day} }

func noon(day int) time.Time { return time.Date(2026, time.June, day, 10, 0, 0, 0, time.UTC) }

var bothChannels = []string{"own_site", "ekonsultacije"}

// course is a dossier of the short procedure that has come to its n-th stage: a
// notice on Monday 1 June, the consultation from the 3rd to the 8th, the report
// on the 9th, the decision since.
func course(n int) procedure.Course {
	runs := []procedure.Passed{
		{Stage: "notice", Entered: date(1), Published: date(2), LastDay: date(2), Ended: noon(2), Outcome: "published", Channels: bothChannels},
		{Stage: "consultation", Entered: date(2), Published: date(3), LastDay: date(8), Ended: time.Date(2026, time.June, 8, 22, 0, 0, 0, time.UTC),
			Outcome: "closed", Channels: bothChannels, Documents: []string{"act"}},
		{Stage: "report", Entered: date(9), LastDay: date(9), Ended: noon(9), Outcome: "published", Documents: []string{"act"}},
		{Stage: "decision", Entered: date(9), Documents: []string{"act"}},
	}[:n]
	c := procedure.Course{Act: "law", Runs: runs}
	last := &runs[n-1]
	last.Ended, last.LastDay, last.Outcome = time.Time{}, calendar.Date{}, ""
	if last.Stage == "consultation" {
		c.Running = []procedure.RunningTerm{{ID: "comments", Kind: procedure.CommentMinWindow, Due: date(8)}, {ID: "consultation", Kind: procedure.MinWindow, Due: date(8)}}
	}
	return c
}

// said writes findings as "code stage name=value", parameters in order.
func said(all []procedure.Finding) []string {
	var out []string
	for _, f := range all {
		line := f.Code
		if f.Stage != "" {
			line += " " + f.Stage
		}
		var params []string
		for k, v := range f.Params {
			params = append(params, k+"="+v)
		}
		slices.Sort(params)
		out = append(out, strings.Join(append([]string{line}, params...), " "))
	}
	return out
}

// returned is back in its consultation after a decision.
func returned() procedure.Course {
	c := course(4)
	c.Runs[3].Outcome, c.Runs[3].Ended, c.Runs[3].LastDay = "returned", noon(10), date(10)
	c.Runs = append(c.Runs, procedure.Passed{Stage: "consultation", Entered: date(10)})
	return c
}

func TestAHistoryThatWouldBeImpossibleIsRefusedWithItsReasons(t *testing.T) {
	between := `  - id: report
    title_sr: Извештај о консултацијама`
	hearing := `  - id: hearing
    title_sr: Расправа
    title_en: Hearing
    kind: check
    phase: report
    outcomes:
      - {id: held, title_sr: Одржана, title_en: Held, next: report}
    basis: Пробни поступак
    evidence: inferred

` + between
	for _, c := range []struct {
		name    string
		course  procedure.Course
		changes []string
		want    []string
	}{
		{"nothing differs", course(4), nil, nil},
		{"it is not for acts of that kind", course(1), []string{"listed: false", "listed: false\nacts: [decree]"}, []string{"act_kind act=law"}},
		{"it is for acts of that kind too", course(1), []string{"listed: false", "listed: false\nacts: [decree, law]"}, nil},
		{"a stage that it has not", course(3), []string{"id: notice", "id: announcement"}, []string{"begins_elsewhere notice first=announcement", "stage_missing notice"}},
		{"a stage of another kind", course(3), []string{"kind: notice", "kind: publication"}, []string{"stage_kind notice is=publication was=notice"}},
		{"a stage of another body", course(3), []string{"kind: notice", "kind: notice\n    actor: SG", "listed: false", "listed: false\nbodies:\n  - {code: SG, name_sr: Службени гласник, name_en: Gazette}"},
			[]string{"stage_actor notice is=SG was=lead"}},
		{"an outcome that it has not", course(3), []string{"- {id: closed, title_sr: Завршене", "- {id: over, title_sr: Завршене"}, []string{"outcome_missing consultation outcome=closed"}},
		{"a stage that comes in between", course(3), []string{"title_en: Closed, next: report", "title_en: Closed, next: hearing", between, hearing},
			[]string{"stage_skipped hearing after=consultation"}},
		{"an outcome that leads to another stage of the way", returned(), []string{"next: consultation, needs_reasons", "next: notice, needs_reasons"},
			[]string{"leads_elsewhere decision leads=notice outcome=returned went=consultation"}},
		{"an outcome that would have ended it", returned(), []string{"next: consultation, needs_reasons: true", "next: end, ends: rejected, needs_reasons: true"},
			[]string{"would_have_ended decision outcome=returned"}},
		{"a least time that was not waited for", course(3), []string{"kind: min, term: 5d", "kind: min, term: 20d"},
			[]string{"too_short consultation due=2026-06-23 last=2026-06-08 term=20d"}},
		{"a least time that was waited for to the day", course(3), []string{"kind: min, term: 5d", "kind: min, term: 4d"}, nil},
		{"a channel that was not used", course(2), []string{"kind: notice\n    phase: announcement\n    channels: [own_site, ekonsultacije]", "kind: notice\n    phase: announcement\n    channels: [own_site, ekonsultacije, press]"},
			[]string{"channels_unproved notice channels=press"}},
		{"a channel that an open round does not have", course(2), []string{"public_docs: [act]\n    channels: [own_site, ekonsultacije]", "public_docs: [act]\n    channels: [own_site, press]"},
			[]string{"channels_unproved consultation channels=press"}},
		{"a document that was not there", course(3), []string{"docs: [act]\n    public_docs", "docs: [act, explanatory_memorandum]\n    public_docs"}, []string{"documents_lacked consultation documents=explanatory_memorandum"}},
		{"a condition that nobody checked", course(4), []string{"lapse: published\n", "lapse: published\n    gates:\n      - {code: every_comment_answered, basis: Пробни поступак}\n"},
			[]string{"gate_unchecked report gate=every_comment_answered"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			m, err := migrate(t, short(t), short(t, c.changes...), c.course)
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(c.want, said(m.Impossible)); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
			if len(m.Impossible) > 0 && (m.Changes != nil || m.Terms != nil) {
				t.Errorf("what is impossible changes %v %v", m.Changes, m.Terms)
			}
		})
	}
}

func TestADecisionBehindIsHeldAgainstWhoMustHaveMadeIt(t *testing.T) {
	const session = "actor: VLADA\n    collegial: true"
	decided := func(run procedure.Passed) procedure.Course {
		c := course(4)
		run.Stage, run.Entered, run.Ended, run.LastDay, run.Outcome = "decision", date(9), noon(10), date(10), "approved"
		run.Documents = []string{"act"}
		c.Runs = append(c.Runs[:3], run, procedure.Passed{Stage: "opinions", Entered: date(10)})
		return c
	}
	for _, c := range []struct {
		name    string
		run     procedure.Passed
		was, is string
		want    []string
	}{
		{"two have signed", procedure.Passed{Signatures: 2}, "signers: 1", "signers: 2", nil},
		{"one more would have had to", procedure.Passed{Signatures: 2}, "signers: 2", "signers: 3", []string{"signatures_lacked decision have=2 need=3"}},
		{"a session would have had to", procedure.Passed{Signatures: 2}, "signers: 2", session,
			[]string{"stage_actor decision is=VLADA was=lead", "not_concluded decision"}},
		{"a session did", procedure.Passed{Concluded: true}, session, session, nil},
	} {
		t.Run(c.name, func(t *testing.T) {
			m, err := migrate(t, withOpinions(t, c.was), withOpinions(t, c.is), decided(c.run))
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(c.want, said(m.Impossible)); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
		})
	}
}

// withOpinions returns the short procedure with opinions after its decision,
// which is made as deciding says; the bodies in givers are asked.
func withOpinions(t *testing.T, deciding string, givers ...string) *procedure.Definition {
	t.Helper()
	if givers == nil {
		givers = []string{"RSZ"}
	}
	asked := ""
	for _, g := range givers {
		asked += "      - {body: " + g + ", mandatory: always}\n"
	}
	return short(t, "title_en: Approved, next: end, ends: completed", "title_en: Approved, next: opinions",
		"listed: false", "listed: false\nbodies:\n  - {code: RSZ, name_sr: Секретаријат, name_en: Secretariat}\n  - {code: MF, name_sr: Финансије, name_en: Finance}\n  - {code: VLADA, name_sr: Влада, name_en: Government, collegial: true}",
		"    signers: 2\n", "    "+deciding+"\n",
		"next: end, ends: rejected, needs_reasons: true}\n    basis: Пробни поступак\n    evidence: inferred\n",
		"next: end, ends: rejected, needs_reasons: true}\n    basis: Пробни поступак\n    evidence: inferred\n"+opinionsAsking+asked+opinionsLead)
}

const opinionsAsking = `
  - id: opinions
    title_sr: Мишљења
    title_en: Opinions
    kind: opinions
    phase: decision
    givers:
`

const opinionsLead = `    outcomes:
      - {id: collected, title_sr: Прибављена, title_en: Collected, next: end, ends: completed}
    basis: Пробни поступак
    evidence: inferred
`

func TestWhatChangesForADossierIsSaid(t *testing.T) {
	for _, c := range []struct {
		name    string
		from    *procedure.Definition
		to      *procedure.Definition
		course  procedure.Course
		changes []string
		stays   []string
		terms   []string
	}{
		{"nothing but the date of the version", short(t), short(t), course(1), nil, nil, nil},
		{"a longer least time in the open round moves its end", short(t), short(t, "kind: min, term: 5d", "kind: min, term: 10d"), course(2),
			[]string{"term_moves consultation is=2026-06-15 was=2026-06-08"}, []string{"runs_stay count=1"}, []string{"consultation 2026-06-15"}},
		{"a shorter one leaves it where it was promised", short(t), short(t, "kind: min, term: 5d", "kind: min, term: 4d"), course(2),
			nil, []string{"runs_stay count=1", "term_stays consultation due=2026-06-08 is=4d"}, nil},
		{"a least time more begins with the publication", short(t), short(t, "{id: consultation, kind: min, term: 5d", "{id: held, kind: min, term: 15wd"), course(2),
			[]string{"term_begins consultation due=2026-06-24"}, []string{"runs_stay count=1", "term_stays consultation due=2026-06-08 is="}, []string{"held 2026-06-24"}},
		{"in a stage that is not published yet every term is new", short(t), short(t, "kind: min, term: 5d", "kind: min, term: 4d"), unpublished(),
			[]string{"term_changes consultation is=4d kind=min was=5d"}, []string{"runs_stay count=1"}, nil},
		{"a term ahead", short(t), short(t, "kind: max, term: 3d", "kind: max, term: 15d"), course(1),
			[]string{"term_changes report is=15d kind=max was=3d"}, nil, nil},
		{"the term of the report that runs", short(t), short(t, "kind: max, term: 3d", "kind: max, term: 15d"), reporting(),
			nil, []string{"runs_stay count=2", "term_stays report due=2026-06-11 is=15d"}, nil},
		{"documents, channels and conditions", short(t), short(t, "docs: [act]\n    public_docs", "docs: [act, explanatory_memorandum]\n    public_docs",
			"channels: [own_site, ekonsultacije]\n    outcomes", "channels: [own_site]\n    outcomes", "      - {code: every_comment_answered, basis: Пробни поступак}\n", ""), course(1),
			[]string{"channels_dropped notice channels=ekonsultacije", "documents_added consultation documents=explanatory_memorandum", "gates_dropped decision gates=every_comment_answered"}, nil, nil},
		{"what was passed for good is not spoken of", short(t), short(t, "channels: [own_site, ekonsultacije]\n    outcomes", "channels: [own_site]\n    outcomes"), course(4),
			nil, []string{"runs_stay count=3"}, nil},
		{"a stage ahead comes", short(t), withOpinions(t, "signers: 2"), course(4),
			[]string{"outcome_leads decision is=opinions outcome=approved was=end", "stage_added opinions"}, []string{"runs_stay count=3"}, nil},
		{"a stage ahead goes", withOpinions(t, "signers: 2"), short(t), course(1),
			[]string{"stage_dropped opinions", "outcome_leads decision is=end outcome=approved was=opinions"}, nil, nil},
		{"who decides", short(t), short(t, "signers: 2", "signers: 3"), course(4), []string{"signers_change decision is=3 was=2"}, []string{"runs_stay count=3"}, nil},
		{"that a session decides", withOpinions(t, "signers: 2"), withOpinions(t, "actor: VLADA\n    collegial: true"), course(1),
			[]string{"actor_changes decision is=VLADA was=lead", "decider_changes decision is=collegial"}, nil, nil},
		{"who gives an opinion", withOpinions(t, "signers: 2"), withOpinions(t, "signers: 2", "MF"), course(1),
			[]string{"givers_added opinions bodies=MF", "givers_dropped opinions bodies=RSZ"}, nil, nil},
		{"who was asked is heard", withOpinions(t, "signers: 2"), withOpinions(t, "signers: 2", "MF"), opining(),
			[]string{"givers_added opinions bodies=MF"}, []string{"runs_stay count=4", "givers_stay opinions bodies=RSZ"}, nil},
	} {
		t.Run(c.name, func(t *testing.T) {
			m, err := migrate(t, c.from, c.to, c.course)
			if err != nil {
				t.Fatal(err)
			}
			var terms []string
			for _, moved := range m.Terms {
				terms = append(terms, moved.Window.ID+" "+moved.Due.Due.String())
			}
			if diff := cmp.Diff([][]string{nil, c.changes, c.stays, c.terms}, [][]string{said(m.Impossible), said(m.Changes), said(m.Stays), terms}); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
		})
	}
}

// unpublished is in a consultation of which nothing is published yet.
func unpublished() procedure.Course {
	c := course(2)
	c.Runs[1].Published, c.Runs[1].Channels, c.Running = calendar.Date{}, nil, nil
	return c
}

func reporting() procedure.Course {
	c := course(3)
	c.Running = []procedure.RunningTerm{{ID: "report", Kind: procedure.MaxWindow, Due: date(11)}}
	return c
}

// opining waits for the opinion of one body, after its decision.
func opining() procedure.Course {
	c := course(4)
	c.Runs[3].Signatures, c.Runs[3].Ended, c.Runs[3].LastDay, c.Runs[3].Outcome = 2, noon(10), date(10), "approved"
	c.Runs = append(c.Runs, procedure.Passed{Stage: "opinions", Entered: date(10), Asked: []string{"RSZ"}})
	return c
}

func TestAStageThatWouldHaveEndedAlreadyIsNotLeftStanding(t *testing.T) {
	signed := course(4)
	signed.Runs[3].Signatures = 1
	half := unpublished()
	half.Runs[1].Channels = []string{"own_site"}
	for _, c := range []struct {
		name   string
		course procedure.Course
		to     *procedure.Definition
		want   []string
	}{
		{"the one signature that is asked for is there", signed, short(t, "signers: 2", "signers: 1"), []string{"already_complete decision"}},
		{"the signatures that are asked for whoever proposes are there", signed, short(t, "signers: 2", "signatures: [{by: lead, count: 1}, {by: co_proposers, count: 1}]"),
			[]string{"already_complete decision"}},
		{"a signature is still wanted", signed, short(t, "signers: 2", "signers: 3"), nil},
		{"the one channel that is asked for is proved", half, short(t, "public_docs: [act]\n    channels: [own_site, ekonsultacije]", "public_docs: [act]\n    channels: [own_site]"),
			[]string{"already_complete consultation"}},
		{"another channel is still wanted", half, short(t, "public_docs: [act]\n    channels: [own_site, ekonsultacije]", "public_docs: [act]\n    channels: [own_site, press]"), nil},
	} {
		t.Run(c.name, func(t *testing.T) {
			m, err := migrate(t, short(t), c.to, c.course)
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(c.want, said(m.Impossible)); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
		})
	}
}

func TestBodiesThatWereNotAskedAreHeldAgainstAPassedStage(t *testing.T) {
	c := opining()
	c.Runs[4].Outcome, c.Runs[4].Ended, c.Runs[4].LastDay = "collected", noon(12), date(12)
	m, err := migrate(t, withOpinions(t, "signers: 2"), withOpinions(t, "signers: 2", "RSZ", "MF"), c)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff([]string{"bodies_not_asked opinions bodies=MF"}, said(m.Impossible)); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

// TestOnlyAWayThatTheVersionHasIsLetThrough holds Migrate against the versions
// themselves: whatever it lets through is a walk from the first stage on, along
// the outcomes that were taken.
func TestOnlyAWayThatTheVersionHasIsLetThrough(t *testing.T) {
	let := 0
	for _, to := range append(procedure.Shipped(), short(t, "id: notice", "id: announcement"), withOpinions(t, "signers: 2")) {
		for n := 1; n <= 4; n++ {
			c := course(n)
			m, err := migrate(t, short(t), to, c)
			if err != nil {
				t.Fatal(err)
			}
			if len(m.Impossible) > 0 {
				continue
			}
			let++
			at := to.Stages[0].ID
			for _, run := range c.Runs {
				st, ok := to.Stage(at)
				if !ok || run.Stage != at {
					t.Fatalf("%s %s lets through a dossier in %s, where its own way is in %s", to.ID, to.Version, run.Stage, at)
				}
				o, _ := st.Outcome(run.Outcome)
				at = o.Next
			}
		}
	}
	if let < 8 {
		t.Errorf("%d were let through", let)
	}
}

func TestVersionsAreInTheOrderOfTheirDates(t *testing.T) {
	old, next, other := short(t, `version: "2026-09-01"`, `version: "2026-01-01"`), short(t), withOpinions(t, "signers: 2")
	for _, c := range []struct {
		name string
		d, o *procedure.Definition
		want bool
	}{
		{"a later one", next, old, true}, {"an earlier one", old, next, false}, {"itself", next, next, false}, {"other bytes of the same day", other, next, true},
	} {
		if got := c.d.Newer(c.o); got != c.want {
			t.Errorf("%s: got %t", c.name, got)
		}
	}
	bounded := short(t, `valid_from: "2026-01-01"`, "valid_from: \"2026-01-01\"\nvalid_to: \"2026-12-31\"")
	for day, want := range map[string]bool{"2025-12-31": false, "2026-01-01": true, "2026-12-31": true, "2027-01-01": false} {
		if bounded.ValidOn(day) != want {
			t.Errorf("valid on %s: got %t", day, !want)
		}
	}
	if !old.ValidOn("2099-01-01") {
		t.Error("a version without an end ends")
	}
}
