package store

import (
	"context"
	"fmt"
	"time"
)

// Retention says how long what the authors of a round left is kept, though nobody
// reads it, counted from its final closing, the end of its dossier or a year after it
// closed, whichever comes first; 0: for ever.
type Retention struct {
	Emails  time.Duration
	Names   time.Duration // that are not published, who was signed in when they sent, and who claimed that theirs should not be; files of the portal with them
	Files   time.Duration // of withdrawn comments, those that are covered, and scans
	Secrets time.Duration // of receipts, as their hashes
	Notes   time.Duration // on how claimants were verified and why something is covered, counted from when that was decided
}

// Retention returns the terms of the installation.
func (s *Store) Retention() Retention { return s.retention }

// Forgotten is how much of each was forgotten.
type Forgotten struct{ Emails, Names, Files, Secrets, Notes int64 }

// retainedFrom is from when the terms of a round r of a dossier d that has closed run:
// nobody may ever declare that all is in.
const retainedFrom = `least(r.final_at, d.ended_at, r.closed_at + interval '365 days')`

// forgetAgain is after how long what a round has that is not closed for good is
// forgotten again: staff may still enter what was sent in time.
const forgetAgain = 24 * time.Hour

// zeroHash stands where a hash of what is gone stood.
const zeroHash = `decode(repeat('00', 32), 'hex')`

// forgettings are what is forgotten of a round when its term is over. $1 is the round,
// $2 the instant; done has a row for each.
var forgettings = []struct {
	what, done string
	term       func(Retention) time.Duration
	count      func(*Forgotten) *int64
}{
	{"emails", `
		mailed AS (UPDATE mails m SET ` + noLonger + `
			FROM submissions s WHERE s.id = m.submission AND s.round = $1 AND m.address <> ''),
		asked AS (UPDATE cosigners k SET email = '' FROM submissions s WHERE s.id = k.submission AND s.round = $1 AND k.email <> '' RETURNING 1),
		hashed AS (UPDATE submissions SET request_hash = ` + zeroHash + ` WHERE round = $1 AND author_email = '' AND id IN (SELECT submission FROM cosigners)),
		own AS (UPDATE submissions SET author_email = '', request_hash = ` + zeroHash + ` WHERE round = $1 AND author_email <> '' RETURNING 1),
		done AS (SELECT 1 FROM own UNION ALL SELECT 1 FROM asked)`,
		func(r Retention) time.Duration { return r.Emails }, func(f *Forgotten) *int64 { return &f.Emails }},
	{"names", `
		sealed AS (UPDATE sealed_authors a SET author_name = '' FROM submissions s WHERE s.id = a.submission AND s.round = $1 AND a.author_name <> '' RETURNING 1),
			open AS (UPDATE submissions s SET author_name = '', sent_by = NULL, request_hash = ` + zeroHash + ` FROM rounds r
				WHERE s.round = $1 AND r.id = s.round AND NOT s.covered AND s.author_name <> '' AND s.organisation IS NULL AND (NOT s.publish_name OR r.names = 'never') RETURNING 1),
			senders AS (UPDATE submissions s SET sent_by = NULL FROM rounds r WHERE s.round = $1 AND r.id = s.round AND s.sent_by IS NOT NULL
				AND (s.covered OR s.author_name = '' OR s.organisation IS NOT NULL OR s.publish_name AND r.names <> 'never')),
			unsigned AS (UPDATE cosigners k SET register_no = '', name = '', email = '' FROM submissions s
				WHERE s.id = k.submission AND s.round = $1 AND k.name <> '' AND NOT EXISTS (SELECT 1 FROM cosigner_signatures g WHERE g.cosigner = k.id AND g.withdrawn_at IS NULL) RETURNING 1),
			earlier AS (UPDATE earlier_entries e SET author_name = '' FROM submissions s JOIN rounds r ON r.id = s.round
				WHERE s.id = e.submission AND r.id = $1 AND e.author_name <> '' AND e.author_kind IS DISTINCT FROM 'organisation' AND (NOT e.publish_name OR r.names = 'never') RETURNING 1),
			claimed AS (DELETE FROM authorship_claims m USING authorship_cases k, submissions s
				WHERE k.id = m.authorship_case AND s.id = k.submission AND s.round = $1 AND k.decision IS NOT NULL RETURNING 1),
			brought AS (UPDATE portal_files SET content = NULL WHERE round = $1 AND content IS NOT NULL),
			salts AS (DELETE FROM portal_salts z WHERE z.round = $1),
			rows AS (UPDATE portal_rows w SET content = NULL FROM portal_files f WHERE f.id = w.file AND f.round = $1 AND w.content IS NOT NULL RETURNING 1),
			done AS (SELECT 1 FROM sealed UNION ALL SELECT 1 FROM open UNION ALL SELECT 1 FROM unsigned UNION ALL SELECT 1 FROM earlier UNION ALL SELECT 1 FROM claimed
				UNION ALL SELECT 1 FROM rows)`,
		func(r Retention) time.Duration { return r.Names }, func(f *Forgotten) *int64 { return &f.Names }},
	{"secrets", `done AS (UPDATE submissions SET secret_hash = ` + zeroHash + ` WHERE round = $1 AND secret_hash <> ` + zeroHash + ` RETURNING 1)`,
		func(r Retention) time.Duration { return r.Secrets }, func(f *Forgotten) *int64 { return &f.Secrets }},
}

// Forget erases what has passed its term at an instant, puts down how much that was,
// and returns it. What was cut off goes on with the next call.
func (s *Store) Forget(ctx context.Context, at time.Time, terms Retention) (Forgotten, error) {
	var all Forgotten
	err := s.forgetLate(ctx, at.Add(-lateNotesKept))
	if err != nil {
		return all, err
	}
	for _, o := range forgettings {
		term := o.term(terms)
		if term <= 0 {
			continue
		}
		rounds, err := s.overdue(ctx, o.what, at, at.Add(-term))
		if err != nil {
			return all, err
		}
		for _, round := range rounds {
			var n int64
			err = s.db.GetContext(ctx, &n, `
				WITH `+o.done+`,
				counted AS (SELECT count(*) AS n FROM done),
				put AS (INSERT INTO forgotten AS g (round, what, at, count) SELECT $1, $3, $2, n FROM counted
					ON CONFLICT (round, what) DO UPDATE SET at = excluded.at, count = g.count + excluded.count)
				SELECT n FROM counted`, round, at, o.what)
			if err != nil {
				return all, fmt.Errorf("forget %s: %w", o.what, err)
			}
			*o.count(&all) += n
		}
	}
	if terms.Notes > 0 {
		all.Notes, err = s.forgetNotes(ctx, at, at.Add(-terms.Notes))
		if err != nil {
			return all, err
		}
	}
	if terms.Files <= 0 {
		return all, nil
	}
	all.Files, err = s.forgetUnread(ctx, at, at.Add(-terms.Files))
	return all, err
}

// forgetNotes erases the notes of what was decided before an instant: that it was
// verified, how, by whom and when stays.
func (s *Store) forgetNotes(ctx context.Context, at, before time.Time) (int64, error) {
	var gone int64
	for _, closed := range []string{
		`UPDATE erasures SET note = '', note_gone_at = $1 WHERE note <> '' AND state <> 'asked' AND decided_at < $2`,
		`UPDATE authorship_cases SET note = '', note_gone_at = $1 WHERE note <> '' AND decision IS NOT NULL AND decided_at < $2`,
		`UPDATE redaction_steps t SET note = '', note_gone_at = $1 WHERE t.note <> '' AND t.at < $2 AND redaction_rests(t.redaction)
			AND NOT EXISTS (SELECT 1 FROM redaction_steps x WHERE x.redaction = t.redaction AND x.at >= $2)`,
	} {
		res, err := s.db.ExecContext(ctx, closed, at, before)
		if err != nil {
			return gone, fmt.Errorf("forget notes: %w", err)
		}
		n, err := res.RowsAffected()
		if err != nil {
			return gone, fmt.Errorf("forget notes: %w", err)
		}
		gone += n
	}
	return gone, nil
}

// lateNotesKept is for how long the note on a late submission is given again to its
// author; its round counts it for good.
const lateNotesKept = 30 * 24 * time.Hour

// forgetLate erases what was kept of late submissions that came before an instant:
// their notes with the salts, the hashes of what was asked with, and keys, which may
// be hashes of what they said.
func (s *Store) forgetLate(ctx context.Context, before time.Time) error {
	_, err := s.db.ExecContext(ctx, `UPDATE late_notes SET note = '', request_hash = `+zeroHash+`, idem_key = id::text WHERE arrived_at < $1 AND note <> ''`, before)
	if err != nil {
		return fmt.Errorf("forget late submissions: %w", err)
	}
	return nil
}

// overdue lists the rounds whose terms began before an instant and of which that is
// not forgotten yet at another, or is to be looked for again.
func (s *Store) overdue(ctx context.Context, what string, at, before time.Time) ([]string, error) {
	var rounds []string
	err := s.db.SelectContext(ctx, &rounds, `
		SELECT r.id FROM rounds r JOIN dossiers d ON d.id = r.dossier WHERE r.status = 'closed' AND `+retainedFrom+` < $2
			AND NOT EXISTS (SELECT 1 FROM forgotten f WHERE f.round = r.id AND f.what = $1 AND (f.at >= r.final_at OR f.at > $3)) ORDER BY r.id`,
		what, before, at.Add(-forgetAgain))
	if err != nil {
		return nil, fmt.Errorf("find what is overdue: %w", err)
	}
	return rounds, nil
}

// forgetUnread removes the bytes of files that nobody reads any more; such may come
// at any time, as when a file is covered later.
func (s *Store) forgetUnread(ctx context.Context, at, before time.Time) (int64, error) {
	if s.files == nil {
		return 0, nil
	}
	_, err := s.db.ExecContext(ctx, `
		WITH over AS (SELECT r.id FROM rounds r JOIN dossiers d ON d.id = r.dossier WHERE r.status = 'closed' AND `+retainedFrom+` < $1),
		unread AS (
			SELECT r.id AS round, a.attachment FROM over r JOIN comments c ON c.round = r.id JOIN comment_attachments a ON a.comment = c.id JOIN attachments f ON f.id = a.attachment
			WHERE (f.covered OR c.withdrawn_at IS NOT NULL) AND f.state = 'kept'
			UNION SELECT r.id, u.id FROM over r JOIN comments c ON c.round = r.id JOIN earlier_comments e ON e.comment = c.id CROSS JOIN unnest(e.attachments) AS u (id)
				JOIN attachments f ON f.id = u.id WHERE (f.covered OR c.withdrawn_at IS NOT NULL) AND f.state = 'kept'
			UNION SELECT r.id, s.scan FROM over r JOIN submissions s ON s.round = r.id JOIN attachments f ON f.id = s.scan WHERE f.state = 'kept'
			UNION SELECT r.id, e.scan FROM over r JOIN submissions s ON s.round = r.id JOIN earlier_entries e ON e.submission = s.id JOIN attachments f ON f.id = e.scan
				WHERE f.state = 'kept'),
		expired AS (UPDATE attachments f SET state = 'expired' FROM unread u WHERE f.id = u.attachment)
		INSERT INTO forgotten AS g (round, what, at, count) SELECT round, 'files', $2, count(*) FROM unread GROUP BY round
		ON CONFLICT (round, what) DO UPDATE SET at = excluded.at, count = g.count + excluded.count`, before, at)
	if err != nil {
		return 0, fmt.Errorf("find files that nobody reads: %w", err)
	}
	var ids []string
	err = s.db.SelectContext(ctx, &ids, `SELECT id FROM attachments WHERE state = 'expired' ORDER BY id LIMIT 1000`)
	if err != nil {
		return 0, fmt.Errorf("find files that nobody reads: %w", err)
	}
	var gone int64
	for _, id := range ids {
		err = s.files.Delete(ctx, id)
		if err == nil {
			_, err = s.db.ExecContext(ctx, `UPDATE attachments SET state = 'gone' WHERE id = $1 AND state = 'expired'`, id)
		}
		if err != nil {
			return gone, fmt.Errorf("forget file: %w", err)
		}
		gone++
	}
	return gone, nil
}
