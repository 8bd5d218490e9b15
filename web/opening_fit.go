package web

import (
	"slices"

	"github.com/rasprava/rasprava/internal/dossier"
	"github.com/rasprava/rasprava/internal/procedure"
	"github.com/rasprava/rasprava/web/api"
)

// offered returns of every procedure the version under which the dossier would
// begin that the form speaks of: on the day in it, and today where it is to be
// opened for real.
func (v *visit) offered(f form) ([]*procedure.Definition, error) {
	day, err := dayOf(f.day("od"))
	if err != nil || day.IsZero() || f.value("korak") == "otvori" && f.value("proba") != "da" {
		return v.server.store.Definitions(v.ctx())
	}
	return v.server.store.DefinitionsOn(v.ctx(), day.String())
}

// kindsFor returns the kinds of acts for which there is a procedure, in the order
// in which they are offered.
func kindsFor(defs []*procedure.Definition) []api.DossierKind {
	return slices.DeleteFunc(slices.Clone(openingKinds), func(k api.DossierKind) bool {
		return !slices.ContainsFunc(defs, func(d *procedure.Definition) bool { return d.Fits(string(k)) })
	})
}

// fitting returns the procedures for a kind of act, and the one that is chosen,
// so that what is wrong with it can be said; all of them for no kind.
func fitting(defs []*procedure.Definition, kind, chosen string) []*procedure.Definition {
	if !slices.Contains(openingKinds, api.DossierKind(kind)) {
		return defs
	}
	return slices.DeleteFunc(slices.Clone(defs), func(d *procedure.Definition) bool { return !d.Fits(kind) && d.ID != chosen })
}

// actsOf says for which kinds of acts a procedure is; empty: for every kind.
func (v *visit) actsOf(d *procedure.Definition) string {
	if len(d.Acts) == 0 {
		return ""
	}
	return v.t("migration.for_acts", "acts", v.say.List(each(d.Acts, v.actKind)))
}

// openingRefused notes in the form why a dossier was not opened, at the field that
// has to be changed. It returns the error where that is none of a person's.
func (v *visit) openingRefused(f *form, err error) error {
	if dossier.CodeOf(err) != dossier.CodeProcedureNotValid {
		return v.refused(f, err, map[string]string{"kind": "vrsta", "plan_item": "stavka"})
	}
	p := problemOf(err)
	text := v.t("migration.not_valid", "day", p.params["day"])
	if p.params["from"] != "" {
		text += " " + v.t("migration.not_valid_from", "from", p.params["from"])
	}
	f.add("postupak", text)
	return nil
}
