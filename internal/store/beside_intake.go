package store

import (
	"context"

	"github.com/jmoiron/sqlx"
)

// besideIntake is how many transactions may use the connections of intake beside
// its own lanes. A statement is prepared on a connection of its own while its
// transaction holds another: were all of them held, nobody would go on.
const besideIntake = 3

// transactBeside runs f as transactOn does, on the connections of intake: for what an
// author or staff do with one submission.
func (s *Store) transactBeside(ctx context.Context, f func(tx *sqlx.Tx) error) error {
	select {
	case s.beside <- struct{}{}:
	case <-ctx.Done():
		return ctx.Err()
	}
	defer func() { <-s.beside }()
	return s.transactOn(ctx, s.intake.db, f)
}
