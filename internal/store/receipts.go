package store

import (
	"context"
	"crypto/subtle"
	"fmt"
	"math"
	"time"

	"github.com/rasprava/rasprava/internal/dossier"
	"github.com/rasprava/rasprava/internal/ledger"
)

// ReceiptView is what the number of a receipt shows to anybody: that it was
// received, and what became of each comment once that is public.
type ReceiptView struct {
	ReceiptNo    string
	Ref          dossier.Ref
	Title        string
	Round        string
	ReceivedAt   time.Time
	LegalAt      time.Time // when it was received, on the dossier's own clock
	Log          string
	Leaf         *int64 // of its reception; nil: promised, not in the log yet
	Corrected    *int64 // leaf of its last correction, which the receipt file proves; nil: it was not corrected
	Comments     []CommentState
	Revisions    []Revision // oldest first
	ErasedAt     *time.Time // on the dossier's own clock; nil: it is not erased
	Open         bool       // the round takes comments, and corrections
	Reported     bool       // the report on it is published
	Channel      dossier.Channel
	SentOn       string        // civil date; empty: it came through the system itself
	Unregistered bool          // it is of an organisation that is not in the register
	CollectedBy  string        // name of the organisation that collected it; empty: it came from its author
	ScanHash     string        // SHA-256 of what it came in, which the receipt covers, in hexadecimal; empty: it covers none
	Confirm      *Confirmation // nil: nothing had to be confirmed
}

// CommentState is what became of one comment; an empty Outcome: no public answer yet.
type CommentState struct {
	ID        string `db:"id"`
	No        int    `db:"no"`
	Number    int    `db:"number"` // in the round
	Document  string `db:"document"`
	Place     string `db:"provision"`
	Outcome   string `db:"outcome"`
	Withdrawn bool   `db:"withdrawn"` // by its author
	Covered   bool   `db:"covered"`   // something of it, or the name of its author, see Covers
	AsideView        // how it was set aside
	Reasons   string `db:"reasons"`
	ChangeNo  int    `db:"change_no"` // package that carries the change; 0: none
	SeenNo    int    `db:"seen_no"`   // first package from it on whose text is public; 0: none yet
	SeenAt    string `db:"seen_at"`   // the changed provision in it; empty: it is gone
	Covers    []Cover
}

// Receipt returns the public state of a receipt; refused receipt_unknown. The
// number may be written in any of its spellings.
func (s *Store) Receipt(ctx context.Context, no string) (ReceiptView, error) {
	kept, err := ledger.ParseReceiptNo(no)
	if err != nil {
		return ReceiptView{}, dossier.Refuse(dossier.CodeReceiptUnknown).Because(err)
	}
	var row struct {
		ID         string          `db:"id"`
		Ref        dossier.Ref     `db:"ref"`
		Title      string          `db:"title"`
		Round      string          `db:"round"`
		ReceivedAt time.Time       `db:"received_at"`
		LegalAt    time.Time       `db:"legal_at"`
		Origin     string          `db:"origin"`
		Leaf       *int64          `db:"n"`
		Corrected  *int64          `db:"corrected"`
		Open       bool            `db:"open"`
		Channel    dossier.Channel `db:"channel"`
		SentOn     string          `db:"sent_on"`
		Reported   bool            `db:"reported"`
		Foreign    bool            `db:"unregistered"`
		Collected  string          `db:"collected_by"`
		Scan       string          `db:"scan"`
		ErasedAt   *time.Time      `db:"erased_at"`
	}
	err = s.reads.GetContext(ctx, &row, `
		SELECT s.id, d.ref, d.title, s.round, s.received_at, `+receivedLegally+` AS legal_at, g.origin, l.n, l.corrected,
			r.status = 'open' AND clock_timestamp() < r.closes_at AS open,
			EXISTS (SELECT 1 FROM `+allReports+` p WHERE p.round = s.round) AS reported,
			s.channel, coalesce(s.sent_on::text, '') AS sent_on, s.unregistered, `+collectedBy+` AS collected_by,
			coalesce((SELECT encode(c.scan_sha256, 'hex') FROM comments c WHERE c.submission = s.id AND c.no = 1), '') AS scan,
			(SELECT e.legal_at FROM erasures e WHERE e.submission = s.id AND e.state = 'done') AS erased_at FROM submissions s
		JOIN rounds r ON r.id = s.round JOIN dossiers d ON d.id = r.dossier JOIN logs g ON g.id = s.log
		CROSS JOIN LATERAL (SELECT max(n) FILTER (WHERE kind <> 'corrected') AS n, max(n) FILTER (WHERE kind = 'corrected') AS corrected FROM log_leaves
			WHERE subject = s.id AND kind IN ('submission_received', 'submission_held', 'late_entry', 'corrected') AND log = s.log) l
		WHERE s.receipt_no = $1`, kept)
	if err != nil {
		if dossier.CodeOf(orNotFound(err)) == dossier.CodeNotFound {
			return ReceiptView{}, dossier.Refuse(dossier.CodeReceiptUnknown)
		}
		return ReceiptView{}, fmt.Errorf("read receipt: %w", err)
	}
	v := ReceiptView{ReceiptNo: kept, Ref: row.Ref, Title: row.Title, Round: row.Round, ReceivedAt: row.ReceivedAt.UTC(), LegalAt: row.LegalAt.UTC(), Log: row.Origin,
		Leaf: row.Leaf, Corrected: row.Corrected, Open: row.Open, Reported: row.Reported, ErasedAt: row.ErasedAt, Channel: row.Channel, SentOn: row.SentOn, Unregistered: row.Foreign, CollectedBy: row.Collected, ScanHash: row.Scan}
	err = s.reads.SelectContext(ctx, &v.Comments, `
		SELECT c.id, c.no, c.number, c.document, coalesce(c.provision, '') AS provision, c.withdrawn_at IS NOT NULL AS withdrawn, `+asideColumns+`,
			c.covered OR s.covered AS covered, coalesce(a.outcome, '') AS outcome, coalesce(a.reasons, '') AS reasons,
			coalesce(a.change_no, 0) AS change_no, coalesce(seen.no, 0) AS seen_no, coalesce(seen.id, '') AS seen_at
		FROM comments c JOIN submissions s ON s.id = c.submission JOIN rounds r ON r.id = c.round JOIN dossiers d ON d.id = r.dossier
		LEFT JOIN LATERAL (SELECT outcome, reasons, change_no, change_provision FROM answers WHERE comment = c.id AND c.withdrawn_at IS NULL AND (r.status = 'closed' OR early) ORDER BY version DESC LIMIT 1) a ON true
		`+wasSetAside+seenChange+`WHERE c.submission = $2 ORDER BY c.no`, false, row.ID)
	if err != nil {
		return ReceiptView{}, fmt.Errorf("read receipt: %w", err)
	}
	var covered []string
	for _, c := range v.Comments {
		if c.Covered {
			covered = append(covered, c.ID)
		}
	}
	covers, err := s.coversOf(ctx, covered)
	if err != nil {
		return ReceiptView{}, err
	}
	for i := range v.Comments {
		v.Comments[i].Covers = covers[v.Comments[i].ID]
	}
	v.Revisions, err = revisionsOf(ctx, s.reads, row.ID)
	if err != nil {
		return v, err
	}
	var content heldContent
	v.Confirm, content, err = confirmationOf(ctx, s.reads, row.ID)
	for i, c := range content.Comments {
		v.Comments = append(v.Comments, CommentState{ID: content.IDs[i], No: i + 1, Document: string(c.Document), Place: c.Provision})
	}
	return v, err
}

// Said is what a submission says, as far as whoever asks may read it.
type Said struct {
	Own          bool   // they sent it: nothing is left out
	AuthorKind   string `db:"author_kind"`
	Author       string `db:"author_name"` // empty: none was given, or it is not for them
	PublishName  bool   `db:"publish_name"`
	Email        string `db:"author_email"` // for the author alone
	Organisation string `db:"organisation"`
	Disowned     bool   `db:"disowned"` // whose name it was did not write it: others do not read it
	Comments     []SaidComment
	Signatories  []Signatory // organisations that signed it too, under an earlier text among them
	Cosigners    []Cosigner  // all that are asked to, for the author alone
}

// Awaited returns how many organisations have not said whether they sign.
func (s Said) Awaited() int {
	n := 0
	for _, c := range s.Cosigners {
		if c.State == CosignerAsked {
			n++
		}
	}
	return n
}

// SaidComment is one comment as it was sent.
type SaidComment struct {
	Withdrawn bool             `db:"withdrawn"` // by its author; others read nothing of it
	Hidden    bool             `db:"hidden"`    // others read nothing of it, for this or because of the ground on which it is set aside
	Contest   string           `db:"statement"` // what the author says against its being set aside, for themselves alone
	Earlier   []EarlierComment // what it said before it was corrected, for the author alone; oldest first

	Number   int    `db:"number"` // in the round
	Kind     string `db:"kind"`
	Quote    string `db:"quote_exact"`
	Body     string `db:"body"`
	Proposed string `db:"proposed_text"`
}

// Said returns what stands behind the number of a receipt: everything to whoever
// holds its secret or sent it while signed in, and to others what they hear of
// the round, with the names that are published; no comments where that is
// nothing. Refused receipt_unknown.
func (s *Store) Said(ctx context.Context, viewer, no, secret string) (Said, error) {
	kept, err := ledger.ParseReceiptNo(no)
	if err != nil {
		return Said{}, dossier.Refuse(dossier.CodeReceiptUnknown).Because(err)
	}
	var row struct {
		Said
		ID    string `db:"id"`
		Hash  []byte `db:"secret_hash"`
		Sent  bool   `db:"sent"`
		Heard bool   `db:"heard"`
		Named bool   `db:"named"`
		Open  bool   `db:"open"`
	}
	err = s.reads.GetContext(ctx, &row, `
		SELECT s.id, s.secret_hash, s.author_kind, s.author_name, s.publish_name AND r.names = 'by_choice' AS publish_name, s.author_email, coalesce(o.name, '') AS organisation, s.disowned_at IS NOT NULL AS disowned,
			NOT s.covered AS named, r.status = 'open' AND clock_timestamp() < r.closes_at AS open, coalesce(s.sent_by = nullif($2, '')::uuid, false) AS sent,
			(sees(nullif($2, '')::uuid, d) OR (d.rehearsal AND d.visibility = 'public'))
				AND (r.show_comments OR r.status = 'closed' OR insider(nullif($2, '')::uuid, d)) AS heard
		FROM submissions s JOIN rounds r ON r.id = s.round JOIN dossiers d ON d.id = r.dossier LEFT JOIN organisations o ON o.id = s.organisation
		WHERE s.receipt_no = $1`, kept, viewer)
	if err != nil {
		if dossier.CodeOf(orNotFound(err)) == dossier.CodeNotFound {
			return Said{}, dossier.Refuse(dossier.CodeReceiptUnknown)
		}
		return Said{}, fmt.Errorf("read submission: %w", err)
	}
	said := row.Said
	said.Own = row.Sent || secret != "" && subtle.ConstantTimeCompare(row.Hash, hashOf(secret)) == 1
	if !said.Own {
		said.Email = ""
		if !said.PublishName || said.Disowned {
			said.Author = ""
		}
		if said.Disowned {
			said.Organisation = ""
		}
		if !row.Heard {
			return Said{}, nil
		}
	}
	err = s.signers(ctx, &said, row.ID, row.Named, row.Open)
	if err != nil {
		return Said{}, err
	}
	err = s.reads.SelectContext(ctx, &said.Comments, `
		SELECT c.number, c.kind, c.withdrawn_at IS NOT NULL AS withdrawn, NOT `+readable+` AS hidden, CASE WHEN shown THEN coalesce(c.quote_exact, '') ELSE '' END AS quote_exact,
			CASE WHEN shown THEN c.body ELSE '' END AS body, CASE WHEN shown THEN c.proposed_text ELSE '' END AS proposed_text,
			CASE WHEN $2 THEN coalesce(sa.statement, '') ELSE '' END AS statement
		FROM comments c`+wasSetAside+`, LATERAL (SELECT $2 OR `+readable+` AS shown) x WHERE c.submission = $1 ORDER BY c.no`, row.ID, said.Own)
	if err != nil {
		return Said{}, fmt.Errorf("read submission: %w", err)
	}
	if said.Own && len(said.Comments) == 0 {
		_, content, err := confirmationOf(ctx, s.reads, row.ID)
		said.Comments = content.said()
		return said, err
	}
	if said.Own {
		err = earlierOf(ctx, s.reads, row.ID, said.Comments)
	}
	return said, err
}

// signers adds who signed a submission with its author, and, for the author, who is
// asked to.
func (s *Store) signers(ctx context.Context, said *Said, submission string, named, open bool) error {
	rows, err := cosignersOf(ctx, s.reads, submission)
	if err != nil || len(rows) == 0 {
		return err
	}
	if named {
		said.Signatories = signatories(rows)
	}
	if !said.Own {
		return nil
	}
	at, err := s.Now(ctx)
	for _, r := range rows {
		said.Cosigners = append(said.Cosigners, r.cosigner(at, open))
	}
	return err
}

// ReceiptFile returns the receipt file, with its salts and a proof in the
// present tree, to whoever holds the secret; refused receipt_unknown,
// secret_wrong, promise_pending while the log's promise is not kept, or
// unavailable when the log proves nothing for now.
func (s *Store) ReceiptFile(ctx context.Context, no, secret string) ([]byte, error) {
	return s.receiptFile(ctx, no, secret, textNow)
}

// ReceiptFileOf is [Store.ReceiptFile] for what the submission said from one of its
// revisions on until the next correction, 0: as it was received. Refused likewise, and
// not_found where that revision corrected nothing, or text_erased once what was
// said before a correction is erased.
func (s *Store) ReceiptFileOf(ctx context.Context, no, secret string, revision int) ([]byte, error) {
	if revision < 0 || revision > math.MaxInt32 {
		return nil, dossier.Refuse(dossier.CodeNotFound)
	}
	return s.receiptFile(ctx, no, secret, revision)
}

func (s *Store) receiptFile(ctx context.Context, no, secret string, text int) ([]byte, error) {
	_, id, err := s.heldBySecret(ctx, no, secret)
	if err != nil {
		return nil, err
	}
	r, err := s.receiptOf(ctx, s.db, id, text)
	if err != nil {
		return nil, err
	}
	if r.promise != nil {
		return nil, dossier.Refuse(dossier.CodePromisePending, "due", r.due.Format(time.RFC3339))
	}
	return r.bytes, nil
}

// PromiseFile returns the log's signed promise to take a submission in, to whoever
// holds the secret; refused as [Store.ReceiptFile] is, and not_found where nothing is
// promised any more.
func (s *Store) PromiseFile(ctx context.Context, no, secret string) ([]byte, error) {
	_, id, err := s.heldBySecret(ctx, no, secret)
	if err != nil {
		return nil, err
	}
	r, err := s.receiptOf(ctx, s.db, id, textNow)
	if err == nil && r.promise == nil {
		err = dossier.Refuse(dossier.CodeNotFound)
	}
	return r.promise, err
}

// SaidFile returns the words that the receipt of a submission seals, with their salts,
// to whoever holds the secret (see [ledger.FormatSaid]); refused receipt_unknown,
// secret_wrong, text_erased, or not_found while its address is not confirmed.
func (s *Store) SaidFile(ctx context.Context, no, secret string) ([]byte, error) {
	return s.saidFile(ctx, no, secret, textNow)
}

// SaidFileOf is [Store.SaidFile] for what [Store.ReceiptFileOf] gives the receipt of,
// and refused as both are.
func (s *Store) SaidFileOf(ctx context.Context, no, secret string, revision int) ([]byte, error) {
	if revision < 0 || revision > math.MaxInt32 {
		return nil, dossier.Refuse(dossier.CodeNotFound)
	}
	return s.saidFile(ctx, no, secret, revision)
}

func (s *Store) saidFile(ctx context.Context, no, secret string, text int) ([]byte, error) {
	_, id, err := s.heldBySecret(ctx, no, secret)
	if err != nil {
		return nil, err
	}
	stored, err := s.storedComments(ctx, []string{id})
	if err != nil {
		return nil, err
	}
	texts := stored[id]
	if len(texts) == 0 {
		return nil, dossier.Refuse(dossier.CodeNotFound)
	}
	nth := len(texts) - 1
	if text != textNow {
		nth, err = s.nthText(ctx, id, text)
		if err != nil {
			return nil, err
		}
	}
	if nth >= len(texts) { // what was said before is erased
		return nil, dossier.Refuse(dossier.CodeTextErased)
	}
	var said []ledger.SaidComment
	for _, c := range texts[nth] {
		if c.salt.Salt == nil {
			return nil, dossier.Refuse(dossier.CodeTextErased)
		}
		content, err := c.content.Bytes()
		if err != nil {
			return nil, fmt.Errorf("write what was said: %w", err)
		}
		said = append(said, ledger.SaidComment{Salt: *c.salt.Salt, Content: content})
	}
	return ledger.FormatSaid(said), nil
}

// nthText tells as which of its texts, from 0, a revision had a submission say what it
// said then; refused not_found where it wrote none.
func (s *Store) nthText(ctx context.Context, submission string, revision int) (int, error) {
	revisions, err := revisionsOf(ctx, s.db, submission)
	if err != nil {
		return 0, err
	}
	if revision > len(revisions) || revision > 0 && revisions[revision-1].Kind != string(ledger.Corrected) {
		return 0, dossier.Refuse(dossier.CodeNotFound)
	}
	nth := 0
	for _, r := range revisions[:revision] {
		if r.Kind == string(ledger.Corrected) {
			nth++
		}
	}
	return nth, nil
}

// HoldsSecret returns nil where the secret is that of the receipt; refused
// receipt_unknown or secret_wrong.
func (s *Store) HoldsSecret(ctx context.Context, no, secret string) error {
	kept, err := ledger.ParseReceiptNo(no)
	if err != nil {
		return dossier.Refuse(dossier.CodeReceiptUnknown).Because(err)
	}
	_, err = s.submissionOf(ctx, kept, secret)
	return err
}

// heldBySecret is submissionOf for a number in any of its spellings, which it returns
// as it is kept, with the id.
func (s *Store) heldBySecret(ctx context.Context, no, secret string) (string, string, error) {
	kept, err := ledger.ParseReceiptNo(no)
	if err != nil {
		return "", "", dossier.Refuse(dossier.CodeReceiptUnknown).Because(err)
	}
	id, err := s.submissionOf(ctx, kept, secret)
	return kept, id, err
}

// ownOf is submissionOf for what its author takes back or writes anew. The secret of
// what staff entered was in their hands before it was in its author's: it proves no
// author, and is refused as came_as_letter.
func (s *Store) ownOf(ctx context.Context, no, secret string) (string, error) {
	id, err := s.submissionOf(ctx, no, secret)
	if err != nil {
		return "", err
	}
	var channel dossier.Channel
	err = s.reads.GetContext(ctx, &channel, `SELECT channel FROM submissions WHERE id = $1`, id)
	if err != nil {
		return "", fmt.Errorf("read channel: %w", err)
	}
	if channel != dossier.OwnSite {
		return "", dossier.Refuse(dossier.CodeCameAsLetter)
	}
	return id, nil
}

// submissionOf returns the id of the submission behind a receipt to whoever
// holds its secret.
func (s *Store) submissionOf(ctx context.Context, no, secret string) (string, error) {
	var row struct {
		ID   string `db:"id"`
		Hash []byte `db:"secret_hash"`
	}
	err := s.reads.GetContext(ctx, &row, `SELECT id, secret_hash FROM submissions WHERE receipt_no = $1`, no)
	if err != nil {
		if dossier.CodeOf(orNotFound(err)) == dossier.CodeNotFound {
			return "", dossier.Refuse(dossier.CodeReceiptUnknown)
		}
		return "", fmt.Errorf("read receipt: %w", err)
	}
	if subtle.ConstantTimeCompare(row.Hash, hashOf(secret)) != 1 {
		return "", dossier.Refuse(dossier.CodeSecretWrong)
	}
	return row.ID, nil
}
