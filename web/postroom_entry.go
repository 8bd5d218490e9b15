package web

import (
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"

	"github.com/rasprava/rasprava/internal/attachment"
	"github.com/rasprava/rasprava/internal/dossier"
	"github.com/rasprava/rasprava/internal/store"
)

// entryPage is the form with which staff enter what somebody sent.
type entryPage struct {
	form
	Work     workplace
	Action   string
	Back     string
	Round    int
	Key      string // of idempotency
	Due      string `web:"date"` // last day that counts
	Since    string `web:"date"` // first one
	Late     bool   // the round has ended: what is entered is a late entry
	Channel  field
	Sent     field
	Arrived  field
	Author   entryAuthor
	Comments []enteredComment
	Count    int
	More     bool // another comment fits on the form
	Scan     entryScan
	Reason   field // of a correction
}

// entryAuthor are the fields about who sent it.
type entryAuthor struct {
	Kind         field
	Name         field
	Publish      field
	Organisation field
}

// entryScan are the fields about what it came in.
type entryScan struct {
	ID     string // of what was uploaded; empty: nothing was
	Beside int    // how many other letters came in it
	File   fileLink
	Hash   string
	Choose field
	Public field
}

// enteredComment are the fields of one comment.
type enteredComment struct {
	Index    int
	Number   int
	Groups   []placeGroup
	About    field
	Kind     field
	Body     field
	Proposed field
	Quote    field
	Gone     bool // it was withdrawn, and stays so
}

var entryTemplate = templateFor[entryPage]("entry")

// commentParts are the fields of one comment on the form.
var commentParts = []string{"place", "kind", "body", "proposed_text", "quote"}

// entryForm shows the form; with the receipt number of another letter, for one that
// came in the same scan.
func (s *Server) entryForm(v *visit) (reply, error) {
	x, err := s.enterable(v)
	if err != nil {
		return reply{}, err
	}
	f := form{Values: map[string][]string{"count": {"1"}}}
	if no := v.Query("iz"); no != "" {
		e, _, _, err := s.store.EntryOf(v.ctx(), v.person(), no)
		if err == nil {
			_, err = s.store.ScanToEnter(v.ctx(), v.person(), x.round.ID, e.ScanID)
		}
		if err != nil {
			return reply{}, err
		}
		f.cameAs(e)
	}
	return v.showEntry(x, f)
}

// cameAs puts into the form when and in what an entry came.
func (f form) cameAs(e store.EntryView) {
	for name, value := range map[string]string{"channel": string(e.Channel), "sent_on": e.SentOn, "arrived_on": e.ArrivedOn, "scan": e.ScanID} {
		f.Values.Set(name, value)
	}
	if e.ScanPublic && e.ScanClosedAt == nil {
		f.Values.Set("scan_public", "1")
	}
}

// enterable is inRound of a round into which something may still be entered.
func (s *Server) enterable(v *visit) (postroom, error) {
	x, err := s.inRound(v, v.Query("krug"))
	if err == nil && x.round.FinalAt != nil {
		err = dossier.Refuse(dossier.CodeClosingFinal)
	}
	return x, err
}

// takeEntry takes in a step of the form: another comment, one less, a scan less,
// and in the end the entry.
func (s *Server) takeEntry(v *visit) (reply, error) {
	x, err := s.enterable(v)
	if err != nil {
		return reply{}, err
	}
	f, err := v.readUpload()
	if err != nil {
		return reply{}, err
	}
	err = v.takeScan(&f)
	if err != nil {
		return reply{}, err
	}
	n := enteredCount(f)
	step, number, _ := strings.Cut(f.value("do"), ":")
	switch step {
	case "more":
		if n < dossier.MaxComments {
			f.Values.Set("count", strconv.Itoa(n+1))
		}
		return v.showEntry(x, f)
	case "drop":
		if at, err := strconv.Atoi(number); err == nil && n > 1 && at >= 0 && at < n {
			dropComment(f, at, n)
		}
		return v.showEntry(x, f)
	case "unscan", "again":
		return v.showEntry(x, f)
	}
	if !f.ok() {
		return v.showEntry(x, f)
	}
	entry := v.entryOf(x, f)
	got, err := s.store.Enter(v.ctx(), v.person(), entry)
	if err == nil {
		err = v.handReceipt(got.ReceiptNo, got.Secret)
		if err != nil {
			return reply{}, err
		}
		return v.to("/potvrde/"+got.ReceiptNo, "postroom.entered"), nil
	}
	switch dossier.CodeOf(err) {
	case dossier.CodeIdempotency, dossier.CodeIdempotencyErased, dossier.CodeIdempotencyGone:
		f.Values.Set("key", freshKey())
	}
	err = v.refusedEntry(&f, err, n)
	if err != nil {
		return reply{}, err
	}
	return v.showEntry(x, f)
}

// takeScan keeps the scan that came with the form, in place of one that came before, and
// takes that off the form where it is to go.
func (v *visit) takeScan(f *form) error {
	f.Values.Del("sken")
	if f.value("do") == "unscan" {
		f.Values.Del("scan")
	}
	if large := v.tooLarge("sken", attachment.MaxBytes); large != "" {
		f.add("sken", large)
		return nil
	}
	file, name, err := v.chosen("sken")
	if err != nil || name == "" {
		return err
	}
	content, err := io.ReadAll(io.LimitReader(file, attachment.MaxBytes+1))
	if err == nil {
		err = file.Close()
	}
	if err != nil {
		return fmt.Errorf("read scan: %w", err)
	}
	a, err := v.server.store.AddScan(v.ctx(), name, content)
	if err != nil {
		return v.refused(f, err, map[string]string{"": "sken", "file": "sken"})
	}
	f.Values.Set("scan", a.ID)
	return nil
}

// enteredCount returns how many comments the form holds.
func enteredCount(f form) int {
	n, err := strconv.Atoi(f.value("count"))
	if err != nil {
		return 1
	}
	return min(max(n, 1), dossier.MaxComments)
}

// dropComment takes the comment at a place off the form.
func dropComment(f form, at, n int) {
	for i := at; i+1 < n; i++ {
		for _, part := range commentParts {
			f.Values.Set(inComment(i, part), f.value(inComment(i+1, part)))
		}
	}
	for _, part := range commentParts {
		f.Values.Del(inComment(n-1, part))
	}
	f.Values.Set("count", strconv.Itoa(n-1))
}

// entryOf returns what the form enters.
func (v *visit) entryOf(x postroom, f form) store.Entry {
	e := store.Entry{Round: x.round.ID, Key: f.value("key"), Channel: dossier.Channel(f.value("channel")), SentOn: f.day("sent_on"), Scan: f.value("scan"),
		ScanPublic: f.value("scan_public") != "", Submission: dossier.Submission{Lang: string(v.lang), Author: dossier.Author{Kind: dossier.AuthorKind(f.value("author.kind"))}}}
	if f.value("arrived_on") != "" {
		e.ArrivedOn = f.day("arrived_on")
	}
	a := &e.Submission.Author
	switch a.Kind {
	case dossier.Citizen:
		a.Name, a.PublishName = strings.TrimSpace(f.value("author.name")), f.value("author.publish_name") != ""
	case dossier.Organisation:
		a.Organisation = strings.TrimSpace(f.value("author.organisation"))
		if a.Organisation == "" {
			a.Name = strings.TrimSpace(f.value("author.name"))
		}
	}
	e.Submission.Comments = commentsOf(f)
	return e
}

// commentsOf returns the comments of the form.
func commentsOf(f form) []dossier.NewComment {
	var all []dossier.NewComment
	for i := range enteredCount(f) {
		p := placeOf(f.value(inComment(i, "place")))
		c := dossier.NewComment{Document: p.document, Provision: p.provision, Kind: dossier.CommentKind(f.value(inComment(i, "kind"))), Body: f.value(inComment(i, "body"))}
		if c.Kind == dossier.Change {
			c.ProposedText = strings.TrimSpace(f.value(inComment(i, "proposed_text")))
		}
		if quote := strings.TrimSpace(f.value(inComment(i, "quote"))); quote != "" {
			c.Quote = &dossier.Quote{Exact: quote}
		}
		all = append(all, c)
	}
	return all
}

// refusedEntry puts a refusal into the form; see visit.refused.
func (v *visit) refusedEntry(f *form, err error, n int) error {
	names := map[string]string{"scan": "sken", "comments": ""}
	for i := range n {
		names[inComment(i, "document")], names[inComment(i, "provision")] = inComment(i, "place"), inComment(i, "place")
	}
	refused := v.refused(f, err, names)
	order := []string{"channel", "sent_on", "arrived_on", "author.kind", "author.name", "author.publish_name", "author.organisation"}
	for i := range n {
		for _, part := range commentParts {
			order = append(order, inComment(i, part))
		}
	}
	order = append(order, "sken", "scan_public", "reason")
	slices.SortStableFunc(f.Faults, func(a, b fault) int { return slices.Index(order, a.Name) - slices.Index(order, b.Name) })
	return refused
}

// showEntry shows the form.
func (v *visit) showEntry(x postroom, f form) (reply, error) {
	p, err := v.entryFields(x, f)
	if err != nil {
		return reply{}, err
	}
	p.Action = v.href(x.at("/unos"))
	title := v.t("postroom.enter")
	return entryTemplate.show(v, heading{Title: title, Rehearsal: x.dossier.Rehearsal, Crumbs: v.postroomCrumbs(x, title), Status: f.status(), At: x.at("/unos"),
		Again: again{"entering", "do", "again"}}, p)
}

func (v *visit) entryFields(x postroom, f form) (entryPage, error) {
	p := entryPage{form: f, Work: v.workplace(x.dossier.DossierRow, x.powers, "/dopisi"), Back: v.href(x.at("")), Round: x.round.No, Key: f.value("key"), Due: x.lastDay(),
		Since: dossier.Day(x.round.LegalOpens, belgrade), Late: x.round.Status == dossier.RoundClosed, Count: enteredCount(f)}
	if p.Key == "" || len(p.Key) > 200 {
		p.Key = freshKey()
	}
	var channels []option
	for _, c := range []dossier.Channel{dossier.Paper, dossier.Email, dossier.Hearing} {
		channels = append(channels, option{Value: string(c), Label: upperFirst(v.say.Name("entry_channel", string(c))), Hint: v.t("postroom.hint_" + string(c))})
	}
	p.Channel = f.choice("channel", v.t("postroom.channel"), "", channels)
	p.Sent = v.date(f, "sent_on", v.t("postroom.sent"), v.t("postroom.sent_hint", "first", p.Since, "last", p.Due))
	p.Arrived = v.date(f, "arrived_on", v.t("postroom.arrived"), "")
	p.Arrived.Optional = true
	kinds := []option{{Value: string(dossier.Citizen), Label: v.t("postroom.citizen")}, {Value: string(dossier.Organisation), Label: v.t("postroom.organisation")},
		{Value: string(dossier.Anonymous), Label: v.t("postroom.anonymous")}}
	a := &p.Author
	a.Kind = f.choice("author.kind", v.t("postroom.who"), "", kinds)
	a.Name = f.field("author.name", v.t("postroom.name"), v.t("postroom.name_hint"))
	a.Name.Autocomplete, a.Name.Max, a.Name.Optional = "off", dossier.MaxName, true
	a.Publish = f.box("author.publish_name", v.t("postroom.publish"), v.t("postroom.publish_hint"))
	a.Organisation = f.field("author.organisation", v.t("postroom.register_no"), v.t("postroom.register_no_hint"))
	a.Organisation.Autocomplete, a.Organisation.Width, a.Organisation.Optional = "off", 10, true
	for i := range p.Count {
		p.Comments = append(p.Comments, v.enteredComment(x, f, i))
	}
	p.More = p.Count < dossier.MaxComments
	p.Scan.Choose = f.field("sken", v.t("postroom.scan"), v.t("postroom.scan_hint"))
	p.Scan.Choose.Most = attachment.MaxBytes
	p.Scan.Choose.Value = ""
	p.Scan.Public = f.box("scan_public", v.t("postroom.scan_public"), v.t("postroom.scan_public_hint"))
	scan, err := v.server.store.ScanToEnter(v.ctx(), v.person(), x.round.ID, f.value("scan"))
	switch {
	case err == nil:
		v.fillScan(&p, scan.Attachment, scan.Entries)
	case dossier.CodeOf(err) != dossier.CodeNotFound:
		return p, err
	}
	return p, nil
}

// fillScan shows a scan that the entry has, or is to have, beside so many others.
func (v *visit) fillScan(p *entryPage, a store.Attachment, beside int) {
	p.Scan.ID, p.Scan.Beside, p.Scan.Hash, p.Scan.File = a.ID, beside, a.SHA256(), fileLink{Name: a.Name, Size: v.size(int64(a.Size)), Telling: a.Telling}
	p.Scan.Choose.Label, p.Scan.Choose.Optional = v.t("postroom.scan_other"), true
}

func (v *visit) enteredComment(x postroom, f form, i int) enteredComment {
	about := placeOf(f.value(inComment(i, "place")))
	if !about.in(x.version) {
		about = place{document: dossier.ActDocument}
	}
	c := enteredComment{Index: i, Number: i + 1, Groups: v.placeGroups(x.version, about)}
	c.About = f.field(inComment(i, "place"), v.t("commenting.about"), "")
	var kinds []option
	for _, k := range commentKinds {
		kinds = append(kinds, option{Value: string(k), Label: v.say.Name("comment_kind", string(k)), Checked: k == dossier.Remark && f.value(inComment(i, "kind")) == ""})
	}
	c.Kind = f.choice(inComment(i, "kind"), v.t("commenting.kind"), "", kinds)
	c.Body = f.area(inComment(i, "body"), v.t("postroom.body"), v.t("postroom.body_hint"), 6, dossier.MaxCommentBody)
	c.Proposed = f.area(inComment(i, "proposed_text"), v.t("commenting.proposed"), v.t("postroom.proposed_hint"), 3, dossier.MaxCommentBody)
	c.Quote = f.area(inComment(i, "quote"), v.t("commenting.quote"), "", 2, maxQuote)
	c.Proposed.Optional, c.Quote.Optional = true, true
	return c
}
