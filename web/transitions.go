package web

import (
	"strings"

	"github.com/gin-gonic/gin"

	"github.com/rasprava/rasprava/internal/dossier"
	"github.com/rasprava/rasprava/internal/locale"
	"github.com/rasprava/rasprava/internal/store"
	"github.com/rasprava/rasprava/web/api"
)

// ListTransitions says what a dossier may be asked for where it stands.
func (o operations) ListTransitions(c *gin.Context, id api.Ref) {
	o.inWords(c, id, func(v store.DossierView, words wording, l locale.Lang) (any, error) {
		list := transitionsOf(words, l, !v.Insider)
		list.Seq, list.Stage = v.Seq, stageName(v.DossierRow)
		return list, nil
	})
}

// transitionsOf is what can be asked of a dossier, as it is answered.
func transitionsOf(words wording, l locale.Lang, public bool) api.TransitionList {
	out := api.TransitionList{Items: each(words.outlook.Transitions, func(t dossier.Transition) api.Transition {
		reasons := words.unmet(l, t.Reasons)
		if reasons == nil {
			reasons = []api.Unmet{}
		}
		item := api.Transition{Outcome: t.Outcome, Command: string(t.Command), Open: t.Open(), May: t.Command != "" && t.Refused == nil,
			Refused: string(dossier.CodeOf(t.Refused)), Reasons: reasons, Who: holdersOf(t.Who)}
		if t.Refused == nil {
			item.Refused = ""
		}
		if def, ok := words.outlook.Stage.Outcome(t.Outcome); ok {
			item.TitleSr, item.TitleEn, item.Next = def.TitleSr, def.TitleEn, def.Next
		}
		return item
	})}
	out.Waits = each(words.outlook.Waits, func(x dossier.Wait) api.Wait {
		said := words.wait(l, x, public)
		wait := api.Wait{For: string(x.For), Message: strings.Join(said.Says, " "), Until: said.Until, Basis: x.Basis, Command: string(x.Command)}
		if x.Command != "" {
			who := holdersOf(x.Who)
			wait.Who = who
		}
		return wait
	})
	return out
}

func holdersOf(h dossier.Holders) api.Holders {
	return api.Holders{Roles: each(h.Roles, func(r dossier.Role) string { return string(r) }), Bodies: each(h.Bodies, func(b string) string { return b })}
}
