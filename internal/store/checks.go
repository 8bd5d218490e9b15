package store

import (
	"context"

	"github.com/rasprava/rasprava/internal/dossier"
	"github.com/rasprava/rasprava/internal/procedure"
)

// Checks returns every condition that guards the way forward out of the dossier's
// present stage, those that hold too. It answers for whoever may see the dossier.
func (s *Store) Checks(ctx context.Context, viewer string, ref dossier.Ref) ([]procedure.Checked, error) {
	f, err := s.peek(ctx, viewer, ref)
	if err != nil {
		return nil, err
	}
	if !f.stands() {
		return nil, nil
	}
	facts, err := f.facts(ctx, s.reads)
	if err != nil {
		return nil, err
	}
	return procedure.Checks(f.Stage, facts), nil
}
