package store

import (
	"context"
	"fmt"
	"slices"
	"time"

	"golang.org/x/sync/errgroup"

	"github.com/rasprava/rasprava/internal/dossier"
)

// MineFilter narrows a drafter's list of dossiers; the zero filter takes those
// that are under way and the first of them.
type MineFilter struct {
	Status dossier.Status // empty: any
	Offset int
	Limit  int // 1 to 100
}

// MineRow is a dossier as whoever drafts it sees it in their list.
type MineRow struct {
	DossierRow
	LegalEnds   *time.Time `db:"legal_ends"`  // as EndsAt, on the dossier's own clock
	Received    int        `db:"received"`    // comments in the open round
	Unanswered  int        `db:"unanswered"`  // comments of closed rounds that have no answer
	Provisional int        `db:"provisional"` // number of the first round whose closing is provisional, for who may declare that all is in; 0: none
	All         int        `db:"total"`       // dossiers that the filter takes
	LegalNow    time.Time  `db:"-"`           // on the dossier's own clock
	Commands    []dossier.CommandName
	Awaited     int // signatures that the present package still waits for; 0: it is not before the signers
}

// mineWaits is how many dossiers are asked at once what may be done with them.
const mineWaits = 4

// Mine lists the dossiers whose proposers a person drafts for, rehearsals with
// them: what is late first, then by the next end of a term, then the newest.
// With each stands what the person may do now.
func (s *Store) Mine(ctx context.Context, person string, f MineFilter) ([]MineRow, error) {
	a, err := s.Actor(ctx, person)
	if err != nil {
		return nil, err
	}
	rows := []MineRow{}
	err = s.reads.SelectContext(ctx, &rows, `
		WITH mine AS (`+dossierRow+`
			WHERE sees($1::uuid, d) AND ($2 = '' OR d.status = $2) AND EXISTS (
				SELECT 1 FROM dossier_proposers p JOIN body_heirs h ON h.body = p.body
				JOIN held_roles a ON a.body = h.heir AND a.person = $1::uuid AND a.role = 'drafter' AND (a.dossier IS NULL OR a.dossier = d.id)
					AND a.valid @> civil_today()
				WHERE p.dossier = d.id))
		SELECT m.*, count(*) OVER () AS total,
			(SELECT min(w.legal_end) FROM (SELECT DISTINCT ON (w.id) w.legal_end, w.lapsed_at FROM windows w
				WHERE w.dossier = m.id AND w.stage_no = m.stage_no ORDER BY w.id, w.version DESC) w WHERE w.lapsed_at IS NULL) AS legal_ends,
			(SELECT coalesce(sum(c.comments), 0) FROM comment_totals c WHERE c.round = nullif(m.open_round, '')::uuid) AS received,
			(SELECT coalesce(sum(c.comments), 0) FROM rounds o JOIN comment_totals c ON c.round = o.id
				WHERE o.dossier = m.id AND o.status = 'closed' AND c.outcome = '') AS unanswered,
			coalesce((SELECT min(o.no) FROM rounds o WHERE o.dossier = m.id AND o.status = 'closed' AND o.final_at IS NULL), 0) AS provisional
		FROM mine m
		ORDER BY m.status <> 'open', m.overdue DESC, m.ends_at IS NULL, m.ends_at, m.opened_at DESC, m.id
		OFFSET $3 LIMIT $4`, person, f.Status, max(f.Offset, 0), min(max(f.Limit, 1), 100))
	if err != nil {
		return nil, fmt.Errorf("list own dossiers: %w", err)
	}
	group, each := errgroup.WithContext(ctx)
	group.SetLimit(mineWaits)
	for i := range rows {
		group.Go(func() error { return s.fillMine(each, a, &rows[i]) })
	}
	return rows, group.Wait()
}

// fillMine reads what the list itself does not say of a dossier.
func (s *Store) fillMine(ctx context.Context, a dossier.Actor, r *MineRow) error {
	err := nameStage(ctx, s.reads, &r.DossierRow)
	if err != nil {
		return err
	}
	at, err := now(ctx, s.reads)
	if err != nil {
		return err
	}
	f, err := read(ctx, s.reads, r.Ref, at)
	if err != nil {
		return err
	}
	r.LegalNow = f.legal()
	r.Commands, err = f.commandsFor(ctx, s.reads, a)
	if err != nil {
		return err
	}
	if slices.Contains(r.Commands, dossier.Sign) { // not for whose hand is on it already
		err = s.MaySign(ctx, a.Person, r.Ref)
		switch {
		case err == nil:
		case dossier.CodeOf(err) == dossier.CodeInternal:
			return err
		default:
			r.Commands = slices.DeleteFunc(r.Commands, func(n dossier.CommandName) bool { return n == dossier.Sign })
		}
	}
	r.Awaited, err = f.awaited(ctx, s.reads)
	return err
}

// Powers is what a person may do on one dossier, by their offices and where it
// stands today; what else stands against it is said where it is done.
type Powers struct {
	actor    dossier.Actor
	standing dossier.Standing
	day      string
}

// May refuses an action as the transaction itself would.
func (p Powers) May(action dossier.Action) error {
	return dossier.May(p.actor, action, p.standing, p.day)
}

// Holders returns who may do an action where the dossier stands.
func (p Powers) Holders(action dossier.Action) dossier.Holders { return p.standing.Holders(action) }

// Powers returns what a person may do on a dossier; refused not_found where
// they do not see it.
func (s *Store) Powers(ctx context.Context, person string, ref dossier.Ref) (Powers, error) {
	f, err := s.peek(ctx, person, ref)
	if err != nil {
		return Powers{}, err
	}
	p := Powers{day: dossier.Day(f.At, belgrade)}
	if person != "" {
		p.actor, err = s.Actor(ctx, person)
		if err != nil {
			return Powers{}, err
		}
	}
	p.standing, err = f.standing(ctx, s.reads)
	return p, err
}
