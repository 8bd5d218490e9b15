package web

import (
	"net/url"
	"slices"
	"strconv"

	"github.com/rasprava/rasprava/internal/act"
	"github.com/rasprava/rasprava/internal/dossier"
	"github.com/rasprava/rasprava/internal/redline"
	"github.com/rasprava/rasprava/internal/store"
)

// whyPart says why a provision is not what it was.
type whyPart struct {
	Total    int
	Comments []whyComment
	More     string // address of all of them, where more led to the change than are shown
	Versions []whyVersion
	None     bool   // no reason is given
	Give     string // address at which whoever looks may give it
}

// whyComment is a comment that led to a change.
type whyComment struct {
	Href    string
	Who     string
	Named   bool
	Number  int
	Outcome string
	Tone    string
}

// whyVersion is what was given as the reason of a whole version.
type whyVersion struct {
	Kind string
	Text string
	Note string // for insiders
}

// shownCauses is how many comments stand beside a change.
const shownCauses = 3

// why says why a change was made: by the comments that name it, otherwise by the
// reasons of those versions on the way that made it.
func (w *redlineWriter) why(c *redline.Change) whyPart {
	if c.Removed() {
		return w.reasoned(c, whyPart{})
	}
	return w.reasoned(c, w.causes(c.New))
}

// reasoned adds the reasons of the versions where no comment is named.
func (w *redlineWriter) reasoned(c *redline.Change, part whyPart) whyPart {
	if part.Total > 0 || !c.Material() {
		return part
	}
	for _, r := range w.reasons.Versions {
		if w.madeBy(c, r) {
			part.Versions = append(part.Versions, w.versionReason(r)...)
		}
	}
	part.None = len(part.Versions) == 0
	if part.None && w.answers {
		part.Give = w.href("/predmeti/" + string(w.dossier.Ref) + "/odgovori")
	}
	return part
}

// madeBy reports whether a version changed what a change is about.
func (w *redlineWriter) madeBy(c *redline.Change, r store.VersionReason) bool {
	in := func(text *act.Act) func(string) bool {
		return func(id string) bool {
			n := text.Find(id)
			return n != nil && r.Changed[n.WID]
		}
	}
	return slices.ContainsFunc(c.New, in(w.new)) || slices.ContainsFunc(c.Old, in(w.old))
}

// causes are the comments that led to changes of provisions of the later text.
func (w *redlineWriter) causes(ids []string) whyPart {
	var part whyPart
	seen := map[string]bool{}
	for _, id := range ids {
		article := act.ArticleOf(id)
		if seen[article] {
			continue
		}
		seen[article] = true
		causes := w.reasons.Articles[article]
		part.Total += causes.Total
		for _, c := range causes.Comments {
			if len(part.Comments) == shownCauses {
				break
			}
			round := w.roundOf(c.Round)
			one := whyComment{Number: c.Number, Outcome: c.Outcome, Tone: outcomeTones[dossier.AnswerOutcome(c.Outcome)],
				Href: w.href("/predmeti/" + string(c.Ref) + "/komentari/" + strconv.Itoa(c.Number) + "?krug=" + strconv.Itoa(round))}
			one.Who, one.Named = w.author(c.AuthorKind, c.Author)
			part.Comments = append(part.Comments, one)
			if causes.Total > shownCauses && c.Article != "" {
				q := url.Values{"krug": {strconv.Itoa(round)}, "odredba": {c.Article}}
				part.More = w.href("/predmeti/" + string(c.Ref) + "/komentari?" + q.Encode())
			}
		}
	}
	return part
}

// roundOf returns the number of a round by its id.
func (x compared) roundOf(id string) int {
	i := slices.IndexFunc(x.rounds, func(r store.RoundView) bool { return r.ID == id })
	if i < 0 {
		return 0
	}
	return x.rounds[i].No
}

// versionReason puts the reason of a version into words; nothing where the
// comments are the reason, or it brought no other text.
func (v *visit) versionReason(r store.VersionReason) []whyVersion {
	kind := v.say.Name("change_reason", string(r.Reason))
	why := whyVersion{Kind: kind, Text: v.t("redline.reason", "number", r.No, "why", kind), Note: r.Note}
	switch r.Reason {
	case dossier.FirstVersion, dossier.ByComments, dossier.DocumentsReason:
		return nil
	case dossier.ByConclusion:
		if c := r.Conclusion; c != nil {
			why.Text = v.t("redline.conclusion", "number", r.No, "body", v.title(c.BodySr, c.BodyEn), "act", c.Number, "day", c.Date)
		}
	case dossier.ByOpinion:
		var all []whyVersion
		for _, o := range r.Opinions {
			all = append(all, whyVersion{kind, v.t("redline.opinion", "number", r.No, "body", v.title(o.BodySr, o.BodyEn), "opinion", v.say.Name("opinion", o.Opinion)), r.Note})
		}
		if all != nil {
			return all
		}
	}
	return []whyVersion{why}
}

// briefly says why in a few words, for the list of changes.
func (w *redlineWriter) briefly(c *redline.Change) string {
	part := w.why(c)
	switch {
	case part.Total > 0:
		return w.n("redline.comments", part.Total)
	case len(part.Versions) == 0:
		return ""
	}
	return w.say.List(slices.Compact(each(part.Versions, func(r whyVersion) string { return r.Kind })))
}
