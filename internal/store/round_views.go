package store

import (
	"context"
	"fmt"
	"time"

	"github.com/rasprava/rasprava/internal/dossier"
)

// RoundView is a round as everybody sees it.
type RoundView struct {
	ID           string              `db:"id"`
	Ref          dossier.Ref         `db:"ref"`
	Title        string              `db:"title"`
	StageNo      int                 `db:"stage_no"`
	Stage        string              `db:"stage"`
	No           int                 `db:"no"`
	PackageNo    int                 `db:"package_no"`
	Status       dossier.RoundStatus `db:"status"` // by the database's clock: closed once the end has come
	Who          dossier.Admission   `db:"who"`
	ShowComments bool                `db:"show_comments"`
	Names        dossier.NameShowing `db:"names"`
	OpensAt      time.Time           `db:"opens_at"`
	ClosesAt     time.Time           `db:"closes_at"`
	LegalOpens   time.Time           `db:"legal_opens"`  // the same on the dossier's own clock
	LegalCloses  time.Time           `db:"legal_closes"` // exclusive
	Submissions  int                 `db:"submissions"`
	Comments     int                 `db:"comments"`
	Answered     int                 `db:"answered"`
	Unanswered   int                 `db:"unanswered"` // the rest were withdrawn, set aside or erased
	Late         int                 `db:"late"`
	Unconfirmed  int                 `db:"unconfirmed"` // submissions whose authors have not confirmed their address; they count nowhere
	Report       string              `db:"report"`      // hash; empty: none yet
	Rehearsal    bool                `db:"rehearsal"`
	EndsAt       time.Time           `db:"ends_at"`     // by which rounds are listed
	FinalAt      *time.Time          `db:"final_at"`    // since when nothing that was sent in time is entered any more; nil: the closing, if it came, is provisional
	Declared     bool                `db:"declared"`    // that everything is in; false while FinalAt is nil, and where, in earlier versions, the report or a decision made the closing final
	DeclaredAt   *time.Time          `db:"declared_at"` // on the dossier's own clock; nil: it is not declared
	DeclaredBy   string              `db:"declared_by"` // name of the official who did
	Portal       string              `db:"portal"`      // PortalNone, PortalReconciled; empty: nothing is declared
	PortalFile   bool                `db:"portal_file"` // a file of the portal was brought
	HeldUntil    *time.Time          `db:"held_until"`  // until when it may be decided to make it longer, since it ended in a downtime; nil: it is not held
}

// legalCloses is the end of a round o on the own clock of its dossier d.
const legalCloses = `CASE WHEN d.rehearsal OR d.demonstration THEN coalesce((SELECT max(w.legal_end) FROM (SELECT DISTINCT ON (id) legal_end FROM windows
			WHERE dossier = o.dossier AND stage_no = o.stage_no AND kind <> 'max' ORDER BY id, version DESC) w), o.closes_at) ELSE o.closes_at END`

// closesLegally is legalCloses of a round r.
const closesLegally = `(SELECT ` + legalCloses + ` FROM rounds o WHERE o.id = r.id)`

// legalOpens is the beginning of a round o, in a stage s, on the own clock of its
// dossier d.
const legalOpens = `CASE WHEN d.rehearsal OR d.demonstration THEN coalesce(s.legal_published, s.legal_entered) ELSE o.opens_at END`

const roundView = `
	SELECT o.id, d.ref, d.title, o.stage_no, s.stage, o.no, o.package_no, o.who, o.show_comments, o.names, o.opens_at, o.closes_at, o.closes_at AS ends_at,
		` + legalOpens + ` AS legal_opens,
		` + legalCloses + ` AS legal_closes, o.final_at,
		coalesce(o.final_by IS NOT NULL OR o.final_at = o.closed_at, false) AS declared,
		CASE WHEN o.status = 'open' AND clock_timestamp() < o.closes_at THEN 'open' ELSE 'closed' END AS status, d.rehearsal,
		` + heldRound + ` AS held_until,
		coalesce(o.submissions, (SELECT t.submissions FROM submission_totals t WHERE t.round = o.id), 0) AS submissions,
		coalesce(o.comments, (SELECT coalesce(sum(c.comments), 0) FROM comment_totals c WHERE c.round = o.id)) AS comments,
		(SELECT coalesce(sum(c.comments), 0) FROM comment_totals c WHERE c.round = o.id AND c.outcome <> ALL('{"",withdrawn,set_aside,erased}')) AS answered,
		(SELECT coalesce(sum(c.comments), 0) FROM comment_totals c WHERE c.round = o.id AND c.outcome = '') AS unanswered,
		(SELECT count(*) FROM late_notes l WHERE l.round = o.id) AS late,
		(SELECT count(*) FROM submissions u WHERE u.round = o.id AND u.held) AS unconfirmed,
		CASE WHEN o.final_by IS NOT NULL OR o.final_at = o.closed_at THEN coalesce(o.final_legal_at, o.final_at) END AS declared_at,
		coalesce((SELECT p.name FROM persons p WHERE p.id = o.final_by), '') AS declared_by,
		CASE WHEN o.portal_none THEN 'none' WHEN o.final_by IS NOT NULL AND EXISTS (SELECT 1 FROM portal_files f WHERE f.round = o.id) THEN 'reconciled' ELSE '' END AS portal,
		EXISTS (SELECT 1 FROM portal_files f WHERE f.round = o.id) AS portal_file,
		coalesce((SELECT hash FROM reports p WHERE p.round = o.id), (SELECT hash FROM provisional_reports p WHERE p.round = o.id), '') AS report
	FROM rounds o JOIN dossiers d ON d.id = o.dossier JOIN stage_runs s ON s.dossier = o.dossier AND s.no = o.stage_no
`

// Rounds lists rounds that the viewer sees: those of one dossier, or of all that
// are listed; open ones by the day they close. Status: open, closed or empty.
func (s *Store) Rounds(ctx context.Context, viewer string, ref dossier.Ref, status string, p Page) ([]RoundView, string, error) {
	limit, err := p.limit()
	if err != nil {
		return nil, "", err
	}
	after, err := p.place()
	if err != nil {
		return nil, "", err
	}
	rounds := []RoundView{}
	err = s.reads.SelectContext(ctx, &rounds, roundView+`
		WHERE (sees(nullif($1, '')::uuid, d) OR (d.rehearsal AND d.visibility = 'public'))
		AND (d.ref = $2 OR ($2 = '' AND NOT d.rehearsal))
		AND ($3 = '' OR $3 = CASE WHEN o.status = 'open' AND clock_timestamp() < o.closes_at THEN 'open' ELSE 'closed' END)
		AND ($4 = '' OR (o.closes_at, o.id) > (nullif($4, '')::timestamptz, nullif($5, '')::uuid))
		ORDER BY o.closes_at, o.id LIMIT $6`, viewer, ref, status, after.Key, after.ID, limit+1)
	if unreadable(err) {
		return nil, "", dossier.Refuse(dossier.CodeCursorInvalid).Because(err)
	}
	if err != nil {
		return nil, "", fmt.Errorf("list rounds: %w", err)
	}
	next := ""
	if len(rounds) > limit {
		rounds = rounds[:limit]
		next = cursor{Key: rounds[limit-1].EndsAt.UTC().Format(time.RFC3339Nano), ID: rounds[limit-1].ID}.String()
	}
	return rounds, next, nil
}

// Round returns one round; refused not_found when the viewer does not see it.
func (s *Store) Round(ctx context.Context, viewer, id string) (RoundView, error) {
	var r RoundView
	err := s.reads.GetContext(ctx, &r, roundView+`
		WHERE o.id = $1 AND (sees(nullif($2, '')::uuid, d) OR (d.rehearsal AND d.visibility = 'public'))`, id, viewer)
	if err != nil {
		return RoundView{}, fmt.Errorf("read round: %w", orNotFound(err))
	}
	return r, nil
}
