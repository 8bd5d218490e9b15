package store

import (
	"context"
	"fmt"
	"time"

	"github.com/rasprava/rasprava/internal/dossier"
)

// Notice is what somebody was told of a term.
type Notice struct {
	ID        string            `db:"id"`
	Ref       dossier.Ref       `db:"ref"`
	Title     string            `db:"title"` // Serbian
	Rehearsal bool              `db:"rehearsal"`
	LeadSr    string            `db:"lead_sr"`
	LeadEn    string            `db:"lead_en"`
	StageSr   string            `db:"-"`
	StageEn   string            `db:"-"`
	StageKind string            `db:"stage_kind"`
	Days      int               `db:"days"` // from the last day of the term
	As        dossier.Addressee `db:"addressee"`
	Kind      string            `db:"kind"` // of the window
	Raw       string            `db:"raw"`
	Due       string            `db:"due"`
	LegalAt   time.Time         `db:"legal_at"`
	Read      bool              `db:"read"`
	Over      bool              `db:"over"`  // the stage has ended
	Moved     bool              `db:"moved"` // the term ends on another day by now

	Definition string `db:"definition"`
	Stage      string `db:"stage"`
}

// NoticePage is a page of what somebody was told.
type NoticePage struct {
	Rows   []Notice
	Total  int
	Unread int
	No     int // from 1
	Pages  int
}

// visibleNotices are those of a person on dossiers that they see.
const visibleNotices = `FROM notices n JOIN dossiers d ON d.id = n.dossier WHERE n.person = nullif($1, '')::uuid AND sees(n.person, d)`

// Notices returns a page of what a person was told, what is not read first and then
// the newest; the last page where there are fewer.
func (s *Store) Notices(ctx context.Context, person string, no, limit int) (NoticePage, error) {
	p := NoticePage{No: max(no, 1)}
	var counts struct {
		Total  int `db:"total"`
		Unread int `db:"unread"`
	}
	err := s.reads.GetContext(ctx, &counts, `SELECT count(*) AS total, count(*) FILTER (WHERE n.read_at IS NULL) AS unread `+visibleNotices, person)
	if err != nil {
		return NoticePage{}, fmt.Errorf("count notices: %w", err)
	}
	p.Total, p.Unread = counts.Total, counts.Unread
	p.Pages = max(1, (p.Total+limit-1)/limit)
	p.No = min(p.No, p.Pages)
	err = s.reads.SelectContext(ctx, &p.Rows, `
		SELECT n.id, d.ref, d.title, d.rehearsal, b.name_sr AS lead_sr, b.name_en AS lead_en, d.definition, r.stage, r.kind AS stage_kind,
			n.days, n.addressee, w.kind, w.raw::text AS raw, w.due::text AS due, n.legal_at, n.read_at IS NOT NULL AS read,
			r.ended_at IS NOT NULL OR d.status <> 'open' AS over,
			EXISTS (SELECT 1 FROM windows x WHERE x.dossier = w.dossier AND x.stage_no = w.stage_no AND x.id = w.id AND x.version > w.version) AS moved
		FROM notices n JOIN dossiers d ON d.id = n.dossier JOIN bodies b ON b.id = d.lead
		JOIN stage_runs r ON r.dossier = n.dossier AND r.no = n.stage_no
		JOIN windows w ON w.dossier = n.dossier AND w.stage_no = n.stage_no AND w.id = n.window_id AND w.version = n.version
		WHERE n.person = nullif($1, '')::uuid AND sees(n.person, d)
		ORDER BY n.read_at IS NOT NULL, n.id DESC LIMIT $2 OFFSET $3`, person, limit, (p.No-1)*limit)
	if err != nil {
		return NoticePage{}, fmt.Errorf("list notices: %w", err)
	}
	for i := range p.Rows {
		def, err := definition(ctx, s.reads, p.Rows[i].Definition)
		if err != nil {
			return NoticePage{}, err
		}
		st, _ := def.Stage(p.Rows[i].Stage)
		p.Rows[i].StageSr, p.Rows[i].StageEn = st.TitleSr, st.TitleEn
	}
	return p, nil
}

// maxCounted is how far what is not read is counted.
const maxCounted = 100

// CountNotices returns how many notices a person has not read, at most 100.
func (s *Store) CountNotices(ctx context.Context, person string) (int, error) {
	var n int
	err := s.reads.GetContext(ctx, &n, `SELECT count(*) FROM (SELECT 1 `+visibleNotices+` AND n.read_at IS NULL LIMIT $2) x`, person, maxCounted)
	if err != nil {
		return 0, fmt.Errorf("count notices: %w", err)
	}
	return n, nil
}

// ReadNotice puts down that a person has read a notice; refused not_found where it
// is not theirs.
func (s *Store) ReadNotice(ctx context.Context, person, id string) error {
	res, err := s.db.ExecContext(ctx, `
		UPDATE notices SET read_at = coalesce(read_at, clock_timestamp()) WHERE id = $2 AND person = $1`, person, id)
	if err != nil {
		return fmt.Errorf("read notice: %w", orNotFound(err))
	}
	n, err := res.RowsAffected()
	if err != nil {
		return fmt.Errorf("read notice: %w", err)
	}
	if n == 0 {
		return dossier.Refuse(dossier.CodeNotFound)
	}
	return nil
}

// ReadNotices puts down that a person has read all that they were told until an
// instant, so that what came while they looked stays unread.
func (s *Store) ReadNotices(ctx context.Context, person string, until time.Time) error {
	_, err := s.db.ExecContext(ctx, `
		UPDATE notices SET read_at = clock_timestamp() WHERE person = $1 AND read_at IS NULL AND created_at <= $2`, person, until)
	if err != nil {
		return fmt.Errorf("read notices: %w", err)
	}
	return nil
}
