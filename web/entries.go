package web

import (
	"github.com/gin-gonic/gin"

	"github.com/rasprava/rasprava/internal/dossier"
	"github.com/rasprava/rasprava/internal/store"
	"github.com/rasprava/rasprava/web/api"
)

// EnterSubmission takes in what came on paper, by e-mail or at a hearing.
func (o operations) EnterSubmission(c *gin.Context, id api.ID, p api.EnterSubmissionParams) {
	o.answer(c, func() (reply, error) {
		round, err := knownID(id)
		if err != nil {
			return reply{}, err
		}
		var in api.NewEntry
		err = readJSON(c.Request, &in, lenient)
		if err != nil {
			return reply{}, err
		}
		submission, unread := readSubmission(api.NewSubmission{Author: in.Author, Lang: in.Lang, Comments: in.Comments})
		if unread != nil {
			return reply{}, &dossier.Problem{Code: dossier.CodeInvalid, Fields: unread}
		}
		accepted, err := o.store.Enter(c.Request.Context(), who(c).person, store.Entry{Round: round, Key: p.IdempotencyKey, Channel: dossier.Channel(in.Channel),
			SentOn: in.SentOn, ArrivedOn: in.ArrivedOn, Scan: in.Scan, ScanPublic: in.ScanPublic, Submission: submission})
		if err != nil {
			return reply{}, err
		}
		return receivedOf(accepted), nil
	})
}

// DeclareFinal puts down that everything that was sent in time is in.
func (o operations) DeclareFinal(c *gin.Context, id api.ID) {
	o.answer(c, func() (reply, error) {
		round, err := knownID(id)
		if err != nil {
			return reply{}, err
		}
		var in api.Declaration
		if c.Request.ContentLength != 0 {
			err = readJSON(c.Request, &in, lenient)
			if err != nil {
				return reply{}, err
			}
		}
		if in.Portal != "" && in.Portal != store.PortalNone {
			return reply{}, invalid("portal", codeFieldRange)
		}
		err = o.store.DeclareFinal(c.Request.Context(), who(c).person, round, in.Portal == store.PortalNone)
		if err != nil {
			return reply{}, err
		}
		r, err := o.store.Round(c.Request.Context(), who(c).person, round)
		if err != nil {
			return reply{}, err
		}
		return ok(roundOf(r)), nil
	})
}
