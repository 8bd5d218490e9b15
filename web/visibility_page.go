package web

import (
	"net/http"
	"slices"

	"github.com/rasprava/rasprava/internal/dossier"
	"github.com/rasprava/rasprava/internal/store"
)

// visibilityPage is where it is decided who sees a dossier before it is published.
type visibilityPage struct {
	Work    workplace
	Path    string
	Faults  []fault
	Present string // code
	Closed  string // why it cannot be changed; empty: it can
	Ask     asking
	Choice  field
}

var visibilityTemplate = templateFor[visibilityPage]("visibility")

func (s *Server) visibilityPage(v *visit) (reply, error) {
	return s.showVisibility(v, v.carried(), http.StatusOK)
}

func (s *Server) showVisibility(v *visit, f form, status int) (reply, error) {
	d, p, err := s.worksOn(v, dossier.Action(dossier.SetVisibility))
	if err != nil {
		return reply{}, err
	}
	body := v.visibilityPage(d, f)
	body.Work = v.workplace(d.DossierRow, p, "/dostupnost")
	h := heading{Title: v.t("visibility_page.title") + " – " + v.say.Serbian(d.Title), Crumbs: v.draftingCrumbs(d.DossierRow, v.t("workplace.visibility")),
		Rehearsal: d.Rehearsal, Status: status}
	return visibilityTemplate.show(v, h, body)
}

// visibilityPage makes the page of what is there and what was typed.
func (v *visit) visibilityPage(d store.DossierView, f form) visibilityPage {
	out := visibilityPage{Path: v.href("/predmeti/" + string(d.Ref) + "/dostupnost"), Faults: f.Faults, Present: string(d.Visibility), Ask: f.ask(d.Seq)}
	switch {
	case d.Visibility == dossier.Public:
		out.Closed = v.t("visibility_page.public")
	case d.Status != dossier.Open:
		out.Closed = v.t("package.closed_ended", "status", v.say.Name("dossier_status", string(d.Status)))
	case len(d.Stages) == 0:
		out.Closed = v.t("publishing.starting")
	}
	others := slices.DeleteFunc(v.visibilities(""), func(o option) bool { return o.Value == out.Present })
	out.Choice = f.choice("dostupnost", v.t("visibility_page.choice"), "", others)
	return out
}

// setVisibilityByForm gives the command that a form asks for.
func (s *Server) setVisibilityByForm(v *visit) (reply, error) {
	d, _, err := s.worksOn(v, dossier.Action(dossier.SetVisibility))
	if err != nil {
		return reply{}, err
	}
	f, err := v.readForm()
	if err != nil {
		return reply{}, err
	}
	chosen := dossier.Visibility(f.value("dostupnost"))
	if !chosen.Valid() || chosen == dossier.Public {
		f.add("dostupnost", v.t("visibility_page.missing"))
		return s.showVisibility(v, f, f.status())
	}
	r, err := v.give(f, d.Ref, dossier.SetVisibility, dossier.Args{Visibility: chosen}, "/predmeti/"+string(d.Ref)+"/dostupnost", "visibility_page.done")
	if err == nil {
		return r, nil
	}
	err = v.again(&f, err, nil)
	if err != nil {
		return reply{}, err
	}
	return s.showVisibility(v, f, f.status())
}
