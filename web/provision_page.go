package web

import (
	"net/url"
	"slices"
	"strconv"

	"github.com/rasprava/rasprava/internal/act"
	"github.com/rasprava/rasprava/internal/dossier"
	"github.com/rasprava/rasprava/internal/store"
)

// provisionPage is one article with everything that is said about it.
type provisionPage struct {
	textHead
	commentList
	Title   string
	Row     provisionRow
	Lang    string
	Back    link
	Comment string // address of the form; empty: no comments are taken
	History []historyEntry
	Whole   string // address of the history with every change in it
}

// commentList is a page of the comments on one thing.
type commentList struct {
	At       string // address without the filter
	Round    int
	Rounds   []option // where there are several
	Kind     string
	Kinds    []option
	Count    int
	Comments []commentCard
	None     string // what to say where there are none at all
	First    string
	Next     string
}

// historyEntry says what a version did to a provision.
type historyEntry struct {
	Text   string
	Change string // address of the redline; empty: nothing changed
	Place  string // where the provision stands in that version
	Href   string
}

var provisionTemplate = templateFor[provisionPage]("provision")

// commentsOnPage is how many comments stand on one page of a list.
const commentsOnPage = 20

// provisionPage shows one article, or what stands outside of articles.
func (s *Server) provisionPage(v *visit) (reply, error) {
	x, err := s.version(v)
	if err != nil {
		return reply{}, err
	}
	if x.act == nil {
		return reply{}, dossier.Refuse(dossier.CodeNotFound)
	}
	asked := v.Param("provision")
	rows := v.rowsOf(x.act, nil)
	i := slices.IndexFunc(rows, func(r provisionRow) bool { return r.ids[asked] })
	if i < 0 {
		return reply{}, dossier.Refuse(dossier.CodeNotFound)
	}
	row := rows[i]
	row.Level = 3 // it stands under no division here
	article := row.ID
	if row.ID != asked && !row.article() {
		article = asked // outside of articles, comments belong to the provision itself
	}
	base := "/predmeti/" + string(x.dossier.Ref)
	body := provisionPage{textHead: x.head(v), Row: row, Lang: v.textLang(x.act.Lang),
		Back: link{v.href(base + "/tekst/" + strconv.Itoa(x.pack.No) + "#" + row.ID), v.t("provision.back", "number", x.pack.No)}}
	body.commentList, err = s.commentsOn(v, x, store.CommentFilter{Document: dossier.ActDocument, Article: article},
		base+"/tekst/"+strconv.Itoa(x.pack.No)+"/"+url.PathEscape(asked))
	if err != nil {
		return reply{}, err
	}
	_, open := x.open()
	if open {
		body.Comment = v.href(base + "/komentar?odredba=" + url.QueryEscape(asked))
	}
	body.History, err = s.historyOf(v, x, article)
	if err != nil {
		return reply{}, err
	}
	if n := x.act.Find(article); n != nil {
		body.Whole = v.href(historyHref(x.dossier.Ref, n.WID))
	}
	name := v.placeName(x.act, article)
	body.Title = upperFirst(name)
	if row.article() && row.Heading != "" {
		body.Title += " – " + row.Heading
	}
	return provisionTemplate.show(v, heading{Title: v.t("provision.title", "place", name), Wide: true, Rehearsal: x.dossier.Rehearsal, Crumbs: v.versionCrumbs(x, name)}, body)
}

// versionCrumbs returns the way to a page of a version.
func (v *visit) versionCrumbs(x version, here string) []link {
	crumbs := v.dossierCrumbs(x.dossier.DossierRow, here)
	return slices.Insert(crumbs, len(crumbs)-1, v.versionLink(x))
}

// versionLink returns the link to the text of a version; without an address where
// whoever asks sees none.
func (v *visit) versionLink(x version) link {
	to := link{Text: v.t("text.version", "number", x.pack.No, "day", v.say.DateOf(x.pack.LegalAt))}
	if x.pack.ActHash != "" {
		to.Href = v.href("/predmeti/" + string(x.dossier.Ref) + "/tekst/" + strconv.Itoa(x.pack.No))
	}
	return to
}

// commentsOn returns a page of the comments that a filter lets through, of the
// last round over the version or the one that is asked for; at is the address
// of the page behind the language.
func (s *Server) commentsOn(v *visit, x version, f store.CommentFilter, at string) (commentList, error) {
	list := commentList{At: v.href(at), None: v.t("provision.none")}
	if f.Document != dossier.ActDocument {
		list.None = v.t("accompanying.no_comments")
	}
	if len(x.rounds) == 0 {
		return list, nil
	}
	round := x.rounds[len(x.rounds)-1]
	for _, r := range x.rounds {
		if v.Query("krug") == strconv.Itoa(r.No) {
			round = r
		}
	}
	list.Round = round.No
	if len(x.rounds) > 1 {
		for _, r := range x.rounds {
			stage, _ := x.dossier.Definition.Stage(r.Stage)
			list.Rounds = append(list.Rounds, option{Value: strconv.Itoa(r.No), Label: v.title(stage.TitleSr, stage.TitleEn), Checked: r.No == round.No})
		}
	}
	kind := dossier.CommentKind(soughtText(v.Query("vrsta")))
	f.Round, f.Kind, list.Kind = round.ID, kind, string(kind)
	f.Page = store.Page{Cursor: v.Query("posle"), Limit: commentsOnPage}
	list.Kinds, _ = v.chosenOf(string(kind), v.t("provision.every_kind"), each(commentKinds, func(k dossier.CommentKind) option {
		return option{Value: string(k), Label: v.say.Name("comment_kind", string(k))}
	}))
	totals, err := s.store.CommentTotals(v.ctx(), v.person(), f)
	if err != nil {
		return commentList{}, err
	}
	list.Count = totals.Received
	comments, next, err := s.store.FindComments(v.ctx(), v.person(), f)
	if err != nil {
		return commentList{}, err
	}
	stands, err := s.standings(v, x.dossier.Ref, x.packages, comments)
	if err != nil {
		return commentList{}, err
	}
	for _, c := range comments {
		card := v.card(c, round.No, false)
		card.Stands = stands[c.ID]
		if c.Provision != "" && c.Provision != c.Article {
			card.Place = v.placeName(x.act, c.Provision)
		}
		list.Comments = append(list.Comments, card)
	}
	address := func(after string) string {
		q := url.Values{"krug": {strconv.Itoa(round.No)}}
		if kind != "" {
			q.Set("vrsta", string(kind))
		}
		if after != "" {
			q.Set("posle", after)
		}
		return list.At + "?" + q.Encode() + "#komentari"
	}
	if v.Query("posle") != "" {
		list.First = address("")
	}
	if next != "" {
		list.Next = address(next)
	}
	return list, nil
}

// commentKinds lists the kinds of comments as they are offered.
var commentKinds = []dossier.CommentKind{"change", "remark", "question", "support"}

// historyOf returns what each version that the reader sees did to a provision,
// newest first.
func (s *Server) historyOf(v *visit, x version, id string) ([]historyEntry, error) {
	here := x.act.Find(id)
	if here == nil {
		return nil, nil
	}
	course, err := s.courseOfProvision(v, x.dossier.Ref, x.packages, here.WID, 0)
	if err != nil {
		return nil, err
	}
	return each(course.passages, func(p passage) historyEntry {
		e := historyEntry{Text: v.passageWords(p, x.dossier.Insider)}
		if p.change != nil {
			e.Change = v.href(changeHref(x.dossier.Ref, p.before.No, p.pack.No, here.WID))
		}
		if p.is != nil {
			e.Place = v.placeName(p.new, p.is.ID)
			e.Href = v.href("/predmeti/" + string(x.dossier.Ref) + "/tekst/" + strconv.Itoa(p.pack.No) + "/" + url.PathEscape(p.is.ID))
		}
		return e
	}), nil
}

// passageWords says what a version did to a provision.
func (v *visit) passageWords(p passage, insider bool) string {
	became := p.became()
	if became == "first" && !insider {
		became = "first_public"
	}
	return v.t("provision."+became, "number", p.pack.No)
}

// byWID returns the provision of an act with an identity; nil when it has none.
func byWID(a *act.Act, wid string) *act.Node {
	var found *act.Node
	a.Walk(func(n *act.Node, _ int) bool {
		if n.WID == wid {
			found = n
		}
		return found == nil
	})
	return found
}
