package store_test

import (
	"os"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/rasprava/rasprava/internal/dossier"
	"github.com/rasprava/rasprava/internal/procedure"
	"github.com/rasprava/rasprava/internal/store"
	"github.com/rasprava/rasprava/internal/store/storetest"
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
  - {stage: report, started: 2026-02-11, ended: 2026-02-20, outcome: published, url: "https://arhiva.primer.example/izvestaj"}
  - {stage: decision, started: 2026-02-20, ended: 2026-02-27, outcome: approved, number: 05 број 11-1/2026}
`

func importOf(t testing.TB, src string) store.Import {
	t.Helper()
	h, faults := procedure.ReadHistory([]byte(src))
	if len(faults) > 0 {
		t.Fatalf("read history: %v", faults)
	}
	return store.Import{History: h, Document: []byte(src), Text: &store.NewDocument{Kind: dossier.ActDocument, Name: "zakon.txt", Bytes: []byte(draft)}}
}

// imported brings the history in and returns its number, with the operator who did.
func imported(t testing.TB, s *store.Store, src string) (dossier.Ref, string) {
	t.Helper()
	storetest.Ministry(t, s, "MTEST")
	operator := storetest.Person(t, s, "Оператер Први", "MTEST operator")
	ref, faults, err := s.ImportDossier(t.Context(), operator, importOf(t, src))
	if err != nil || len(faults) > 0 {
		t.Fatalf("import: %v %v", faults, err)
	}
	return ref, operator
}

func TestAnImportedHistoryIsComparedWithTheLaw(t *testing.T) {
	s, _ := storetest.Open(t)
	ref, _ := imported(t, s, cutShort)
	if ref != "2026-0001" {
		t.Errorf("its number is %s", ref)
	}
	w := &world{t: t, s: s, ref: ref}
	const want = "consultation: consultation short; consultation: comments short; report: report late"
	if got := w.outturns(); got != want {
		t.Errorf("got %s, want %s", got, want)
	}
	v := w.view()
	from := v.Imported()
	if from == nil || from.By != "Оператер Први" || from.From != "Архива Министарства проба" || from.Reference != "011-00-7/2026" || !strings.HasPrefix(from.Document, "sha256:") {
		t.Errorf("it is imported from %+v", from)
	}
	if v.Status != dossier.Completed || v.Visibility != dossier.Public || v.PackageNo != 1 || v.PublicPackage != 1 {
		t.Errorf("it is %s, %s, version %d, public %d", v.Status, v.Visibility, v.PackageNo, v.PublicPackage)
	}
	if b := v.Stages[1].Brought; b == nil || b.Comments == nil || *b.Comments != 4 || v.Stages[3].Brought.Number != "05 број 11-1/2026" {
		t.Errorf("the consultation brought %+v", b)
	}
	for _, st := range v.Stages {
		if len(st.Proofs)+len(st.Windows)+len(st.Hands)+len(st.Opinions) > 0 || st.Conclude != nil {
			t.Errorf("stage %s claims what was not kept here: %+v", st.Stage, st)
		}
	}
}

func TestWhatAnImportedHistoryDepartedFromIsListed(t *testing.T) {
	s, _ := storetest.Open(t)
	ref, _ := imported(t, s, cutShort)
	rows, _, err := s.Deviations(t.Context(), "", store.DeviationFilter{})
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, r := range rows {
		got = append(got, string(r.Ref)+" "+string(r.Code)+" "+r.Stage+" "+r.Params["lasted"]+r.Params["days"])
		if r.From == nil {
			t.Errorf("%s is listed as our own", r.Code)
		}
	}
	if d := cmp.Diff([]string{string(ref) + " overdue report 2", string(ref) + " cut_short consultation 2"}, got); d != "" {
		t.Errorf("(-want +got):\n%s", d)
	}
	own, err := (&world{t: t, s: s, ref: ref}).view().Deviations()
	if err != nil || len(own) != 2 {
		t.Errorf("on its page: %+v, %v", own, err)
	}
}

func TestNothingIsWrittenUnlessEverythingIsRight(t *testing.T) {
	s, _ := storetest.Open(t)
	storetest.Ministry(t, s, "MTEST")
	operator, drafter := storetest.Person(t, s, "Оператер Први", "MTEST operator"), storetest.Person(t, s, "Цртач Први", "MTEST drafter")
	count := func() (n int) {
		t.Helper()
		err := s.DB().QueryRowContext(t.Context(), `SELECT (SELECT count(*) FROM dossiers) + (SELECT count(*) FROM stage_runs) + (SELECT count(*) FROM steps)
			+ (SELECT count(*) FROM log_leaves) + (SELECT count(*) FROM outbox) + (SELECT count(*) FROM dossier_numbers)`).Scan(&n)
		if err != nil {
			t.Fatal(err)
		}
		return n
	}
	broken := strings.NewReplacer("lead: MTEST", "lead: NEMAGA", "outcome: closed", "outcome: otvorena").Replace(cutShort)
	_, faults, err := s.ImportDossier(t.Context(), operator, importOf(t, broken))
	if err != nil || len(faults) != 2 {
		t.Fatalf("got %v, %v", faults, err)
	}
	said, err := s.CheckImport(t.Context(), importOf(t, broken))
	if err != nil || cmp.Diff(faults, said) != "" {
		t.Errorf("checked: %v, %v", said, err)
	}
	_, _, err = s.ImportDossier(t.Context(), drafter, importOf(t, cutShort))
	if dossier.CodeOf(err) != dossier.CodeRoleRequired {
		t.Errorf("a drafter: %v", err)
	}
	if said, err = s.CheckImport(t.Context(), importOf(t, cutShort)); err != nil || len(said) > 0 {
		t.Errorf("a sound one: %v, %v", said, err)
	}
	if n := count(); n != 0 {
		t.Errorf("%d rows were written", n)
	}
	if _, faults, err = s.ImportDossier(t.Context(), operator, importOf(t, cutShort)); err != nil || len(faults) > 0 {
		t.Fatalf("got %v, %v", faults, err)
	}
	_, faults, err = s.ImportDossier(t.Context(), operator, importOf(t, cutShort))
	if err != nil || len(faults) != 1 || faults[0].Line != 2 || !strings.Contains(faults[0].Sentence, "is here already, as 2026-0001") {
		t.Errorf("again: %v, %v", faults, err)
	}
}

func TestAnImportedDossierHasNoLifeOfItsOwn(t *testing.T) {
	s, _ := storetest.Open(t)
	ref, operator := imported(t, s, cutShort)
	open, err := s.Standings(t.Context())
	if err != nil || len(open) > 0 {
		t.Errorf("workflows are wanted for %v, %v", open, err)
	}
	var parcels int
	err = s.DB().QueryRowContext(t.Context(), `SELECT count(*) FROM outbox`).Scan(&parcels)
	if err != nil || parcels > 0 {
		t.Errorf("%d parcels lie in the outbox, %v", parcels, err)
	}
	err = s.RecordDrift(t.Context(), []store.Drift{{Ref: ref, Kind: store.Missing}})
	if err != nil {
		t.Fatal(err)
	}
	troubles, err := s.Troubles(t.Context(), operator)
	if err != nil || len(troubles) > 0 {
		t.Errorf("its workflow is missed: %+v, %v", troubles, err)
	}
	_, err = s.Ask(t.Context(), dossier.Command{ID: "4f6f0f2e-68c3-4bd8-b1f2-6b6a3c1d9a01", Dossier: ref, Name: dossier.Withdraw, Seq: 1, Actor: operator})
	if dossier.CodeOf(err) != dossier.CodeNotNow {
		t.Errorf("a command: %v", err)
	}
	years, err := s.Urgency(t.Context())
	if err != nil || len(years) > 0 {
		t.Errorf("it is counted among our acts: %v, %v", years, err)
	}
	steps, err := s.Timeline(t.Context(), "", ref)
	if err != nil || len(steps) != 1 || steps[0].Kind != "imported" || steps[0].Actor != "" || !strings.HasPrefix(steps[0].Name, "sha256:") {
		t.Fatalf("its steps are %+v, %v", steps, err)
	}
	var leaves string
	err = s.DB().QueryRowContext(t.Context(), `SELECT string_agg(kind || CASE WHEN strpos(convert_from(leaf, 'UTF8'), $1) > 0 THEN ' of the step' ELSE '' END, ', ' ORDER BY n) FROM log_leaves`,
		steps[0].Hash()).Scan(&leaves)
	if err != nil || leaves != "package_added, dossier_imported of the step" {
		t.Errorf("the leaves are %s, %v", leaves, err)
	}
}

func TestTheRecordRefusesToGoOnWithAnImportedHistory(t *testing.T) {
	s, _ := storetest.Open(t)
	ref, operator := imported(t, s, cutShort)
	var id string
	err := s.DB().QueryRowContext(t.Context(), `SELECT id FROM dossiers WHERE ref = $1`, ref).Scan(&id)
	if err != nil {
		t.Fatal(err)
	}
	own := newWorldIn(t, s, "test.two_stage", store.Opening{})
	for name, c := range map[string]struct {
		sql  string
		args []any
	}{
		"a change of its status":        {`UPDATE dossiers SET status = 'open', ended_at = NULL WHERE id = $1`, []any{id}},
		"its mark taken off":            {`UPDATE dossiers SET imported_at = NULL, imported_by = NULL, imported_from = NULL, imported_url = NULL, imported_reference = NULL, imported_document = NULL WHERE id = $1`, []any{id}},
		"an own one marked":             {`UPDATE dossiers SET imported_from = 'Архива' WHERE ref = $1`, []any{own.ref}},
		"a day of a stage moved":        {`UPDATE stage_runs SET legal_ended = legal_ended + interval '20 days' WHERE dossier = $1 AND no = 2`, []any{id}},
		"a stage forgotten":             {`DELETE FROM imported_stages WHERE dossier = $1`, []any{id}},
		"a command":                     {`INSERT INTO commands (id, dossier, name, seq, args, actor) VALUES (gen_random_uuid(), $1, 'withdraw', 1, '{}', $2)`, []any{id, operator}},
		"a term that ran here":          {`INSERT INTO windows (dossier, stage_no, id, kind, term, starts, raw, due, legal_end, verified) VALUES ($1, 2, 'x', 'min', '5d', '2026-02-09', '2026-02-14', '2026-02-16', now(), true)`, []any{id}},
		"a proof":                       {`INSERT INTO proofs (dossier, stage_no, channel, url, sha256, published_at, command) VALUES ($1, 2, 'own_site', 'https://a.example', repeat('0', 64), now(), gen_random_uuid())`, []any{id}},
		"a signature":                   {`INSERT INTO signatures (dossier, stage_no, package, signer, command, sealed) VALUES ($1, 4, 'x', $2, gen_random_uuid(), NULL)`, []any{id, operator}},
		"a stage of an own one brought": {`INSERT INTO imported_stages (dossier, stage_no, cut_short, late) SELECT id, 1, false, false FROM dossiers WHERE ref = $1`, []any{own.ref}},
	} {
		t.Run(name, func(t *testing.T) {
			_, err := s.DB().ExecContext(t.Context(), c.sql, c.args...)
			if err == nil {
				t.Error("it was written")
			} else if !strings.Contains(err.Error(), "imported") && !strings.Contains(err.Error(), "append-only") {
				t.Errorf("it was refused for another reason: %v", err)
			}
		})
	}
}

func TestAnImportedDossierThatWasWithdrawnCanBeTakenUp(t *testing.T) {
	s, _ := storetest.Open(t)
	withdrawn := cutShort[:strings.Index(cutShort, "  - {stage: report")]
	ref, _ := imported(t, s, strings.Replace(withdrawn, "outcome: closed", "outcome: withdrawn", 1))
	w := newWorldIn(t, s, "test.two_stage", store.Opening{Resubmits: ref})
	v := w.view()
	if v.Resubmits != ref || v.PackageNo != 1 || v.Imported() != nil {
		t.Errorf("it takes up %q with version %d, imported from %v", v.Resubmits, v.PackageNo, v.Imported())
	}
	old := (&world{t: t, s: s, ref: ref, drafter: w.drafter}).view()
	if old.Status != dossier.Withdrawn || old.ResubmittedAs != w.ref {
		t.Errorf("the old one is %s, taken up as %q", old.Status, old.ResubmittedAs)
	}
	if got := (&world{t: t, s: s, ref: ref}).outturns(); got != "consultation: consultation leftoff; consultation: comments leftoff" {
		t.Errorf("got %s", got)
	}
}

func TestTheTablesOfImportsGoAndComeBackUntilThereIsOne(t *testing.T) {
	w := newWorld(t, "test.two_stage", store.Opening{})
	source, err := os.ReadFile("../../schema/00033_import_histories.sql")
	if err != nil {
		t.Fatal(err)
	}
	up, down, _ := strings.Cut(string(source), "-- +goose Down")
	w.exec(down)
	w.exec(up)
	w.publish()
	imported(t, w.s, cutShort)
	_, err = w.s.DB().ExecContext(t.Context(), down)
	if err == nil || !strings.Contains(err.Error(), "dossiers were imported") {
		t.Errorf("going back: %v", err)
	}
}
