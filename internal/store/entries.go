package store

import (
	"context"
	"encoding/hex"
	"errors"
	"fmt"
	"strings"
	"time"

	"github.com/jmoiron/sqlx"

	"github.com/rasprava/rasprava/internal/dossier"
	"github.com/rasprava/rasprava/internal/ledger"
)

// Entry is a submission that came by another way than through the system, as
// whoever handles the round enters it.
type Entry struct {
	Round      string
	Key        string // of idempotency, within the round
	Channel    dossier.Channel
	SentOn     string // civil date on which it counts as sent: of posting, of sending, of the hearing
	ArrivedOn  string // civil date on which it arrived; empty: it is not known, or is SentOn
	Scan       string // id of a fresh attachment, a PDF or a picture, or of the scan of another entry of the round
	ScanPublic bool   // everybody who hears of the comments may see it; else only who handles the round
	Submission dossier.Submission
}

// Enter takes in what came by another way, and answers as for any submission. It
// stands in every list like the others. After the end of its round, and until the
// closing is final, what was sent in time still is taken in, as a late entry.
// Refused as Intake.Submit says, closing_final, or as who answers comments is; for
// its fields sent_too_early, sent_too_late, sent_in_future, arrived_too_early,
// arrives_later, scan_required, attachment_unknown and scan_kind.
func (s *Store) Enter(ctx context.Context, person string, e Entry) (Accepted, error) {
	err := e.check()
	if err != nil {
		return Accepted{}, err
	}
	if Unregistered(e.Submission.Author) {
		e.Submission.Author.PublishName = true // organisations are named always
	}
	out, err := s.enterWith(ctx, person, e, (*batch).prove)
	if unsignable(err) {
		out, err = s.enterWith(ctx, person, e, (*batch).promise)
	}
	if err != nil {
		return Accepted{}, fmt.Errorf("enter submission: %w", err)
	}
	return out, nil
}

func (s *Store) enterWith(ctx context.Context, person string, e Entry, acknowledge func(*batch, context.Context) error) (Accepted, error) {
	var out Accepted
	err := s.transactBeside(ctx, func(tx *sqlx.Tx) error {
		b := batch{store: s, tx: inTransaction{s.intake, tx}, round: e.Round, entry: &e, results: make([]result, 1), acknowledge: acknowledge,
			deliveries: []Delivery{{Round: e.Round, Key: e.Key, Person: person, Submission: e.Submission}}}
		err := b.enterBy(ctx, person)
		if err != nil {
			return err
		}
		err = b.replay(ctx)
		if err != nil {
			return err
		}
		if len(b.pending()) > 0 {
			err = b.takeEntry(ctx, person)
			if err != nil {
				return err
			}
		}
		out = b.results[0].accepted
		return b.results[0].err
	})
	return out, err
}

func (e Entry) check() error {
	if e.Key == "" || len(e.Key) > 200 {
		return dossier.Refuse(dossier.CodeIdempotencyKey)
	}
	fields := whenSent{e.Channel, e.SentOn, e.ArrivedOn}.check()
	switch {
	case e.Scan == "":
		fields = append(fields, dossier.Field{Name: "scan", Code: dossier.CodeScanRequired})
	case !isUUID(e.Scan):
		fields = append(fields, dossier.Field{Name: "scan", Code: dossier.CodeAttachmentUnknown})
	}
	var p *dossier.Problem
	if errors.As(checked(e.Submission).Check(), &p) {
		fields = append(fields, p.Fields...)
	}
	if fields != nil {
		return &dossier.Problem{Code: dossier.CodeInvalid, Fields: fields}
	}
	return nil
}

// Unregistered reports whether an author is an organisation that is known by its name
// alone, because it is not in the register here.
func Unregistered(a dossier.Author) bool {
	return a.Kind == dossier.Organisation && a.Organisation == "" && strings.TrimSpace(a.Name) != ""
}

// checked returns a submission as its fields are checked: of an organisation that is
// not in the register its name is asked for as anybody's.
func checked(s dossier.Submission) dossier.Submission {
	if Unregistered(s.Author) {
		s.Author.Kind = dossier.Citizen
	}
	return s
}

// whenSent is by which way something came, and on which civil days it was sent and
// arrived.
type whenSent struct {
	channel         dossier.Channel
	sent, arrivedOn string // the second may be empty
}

func (w whenSent) check() []dossier.Field {
	var fields []dossier.Field
	if !w.channel.Valid() {
		fields = append(fields, dossier.Field{Name: "channel", Code: dossier.CodeChannelUnknown})
	}
	_, err := time.Parse(time.DateOnly, w.sent)
	if err != nil {
		fields = append(fields, dossier.Field{Name: "sent_on", Code: dossier.CodeDateInvalid})
	}
	if w.arrivedOn == "" {
		return fields
	}
	_, wrong := time.Parse(time.DateOnly, w.arrivedOn)
	switch {
	case wrong != nil:
		fields = append(fields, dossier.Field{Name: "arrived_on", Code: dossier.CodeDateInvalid})
	case err == nil && w.arrivedOn < w.sent:
		fields = append(fields, dossier.Field{Name: "arrived_on", Code: dossier.CodeArrivedEarly, Params: map[string]string{"sent": w.sent}})
	}
	return fields
}

// span is between which civil days something must have been sent to count.
type span struct {
	first, last, today string
	final              bool // nothing is entered any more
}

// span reads it of the batch's round.
func (b *batch) span(ctx context.Context) (span, error) {
	var r struct {
		Final   bool      `db:"final"`
		Opens   time.Time `db:"opens"`
		Closes  time.Time `db:"closes"`
		Present time.Time `db:"present"`
	}
	err := b.tx.GetContext(ctx, &r, `
		SELECT o.final_at IS NOT NULL AS final, `+legalOpens+` AS opens, `+legalCloses+` AS closes, `+legalNow+` AS present
		FROM rounds o JOIN dossiers d ON d.id = o.dossier JOIN stage_runs s ON s.dossier = o.dossier AND s.no = o.stage_no WHERE o.id = $1`, b.round)
	if err != nil {
		return span{}, fmt.Errorf("read the end of the round: %w", err)
	}
	day := func(at time.Time) string { return dossier.Day(at, b.zone) }
	return span{day(r.Opens), day(r.Closes.Add(-time.Nanosecond)), day(r.Present), r.Final}, nil
}

// holds refuses what was not sent within the round, or is still to come.
func (s span) holds(w whenSent) error {
	var fields []dossier.Field
	switch {
	case w.sent > s.last:
		fields = append(fields, dossier.Field{Name: "sent_on", Code: dossier.CodeSentTooLate, Params: map[string]string{"due": s.last}})
	case w.sent < s.first:
		fields = append(fields, dossier.Field{Name: "sent_on", Code: dossier.CodeSentTooEarly, Params: map[string]string{"since": s.first}})
	case w.sent > s.today:
		fields = append(fields, dossier.Field{Name: "sent_on", Code: dossier.CodeSentInFuture})
	}
	if w.arrivedOn > s.today {
		fields = append(fields, dossier.Field{Name: "arrived_on", Code: dossier.CodeArrivesLater})
	}
	if fields == nil {
		return nil
	}
	return &dossier.Problem{Code: dossier.CodeInvalid, Fields: fields}
}

// enterBy takes the round's lock, and asks whether the person handles it.
func (b *batch) enterBy(ctx context.Context, person string) error {
	err := b.enter(ctx)
	if err != nil {
		return err
	}
	f, err := read(ctx, b.tx, b.row.Ref, b.row.Now)
	if err != nil {
		return err
	}
	_, err = f.may(ctx, b.tx.tx, person, dossier.AnswerComm)
	if err != nil {
		return err
	}
	b.zone = zoneOf(f.Def)
	return nil
}

// takeEntry takes the entry in, timely or late.
func (b *batch) takeEntry(ctx context.Context, person string) error {
	late := !b.row.open()
	within, err := b.span(ctx)
	if err != nil {
		return err
	}
	if within.final {
		return dossier.Refuse(dossier.CodeClosingFinal)
	}
	err = within.holds(whenSent{b.entry.Channel, b.entry.SentOn, b.entry.ArrivedOn})
	if err != nil {
		return err
	}
	b.row.Who = dossier.Anyone // it is not they who are signed in
	b.overdue = late
	b.scan, err = b.findScan(ctx, b.entry.Scan)
	if err != nil {
		return err
	}
	err = b.seal(ctx)
	if err != nil || len(b.sealed) == 0 {
		return err
	}
	one := b.sealed[0]
	err = b.keepScan(ctx, b.entry.Scan)
	if err != nil {
		return err
	}
	if late && b.row.Status == dossier.RoundClosed {
		_, err = b.tx.ExecContext(ctx, `UPDATE rounds SET submissions = submissions + 1, comments = comments + $2 WHERE id = $1`, b.round, len(one.comments))
		if err != nil {
			return fmt.Errorf("count late entry: %w", err)
		}
	}
	err = b.write(ctx)
	if err != nil {
		return err
	}
	// The row is our own: nobody waits for it.
	_, err = b.tx.ExecContext(ctx, `UPDATE submissions SET channel = $2, sent_on = $3::date, arrived_on = nullif($4, '')::date,
			scan = $5, scan_public = `+scanOpen("$6", "$5")+`, entered_by = $7, sent_by = NULL WHERE id = $1`,
		one.id, string(b.entry.Channel), b.entry.SentOn, b.entry.ArrivedOn, b.entry.Scan, b.entry.ScanPublic, person)
	if err != nil {
		return fmt.Errorf("write entry: %w", err)
	}
	return b.sealScan(ctx, one.id)
}

// sealScan puts down which scan the commitment to the first comment covers.
func (b *batch) sealScan(ctx context.Context, submission string) error {
	_, err := b.tx.ExecContext(ctx, `UPDATE comments SET scan_sha256 = $2 WHERE submission = $1 AND no = 1 AND scan_sha256 IS DISTINCT FROM $2`, submission, b.scan)
	if err != nil {
		return fmt.Errorf("seal scan: %w", err)
	}
	return nil
}

// withScan returns what the commitment to the first comment of an entry covers: its
// scan stands behind the files of the comment.
func withScan(c ledger.CommentContent, hash []byte) ledger.CommentContent {
	c.Attachments = append(c.Attachments, "sha256:"+hex.EncodeToString(hash))
	return c
}

// DeclareFinal puts down that everything that was sent in time is in, and, where no
// file of the national portal was brought, that it has no comments: the closing is
// final from then on, by nothing else, and nothing is entered into the round. Where
// the report had to be published before, the one on everything follows it. Asked
// again, it does nothing. Refused round_not_closed, portal_undeclared where nothing
// is said of the portal, portal_differs and portal_file_early while the record and
// the portal do not say the same, confirmations_open while addresses may still be
// confirmed, or as who answers comments is.
func (s *Store) DeclareFinal(ctx context.Context, person, round string, noPortal bool) error {
	err := s.transact(ctx, func(tx *sqlx.Tx) error {
		err := lockAlone(ctx, tx, round)
		if err != nil {
			return err
		}
		var r struct {
			Ref    dossier.Ref         `db:"ref"`
			Status dossier.RoundStatus `db:"status"`
			Now    time.Time           `db:"now"`
		}
		err = tx.GetContext(ctx, &r, `SELECT d.ref, r.status, clock_timestamp() AS now FROM rounds r JOIN dossiers d ON d.id = r.dossier WHERE r.id = $1`, round)
		if err != nil {
			return fmt.Errorf("read round: %w", err)
		}
		f, err := read(ctx, tx, r.Ref, r.Now)
		if err != nil {
			return err
		}
		_, err = f.may(ctx, tx, person, dossier.AnswerComm)
		if err != nil {
			return err
		}
		if r.Status != dossier.RoundClosed {
			return dossier.Refuse(dossier.CodeRoundNotClosed)
		}
		final, err := isFinal(ctx, tx, round)
		if err != nil || final {
			return err
		}
		brought, err := reconciled(ctx, tx, round)
		if err != nil {
			return err
		}
		if !brought && !noPortal {
			return dossier.Refuse(dossier.CodePortalUndeclared)
		}
		err = mayStillConfirm(ctx, tx, round)
		if err != nil {
			return err
		}
		err = f.closeForGood(ctx, tx, round, person, !brought)
		if err != nil {
			return err
		}
		err = f.reportAgain(ctx, tx, round)
		if err != nil {
			return err
		}
		return s.appendPut(ctx, tx, f)
	})
	if err != nil {
		return fmt.Errorf("declare round %s final: %w", round, err)
	}
	return nil
}

// lockAlone takes a round's lock for oneself: what is being entered has committed.
func lockAlone(ctx context.Context, tx *sqlx.Tx, round string) error {
	return lockIn(ctx, tx, roundLocks, round)
}

// lockIn takes, for oneself, the lock of a class that is a round's.
func lockIn(ctx context.Context, tx *sqlx.Tx, class int, round string) error {
	var lock int32
	err := tx.GetContext(ctx, &lock, `SELECT lock::integer FROM rounds WHERE id = $1`, round)
	if err != nil {
		return orNotFound(err)
	}
	_, err = tx.ExecContext(ctx, `SELECT pg_advisory_xact_lock($1, $2)`, class, lock)
	if err != nil {
		return fmt.Errorf("lock round: %w", err)
	}
	return nil
}

// closeForGood makes the closing of a round final: with the counts of everything
// that was sent in time. The caller holds the round's lock alone.
func (f *file) closeForGood(ctx context.Context, tx *sqlx.Tx, round, person string, noPortal bool) error {
	var n struct {
		Submissions int64 `db:"submissions"`
		Comments    int64 `db:"comments"`
	}
	err := tx.GetContext(ctx, &n, `
		UPDATE rounds SET final_at = clock_timestamp(), final_by = $2, portal_none = $3, final_legal_at = $4 WHERE id = $1 AND status = 'closed' AND final_at IS NULL
		RETURNING submissions, comments`, round, person, noPortal, f.legal())
	if err != nil {
		return fmt.Errorf("close round for good: %w", err)
	}
	counts := map[string]int64{"comments": n.Comments, "submissions": n.Submissions}
	_, _, held, err := stillHeld(ctx, tx, round)
	if err != nil {
		return err
	}
	if held > 0 {
		counts["unconfirmed"] = held
	}
	f.put(round, ledger.Leaf{Kind: ledger.RoundClosed, At: f.At, Dossier: string(f.Ref), Round: round, Counts: counts})
	return nil
}

// named admits what staff entered for an organisation; nobody signs in for it. It is
// known by its number in the register, or, where none is given, by its name. The
// portal may give a number that is not in the register here.
func (b *batch) named(ctx context.Context, d Delivery, p places, one *sealed) (*dossier.Problem, error) {
	a := d.Submission.Author
	org, err := findOrganisation(ctx, b.tx, a.Organisation)
	if err != nil {
		return nil, err
	}
	if org == nil && !Unregistered(a) && (b.entry.Channel != dossier.Portal || strings.TrimSpace(a.Name) == "") {
		return &dossier.Problem{Code: dossier.CodeInvalid, Fields: []dossier.Field{{Name: "author.organisation", Code: dossier.CodeOrganisation}}}, nil
	}
	d.Submission.Author.Kind = dossier.Citizen // what else is asked is asked of anybody
	problem, err := b.admit(ctx, d, p, one)
	one.org = org
	return problem, err
}

// findOrganisation returns the id of an organisation by its number in the register;
// nil: there is none.
func findOrganisation(ctx context.Context, q sqlx.QueryerContext, no string) (*string, error) {
	var orgs []string
	err := sqlx.SelectContext(ctx, q, &orgs, `SELECT id FROM organisations WHERE register_no = $1`, no)
	if err != nil {
		return nil, fmt.Errorf("find organisation: %w", err)
	}
	if len(orgs) == 0 {
		return nil, nil
	}
	return &orgs[0], nil
}
