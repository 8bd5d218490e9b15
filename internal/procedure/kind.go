package procedure

// Kind says how a stage works and what ends it.
type Kind string

const (
	Notice       Kind = "notice"        // ends when every channel is proved
	WorkingGroup Kind = "working_group" // a named person completes it
	Consultation Kind = "consultation"  // opens when every channel is proved, ends with its window
	Report       Kind = "report"        // the report on the consultation before it; publishes itself on its last day
	Drafting     Kind = "drafting"      // a named person completes it
	Decision     Kind = "decision"      // four eyes, or a collegial body's conclusion
	Opinions     Kind = "opinions"      // ends when all mandatory ones are in, or the term lapsed
	Checking     Kind = "check"         // a named person of the actor body completes it
	Publication  Kind = "publication"   // ends when every channel is proved
	Wait         Kind = "wait"          // ends when its minimum has passed
	Subprocess   Kind = "subprocess"    // ends with the dossier that it opens under another procedure
)

// Kinds lists all kinds.
var Kinds = []Kind{Notice, WorkingGroup, Consultation, Report, Drafting, Decision, Opinions, Checking, Publication, Wait, Subprocess}

// ByChannels reports whether a stage of this kind begins or ends with proofs
// of publication.
func (k Kind) ByChannels() bool { return k == Notice || k == Publication || k == Consultation }

// ByPerson reports whether a named person completes a stage of this kind with
// an outcome of their choice.
func (k Kind) ByPerson() bool { return k == WorkingGroup || k == Drafting || k == Checking }

// WindowKind says what a window bounds.
type WindowKind string

const (
	MinWindow        WindowKind = "min"         // the stage cannot end before
	MaxWindow        WindowKind = "max"         // the stage should end by then
	CommentMinWindow WindowKind = "comment_min" // comments are taken at least until then
)

// Evidence says how well a rule of law was seen.
type Evidence string

const (
	Sourced    Evidence = "sourced"  // read in a public source
	Mixed      Evidence = "mixed"    // in part
	FromMemory Evidence = "memory"   // general knowledge, not confirmed
	Inferred   Evidence = "inferred" // concluded from other facts, or a choice of design
)

// Verified reports whether a term with this evidence may be shown as verified.
func (e Evidence) Verified() bool { return e == Sourced }

// Mandatory says when a body must be asked for its opinion.
type Mandatory string

const (
	Always      Mandatory = "always"
	Conditional Mandatory = "conditional"
)

// Silence says what it means that a body has given no opinion in time.
type Silence string

const (
	SilenceNone Silence = "none"         // nothing: it is awaited further
	NoObjection Silence = "no_objection" // the body has no objection
)

// TextState says whether new versions of the package may come in a stage.
type TextState string

const (
	TextOpen   TextState = "open"
	TextFrozen TextState = "frozen"
)

// Ending says how a dossier ends when an outcome leads out of the procedure.
type Ending string

const (
	Completed Ending = "completed"
	Rejected  Ending = "rejected"
	Withdrawn Ending = "withdrawn"
)

// Lead is the actor that stands for the lead proposer of the dossier.
const Lead = "lead"

// End is where an outcome leads that ends the dossier.
const End = "end"

// Origins of a window. A fourth, `stage:<id>`, is the end of that stage.
const (
	FromOpening     = "opening"     // the day on which the dossier entered its first stage
	FromPublication = "publication" // the day of the last required proof
	FromEntry       = "entry"       // the day on which the stage was entered
	fromStage       = "stage:"
)
