package store_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/rasprava/rasprava/internal/dossier"
	"github.com/rasprava/rasprava/internal/store"
	"github.com/rasprava/rasprava/internal/store/storetest"
)

// decidedWorld is a dossier under the procedure with every decision, and the
// secretary of its collegial body.
func decidedWorld(t *testing.T, o store.Opening) (*world, string) {
	t.Helper()
	s, _ := storetest.Open(t)
	storetest.Register(t, s, storetest.Decided)
	w := newWorldIn(t, s, "test.decided", o)
	return w, storetest.Person(t, s, "Секретар Први", "KOLEGIJUM secretary")
}

// session is what a secretary enters of a session of seven.
// session is a conclusion of the day on which it is recorded, on the dossier's own
// clock: see askAt.
func session(outcome string, change ...func(*dossier.Args)) dossier.Args {
	a := dossier.Args{Outcome: outcome, Number: "05 број 1", Date: onTheDay, Document: "zakljucak.pdf", SHA256: sha, Present: 7, InFavour: 5}
	for _, f := range change {
		f(&a)
	}
	return a
}

func (w *world) collected() {
	w.t.Helper()
	w.do(w.drafter, dossier.Complete, dossier.Args{Outcome: "collected", Support: 100})
}

// answer writes what became of a command: its code, and what is unmet or wrong.
func answer(row store.CommandRow) string {
	parts := []string{string(row.Verdict.Code)}
	for _, u := range row.Unmet {
		parts = append(parts, u.Code)
	}
	for _, f := range row.Fields {
		parts = append(parts, f.Name+" "+string(f.Code))
	}
	return strings.Join(parts, ", ")
}

func TestACollectionNeedsItsNumber(t *testing.T) {
	for _, c := range []struct {
		name    string
		outcome string
		support int
		want    string
	}{
		{"nobody counted", "collected", 0, "unmet, threshold_met"},
		{"one too few", "collected", 99, "unmet, threshold_met"},
		{"just enough", "collected", 100, ""},
		{"more", "collected", 70_000, ""},
		{"too few is said as it is", "short", 99, ""},
		{"a count below none", "collected", -1, "invalid, args.support count_invalid"},
		{"a count beyond all", "collected", dossier.MaxCount + 1, "invalid, args.support count_invalid"},
	} {
		t.Run(c.name, func(t *testing.T) {
			w, _ := decidedWorld(t, rehearsal())
			row, _ := w.ask(w.drafter, dossier.Complete, dossier.Args{Outcome: c.outcome, Support: c.support, Reasons: "Пребројано је."})
			if got := answer(row); got != c.want {
				t.Fatalf("got %q, want %q", got, c.want)
			}
			run := w.see(w.drafter).Stages[0]
			switch {
			case c.want != "" && run.Support != nil:
				t.Errorf("a refused count is kept: %d", *run.Support)
			case c.want == "" && (run.Support == nil || *run.Support != c.support):
				t.Errorf("kept %v, want %d", run.Support, c.support)
			}
		})
	}
}

func TestAPercentageIsOfThoseWhoMaySupport(t *testing.T) {
	s, _ := storetest.Open(t)
	storetest.Register(t, s, strings.Replace(storetest.Decided, "{count: 100,", "{percent: 5,", 1))
	for _, c := range []struct {
		support, of int
		want        string
	}{
		{1000, 0, "unmet, threshold_met"}, // nobody has said of how many
		{49, 1000, "unmet, threshold_met"},
		{50, 1001, "unmet, threshold_met"}, // a fraction is one more
		{51, 1001, ""},
		{50, 1000, ""},
		{1001, 1000, "invalid, args.support count_above"},
		{5, -1, "invalid, args.electorate count_invalid"},
	} {
		w := newWorldIn(t, s, "test.decided", rehearsal())
		row, _ := w.ask(w.drafter, dossier.Complete, dossier.Args{Outcome: "collected", Support: c.support, Electorate: c.of})
		if got := answer(row); got != c.want {
			t.Errorf("%d of %d: got %q, want %q", c.support, c.of, got, c.want)
		}
		if run := w.see(w.drafter).Stages[0]; c.want == "" && run.Electorate != c.of {
			t.Errorf("%d of %d: kept of %d", c.support, c.of, run.Electorate)
		}
	}
}

func TestASessionDecidesWithItsQuorum(t *testing.T) {
	for _, c := range []struct {
		name              string
		outcome           string
		present, inFavour int
		want              string
	}{
		{"nothing entered", "required", 0, 0, "unmet, quorum_met"},
		{"one too few present", "required", 5, 5, "unmet, quorum_met"},
		{"half is no majority", "required", 6, 3, "unmet, quorum_met"},
		{"quorum and a majority", "required", 6, 4, ""},
		{"all", "required", 10, 10, ""},
		{"more than there are", "required", 11, 6, "invalid, args.present count_above"},
		{"more in favour than present", "required", 6, 7, "invalid, args.in_favour count_above"},
		{"fewer than none", "required", -1, -2, "invalid, args.in_favour count_invalid, args.present count_invalid"},
		{"sending back asks for none", "returned", 0, 0, ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			w, secretary := decidedWorld(t, rehearsal())
			w.collected()
			row, _ := w.ask(secretary, dossier.RecordConclusion, session(c.outcome, func(a *dossier.Args) {
				a.Present, a.InFavour, a.Reasons = c.present, c.inFavour, "Одлучено је."
			}))
			if got := answer(row); got != c.want {
				t.Fatalf("got %q %v, want %q", got, row.Unmet, c.want)
			}
			k := w.see(w.drafter).Stages[1].Conclude
			if c.want != "" {
				if k != nil {
					t.Errorf("a refused conclusion is kept: %+v", k)
				}
				return
			}
			switch {
			case k == nil:
				t.Fatal("there is no conclusion")
			case c.present == 0 && k.Present != nil:
				t.Errorf("got %d present, want nothing said", *k.Present)
			case c.present > 0 && (k.Present == nil || *k.Present != c.present || *k.InFavour != c.inFavour):
				t.Errorf("got %v of %v, want %d of %d", k.InFavour, k.Present, c.inFavour, c.present)
			}
		})
	}
}

func TestWaitingForADecisionDoesNotAskForWhatItWillSay(t *testing.T) {
	w, secretary := decidedWorld(t, rehearsal())
	ways := func(person string) []string {
		t.Helper()
		all, err := w.s.Ways(t.Context(), person, w.ref)
		if err != nil {
			t.Fatal(err)
		}
		var lines []string
		for _, way := range all {
			line := way.Outcome.ID
			for _, u := range way.Unmet {
				line += " " + u.Code
			}
			lines = append(lines, line)
		}
		return lines
	}
	if d := cmp.Diff([]string{"collected", "short"}, ways(w.drafter)); d != "" {
		t.Errorf("collection (-want +got):\n%s", d)
	}
	w.collected()
	if d := cmp.Diff([]string{"required", "not_needed outcome_permitted", "without", "returned"}, ways(secretary)); d != "" {
		t.Errorf("session (-want +got):\n%s", d)
	}
}

func TestAnExemptionNamesItsGround(t *testing.T) {
	ground := func(id string) func(*dossier.Args) {
		return func(a *dossier.Args) { a.Ground, a.Reasons = id, "Уговор." }
	}
	for _, c := range []struct {
		name   string
		args   dossier.Args
		traits map[string]string
		want   string
	}{
		{"no ground", session("without", ground("")), nil, "unmet, ground_named"},
		{"a ground that is none", session("without", ground("haste")), nil, "invalid, args.ground ground_unknown"},
		{"a ground of the list", session("without", ground("treaty")), nil, ""},
		{"a ground where none is asked for", session("required", ground("treaty")), nil, "invalid, args.ground ground_unknown"},
		{"without reasons", session("without", func(a *dossier.Args) { a.Ground = "treaty" }), nil, "reasons_required"},
		{"what may not be taken for such an act", session("not_needed"), nil, "unmet, outcome_permitted"},
		{"what may", session("not_needed"), map[string]string{"novelty": "minor"}, ""},
		{"until yesterday", session("without", ground("treaty"), func(a *dossier.Args) { a.Expires = "2026-05-31" }), nil, "invalid, args.expires expires_in_past"},
		{"until a day that is none", session("without", ground("treaty"), func(a *dossier.Args) { a.Expires = "2026-06-31" }), nil, "invalid, args.expires date_invalid"},
		{"until today", session("without", ground("treaty"), func(a *dossier.Args) { a.Expires = "2026-06-01" }), nil, ""},
		{"an end to what is no exemption", session("required", func(a *dossier.Args) { a.Expires = "2026-07-01" }), nil, "invalid, args.expires nothing_expires"},
	} {
		t.Run(c.name, func(t *testing.T) {
			o := rehearsal()
			o.Traits = c.traits
			w, secretary := decidedWorld(t, o)
			w.collected()
			row, _ := w.ask(secretary, dossier.RecordConclusion, c.args)
			if got := answer(row); got != c.want {
				t.Fatalf("got %q, want %q", got, c.want)
			}
			v := w.see(w.drafter)
			exempts := c.want == "" && c.args.Outcome == "without"
			if exempts != (len(v.Exemptions) == 1) {
				t.Fatalf("got exemptions %+v", v.Exemptions)
			}
			if !exempts {
				return
			}
			e := v.Exemptions[0]
			if e.Ground != c.args.Ground || e.Reason != "Уговор." || e.Person != "Секретар Први" || e.LastDay() != c.args.Expires || v.Stages[1].Ground != c.args.Ground {
				t.Errorf("got %+v", e)
			}
			all, err := v.Deviations()
			if err != nil || len(all) != 1 {
				t.Fatalf("got %v %v", all, err)
			}
			d := all[0]
			if d.Code != store.Exempted || d.GroundEn != "Ratification of a treaty" || d.GroundBasis != "Основ за уговоре" || d.Basis != "Основ за изузетак" ||
				d.PersonBody.Code != "KOLEGIJUM" || d.Conclude == nil || d.Conclude.Number != "05 број 1" || d.Until != c.args.Expires || d.Expired {
				t.Errorf("got %+v", d)
			}
		})
	}
}

func TestTheDebateIsDecidedOnWhileTheExemptionHolds(t *testing.T) {
	until := func(day string) func(*dossier.Args) {
		return func(a *dossier.Args) { a.Ground, a.Reasons, a.Expires = "treaty", "Уговор.", day }
	}
	o := rehearsal()
	o.Traits = map[string]string{"novelty": "minor"}
	for _, c := range []struct {
		name string
		args dossier.Args
		days int // that pass
		want string
	}{
		{"without an end", session("without", until("")), 300, ""},
		{"on its last day", session("without", until("2026-06-11")), 10, ""},
		{"the day after", session("without", until("2026-06-11")), 11, "unmet, debate_decided"},
		{"an outcome that departs from no rule", session("not_needed"), 300, ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			w, secretary := decidedWorld(t, o)
			w.collected()
			w.do(secretary, dossier.RecordConclusion, c.args)
			w.passDays(c.days)
			row, _ := w.ask(w.drafter, dossier.Complete, dossier.Args{Outcome: "ordinary"})
			if got := answer(row); got != c.want {
				t.Errorf("got %q, want %q", got, c.want)
			}
			expired := c.want != ""
			all, err := w.see(w.drafter).Deviations()
			if err != nil || c.args.Expires != "" && all[0].Expired != expired {
				t.Errorf("got %v %v", all, err)
			}
		})
	}
}

// passDays takes the clock of the rehearsal, which waits for a person, forward.
func (w *world) passDays(n int) {
	w.t.Helper()
	_, err := w.s.DB().ExecContext(w.t.Context(), `UPDATE dossiers SET clock_legal = clock_legal + make_interval(days => $2) WHERE ref = $1`, w.ref, n)
	if err != nil {
		w.t.Fatal(err)
	}
}

func TestExemptionsInForceAndExpiredAreToldApart(t *testing.T) {
	s, _ := storetest.Open(t)
	storetest.Register(t, s, storetest.Decided)
	w := newWorldIn(t, s, "test.decided", store.Opening{Demonstration: true})
	secretary := storetest.Person(t, s, "Секретар Први", "KOLEGIJUM secretary")
	w.collected()
	day := civilDay(t, 3)
	w.do(secretary, dossier.RecordConclusion, session("without", func(a *dossier.Args) {
		a.Ground, a.Reasons, a.Expires, a.Date = "treaty", "Уговор.", day, civilDay(t, 0)
	}))
	listed := func(f store.DeviationFilter) []store.DeviationRow {
		t.Helper()
		rows, _, err := s.Deviations(t.Context(), w.drafter, f)
		if err != nil {
			t.Fatal(err)
		}
		return rows
	}
	for _, c := range []struct {
		days           int
		inForce, ended int
	}{{0, 1, 0}, {3, 1, 0}, {1, 0, 1}} {
		w.passDays(c.days)
		for f, want := range map[store.DeviationFilter]int{{}: 1, {Code: store.Exempted}: 1, {Only: store.InForce}: c.inForce, {Only: store.Expired}: c.ended,
			{Only: store.Expired, Code: store.Overdue}: 0} {
			rows := listed(f)
			if len(rows) != want {
				t.Errorf("after %d days, %+v: got %d, want %d", c.days, f, len(rows), want)
			}
			for _, r := range rows {
				if r.GroundSr != "Потврђивање међународног уговора" || r.Until != day || r.Expired != (c.ended == 1) || !r.Exempts {
					t.Errorf("got %+v", r.Deviation)
				}
			}
		}
	}
}

func TestUrgencyIsTakenOnAGroundAndChangesTheTerms(t *testing.T) {
	for _, c := range []struct {
		ground, want, window string
	}{{"", "unmet, ground_named", ""}, {"treaty", "invalid, args.ground ground_unknown", ""}, {"security", "", "urgent"}} {
		t.Run(fmt.Sprintf("on the ground %q", c.ground), func(t *testing.T) {
			o := rehearsal()
			o.Traits = map[string]string{"novelty": "minor"}
			w, secretary := decidedWorld(t, o)
			w.collected()
			w.do(secretary, dossier.RecordConclusion, session("not_needed"))
			row, applied := w.ask(w.drafter, dossier.Complete, dossier.Args{Outcome: "urgent", Ground: c.ground, Reasons: "Хитно је."})
			if got := answer(row); got != c.want {
				t.Fatalf("got %q, want %q", got, c.want)
			}
			if c.want != "" {
				return
			}
			w.seq = applied.Effect.Seq
			w.move(applied.Effect)
			v := w.see(w.drafter)
			last := v.Stages[len(v.Stages)-1]
			if v.Traits["urgency"] != "urgent" || len(last.Windows) != 1 || last.Windows[0].ID != c.window || v.Stages[2].Ground != "security" {
				t.Errorf("got %v %+v", v.Traits, last.Windows)
			}
		})
	}
}

// The older way: a definition that does not say exempts, with an outcome waived.
func TestAWaiverOfAnOlderDefinitionIsAnExemption(t *testing.T) {
	s, _ := storetest.Open(t)
	storetest.Register(t, s, strings.NewReplacer("id: without", "id: waived", ", exempts: true", "", "grounds: [treaty, security], ", "").Replace(storetest.Decided))
	w := newWorldIn(t, s, "test.decided", rehearsal())
	secretary := storetest.Person(t, s, "Секретар Први", "KOLEGIJUM secretary")
	w.collected()
	row, _ := w.ask(secretary, dossier.RecordConclusion, session("waived"))
	if row.Verdict.Code != dossier.CodeReasonsRequired {
		t.Fatalf("got %v", row.Verdict)
	}
	w.do(secretary, dossier.RecordConclusion, session("waived", func(a *dossier.Args) { a.Reasons = "Мања измена." }))
	v := w.see(w.drafter)
	if len(v.Exemptions) != 1 || v.Exemptions[0].Ground != "debate_waived" || v.Exemptions[0].ExpiresAt != nil {
		t.Errorf("got %+v", v.Exemptions)
	}
	w.do(w.drafter, dossier.Complete, dossier.Args{Outcome: "ordinary"})
}

func TestAnExemptionIsNotChanged(t *testing.T) {
	w, secretary := decidedWorld(t, rehearsal())
	w.collected()
	w.do(secretary, dossier.RecordConclusion, session("without", func(a *dossier.Args) { a.Ground, a.Reasons = "treaty", "Уговор." }))
	for _, q := range []string{`UPDATE exemptions SET expires_at = $1`, `DELETE FROM exemptions WHERE granted_at < $1`} {
		_, err := w.s.DB().ExecContext(t.Context(), q, time.Now().AddDate(1, 0, 0))
		if err == nil || !strings.Contains(err.Error(), "append-only") {
			t.Errorf("%s: got %v", q, err)
		}
	}
}
