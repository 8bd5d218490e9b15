package store

import (
	"context"
	"fmt"
	"slices"
	"time"

	"github.com/jmoiron/sqlx"

	"github.com/rasprava/rasprava/internal/dossier"
)

// MailRequests tells whoever may decide on requests about comments that some wait: to
// cover something, to lift a cover, to erase, to set aside, what an author says against
// that, and who says that they did not write something; or comments that were reinstated
// after the report, for an answer.
const MailRequests MailKind = "requests_wait"

// requestReminders is after how long a request is told of. The first is soon: until the
// second officer has decided, everybody reads what should be covered.
var requestReminders = []time.Duration{time.Hour, 24 * time.Hour, 3 * 24 * time.Hour, 7 * 24 * time.Hour, 14 * 24 * time.Hour, 21 * 24 * time.Hour}

// RequestsWaiting is how many of each wait for one person in one dossier.
type RequestsWaiting struct{ Asides, Contests, Claims, Protect, Returned int }

// any reports whether there are some.
func (r RequestsWaiting) any() bool { return r != RequestsWaiting{} }

// RemindOfRequests asks for the e-mails that tell of requests that have waited, each
// time once, to those who may decide on some of the dossier and have not said in their
// account that they want none; one a day for each dossier and person. Of what has
// passed meanwhile only the last is told. In rehearsals nobody is.
func (s *Store) RemindOfRequests(ctx context.Context) error {
	after := make([]float64, len(requestReminders))
	for i, d := range requestReminders {
		after[i] = d.Seconds()
	}
	var due []dueRequest
	err := s.db.SelectContext(ctx, &due, `
		SELECT d.ref, u.id, u.asked, x.no FROM (`+undecided+`) u JOIN dossiers d ON d.id = u.dossier
		CROSS JOIN LATERAL (SELECT max(t.no) AS no FROM unnest($1::float8[]) WITH ORDINALITY AS t (after, no) WHERE u.asked + t.after * interval '1 second' <= clock_timestamp()) x
		WHERE x.no IS NOT NULL AND (d.status = 'open' OR u.what = 'protect') AND NOT d.rehearsal AND d.imported_at IS NULL
			AND NOT EXISTS (SELECT 1 FROM waiting_reminders w WHERE w.dossier = d.id AND w.what = 'requests' AND w.subject = u.id AND w.asked = u.asked AND w.no = x.no)
		ORDER BY d.ref, u.id LIMIT 1000`, array(after))
	if err != nil {
		return fmt.Errorf("find requests that have waited: %w", err)
	}
	for len(due) > 0 {
		n := slices.IndexFunc(due, func(r dueRequest) bool { return r.Ref != due[0].Ref })
		if n < 0 {
			n = len(due)
		}
		of := due[:n]
		due = due[n:]
		err = s.transact(ctx, func(tx *sqlx.Tx) error { return s.remindOfRequests(ctx, tx, of) })
		if err != nil {
			return fmt.Errorf("remind of requests: %w", err)
		}
	}
	return nil
}

// dueRequest is a request that is to be told of, for the no-th time.
type dueRequest struct {
	Ref   dossier.Ref `db:"ref"`
	ID    string      `db:"id"`
	Asked time.Time   `db:"asked"`
	No    int64       `db:"no"`
}

// remindOfRequests tells of requests of one dossier.
func (s *Store) remindOfRequests(ctx context.Context, tx *sqlx.Tx, due []dueRequest) error {
	f, err := readNow(ctx, tx, due[0].Ref)
	if err != nil {
		return err
	}
	told := false
	for _, r := range due {
		res, err := tx.ExecContext(ctx, `INSERT INTO waiting_reminders (dossier, what, subject, asked, no) VALUES ($1, 'requests', $2, $3, $4) ON CONFLICT DO NOTHING`, f.ID, r.ID, r.Asked, r.No)
		if err != nil {
			return fmt.Errorf("put down reminder: %w", err)
		}
		n, err := res.RowsAffected()
		if err != nil {
			return err
		}
		told = told || n > 0
	}
	if !told { // another process was quicker
		return nil
	}
	people, err := f.reminded(ctx, tx, dossier.DecideAside)
	if err != nil {
		return err
	}
	var day string
	err = tx.GetContext(ctx, &day, `SELECT civil_today()::text`)
	if err != nil {
		return fmt.Errorf("read the day: %w", err)
	}
	var mails []toSend
	for _, p := range people {
		waits, err := requestsWaiting(ctx, tx, p.ID, f.Ref)
		if err != nil {
			return err
		}
		if waits.any() {
			mails = append(mails, toSend{key: fmt.Sprintf("%s/%s/%s/%s", MailRequests, f.ID, day, p.ID), kind: MailRequests, address: p.Email, lang: p.Lang, person: p.ID, dossier: f.ID})
		}
	}
	return s.queueMails(ctx, tx, mails)
}

// requestsWaiting returns what of a dossier waits for a person to decide.
func requestsWaiting(ctx context.Context, q sqlx.QueryerContext, person string, ref dossier.Ref) (RequestsWaiting, error) {
	rows, err := asidesWaiting(ctx, q, person)
	if err != nil {
		return RequestsWaiting{}, err
	}
	i := slices.IndexFunc(rows, func(r asidesRow) bool { return r.Ref == ref })
	if i < 0 {
		return RequestsWaiting{}, nil
	}
	r := rows[i]
	return RequestsWaiting{r.Proposed, r.Contested, r.Claims, r.Protect, r.Returned}, nil
}

// reminded returns who may do the action and is reminded by e-mail of what waits.
func (f *file) reminded(ctx context.Context, tx *sqlx.Tx, action dossier.Action) ([]Person, error) {
	st, err := f.standing(ctx, tx)
	if err != nil {
		return nil, err
	}
	who := st.Holders(action)
	var people []Person
	err = tx.SelectContext(ctx, &people, `
		SELECT DISTINCT p.id, p.name, p.email, p.lang FROM held_roles h JOIN persons p ON p.id = h.person CROSS JOIN dossiers d
		WHERE d.id = $1 AND p.disabled_at IS NULL AND p.mailed AND p.email <> '' AND h.valid @> civil_today() AND h.role = ANY($2)
		AND (h.dossier IS NULL OR h.dossier = d.id) AND sees(h.person, d)
		AND ($3 OR EXISTS (SELECT 1 FROM body_heirs x JOIN bodies b ON b.id = x.body WHERE x.heir = h.body AND b.code = ANY($4)))
		ORDER BY p.id`, f.ID, array(roleNames(who.Roles)), len(who.Bodies) == 0, array(who.Bodies))
	if err != nil {
		return nil, fmt.Errorf("find whom to remind: %w", err)
	}
	return people, nil
}
