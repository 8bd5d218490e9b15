package web

import (
	"github.com/rasprava/rasprava/internal/dossier"
	"github.com/rasprava/rasprava/internal/store"
)

// draftingPages are where a drafter works.
var draftingPages = []page{
	get("/moji-predmeti", dossier.OpenDossier, (*Server).minePage),
	get(openingPath, dossier.OpenDossier, (*Server).openingPage),
	post(openingPath, dossier.OpenDossier, (*Server).openByForm),
	get("/predmeti/:ref/priprema", dossier.AddPackage, (*Server).packagePage),
	get("/predmeti/:ref/priprema/izmene", dossier.AddPackage, (*Server).stagedChanges),
	get("/predmeti/:ref/priprema/dokument/:kind/:position", dossier.AddPackage, (*Server).stagedDocument),
	upload("/predmeti/:ref/priprema/dokument", dossier.AddPackage, (*Server).addDocument),
	post("/predmeti/:ref/priprema/izostavljanje", dossier.AddPackage, (*Server).removeDocument),
	post("/predmeti/:ref/priprema/vracanje", dossier.AddPackage, (*Server).takeBack),
	get("/predmeti/:ref/priprema/tekst", dossier.AddPackage, (*Server).workingTextPage),
	get("/predmeti/:ref/priprema/tekst/:wid", dossier.AddPackage, (*Server).editingPage),
	post("/predmeti/:ref/priprema/tekst/:wid", dossier.AddPackage, (*Server).editByForm),
	post("/predmeti/:ref/priprema/prenos", dossier.AddPackage, (*Server).takeOverByForm),
	upload("/predmeti/:ref/priprema/verzija", dossier.AddPackage, (*Server).saveVersion),
	get("/predmeti/:ref/objava", dossier.Action(dossier.PublishProof), (*Server).publishingPage),
	upload("/predmeti/:ref/objava", dossier.Action(dossier.PublishProof), (*Server).proveByForm),
	get("/predmeti/:ref/dostupnost", dossier.Action(dossier.SetVisibility), (*Server).visibilityPage),
	post("/predmeti/:ref/dostupnost", dossier.Action(dossier.SetVisibility), (*Server).setVisibilityByForm),
	get("/predmeti/:ref/plan", dossier.LinkPlan, (*Server).planLinkPage),
	post("/predmeti/:ref/plan", dossier.LinkPlan, (*Server).planLinkForm),
}

// workplace leads between the pages on which one dossier is worked on; it holds
// those that the visitor may use.
type workplace struct {
	Ref   string
	Title string
	Tabs  []navigation
}

// workplaceTabs are the pages of the workplace, behind the dossier's, each with
// what one must be allowed to do there.
var workplaceTabs = []struct {
	path, message string
	action        dossier.Action
}{
	{"/priprema", "workplace.package", dossier.AddPackage},
	{"/objava", "workplace.publishing", dossier.AddPackage},
	{"/dopisi", "workplace.entries", dossier.AnswerComm},
	{"/odgovori", "workplace.answers", dossier.AnswerComm},
	{"/izuzimanje", "aside.tab", dossier.DecideAside},
	{"/osporena-imena", "claim.tab", dossier.SettleAuthorship},
	{"/zastita", "protecting.list", dossier.Redact},
	{"/dostupnost", "workplace.visibility", dossier.Action(dossier.SetVisibility)},
	{"/plan", "plan_link.tab", dossier.LinkPlan},
}

// workplace returns the way between the pages of a dossier; here is the path of
// the present one, behind the dossier's; empty: the dossier itself.
func (v *visit) workplace(d store.DossierRow, p store.Powers, here string) workplace {
	at := "/predmeti/" + string(d.Ref)
	w := workplace{Ref: string(d.Ref), Title: d.Title, Tabs: []navigation{{link: link{v.href(at), v.t("workplace.dossier")}, Current: here == ""}}}
	for _, tab := range workplaceTabs {
		if tab.path == here || p.May(tab.action) == nil {
			w.Tabs = append(w.Tabs, navigation{link: link{v.href(at + tab.path), v.t(tab.message)}, Current: tab.path == here})
		}
	}
	return w
}

// draftingCrumbs returns the way from one's own dossiers, or for who drafts none
// from all, to a page of one.
func (v *visit) draftingCrumbs(d store.DossierRow, here string) []link {
	from := link{v.href("/predmeti"), v.t("nav.dossiers")}
	if v.badge.holds(dossier.Drafter) {
		from = link{v.href("/moji-predmeti"), v.t("nav.mine")}
	}
	return []link{from, {v.href("/predmeti/" + string(d.Ref)), v.say.Serbian(d.Title)}, {Text: here}}
}

// worksOn reads a dossier for somebody who may do the action on it; refused as
// the action itself would be.
func (s *Server) worksOn(v *visit, action dossier.Action) (store.DossierView, store.Powers, error) {
	ref, err := refOf(v.Param("ref"))
	if err != nil {
		return store.DossierView{}, store.Powers{}, err
	}
	p, err := s.store.Powers(v.ctx(), v.person(), ref)
	if err != nil {
		return store.DossierView{}, store.Powers{}, err
	}
	err = p.May(action)
	if err != nil {
		return store.DossierView{}, store.Powers{}, err
	}
	d, err := s.store.Dossier(v.ctx(), v.person(), ref)
	return d, p, err
}
