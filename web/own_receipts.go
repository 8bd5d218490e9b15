package web

import (
	"context"
	"encoding/json"
	"slices"

	"github.com/rasprava/rasprava/internal/dossier"
)

// ownReceipt is a receipt whose secret the session holds: it was given to this
// reader, and to nobody else.
type ownReceipt struct {
	No     string `json:"no"`
	Secret string `json:"secret"`
}

const (
	sessionReceipts = "receipts"
	maxOwnReceipts  = 20
)

func (v *visit) ownReceipts() []ownReceipt { return v.server.ownReceipts(v.ctx()) }

func (s *Server) ownReceipts(ctx context.Context) []ownReceipt {
	var all []ownReceipt
	err := json.Unmarshal([]byte(s.sessions.GetString(ctx, sessionReceipts)), &all)
	if err != nil { // none, or what an older program wrote
		return nil
	}
	return all
}

// keepReceipt keeps a receipt's secret for the reader, with those of the last
// few that they got.
func (v *visit) keepReceipt(no, secret string) {
	all := slices.DeleteFunc(v.ownReceipts(), func(r ownReceipt) bool { return r.No == no })
	all = append(all, ownReceipt{no, secret})
	all = all[max(0, len(all)-maxOwnReceipts):]
	b, err := json.Marshal(all)
	if err != nil {
		panic(err) // strings always marshal
	}
	v.server.sessions.Put(v.ctx(), sessionReceipts, string(b))
}

// secretOf returns the secret of a receipt that was given to this reader; empty
// for any other.
func (v *visit) secretOf(no string) string { return v.server.secretOf(v.ctx(), no) }

// holdersForm reads what is sent about the receipt of the address, whose secret this
// reader was given.
func (v *visit) holdersForm() (f form, no, secret string, err error) {
	f, err = v.readForm()
	if err != nil {
		return f, "", "", err
	}
	no = v.Param("no")
	secret = v.secretOf(no)
	if secret == "" {
		return f, "", "", dossier.Refuse(dossier.CodeSecretWrong)
	}
	return f, no, secret, nil
}

func (s *Server) secretOf(ctx context.Context, no string) string {
	for _, r := range s.ownReceipts(ctx) {
		if r.No == no {
			return r.Secret
		}
	}
	return ""
}
