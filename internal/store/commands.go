package store

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"time"

	"github.com/jmoiron/sqlx"

	"github.com/rasprava/rasprava/internal/dossier"
	"github.com/rasprava/rasprava/internal/ledger"
	"github.com/rasprava/rasprava/internal/procedure"
)

// CommandRow is a command with what became of it.
type CommandRow struct {
	ID      string
	Dossier dossier.Ref
	Name    dossier.CommandName
	Seq     int64 // that the person saw
	Verdict dossier.Verdict
	Params  map[string]string
	Unmet   []procedure.Reason
	Fields  []dossier.Field
	Effect  dossier.Effect
	Actor   string // id of who asked
}

// Ask writes a command as pending, before anything else happens, and returns
// it. The same id with the same content again is the same command; with other
// content it is refused as command_conflict. A person who may not see the
// dossier is told that there is none; operators migrate what they do not see too.
func (s *Store) Ask(ctx context.Context, c dossier.Command) (CommandRow, error) {
	args, err := json.Marshal(c.Args)
	if err != nil {
		return CommandRow{}, fmt.Errorf("ask %s: %w", c.Name, err)
	}
	var row CommandRow
	err = s.transact(ctx, func(tx *sqlx.Tx) error {
		var d struct {
			ID       string `db:"id"`
			Imported bool   `db:"imported"`
		}
		err := tx.GetContext(ctx, &d, `SELECT d.id, d.imported_at IS NOT NULL AS imported FROM dossiers d WHERE d.ref = $1 AND (sees($2, d) OR (d.rehearsal AND d.visibility = 'public')
			OR ($3 AND EXISTS (SELECT 1 FROM held_roles h WHERE h.person = $2 AND h.role = 'operator' AND h.valid @> civil_today())))`,
			c.Dossier, c.Actor, c.Name == dossier.MigrateProcedure)
		if err != nil {
			return orNotFound(err)
		}
		if d.Imported { // its history is not ours to go on with
			return dossier.Refuse(dossier.CodeNotNow, "command", string(c.Name), "stage", "")
		}
		id := d.ID
		_, err = tx.ExecContext(ctx, `
			INSERT INTO commands (id, dossier, name, seq, args, actor) VALUES ($1, $2, $3, $4, $5, $6)
			ON CONFLICT (id) DO NOTHING`, c.ID, id, c.Name, c.Seq, args, c.Actor)
		if err != nil {
			return err
		}
		var same bool
		err = tx.GetContext(ctx, &same, `
			SELECT dossier = $2 AND name = $3 AND seq = $4 AND args = $5::jsonb AND actor = $6 FROM commands WHERE id = $1`,
			c.ID, id, c.Name, c.Seq, args, c.Actor)
		if err != nil {
			return err
		}
		if !same {
			return dossier.Refuse(dossier.CodeCommandConflict)
		}
		row, err = commandRow(ctx, tx, c.ID)
		if err != nil || row.Verdict.Status != dossier.VerdictPending {
			return err
		}
		return post(ctx, tx, TopicCommand, c.ID, 5*time.Second)
	})
	if err != nil {
		return CommandRow{}, fmt.Errorf("ask %s of %s: %w", c.Name, c.Dossier, err)
	}
	return row, nil
}

// CommandByID returns a command and its verdict. A pending one that is older
// than dossier.CommandTTL is put down as expired.
func (s *Store) CommandByID(ctx context.Context, id string) (CommandRow, error) {
	_, err := s.db.ExecContext(ctx, `
		UPDATE commands SET status = 'expired', code = 'command_expired', answered_at = clock_timestamp()
		WHERE id = $1 AND status = 'pending' AND asked_at < clock_timestamp() - $2 * interval '1 second'`,
		id, dossier.CommandTTL.Seconds())
	if err != nil {
		return CommandRow{}, fmt.Errorf("read command: %w", err)
	}
	return commandRow(ctx, s.db, id)
}

func commandRow(ctx context.Context, q sqlx.QueryerContext, id string) (CommandRow, error) {
	var r struct {
		ID     string                `db:"id"`
		Ref    dossier.Ref           `db:"ref"`
		Name   dossier.CommandName   `db:"name"`
		Seen   int64                 `db:"seen"`
		Seq    int64                 `db:"seq"`
		Status dossier.VerdictStatus `db:"status"`
		Code   dossier.Code          `db:"code"`
		Params []byte                `db:"params"`
		Unmet  []byte                `db:"unmet"`
		Fields []byte                `db:"fields"`
		Actor  string                `db:"actor"`
		Effect []byte                `db:"effect"`
	}
	err := sqlx.GetContext(ctx, q, &r, `
		SELECT c.id, d.ref, c.name, c.seq AS seen, d.seq, c.status, c.code, c.params, c.unmet, c.fields, c.effect, c.actor
		FROM commands c JOIN dossiers d ON d.id = c.dossier WHERE c.id = $1`, id)
	if err != nil {
		return CommandRow{}, fmt.Errorf("read command: %w", orNotFound(err))
	}
	out := CommandRow{Actor: r.Actor, ID: r.ID, Dossier: r.Ref, Name: r.Name, Seq: r.Seen, Verdict: dossier.Verdict{Status: r.Status, Code: r.Code, Seq: r.Seq}}
	err = errors.Join(json.Unmarshal(r.Params, &out.Params), json.Unmarshal(r.Unmet, &out.Unmet), json.Unmarshal(r.Fields, &out.Fields))
	if r.Effect != nil {
		err = errors.Join(err, json.Unmarshal(r.Effect, &out.Effect))
	}
	if err != nil {
		return CommandRow{}, fmt.Errorf("read command: %w", err)
	}
	return out, nil
}

// RecordRefusal puts down that a pending command was refused before it reached
// a transaction: Temporal keeps no trace of a rejected update, this row does.
func (s *Store) RecordRefusal(ctx context.Context, id string, code dossier.Code, c dossier.Command) error {
	pin, err := s.Pin(ctx, c.Dossier)
	if err != nil {
		return fmt.Errorf("record refusal: %w", err)
	}
	p := dossier.Refuse(code)
	switch code {
	case dossier.CodeStale:
		p = dossier.Refuse(code, "seen", fmt.Sprint(c.Seq), "now", fmt.Sprint(pin.Seq))
	case dossier.CodeNotNow, dossier.CodeCommandUnknown:
		p = dossier.Refuse(code, "command", string(c.Name), "stage", pin.Stage)
	}
	return recordRefusal(ctx, s.db, id, p, nil)
}

// Pin is where a dossier's workflow begins, or begins again.
type Pin struct {
	Definition string         `db:"definition"`
	Seq        int64          `db:"seq"`
	StageNo    int            `db:"stage_no"`
	Stage      string         `db:"stage"`
	Round      string         `db:"round"`
	Status     dossier.Status `db:"status"`
}

// Pin returns it; refused not_found when there is no such dossier.
func (s *Store) Pin(ctx context.Context, ref dossier.Ref) (Pin, error) {
	var p Pin
	err := s.db.GetContext(ctx, &p, `
		SELECT d.definition, d.seq, d.stage_no, coalesce(r.stage, '') AS stage, d.status,
			coalesce((SELECT o.id::text FROM rounds o WHERE o.dossier = d.id AND o.stage_no = d.stage_no), '') AS round
		FROM dossiers d LEFT JOIN stage_runs r ON r.dossier = d.id AND r.no = d.stage_no WHERE d.ref = $1`, ref)
	if err != nil {
		return Pin{}, fmt.Errorf("read %s: %w", ref, orNotFound(err))
	}
	return p, nil
}

func recordRefusal(ctx context.Context, x sqlx.ExecerContext, id string, p *dossier.Problem, unmet []procedure.Reason) error {
	params := p.Params
	if params == nil {
		params = map[string]string{}
	}
	if unmet == nil {
		unmet = []procedure.Reason{}
	}
	a, err := json.Marshal(params)
	if err != nil {
		return fmt.Errorf("record refusal: %w", err)
	}
	b, err := json.Marshal(unmet)
	if err != nil {
		return fmt.Errorf("record refusal: %w", err)
	}
	fields := p.Fields
	if fields == nil {
		fields = []dossier.Field{}
	}
	f, err := json.Marshal(fields)
	if err != nil {
		return fmt.Errorf("record refusal: %w", err)
	}
	status := dossier.VerdictRefused
	if p.Code == dossier.CodeCommandExpired {
		status = dossier.VerdictExpired
	}
	_, err = x.ExecContext(ctx, `
		UPDATE commands SET status = $2, code = $3, params = $4, unmet = $5, fields = $6, answered_at = clock_timestamp()
		WHERE id = $1 AND status = 'pending'`, id, status, p.Code, a, b, f)
	if err != nil {
		return fmt.Errorf("record refusal: %w", err)
	}
	return nil
}

// unmetError refuses a transition with everything that is missing. Where the
// refusal has a name of its own, that is its cause.
type unmetError struct {
	reasons []procedure.Reason
	cause   error
}

func unmet(reasons []procedure.Reason) error { return &unmetError{reasons: reasons} }

func (e *unmetError) Error() string {
	return fmt.Sprintf("refused: unmet %d conditions, first %s", len(e.reasons), e.reasons[0].Code)
}

// ApplyCommand carries out a command in one transaction: authority again, gates under
// the dossier's lock, the decision, its leaf, the step with its sequence
// number, and the verdict on the command's row. Its key is the command's id:
// a command that has its verdict gets the same again. A refusal is a verdict,
// not an error.
func (s *Store) ApplyCommand(ctx context.Context, in dossier.ApplyInput) (dossier.Applied, error) {
	out, err := s.applyCommand(ctx, in)
	var pending *PendingRedline
	if !errors.As(err, &pending) {
		return out, err
	}
	_, err = s.CompareTexts(ctx, pending.CompareInput)
	if err != nil {
		return dossier.Applied{}, fmt.Errorf("apply %s: %w", in.Command, err)
	}
	return s.applyCommand(ctx, in)
}

func (s *Store) applyCommand(ctx context.Context, in dossier.ApplyInput) (dossier.Applied, error) {
	var out dossier.Applied
	var refused *dossier.Problem
	var reasons []procedure.Reason
	err := s.transact(ctx, func(tx *sqlx.Tx) error {
		out, refused, reasons = dossier.Applied{}, nil, nil
		c, verdict, err := lockCommand(ctx, tx, in.Command)
		if err != nil {
			return err
		}
		f, err := open(ctx, tx, in.Ref)
		if err != nil {
			return err
		}
		if verdict.Verdict.Status != dossier.VerdictPending {
			out = dossier.Applied{Verdict: verdict.Verdict, Effect: verdict.Effect}
			return nil
		}
		effect, delegation, err := s.carryOut(ctx, tx, f, c)
		var p *dossier.Problem
		var u *unmetError
		switch {
		case errors.As(err, &u):
			refused, reasons = dossier.Refuse(dossier.CodeUnmet, "outcome", c.Args.Outcome), u.reasons
			if errors.As(u.cause, &p) {
				refused = p
			}
			return err
		case errors.As(err, &p) && p.Code != dossier.CodeUnavailable && p.Code != dossier.CodeRedlinePending: // those say nothing of what was asked
			refused = p
			return err
		case err != nil:
			return err
		}
		b, err := json.Marshal(effect)
		if err != nil {
			return err
		}
		_, err = tx.ExecContext(ctx, `
			UPDATE commands SET status = 'accepted', effect = $2, answered_at = clock_timestamp() WHERE id = $1`, c.ID, b)
		if err != nil {
			return err
		}
		out = dossier.Applied{Verdict: dossier.Verdict{Status: dossier.VerdictAccepted, Seq: effect.Seq}, Effect: effect}
		return s.addStep(ctx, tx, f, leafKind(c.Name), step{Kind: "command", Name: string(c.Name), Package: c.Args.Package, Sealed: f.Sealed, Reasons: strings.TrimSpace(c.Args.Reasons),
			Outcome: firstOf(effect.Outcome, c.Args.Outcome, string(c.Args.Opinion), effect.Definition, moved(c)), Actor: &c.Actor, Command: &c.ID, Delegation: delegation})
	})
	if refused == nil {
		if err != nil {
			return dossier.Applied{}, fmt.Errorf("apply %s: %w", in.Command, err)
		}
		return out, nil
	}
	err = recordRefusal(ctx, s.db, in.Command, refused, reasons)
	if err != nil {
		return dossier.Applied{}, err
	}
	row, err := commandRow(ctx, s.db, in.Command)
	if err != nil {
		return dossier.Applied{}, err
	}
	return dossier.Applied{Verdict: row.Verdict, Effect: dossier.Effect{Seq: row.Verdict.Seq}}, nil
}

// lockCommand locks the command's row, first of all locks, and reads it.
func lockCommand(ctx context.Context, tx *sqlx.Tx, id string) (dossier.Command, CommandRow, error) {
	var r struct {
		Ref     dossier.Ref         `db:"ref"`
		Name    dossier.CommandName `db:"name"`
		Seq     int64               `db:"seq"`
		Args    []byte              `db:"args"`
		Actor   string              `db:"actor"`
		AskedAt time.Time           `db:"asked_at"`
	}
	err := tx.GetContext(ctx, &r, `
		SELECT d.ref, c.name, c.seq, c.args, c.actor, c.asked_at
		FROM commands c JOIN dossiers d ON d.id = c.dossier WHERE c.id = $1 FOR NO KEY UPDATE OF c`, id)
	if err != nil {
		return dossier.Command{}, CommandRow{}, fmt.Errorf("lock command: %w", orNotFound(err))
	}
	c := dossier.Command{ID: id, Dossier: r.Ref, Name: r.Name, Seq: r.Seq, Actor: r.Actor, AskedAt: r.AskedAt.UTC()}
	err = json.Unmarshal(r.Args, &c.Args)
	if err != nil {
		return dossier.Command{}, CommandRow{}, fmt.Errorf("read command: %w", err)
	}
	row, err := commandRow(ctx, tx, id)
	return c, row, err
}

// carryOut checks what every command needs and hands it to its own function. It
// returns with the effect the delegation by which the command was carried out.
func (s *Store) carryOut(ctx context.Context, tx *sqlx.Tx, f *file, c dossier.Command) (dossier.Effect, string, error) {
	t, err := s.begin(ctx, tx, f, c)
	if err != nil {
		return dossier.Effect{}, "", err
	}
	err = carriers[c.Name](ctx, tx, t)
	if err != nil {
		return dossier.Effect{}, "", err
	}
	effect := t.effect
	if f.Run.Ended != nil {
		effect.Ended, effect.Outcome = true, *f.Run.Outcome
	}
	if f.Status == dossier.Open {
		err = f.settleClock(ctx, tx)
		if err != nil {
			return dossier.Effect{}, "", err
		}
	} else {
		effect.Closed = f.Status
	}
	effect.Seq, err = f.advance(ctx, tx)
	return *effect, t.delegation, err
}

// begin checks what every command needs.
func (s *Store) begin(ctx context.Context, tx *sqlx.Tx, f *file, c dossier.Command) (*transition, error) {
	if f.At.Sub(c.AskedAt) > dossier.CommandTTL {
		return nil, dossier.Refuse(dossier.CodeCommandExpired)
	}
	if f.Ref != c.Dossier {
		return nil, dossier.Refuse(dossier.CodeNotFound)
	}
	_, ok := carriers[c.Name]
	if !ok {
		return nil, dossier.Refuse(dossier.CodeCommandUnknown, "command", string(c.Name))
	}
	if f.Status != dossier.Open || f.StageNo == 0 || f.Run.Ended != nil {
		return nil, dossier.Refuse(dossier.CodeNotNow, "command", string(c.Name), "stage", f.Run.Stage)
	}
	a, err := actor(ctx, tx, c.Actor)
	if err != nil {
		return nil, err
	}
	st, err := f.standing(ctx, tx)
	if err != nil {
		return nil, err
	}
	grounds, err := dossier.Grounds(a, dossier.ActionOf(f.Stage, c.Name, c.Args.Outcome), st, dossier.Day(f.At, belgrade))
	if err != nil {
		return nil, err
	}
	if c.Seq != f.Seq {
		return nil, dossier.Refuse(dossier.CodeStale, "seen", fmt.Sprint(c.Seq), "now", fmt.Sprint(f.Seq))
	}
	hash, err := f.packageHash(ctx, tx)
	if err != nil {
		return nil, err
	}
	if c.Name != dossier.GiveOpinion && c.Args.Package != "" && c.Args.Package != hash {
		return nil, dossier.Refuse(dossier.CodePackageChanged, "package", hash)
	}
	if !dossier.Takes(string(f.Stage.Kind), c.Name) {
		return nil, dossier.Refuse(dossier.CodeNotNow, "command", string(c.Name), "stage", f.Run.Stage)
	}
	return &transition{file: f, store: s, command: c, actor: a, grounds: grounds, delegation: dossier.Lent(grounds, ""),
		effect: &dossier.Effect{StageNo: f.StageNo}}, nil
}

func firstOf(values ...string) string {
	for _, v := range values {
		if v != "" {
			return v
		}
	}
	return ""
}

// leafKind returns as what the public log keeps an accepted command.
func leafKind(n dossier.CommandName) ledger.Kind {
	switch n {
	case dossier.Sign:
		return ledger.Signed
	case dossier.GiveOpinion:
		return ledger.OpinionGiven
	case dossier.PublishProof:
		return ledger.Published
	}
	return ledger.Decided
}

// Standing is where an open dossier stands by the record, as far as its workflow
// must know it too.
type Standing struct {
	Ref        dossier.Ref `db:"ref"`
	Definition string      `db:"definition"`
	Seq        int64       `db:"seq"`
	StageNo    int         `db:"stage_no"`
}

// Standings returns where every open dossier stands.
func (s *Store) Standings(ctx context.Context) ([]Standing, error) {
	var all []Standing
	err := s.reads.SelectContext(ctx, &all, `SELECT ref, definition, seq, stage_no FROM dossiers WHERE status = 'open' ORDER BY ref`)
	if err != nil {
		return nil, fmt.Errorf("list open dossiers: %w", err)
	}
	return all, nil
}
