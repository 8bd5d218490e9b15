package web

import (
	"slices"

	"github.com/rasprava/rasprava/internal/dossier"
	"github.com/rasprava/rasprava/internal/store"
)

// planLink is where it is said for which item of the plan a dossier is.
type planLink struct {
	Work   workplace
	Form   form
	Path   string
	Now    string // for which it is; empty: for none
	Href   string // address of the plan
	Closed string // why it does not change; empty: it does
	Some   bool   // there are items to choose from
	Choice field
}

var planLinkTemplate = templateFor[planLink]("work_plan_link")

func (s *Server) planLinkPage(v *visit) (reply, error) { return s.showPlanLink(v, v.carried()) }

func (s *Server) showPlanLink(v *visit, f form) (reply, error) {
	d, p, err := s.worksOn(v, dossier.LinkPlan)
	if err != nil {
		return reply{}, err
	}
	heirs, err := s.store.Successors(v.ctx())
	if err != nil {
		return reply{}, err
	}
	items, err := s.planItemsFor(v, each(d.Proposers, func(b store.BodyName) string { return firstOf(heirs[b.Code].Code, b.Code) }), d.PlanItem)
	if err != nil {
		return reply{}, err
	}
	page := planLink{Work: v.workplace(d.DossierRow, p, "/plan"), Form: f, Path: v.href("/predmeti/" + string(d.Ref) + "/plan"), Now: v.plannedAs(d.PlanItem), Href: planHref(v, d.PlanItem),
		Some: len(items) > 0 || d.PlanItem != nil}
	if d.Status != dossier.Open {
		page.Closed = v.t("plan_link.ended")
	}
	options := append([]option{{Value: "nijedna", Label: v.t("plan_link.no_item"), Checked: d.PlanItem == nil}}, v.planOptions(items)...)
	for i := range options {
		options[i].Checked = options[i].Checked || d.PlanItem != nil && options[i].Value == d.PlanItem.ID
	}
	page.Choice = f.choice("stavka", v.t("plan_link.choice"), v.t("plan_link.choice_hint"), options)
	h := heading{Title: v.t("plan_link.title") + " – " + v.say.Serbian(d.Title), Crumbs: v.draftingCrumbs(d.DossierRow, v.t("plan_link.tab")), Rehearsal: d.Rehearsal, Status: f.status()}
	return planLinkTemplate.show(v, h, page)
}

// planItemsFor returns the items of the plans of this year and later for bodies of
// today, with the one that is chosen already.
func (s *Server) planItemsFor(v *visit, bodies []string, chosen *store.PlanItem) ([]store.PlanItem, error) {
	now, err := s.store.Now(v.ctx())
	if err != nil {
		return nil, err
	}
	items, err := s.store.PlanItemsOf(v.ctx(), now.In(belgrade).Year(), bodies)
	if err != nil || chosen == nil || slices.ContainsFunc(items, func(i store.PlanItem) bool { return i.ID == chosen.ID }) {
		return items, err
	}
	return append([]store.PlanItem{*chosen}, items...), nil
}

func (s *Server) planLinkForm(v *visit) (reply, error) {
	f, ref, err := v.commanded()
	if err != nil {
		return reply{}, err
	}
	_, _, err = s.worksOn(v, dossier.LinkPlan)
	if err != nil {
		return reply{}, err
	}
	item := f.value("stavka")
	if item == "" {
		_, text := v.say.Problem(string(dossier.CodePlanItemUnknown), nil)
		f.add("stavka", text)
		return s.showPlanLink(v, f)
	}
	if item == "nijedna" {
		item = ""
	}
	err = s.store.LinkPlan(v.ctx(), v.person(), ref, item)
	if err == nil {
		return v.to("/predmeti/"+string(ref)+"/plan", "plan_link.done"), nil
	}
	err = v.refused(&f, err, map[string]string{"plan_item": "stavka"})
	if err != nil {
		return reply{}, err
	}
	return s.showPlanLink(v, f)
}
