package store

import (
	"context"
	"fmt"
)

// Organisations returns the confirmed organisations with those register
// numbers, by name; unknown numbers are passed over.
func (s *Store) Organisations(ctx context.Context, numbers []string) ([]Organisation, error) {
	found := []Organisation{}
	err := s.reads.SelectContext(ctx, &found, `
		SELECT register_no, name, kind FROM organisations WHERE register_no = ANY($1) AND confirmed_at IS NOT NULL ORDER BY name, register_no`, array(numbers))
	if err != nil {
		return nil, fmt.Errorf("name organisations: %w", err)
	}
	return found, nil
}
