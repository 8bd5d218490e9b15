package web

import (
	"github.com/rasprava/rasprava/internal/procedure"
	"github.com/rasprava/rasprava/internal/store"
)

// pair is something with its name.
type pair struct {
	Name  string
	Value string
	Note  string // to the value; empty: there is none
}

// traits names what of the act its procedure depends on.
func (v *visit) traits(d store.DossierView) []pair {
	var all []pair
	for _, t := range d.Definition.Traits {
		value, known := t.Value(d.Traits[t.ID])
		if !known && len(t.Values) > 0 {
			value = t.Values[0]
		}
		row := pair{Name: v.title(t.TitleSr, t.TitleEn), Value: v.title(value.TitleSr, value.TitleEn)}
		if was, found := statedBefore(d, t.ID); found {
			row.Note = v.t("traits.found", "stated", quoted(v.title(was.TitleSr, was.TitleEn)))
		}
		all = append(all, row)
	}
	return all
}

// statedBefore returns what was stated of a trait before a body found it to be
// another; false where none did.
func statedBefore(d store.DossierView, trait string) (procedure.TraitValue, bool) {
	for _, run := range d.Stages {
		st, _ := d.Definition.Stage(run.Stage)
		o, _ := st.Outcome(run.Outcome)
		r, is := d.Definition.Reclassifies(o)
		if is && r.Trait.ID == trait {
			return r.From, true
		}
	}
	return procedure.TraitValue{}, false
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
