package web

import (
	"strconv"
	"strings"

	"github.com/rasprava/rasprava/internal/dossier"
	"github.com/rasprava/rasprava/internal/store"
)

// entryToCorrect is an entry that was entered wrongly.
type entryToCorrect struct {
	postroom
	entry store.EntryView
	said  store.Said
	state store.ReceiptView
}

// entryToCorrect reads the entry that the address names, of a round into which
// something may still be entered.
func (s *Server) entryToCorrect(v *visit) (entryToCorrect, error) {
	room, err := s.enterable(v)
	x := entryToCorrect{postroom: room}
	if err != nil {
		return x, err
	}
	x.entry, x.said, _, err = s.store.EntryOf(v.ctx(), v.person(), v.Param("no"))
	if err != nil {
		return x, err
	}
	x.state, err = s.store.Receipt(v.ctx(), x.entry.ReceiptNo)
	if err == nil && x.state.Round != x.round.ID {
		err = dossier.Refuse(dossier.CodeNotFound)
	}
	return x, err
}

var entryCorrectionTemplate = templateFor[entryPage]("entry_correction")

// entryCorrection shows the form, with what was entered in it.
func (s *Server) entryCorrection(v *visit) (reply, error) {
	x, err := s.entryToCorrect(v)
	if err != nil {
		return reply{}, err
	}
	f := form{Values: map[string][]string{}}
	f.cameAs(x.entry)
	for name, value := range map[string]string{"author.kind": x.entry.AuthorKind, "author.name": x.entry.Author, "author.organisation": x.entry.RegisterNo,
		"count": strconv.Itoa(len(x.said.Comments))} {
		f.Values.Set(name, value)
	}
	if x.entry.PublishName {
		f.Values.Set("author.publish_name", "1")
	}
	for i, c := range x.said.Comments {
		at := x.state.Comments[i]
		for part, value := range map[string]string{"place": place{dossier.DocumentKind(at.Document), at.Place}.String(), "kind": c.Kind, "body": c.Body, "proposed_text": c.Proposed, "quote": c.Quote} {
			f.Values.Set(inComment(i, part), value)
		}
	}
	return v.showEntryCorrection(x, f)
}

// takeEntryCorrection takes the correction in.
func (s *Server) takeEntryCorrection(v *visit) (reply, error) {
	x, err := s.entryToCorrect(v)
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
	f.Values.Set("count", strconv.Itoa(len(x.said.Comments)))
	if f.value("do") != "correct" || !f.ok() {
		return v.showEntryCorrection(x, f)
	}
	c := store.EntryCorrection{ReceiptNo: x.entry.ReceiptNo, Key: f.value("key"), Reason: strings.TrimSpace(f.value("reason")), Channel: dossier.Channel(f.value("channel")),
		SentOn: f.day("sent_on"), Name: strings.TrimSpace(f.value("author.name")), PublishName: f.value("author.publish_name") != "", Comments: commentsOf(f),
		Kind: dossier.AuthorKind(f.value("author.kind")), Organisation: strings.TrimSpace(f.value("author.organisation")),
		Scan: &store.EntryScan{ID: f.value("scan"), Public: f.value("scan_public") != ""}}
	if f.value("arrived_on") != "" {
		c.ArrivedOn = f.day("arrived_on")
	}
	if x.entry.Channel == dossier.Portal {
		c.Channel = dossier.Portal
	}
	files, err := s.store.Attachments(v.ctx(), each(x.state.Comments, func(c store.CommentState) string { return c.ID }))
	if err != nil {
		return reply{}, err
	}
	for i, was := range x.said.Comments {
		if was.Withdrawn {
			c.Comments[i].Body = was.Body // it is passed over
		}
		for _, a := range files[x.state.Comments[i].ID] {
			c.Comments[i].Attachments = append(c.Comments[i].Attachments, a.ID)
		}
	}
	_, err = s.store.CorrectEntry(v.ctx(), v.person(), c)
	if err == nil {
		return v.to(x.at(""), "postroom.corrected"), nil
	}
	err = v.refusedEntry(&f, err, len(x.said.Comments))
	if err != nil {
		return reply{}, err
	}
	return v.showEntryCorrection(x, f)
}

func (v *visit) showEntryCorrection(x entryToCorrect, f form) (reply, error) {
	p, err := v.entryFields(x.postroom, f)
	if err != nil {
		return reply{}, err
	}
	for i, c := range x.said.Comments {
		p.Comments[i].Gone = c.Withdrawn
		p.Comments[i].Number = c.Number
	}
	if x.entry.Channel == dossier.Portal {
		p.Channel.Options = nil
	}
	if x.entry.Scan != nil && f.value("scan") == x.entry.ScanID {
		v.fillScan(&p, *x.entry.Scan, x.entry.ScanBeside)
	}
	p.Scan.Choose.Optional = p.Scan.Choose.Optional || x.entry.ScanID == "" // it was entered while none was asked for
	p.Reason = f.area("reason", v.t("postroom.reason"), v.t("postroom.reason_hint"), 3, 2000)
	p.Action = v.href(x.at("/" + x.entry.ReceiptNo + "/ispravka"))
	title := v.t("postroom.correct")
	return entryCorrectionTemplate.show(v, heading{Title: title, Rehearsal: x.dossier.Rehearsal, Crumbs: v.postroomCrumbs(x.postroom, title), Status: f.status(),
		At: x.at("/" + x.entry.ReceiptNo + "/ispravka"), Again: again{"entering", "do", "again"}}, p)
}
