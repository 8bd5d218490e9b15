package web

import (
	"net/url"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/rasprava/rasprava/internal/dossier"
	"github.com/rasprava/rasprava/internal/redline"
	"github.com/rasprava/rasprava/internal/store"
)

// changeList is what differs between two versions of a package, as far as
// somebody who decides reads it in place.
type changeList struct {
	From      int
	To        int
	Summary   string
	Same      bool // the texts are the same
	Changes   []changedProvision
	More      int // that are not shown
	Documents []changedDocument
	Href      string // of all of it, with the reasons
}

// changedProvision is a provision that is not the same, with those of its
// paragraphs in which something is not.
type changedProvision struct {
	Name       string
	Lang       string // of the name and the words
	Tags       []string
	Moved      bool
	Paragraphs []changedParagraph
	More       bool // paragraphs that are not shown
}

type changedParagraph []changedWords

// changedWords is a stretch of text: kept, inserted or deleted; or a note of ours before it.
type changedWords struct {
	Note     bool
	Inserted bool
	Deleted  bool
	Text     string
}

// changedDocument is a document of the package that came, changed or fell away.
type changedDocument struct {
	Document link
	State    string
}

// How much of a redline stands on a page on which something is decided.
const (
	changesShown    = 10
	paragraphsShown = 6
)

// changesSince compares the version from with the present one.
func (v *visit) changesSince(m matter, versions []store.PackageView, from int) (*changeList, error) {
	list := &changeList{From: from, To: m.PackageNo, Documents: v.changedDocuments(m, versions, from),
		Href: v.href(m.path("/izmene?" + url.Values{"od": {strconv.Itoa(from)}, "do": {strconv.Itoa(m.PackageNo)}}.Encode()))}
	r, err := v.server.store.Redline(v.ctx(), v.person(), m.Ref, from, m.PackageNo)
	if dossier.CodeOf(err) == dossier.CodeNotFound && err != nil { // a version without a text
		return list, nil
	}
	if err != nil {
		return nil, err
	}
	list.Summary = v.sumOf(r.Summary.Articles)
	list.Same = len(r.Changes) == 0
	for i := range r.Changes {
		if i == changesShown {
			list.More = len(r.Changes) - changesShown
			break
		}
		list.Changes = append(list.Changes, v.provisionOf(r, &r.Changes[i]))
	}
	return list, nil
}

// sumOf counts what happened to the articles; empty: nothing.
func (v *visit) sumOf(a redline.Articles) string {
	var parts []string
	for _, p := range []struct {
		id    string
		count int
	}{{"edited", a.Edited - a.Repealed}, {"repealed", a.Repealed}, {"added", a.Added}, {"removed", a.Removed}, {"moved", a.Moved}, {"split", a.Split}, {"merged", a.Merged}} {
		if p.count > 0 {
			parts = append(parts, v.n("changed.sum."+p.id, p.count))
		}
	}
	if parts == nil {
		return ""
	}
	return v.t("changed.sum.of", "what", v.say.List(parts))
}

func (v *visit) provisionOf(r *redline.Redline, c *redline.Change) changedProvision {
	name := firstLine(c.NewLabel, c.OldLabel, c.Heading)
	if c.OldLabel != "" && c.NewLabel != "" && c.OldLabel != c.NewLabel {
		name = firstLine(c.OldLabel) + " → " + name
	}
	p := changedProvision{Name: inScript(v.lang, r.Lang, name), Lang: v.textLang(r.Lang), Moved: c.Moved}
	for _, t := range []struct {
		id string
		is bool
	}{{"added", c.Added()}, {"removed", c.Removed()}, {"moved", c.Moved}, {"split", c.Split()}, {"merged", c.Merged()}, {"renumbered", c.Renumbered}, {"repealed", c.Repealed},
		{"typographic", c.Typographic && !c.Edited && !c.Added() && !c.Removed()}} {
		if t.is {
			p.Tags = append(p.Tags, v.t("changed.tag."+t.id))
		}
		if said := r.FromWhere(string(v.lang), c); t.id == "moved" && said != "" {
			p.Tags[len(p.Tags)-1] = strings.TrimSuffix(said, ".")
		}
	}
	for _, spans := range v.changedParagraphs(r, c.Spans) {
		if len(p.Paragraphs) == paragraphsShown {
			p.More = true
			break
		}
		p.Paragraphs = append(p.Paragraphs, spans)
	}
	return p
}

// changedParagraphs are the paragraphs in which something is not the same, and
// those that were moved, with a note of where to or where from.
func (v *visit) changedParagraphs(r *redline.Redline, spans []redline.Span) []changedParagraph {
	var all []changedParagraph
	for _, passage := range r.Passages(spans) {
		note := ""
		if passage.Move != 0 {
			note = "[" + r.MoveNote(string(v.lang), passage.Move, passage.Leaves) + "] "
		}
		for _, line := range redline.Paragraphs(passage.Spans) {
			if note == "" && passage.Move == 0 && !slices.ContainsFunc(line, func(s redline.Span) bool { return s.Op == redline.Inserted || s.Op == redline.Deleted }) {
				continue
			}
			words := each(line, func(s redline.Span) changedWords {
				return changedWords{Inserted: s.Op == redline.Inserted, Deleted: s.Op == redline.Deleted, Text: inScript(v.lang, r.Lang, s.Text)}
			})
			if note != "" {
				words = append([]changedWords{{Note: true, Text: note}}, words...)
				note = ""
			}
			all = append(all, words)
		}
	}
	return all
}

func firstLine(texts ...string) string {
	for _, t := range texts {
		line, _, _ := strings.Cut(t, "\n")
		if line = strings.TrimSpace(line); line != "" {
			return line
		}
	}
	return ""
}

// changedDocuments says which documents beside the text are not as they were in
// the version from.
func (v *visit) changedDocuments(m matter, versions []store.PackageView, from int) []changedDocument {
	find := func(no int) []store.DocumentView {
		for _, p := range versions {
			if p.No == no {
				return p.Documents
			}
		}
		return nil
	}
	in := func(list []store.DocumentView, d store.DocumentView) (store.DocumentView, bool) {
		for _, o := range list {
			if o.Kind == d.Kind && o.Position == d.Position {
				return o, true
			}
		}
		return store.DocumentView{}, false
	}
	before, now := find(from), find(m.PackageNo)
	var all []changedDocument
	for _, d := range now {
		old, had := in(before, d)
		if d.Kind == dossier.ActDocument || had && old.SHA256() == d.SHA256() {
			continue
		}
		state := "changed"
		if !had {
			state = "added"
		}
		all = append(all, changedDocument{link{v.href(documentPath(m, d)), v.documentName(d)}, v.t("changed.document." + state)})
	}
	for _, d := range before {
		if _, still := in(now, d); !still && d.Kind != dossier.ActDocument {
			all = append(all, changedDocument{link{Text: v.documentName(d)}, v.t("changed.document.removed")})
		}
	}
	return all
}

// documentName names a document by its kind, and by its place among several.
func (v *visit) documentName(d store.DocumentView) string {
	name := v.say.Name("document", string(d.Kind))
	if d.Position > 1 {
		name += " " + v.say.Int(int64(d.Position))
	}
	return name
}

// documentPath returns the page of a document, behind the language.
func documentPath(m matter, d store.DocumentView) string {
	n := strconv.Itoa(m.PackageNo)
	if d.Kind == dossier.ActDocument {
		return m.path("/tekst/" + n)
	}
	return m.path("/dokumenti/" + n + "/" + string(d.Kind) + "/" + strconv.Itoa(d.Position))
}

// base is the version with which somebody who decides compares the present one,
// and why with that: they signed it, somebody did, it passed through this stage,
// the public commented on it, or it is the one before.
type base struct {
	No  int // 0: there is none
	Why string
	At  time.Time
}

// baseOf finds it.
func baseOf(d store.DossierView, versions []store.PackageView, rounds []store.RoundView, person string) base {
	number := func(hash string) int {
		no := 0
		for _, p := range versions {
			if p.Hash == hash && p.No < d.PackageNo {
				no = p.No
			}
		}
		return no
	}
	var own, signed, passed base
	for _, run := range d.Stages {
		for _, h := range run.Hands {
			no := number(h.Package)
			if h.Prepared || h.Package == d.PackHash || no == 0 {
				continue
			}
			signed = base{no, "signed", h.LegalAt}
			if h.Person == person {
				own = base{no, "own", h.LegalAt}
			}
		}
		if run.Stage == d.Stage && run.No < d.StageNo {
			for _, p := range versions {
				if p.StageNo <= run.No && p.No < d.PackageNo {
					passed = base{p.No, "passed", *run.Ended}
				}
			}
		}
	}
	debated := base{}
	for _, r := range rounds {
		if r.PackageNo < d.PackageNo && r.PackageNo > debated.No {
			debated = base{r.PackageNo, "debated", r.LegalCloses}
		}
	}
	for _, b := range []base{own, signed, passed, debated} {
		if b.No > 0 {
			return b
		}
	}
	if n := len(versions); n > 1 && versions[n-1].No == d.PackageNo {
		return base{versions[n-2].No, "previous", versions[n-2].LegalAt}
	}
	return base{}
}
