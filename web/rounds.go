package web

import (
	"encoding/hex"
	"fmt"
	"io"
	"net/http"
	"strconv"

	"github.com/gin-gonic/gin"

	"github.com/rasprava/rasprava/internal/dossier"
	"github.com/rasprava/rasprava/internal/redline"
	"github.com/rasprava/rasprava/internal/store"
	"github.com/rasprava/rasprava/web/api"
)

// ListRounds lists rounds by the day they close.
func (o operations) ListRounds(c *gin.Context, p api.ListRoundsParams) {
	o.answer(c, func() (reply, error) {
		page, err := pageOf(c, p.Cursor, p.Limit)
		if err != nil {
			return reply{}, err
		}
		if p.Status != "" && !p.Status.Valid() {
			return reply{}, invalid("status", codeFieldRange)
		}
		rounds, next, err := o.store.Rounds(c.Request.Context(), who(c).person, dossier.Ref(p.Dossier), string(p.Status), page)
		if err != nil {
			return reply{}, err
		}
		return ok(api.RoundList{Items: each(rounds, roundOf), Next: next}), nil
	})
}

func roundOf(r store.RoundView) api.Round {
	return api.Round{Id: r.ID, Dossier: string(r.Ref), Title: r.Title, Stage: r.Stage, No: r.No, Version: r.PackageNo, Status: string(r.Status),
		HeldUntil: utc(r.HeldUntil), FinalAt: utc(r.FinalAt), Declared: r.Declared, DeclaredBy: r.DeclaredBy, Portal: r.Portal, OpensAt: r.OpensAt.UTC(), ClosesAt: r.ClosesAt.UTC(), Who: string(r.Who), ShowComments: r.ShowComments, Names: string(r.Names), Rehearsal: r.Rehearsal, Report: r.Report,
		Counts: api.RoundCounts{Submissions: r.Submissions, Comments: r.Comments, Answered: r.Answered, Late: r.Late, Unconfirmed: r.Unconfirmed}}
}

// GetRound describes a round.
func (o operations) GetRound(c *gin.Context, id api.ID) {
	o.answer(c, func() (reply, error) {
		r, err := o.store.Round(c.Request.Context(), who(c).person, id)
		if err != nil {
			return reply{}, err
		}
		return ok(roundOf(r)), nil
	})
}

// ListComments lists the comments of a round that the viewer sees.
func (o operations) ListComments(c *gin.Context, id api.ID, p api.ListCommentsParams) {
	o.answer(c, func() (reply, error) {
		page, err := pageOf(c, p.Cursor, p.Limit)
		if err != nil {
			return reply{}, err
		}
		comments, next, err := o.store.Comments(c.Request.Context(), who(c).person, id, page)
		if err != nil {
			return reply{}, err
		}
		list := api.CommentList{Items: each(comments, commentOf), Next: next}
		if len(comments) == 0 {
			return ok(list), nil
		}
		placed, err := o.store.Placed(c.Request.Context(), who(c).person, comments[0].Ref, each(comments, func(v store.CommentView) string { return v.ID }))
		if err != nil {
			return reply{}, err
		}
		for i := range list.Items {
			if p, ok := placed[list.Items[i].Id]; ok {
				list.Items[i].Stands = commentPlace(p)
			}
		}
		return ok(list), nil
	})
}

func commentOf(v store.CommentView) api.Comment {
	c := api.Comment{Id: v.ID, Number: v.Number, Revision: v.Revision, Document: v.Document, Provision: v.Provision, Wid: v.WID, Quote: v.Quote, Kind: v.Kind, ProposedText: v.ProposedText,
		Body: v.Body, Author: api.CommentAuthor{Kind: v.AuthorKind, Name: v.Author, NameRemoved: v.Disowned}, Lang: v.Lang, ReceivedAt: v.ReceivedAt.UTC(), Withdrawn: v.Withdrawn, SentOn: v.SentOn, SetAside: setAsideOf(v.AsideView),
		ErasedAt: utc(v.ErasedAt), Covered: coversOf(v.Covers), Signatures: v.Signatures, Signatories: signatoriesOf(v.Signatories)}
	c.CollectedBy = v.CollectedBy
	if v.Channel != dossier.OwnSite {
		c.Channel = string(v.Channel)
	}
	for _, a := range v.Attachments {
		if !a.Covered {
			c.Attachments = append(c.Attachments, attachmentOf(a))
		}
	}
	if v.Outcome != "" {
		c.Answer = &api.Answer{Version: v.AnswerNo, Outcome: v.Outcome, Reasons: v.Reasons, AnsweredAt: utc(v.AnsweredAt), Public: v.AnswerPublic}
		c.Answer.Salt = hex.EncodeToString(v.AnswerSalt)
		if v.ChangeNo != 0 {
			c.Answer.Change = &api.TextChange{Version: v.ChangeNo, Provision: v.ChangeAt}
		}
	}
	return c
}

func coversOf(covers []store.Cover) []api.Cover {
	if len(covers) == 0 {
		return nil
	}
	return each(covers, func(c store.Cover) api.Cover {
		return api.Cover{Part: string(c.Part), Ground: string(c.Ground), Since: c.At}
	})
}

// commentPlace says where a comment stands in a later version; a place that nobody has
// confirmed is none.
func commentPlace(p store.PlacedComment) *api.CommentPlace {
	out := &api.CommentPlace{Version: p.No, State: string(p.State), Decided: p.Version > 0, Since: p.Since}
	switch p.State {
	case redline.Kept, redline.Edited, redline.Moved:
		out.Provision, out.Quote = p.Provision, p.Exact
	}
	return out
}

// GetReport gives the report on a round, byte for byte.
func (o operations) GetReport(c *gin.Context, id api.ID) {
	o.answer(c, func() (reply, error) {
		report, err := o.store.ReportOf(c.Request.Context(), who(c).person, id)
		if err != nil {
			return reply{}, err
		}
		return reply{status: http.StatusOK, header: map[string]string{"Content-Type": mediaJSON, "ETag": strconv.Quote(report.Hash)}, stream: func(w http.ResponseWriter) {
			_, err := io.Copy(inPieces(w), report.Open(c.Request.Context()))
			if err != nil {
				panic(http.ErrAbortHandler) // half of it must not look like all of it
			}
		}}, nil
	})
}

// PutAnswer answers a comment.
func (o operations) PutAnswer(c *gin.Context, id api.ID) {
	o.answer(c, func() (reply, error) {
		var in api.NewAnswer
		err := readJSON(c.Request, &in, required)
		if err != nil {
			return reply{}, err
		}
		if in.Version < 0 {
			return reply{}, invalid("version", codeFieldRange)
		}
		if in.Revision < 0 {
			return reply{}, invalid("revision", codeFieldRange)
		}
		n := store.NewAnswer{Comment: id, Revision: in.Revision, Version: in.Version, Outcome: dossier.AnswerOutcome(in.Outcome), Reasons: in.Reasons, Early: in.Early}
		if in.Change != nil {
			if in.Change.Version < 1 || in.Change.Provision == "" {
				return reply{}, invalid("change", dossier.CodeProvisionUnknown, "provision", fmt.Sprint(in.Change.Provision))
			}
			n.ChangeNo, n.ChangeAt = in.Change.Version, in.Change.Provision
		}
		version, err := o.store.Answer(c.Request.Context(), who(c).person, n)
		if err != nil {
			return reply{}, err
		}
		return ok(api.SavedAnswer{Version: version}), nil
	})
}
