package store

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/jmoiron/sqlx"

	"github.com/rasprava/rasprava/internal/calendar"
	"github.com/rasprava/rasprava/internal/dossier"
	"github.com/rasprava/rasprava/internal/procedure"
)

// Requests for opinions. Each body that is asked has a term of its own in every
// window of the stage: a window whose id is that of the definition's and the
// body's code, so that one may be asked later than another, and be silent alone.

// askGivers asks every body that the definition asks of such an act, and is not
// asked yet.
func (f *file) askGivers(ctx context.Context, tx *sqlx.Tx) error {
	for _, g := range f.Stage.Givers {
		if g.Mandatory != procedure.Always {
			continue
		}
		body, err := heir(ctx, tx, g.Body, dossier.Day(f.At, belgrade))
		if err != nil {
			return fmt.Errorf("ask for opinion: %w", err)
		}
		code, err := codeOf(ctx, tx, body)
		if err != nil {
			return err
		}
		res, err := tx.ExecContext(ctx, `
			INSERT INTO opinion_requests (dossier, stage_no, body, mandatory, asked_at, beside) VALUES ($1, $2, $3, true, $4, coalesce($5::text[], '{}')) ON CONFLICT DO NOTHING`,
			f.ID, f.StageNo, body, f.At, array(f.Stage.DocsAfter))
		if err != nil {
			return fmt.Errorf("ask for opinion: %w", err)
		}
		fresh, err := res.RowsAffected()
		if err != nil {
			return fmt.Errorf("ask for opinion: %w", err)
		}
		if fresh == 0 { // its terms run
			continue
		}
		err = f.startTerm(ctx, tx, code)
		if err != nil {
			return err
		}
	}
	return nil
}

func codeOf(ctx context.Context, q sqlx.QueryerContext, body string) (string, error) {
	var code string
	err := sqlx.GetContext(ctx, q, &code, `SELECT code FROM bodies WHERE id = $1`, body)
	if err != nil {
		return "", fmt.Errorf("find body: %w", err)
	}
	return code, nil
}

// startTerm starts the terms of one body, from today. Two bodies that have become
// one have one term.
func (f *file) startTerm(ctx context.Context, tx *sqlx.Tx, code string) error {
	for _, w := range f.Stage.Windows {
		var runs bool
		err := tx.GetContext(ctx, &runs, `
			SELECT EXISTS (SELECT 1 FROM windows WHERE dossier = $1 AND stage_no = $2 AND id = $3)`, f.ID, f.StageNo, w.ID+":"+code)
		if err != nil {
			return fmt.Errorf("start term of %s: %w", code, err)
		}
		if runs {
			continue
		}
		w.ID += ":" + code
		err = f.startWindow(ctx, tx, w, f.today())
		if err != nil {
			return err
		}
	}
	return nil
}

// body returns the code of the body whose term the window is; empty: it is the
// stage's.
func (w window) body() string {
	_, code, _ := strings.Cut(w.ID, ":")
	return code
}

// heard returns what each body that was asked in a stage has said, and the stage
// as its definition states it. Without a stage of opinions there is nothing.
func (f *file) heard(ctx context.Context, q sqlx.QueryerContext) (procedure.StageDef, []procedure.Heard, error) {
	var rows []struct {
		Stage     string `db:"stage"`
		Body      string `db:"body"`
		Mandatory bool   `db:"mandatory"`
		On        int    `db:"on_no"`
		Against   bool   `db:"against"`
	}
	err := sqlx.SelectContext(ctx, q, &rows, `
		SELECT r.stage, b.code AS body, q.mandatory, coalesce(said.no, 0) AS on_no, coalesce(said.opinion = 'negative', false) AS against
		FROM opinion_requests q JOIN bodies b ON b.id = q.body JOIN stage_runs r ON r.dossier = q.dossier AND r.no = q.stage_no
		LEFT JOIN LATERAL (
			SELECT p.no, x.opinion FROM (
				SELECT o.package, o.opinion FROM opinions o WHERE o.dossier = q.dossier AND o.stage_no = q.stage_no AND o.body = q.body
				UNION ALL SELECT q.silent_on, 'silence' WHERE q.silent_on IS NOT NULL) x
			JOIN packages p ON p.dossier = q.dossier AND p.hash = x.package ORDER BY p.no DESC LIMIT 1) said ON true
		WHERE q.dossier = $1 AND q.stage_no = (SELECT max(stage_no) FROM opinion_requests WHERE dossier = $1)
		ORDER BY b.code`, f.ID)
	if err != nil {
		return procedure.StageDef{}, nil, fmt.Errorf("read opinions of %s: %w", f.Ref, err)
	}
	var st procedure.StageDef
	var heard []procedure.Heard
	for _, r := range rows {
		st, _ = f.Def.Stage(r.Stage)
		heard = append(heard, procedure.Heard{Body: r.Body, Mandatory: r.Mandatory, On: r.On, Against: r.Against})
	}
	return st, heard, nil
}

// bound returns the bodies that have not been heard, and those whose opinions are
// of another text than the present one.
func (f *file) bound(ctx context.Context, q sqlx.QueryerContext) (missing, other []string, err error) {
	st, heard, err := f.heard(ctx, q)
	if err != nil || len(heard) == 0 {
		return nil, nil, err
	}
	var technical []int
	err = sqlx.SelectContext(ctx, q, &technical, `SELECT no FROM packages WHERE dossier = $1 AND reason = $2 ORDER BY no`, f.ID, dossier.LegalTechnical)
	if err != nil {
		return nil, nil, fmt.Errorf("read versions of %s: %w", f.Ref, err)
	}
	beside, err := f.beside(ctx, q, st.DocsAfter)
	if err != nil {
		return nil, nil, err
	}
	for i := range heard {
		heard[i].On = procedure.Considered(heard[i].On, beside)
	}
	var considered []int
	for _, no := range technical {
		if !slices.Contains(beside, no) {
			considered = append(considered, procedure.Considered(no, beside))
		}
	}
	missing, other = st.Bound(heard, considered, procedure.Considered(f.PackageNo, beside))
	return missing, other, nil
}

// beside returns the numbers of the versions that brought nothing but documents of
// these kinds.
func (f *file) beside(ctx context.Context, q sqlx.QueryerContext, kinds []string) ([]int, error) {
	if len(kinds) == 0 {
		return nil, nil
	}
	var numbers []int
	err := sqlx.SelectContext(ctx, q, &numbers, `
		SELECT no FROM packages WHERE dossier = $1 AND no > 1 AND same_beside(dossier, no - 1, no, $2) ORDER BY no`, f.ID, array(kinds))
	if err != nil {
		return nil, fmt.Errorf("read versions of %s: %w", f.Ref, err)
	}
	return numbers, nil
}

// askAgain begins anew, from today, the terms of the bodies that must speak on the
// version that has come: nobody's silence is about a text they had no time for. Who
// has spoken has the term in which the definition asks again.
func (f *file) askAgain(ctx context.Context, tx *sqlx.Tx) error {
	if f.Stage.Kind != procedure.Opinions || f.Run.Ended != nil {
		return nil
	}
	beside, err := f.beside(ctx, tx, f.Stage.DocsAfter)
	if err != nil || slices.Contains(beside, f.PackageNo) {
		return err
	}
	missing, other, err := f.bound(ctx, tx)
	if err != nil {
		return err
	}
	ws, err := f.windows(ctx, tx)
	if err != nil {
		return err
	}
	for _, w := range ws {
		def, _ := f.Stage.Window(w.ID)
		switch {
		case slices.Contains(missing, w.body()):
			err = f.beginAgain(ctx, tx, w, def.Term)
		case slices.Contains(other, w.body()):
			term, _ := f.Stage.Again(def.Term)
			err = f.beginAgain(ctx, tx, w, term)
		}
		if err != nil {
			return err
		}
	}
	return nil
}

func (f *file) beginAgain(ctx context.Context, tx *sqlx.Tx, w window, length string) error {
	cal, err := f.calendar(ctx, tx)
	if err != nil {
		return fmt.Errorf("begin term %s again: %w", w.ID, err)
	}
	term, err := calendar.ParseTerm(length)
	if err != nil {
		return fmt.Errorf("begin term %s again: %w", w.ID, err)
	}
	due := cal.Due(cal.DateOf(f.legal()), term)
	if w.Lapsed == nil && w.Term == length && w.LegalEnd.After(cal.EndOf(due)) { // it was extended beyond that
		return nil
	}
	_, err = tx.ExecContext(ctx, `
		INSERT INTO windows (dossier, stage_no, id, version, kind, term, starts, raw, due, legal_end, ends_at, basis, verified)
		SELECT dossier, stage_no, id, version + 1, kind, $10, $5::date, $6::date, $7::date, $8, $9, basis, verified
		FROM windows WHERE dossier = $1 AND stage_no = $2 AND id = $3 AND version = $4`,
		f.ID, f.StageNo, w.ID, w.Version, due.Start.String(), due.Raw.String(), due.Due.String(), cal.EndOf(due), f.real(cal.EndOf(due)), length)
	if err != nil {
		return fmt.Errorf("begin term %s again: %w", w.ID, err)
	}
	return nil
}

// opinionTermPassed takes the silence of the body whose term has passed for what
// the definition says that it is, and ends the stage when nobody is awaited, or
// when all terms have passed and the definition says what follows.
func (s *Store) opinionTermPassed(ctx context.Context, tx *sqlx.Tx, f *file, w window) error {
	silence := f.Stage.Silence
	def, _ := f.Stage.Window(w.ID)
	if term, again := f.Stage.Again(def.Term); w.Again && w.Term == term { // who has not spoken yet has the stage's own term anew
		silence = again
	}
	missing, other, err := f.bound(ctx, tx)
	if err != nil {
		return err
	}
	awaited := slices.Contains(append(missing, other...), w.body())
	if awaited && silence == procedure.NoObjection {
		hash, err := f.packageHash(ctx, tx)
		if err != nil {
			return err
		}
		_, err = tx.ExecContext(ctx, `
			UPDATE opinion_requests q SET silent_at = $3, silent_on = $4 FROM bodies b WHERE b.id = q.body AND b.code = $5
			AND q.dossier = $1 AND q.stage_no = $2 AND NOT EXISTS (
				SELECT 1 FROM opinions o WHERE o.dossier = q.dossier AND o.body = q.body AND o.stage_no = q.stage_no AND o.package = $4)`,
			f.ID, f.StageNo, f.At, hash, w.body())
		if err != nil {
			return fmt.Errorf("put down silence: %w", err)
		}
	}
	missing, other, err = f.bound(ctx, tx)
	if err != nil {
		return err
	}
	if len(missing)+len(other) == 0 {
		return f.end(ctx, tx, dossier.Main(f.Stage), true)
	}
	ws, err := f.windows(ctx, tx)
	if err != nil {
		return err
	}
	all := !slices.ContainsFunc(ws, func(w window) bool { return w.Lapsed == nil })
	if all && f.Stage.Lapse != "" && len(other) == 0 {
		return f.end(ctx, tx, f.Stage.Lapse, true)
	}
	if !awaited || silence == procedure.NoObjection || f.Stage.Lapse != "" { // what follows comes when all terms have passed
		return nil
	}
	return f.overdue(ctx, tx)
}

// askOpinion asks one more body: one that the definition asks of some acts, or any
// other whose business the act touches.
func askOpinion(ctx context.Context, tx *sqlx.Tx, t *transition) error {
	a := t.command.Args
	if t.Stage.Kind != procedure.Opinions {
		return dossier.Refuse(dossier.CodeNotNow, "command", string(t.command.Name), "stage", t.Run.Stage)
	}
	subject := strings.TrimSpace(a.Text)
	if utf8.RuneCountInString(subject) > dossier.MaxReason {
		return invalidField("args.text", dossier.CodeTextTooLong, "limit", fmt.Sprint(dossier.MaxReason))
	}
	body, err := heir(ctx, tx, a.Body, dossier.Day(t.At, belgrade))
	if err != nil {
		return err
	}
	code, err := codeOf(ctx, tx, body)
	if err != nil {
		return err
	}
	if code == t.Lead {
		return dossier.Refuse(dossier.CodeOpinionOfSelf, "body", code)
	}
	res, err := tx.ExecContext(ctx, `
		INSERT INTO opinion_requests (dossier, stage_no, body, mandatory, asked_at, asked_by, subject, command, beside)
		SELECT $1, $2, $3, true, $4, $5, $6, $7, coalesce($8::text[], '{}')
		WHERE NOT EXISTS (SELECT 1 FROM opinion_requests q JOIN body_heirs h ON h.body = q.body WHERE q.dossier = $1 AND q.stage_no = $2 AND h.heir = $3)`,
		t.ID, t.StageNo, body, t.At, t.command.Actor, subject, t.command.ID, array(t.Stage.DocsAfter))
	if err != nil {
		return fmt.Errorf("ask for opinion: %w", err)
	}
	n, err := res.RowsAffected()
	if err != nil {
		return fmt.Errorf("ask for opinion: %w", err)
	}
	if n == 0 {
		return dossier.Refuse(dossier.CodeOpinionAsked, "body", code)
	}
	t.effect.Moved = true
	return t.startTerm(ctx, tx, code)
}
