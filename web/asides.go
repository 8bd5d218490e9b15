package web

import (
	"github.com/gin-gonic/gin"

	"github.com/rasprava/rasprava/internal/dossier"
	"github.com/rasprava/rasprava/internal/store"
	"github.com/rasprava/rasprava/web/api"
)

// ProposeSetAside proposes to set a comment aside.
func (o operations) ProposeSetAside(c *gin.Context, id api.ID) {
	o.answer(c, func() (reply, error) {
		var in api.NewSetAside
		err := readJSON(c.Request, &in, required)
		if err != nil {
			return reply{}, err
		}
		proposed, err := o.store.ProposeAside(c.Request.Context(), who(c).person,
			dossier.Setting{Comment: id, Revision: in.Revision, Ground: dossier.AsideGround(in.Ground), SameAs: in.SameAs, Reasons: in.Reasons})
		if err != nil {
			return reply{}, err
		}
		return reply{status: 201, body: api.ProposedSetAside{Id: proposed}}, nil
	})
}

// ListSetAsides lists the proposals of a dossier.
func (o operations) ListSetAsides(c *gin.Context, id api.Ref, p api.ListSetAsidesParams) {
	o.answer(c, func() (reply, error) {
		ref, err := refOf(id)
		if err != nil {
			return reply{}, err
		}
		page, err := pageOf(c, p.Cursor, p.Limit)
		if err != nil {
			return reply{}, err
		}
		state := store.AsideProposed
		if p.State != "" {
			state = store.AsideState(p.State)
		}
		if !p.State.Valid() && p.State != "" {
			return reply{}, invalid("state", codeFieldRange)
		}
		rows, next, err := o.store.Asides(c.Request.Context(), who(c).person, ref, state, page)
		if err != nil {
			return reply{}, err
		}
		return ok(api.SetAsideList{Next: next, Items: each(rows, func(a store.StaffAside) api.StaffSetAside {
			return api.StaffSetAside{Id: a.ID, Comment: a.Comment, Number: a.Number, State: string(a.State), Ground: string(a.Ground), SameAs: a.SameAs, Reasons: a.Reasons,
				ProposedBy: a.ProposedBy, ProposedAt: a.ProposedAt.UTC(), Decision: a.Decision, DecisionReasons: a.DecisionReasons, DecidedBy: a.DecidedBy,
				DecidedAt: utc(a.DecidedAt), Statement: a.Statement, ContestedAt: utc(a.ContestedAt), Verdict: a.Verdict, VerdictReasons: a.VerdictReasons,
				SettledBy: a.SettledBy, SettledAt: utc(a.SettledAt), Void: a.Void}
		})}), nil
	})
}

// DecideSetAside confirms, declines or takes back a proposal.
func (o operations) DecideSetAside(c *gin.Context, id api.ID) {
	o.answer(c, func() (reply, error) {
		var in api.SetAsideDecision
		err := readJSON(c.Request, &in, required)
		if err != nil {
			return reply{}, err
		}
		ctx, person := c.Request.Context(), who(c).person
		switch in.Decision {
		case "confirmed":
			err = o.store.ConfirmAside(ctx, person, id)
		case "declined":
			err = o.store.DeclineAside(ctx, person, id, in.Reasons)
		case "undone":
			err = o.store.UndoAside(ctx, person, id)
		default:
			err = invalid("decision", codeFieldRange)
		}
		return nothing, err
	})
}

// SettleContest decides on what an author says against their comment's being set
// aside.
func (o operations) SettleContest(c *gin.Context, id api.ID) {
	o.answer(c, func() (reply, error) {
		var in api.SetAsideVerdict
		err := readJSON(c.Request, &in, required)
		if err != nil {
			return reply{}, err
		}
		if in.Verdict != "reinstated" && in.Verdict != "upheld" {
			return reply{}, invalid("verdict", codeFieldRange)
		}
		return nothing, o.store.SettleContest(c.Request.Context(), who(c).person, id, in.Verdict == "reinstated", in.Reasons)
	})
}

// ContestSetAside takes down what an author says against their comment's being set
// aside.
func (o operations) ContestSetAside(c *gin.Context, no api.ReceiptNo) {
	o.answer(c, func() (reply, error) {
		secret, err := o.secretTried(c)
		if err != nil {
			return reply{}, err
		}
		var in api.NewContest
		err = readJSON(c.Request, &in, required)
		if err != nil {
			return reply{}, err
		}
		return nothing, o.store.Contest(c.Request.Context(), store.Contest{ReceiptNo: no, Secret: secret, Comment: in.Comment, Statement: in.Statement})
	})
}

// setAsideOf says how a comment was set aside; nil: it never was.
func setAsideOf(a store.AsideView) *api.SetAside {
	if a.Ground == "" {
		return nil
	}
	return &api.SetAside{Ground: string(a.Ground), SameAs: a.SameAs, Reasons: a.Reasons, At: utc(a.At), Stands: a.Stands(), ContestUntil: utc(a.Until), ContestedAt: utc(a.ContestedAt), Verdict: a.Verdict,
		VerdictReasons: a.VerdictReasons, SettledAt: utc(a.SettledAt)}
}
