package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"slices"
	"strings"
	"sync"
	"time"

	"github.com/jmoiron/sqlx"

	"github.com/rasprava/rasprava/internal/dossier"
	"github.com/rasprava/rasprava/internal/procedure"
)

// The outcomes of a decision on what follows from changes after the debate.
const (
	NewRound   = "new_round"
	NoNewRound = "no_new_round"
)

// materialChange is how the present text differs from the one that was debated
// last: in the round of a debate of the text that was closed last on a package with one.
type materialChange struct {
	OldNo   int    `db:"old_no"`  // of the version that was debated; 0: none was
	Old     string `db:"old"`     // hash of its text
	New     string `db:"new"`     // of the present one; empty: there is none
	Decided string `db:"decided"` // outcome of the newest decision on these two; empty: none

	Changes int `db:"-"` // provisions that were changed, brought or taken out; uncompared: it is not known yet
}

// uncompared stands for how many provisions differ between two texts whose
// redline is not kept yet.
const uncompared = -1

// material reads how the present text differs from the one that was debated.
func (f *file) material(ctx context.Context, q sqlx.QueryerContext) (materialChange, error) {
	var m materialChange
	err := sqlx.GetContext(ctx, q, &m, `
		SELECT o.no AS old_no, o.hash AS old, n.hash AS new, coalesce((SELECT x.outcome FROM material_decisions x
			WHERE x.dossier = o.dossier AND x.debated = o.hash AND x.text = n.hash ORDER BY x.decided_at DESC LIMIT 1), '') AS decided
		FROM acts n JOIN LATERAL (SELECT a.dossier, a.no, a.hash FROM rounds r JOIN acts a ON a.dossier = r.dossier AND a.no = r.package_no
			JOIN stage_runs u ON u.dossier = r.dossier AND u.no = r.stage_no AND u.stage = ANY($3)
			WHERE r.dossier = n.dossier AND r.status = 'closed' ORDER BY r.no DESC LIMIT 1) o ON true
		WHERE n.dossier = $1 AND n.no = $2`, f.ID, f.PackageNo, array(f.Def.DebatesOfText()))
	if errors.Is(err, sql.ErrNoRows) {
		return materialChange{}, nil
	}
	if err != nil {
		return materialChange{}, fmt.Errorf("read what was debated of %s: %w", f.Ref, err)
	}
	m.Changes, err = changedBetween(ctx, q, dossier.CompareInput{Old: m.Old, New: m.New})
	return m, err
}

// consultedTexts finds, for a dossier m with its package_no, the present text where one
// that the public was consulted on is another: the stages and texts of all rounds that
// are closed, newest first, those of the texts on which is decided what follows from the
// present one, and who brought it, and when. Which of the rounds were debates the
// procedure says.
const consultedTexts = `
	SELECT n.hash AS text, o.heard, coalesce(x.settled, '') AS settled, w.name AS maker, v.legal_at AS made
	FROM acts n JOIN LATERAL (SELECT string_agg(u.stage || ' ' || a.hash, ',' ORDER BY r.no DESC) AS heard, bool_or(a.hash <> n.hash) AS other
		FROM rounds r JOIN acts a ON a.dossier = r.dossier AND a.no = r.package_no JOIN stage_runs u ON u.dossier = r.dossier AND u.no = r.stage_no
		WHERE r.dossier = n.dossier AND r.status = 'closed') o ON o.other
	LEFT JOIN LATERAL (SELECT string_agg(d.debated, ',') AS settled FROM material_decisions d WHERE d.dossier = n.dossier AND d.text = n.hash) x ON true
	JOIN package_documents t ON t.dossier = n.dossier AND t.no = n.no AND t.kind = 'act'
	JOIN packages v ON v.dossier = n.dossier AND v.no = t.since JOIN persons w ON w.id = v.created_by
	WHERE n.dossier = m.id AND n.no = m.package_no
	LIMIT 1`

// undecidedSince returns the hash of the text that was debated last, where the present
// one is another, nobody has decided what follows and the stage, or one to come, asks.
func (r waitingRow) undecidedSince(d *procedure.Definition) string {
	if r.Heard == "" || !d.AsksForMaterialChange(r.Stage) {
		return ""
	}
	debates := d.DebatesOfText()
	for _, heard := range strings.Split(r.Heard, ",") {
		stage, hash, _ := strings.Cut(heard, " ")
		if !slices.Contains(debates, stage) {
			continue
		}
		if hash == r.Text || slices.Contains(strings.Split(r.Settled, ","), hash) {
			return ""
		}
		return hash
	}
	return ""
}

// undecided returns how many provisions changed after the debate without a
// decision that no other round follows.
func (m materialChange) undecided() int {
	if m.Decided == NoNewRound {
		return 0
	}
	return m.Changes
}

// comparisons keeps how many provisions differ between two texts, by their hashes:
// the texts behind them never change.
var comparisons sync.Map

// changedBetween returns how many; uncompared where that is not known yet.
func changedBetween(ctx context.Context, q sqlx.QueryerContext, in dossier.CompareInput) (int, error) {
	if in.Old == in.New {
		return 0, nil
	}
	n, ok := comparisons.Load(in)
	if ok {
		return n.(int), nil
	}
	r, err := keptRedline(ctx, q, in)
	var pending *PendingRedline
	if errors.As(err, &pending) {
		return uncompared, nil
	}
	if err != nil {
		return 0, err
	}
	count := r.MaterialChanges()
	comparisons.Store(in, count)
	return count, nil
}

// known refuses with a PendingRedline what is to be decided on changes that are
// not known yet.
func (m materialChange) known() error {
	if m.Changes == uncompared {
		return &PendingRedline{dossier.CompareInput{Old: m.Old, New: m.New}}
	}
	return nil
}

// changedArticles returns how many provisions changed after the debate without a
// decision that no other round follows, in a stage in which that can be decided
// and is still asked, and whether it was decided that one does. The count is
// uncompared where it is not known yet, and then nothing may be decided by it.
func (f *file) changedArticles(ctx context.Context, q sqlx.QueryerContext) (int, bool, error) {
	if !f.asksForChanges() {
		return 0, false, nil
	}
	m, err := f.material(ctx, q)
	return m.undecided(), m.Decided == NewRound, err
}

func (f *file) asksForChanges() bool {
	return dossier.Takes(string(f.Stage.Kind), dossier.DecideMaterialChange) && f.Def.AsksForMaterialChange(f.Run.Stage)
}

// decideMaterialChange puts down what follows from the changes after the debate:
// another round, to which the stage turns back where it can, or published reasons
// why there is none. The decision is on these two texts alone.
func decideMaterialChange(ctx context.Context, tx *sqlx.Tx, t *transition) error {
	reason, err := t.reasons()
	if err != nil {
		return err
	}
	hash, err := t.seen(ctx, tx, dossier.CodePackageChanged)
	if err != nil {
		return err
	}
	outcome := t.command.Args.Outcome
	if outcome != NewRound && outcome != NoNewRound {
		return dossier.Refuse(dossier.CodeOutcomeUnknown, "outcome", outcome)
	}
	m, err := t.material(ctx, tx)
	if err == nil {
		err = m.known()
	}
	if err != nil {
		return err
	}
	if m.Changes == 0 || m.Decided == outcome || !t.asksForChanges() {
		return dossier.Refuse(dossier.CodeNothingChanged)
	}
	_, err = tx.ExecContext(ctx, `
		INSERT INTO material_decisions (dossier, stage_no, debated, text, package, changes, outcome, reasons, decided_by, decided_at, command)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)`,
		t.ID, t.StageNo, m.Old, m.New, hash, m.Changes, outcome, reason, t.command.Actor, t.At, t.command.ID)
	if err != nil {
		return fmt.Errorf("decide on changes: %w", err)
	}
	if outcome == NoNewRound {
		return t.exempt(ctx, tx, exemption{kind: NoFurtherOne, ground: NoNewRound, reason: reason})
	}
	o, ok := t.Def.ToDebate(t.Stage)
	if !ok {
		return nil // the way back leads through another stage
	}
	return t.leaveWith(ctx, tx, o)
}

// MaterialView is what changed after the debate, and what was decided to follow.
type MaterialView struct {
	From      int // number of the version that was debated; 0: none was, or the viewer does not see both texts
	To        int // of the present one
	Changes   int // provisions; typography and numbers do not count
	Decided   string
	ToDebate  bool // the present stage can turn back to the debate
	Decisions []MaterialDecision
}

// MaterialDecision is a decision on what follows from changes after the debate.
type MaterialDecision struct {
	Outcome string    `db:"outcome"`
	Changes int       `db:"changes"`
	Reasons string    `db:"reasons"`
	Person  string    `db:"person"`
	LegalAt time.Time `db:"legal_at"`
	Holds   bool      `db:"holds"` // it is on the text that was debated last and the present one
}

// MaterialChange returns what changed after the debate, as far as the viewer sees
// both texts, and what was decided, which everybody sees who sees the dossier. A
// PendingRedline where it is not known yet.
func (s *Store) MaterialChange(ctx context.Context, viewer string, ref dossier.Ref) (MaterialView, error) {
	f, err := s.peek(ctx, viewer, ref)
	if err != nil {
		return MaterialView{}, err
	}
	m, err := f.material(ctx, s.reads)
	if err != nil {
		return MaterialView{}, err
	}
	var out MaterialView
	err = s.reads.SelectContext(ctx, &out.Decisions, `
		SELECT x.outcome, x.changes, x.reasons, p.name AS person, coalesce(t.legal_at, x.decided_at) AS legal_at, x.debated = $2 AND x.text = $3 AS holds
		FROM material_decisions x JOIN persons p ON p.id = x.decided_by LEFT JOIN steps t ON t.dossier = x.dossier AND t.command = x.command
		WHERE x.dossier = $1 ORDER BY x.decided_at DESC`, f.ID, m.Old, m.New)
	if err != nil {
		return MaterialView{}, fmt.Errorf("read decisions on changes: %w", err)
	}
	_, out.ToDebate = f.Def.ToDebate(f.Stage)
	if m.OldNo == 0 {
		return out, nil
	}
	seen, err := s.Packages(ctx, viewer, ref)
	if err != nil {
		return MaterialView{}, err
	}
	for _, no := range []int{m.OldNo, f.PackageNo} {
		if !slices.ContainsFunc(seen, func(p PackageView) bool { return p.No == no && p.ActHash != "" }) {
			return out, nil
		}
	}
	out.From, out.To, out.Changes, out.Decided = m.OldNo, f.PackageNo, m.Changes, m.Decided
	return out, m.known()
}
