package web

import (
	"maps"
	"strings"

	"github.com/rasprava/rasprava/internal/dossier"
	"github.com/rasprava/rasprava/internal/locale"
	"github.com/rasprava/rasprava/internal/picture"
	"github.com/rasprava/rasprava/internal/procedure"
	"github.com/rasprava/rasprava/internal/store"
)

// wording names what a message speaks of by its code: the stages and outcomes
// of one definition, and bodies; and who can do what, where a dossier stands. The
// zero wording leaves codes as they are.
type wording struct {
	definition *procedure.Definition
	target     *procedure.Definition // to which the dossier would go over; nil: it is not asked to
	stage      string                // the present one
	bodies     []store.Body
	outlook    store.Outlook
}

// title returns a Serbian or an English title in the language of the reader.
func title(l locale.Lang, sr, en string) string {
	if l == locale.En {
		return en
	}
	return locale.For(l).Serbian(sr)
}

// quoted returns a title as it stands within quotation marks.
func quoted(title string) string { return picture.Quoted(title) }

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
	if codes := params["before"]; code == dossier.CodeSignatureBefore && len(w.bodies) > 0 {
		params["before"] = bodiesMark
		names = append(names, bodiesMark, locale.For(l).List(each(strings.Split(codes, ","), func(c string) string { return w.body(l, c) })))
	}
	heading, detail := locale.For(l).Problem(string(code), params)
	return heading, strings.NewReplacer(names...).Replace(detail)
}

// impossible says why the dossier cannot go over to a version.
func (w wording) impossible(l locale.Lang, r procedure.Reason) string {
	params := maps.Clone(r.Params)
	delete(params, "stage")
	v := &visit{lang: l, say: locale.For(l)}
	return v.finding(versionPair{w.definition, w.target}, "why", procedure.Finding{Code: r.Code, Stage: r.Params["stage"], Params: params})
}

func (w wording) body(l locale.Lang, code string) string {
	for _, b := range w.bodies {
		if b.Code == code {
			return title(l, b.NameSr, b.NameEn)
		}
	}
	return code
}
