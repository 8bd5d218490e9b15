package web

import (
	"net/url"
	"strconv"
	"time"

	"github.com/rasprava/rasprava/internal/act"
	"github.com/rasprava/rasprava/internal/dossier"
	"github.com/rasprava/rasprava/internal/redline"
	"github.com/rasprava/rasprava/internal/store"
)

// historyPage is one provision through all versions that the reader sees.
type historyPage struct {
	Title     string
	Lang      string // in which its words are shown
	Converted string // which script the text was written in, where it is shown in the other
	Text      link   // where it stands in the newest version that has it
	Gone      bool   // that is not the newest version
	Versions  []historyVersion
	Older     string // address of what comes before these versions; empty: these are all
	Newest    string // address of the newest versions, where these are older
}

// historyVersion is what one version did to the provision.
type historyVersion struct {
	No     int
	When   time.Time
	First  bool   // of the versions that the reader sees
	Words  string // what became of the provision, as a sentence
	Place  string // as it is cited in that version; empty: it does not stand there
	Href   string // of the provision in that version
	Kinds  []changeKind
	Count  redline.Words
	Moved  bool
	From   string // from where to where it was moved
	Lines  []markedLine
	Change string // address of the change among all of the version; empty: there is none
	Why    whyPart
	Others []link // provisions that it was split into or merged from, and their histories
}

var historyTemplate = templateFor[historyPage]("history")

// historyHref returns the address of the history of a provision behind the
// language.
func historyHref(ref dossier.Ref, wid string) string {
	return "/predmeti/" + string(ref) + "/odredba/" + url.PathEscape(wid)
}

// changeHref returns the address of a redline behind the language, at the
// provision of an identity.
func changeHref(ref dossier.Ref, from, to int, wid string) string {
	q := url.Values{"od": {strconv.Itoa(from)}, "do": {strconv.Itoa(to)}, "odredba": {wid}}
	return "/predmeti/" + string(ref) + "/izmene?" + q.Encode() + "#" + anchorOf(wid)
}

// historyPage shows a provision through the versions; what stands in an article
// is shown with the article.
func (s *Server) historyPage(v *visit) (reply, error) {
	ref, err := refOf(v.Param("ref"))
	if err != nil {
		return reply{}, err
	}
	d, err := s.store.Dossier(v.ctx(), v.person(), ref)
	if err != nil {
		return reply{}, err
	}
	packages, err := s.store.Packages(v.ctx(), v.person(), ref)
	if err != nil {
		return reply{}, err
	}
	upTo := 0
	if asked := v.Query("do"); asked != "" {
		upTo, err = strconv.Atoi(asked)
		if err != nil || upTo < 1 {
			return reply{}, dossier.Refuse(dossier.CodeNotFound)
		}
	}
	wid := v.Param("wid")
	course, err := s.courseOfProvision(v, ref, packages, wid, upTo)
	if err != nil {
		return reply{}, err
	}
	if course.node == nil { // it had gone before these versions
		return redirect(v.href(historyHref(ref, wid) + "?do=" + strconv.Itoa(course.older))), nil
	}
	if article := articleOver(course.text, course.node.ID); article != nil && article.WID != wid {
		return redirect(v.href(historyHref(ref, article.WID))), nil
	}
	name := v.placeName(course.text, course.node.ID)
	title := v.t("history.title", "place", upperFirst(name))
	x := compared{dossier: d}
	x.rounds, _, err = s.store.Rounds(v.ctx(), v.person(), ref, "", store.Page{Limit: maxRounds})
	if err != nil {
		return reply{}, err
	}
	body, err := v.historyOf(x, course, packages, upTo)
	if err != nil {
		return reply{}, err
	}
	return historyTemplate.show(v, heading{Title: title, Rehearsal: d.Rehearsal, Crumbs: v.dossierCrumbs(d.DossierRow, name)}, body)
}

// articleOver returns the article in which a provision stands, or which it is;
// nil: it stands in none.
func articleOver(a *act.Act, id string) *act.Node {
	for _, n := range pathTo(a.Body, id) {
		if n.Kind == act.KindArticle {
			return n
		}
	}
	return nil
}

// historyOf makes the page.
func (v *visit) historyOf(x compared, c courseOf, packages []store.PackageView, upTo int) (historyPage, error) {
	d := x.dossier
	base := "/predmeti/" + string(d.Ref)
	at := func(no int, id string) string {
		return v.href(base + "/tekst/" + strconv.Itoa(no) + "/" + url.PathEscape(id))
	}
	name := v.placeName(c.text, c.node.ID)
	p := historyPage{Title: upperFirst(name), Lang: v.textLang(c.text.Lang), Text: link{at(c.pack.No, c.node.ID), v.t("history.text", "number", c.pack.No)}}
	if c.node.Kind == act.KindArticle && c.node.Heading != "" {
		p.Title += " – " + inScript(v.lang, c.text.Lang, act.Display(c.node.Heading))
	}
	p.Converted = v.converted(c.text.Lang)
	for _, one := range packages {
		if one.ActHash != "" {
			p.Gone = one.No != c.pack.No // as far as the last of them says
		}
	}
	p.Gone = p.Gone && upTo == 0
	if c.older > 0 {
		p.Older = v.href(historyHref(d.Ref, c.node.WID)) + "?do=" + strconv.Itoa(c.older)
	}
	if upTo > 0 {
		p.Newest = v.href(historyHref(d.Ref, c.node.WID))
	}
	for _, one := range c.passages {
		h, err := v.historyVersion(x, one, c.node.WID)
		if err != nil {
			return historyPage{}, err
		}
		if one.is != nil {
			h.Place, h.Href = v.placeName(one.new, one.is.ID), at(one.pack.No, one.is.ID)
		}
		p.Versions = append(p.Versions, h)
	}
	return p, nil
}

// historyVersion says what one version did to the provision of an identity.
func (v *visit) historyVersion(x compared, one passage, wid string) (historyVersion, error) {
	h := historyVersion{No: one.pack.No, When: one.pack.LegalAt, First: one.first, Words: v.passageWords(one, x.dossier.Insider)}
	c := one.change
	if c == nil {
		return h, nil
	}
	x.older, x.newer, x.old, x.new, x.redline = one.before, one.pack, one.old, one.new, one.redline
	var err error
	x.reasons, err = v.server.store.Reasons(v.ctx(), v.person(), x.dossier.Ref, x.older.No, x.newer.No)
	if err != nil {
		return historyVersion{}, err
	}
	w := redlineWriter{visit: v, compared: x, mode: modeChanges, wids: widsOf(x)}
	h.Kinds, h.Count, h.Moved, h.From, h.Why = w.kinds(w.redline, c), c.Words, c.Moved, w.place(c), w.why(c)
	if !w.numberAlone(c) {
		h.Lines = w.lines(c.Spans, c)
	}
	h.Change = v.href(changeHref(x.dossier.Ref, one.before.No, one.pack.No, wid))
	if c.Split() || c.Merged() {
		h.Others = append(w.others(x.old, c.Old, wid), w.others(x.new, c.New, wid)...)
	}
	return h, nil
}

// others are the histories of the provisions beside the one of an identity.
func (w *redlineWriter) others(a *act.Act, ids []string, wid string) []link {
	var all []link
	for _, id := range ids {
		if n := a.Find(id); n != nil && n.WID != wid {
			all = append(all, link{w.href(historyHref(w.dossier.Ref, n.WID)), upperFirst(w.placeName(a, id))})
		}
	}
	return all
}
