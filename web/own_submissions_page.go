package web

import (
	"net/url"

	"github.com/rasprava/rasprava/internal/dossier"
	"github.com/rasprava/rasprava/internal/store"
)

var submissionPages = []page{
	get("/nalog/dopisi", dossier.OwnSession, (*Server).ownSubmissionsPage),
}

// ownSubmissions is what somebody sent while signed in, and what became of it.
type ownSubmissions struct {
	Submissions []store.OwnSubmission
	Previous    string // addresses of the parts of the list beside this one
	Next        string
}

var ownSubmissionsTemplate = templateFor[ownSubmissions]("own_submissions")

func (s *Server) ownSubmissionsPage(v *visit) (reply, error) {
	after := v.Query("posle")
	list, next, err := s.store.SubmissionsOf(v.ctx(), v.person(), store.Page{Cursor: after, Limit: 20})
	if err != nil {
		return reply{}, err
	}
	own := ownSubmissions{Submissions: list}
	if next != "" {
		own.Next = v.href("/nalog/dopisi?posle=" + url.QueryEscape(next))
	}
	if after != "" {
		own.Previous = v.href("/nalog/dopisi")
	}
	title := v.t("own_submissions.title")
	return ownSubmissionsTemplate.show(v, heading{Title: title, Crumbs: v.accountCrumbs(title)}, own)
}
