package web

import (
	"encoding/base64"
	"html/template"
	"net/http"
	"strings"
	"time"

	"github.com/rasprava/rasprava/internal/dossier"
	"github.com/rasprava/rasprava/internal/locale"
	"github.com/rasprava/rasprava/internal/redline"
	"github.com/rasprava/rasprava/internal/store"
)

// previewPage shows what will be sent as it will be public.
type previewPage struct {
	form
	commentingHead
	Comments []previewed
	Who      string
	Named    bool
	Email    string
	Told     bool // they are told what becomes of it
	More     bool // there is room for one more
	draftList

	Cosigners []dossier.Cosigner // that are asked to sign it too
	Confirms  bool               // the author is to confirm an address first
}

// previewed is one comment before it is sent.
type previewed struct {
	Index   int
	Number  int // among several, from 1; 0: it is the only one
	Place   string
	Kind    string
	Quote   string
	Body    string
	Files   []fileLink
	Changes [][]redline.Span // by paragraph; empty: no wording is proposed
	Lang    string           // of them
	Left    string           // the wording that is not sent; see visit.unsent
}

// latePage says that no comments are taken any more, and hands over the signed
// note of what came too late.
type latePage struct {
	Text     string // address of the text
	ClosedAt time.Time
	Note     string
	Report   string // address; empty: it is not published
	Comments []previewed
}

// File returns the note as the address of a file to be saved.
func (p latePage) File() template.URL {
	return template.URL("data:text/plain;charset=utf-8;base64," + base64.StdEncoding.EncodeToString([]byte(p.Note))) // its letters are those of base64
}

var (
	previewTemplate = templateFor[previewPage]("preview")
	lateTemplate    = templateFor[latePage]("late")
)

// showPreview shows the draft as it will be public.
func (v *visit) showPreview(x version, r store.RoundView, f form, d draft) (reply, error) {
	d.At = -1
	v.lighten(x, d)
	held := d.hidden(-1)
	for _, name := range authorFields {
		held = append(held, hiddenField{name, f.value(name)})
	}
	held = append(held, heldCosigners(f)...)
	s := v.submissionOf(x, f, d)
	comments, err := v.previewed(x, d)
	if err != nil {
		return reply{}, err
	}
	p := previewPage{form: f, commentingHead: v.commentingHead(x, r, f, held), Comments: comments, Email: s.Author.Email, Told: s.Author.Told, More: len(d.Comments) < dossier.MaxComments,
		draftList: v.drafted(x, d), Cosigners: s.Cosigners, Confirms: v.confirms(r, s.Author.Email)}
	name := ""
	switch {
	case s.Author.Kind == dossier.Citizen && s.Author.PublishName:
		name = s.Author.Name
	case s.Author.Kind == dossier.Organisation:
		organisations, err := v.server.store.Organisations(v.ctx(), []string{s.Author.Organisation})
		if err != nil {
			return reply{}, err
		}
		for _, o := range organisations {
			name = o.Name
		}
	}
	p.Who, p.Named = v.author(string(s.Author.Kind), name)
	return previewTemplate.show(v, heading{Title: v.t("commenting.preview"), Rehearsal: x.dossier.Rehearsal, Crumbs: v.versionCrumbs(x, v.t("commenting.crumb")), Status: f.status(),
		Again: again{"commenting", "do", "preview"}}, p)
}

// previewed returns the comments of a draft as they will be public.
func (v *visit) previewed(x version, d draft) ([]previewed, error) {
	var all []previewed
	for i, c := range d.Comments {
		p := placeOf(c.Place)
		one := previewed{Index: i, Place: upperFirst(v.nameOf(x, p)), Kind: c.Kind, Quote: strings.TrimSpace(c.Quote), Body: c.Body, Left: v.unsent(x, c)}
		if len(d.Comments) > 1 {
			one.Number = i + 1
		}
		if c.Kind == "change" && v.proposes(x, c) {
			one.Changes, one.Lang = v.changesOf(x, p, c.Proposed)
		}
		files, err := v.server.store.WaitingAttachments(v.ctx(), strings.Fields(c.Attachments))
		if err != nil {
			return nil, err
		}
		one.Files = v.waitingFiles(files)
		all = append(all, one)
	}
	return all, nil
}

// changesOf returns what a proposed wording changes in the present one, and the
// language tag of both: who proposes it chooses the script.
func (v *visit) changesOf(x version, p place, proposed string) ([][]redline.Span, string) {
	tag := serbianIn(proposed)
	if tag == "" && x.act != nil {
		tag = v.textLang(x.act.Lang)
	}
	return changes(x.presentText(p, locale.Lang(tag)), proposed), tag
}

// changes returns what a proposed wording changes, paragraph by paragraph. A
// wording that cannot be compared is shown as it is.
func changes(present, proposed string) [][]redline.Span {
	spans, err := redline.CompareTexts(present, proposed)
	if err != nil {
		spans = []redline.Span{{Op: redline.Inserted, Text: proposed}}
	}
	return redline.Paragraphs(spans)
}

// showLate says that no comments are taken.
func (v *visit) showLate(d store.DossierView, p latePage) (reply, error) {
	title := v.t("commenting.closed")
	if p.Note != "" {
		title = v.t("commenting.late")
	}
	return lateTemplate.show(v, heading{Title: title, Rehearsal: d.Rehearsal, Crumbs: v.dossierCrumbs(d.DossierRow, title), Status: http.StatusConflict}, p)
}
