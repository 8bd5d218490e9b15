package web

import (
	"context"
	"strconv"

	"github.com/rasprava/rasprava/internal/dossier"
	"github.com/rasprava/rasprava/internal/ledger"
	"github.com/rasprava/rasprava/internal/store"
)

// receiptText is one text of a submission that was corrected, as it was received or as
// a correction left it.
type receiptText struct {
	When     string
	Received bool   // it is what was received
	File     string // address of its receipt file
	Words    string // address of the file of what it says
}

// receiptTexts returns every text of a submission that was corrected, oldest first.
func (v *visit) receiptTexts(r store.ReceiptView) []receiptText {
	at := v.href("/potvrde/" + r.ReceiptNo)
	text := func(revision int) receiptText {
		asked := "?ispravka=" + strconv.Itoa(revision)
		return receiptText{Received: revision == 0, File: at + "/datoteka" + asked, Words: at + "/reci" + asked}
	}
	first := text(0)
	first.When = v.second(r.ReceivedAt)
	all := []receiptText{first}
	for _, n := range r.Revisions {
		if n.Kind == string(ledger.Corrected) {
			one := text(n.No)
			one.When = v.second(n.At)
			all = append(all, one)
		}
	}
	return all
}

// textAsked returns the number of the revision whose text an address asks for, 0: of
// what was received, nil: of none, which is the newest; refused not_found.
func textAsked(v *visit) (*int, error) {
	asked, given := v.GetQuery("ispravka")
	if !given {
		return nil, nil
	}
	n, err := strconv.Atoi(asked)
	if err != nil {
		return nil, dossier.Refuse(dossier.CodeNotFound).Because(err)
	}
	return &n, nil
}

// textSuffix tells the file of one text from those of the others.
func textSuffix(of *int) string {
	if of == nil {
		return ""
	}
	return "-" + strconv.Itoa(*of)
}

func receiptFileOf(s *store.Store, ctx context.Context, no, secret string, of *int) ([]byte, error) {
	if of == nil {
		return s.ReceiptFile(ctx, no, secret)
	}
	return s.ReceiptFileOf(ctx, no, secret, *of)
}

func saidFileOf(s *store.Store, ctx context.Context, no, secret string, of *int) ([]byte, error) {
	if of == nil {
		return s.SaidFile(ctx, no, secret)
	}
	return s.SaidFileOf(ctx, no, secret, *of)
}

// ownText returns the receipt and the text of it that are asked for, and the secret that the
// session holds. Refused secret_wrong without one.
func ownText(v *visit) (no, secret string, of *int, err error) {
	no = v.Param("no")
	secret = v.secretOf(no)
	if secret == "" {
		return "", "", nil, dossier.Refuse(dossier.CodeSecretWrong)
	}
	of, err = textAsked(v)
	return no, secret, of, err
}

// receiptFile gives the receipt file to the reader whose session holds its
// secret.
func (s *Server) receiptFile(v *visit) (reply, error) {
	no, secret, of, err := ownText(v)
	if err != nil {
		return reply{}, err
	}
	return s.proofFile(v, no, secret, of)
}

// proofFile gives the receipt file of a text, nil: of the newest, or the log's promise
// while that stands in its place.
func (s *Server) proofFile(v *visit, no, secret string, of *int) (reply, error) {
	ending := ".tlog-proof"
	b, err := receiptFileOf(s.store, v.ctx(), no, secret, of)
	if dossier.CodeOf(err) == dossier.CodePromisePending {
		ending = ".promise.txt"
		b, err = s.store.PromiseFile(v.ctx(), no, secret)
	}
	if err != nil {
		return reply{}, err
	}
	return ownFile(no+textSuffix(of)+ending, b), nil
}

// saidFile gives the words that a receipt seals to the reader whose session holds its
// secret.
func (s *Server) saidFile(v *visit) (reply, error) {
	no, secret, of, err := ownText(v)
	if err != nil {
		return reply{}, err
	}
	b, err := saidFileOf(s.store, v.ctx(), no, secret, of)
	if err != nil {
		return reply{}, err
	}
	return ownFile(no+textSuffix(of)+".said.txt", b), nil
}

// ownFile is a file for its author alone.
func ownFile(name string, b []byte) reply {
	return raw(mediaText, b).with("Content-Disposition", `attachment; filename="`+name+`"`).with("Cache-Control", "private, no-store")
}
