package store

import (
	"context"
	"fmt"
	"net/url"
	"regexp"
	"slices"
	"time"

	"github.com/jmoiron/sqlx"

	"github.com/rasprava/rasprava/internal/dossier"
	"github.com/rasprava/rasprava/internal/procedure"
)

var hexSHA256 = regexp.MustCompile(`^[0-9a-f]{64}$`)

func publishProof(ctx context.Context, tx *sqlx.Tx, t *transition) error {
	a := t.command.Args
	if !slices.Contains(t.Stage.Channels, a.Channel) || t.Run.Published != nil {
		return dossier.Refuse(dossier.CodeChannelUnknown, "channel", a.Channel)
	}
	u, err := url.Parse(a.URL)
	if err != nil || (u.Scheme != "http" && u.Scheme != "https") || u.Host == "" || len(a.URL) > 2000 || !hexSHA256.MatchString(a.SHA256) {
		return dossier.Refuse(dossier.CodeProofMissing)
	}
	at := a.PublishedAt
	if at.IsZero() {
		at = t.legal()
	}
	if at.After(t.legal()) {
		return dossier.Refuse(dossier.CodeProofInFuture)
	}
	earliest, err := t.earliestProof(ctx, tx)
	if err != nil {
		return err
	}
	if at.Before(earliest) {
		return dossier.Refuse(dossier.CodeProofTooEarly)
	}
	facts, err := t.factsToDecide(ctx, tx)
	if err != nil {
		return err
	}
	if slices.Contains(facts.ProvedChannels, a.Channel) {
		return dossier.Refuse(dossier.CodeChannelProved, "channel", a.Channel)
	}
	reasons := dossier.Against(t.Stage, facts, dossier.PublishProof, "")
	if len(reasons) > 0 {
		return unmet(reasons)
	}
	_, err = tx.ExecContext(ctx, `
		INSERT INTO proofs (dossier, stage_no, channel, url, sha256, published_at, command) VALUES ($1, $2, $3, $4, $5, $6, $7)`,
		t.ID, t.StageNo, a.Channel, a.URL, a.SHA256, at, t.command.ID)
	if err != nil {
		return fmt.Errorf("keep proof: %w", err)
	}
	proved := append(facts.ProvedChannels, a.Channel)
	for _, c := range t.Stage.Channels {
		if !slices.Contains(proved, c) {
			return nil
		}
	}
	return t.published(ctx, tx)
}

// published starts the clock of the stage: the last required proof is here.
// What the stage publishes becomes public with it.
func (t *transition) published(ctx context.Context, tx *sqlx.Tx) error {
	at := t.legal()
	t.Run.Published = &at
	_, err := tx.ExecContext(ctx, `
		UPDATE stage_runs SET published_at = $3, legal_published = $4 WHERE dossier = $1 AND no = $2`, t.ID, t.StageNo, t.At, at)
	if err != nil {
		return fmt.Errorf("start clock: %w", err)
	}
	_, err = tx.ExecContext(ctx, `UPDATE dossiers SET visibility = 'public' WHERE id = $1`, t.ID)
	if err != nil {
		return fmt.Errorf("publish dossier: %w", err)
	}
	kinds := t.Stage.PublicDocs
	if len(kinds) == 0 {
		kinds = t.Stage.Docs
	}
	_, err = tx.ExecContext(ctx, `
		UPDATE package_documents SET visibility = 'public' WHERE dossier = $1 AND no = $2 AND visibility <> 'public' AND kind = ANY($3)`,
		t.ID, t.PackageNo, array(kinds))
	if err != nil {
		return fmt.Errorf("publish documents: %w", err)
	}
	err = t.settleClock(ctx, tx)
	if err != nil {
		return err
	}
	err = t.startWindows(ctx, tx, procedure.FromPublication, t.today())
	if err != nil {
		return err
	}
	if t.Stage.Kind == procedure.Consultation {
		set, err := dossier.SettingsOf(t.command.Args.Settings(), dossier.SettingsByProcedure(t.Stage))
		if err != nil {
			return err
		}
		t.effect.Round, err = t.store.openRound(ctx, tx, t.file, set)
		t.effect.Moved = true
		return err
	}
	return t.leave(ctx, tx, dossier.Main(t.Stage), said{})
}

// earliestProof returns the instant before which nothing can have been published in
// the present stage: the day before it was entered or, in a stage of publication
// that follows a decision which was recorded later than it was taken, the day of
// that decision.
func (t *transition) earliestProof(ctx context.Context, tx *sqlx.Tx) (time.Time, error) {
	earliest := t.Run.Entered.Add(-24 * time.Hour)
	if t.Stage.Kind != procedure.Publication {
		return earliest, nil
	}
	var decided *time.Time
	err := tx.GetContext(ctx, &decided, `
		SELECT (max(date)::timestamp AT TIME ZONE $2) FROM conclusions WHERE dossier = $1`, t.ID, zoneOf(t.Def).String())
	if err != nil {
		return time.Time{}, fmt.Errorf("find last decision: %w", err)
	}
	if decided != nil && decided.Before(earliest) {
		return *decided, nil
	}
	return earliest, nil
}
