package demonstration

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"slices"

	"github.com/rasprava/rasprava/internal/dossier"
	"github.com/rasprava/rasprava/internal/store"
)

func digest(s string) string {
	h := sha256.Sum256([]byte(s))
	return hex.EncodeToString(h[:])
}

// add adds the documents of a version of the draft; kinds empty: all of them.
func (t *story) add(ctx context.Context, version int, reason dossier.ChangeReason, note string, kinds ...string) error {
	p := store.NewPackage{Ref: t.ref, Reason: reason, Note: note}
	for _, d := range t.draft.Package(version) {
		if len(kinds) == 0 || slices.Contains(kinds, d.Kind) {
			p.Documents = append(p.Documents, store.NewDocument{Kind: dossier.DocumentKind(d.Kind), Name: d.Name, Bytes: d.Text})
		}
	}
	_, err := t.Store.AddPackage(ctx, t.who(t.lead, dossier.Drafter), p)
	return err
}

// comment sends the submissions on the draft into the open round.
func (t *story) comment(ctx context.Context, stage string) error {
	v, err := t.at(ctx, stage)
	if err != nil {
		return err
	}
	all, err := LoadSubmissions()
	if err != nil {
		return err
	}
	for i, one := range all {
		if one.Draft != t.draft {
			continue
		}
		s := dossier.Submission{Lang: one.Lang, Author: dossier.Author{Kind: dossier.AuthorKind(one.Author.Kind), Name: one.Author.Name,
			Email: one.Author.Email, Organisation: one.Author.Organisation, PublishName: one.Author.PublishName}}
		for _, c := range one.Comments {
			n := dossier.NewComment{Document: dossier.DocumentKind(c.Document), Provision: c.Provision, Kind: dossier.CommentKind(c.Kind),
				ProposedText: c.ProposedText, Body: c.Body}
			if n.Document == "" {
				n.Document = dossier.ActDocument
			}
			if c.Quote != "" {
				n.Quote = &dossier.Quote{Exact: c.Quote}
			}
			s.Comments = append(s.Comments, n)
		}
		for _, no := range one.Together {
			s.Cosigners = append(s.Cosigners, t.cosigner(no))
		}
		_, err = t.Intake.Submit(ctx, store.Delivery{Round: v.OpenRound, Key: fmt.Sprintf("demo-%d", i), Person: t.speaker(one.Author.Organisation), Submission: s})
		if err == nil {
			err = t.sign(ctx, v.Ref, one.Together)
		}
		if err != nil {
			return fmt.Errorf("comment on %s: %w", t.draft, err)
		}
	}
	return nil
}

// cosigner is an organisation of the cast as somebody asks it to sign.
func (t *story) cosigner(registerNo string) dossier.Cosigner {
	c := dossier.Cosigner{RegisterNo: registerNo}
	for _, o := range t.cast.Organisations {
		if o.RegisterNo == registerNo {
			c.Name = o.Name
		}
	}
	for _, p := range t.cast.People {
		if t.people[p.Email] == t.speaker(registerNo) {
			c.Email = p.Email
		}
	}
	return c
}

// sign has organisations sign what they are asked to sign in a dossier.
func (t *story) sign(ctx context.Context, ref dossier.Ref, organisations []string) error {
	for _, no := range organisations {
		asked, err := t.Store.AskedToSign(ctx, t.speaker(no))
		if err != nil {
			return err
		}
		for _, a := range asked {
			if a.Ref != ref {
				continue
			}
			err = t.Store.Cosign(ctx, store.Invitation{Key: a.ID, Person: t.speaker(no)}, 0)
			if err != nil {
				return err
			}
		}
	}
	return nil
}

// speaker returns who has a mandate of the organisation; nobody for the rest.
func (t *story) speaker(organisation string) string {
	for _, p := range t.cast.People {
		for _, m := range p.Mandates {
			if organisation != "" && m.Organisation == organisation {
				return t.people[p.Email]
			}
		}
	}
	return ""
}

// answer answers every comment of a stage's round as the texts say; change is
// the number of the package that carries the changes of version 2.
func (t *story) answer(ctx context.Context, round string, change int) error {
	all, err := LoadSubmissions()
	if err != nil {
		return err
	}
	answers := map[string]Answer{}
	for _, one := range all {
		for _, c := range one.Comments {
			if one.Draft == t.draft && c.Answer != nil {
				answers[c.Provision+"\n"+c.Body] = *c.Answer
			}
		}
	}
	drafter := t.who(t.lead, dossier.Drafter)
	comments, _, err := t.Store.Comments(ctx, drafter, round, store.Page{Limit: 200})
	if err != nil {
		return err
	}
	for _, c := range comments {
		a, ok := answers[c.Provision+"\n"+c.Body]
		if !ok {
			return fmt.Errorf("answer comments on %s: one has no answer in the texts", t.draft)
		}
		n := store.NewAnswer{Comment: c.ID, Outcome: dossier.AnswerOutcome(a.Outcome), Reasons: a.Reasons}
		if a.Change != nil {
			n.ChangeNo, n.ChangeAt = change, a.Change.Provision
		}
		_, err = t.Store.Answer(ctx, drafter, n)
		if err != nil {
			return fmt.Errorf("answer comment at %s: %w", c.Provision, err)
		}
	}
	return nil
}

// conclude records the conclusion of a collegial body, some days on.
func (t *story) conclude(ctx context.Context, stage, body, outcome, number, reasons string) error {
	err := t.days(ctx, 2)
	if err != nil {
		return err
	}
	v, err := t.at(ctx, stage)
	if err != nil {
		return err
	}
	args := dossier.Args{Outcome: outcome, Number: number,
		Date: dossier.Day(v.LegalNow, belgrade), Document: conclusionName, Reasons: reasons, Package: "present"}
	secretary := t.who(body, dossier.Secretary)
	if st, _ := v.Definition.Stage(stage); st.Quorum != nil {
		o, err := t.Store.Outlook(ctx, secretary, t.ref)
		if err != nil {
			return err
		}
		args.Present = st.Quorum.Of(o.Facts.Members).Members * 3 / 4
		args.InFavour = args.Present * 4 / 5
	}
	args.SHA256, err = t.Store.BringConclusion(ctx, secretary, t.ref, store.NewDocument{Name: args.Document, Bytes: conclusionText(v, args)})
	if err != nil {
		return err
	}
	return t.do(ctx, stage, secretary, dossier.RecordConclusion, args)
}
