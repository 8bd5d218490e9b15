package web

import (
	"cmp"
	"net/url"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/rasprava/rasprava/internal/act"
	"github.com/rasprava/rasprava/internal/dossier"
	"github.com/rasprava/rasprava/internal/locale"
	"github.com/rasprava/rasprava/internal/redline"
	"github.com/rasprava/rasprava/internal/script"
	"github.com/rasprava/rasprava/internal/store"
)

// commentsPage lists what was said in a round.
type commentsPage struct {
	Ref       string
	Title     string
	Round     int // 0: there is none
	Stage     string
	Open      bool
	Held      string // that it ended in a downtime, and what is awaited; empty: it is not held
	Closing   closingWords
	Admission string // who may comment; empty: anyone, or nobody any more
	Hidden    bool   // comments are shown when the round has closed
	Ends      time.Time
	Totals    []outcomeTotal
	Received  int
	Shown     int  // that the filter lets through
	More      bool // there are more than Shown
	Filter    commentFilter
	Rounds    []option
	Cards     []commentCard
	First     string
	Next      string
	Report    string
	Comment   string           // address of the form; empty: no comments are taken
	Carried   *carriedComments // to the newest version; nil: there is none
	Protect   string           // address of what waits to be covered or erased; empty: not for the visitor
}

// outcomeTotal is how many comments were answered in a way.
type outcomeTotal struct {
	Outcome string // or unanswered
	Tone    string
	Count   int
	Href    string
}

// commentFilter is what a list of comments is narrowed by, as a form shows it.
type commentFilter struct {
	At       string
	Places   []option
	Kinds    []option
	Authors  []option
	Outcomes []option
	Query    string
	Clear    string // address without a filter; empty: there is none
}

var commentsTemplate = templateFor[commentsPage]("comments")

// commentsOnList is how many comments stand on one page of the list.
const commentsOnList = 25

// debated is a round with the version that it is about.
type debated struct {
	version
	round store.RoundView
	all   []store.RoundView
}

// debated reads the round that an address asks for: by krug, the last one where
// it names none.
func (s *Server) debated(v *visit, no string) (debated, error) {
	ref, err := refOf(v.Param("ref"))
	if err != nil {
		return debated{}, err
	}
	var x debated
	x.all, _, err = s.store.Rounds(v.ctx(), v.person(), ref, "", store.Page{Limit: maxRounds})
	if err != nil {
		return debated{}, err
	}
	i := len(x.all) - 1
	if no != "" {
		i = slices.IndexFunc(x.all, func(r store.RoundView) bool { return strconv.Itoa(r.No) == no })
	}
	if i < 0 {
		if no == "" {
			x.dossier, err = s.store.Dossier(v.ctx(), v.person(), ref)
			return x, err
		}
		return debated{}, dossier.Refuse(dossier.CodeNotFound)
	}
	x.round = x.all[i]
	x.version, err = s.versionOf(v, ref, x.round.PackageNo)
	return x, err
}

// stage returns the title of the stage that a round belongs to.
func (v *visit) stageOf(x debated, r store.RoundView) string {
	st, _ := x.dossier.Definition.Stage(r.Stage)
	return v.title(st.TitleSr, st.TitleEn)
}

// path returns the address of a page of the dossier, behind the language.
func (x debated) path(rest string) string { return "/predmeti/" + string(x.dossier.Ref) + rest }

// documentPrefix tells a document from a provision in the choice of places.
const documentPrefix = "dokument."

// filterOf reads from the address what a list of comments is narrowed by; what is
// not known is no less asked for, and finds nothing.
func (v *visit) filterOf(x debated) store.CommentFilter {
	f := store.CommentFilter{Round: x.round.ID, Kind: dossier.CommentKind(soughtText(v.Query("vrsta"))), AuthorKind: dossier.AuthorKind(soughtText(v.Query("autor"))),
		Outcome: dossier.AnswerOutcome(soughtText(v.Query("ishod"))), Query: soughtText(v.Query("q"))}
	if registered.MatchString(string(f.AuthorKind)) {
		f.AuthorKind, f.Organisation = "", string(f.AuthorKind)
	}
	f.Article = soughtText(v.Query("odredba"))
	f.Document = dossier.DocumentKind(soughtText(v.Query("dokument")))
	if kind, is := strings.CutPrefix(f.Article, documentPrefix); is {
		f.Article, f.Document = "", dossier.DocumentKind(kind)
	}
	if f.Article == store.WholeDocument {
		f.Document = dossier.ActDocument
		return f
	}
	f.Article = act.ArticleOf(f.Article)
	return f
}

// registered is the number of an organisation in its register, in place of a kind of authors.
var registered = regexp.MustCompile(`^[0-9]{5,12}$`)

// authorKinds lists who may have sent a comment, as they are offered.
var authorKinds = []dossier.AuthorKind{dossier.Citizen, dossier.Organisation, dossier.Anonymous}

// outcomes lists what a comment can be answered with, as they are offered.
var outcomes = []dossier.AnswerOutcome{dossier.Accepted, dossier.PartlyAccepted, dossier.NotAccepted, dossier.Noted, dossier.Answered}

// asked returns the query that asks for a filter; with outcome in place of its own.
func (x debated) asked(f store.CommentFilter, outcome dossier.AnswerOutcome) url.Values {
	q := url.Values{"krug": {strconv.Itoa(x.round.No)}}
	for name, value := range map[string]string{"vrsta": string(f.Kind), "autor": cmp.Or(f.Organisation, string(f.AuthorKind)), "ishod": string(outcome), "q": f.Query, "odredba": f.Article} {
		if value != "" {
			q.Set(name, value)
		}
	}
	if f.Document != "" && f.Article == "" {
		q.Set("odredba", documentPrefix+string(f.Document))
	}
	return q
}

// filterForm offers what a list of comments can be narrowed by.
func (s *Server) filterForm(v *visit, x debated, f store.CommentFilter, counts store.CommentCounts, at string) (commentFilter, error) {
	organisations, err := s.store.RoundOrganisations(v.ctx(), v.person(), x.round.ID, f.Organisation)
	if err != nil {
		return commentFilter{}, err
	}
	key := script.SortKey
	if v.lang == locale.SrLatn {
		key = script.SortKeyLatin
	}
	slices.SortFunc(organisations, func(a, b store.OrganisationName) int { return cmp.Compare(key(a.Name), key(b.Name)) })
	form := commentFilter{At: v.href(x.path(at)), Query: f.Query}
	chosen := f.Article
	if f.Document != "" && f.Article == "" {
		chosen = documentPrefix + string(f.Document)
	}
	if counts.Articles[""] > 0 || chosen == store.WholeDocument {
		form.Places = append(form.Places, option{Value: store.WholeDocument, Label: upperFirst(v.t("place.whole"))})
	}
	if x.act != nil {
		x.act.Walk(func(n *act.Node, _ int) bool {
			if counts.Articles[n.ID] > 0 || chosen == n.ID {
				form.Places = append(form.Places, option{Value: n.ID, Label: upperFirst(v.placeName(x.act, n.ID))})
			}
			return true
		})
	}
	consulted := x.dossier.DossierRow
	consulted.Form = x.dossier.Definition.Form(x.round.Stage, false)
	for _, d := range x.pack.Documents {
		value := documentPrefix + string(d.Kind)
		if d.Position <= 1 && (d.Kind != dossier.ActDocument && counts.Documents[d.Kind] > 0 || chosen == value) {
			form.Places = append(form.Places, option{Value: value, Label: upperFirst(v.documentTitle(consulted, d.Kind))})
		}
	}
	form.Places, _ = v.chosenOf(chosen, v.t("comments.every_place"), form.Places)
	form.Kinds, _ = v.chosenOf(string(f.Kind), v.t("comments.every_kind"), each(commentKinds, func(k dossier.CommentKind) option {
		return option{Value: string(k), Label: upperFirst(v.say.Name("comment_kind", string(k)))}
	}))
	authors := each(authorKinds, func(k dossier.AuthorKind) option {
		return option{Value: string(k), Label: upperFirst(v.say.Name("author_kind", string(k)))}
	})
	for _, o := range organisations {
		authors = append(authors, option{Value: o.RegisterNo, Label: o.Name, Lang: scriptOf(o.Name)})
	}
	form.Authors, _ = v.chosenOf(cmp.Or(f.Organisation, string(f.AuthorKind)), v.t("comments.every_author"), authors)
	form.Outcomes, _ = v.chosenOf(string(f.Outcome), v.t("comments.every_outcome"), each(append(slices.Clone(outcomes), store.SetAside, store.Unanswered), func(o dossier.AnswerOutcome) option {
		return option{Value: string(o), Label: upperFirst(v.outcomeName(o))}
	}))
	if f != (store.CommentFilter{Round: f.Round, Page: f.Page}) {
		form.Clear = form.At + "?krug=" + strconv.Itoa(x.round.No)
	}
	return form, nil
}

// outcomeName names what became of a comment.
func (v *visit) outcomeName(o dossier.AnswerOutcome) string {
	if o == store.Unanswered {
		return v.t("comments.unanswered")
	}
	return v.say.Name("answer_outcome", string(o))
}

// commentsPage lists the comments of a round.
func (s *Server) commentsPage(v *visit) (reply, error) {
	x, err := s.debated(v, v.Query("krug"))
	if err != nil {
		return reply{}, err
	}
	title := v.t("comments.title")
	h := heading{Title: title, Crumbs: v.dossierCrumbs(x.dossier.DossierRow, title), Rehearsal: x.dossier.Rehearsal}
	body := commentsPage{Ref: string(x.dossier.Ref), Title: x.dossier.Title}
	if x.round.ID == "" {
		return commentsTemplate.show(v, h, body)
	}
	f := v.filterOf(x)
	f.Page = store.Page{Cursor: v.Query("posle"), Limit: commentsOnList}
	err = s.fillComments(v, x, f, &body)
	if err != nil {
		return reply{}, err
	}
	return commentsTemplate.show(v, h, body)
}

func (s *Server) fillComments(v *visit, x debated, f store.CommentFilter, body *commentsPage) error {
	counts, err := s.store.CommentCounts(v.ctx(), v.person(), x.dossier.Ref, x.round.PackageNo)
	if err != nil {
		return err
	}
	everything, err := s.store.CommentTotals(v.ctx(), v.person(), store.CommentFilter{Round: x.round.ID})
	if err != nil {
		return err
	}
	shown, more, err := s.store.CountComments(v.ctx(), v.person(), f)
	if err != nil {
		return err
	}
	comments, next, err := s.store.FindComments(v.ctx(), v.person(), f)
	if err != nil {
		return err
	}
	r := x.round
	body.Round, body.Stage, body.Open, body.Ends = r.No, v.stageOf(x, r), r.Status == dossier.RoundOpen, r.LegalCloses
	body.Closing = v.closing(x.dossier, r)
	if r.HeldUntil != nil {
		body.Held = v.t("held.note", "latest", r.HeldUntil.UTC())
	}
	if body.Open {
		body.Admission = v.admission(r)
	}
	body.Hidden = body.Open && !r.ShowComments && !x.dossier.Insider
	body.Received = everything.Received
	body.Shown, body.More = shown, more
	at := v.href(x.path("/komentari"))
	for _, o := range append(slices.Clone(outcomes), store.SetAside, store.Unanswered) {
		n := everything.Outcomes[o]
		if o == store.Unanswered {
			n = everything.Unanswered
		}
		if n > 0 {
			body.Totals = append(body.Totals, outcomeTotal{string(o), outcomeTones[o], n, at + "?" + x.asked(store.CommentFilter{}, o).Encode()})
		}
	}
	body.Filter, err = s.filterForm(v, x, f, counts, "/komentari")
	if err != nil {
		return err
	}
	if len(x.all) > 1 {
		for _, o := range x.all {
			body.Rounds = append(body.Rounds, option{Value: strconv.Itoa(o.No), Label: v.stageOf(x, o), Checked: o.No == r.No})
		}
	}
	stands, err := s.standings(v, x.dossier.Ref, x.packages, comments)
	if err != nil {
		return err
	}
	for _, c := range comments {
		card := v.wholeCard(x, c)
		card.Stands = stands[c.ID]
		body.Cards = append(body.Cards, card)
	}
	answers, err := s.mayAnswer(v, x.dossier.Ref)
	if err != nil {
		return err
	}
	body.Carried, err = s.carriedComments(v, x.dossier.Ref, 0, r.ID, answers)
	if err != nil {
		return err
	}
	if answers {
		body.Protect = v.href(x.path("/zastita"))
	}
	q := x.asked(f, f.Outcome)
	if f.Cursor != "" {
		body.First = at + "?" + q.Encode()
	}
	if next != "" {
		q.Set("posle", next)
		body.Next = at + "?" + q.Encode()
	}
	if r.Report != "" {
		body.Report = v.href(x.path("/izvestaji/" + strconv.Itoa(r.No)))
	}
	if body.Open {
		body.Comment = v.href(x.path("/komentar"))
	}
	return nil
}

// wholeCard returns a comment with everything that is known of it.
func (v *visit) wholeCard(x debated, c store.CommentView) commentCard {
	card := v.card(c, x.round.No, false)
	card.Place, card.PlaceHref = v.aboutOf(x, c)
	if c.ProposedText != "" {
		card.Wording, card.Lang = v.wordingOf(x, c)
	}
	return card
}

// aboutOf says what a comment is about, and where that is read.
func (v *visit) aboutOf(x debated, c store.CommentView) (string, string) {
	if kind := dossier.DocumentKind(c.Document); kind != dossier.ActDocument {
		i := slices.IndexFunc(x.pack.Documents, func(d store.DocumentView) bool { return d.Kind == kind })
		name := upperFirst(v.say.Name("document", c.Document))
		if i < 0 {
			return name, ""
		}
		return name, documentHref(v.href(x.path("")), x.pack.No, x.pack.Documents[i])
	}
	at := v.href(x.path("/tekst/" + strconv.Itoa(x.pack.No)))
	switch {
	case x.act == nil:
		return upperFirst(v.placeName(nil, c.Provision)), ""
	case c.Provision != "":
		at += "/" + url.PathEscape(c.Article)
	}
	return upperFirst(v.placeName(x.act, c.Provision)), at
}

// wordingOf returns what a proposed wording changes in the present one, and its
// language tag.
func (v *visit) wordingOf(x debated, c store.CommentView) ([]markedLine, string) {
	paragraphs, lang := v.changesOf(x.version, place{document: dossier.DocumentKind(c.Document), provision: c.Provision}, c.ProposedText)
	return each(paragraphs, func(p []redline.Span) markedLine {
		return markedLine{Parts: each(p, func(s redline.Span) markedPart { return markedPart{Op: s.Op, Text: s.Text} })}
	}), lang
}
