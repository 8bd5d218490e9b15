package store

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"slices"
	"time"

	"github.com/jmoiron/sqlx"

	"github.com/rasprava/rasprava/internal/dossier"
	"github.com/rasprava/rasprava/internal/ledger"
)

// roundLocks is the class of the advisory locks of rounds: intake holds a
// round's lock shared, closing holds it alone, so the cut is exact.
const roundLocks = 7001

// Delivery is one submission on its way into a round.
type Delivery struct {
	Round      string
	Key        string // of idempotency, within what the same source brings into the round
	Person     string // who is signed in; empty: nobody
	Submission dossier.Submission
	Collector  *Collector // who collected it; nil: it comes from its author
}

// Accepted is what the author gets: the proof, or, when the log cannot be signed
// for now, its signed promise, and then neither leaf nor receipt.
type Accepted struct {
	SubmissionID string
	ReceiptNo    string
	Secret       string // empty: repeated by nobody who is known, under a key that may be guessed
	ReceivedAt   time.Time
	Leaf         int64
	Comments     []string // ids
	Receipt      []byte
	Promise      []byte
	Replayed     bool
	ConfirmUntil *time.Time // its author must confirm the address before that; nil: it counts
}

// LateError says that a submission came after the end: it is acknowledged with
// a signed note and counted apart.
type LateError struct {
	ClosedAt time.Time
	Note     []byte
	Ref      dossier.Ref
	Round    int  // number of the round in the dossier
	Reported bool // its report is published
}

func (e *LateError) Error() string {
	return "refused: round closed at " + e.ClosedAt.Format(time.RFC3339)
}

// result is what became of one delivery of a batch.
type result struct {
	accepted Accepted
	err      error
}

// takeIn takes deliveries to one round into the record in one transaction and
// says what became of each: a bad one never fails the others. The error is of
// the whole: nothing was written. Where the log may not be signed, all is taken
// in once more, and promised.
func (s *Store) takeIn(ctx context.Context, round string, ds []Delivery) ([]result, error) {
	results, err := s.takeInto(ctx, round, ds, (*batch).prove, (*batch).acknowledgeLate)
	if unsignable(err) {
		return s.takeInto(ctx, round, ds, (*batch).promise, (*batch).acknowledgeLate)
	}
	return results, err
}

func (s *Store) takeInto(ctx context.Context, round string, ds []Delivery, acknowledge, late func(*batch, context.Context) error) ([]result, error) {
	var results []result
	err := s.transactOn(ctx, s.intake.db, func(tx *sqlx.Tx) error {
		results = make([]result, len(ds))
		b := batch{store: s, tx: inTransaction{s.intake, tx}, round: round, deliveries: ds, results: results, acknowledge: acknowledge, late: late}
		return b.run(ctx)
	})
	return results, err
}

// errTried ends a batch that was only tried.
var errTried = errors.New("only tried")

// TryIntake says of each delivery whether the round would take it in now, and takes
// none in: nil, or why not. The error is of the whole.
func (s *Store) TryIntake(ctx context.Context, round string, ds []Delivery) ([]error, error) {
	none := func(*batch, context.Context) error { return errTried }
	results, err := s.takeInto(ctx, round, ds, none, func(b *batch, _ context.Context) error {
		for _, i := range b.pending() {
			b.results[i].err = dossier.Refuse(dossier.CodeRoundClosed)
		}
		return errTried
	})
	if err != nil && !errors.Is(err, errTried) {
		return nil, err
	}
	problems := make([]error, len(ds))
	for i, r := range results {
		if !errors.Is(r.err, errAgain) {
			problems[i] = r.err
		}
	}
	return problems, nil
}

type roundRow struct {
	Dossier   string              `db:"dossier"`
	Ref       dossier.Ref         `db:"ref"`
	Log       string              `db:"log"`
	LogKey    string              `db:"log_key"`
	PackageNo int                 `db:"package_no"`
	Status    dossier.RoundStatus `db:"status"`
	Who       dossier.Admission   `db:"who"`
	ClosesAt  time.Time           `db:"closes_at"`
	ClosedAt  *time.Time          `db:"closed_at"`
	Now       time.Time           `db:"now"`
}

// name is the dossier as the log knows it: a rehearsal's link must not be read
// there.
func (r roundRow) name() string {
	if r.Log == rehearsalLog {
		return veil(r.LogKey)
	}
	return string(r.Ref)
}

// batch is one transaction of intake.
type batch struct {
	store      *Store
	tx         inTransaction
	round      string
	row        roundRow
	deliveries []Delivery
	results    []result

	acknowledge func(*batch, context.Context) error // puts the leaves into the log, or promises them
	late        func(*batch, context.Context) error // says what came after the end
	sealed      []sealed
	files       claimed

	entry     *Entry // by staff; nil: it came through the system
	scan      []byte // hash of what the entry came in; nil: there is no scan
	zone      *time.Location
	overdue   bool              // the entry is of what was sent in time, after the end
	confirmed map[string]string // e-mail addresses of who is signed in, where they were confirmed, by person
	waiting   map[string]int    // how many submissions wait at an address, in lower case, that somebody is to confirm
}

// sealed is a delivery that goes in.
type sealed struct {
	i        int // in deliveries
	id       string
	no       string
	hash     []byte
	org      *string
	comments []string
	wids     []*string
	leaf     ledger.Leaf
	salts    []ledger.Salt
	held     bool // until its author confirms the address

	cosigners []string // ids, of the organisations that its author asks to sign it too
}

func (b *batch) run(ctx context.Context) error {
	err := b.enter(ctx)
	if err != nil {
		return err
	}
	err = b.replay(ctx)
	if err != nil {
		return err
	}
	if !b.row.open() {
		return b.late(b, ctx)
	}
	err = b.seal(ctx)
	if err != nil {
		return err
	}
	if len(b.sealed) == 0 {
		return nil
	}
	return b.write(ctx)
}

// open reports whether the round takes comments, by the database's clock.
func (r roundRow) open() bool { return r.Status == dossier.RoundOpen && r.Now.Before(r.ClosesAt) }

// enter takes the round's lock, which closing takes alone, and reads the round.
func (b *batch) enter(ctx context.Context) error {
	lock, err := b.store.rounds.lock(ctx, b.tx, b.round)
	if err != nil {
		return err
	}
	_, err = b.tx.ExecContext(ctx, `SELECT pg_advisory_xact_lock_shared($1, $2)`, roundLocks, lock)
	if err != nil {
		return fmt.Errorf("lock round: %w", err)
	}
	// A statement of its own, so that it sees what was committed before the lock.
	err = b.tx.GetContext(ctx, &b.row, `
		SELECT r.dossier, d.ref, d.log, d.log_key, r.package_no, r.status, r.who, r.closes_at, r.closed_at, clock_timestamp() AS now
		FROM rounds r JOIN dossiers d ON d.id = r.dossier WHERE r.id = $1`, b.round)
	if err != nil {
		return fmt.Errorf("read round: %w", err)
	}
	return nil
}

// pending lists the deliveries that have no result yet.
func (b *batch) pending() []int {
	var is []int
	for i, r := range b.results {
		if r.err == nil && r.accepted.ReceiptNo == "" {
			is = append(is, i)
		}
	}
	return is
}

// seal checks what needs the record and prepares the leaves.
func (b *batch) seal(ctx context.Context) error {
	p, err := b.store.rounds.of(ctx, b.tx, version{b.round, b.row.Dossier, b.row.PackageNo})
	if err != nil {
		return err
	}
	err = b.claim(ctx, true)
	if err != nil {
		return err
	}
	err = b.readConfirmed(ctx)
	if err != nil {
		return err
	}
	err = b.countHeld(ctx)
	if err != nil {
		return err
	}
	for _, i := range b.pending() {
		d := b.deliveries[i]
		one := sealed{i: i, id: newID(), hash: d.requestHash(), held: b.held(d)}
		problem, err := b.admit(ctx, d, p, &one)
		if err != nil {
			return err
		}
		if problem == nil && one.held && b.full(d) {
			problem = dossier.Refuse(dossier.CodeAddressFull, "limit", fmt.Sprint(mostHeld))
		}
		if problem != nil {
			b.results[i].err = problem
			continue
		}
		one.no, err = ledger.NewReceiptNo(rand.Reader)
		if err != nil {
			return fmt.Errorf("make receipt number: %w", err)
		}
		contents := make([]ledger.CommentContent, len(d.Submission.Comments))
		for n, c := range d.Submission.Comments {
			contents[n] = b.files.contentOf(c)
		}
		if b.scan != nil {
			contents[0] = withScan(contents[0], b.scan)
		}
		b.files.use(d.Submission)
		for range d.Submission.Cosigners {
			one.cosigners = append(one.cosigners, newID())
		}
		kind := ledger.SubmissionReceived
		if b.overdue {
			kind = ledger.LateEntry
		}
		if one.held {
			kind = ledger.SubmissionHeld
		}
		leaf := ledger.Leaf{Kind: kind, At: b.row.Now, Dossier: b.row.name(), Round: b.round, Submission: one.id}
		one.leaf, one.salts, err = ledger.SealSubmission(rand.Reader, leaf, one.no, contents)
		if err != nil {
			return fmt.Errorf("seal submission: %w", err)
		}
		b.sealed = append(b.sealed, one)
	}
	return nil
}

func contentOf(c dossier.NewComment) ledger.CommentContent {
	out := ledger.CommentContent{Document: string(c.Document), Provision: c.Provision, Kind: string(c.Kind), Body: c.Body, ProposedText: c.ProposedText}
	if c.Quote != nil {
		out.Quote = ledger.Quote{Exact: c.Quote.Exact, Prefix: c.Quote.Prefix, Suffix: c.Quote.Suffix}
	}
	return out
}

// admit says whether a delivery may go in: whether its author may comment
// here, and whether its comments point at something.
func (b *batch) admit(ctx context.Context, d Delivery, p places, one *sealed) (*dossier.Problem, error) {
	var fields []dossier.Field
	if b.row.Who == dossier.WithAccount && d.Person == "" {
		return dossier.Refuse(dossier.CodeAccountRequired), nil
	}
	if b.held(d) && d.Submission.Author.Email == "" {
		fields = append(fields, dossier.Field{Name: "author.email", Code: dossier.CodeEmailRequired})
	}
	if d.Submission.Author.Kind == dossier.Organisation {
		if b.entry != nil {
			return b.named(ctx, d, p, one)
		}
		if d.Person == "" {
			return dossier.Refuse(dossier.CodeAccountOfBody), nil
		}
		a, err := actor(ctx, b.tx, d.Person)
		if err != nil {
			return nil, err
		}
		if !a.SpeaksFor(d.Submission.Author.Organisation, dossier.Day(b.row.Now, belgrade)) {
			return dossier.Refuse(dossier.CodeMandateMissing), nil
		}
		var org string
		err = b.tx.GetContext(ctx, &org, `SELECT id FROM organisations WHERE register_no = $1`, d.Submission.Author.Organisation)
		if err != nil {
			return nil, fmt.Errorf("find organisation: %w", err)
		}
		one.org = &org
	}
	for n, c := range d.Submission.Comments {
		if !slices.Contains(p.documents, string(c.Document)) {
			fields = append(fields, dossier.Field{Name: fmt.Sprintf("comments[%d].document", n), Code: dossier.CodeDocumentUnknown})
		}
		var wid *string
		if c.Provision != "" {
			w, ok := p.wids[c.Provision]
			if !ok || c.Document != dossier.ActDocument {
				fields = append(fields, dossier.Field{Name: fmt.Sprintf("comments[%d].provision", n), Code: dossier.CodeProvisionUnknown})
			}
			wid = &w
		}
		for k, id := range c.Attachments {
			if !b.files.has(id) || slices.Contains(c.Attachments[:k], id) {
				fields = append(fields, dossier.Field{Name: fmt.Sprintf("comments[%d].attachments[%d]", n, k), Code: dossier.CodeAttachmentUnknown})
			}
		}
		one.comments = append(one.comments, newID())
		one.wids = append(one.wids, wid)
	}
	misquoted, err := b.store.rounds.misquoted(ctx, b.tx, version{b.round, b.row.Dossier, b.row.PackageNo}, d.Submission.Comments, nil)
	if err != nil {
		return nil, err
	}
	fields = append(fields, misquoted...)
	if fields != nil {
		return &dossier.Problem{Code: dossier.CodeInvalid, Fields: fields}, nil
	}
	return nil, nil
}

// acknowledgeLate signs a note for each delivery that came after the end. It is given
// again to who sends the same again, until it is forgotten with its salt (forgetLate).
func (b *batch) acknowledgeLate(ctx context.Context) error {
	closed := b.row.ClosesAt
	if b.row.ClosedAt != nil && b.row.ClosedAt.Before(closed) {
		closed = *b.row.ClosedAt
	}
	signer := b.store.keys.atHand(b.row.Log)
	err := b.claim(ctx, false)
	if err != nil {
		return err
	}
	var round struct {
		No       int  `db:"no"`
		Reported bool `db:"reported"`
	}
	err = b.tx.GetContext(ctx, &round, `SELECT no, EXISTS (SELECT 1 FROM reports WHERE round = rounds.id) AS reported FROM rounds WHERE id = $1`, b.round)
	if err != nil {
		return fmt.Errorf("read report of the round: %w", err)
	}
	for _, i := range b.pending() {
		d := b.deliveries[i]
		contents := make([]ledger.CommentContent, len(d.Submission.Comments))
		for n, c := range d.Submission.Comments {
			contents[n] = b.files.contentOf(c)
		}
		salt, err := ledger.NewSalt(rand.Reader)
		if err != nil {
			return err
		}
		hash, err := ledger.CommitContents(salt, contents)
		if err != nil {
			return fmt.Errorf("hash late submission: %w", err)
		}
		id := newID()
		note, err := signer.SignLateNote(ledger.LateNote{Origin: signer.Origin(), Round: b.round, Submission: id, Hash: hash, Salt: &salt,
			ReceivedAt: b.row.Now, ClosedAt: closed})
		if err != nil {
			return fmt.Errorf("sign late note: %w", err)
		}
		var kept struct {
			Note string `db:"note"`
			Hash []byte `db:"request_hash"`
		}
		err = b.tx.GetContext(ctx, &kept, `
			INSERT INTO late_notes AS l (id, round, idem_key, request_hash, arrived_at, note) VALUES ($1, $2, $3, $4, $5, $6)
			ON CONFLICT (round, idem_key) DO UPDATE SET note = l.note RETURNING note, request_hash`,
			id, b.round, d.Key, d.requestHash(), b.row.Now, string(note))
		if err != nil {
			return fmt.Errorf("keep late note: %w", err)
		}
		if string(kept.Hash) != string(d.requestHash()) {
			b.results[i].err = dossier.Refuse(dossier.CodeIdempotency)
			continue
		}
		b.results[i].err = &LateError{ClosedAt: closed.UTC(), Note: []byte(kept.Note), Ref: b.row.Ref, Round: round.No, Reported: round.Reported}
	}
	return nil
}
