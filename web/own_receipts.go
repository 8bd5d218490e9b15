package web

import (
	"context"
	"encoding/json"
	"slices"
	"time"

	"github.com/rasprava/rasprava/internal/dossier"
)

// ownReceipt is a receipt whose secret the session holds: it was given to this
// reader, and to nobody else.
type ownReceipt struct {
	No     string `json:"no"`
	Secret string `json:"secret"`

	// Until which second, since 1970, it is held for a receipt that is printed for
	// somebody else; 0: it is the reader's own.
	Until int64 `json:"until,omitempty"`
}

const (
	sessionReceipts = "receipts"
	maxOwnReceipts  = 20
)

// handedFor is how long staff hold the secret of a letter, so that they can print its
// receipt for its author.
const handedFor = 15 * time.Minute

func (v *visit) ownReceipts() []ownReceipt { return v.server.ownReceipts(v.ctx()) }

func (s *Server) ownReceipts(ctx context.Context) []ownReceipt {
	var all []ownReceipt
	err := json.Unmarshal([]byte(s.sessions.GetString(ctx, sessionReceipts)), &all)
	if err != nil { // none, or what an older program wrote
		return nil
	}
	handed := func(r ownReceipt) bool { return r.Until != 0 }
	if !slices.ContainsFunc(all, handed) {
		return all
	}
	now, err := s.store.Now(ctx)
	held := slices.DeleteFunc(slices.Clone(all), func(r ownReceipt) bool { return handed(r) && (err != nil || now.Unix() >= r.Until) })
	if len(held) < len(all) && err == nil {
		s.putReceipts(ctx, held)
	}
	return held
}

func (s *Server) putReceipts(ctx context.Context, all []ownReceipt) {
	b, err := json.Marshal(all)
	if err != nil {
		panic(err) // strings always marshal
	}
	s.sessions.Put(ctx, sessionReceipts, string(b))
}

// keepReceipt keeps a receipt's secret for the reader, with those of the last
// few that they got.
func (v *visit) keepReceipt(no, secret string) { v.holdReceipt(ownReceipt{No: no, Secret: secret}) }

// handReceipt holds the secret of a letter for whoever prints its receipt for its
// author: for a quarter of an hour, and until the next one.
func (v *visit) handReceipt(no, secret string) error {
	now, err := v.server.store.Now(v.ctx())
	if err != nil {
		return err
	}
	v.holdReceipt(ownReceipt{no, secret, now.Add(handedFor).Unix()})
	return nil
}

// holdReceipt puts a receipt to those that the session holds, in the place of the
// letter before, if it is one.
func (v *visit) holdReceipt(one ownReceipt) {
	all := slices.DeleteFunc(v.ownReceipts(), func(r ownReceipt) bool { return r.No == one.No || r.Until != 0 && one.Until != 0 })
	all = append(all, one)
	v.server.putReceipts(v.ctx(), all[max(0, len(all)-maxOwnReceipts):])
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
