package web

import (
	"github.com/gin-gonic/gin"

	"github.com/rasprava/rasprava/internal/dossier"
	"github.com/rasprava/rasprava/internal/locale"
	"github.com/rasprava/rasprava/internal/store"
	"github.com/rasprava/rasprava/web/api"
)

// DisownComment opens a case for somebody who did not write a comment that stands
// under their name.
func (o operations) DisownComment(c *gin.Context, id api.ID) {
	o.answer(c, func() (reply, error) {
		var in api.NewClaim
		err := readJSON(c.Request, &in, required)
		if err != nil {
			return reply{}, err
		}
		comment, err := knownID(id)
		if err != nil {
			return reply{}, err
		}
		n := dossier.Claim{Comment: comment, Name: in.Name, Contact: in.Contact, Statement: in.Statement, Lang: string(locale.Match(c.GetHeader("Accept-Language")))}
		err = n.Check()
		if err == nil {
			err = o.allow(c.Request.Context(), claims, dossier.CodeRateLimited, "claims", network(c.ClientIP()))
		}
		if err != nil {
			return reply{}, err
		}
		return nothing, o.store.Disown(c.Request.Context(), who(c).person, n)
	})
}

// ListAuthorshipCases lists the cases of a dossier.
func (o operations) ListAuthorshipCases(c *gin.Context, id api.Ref, p api.ListAuthorshipCasesParams) {
	o.answer(c, func() (reply, error) {
		ref, err := refOf(id)
		if err != nil {
			return reply{}, err
		}
		page, err := pageOf(c, p.Cursor, p.Limit)
		if err != nil {
			return reply{}, err
		}
		if !p.State.Valid() && p.State != "" {
			return reply{}, invalid("state", codeFieldRange)
		}
		rows, next, err := o.store.AuthorshipCases(c.Request.Context(), who(c).person, ref, p.State == api.ListAuthorshipCasesParamsStateDecided, page)
		if err != nil {
			return reply{}, err
		}
		return ok(api.AuthorshipCaseList{Next: next, Items: each(rows, authorshipCaseOf)}).with("Cache-Control", "private, no-store"), nil
	})
}

// GetAuthorshipCase returns one case of a dossier.
func (o operations) GetAuthorshipCase(c *gin.Context, in api.Ref, id api.ID) {
	o.answer(c, func() (reply, error) {
		ref, err := refOf(in)
		if err != nil {
			return reply{}, err
		}
		one, err := o.store.AuthorshipCase(c.Request.Context(), who(c).person, ref, id)
		if err != nil {
			return reply{}, err
		}
		return ok(authorshipCaseOf(one)).with("Cache-Control", "private, no-store"), nil
	})
}

func authorshipCaseOf(c store.AuthorshipCase) api.AuthorshipCase {
	return api.AuthorshipCase{Id: c.ID, Number: c.Number, Round: c.RoundNo, Comments: c.Comments, Published: c.Published, Body: c.Body, OpenedAt: c.OpenedAt.UTC(),
		Name: c.Name, Contact: c.Contact, Statement: c.Statement, Method: string(c.Method), Note: c.Note, VerifiedBy: c.VerifiedBy, VerifiedAt: utc(c.VerifiedAt),
		Decision: c.Decision, Reasons: c.Reasons, DecidedBy: c.DecidedBy, DecidedAt: utc(c.DecidedAt)}
}

// VerifyClaimant puts down how a claimant was verified.
func (o operations) VerifyClaimant(c *gin.Context, id api.ID) {
	o.answer(c, func() (reply, error) {
		var in api.Verification
		err := readJSON(c.Request, &in, required)
		if err != nil {
			return reply{}, err
		}
		return nothing, o.store.VerifyClaimant(c.Request.Context(), who(c).person, id, dossier.Verification(in.Method), in.Note)
	})
}

// DecideAuthorship takes a name down, or refuses a claim.
func (o operations) DecideAuthorship(c *gin.Context, id api.ID) {
	o.answer(c, func() (reply, error) {
		var in api.AuthorshipDecision
		err := readJSON(c.Request, &in, required)
		if err != nil {
			return reply{}, err
		}
		if in.Decision != "taken_down" && in.Decision != "refused" {
			return reply{}, invalid("decision", codeFieldRange)
		}
		return nothing, o.store.SettleAuthorship(c.Request.Context(), who(c).person, id, in.Decision == "taken_down", in.Reasons)
	})
}
