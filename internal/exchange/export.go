// Package exchange puts comments into files and takes them out of files: the
// tables that are exported, and the rows that come in from elsewhere. It goes
// through the same reads and the same intake as everybody.
package exchange

import (
	"cmp"
	"context"
	"fmt"
	"io"
	"strconv"
	"strings"
	"time"

	"github.com/rasprava/rasprava/internal/dossier"
	"github.com/rasprava/rasprava/internal/sheet"
	"github.com/rasprava/rasprava/internal/store"
)

// Shape says which columns a table of comments has.
type Shape string

const (
	// Full has everything that is read of a comment and of its answer.
	Full Shape = "full"
	// Croatian is the table of six columns in which the portal e-Savjetovanja
	// publishes answers, in its words.
	Croatian Shape = "hr"
)

// Export says what is exported.
type Export struct {
	Round  string
	Viewer string // id of a person; empty: what the public sees
	Shape  Shape
	Format sheet.Format

	// Progress is told how many of how many comments are written; nil: nobody is.
	Progress func(done, of int64)
}

var fullColumns = []string{"number", "id", "dossier", "round", "version", "document", "provision", "article", "quote", "kind", "body", "proposed_text",
	"author_kind", "author", "lang", "received_at", "outcome", "reasons", "answered_at", "answer_public", "changed_version", "changed_provision", "collected_by",
	"channel", "sent_on", "state", "signatories", "unregistered",
	"set_aside_ground", "set_aside_same_as", "set_aside_reasons", "set_aside_at", "contest", "contested_at", "contest_reasons", "contest_settled_at",
	"attachments", "attachment_addresses", "attachment_sha256"}

var croatianColumns = []string{"Redni broj", "Korisnik", "Područje", "Komentar", "Status odgovora", "Odgovor"}

// Write writes the comments of a round that the viewer hears of, by their numbers,
// a page at a time: memory does not grow with them. It returns how many. Names are
// there where their owner wished it, whoever looks. Refused not_found.
func (e Export) Write(ctx context.Context, s *store.Store, w io.Writer) (int64, error) {
	round, err := s.Round(ctx, e.Viewer, e.Round)
	if err != nil {
		return 0, err
	}
	columns, row := fullColumns, full
	if e.Shape == Croatian {
		columns, row = croatianColumns, croatian
	}
	t, err := sheet.NewWriter(w, e.Format, columns, true)
	if err != nil {
		return 0, fmt.Errorf("export comments: %w", err)
	}
	var done int64
	for page := (store.Page{Limit: 200}); ; {
		comments, next, err := s.FindComments(ctx, e.Viewer, store.CommentFilter{Round: e.Round, Page: page})
		if err != nil {
			return done, err
		}
		for _, c := range comments {
			err = t.Write(row(c))
			if err != nil {
				return done, fmt.Errorf("export comments: %w", err)
			}
			done++
		}
		if e.Progress != nil {
			e.Progress(done, max(done, int64(round.Comments)))
		}
		if next == "" {
			break
		}
		page.Cursor = next
	}
	err = t.Close()
	if err != nil {
		return done, fmt.Errorf("export comments: %w", err)
	}
	return done, nil
}

func full(c store.CommentView) []string {
	answered, public, unregistered, outcome := "", "", "", c.Outcome
	if c.Unregistered {
		unregistered = "true"
	}
	if c.AnsweredAt != nil {
		answered, public = instant(*c.AnsweredAt), strconv.FormatBool(c.AnswerPublic)
	}
	if outcome == "" && c.Stands() {
		outcome = setAside
	}
	return []string{strconv.Itoa(c.Number), c.ID, string(c.Ref), c.Round, strconv.Itoa(c.PackageNo), c.Document, c.Provision, c.Article, c.Quote, c.Kind,
		c.Body, c.ProposedText, c.AuthorKind, c.Author, c.Lang, instant(c.ReceivedAt), outcome, c.Reasons, answered, public, number(c.ChangeNo), c.ChangeAt, c.CollectedBy, string(c.Channel), c.SentOn, stateOf(c), signatories(c), unregistered,
		string(c.Ground), number(c.SameAs), c.AsideView.Reasons, instantOf(c.AsideView.At), contestOf(c), instantOf(c.ContestedAt), c.VerdictReasons, instantOf(c.SettledAt),
		files(c, func(a store.Attachment) string { return a.Name }), files(c, func(a store.Attachment) string { return "/api/v1/attachments/" + a.ID }), files(c, store.Attachment.SHA256)}
}

// files says something of each file that came with a comment, one a line in the order of
// its author; nothing of those that nobody gets.
func files(c store.CommentView, say func(store.Attachment) string) string {
	var all []string
	for _, a := range c.Attachments {
		if !a.Covered {
			all = append(all, say(a))
		}
	}
	return strings.Join(all, "\n")
}

const setAside = string(store.SetAside)

// stateOf says what became of a comment other than an answer, which may be why nothing
// stands in its texts; empty: nothing. What one officer proposes is no state.
func stateOf(c store.CommentView) string {
	switch {
	case c.ErasedAt != nil:
		return "erased"
	case c.Withdrawn:
		return "withdrawn"
	case c.Stands():
		return setAside
	}
	return ""
}

// contestOf says how it stands with what the author of a comment says against its being
// set aside: open, upheld (it stays set aside) or reinstated; empty: they say nothing.
func contestOf(c store.CommentView) string {
	if c.ContestedAt != nil && c.Verdict == "" {
		return "open"
	}
	return c.Verdict
}

// signatories names the organisations that signed a comment with its author, each with
// its number in the register, or with the one that the author gave and by_address where
// it is in none here, and whoever reads mail at the address that the author gave signed.
func signatories(c store.CommentView) string {
	var all []string
	for _, s := range c.Signatories {
		number := s.RegisterNo
		if !s.Mandated {
			number += ", by_address"
		}
		all = append(all, s.Name+" ("+number+")")
	}
	return strings.Join(all, "; ")
}

func instant(t time.Time) string { return t.UTC().Format(time.RFC3339) }

func instantOf(t *time.Time) string {
	if t == nil {
		return ""
	}
	return instant(*t)
}

func number(n int) string {
	if n == 0 {
		return ""
	}
	return strconv.Itoa(n)
}

// outcomes are the words of e-Savjetovanja for what became of a comment.
var outcomes = map[string]string{
	string(dossier.Accepted): "Prihvaćen", string(dossier.PartlyAccepted): "Djelomično prihvaćen", string(dossier.NotAccepted): "Nije prihvaćen",
	string(dossier.Noted): "Primljeno na znanje", string(dossier.Answered): "Odgovoreno", setAside: "Izdvojen, bez odgovora", "": "Ne postoji odgovor",
}

var asideGrounds = map[dossier.AsideGround]string{dossier.OffTopic: "nije u vezi s temom savjetovanja", dossier.Insulting: "uvredljiv sadržaj", dossier.PersonalData: "osobni podaci drugih",
	dossier.SameText: "isti tekst istog podnositelja, kao komentar "}

var contests = map[string]string{"": "", "open": "Podnositelj osporava izdvajanje; o tome još nije odlučeno.", "upheld": "Podnositelj je osporio izdvajanje; komentar ostaje izdvojen.",
	"reinstated": "Komentar je bio izdvojen i ponovno je uvršten, jer je podnositelj to osporio."}

// asideWords says on which ground and why a comment was set aside, and what came of it
// where its author contested that; empty: it never was.
func asideWords(c store.CommentView) string {
	if c.Ground == "" {
		return ""
	}
	said := []string{"Razlog izdvajanja: " + asideGrounds[c.Ground] + number(c.SameAs) + ". Obrazloženje: " + c.AsideView.Reasons}
	if contest := contestOf(c); contest != "" {
		said = append(said, strings.TrimSpace(contests[contest]+" "+c.VerdictReasons))
	}
	return strings.Join(said, "\n")
}

var users = map[string]string{string(dossier.Citizen): "Građanin", string(dossier.Organisation): "Organizacija", string(dossier.Anonymous): "Anonimno"}

func croatian(c store.CommentView) []string {
	user := c.Author
	if user == "" {
		user = users[c.AuthorKind]
	}
	for _, s := range c.Signatories {
		user += "; " + s.Name
		if !s.Mandated {
			user += " (potpisano putem adrese e-pošte, nije u registru)"
		}
	}
	text, outcome := c.Body, c.Outcome
	switch stateOf(c) {
	case "erased":
		text = "[Izbrisano na zahtjev podnositelja]"
	case "withdrawn":
		text = "[Podnositelj je povukao komentar]"
	case setAside:
		outcome = cmp.Or(outcome, setAside)
		if c.Hides() {
			text = "[Tekst izdvojenog komentara ne prikazuje se]"
		}
	}
	if c.ProposedText != "" {
		text += "\nPredloženi tekst: " + c.ProposedText
	}
	return []string{strconv.Itoa(c.Number), user, area(c), text, outcomes[outcome], strings.TrimSpace(c.Reasons + "\n" + asideWords(c))}
}
