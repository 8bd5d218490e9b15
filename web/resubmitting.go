package web

import (
	"github.com/rasprava/rasprava/internal/dossier"
)

// beginFrom fills the form of opening with what the dossier has that is taken up;
// the procedure is chosen anew.
func (v *visit) beginFrom(f *form) error {
	ref, err := refOf(f.value("ponovo"))
	if err != nil {
		return err
	}
	p, err := v.server.store.Predecessor(v.ctx(), v.person(), ref)
	if err != nil {
		return err
	}
	f.Values.Set("naslov", p.Title)
	f.Values.Set("vrsta", p.Kind)
	f.Values.Set("predlagac", p.LeadCode)
	f.Values["saradnik"] = p.CoProposers
	if p.Base != nil {
		f.Values.Set("osnovni", p.Base.Title)
		f.Values.Set("glasnik", p.Base.Gazette)
	}
	f.takesUp()
	return nil
}

// takesUp has what takes up a rehearsal be one, and what takes up another dossier
// none.
func (f *form) takesUp() {
	switch {
	case f.value("ponovo") == "":
	case number(f.value("ponovo")) == "":
		f.Values.Set("proba", "da")
	default:
		f.Values.Set("proba", "ne")
	}
}

// takingUp says of a form of opening which dossier is taken up; nil for none.
func (v *visit) takingUp(f form) (*takingUp, error) {
	if f.value("ponovo") == "" {
		return nil, nil
	}
	ref, err := refOf(f.value("ponovo"))
	if err != nil {
		return nil, err
	}
	p, err := v.server.store.Predecessor(v.ctx(), v.person(), ref)
	switch dossier.CodeOf(err) {
	case dossier.CodeResubmitted, dossier.CodeNotResubmittable: // the form says so
		d, err := v.server.store.Dossier(v.ctx(), v.person(), ref)
		if err != nil {
			return nil, err
		}
		p.DossierRow = d.DossierRow
	default:
		if err != nil {
			return nil, err
		}
	}
	return &takingUp{Ref: string(p.Ref), Href: v.href("/predmeti/" + string(p.Ref)), Title: p.Title, Carried: p.PackageNo > 0, Rehearsal: p.Rehearsal}, nil
}
