package web

import (
	"github.com/rasprava/rasprava/internal/dossier"
	"github.com/rasprava/rasprava/internal/procedure"
	"github.com/rasprava/rasprava/internal/store"
)

// actName names what an act of a kind is, in a form: „нацрт закона”, „предлог
// закона”, „закон”.
func (v *visit) actName(kind string, form procedure.Form) string {
	return v.say.Name("act", string(form)+"_"+kind)
}

// documentTitle names a document of a dossier; its text by what the act is now.
func (v *visit) documentTitle(r store.DossierRow, kind dossier.DocumentKind) string {
	if kind == dossier.ActDocument {
		return v.actName(r.Kind, r.Form)
	}
	return v.say.Name("document", string(kind))
}

// actKind names a kind of act.
func (v *visit) actKind(kind string) string { return v.say.Name("act", "kind_"+kind) }
