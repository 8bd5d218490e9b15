package web

import (
	"github.com/rasprava/rasprava/internal/dossier"
)

var sitePages = []page{
	get("/otvoreni-podaci", dossier.ReadPublic, (*Server).openDataPage),
	get("/hitni-postupci.csv", dossier.ReadPublic, (*Server).urgencyTable),
	get("/pristupacnost", dossier.ReadPublic, (*Server).accessibilityPage),
}

// openDataPage says what can be fetched from us, where and in which form.
type openDataPage struct {
	Specification string // address
	Addresses     []addressWords
	Log           logWords
	Rehearsals    logWords
	Urgency       []urgencyRow
	Site          string // scheme and host, for a line that can be pasted
}

// addressWords is an address of the interface, and what it gives.
type addressWords struct {
	Path  string // braces stand for what differs
	Href  string // empty: the address is not whole
	Words string
}

// logWords is a log: its name, its key and where its parts are.
type logWords struct {
	Origin     string
	Key        string
	Size       int
	Checkpoint string
	KeyHref    string
	Tiles      string
}

var openDataTemplate = templateFor[openDataPage]("open_data")

// openAddresses are the addresses of the interface that anybody may read.
var openAddresses = []struct {
	path  string
	words string
	whole bool
}{
	{"/api/v1/dossiers", "dossiers", true},
	{"/api/v1/dossiers/{ref}", "dossier", false},
	{"/api/v1/dossiers/{ref}/timeline", "timeline", false},
	{"/api/v1/dossiers/{ref}/transitions", "transitions", false},
	{"/api/v1/dossiers/{ref}/versions", "versions", false},
	{"/api/v1/dossiers/{ref}/versions/{n}", "version", false},
	{"/api/v1/dossiers/{ref}/versions/{n}/documents/{kind}/{position}", "document", false},
	{"/api/v1/dossiers/{ref}/conclusions/{stage}/document", "conclusion", false},
	{"/api/v1/dossiers/{ref}/redline", "redline", false},
	{"/api/v1/rounds", "rounds", true},
	{"/api/v1/rounds/{id}", "round", false},
	{"/api/v1/rounds/{id}/comments", "comments", false},
	{"/api/v1/rounds/{id}/report", "report", false},
	{"/api/v1/attachments/{id}", "attachment", false},
	{"/api/v1/receipts/{no}", "receipt", false},
	{"/api/v1/procedures", "procedures", true},
	{"/api/v1/procedures/{id}", "procedure", false},
	{"/api/v1/bodies", "bodies", true},
	{"/api/v1/plan/{year}", "plan", false},
}

func (s *Server) openDataPage(v *visit) (reply, error) {
	body := openDataPage{Specification: "/api/v1/openapi.yaml", Site: s.siteOf(v)}
	for _, a := range openAddresses {
		w := addressWords{Path: a.path, Words: v.t("open_data.get." + a.words)}
		if a.whole {
			w.Href = a.path
		}
		body.Addresses = append(body.Addresses, w)
	}
	for _, l := range []struct {
		rehearsal bool
		at        string
		into      *logWords
	}{{false, "/ledger", &body.Log}, {true, "/rehearsal/ledger", &body.Rehearsals}} {
		state, err := s.store.Log(v.ctx(), l.rehearsal)
		if err != nil {
			return reply{}, err
		}
		*l.into = logWords{Origin: state.Origin, Key: state.Key, Size: int(state.Size), Checkpoint: l.at + "/checkpoint", KeyHref: l.at + "/key",
			Tiles: l.at + "/tile/"}
	}
	years, err := s.store.Urgency(v.ctx())
	if err != nil {
		return reply{}, err
	}
	body.Urgency = v.urgencyRows(years)
	title := v.t("open_data.title")
	return openDataTemplate.show(v, heading{Title: title, Crumbs: []link{{v.href("/"), v.t("site.front")}, {Text: title}}}, body)
}

// siteOf returns the scheme and the host by which the visitor came.
func (s *Server) siteOf(v *visit) string {
	if s.secure {
		return "https://" + v.Request.Host
	}
	return "http://" + v.Request.Host
}

// accessibilityPage is the statement on accessibility; it holds nothing but words.
type accessibilityPage struct{}

var accessibilityTemplate = templateFor[accessibilityPage]("accessibility")

func (s *Server) accessibilityPage(v *visit) (reply, error) {
	title := v.t("accessibility.title")
	return accessibilityTemplate.show(v, heading{Title: title, Crumbs: []link{{v.href("/"), v.t("site.front")}, {Text: title}}}, accessibilityPage{})
}
