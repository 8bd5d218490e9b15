package web

import (
	"slices"
	"strconv"
	"time"

	"github.com/rasprava/rasprava/internal/dossier"
	"github.com/rasprava/rasprava/internal/procedure"
	"github.com/rasprava/rasprava/internal/store"
)

// checkedItem is a condition, or something that the procedure has seen to, with
// what bears it out.
type checkedItem struct {
	Says  string
	By    string // evidence, or the basis of what does not hold
	More  link   // to the evidence, or to where it is mended
	Holds bool
}

// checkedItems lists what was checked on the way to the present stage and in it:
// what does not hold is led to where it is mended. What only signing brings about
// stands elsewhere.
func (v *visit) checkedItems(m matter, checks []procedure.Checked, rounds []store.RoundView) []checkedItem {
	items := v.consulted(m)
	for _, c := range checks {
		if ofSigning(c.Code) {
			continue
		}
		if !c.Holds {
			o := v.objections(m.Ref, m.words, []procedure.Reason{c.Reason})[0]
			items = append(items, checkedItem{Says: o.Says, By: o.Basis, More: o.Mend})
			continue
		}
		item := checkedItem{Says: v.t("checked.holds." + c.Code), Holds: true}
		item.By, item.More = v.evidence(m, c, rounds)
		items = append(items, item)
	}
	return items
}

// consulted says how long each consultation lasted that has ended.
func (v *visit) consulted(m matter) []checkedItem {
	var items []checkedItem
	for _, run := range m.Stages {
		w := longestTerm(run.Windows)
		if run.Kind != string(procedure.Consultation) || run.Ended == nil || w.Due == "" {
			continue
		}
		st, _ := m.Definition.Stage(run.Stage)
		items = append(items, checkedItem{Holds: true, Says: v.ofTerm("checked.lasted", w.Term, "name", v.title(st.TitleSr, st.TitleEn)),
			By: v.t("checked.from_to", "from", w.Starts, "to", w.Due)})
	}
	return items
}

// evidence says what bears out a condition that holds.
func (v *visit) evidence(m matter, c procedure.Checked, rounds []store.RoundView) (string, link) {
	switch c.Code {
	case procedure.DocumentsPresent:
		kinds := each(m.stage().Docs, func(d string) string { return v.say.Name("document", d) })
		return v.say.List(kinds), link{v.href(versionPath(m, m.PackageNo)), v.t("checked.text")}
	case procedure.EveryCommentAnswered:
		comments := 0
		for _, r := range rounds {
			comments += r.Comments
		}
		if comments == 0 {
			return v.t("checked.no_comments"), link{}
		}
		return v.n("checked.comments", comments), link{v.href(m.path("/komentari")), v.t("checked.see_comments")}
	case procedure.ReportPublished:
		for _, r := range slices.Backward(sortedRounds(rounds)) {
			if r.Report != "" {
				return v.reportDay(m, r), link{v.href(m.path("/izvestaji/" + strconv.Itoa(r.No))), v.t("checked.see_report")}
			}
		}
		return v.t("checked.no_rounds"), link{}
	case procedure.OpinionsBoundToText:
		return v.opinionsInWords(m), link{}
	case procedure.MinWindowEnded:
		return v.t("checked.by_system"), link{}
	case procedure.ChannelsProved:
		return v.say.List(each(m.run().Proofs, func(p store.ProofView) string { return v.say.Name("channel", p.Channel) })), link{}
	case procedure.DebateDecided:
		for _, e := range m.Exemptions {
			if run := m.Stages[e.StageNo-1]; e.Kind == store.ByOutcome && e.Holds(m.LegalNow) && m.Definition.WithoutDebate(run.Stage, run.Outcome) {
				return v.t("checked.waived", "on", v.say.DateOf(e.LegalAt)), link{}
			}
		}
		return v.t("checked.held"), link{}
	case procedure.PackagePublic:
		return v.say.List(each(m.stage().PublicDocs, func(d string) string { return v.say.Name("document", d) })), link{}
	}
	return "", link{}
}

func sortedRounds(rounds []store.RoundView) []store.RoundView {
	return slices.SortedFunc(slices.Values(rounds), func(a, b store.RoundView) int { return a.No - b.No })
}

// reportDay says when the stage of reporting after a round ended.
func (v *visit) reportDay(m matter, r store.RoundView) string {
	for _, run := range m.Stages {
		if run.No > r.StageNo && run.Kind == string(procedure.Report) && run.Ended != nil {
			return v.t("checked.published", "on", v.say.DateOf(*run.Ended))
		}
	}
	return ""
}

// opinionsInWords names who gave which opinion in the last stage of opinions.
func (v *visit) opinionsInWords(m matter) string {
	for _, run := range slices.Backward(m.Stages) {
		if len(run.Opinions) == 0 {
			continue
		}
		return v.say.List(each(run.Opinions, func(o store.OpinionView) string {
			said := o.Opinion
			if said == "" && o.Silent {
				said = "silent"
			}
			return v.t("checked.opinion", "body", v.title(o.BodySr, o.BodyEn), "said", v.say.Name("opinion", said))
		}))
	}
	return v.t("checked.no_opinions")
}

// before is a decision that was taken on the dossier earlier.
type before struct {
	At      time.Time
	Actor   string
	Behalf  string // in whose place
	Did     string
	Stage   string
	Reasons string
}

// beforeShown is how many earlier decisions stand on a page.
const beforeShown = 20

// decidedBefore lists the decisions taken on the dossier, the newest first.
func (v *visit) decidedBefore(m matter, steps []store.StepView) []before {
	decisions := []dossier.CommandName{dossier.Complete, dossier.Sign, dossier.Return, dossier.Reject, dossier.RecordConclusion, dossier.Extend, dossier.Shorten, dossier.DecideMaterialChange, dossier.Withdraw}
	var all []before
	for _, s := range slices.Backward(steps) {
		if s.Kind != "command" || !slices.Contains(decisions, dossier.CommandName(s.Name)) || len(all) == beforeShown {
			continue
		}
		st, _ := m.Definition.Stage(s.Stage)
		b := before{At: s.LegalAt, Actor: s.Actor, Behalf: s.OnBehalf, Stage: v.title(st.TitleSr, st.TitleEn), Reasons: s.Reasons, Did: v.t("deciding.signed")}
		if o, ok := st.Outcome(s.Outcome); ok && s.Name != string(dossier.Sign) {
			b.Did = v.title(o.TitleSr, o.TitleEn)
		}
		all = append(all, b)
	}
	return all
}
