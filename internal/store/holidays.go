package store

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/jmoiron/sqlx"

	"github.com/rasprava/rasprava/internal/calendar"
	"github.com/rasprava/rasprava/internal/dossier"
	"github.com/rasprava/rasprava/internal/procedure"
)

// Holiday is a day that an act of its own makes free, as an operator adds it.
type Holiday struct {
	Calendar string `db:"calendar"` // code, as in calendar.IDs
	Date     string `db:"date"`     // civil
	NameSr   string `db:"name_sr"`
	NameEn   string `db:"name_en"`
	Act      string `db:"act"` // by which, with where it was published
}

// HolidayView is a day that was added, and what became of it.
type HolidayView struct {
	ID string `db:"id"`
	Holiday
	AddedBy    string     `db:"added_by"` // name
	AddedAt    time.Time  `db:"added_at"`
	RevokedAct string     `db:"revoked_act"` // by which, or what was wrong; empty: it stands
	RevokedBy  string     `db:"revoked_by"`
	RevokedAt  *time.Time `db:"revoked_at"`
	Progress
}

// Progress is how far the open dossiers have come in which terms are counted
// again since a day was added or revoked.
type Progress struct {
	Waiting int `db:"waiting"`
	Moved   int `db:"moved"`   // a term has another end now
	Kept    int `db:"kept"`    // none has, by the time it was looked at
	Refused int `db:"refused"` // who asked was no operator any more
}

// Limits of what an operator writes of a day, in characters.
const (
	MaxHolidayName = 200
	MaxLegalAct    = 500
)

// How far from today a day may lie that is added, in days.
const (
	holidayBehind = 366
	holidayAhead  = 3 * 366
)

const holidayRow = `
	SELECT h.id, h.calendar, h.date::text AS date, h.name_sr, h.name_en, h.act, a.name AS added_by, h.added_at,
		coalesce(r.act, '') AS revoked_act, coalesce(b.name, '') AS revoked_by, r.revoked_at,
		p.waiting, p.moved, p.kept, p.refused
	FROM holidays h JOIN persons a ON a.id = h.added_by LEFT JOIN holiday_revocations r ON r.holiday = h.id LEFT JOIN persons b ON b.id = r.revoked_by
	CROSS JOIN LATERAL (SELECT count(*) FILTER (WHERE result IS NULL) AS waiting, count(*) FILTER (WHERE result = 'moved') AS moved,
		count(*) FILTER (WHERE result = 'kept') AS kept, count(*) FILTER (WHERE result = 'refused') AS refused
		FROM recomputations c WHERE c.holiday = h.id AND c.revoked = (r.holiday IS NOT NULL)) p `

// Holidays lists for an operator the days that were added, the latest first.
func (s *Store) Holidays(ctx context.Context, operator string) ([]HolidayView, error) {
	err := mayOperate(ctx, s.reads, operator)
	if err != nil {
		return nil, err
	}
	days := []HolidayView{}
	err = s.reads.SelectContext(ctx, &days, holidayRow+`ORDER BY h.date DESC, h.added_at DESC LIMIT 500`)
	if err != nil {
		return nil, fmt.Errorf("list holidays: %w", err)
	}
	return days, nil
}

// HolidayByID returns for an operator a day that was added; refused not_found
// where there is none.
func (s *Store) HolidayByID(ctx context.Context, operator, id string) (HolidayView, error) {
	err := mayOperate(ctx, s.reads, operator)
	if err != nil {
		return HolidayView{}, err
	}
	var h HolidayView
	err = s.reads.GetContext(ctx, &h, holidayRow+`WHERE h.id = $1`, id)
	if err != nil {
		return HolidayView{}, fmt.Errorf("read holiday: %w", orNotFound(err))
	}
	return h, nil
}

// ExtraHolidays returns the days that stand as added to a calendar.
func (s *Store) ExtraHolidays(ctx context.Context, calendarID string) ([]calendar.Holiday, error) {
	return extraHolidays(ctx, s.reads, calendarID)
}

func extraHolidays(ctx context.Context, q sqlx.QueryerContext, calendarID string) ([]calendar.Holiday, error) {
	var rows []Holiday
	err := sqlx.SelectContext(ctx, q, &rows, `
		SELECT calendar, date::text AS date, name_sr, name_en, act FROM holidays h
		WHERE calendar = $1 AND NOT EXISTS (SELECT 1 FROM holiday_revocations r WHERE r.holiday = h.id) ORDER BY date, added_at`, calendarID)
	if err != nil {
		return nil, fmt.Errorf("read extra holidays: %w", err)
	}
	var days []calendar.Holiday
	for _, r := range rows {
		days = append(days, r.day())
	}
	return days, nil
}

func (h Holiday) day() calendar.Holiday {
	return calendar.Holiday{Date: civil(h.Date), NameSr: h.NameSr, NameEn: h.NameEn, Kind: calendar.Added}
}

// calendarWith returns a calendar with the days that were added to it.
func calendarWith(ctx context.Context, q sqlx.QueryerContext, id string) (calendar.Calendar, error) {
	cal, err := calendar.Get(id)
	if err != nil {
		return calendar.Calendar{}, err
	}
	extra, err := extraHolidays(ctx, q, id)
	return cal.With(extra...), err
}

// calendar returns the calendar of the dossier's procedure, with the days that
// were added to it.
func (f *file) calendar(ctx context.Context, q sqlx.QueryerContext) (calendar.Calendar, error) {
	return calendarWith(ctx, q, f.Def.Calendar)
}

// check refuses a day that cannot be added to the calendar: invalid, with
// the fields calendar, date, name_sr, name_en, act.
func (h Holiday) check(cal calendar.Calendar, today calendar.Date) error {
	var fields []dossier.Field
	add := func(name string, code dossier.Code, params ...string) {
		fields = append(fields, dossier.Field{Name: name, Code: code, Params: dossier.Refuse(code, params...).Params})
	}
	date, err := calendar.ParseDate(h.Date)
	switch {
	case err != nil:
		add("date", dossier.CodeDateInvalid, "date", h.Date)
	case today.DaysUntil(date) > holidayAhead || date.DaysUntil(today) > holidayBehind:
		add("date", dossier.CodeHolidayTooFar)
	case !cal.IsWorking(date):
		add("date", dossier.CodeHolidayFree)
	}
	for _, name := range []struct{ field, value string }{{"name_sr", h.NameSr}, {"name_en", h.NameEn}} {
		if name.value == "" || utf8.RuneCountInString(name.value) > MaxHolidayName {
			add(name.field, dossier.CodeHolidayName, "limit", fmt.Sprint(MaxHolidayName))
		}
	}
	if !lawful(h.Act) {
		add("act", dossier.CodeLegalAct, "limit", fmt.Sprint(MaxLegalAct))
	}
	if fields == nil {
		return nil
	}
	p := dossier.Refuse(dossier.CodeInvalid)
	p.Fields = fields
	return p
}

func lawful(act string) bool { return act != "" && utf8.RuneCountInString(act) <= MaxLegalAct }

func (h Holiday) trimmed() Holiday {
	return Holiday{strings.TrimSpace(h.Calendar), strings.TrimSpace(h.Date), strings.TrimSpace(h.NameSr), strings.TrimSpace(h.NameEn), strings.TrimSpace(h.Act)}
}

// checked returns the calendar to which a day may be added.
func (h Holiday) checked(ctx context.Context, q sqlx.QueryerContext) (calendar.Calendar, error) {
	_, err := calendar.Get(h.Calendar)
	if err != nil {
		return calendar.Calendar{}, invalidField("calendar", dossier.CodeCalendarUnknown)
	}
	cal, err := calendarWith(ctx, q, h.Calendar)
	if err != nil {
		return calendar.Calendar{}, err
	}
	at, err := now(ctx, q)
	if err != nil {
		return calendar.Calendar{}, err
	}
	return cal, h.check(cal, cal.DateOf(at))
}

// AddHoliday adds a day by an act and asks for the terms of every open dossier
// that it moves to be counted again, each by a command of its own. It returns the
// day's id. Refused invalid with the fields that cannot be taken, and as Operate is.
func (s *Store) AddHoliday(ctx context.Context, operator string, h Holiday) (string, error) {
	h = h.trimmed()
	id := newID()
	err := s.transact(ctx, func(tx *sqlx.Tx) error {
		err := alterHolidays(ctx, tx, operator)
		if err != nil {
			return err
		}
		_, err = h.checked(ctx, tx)
		if err != nil {
			return err
		}
		_, err = tx.ExecContext(ctx, `
			INSERT INTO holidays (id, calendar, date, name_sr, name_en, act, added_by) VALUES ($1, $2, $3::date, $4, $5, $6, $7)`,
			id, h.Calendar, h.Date, h.NameSr, h.NameEn, h.Act, operator)
		if err != nil {
			return err
		}
		return countAgain(ctx, tx, id, operator)
	})
	if err != nil {
		return "", fmt.Errorf("add holiday: %w", err)
	}
	return id, nil
}

// RevokeHoliday revokes a day that was added, by an act or because it was added in
// error, and asks for terms to be counted again as AddHoliday does. Refused
// not_found, nothing_changed where it is revoked already, invalid with the field act.
func (s *Store) RevokeHoliday(ctx context.Context, operator, id, act string) error {
	act = strings.TrimSpace(act)
	err := s.transact(ctx, func(tx *sqlx.Tx) error {
		err := alterHolidays(ctx, tx, operator)
		if err != nil {
			return err
		}
		_, revoked, err := holidayOf(ctx, tx, id)
		switch {
		case err != nil:
			return err
		case revoked:
			return dossier.Refuse(dossier.CodeNothingChanged)
		case !lawful(act):
			return invalidField("act", dossier.CodeLegalAct, "limit", fmt.Sprint(MaxLegalAct))
		}
		_, err = tx.ExecContext(ctx, `INSERT INTO holiday_revocations (holiday, act, revoked_by) VALUES ($1, $2, $3)`, id, act, operator)
		if err != nil {
			return err
		}
		return countAgain(ctx, tx, id, operator)
	})
	if err != nil {
		return fmt.Errorf("revoke holiday: %w", err)
	}
	return nil
}

// alterHolidays lets an operator alter the days that were added, one at a time.
func alterHolidays(ctx context.Context, tx *sqlx.Tx, operator string) error {
	err := mayOperate(ctx, tx, operator)
	if err != nil {
		return err
	}
	_, err = tx.ExecContext(ctx, `LOCK TABLE holidays, holiday_revocations IN SHARE ROW EXCLUSIVE MODE`)
	if err != nil {
		return fmt.Errorf("lock holidays: %w", err)
	}
	return nil
}

// holidayOf reads a day that was added, and whether it is revoked.
func holidayOf(ctx context.Context, q sqlx.QueryerContext, id string) (Holiday, bool, error) {
	var row struct {
		Holiday
		Revoked bool `db:"revoked"`
	}
	err := sqlx.GetContext(ctx, q, &row, `
		SELECT calendar, date::text AS date, name_sr, name_en, act, EXISTS (SELECT 1 FROM holiday_revocations r WHERE r.holiday = h.id) AS revoked
		FROM holidays h WHERE id = $1`, id)
	if err != nil {
		return Holiday{}, false, fmt.Errorf("read holiday: %w", orNotFound(err))
	}
	return row.Holiday, row.Revoked, nil
}

// WindowMove is a term that runs and would end on another day.
type WindowMove struct {
	Ref          dossier.Ref
	Title        string // empty: the operator does not see the dossier
	StageTitleSr string
	StageTitleEn string
	Kind         procedure.WindowKind
	Term         string
	Due          string // as it stands
	To           string // as it would stand

	dossier string
}

// HolidayMoves returns to an operator which terms that run would end on another
// day if the day were added, dossier by dossier; refused as AddHoliday is.
func (s *Store) HolidayMoves(ctx context.Context, operator string, h Holiday) ([]WindowMove, error) {
	h = h.trimmed()
	err := mayOperate(ctx, s.reads, operator)
	if err != nil {
		return nil, err
	}
	cal, err := h.checked(ctx, s.reads)
	if err != nil {
		return nil, fmt.Errorf("foresee holiday: %w", err)
	}
	return windowMoves(ctx, s.reads, operator, cal.With(h.day()), civil(h.Date))
}

// RevocationMoves returns the same for a day that was added, if it were revoked.
func (s *Store) RevocationMoves(ctx context.Context, operator, id string) ([]WindowMove, error) {
	err := mayOperate(ctx, s.reads, operator)
	if err != nil {
		return nil, err
	}
	h, revoked, err := holidayOf(ctx, s.reads, id)
	if err != nil || revoked {
		return nil, err
	}
	cal, err := calendar.Get(h.Calendar)
	if err != nil {
		return nil, fmt.Errorf("foresee revocation: %w", err)
	}
	extra, err := extraHolidays(ctx, s.reads, h.Calendar)
	if err != nil {
		return nil, err
	}
	for _, d := range extra {
		if d.Date != civil(h.Date) {
			cal = cal.With(d)
		}
	}
	return windowMoves(ctx, s.reads, operator, cal, civil(h.Date))
}

// running is a window that runs, as it is counted again.
type running struct {
	window
	Set bool `db:"set"` // a decision set or lengthened it
}

// recounted returns the end of the window by the calendar, and whether it is another.
func (w running) recounted(cal calendar.Calendar, changed, today calendar.Date) (calendar.Result, bool, error) {
	term, err := calendar.ParseTerm(w.Term)
	if err != nil {
		return calendar.Result{}, false, fmt.Errorf("count %s again: %w", w.ID, err)
	}
	r, moved := procedure.Recount(cal, procedure.Counted{Kind: procedure.WindowKind(w.Kind), Term: term, Start: civil(w.Starts), Due: civil(w.Due), Set: w.Set}, changed, today)
	return r, moved, nil
}

// runningWindows are the newest versions of the windows that have not lapsed; the
// dossiers d are those that are open.
const runningWindows = `
	SELECT DISTINCT ON (w.dossier, w.id) w.dossier, w.id, w.version, w.kind, w.term, w.starts::text AS starts, w.raw::text AS raw, w.due::text AS due,
		w.legal_end, w.ends_at, w.lapsed_at, w.basis, w.verified,
		EXISTS (SELECT 1 FROM windows o JOIN commands c ON c.id = o.moved_by WHERE o.dossier = w.dossier AND o.stage_no = w.stage_no AND o.id = w.id
			AND c.name IN ('extend', 'compensate')) AS set
	FROM windows w JOIN dossiers d ON d.id = w.dossier AND d.stage_no = w.stage_no JOIN stage_runs r ON r.dossier = d.id AND r.no = d.stage_no
	WHERE d.status = 'open' AND r.ended_at IS NULL`

// windowMoves finds the terms that would end on another day by the calendar.
func windowMoves(ctx context.Context, q sqlx.QueryerContext, viewer string, cal calendar.Calendar, changed calendar.Date) ([]WindowMove, error) {
	at, err := now(ctx, q)
	if err != nil {
		return nil, err
	}
	var rows []struct {
		running
		Dossier    string      `db:"dossier"`
		Ref        dossier.Ref `db:"ref"`
		Title      string      `db:"title"`
		Definition string      `db:"definition"`
		Stage      string      `db:"stage"`
	}
	err = sqlx.SelectContext(ctx, q, &rows, `
		SELECT x.dossier, x.id, x.version, x.kind, x.term, x.starts, x.raw, x.due, x.legal_end, x.ends_at, x.lapsed_at, x.basis, x.verified, x.set,
			d.ref, d.definition, r.stage, CASE WHEN seen.inside OR (seen.dossier IS NOT NULL AND NOT d.rehearsal) THEN d.title ELSE '' END AS title
		FROM (`+runningWindows+` ORDER BY w.dossier, w.id, w.version DESC) x JOIN dossiers d ON d.id = x.dossier
		JOIN stage_runs r ON r.dossier = d.id AND r.no = d.stage_no LEFT JOIN dossiers_for(nullif($2, '')::uuid) seen ON seen.dossier = d.id
		WHERE x.lapsed_at IS NULL AND (x.ends_at IS NULL OR x.ends_at > $1) ORDER BY d.ref, x.id`, at, viewer)
	if err != nil {
		return nil, fmt.Errorf("find running windows: %w", err)
	}
	ids := make([]string, len(rows))
	for i, r := range rows {
		ids[i] = r.Dossier
	}
	clocks, err := readClocks(ctx, q, ids)
	if err != nil {
		return nil, err
	}
	moves := []WindowMove{}
	for _, r := range rows {
		def, err := definition(ctx, q, r.Definition)
		if err != nil {
			return nil, err
		}
		if def.Calendar != cal.ID() {
			continue
		}
		to, moved, err := r.recounted(cal, changed, cal.DateOf(clocks[r.Dossier].Legal(at)))
		if err != nil {
			return nil, err
		}
		if !moved {
			continue
		}
		st, _ := def.Stage(r.Stage)
		moves = append(moves, WindowMove{Ref: r.Ref, Title: r.Title, StageTitleSr: st.TitleSr, StageTitleEn: st.TitleEn, Kind: procedure.WindowKind(r.Kind),
			Term: r.Term, Due: r.Due, To: to.Due.String(), dossier: r.Dossier})
	}
	return moves, nil
}

// recompute counts the terms that run in the present stage again.
func recompute(ctx context.Context, tx *sqlx.Tx, t *transition) error {
	h, _, err := holidayOf(ctx, tx, t.command.Args.Holiday)
	if dossier.CodeOf(err) == dossier.CodeNotFound || err == nil && h.Calendar != t.Def.Calendar {
		return dossier.Refuse(dossier.CodeHolidayUnknown)
	}
	if err != nil {
		return err
	}
	cal, err := t.calendar(ctx, tx)
	if err != nil {
		return err
	}
	_, err = t.lockRound(ctx, tx)
	if err != nil && !errors.Is(err, errNoRound) {
		return err
	}
	at, err := now(ctx, tx) // the lock may have been waited for
	if err != nil {
		return err
	}
	var ws []struct {
		running
		Dossier string `db:"dossier"`
	}
	err = tx.SelectContext(ctx, &ws, runningWindows+` AND w.dossier = $1 ORDER BY w.dossier, w.id, w.version DESC`, t.ID)
	if err != nil {
		return fmt.Errorf("read running windows: %w", err)
	}
	for _, w := range ws {
		if w.Lapsed != nil || w.EndsAt != nil && !at.Before(*w.EndsAt) {
			continue
		}
		to, moved, err := w.recounted(cal, civil(h.Date), cal.DateOf(t.legal()))
		if err != nil {
			return err
		}
		if !moved {
			continue
		}
		err = t.moveWindow(ctx, tx, w.window, to, cal.EndOf(to))
		if err != nil {
			return err
		}
	}
	if !t.effect.Moved {
		return dossier.Refuse(dossier.CodeNothingChanged)
	}
	return t.setClock(ctx, tx, t.Clock)
}

// moveWindow puts down another end of a window by the command, as its new version.
func (t *transition) moveWindow(ctx context.Context, tx *sqlx.Tx, w window, to calendar.Result, end time.Time) error {
	_, err := tx.ExecContext(ctx, `
		INSERT INTO windows (dossier, stage_no, id, version, kind, term, starts, raw, due, legal_end, ends_at, basis, verified, moved_by)
		SELECT dossier, stage_no, id, version + 1, kind, term, starts, $5::date, $6::date, $7, $8, basis, verified, $9
		FROM windows WHERE dossier = $1 AND stage_no = $2 AND id = $3 AND version = $4`,
		t.ID, t.StageNo, w.ID, w.Version, to.Raw.String(), to.Due.String(), end, t.real(end), t.command.ID)
	if err != nil {
		return fmt.Errorf("move window %s: %w", w.ID, err)
	}
	t.effect.Moved = true
	return nil
}
