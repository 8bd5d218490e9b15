package web

import (
	"maps"
	"slices"
	"strings"

	"github.com/rasprava/rasprava/internal/dossier"
	"github.com/rasprava/rasprava/internal/locale"
	"github.com/rasprava/rasprava/internal/picture"
	"github.com/rasprava/rasprava/internal/procedure"
	"github.com/rasprava/rasprava/internal/store"
	"github.com/rasprava/rasprava/web/api"
)

// unmet puts the conditions that do not hold into words, in their order: what is
// so, what would meet it and who can. Pages, programs and refusals say it so.
func (w wording) unmet(l locale.Lang, reasons []procedure.Reason) []api.Unmet {
	var out []api.Unmet
	for _, r := range reasons {
		if w.target != nil {
			out = append(out, api.Unmet{Code: r.Code, Message: w.impossible(l, r), Params: r.Params})
			continue
		}
		u := api.Unmet{Code: r.Code, Message: w.condition(l, r, (*locale.Printer).Unmet), Params: r.Params, Basis: basisIn(l, w.definition, r.Basis)}
		u.Message = picture.Words{Say: locale.For(l)}.Marked(u.Message, w.evidence(r.Code))
		u.Remedy = w.condition(l, r, (*locale.Printer).Remedy)
		if missing := r.Params["missing"]; r.Code == procedure.SignaturesComplete && missing != "" {
			p := locale.For(l)
			u.Message += " " + strings.ReplaceAll(p.T("signing.missing", map[string]any{"whom": bodiesMark}), bodiesMark, p.List(w.names(l, strings.Split(missing, ","))))
		}
		if r.Code == procedure.MinWindowEnded && r.Params["until"] != "" && w.outlook.Stage.ID != "" {
			u.Remedy += " " + w.shortening(l)
		}
		action, mendable := w.outlook.Mends(r)
		switch {
		case mendable && w.definition != nil:
			u.Who = w.holders(l, w.outlook.Powers.Holders(action))
		case w.mendedIn(l, r) != "":
			u.Remedy += " " + locale.For(l).T("why.in_stage", map[string]any{"name": w.mendedIn(l, r)})
		}
		out = append(out, u)
	}
	return out
}

// shortening says whether the least term of the present stage may be shortened,
// and to what.
func (w wording) shortening(l locale.Lang) string {
	p := locale.For(l)
	terms := w.outlook.Shortenable()
	if len(terms) == 0 {
		return p.T("why.not_shortened", nil)
	}
	v := &visit{lang: l, say: p}
	floors := each(terms, func(x procedure.WindowDef) string { return v.within(x.Floor) })
	return p.T("why.may_be_shortened", map[string]any{"floor": p.List(slices.Compact(floors))})
}

// condition says something of a condition, naming bodies as people do.
func (w wording) condition(l locale.Lang, r procedure.Reason, say func(*locale.Printer, string, map[string]string) string) string {
	p := locale.For(l)
	if r.Code != procedure.OpinionsBoundToText {
		return say(p, r.Code, r.Params)
	}
	var sentences []string
	for _, fact := range slices.Sorted(maps.Keys(r.Params)) {
		sentence := say(p, r.Code, map[string]string{fact: bodiesMark})
		sentences = append(sentences, strings.ReplaceAll(sentence, bodiesMark, p.List(w.names(l, strings.Split(r.Params[fact], ",")))))
	}
	return strings.Join(sentences, " ")
}

// evidence returns how well the figure was seen that a condition speaks of.
func (w wording) evidence(code string) procedure.Evidence {
	if w.definition == nil {
		return procedure.Sourced
	}
	st, _ := w.definition.Stage(w.stage)
	switch {
	case code == procedure.QuorumMet && st.Quorum != nil:
		return st.Quorum.Evidence
	case code == procedure.ThresholdMet:
		return leastSure(st.Thresholds)
	case code == procedure.MinWindowEnded, code == procedure.TakenByLapse:
		for _, x := range st.Windows {
			if (x.Kind == procedure.MaxWindow) == (code == procedure.TakenByLapse) && !x.Evidence.Verified() {
				return x.Evidence
			}
		}
	}
	return procedure.Sourced
}

// mendedIn names the stage in which a condition is met that is not met by anything
// in the present one; empty: by none in particular.
func (w wording) mendedIn(l locale.Lang, r procedure.Reason) string {
	kind, ok := map[string]procedure.Kind{procedure.ReportPublished: procedure.Report, procedure.OpinionsBoundToText: procedure.Opinions}[r.Code]
	if !ok || w.definition == nil {
		return ""
	}
	for _, st := range w.definition.Stages {
		if st.Kind == kind && st.ID != w.stage {
			return quoted(title(l, st.TitleSr, st.TitleEn))
		}
	}
	return ""
}

// holders names who may do something: their roles, and in which bodies.
func (w wording) holders(l locale.Lang, h dossier.Holders) string {
	p := locale.For(l)
	if len(h.Roles) == 0 {
		return ""
	}
	roles := each(h.Roles, func(r dossier.Role) string { return p.Name("role", string(r)) })
	named := roles[0]
	if last := len(roles) - 1; last > 0 {
		named = p.T("why.or", map[string]any{"head": strings.Join(roles[:last], ", "), "tail": roles[last]})
	}
	if len(h.Bodies) == 0 {
		return named
	}
	text := p.T("why.holders", map[string]any{"whom": named, "bodies": bodiesMark})
	return strings.ReplaceAll(text, bodiesMark, p.List(w.names(l, h.Bodies)))
}

func (w wording) names(l locale.Lang, codes []string) []string {
	return each(codes, func(code string) string { return w.body(l, code) })
}

// mending is the page, behind the dossier's, on which something is done that meets
// a condition.
var mending = map[dossier.Action]string{
	dossier.AddPackage: "/priprema",
	dossier.AnswerComm: "/odgovori",
}

// objection is a condition that does not hold, in words, with what would meet it:
// where the reader can do that, or who can.
type objection struct {
	Says   string
	Basis  string
	Remedy string
	Who    string // empty: nobody, or the reader
	Mend   link   // nowhere: without an address
}

// objections puts what does not hold into words.
func (v *visit) objections(ref dossier.Ref, words wording, reasons []procedure.Reason) []objection {
	var all []objection
	for i, u := range words.unmet(v.lang, reasons) {
		o := objection{Says: u.Message, Basis: v.say.Serbian(u.Basis), Remedy: u.Remedy}
		action, ok := words.outlook.Mends(reasons[i])
		path := mending[action] + doingPaths[dossier.CommandName(action)]
		if u.Code == procedure.ClosingDeclared {
			path = declaringPath
		}
		switch at := "/predmeti/" + string(ref) + path; {
		case !ok:
		case action == dossier.Administer && words.outlook.Powers.May(action) == nil:
			o.Mend = link{v.href(membersPath), v.t("matter.mend." + u.Code)}
		case words.outlook.Powers.May(action) != nil:
			o.Who = u.Who
		case at != v.path:
			o.Mend = link{v.href(at), v.t("matter.mend." + u.Code)}
		}
		all = append(all, o)
	}
	return all
}

// waited is something that a dossier waits for, in words.
type waited struct {
	Says  []string // sentences
	Until string   `web:"date"` // last day of the term; empty: none runs
	Basis string
	Unmet []api.Unmet // what must be met first
}

// waits puts what a dossier waits for into words; public leaves out what only the
// people of a dossier know.
func (w wording) waits(l locale.Lang, waits []dossier.Wait, public bool) []waited {
	return each(waits, func(x dossier.Wait) waited { return w.wait(l, x, public) })
}

func (w wording) wait(l locale.Lang, x dossier.Wait, public bool) waited {
	p := locale.For(l)
	out := waited{Basis: basisIn(l, w.definition, x.Basis)}
	say := func(id string, pairs ...any) { out.Says = append(out.Says, p.T("waits."+id, arguments(pairs))) }
	unsure := func() { // of what was said last, where the term was not verified
		if last := len(out.Says) - 1; !x.Term.Verified {
			out.Says[last] = picture.Words{Say: p}.Marked(out.Says[last], procedure.FromMemory)
		}
	}
	ofBodies := func(id string) {
		text := p.T("waits."+id, map[string]any{"bodies": bodiesMark})
		out.Says = append(out.Says, strings.ReplaceAll(text, bodiesMark, p.List(w.names(l, x.Who.Bodies))))
	}
	switch {
	case x.For == dossier.AwaitsProof && len(x.Channels) == 0:
		say("proof_all")
	case x.For == dossier.AwaitsProof:
		say("proof", "channels", strings.Join(x.Channels, ","))
	case x.For == dossier.AwaitsTerm && x.Term == nil:
		say("term_none")
	case x.For == dossier.AwaitsTerm:
		say("term", "day", x.Term.Due)
		unsure()
	case public && (x.For == dossier.AwaitsPackage || x.For == dossier.AwaitsSignatures):
		ofBodies("signing")
	case x.For == dossier.AwaitsSignatures:
		out.Says = append(out.Says, p.Plural("waits.signatures", x.Count, nil))
	case x.For == dossier.AwaitsConclusion || x.For == dossier.AwaitsOpinions:
		ofBodies(string(x.For))
	case x.For == dossier.AwaitsPerson:
		st, _ := w.definition.Stage(w.stage)
		say("person", "name", quoted(title(l, st.TitleSr, st.TitleEn)))
	default:
		say(string(x.For))
	}
	if who := w.holders(l, x.Who); who != "" && !public && x.For != dossier.AwaitsOpinions {
		out.Says = append(out.Says, p.T("why.acts", map[string]any{"who": who}))
	}
	if t := x.Term; t != nil {
		out.Until = t.Due
		switch {
		case x.For == dossier.AwaitsTerm:
		case t.Lapsed:
			say("was", "day", t.Due)
		case t.Raw != t.Due:
			say("by_rolled", "raw", t.Raw, "day", t.Due)
		default:
			say("by", "day", t.Due)
		}
		if x.For != dossier.AwaitsTerm {
			unsure()
		}
		if x.Itself && x.For != dossier.AwaitsTerm {
			say("itself")
		}
	}
	if !public {
		out.Unmet = w.unmet(l, x.Against)
	}
	return out
}

// publicWaits is what a dossier waits for as its public record shows it: the same
// as Outlook says of it, but for what only its people see.
func publicWaits(d store.DossierView) []dossier.Wait {
	n := len(d.Stages)
	if d.Status != dossier.Open || n == 0 || d.Stages[n-1].Ended != nil {
		return nil
	}
	run := d.Stages[n-1]
	st, _ := d.Definition.Stage(run.Stage)
	s := dossier.Situation{Stage: st, Published: run.Published != nil, Visibility: d.Visibility,
		Standing: dossier.Standing{Lead: d.LeadCode, Acting: run.ActorCode}}
	s.Facts.ProvedChannels = each(run.Proofs, func(p store.ProofView) string { return p.Channel })
	for _, o := range run.Opinions {
		switch {
		case o.Opinion == "" && !o.Silent && o.Mandatory:
			s.Facts.OpinionsMissing = append(s.Facts.OpinionsMissing, o.BodyCode)
		case o.Opinion != "" && !o.Current:
			s.Facts.OpinionsOnOtherText = append(s.Facts.OpinionsOnOtherText, o.BodyCode)
		}
	}
	for _, w := range run.Windows {
		_, body, _ := strings.Cut(w.ID, ":")
		s.Terms = append(s.Terms, dossier.Term{ID: w.ID, Body: body, Kind: procedure.WindowKind(w.Kind), Raw: w.Raw, Due: w.Due, End: endOfDay(civil(w.Due)),
			Lapsed: w.Lapsed, Basis: w.Basis, Verified: w.Verified})
	}
	return s.WaitsFor()
}
