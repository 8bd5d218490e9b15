package web

import (
	"github.com/rasprava/rasprava/internal/dossier"
	"github.com/rasprava/rasprava/internal/store"
)

var requestPages = []page{
	get("/sistem/organizacije", dossier.Operate, (*Server).requestsPage),
	post("/sistem/organizacije", dossier.Operate, (*Server).requestsForm),
}

// waitingRequests is what waits for an operator: who asks to speak for which
// organisation; and what was decided last.
type waitingRequests struct {
	Form     form
	Waiting  int
	Requests []mandateRequest // the oldest
	Decided  []decidedRequest
}

// decidedRequest is a request that was decided, with its kind in words.
type decidedRequest struct {
	store.DecidedRequest
	Kind string
}

var requestsTemplate = templateFor[waitingRequests]("requests")

// shownRequests is how many requests stand on the page; the rest follow as these
// are decided.
const shownRequests = 50

func (s *Server) requestsPage(v *visit) (reply, error) { return v.showRequests(v.carried()) }

func (v *visit) showRequests(f form) (reply, error) {
	waiting, err := v.server.store.OrganisationRequests(v.ctx(), v.person())
	if err != nil {
		return reply{}, err
	}
	decided, err := v.server.store.DecidedRequests(v.ctx(), v.person())
	if err != nil {
		return reply{}, err
	}
	title := v.t("requests.title")
	crumbs := []link{{v.href("/sistem"), v.t("nav.system")}, {Text: title}}
	return requestsTemplate.show(v, heading{Title: title, Crumbs: crumbs, Status: f.status()}, waitingRequests{Form: f, Waiting: len(waiting),
		Requests: v.mandateRequests(f, waiting[:min(len(waiting), shownRequests)]),
		Decided:  each(decided, func(d store.DecidedRequest) decidedRequest { return decidedRequest{d, kindName(v.say, d.Kind)} })})
}

// requestsForm confirms or refuses a request.
func (s *Server) requestsForm(v *visit) (reply, error) {
	f, err := v.readForm()
	if err != nil {
		return reply{}, err
	}
	done, err := v.decideRequest(&f)
	if err != nil {
		return reply{}, err
	}
	if !f.ok() {
		return v.showRequests(f)
	}
	return v.to("/sistem/organizacije", done), nil
}
