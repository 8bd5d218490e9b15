package store

import (
	"context"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"fmt"
	"strconv"
	"strings"
	"time"

	"github.com/google/uuid"
	"github.com/jmoiron/sqlx"

	"github.com/rasprava/rasprava/internal/dossier"
)

// What authors are told who asked for it, of one submission: that a comment is set
// aside, or what was decided on what they say against that; that their name is taken
// down, because somebody else bears it; that a part is covered, or all of it erased,
// at the wish of officers.
const (
	MailSetAside       MailKind = "set_aside"
	MailContestSettled MailKind = "contest_settled"
	MailNameTaken      MailKind = "name_taken_down"
	MailRedacted       MailKind = "redacted"
	MailErased         MailKind = "erased"
)

// MailClaimSettled tells whoever said that they did not write a comment what was
// decided.
const MailClaimSettled MailKind = "claim_settled"

// What all authors of a round, or of a dossier, are told who asked for it: that the
// report with the answers is published, what a body decided, and how it ended.
const (
	MailAnswered MailKind = "answered"
	MailDecided  MailKind = "decided"
	MailEnded    MailKind = "ended"
)

// toldAuthor is where to write to an author.
type toldAuthor struct {
	Submission string `db:"id"`
	Email      string `db:"author_email"`
	Lang       string `db:"lang"`
}

// tellAuthor asks for an e-mail to the author of a submission, if they want one.
// About is the id of what it tells.
func (s *Store) tellAuthor(ctx context.Context, tx *sqlx.Tx, kind MailKind, submission, about string) error {
	mails, err := authorToTell(ctx, tx, kind, submission, about)
	if err != nil {
		return err
	}
	return s.queueMails(ctx, tx, mails)
}

// authorToTell returns the e-mail that tellAuthor asks for; none where the author
// wants none, or the address is forgotten or not confirmed.
func authorToTell(ctx context.Context, tx *sqlx.Tx, kind MailKind, submission, about string) ([]toSend, error) {
	var authors []toldAuthor
	err := tx.SelectContext(ctx, &authors, `
		SELECT s.id, s.author_email, s.lang FROM told_authors t JOIN submissions s ON s.id = t.submission WHERE s.id = $1 AND s.author_email <> '' AND NOT s.held`, submission)
	if err != nil {
		return nil, fmt.Errorf("find author to tell: %w", err)
	}
	var mails []toSend
	for _, a := range authors {
		mails = append(mails, toSend{key: string(kind) + "/" + about, kind: kind, submission: a.Submission, address: a.Email, lang: a.Lang, about: about})
	}
	return mails, nil
}

// tellClaimant asks for an e-mail to whoever opened a case, if they are reached by
// e-mail.
func (s *Store) tellClaimant(ctx context.Context, tx *sqlx.Tx, submission, id string) error {
	var c struct {
		Contact string `db:"contact"`
		Lang    string `db:"lang"`
	}
	err := tx.GetContext(ctx, &c, `
		SELECT coalesce(m.contact, '') AS contact, coalesce(m.lang, 'sr-Cyrl') AS lang FROM authorship_cases k LEFT JOIN authorship_claims m ON m.authorship_case = k.id WHERE k.id::text = $1`, id)
	if err != nil {
		return fmt.Errorf("find claimant to tell: %w", err)
	}
	address := strings.TrimSpace(c.Contact)
	if !dossier.ValidEmail(address) {
		return nil
	}
	return s.queueMails(ctx, tx, []toSend{{key: string(MailClaimSettled) + "/" + id, kind: MailClaimSettled, submission: submission, address: address, lang: c.Lang, about: id}})
}

// tellAuthors puts down that the authors of a round, or where it is empty of all
// rounds of the dossier, are to be told something. That a dossier ended is not told
// where a decision that is told ended it.
func (f *file) tellAuthors(ctx context.Context, tx *sqlx.Tx, kind MailKind, round, about string) error {
	_, err := tx.ExecContext(ctx, `
		INSERT INTO tellings (kind, dossier, round, about) SELECT $1, $2, nullif($3, '')::uuid, $4
		WHERE EXISTS (SELECT 1 FROM told_authors t JOIN rounds r ON r.id = t.round WHERE r.dossier = $2 AND (r.id::text = $3 OR $3 = ''))
			AND ($1 <> 'ended' OR NOT EXISTS (SELECT 1 FROM conclusions WHERE dossier = $2 AND stage_no = $5))`, kind, f.ID, round, about, f.StageNo)
	if err != nil {
		return fmt.Errorf("have authors told: %w", err)
	}
	return nil
}

// tellingBatch is how many authors are written to in one transaction.
const tellingBatch = 500

// Tell asks for the next e-mails of what many are to be told, and reports whether
// there was anything left to ask for. An author who wrote several times is told once
// of what is not about one submission; of dossiers that are not public nobody is.
func (s *Store) Tell(ctx context.Context) (bool, error) {
	more := false
	err := s.transact(ctx, func(tx *sqlx.Tx) error {
		more = false
		var tellings []struct {
			ID      int64    `db:"id"`
			Kind    MailKind `db:"kind"`
			Dossier string   `db:"dossier"`
			Round   string   `db:"round"`
			About   string   `db:"about"`
			Last    string   `db:"last"`
		}
		err := tx.SelectContext(ctx, &tellings, `
			SELECT id, kind, dossier, coalesce(round::text, '') AS round, about, coalesce(last::text, '') AS last FROM tellings
			WHERE done_at IS NULL ORDER BY id LIMIT 1 FOR UPDATE SKIP LOCKED`)
		if err != nil || len(tellings) == 0 {
			return err
		}
		more = true
		t := tellings[0]
		var authors []toldAuthor
		err = tx.SelectContext(ctx, &authors, `
			SELECT s.id, s.author_email, s.lang FROM rounds r JOIN dossiers d ON d.id = r.dossier JOIN told_authors t ON t.round = r.id JOIN submissions s ON s.id = t.submission
			WHERE r.dossier = $1 AND (r.id::text = $2 OR $2 = '') AND d.visibility = 'public' AND s.author_email <> '' AND NOT s.held
				AND ($3 = '' OR t.submission > nullif($3, '')::uuid)
				AND ($4 <> 'answered' OR EXISTS (SELECT 1 FROM comments c WHERE c.submission = s.id AND c.withdrawn_at IS NULL))
			ORDER BY t.submission LIMIT $5`, t.Dossier, t.Round, t.Last, t.Kind, tellingBatch)
		if err != nil {
			return fmt.Errorf("find authors: %w", err)
		}
		var mails []toSend
		for _, a := range authors {
			m := toSend{key: string(t.Kind) + "/" + a.Submission, kind: t.Kind, submission: a.Submission, address: a.Email, lang: a.Lang, about: t.About}
			if t.Kind != MailAnswered {
				m.key = string(t.Kind) + "/" + s.keys.onceFor(t.ID, a.Email)
			}
			mails = append(mails, m)
		}
		err = s.queueMails(ctx, tx, mails)
		if err != nil {
			return err
		}
		last := t.Last
		if len(authors) > 0 {
			last = authors[len(authors)-1].Submission
		}
		_, err = tx.ExecContext(ctx, `UPDATE tellings SET last = nullif($2, '')::uuid, done_at = CASE WHEN $3 THEN clock_timestamp() END WHERE id = $1`, t.ID, last, len(authors) < tellingBatch)
		return err
	})
	if err != nil {
		return false, fmt.Errorf("tell authors: %w", err)
	}
	return more, nil
}

// onceFor is the same for one telling and one address, and says nothing about either.
func (k *keyring) onceFor(telling int64, address string) string {
	m := hmac.New(sha256.New, k.secret)
	fmt.Fprintf(m, "rasprava.telling/1\n%d\n%s", telling, strings.ToLower(address))
	return hex.EncodeToString(m.Sum(nil)[:16])
}

// stopToken is what the link carries with which an author stops being told: the id of
// the submission and a proof that it comes from here.
func (k *keyring) stopToken(submission string) string { return stopWith(k.secret, submission) }

func stopWith(key []byte, submission string) string {
	id, err := uuid.Parse(submission)
	if err != nil {
		return ""
	}
	m := hmac.New(sha256.New, key)
	m.Write([]byte("rasprava.stop/1\n"))
	m.Write(id[:])
	return base64.RawURLEncoding.EncodeToString(append(id[:], m.Sum(nil)[:16]...))
}

// stops returns the submission that a token was made for; refused stop_unknown.
func (k *keyring) stops(token string) (string, error) {
	b, err := base64.RawURLEncoding.Strict().DecodeString(token)
	if err != nil || len(b) != 32 {
		return "", dossier.Refuse(dossier.CodeStopUnknown)
	}
	submission := uuid.UUID(b[:16]).String()
	for _, key := range append([][]byte{k.secret}, k.olds...) {
		if hmac.Equal([]byte(stopWith(key, submission)), []byte(token)) {
			return submission, nil
		}
	}
	return "", dossier.Refuse(dossier.CodeStopUnknown)
}

// Telling is whether the author of a submission is told what becomes of it.
type Telling struct {
	Title string `db:"title"` // of the dossier
	On    bool   `db:"on"`
}

// TellingBy returns how it stands with a link to be told no more; refused
// stop_unknown.
func (s *Store) TellingBy(ctx context.Context, token string) (Telling, error) {
	submission, err := s.keys.stops(token)
	if err != nil {
		return Telling{}, err
	}
	var t Telling
	err = s.reads.GetContext(ctx, &t, `
		SELECT d.title, EXISTS (SELECT 1 FROM told_authors WHERE submission = s.id) AS "on"
		FROM submissions s JOIN rounds r ON r.id = s.round JOIN dossiers d ON d.id = r.dossier WHERE s.id = $1`, submission)
	if err != nil {
		return Telling{}, fmt.Errorf("read whether an author is told: %w", orNotFound(err))
	}
	return t, nil
}

// StopTelling has the author of a submission told no more, of it and of whatever
// else was sent from the same address to the same dossier; what waits to be sent is
// not. Done again, it does nothing. Refused stop_unknown.
func (s *Store) StopTelling(ctx context.Context, token string) error {
	submission, err := s.keys.stops(token)
	if err != nil {
		return err
	}
	_, err = s.db.ExecContext(ctx, `
		WITH same AS (
			SELECT $1::uuid AS id UNION
			SELECT o.id FROM submissions s JOIN rounds r ON r.id = s.round JOIN rounds q ON q.dossier = r.dossier JOIN told_authors t ON t.round = q.id JOIN submissions o ON o.id = t.submission
			WHERE s.id = $1 AND s.author_email <> '' AND lower(o.author_email) = lower(s.author_email)),
		stopped AS (DELETE FROM told_authors t USING same WHERE t.submission = same.id)
		DELETE FROM mails m USING same WHERE m.submission = same.id AND m.sent_at IS NULL AND m.given_up_at IS NULL AND m.cosigner IS NULL AND m.kind NOT IN ('receipt', 'confirm', 'claim_settled')`, submission)
	if err != nil {
		return fmt.Errorf("stop telling an author: %w", err)
	}
	return nil
}

// tells reads what an e-mail tells, as it stands now.
func (s *Store) tells(ctx context.Context, m *Mail) error {
	var row struct {
		Number  int       `db:"number"`
		Ground  string    `db:"ground"`
		Decided string    `db:"decided"`
		Until   time.Time `db:"until"`
	}
	query := map[MailKind]string{
		MailSetAside:       `SELECT c.number, a.ground, '' AS decided, a.contest_until AS until FROM set_asides a JOIN comments c ON c.id = a.comment WHERE a.id::text = $1`,
		MailContestSettled: `SELECT c.number, a.ground, coalesce(a.verdict, '') AS decided FROM set_asides a JOIN comments c ON c.id = a.comment WHERE a.id::text = $1`,
		MailRedacted:       `SELECT c.number, r.ground, '' AS decided FROM redactions r JOIN comments c ON c.id = r.comment WHERE r.id::text = $1`,
		MailNameTaken:      `SELECT c.number, '' AS ground, coalesce(k.decision, '') AS decided FROM authorship_cases k JOIN comments c ON c.id = k.comment WHERE k.id::text = $1`,
		MailClaimSettled:   `SELECT c.number, '' AS ground, coalesce(k.decision, '') AS decided FROM authorship_cases k JOIN comments c ON c.id = k.comment WHERE k.id::text = $1`,
	}[m.Kind]
	if query != "" {
		err := s.reads.GetContext(ctx, &row, query, m.About)
		if err != nil {
			return fmt.Errorf("read what mail %d tells: %w", m.ID, err)
		}
		m.Number, m.Ground, m.Decided = row.Number, row.Ground, row.Decided
		if !row.Until.IsZero() {
			m.Until = row.Until
		}
	}
	switch m.Kind {
	case MailRequests:
		var err error
		m.Requests, err = requestsWaiting(ctx, s.reads, m.Person, m.Ref)
		return err
	case MailDecided:
		return s.tellsDecision(ctx, m)
	case MailEnded:
		err := s.reads.GetContext(ctx, &m.Decided, `SELECT status FROM dossiers WHERE ref = $1`, m.Ref)
		if err != nil {
			return fmt.Errorf("read how it ended: %w", err)
		}
	}
	return nil
}

// tellsDecision reads a decision of a body.
func (s *Store) tellsDecision(ctx context.Context, m *Mail) error {
	no, err := strconv.Atoi(m.About)
	if err != nil {
		return fmt.Errorf("read what mail %d tells: %w", m.ID, err)
	}
	var row struct {
		Definition string `db:"definition"`
		Stage      string `db:"stage"`
		Outcome    string `db:"outcome"`
		BodySr     string `db:"name_sr"`
		BodyEn     string `db:"name_en"`
		Date       string `db:"date"`
	}
	err = s.reads.GetContext(ctx, &row, `
		SELECT d.definition, r.stage, c.outcome, b.name_sr, b.name_en, c.date::text AS date FROM dossiers d JOIN stage_runs r ON r.dossier = d.id JOIN conclusions c ON c.dossier = d.id AND c.stage_no = r.no
		JOIN bodies b ON b.id = c.body WHERE d.ref = $1 AND r.no = $2`, m.Ref, no)
	if err != nil {
		return fmt.Errorf("read decision: %w", err)
	}
	def, err := definition(ctx, s.reads, row.Definition)
	if err != nil {
		return err
	}
	stage, _ := def.Stage(row.Stage)
	outcome, _ := stage.Outcome(row.Outcome)
	m.Stage, m.Outcome, m.Body, m.Date = Title{stage.TitleSr, stage.TitleEn}, Title{outcome.TitleSr, outcome.TitleEn}, Title{row.BodySr, row.BodyEn}, row.Date
	return nil
}
