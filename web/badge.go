package web

import (
	"context"

	"github.com/rasprava/rasprava/internal/dossier"
)

// badge is who is signed in, as far as a page's frame needs it; the zero badge
// is nobody's.
type badge struct {
	Name          string
	Roles         []dossier.Role
	Confirmed     string // e-mail address of the account, where it was confirmed
	Official      bool   // holds an appointment today
	Organisations int    // that they speak for today
	Tasks         int    // what waits for them
	Notices       int    // that they have not read
}

// SignedIn reports whether somebody is.
func (b badge) SignedIn() bool { return b.Name != "" }

func (b badge) holds(r dossier.Role) bool {
	for _, role := range b.Roles {
		if role == r {
			return true
		}
	}
	return false
}

func (s *Server) badgeOf(ctx context.Context, person string) (badge, error) {
	if person == "" {
		return badge{}, nil
	}
	known, err := s.store.Badge(ctx, person)
	if err != nil {
		return badge{}, err
	}
	b := badge{Name: known.Name, Confirmed: known.Confirmed, Roles: known.Roles, Official: len(known.Bodies) > 0, Organisations: len(known.Organisations)}
	if b.Official {
		b.Tasks, err = s.store.CountTasks(ctx, person)
		if err != nil {
			return badge{}, err
		}
		b.Notices, err = s.store.CountNotices(ctx, person)
		if err != nil {
			return badge{}, err
		}
	}
	return b, nil
}
