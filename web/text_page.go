package web

import (
	"net/url"
	"slices"
	"strconv"
	"strings"

	"github.com/rasprava/rasprava/internal/act"
	"github.com/rasprava/rasprava/internal/dossier"
	"github.com/rasprava/rasprava/internal/store"
)

var textPages = concat(
	[]page{
		get("/predmeti/:ref/tekst", dossier.ReadPublic, (*Server).newestText),
		get("/predmeti/:ref/tekst/:n", dossier.ReadPublic, (*Server).textPage),
		get("/predmeti/:ref/tekst/:n/kao/:form", dossier.ReadPublic, (*Server).textInForm),
		get("/predmeti/:ref/tekst/:n/:provision", dossier.ReadPublic, (*Server).provisionPage),
		get("/predmeti/:ref/odredba/:wid", dossier.ReadPublic, (*Server).historyPage),
		get("/predmeti/:ref/dokumenti/:n/:kind/:position", dossier.ReadPublic, (*Server).documentPage),
	},
	commentingPages,
	receiptPages,
	checkPages,
)

// textPage is a version of a text with what is said about it.
type textPage struct {
	textHead
	Act      string // its title
	Lang     string // in which its words are shown
	Total    int    // comments
	Articles int
	Only     bool   // articles with comments only
	All      string // address with every article
	Some     string // address with those that have comments
	Contents []contentGroup
	Rows     []provisionRow
	Whole    besideRow // on the whole text
	Parts    []link    // of a long text; the present one has no address
	Previous string
	Next     string
	Package  []documentLink
	File     string // address of the text as the file that came; empty: the reader sees none
	Files    []link // of the text in every form
}

// contentGroup is a part of the table of contents under one division.
type contentGroup struct {
	Title string
	Href  string
	Items []contentItem
}

// contentItem leads to a row.
type contentItem struct {
	Href  string
	Text  string
	Count int
}

// documentLink leads to an accompanying document.
type documentLink struct {
	Href  string
	Kind  string
	Name  string
	Count int
	Stale bool
}

var textTemplate = templateFor[textPage]("text")

// newestText sends the reader to the newest version that they see.
func (s *Server) newestText(v *visit) (reply, error) {
	ref, err := refOf(v.Param("ref"))
	if err != nil {
		return reply{}, err
	}
	all, err := s.store.Packages(v.ctx(), v.person(), ref)
	if err != nil {
		return reply{}, err
	}
	for _, p := range slices.Backward(all) {
		if p.ActHash != "" {
			return redirect(v.href("/predmeti/" + string(ref) + "/tekst/" + strconv.Itoa(p.No))), nil
		}
	}
	return reply{}, dossier.Refuse(dossier.CodeNotFound)
}

// maxRounds is the most rounds of one dossier that a page knows of.
const maxRounds = 100

// perArticle is how many comments stand beside an article.
const perArticle = 3

// textPage shows a version with the comments beside each article.
func (s *Server) textPage(v *visit) (reply, error) {
	x, err := s.version(v)
	if err != nil {
		return reply{}, err
	}
	if x.act == nil {
		return reply{}, dossier.Refuse(dossier.CodeNotFound)
	}
	beside, err := s.store.CommentsBeside(v.ctx(), v.person(), x.dossier.Ref, x.pack.No, perArticle)
	if err != nil {
		return reply{}, err
	}
	counts, err := s.store.CommentCounts(v.ctx(), v.person(), x.dossier.Ref, x.pack.No)
	if err != nil {
		return reply{}, err
	}
	var cards []store.CommentView
	for _, b := range beside {
		cards = append(cards, b.Comments...)
	}
	x.stands, err = s.standings(v, x.dossier.Ref, x.packages, cards)
	if err != nil {
		return reply{}, err
	}
	body := v.textOf(x, beside, counts)
	return textTemplate.show(v, heading{Title: v.t("text.document", "number", x.pack.No, "title", v.say.Serbian(x.dossier.Title)), Wide: true, Rehearsal: x.dossier.Rehearsal,
		Crumbs: v.dossierCrumbs(x.dossier.DossierRow, v.t("text.version", "number", x.pack.No, "day", v.say.DateOf(x.pack.LegalAt)))}, body)
}

// textOf makes the page of a version.
func (v *visit) textOf(x version, beside map[string]store.Beside, counts store.CommentCounts) textPage {
	p := textPage{textHead: x.head(v), Act: inScript(v.lang, x.act.Lang, x.act.Title), Lang: v.textLang(x.act.Lang), Articles: x.act.Counts[act.KindArticle],
		Only: v.Query("samo") == "komentari", File: textFile(x.dossier.Ref, x.pack), Files: v.textFiles(x.dossier.Ref, x.pack.No)}
	for _, n := range counts.Documents {
		p.Total += n
	}
	rows := v.besideRows(x, beside)
	p.Whole = v.besideOf(x, beside[""], "")
	at := v.href("/predmeti/" + p.Ref + "/tekst/" + strconv.Itoa(p.No))
	p.All, p.Some = at, at+"?samo=komentari"
	if p.Only {
		p.Rows = commented(rows)
		p.Rows = p.Rows[:min(len(p.Rows), 3*wholeText)]
		p.Contents = contents(p.Rows, func(provisionRow) string { return "" })
	} else {
		parts := partsOf(rows)
		here := partAsked(v.Query("deo"), len(parts))
		p.Rows = parts[here].Rows
		where := map[string]int{}
		for i, one := range parts {
			for _, r := range one.Rows {
				where[r.ID] = i
			}
		}
		partAt := func(i int) string {
			if i == 0 {
				return at
			}
			return at + "?deo=" + strconv.Itoa(i+1)
		}
		if len(parts) > 1 {
			for i, one := range parts {
				l := link{partAt(i), v.partName(one, i)}
				if i == here {
					l.Href = ""
				}
				p.Parts = append(p.Parts, l)
			}
			if here > 0 {
				p.Previous = partAt(here - 1)
			}
			if here < len(parts)-1 {
				p.Next = partAt(here + 1)
			}
		}
		p.Contents = contents(rows, func(r provisionRow) string {
			if where[r.ID] == here {
				return ""
			}
			return partAt(where[r.ID])
		})
	}
	p.Rows = stepped(p.Rows)
	for _, d := range x.pack.Documents {
		if d.Kind != dossier.ActDocument {
			p.Package = append(p.Package, v.documentLink(x, d, counts.Documents[d.Kind]))
		}
	}
	return p
}

func (v *visit) documentLink(x version, d store.DocumentView, count int) documentLink {
	return documentLink{Href: v.href("/predmeti/" + string(x.dossier.Ref) + "/dokumenti/" + strconv.Itoa(x.pack.No) + "/" + string(d.Kind) + "/" + strconv.Itoa(d.Position)),
		Kind: string(d.Kind), Name: d.Name, Count: count, Stale: d.Stale}
}

// partName names a part of a long text by its articles.
func (v *visit) partName(p textPart, i int) string {
	if p.From == "" {
		return v.t("text.part", "number", i+1)
	}
	if p.From == p.To {
		return p.From
	}
	return v.t("text.part_articles", "from", p.From, "to", p.To)
}

func partAsked(asked string, parts int) int {
	n, err := strconv.Atoi(asked)
	if err != nil || n < 1 || n > parts {
		return 0
	}
	return n - 1
}

// besideRows returns the rows of the version's act with their comments, and
// with what those quote marked.
func (v *visit) besideRows(x version, beside map[string]store.Beside) []provisionRow {
	marks, marked := quotes(x.act, beside)
	rows := v.rowsOf(x.act, marks)
	of := map[string]int{}
	for i, r := range rows {
		for id := range r.ids {
			of[id] = i
		}
	}
	gathered := map[int]store.Beside{}
	for article, b := range beside {
		i, there := of[article]
		if article == "" || !there {
			continue
		}
		g := gathered[i]
		g.Total += b.Total
		g.Comments = append(g.Comments, b.Comments...)
		gathered[i] = g
	}
	for i := range rows {
		g := gathered[i]
		slices.SortStableFunc(g.Comments, func(a, b store.CommentView) int { return b.ReceivedAt.Compare(a.ReceivedAt) })
		g.Comments = g.Comments[:min(len(g.Comments), perArticle)]
		rows[i].Beside = v.besideOf(x, g, rows[i].ID)
		for n, c := range g.Comments {
			if marked[c.ID] {
				rows[i].Beside.Comments[n].QuoteHref = "#" + markID(c)
			}
		}
	}
	return rows
}

// besideOf returns what stands beside a row, or beside the whole text.
func (v *visit) besideOf(x version, b store.Beside, id string) besideRow {
	out := besideRow{Count: b.Total}
	base := "/predmeti/" + string(x.dossier.Ref)
	for _, c := range b.Comments {
		card := v.card(c, x.roundNo(c.Round), true)
		card.Stands = x.stands[c.ID]
		out.Comments = append(out.Comments, card)
	}
	if id != "" {
		out.All = v.href(base + "/tekst/" + strconv.Itoa(x.pack.No) + "/" + url.PathEscape(id))
		if slices.ContainsFunc(x.packages, func(p store.PackageView) bool { return p.ActHash != "" && p.No != x.pack.No }) {
			if n := x.act.Find(id); n != nil {
				out.History = v.href(historyHref(x.dossier.Ref, n.WID))
			}
		}
	} else if b.Total > 0 {
		out.All = v.href(base + "/komentari?krug=" + strconv.Itoa(x.rounds[len(x.rounds)-1].No))
	}
	_, open := x.open()
	if open {
		out.Comment = v.href(base + "/komentar")
		if id != "" {
			out.Comment += "?odredba=" + url.QueryEscape(id)
		}
	}
	return out
}

// quotes returns what of the act's texts comments quote, one quote a provision,
// and which comments' quotes are marked.
func quotes(a *act.Act, beside map[string]store.Beside) (map[string]quoteMark, map[string]bool) {
	marks, marked := map[string]quoteMark{}, map[string]bool{}
	for article, b := range beside {
		if article == "" {
			continue
		}
		var n *act.Node
		for _, c := range b.Comments {
			if c.Quote == "" {
				continue
			}
			if n == nil {
				n = a.Find(article)
			}
			id, mark, found := findQuote(n, a.Lang, c.Quote)
			if _, taken := marks[id]; !found || taken {
				continue
			}
			mark.ID = markID(c)
			marks[id], marked[c.ID] = mark, true
		}
	}
	return marks, marked
}

func markID(c store.CommentView) string { return "navod-" + strconv.Itoa(c.Number) }

// commented returns the rows that have comments, under the headings of the
// divisions in which they stand.
func commented(rows []provisionRow) []provisionRow {
	var kept []provisionRow
	level := 0 // of the heading kept last
	for _, r := range slices.Backward(rows) {
		above := r.Division && r.Level < level
		if r.Beside.Count > 0 || above {
			kept, level = append(kept, r), r.Level
		}
	}
	slices.Reverse(kept)
	return kept
}

// contents returns the table of contents; on says on which other page a row
// stands.
func contents(rows []provisionRow, on func(provisionRow) string) []contentGroup {
	groups := []contentGroup{{}}
	for _, r := range rows {
		if !r.Named() {
			continue
		}
		href := on(r) + "#" + r.ID
		if !r.Division {
			last := &groups[len(groups)-1]
			last.Items = append(last.Items, contentItem{href, entryOf(r), r.Beside.Count})
			continue
		}
		groups = append(groups, contentGroup{Title: strings.TrimSpace(r.Label + " " + r.Heading), Href: href})
	}
	return slices.DeleteFunc(groups, func(g contentGroup) bool { return g.Title == "" && len(g.Items) == 0 })
}

// entryOf names an article in the table of contents.
func entryOf(r provisionRow) string {
	if r.Heading == "" {
		return r.Label
	}
	return r.Label + " " + r.Heading
}
