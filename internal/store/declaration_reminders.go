package store

import (
	"context"
	"fmt"

	"github.com/jmoiron/sqlx"

	"github.com/rasprava/rasprava/internal/dossier"
)

// MailDeclaration reminds who handles a round that its closing is provisional until
// somebody declares that everything that was sent in time is in.
const MailDeclaration MailKind = "declaration_due"

// declarationReminders is how often that is done, a week apart, from the end of the
// term to confirm addresses.
const declarationReminders = 4

// RemindOfDeclarations asks for the e-mails that remind of declarations that are due,
// each once, to those who may declare and have not said in their account that they
// want none. Of what has passed meanwhile only the last is sent. In rehearsals, whose
// clock is their own, nobody is reminded.
func (s *Store) RemindOfDeclarations(ctx context.Context) error {
	var due []struct {
		Round string      `db:"id"`
		Ref   dossier.Ref `db:"ref"`
		No    int         `db:"no"`
	}
	err := s.db.SelectContext(ctx, &due, `
		SELECT r.id, d.ref, x.no FROM rounds r JOIN dossiers d ON d.id = r.dossier
		CROSS JOIN LATERAL (SELECT least($1, 1 + floor(extract(epoch FROM clock_timestamp() - confirms_until(r.closes_at)) / 604800)::integer) AS no) x
		WHERE r.status = 'closed' AND r.final_at IS NULL AND d.status = 'open' AND NOT d.rehearsal AND d.imported_at IS NULL AND confirms_until(r.closes_at) <= clock_timestamp()
			AND NOT EXISTS (SELECT 1 FROM waiting_reminders w WHERE w.dossier = d.id AND w.what = 'declaration' AND w.subject = r.id AND w.no = x.no)
		ORDER BY r.id LIMIT 100`, declarationReminders)
	if err != nil {
		return fmt.Errorf("find declarations that are due: %w", err)
	}
	for _, d := range due {
		err = s.transact(ctx, func(tx *sqlx.Tx) error { return s.remindOfDeclaration(ctx, tx, d.Ref, d.Round, d.No) })
		if err != nil {
			return fmt.Errorf("remind of a declaration: %w", err)
		}
	}
	return nil
}

func (s *Store) remindOfDeclaration(ctx context.Context, tx *sqlx.Tx, ref dossier.Ref, round string, no int) error {
	f, err := readNow(ctx, tx, ref)
	if err != nil {
		return err
	}
	res, err := tx.ExecContext(ctx, `INSERT INTO waiting_reminders (dossier, what, subject, no) VALUES ($1, 'declaration', $2, $3) ON CONFLICT DO NOTHING`, f.ID, round, no)
	if err != nil {
		return fmt.Errorf("put down reminder: %w", err)
	}
	n, err := res.RowsAffected()
	if err != nil || n == 0 { // another process was quicker
		return err
	}
	people, err := f.reminded(ctx, tx, dossier.AnswerComm)
	if err != nil {
		return err
	}
	var mails []toSend
	for _, p := range people {
		mails = append(mails, toSend{key: fmt.Sprintf("%s/%s/%d/%s", MailDeclaration, round, no, p.ID), kind: MailDeclaration, address: p.Email, lang: p.Lang, about: round, person: p.ID, dossier: f.ID})
	}
	return s.queueMails(ctx, tx, mails)
}

// Mailed reports whether somebody is reminded by e-mail of what waits for them.
func (s *Store) Mailed(ctx context.Context, person string) (bool, error) {
	var on bool
	err := s.reads.GetContext(ctx, &on, `SELECT mailed FROM persons WHERE id = $1`, person)
	if err != nil {
		return false, fmt.Errorf("read account: %w", orNotFound(err))
	}
	return on, nil
}

// SetMailed has somebody reminded by e-mail of what waits for them, or not. What
// waits to be sent then is not.
func (s *Store) SetMailed(ctx context.Context, person string, on bool) error {
	_, err := s.db.ExecContext(ctx, `
		WITH set AS (UPDATE persons SET mailed = $2 WHERE id = $1 AND disabled_at IS NULL)
		DELETE FROM mails WHERE person = $1 AND NOT $2 AND sent_at IS NULL AND given_up_at IS NULL`, person, on)
	if err != nil {
		return fmt.Errorf("set reminders: %w", err)
	}
	return nil
}
