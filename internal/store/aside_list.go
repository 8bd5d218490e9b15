package store

import (
	"context"
	"fmt"
	"time"

	"github.com/rasprava/rasprava/internal/dossier"
)

// AsideState is what a list of proposals is asked for.
type AsideState string

// The states of a proposal to set a comment aside.
const (
	AsideProposed  AsideState = "proposed"
	AsideContested AsideState = "contested" // and nobody has decided on that yet
	AsideDone      AsideState = "done"      // nothing is to be decided
)

// StaffAside is a proposal to set a comment aside as officers see it, with what the
// comment says. Instants are on the dossier's own clock; hands are names.
type StaffAside struct {
	ID              string              `db:"id"`
	Comment         string              `db:"comment"`
	Number          int                 `db:"number"`
	RoundNo         int                 `db:"round_no"`
	AuthorKind      string              `db:"author_kind"`
	Author          string              `db:"author"` // empty: not published
	Quote           string              `db:"quote_exact"`
	Body            string              `db:"body"`
	Proposed        string              `db:"proposed_text"`
	State           AsideState          `db:"state"`
	Ground          dossier.AsideGround `db:"ground"`
	SameAs          int                 `db:"same_as"` // number; 0: that is not the ground
	Reasons         string              `db:"reasons"`
	ProposedBy      string              `db:"proposed_by"`
	ProposedFor     string              `db:"proposed_for"` // in whose place; empty: in their own
	ProposedAt      time.Time           `db:"proposed_legal"`
	Decision        string              `db:"decision"` // confirmed, declined or undone; empty: none yet
	DecisionReasons string              `db:"decision_reasons"`
	DecidedBy       string              `db:"decided_by"`
	DecidedFor      string              `db:"decided_for"`
	DecidedAt       *time.Time          `db:"decided_legal"`
	Statement       string              `db:"statement"` // of the author
	ContestedAt     *time.Time          `db:"contested_legal"`
	Verdict         string              `db:"verdict"` // reinstated or upheld; empty: none yet
	VerdictReasons  string              `db:"verdict_reasons"`
	SettledBy       string              `db:"settled_by"`
	SettledFor      string              `db:"settled_for"`
	SettledAt       *time.Time          `db:"settled_legal"`
	Void            bool                `db:"void"` // nothing can come of the proposal: the comment was answered or withdrawn, or the report is published

	MayUndo   error `db:"-"` // these: nil, or why the viewer may not
	MayDecide error `db:"-"`
	MaySettle error `db:"-"`
}

// asideStates is the state of a proposal a on a comment c.
const asideStates = `CASE WHEN a.decision IS NULL THEN 'proposed' WHEN a.contested_at IS NOT NULL AND a.verdict IS NULL THEN 'contested' ELSE 'done' END`

const staffAside = `
	SELECT a.id, a.comment, c.number, r.no AS round_no, s.author_kind,
		` + authorName + ` AS author,
		coalesce(c.quote_exact, '') AS quote_exact, c.body, c.proposed_text, ` + asideStates + ` AS state, a.ground,
		coalesce((SELECT x.number FROM comments x WHERE x.id = a.same_as), 0) AS same_as, a.reasons,
		p.name AS proposed_by, coalesce(pl.name, '') AS proposed_for, a.proposed_legal, coalesce(a.decision, '') AS decision, a.decision_reasons,
		coalesce(q.name, '') AS decided_by, coalesce(ql.name, '') AS decided_for, a.decided_legal, a.statement, a.contested_legal, coalesce(a.verdict, '') AS verdict, a.verdict_reasons,
		coalesce(z.name, '') AS settled_by, coalesce(zl.name, '') AS settled_for, a.settled_legal,
		a.decision IS NULL AND (c.outcome <> '' OR EXISTS (SELECT 1 FROM reports t WHERE t.round = c.round)) AS void,
		a.proposed_by AS proposer, coalesce(pd.delegator::text, '') AS proposer_for, coalesce(a.decided_by::text, '') AS decider, coalesce(qd.delegator::text, '') AS decider_for
	FROM set_asides a JOIN comments c ON c.id = a.comment JOIN submissions s ON s.id = c.submission LEFT JOIN organisations o ON o.id = s.organisation
	JOIN rounds r ON r.id = c.round JOIN dossiers d ON d.id = r.dossier
	JOIN persons p ON p.id = a.proposed_by LEFT JOIN delegations pd ON pd.id = a.proposed_for LEFT JOIN persons pl ON pl.id = pd.delegator
	LEFT JOIN persons q ON q.id = a.decided_by LEFT JOIN delegations qd ON qd.id = a.decided_for LEFT JOIN persons ql ON ql.id = qd.delegator
	LEFT JOIN persons z ON z.id = a.settled_by LEFT JOIN delegations zd ON zd.id = a.settled_for LEFT JOIN persons zl ON zl.id = zd.delegator
`

// Asides lists the proposals of a state in a dossier, and what became of them, the
// oldest first, for who may decide on them; and the cursor of the next page, empty
// at the end.
func (s *Store) Asides(ctx context.Context, viewer string, ref dossier.Ref, state AsideState, p Page) ([]StaffAside, string, error) {
	limit, err := p.limit()
	if err != nil {
		return nil, "", err
	}
	after, err := p.place()
	if err != nil {
		return nil, "", err
	}
	powers, err := s.Powers(ctx, viewer, ref)
	if err == nil {
		err = powers.May(dossier.DecideAside)
	}
	if err != nil {
		return nil, "", err
	}
	rows, err := s.asides(ctx, powers, viewer, `WHERE d.ref = $1 AND `+asideStates+` = $2 AND ($3 = '' OR a.id > nullif($3, '')::uuid) ORDER BY a.id LIMIT $4`,
		ref, state, after.ID, limit+1)
	if err != nil {
		return nil, "", err
	}
	next := ""
	if len(rows) > limit {
		rows = rows[:limit]
		next = cursor{Key: byID, ID: rows[limit-1].ID}.String()
	}
	return rows, next, nil
}

// AsidesOf lists the proposals that there were about one comment of a dossier, the
// oldest first, for who may decide on them.
func (s *Store) AsidesOf(ctx context.Context, viewer string, ref dossier.Ref, comment string) ([]StaffAside, error) {
	powers, err := s.Powers(ctx, viewer, ref)
	if err == nil {
		err = powers.May(dossier.DecideAside)
	}
	if err != nil {
		return nil, err
	}
	return s.asides(ctx, powers, viewer, `WHERE d.ref = $1 AND a.comment::text = $2 ORDER BY a.id`, ref, comment)
}

// AsideByID returns one proposal of a dossier, for who may decide on it; refused
// not_found where there is no such one.
func (s *Store) AsideByID(ctx context.Context, viewer string, ref dossier.Ref, id string) (StaffAside, error) {
	powers, err := s.Powers(ctx, viewer, ref)
	if err == nil {
		err = powers.May(dossier.DecideAside)
	}
	if err != nil {
		return StaffAside{}, err
	}
	rows, err := s.asides(ctx, powers, viewer, `WHERE d.ref = $1 AND a.id::text = $2`, ref, id)
	if err == nil && len(rows) == 0 {
		err = dossier.Refuse(dossier.CodeNotFound)
	}
	if err != nil {
		return StaffAside{}, err
	}
	return rows[0], nil
}

func (s *Store) asides(ctx context.Context, powers Powers, viewer, where string, args ...any) ([]StaffAside, error) {
	var rows []struct {
		StaffAside
		Proposer    string `db:"proposer"`
		ProposerFor string `db:"proposer_for"`
		Decider     string `db:"decider"`
		DeciderFor  string `db:"decider_for"`
	}
	err := s.reads.SelectContext(ctx, &rows, staffAside+where, args...)
	if err != nil {
		return nil, fmt.Errorf("list proposals to set comments aside: %w", err)
	}
	all := make([]StaffAside, len(rows))
	for i, r := range rows {
		p := r.StaffAside
		hands := []dossier.Hand{{Person: r.Proposer, OnBehalf: r.ProposerFor}, {Person: r.Decider, OnBehalf: r.DeciderFor}}
		may := func(action dossier.Action, open bool, code dossier.Code) error {
			grounds, err := dossier.Grounds(powers.actor, action, powers.standing, powers.day)
			if err == nil && !open {
				err = dossier.Refuse(code)
			}
			if err == nil && action != dossier.SetAside {
				_, err = dossier.AnotherHand(hands, viewer, grounds)
			}
			return err
		}
		p.MayUndo = may(dossier.SetAside, p.Decision == "", dossier.CodeAsideDecided)
		if p.MayUndo == nil && r.Proposer != viewer {
			p.MayUndo = dossier.Refuse(dossier.CodeNotProposer)
		}
		p.MayDecide = may(dossier.DecideAside, p.Decision == "", dossier.CodeAsideDecided)
		p.MaySettle = may(dossier.SettleContest, p.State == AsideContested, dossier.CodeNotContested)
		all[i] = p
	}
	return all, nil
}
