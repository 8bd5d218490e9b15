package web

import (
	"errors"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"github.com/rasprava/rasprava/internal/act"
	"github.com/rasprava/rasprava/internal/dossier"
	"github.com/rasprava/rasprava/internal/redline"
	"github.com/rasprava/rasprava/internal/store"
)

// workingTextPage is the text that a drafter works on, provision by provision.
type workingTextPage struct {
	Work   workplace
	Title  string // of the act
	Lang   string
	Closed string // why nothing may be edited now; empty: it may
	Staged bool   // it is the text of the version to come
	No     int    // the newest version
	Rows   []editableRow
}

// editableRow is a provision that can be edited.
type editableRow struct {
	Href     string
	Depth    int // of the division, 0: an article
	Label    string
	Heading  string
	Text     string // its first words
	Changed  []changeKind
	Division bool
}

// editingPage is one provision with the field in which its text is edited, and
// what the edit changes.
type editingPage struct {
	Faults   []fault
	Path     string
	Title    string
	Closed   string
	Base     string // hash of the text that is edited
	No       int    // the newest version
	Text     field
	Draft    string
	Shown    editShown
	Since    link // to what another version changed meanwhile
	Conflict []markedLine
	Lang     string
	Whole    string // address of the text
	Previous link
	Next     link
}

// editShown is what an edit changes.
type editShown struct {
	None      bool   // it changes nothing
	Said      string // in a sentence, for whoever listens
	Blocks    []changeBlock
	Elsewhere []string // provisions that change in the rest of the text
	Warnings  []actWarning
	Others    []actWarning
	Astray    []string // references that the edit leaves pointing elsewhere
}

var (
	workingTextTemplate = templateFor[workingTextPage]("working_text")
	editingTemplate     = templateFor[editingPage]("editing")
)

// editingHref returns the address behind the language at which a provision is
// edited.
func editingHref(ref dossier.Ref, wid string) string {
	return "/predmeti/" + string(ref) + "/priprema/tekst/" + url.PathEscape(wid)
}

// worksOnText reads the text that the visitor works on; refused not_found where
// there is none yet.
func (s *Server) worksOnText(v *visit) (store.DossierView, store.Powers, store.WorkingText, error) {
	d, p, err := s.worksOn(v, dossier.AddPackage)
	if err != nil {
		return d, p, store.WorkingText{}, err
	}
	w, err := s.store.WorkingText(v.ctx(), v.person(), d.Ref)
	if dossier.CodeOf(err) == dossier.CodeNothingStaged && err != nil {
		err = dossier.Refuse(dossier.CodeNotFound).Because(err)
	}
	return d, p, w, err
}

// workingTextPage lists the provisions of the text.
func (s *Server) workingTextPage(v *visit) (reply, error) {
	d, p, w, err := s.worksOnText(v)
	if err != nil {
		return reply{}, err
	}
	page := workingTextPage{Work: v.workplace(d.DossierRow, p, "/priprema"), Title: inScript(v.lang, w.Act.Lang, w.Act.Title), Lang: v.textLang(w.Act.Lang),
		Staged: w.Staged, No: w.No}
	if w.Closed {
		page.Closed = v.whyClosed(d)
	}
	changed := map[string][]changeKind{}
	if w.Staged && w.Saved != nil {
		r, err := redline.Compare(w.Saved, w.Act)
		if err != nil {
			return reply{}, err
		}
		for i := range r.Changes {
			for _, id := range r.Changes[i].New {
				changed[id] = v.kinds(r, &r.Changes[i])
			}
		}
	}
	page.Rows = v.editableRows(d.Ref, w.Act, changed)
	title := v.t("editing.text_title")
	return workingTextTemplate.show(v, heading{Title: title + " – " + v.say.Serbian(d.Title), Rehearsal: d.Rehearsal, Crumbs: v.editingCrumbs(d, title, false)}, page)
}

func (v *visit) editableRows(ref dossier.Ref, a *act.Act, changed map[string][]changeKind) []editableRow {
	var rows []editableRow
	a.Walk(func(n *act.Node, depth int) bool {
		in := func(text string) string { return inScript(v.lang, a.Lang, text) }
		division := divides(n.Kind) && len(n.Children) > 0
		row := editableRow{Href: v.href(editingHref(ref, n.WID)), Depth: depth, Label: in(excerpt(act.Display(n.Label), 120)),
			Heading: in(excerpt(act.Display(n.Heading), 200)), Changed: changed[n.ID], Division: division}
		if !division {
			row.Text = in(excerpt(firstWords(n), 160))
		}
		if row.Label == "" && row.Heading == "" {
			row.Label = upperFirst(v.nodeName(a.Lang, n))
		}
		rows = append(rows, row)
		return division
	})
	return rows
}

func (v *visit) editingCrumbs(d store.DossierView, here string, under bool) []link {
	at := "/predmeti/" + string(d.Ref)
	crumbs := []link{{v.href("/moji-predmeti"), v.t("nav.mine")}, {v.href(at), v.say.Serbian(d.Title)}, {v.href(at + "/priprema"), v.t("workplace.package")}}
	if under {
		crumbs = append(crumbs, link{v.href(at + "/priprema/tekst"), v.t("editing.text_title")})
	}
	return append(crumbs, link{Text: here})
}

// editingPage shows a provision to be edited.
func (s *Server) editingPage(v *visit) (reply, error) {
	d, _, w, err := s.worksOnText(v)
	if err != nil {
		return reply{}, err
	}
	n := w.Find(v.Param("wid"))
	if n == nil {
		return reply{}, dossier.Refuse(dossier.CodeNotFound)
	}
	return s.showEditing(v, d, w, v.carried(), nil)
}

// showEditing shows the form with what was typed, or with the text as it is;
// since is the refusal with which an edit came back, nil: it was none.
func (s *Server) showEditing(v *visit, d store.DossierView, w store.WorkingText, f form, since error) (reply, error) {
	wid := v.Param("wid")
	n := w.Find(wid)
	page := editingPage{Faults: f.Faults, Path: v.href(editingHref(d.Ref, wid)), Base: w.Act.Hash, No: w.No, Lang: v.textLang(w.Act.Lang),
		Whole: v.href("/predmeti/" + string(d.Ref) + "/priprema/tekst")}
	if w.Closed {
		page.Closed = v.whyClosed(d)
	}
	typed, was := f.value("tekst"), ""
	name := v.t("place.gone")
	if n != nil {
		was, name = n.PlainText(), v.placeName(w.Act, n.ID)
		page.Previous, page.Next = v.beside(d.Ref, w.Act, n)
		if !f.Values.Has("tekst") {
			f.Values = withValue(f.Values, "tekst", was)
			typed = was
		}
	}
	page.Title = upperFirst(name)
	page.Draft = "odredba-" + string(d.Ref) + "-" + wid + "-" + w.Act.Hash
	hint := v.t("editing.hint")
	if n != nil && holdsTable(n) {
		hint += " " + v.t("editing.table")
	}
	page.Text = f.area("tekst", v.t("editing.field"), hint, min(max(8, 2+strings.Count(typed, "\n")+len(typed)/120), 40), 0)
	page.Text.Lang = w.Act.Lang
	if dossier.CodeOf(since) == dossier.CodeVersionBetween && since != nil && v.sent.Get("verzija") != "" {
		page.Since = link{v.href(changeHref(d.Ref, atLeast(v.sent.Get("verzija")), w.No, wid)), v.t("package.between_link")}
	}
	if since != nil && n != nil && typed != was {
		page.Conflict = v.typedOver(w.Act, was, typed)
	}
	if n != nil {
		shown, err := w.Edit(wid, typed)
		if err == nil {
			page.Shown = v.editShown(d, w, shown)
		} else if err = v.refused(&f, err, map[string]string{"content": "tekst"}); err != nil {
			return reply{}, err
		}
		page.Faults, page.Text.Fault = f.Faults, f.fault("tekst")
	}
	h := heading{Title: v.t("editing.title", "place", name), Rehearsal: d.Rehearsal, Staff: true, Crumbs: v.editingCrumbs(d, name, true),
		Again: again{"izmena", "radnja", "prikaz"}, Status: f.status()}
	if since != nil {
		h.Status = statusOf(problemOf(since).code)
	}
	return editingTemplate.show(v, h, page)
}

// holdsTable reports whether a table stands in a provision.
func holdsTable(n *act.Node) bool { return n.Table || slices.ContainsFunc(n.Children, holdsTable) }

// withValue returns values with one of them set; what is given stays as it is.
func withValue(values url.Values, name, value string) url.Values {
	out := url.Values{name: {value}}
	for k, v := range values {
		if k != name {
			out[k] = v
		}
	}
	return out
}

// atLeast reads a number of a version that came in a form; 1 where it is none.
func atLeast(no string) int {
	n, err := strconv.Atoi(no)
	if err != nil {
		return 1
	}
	return max(n, 1)
}

// typedOver shows what somebody typed against what a provision says now.
func (v *visit) typedOver(a *act.Act, now, typed string) []markedLine {
	spans, err := redline.CompareTexts(now, typed)
	if err != nil {
		return nil
	}
	w := redlineWriter{visit: v, compared: compared{old: a, new: a}}
	return w.lines(spans, nil)
}

// beside returns the provisions before and behind one that can be edited too.
func (v *visit) beside(ref dossier.Ref, a *act.Act, n *act.Node) (before, after link) {
	var all []*act.Node
	a.Walk(func(m *act.Node, _ int) bool {
		division := divides(m.Kind) && len(m.Children) > 0
		if !division {
			all = append(all, m)
		}
		return division
	})
	i := slices.Index(all, n)
	if i < 0 {
		return link{}, link{}
	}
	to := func(m *act.Node) link {
		return link{v.href(editingHref(ref, m.WID)), upperFirst(v.placeName(a, m.ID))}
	}
	if i > 0 {
		before = to(all[i-1])
	}
	if i < len(all)-1 {
		after = to(all[i+1])
	}
	return before, after
}

// editShown puts what an edit changes into words.
func (v *visit) editShown(d store.DossierView, t store.WorkingText, e store.EditedText) editShown {
	x := compared{dossier: d, old: e.Against, new: e.Act, redline: &redline.Redline{Lang: e.Act.Lang, Profile: e.Act.Profile, Moves: e.Moves, References: e.Astray}}
	w := redlineWriter{visit: v, compared: x, mode: modeChanges, wids: widsOf(x)}
	out := editShown{None: len(e.Changes) == 0 && len(e.Elsewhere) == 0, Warnings: v.warnings(e.Warnings), Others: v.warnings(e.Others), Astray: x.redline.ReferenceFacts(string(v.lang))}
	words := redline.Words{}
	for i := range e.Changes {
		c := &e.Changes[i]
		words.Inserted += c.Words.Inserted
		words.Deleted += c.Words.Deleted
		out.Blocks = append(out.Blocks, w.prepared(c))
	}
	rest := redlineWriter{visit: v, compared: compared{dossier: d, old: t.Act, new: e.Act}}
	for i := range e.Elsewhere {
		out.Elsewhere = append(out.Elsewhere, rest.nameOf(&e.Elsewhere[i]))
	}
	out.Said = v.t("editing.nothing")
	switch {
	case out.None && !e.Same:
		out.Said = v.t("editing.as_saved", "no", t.No)
	case !out.None:
		out.Said = v.t("redline.words", "inserted", words.Inserted, "deleted", words.Deleted) + "."
	}
	if n := len(out.Warnings) + len(out.Others) + len(out.Astray); n > 0 {
		out.Said += " " + v.n("editing.warned", n)
	}
	return out
}

// editByForm shows what an edit changes, or keeps it for the version to come.
func (s *Server) editByForm(v *visit) (reply, error) {
	d, _, w, err := s.worksOnText(v)
	if err != nil {
		return reply{}, err
	}
	f, err := v.readForm()
	if err != nil {
		return reply{}, err
	}
	wid := v.Param("wid")
	if f.value("radnja") == "prikaz" {
		return s.showEditing(v, d, w, f, nil)
	}
	no, err := strconv.Atoi(f.value("verzija"))
	if err != nil {
		no = -1
	}
	edited, err := s.store.StageEdit(v.ctx(), v.person(), d.Ref, store.ProvisionEdit{WID: wid, Text: f.value("tekst"), Base: f.value("osnova"), No: no})
	if err == nil {
		return s.edited(v, d, edited)
	}
	refusal := err
	switch dossier.CodeOf(err) {
	case dossier.CodeNothingChanged: // sent twice, or nothing was typed
		return v.to(editingHref(d.Ref, wid), "editing.nothing"), nil
	case dossier.CodeVersionBetween, dossier.CodeTextMovedOn, dossier.CodeProvisionGone:
		f.add("", v.t("editing.told_"+string(dossier.CodeOf(err)), "no", w.No))
	default:
		refusal = nil
		err = v.refused(&f, err, map[string]string{"content": "tekst"})
		if err != nil {
			return reply{}, err
		}
	}
	w, err = s.store.WorkingText(v.ctx(), v.person(), d.Ref) // as it is now
	if err != nil {
		return reply{}, err
	}
	return s.showEditing(v, d, w, f, refusal)
}

// edited leads to the provision as it is after an edit, or to the text where it
// was taken out.
func (s *Server) edited(v *visit, d store.DossierView, e store.EditedText) (reply, error) {
	there := "/predmeti/" + string(d.Ref) + "/priprema/tekst"
	if e.Node == nil {
		return v.to(there, "editing.taken_out"), nil
	}
	w, err := s.store.WorkingText(v.ctx(), v.person(), d.Ref)
	if err != nil {
		return reply{}, err
	}
	if n := w.Act.Find(e.Node.ID); n != nil {
		there = editingHref(d.Ref, n.WID) // a new provision is not named before its text is
	}
	return v.to(there, "editing.saved", "no", w.No+1), nil
}

// takeOverByForm brings what the visitor edited over to a version that came
// meanwhile.
func (s *Server) takeOverByForm(v *visit) (reply, error) {
	d, _, err := s.worksOn(v, dossier.AddPackage)
	if err != nil {
		return reply{}, err
	}
	_, err = v.readForm()
	if err != nil {
		return reply{}, err
	}
	there := "/predmeti/" + string(d.Ref) + "/priprema"
	err = s.store.TakeOver(v.ctx(), v.person(), d.Ref)
	if err == nil {
		return v.to(there, "editing.taken_over"), nil
	}
	if dossier.CodeOf(err) == dossier.CodeNothingStaged {
		return v.to(there, ""), nil // sent twice
	}
	var both *dossier.Problem
	if errors.As(err, &both) && both.Code == dossier.CodeBothChanged {
		err = dossier.Refuse(both.Code, "now", both.Params["now"], "places", v.say.Serbian(both.Params["places"]))
	}
	var shown form
	err = v.refused(&shown, err, nil)
	if err != nil {
		return reply{}, err
	}
	return s.showPackage(v, shown, form{}, http.StatusConflict)
}
