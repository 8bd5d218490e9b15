package web

import (
	"github.com/rasprava/rasprava/internal/dossier"
	"github.com/rasprava/rasprava/internal/store"
)

// front is what the front page shows.
type frontPage struct {
	Open []store.RoundView
}

var frontTemplate = templateFor[frontPage]("front")

var homePages = concat(
	[]page{get("/", dossier.ReadPublic, (*Server).frontPage)},
	procedurePages,
)

// frontPage shows what is open for comments now.
func (s *Server) frontPage(v *visit) (reply, error) {
	open, _, err := s.store.Rounds(v.ctx(), v.person(), "", string(dossier.RoundOpen), store.Page{Limit: 10})
	if err != nil {
		return reply{}, err
	}
	return frontTemplate.show(v, heading{}, frontPage{Open: open})
}
