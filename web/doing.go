package web

import (
	"github.com/rasprava/rasprava/internal/dossier"
	"github.com/rasprava/rasprava/internal/store"
)

// doing is something that the visitor may do on a dossier now: where, in words.
type doing struct {
	link
	Command string
}

// doingPaths is the page, behind the dossier's, on which a command is given.
var doingPaths = map[dossier.CommandName]string{
	dossier.Complete:             "/zavrsetak",
	dossier.PublishProof:         "/objava",
	dossier.PublishReport:        "/objava-izvestaja",
	dossier.Prepare:              "/odluka",
	dossier.Sign:                 "/odluka",
	dossier.Return:               "/odluka",
	dossier.Reject:               "/odluka",
	dossier.RecordConclusion:     "/zakljucak",
	dossier.GiveOpinion:          "/misljenje",
	dossier.AskOpinion:           "/trazenje-misljenja",
	dossier.Extend:               "/rok",
	dossier.DecideMaterialChange: "/izmene-posle-rasprave",
	dossier.Shorten:              "/skracenje-roka",
	dossier.Withdraw:             "/povlacenje",
	dossier.SetVisibility:        "/dostupnost",
	dossier.Advance:              "/sledeci-rok",
	dossier.JoinProposer:         "/predlagaci",
	dossier.LeaveProposer:        "/predlagaci",
}

// doings returns what the visitor may do on a dossier, one link a page, in the
// order of the commands.
func (v *visit) doings(ref dossier.Ref, commands []dossier.CommandName) []doing {
	var all []doing
	seen := map[string]bool{}
	for _, c := range commands {
		path := doingPaths[c]
		if seen[path] {
			continue
		}
		seen[path] = true
		all = append(all, doing{link{v.href("/predmeti/" + string(ref) + path), v.say.Name("command_do", string(c))}, string(c)})
	}
	return all
}

// dossierCrumbs returns the way from the list to a page of a dossier.
func (v *visit) dossierCrumbs(d store.DossierRow, here string) []link {
	crumbs := []link{{v.href("/predmeti"), v.t("nav.dossiers")}}
	name := v.say.Serbian(d.Title)
	if here == "" {
		return append(crumbs, link{Text: name})
	}
	return append(crumbs, link{v.href("/predmeti/" + string(d.Ref)), name}, link{Text: here})
}
