package store

import (
	"context"
	"crypto/rand"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/jmoiron/sqlx"

	"github.com/rasprava/rasprava/internal/dossier"
	"github.com/rasprava/rasprava/internal/ledger"
)

// outcomeWithdrawn is the outcome of a comment that its author took back.
const outcomeWithdrawn = "withdrawn"

// Withdrawn is it as what became of a comment.
const Withdrawn dossier.AnswerOutcome = outcomeWithdrawn

// Correction is what the comments of a submission are to say, one for each of
// them, in their order. What they are about and of which kind they are stays: to
// say something else is another comment. Those that were withdrawn or are set aside
// are passed over.
type Correction struct {
	ReceiptNo string
	Secret    string
	Key       string // of idempotency, within the submission
	Comments  []CorrectedComment
}

// CorrectedComment is what one comment is to say.
type CorrectedComment struct {
	Quote        *dossier.Quote
	ProposedText string
	Body         string
	Attachments  []string // ids, of files that it has or of fresh ones
}

// Withdrawal takes back a comment of a submission, or all of them.
type Withdrawal struct {
	ReceiptNo string
	Secret    string
	Key       string // of idempotency, within the submission
	Comment   string // id; empty: all
}

// Revised is what the author of a revision gets: the receipt of what the
// submission says now.
type Revised struct {
	At       time.Time
	Receipt  []byte
	Replayed bool
}

// Revision is what was done with a submission after it was sent.
type Revision struct {
	No     int       `db:"no"`
	Kind   string    `db:"kind"` // corrected or withdrawn
	At     time.Time `db:"at"`
	Number int       `db:"number"` // in the round, of the comment that was withdrawn; 0: all of them
	Reason string    `db:"reason"` // of staff, who had entered it wrongly; empty: the author revised it
}

// EarlierComment is what a comment said until it was corrected.
type EarlierComment struct {
	Until    time.Time
	Quote    string
	Body     string
	Proposed string
}

func revisionsOf(ctx context.Context, q sqlx.QueryerContext, submission string) ([]Revision, error) {
	var all []Revision
	err := sqlx.SelectContext(ctx, q, &all, `
		SELECT v.no, v.kind, v.at, coalesce(c.number, 0) AS number, coalesce(v.reason, '') AS reason FROM revisions v LEFT JOIN comments c ON c.id = v.comment WHERE v.submission = $1 ORDER BY v.no`, submission)
	if err != nil {
		return nil, fmt.Errorf("read revisions: %w", err)
	}
	for i := range all {
		all[i].At = all[i].At.UTC()
	}
	return all, nil
}

// standing is a comment of a submission that is revised.
type standing struct {
	ID        string     `db:"id"`
	No        int64      `db:"no"`
	Number    int        `db:"number"` // in the round
	Document  string     `db:"document"`
	Provision string     `db:"provision"`
	Kind      string     `db:"kind"`
	Exact     *string    `db:"quote_exact"`
	Prefix    *string    `db:"quote_prefix"`
	Suffix    *string    `db:"quote_suffix"`
	Proposed  string     `db:"proposed_text"`
	Body      string     `db:"body"`
	Outcome   string     `db:"outcome"`
	Withdrawn *time.Time `db:"withdrawn_at"`
	Ground    string     `db:"set_aside"`   // on which it is set aside; empty: it is not
	Why       string     `db:"reasons"`     // of that
	Scan      []byte     `db:"scan_sha256"` // hash of the scan that the commitment covers; nil: it covers none

	Covered      bool   `db:"covered"` // what is read of it is not what was sent, which stands above
	ReadBody     string `db:"read_body"`
	ReadProposed string `db:"read_proposed"`
	ReadExact    string `db:"read_exact"`

	Answer  string `db:"answer"` // outcome of the last one; empty: it was not answered
	Reasons string `db:"answer_reasons"`
	Salt    []byte `db:"answer_salt"`

	files []string // ids
}

// answered reports whether the comment was answered while the round runs.
func (c standing) answered() bool { return c.live() && c.Answer != "" }

// says reports whether a correction leaves the comment as it is.
func (c standing) says(n CorrectedComment) bool {
	quote, was := "", ""
	if n.Quote != nil {
		quote = n.Quote.Exact
	}
	if c.Exact != nil {
		was = *c.Exact
	}
	return unbroken(n.Body) == unbroken(c.Body) && unbroken(n.ProposedText) == unbroken(c.Proposed) && unbroken(quote) == unbroken(was) && slices.Equal(n.Attachments, c.files)
}

// says reports whether it says anything; of what was withdrawn or set aside nothing need be said again.
func (n CorrectedComment) says() bool {
	return strings.TrimSpace(n.Body) != "" || strings.TrimSpace(n.ProposedText) != "" || n.Quote != nil || n.Attachments != nil
}

// settled returns why a comment stays as it is, empty while it may be corrected.
func (c standing) settled() dossier.Code {
	switch {
	case c.Withdrawn != nil:
		return dossier.CodeWithdrawn
	case c.Ground != "":
		return dossier.CodeSetAside
	case c.Answer != "":
		return dossier.CodeAnsweredEarly
	}
	return ""
}

// numbered names the comment in a refusal.
func (c standing) numbered() map[string]string {
	return map[string]string{"number": strconv.Itoa(c.Number)}
}

// live reports whether something can become of the comment yet.
func (c standing) live() bool { return c.Withdrawn == nil && c.Ground == "" }

// found reports whether the comment is found by its words.
func (c standing) found() bool { return c.Withdrawn == nil && !dossier.AsideGround(c.Ground).Hides() }

// comment returns it as it was sent.
func (c standing) comment() dossier.NewComment {
	n := dossier.NewComment{Document: dossier.DocumentKind(c.Document), Provision: c.Provision, Kind: dossier.CommentKind(c.Kind), ProposedText: c.Proposed, Body: c.Body, Attachments: c.files}
	if c.Exact != nil {
		n.Quote = &dossier.Quote{Exact: *c.Exact, Prefix: *c.Prefix, Suffix: *c.Suffix}
	}
	return n
}

// revision is a transaction that revises a submission.
type revision struct {
	batch
	submission string
	receiptNo  string
	no         int // of the revision
	key        string
	hash       []byte
	comments   []standing
}

// revise runs f on a submission whose round is open, for whoever holds its secret,
// once for a key. Refused receipt_unknown, secret_wrong, came_as_letter, idempotency_key_required,
// idempotency_conflict, round_closed, submission_withdrawn, submission_erased, promise_pending while
// the log has not taken the submission in, or unavailable.
func (s *Store) revise(ctx context.Context, no, secret, key string, request any, f func(r *revision) error) (Revised, error) {
	kept, err := ledger.ParseReceiptNo(no)
	if err != nil {
		return Revised{}, dossier.Refuse(dossier.CodeReceiptUnknown).Because(err)
	}
	id, err := s.ownOf(ctx, kept, secret)
	if err != nil {
		return Revised{}, err
	}
	if key == "" || len(key) > 200 {
		return Revised{}, dossier.Refuse(dossier.CodeIdempotencyKey)
	}
	text, err := json.Marshal(request)
	if err != nil {
		return Revised{}, fmt.Errorf("revise submission: %w", err)
	}
	hash := sha256.Sum256(text)
	var out Revised
	err = s.transactBeside(ctx, func(tx *sqlx.Tx) error {
		r := revision{batch: batch{store: s, tx: inTransaction{s.intake, tx}}, submission: id, receiptNo: kept, key: key, hash: hash[:]}
		var err error
		out.At, out.Replayed, err = r.begin(ctx)
		if err == nil && !out.Replayed {
			err = f(&r)
		}
		if err != nil {
			return err
		}
		receipt, err := s.receiptOf(ctx, tx, id, textNow)
		if err != nil {
			return err
		}
		out.Receipt = receipt.bytes
		return nil
	})
	if err != nil {
		return Revised{}, fmt.Errorf("revise submission: %w", err)
	}
	return out, nil
}

// begin takes the locks, and tells whether the revision was made before, and when.
func (r *revision) begin(ctx context.Context) (time.Time, bool, error) {
	err := r.tx.GetContext(ctx, &r.round, `SELECT round FROM submissions WHERE id = $1`, r.submission)
	if err != nil {
		return time.Time{}, false, fmt.Errorf("find round: %w", err)
	}
	err = r.enter(ctx)
	if err != nil {
		return time.Time{}, false, err
	}
	at, again, err := r.known(ctx)
	if err != nil || again {
		return at, again, err
	}
	if !r.row.open() {
		return time.Time{}, false, dossier.Refuse(dossier.CodeRoundClosed)
	}
	return r.row.Now.UTC(), false, r.ready(ctx)
}

// known tells whether the revision was made before, and when.
func (r *revision) known(ctx context.Context) (time.Time, bool, error) {
	_, err := r.tx.ExecContext(ctx, `SELECT 1 FROM submissions WHERE id = $1 FOR NO KEY UPDATE`, r.submission)
	if err != nil {
		return time.Time{}, false, fmt.Errorf("lock submission: %w", err)
	}
	var known []struct {
		Key  string    `db:"idem_key"`
		Hash []byte    `db:"request_hash"`
		At   time.Time `db:"at"`
	}
	err = r.tx.SelectContext(ctx, &known, `SELECT idem_key, request_hash, at FROM revisions WHERE submission = $1 ORDER BY no`, r.submission)
	if err != nil {
		return time.Time{}, false, fmt.Errorf("read revisions: %w", err)
	}
	for _, k := range known {
		switch {
		case k.Key != r.key:
		case forgotten(k.Hash):
			return time.Time{}, false, dossier.Refuse(dossier.CodeErased)
		case !slices.Equal(k.Hash, r.hash):
			return time.Time{}, false, dossier.Refuse(dossier.CodeIdempotency)
		default:
			return k.At.UTC(), true, nil
		}
	}
	r.no = len(known) + 1
	return time.Time{}, false, nil
}

// ready reads what is revised; it refuses what the log has not taken in, and what is
// gone.
func (r *revision) ready(ctx context.Context) error {
	var due *time.Time
	err := r.tx.GetContext(ctx, &due, `SELECT max(due) FROM promises WHERE submission = $1 AND kept_at IS NULL`, r.submission)
	if err != nil {
		return fmt.Errorf("read promises: %w", err)
	}
	held, _, err := confirmationOf(ctx, r.tx, r.submission)
	if err != nil {
		return err
	}
	if held != nil && held.State != ConfirmationGiven {
		return dossier.Refuse(dossier.CodeUnconfirmed)
	}
	if due != nil {
		return dossier.Refuse(dossier.CodePromisePending, "due", due.UTC().Format(time.RFC3339))
	}
	var erased bool
	err = r.tx.GetContext(ctx, &erased, `SELECT erased_at IS NOT NULL FROM submissions WHERE id = $1`, r.submission)
	if err != nil {
		return fmt.Errorf("read whether it is erased: %w", err)
	}
	if erased {
		return dossier.Refuse(dossier.CodeErased)
	}
	err = r.read(ctx)
	if err == nil && !slices.ContainsFunc(r.comments, standing.live) {
		err = dossier.Refuse(dossier.CodeWithdrawn)
		if slices.ContainsFunc(r.comments, func(c standing) bool { return c.Withdrawn == nil }) {
			err = dossier.Refuse(dossier.CodeSetAside)
		}
	}
	return err
}

// read reads and locks the comments.
func (r *revision) read(ctx context.Context) error {
	err := r.tx.SelectContext(ctx, &r.comments, `
		SELECT c.id, c.no, c.number, c.document, coalesce(c.provision, '') AS provision, c.kind, coalesce(z.quote_exact, c.quote_exact) AS quote_exact, coalesce(z.quote_prefix, c.quote_prefix) AS quote_prefix,
			coalesce(z.quote_suffix, c.quote_suffix) AS quote_suffix, coalesce(z.proposed_text, c.proposed_text) AS proposed_text, coalesce(z.body, c.body) AS body,
			c.outcome, c.withdrawn_at, c.scan_sha256, c.covered, c.body AS read_body, c.proposed_text AS read_proposed, coalesce(c.quote_exact, '') AS read_exact,
			coalesce(c.set_aside, '') AS set_aside, coalesce((SELECT reasons FROM set_asides a WHERE a.comment = c.id AND a.decision = 'confirmed'), '') AS reasons,
			coalesce(n.outcome, '') AS answer, coalesce(n.reasons, '') AS answer_reasons, n.salt AS answer_salt
		FROM comments c LEFT JOIN sealed_comments z ON z.comment = c.id
		LEFT JOIN LATERAL (SELECT outcome, reasons, salt FROM answers WHERE comment = c.id ORDER BY version DESC LIMIT 1) n ON true WHERE c.submission = $1 ORDER BY c.no FOR NO KEY UPDATE OF c`, r.submission)
	if err != nil {
		return fmt.Errorf("read comments: %w", err)
	}
	var files []struct {
		Comment string `db:"comment"`
		ID      string `db:"id"`
		Hash    []byte `db:"sha256"`
	}
	err = r.tx.SelectContext(ctx, &files, `
		SELECT a.comment, f.id, f.sha256 FROM comment_attachments a JOIN attachments f ON f.id = a.attachment JOIN comments c ON c.id = a.comment
		WHERE c.submission = $1 ORDER BY c.no, a.no`, r.submission)
	if err != nil {
		return fmt.Errorf("read attachments: %w", err)
	}
	r.files = claimed{hashes: map[string]string{}, used: map[string]bool{}}
	for _, f := range files {
		i := slices.IndexFunc(r.comments, func(c standing) bool { return c.ID == f.Comment })
		r.comments[i].files = append(r.comments[i].files, f.ID)
		r.files.hashes[f.ID] = "sha256:" + hex.EncodeToString(f.Hash)
	}
	return nil
}

// by says who revises for the author, and why; the zero value: the author does.
type by struct{ person, reason *string }

// record writes what the revision was.
func (r *revision) record(ctx context.Context, kind ledger.Kind, comment *string, who by) error {
	_, err := r.tx.ExecContext(ctx, `INSERT INTO revisions (submission, no, kind, comment, idem_key, request_hash, at, by, reason) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
		r.submission, r.no, string(kind), comment, r.key, r.hash, r.row.Now, who.person, who.reason)
	if err != nil {
		return fmt.Errorf("record revision: %w", err)
	}
	return post(ctx, r.tx.tx, TopicRound, r.round, 0)
}

// leaf is a leaf of the log about the submission.
func (r *revision) leaf(kind ledger.Kind, seq int64) ledger.Leaf {
	return ledger.Leaf{Kind: kind, At: r.row.Now, Dossier: r.row.name(), Round: r.round, Submission: r.submission, Seq: seq}
}

func (r *revision) extend(ctx context.Context, leaves ...ledger.Leaf) error {
	entries := make([]entry, len(leaves))
	for i, l := range leaves {
		entries[i] = entry{leaf: l, subject: r.submission}
	}
	_, err := r.store.extend(ctx, r.tx, r.row.Log, r.row.Dossier, entries)
	return err
}

// Withdraw takes back a comment, or all of a submission, for whoever holds its
// secret, while the round is open. What it said is no longer shown to others; its
// number and its place in the log stay. Refused as revise says, and not_found for
// a comment of another submission.
func (s *Store) Withdraw(ctx context.Context, w Withdrawal) (Revised, error) {
	return s.revise(ctx, w.ReceiptNo, w.Secret, w.Key, struct{ Withdraw string }{w.Comment}, func(r *revision) error {
		var gone []string
		seq, comment := int64(0), (*string)(nil)
		for _, c := range r.comments {
			if w.Comment == "" && c.live() {
				gone = append(gone, c.ID)
			}
			if w.Comment == "" || c.ID != w.Comment {
				continue
			}
			switch {
			case c.Withdrawn != nil:
				return dossier.Refuse(dossier.CodeWithdrawn)
			case c.Ground != "":
				return dossier.Refuse(dossier.CodeSetAside)
			}
			gone, seq, comment = []string{c.ID}, c.No, &w.Comment
		}
		if gone == nil {
			return dossier.Refuse(dossier.CodeNotFound)
		}
		err := r.takeBack(ctx, gone)
		if err != nil {
			return err
		}
		err = r.record(ctx, ledger.Withdrawn, comment, by{})
		if err != nil {
			return err
		}
		if !slices.ContainsFunc(r.comments, func(c standing) bool { return c.live() && !slices.Contains(gone, c.ID) }) {
			err = r.tellCosigners(ctx, MailCosignOff)
			if err != nil {
				return err
			}
		}
		return r.extend(ctx, r.leaf(ledger.Withdrawn, seq))
	})
}

// takeBack gives comments the outcome of what is withdrawn, and counts them with it.
func (r *revision) takeBack(ctx context.Context, ids []string) error {
	err := countAs(ctx, r.tx, ids, outcomeWithdrawn, true)
	if err != nil {
		return err
	}
	_, err = r.tx.ExecContext(ctx, `
		UPDATE comments SET withdrawn_at = $3, outcome = $2, early = true, search_key = '' WHERE id = ANY($1)`, array(ids), outcomeWithdrawn, r.row.Now)
	if err != nil {
		return fmt.Errorf("withdraw comments: %w", err)
	}
	return reword(ctx, r.tx, ids)
}

// Correct has the comments of a submission say something else, for whoever holds
// its secret, while the round is open. One that was answered already stays as it is.
// What was said before keeps its covers. What comes back as it is read under them stays as it was
// sent, and where words that they cover stand in what is new they lie on these too.
// Refused as revise says, answered_already, submission_withdrawn or comment_set_aside with the
// comments of which that is so and which would say something else, comment_redacted where that is in more
// places than can be covered, comments_differ, or invalid with each field.
func (s *Store) Correct(ctx context.Context, c Correction) (Revised, error) {
	return s.revise(ctx, c.ReceiptNo, c.Secret, c.Key, c.Comments, func(r *revision) error {
		covers, err := r.readCovers(ctx)
		if err != nil {
			return err
		}
		texts, err := r.corrected(ctx, c.Comments, covers)
		if err != nil {
			return err
		}
		err = r.misquoted(ctx, texts)
		if err != nil {
			return err
		}
		carried, err := r.carry(covers, texts)
		if err != nil {
			return err
		}
		leaf, salts, err := ledger.SealSubmission(rand.Reader, r.leaf(ledger.Corrected, 0), r.receiptNo, r.contents(texts))
		if err != nil {
			return fmt.Errorf("seal correction: %w", err)
		}
		err = r.rewrite(ctx, texts, leaf, salts)
		if err != nil {
			return err
		}
		covered, err := r.cover(ctx, carried)
		if err != nil {
			return err
		}
		err = r.tellCosigners(ctx, MailCosignAgain)
		if err != nil {
			return err
		}
		err = r.record(ctx, ledger.Corrected, nil, by{})
		if err != nil {
			return err
		}
		leaves := []ledger.Leaf{leaf}
		for _, was := range r.comments {
			switch { // it is in the leaf with the others, and stays what it was
			case was.Withdrawn != nil:
				leaves = append(leaves, r.leaf(ledger.Withdrawn, was.No))
			case was.Ground != "":
				again := r.leaf(ledger.SetAside, was.No)
				again.Hash = asideHash(was.Ground, was.Why)
				leaves = append(leaves, again)
			case was.answered():
				again := r.leaf(ledger.Answered, was.No)
				again.Hash = answerHash(was.Salt, was.Answer, was.Reasons)
				leaves = append(leaves, again)
			}
		}
		return r.extend(ctx, append(leaves, covered...)...)
	})
}
