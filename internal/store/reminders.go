package store

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/jmoiron/sqlx"

	"github.com/rasprava/rasprava/internal/calendar"
	"github.com/rasprava/rasprava/internal/dossier"
	"github.com/rasprava/rasprava/internal/procedure"
)

// reminding is a window of a stage with what of its reminders is due now, passed
// over and still to come.
type reminding struct {
	dossier.Term
	due    *dossier.Reminder
	passed []dossier.Reminder
	next   time.Time // on the dossier's own clock; zero: none is to come
}

// remindersOf reads the reminders of the newest version of every window of a
// stage of that kind, in the order of their ids: what an older version had to
// tell is not told any more.
func remindersOf(ctx context.Context, q sqlx.QueryerContext, id string, stageNo int, kind procedure.Kind, loc *time.Location, legal time.Time) ([]reminding, error) {
	var rows []struct {
		window
		Since time.Time `db:"since"`
	}
	err := sqlx.SelectContext(ctx, q, &rows, `
		SELECT DISTINCT ON (w.id) w.id, w.version, w.kind, w.term, w.starts::text AS starts, w.raw::text AS raw, w.due::text AS due,
			w.legal_end, w.ends_at, w.lapsed_at, w.basis, w.verified,
			greatest(r.legal_entered, w.starts::timestamp AT TIME ZONE $3,
				coalesce((SELECT t.legal_at FROM steps t WHERE t.command = w.moved_by), r.legal_entered)) AS since
		FROM windows w JOIN stage_runs r ON r.dossier = w.dossier AND r.no = w.stage_no
		WHERE w.dossier = $1 AND w.stage_no = $2 ORDER BY w.id, w.version DESC`, id, stageNo, loc.String())
	if err != nil {
		return nil, fmt.Errorf("read terms to remind of: %w", err)
	}
	var told []struct {
		Window  string `db:"window_id"`
		Version int    `db:"version"`
		Days    int    `db:"days"`
	}
	err = sqlx.SelectContext(ctx, q, &told, `SELECT window_id, version, days FROM reminders WHERE dossier = $1 AND stage_no = $2`, id, stageNo)
	if err != nil {
		return nil, fmt.Errorf("read reminders: %w", err)
	}
	all := make([]reminding, len(rows))
	for i, r := range rows {
		all[i].Term = r.term()
		var sent []int
		for _, t := range told {
			if t.Window == r.ID && t.Version == r.Version {
				sent = append(sent, t.Days)
			}
		}
		all[i].due, all[i].passed, all[i].next = dossier.NextReminders(all[i].Reminders(kind, r.Since, loc), sent, legal)
	}
	return all, nil
}

// nextReminder returns the real instant of the next reminder of a stage; zero
// where none comes, or the clock is paused before it.
func nextReminder(all []reminding, clock calendar.Clock) time.Time {
	var next time.Time
	for _, r := range all {
		legal := r.next
		if r.due != nil {
			legal = r.due.At
		}
		if legal.IsZero() {
			continue
		}
		at, comes := clock.Real(legal)
		if comes && (next.IsZero() || at.Before(next)) {
			next = at.UTC()
		}
	}
	return next
}

// zone returns the time zone of the procedure's calendar.
func zone(def *procedure.Definition) (*time.Location, error) {
	cal, err := calendar.Get(def.Calendar)
	if err != nil {
		return nil, err
	}
	return cal.Location(), nil
}

// remind puts into the outbox what is to be told of the terms of the present stage
// by now, each once, and reports whether there was anything.
func (f *file) remind(ctx context.Context, tx *sqlx.Tx) (bool, error) {
	loc, err := zone(f.Def)
	if err != nil {
		return false, fmt.Errorf("remind: %w", err)
	}
	all, err := remindersOf(ctx, tx, f.ID, f.StageNo, f.Stage.Kind, loc, f.legal())
	if err != nil {
		return false, err
	}
	reminded := false
	for _, r := range all {
		if r.due == nil {
			continue
		}
		reminded = true
		for _, told := range append(slices.Clone(r.passed), *r.due) {
			_, err = tx.ExecContext(ctx, `
				INSERT INTO reminders (dossier, stage_no, window_id, version, days, passed, at, legal_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)`,
				f.ID, f.StageNo, r.ID, r.Version, told.Days, told.Days != r.due.Days, f.At, f.legal())
			if err != nil {
				return false, fmt.Errorf("put down reminder: %w", err)
			}
		}
		err = post(ctx, tx, TopicNotice, reminderKey{f.Ref, f.StageNo, r.ID, r.Version, r.due.Days}.String(), 0)
		if err != nil {
			return false, err
		}
	}
	return reminded, nil
}

// reminderKey names a reminder in the outbox.
type reminderKey struct {
	ref     dossier.Ref
	stageNo int
	window  string
	version int
	days    int
}

func (k reminderKey) String() string {
	return fmt.Sprintf("%s/%d/%s/%d/%d", k.ref, k.stageNo, k.window, k.version, k.days)
}

func readReminderKey(s string) (reminderKey, error) {
	parts := strings.Split(s, "/")
	if len(parts) != 5 {
		return reminderKey{}, fmt.Errorf("read reminder %q: not five parts", s)
	}
	k := reminderKey{ref: dossier.Ref(parts[0]), window: parts[2]}
	var errs [3]error
	k.stageNo, errs[0] = strconv.Atoi(parts[1])
	k.version, errs[1] = strconv.Atoi(parts[3])
	k.days, errs[2] = strconv.Atoi(parts[4])
	err := errors.Join(errs[:]...)
	if err != nil {
		return reminderKey{}, fmt.Errorf("read reminder %q: %w", s, err)
	}
	return k, nil
}

// DeliverNotice puts a reminder before the people whom it concerns by what they
// are at that moment, once. Nobody is told of a stage that has ended meanwhile, or
// of a window that was moved.
func (s *Store) DeliverNotice(ctx context.Context, key string) error {
	k, err := readReminderKey(key)
	if err != nil {
		return err
	}
	err = s.transact(ctx, func(tx *sqlx.Tx) error {
		f, err := open(ctx, tx, k.ref)
		if err != nil {
			return err
		}
		if !f.stands() || f.StageNo != k.stageNo {
			return nil
		}
		res, err := tx.ExecContext(ctx, `
			UPDATE reminders SET noticed_at = clock_timestamp()
			WHERE dossier = $1 AND stage_no = $2 AND window_id = $3 AND version = $4 AND days = $5 AND noticed_at IS NULL AND NOT passed`,
			f.ID, k.stageNo, k.window, k.version, k.days)
		if err != nil {
			return err
		}
		n, err := res.RowsAffected()
		if err != nil || n == 0 {
			return err
		}
		situation, err := f.situation(ctx, tx)
		if err != nil {
			return err
		}
		i := slices.IndexFunc(situation.Terms, func(t dossier.Term) bool { return t.ID == k.window && t.Version == k.version })
		if i < 0 {
			return nil
		}
		for _, told := range situation.Told(situation.Terms[i], k.days) {
			err = f.notify(ctx, tx, k, told)
			if err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		return fmt.Errorf("deliver notice %s: %w", key, err)
	}
	return nil
}

// notify tells those who hold one of the roles, own or lent, in one of the bodies
// or what took over from it, and see the dossier.
func (f *file) notify(ctx context.Context, tx *sqlx.Tx, k reminderKey, told dossier.Told) error {
	var people []string
	err := tx.SelectContext(ctx, &people, `
		SELECT DISTINCT h.person FROM held_roles h JOIN persons p ON p.id = h.person CROSS JOIN dossiers d
		WHERE d.id = $1 AND p.disabled_at IS NULL AND h.valid @> civil_today() AND h.role = ANY($2)
		AND (h.dossier IS NULL OR h.dossier = d.id) AND sees(h.person, d)
		AND ($3 OR EXISTS (SELECT 1 FROM body_heirs x JOIN bodies b ON b.id = x.body WHERE x.heir = h.body AND b.code = ANY($4)))
		ORDER BY h.person`, f.ID, array(roleNames(told.Who.Roles)), len(told.Who.Bodies) == 0, array(told.Who.Bodies))
	if err != nil {
		return fmt.Errorf("find whom to tell: %w", err)
	}
	for _, person := range people {
		_, err = tx.ExecContext(ctx, `
			INSERT INTO notices (id, person, dossier, stage_no, window_id, version, days, addressee, legal_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)
			ON CONFLICT (person, dossier, stage_no, window_id, version, days) DO NOTHING`,
			newID(), person, f.ID, k.stageNo, k.window, k.version, k.days, told.As, f.legal())
		if err != nil {
			return fmt.Errorf("tell: %w", err)
		}
	}
	return nil
}

func roleNames(roles []dossier.Role) []string {
	names := make([]string, len(roles))
	for i, r := range roles {
		names[i] = string(r)
	}
	return names
}
