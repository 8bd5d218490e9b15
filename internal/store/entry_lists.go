package store

import (
	"context"
	"fmt"
	"slices"
	"time"

	"github.com/jmoiron/sqlx"

	"github.com/rasprava/rasprava/internal/dossier"
	"github.com/rasprava/rasprava/internal/ledger"
)

// EntryView is a submission that staff entered, as those see it who handle the
// round.
type EntryView struct {
	ID           string          `db:"id"`
	ReceiptNo    string          `db:"receipt_no"`
	Channel      dossier.Channel `db:"channel"`
	SentOn       string          `db:"sent_on"`
	ArrivedOn    string          `db:"arrived_on"` // empty: not said
	AuthorKind   string          `db:"author_kind"`
	Author       string          `db:"author_name"`
	PublishName  bool            `db:"publish_name"`
	Organisation string          `db:"organisation"` // name; empty: it is not one's
	RegisterNo   string          `db:"register_no"`  // of the organisation
	Unregistered bool            `db:"unregistered"` // Author is the name of an organisation that is not in the register
	EnteredBy    string          `db:"entered_by"`   // name
	EnteredAt    time.Time       `db:"received_at"`
	Late         bool            `db:"late"` // after the end of the round
	Comments     int             `db:"comments"`
	Number       int             `db:"number"`      // in the round, of the first comment
	Corrections  int             `db:"corrections"` // by staff
	ScanID       string          `db:"scan"`        // empty: there is none
	ScanPublic   bool            `db:"scan_public"` // everybody may see it while nothing it shows is covered, hidden or withdrawn
	ScanShown    bool            `db:"scan_shown"`  // everybody who hears of the comments sees it
	ScanBeside   int             `db:"beside"`      // how many other entries came in it
	ScanClosedAt *time.Time      `db:"closed_at"`   // on the dossier's own clock; nil: nobody closed it
	ScanClosedBy string          `db:"closed_by"`   // name
	Scan         *Attachment     `db:"-"`
}

const entryView = `
	SELECT s.id, s.receipt_no, s.channel, s.sent_on::text AS sent_on, coalesce(s.arrived_on::text, '') AS arrived_on, s.author_kind, s.author_name,
		s.publish_name, coalesce(o.name, '') AS organisation, coalesce(o.register_no, '') AS register_no, s.unregistered, p.name AS entered_by, s.received_at, s.received_at >= coalesce(least(r.closed_at, r.closes_at), r.closes_at) AS late,
		(SELECT count(*) FROM comments c WHERE c.submission = s.id) AS comments, (SELECT min(c.number) FROM comments c WHERE c.submission = s.id) AS number,
		(SELECT count(*) FROM revisions v WHERE v.submission = s.id AND v.by IS NOT NULL) AS corrections, coalesce(s.scan::text, '') AS scan, s.scan_public,
		` + scanShown + ` AS scan_shown, (SELECT count(*) FROM submissions o WHERE o.scan = s.scan AND o.id <> s.id) AS beside, k.legal_at AS closed_at, coalesce(q.name, '') AS closed_by
	FROM submissions s JOIN rounds r ON r.id = s.round JOIN persons p ON p.id = s.entered_by LEFT JOIN organisations o ON o.id = s.organisation
	LEFT JOIN closed_scans k ON k.scan = s.scan LEFT JOIN persons q ON q.id = k.person
	WHERE s.channel <> 'web'`

// handles returns nil where the person answers the comments of the dossier of a
// round; refused otherwise, as who does not see it is.
func (s *Store) handles(ctx context.Context, person, round string) error {
	return s.transact(ctx, func(tx *sqlx.Tx) error {
		_, err := handling(ctx, tx, person, round)
		return err
	})
}

// handling is handles within a transaction, and returns the dossier.
func handling(ctx context.Context, tx *sqlx.Tx, person, round string) (*file, error) {
	var r struct {
		Ref dossier.Ref `db:"ref"`
		Now time.Time   `db:"now"`
	}
	err := tx.GetContext(ctx, &r, `SELECT d.ref, clock_timestamp() AS now FROM rounds r JOIN dossiers d ON d.id = r.dossier WHERE r.id = $1`, round)
	if err != nil {
		return nil, fmt.Errorf("read round: %w", orNotFound(err))
	}
	f, err := read(ctx, tx, r.Ref, r.Now)
	if err != nil {
		return nil, err
	}
	_, err = f.may(ctx, tx, person, dossier.AnswerComm)
	return f, err
}

// Entries lists what staff entered into a round, the newest first, and where the
// list goes on. Refused as who answers comments is.
func (s *Store) Entries(ctx context.Context, person, round string, p Page) ([]EntryView, string, error) {
	limit, err := p.limit()
	if err != nil {
		return nil, "", err
	}
	after, err := p.place()
	if err != nil {
		return nil, "", err
	}
	err = s.handles(ctx, person, round)
	if err != nil {
		return nil, "", fmt.Errorf("list entries: %w", err)
	}
	rows := []EntryView{}
	err = s.reads.SelectContext(ctx, &rows, entryView+` AND s.round = $1 AND ($2 = '' OR s.id < nullif($2, '')::uuid) ORDER BY s.id DESC LIMIT $3`, round, after.ID, limit+1)
	if unreadable(err) {
		return nil, "", dossier.Refuse(dossier.CodeCursorInvalid).Because(err)
	}
	if err != nil {
		return nil, "", fmt.Errorf("list entries: %w", err)
	}
	next := ""
	if len(rows) > limit {
		rows = rows[:limit]
		next = cursor{Key: byID, ID: rows[limit-1].ID}.String()
	}
	return rows, next, s.withScans(ctx, rows)
}

func (s *Store) withScans(ctx context.Context, rows []EntryView) error {
	var ids []string
	for _, r := range rows {
		if r.ScanID != "" {
			ids = append(ids, r.ScanID)
		}
	}
	if ids == nil {
		return nil
	}
	var found []Attachment
	err := s.reads.SelectContext(ctx, &found, `SELECT `+attachmentColumns+` FROM attachments f WHERE f.id = ANY($1)`, array(ids))
	if err != nil {
		return fmt.Errorf("read scans: %w", err)
	}
	for i := range rows {
		if k := slices.IndexFunc(found, func(a Attachment) bool { return a.ID == rows[i].ScanID }); k >= 0 {
			rows[i].Scan = &found[k]
		}
	}
	return nil
}

// EntryOf returns one entry by the number of its receipt, with what it says, and
// the secret that goes to its author. Refused receipt_unknown, no_entry, or as who
// answers comments is.
func (s *Store) EntryOf(ctx context.Context, person, no string) (EntryView, Said, string, error) {
	kept, err := ledger.ParseReceiptNo(no)
	if err != nil {
		return EntryView{}, Said{}, "", dossier.Refuse(dossier.CodeReceiptUnknown).Because(err)
	}
	var at struct {
		Round   string          `db:"round"`
		Channel dossier.Channel `db:"channel"`
		Secret  []byte          `db:"secret_hash"`
	}
	err = s.reads.GetContext(ctx, &at, `SELECT round, channel, secret_hash FROM submissions WHERE receipt_no = $1`, kept)
	if err != nil {
		if dossier.CodeOf(orNotFound(err)) == dossier.CodeNotFound {
			return EntryView{}, Said{}, "", dossier.Refuse(dossier.CodeReceiptUnknown)
		}
		return EntryView{}, Said{}, "", fmt.Errorf("find entry: %w", err)
	}
	err = s.handles(ctx, person, at.Round)
	if err != nil {
		return EntryView{}, Said{}, "", fmt.Errorf("read entry: %w", err)
	}
	if at.Channel == dossier.OwnSite {
		return EntryView{}, Said{}, "", dossier.Refuse(dossier.CodeNoEntry)
	}
	rows := make([]EntryView, 1)
	err = s.reads.GetContext(ctx, &rows[0], entryView+` AND s.receipt_no = $1`, kept)
	if err != nil {
		return EntryView{}, Said{}, "", fmt.Errorf("read entry: %w", err)
	}
	err = s.withScans(ctx, rows)
	if err != nil {
		return EntryView{}, Said{}, "", err
	}
	secret := s.keys.secretGiven(kept, at.Secret)
	said, err := s.Said(ctx, person, kept, secret)
	return rows[0], said, secret, err
}

// ChannelCount is how much of a round came by one channel.
type ChannelCount struct {
	Channel     dossier.Channel `db:"channel"`
	Submissions int             `db:"submissions"`
	Comments    int             `db:"comments"`
}

// ChannelCounts counts what a round has received, by every channel in the order of
// dossier.Channels. The caller has seen to it that the round may be read.
func (s *Store) ChannelCounts(ctx context.Context, r RoundView) ([]ChannelCount, error) {
	var rows []ChannelCount
	err := s.reads.SelectContext(ctx, &rows, `
		SELECT s.channel, count(*) AS submissions, coalesce(sum((SELECT count(*) FROM comments c WHERE c.submission = s.id)), 0) AS comments
		FROM submissions s WHERE s.round = $1 AND s.channel <> 'web' GROUP BY 1`, r.ID)
	if err != nil {
		return nil, fmt.Errorf("count channels: %w", err)
	}
	counts := make([]ChannelCount, len(dossier.Channels))
	own := &counts[0]
	own.Submissions, own.Comments = r.Submissions, r.Comments
	for i, c := range dossier.Channels {
		counts[i].Channel = c
		if k := slices.IndexFunc(rows, func(n ChannelCount) bool { return n.Channel == c }); k >= 0 {
			counts[i] = rows[k]
			own.Submissions -= rows[k].Submissions
			own.Comments -= rows[k].Comments
		}
	}
	return counts, nil
}
