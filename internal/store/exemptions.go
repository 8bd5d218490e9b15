package store

import (
	"context"
	"fmt"
	"slices"
	"time"

	"github.com/jmoiron/sqlx"

	"github.com/rasprava/rasprava/internal/calendar"
	"github.com/rasprava/rasprava/internal/dossier"
	"github.com/rasprava/rasprava/internal/ledger"
	"github.com/rasprava/rasprava/internal/procedure"
)

// ExemptionKind says from what an exemption departs.
type ExemptionKind string

const (
	ByOutcome    ExemptionKind = "outcome"          // from the rule that the outcome passes over
	Shortened    ExemptionKind = "window_shortened" // from the least length of a term
	NoFurtherOne ExemptionKind = NoNewRound         // from another round after the text has changed
)

// debateWaived is the ground of an exemption from the debate for which no ground
// of a closed list is named.
const debateWaived = "debate_waived"

// exemption is a departure from a rule that is to be put down.
type exemption struct {
	kind         ExemptionKind
	ground       string
	reason       string
	until        string // last civil day; empty: it does not end
	window       string // that is shortened
	before, term string // its term
}

// exempt puts down a departure from a rule, in public. Its leaf is written with that
// of the step, because the head of the ledger is the last lock.
func (t *transition) exempt(ctx context.Context, tx *sqlx.Tx, e exemption) error {
	cal, err := calendar.Get(t.Def.Calendar)
	if err != nil {
		return fmt.Errorf("record exemption: %w", err)
	}
	end, err := lastInstant(cal, e.until)
	if err != nil {
		return fmt.Errorf("record exemption: %w", err)
	}
	id := newID()
	_, err = tx.ExecContext(ctx, `
		INSERT INTO exemptions (id, dossier, stage_no, kind, ground, reason, granted_by, granted_at, expires_at, command, window_id, term_before, term)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, nullif($11, ''), nullif($12, ''), nullif($13, ''))`,
		id, t.ID, t.StageNo, e.kind, e.ground, e.reason, t.command.Actor, t.At, end, t.command.ID, e.window, e.before, e.term)
	if err != nil {
		return fmt.Errorf("record exemption: %w", err)
	}
	r := dossier.ExemptionRecord{Dossier: t.Ref, StageNo: t.StageNo, Kind: string(e.kind), Ground: e.ground, Reason: e.reason, Window: e.window, Before: e.before, Term: e.term}
	if end != nil {
		r.Expires = dossier.Instant(*end)
	}
	t.put(id, ledger.Leaf{Kind: ledger.Exemption, At: t.At, Dossier: string(t.Ref), Hash: r.Hash()})
	return nil
}

// leaveWith leaves the present stage by a person's decision: the exemption that
// the outcome is stands beside it.
func (t *transition) leaveWith(ctx context.Context, tx *sqlx.Tx, o procedure.OutcomeDef) error {
	with, err := t.said(o)
	if err != nil {
		return err
	}
	err = t.leave(ctx, tx, o.ID, with)
	if err != nil {
		return err
	}
	_, err = tx.ExecContext(ctx, `UPDATE stage_runs SET ground = $3, support = $4, electorate = nullif($6, 0), ended_for = (SELECT id FROM bodies WHERE code = $5) WHERE dossier = $1 AND no = $2`,
		t.ID, t.StageNo, with.ground, supportOf(t.Stage, with), t.forBody(), with.electorate)
	if err != nil {
		return fmt.Errorf("put down ground: %w", err)
	}
	if !t.Stage.Exempting(o.ID) {
		return nil
	}
	reason, err := t.reasons()
	if err != nil {
		return err
	}
	ground := with.ground
	switch {
	case ground != "":
	case t.Def.WithoutDebate(t.Run.Stage, o.ID):
		ground = debateWaived
	default:
		ground = o.ID
	}
	return t.exempt(ctx, tx, exemption{kind: ByOutcome, ground: ground, reason: reason, until: t.command.Args.Expires})
}

// forBody returns the code of the body in which the person has the role by which
// they decide.
func (t *transition) forBody() string {
	if len(t.grounds) == 0 {
		return ""
	}
	return t.grounds[0].Body
}

// supportOf returns how many support what the stage collected; nil where it
// collects nothing.
func supportOf(s procedure.StageDef, with said) *int {
	if len(s.Thresholds) == 0 && with.support == 0 {
		return nil
	}
	return &with.support
}

// ended is a run of a stage with the outcome by which it was left.
type ended struct {
	No      int    `db:"no"`
	Stage   string `db:"stage"`
	Outcome string `db:"outcome"`
	// Exempted says that an exemption stands beside the outcome that has not
	// expired.
	Exempted bool `db:"exempted"`
}

// debateDecided reports whether the debate was held, or is decided not to be: by
// an outcome that departs from no rule, or by one that does as long as its
// exemption holds.
func debateDecided(d *procedure.Definition, runs []ended) bool {
	debates := d.Debates()
	return slices.ContainsFunc(runs, func(r ended) bool {
		s, _ := d.Stage(r.Stage)
		return slices.Contains(debates, r.Stage) || d.WithoutDebate(r.Stage, r.Outcome) && (r.Exempted || !s.Exempting(r.Outcome))
	})
}

// debated reads whether there was a debate, or is decided to be none.
func (f *file) debated(ctx context.Context, q sqlx.QueryerContext) (bool, error) {
	var runs []ended
	err := sqlx.SelectContext(ctx, q, &runs, `
		SELECT r.no, r.stage, r.outcome, EXISTS (SELECT 1 FROM exemptions e WHERE e.dossier = r.dossier AND e.stage_no = r.no AND e.kind = 'outcome'
			AND (e.expires_at IS NULL OR e.expires_at > $2)) AS exempted
		FROM stage_runs r WHERE r.dossier = $1 AND r.ended_at IS NOT NULL ORDER BY r.no`, f.ID, f.legal())
	if err != nil {
		return false, fmt.Errorf("read how stages of %s ended: %w", f.Ref, err)
	}
	return debateDecided(f.Def, runs), nil
}

// Holds reports whether the exemption is in force at an instant of the dossier's
// own clock.
func (e ExemptionView) Holds(at time.Time) bool { return e.ExpiresAt == nil || at.Before(*e.ExpiresAt) }

// LastDay returns the last civil day on which it holds; empty: it does not end.
func (e ExemptionView) LastDay() string {
	if e.ExpiresAt == nil {
		return ""
	}
	return dossier.Day(e.ExpiresAt.Add(-time.Nanosecond), belgrade)
}
