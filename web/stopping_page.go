package web

import (
	"github.com/rasprava/rasprava/internal/dossier"
)

// The link in an e-mail to an author leads to the page; programs of mail servers post
// to it as well, with one press of a button beside the message (RFC 8058).
var stoppingPages = []page{
	get("/odjava/:token", dossier.HoldsReceipt, (*Server).stoppingPage),
	post("/odjava/:token", dossier.HoldsReceipt, (*Server).stopTelling),
}

// stopping is where an author has themselves told no more.
type stopping struct {
	Token string
	Title string // of the dossier
	On    bool
}

var stoppingTemplate = templateFor[stopping]("stopping")

func (s *Server) stoppingPage(v *visit) (reply, error) {
	t, err := s.store.TellingBy(v.ctx(), v.Param("token"))
	if err != nil {
		return reply{}, err
	}
	page, err := stoppingTemplate.show(v, heading{Title: v.t("stopping.title"), Crumbs: []link{{v.href("/"), v.t("site.front")}, {Text: v.t("stopping.title")}}},
		stopping{Token: v.Param("token"), Title: t.Title, On: t.On})
	return page.with("Cache-Control", "private, no-store"), err
}

func (s *Server) stopTelling(v *visit) (reply, error) {
	err := s.store.StopTelling(v.ctx(), v.Param("token"))
	if err != nil {
		return reply{}, err
	}
	return v.to("/odjava/"+v.Param("token"), ""), nil
}
