package web

import (
	"strconv"
	"time"
	"unicode/utf8"

	"github.com/rasprava/rasprava/internal/dossier"
	"github.com/rasprava/rasprava/internal/store"
)

// commentCard is a comment as it stands beside a text or in a list.
type commentCard struct {
	Number    int
	Href      string
	Who       string
	Named     bool   // Who is a name that somebody gave themselves
	Joint     string // of how many organisations it is; empty: of its author alone
	Signed    []store.Signatory
	By        string // address of all that the organisation says; empty: it is none that everybody knows
	When      time.Time
	Came      string // by which way, and when it was sent; empty: through the system
	Collected string // name of the organisation that collected it; empty: it came from its author
	Scan      string // address of what it came in, where everybody may see that
	Kind      string
	Place     string // in words; empty: it is clear from where the card stands
	PlaceHref string // where that is read
	Quote     string
	QuoteHref string // to the mark in the text; empty: the quote is marked nowhere
	Body      string
	Cut       bool         // Body is the beginning
	Proposed  string       // the wording that the author proposes
	Wording   []markedLine // the same, against the present one
	Lang      string       // of Wording
	Files     []fileLink
	Withdrawn bool             // by its author; what it said is not shown
	Aside     *asideCard       // how it was set aside; nil: it never was
	Erased    string           `web:"date"` // the day on which it was; empty: it is not
	Covers    []coverLine      // what of it must not be read
	Stands    *standingComment // in a later version; nil: nothing is known of it
	Answer    *answerCard
}

// answerCard is the public answer to a comment.
type answerCard struct {
	Outcome string
	Tone    string // class of its tag
	Reasons string
	When    *time.Time
	Change  string // address of the change that it led to
	Awaited bool   // the version with the change is not public yet
	Unseen  bool   // the public does not see it yet
}

// besideRow is what stands beside one row of a text.
type besideRow struct {
	Count    int
	Comments []commentCard
	All      string // address of all of them
	Comment  string // address of the form; empty: no comments are taken
	History  string // address of what became of the article
}

// outcomeTones are the classes of the tags of outcomes.
var outcomeTones = map[dossier.AnswerOutcome]string{dossier.Accepted: "yes", dossier.PartlyAccepted: "part", dossier.NotAccepted: "no"}

// cutAt is after how many letters a comment beside a text is cut.
const cutAt = 400

// card returns a comment as a card, of a round with a number; long ones are cut
// where short is asked for.
func (v *visit) card(c store.CommentView, round int, short bool) commentCard {
	base := "/predmeti/" + string(c.Ref)
	out := commentCard{Number: c.Number, Href: v.href(base + "/komentari/" + strconv.Itoa(c.Number) + "?krug=" + strconv.Itoa(round)), When: c.LegalAt,
		Kind: c.Kind, Quote: c.Quote, Body: c.Body, Proposed: c.ProposedText}
	out.Who, out.Named = v.authorOf(c)
	if c.Organisation != "" {
		out.By = v.href(base + "/komentari?autor=" + c.Organisation + "&krug=" + strconv.Itoa(round))
	}
	out.Joint, out.Signed = v.jointCount(c.Signatures, dossier.AuthorKind(c.AuthorKind), c.Signatories), c.Signatories
	out.Came, out.Collected = v.came(c.Channel, c.SentOn, c.Unregistered), c.CollectedBy
	if c.ScanID != "" {
		out.Scan = scanHref(c.ScanID)
	}
	out.Files, out.Withdrawn, out.Covers = v.filesOf(c.Attachments), c.Withdrawn, v.coverLines(c.Covers)
	out.Aside = v.asideOf(c.AsideView, c.Ref, round)
	if c.ErasedAt != nil {
		out.Erased = dossier.Day(*c.ErasedAt, belgrade)
	}
	if short {
		out.Body, out.Cut = cut(c.Body, cutAt)
		out.Proposed = ""
		if c.ProposedText != "" {
			out.Cut = true
		}
	}
	if c.Outcome != "" {
		a := &answerCard{Outcome: c.Outcome, Tone: outcomeTones[dossier.AnswerOutcome(c.Outcome)], Reasons: c.Reasons, When: c.LegalAnswered, Unseen: !c.AnswerPublic}
		if c.SeenNo > c.PackageNo {
			a.Change = v.href(redlineHref(c.Ref, c.PackageNo, c.SeenNo, c.SeenAt))
		}
		a.Awaited = c.ChangeNo > c.PackageNo && c.SeenNo == 0
		if short {
			var more bool
			a.Reasons, more = cut(a.Reasons, cutAt)
			out.Cut = out.Cut || more
		}
		out.Answer = a
	}
	return out
}

// author returns how an author is called, and whether that is their own name.
func (v *visit) author(kind, name string) (string, bool) {
	if name != "" {
		return name, true
	}
	return v.t("comment.by_" + kind), false
}

// authorOf returns how the author of a comment is called, and whether that is their
// own name.
func (v *visit) authorOf(c store.CommentView) (string, bool) {
	if c.Disowned {
		return v.t("claim.name_removed"), false
	}
	return v.authorShown(c.AuthorKind, c.Author, !c.Withdrawn && c.ErasedAt == nil && !c.Hides())
}

// authorShown is author for what need not be shown: of a name that was published with it
// nothing is said then.
func (v *visit) authorShown(kind, name string, shown bool) (string, bool) {
	if !shown && name == "" && kind == string(dossier.Citizen) {
		return v.t("comment.by_unshown"), false
	}
	return v.author(kind, name)
}

// cut returns the beginning of a text that is longer than that many letters, to
// the end of a word, and whether it is one.
func cut(text string, most int) (string, bool) {
	if utf8.RuneCountInString(text) <= most {
		return text, false
	}
	letters, space := 0, 0
	for i, r := range text {
		if letters == most {
			if space == 0 {
				space = i
			}
			return text[:space] + " …", true
		}
		if r == ' ' || r == '\n' {
			space = i
		}
		letters++
	}
	return text, false
}
