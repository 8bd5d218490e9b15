package store

import (
	"context"
	"fmt"
	"slices"

	"github.com/jmoiron/sqlx"

	"github.com/rasprava/rasprava/internal/dossier"
)

// seen refuses a command that was given on another package than the present one.
func (t *transition) seen(ctx context.Context, tx *sqlx.Tx, refusal dossier.Code) (string, error) {
	hash, err := t.packageHash(ctx, tx)
	if err != nil {
		return "", err
	}
	if hash == "" || t.command.Args.Package != hash {
		return "", dossier.Refuse(refusal, "package", hash)
	}
	return hash, nil
}

func prepare(ctx context.Context, tx *sqlx.Tx, t *transition) error {
	if !dossier.FourEyes(t.Stage) {
		return dossier.Refuse(dossier.CodeNotNow, "command", string(t.command.Name), "stage", t.Run.Stage)
	}
	hash, err := t.seen(ctx, tx, dossier.CodePackageChanged)
	if err != nil {
		return err
	}
	err = t.holdAnswers(ctx, tx)
	if err != nil {
		return err
	}
	facts, err := t.factsToDecide(ctx, tx)
	if err != nil {
		return err
	}
	now, err := t.sealing(ctx, tx)
	if err != nil {
		return err
	}
	if now.prepared() { // by whoever it was: it is asked for already
		return dossier.Refuse(dossier.CodeNothingChanged)
	}
	reasons := dossier.Against(t.Stage, facts, dossier.Prepare, "")
	if len(reasons) > 0 {
		return unmet(reasons)
	}
	err = now.keep(ctx, tx)
	if err != nil {
		return err
	}
	_, err = tx.ExecContext(ctx, `
		INSERT INTO preparations (dossier, stage_no, package, sealed, prepared_by, prepared_at, command, delegation)
		VALUES ($1, $2, $3, $4, $5, $6, $7, nullif($8, '')::uuid)`,
		t.ID, t.StageNo, hash, now.Seal, t.command.Actor, t.At, t.command.ID, t.delegation)
	if err != nil {
		return fmt.Errorf("ask for signatures: %w", err)
	}
	t.Sealed = now.Seal
	return nil
}

// prepared reports whether the present package, with all that signatures on it
// stand on, is before the signers of the stage: asked for once, it is not asked
// for again.
func (f *file) prepared(ctx context.Context, q sqlx.QueryerContext) (bool, error) {
	if !dossier.FourEyes(f.Stage) {
		return false, nil
	}
	s, err := f.sealing(ctx, q)
	return s.prepared(), err
}

// awaited returns how many signatures the present package still waits for; 0
// where it is not before the signers.
func (f *file) awaited(ctx context.Context, q sqlx.QueryerContext) (int, error) {
	if f.Status != dossier.Open || f.Run.Ended != nil || !dossier.FourEyes(f.Stage) {
		return 0, nil
	}
	s, err := f.sealing(ctx, q)
	if err != nil || !s.prepared() {
		return 0, err
	}
	slots, err := f.slots(ctx, q, s.Seal)
	if err != nil {
		return 0, err
	}
	left := 0
	for _, s := range slots {
		left += max(s.Need-s.Have, 0)
	}
	return left, nil
}

// sign signs the package, as its hands allow; the package, and all that signatures
// on it stand on, being what was prepared.
func sign(ctx context.Context, tx *sqlx.Tx, t *transition) error {
	if !dossier.FourEyes(t.Stage) {
		return dossier.Refuse(dossier.CodeNotNow, "command", string(t.command.Name), "stage", t.Run.Stage)
	}
	hash, err := t.seen(ctx, tx, dossier.CodePackageChanged)
	if err != nil {
		return err
	}
	err = t.holdAnswers(ctx, tx)
	if err != nil {
		return err
	}
	facts, err := t.factsToDecide(ctx, tx)
	if err != nil {
		return err
	}
	now, err := t.sealing(ctx, tx)
	if err != nil {
		return err
	}
	as, err := t.seat(ctx, tx, now, t.command.Actor, t.command.Args.Body, t.grounds)
	unprepared := slices.Contains([]dossier.Code{dossier.CodeNotPrepared, dossier.CodeNewerThanPrepared}, dossier.CodeOf(err))
	if reasons := dossier.Against(t.Stage, facts, dossier.Sign, ""); reasons != nil && (err == nil || unprepared) {
		return &unmetError{reasons, err}
	}
	if err != nil {
		return err
	}
	t.delegation = as.Delegation
	_, err = tx.ExecContext(ctx, `
		INSERT INTO signatures (dossier, stage_no, package, sealed, signer, signed_at, command, delegation, body)
		VALUES ($1, $2, $3, $4, $5, $6, $7, nullif($8, '')::uuid, (SELECT id FROM bodies WHERE code = $9))`,
		t.ID, t.StageNo, hash, now.Seal, t.command.Actor, t.At, t.command.ID, t.delegation, as.Body)
	if err != nil {
		return fmt.Errorf("sign: %w", err)
	}
	t.Sealed = now.Seal
	if facts.Signatures+1 < facts.SignaturesNeeded {
		return nil
	}
	return t.leave(ctx, tx, dossier.Main(t.Stage), said{ground: t.command.Args.Ground})
}

// hands reads whose hands are on the present package in this stage, under a seal.
func (f *file) hands(ctx context.Context, q sqlx.QueryerContext, sealed string) (dossier.Four, error) {
	var rows []struct {
		Did string `db:"did"`
		dossier.Hand
	}
	err := sqlx.SelectContext(ctx, q, &rows, `
		SELECT x.did, x.person, coalesce(g.delegator::text, '') AS onbehalf FROM (
			SELECT 'made' AS did, created_by AS person, delegation FROM packages WHERE dossier = $1 AND no = $4
			UNION ALL SELECT 'prepared', prepared_by, delegation FROM preparations WHERE dossier = $1 AND stage_no = $2 AND sealed = $3
			UNION ALL SELECT 'signed', signer, delegation FROM signatures WHERE dossier = $1 AND stage_no = $2 AND sealed = $3) x
		LEFT JOIN delegations g ON g.id = x.delegation`, f.ID, f.StageNo, sealed, f.PackageNo)
	if err != nil {
		return dossier.Four{}, fmt.Errorf("read signatures: %w", err)
	}
	var four dossier.Four
	for _, r := range rows {
		switch r.Did {
		case "made":
			four.Made = r.Hand
		case "prepared":
			four.Prepared = append(four.Prepared, r.Hand)
		case "signed":
			four.Signed = append(four.Signed, r.Hand)
		}
	}
	return four, nil
}

// MaySign returns nil where the person may sign the present package of the
// dossier now, and otherwise refuses as the command would. A person who may not
// see the dossier is told that there is none.
func (s *Store) MaySign(ctx context.Context, person string, ref dossier.Ref) error {
	_, err := s.Seat(ctx, person, ref)
	return err
}

// Seat returns the code of the body for which the person may sign the present
// package of the dossier now, and refuses as MaySign.
func (s *Store) Seat(ctx context.Context, person string, ref dossier.Ref) (string, error) {
	f, err := s.peek(ctx, person, ref)
	if err != nil {
		return "", err
	}
	if f.Status != dossier.Open || f.Run.Ended != nil || !dossier.FourEyes(f.Stage) {
		return "", dossier.Refuse(dossier.CodeNotNow, "command", string(dossier.Sign), "stage", f.Run.Stage)
	}
	a, err := s.Actor(ctx, person)
	if err != nil {
		return "", err
	}
	st, err := f.standing(ctx, s.reads)
	if err != nil {
		return "", err
	}
	grounds, err := dossier.Grounds(a, dossier.Action(dossier.Sign), st, dossier.Day(f.At, belgrade))
	if err != nil {
		return "", err
	}
	now, err := f.sealing(ctx, s.reads)
	if err != nil {
		return "", err
	}
	as, err := f.seat(ctx, s.reads, now, person, "", grounds)
	return as.Body, err
}

// sendBack returns the matter or rejects it, with reasons.
func sendBack(ctx context.Context, tx *sqlx.Tx, t *transition) error {
	if !dossier.FourEyes(t.Stage) {
		return dossier.Refuse(dossier.CodeNotNow, "command", string(t.command.Name), "stage", t.Run.Stage)
	}
	_, err := t.reasons()
	if err != nil {
		return err
	}
	outcome := "returned"
	if t.command.Name == dossier.Reject {
		outcome = "rejected"
	}
	o, ok := t.Stage.Outcome(outcome)
	if !ok {
		return dossier.Refuse(dossier.CodeOutcomeUnknown, "outcome", outcome)
	}
	return t.leaveWith(ctx, tx, o)
}
