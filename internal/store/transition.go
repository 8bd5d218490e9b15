package store

import (
	"context"
	"fmt"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/jmoiron/sqlx"

	"github.com/rasprava/rasprava/internal/dossier"
	"github.com/rasprava/rasprava/internal/procedure"
)

// transition is a command that is being carried out: who, what, on which
// dossier, and what it does to the stage.
type transition struct {
	*file
	store   *Store
	command dossier.Command
	actor   dossier.Actor
	effect  *dossier.Effect

	grounds    []dossier.Appointment // by which the actor may
	delegation string                // of those, the one that was acted by; empty: the actor's own
	members    int                   // of the body that decided in session, on that day; 0: it was not entered, or nothing depends on it
}

// carriers carry out the commands.
var carriers = map[dossier.CommandName]func(context.Context, *sqlx.Tx, *transition) error{
	dossier.Complete:             complete,
	dossier.PublishProof:         publishProof,
	dossier.PublishReport:        publishReport,
	dossier.Prepare:              prepare,
	dossier.Sign:                 sign,
	dossier.Return:               sendBack,
	dossier.Reject:               sendBack,
	dossier.RecordConclusion:     recordConclusion,
	dossier.GiveOpinion:          giveOpinion,
	dossier.AskOpinion:           askOpinion,
	dossier.Extend:               extend,
	dossier.Shorten:              shorten,
	dossier.DecideMaterialChange: decideMaterialChange,
	dossier.Withdraw:             withdraw,
	dossier.SetVisibility:        setVisibility,
	dossier.Advance:              advance,
	dossier.Recompute:            recompute,
	dossier.Compensate:           compensate,
	dossier.MigrateProcedure:     migrateProcedure,
	dossier.JoinProposer:         joinProposer,
	dossier.LeaveProposer:        leaveProposer,
}

// reasons returns the reasons that were given; refused when there are none, or
// too many characters of them.
func (t *transition) reasons() (string, error) {
	r := strings.TrimSpace(t.command.Args.Reasons)
	if r == "" {
		return "", dossier.Refuse(dossier.CodeReasonsRequired)
	}
	return r, bounded("reasons", r, dossier.MaxReasons, dossier.CodeReasonsTooLong)
}

// bounded refuses an argument of more characters than the limit with the code long.
func bounded(field, s string, limit int, long dossier.Code) error {
	if utf8.RuneCountInString(s) > limit {
		return invalidField("args."+field, long, "limit", fmt.Sprint(limit))
	}
	return nil
}

// outcome returns the outcome that was named; refused when the stage has none
// such, or when it needs reasons and there are none.
func (t *transition) outcome() (procedure.OutcomeDef, error) {
	o, ok := t.Stage.Outcome(t.command.Args.Outcome)
	if !ok {
		return o, dossier.Refuse(dossier.CodeOutcomeUnknown, "outcome", t.command.Args.Outcome)
	}
	if !o.NeedsReasons {
		return o, bounded("reasons", t.command.Args.Reasons, dossier.MaxReasons, dossier.CodeReasonsTooLong)
	}
	_, err := t.reasons()
	return o, err
}

func complete(ctx context.Context, tx *sqlx.Tx, t *transition) error {
	o, err := t.outcome()
	if err != nil {
		return err
	}
	return t.leaveWith(ctx, tx, o)
}

func publishReport(ctx context.Context, tx *sqlx.Tx, t *transition) error {
	err := t.store.writeReport(ctx, tx, t.file, &t.command.ID)
	if err != nil {
		return err
	}
	return t.leave(ctx, tx, dossier.Main(t.Stage), said{})
}

// setVisibility changes who sees the dossier until it is published; publishing
// is the work of a proof, and nothing published is hidden again.
func setVisibility(ctx context.Context, tx *sqlx.Tx, t *transition) error {
	v := t.command.Args.Visibility
	if !v.Valid() || v == dossier.Public || t.Visibility == dossier.Public {
		return dossier.Refuse(dossier.CodeVisibility, "visibility", string(v))
	}
	if v == t.Visibility {
		return dossier.Refuse(dossier.CodeNothingChanged)
	}
	_, err := tx.ExecContext(ctx, `UPDATE dossiers SET visibility = $2 WHERE id = $1`, t.ID, v)
	if err != nil {
		return fmt.Errorf("set visibility: %w", err)
	}
	return nil
}

// advance takes the clock of a rehearsal, or of a demonstration that is still
// being told, to the next end of a term in the present stage.
func advance(ctx context.Context, tx *sqlx.Tx, t *transition) error {
	if ordinary(t.Clock) {
		return dossier.Refuse(dossier.CodeNotRehearsal)
	}
	ws, err := t.windows(ctx, tx)
	if err != nil {
		return err
	}
	var next time.Time
	for _, w := range ws {
		if w.Lapsed == nil && w.LegalEnd.After(t.legal()) && (next.IsZero() || w.LegalEnd.Before(next)) {
			next = w.LegalEnd
		}
	}
	if next.IsZero() {
		return dossier.Refuse(dossier.CodeNothingToWaitFor)
	}
	t.effect.Moved = true
	return t.setClock(ctx, tx, t.Clock.Jump(t.At, next))
}

func extend(ctx context.Context, tx *sqlx.Tx, t *transition) error {
	_, err := t.reasons()
	if err != nil {
		return err
	}
	until := t.command.Args.Until
	_, err = time.Parse(time.DateOnly, until)
	if err != nil {
		return dossier.Refuse(dossier.CodeDateInvalid, "date", until).Because(err)
	}
	if t.Stage.Kind == procedure.Consultation {
		return t.store.extendRound(ctx, tx, t, until)
	}
	return t.extendTerms(ctx, tx, until)
}
