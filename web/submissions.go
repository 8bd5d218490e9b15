package web

import (
	"context"
	"errors"
	"net/http"
	"unicode/utf8"

	"github.com/gin-gonic/gin"

	"github.com/rasprava/rasprava/internal/dossier"
	"github.com/rasprava/rasprava/internal/locale"
	"github.com/rasprava/rasprava/internal/store"
	"github.com/rasprava/rasprava/web/api"
)

// Submit takes comments in; what is answered 201 is in the record, and so is
// what is answered 202, with the log's promise in place of a receipt.
func (o operations) Submit(c *gin.Context, id api.ID, p api.SubmitParams) {
	o.answer(c, func() (reply, error) {
		accepted, err := o.submit(c.Request.Context(), c, id, p.IdempotencyKey)
		o.metrics.submissions.WithLabelValues(resultOf(accepted, err)).Inc()
		if err != nil {
			return reply{}, err
		}
		return receivedOf(accepted), nil
	})
}

// receivedOf answers with what the author of a submission gets.
func receivedOf(accepted store.Accepted) reply {
	location := "/api/v1/receipts/" + accepted.ReceiptNo
	r := created(api.Received{ReceiptNo: accepted.ReceiptNo, Secret: accepted.Secret, ReceivedAt: accepted.ReceivedAt, Leaf: accepted.Leaf,
		Receipt: string(accepted.Receipt), Comments: each(accepted.Comments, func(id string) api.CommentID { return api.CommentID{Id: id} }), ConfirmUntil: accepted.ConfirmUntil}, location)
	if accepted.Promise != nil {
		r = created(api.Promised{ReceiptNo: accepted.ReceiptNo, Secret: accepted.Secret, ReceivedAt: accepted.ReceivedAt,
			Promise: string(accepted.Promise), ConfirmUntil: accepted.ConfirmUntil}, location)
		r.status = http.StatusAccepted
	}
	if accepted.Replayed {
		r = r.with("Idempotent-Replay", "true")
	}
	return r
}

// deliver hands a submission to intake.
func (s *Server) deliver(ctx context.Context, d store.Delivery) (store.Accepted, error) {
	s.metrics.intake.Inc()
	defer s.metrics.intake.Dec()
	return s.intake.Submit(ctx, d)
}

// allowSubmission refuses what goes beyond what one address may send.
func (s *Server) allowSubmission(ctx context.Context, address string) error {
	return s.allow(ctx, s.submissions, dossier.CodeRateLimited, "submissions", network(address))
}

func (s *Server) submit(ctx context.Context, c *gin.Context, round, key string) (store.Accepted, error) {
	err := s.allowSubmission(ctx, c.ClientIP())
	if err != nil {
		return store.Accepted{}, err
	}
	round, err = knownID(round)
	if err != nil {
		return store.Accepted{}, err
	}
	if key == "" || len(key) > 200 || !utf8.ValidString(key) {
		return store.Accepted{}, dossier.Refuse(dossier.CodeIdempotencyKey)
	}
	var in api.NewSubmission
	err = readJSON(c.Request, &in, lenient)
	if err != nil {
		return store.Accepted{}, err
	}
	submission, err := submissionOf(in)
	if err != nil {
		return store.Accepted{}, err
	}
	err = s.allowInvitations(ctx, c.ClientIP(), round, invited(submission)...)
	if err != nil {
		return store.Accepted{}, err
	}
	return s.deliver(ctx, store.Delivery{Round: round, Key: key, Person: who(c).person, Submission: submission})
}

// submissionOf returns what was sent, with what is left out filled in, or a
// Problem that names every field that cannot be taken.
func submissionOf(in api.NewSubmission) (dossier.Submission, error) {
	out, fields := readSubmission(in)
	var p *dossier.Problem
	if errors.As(out.Check(), &p) {
		fields = append(fields, p.Fields...)
	}
	if fields != nil {
		return dossier.Submission{}, &dossier.Problem{Code: dossier.CodeInvalid, Fields: fields}
	}
	return out, nil
}

// readSubmission returns a submission that nobody has checked yet, and what of it cannot be read.
func readSubmission(in api.NewSubmission) (dossier.Submission, []dossier.Field) {
	out := dossier.Submission{Lang: in.Lang, Author: dossier.Author{Kind: dossier.AuthorKind(in.Author.Kind), Name: in.Author.Name,
		Email: in.Author.Email, Organisation: in.Author.Organisation, PublishName: in.Author.PublishName, Told: in.Author.Told}}
	var fields []dossier.Field
	if out.Lang == "" {
		out.Lang = string(locale.SrCyrl)
	}
	if _, known := locale.Parse(out.Lang); !known {
		fields = append(fields, dossier.Field{Name: "lang", Code: codeFieldRange})
	}
	for _, c := range in.Cosigners {
		out.Cosigners = append(out.Cosigners, dossier.Cosigner{RegisterNo: c.RegisterNo, Name: c.Name, Email: c.Email})
	}
	for _, c := range in.Comments {
		n := dossier.NewComment{Document: dossier.DocumentKind(c.Document), Provision: c.Provision, Kind: dossier.CommentKind(c.Kind),
			ProposedText: c.ProposedText, Body: c.Body, Attachments: c.Attachments}
		if n.Document == "" {
			n.Document = dossier.ActDocument
		}
		if c.Quote != nil {
			n.Quote = &dossier.Quote{Exact: c.Quote.Exact, Prefix: c.Quote.Prefix, Suffix: c.Quote.Suffix}
		}
		out.Comments = append(out.Comments, n)
	}
	return out, fields
}

// resultOf names what became of a submission, for counting.
func resultOf(a store.Accepted, err error) string {
	switch {
	case err != nil:
		return string(problemOf(err).code)
	case a.Replayed:
		return "replayed"
	case a.Promise != nil:
		return "promised"
	}
	return "received"
}

// GetReceipt says what became of a submission.
func (o operations) GetReceipt(c *gin.Context, no api.ReceiptNo) {
	o.answer(c, func() (reply, error) {
		v, err := o.store.Receipt(c.Request.Context(), no)
		if err != nil {
			return reply{}, err
		}
		said, err := o.store.Said(c.Request.Context(), "", v.ReceiptNo, "")
		if err != nil {
			return reply{}, err
		}
		out := receiptOf(v)
		out.Signatories = signatoriesOf(said.Signatories)
		return ok(out), nil
	})
}

func receiptOf(v store.ReceiptView) api.Receipt {
	return api.Receipt{ReceiptNo: v.ReceiptNo, Dossier: string(v.Ref), Title: v.Title, Round: v.Round, ReceivedAt: v.ReceivedAt, Log: v.Log,
		Leaf: v.Leaf, CorrectedLeaf: v.Corrected, Comments: each(v.Comments, func(s store.CommentState) api.CommentState {
			return api.CommentState{Id: s.ID, No: s.No, Number: s.Number, Document: s.Document, Provision: s.Place, Outcome: s.Outcome, Reasons: s.Reasons, Withdrawn: s.Withdrawn,
				SetAside: setAsideOf(s.AsideView), Covered: coversOf(s.Covers)}
		}), Revisions: revisionsOf(v.Revisions), Confirmation: confirmationOf(v.Confirm), ErasedAt: utc(v.ErasedAt)}
}

// EraseSubmission erases a submission for whoever has the secret.
func (o operations) EraseSubmission(c *gin.Context, no api.ReceiptNo) {
	o.answer(c, func() (reply, error) {
		secret, err := o.secretTried(c)
		if err != nil {
			return reply{}, err
		}
		err = o.store.EraseOwn(c.Request.Context(), no, secret)
		if err != nil {
			return reply{}, err
		}
		v, err := o.store.Receipt(c.Request.Context(), no)
		if err != nil {
			return reply{}, err
		}
		return ok(receiptOf(v)), nil
	})
}

func confirmationOf(c *store.Confirmation) *api.Confirmation {
	if c == nil {
		return nil
	}
	out := &api.Confirmation{State: string(c.State), Until: c.Until}
	if !c.At.IsZero() {
		out.At = &c.At
	}
	return out
}

func revisionsOf(all []store.Revision) []api.Revision {
	if len(all) == 0 {
		return nil
	}
	return each(all, func(r store.Revision) api.Revision { return api.Revision{Kind: r.Kind, At: r.At, Number: r.Number} })
}

// CorrectSubmission has the comments of a submission say something else.
func (o operations) CorrectSubmission(c *gin.Context, no api.ReceiptNo, p api.CorrectSubmissionParams) {
	o.answer(c, func() (reply, error) {
		secret, err := o.secretTried(c)
		if err != nil {
			return reply{}, err
		}
		var in api.Correction
		err = readJSON(c.Request, &in, lenient)
		if err != nil {
			return reply{}, err
		}
		to := store.Correction{ReceiptNo: no, Secret: secret, Key: p.IdempotencyKey, Comments: each(in.Comments, func(c api.CorrectedComment) store.CorrectedComment {
			out := store.CorrectedComment{ProposedText: c.ProposedText, Body: c.Body, Attachments: c.Attachments}
			if c.Quote != nil {
				out.Quote = &dossier.Quote{Exact: c.Quote.Exact, Prefix: c.Quote.Prefix, Suffix: c.Quote.Suffix}
			}
			return out
		})}
		return revised(no)(o.store.Correct(c.Request.Context(), to))
	})
}

// WithdrawSubmission takes back a comment, or all of a submission.
func (o operations) WithdrawSubmission(c *gin.Context, no api.ReceiptNo, p api.WithdrawSubmissionParams) {
	o.answer(c, func() (reply, error) {
		secret, err := o.secretTried(c)
		if err != nil {
			return reply{}, err
		}
		var in api.WithdrawalOfComments
		err = readJSON(c.Request, &in, lenient)
		if err != nil {
			return reply{}, err
		}
		return revised(no)(o.store.Withdraw(c.Request.Context(), store.Withdrawal{ReceiptNo: no, Secret: secret, Key: p.IdempotencyKey, Comment: in.Comment}))
	})
}

// secretTried returns the secret that a request brings, as often as one sender may
// try one.
func (o operations) secretTried(c *gin.Context) (string, error) {
	secret, sent := bearer(c.Request)
	if !sent {
		return "", dossier.Refuse(dossier.CodeSecretRequired)
	}
	return secret, o.allow(c.Request.Context(), secretsTried, dossier.CodeRateLimited, "secrets", network(c.ClientIP()))
}

func revised(no string) func(store.Revised, error) (reply, error) {
	return func(r store.Revised, err error) (reply, error) {
		if err != nil {
			return reply{}, err
		}
		out := ok(api.Revised{ReceiptNo: no, At: r.At, Receipt: string(r.Receipt)})
		if r.Replayed {
			out = out.with("Idempotent-Replay", "true")
		}
		return out, nil
	}
}

// GetProof gives the receipt file to whoever has the secret.
func (o operations) GetProof(c *gin.Context, no api.ReceiptNo, p api.GetProofParams) {
	o.answer(c, func() (reply, error) {
		secret, sent := bearer(c.Request)
		if !sent {
			return reply{}, dossier.Refuse(dossier.CodeSecretRequired)
		}
		b, err := receiptFileOf(o.store, c.Request.Context(), no, secret, p.Revision)
		if err != nil {
			return reply{}, err
		}
		return raw("text/plain; charset=utf-8", b).with("Content-Disposition", `attachment; filename="receipt.tlog-proof"`), nil
	})
}

// GetSaid gives the file of what was said to whoever has the secret.
func (o operations) GetSaid(c *gin.Context, no api.ReceiptNo, p api.GetSaidParams) {
	o.answer(c, func() (reply, error) {
		secret, err := o.secretTried(c)
		if err != nil {
			return reply{}, err
		}
		b, err := saidFileOf(o.store, c.Request.Context(), no, secret, p.Revision)
		if err != nil {
			return reply{}, err
		}
		return ownFile("words.said.txt", b), nil
	})
}
