package web

import (
	"errors"
	"math"
	"net/url"
	"strings"
	"time"

	"github.com/rasprava/rasprava/internal/dossier"
	"github.com/rasprava/rasprava/internal/store"
)

// The links in e-mail carry a token; whoever has it reads mail at the address.
// Following a link changes nothing: programs that look at mail follow links too.
var confirmingPages = []page{
	get("/potvrda-adrese/:token", dossier.HoldsReceipt, (*Server).confirmationPage),
	post("/potvrda-adrese/:token", dossier.HoldsReceipt, (*Server).takeConfirmation),
	post("/potvrde/:no/potvrda-adrese", dossier.HoldsReceipt, (*Server).askAgain),
}

// confirmationPage is where an author confirms the address, or says that they sent
// nothing.
type confirmationPage struct {
	form
	Token    string
	Title    string // of the dossier
	State    string
	Until    time.Time
	Received string
	At       string // when it was confirmed, or disowned
	Receipt  string // its number
	Comments []confirmedComment
	Others   int // submissions that wait at the same address besides
}

// confirmedComment is one comment as it was sent.
type confirmedComment struct{ Kind, Quote, Body, Proposed string }

var confirmationTemplate = templateFor[confirmationPage]("confirmation")

// confirmationPage shows what is to be confirmed, or how it stands.
func (s *Server) confirmationPage(v *visit) (reply, error) { return s.showConfirmation(v, v.carried()) }

func (s *Server) showConfirmation(v *visit, f form) (reply, error) {
	c, err := s.store.ConfirmationBy(v.ctx(), v.Param("token"))
	if err != nil {
		return reply{}, err
	}
	r, err := s.store.Receipt(v.ctx(), c.ReceiptNo)
	if err != nil {
		return reply{}, err
	}
	p := confirmationPage{form: f, Token: v.Param("token"), Title: r.Title, State: string(c.State), Until: c.Until, Received: v.second(r.ReceivedAt), Receipt: c.ReceiptNo, Others: c.Others}
	if !c.At.IsZero() {
		p.At = v.second(c.At)
	}
	for _, said := range c.Comments {
		p.Comments = append(p.Comments, confirmedComment{said.Kind, said.Quote, said.Body, said.Proposed})
	}
	page, err := confirmationTemplate.show(v, heading{Title: v.t("confirming.title"), Crumbs: []link{{v.href("/"), v.t("site.front")}, {Text: v.t("confirming.title")}}, Status: f.status()}, p)
	return page.with("Cache-Control", "private, no-store"), err
}

// takeConfirmation confirms, or disowns.
func (s *Server) takeConfirmation(v *visit) (reply, error) {
	f, err := v.readForm()
	if err != nil {
		return reply{}, err
	}
	switch f.value("radnja") {
	case "potvrda":
		_, err = s.store.Confirm(v.ctx(), v.Param("token"))
		if err == nil && v.person() != "" {
			err = s.store.ConfirmAccount(v.ctx(), v.Param("token"), v.person())
		}
	case "nista":
		_, err = s.store.DenyAll(v.ctx(), v.Param("token"))
	case "nije":
		err = s.store.DenyAddress(v.ctx(), v.Param("token"))
	case "brisanje":
		err = s.store.EraseBy(v.ctx(), v.Param("token"))
	default:
		f.add("", v.t("confirming.nothing"))
		return s.showConfirmation(v, f)
	}
	if err != nil {
		status := statusOf(problemOf(err).code)
		err = v.refused(&f, err, nil)
		if err != nil {
			return reply{}, err
		}
		page, err := s.showConfirmation(v, f)
		page.status = status
		return page, err
	}
	return v.to("/potvrda-adrese/"+v.Param("token"), ""), nil
}

// awaitedPart is what a receipt says of a submission whose author is to confirm the
// address.
type awaitedPart struct {
	State string // empty: nothing had to be confirmed
	Until time.Time
	At    string
	Form  bool // its author may have another e-mail sent
	Email field
}

func (v *visit) awaited(c *store.Confirmation, f form, author bool, address string) awaitedPart {
	if c == nil {
		return awaitedPart{}
	}
	p := awaitedPart{State: string(c.State), Until: c.Until, Form: author && c.State == store.ConfirmationAwaited}
	if !c.At.IsZero() {
		p.At = v.second(c.At)
	}
	if !f.Values.Has("author.email") {
		f.Values = url.Values{"author.email": {address}}
	}
	p.Email = f.field("author.email", v.t("commenting.email"), v.t("confirming.again_hint"))
	p.Email.Autocomplete, p.Email.Type = "email", "email"
	return p
}

// askAgain has the e-mail with the link sent once more, to the same address or to
// another.
func (s *Server) askAgain(v *visit) (reply, error) {
	f, no, secret, err := v.holdersForm()
	if err != nil {
		return reply{}, err
	}
	err = s.allowSubmission(v.ctx(), v.ClientIP())
	var over *limitedError
	if errors.As(err, &over) {
		f.add("", v.n("commenting.wait", int(max(1, math.Ceil(over.wait.Seconds())))))
		page, err := s.showReceipt(v, f)
		return late(page, over.wait), err
	}
	if err != nil {
		return reply{}, err
	}
	err = s.store.AskAgain(v.ctx(), no, secret, strings.TrimSpace(f.value("author.email")))
	if err != nil {
		err = v.refused(&f, err, nil)
		if err != nil {
			return reply{}, err
		}
		return s.showReceipt(v, f)
	}
	return v.to("/potvrde/"+no, "confirming.sent_again"), nil
}
