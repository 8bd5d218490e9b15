package web

import (
	"context"

	"github.com/gin-gonic/gin"

	"github.com/rasprava/rasprava/internal/store"
	"github.com/rasprava/rasprava/web/api"
)

// ListInvitations lists what the organisations are asked to sign that the person speaks
// for.
func (o operations) ListInvitations(c *gin.Context) {
	o.answer(c, func() (reply, error) {
		asked, err := o.store.AskedToSign(c.Request.Context(), who(c).person)
		if err != nil {
			return reply{}, err
		}
		return ok(api.InvitationList{Items: each(asked, func(a store.AskedToSign) api.Invitation {
			return api.Invitation{Id: a.ID, Organisation: a.Organisation, Dossier: string(a.Ref), Title: a.Title, ReceiptNo: a.ReceiptNo, AskedAt: a.AskedAt.UTC(), ClosesAt: a.Closes.UTC(), State: string(a.State)}
		})}).with("Cache-Control", "private, no-store"), nil
	})
}

// invitationOf returns the invitation that a path names by its id, never by the token of
// a link: here only who speaks for the organisation reads and signs.
func invitationOf(c *gin.Context, id api.ID) (store.Invitation, error) {
	known, err := knownID(id)
	return store.Invitation{Key: known, Person: who(c).person}, err
}

// GetInvitation returns what is signed, and how that stands.
func (o operations) GetInvitation(c *gin.Context, id api.ID) {
	o.answer(c, func() (reply, error) {
		by, err := invitationOf(c, id)
		if err != nil {
			return reply{}, err
		}
		to, err := o.store.ToSign(c.Request.Context(), by)
		if err != nil {
			return reply{}, err
		}
		out := api.ToSign{Id: by.Key, Organisation: to.Name, RegisterNo: to.RegisterNo, State: string(to.State), Revision: to.Revision, Dossier: string(to.Ref), Title: to.Title, Round: to.Round,
			ReceiptNo: to.ReceiptNo, ReceivedAt: to.ReceivedAt, ClosesAt: to.Closes, Author: to.Author, Covered: to.Covered, Over: to.Over, Signed: signatoriesOf(to.Signed), Comments: []api.CommentToSign{}}
		for i, said := range to.Comments {
			at := to.Places[i]
			out.Comments = append(out.Comments, api.CommentToSign{Number: said.Number, Document: at.Document, Provision: at.Place, Kind: said.Kind, Quote: said.Quote, Body: said.Body, ProposedText: said.Proposed})
		}
		return ok(out).with("Cache-Control", "private, no-store"), nil
	})
}

// SignJointly signs a submission for an organisation.
func (o operations) SignJointly(c *gin.Context, id api.ID) {
	o.answer(c, func() (reply, error) {
		var in api.NewSignature
		err := readJSON(c.Request, &in, required)
		if err != nil {
			return reply{}, err
		}
		by, err := invitationOf(c, id)
		if err != nil {
			return reply{}, err
		}
		return nothing, o.store.Cosign(c.Request.Context(), by, in.Revision)
	})
}

// WithdrawSignature takes the signature of an organisation back.
func (o operations) WithdrawSignature(c *gin.Context, id api.ID) {
	o.underInvitation(c, id, o.store.TakeSignatureBack)
}

// DeclineToSign puts down that an organisation does not sign.
func (o operations) DeclineToSign(c *gin.Context, id api.ID) {
	o.underInvitation(c, id, o.store.Decline)
}

func (o operations) underInvitation(c *gin.Context, id api.ID, do func(context.Context, store.Invitation) error) {
	o.answer(c, func() (reply, error) {
		by, err := invitationOf(c, id)
		if err != nil {
			return reply{}, err
		}
		return nothing, do(c.Request.Context(), by)
	})
}
