package store_test

import (
	"maps"
	"slices"
	"testing"
	"time"

	"github.com/google/uuid"

	"github.com/rasprava/rasprava/internal/dossier"
	"github.com/rasprava/rasprava/internal/procedure"
	"github.com/rasprava/rasprava/internal/store"
	"github.com/rasprava/rasprava/internal/store/storetest"
)

// world is a ministry with its people and one dossier, driven as the workflow
// drives it: enter, carry out, lapse.
type world struct {
	t       testing.TB
	s       *store.Store
	ref     dossier.Ref
	plan    procedure.Plan
	seq     int64
	stage   procedure.Stage
	stageNo int

	drafter, second, signerA, signerB, stranger string
}

const draft = "ЗАКОН\nО ПРОБАМА\n\nПредмет\nЧлан 1.\nОвим законом уређују се пробе.\n\nРок\nЧлан 2.\nОрган одговара у року од 30 дана.\n\nПроба се објављује.\n"

func newWorld(t testing.TB, id string, o store.Opening) *world {
	t.Helper()
	s, _ := storetest.Open(t)
	return newWorldIn(t, s, id, o)
}

// newWorldIn is newWorld in a store that has been opened.
func newWorldIn(t testing.TB, s *store.Store, id string, o store.Opening) *world {
	t.Helper()
	storetest.Ministry(t, s, "MTEST")
	storetest.Ministry(t, s, "MDRUGO")
	w := &world{t: t, s: s,
		drafter: storetest.Person(t, s, "Цртач Први", "MTEST drafter"), second: storetest.Person(t, s, "Цртач Други", "MTEST drafter"),
		signerA: storetest.Person(t, s, "Потписник Први", "MTEST signer"), signerB: storetest.Person(t, s, "Потписник Други", "MTEST signer"),
		stranger: storetest.Person(t, s, "Туђин", "MDRUGO drafter", "MDRUGO signer")}
	if o.Kind == "" {
		o.Kind = kindFor(t, s, id)
	}
	o.Title, o.Procedure, o.Lead = "Нацрт закона о пробама", id, "MTEST"
	if o.Visibility == "" {
		o.Visibility = dossier.Working
	}
	ref, hash, err := s.OpenDossier(t.Context(), w.drafter, o)
	if err != nil {
		t.Fatalf("open dossier: %v", err)
	}
	w.ref = ref
	w.plan, err = s.LoadPlan(t.Context(), dossier.PlanInput{Definition: hash})
	if err != nil {
		t.Fatalf("load plan: %v", err)
	}
	w.enter(w.plan.First().ID)
	return w
}

func (w *world) enter(stage string) {
	w.t.Helper()
	w.stageNo++
	entered, err := w.s.EnterStage(w.t.Context(), dossier.EnterInput{Ref: w.ref, StageNo: w.stageNo, Stage: stage})
	if err != nil {
		w.t.Fatalf("enter %s: %v", stage, err)
	}
	w.seq = entered.Seq
	w.stage, _ = w.plan.Stage(stage)
}

// onTheDay is the date of what happens on the day on which it is recorded.
const onTheDay = "today"

// ask gives a command as a person and returns what became of it, without
// moving to the next stage.
func (w *world) ask(person string, name dossier.CommandName, args dossier.Args) (store.CommandRow, dossier.Applied) {
	w.t.Helper()
	return w.askAt(person, name, w.seq, args)
}

func (w *world) askAt(person string, name dossier.CommandName, seq int64, args dossier.Args) (store.CommandRow, dossier.Applied) {
	w.t.Helper()
	if args.Date == onTheDay {
		loc, err := time.LoadLocation("Europe/Belgrade")
		if err != nil {
			w.t.Fatal(err)
		}
		args.Date = dossier.Day(w.view().LegalNow, loc)
	}
	if name == dossier.RecordConclusion && args.SHA256 == sha {
		args.SHA256 = w.brings(person, args.Document)
	}
	id := uuid.NewString()
	_, err := w.s.Ask(w.t.Context(), dossier.Command{ID: id, Dossier: w.ref, Name: name, Seq: seq, Args: args, Actor: person})
	if err != nil {
		w.t.Fatalf("ask %s: %v", name, err)
	}
	applied, err := w.s.ApplyCommand(w.t.Context(), dossier.ApplyInput{Ref: w.ref, Command: id, StageNo: w.stageNo})
	if err != nil {
		w.t.Fatalf("apply %s: %v", name, err)
	}
	row, err := w.s.CommandByID(w.t.Context(), id)
	if err != nil {
		w.t.Fatalf("read %s: %v", name, err)
	}
	return row, applied
}

// brings brings the document of a conclusion, where the person may, and returns its
// hash.
func (w *world) brings(person, name string) string {
	w.t.Helper()
	hash, err := w.s.BringConclusion(w.t.Context(), person, w.ref, store.NewDocument{Name: name, Bytes: []byte("%PDF-1.7 закључак")})
	if err != nil {
		return sha // the command says why
	}
	return hash
}

// do gives a command that must be accepted, and moves on where it ends the stage.
func (w *world) do(person string, name dossier.CommandName, args dossier.Args) dossier.Effect {
	w.t.Helper()
	row, applied := w.ask(person, name, args)
	if row.Verdict.Status != dossier.VerdictAccepted {
		w.t.Fatalf("%s: %s %s %v %v", name, row.Verdict.Status, row.Verdict.Code, row.Params, row.Unmet)
	}
	w.seq = applied.Effect.Seq
	w.move(applied.Effect)
	return applied.Effect
}

// declares says of every round that has ended that everything is in, and that the
// portal has nothing.
func (w *world) declares() {
	w.t.Helper()
	rounds, _, err := w.s.Rounds(w.t.Context(), w.drafter, w.ref, "closed", store.Page{Limit: 100})
	if err != nil {
		w.t.Fatal(err)
	}
	for _, r := range rounds {
		if r.FinalAt != nil {
			continue
		}
		err = w.s.DeclareFinal(w.t.Context(), w.drafter, r.ID, true)
		if err != nil {
			w.t.Fatal(err)
		}
	}
}

// reports declares that everything is in, and publishes the report.
func (w *world) reports() {
	w.t.Helper()
	w.declares()
	w.do(w.drafter, dossier.PublishReport, dossier.Args{})
}

func (w *world) move(e dossier.Effect) {
	w.t.Helper()
	if !e.Ended || e.Closed != "" {
		return
	}
	o, ok := w.stage.Outcome(e.Outcome)
	if !ok {
		w.t.Fatalf("stage %s ended with %q, which the plan does not know", w.stage.ID, e.Outcome)
	}
	if o.Next != procedure.End {
		w.enter(o.Next)
		return
	}
	w.finish(dossier.Status(o.Ends))
}

// finish ends the dossier.
func (w *world) finish(status dossier.Status) {
	w.t.Helper()
	_, err := w.s.FinishDossier(w.t.Context(), dossier.FinishInput{Ref: w.ref, Status: status, Stage: w.stageNo})
	if err != nil {
		w.t.Fatalf("finish: %v", err)
	}
}

// advance takes the rehearsal's clock to the next end of a term, unless it is
// there: two terms may end on one day, after a weekend.
func (w *world) advance() {
	w.t.Helper()
	row, applied := w.ask(w.drafter, dossier.Advance, dossier.Args{})
	switch {
	case row.Verdict.Status == dossier.VerdictAccepted:
		w.seq = applied.Effect.Seq
	case row.Verdict.Code != dossier.CodeNothingToWaitFor:
		w.t.Fatalf("advance: %s %s", row.Verdict.Status, row.Verdict.Code)
	}
}

// kindFor returns a kind of act that the procedure is for: a law, where it may be.
func kindFor(t testing.TB, s *store.Store, id string) string {
	t.Helper()
	versions, err := s.Versions(t.Context(), id)
	if err != nil || len(versions) == 0 {
		t.Fatalf("find %s: %v", id, err)
	}
	acts := versions[0].Acts
	if len(acts) == 0 || slices.Contains(acts, "law") {
		return "law"
	}
	return acts[0]
}

// next returns the deadline of the stage that comes first, of whichever body.
func (w *world) next() dossier.Deadline {
	w.t.Helper()
	in := dossier.DeadlineInput{Ref: w.ref, StageNo: w.stageNo}
	first, err := w.s.StageDeadline(w.t.Context(), in)
	if err != nil {
		w.t.Fatalf("deadline: %v", err)
	}
	for _, in.Body = range first.Asked {
		d, err := w.s.StageDeadline(w.t.Context(), in)
		if err != nil {
			w.t.Fatalf("deadline of %s: %v", in.Body, err)
		}
		if !d.Until.IsZero() && (first.Until.IsZero() || d.Until.Before(first.Until)) {
			first.Until, first.Window = d.Until, d.Window
		}
	}
	return first
}

// lapse lets the next deadline of the stage come.
func (w *world) lapse() dossier.Effect {
	w.t.Helper()
	w.advance()
	d := w.next()
	e, err := w.s.LapseWindow(w.t.Context(), dossier.LapseInput{Ref: w.ref, StageNo: w.stageNo, Window: d.Window})
	if err != nil {
		w.t.Fatalf("lapse %s: %v", d.Window, err)
	}
	w.seq = e.Seq
	w.move(e)
	return e
}

var sha = "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef"

func (w *world) publish() dossier.Effect {
	w.t.Helper()
	var e dossier.Effect
	for _, c := range w.stage.Channels {
		e = w.do(w.drafter, dossier.PublishProof, dossier.Args{Channel: c, URL: "https://primer.example/" + c, SHA256: sha})
	}
	return e
}

func (w *world) addAct(text string) store.PackageAdded {
	w.t.Helper()
	return w.add(map[dossier.DocumentKind]string{dossier.ActDocument: text})
}

// add adds a version with those documents.
func (w *world) add(documents map[dossier.DocumentKind]string) store.PackageAdded {
	w.t.Helper()
	p := store.NewPackage{Ref: w.ref, Reason: dossier.OwnInitiative}
	for _, kind := range slices.Sorted(maps.Keys(documents)) {
		name := string(kind) + ".txt"
		if kind == dossier.ActDocument {
			name = "nacrt.txt"
		}
		p.Documents = append(p.Documents, store.NewDocument{Kind: kind, Name: name, Bytes: []byte(documents[kind])})
	}
	added, err := w.s.AddPackage(w.t.Context(), w.drafter, p)
	if err != nil {
		w.t.Fatalf("add package: %v", err)
	}
	w.compares()
	return added
}

// compares does what the relay has done when a version came, and returns how many
// redlines were made.
func (w *world) compares() int {
	w.t.Helper()
	pairs, err := w.s.MissingRedlines(w.t.Context(), w.ref)
	if err != nil {
		w.t.Fatal(err)
	}
	for _, in := range pairs {
		_, err = w.s.CompareTexts(w.t.Context(), in)
		if err != nil {
			w.t.Fatalf("compare texts: %v", err)
		}
	}
	return len(pairs)
}

// rehearsal begins on a Monday, so that no two terms of the short procedure end
// on one day whatever day the tests run on.
func rehearsal() store.Opening {
	return store.Opening{Rehearsal: true, Pace: time.Hour, LegalStart: time.Date(2026, 6, 1, 8, 0, 0, 0, time.UTC)}
}
