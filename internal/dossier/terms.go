package dossier

// Visibility says who may see a dossier or a document. It is part of every
// query: what is not public is unseen in every page, feed, search and export.
type Visibility string

const (
	Working    Visibility = "working"    // the proposers' own people and those asked for something
	Embargoed  Visibility = "embargoed"  // as working, and said to be published on a day to come
	Classified Visibility = "classified" // the lead proposer's people alone
	Public     Visibility = "public"
)

// Valid reports whether v is one of the four.
func (v Visibility) Valid() bool {
	switch v {
	case Working, Embargoed, Classified, Public:
		return true
	}
	return false
}

// Status says whether a dossier is under way, and how it ended.
type Status string

const (
	Open      Status = "open"
	Completed Status = "completed"
	Rejected  Status = "rejected"
	Withdrawn Status = "withdrawn"
)

// RoundStatus says whether a round takes comments.
type RoundStatus string

const (
	RoundOpen   RoundStatus = "open"
	RoundClosed RoundStatus = "closed"
)

// Admission says who may comment in a round.
type Admission string

const (
	Anyone         Admission = "anyone"
	ConfirmedEmail Admission = "confirmed_email"
	WithAccount    Admission = "account"
)

// Valid reports whether a is a known admission.
func (a Admission) Valid() bool { return a == Anyone || a == ConfirmedEmail || a == WithAccount }

// AuthorKind says as what an author speaks.
type AuthorKind string

const (
	Citizen      AuthorKind = "citizen"
	Organisation AuthorKind = "organisation"
	Anonymous    AuthorKind = "anonymous"
)

// Valid reports whether k is a known kind of author.
func (k AuthorKind) Valid() bool { return k == Citizen || k == Organisation || k == Anonymous }

// Channel is another way than the system by which comments come.
type Channel string

const (
	Paper   Channel = "paper" // the day of posting counts
	Email   Channel = "email"
	Hearing Channel = "hearing" // as its minutes have it

	OwnSite Channel = "web"           // the system itself
	Portal  Channel = "ekonsultacije" // the national portal: taken in from its files
)

// Valid reports whether staff enter by hand what comes by the channel.
func (c Channel) Valid() bool { return c == Paper || c == Email || c == Hearing }

// Channels lists all, as they are counted.
var Channels = []Channel{OwnSite, Portal, Paper, Email, Hearing}

// CommentKind says what a comment wants.
type CommentKind string

const (
	Change   CommentKind = "change"
	Remark   CommentKind = "remark"
	Question CommentKind = "question"
	Support  CommentKind = "support"
)

// Valid reports whether k is a known kind of comment.
func (k CommentKind) Valid() bool {
	return k == Change || k == Remark || k == Question || k == Support
}

// AnswerOutcome is what became of a comment.
type AnswerOutcome string

const (
	Accepted       AnswerOutcome = "accepted"
	PartlyAccepted AnswerOutcome = "partly_accepted"
	NotAccepted    AnswerOutcome = "not_accepted"
	Noted          AnswerOutcome = "noted"
	Answered       AnswerOutcome = "answered" // to a question
)

// IsAnswer reports whether somebody answered the comment, and it was not withdrawn,
// set aside or erased instead.
func (o AnswerOutcome) IsAnswer() bool { return o.ValidFor(Remark) || o.ValidFor(Question) }

// ValidFor reports whether a comment of that kind may be answered so: only a
// question is `answered`, and a question is never anything else but noted.
func (o AnswerOutcome) ValidFor(k CommentKind) bool {
	switch o {
	case Accepted, PartlyAccepted, NotAccepted:
		return k != Question
	case Noted:
		return true
	case Answered:
		return k == Question
	}
	return false
}

// OpinionKind is what a body says of a package.
type OpinionKind string

const (
	Positive            OpinionKind = "positive"
	PositiveWithRemarks OpinionKind = "positive_with_remarks"
	Negative            OpinionKind = "negative"
)

// Valid reports whether k can be given; silence is not given, it lapses.
func (k OpinionKind) Valid() bool {
	return k == Positive || k == PositiveWithRemarks || k == Negative
}

// ChangeReason says why a new version differs from the one before it.
type ChangeReason string

const (
	FirstVersion    ChangeReason = "first_version"
	ByComments      ChangeReason = "comments"
	ByOpinion       ChangeReason = "opinion"
	ByConclusion    ChangeReason = "conclusion"
	ByAmendment     ChangeReason = "amendment"
	LegalTechnical  ChangeReason = "legal_technical"
	OwnInitiative   ChangeReason = "own_initiative"
	DocumentsReason ChangeReason = "documents" // the text is the same, a document beside it came or changed
)

// Valid reports whether r is a known reason.
func (r ChangeReason) Valid() bool {
	switch r {
	case FirstVersion, ByComments, ByOpinion, ByConclusion, ByAmendment, LegalTechnical, OwnInitiative, DocumentsReason:
		return true
	}
	return false
}
