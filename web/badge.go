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
	Official      bool // holds an appointment today
	Organisations int  // that they speak for today
	Tasks         int  // what waits for them
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
	p, err := s.store.PersonByID(ctx, person)
	if err != nil {
		return badge{}, err
	}
	a, err := s.store.Actor(ctx, person)
	if err != nil {
		return badge{}, err
	}
	now, err := s.store.Now(ctx)
	if err != nil {
		return badge{}, err
	}
	day := dossier.Day(now, belgrade)
	b := badge{Name: p.Name}
	for _, ap := range a.Appointments {
		if ap.In(day) {
			b.Official = true
			if !b.holds(ap.Role) {
				b.Roles = append(b.Roles, ap.Role)
			}
		}
	}
	if b.Official {
		b.Tasks, err = s.store.CountTasks(ctx, person)
		if err != nil {
			return badge{}, err
		}
	}
	for _, m := range a.Mandates {
		if a.SpeaksFor(m.Organisation, day) {
			b.Organisations++
		}
	}
	return b, nil
}
