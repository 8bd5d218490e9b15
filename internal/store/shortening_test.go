package store_test

import (
	"testing"
	"time"

	"github.com/rasprava/rasprava/internal/dossier"
	"github.com/rasprava/rasprava/internal/store"
	"github.com/rasprava/rasprava/internal/store/storetest"
)

// shorter is what a signer says to shorten a term.
func shorter(term string, change ...func(*dossier.Args)) dossier.Args {
	a := dossier.Args{Term: term, Ground: "security", Reasons: "Рок за усклађивање истиче."}
	for _, f := range change {
		f(&a)
	}
	return a
}

// beforeDebate is a dossier whose debate is not launched yet.
func beforeDebate(t *testing.T) *world {
	t.Helper()
	w, secretary := decidedWorld(t, rehearsal())
	w.addAct(draft)
	w.collected()
	w.do(secretary, dossier.RecordConclusion, session("required"))
	return w
}

func TestATermIsShortenedDownToItsFloor(t *testing.T) {
	for _, c := range []struct {
		name string
		who  string
		args dossier.Args
		want string
	}{
		{"by a day", "signer", shorter("19d"), ""},
		{"to the floor", "signer", shorter("10d"), ""},
		{"below the floor", "signer", shorter("9d"), "window_below_floor"},
		{"not at all", "signer", shorter("20d"), "window_not_shorter"},
		{"longer", "signer", shorter("21d"), "window_not_shorter"},
		{"to no term", "signer", shorter("0d"), "window_not_shorter"},
		{"to another unit", "signer", shorter("10wd"), "window_not_shorter"},
		{"to words", "signer", shorter("десет дана"), "window_not_shorter"},
		{"without reasons", "signer", shorter("10d", func(a *dossier.Args) { a.Reasons = " " }), "reasons_required"},
		{"without a ground", "signer", shorter("10d", func(a *dossier.Args) { a.Ground = "" }), "invalid, args.ground ground_required"},
		{"on a ground of the procedure that is none of the window", "signer", shorter("10d", func(a *dossier.Args) { a.Ground = "treaty" }), "invalid, args.ground ground_required"},
		{"on a ground that is none", "signer", shorter("10d", func(a *dossier.Args) { a.Ground = "haste" }), "invalid, args.ground ground_required"},
		{"by who only drafts", "drafter", shorter("10d"), "wrong_role"},
		{"of another body", "stranger", shorter("10d"), "not_your_body"},
		{"a window without a floor", "signer", shorter("10d", func(a *dossier.Args) { a.Window = "comments" }), "window_not_shortened"},
		{"a window that is none", "signer", shorter("10d", func(a *dossier.Args) { a.Window = "x" }), "window_not_shortened"},
	} {
		t.Run(c.name, func(t *testing.T) {
			w := beforeDebate(t)
			if c.who == "stranger" {
				_, err := w.s.DB().ExecContext(t.Context(), `UPDATE dossiers SET visibility = 'public' WHERE ref = $1`, w.ref)
				if err != nil {
					t.Fatal(err)
				}
			}
			row, _ := w.ask(map[string]string{"signer": w.signerA, "drafter": w.drafter, "stranger": w.stranger}[c.who], dossier.Shorten, c.args)
			if got := answer(row); got != c.want {
				t.Fatalf("got %q, want %q", got, c.want)
			}
			if got := len(w.see(w.drafter).Exemptions); got != map[bool]int{true: 1}[c.want == ""] {
				t.Errorf("%d exemptions", got)
			}
		})
	}
}

func TestAShortenedDebateLastsAsLongAsSaid(t *testing.T) {
	w := beforeDebate(t)
	w.do(w.signerA, dossier.Shorten, shorter("18d"))
	w.do(w.signerB, dossier.Shorten, shorter("16d"))
	w.refuses("longer than what is said by now", w.signerA, dossier.Shorten, shorter("17d"), dossier.CodeNotShorter)
	terms, err := w.s.Shortenable(t.Context(), w.signerA, w.ref)
	if err != nil || len(terms) != 1 || terms[0].Now.String() != "16d" || terms[0].Floor != "10d" {
		t.Errorf("got %+v %v", terms, err)
	}
	w.publish()
	v := w.see(w.drafter)
	run := v.Stages[2]
	due := map[string]string{}
	for _, x := range run.Windows {
		due[x.ID] = x.Term + " " + x.Due
	}
	if due["debate"] != "16d 2026-06-17" || due["comments"] != "15d 2026-06-16" || v.ClosesOn != "2026-06-17" {
		t.Errorf("got %v, closes on %s", due, v.ClosesOn)
	}
	w.refuses("what the public was promised", w.signerA, dossier.Shorten, shorter("12d"), dossier.CodeNotShortened)
	terms, err = w.s.Shortenable(t.Context(), w.signerA, w.ref)
	if err != nil || len(terms) != 0 {
		t.Errorf("a launched debate can be shortened: %+v %v", terms, err)
	}
	w.refuses("a day that is not later", w.signerA, dossier.Extend, dossier.Args{Until: "2026-06-17", Reasons: "Због празника."}, dossier.CodeWindowShortened)
	w.do(w.signerA, dossier.Extend, dossier.Args{Until: "2026-06-18", Reasons: "Због празника."})

	all, err := w.see(w.drafter).Deviations()
	if err != nil {
		t.Fatal(err)
	}
	var codes []store.DeviationCode
	for _, d := range all {
		codes = append(codes, d.Code)
	}
	if len(all) != 3 || codes[0] != store.Extended || codes[1] != store.WindowShorter || codes[2] != store.WindowShorter {
		t.Fatalf("got %v", codes)
	}
	d := all[2]
	if d.Params["term_before"] != "18d" || d.Params["term"] != "16d" || d.GroundEn != "Defence and security" || d.Person != "Потписник Други" ||
		d.PersonBody.Code != "MTEST" || d.Basis != "Основ за рок" || d.On.String() != "2026-06-01" || !d.Exempts || d.Conclude != nil {
		t.Errorf("got %+v", d)
	}
}

func TestASecondDebateHasItsWholeTermAgain(t *testing.T) {
	w := beforeDebate(t)
	w.do(w.signerA, dossier.Shorten, shorter("10d"))
	w.publish()
	for w.stage.ID == "public_debate" {
		w.lapse()
	}
	w.lapse()
	w.do(w.drafter, dossier.Complete, dossier.Args{Outcome: "new_debate", Reasons: "Битно измењено."})
	w.publish()
	run := w.see(w.drafter).Stages[w.stageNo-1]
	for _, x := range run.Windows {
		if x.ID == "debate" && x.Term != "20d" {
			t.Errorf("the second debate lasts %s", x.Term)
		}
	}
}

func TestATermThatRunsIsShortened(t *testing.T) {
	o := rehearsal()
	o.Traits = map[string]string{"novelty": "minor"}
	for _, c := range []struct {
		name string
		days int // that have passed
		term string
		want string
		due  string
	}{
		{"from its beginning", 0, "10d", "", "2026-06-11"},
		{"to the floor", 2, "5d", "", "2026-06-08"}, // the sixth is a Saturday
		{"below the floor", 0, "4d", "window_below_floor", ""},
		{"by a day that ends with a weekend as the floor does", 0, "6d", "", "2026-06-08"},
		{"to a day that has passed", 8, "5d", "window_shortened_into_past", ""},
		{"to today", 10, "10d", "", "2026-06-11"},
		{"by nothing that counts", 0, "15d", "window_not_shorter", ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			w, secretary := decidedWorld(t, o)
			w.collected()
			w.do(secretary, dossier.RecordConclusion, session("not_needed"))
			w.do(w.drafter, dossier.Complete, dossier.Args{Outcome: "ordinary"})
			w.passDays(c.days)
			row, applied := w.ask(w.signerA, dossier.Shorten, shorter(c.term))
			if got := answer(row); got != c.want {
				t.Fatalf("got %q, want %q", got, c.want)
			}
			if c.want != "" {
				return
			}
			if !applied.Effect.Moved {
				t.Error("the keeper of the stage is not told")
			}
			w.seq = applied.Effect.Seq
			run := w.see(w.drafter).Stages[w.stageNo-1]
			if len(run.Windows) != 1 || run.Windows[0].Due != c.due || run.Windows[0].Term != c.term || run.Windows[0].FirstDue != "2026-06-16" {
				t.Errorf("got %+v", run.Windows)
			}
			w.lapse()
			if got := w.see(w.drafter); got.Status != dossier.Completed || dossier.Day(got.LegalNow, time.UTC) > c.due {
				t.Errorf("got %s at %s", got.Status, got.LegalNow)
			}
		})
	}
}

func TestWhatWasShortenedIsNotListedAsExtended(t *testing.T) {
	s, _ := storetest.Open(t)
	storetest.Register(t, s, storetest.Decided)
	o := store.Opening{Traits: map[string]string{"novelty": "minor"}}
	w := newWorldIn(t, s, "test.decided", o)
	secretary := storetest.Person(t, s, "Секретар Први", "KOLEGIJUM secretary")
	w.collected()
	w.do(secretary, dossier.RecordConclusion, session("not_needed"))
	w.do(w.drafter, dossier.Complete, dossier.Args{Outcome: "ordinary"})
	w.do(w.signerA, dossier.Shorten, shorter("10d"))
	w.do(w.signerA, dossier.Shorten, shorter("5d")) // no weekend brings both to one day
	rows, _, err := s.Deviations(t.Context(), w.drafter, store.DeviationFilter{})
	if err != nil || len(rows) != 2 {
		t.Fatalf("got %+v %v", rows, err)
	}
	for i, term := range []string{"5d", "10d"} {
		if rows[i].Code != store.WindowShorter || rows[i].Params["term"] != term || !rows[i].Exempts {
			t.Errorf("got %+v", rows[i])
		}
	}
	only, _, err := s.Deviations(t.Context(), w.drafter, store.DeviationFilter{Code: store.WindowShorter, Only: store.InForce})
	if err != nil || len(only) != 2 {
		t.Errorf("got %d %v", len(only), err)
	}
}
