package web

import (
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/rasprava/rasprava/internal/act"
	"github.com/rasprava/rasprava/internal/dossier"
	"github.com/rasprava/rasprava/internal/locale"
	"github.com/rasprava/rasprava/internal/script"
	"github.com/rasprava/rasprava/internal/store"
)

// maxQuote is the longest quote that a form carries, in letters.
const maxQuote = 1000

// draft is a submission that is being written: the comments that are done, and
// which of them, or which new one, is on the form.
type draft struct {
	Comments []draftedComment
	At       int          // of the comment on the form; len(Comments): of none
	Wrong    map[int]bool // the comments that cannot be sent as they are, once that was asked
}

// draftedComment is one comment as its fields hold it.
type draftedComment struct {
	Place     string // a document's kind, a colon, and a provision of the act or nothing
	Prefilled string `json:",omitempty"` // the place for which Proposed was filled in
	Kind      string `json:",omitempty"`
	Proposed  string `json:",omitempty"`
	Body      string `json:",omitempty"`
	Quote     string `json:",omitempty"`

	Attachments string `json:",omitempty"` // ids, with spaces between them
}

// The fields of the comment that is on the form. The others are held one in a
// field, as JSON: a form with files has room for a thousand fields.
var draftFields = []string{"place", "prefilled", "kind", "proposed_text", "body", "quote", "attachments"}

func held(i int) string { return fmt.Sprintf("held%d", i) }

// maxHeld is how many comments of a draft are read: all that a form can come to
// hold, and some more, so that none is lost where they are too many.
const maxHeld = 2 * dossier.MaxComments

func (c *draftedComment) field(name string) *string {
	switch name {
	case "place":
		return &c.Place
	case "prefilled":
		return &c.Prefilled
	case "kind":
		return &c.Kind
	case "proposed_text":
		return &c.Proposed
	case "body":
		return &c.Body
	case "attachments":
		return &c.Attachments
	}
	return &c.Quote
}

// draftOf reads a draft from a form: from its fields, where one is on it, and
// from what it holds; refused where that is no draft.
func draftOf(f form) (draft, error) {
	var d draft
	for i := 0; f.Values.Has(held(i)); i++ {
		if i == maxHeld {
			return draft{}, dossier.Refuse(dossier.CodeTooManyComments, "limit", fmt.Sprint(dossier.MaxComments))
		}
		var c draftedComment
		err := json.Unmarshal([]byte(f.value(held(i))), &c)
		if err != nil {
			return draft{}, dossier.Refuse(dossier.CodeInvalid).Because(fmt.Errorf("read held comment: %w", err))
		}
		d.Comments = append(d.Comments, c)
	}
	d.At = len(d.Comments)
	if !f.Values.Has("place") {
		return d, nil
	}
	var at int
	if _, err := fmt.Sscanf(f.value("at"), "%d", &at); err == nil && at >= 0 && at <= len(d.Comments) {
		d.At = at
	}
	var c draftedComment
	for _, name := range draftFields {
		*c.field(name) = f.value(name)
	}
	d.Comments = slices.Insert(d.Comments, d.At, c)
	return d, nil
}

// hidden returns what a page carries of the comments, but for the one that is
// on its form; none is for a negative number.
func (d draft) hidden(but int) []hiddenField {
	var all []hiddenField
	for i, c := range d.Comments {
		if i == but {
			continue
		}
		var b strings.Builder
		e := json.NewEncoder(&b)
		e.SetEscapeHTML(false) // the template does
		err := e.Encode(c)
		if err != nil {
			panic(err) // plain values always marshal
		}
		all = append(all, hiddenField{held(len(all)), strings.TrimSpace(b.String())})
	}
	return all
}

// hiddenField is what a form carries unseen.
type hiddenField struct{ Name, Value string }

// authorFields are the fields about who sends, as dossier.Submission.Check
// names them.
var authorFields = []string{"author.kind", "author.name", "author.publish_name", "author.email", "author.told", "author.organisation"}

// place is what a comment is about.
type place struct {
	document  dossier.DocumentKind
	provision string
}

// placeOf reads a place as a form holds it.
func placeOf(s string) place {
	document, provision, _ := strings.Cut(s, ":")
	return place{dossier.DocumentKind(document), provision}
}

func (p place) String() string { return string(p.document) + ":" + p.provision }

// in reports whether the place is there in a version.
func (p place) in(x version) bool {
	if p.provision != "" && (p.document != dossier.ActDocument || x.act == nil || x.act.Find(p.provision) == nil) {
		return false
	}
	return slices.ContainsFunc(x.pack.Documents, func(d store.DocumentView) bool { return d.Kind == p.document })
}

// nameOf names a place in words.
func (v *visit) nameOf(x version, p place) string {
	if p.document != dossier.ActDocument && p.document != "" {
		return v.say.Name("document", string(p.document))
	}
	return v.placeName(x.act, p.provision)
}

// presentText returns the text of a provision for which one can propose another
// wording, in the script of the reader; empty for what is no provision, or too
// long to be proposed anew.
func (v *visit) presentText(x version, p place) string { return x.presentText(p, v.lang) }

// presentText is visit.presentText in the script of a language.
func (x version) presentText(p place, l locale.Lang) string {
	if p.document != dossier.ActDocument || p.provision == "" || x.act == nil {
		return ""
	}
	n := x.act.Find(p.provision)
	if n == nil {
		return ""
	}
	text := n.PlainText()
	if n.Kind != act.KindArticle && !divides(n.Kind) && len(n.Children) == 0 && n.Text != "" {
		text = n.Text // its number is not part of what it says
	}
	if utf8.RuneCountInString(text) > dossier.MaxCommentBody {
		return ""
	}
	return inScript(l, x.act.Lang, text)
}

// settle puts a drafted comment in order: the wording follows the place until
// somebody has changed it.
func (v *visit) settle(x version, c *draftedComment) {
	p := placeOf(c.Place)
	if c.Prefilled == c.Place {
		return
	}
	before := v.presentText(x, placeOf(c.Prefilled))
	if sameText(c.Proposed, before) || c.Proposed == "" {
		c.Proposed = v.presentText(x, p)
	}
	c.Prefilled = c.Place
}

// lighten leaves out of every comment but the one on the form the wording that its
// author has not changed: settle fills it in again.
func (v *visit) lighten(x version, d draft) {
	for i := range d.Comments {
		if c := &d.Comments[i]; i != d.At && !v.proposes(x, *c) && v.unsent(x, *c) == "" {
			c.Proposed, c.Prefilled = "", ""
		}
	}
}

// sameText reports whether two wordings are the same but for their script and
// space around them.
func sameText(a, b string) bool {
	return script.ToLatin(strings.TrimSpace(a)) == script.ToLatin(strings.TrimSpace(b))
}

// proposes reports whether a comment holds a wording other than the present, for a
// place that can have one.
func (v *visit) proposes(x version, c draftedComment) bool {
	present := v.presentText(x, placeOf(c.Place))
	return present != "" && strings.TrimSpace(c.Proposed) != "" && !sameText(c.Proposed, present)
}

// emptied reports whether the wording that stood in the form was taken out of it and none
// put in its place: it may mean that the provision should go, or nothing.
func (v *visit) emptied(x version, c draftedComment) bool {
	return c.Prefilled == c.Place && strings.TrimSpace(c.Proposed) == "" && v.presentText(x, placeOf(c.Place)) != ""
}

// unsent returns the wording that a comment holds and does not send, because it was
// typed for another place and this one can have none; empty: there is none.
func (v *visit) unsent(x version, c draftedComment) string {
	if v.presentText(x, placeOf(c.Place)) != "" || sameText(c.Proposed, v.presentText(x, placeOf(c.Prefilled))) {
		return ""
	}
	return strings.TrimSpace(c.Proposed)
}

// submissionOf returns what the draft sends to a round.
func (v *visit) submissionOf(x version, f form, d draft) dossier.Submission {
	s := dossier.Submission{Lang: string(v.lang), Author: dossier.Author{Kind: dossier.AuthorKind(f.value("author.kind"))}}
	switch s.Author.Kind {
	case dossier.Citizen:
		s.Author.Name, s.Author.PublishName = strings.TrimSpace(f.value("author.name")), f.value("author.publish_name") != ""
	case dossier.Organisation:
		s.Author.Organisation = f.value("author.organisation")
	}
	s.Author.Email, s.Author.Told = strings.TrimSpace(f.value("author.email")), f.value("author.told") != ""
	s.Cosigners = cosignersOf(f)
	for _, c := range d.Comments {
		p := placeOf(c.Place)
		n := dossier.NewComment{Document: p.document, Provision: p.provision, Kind: dossier.CommentKind(c.Kind), Body: c.Body, Attachments: strings.Fields(c.Attachments)}
		if n.Kind == "change" && v.proposes(x, c) {
			n.ProposedText = c.Proposed
		}
		if quote := strings.TrimSpace(c.Quote); quote != "" {
			n.Quote = &dossier.Quote{Exact: quote}
		}
		s.Comments = append(s.Comments, n)
	}
	return s
}

// commentFault is what is wrong with a field of one comment of a draft.
type commentFault struct {
	comment int
	fault
}

// check puts into the form what cannot be sent as it is, with the quotes that do not
// stand in the text.
func (v *visit) check(x version, r store.RoundView, f *form, d *draft, misquoted []dossier.Field) error {
	var found []commentFault
	for i, c := range d.Comments {
		add := func(field, text string) { found = append(found, commentFault{i, fault{Name: field, Text: text}}) }
		if !placeOf(c.Place).in(x) {
			_, text := v.say.Problem(string(dossier.CodeProvisionUnknown), map[string]string{"provision": ""})
			add("place", text)
		}
		if c.Kind != "change" && dossier.CommentKind(c.Kind).Valid() && v.proposes(x, c) {
			add("kind", v.t("commenting.only_change"))
		}
		if c.Kind == string(dossier.Change) && v.emptied(x, c) {
			add("proposed_text", v.t("commenting.emptied"))
		}
		if utf8.RuneCountInString(c.Quote) > maxQuote {
			_, text := v.say.Problem(string(dossier.CodeBodyTooLong), map[string]string{"limit": fmt.Sprint(maxQuote)})
			add("quote", text)
		}
	}
	s := v.submissionOf(x, *f, *d)
	if v.addressed(r) && s.Author.Email == "" {
		_, text := v.say.Problem(string(dossier.CodeEmailRequired), nil)
		f.add("author.email", text)
	}
	for _, bad := range misquoted {
		i, name := inDraft(bad.Name)
		if !slices.ContainsFunc(found, func(k commentFault) bool { return k.comment == i && k.Name == name }) {
			found = append(found, commentFault{i, fault{Name: name, Text: v.faultIn(x, bad)}})
		}
	}
	err := v.refusedDraft(x, f, s.Check(), d, found)
	slices.SortStableFunc(f.Faults, func(a, b fault) int { return inForm(a.Name) - inForm(b.Name) })
	return err
}

// inForm returns the place of a field on the form; what belongs to none comes
// first.
func inForm(name string) int {
	if strings.HasPrefix(name, "cosigners[") {
		return 100 // in the order in which they are checked
	}
	return slices.Index([]string{"place", "kind", "proposed_text", "body", "quote", "file", "author.kind", "author.name", "author.publish_name",
		"author.organisation", "author.email", "author.told"}, name)
}

// refusedDraft puts a refusal into the form, with what else was found wrong with
// the comments: all of the one that is on the form, and, where nothing is wrong
// with that, of the first other one, which goes on the form in its place. Nil is no
// refusal; see visit.refused.
func (v *visit) refusedDraft(x version, f *form, err error, d *draft, found []commentFault) error {
	var p *dossier.Problem
	if errors.As(err, &p) && len(p.Fields) > 0 {
		var rest []dossier.Field
		for _, bad := range p.Fields {
			i, name := inDraft(bad.Name)
			if i < 0 || i >= len(d.Comments) {
				rest = append(rest, bad)
				continue
			}
			found = append(found, commentFault{i, fault{Name: name, Text: v.faultIn(x, bad)}})
		}
		err = nil
		if rest != nil {
			err = &dossier.Problem{Code: p.Code, Params: p.Params, Fields: rest}
		}
	}
	if err != nil {
		err = v.refused(f, err, map[string]string{"comments": "", "cosigners": ""})
		if err != nil {
			return err
		}
	}
	if len(found) == 0 {
		return nil
	}
	d.Wrong = map[int]bool{}
	if f.fault("file") != "" {
		d.Wrong[d.At] = true
	}
	for _, k := range found {
		d.Wrong[k.comment] = true
	}
	if !d.Wrong[d.At] {
		d.At = slices.MinFunc(found, func(a, b commentFault) int { return a.comment - b.comment }).comment
	}
	for _, k := range found {
		if k.comment == d.At && !slices.Contains(f.Faults, k.fault) {
			f.Faults = append(f.Faults, k.fault)
		}
	}
	return nil
}

// faultIn says what is wrong with a field, with a provision of the text by its name.
func (v *visit) faultIn(x version, bad dossier.Field) string {
	params := bad.Params
	if bad.Code == dossier.CodeQuoteElsewhere {
		params = map[string]string{"provision": v.nameOf(x, place{dossier.ActDocument, bad.Params["provision"]})}
	}
	_, text := v.say.Problem(string(bad.Code), params)
	return text
}

// inDraft returns the comment that a field of a submission belongs to, and the name
// under which it stands on the form; -1: it belongs to none.
func inDraft(name string) (int, string) {
	number, field, ok := strings.Cut(strings.TrimPrefix(name, "comments["), "].")
	i, err := strconv.Atoi(number)
	if !ok || err != nil || !strings.HasPrefix(name, "comments[") {
		return -1, ""
	}
	if field == "document" || field == "provision" {
		return i, "place"
	}
	if strings.HasPrefix(field, "attachments") {
		return i, "file"
	}
	return i, field
}
