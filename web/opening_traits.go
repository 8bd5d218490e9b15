package web

import (
	"slices"

	"github.com/rasprava/rasprava/internal/procedure"
	"github.com/rasprava/rasprava/internal/store"
)

// traitField is the name of the field in which a trait of the act is chosen.
func traitField(id string) string { return "akt_" + id }

// traitsOf reads the traits of the act that the form gives, as far as the
// procedure lets one choose them.
func (f *form) traitsOf(d *procedure.Definition) map[string]string {
	given := map[string]string{}
	for _, t := range d.Traits {
		if value := f.value(traitField(t.ID)); value != "" && !t.Decided {
			given[t.ID] = value
		}
	}
	return given
}

// chooseTraits makes the fields in which the traits are chosen on which the
// procedure depends.
func (v *visit) chooseTraits(f *form, d *procedure.Definition) []field {
	var fields []field
	for _, t := range d.Traits {
		if t.Decided {
			continue
		}
		fields = append(fields, f.choice(traitField(t.ID), v.title(t.TitleSr, t.TitleEn), v.say.Serbian(v.basis(d, t.Basis)), each(t.Values, func(x procedure.TraitValue) option {
			return option{Value: x.ID, Label: v.title(x.TitleSr, x.TitleEn)}
		})))
	}
	return fields
}

// needTraits notes in the form what of the act is not said, on which the procedure
// depends, and puts what is into the opening.
func (v *visit) needTraits(f *form, o *store.Opening) error {
	defs, err := v.offered(*f)
	if err != nil {
		return err
	}
	i := slices.IndexFunc(defs, func(d *procedure.Definition) bool { return d.ID == o.Procedure })
	if i < 0 {
		return nil
	}
	o.Traits = f.traitsOf(defs[i])
	for _, t := range defs[i].Traits {
		_, known := t.Value(o.Traits[t.ID])
		if !t.Decided && !known {
			f.add(traitField(t.ID), v.t("within.trait_missing", "title", v.title(t.TitleSr, t.TitleEn)))
		}
	}
	return nil
}
