package dossier

import "time"

// CommandName names what a person asks of a dossier. Commands move the dossier
// and its sequence number; answers to comments and new versions do not.
type CommandName string

const (
	// Complete ends a stage that a named person completes with an outcome.
	Complete CommandName = "complete"
	// PublishProof records where, when and with which bytes something was
	// published in one channel. The clock starts with the last required proof.
	PublishProof CommandName = "publish_proof"
	// PublishReport publishes the report on the round before it.
	PublishReport CommandName = "publish_report"
	// Prepare asks for signatures on one package hash.
	Prepare CommandName = "prepare"
	// Sign signs that hash.
	Sign CommandName = "sign"
	// Return sends it back with reasons.
	Return CommandName = "return"
	// Reject ends the matter with reasons.
	Reject CommandName = "reject"
	// RecordConclusion enters what a collegial body decided in session.
	RecordConclusion CommandName = "record_conclusion"
	// GiveOpinion gives, or confirms, a body's opinion on one package hash.
	GiveOpinion CommandName = "give_opinion"
	// AskOpinion asks one more body for its opinion.
	AskOpinion CommandName = "ask_opinion"
	// DecideMaterialChange says what follows from changes of the text after the
	// debate: another round, or published reasons why there is none.
	DecideMaterialChange CommandName = "decide_material_change"
	// Extend moves the end of the open window to a later civil date.
	Extend CommandName = "extend"
	// Shorten shortens the least length of a stage, down to the floor that the
	// law allows.
	Shorten CommandName = "shorten"
	// Withdraw takes the dossier back.
	Withdraw CommandName = "withdraw"
	// SetVisibility changes who sees the dossier before it is published.
	SetVisibility CommandName = "set_visibility"
	// Advance takes a rehearsal's clock to its next deadline.
	Advance CommandName = "advance"
	// Recompute counts the terms that run again, after a day became free by an
	// act of its own, or is worked again.
	Recompute CommandName = "recompute"
	// Compensate gives the public back the days of an open round on which it
	// could not be served.
	Compensate CommandName = "compensate"
	// MigrateProcedure takes the dossier over to a newer version of its procedure.
	MigrateProcedure CommandName = "migrate_procedure"
	// JoinProposer adds a body to those that propose the act together.
	JoinProposer CommandName = "join_proposer"
	// LeaveProposer takes one of them, but not the lead, away.
	LeaveProposer CommandName = "leave_proposer"
)

// CommandNames lists all commands in the order of the reference above.
var CommandNames = []CommandName{Complete, PublishProof, PublishReport, Prepare, Sign, Return, Reject,
	RecordConclusion, GiveOpinion, AskOpinion, DecideMaterialChange, Extend, Shorten, Withdraw, SetVisibility, Advance,
	Recompute, Compensate, MigrateProcedure, JoinProposer, LeaveProposer}

// Known reports whether n is a command.
func (n CommandName) Known() bool {
	for _, k := range CommandNames {
		if k == n {
			return true
		}
	}
	return false
}

// Args are the arguments of a command as the person gave them. They stay in
// Postgres, with the command's row; no workflow ever sees them. Each command
// reads the fields it needs.
type Args struct {
	Outcome string      `json:"outcome,omitempty"`
	Reasons string      `json:"reasons,omitempty"`
	Package string      `json:"package,omitempty"` // hash of the package that was seen
	Opinion OpinionKind `json:"opinion,omitempty"`
	Text    string      `json:"text,omitempty"` // of an opinion

	Channel     string    `json:"channel,omitempty"`
	URL         string    `json:"url,omitempty"`
	SHA256      string    `json:"sha256,omitempty"`
	PublishedAt time.Time `json:"published_at,omitzero"`
	// Comments, Names and Who are the settings of the round that the last proof opens;
	// empty: what the procedure says.
	Comments CommentShowing `json:"comments,omitempty"`
	Names    NameShowing    `json:"names,omitempty"`
	Who      Admission      `json:"who,omitempty"`

	Number   string `json:"number,omitempty"`          // of a conclusion
	Date     string `json:"date,omitempty"`            // of a conclusion; civil
	Document string `json:"document,omitempty"`        // name of the conclusion's document
	Body     string `json:"body,omitempty"`            // code of the body one speaks for, where one has several; or that joins or leaves
	Present  int    `json:"present,omitempty"`         // members of a collegial body at its session
	InFavour int    `json:"in_favour,omitempty"`       // of them
	Against  *int   `json:"against,omitempty"`         // of them; nil: it was not said
	Abstain  *int   `json:"abstained,omitempty"`       // of them
	Chair    bool   `json:"chair_in_favour,omitempty"` // who presides over the body was for it

	Ground     string `json:"ground,omitempty"`     // id of the one that is named of the procedure's closed list
	Expires    string `json:"expires,omitempty"`    // last civil day on which an exemption holds; empty: it does not end
	Support    int    `json:"support,omitempty"`    // how many support what the stage collects
	Electorate int    `json:"electorate,omitempty"` // of how many who may, where a percentage of them is needed

	Until      string     `json:"until,omitempty"`  // civil date to which a window is extended
	Window     string     `json:"window,omitempty"` // id of the one that is shortened
	Term       string     `json:"term,omitempty"`   // to which it is
	Visibility Visibility `json:"visibility,omitempty"`

	Holiday  string `json:"holiday,omitempty"`  // id of the day by which terms are counted again
	Downtime string `json:"downtime,omitempty"` // id of the one that is made good

	Definition string `json:"definition,omitempty"` // hash of the version to which the dossier goes over
	Basis      string `json:"basis,omitempty"`      // on which legal basis it does

}

// Settings returns what the arguments ask of the round that a proof opens.
func (a Args) Settings() Settings { return Settings{a.Comments, a.Names, a.Who} }

// Command is one command as its row holds it.
type Command struct {
	ID      string
	Dossier Ref
	Name    CommandName
	Seq     int64 // the sequence number that the person saw
	Args    Args
	Actor   string
	AskedAt time.Time
}

// CommandTTL is how long a pending command may still be carried out. After
// that it expires: nobody's click takes effect hours later.
const CommandTTL = 60 * time.Second

// Limits on free text, in characters.
const (
	MaxReasons     = 20_000
	MaxBasis       = 500
	MaxTitle       = 500
	MaxOpinion     = 100_000
	MaxAttachments = 10 // of one comment
	MaxCommentBody = 20_000
	MaxSubmission  = 400_000
	MaxComments    = 200
	MaxName        = 200
)

// MaxCount is the largest number of people that a command may name.
const MaxCount = 10_000_000
