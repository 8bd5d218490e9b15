package web

import (
	"net/http"
	"net/url"
	"slices"

	"github.com/rasprava/rasprava/internal/store"
)

// mendingPage says what follows when a workflow is made to agree with the
// record, before it is.
type mendingPage struct {
	form
	Ref    string
	Code   string
	Do     string // the button
	Effect string
}

var mendingTemplate = templateFor[mendingPage]("mending")

// mendingPage asks an operator whether to go on; without a dossier it shows from
// what one is chosen.
func (s *Server) mendingPage(v *visit) (reply, error) {
	if v.Query(byDossier) == "" {
		return s.systemPage(v)
	}
	return s.showMending(v, v.carried(), v.Query(byDossier), v.Query("sta"))
}

func (s *Server) showMending(v *visit, f form, ref, what string) (reply, error) {
	known, err := refOf(ref)
	if err != nil {
		return reply{}, err
	}
	_, err = s.store.Pin(v.ctx(), known)
	if err != nil {
		return reply{}, err
	}
	code := store.TroubleCode(what)
	if !slices.Contains(troubleOrder, code) || !code.Mendable() {
		code = store.WorkflowBehind
	}
	mending := mendingOf(code)
	body := mendingPage{form: f, Ref: string(known), Code: string(code), Do: v.t("operating.do_" + mending), Effect: v.t("operating.effect_" + mending)}
	title := v.t("operating.mend_title")
	return mendingTemplate.show(v, heading{Title: title + ": " + string(known), Crumbs: []link{{v.href("/sistem"), v.t("nav.system")}, {Text: title}}, Status: f.status(),
		At: "/sistem/popravka?" + url.Values{byDossier: {string(known)}, "sta": {string(code)}}.Encode()}, body)
}

// mend makes the workflow of a dossier agree with the record. What was done is
// logged by its reference; nothing of the dossier itself changes.
func (s *Server) mend(v *visit) (reply, error) {
	f, err := v.readForm()
	if err != nil {
		return reply{}, err
	}
	ref, err := refOf(f.value(byDossier))
	if err != nil {
		return reply{}, err
	}
	kind, err := s.engine.Mend(v.ctx(), ref)
	if err != nil && statusOf(problemOf(err).code) == http.StatusNotFound {
		return reply{}, err
	}
	s.log.InfoContext(v.ctx(), "workflow_mended", "dossier", ref, "found", kind, "error", err)
	switch {
	case err != nil:
		f.add("", v.t("operating.mend_failed"))
		return s.showMending(v, f, string(ref), f.value("sta"))
	case kind != store.InStep:
		return v.to("/sistem", "operating.still_"+string(kind), "ref", string(ref)), nil
	}
	return v.to("/sistem", "operating.mended", "ref", string(ref)), nil
}
