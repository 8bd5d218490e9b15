package store

import (
	"context"
	"fmt"
)

// Collector is who collected submissions that are brought in from a file, and who
// brings them in.
type Collector struct {
	Organisation string // id
	Operator     string // id of a person
}

// Collector returns who collects. Refused role_required when the person is no operator,
// or not_found when no organisation has the number in the register.
func (s *Store) Collector(ctx context.Context, operator, registerNo string) (Collector, error) {
	err := mayOperate(ctx, s.db, operator)
	if err != nil {
		return Collector{}, err
	}
	c := Collector{Operator: operator}
	err = s.db.GetContext(ctx, &c.Organisation, `SELECT id FROM organisations WHERE register_no = $1`, registerNo)
	if err != nil {
		return Collector{}, fmt.Errorf("find organisation: %w", orNotFound(err))
	}
	return c, nil
}

// writeCollectors puts down who collected what is taken in.
func (b *batch) writeCollectors(ctx context.Context) error {
	var submissions, organisations, operators []string
	for _, one := range b.sealed {
		if by := b.deliveries[one.i].Collector; by != nil {
			submissions, organisations, operators = append(submissions, one.id), append(organisations, by.Organisation), append(operators, by.Operator)
		}
	}
	if len(submissions) == 0 {
		return nil
	}
	_, err := b.tx.ExecContext(ctx, `
		INSERT INTO collected_submissions (submission, organisation, entered_by)
		SELECT submission, organisation, entered_by FROM unnest($1::uuid[], $2::uuid[], $3::uuid[]) AS u (submission, organisation, entered_by)`,
		array(submissions), array(organisations), array(operators))
	if err != nil {
		return fmt.Errorf("write collectors: %w", err)
	}
	return nil
}

// collectedBy is the name of the organisation that collected a submission s; empty: it
// came from its author.
const collectedBy = `coalesce((SELECT o.name FROM collected_submissions k JOIN organisations o ON o.id = k.organisation WHERE k.submission = s.id), '')`
