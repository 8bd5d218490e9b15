package dossier

import (
	"fmt"
	"iter"
	"net/mail"
	"strings"
	"unicode/utf8"
)

// Author is who sends a submission, as they said it.
type Author struct {
	Kind         AuthorKind
	Name         string
	Email        string
	Organisation string // register number
	PublishName  bool
	Told         bool `json:",omitempty"` // they ask to be told, by e-mail, what becomes of it; what was sent before keeps its hash
}

// Quote is the place in a text that a comment is about.
type Quote struct{ Exact, Prefix, Suffix string }

// NewComment is one comment as it was sent.
type NewComment struct {
	Document     DocumentKind
	Provision    string // empty: the whole document
	Quote        *Quote
	Kind         CommentKind
	ProposedText string
	Body         string
	Attachments  []string `json:",omitempty"` // ids; what was sent before there were any keeps its hash
}

// Submission is what one author sends at once.
type Submission struct {
	Author   Author
	Lang     string
	Comments []NewComment
	// Cosigners are asked to sign it together with its author; what was sent before
	// there were any keeps its hash.
	Cosigners []Cosigner `json:",omitempty"`
}

// Check returns nil, or a Problem that names every field which cannot be taken
// as it is. What needs the record — whether the round is open, whether a
// provision stands in its version, whether there is a mandate — is not asked.
func (s Submission) Check() error {
	var fields []Field
	add := func(name string, code Code, params ...string) {
		f := Field{Name: name, Code: code}
		if len(params) > 0 {
			f.Params = Refuse(code, params...).Params
		}
		fields = append(fields, f)
	}
	if !s.Author.Kind.Valid() {
		add("author.kind", CodeAuthorKind)
	}
	if s.Author.Kind == Organisation && s.Author.Organisation == "" {
		add("author.organisation", CodeOrganisation)
	}
	switch named := !blank(s.Author.Name); {
	case !s.Author.PublishName:
	case s.Author.Kind == Citizen && !named:
		add("author.name", CodeNameRequired) // there is nothing to publish
	case s.Author.Kind == Anonymous && named:
		add("author.name", CodeNameUnwanted)
	}
	if utf8.RuneCountInString(s.Author.Name) > MaxName {
		add("author.name", CodeBodyTooLong, "limit", fmt.Sprint(MaxName))
	}
	if s.Author.Email != "" && !validEmail(s.Author.Email) {
		add("author.email", CodeEmailInvalid)
	}
	if s.Author.Told && s.Author.Email == "" {
		add("author.email", CodeToldNowhere)
	}
	if len(s.Comments) == 0 || len(s.Comments) > MaxComments {
		add("comments", CodeTooManyComments, "limit", fmt.Sprint(MaxComments))
	}
	total := 0
	for i, c := range s.Comments {
		if i == MaxComments {
			break
		}
		at := func(field string) string { return fmt.Sprintf("comments[%d].%s", i, field) }
		body := utf8.RuneCountInString(c.Body)
		proposed := utf8.RuneCountInString(c.ProposedText)
		total += body + proposed
		switch {
		case blank(c.Body):
			add(at("body"), CodeBodyRequired)
		case body > MaxCommentBody:
			add(at("body"), CodeBodyTooLong, "limit", fmt.Sprint(MaxCommentBody))
		}
		if proposed > MaxCommentBody {
			add(at("proposed_text"), CodeBodyTooLong, "limit", fmt.Sprint(MaxCommentBody))
		}
		if !c.Kind.Valid() {
			add(at("kind"), CodeKindUnknown)
		}
		if len(c.Attachments) > MaxAttachments {
			add(at("attachments"), CodeTooManyAttachments, "limit", fmt.Sprint(MaxAttachments))
		}
		if !c.Document.Known() {
			add(at("document"), CodeDocumentUnknown)
		}
		if c.Quote != nil && utf8.RuneCountInString(c.Quote.Exact+c.Quote.Prefix+c.Quote.Suffix) > MaxCommentBody {
			add(at("quote"), CodeBodyTooLong, "limit", fmt.Sprint(MaxCommentBody))
		}
	}
	if total > MaxSubmission {
		add("comments", CodeBodyTooLong, "limit", fmt.Sprint(MaxSubmission))
	}
	s.checkCosigners(add)
	for name, text := range s.texts() {
		if Unreadable("", text) != nil {
			fields = append(fields, Unreadable(name(), text)...)
		}
	}
	if len(fields) > 0 {
		return &Problem{Code: CodeInvalid, Fields: fields}
	}
	return nil
}

// texts are what somebody wrote, each with what names its field: few are named.
func (s Submission) texts() iter.Seq2[func() string, string] {
	return func(yield func(func() string, string) bool) {
		of := func(name string) func() string { return func() string { return name } }
		if !yield(of("author.name"), s.Author.Name) || !yield(of("author.email"), s.Author.Email) || !yield(of("author.organisation"), s.Author.Organisation) {
			return
		}
		for i, c := range s.Cosigners {
			if !yield(func() string { return fmt.Sprintf("cosigners[%d].name", i) }, c.RegisterNo+c.Name+c.Email) {
				return
			}
		}
		for i, c := range s.Comments {
			at := func(field string) func() string {
				return func() string { return fmt.Sprintf("comments[%d].%s", i, field) }
			}
			if !yield(at("body"), c.Body) || !yield(at("proposed_text"), c.ProposedText) || !yield(at("provision"), c.Provision) {
				return
			}
			if c.Quote != nil && !yield(at("quote"), c.Quote.Exact+c.Quote.Prefix+c.Quote.Suffix) {
				return
			}
		}
	}
}

// ValidEmail reports whether s is an e-mail address, and nothing besides.
func ValidEmail(s string) bool { return validEmail(s) }

func validEmail(s string) bool {
	a, err := mail.ParseAddress(s)
	return err == nil && a.Address == s && len(s) <= 254 && strings.Contains(s, "@")
}
