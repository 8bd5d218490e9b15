package store

import (
	"context"
	"fmt"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/jmoiron/sqlx"

	"github.com/rasprava/rasprava/internal/dossier"
	"github.com/rasprava/rasprava/internal/ledger"
)

// outcomeErased is the outcome of a comment that was erased before it was answered.
const outcomeErased = "erased"

// Erased is it as what became of a comment.
const Erased dossier.AnswerOutcome = outcomeErased

// Erasure is that a submission is, or is to be, erased, as those see it who handle
// the round.
type Erasure struct {
	ID        string     `db:"id"`
	State     string     `db:"state"` // asked, refused or done
	ReceiptNo string     `db:"receipt_no"`
	Number    int        `db:"number"`   // of the first comment of the submission; 0: it has none, because its author did not confirm it
	Round     int        `db:"round"`    // number of it
	Comments  int        `db:"comments"` // of the submission
	Beside    int        `db:"beside"`   // how many other letters came in its scan, as it is entered now
	ByAuthor  bool       `db:"by_author"`
	AskedBy   string     `db:"asked_by"`     // id; empty: the author
	AskedName string     `db:"asked_name"`   // likewise
	Decider   string     `db:"decided_name"` //
	Note      string     `db:"note"`
	NoteGone  bool       `db:"note_gone"` // it was forgotten in time
	AskedAt   time.Time  `db:"asked_at"`
	DecidedAt *time.Time `db:"legal_at"` // on the dossier's own clock
	May       error      `db:"-"`        // why the viewer does not decide on it; nil: they may
}

// EraseOwn erases a submission for whoever holds its secret, at any time: what was
// said in it, who sent it, its files and its salts. Its place in the log and its
// number stay. Asked again, it does nothing more. Refused receipt_unknown,
// secret_wrong, came_as_letter, or promise_pending while the log has not taken the
// submission in. What waits for its author's confirmation is erased likewise: it never
// counts then, and the log says no more than that it was received.
func (s *Store) EraseOwn(ctx context.Context, no, secret string) error {
	kept, err := ledger.ParseReceiptNo(no)
	if err != nil {
		return dossier.Refuse(dossier.CodeReceiptUnknown).Because(err)
	}
	submission, err := s.ownOf(ctx, kept, secret)
	if err != nil {
		return err
	}
	return s.eraseFor(ctx, submission)
}

// EraseBy is EraseOwn for whoever has the link to confirm a submission. Refused
// confirmation_unknown, already_confirmed, disowned or promise_pending.
func (s *Store) EraseBy(ctx context.Context, token string) error {
	h, err := heldBy(ctx, s.db, token, "")
	switch {
	case err != nil:
		return err
	case h.ConfirmedAt != nil:
		return dossier.Refuse(dossier.CodeAlreadyConfirmed)
	case h.DisownedAt != nil && !h.Erased:
		return dossier.Refuse(dossier.CodeDisowned)
	}
	return s.eraseFor(ctx, h.Submission)
}

// eraseFor erases a submission for its author.
func (s *Store) eraseFor(ctx context.Context, submission string) error {
	var files []string
	err := s.transact(ctx, func(tx *sqlx.Tx) error {
		files = nil
		var ref dossier.Ref
		err := tx.GetContext(ctx, &ref, `SELECT d.ref FROM submissions s JOIN rounds r ON r.id = s.round JOIN dossiers d ON d.id = r.dossier WHERE s.id = $1`, submission)
		if err != nil {
			return fmt.Errorf("find submission: %w", err)
		}
		f, err := readNow(ctx, tx, ref)
		if err != nil {
			return err
		}
		e := erasing{store: s, file: f, submission: submission}
		done, err := e.lock(ctx, tx)
		if err != nil || done {
			return err
		}
		_, err = tx.ExecContext(ctx, `UPDATE erasures SET state = 'refused', decided_by = asked_by, decided_for = asked_for, decided_at = $2, legal_at = $3 WHERE submission = $1 AND state = 'asked'`,
			submission, f.At, f.legal()) // the author was quicker than the officers
		if err != nil {
			return fmt.Errorf("end requests to erase: %w", err)
		}
		_, err = tx.ExecContext(ctx, `
			INSERT INTO erasures (id, submission, state, asked_at, decided_at, legal_at) VALUES ($1, $2, 'done', $3, $3, $4)`, newID(), submission, f.At, f.legal())
		if err != nil {
			return fmt.Errorf("write erasure: %w", err)
		}
		files, err = e.erase(ctx, tx)
		return err
	})
	if err != nil {
		return fmt.Errorf("erase submission: %w", err)
	}
	return s.forgetFiles(ctx, files)
}

// AskErasure asks that the submission of a comment is erased, for a claimant whom an
// officer verified as note says. Another one decides. Refused as who may not,
// submission_erased, erasure_asked, reasons_required or reasons_too_long.
func (s *Store) AskErasure(ctx context.Context, person, comment, note string) error {
	note, err := checkClaimant(note)
	if err != nil {
		return err
	}
	err = s.transact(ctx, func(tx *sqlx.Tx) error {
		h, err := s.handle(ctx, tx, person, dossier.Erase, comment)
		if err != nil {
			return err
		}
		return writeErasure(ctx, tx, h.file, h.Submission, person, h.delegation, note)
	})
	if err != nil {
		return fmt.Errorf("ask for an erasure: %w", err)
	}
	return nil
}

// AskErasureOf is AskErasure of the submission in a dossier with the number of its
// receipt; what waits for its author's confirmation has no comments yet. Refused
// receipt_unknown, in the field receipt, where it is of another dossier too.
func (s *Store) AskErasureOf(ctx context.Context, person string, ref dossier.Ref, no, note string) error {
	kept, err := ledger.ParseReceiptNo(no)
	if err != nil {
		return invalidField("receipt", dossier.CodeReceiptUnknown)
	}
	note, err = checkClaimant(note)
	if err != nil {
		return err
	}
	err = s.transact(ctx, func(tx *sqlx.Tx) error {
		f, err := readNow(ctx, tx, ref)
		if err != nil {
			return err
		}
		delegation, err := f.may(ctx, tx, person, dossier.Erase)
		if err != nil {
			return err
		}
		var found []struct {
			ID     string `db:"id"`
			Erased bool   `db:"erased"`
		}
		err = tx.SelectContext(ctx, &found, `
			SELECT s.id, s.erased_at IS NOT NULL AS erased FROM submissions s JOIN rounds r ON r.id = s.round WHERE s.receipt_no = $1 AND r.dossier = $2 FOR NO KEY UPDATE OF s`, kept, f.ID)
		switch {
		case err != nil:
			return fmt.Errorf("find submission: %w", err)
		case len(found) == 0:
			return invalidField("receipt", dossier.CodeReceiptUnknown)
		case found[0].Erased:
			return dossier.Refuse(dossier.CodeErased)
		}
		return writeErasure(ctx, tx, f, found[0].ID, person, delegation, note)
	})
	if err != nil {
		return fmt.Errorf("ask for an erasure: %w", err)
	}
	return nil
}

// checkClaimant returns how a claimant was verified, without spaces around it; refused
// in the field note.
func checkClaimant(note string) (string, error) {
	note = strings.TrimSpace(note)
	if note == "" || utf8.RuneCountInString(note) > dossier.MaxNote {
		code := dossier.CodeReasonsRequired
		if note != "" {
			code = dossier.CodeReasonsTooLong
		}
		return "", &dossier.Problem{Code: dossier.CodeInvalid, Fields: []dossier.Field{{Name: "note", Code: code, Params: map[string]string{"limit": fmt.Sprint(dossier.MaxNote)}}}}
	}
	return note, nil
}

// writeErasure puts down that a person asks for an erasure; refused erasure_asked.
func writeErasure(ctx context.Context, tx *sqlx.Tx, f *file, submission, person, delegation, note string) error {
	res, err := tx.ExecContext(ctx, `
		INSERT INTO erasures (id, submission, state, asked_by, asked_for, note, asked_at) VALUES ($1, $2, 'asked', $3, nullif($4, '')::uuid, $5, $6)
		ON CONFLICT (submission) WHERE state = 'asked' DO NOTHING`, newID(), submission, person, delegation, note, f.At)
	if err != nil {
		return fmt.Errorf("write erasure: %w", err)
	}
	n, err := res.RowsAffected()
	if err == nil && n == 0 {
		err = dossier.Refuse(dossier.CodeErasureAsked)
	}
	return err
}

// DecideErasure erases what another officer asked to erase, or refuses it. A scan in
// which other letters came stays with them, closed to everybody but who handles the
// round, until the last of them is erased. Refused as who may not, decided_before, promise_pending, or same_officer for who asked, who
// lends them the role or acts in their place; they may only take it back.
func (s *Store) DecideErasure(ctx context.Context, person, id string, erase bool) error {
	if !isUUID(id) {
		return dossier.Refuse(dossier.CodeNotFound)
	}
	var files []string
	err := s.transact(ctx, func(tx *sqlx.Tx) error {
		files = nil
		var at struct {
			Ref        dossier.Ref `db:"ref"`
			Submission string      `db:"submission"`
			AskedBy    string      `db:"asked_by"`
			AskedFor   string      `db:"asked_for"`
		}
		err := tx.GetContext(ctx, &at, `
			SELECT d.ref, e.submission, coalesce(e.asked_by::text, '') AS asked_by, coalesce(g.delegator::text, '') AS asked_for
			FROM erasures e LEFT JOIN delegations g ON g.id = e.asked_for JOIN submissions s ON s.id = e.submission
			JOIN rounds r ON r.id = s.round JOIN dossiers d ON d.id = r.dossier WHERE e.id = $1`, id)
		if err != nil {
			return fmt.Errorf("find erasure: %w", orNotFound(err))
		}
		f, err := readNow(ctx, tx, at.Ref)
		if err != nil {
			return err
		}
		grounds, err := f.grounds(ctx, tx, person, dossier.Erase)
		if err != nil {
			return err
		}
		e := erasing{store: s, file: f, submission: at.Submission}
		done, err := e.lock(ctx, tx)
		if err != nil {
			return err
		}
		state, lent := "refused", dossier.Lent(grounds, "")
		if erase {
			as, err := dossier.AnotherHand([]dossier.Hand{{Person: at.AskedBy, OnBehalf: at.AskedFor}}, person, grounds)
			if err != nil {
				return err
			}
			state, lent = "done", as.Delegation
		}
		res, err := tx.ExecContext(ctx, `
			UPDATE erasures SET state = $2, decided_by = $3, decided_for = nullif($4, '')::uuid, decided_at = $5, legal_at = $6 WHERE id = $1 AND state = 'asked'`,
			id, state, person, lent, f.At, f.legal())
		if err != nil {
			return fmt.Errorf("decide on erasure: %w", err)
		}
		n, err := res.RowsAffected()
		if err != nil {
			return err
		}
		if n == 0 || done {
			return dossier.Refuse(dossier.CodeDecidedBefore)
		}
		if !erase {
			return nil
		}
		mails, err := authorToTell(ctx, tx, MailErased, at.Submission, id)
		if err != nil {
			return err
		}
		err = e.leaveScans(ctx, tx, person, lent)
		if err != nil {
			return err
		}
		files, err = e.erase(ctx, tx)
		if err != nil {
			return err
		}
		return s.queueMails(ctx, tx, mails) // whose address is kept until it is sent, and no longer
	})
	if err != nil {
		return fmt.Errorf("decide on erasure: %w", err)
	}
	return s.forgetFiles(ctx, files)
}

// readNow reads the dossier as it is at this moment.
func readNow(ctx context.Context, tx *sqlx.Tx, ref dossier.Ref) (*file, error) {
	at, err := now(ctx, tx)
	if err != nil {
		return nil, err
	}
	return read(ctx, tx, ref, at)
}

// erasing is a submission in a transaction that erases it.
type erasing struct {
	store *Store
	*file
	submission string
	round      string
	held       *heldRow // it waits for its author's confirmation, or did in vain
}

// lock locks the round, shared, and the submission with its comments; it reports
// whether it was erased before.
func (e *erasing) lock(ctx context.Context, tx *sqlx.Tx) (bool, error) {
	var lock int32
	err := tx.QueryRowxContext(ctx, `SELECT r.id, r.lock::integer FROM submissions s JOIN rounds r ON r.id = s.round WHERE s.id = $1`, e.submission).Scan(&e.round, &lock)
	if err != nil {
		return false, fmt.Errorf("find round: %w", err)
	}
	_, err = tx.ExecContext(ctx, `SELECT pg_advisory_xact_lock_shared($1, $2)`, roundLocks, lock)
	if err != nil {
		return false, fmt.Errorf("lock round: %w", err)
	}
	var held []heldRow
	err = tx.SelectContext(ctx, &held, `SELECT `+heldColumns+` WHERE h.submission = $1 FOR NO KEY UPDATE OF h, s`, e.submission)
	if err != nil {
		return false, fmt.Errorf("lock held submission: %w", err)
	}
	if len(held) > 0 && held[0].ConfirmedAt == nil {
		e.held = &held[0]
	}
	var erased bool
	err = tx.GetContext(ctx, &erased, `SELECT erased_at IS NOT NULL FROM submissions WHERE id = $1 FOR NO KEY UPDATE`, e.submission)
	if err != nil {
		return false, fmt.Errorf("lock submission: %w", err)
	}
	_, err = tx.ExecContext(ctx, `SELECT 1 FROM comments WHERE submission = $1 ORDER BY no FOR NO KEY UPDATE`, e.submission)
	if err != nil {
		return false, fmt.Errorf("lock comments: %w", err)
	}
	var due *time.Time
	err = tx.GetContext(ctx, &due, `SELECT max(due) FROM promises WHERE submission = $1 AND kept_at IS NULL`, e.submission)
	if err == nil && due != nil {
		return false, dossier.Refuse(dossier.CodePromisePending, "due", due.UTC().Format(time.RFC3339))
	}
	if err != nil {
		return false, fmt.Errorf("read promises: %w", err)
	}
	return erased, nil
}

// erase removes what the submission said and who sent it, and returns the files
// whose bytes are to go once that is committed.
func (e *erasing) erase(ctx context.Context, tx *sqlx.Tx) ([]string, error) {
	if e.held != nil {
		return e.eraseHeld(ctx, tx)
	}
	var salts []struct {
		ID   string `db:"id"`
		Salt []byte `db:"salt"`
	}
	err := tx.SelectContext(ctx, &salts, `SELECT id, salt FROM comments WHERE submission = $1 ORDER BY no`, e.submission)
	if err != nil {
		return nil, fmt.Errorf("read salts: %w", err)
	}
	ids, prints := make([]string, len(salts)), make([][]byte, len(salts))
	for i, row := range salts {
		print := ledger.Salt(row.Salt).Fingerprint()
		ids[i], prints[i] = row.ID, print[:]
	}
	err = e.count(ctx, tx)
	if err != nil {
		return nil, err
	}
	var files []string
	err = tx.SelectContext(ctx, &files, `
		SELECT a.attachment FROM comment_attachments a WHERE a.comment = ANY($2) UNION SELECT unnest(x.attachments) FROM earlier_comments x WHERE x.comment = ANY($2)
		UNION SELECT f.id FROM attachments f WHERE `+scanOf+` AND NOT `+scanOfOthers+` ORDER BY 1`, e.submission, array(ids))
	if err != nil {
		return nil, fmt.Errorf("find files: %w", err)
	}
	for _, q := range []struct {
		what, query string
		args        []any
	}{
		{"originals", `DELETE FROM sealed_comments WHERE comment = ANY($1)`, []any{array(ids)}},
		{"sealed name", `DELETE FROM sealed_authors WHERE submission = $1`, []any{e.submission}},
		{"names of sealed files", `DELETE FROM sealed_files WHERE attachment = ANY($1)`, []any{array(files)}},
		{"originals of what was said before", `DELETE FROM sealed_earlier WHERE comment = ANY($1)`, []any{array(ids)}},
		{"what was said before", `DELETE FROM earlier_comments WHERE comment = ANY($1)`, []any{array(ids)}},
		{"what was asked with", `UPDATE revisions SET request_hash = decode(repeat('00', 32), 'hex') WHERE submission = $1`, []any{e.submission}},
		{"files of comments", `DELETE FROM comment_attachments WHERE comment = ANY($1)`, []any{array(ids)}},
		{"comments", `
			UPDATE comments c SET erased_at = $1, salt = NULL, salt_print = u.print, scan_sha256 = NULL, covered = false, body = '', proposed_text = '', search_key = '',
				quote_exact = NULL, quote_prefix = NULL, quote_suffix = NULL, outcome = CASE outcome WHEN '' THEN $4 ELSE outcome END, early = early OR outcome = ''
			FROM unnest($2::uuid[], $3::bytea[]) AS u (id, print) WHERE c.id = u.id`, []any{e.At, array(ids), array(prints), outcomeErased}},
		{"sender", `
			UPDATE submissions SET erased_at = $2, author_name = '', author_email = '', signatures = 0, organisation = NULL, publish_name = false, sent_by = NULL, scan = NULL, scan_public = false, covered = false,
				request_hash = decode(repeat('00', 32), 'hex') WHERE id = $1`, []any{e.submission, e.At}},
		{"who sent it by earlier entries", `UPDATE earlier_entries SET author_name = '', organisation = NULL, scan = NULL, scan_public = false WHERE submission = $1`, []any{e.submission}},
		{"rows of the national portal", `
			UPDATE portal_rows r SET content = NULL FROM portal_comments p, portal_files f
			WHERE p.submission = $1 AND f.round = p.round AND r.file = f.id AND r.portal_id = p.portal_id`, []any{e.submission}},
		{"salts of the national portal", `DELETE FROM portal_salts z USING portal_comments p WHERE p.submission = $1 AND z.round = p.round AND z.portal_id = p.portal_id`, []any{e.submission}},
		{"files of the national portal", `UPDATE portal_files f SET content = NULL FROM portal_comments p WHERE p.submission = $1 AND f.round = p.round`, []any{e.submission}},
		{"what its author contested", `UPDATE set_asides SET statement = '' WHERE comment = ANY($1)`, []any{array(ids)}},
		{"who signed", `UPDATE cosigner_signatures g SET salt = NULL, person = NULL FROM cosigners k WHERE k.submission = $1 AND g.cosigner = k.id`, []any{e.submission}},
		{"who was asked to sign", `UPDATE cosigners SET register_no = '', name = '', email = '' WHERE submission = $1`, []any{e.submission}},
		{"whether its author is told", `DELETE FROM told_authors WHERE submission = $1`, []any{e.submission}},
		{"addresses of mails", `
			UPDATE mails m SET ` + noLonger + ` WHERE submission = $1`, []any{e.submission, e.At}},
		{"files", `
			UPDATE attachments f SET state = 'discarded', name = '-', covered = false WHERE id = ANY($1)`, []any{array(files)}},
	} {
		_, err = tx.ExecContext(ctx, q.query, q.args...)
		if err != nil {
			return nil, fmt.Errorf("erase %s: %w", q.what, err)
		}
	}
	err = reword(ctx, tx, ids)
	if err != nil {
		return nil, err
	}
	err = post(ctx, tx, TopicRound, e.round, 0)
	if err != nil {
		return nil, err
	}
	_, err = e.store.extend(ctx, tx, e.Log, e.ID, []entry{{subject: e.submission,
		leaf: ledger.Leaf{Kind: ledger.Erased, At: e.At, Dossier: string(e.Ref), Round: e.round, Submission: e.submission}}})
	return files, err
}

// count counts those of the comments that have no outcome yet as erased.
func (e *erasing) count(ctx context.Context, tx *sqlx.Tx) error {
	_, err := tx.ExecContext(ctx, `
		INSERT INTO comment_totals AS t (round, document, article, kind, author_kind, outcome, early, comments)
		SELECT round, document, article, kind, author_kind, outcome, early, sum(n) FROM (
			SELECT c.round, c.document, c.article, c.kind, s.author_kind, o.outcome, o.early, o.n FROM comments c JOIN submissions s ON s.id = c.submission
			CROSS JOIN LATERAL (VALUES (c.outcome, c.early, -1), ($2, true, 1)) AS o (outcome, early, n) WHERE c.submission = $1 AND c.outcome = '') x
		GROUP BY 1, 2, 3, 4, 5, 6, 7 ORDER BY 1, 2, 3, 4, 5, 6, 7
		ON CONFLICT (round, document, article, kind, author_kind, outcome, early) DO UPDATE SET comments = t.comments + excluded.comments`, e.submission, outcomeErased)
	if err != nil {
		return fmt.Errorf("count what is erased: %w", err)
	}
	return nil
}

// forgetFiles removes files that were discarded with their rows; what is cut off is
// gone on with by the next purge.
func (s *Store) forgetFiles(ctx context.Context, files []string) error {
	for _, id := range files {
		if s.files == nil {
			return nil
		}
		err := s.files.Delete(ctx, id)
		if err != nil {
			return fmt.Errorf("erase file: %w", err)
		}
		_, err = s.db.ExecContext(ctx, `DELETE FROM attachments WHERE id = $1 AND state = 'discarded'`, id)
		if err != nil {
			return fmt.Errorf("erase file: %w", err)
		}
	}
	return nil
}

// Erasures returns those of the submission of a comment, or where none is named
// those of the dossier that wait for a decision, newest first, to who may erase;
// refused as Powers is.
func (s *Store) Erasures(ctx context.Context, viewer string, ref dossier.Ref, comment string) ([]Erasure, error) {
	grounds, err := s.handlingGrounds(ctx, viewer, ref, dossier.Erase)
	if err != nil {
		return nil, err
	}
	var rows []struct {
		Erasure
		For string `db:"asked_for"` // id of who lent the role to who asked
	}
	err = s.reads.SelectContext(ctx, &rows, `
		SELECT e.id, e.state, s.receipt_no, coalesce((SELECT min(number) FROM comments WHERE submission = s.id), 0) AS number, r.no AS round,
			(SELECT count(*) FROM comments WHERE submission = s.id) AS comments, (SELECT count(*) FROM submissions o WHERE o.scan = s.scan AND o.id <> s.id) AS beside, e.asked_by IS NULL AS by_author, coalesce(e.asked_by::text, '') AS asked_by,
			coalesce(g.delegator::text, '') AS asked_for, coalesce(p.name, '') AS asked_name, coalesce(q.name, '') AS decided_name, e.note, e.note_gone_at IS NOT NULL AS note_gone, e.asked_at, e.legal_at
		FROM erasures e JOIN submissions s ON s.id = e.submission JOIN rounds r ON r.id = s.round JOIN dossiers d ON d.id = r.dossier
		LEFT JOIN persons p ON p.id = e.asked_by LEFT JOIN persons q ON q.id = e.decided_by LEFT JOIN delegations g ON g.id = e.asked_for
		WHERE d.ref = $1 AND CASE WHEN $2 = '' THEN e.state = 'asked' ELSE s.id = (SELECT submission FROM comments WHERE id = nullif($2, '')::uuid) END
		ORDER BY e.id DESC LIMIT $3`, ref, comment, maxLimit)
	if err != nil {
		return nil, fmt.Errorf("list erasures: %w", err)
	}
	all := make([]Erasure, len(rows))
	for i, r := range rows {
		all[i] = r.Erasure
		_, all[i].May = dossier.AnotherHand([]dossier.Hand{{Person: r.AskedBy, OnBehalf: r.For}}, viewer, grounds)
	}
	return all, nil
}
