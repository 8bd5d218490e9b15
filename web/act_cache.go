package web

import (
	"context"
	"sync"

	"github.com/rasprava/rasprava/internal/act"
	"github.com/rasprava/rasprava/internal/dossier"
	"github.com/rasprava/rasprava/internal/store"
)

// acts keeps the acts that were read last: the text of a version never changes,
// and reading one out of its record takes longer than showing it. Nobody may
// change what it returns.
type acts struct {
	mu   sync.Mutex
	kept map[actKey]*act.Act
	age  []actKey // oldest first
}

type actKey struct {
	ref  dossier.Ref
	no   int
	hash string
}

const maxActs = 64

// of returns the act of a version that the viewer sees; nil where it has none.
func (a *acts) of(ctx context.Context, s *store.Store, viewer string, ref dossier.Ref, p store.PackageView) (*act.Act, error) {
	if p.ActHash == "" {
		return nil, nil
	}
	key := actKey{ref, p.No, p.ActHash}
	a.mu.Lock()
	known := a.kept[key]
	a.mu.Unlock()
	if known != nil {
		return known, nil
	}
	_, text, err := s.Package(ctx, viewer, ref, p.No)
	if err != nil || text == nil {
		return nil, err
	}
	a.mu.Lock()
	defer a.mu.Unlock()
	if a.kept == nil {
		a.kept = map[actKey]*act.Act{}
	}
	if a.kept[key] == nil {
		a.age = append(a.age, key)
	}
	a.kept[key] = text
	if len(a.age) > maxActs {
		delete(a.kept, a.age[0])
		a.age = a.age[1:]
	}
	return text, nil
}
