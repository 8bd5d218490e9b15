package store

import (
	"context"
	"errors"
	"fmt"

	"github.com/jmoiron/sqlx"

	"github.com/rasprava/rasprava/internal/dossier"
	"github.com/rasprava/rasprava/internal/ledger"
)

// withdraw takes the dossier back on one of the known grounds, with reasons; the
// comments of an open round stay, and the round closes.
func withdraw(ctx context.Context, tx *sqlx.Tx, t *transition) error {
	_, err := t.reasons()
	if err != nil {
		return err
	}
	if !dossier.WithdrawalGround(t.command.Args.Ground).Known() {
		return invalidField("args.ground", dossier.CodeWithdrawalGround)
	}
	err = t.store.closeRound(ctx, tx, t.file)
	if err != nil && !errors.Is(err, errNoRound) {
		return err
	}
	err = t.store.withdrawWithin(ctx, tx, t.file)
	if err != nil {
		return err
	}
	err = t.end(ctx, tx, "withdrawn", false)
	if err != nil {
		return err
	}
	_, err = tx.ExecContext(ctx, `INSERT INTO withdrawals (dossier, ground, command) VALUES ($1, $2, $3)`, t.ID, t.command.Args.Ground, t.command.ID)
	if err != nil {
		return fmt.Errorf("write ground of withdrawal: %w", err)
	}
	return t.close(ctx, tx, dossier.Withdrawn)
}

// Predecessor is a dossier that may be taken up in a new one, with what a form
// for that begins with.
type Predecessor struct {
	DossierRow
	CoProposers []string // codes of the bodies that stand in for them today
	Base        *BaseAct
}

// Predecessor returns the dossier where the person may take it up. Refusals:
// not_found, forbidden and its kin, not_resubmittable, resubmitted_already.
func (s *Store) Predecessor(ctx context.Context, person string, ref dossier.Ref) (Predecessor, error) {
	v, err := s.Dossier(ctx, person, ref)
	if err != nil {
		return Predecessor{}, err
	}
	f, err := s.peek(ctx, person, ref)
	if err != nil {
		return Predecessor{}, err
	}
	a, err := s.Actor(ctx, person)
	if err != nil {
		return Predecessor{}, err
	}
	st, err := f.mayBeTakenUp(ctx, s.reads, a)
	if err != nil {
		return Predecessor{}, err
	}
	p := Predecessor{DossierRow: v.DossierRow}
	for _, code := range st.Proposers {
		if code != st.Lead {
			p.CoProposers = append(p.CoProposers, code)
		}
	}
	p.LeadCode = st.Lead
	if v.BaseTitle != "" {
		p.Base = &BaseAct{Title: v.BaseTitle, Gazette: v.BaseGazet}
	}
	return p, nil
}

// mayBeTakenUp refuses an actor who does not draft for a proposer, and a dossier
// that is under way, was completed or has been taken up; it returns where the
// dossier stands.
func (f *file) mayBeTakenUp(ctx context.Context, q sqlx.QueryerContext, a dossier.Actor) (dossier.Standing, error) {
	st, err := f.standing(ctx, q)
	if err != nil {
		return st, err
	}
	err = dossier.May(a, dossier.Resubmit, st, dossier.Day(f.At, belgrade))
	if err != nil {
		return st, err
	}
	if f.Status != dossier.Withdrawn && f.Status != dossier.Rejected {
		return st, dossier.Refuse(dossier.CodeNotResubmittable)
	}
	var later []dossier.Ref
	err = sqlx.SelectContext(ctx, q, &later, `SELECT d.ref FROM resubmissions r JOIN dossiers d ON d.id = r.dossier WHERE r.predecessor = $1`, f.ID)
	if err != nil {
		return st, fmt.Errorf("read what took up %s: %w", f.Ref, err)
	}
	if len(later) > 0 {
		return st, dossier.Refuse(dossier.CodeResubmitted)
	}
	return st, nil
}

// takeUp links a dossier that is being opened to the one that it takes up, whose
// newest package becomes its first version. Nothing of it is public here until it
// is published here.
func (s *Store) takeUp(ctx context.Context, tx *sqlx.Tx, ref dossier.Ref, a dossier.Actor, o Opening) error {
	f, _, err := readFor(ctx, tx, a.Person, ref)
	if err != nil {
		return err
	}
	p, seen, err := readFor(ctx, tx, a.Person, o.Resubmits)
	if err != nil {
		return err
	}
	if !seen || p.Rehearsal != o.Rehearsal {
		return dossier.Refuse(dossier.CodeNotFound)
	}
	_, err = p.mayBeTakenUp(ctx, tx, a)
	if err != nil {
		return err
	}
	hash, err := p.packageHash(ctx, tx)
	if err != nil {
		return err
	}
	_, err = tx.ExecContext(ctx, `INSERT INTO resubmissions (dossier, predecessor, package) VALUES ($1, $2, $3)`, f.ID, p.ID, hash)
	if duplicate(err) {
		return dossier.Refuse(dossier.CodeResubmitted)
	}
	if err != nil {
		return fmt.Errorf("link to %s: %w", p.Ref, err)
	}
	if hash == "" {
		return nil
	}
	return s.carryPackage(ctx, tx, f, p, a.Person, hash)
}

// carryPackage writes the newest package of p as the first version of f.
func (s *Store) carryPackage(ctx context.Context, tx *sqlx.Tx, f, p *file, person, hash string) error {
	for _, write := range []struct {
		sql  string
		args []any
	}{
		{`INSERT INTO packages (dossier, no, hash, reason, stage_no, created_by, created_at, legal_at) VALUES ($1, 1, $2, 'first_version', 0, $3, $4, $5)`,
			[]any{f.ID, hash, person, f.At, f.legal()}},
		{`INSERT INTO package_documents (dossier, no, kind, position, name, media_type, sha256, size, since)
			SELECT $1, 1, kind, position, name, media_type, sha256, size, 1 FROM package_documents WHERE dossier = $2 AND no = $3`,
			[]any{f.ID, p.ID, p.PackageNo}},
		{`INSERT INTO acts (dossier, no, hash, title, lang, canonical, parsed)
			SELECT $1, 1, hash, title, lang, canonical, parsed FROM acts WHERE dossier = $2 AND no = $3`, []any{f.ID, p.ID, p.PackageNo}},
		{`INSERT INTO provisions (dossier, no, id, wid, kind, label, position)
			SELECT $1, 1, id, wid, kind, label, position FROM provisions WHERE dossier = $2 AND no = $3`, []any{f.ID, p.ID, p.PackageNo}},
		{`UPDATE dossiers SET package_no = 1 WHERE id = $1`, []any{f.ID}},
	} {
		_, err := tx.ExecContext(ctx, write.sql, write.args...)
		if err != nil {
			return fmt.Errorf("carry package of %s: %w", p.Ref, err)
		}
	}
	f.PackageNo = 1
	return s.append(ctx, tx, f.Log, f.ID, ledger.Leaf{Kind: ledger.PackageAdded, At: f.At, Dossier: string(f.Ref), Seq: 1, Hash: hash})
}

// tellKin notes in dossiers which one each takes up and which took it up, as far
// as the viewer sees those.
func tellKin(ctx context.Context, q sqlx.QueryerContext, viewer string, rows ...*DossierRow) error {
	if len(rows) == 0 {
		return nil
	}
	of := make(map[string]*DossierRow, len(rows))
	ids := make([]string, 0, len(rows))
	for _, r := range rows {
		of[r.ID] = r
		ids = append(ids, r.ID)
	}
	var links []struct {
		Dossier     string      `db:"dossier"`
		Predecessor string      `db:"predecessor"`
		Later       dossier.Ref `db:"later"`
		LaterSeen   bool        `db:"later_seen"`
		Earlier     dossier.Ref `db:"earlier"`
		EarlierSeen bool        `db:"earlier_seen"`
	}
	err := sqlx.SelectContext(ctx, q, &links, `
		SELECT r.dossier, r.predecessor, n.ref AS later, p.ref AS earlier,
			CASE WHEN n.rehearsal THEN insider(nullif($1, '')::uuid, n) ELSE sees(nullif($1, '')::uuid, n) END AS later_seen,
			CASE WHEN p.rehearsal THEN insider(nullif($1, '')::uuid, p) ELSE sees(nullif($1, '')::uuid, p) END AS earlier_seen
		FROM resubmissions r JOIN dossiers n ON n.id = r.dossier JOIN dossiers p ON p.id = r.predecessor
		WHERE r.dossier = ANY($2::uuid[]) OR r.predecessor = ANY($2::uuid[])`, viewer, array(ids))
	if err != nil {
		return fmt.Errorf("read what dossiers take up: %w", err)
	}
	for _, l := range links {
		if r := of[l.Dossier]; r != nil && l.EarlierSeen {
			r.Resubmits = l.Earlier
		}
		if r := of[l.Predecessor]; r != nil && l.LaterSeen {
			r.ResubmittedAs = l.Later
		}
	}
	return nil
}

// fillYears adds what ties a dossier to others and to the plan, and how it ended.
func fillYears(ctx context.Context, q sqlx.QueryerContext, viewer string, v *DossierView) error {
	err := tellKin(ctx, q, viewer, &v.DossierRow)
	if err != nil {
		return err
	}
	v.Changes, err = proposerChanges(ctx, q, v.ID)
	if err != nil {
		return err
	}
	v.PlanItem, err = planItemOf(ctx, q, v.ID)
	if err != nil || v.Status != dossier.Withdrawn {
		return err
	}
	var grounds []dossier.WithdrawalGround
	err = sqlx.SelectContext(ctx, q, &grounds, `SELECT ground FROM withdrawals WHERE dossier = $1`, v.ID)
	if err != nil {
		return fmt.Errorf("read ground of withdrawal: %w", err)
	}
	if len(grounds) > 0 {
		v.Ground = grounds[0]
	}
	return nil
}
