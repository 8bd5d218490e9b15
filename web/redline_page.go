package web

import (
	"slices"
	"strconv"
	"strings"

	"github.com/rasprava/rasprava/internal/act"
	"github.com/rasprava/rasprava/internal/dossier"
	"github.com/rasprava/rasprava/internal/redline"
	"github.com/rasprava/rasprava/internal/store"
)

var redlinePages = []page{
	get("/predmeti/:ref/izmene", dossier.ReadPublic, (*Server).redlinePage),
	get("/predmeti/:ref/izmene/:form", dossier.ReadPublic, (*Server).redlineFile),
}

// redlinePage shows what differs between two versions of a text, and why.
type redlinePage struct {
	Ref       string
	Title     string
	From, To  int // 0: there are not two versions to compare
	Text      string
	Olds      []option
	News      []option
	Mode      string
	Modes     []navigation
	Files     []link // the whole redline in a form each
	Provision string // identity of the provision that one is at; empty: none was asked for
	Same      string // what to say of the provision that was asked for, where it did not change
	History   string // address of that provision through all versions
	Summary   []string
	Facts     []string // renumberings, each with all that it took along
	Astray    []string // references that the changes left pointing elsewhere
	Converted string   // which script the text was written in, where it is shown in the other
	Lang      string
	At, Of    int // the change that one is at
	Previous  string
	Next      string
	List      []changeEntry
	Name      []markedLine // of the act, where it changed
	Sides     bool
	Blocks    []changeBlock
	Part      int // of how many the page is
	Parts     int
	Before    string // address of the part before this one
	After     string
	Gone      whyPart          // why what is there no more fell away
	Carried   *carriedComments // to the later version; nil: there are none
}

// changeEntry is a change in the list of all of them.
type changeEntry struct {
	Href    string
	Name    string
	Kinds   []changeKind
	Words   redline.Words
	Why     string
	Moves   []link // to what was moved out of it and into it
	Current bool
}

// changeKind says in a word what happened to a provision.
type changeKind struct {
	Tone string // class of its tag
	Text string
}

// changeBlock is a provision as the page shows it: changed, or, without an
// entry, as it stands in both versions.
type changeBlock struct {
	ID       string
	Anchor   string // the same by the identity of the provision
	Label    string // for whoever does not see the page
	Lang     string // of the words, of a change of a text that is no version yet
	Kinds    []changeKind
	Moved    bool
	Place    string // from where to where it was moved
	Link     string
	History  string // address of the provision through all versions
	Lines    []markedLine
	Rows     []sideRow
	Why      whyPart
	Unmarked provisionRow // what did not change
	Changed  bool
}

// sideRow is a paragraph on both sides; one that only one side has is empty on
// the other.
type sideRow struct {
	Old, New markedLine
	Same     bool
}

var redlineTemplate = templateFor[redlinePage]("redline")

// How a redline is shown.
const (
	modeWhole   = "objedinjeno"
	modeSides   = "uporedo"
	modeChanges = "izmene"
)

const (
	// longAct is from how many articles on only what changed is shown, unless
	// more is asked for.
	longAct = 40
	// blocksOnPage is how many provisions stand on one page.
	blocksOnPage = 60
)

// compared is two versions with what differs between them.
type compared struct {
	dossier  store.DossierView
	texts    []store.PackageView // the versions that hold a text, oldest first
	older    store.PackageView
	newer    store.PackageView
	old, new *act.Act
	redline  *redline.Redline
	rounds   []store.RoundView
	reasons  store.ReasonsView
	answers  bool // whoever looks may answer comments
}

// redlinePage compares the two versions that are asked for, or the last two.
func (s *Server) redlinePage(v *visit) (reply, error) {
	x, err := s.versionsCompared(v)
	if err != nil {
		return reply{}, err
	}
	here := v.t("redline.crumb")
	h := heading{Title: here, Wide: true, Rehearsal: x.dossier.Rehearsal, Crumbs: v.dossierCrumbs(x.dossier.DossierRow, here)}
	if x.redline != nil {
		h.Title = v.t("redline.title", "from", x.older.No, "to", x.newer.No)
	}
	body := v.redlineOf(x)
	if x.redline != nil {
		body.Carried, err = s.carriedComments(v, x.dossier.Ref, x.newer.No, "", x.answers)
		if err != nil {
			return reply{}, err
		}
	}
	return redlineTemplate.show(v, h, body)
}

func (s *Server) versionsCompared(v *visit) (compared, error) {
	ref, err := refOf(v.Param("ref"))
	if err != nil {
		return compared{}, err
	}
	var x compared
	x.dossier, err = s.store.Dossier(v.ctx(), v.person(), ref)
	if err != nil {
		return compared{}, err
	}
	all, err := s.store.Packages(v.ctx(), v.person(), ref)
	if err != nil {
		return compared{}, err
	}
	x.texts = slices.DeleteFunc(all, func(p store.PackageView) bool { return p.ActHash == "" })
	to, from := actVersions(x.texts)
	if to == 0 || from == 0 && len(x.texts) < 2 {
		return x, nil
	}
	if from == 0 {
		from, to = x.texts[len(x.texts)-2].No, x.texts[len(x.texts)-1].No
	}
	x.older, err = x.asked(v.Query("od"), from)
	if err != nil {
		return compared{}, err
	}
	x.newer, err = x.asked(v.Query("do"), to)
	if err != nil {
		return compared{}, err
	}
	if x.older.No > x.newer.No {
		x.older, x.newer = x.newer, x.older
	}
	x.old, err = s.acts.of(v.ctx(), s.store, v.person(), ref, x.older)
	if err != nil {
		return compared{}, err
	}
	x.new, err = s.acts.of(v.ctx(), s.store, v.person(), ref, x.newer)
	if err != nil {
		return compared{}, err
	}
	x.redline, err = s.store.Compared(v.ctx(), x.old, x.new)
	if err != nil {
		return compared{}, err
	}
	x.rounds, _, err = s.store.Rounds(v.ctx(), v.person(), ref, "", store.Page{Limit: maxRounds})
	if err != nil {
		return compared{}, err
	}
	if x.dossier.Insider {
		powers, err := s.store.Powers(v.ctx(), v.person(), ref)
		if err != nil {
			return compared{}, err
		}
		x.answers = powers.May(dossier.AnswerComm) == nil
	}
	x.reasons, err = s.store.Reasons(v.ctx(), v.person(), ref, x.older.No, x.newer.No)
	return x, err
}

// asked returns the version that an address names, or the usual one.
func (x compared) asked(no string, usual int) (store.PackageView, error) {
	n := usual
	if no != "" {
		var err error
		n, err = strconv.Atoi(no)
		if err != nil {
			return store.PackageView{}, dossier.Refuse(dossier.CodeNotFound).Because(err)
		}
	}
	i := slices.IndexFunc(x.texts, func(p store.PackageView) bool { return p.No == n })
	if i < 0 {
		return store.PackageView{}, dossier.Refuse(dossier.CodeNotFound)
	}
	return x.texts[i], nil
}

// redlineOf makes the page.
func (v *visit) redlineOf(x compared) redlinePage {
	base := "/predmeti/" + string(x.dossier.Ref)
	p := redlinePage{Ref: string(x.dossier.Ref), Title: x.dossier.Title}
	if len(x.texts) > 0 {
		p.Text = v.href(base + "/tekst/" + strconv.Itoa(x.texts[len(x.texts)-1].No))
	}
	if x.redline == nil {
		return p
	}
	p.From, p.To = x.older.No, x.newer.No
	for _, t := range x.texts {
		label := v.t("redline.option", "number", t.No, "day", v.say.DateOf(t.LegalAt))
		p.Olds = append(p.Olds, option{Value: strconv.Itoa(t.No), Label: label, Checked: t.No == p.From})
		p.News = append(p.News, option{Value: strconv.Itoa(t.No), Label: label, Checked: t.No == p.To})
	}
	p.Mode = v.Query("prikaz")
	if p.Mode != modeWhole && p.Mode != modeSides && p.Mode != modeChanges {
		p.Mode = modeWhole
		if x.new.Counts[act.KindArticle] > longAct {
			p.Mode = modeChanges
		}
	}
	p.Sides = p.Mode == modeSides
	p.Lang, p.Converted = v.textLang(x.new.Lang), v.converted(x.new.Lang)
	p.Summary = v.summaryOf(x.redline)
	p.Facts, p.Astray = x.redline.Facts(string(v.lang)), x.redline.ReferenceFacts(string(v.lang))
	p.Files = v.redlineFiles(x)
	w := redlineWriter{visit: v, compared: x, mode: p.Mode, wids: widsOf(x), anchors: true}
	if w.changed(x.redline.Title) {
		p.Name = w.lines(x.redline.Title, nil)
	}
	w.fill(&p)
	return p
}

// redlineWriter puts a redline into words, in the reader's language and script.
type redlineWriter struct {
	*visit
	compared
	mode    string
	wids    wids
	anchors bool // moves have a place on the page that one is led to
}

// fill lists the changes, and shows the part of them that is asked for.
func (w *redlineWriter) fill(p *redlinePage) {
	changes := w.listed()
	found := slices.IndexFunc(changes, func(i int) bool { return w.sought(w.change(i)) })
	at := max(found, 0)
	w.remember(p, found >= 0)
	p.At, p.Of = at+1, len(changes)
	for n, i := range changes {
		c := w.change(i)
		p.List = append(p.List, changeEntry{Href: w.hrefOf(c), Name: w.nameOf(c), Kinds: w.kinds(w.redline, c), Words: c.Words, Why: w.briefly(c), Moves: w.movesOf(c), Current: n == at})
	}
	if at > 0 {
		p.Previous = w.hrefOf(w.change(changes[at-1]))
	}
	if at < len(changes)-1 {
		p.Next = w.hrefOf(w.change(changes[at+1]))
	}
	for _, m := range []string{modeWhole, modeSides, modeChanges} {
		p.Modes = append(p.Modes, navigation{link: link{w.address(m, p.Provision), w.t("redline.mode." + m)}, Current: m == w.mode})
	}
	pieces := w.pieces()
	p.Parts = max((len(pieces)+blocksOnPage-1)/blocksOnPage, 1)
	p.Part = 1
	for i, piece := range pieces {
		if piece.change >= 0 && w.sought(w.change(piece.change)) {
			p.Part = i/blocksOnPage + 1
		}
	}
	if n := partAsked(w.Query("deo"), p.Parts); n > 0 || w.Query("deo") == "1" {
		p.Part = n + 1
	}
	for _, piece := range pieces[(p.Part-1)*blocksOnPage : min(p.Part*blocksOnPage, len(pieces))] {
		if piece.change < 0 {
			for i := range piece.row.Lines {
				piece.row.Lines[i].ID = "" // of a provision that another change may begin with
			}
			p.Blocks = append(p.Blocks, changeBlock{Unmarked: piece.row})
			continue
		}
		p.Blocks = append(p.Blocks, w.block(w.change(piece.change), slices.Index(changes, piece.change)+1, len(changes)))
	}
	if p.Part > 1 {
		p.Before = w.address(w.mode, "") + "&deo=" + strconv.Itoa(p.Part-1)
	}
	if p.Part < p.Parts {
		p.After = w.address(w.mode, "") + "&deo=" + strconv.Itoa(p.Part+1)
	}
	if p.Part == p.Parts {
		p.Gone = w.causes([]string{""})
	}
}

func (w *redlineWriter) change(i int) *redline.Change { return &w.redline.Changes[i] }

// listed returns the changes that somebody goes through: all but those whose
// number alone is another.
func (w *redlineWriter) listed() []int {
	var all []int
	for i := range w.redline.Changes {
		if !w.numberAlone(w.change(i)) {
			all = append(all, i)
		}
	}
	return all
}

// numberAlone reports whether nothing but the number of a provision is another.
func (w *redlineWriter) numberAlone(c *redline.Change) bool {
	return c.Renumbered && !c.Edited && !c.Moved && !c.Typographic && !c.Split() && !c.Merged()
}

// prepared shows a change of a text that is no version yet.
func (w *redlineWriter) prepared(c *redline.Change) changeBlock {
	return changeBlock{ID: "izmena-" + changeID(c), Label: w.nameOf(c), Lang: w.textLang(w.new.Lang), Kinds: w.kinds(w.redline, c), Moved: c.Moved, Place: w.place(c), Lines: w.lines(c.Spans, c)}
}

// block shows a change, the one with a place in the list, or with none.
func (w *redlineWriter) block(c *redline.Change, place, of int) changeBlock {
	b := changeBlock{ID: "izmena-" + changeID(c), Anchor: anchorOf(w.wid(c)), History: w.href(historyHref(w.dossier.Ref, w.wid(c))), Kinds: w.kinds(w.redline, c), Moved: c.Moved, Place: w.place(c), Link: w.hrefOf(c), Changed: true, Why: w.why(c)}
	said := each(b.Kinds, func(k changeKind) string { return k.Text })
	b.Label = w.t("redline.label_only", "name", w.nameOf(c), "kinds", strings.Join(said, ", "))
	if place > 0 {
		b.Label = w.t("redline.label", "seen", place, "count", of, "name", w.nameOf(c), "kinds", strings.Join(said, ", "))
	}
	if w.mode == modeSides {
		b.Rows = w.rows(c.Spans, c)
	} else {
		b.Lines = w.lines(c.Spans, c)
	}
	return b
}
