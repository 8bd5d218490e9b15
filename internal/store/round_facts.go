package store

import (
	"context"
	"fmt"
	"slices"
	"sync"

	"github.com/jmoiron/sqlx"

	"github.com/rasprava/rasprava/internal/dossier"
	"github.com/rasprava/rasprava/internal/redline"
)

// roundFacts is what never changes of a round and of the version that it is over,
// kept so that a batch of intake need not ask again. It is safe for concurrent
// use; its zero value is empty.
type roundFacts struct {
	mu      sync.Mutex // protects what follows
	locks   map[string]int32
	places  map[version]places
	finders map[version]*redline.Finder
}

// version is one package of a dossier, as a round on it has it: what is public of it
// was published before the round opened.
type version struct {
	round   string
	dossier string
	no      int
}

// mostFacts is how many rounds, and how many versions, are kept.
const mostFacts = 64

// lock returns the key of the round's advisory lock.
func (f *roundFacts) lock(ctx context.Context, q sqlx.QueryerContext, round string) (int32, error) {
	f.mu.Lock()
	key, known := f.locks[round]
	f.mu.Unlock()
	if known {
		return key, nil
	}
	err := sqlx.GetContext(ctx, q, &key, `SELECT lock::integer FROM rounds WHERE id = $1`, round)
	if err != nil {
		return 0, orNotFound(err)
	}
	f.mu.Lock()
	defer f.mu.Unlock()
	if f.locks == nil || len(f.locks) >= mostFacts {
		f.locks = map[string]int32{}
	}
	f.locks[round] = key
	return key, nil
}

// places is what comments may point at, in a version.
type places struct {
	documents []string
	wids      map[string]string // by provision
	positions map[string]int    // by provision, from 1
}

// at returns where what a comment is about stands among the places: the act as its text
// goes, the whole of it first, then each other document.
func (p places) at(document, provision string) int {
	if document == string(dossier.ActDocument) {
		return p.positions[provision]
	}
	others := slices.DeleteFunc(slices.Clone(p.documents), func(kind string) bool { return kind == string(dossier.ActDocument) })
	return (slices.Index(others, document) + 1) << 24
}

// of returns the places of a version, which is immutable: its public documents, and
// the provisions of its act. What is not public is as if it were not there.
func (f *roundFacts) of(ctx context.Context, q sqlx.QueryerContext, v version) (places, error) {
	f.mu.Lock()
	p, known := f.places[v]
	f.mu.Unlock()
	if known {
		return p, nil
	}
	p.wids, p.positions = map[string]string{}, map[string]int{}
	err := sqlx.SelectContext(ctx, q, &p.documents, `
		SELECT DISTINCT kind FROM package_documents WHERE dossier = $1 AND no = $2 AND visibility = 'public' ORDER BY kind`, v.dossier, v.no)
	if err != nil {
		return p, fmt.Errorf("read documents: %w", err)
	}
	var rows []struct {
		ID       string `db:"id"`
		WID      string `db:"wid"`
		Position int    `db:"position"`
	}
	err = sqlx.SelectContext(ctx, q, &rows, `SELECT id, wid, position FROM provisions WHERE dossier = $1 AND no = $2`, v.dossier, v.no)
	if err != nil {
		return p, fmt.Errorf("read provisions: %w", err)
	}
	for _, r := range rows {
		p.wids[r.ID], p.positions[r.ID] = r.WID, r.Position
	}
	f.mu.Lock()
	defer f.mu.Unlock()
	if f.places == nil || len(f.places) >= mostFacts {
		f.places = map[version]places{}
	}
	f.places[v] = p
	return p, nil
}
