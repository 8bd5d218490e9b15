package store_test

import (
	"errors"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/rasprava/rasprava/internal/dossier"
	"github.com/rasprava/rasprava/internal/ledger"
	"github.com/rasprava/rasprava/internal/procedure"
	"github.com/rasprava/rasprava/internal/store"
	"github.com/rasprava/rasprava/internal/store/storetest"
)

// another registers a version of the short procedure with changes: texts of its
// file and what stands there instead.
func another(t *testing.T, s *store.Store, version string, changes ...string) *procedure.Definition {
	t.Helper()
	d, err := procedure.Get("test.two_stage")
	if err != nil {
		t.Fatal(err)
	}
	src := string(d.Source)
	pairs := append([]string{`version: "2026-01-01"`, `version: "` + version + `"`}, changes...)
	for i := 0; i+1 < len(pairs); i += 2 {
		if !strings.Contains(src, pairs[i]) {
			t.Fatalf("the file does not say %q", pairs[i])
		}
		src = strings.Replace(src, pairs[i], pairs[i+1], 1)
	}
	for _, fault := range procedure.Check([]byte(src), "version.yaml") {
		t.Fatal(fault)
	}
	out, err := procedure.Load([]byte(src))
	if err != nil {
		t.Fatal(err)
	}
	err = s.RegisterDefinition(t.Context(), out)
	if err != nil {
		t.Fatal(err)
	}
	return out
}

func operator(t *testing.T, w *world) string {
	t.Helper()
	storetest.Ministry(t, w.s, "MOPER")
	return storetest.Person(t, w.s, "Оператер Први", "MOPER operator")
}

func goOver(to *procedure.Definition) dossier.Args {
	return dossier.Args{Definition: to.Hash, Reasons: "Измењен је Пословник.", Basis: "Сл. гласник РС, бр. 1/27, члан 5."}
}

func (w *world) pinned() *procedure.Definition {
	w.t.Helper()
	v, err := w.s.Dossier(w.t.Context(), w.drafter, w.ref)
	if err != nil {
		w.t.Fatal(err)
	}
	if v.Version != v.Definition.Version || v.DossierRow.Definition != v.Definition.Hash {
		w.t.Fatalf("the dossier says %s %s, its definition %s %s", v.Version, v.DossierRow.Definition, v.Definition.Version, v.Definition.Hash)
	}
	return v.Definition
}

func TestADossierGoesOverAndItsOpenRoundEndsLater(t *testing.T) {
	w := newWorld(t, "test.two_stage", rehearsal())
	w.publish()
	w.addAct(draft)
	w.publish()
	old := w.pinned()
	var closes, ends time.Time
	round := func(into *time.Time) {
		t.Helper()
		err := w.s.DB().QueryRowContext(t.Context(), `SELECT closes_at FROM rounds`).Scan(into)
		if err != nil {
			t.Fatal(err)
		}
	}
	round(&closes)
	to := another(t, w.s, "2026-02-01", "kind: min, term: 5d", "kind: min, term: 15d")
	person := operator(t, w)
	preview, err := w.s.PreviewMigration(t.Context(), person, w.ref, "")
	if err != nil || preview.To.Hash != to.Hash || preview.From.Hash != old.Hash || len(preview.Migration.Impossible) != 0 || len(preview.Migration.Terms) != 1 || preview.Title != "" {
		t.Fatalf("preview: %+v, %v", preview, err)
	}
	if got := w.pinned(); got.Hash != old.Hash {
		t.Fatal("looking at it changed the version")
	}
	effect := w.do(person, dossier.MigrateProcedure, goOver(to))
	if effect.Definition != to.Hash || !effect.Moved || effect.Ended || w.pinned().Hash != to.Hash {
		t.Errorf("got the effect %+v and the version %s", effect, w.pinned().Version)
	}
	round(&ends)
	deadline, err := w.s.StageDeadline(t.Context(), dossier.DeadlineInput{Ref: w.ref, StageNo: w.stageNo})
	if err != nil || !ends.After(closes) || deadline.Until.IsZero() {
		t.Errorf("the round ends at %v, before at %v; the deadline is %+v, %v", ends, closes, deadline, err)
	}
	v, err := w.s.Dossier(t.Context(), w.drafter, w.ref)
	if err != nil {
		t.Fatal(err)
	}
	due := map[string]string{}
	for _, win := range v.Stages[1].Windows {
		due[win.ID] = win.Term + " " + win.Due
		if win.Extended {
			t.Errorf("%s is shown as extended by a decision of the proposer", win.ID)
		}
	}
	if diff := cmp.Diff(map[string]string{"comments": "3d 2026-06-04", "consultation": "15d 2026-06-16"}, due); diff != "" {
		t.Errorf("terms (-want +got):\n%s", diff)
	}
	moves := v.Migrations
	if len(moves) != 1 {
		t.Fatalf("recorded %+v", moves)
	}
	want := []store.MigrationView{{Seq: effect.Seq, From: "2026-01-01", To: "2026-02-01", FromHash: old.Hash, ToHash: to.Hash, StageNo: 2,
		Reasons: "Измењен је Пословник.", Basis: "Сл. гласник РС, бр. 1/27, члан 5.", DecidedAt: moves[0].DecidedAt}}
	if diff := cmp.Diff(want, moves); diff != "" {
		t.Errorf("recorded (-want +got):\n%s", diff)
	}
	steps, err := w.s.Timeline(t.Context(), "", w.ref)
	if err != nil {
		t.Fatal(err)
	}
	last := steps[len(steps)-1]
	if last.Name != "migrate_procedure" || last.Outcome != to.Hash || last.Reasons != "Измењен је Пословник." {
		t.Errorf("the last step is %+v", last)
	}
	var leaves int
	err = w.s.DB().QueryRowContext(t.Context(), `SELECT count(*) FROM log_leaves WHERE convert_from(leaf, 'UTF8') LIKE '%' || $1 || '%'`,
		ledger.HashOf([]byte(v.LogKey+"\n"+last.Hash()))).Scan(&leaves)
	if err != nil || leaves != 1 {
		t.Errorf("%d leaves hold the hash of the step, %v", leaves, err)
	}
	w.plan, err = w.s.LoadPlan(t.Context(), dossier.PlanInput{Definition: to.Hash})
	if err != nil {
		t.Fatal(err)
	}
	w.lapse() // the time for comments
	w.lapse()
	if w.stage.ID != "report" {
		t.Errorf("after the last term it stands in %s", w.stage.ID)
	}
	_, err = w.s.DB().ExecContext(t.Context(), `UPDATE procedure_migrations SET reasons = 'друго'`)
	if err == nil {
		t.Error("what was recorded can be changed")
	}
}

func TestADossierWhoseHistoryWouldBeImpossibleDoesNotGoOver(t *testing.T) {
	w := atDecision(t)
	old := w.pinned()
	person := operator(t, w)
	longer := another(t, w.s, "2026-02-01", "kind: min, term: 5d", "kind: min, term: 30d", "channels: [own_site, ekonsultacije]\n    outcomes", "channels: [own_site, press]\n    outcomes")
	row, applied := w.ask(person, dossier.MigrateProcedure, goOver(longer))
	if row.Verdict.Code != dossier.CodeImpossible || applied.Effect.Definition != "" || w.pinned().Hash != old.Hash {
		t.Fatalf("got %+v", row.Verdict)
	}
	want := []procedure.Reason{{Code: "channels_unproved", Params: map[string]string{"stage": "notice", "channels": "press"}},
		{Code: "too_short", Params: map[string]string{"stage": "consultation", "term": "30d", "due": "2026-07-01", "last": "2026-06-08"}}}
	if diff := cmp.Diff(want, row.Unmet); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	preview, err := w.s.PreviewMigration(t.Context(), person, w.ref, longer.Hash)
	if err != nil || len(preview.Migration.Impossible) != 2 {
		t.Errorf("preview: %+v, %v", preview.Migration, err)
	}
	shorter := another(t, w.s, "2026-03-01", "kind: min, term: 5d", "kind: min, term: 4d", "signers: 2", "signers: 3")
	w.do(person, dossier.MigrateProcedure, goOver(shorter))
	hash := w.hash(t)
	w.do(w.second, dossier.Prepare, dossier.Args{Package: hash})
	w.do(w.signerA, dossier.Sign, dossier.Args{Package: hash})
	if e := w.do(w.signerB, dossier.Sign, dossier.Args{Package: hash}); e.Ended {
		t.Error("two signatures are enough, where the version asks for three")
	}
}

func TestWhoAndWhatMigrates(t *testing.T) {
	w := newWorld(t, "test.two_stage", store.Opening{Visibility: dossier.Classified})
	old := w.pinned()
	next := another(t, w.s, "2026-02-01", "signers: 2", "signers: 3")
	early := another(t, w.s, "2025-12-01")
	future := another(t, w.s, "2031-01-01", `valid_from: "2026-01-01"`, `valid_from: "2031-01-01"`)
	law, err := procedure.Get("rs.law.government")
	if err != nil {
		t.Fatal(err)
	}
	decrees := another(t, w.s, "2026-02-02", "listed: false", "listed: false\nacts: [decree]")
	person := operator(t, w)
	for _, c := range []struct {
		name   string
		person string
		args   dossier.Args
		want   dossier.Code
	}{
		{"a drafter does not", w.drafter, goOver(next), dossier.CodeRoleRequired},
		{"nor a signer of the lead", w.signerA, goOver(next), dossier.CodeRoleRequired},
		{"not without reasons", person, dossier.Args{Definition: next.Hash, Basis: "Закон"}, dossier.CodeReasonsRequired},
		{"not without a basis", person, dossier.Args{Definition: next.Hash, Reasons: "Јер."}, dossier.CodeBasisRequired},
		{"not with a basis without end", person, dossier.Args{Definition: next.Hash, Reasons: "Јер.", Basis: strings.Repeat("ћ", dossier.MaxBasis+1)}, dossier.CodeInvalid},
		{"not to nothing", person, dossier.Args{Reasons: "Јер.", Basis: "Закон"}, dossier.CodeVersionUnknown},
		{"not to what is not registered", person, dossier.Args{Definition: "sha256:" + sha, Reasons: "Јер.", Basis: "Закон"}, dossier.CodeVersionUnknown},
		{"not to what it stands under", person, goOver(old), dossier.CodeVersionUnknown},
		{"not to an older version", person, goOver(early), dossier.CodeVersionUnknown},
		{"not to another procedure", person, goOver(law), dossier.CodeVersionUnknown},
		{"not to a version of a day to come", person, goOver(future), dossier.CodeVersionNotValid},
		{"not to a version for other acts", person, goOver(decrees), dossier.CodeImpossible},
	} {
		t.Run(c.name, func(t *testing.T) {
			row, _ := w.ask(c.person, dossier.MigrateProcedure, c.args)
			if row.Verdict.Status != dossier.VerdictRefused || row.Verdict.Code != c.want {
				t.Errorf("got %s %s, want %s", row.Verdict.Status, row.Verdict.Code, c.want)
			}
			if w.pinned().Hash != old.Hash {
				t.Error("it went over")
			}
		})
	}
	_, err = w.s.Ask(t.Context(), dossier.Command{ID: "0190a0a0-0000-7000-8000-000000000001", Dossier: w.ref, Name: dossier.MigrateProcedure, Seq: w.seq, Actor: w.stranger})
	if dossier.CodeOf(err) != dossier.CodeNotFound {
		t.Errorf("a stranger asks: %v", err)
	}
	for _, who := range []string{"", w.drafter, w.stranger} {
		_, err = w.s.PreviewMigration(t.Context(), who, w.ref, next.Hash)
		_, listed := w.s.OldPins(t.Context(), who)
		if err == nil || listed == nil {
			t.Errorf("%q is shown what only operators see", who)
		}
	}
	old1, err := w.s.OldPins(t.Context(), person)
	if err != nil || len(old1) != 1 || old1[0].Ref != w.ref || old1[0].Title != "" || old1[0].To.Hash != decrees.Hash {
		t.Errorf("listed %+v, %v", old1, err)
	}
	w.do(person, dossier.MigrateProcedure, goOver(next))
	if w.pinned().Hash != next.Hash {
		t.Error("it did not go over")
	}
}

func TestBodiesThatAVersionAsksForMoreAreAskedWithTheWholeTerm(t *testing.T) {
	const opinions = `  - id: report
    title_sr: Извештај о консултацијама`
	asking := func(givers string) []string {
		return []string{"title_en: Closed, next: report", "title_en: Closed, next: opinions",
			"listed: false", "listed: false\nbodies:\n  - {code: MDRUGO, name_sr: Друго, name_en: Other}\n  - {code: MTRECE, name_sr: Треће, name_en: Third}",
			opinions, "  - id: opinions\n    title_sr: Мишљења\n    title_en: Opinions\n    kind: opinions\n    phase: report\n    givers:\n" + givers +
				"    windows:\n      - {id: opinions, kind: max, term: 10d, from: entry, basis: Пробни поступак, evidence: inferred}\n" +
				"    outcomes:\n      - {id: collected, title_sr: Прибављена, title_en: Collected, next: report}\n    lapse: collected\n    basis: Пробни поступак\n    evidence: inferred\n\n" + opinions}
	}
	one, both := "      - {body: MDRUGO, mandatory: always}\n", "      - {body: MDRUGO, mandatory: always}\n      - {body: MTRECE, mandatory: always}\n"
	w := newWorld(t, "test.two_stage", rehearsal())
	storetest.Ministry(t, w.s, "MTRECE")
	person := operator(t, w)
	first := another(t, w.s, "2026-02-01", asking(one)...)
	w.do(person, dossier.MigrateProcedure, goOver(first))
	w.reload(first)
	w.publish()
	w.addAct(draft)
	w.publish()
	w.lapse()
	w.lapse()
	if w.stage.ID != "opinions" {
		t.Fatalf("it stands in %s", w.stage.ID)
	}
	second := another(t, w.s, "2026-03-01", asking(both)...)
	effect := w.do(person, dossier.MigrateProcedure, goOver(second))
	v, err := w.s.Dossier(t.Context(), w.drafter, w.ref)
	if err != nil {
		t.Fatal(err)
	}
	belgrade, err := time.LoadLocation("Europe/Belgrade")
	if err != nil {
		t.Fatal(err)
	}
	run := v.Stages[len(v.Stages)-1]
	if len(run.Opinions) != 2 || len(run.Windows) != 2 || !effect.Moved {
		t.Errorf("asked are %+v, terms %+v, effect %+v", run.Opinions, run.Windows, effect)
	}
	for _, win := range run.Windows {
		if win.ID == "opinions:MTRECE" && win.Starts != dossier.Day(v.LegalNow, belgrade) {
			t.Errorf("who was asked on %s has a term from %s", v.LegalNow, win.Starts)
		}
	}
}

// reload makes the test drive the dossier by the plan of another version.
func (w *world) reload(d *procedure.Definition) {
	w.t.Helper()
	plan, err := w.s.LoadPlan(w.t.Context(), dossier.PlanInput{Definition: d.Hash})
	if err != nil {
		w.t.Fatal(err)
	}
	w.plan = plan
	w.stage, _ = plan.Stage(w.stage.ID)
}

func TestADossierIsPinnedToTheVersionThatIsValidWhenItBegins(t *testing.T) {
	w := newWorld(t, "test.two_stage", store.Opening{})
	const from = `valid_from: "2026-01-01"`
	until := another(t, w.s, "2030-01-01", from, "valid_from: \"2030-01-01\"\nvalid_to: \"2030-06-30\"")
	overlap := another(t, w.s, "2030-05-01", from, "valid_from: \"2030-05-01\"\nvalid_to: \"2030-12-31\"")
	later := another(t, w.s, "2032-01-01", from, "valid_from: \"2032-01-01\"\nacts: [law]")
	first := w.pinned()
	open := func(id, day, kind string) (string, error) {
		at, err := time.Parse(time.DateOnly, day)
		if err != nil {
			t.Fatal(err)
		}
		_, hash, err := w.s.OpenDossier(t.Context(), w.drafter, store.Opening{Title: "Нацрт", Kind: kind, Procedure: id, Lead: "MTEST",
			Visibility: dossier.Working, Rehearsal: true, LegalStart: at.Add(8 * time.Hour)})
		return hash, err
	}
	for _, c := range []struct {
		name string
		day  string
		want string
	}{
		{"the one without an end, where no later one is valid", "2029-12-31", first.Hash},
		{"the newest of two that are valid", "2030-01-01", until.Hash},
		{"the newest of three", "2030-06-30", overlap.Hash},
		{"the next when one has ended", "2030-07-01", overlap.Hash},
		{"the one before, in a gap between later ones", "2031-06-01", first.Hash},
		{"the newest", "2032-01-01", later.Hash},
	} {
		t.Run(c.name, func(t *testing.T) {
			got, err := open("test.two_stage", c.day, "law")
			if err != nil || got != c.want {
				t.Errorf("got %s, %v, want %s", got, err, c.want)
			}
			defs, err := w.s.DefinitionsOn(t.Context(), c.day)
			if err != nil {
				t.Fatal(err)
			}
			listed := 0
			for _, d := range defs {
				if d.ID == "test.two_stage" {
					listed++
					if d.Hash != c.want {
						t.Errorf("listed is %s", d.Version)
					}
				}
			}
			if listed != 1 {
				t.Errorf("listed %d times", listed)
			}
		})
	}
	_, err := open("test.two_stage", "2032-01-01", "decree")
	var refused *dossier.Problem
	if !errors.As(err, &refused) || len(refused.Fields) != 1 || refused.Fields[0].Name != "kind" || refused.Fields[0].Code != dossier.CodeActOfOther {
		t.Errorf("an act that the version is not for: %v", err)
	}
	gapped := func(version, until string) {
		another(t, w.s, version, "id: test.two_stage", "id: test.gapped", from, `valid_from: "`+version+`"`+until)
	}
	gapped("2030-01-01", "\nvalid_to: \"2030-06-30\"")
	gapped("2031-01-01", "")
	_, err = open("test.gapped", "2030-08-15", "law")
	want := map[string]string{"procedure": "test.gapped", "day": "2030-08-15", "until": "2030-06-30", "from": "2031-01-01"}
	if !errors.As(err, &refused) || refused.Code != dossier.CodeProcedureNotValid || cmp.Diff(want, refused.Params) != "" {
		t.Errorf("in a gap: %v", err)
	}
	_, err = open("test.none", "2030-08-15", "law")
	if dossier.CodeOf(err) != dossier.CodeProcedureUnknown {
		t.Errorf("a procedure that is none: %v", err)
	}
	all, err := w.s.Versions(t.Context(), "test.two_stage")
	if err != nil || len(all) != 4 || all[0].Hash != later.Hash || all[3].Hash != first.Hash {
		t.Errorf("versions: %d, %v", len(all), err)
	}
}
