package web

import (
	"context"
	"strings"
	"time"

	"github.com/rasprava/rasprava/internal/dossier"
)

// How many letters that invite organisations to sign a submission too go out by one
// sender, and to one address in one round.
var (
	invitationsSent = Rate{Every: time.Minute, Burst: 60}
	invitationsTo   = Rate{Every: 30 * time.Minute, Burst: 20}
)

// allowInvitations refuses, as too_many_invitations, letters to organisations beyond
// what one sender may have sent, or one address is sent in a round or, where an
// organisation is asked again, by the submission with this number.
func (s *Server) allowInvitations(ctx context.Context, sender, about string, addresses ...string) error {
	for _, address := range addresses {
		err := s.allow(ctx, invitationsSent, dossier.CodeInvitations, "invitations", network(sender))
		if err == nil {
			err = s.allow(ctx, invitationsTo, dossier.CodeInvitations, "invitations to", about+"\n"+strings.ToLower(strings.TrimSpace(address)))
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// invited returns the addresses to which a submission has letters sent.
func invited(n dossier.Submission) []string {
	return each(n.Cosigners, func(c dossier.Cosigner) string { return c.Email })
}
