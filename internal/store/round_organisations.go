package store

import (
	"context"
	"fmt"
)

// OrganisationName is an organisation of the register.
type OrganisationName struct {
	RegisterNo string `db:"register_no"`
	Name       string `db:"name"`
}

// mostOrganisations is how many organisations are told apart in one round.
const mostOrganisations = 200

// RoundOrganisations returns the organisations of the register that have sent comments
// of which the viewer hears, where everybody sees their name, in no order; where there
// are more than 200 the one alone with the number that is asked for.
func (s *Store) RoundOrganisations(ctx context.Context, viewer, round, number string) ([]OrganisationName, error) {
	insider, _, err := s.listens(ctx, viewer, round)
	if err != nil {
		return nil, err
	}
	var all []OrganisationName
	err = s.reads.SelectContext(ctx, &all, `
		WITH RECURSIVE sent AS (
			(SELECT organisation FROM submissions WHERE round = $1 AND organisation IS NOT NULL ORDER BY organisation LIMIT 1)
			UNION ALL SELECT (SELECT n.organisation FROM submissions n WHERE n.round = $1 AND n.organisation > sent.organisation ORDER BY n.organisation LIMIT 1)
			FROM sent WHERE sent.organisation IS NOT NULL)
		SELECT o.register_no, o.name FROM sent JOIN organisations o ON o.id = sent.organisation JOIN rounds r ON r.id = $1 AND (r.show_comments OR r.status = 'closed' OR $2)
		WHERE EXISTS (SELECT 1 FROM submissions s JOIN comments c ON c.submission = s.id WHERE s.round = $1 AND s.organisation = o.id AND `+authorName+` <> '' AND `+readable+`)
		ORDER BY o.register_no <> $3 LIMIT $4`, round, insider, number, mostOrganisations+1)
	if err != nil {
		return nil, fmt.Errorf("list organisations of a round: %w", err)
	}
	if len(all) > mostOrganisations {
		all = all[:1]
		if all[0].RegisterNo != number {
			all = nil
		}
	}
	return all, nil
}
