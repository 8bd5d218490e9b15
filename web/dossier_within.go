package web

import (
	"github.com/rasprava/rasprava/internal/store"
)

// pair is something with its name.
type pair struct {
	Name  string
	Value string
}

// traits names what of the act its procedure depends on.
func (v *visit) traits(d store.DossierView) []pair {
	var all []pair
	for _, t := range d.Definition.Traits {
		value, known := t.Value(d.Traits[t.ID])
		if !known && len(t.Values) > 0 {
			value = t.Values[0]
		}
		all = append(all, pair{v.title(t.TitleSr, t.TitleEn), v.title(value.TitleSr, value.TitleEn)})
	}
	return all
}

// around links the dossier in whose stage this one runs.
func (v *visit) around(d store.DossierView) *link {
	if d.WithinRef == "" {
		return nil
	}
	name := number(d.WithinRef)
	if name == "" {
		name = v.t("within.rehearsal")
	}
	return &link{v.href("/predmeti/" + string(d.WithinRef)), name}
}

// inside links the dossiers that run, or ran, in the stages of this one.
func (v *visit) inside(d store.DossierView) []link {
	var all []link
	for _, run := range d.Stages {
		if run.Within == "" {
			continue
		}
		st, _ := d.Definition.Stage(run.Stage)
		all = append(all, link{v.href("/predmeti/" + string(run.Within)), v.title(st.TitleSr, st.TitleEn)})
	}
	return all
}
