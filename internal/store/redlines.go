package store

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"

	"github.com/jmoiron/sqlx"

	"github.com/rasprava/rasprava/internal/act"
	"github.com/rasprava/rasprava/internal/dossier"
	"github.com/rasprava/rasprava/internal/redline"
)

// redlineAlgorithm names how redlines are made; another one keeps its own.
const redlineAlgorithm = "rasprava.redline/1 templates joined amounts scattered bare moved runs repealed orders notes lines divisions numbers brackets own tongues points decimals parts labels lists seams kept places twins rows exchanged written dashes prose ranks crossed rubrics cited dotless marks bound scripts joins outweighed pairs swaps words outside sentences headings apart counted annexed alone anew vacant unnumbered styles repeated script printed likelier numbered longest opened noted ways sentence recitals turned excepted"

// PendingRedline says that a redline is not kept yet. Nobody who reads makes it:
// CompareTexts does.
type PendingRedline struct{ dossier.CompareInput }

func (p *PendingRedline) Error() string {
	return fmt.Sprintf("read redline from %s to %s: not made yet", p.Old, p.New)
}

func (p *PendingRedline) Unwrap() error { return dossier.Refuse(dossier.CodeRedlinePending) }

// Redline returns the redline of two versions, as JSON; it is kept by the
// hashes of what it compares. Refused not_found when the viewer does not see
// both texts.
func (s *Store) Redline(ctx context.Context, viewer string, ref dossier.Ref, from, to int) (*redline.Redline, error) {
	_, old, err := s.Package(ctx, viewer, ref, from)
	if err != nil {
		return nil, err
	}
	_, fresh, err := s.Package(ctx, viewer, ref, to)
	if err != nil {
		return nil, err
	}
	if old == nil || fresh == nil {
		return nil, dossier.Refuse(dossier.CodeNotFound)
	}
	return s.Compared(ctx, old, fresh)
}

// Compared returns the redline of two acts of the record by their hashes; a
// PendingRedline where none is kept. Whether somebody may see it is for the
// caller to know.
func (s *Store) Compared(ctx context.Context, old, fresh *act.Act) (*redline.Redline, error) {
	return keptRedline(ctx, s.reads, dossier.CompareInput{Old: old.Hash, New: fresh.Hash})
}

func keptRedline(ctx context.Context, q sqlx.QueryerContext, in dossier.CompareInput) (*redline.Redline, error) {
	var kept []byte
	err := sqlx.GetContext(ctx, q, &kept, `
		SELECT redline FROM redlines WHERE old_hash = $1 AND new_hash = $2 AND algorithm = $3`, in.Old, in.New, redlineAlgorithm)
	if errors.Is(err, sql.ErrNoRows) {
		return nil, &PendingRedline{in}
	}
	if err != nil {
		return nil, fmt.Errorf("read redline: %w", err)
	}
	r := &redline.Redline{}
	err = json.Unmarshal(kept, r)
	if err != nil {
		return nil, fmt.Errorf("read redline: %w", err)
	}
	return r, nil
}

// CompareTexts makes the redline of two acts of the record and keeps it by their
// hashes; one that is kept is not made again. Refused not_found where a hash is
// of no act.
func (s *Store) CompareTexts(ctx context.Context, in dossier.CompareInput) (dossier.CompareResult, error) {
	r, err := keptRedline(ctx, s.db, in)
	var pending *PendingRedline
	if errors.As(err, &pending) {
		r, err = s.compareTexts(ctx, in)
	}
	if err != nil {
		return dossier.CompareResult{}, err
	}
	return dossier.CompareResult{Changes: len(r.Changes)}, nil
}

func (s *Store) compareTexts(ctx context.Context, in dossier.CompareInput) (*redline.Redline, error) {
	var texts [2]act.Act
	for i, hash := range []string{in.Old, in.New} {
		var parsed []byte
		err := s.db.GetContext(ctx, &parsed, `SELECT parsed FROM acts WHERE hash = $1 ORDER BY dossier, no LIMIT 1`, hash)
		if err != nil {
			return nil, fmt.Errorf("read act %s: %w", hash, orNotFound(err))
		}
		err = json.Unmarshal(parsed, &texts[i])
		if err != nil {
			return nil, fmt.Errorf("read act %s: %w", hash, err)
		}
	}
	return s.compare(ctx, &texts[0], &texts[1])
}

// compare makes the redline of two acts and keeps it.
func (s *Store) compare(ctx context.Context, old, fresh *act.Act) (*redline.Redline, error) {
	r, err := redline.Compare(old, fresh)
	if err != nil {
		return nil, fmt.Errorf("make redline: %w", err)
	}
	made, err := json.Marshal(r)
	if err != nil {
		return nil, fmt.Errorf("keep redline: %w", err)
	}
	_, err = s.db.ExecContext(ctx, `
		INSERT INTO redlines (old_hash, new_hash, algorithm, redline) VALUES ($1, $2, $3, $4) ON CONFLICT DO NOTHING`,
		old.Hash, fresh.Hash, redlineAlgorithm, made)
	if err != nil {
		return nil, fmt.Errorf("keep redline: %w", err)
	}
	return r, nil
}

// MissingRedlines lists what is still to be compared of a dossier, the newest
// first: each text with the one before it, and the newest with those that were
// put up for comment.
func (s *Store) MissingRedlines(ctx context.Context, ref dossier.Ref) ([]dossier.CompareInput, error) {
	var pairs []dossier.CompareInput
	err := s.db.SelectContext(ctx, &pairs, `
		SELECT o.hash AS old, n.hash AS new
		FROM dossiers d JOIN acts n ON n.dossier = d.id JOIN acts o ON o.dossier = d.id AND o.no < n.no AND o.hash <> n.hash
		WHERE d.ref = $1
		AND (NOT EXISTS (SELECT 1 FROM acts b WHERE b.dossier = d.id AND b.no > o.no AND b.no < n.no)
			OR n.no = (SELECT max(m.no) FROM acts m WHERE m.dossier = d.id) AND EXISTS (SELECT 1 FROM rounds r WHERE r.dossier = d.id AND r.package_no = o.no))
		AND NOT EXISTS (SELECT 1 FROM redlines k WHERE k.old_hash = o.hash AND k.new_hash = n.hash AND k.algorithm = $2)
		GROUP BY o.hash, n.hash ORDER BY max(n.no) DESC, max(o.no) DESC`, ref, redlineAlgorithm)
	if err != nil {
		return nil, fmt.Errorf("list what is to be compared of %s: %w", ref, err)
	}
	return pairs, nil
}
