package web

import (
	"maps"
	"slices"
	"strings"

	"github.com/rasprava/rasprava/internal/dossier"
	"github.com/rasprava/rasprava/internal/locale"
	"github.com/rasprava/rasprava/internal/procedure"
	"github.com/rasprava/rasprava/internal/store"
	"github.com/rasprava/rasprava/web/api"
)

// wording names what a message speaks of by its code: the stages and outcomes
// of one definition, and bodies. The zero wording leaves codes as they are.
type wording struct {
	definition *procedure.Definition
	stage      string // the present one
	bodies     []store.Body
}

// title returns a Serbian or an English title in the language of the reader.
func title(l locale.Lang, sr, en string) string {
	if l == locale.En {
		return en
	}
	return locale.For(l).Serbian(sr)
}

// quoted returns a title as it stands within quotation marks.
func quoted(title string) string { return innerQuotes.Replace(title) }

var innerQuotes = strings.NewReplacer("„", "’", "”", "’", "“", "’")

// Names go into a message in place of these marks, after it is made: a name may
// hold commas, which would make it a list of codes.
const (
	stageMark   = "\ue000"
	outcomeMark = "\ue001"
	bodiesMark  = "\ue002"
)

// problem returns the title and the explanation of a refusal.
func (w wording) problem(l locale.Lang, code dossier.Code, params map[string]string) (string, string) {
	if w.definition == nil {
		return locale.For(l).Problem(string(code), params)
	}
	params = maps.Clone(params)
	var names []string
	present, _ := w.definition.Stage(w.stage)
	if o, ok := present.Outcome(params["outcome"]); ok {
		params["outcome"] = outcomeMark
		names = append(names, outcomeMark, quoted(title(l, o.TitleSr, o.TitleEn)))
	}
	if st, ok := w.definition.Stage(params["stage"]); ok {
		params["stage"] = stageMark
		names = append(names, stageMark, quoted(title(l, st.TitleSr, st.TitleEn)))
	}
	heading, detail := locale.For(l).Problem(string(code), params)
	return heading, strings.NewReplacer(names...).Replace(detail)
}

// unmet puts the conditions that do not hold into words.
func (w wording) unmet(l locale.Lang, reasons []procedure.Reason) []api.Unmet {
	var out []api.Unmet
	for _, r := range reasons {
		message := locale.For(l).Unmet(r.Code, r.Params)
		if r.Code == procedure.OpinionsBoundToText {
			message = w.opinions(l, r)
		}
		out = append(out, api.Unmet{Code: r.Code, Message: message, Basis: r.Basis})
	}
	return out
}

// opinions says whose opinions are missing, by the names of the bodies.
func (w wording) opinions(l locale.Lang, r procedure.Reason) string {
	var sentences []string
	for _, fact := range slices.Sorted(maps.Keys(r.Params)) {
		var names []string
		for _, code := range strings.Split(r.Params[fact], ",") {
			names = append(names, w.body(l, code))
		}
		message := locale.For(l).Unmet(r.Code, map[string]string{fact: bodiesMark})
		sentences = append(sentences, strings.ReplaceAll(message, bodiesMark, locale.For(l).List(names)))
	}
	return strings.Join(sentences, " ")
}

func (w wording) body(l locale.Lang, code string) string {
	for _, b := range w.bodies {
		if b.Code == code {
			return title(l, b.NameSr, b.NameEn)
		}
	}
	return code
}
