package store

import (
	"context"
	"fmt"

	"github.com/jmoiron/sqlx"

	"github.com/rasprava/rasprava/internal/dossier"
	"github.com/rasprava/rasprava/internal/procedure"
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

func fourEyes(s procedure.StageDef) bool {
	return s.Kind == procedure.Decision && s.Signers > 0 && !s.Collegial
}

func prepare(ctx context.Context, tx *sqlx.Tx, t *transition) error {
	if !fourEyes(t.Stage) {
		return dossier.Refuse(dossier.CodeNotNow, "command", string(t.command.Name), "stage", t.Run.Stage)
	}
	hash, err := t.seen(ctx, tx, dossier.CodePackageChanged)
	if err != nil {
		return err
	}
	facts, err := t.facts(ctx, tx)
	if err != nil {
		return err
	}
	if facts.PreparedHash == hash { // by whoever it was: it is asked for already
		return dossier.Refuse(dossier.CodeNothingChanged)
	}
	// What signatures alone will meet does not stand against asking for them.
	facts.Signatures, facts.PreparedHash = t.Stage.Signers, hash
	reasons := procedure.Unmet(t.Stage, mainOutcome(t.Stage), facts)
	if len(reasons) > 0 {
		return &unmetError{reasons}
	}
	_, err = tx.ExecContext(ctx, `
		INSERT INTO preparations (dossier, stage_no, package, prepared_by, prepared_at, command) VALUES ($1, $2, $3, $4, $5, $6)
		ON CONFLICT DO NOTHING`,
		t.ID, t.StageNo, hash, t.command.Actor, t.At, t.command.ID)
	if err != nil {
		return fmt.Errorf("ask for signatures: %w", err)
	}
	return nil
}

// sign signs the package: by another person than the one who prepared it and
// than the one who made it, each once, the package being what was prepared.
func sign(ctx context.Context, tx *sqlx.Tx, t *transition) error {
	if !fourEyes(t.Stage) {
		return dossier.Refuse(dossier.CodeNotNow, "command", string(t.command.Name), "stage", t.Run.Stage)
	}
	hash, err := t.seen(ctx, tx, dossier.CodePackageChanged)
	if err != nil {
		return err
	}
	var hands struct {
		Prepared bool   `db:"prepared"` // by anybody
		Own      bool   `db:"own"`      // by who signs
		Made     string `db:"made"`
		Signed   bool   `db:"signed"`
	}
	err = tx.GetContext(ctx, &hands, `
		SELECT EXISTS (SELECT 1 FROM preparations WHERE dossier = $1 AND stage_no = $2 AND package = $3) AS prepared,
			EXISTS (SELECT 1 FROM preparations WHERE dossier = $1 AND stage_no = $2 AND package = $3 AND prepared_by = $4) AS own,
			(SELECT created_by::text FROM packages WHERE dossier = $1 AND no = $5) AS made,
			EXISTS (SELECT 1 FROM signatures WHERE dossier = $1 AND stage_no = $2 AND package = $3 AND signer = $4) AS signed`,
		t.ID, t.StageNo, hash, t.command.Actor, t.PackageNo)
	if err != nil {
		return fmt.Errorf("read signatures: %w", err)
	}
	switch {
	case !hands.Prepared:
		return dossier.Refuse(dossier.CodeNotPrepared)
	case hands.Own, hands.Made == t.command.Actor:
		return dossier.Refuse(dossier.CodePreparerSigns)
	case hands.Signed:
		return dossier.Refuse(dossier.CodeAlreadySigned)
	}
	_, err = tx.ExecContext(ctx, `
		INSERT INTO signatures (dossier, stage_no, package, signer, signed_at, command) VALUES ($1, $2, $3, $4, $5, $6)`,
		t.ID, t.StageNo, hash, t.command.Actor, t.At, t.command.ID)
	if err != nil {
		return fmt.Errorf("sign: %w", err)
	}
	facts, err := t.facts(ctx, tx)
	if err != nil {
		return err
	}
	if facts.Signatures < t.Stage.Signers {
		return nil
	}
	return t.leave(ctx, tx, mainOutcome(t.Stage), false)
}

// sendBack returns the matter or rejects it, with reasons.
func sendBack(ctx context.Context, tx *sqlx.Tx, t *transition) error {
	if !fourEyes(t.Stage) {
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
	_, ok := t.Stage.Outcome(outcome)
	if !ok {
		return dossier.Refuse(dossier.CodeOutcomeUnknown, "outcome", outcome)
	}
	return t.leave(ctx, tx, outcome, true)
}
