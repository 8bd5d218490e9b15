package web

import (
	"github.com/gin-gonic/gin"

	"github.com/rasprava/rasprava/internal/store"
	"github.com/rasprava/rasprava/web/api"
)

func signatoriesOf(all []store.Signatory) []api.Signatory {
	if len(all) == 0 {
		return nil
	}
	return each(all, func(s store.Signatory) api.Signatory {
		return api.Signatory{RegisterNo: s.RegisterNo, Name: s.Name, SignedAt: s.At, Mandated: s.Mandated, Earlier: s.Earlier}
	})
}

// ListCosigners lists the organisations that a submission asks to sign it, to whoever
// has its secret.
func (o operations) ListCosigners(c *gin.Context, no api.ReceiptNo) {
	o.answer(c, func() (reply, error) {
		secret, err := o.secretTried(c)
		if err != nil {
			return reply{}, err
		}
		err = o.store.HoldsSecret(c.Request.Context(), no, secret)
		if err != nil {
			return reply{}, err
		}
		said, err := o.store.Said(c.Request.Context(), "", no, secret)
		if err != nil {
			return reply{}, err
		}
		return ok(api.CosignerList{Items: each(said.Cosigners, func(k store.Cosigner) api.Cosigner {
			out := api.Cosigner{No: k.No, RegisterNo: k.RegisterNo, Name: k.Name, Email: k.Email, State: string(k.State)}
			if !k.At.IsZero() {
				out.At = &k.At
			}
			return out
		})}), nil
	})
}

// AskCosigner writes to an organisation that a submission asks to sign it once more.
func (o operations) AskCosigner(c *gin.Context, no api.ReceiptNo, place int) {
	o.answer(c, func() (reply, error) {
		secret, err := o.secretTried(c)
		if err != nil {
			return reply{}, err
		}
		var in api.NewAsking
		err = readJSON(c.Request, &in, required)
		if err != nil {
			return reply{}, err
		}
		err = o.allowSubmission(c.Request.Context(), c.ClientIP())
		if err == nil {
			err = o.allowInvitations(c.Request.Context(), c.ClientIP(), no, in.Email)
		}
		if err != nil {
			return reply{}, err
		}
		return nothing, o.store.AskCosigner(c.Request.Context(), no, secret, place, in.Email)
	})
}
