package web

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/rasprava/rasprava/internal/attachment"
	"github.com/rasprava/rasprava/internal/dossier"
	"github.com/rasprava/rasprava/internal/store"
)

var commentingPages = []page{
	get("/predmeti/:ref/komentar", dossier.Comment, (*Server).commentForm),
	{http.MethodPost, "/predmeti/:ref/komentar", dossier.Comment, boundWords, (*Server).takeComment},
}

// commentPage is the form with which one comments.
type commentPage struct {
	form
	commentingHead
	Groups    []placeGroup
	About     field
	Kind      field
	Proposed  field
	Wording   bool   // a wording can be proposed for the place
	Left      string // the wording that was typed for another one, where it cannot
	Body      field
	Quote     field
	File      field
	Files     []draftedFile
	Attached  string // the ids of Files
	Author    authorPart
	Joint     jointPart
	At        int
	Place     string
	Prefilled string

	Number  int  // of the comment on the form, from 1
	Several bool // it is one of several
	More    bool // there is room for one more
	draftList
}

// commentingHead is what both steps of commenting carry.
type commentingHead struct {
	Ref       string
	Title     string // of the dossier
	Round     string // id
	Key       string // of idempotency
	Ends      time.Time
	Held      []hiddenField
	SignIn    string // address; the round is for who is signed in, and nobody is
	Text      string // address of the text
	Admission string // who may comment; empty: anyone
	Confirm   bool   // what is sent counts once the visitor has confirmed the address

	Privacy privacyNotice
}

// authorPart are the fields about who sends.
type authorPart struct {
	Kind         field
	Name         field
	Publish      field
	Nameable     bool // the round names people, where they wish it
	Email        field
	Told         field
	Organisation field
	Organised    bool // there is an organisation that they speak for
}

// placeGroup is a part of the choice of what a comment is about.
type placeGroup struct {
	Label   string
	Options []option
}

var commentTemplate = templateFor[commentPage]("comment")

// whileOpen gives the dossier of the address to what needs an open round, and else
// says that comments are not taken in now.
func (s *Server) whileOpen(v *visit, then func(d store.DossierView) (reply, error)) (reply, error) {
	ref, err := refOf(v.Param("ref"))
	if err != nil {
		return reply{}, err
	}
	d, err := s.store.Dossier(v.ctx(), v.person(), ref)
	if err != nil {
		return reply{}, err
	}
	if d.OpenRound == "" {
		return v.showLate(d, latePage{Text: v.href("/predmeti/" + string(ref) + "/tekst")})
	}
	return then(d)
}

// commentForm shows the form for what an address names.
func (s *Server) commentForm(v *visit) (reply, error) {
	return s.whileOpen(v, func(d store.DossierView) (reply, error) { return s.emptyComment(v, d) })
}

func (s *Server) emptyComment(v *visit, d store.DossierView) (reply, error) {
	r, err := s.store.Round(v.ctx(), v.person(), d.OpenRound)
	if err != nil {
		return reply{}, err
	}
	x, err := s.versionOf(v, d.Ref, r.PackageNo)
	if err != nil {
		return reply{}, err
	}
	about := place{dossier.ActDocument, v.Query("odredba")}
	if document := dossier.DocumentKind(v.Query("dokument")); document.Known() {
		about = place{document, ""}
	}
	if !about.in(x) {
		about = place{document: dossier.ActDocument}
	}
	quote, _ := cut(v.Query("citat"), maxQuote)
	c := draftedComment{Place: about.String(), Quote: quote}
	v.settle(x, &c)
	return v.showComment(x, r, form{Values: url.Values{}}, draft{Comments: []draftedComment{c}})
}

// takeComment takes in a step of the form: another place, a file, the preview, a
// correction, one more comment, and in the end the submission. A file that was chosen is
// kept whatever the step.
func (s *Server) takeComment(v *visit) (reply, error) {
	ref, err := refOf(v.Param("ref"))
	if err != nil {
		return reply{}, err
	}
	f, err := v.readWithFile("file")
	if err != nil {
		return reply{}, err
	}
	round, err := knownID(f.value("round"))
	if err != nil {
		return reply{}, err
	}
	r, err := s.store.Round(v.ctx(), v.person(), round)
	if err != nil {
		return reply{}, err
	}
	if r.Ref != ref {
		return reply{}, dossier.Refuse(dossier.CodeNotFound)
	}
	if r.Who == dossier.WithAccount && v.person() == "" {
		return reply{}, dossier.Refuse(dossier.CodeUnauthenticated)
	}
	x, err := s.versionOf(v, ref, r.PackageNo)
	if err != nil {
		return reply{}, err
	}
	tidyCosigners(f)
	d, err := draftOf(f)
	if err != nil {
		return reply{}, err
	}
	empty := len(d.Comments) == 0
	if empty {
		d.Comments = []draftedComment{{Place: place{document: dossier.ActDocument}.String()}}
	}
	d.At = min(d.At, len(d.Comments)-1)
	onForm := f.Values.Has("place")
	if onForm {
		err = v.attachTo(&d.Comments[d.At], &f)
		if err != nil {
			return reply{}, err
		}
	}
	step, number, _ := strings.Cut(f.value("do"), ":")
	at, err := strconv.Atoi(number)
	if err != nil || at < 0 || at >= len(d.Comments) {
		at = len(d.Comments) - 1
	}
	switch {
	case !f.ok() && (step == "more" || step == "edit" || step == "drop"):
		return v.showComment(x, r, f, d) // with the comment that the file was for
	case step == "more" && len(d.Comments) >= dossier.MaxComments:
		_, text := v.say.Problem(string(dossier.CodeTooManyComments), map[string]string{"limit": fmt.Sprint(dossier.MaxComments)})
		f.add("", text)
		return v.showComment(x, r, f, d)
	case empty:
		return v.showComment(x, r, f, d)
	case step == "more":
		d.At = len(d.Comments)
		d.Comments = append(d.Comments, draftedComment{Place: place{document: dossier.ActDocument}.String()})
		v.settle(x, &d.Comments[d.At])
		return v.showComment(x, r, f, d)
	case step == "edit":
		d.At = at
		v.settle(x, &d.Comments[d.At])
		return v.showComment(x, r, f, d)
	case step == "drop" && len(d.Comments) > 1:
		d.Comments = slices.Delete(d.Comments, at, at+1)
		if d.At > at {
			d.At--
		}
		d.At = min(d.At, len(d.Comments)-1)
		if onForm {
			v.settle(x, &d.Comments[d.At])
			return v.showComment(x, r, f, d)
		}
		d.At = 0
		f.Values.Set("key", freshKey())
		return v.showPreview(x, r, f, d)
	case step == "detach":
		d.Comments[d.At].detach(number)
		return v.showComment(x, r, f, d)
	case step == "attach", step == "cosigners":
		return v.showComment(x, r, f, d)
	case step == "place":
		v.settle(x, &d.Comments[d.At])
		return v.showComment(x, r, f, d)
	}
	if onForm {
		v.settle(x, &d.Comments[d.At])
	} else {
		d.At = 0
	}
	misquoted, err := s.store.Misquoted(v.ctx(), r.ID, v.submissionOf(x, f, d).Comments)
	if err != nil {
		return reply{}, err
	}
	err = v.check(x, r, &f, &d, misquoted)
	if err != nil {
		return reply{}, err
	}
	if !f.ok() {
		return v.showComment(x, r, f, d)
	}
	if step != "send" {
		f.Values.Set("key", freshKey()) // what is shown anew is sent anew
		return v.showPreview(x, r, f, d)
	}
	return s.send(v, x, r, f, d)
}

// send takes the submission in and goes on to its receipt.
func (s *Server) send(v *visit, x version, r store.RoundView, f form, d draft) (reply, error) {
	key := f.value("key")
	if key == "" || len(key) > 200 {
		key = freshKey()
		f.Values.Set("key", key)
	}
	var accepted store.Accepted
	err := s.allowSubmission(v.ctx(), v.ClientIP())
	said := v.submissionOf(x, f, d)
	if err == nil {
		err = s.allowInvitations(v.ctx(), v.ClientIP(), r.ID, invited(said)...)
	}
	if err == nil {
		accepted, err = s.deliver(v.ctx(), store.Delivery{Round: r.ID, Key: key, Person: v.person(), Submission: said})
	}
	s.metrics.submissions.WithLabelValues(resultOf(accepted, err)).Inc()
	var late *store.LateError
	var limited *limitedError
	switch {
	case err == nil:
		if accepted.Secret != "" {
			v.keepReceipt(accepted.ReceiptNo, accepted.Secret)
		}
		return v.to("/potvrde/"+accepted.ReceiptNo, ""), nil
	case errors.As(err, &late):
		comments, err := v.previewed(x, d)
		if err != nil {
			return reply{}, err
		}
		page := latePage{Text: v.readHref(x), ClosedAt: late.ClosedAt, Note: string(late.Note), Comments: comments}
		if late.Reported {
			page.Report = v.href(reportPath(late.Ref, late.Round))
		}
		return v.showLate(x.dossier, page)
	}
	refused := v.refusedDraft(x, &f, err, &d, nil)
	if refused != nil {
		return reply{}, refused
	}
	if errors.As(err, &limited) {
		text := v.n("commenting.wait", int(max(1, limited.wait.Round(time.Second)/time.Second)))
		if limited.code == dossier.CodeInvitations {
			text = v.t("problem.too_many_invitations.detail") + " " + text
		}
		f.add("", text)
	}
	show := v.showPreview
	if len(d.Wrong) > 0 {
		show = v.showComment
	}
	page, shown := show(x, r, f, d)
	p := problemOf(err)
	page.status = statusOf(p.code)
	if p.wait > 0 {
		page = page.with("Retry-After", retryAfter(p.wait))
	}
	return page, shown
}

// readHref returns where what is commented on is read: the text, or, where there
// is none to see, the dossier.
func (v *visit) readHref(x version) string {
	return cmp.Or(v.versionLink(x).Href, v.href("/predmeti/"+string(x.dossier.Ref)))
}

func (v *visit) commentingHead(x version, r store.RoundView, f form, held []hiddenField) commentingHead {
	h := commentingHead{Ref: string(r.Ref), Title: x.dossier.Title, Round: r.ID, Key: f.value("key"), Ends: r.LegalCloses, Held: held,
		Text: v.readHref(x), Admission: v.admission(r), Confirm: v.addressed(r)}
	if r.Who == dossier.WithAccount && v.person() == "" {
		h.SignIn = v.href("/prijava?dalje=" + url.QueryEscape(v.Request.URL.RequestURI()))
	}
	return h
}

// showComment shows the form with the draft's present comment on it.
func (v *visit) showComment(x version, r store.RoundView, f form, d draft) (reply, error) {
	v.lighten(x, d)
	v.settle(x, &d.Comments[d.At])
	c := d.Comments[d.At]
	for _, name := range draftFields {
		f.Values.Set(name, *c.field(name))
	}
	about := placeOf(c.Place)
	p := commentPage{form: f, commentingHead: v.commentingHead(x, r, f, d.hidden(d.At)), Groups: v.placeGroups(x, about), At: d.At, Place: v.nameOf(x, about), Prefilled: c.Prefilled,
		draftList: v.drafted(x, d), More: len(d.Comments) < dossier.MaxComments}
	p.Number, p.Several = d.At+1, len(d.Comments) > 1
	var err error
	p.Privacy, err = v.privacy(x.dossier, r)
	if err != nil {
		return reply{}, err
	}
	p.About = f.field("place", v.t("commenting.about"), v.t("commenting.about_hint"))
	var kinds []option
	for _, k := range commentKinds {
		kinds = append(kinds, option{Value: string(k), Label: v.say.Name("comment_kind", string(k)), Hint: v.t("commenting.kind_" + string(k))})
	}
	p.Kind = f.choice("kind", v.t("commenting.kind"), "", kinds)
	p.Wording, p.Left = v.presentText(x, about) != "", v.unsent(x, c)
	p.Proposed = f.area("proposed_text", v.t("commenting.proposed"), v.t("commenting.proposed_hint"), 8, dossier.MaxCommentBody)
	p.Body = f.area("body", v.t("commenting.body"), v.t("commenting.body_hint"), 8, dossier.MaxCommentBody)
	p.Quote = f.area("quote", v.t("commenting.quote"), v.t("commenting.quote_hint"), 2, maxQuote)
	if p.Wording {
		p.Proposed.Lang = v.textLang(x.act.Lang)
	}
	p.Quote.Optional, p.Proposed.Optional = true, true
	p.File = f.field("file", v.t("attachment.file"), v.t("attachment.file_hint"))
	p.File.Most = attachment.MaxBytes
	p.File.Optional, p.File.Value = true, ""
	files, err := v.server.store.WaitingAttachments(v.ctx(), strings.Fields(c.Attachments))
	if err != nil {
		return reply{}, err
	}
	p.Files, p.Attached = v.draftedFiles(files)
	p.Author, err = v.authorPart(f, r)
	if err != nil {
		return reply{}, err
	}
	p.Joint = v.jointPart(f, f.value("do") == "cosigners")
	return commentTemplate.show(v, heading{Title: v.t("commenting.title"), Rehearsal: x.dossier.Rehearsal, Crumbs: v.versionCrumbs(x, v.t("commenting.crumb")), Status: f.status(),
		Again: again{"commenting", "do", "place"}}, p)
}

// authorPart returns the fields about who sends: in whose name the visitor may.
func (v *visit) authorPart(f form, r store.RoundView) (authorPart, error) {
	organisations, err := v.server.spokenFor(v.ctx(), v.person())
	if err != nil {
		return authorPart{}, err
	}
	kinds := []option{{Value: string(dossier.Anonymous), Label: v.t("commenting.as_anonymous"), Hint: v.t("commenting.as_anonymous_hint")},
		{Value: string(dossier.Citizen), Label: v.t("commenting.as_citizen")}}
	var names []option
	for _, o := range organisations {
		names = append(names, option{Value: o.RegisterNo, Label: v.say.Called(o.Name)})
	}
	if len(names) > 0 {
		kinds = append(kinds, option{Value: string(dossier.Organisation), Label: v.t("commenting.as_organisation")})
	}
	a := authorPart{Kind: f.choice("author.kind", v.t("commenting.as"), "", kinds), Organised: len(names) > 0,
		Name:    f.field("author.name", v.t("commenting.name"), v.t("commenting.name_hint")),
		Publish: f.box("author.publish_name", v.t("commenting.publish"), v.t("commenting.publish_hint")),
		Email:   f.field("author.email", v.t("commenting.email"), v.t(map[bool]string{true: "confirming.email_hint", false: "commenting.email_hint"}[v.addressed(r)]))}
	a.Name.Autocomplete, a.Name.Max, a.Name.Optional = "name", dossier.MaxName, true
	a.Told = f.box("author.told", v.t("commenting.told"), v.t("commenting.told_hint"))
	a.Email.Autocomplete, a.Email.Type, a.Email.Optional = "email", "email", !v.addressed(r)
	a.Nameable = r.Names == dossier.NamesByChoice
	a.Organisation = f.choice("author.organisation", v.t("commenting.organisation"), "", names)
	return a, nil
}

// admission says who may comment in a round; empty: anyone.
func (v *visit) admission(r store.RoundView) string {
	if r.Who == dossier.Anyone {
		return ""
	}
	return v.t("admitted." + string(r.Who))
}

// addressed reports whether the visitor must leave an e-mail address in a round.
func (v *visit) addressed(r store.RoundView) bool {
	return r.Who == dossier.ConfirmedEmail && v.badge.Confirmed == ""
}

// confirms reports whether what the visitor sends with an address waits until they
// confirm that.
func (v *visit) confirms(r store.RoundView, email string) bool {
	return v.addressed(r) || r.Who == dossier.ConfirmedEmail && email != "" && !strings.EqualFold(email, v.badge.Confirmed)
}

// spokenFor returns the organisations in whose name somebody may speak today.
func (s *Server) spokenFor(ctx context.Context, person string) ([]store.Organisation, error) {
	if person == "" {
		return nil, nil
	}
	a, err := s.store.Actor(ctx, person)
	if err != nil {
		return nil, err
	}
	now, err := s.store.Now(ctx)
	if err != nil {
		return nil, err
	}
	day := dossier.Day(now, belgrade)
	var numbers []string
	for _, m := range a.Mandates {
		if a.SpeaksFor(m.Organisation, day) && !slices.Contains(numbers, m.Organisation) {
			numbers = append(numbers, m.Organisation)
		}
	}
	if len(numbers) == 0 {
		return nil, nil
	}
	return s.store.Organisations(ctx, numbers)
}

// placeGroups returns what a comment may be about: the whole text and the
// documents, the article that it is about with all in it, and every article.
func (v *visit) placeGroups(x version, about place) []placeGroup {
	chosen := about.String()
	add := func(g *placeGroup, p place, label string) {
		g.Options = append(g.Options, option{Value: p.String(), Label: label, Checked: p.String() == chosen})
		if p.String() == chosen {
			chosen = "" // it is chosen once
		}
	}
	whole, inside, all := placeGroup{Label: v.t("commenting.documents")}, placeGroup{}, placeGroup{Label: v.t("commenting.provisions")}
	var rows []provisionRow
	if x.act != nil {
		rows = v.rowsOf(x.act, nil)
	}
	for _, r := range rows {
		if about.provision == "" || !r.ids[about.provision] {
			continue
		}
		inside.Label = upperFirst(r.Name)
		add(&inside, place{dossier.ActDocument, r.ID}, r.Name)
		for _, line := range r.Lines {
			if line.ID != "" && line.ID != r.ID {
				add(&inside, place{dossier.ActDocument, line.ID}, v.placeName(x.act, line.ID))
			}
		}
	}
	seen := map[dossier.DocumentKind]bool{}
	for _, doc := range x.pack.Documents {
		if seen[doc.Kind] {
			continue
		}
		seen[doc.Kind] = true
		add(&whole, place{document: doc.Kind}, v.nameOf(x, place{document: doc.Kind}))
	}
	for _, r := range rows {
		if r.Named() {
			add(&all, place{dossier.ActDocument, r.ID}, strings.TrimSpace(r.Label+" "+r.Heading))
		}
	}
	return slices.DeleteFunc([]placeGroup{inside, whole, all}, func(g placeGroup) bool { return len(g.Options) == 0 })
}
