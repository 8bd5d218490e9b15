package web

import (
	"errors"
	"fmt"
	"math"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/rasprava/rasprava/internal/dossier"
	"github.com/rasprava/rasprava/internal/store"
)

// revisedLine says what the author of a submission did with it since.
type revisedLine struct{ When, Text string }

// earlierText is what a comment said until it was corrected.
type earlierText struct{ Until, Quote, Body, Proposed string }

func (v *visit) revisedLines(all []store.Revision) []revisedLine {
	var lines []revisedLine
	for _, r := range all {
		text := v.t("revising.was_corrected")
		switch {
		case r.Reason != "":
			text = v.t("postroom.was_corrected", "reason", r.Reason)
		case r.Kind == "withdrawn" && r.Number > 0:
			text = v.t("revising.was_withdrawn_one", "number", r.Number)
		case r.Kind == "withdrawn":
			text = v.t("revising.was_withdrawn")
		}
		lines = append(lines, revisedLine{v.second(r.At), text})
	}
	return lines
}

// earlierTexts returns what a comment said before, without the corrections that left
// its words as they were.
func (v *visit) earlierTexts(c store.SaidComment) []earlierText {
	var all []earlierText
	for i, e := range c.Earlier {
		quote, body, proposed := c.Quote, c.Body, c.Proposed
		if i+1 < len(c.Earlier) {
			next := c.Earlier[i+1]
			quote, body, proposed = next.Quote, next.Body, next.Proposed
		}
		if e.Quote != quote || e.Body != body || e.Proposed != proposed {
			all = append(all, earlierText{v.second(e.Until), e.Quote, e.Body, e.Proposed})
		}
	}
	return all
}

// correctionPage is the form with which an author corrects what they sent.
type correctionPage struct {
	form
	No       string
	Key      string // of idempotency
	Comments []correctedComment
}

// correctedComment are the fields of one comment.
type correctedComment struct {
	Place    string
	Quote    field
	Proposed field
	Wording  bool // a wording was proposed, and can be corrected
	Body     field
	Files    []correctedFile
	Gone     bool // it was withdrawn or is set aside, and stays so
	Aside    bool // of the two, the second
	Covered  bool // a part of its texts is
}

// correctedFile is a file of a comment that may be left out.
type correctedFile struct {
	ID    string
	Field string
	Name  string
	Size  string
	Kept  bool
}

// withdrawalPage asks whether a comment, or all of a submission, is withdrawn.
type withdrawalPage struct {
	form
	No  string
	Key string
	Of  field
}

var (
	correctionTemplate = templateFor[correctionPage]("correction")
	withdrawalTemplate = templateFor[withdrawalPage]("withdrawal")
)

// revisable is a submission as its author revises it.
type revisable struct {
	store.ReceiptView
	secret string
	said   store.Said
	files  map[string][]store.Attachment
	places []receiptComment
}

// revisable returns what the receipt of the page is of, to the reader whose
// session holds its secret.
func (s *Server) revisable(v *visit) (revisable, error) {
	r, err := s.store.Receipt(v.ctx(), v.Param("no"))
	if err != nil {
		return revisable{}, err
	}
	own := revisable{ReceiptView: r, secret: v.secretOf(r.ReceiptNo)}
	if own.secret == "" {
		return own, dossier.Refuse(dossier.CodeSecretWrong)
	}
	own.said, err = s.store.Said(v.ctx(), v.person(), r.ReceiptNo, own.secret)
	if err != nil {
		return own, err
	}
	own.files, err = s.store.Attachments(v.ctx(), each(r.Comments, func(c store.CommentState) string { return c.ID }))
	if err != nil {
		return own, err
	}
	var p receiptPage
	_, err = s.follow(v, r, &p, &heading{})
	own.places = p.Comments
	return own, err
}

// revisableBySecret is revisable of what came from its author: the secret of a letter
// was in the hands of staff.
func (s *Server) revisableBySecret(v *visit) (revisable, error) {
	own, err := s.revisable(v)
	if err == nil && own.Channel != dossier.OwnSite {
		err = dossier.Refuse(dossier.CodeCameAsLetter)
	}
	return own, err
}

func (s *Server) correctionForm(v *visit) (reply, error) {
	own, err := s.revisableBySecret(v)
	if err != nil {
		return reply{}, err
	}
	f := form{Values: map[string][]string{}}
	for i, c := range own.said.Comments {
		f.Values.Set(inComment(i, "body"), c.Body)
		f.Values.Set(inComment(i, "proposed_text"), c.Proposed)
		f.Values.Set(inComment(i, "quote"), c.Quote)
		for _, a := range own.files[own.Comments[i].ID] {
			f.Values.Add(inComment(i, "attachments"), a.ID)
		}
	}
	return v.showCorrection(own, f)
}

func inComment(i int, name string) string { return fmt.Sprintf("comments[%d].%s", i, name) }

func (v *visit) showCorrection(own revisable, f form) (reply, error) {
	p := correctionPage{form: f, No: own.ReceiptNo, Key: fresh()}
	for i, c := range own.said.Comments {
		one := correctedComment{Place: own.places[i].Place, Gone: c.Withdrawn || own.Comments[i].Stands(), Aside: own.Comments[i].Stands(), Wording: c.Proposed != "",
			Covered: slices.ContainsFunc(own.Comments[i].Covers, func(c store.Cover) bool { return c.Part != dossier.WholeName && c.Part != dossier.WholeFile })}
		one.Body = f.area(inComment(i, "body"), v.t("commenting.body"), "", 8, dossier.MaxCommentBody)
		one.Proposed = f.area(inComment(i, "proposed_text"), v.t("commenting.proposed"), "", 6, dossier.MaxCommentBody)
		one.Quote = f.area(inComment(i, "quote"), v.t("commenting.quote"), "", 2, maxQuote)
		one.Proposed.Optional, one.Quote.Optional = true, true
		for _, a := range own.files[own.Comments[i].ID] {
			one.Files = append(one.Files, correctedFile{a.ID, inComment(i, "attachments"), a.Name, v.size(int64(a.Size)), contains(f.Values[inComment(i, "attachments")], a.ID)})
		}
		p.Comments = append(p.Comments, one)
	}
	page, err := correctionTemplate.show(v, v.revisingHead(own, v.t("revising.correct"), f), p)
	return page.with("Cache-Control", "private, no-store"), err
}

func contains(all []string, one string) bool {
	return strings.Contains(" "+strings.Join(all, " ")+" ", " "+one+" ")
}

func (v *visit) revisingHead(own revisable, title string, f form) heading {
	return heading{Title: title, Status: f.status(), Crumbs: []link{{v.href("/potvrde/" + own.ReceiptNo), v.t("receipt.crumb")}, {"", title}}}
}

// revise takes in a form by which an author revises what they sent, as far as read
// lets them: do carries it out, or finds faults in the form; again shows it with them; done is what is said
// where it went well.
func (s *Server) revise(v *visit, read func(*visit) (revisable, error), do func(own revisable, f *form) error, again func(own revisable, f form) (reply, error), done string) (reply, error) {
	own, err := read(v)
	if err != nil {
		return reply{}, err
	}
	f, err := v.readWords()
	if err != nil {
		return reply{}, err
	}
	err = s.allow(v.ctx(), secretsTried, dossier.CodeRateLimited, "secrets", network(v.ClientIP()))
	if err == nil {
		err = do(own, &f)
	}
	var over *limitedError
	switch {
	case err == nil && f.ok():
		return v.to("/potvrde/"+own.ReceiptNo, done), nil
	case errors.As(err, &over):
		f.add("", v.n("commenting.wait", int(max(1, math.Ceil(over.wait.Round(time.Second).Seconds())))))
	case err != nil:
		err = v.refused(&f, err, nil)
		if err != nil {
			return reply{}, err
		}
	}
	return again(own, f)
}

func (s *Server) takeCorrection(v *visit) (reply, error) {
	return s.revise(v, s.revisableBySecret, func(own revisable, f *form) error {
		_, err := s.store.Correct(v.ctx(), correctionOf(own, f))
		return err
	}, v.showCorrection, "revising.corrected")
}

func correctionOf(own revisable, f *form) store.Correction {
	c := store.Correction{ReceiptNo: own.ReceiptNo, Secret: own.secret, Key: f.value("key")}
	for i, was := range own.said.Comments {
		n := store.CorrectedComment{Body: f.value(inComment(i, "body"))}
		if was.Proposed != "" {
			n.ProposedText = f.value(inComment(i, "proposed_text"))
		}
		if quote := strings.TrimSpace(f.value(inComment(i, "quote"))); quote != "" {
			n.Quote = &dossier.Quote{Exact: quote}
		}
		for _, a := range own.files[own.Comments[i].ID] {
			if contains(f.Values[inComment(i, "attachments")], a.ID) {
				n.Attachments = append(n.Attachments, a.ID)
			}
		}
		c.Comments = append(c.Comments, n)
	}
	return c
}

func (s *Server) withdrawalForm(v *visit) (reply, error) {
	own, err := s.revisableBySecret(v)
	if err != nil {
		return reply{}, err
	}
	return v.showWithdrawal(own, v.carried())
}

func (v *visit) showWithdrawal(own revisable, f form) (reply, error) {
	p := withdrawalPage{form: f, No: own.ReceiptNo, Key: fresh()}
	var of []option
	for i, c := range own.Comments {
		if !c.Withdrawn && !c.Stands() {
			text, _ := cut(own.said.Comments[i].Body, 120)
			of = append(of, option{Value: c.ID, Label: v.t("comment.number", "number", strconv.Itoa(c.Number)) + " · " + own.places[i].Place, Hint: text})
		}
	}
	if len(of) > 1 {
		of = append(of, option{Value: "all", Label: v.t("revising.all")})
	}
	p.Of = f.choice("of", v.t("revising.which"), v.t("revising.withdraw_hint"), of)
	page, err := withdrawalTemplate.show(v, v.revisingHead(own, v.t("revising.withdraw"), f), p)
	return page.with("Cache-Control", "private, no-store"), err
}

func (s *Server) takeWithdrawal(v *visit) (reply, error) {
	return s.revise(v, s.revisableBySecret, func(own revisable, f *form) error {
		w := store.Withdrawal{ReceiptNo: own.ReceiptNo, Secret: own.secret, Key: f.value("key"), Comment: f.value("of")}
		switch w.Comment {
		case "":
			f.add("of", v.t("revising.choose"))
			return nil
		case "all":
			w.Comment = ""
		}
		_, err := s.store.Withdraw(v.ctx(), w)
		return err
	}, v.showWithdrawal, "revising.done_withdrawn")
}
