package store_test

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"github.com/rasprava/rasprava/internal/dossier"
	"github.com/rasprava/rasprava/internal/procedure"
	"github.com/rasprava/rasprava/internal/store"
	"github.com/rasprava/rasprava/internal/store/storetest"
)

func TestMembersAreEnteredFromADayOnAndCancelled(t *testing.T) {
	w := newWorld(t, "test.two_stage", store.Opening{})
	operator := w.operator()
	field := func(what string, err error, name string, code dossier.Code) {
		t.Helper()
		if p := refusedBy(err); p == nil || len(p.Fields) != 1 || p.Fields[0].Name != name || p.Fields[0].Code != code {
			t.Errorf("%s: got %v, want %s %s", what, err, name, code)
		}
	}
	m := store.Members{Body: "MTEST", From: "2026-03-01", Count: 25, Act: "Одлука о избору, „Службени гласник РС”, број 44/26"}
	with := func(change func(*store.Members)) error {
		c := m
		change(&c)
		return w.s.AddMembers(t.Context(), operator, c)
	}
	wantCode(t, "by who is no operator", w.s.AddMembers(t.Context(), w.drafter, m), dossier.CodeRoleRequired)
	field("of no body", with(func(m *store.Members) { m.Body = "NEMA" }), "body", dossier.CodeBodyUnknown)
	field("from no day", with(func(m *store.Members) { m.From = "31. фебруар" }), "from", dossier.CodeDateInvalid)
	field("none", with(func(m *store.Members) { m.Count = 0 }), "count", dossier.CodeMembersInvalid)
	field("too many", with(func(m *store.Members) { m.Count = store.MaxMembers + 1 }), "count", dossier.CodeMembersInvalid)
	field("by no act", with(func(m *store.Members) { m.Act = " " }), "act", dossier.CodeActMissing)
	for _, err := range []error{with(func(*store.Members) {}), with(func(m *store.Members) { m.From, m.Count = "2026-06-01", 27 })} {
		if err != nil {
			t.Fatal(err)
		}
	}
	field("twice from one day", with(func(m *store.Members) { m.Count = 26 }), "from", dossier.CodeMembersEntered)
	all := mine(t, w.s, "MTEST")
	want := []store.Members{{Body: "MTEST", From: "2026-06-01", Count: 27, Act: m.Act}, {Body: "MTEST", From: "2026-03-01", Count: 25, Act: m.Act}}
	if d := cmp.Diff(want, all, cmpopts.IgnoreFields(store.Members{}, "ID")); d != "" {
		t.Fatalf("(-want +got):\n%s", d)
	}
	wantCode(t, "cancelled by who is no operator", w.s.CancelMembers(t.Context(), w.signerA, all[0].ID), dossier.CodeRoleRequired)
	wantCode(t, "what there is not", w.s.CancelMembers(t.Context(), operator, "0191d2a0-0000-7000-8000-000000000000"), dossier.CodeNotFound)
	if err := w.s.CancelMembers(t.Context(), operator, all[0].ID); err != nil {
		t.Fatal(err)
	}
	wantCode(t, "cancelled twice", w.s.CancelMembers(t.Context(), operator, all[0].ID), dossier.CodeMembersCancelled)
	if err := with(func(m *store.Members) { m.From, m.Count = "2026-06-01", 29 }); err != nil {
		t.Errorf("in place of one that was cancelled: %v", err)
	}
	for _, q := range []string{`DELETE FROM body_members`, `UPDATE body_members SET members = 3`, `UPDATE body_members SET cancelled_by = NULL`} {
		if _, err := w.s.DB().ExecContext(t.Context(), q); err == nil {
			t.Errorf("%s: was done", q)
		}
	}
}

func mine(t *testing.T, s *store.Store, body string) []store.Members {
	t.Helper()
	all, err := s.AllMembers(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	var some []store.Members
	for _, m := range all {
		if m.Body == body {
			some = append(some, m)
		}
	}
	return some
}

func TestAQuorumIsAPartOfAsManyMembersAsTheBodyHasOnTheDayOfTheSession(t *testing.T) {
	two := func(n int) *int { return &n }
	stores := map[string]*store.Store{} // by quorum
	parent := t
	for _, c := range []struct {
		name, quorum string
		change       func(*dossier.Args)
		want         string
	}{
		{"exactly half of 40 there", "present_above: 50", func(a *dossier.Args) { a.Present, a.InFavour = 20, 20 }, "unmet, quorum_met"},
		{"half and one of 40 there", "present_above: 50", func(a *dossier.Args) { a.Present, a.InFavour = 21, 11 }, ""},
		{"before the day on which it had 40 it had 30", "present_above: 50", func(a *dossier.Args) { a.Present, a.InFavour, a.Date = 16, 9, "2026-06-04" }, ""},
		{"half of 30", "present_above: 50", func(a *dossier.Args) { a.Present, a.InFavour, a.Date = 15, 15, "2026-06-04" }, "unmet, quorum_met"},
		{"on a day for which nobody has entered it", "present_above: 50", func(a *dossier.Args) { a.Date = "2026-06-01" }, "unmet, members_known"},
		{"more than there are", "present_above: 50", func(a *dossier.Args) { a.Present = 41 }, "invalid, args.present count_above"},
		{"half of all in favour", "present_above: 50, in_favour_above: 50", func(a *dossier.Args) { a.Present, a.InFavour = 40, 20 }, "unmet, quorum_met"},
		{"half and one of all in favour", "present_above: 50, in_favour_above: 50", func(a *dossier.Args) { a.Present, a.InFavour = 21, 21 }, ""},
		{"half of all in favour with who presides, where that does not count", "present_above: 50, in_favour_above: 50", func(a *dossier.Args) { a.Present, a.InFavour, a.Chair = 40, 20, true }, "unmet, quorum_met"},
		{"half of all in favour with who presides", "present_above: 50, in_favour_above: 50, half_with_chair: true", func(a *dossier.Args) { a.Present, a.InFavour, a.Chair = 40, 20, true }, ""},
		{"half of all in favour without who presides", "present_above: 50, in_favour_above: 50, half_with_chair: true", func(a *dossier.Args) { a.Present, a.InFavour = 40, 20 }, "unmet, quorum_met"},
		{"more votes than there are members present", "present_above: 50", func(a *dossier.Args) {
			a.Present, a.InFavour, a.Against, a.Abstain = 25, 20, two(4), two(2)
		}, "invalid, args.abstained count_above"},
		{"fewer than none against", "present_above: 50", func(a *dossier.Args) { a.Present, a.InFavour, a.Against = 25, 20, two(-1) }, "invalid, args.against count_invalid"},
		{"before the stage that came first has ended", "present_above: 50", func(a *dossier.Args) { a.Date = "2026-05-31" }, "conclusion_date_before_stage"},
		{"sending back asks for nobody", "present_above: 50", func(a *dossier.Args) {
			a.Outcome, a.Reasons, a.Present, a.InFavour, a.Date = "returned", "Враћено је.", 0, 0, "2026-06-01"
		}, ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			s, entered := stores[c.quorum]
			if !entered {
				s, _ = storetest.Open(parent)
				storetest.Register(t, s, storetest.WithQuorum(t, c.quorum))
				stores[c.quorum] = s
			}
			o := rehearsal() // 1 June 2026
			o.Rehearsal, o.Demonstration, o.Pace = false, true, 0
			w := newWorldIn(t, s, "test.decided", o)
			operator, secretary := w.operator(), storetest.Person(t, s, "Секретар Први", "KOLEGIJUM secretary")
			w.collected()
			if err := s.SetDemonstrationClock(t.Context(), w.ref, time.Date(2026, 6, 10, 8, 0, 0, 0, time.UTC)); err != nil {
				t.Fatal(err)
			}
			w.seq = w.view().Seq
			known := func() bool {
				ways, err := s.Ways(t.Context(), secretary, w.ref)
				if err != nil {
					t.Fatal(err)
				}
				return len(ways[0].Unmet) == 0 || ways[0].Unmet[0].Code != procedure.MembersKnown
			}
			if known() != entered {
				t.Error("the secretary is not told beforehand that nobody has entered how many members there are")
			}
			for from, n := range map[string]int{"2026-06-02": 30, "2026-06-05": 40} {
				if entered {
					break
				}
				if err := s.AddMembers(t.Context(), operator, store.Members{Body: "KOLEGIJUM", From: from, Count: n, Act: "Пословник"}); err != nil {
					t.Fatal(err)
				}
			}
			if !known() {
				t.Error("they are told so after it was entered")
			}
			args := session("required", func(a *dossier.Args) { a.Present, a.InFavour, a.Date = 30, 25, "2026-06-06" }, c.change)
			row, _ := w.ask(secretary, dossier.RecordConclusion, args)
			if got := answer(row); got != c.want {
				t.Fatalf("got %q %v, want %q", got, row.Unmet, c.want)
			}
			if k := w.see(w.drafter).Stages[1].Conclude; c.want == "" && args.Present > 0 && (k.Members == nil || *k.Members < args.Present || k.Chair != args.Chair) {
				t.Errorf("kept %+v", k)
			}
		})
	}
}

func TestARefusalBelowTheQuorumSaysHowManyOfHowMany(t *testing.T) {
	s, _ := storetest.Open(t)
	storetest.Register(t, s, storetest.WithQuorum(t, "present_above: 50, in_favour_above: 50"))
	w := newWorldIn(t, s, "test.decided", rehearsal())
	secretary := storetest.Person(t, s, "Секретар Први", "KOLEGIJUM secretary")
	w.collected()
	if err := s.AddMembers(t.Context(), w.operator(), store.Members{Body: "KOLEGIJUM", From: "2026-01-01", Count: 41, Act: "Пословник"}); err != nil {
		t.Fatal(err)
	}
	row, _ := w.ask(secretary, dossier.RecordConclusion, session("required", func(a *dossier.Args) { a.Present, a.InFavour = 20, 19 }))
	want := map[string]string{"members": "41", "present": "20", "in_favour": "19", "need_present": "21", "need_in_favour": "21"}
	if len(row.Unmet) != 1 || cmp.Diff(want, row.Unmet[0].Params) != "" {
		t.Errorf("got %v, want %v", row.Unmet, want)
	}
}

func TestABodyThatWasRenamedHasAsManyMembersAsBefore(t *testing.T) {
	s, _ := storetest.Open(t)
	storetest.Register(t, s, storetest.WithQuorum(t, "present_above: 50"))
	w := newWorldIn(t, s, "test.decided", store.Opening{})
	operator, secretary := w.operator(), storetest.Person(t, s, "Секретар Први", "KOLEGIJUM secretary")
	w.collected()
	add := func(body, from string, n int) error {
		return s.AddMembers(t.Context(), operator, store.Members{Body: body, From: from, Count: n, Act: "Пословник"})
	}
	if err := add("KOLEGIJUM", "2026-01-01", 40); err != nil {
		t.Fatal(err)
	}
	rename := func(day int, from, to string) {
		t.Helper()
		err := s.ChangeBodies(t.Context(), operator, store.BodyChange{Kind: store.BodyRenamed, Day: civilDay(t, day), Act: ministries, From: []string{from},
			New: &store.NewBody{Code: to, NameSr: "Колегијум " + to, NameEn: "College " + to}})
		if err != nil {
			t.Fatal(err)
		}
	}
	members := func() int {
		t.Helper()
		o, err := s.Outlook(t.Context(), secretary, w.ref)
		if err != nil {
			t.Fatal(err)
		}
		return o.Facts.Members
	}
	rename(3, "KOLEGIJUM", "KNOVI")
	p := refusedBy(add("KNOVI", civilDay(t, 3), 30))
	if p == nil || len(p.Fields) != 1 || p.Fields[0].Code != dossier.CodeBodyUnknown {
		t.Errorf("of a body whose day has not come: got %v", p)
	}
	changes, err := s.BodyChanges(t.Context(), operator)
	if err != nil {
		t.Fatal(err)
	}
	if err := s.UndoBodyChange(t.Context(), operator, changes[0].ID); err != nil {
		t.Fatalf("the change cannot be undone: %v", err)
	}
	rename(0, "KOLEGIJUM", "KNOVI")
	if got := members(); got != 40 {
		t.Errorf("under the new name it has %d members, want 40", got)
	}
	row, _ := w.ask(secretary, dossier.RecordConclusion, session("required", func(a *dossier.Args) { a.Present, a.InFavour = 20, 20 }))
	if got := answer(row); got != "unmet, quorum_met" {
		t.Errorf("half of them: got %q", got)
	}
	if err := add("KNOVI", civilDay(t, 0), 30); err != nil {
		t.Fatal(err)
	}
	if got := members(); got != 30 {
		t.Errorf("after another number was entered it has %d members, want 30", got)
	}
	w.do(secretary, dossier.RecordConclusion, session("required", func(a *dossier.Args) { a.Present, a.InFavour = 20, 20 }))
}

func TestABodyThatOthersBecameHasNoNumberOfTheirs(t *testing.T) {
	s, _ := storetest.Open(t)
	storetest.Register(t, s, storetest.WithQuorum(t, "present_above: 50"))
	w := newWorldIn(t, s, "test.decided", store.Opening{})
	operator, secretary := w.operator(), storetest.Person(t, s, "Секретар Први", "KOLEGIJUM secretary")
	w.collected()
	for _, err := range []error{
		s.AddMembers(t.Context(), operator, store.Members{Body: "KOLEGIJUM", From: "2026-01-01", Count: 40, Act: "Пословник"}),
		s.ChangeBodies(t.Context(), operator, store.BodyChange{Kind: store.BodyMerged, Day: civilDay(t, 0), Act: ministries, From: []string{"KOLEGIJUM", "MDRUGO"},
			New: &store.NewBody{Code: "KNOVI", NameSr: "Колегијум и Друго", NameEn: "College and Other"}}),
	} {
		if err != nil {
			t.Fatal(err)
		}
	}
	row, _ := w.ask(secretary, dossier.RecordConclusion, session("required"))
	if got := answer(row); got != "unmet, members_known" {
		t.Errorf("got %q", got)
	}
}
