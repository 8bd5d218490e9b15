package store_test

import (
	"context"
	"crypto/sha256"
	"database/sql"
	"encoding/hex"
	"fmt"
	"maps"
	"os"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/uuid"

	"github.com/rasprava/rasprava/internal/dossier"
	"github.com/rasprava/rasprava/internal/procedure"
	"github.com/rasprava/rasprava/internal/store"
)

// beforeSigners is a dossier that is prepared for its two signatures, with two
// answered comments and a report behind it.
func beforeSigners(t *testing.T) (*world, []string, dossier.Args) {
	t.Helper()
	w, sent := afterRound(t)
	for _, id := range sent {
		w.answer(id, 0, 0, "")
	}
	w.reports()
	args := dossier.Args{Package: w.hash(t)}
	w.do(w.second, dossier.Prepare, args)
	return w, sent, args
}

func (w *world) outlook(viewer string) store.Outlook {
	w.t.Helper()
	o, err := w.s.Outlook(w.t.Context(), viewer, w.ref)
	if err != nil {
		w.t.Fatal(err)
	}
	return o
}

// counting returns how many hands count in the present stage: of whoever prepared,
// and of signers.
func (w *world) counting() string {
	w.t.Helper()
	prepared, signed := 0, 0
	for _, h := range w.see(w.drafter).Stages[w.stageNo-1].Hands {
		switch {
		case h.Counts && h.Prepared:
			prepared++
		case h.Counts:
			signed++
		}
	}
	return fmt.Sprintf("%d prepared, %d signed", prepared, signed)
}

func TestAnAnswerAmendedBetweenTwoSignaturesHasItPreparedAgain(t *testing.T) {
	w, sent, args := beforeSigners(t)
	w.do(w.signerA, dossier.Sign, args)
	first := w.outlook(w.signerB)
	if first.Seal.Seal == "" || !first.Prepared() || w.counting() != "1 prepared, 1 signed" {
		t.Fatalf("before: %+v, %s", first.Seal, w.counting())
	}
	w.answer(sent[0], 1, 0, "")

	row, _ := w.ask(w.signerB, dossier.Sign, args)
	if got := answer(row); got != "newer_than_prepared, seal_unbroken" {
		t.Fatalf("the last signature: got %q", got)
	}
	answered, err := w.s.Comment(t.Context(), w.drafter, sent[0])
	if err != nil {
		t.Fatal(err)
	}
	since := map[string]string{"answers": answered.LegalAnswered.UTC().Format(time.RFC3339)}
	if diff := cmp.Diff(since, row.Unmet[0].Params); diff != "" {
		t.Errorf("what is newer, and since when (-want +got):\n%s", diff)
	}
	if diff := cmp.Diff(since, row.Params); diff != "" {
		t.Errorf("the refusal itself (-want +got):\n%s", diff)
	}
	if w.counting() != "0 prepared, 0 signed" {
		t.Errorf("under the seal of before: %s", w.counting())
	}
	after := w.outlook(w.signerB)
	if after.Prepared() || after.Seal.Seal == first.Seal.Seal || !after.Seal.PreparedAt.Equal(first.Seal.PreparedAt) {
		t.Errorf("what there is: %+v, what there was: %+v", after.Seal, first.Seal)
	}
	if err := w.s.MaySign(t.Context(), w.signerB, w.ref); dossier.CodeOf(err) != dossier.CodeNewerThanPrepared {
		t.Errorf("may sign: %v", err)
	}
	if waits := []dossier.CommandName{w.waits(w.signerB), w.waits(w.second)}; waits[0] != "" || waits[1] != dossier.Prepare {
		t.Errorf("it waits for the signer to %q and for the drafter to %q", waits[0], waits[1])
	}
	if all, err := w.s.Pending(t.Context(), w.second); err != nil || all[0].Asker != "" || !all[0].Since.Equal(answered.LegalAnswered.UTC()) {
		t.Errorf("it waits since %+v, %v", all, err)
	}

	w.do(w.second, dossier.Prepare, args)
	w.refuses("once more", w.second, dossier.Prepare, args, dossier.CodeNothingChanged)
	w.do(w.signerB, dossier.Sign, args)
	if w.counting() != "1 prepared, 1 signed" || w.see(w.drafter).Status != dossier.Open {
		t.Fatalf("the signature under the seal of before was counted: %s", w.counting())
	}
	w.do(w.signerA, dossier.Sign, args)
	if got := w.see(w.drafter).Status; got != dossier.Completed {
		t.Errorf("after both signed what there is: %s", got)
	}
	steps, err := w.s.Timeline(t.Context(), w.drafter, w.ref)
	if err != nil {
		t.Fatal(err)
	}
	var seals []string
	for _, s := range steps {
		if s.Sealed != "" {
			seals = append(seals, s.Name+" "+s.Sealed)
		}
	}
	old, fresh := first.Seal.Seal, after.Seal.Seal
	if diff := cmp.Diff([]string{"prepare " + old, "sign " + old, "prepare " + fresh, "sign " + fresh, "sign " + fresh}, seals); diff != "" {
		t.Errorf("seals of the steps (-want +got):\n%s", diff)
	}
	w.checkLedger(t)
}

func TestWhateverIsNewerThanThePreparationIsNamed(t *testing.T) {
	w, _, args := beforeSigners(t)
	w.do(w.signerA, dossier.Sign, args)
	const opinion = `INSERT INTO opinions (id, dossier, stage_no, body, opinion, text, package, given_by, command)
		SELECT gen_random_uuid(), d.id, 1, b.id, $3, 'Рок је кратак.', $4, $2, gen_random_uuid() FROM dossiers d, bodies b WHERE d.ref = $1 AND b.code = 'MDRUGO'`
	ref, other := string(w.ref), "sha256:"+strings.Repeat("b", 64)
	for _, c := range []struct {
		name string
		part dossier.Part
		sql  string
		args []any
	}{
		{"a body proposes with the lead", dossier.PartProposer, `INSERT INTO dossier_proposers (dossier, body) SELECT d.id, b.id FROM dossiers d, bodies b WHERE d.ref = $1 AND b.code = 'MDRUGO'`, []any{ref}},
		{"an opinion is given", dossier.PartOpinion, opinion, []any{ref, w.stranger, "negative", other}},
		{"it is confirmed on the present package", dossier.PartOpinion, opinion, []any{ref, w.stranger, "negative", args.Package}},
		{"another body keeps silent", dossier.PartOpinion, `INSERT INTO opinion_requests (dossier, stage_no, body, mandatory, silent_at, silent_on)
			SELECT d.id, 1, b.id, true, clock_timestamp(), $2 FROM dossiers d, bodies b WHERE d.ref = $1 AND b.code = 'MTEST'`, []any{ref, args.Package}},
		{"another round closes with a report", dossier.PartReport, `WITH r AS (INSERT INTO rounds (id, dossier, stage_no, no, package_no, status, opens_at, closes_at, closed_at, final_at, submissions, comments)
			SELECT gen_random_uuid(), d.id, 1, 2, 1, 'closed', clock_timestamp() - interval '2 days', clock_timestamp() - interval '1 day', clock_timestamp(), clock_timestamp(), 0, 0 FROM dossiers d WHERE d.ref = $1 RETURNING id)
			INSERT INTO reports (round, stage_no, hash, received, answered) SELECT id, 1, $2, 0, 0 FROM r`, []any{ref, other}},
		{"a conclusion is entered", dossier.PartConclusion, `INSERT INTO conclusions (dossier, stage_no, body, outcome, number, date, document, sha256, recorded_by, command)
			SELECT d.id, 1, b.id, 'adopted', '05 1', '2026-01-01', 'zakljucak.pdf', $3, $2, gen_random_uuid() FROM dossiers d, bodies b WHERE d.ref = $1 AND b.code = 'MTEST'`, []any{ref, w.signerA, sha}},
		{"it is decided what follows from changes", dossier.PartChanges, `INSERT INTO material_decisions (dossier, stage_no, debated, text, package, changes, outcome, reasons, decided_by, command)
			SELECT d.id, 1, $3, $3, $3, 1, 'no_new_round', 'Није битно.', $2, gen_random_uuid() FROM dossiers d WHERE d.ref = $1`, []any{ref, w.signerA, other}},
		{"an exemption is granted", dossier.PartExemption, `INSERT INTO exemptions (id, dossier, stage_no, ground, reason, granted_by, command)
			SELECT gen_random_uuid(), d.id, 1, 'hitno', 'Поплава.', $2, gen_random_uuid() FROM dossiers d WHERE d.ref = $1`, []any{ref, w.signerA}},
	} {
		w.exec(c.sql, c.args...)
		row, _ := w.ask(w.signerB, dossier.Sign, args)
		if got := answer(row); got != "newer_than_prepared, seal_unbroken" {
			t.Fatalf("%s: got %q", c.name, got)
		}
		if got := slices.Collect(maps.Keys(row.Unmet[0].Params)); len(got) != 1 || got[0] != string(c.part) {
			t.Errorf("%s: newer is %v, want %s", c.name, got, c.part)
		}
		w.do(w.second, dossier.Prepare, args)
		w.do(w.signerA, dossier.Sign, args)
	}
	w.addAct(draft + "\nЧлан 3.\nНова одредба.\n")
	var changed procedure.Reason
	for _, r := range w.outlook(w.signerB).Transitions[0].Reasons {
		if r.Code == procedure.PackageUnchanged {
			changed = r
		}
		if r.Code == procedure.SealUnbroken {
			t.Errorf("another package: %v beside it", r.Params)
		}
	}
	if changed.Params["since"] == "" {
		t.Errorf("another package: %v, want since when", changed.Params)
	}
	w.do(w.second, dossier.Prepare, dossier.Args{Package: w.hash(t)})
}

func TestWhatIsOfAnotherDossierBreaksNoSeal(t *testing.T) {
	w, _, args := beforeSigners(t)
	other := newWorldIn(t, w.s, "test.two_stage", rehearsal())
	other.publish()
	other.addAct(draft)
	sent := other.send(other.publish().Round, "b", on("art_1", "Други предмет.")).Comments
	other.answer(sent[0], 0, 0, "")
	w.do(w.signerA, dossier.Sign, args)
	w.do(w.signerB, dossier.Sign, args)
	if got := w.see(w.drafter).Status; got != dossier.Completed {
		t.Errorf("got %s", got)
	}
}

// stuck returns once so many transactions wait for a lock of this kind.
func (w *world) stuck(kind string, n int) {
	w.t.Helper()
	ctx, cancel := context.WithTimeout(w.t.Context(), 30*time.Second)
	defer cancel()
	for waiting := 0; waiting < n; {
		err := w.s.DB().QueryRowContext(ctx, `SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND wait_event = $1`, kind).Scan(&waiting)
		if err != nil {
			w.t.Fatalf("nobody waits for %s: %v", kind, err)
		}
	}
}

// holdLog keeps every transaction that writes from committing until the returned
// function is called: the head of its log is its last lock.
func (w *world) holdLog() func() {
	w.t.Helper()
	tx, err := w.s.DB().BeginTx(w.t.Context(), &sql.TxOptions{})
	if err != nil {
		w.t.Fatal(err)
	}
	_, err = tx.ExecContext(w.t.Context(), `SELECT 1 FROM logs FOR UPDATE`)
	if err != nil {
		w.t.Fatal(err)
	}
	return func() {
		err := tx.Rollback()
		if err != nil {
			w.t.Error(err)
		}
	}
}

func TestAnAnswerAndTheLastSignatureAtOnceAreOneAfterTheOther(t *testing.T) {
	amend := func(w *world, comment string) error {
		_, err := w.s.Answer(w.t.Context(), w.drafter, store.NewAnswer{Comment: comment, Version: 1, Outcome: dossier.NotAccepted, Reasons: "Ипак се не прихвата."})
		return err
	}
	for _, c := range []struct {
		name        string
		answerFirst bool
		want        string
		status      dossier.Status
	}{
		{"the answer is being written when the signature comes", true, "newer_than_prepared, seal_unbroken", dossier.Open},
		{"the signature is being written when the answer comes", false, "", dossier.Completed},
	} {
		t.Run(c.name, func(t *testing.T) {
			w, sent, args := beforeSigners(t)
			w.do(w.signerA, dossier.Sign, args)
			command := dossier.Command{ID: uuid.NewString(), Dossier: w.ref, Name: dossier.Sign, Seq: w.seq, Args: args, Actor: w.signerB}
			_, err := w.s.Ask(t.Context(), command)
			if err != nil {
				t.Fatal(err)
			}
			var applied dossier.Applied
			var signing, answering error
			acts := []func(){
				func() { answering = amend(w, sent[0]) },
				func() {
					applied, signing = w.s.ApplyCommand(t.Context(), dossier.ApplyInput{Ref: w.ref, Command: command.ID, StageNo: w.stageNo})
				},
			}
			if !c.answerFirst {
				slices.Reverse(acts)
			}
			release := w.holdLog()
			var wg sync.WaitGroup
			wg.Go(acts[0])
			w.stuck("transactionid", 1) // at the head of the log, all else written
			wg.Go(acts[1])
			w.stuck("advisory", 1)
			release()
			wg.Wait()
			if signing != nil || answering != nil {
				t.Fatalf("signing: %v, answering: %v", signing, answering)
			}
			row, err := w.s.CommandByID(t.Context(), command.ID)
			if err != nil {
				t.Fatal(err)
			}
			if got := answer(row); got != c.want {
				t.Errorf("the signature: got %q, want %q", got, c.want)
			}
			w.seq = applied.Effect.Seq
			w.move(applied.Effect)
			if got := w.see(w.drafter).Status; got != c.status {
				t.Errorf("got %s, want %s", got, c.status)
			}
			var after bool
			err = w.s.DB().QueryRowContext(t.Context(), `
				SELECT max(a.answered_at) > (SELECT max(signed_at) FROM signatures) FROM answers a WHERE a.comment = $1`, sent[0]).Scan(&after)
			if err != nil || !after {
				t.Errorf("the answer is dated before the last signature that is there: %v", err)
			}
		})
	}
}

// pageOf is the digest of a page of answers as anybody can make it from what the
// record says of the comments: number, version and what was answered.
func pageOf(lines []string) [32]byte { return sha256.Sum256([]byte(strings.Join(lines, ""))) }

func TestTheDigestOfAnswersIsMadeOfTheNewestAnswerToEachComment(t *testing.T) {
	w, round := inRound(t)
	var all []string
	for i := range 3 {
		var comments []dossier.NewComment
		for n := range 180 {
			comments = append(comments, on("art_1", fmt.Sprintf("Коментар %d.", i*180+n)))
		}
		all = append(all, w.send(round, fmt.Sprint(i), comments...).Comments...)
	}
	w.exec(`INSERT INTO answers (comment, version, outcome, reasons, answered_by)
		SELECT id, 1, 'accepted', 'Прихвата се ' || number || '.', $2 FROM comments WHERE round = $1 AND number % 5 <> 0 ORDER BY id`, round, w.drafter)
	var wg sync.WaitGroup
	for i := range 8 { // at once, on the same pages
		wg.Go(func() {
			for n := i; n < len(all); n += 40 {
				c, err := w.s.Comment(t.Context(), w.drafter, all[n])
				if err == nil {
					_, err = w.s.Answer(t.Context(), w.drafter, store.NewAnswer{Comment: all[n], Version: c.AnswerNo, Outcome: dossier.NotAccepted, Reasons: "Не прихвата се."})
				}
				if err != nil {
					t.Error(err)
				}
			}
		})
	}
	wg.Wait()
	rows, err := w.s.DB().QueryContext(t.Context(), `
		SELECT DISTINCT ON (c.number) c.number, a.version, a.outcome, a.reasons FROM comments c JOIN answers a ON a.comment = c.id
		WHERE c.round = $1 ORDER BY c.number, a.version DESC`, round)
	if err != nil {
		t.Fatal(err)
	}
	defer rows.Close()
	var pages [3][]string
	for rows.Next() {
		var number, version int
		var outcome, reasons string
		err = rows.Scan(&number, &version, &outcome, &reasons)
		if err != nil {
			t.Fatal(err)
		}
		said := sha256.Sum256([]byte(outcome + "\n\n\n" + reasons))
		page := (number - 1) / 256
		pages[page] = append(pages[page], fmt.Sprintf("%d %d sha256:%x\n", number, version, said))
	}
	if rows.Err() != nil {
		t.Fatal(rows.Err())
	}
	whole := sha256.New()
	for _, p := range pages {
		sum := pageOf(p)
		whole.Write(sum[:])
	}
	w.lapse()
	w.lapse()
	w.reports()
	want := dossier.PartAnswers
	for _, s := range w.outlook(w.drafter).Seal.Manifest {
		if s.Part == want && s.Says == "1 sha256:"+hex.EncodeToString(whole.Sum(nil)) {
			return
		}
	}
	t.Errorf("the answers are not under the seal by what they say: %+v", w.outlook(w.drafter).Seal.Manifest)
}

// TestWhatWasPreparedBeforeThereWereSealsIsPreparedAgain takes the seals away from
// a record that has rows, and adds them again as an upgrade does.
func TestWhatWasPreparedBeforeThereWereSealsIsPreparedAgain(t *testing.T) {
	w, sent, args := beforeSigners(t)
	w.do(w.signerA, dossier.Sign, args)
	w.answer(sent[0], 1, 0, "")
	w.do(w.second, dossier.Prepare, args)
	w.do(w.signerA, dossier.Sign, args)
	present := w.outlook(w.signerB).Seal.Seal
	source, err := os.ReadFile("../../schema/00025_seal_sign_offs.sql")
	if err != nil {
		t.Fatal(err)
	}
	up, down, _ := strings.Cut(string(source), "-- +goose Down")
	w.exec(down)
	w.exec(up)
	hands := w.see(w.drafter).Stages[w.stageNo-1].Hands
	if len(hands) != 2 || hands[0].Sealed == present || hands[0].Sealed != hands[1].Sealed || hands[0].Counts {
		t.Errorf("hands: %+v, want one of each under the package alone", hands)
	}
	row, _ := w.ask(w.signerB, dossier.Sign, args)
	if got := answer(row); got != "newer_than_prepared, seal_unbroken" || row.Unmet[0].Params["before"] == "" {
		t.Errorf("signing what was sealed without answers: got %q %v", got, row.Unmet)
	}
	annex := w.add(map[dossier.DocumentKind]string{"annex": "Прилог."})
	for _, r := range w.outlook(w.signerB).Transitions[0].Reasons {
		if (r.Code == procedure.PackageUnchanged) && r.Params["since"] == "" {
			t.Errorf("another package: %v, want since when", r.Params)
		}
	}
	_, err = w.s.AddPackage(t.Context(), w.drafter, store.NewPackage{Ref: w.ref, Reason: dossier.OwnInitiative, Remove: []dossier.DocumentKind{"annex"}})
	if err != nil || annex.Hash == args.Package {
		t.Fatalf("back to the package of before: %v", err)
	}
	w.do(w.second, dossier.Prepare, args)
	if got := w.outlook(w.signerB).Seal.Seal; got != present {
		t.Errorf("of the same answers the seal is %s, before it was %s", got, present)
	}
	for _, change := range []string{`UPDATE seals SET manifest = ''`, `DELETE FROM preparations`, `UPDATE signatures SET sealed = ''`} {
		_, err = w.s.DB().ExecContext(t.Context(), change)
		if err == nil {
			t.Errorf("%s: done", change)
		}
	}
}
