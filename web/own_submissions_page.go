package web

import (
	"net/url"
	"time"

	"github.com/rasprava/rasprava/internal/dossier"
	"github.com/rasprava/rasprava/internal/store"
)

var submissionPages = []page{
	get("/nalog/dopisi", dossier.OwnSession, (*Server).ownSubmissionsPage),
}

// ownSubmissions is what somebody sent while signed in, and what became of it.
type ownSubmissions struct {
	Submissions []ownSubmission
	Asked       []store.AskedToSign // what the organisations that they speak for are asked to sign
	Previous    string              // addresses of the parts of the list beside this one
	Next        string
}

// ownSubmission is one of them.
type ownSubmission struct {
	store.OwnSubmission
	Legally time.Time // when it was received on the dossier's own clock; zero where that shows the same time
}

var ownSubmissionsTemplate = templateFor[ownSubmissions]("own_submissions")

func (s *Server) ownSubmissionsPage(v *visit) (reply, error) {
	after := v.Query("posle")
	list, next, err := s.store.SubmissionsOf(v.ctx(), v.person(), store.Page{Cursor: after, Limit: 20})
	if err != nil {
		return reply{}, err
	}
	asked, err := s.store.AskedToSign(v.ctx(), v.person())
	if err != nil {
		return reply{}, err
	}
	own := ownSubmissions{Asked: asked, Submissions: each(list, func(o store.OwnSubmission) ownSubmission { return ownSubmission{o, legally(o.LegalAt, o.ReceivedAt)} })}
	if next != "" {
		own.Next = v.href("/nalog/dopisi?posle=" + url.QueryEscape(next))
	}
	if after != "" {
		own.Previous = v.href("/nalog/dopisi")
	}
	title := v.t("own_submissions.title")
	return ownSubmissionsTemplate.show(v, heading{Title: title, Crumbs: v.accountCrumbs(title)}, own)
}

// legally returns when something came on a dossier's own clock, where that is
// more than a minute from when it came; else zero.
func legally(legal, at time.Time) time.Time {
	if legal.Sub(at).Abs() <= time.Minute {
		return time.Time{}
	}
	return legal
}
