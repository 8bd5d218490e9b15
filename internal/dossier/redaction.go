package dossier

import "slices"

// RedactionGround is why something of a comment must not be read.
type RedactionGround string

// The grounds of a redaction; the law that each stands on is told with its name.
const (
	OthersData     RedactionGround = "personal_data"   // of somebody else than the author
	SpecialData    RedactionGround = "special_data"    // of the special kinds, as of health or belief
	StateSecret    RedactionGround = "state_secret"    //
	BusinessSecret RedactionGround = "business_secret" //
	Dignity        RedactionGround = "dignity"         // of a person, or their private life
	Decision       RedactionGround = "decision"        // of a court or the Commissioner
)

// RedactionGrounds lists them, as they are offered.
var RedactionGrounds = []RedactionGround{OthersData, SpecialData, StateSecret, BusinessSecret, Dignity, Decision}

// Valid reports whether g is one of them.
func (g RedactionGround) Valid() bool { return slices.Contains(RedactionGrounds, g) }

// RedactionPart is what of a comment is covered.
type RedactionPart string

// The parts of a comment that can be covered: of the texts passages, of the others
// all. The name is that of the author of the whole submission.
const (
	InBody     RedactionPart = "body"
	InProposed RedactionPart = "proposed_text"
	InQuote    RedactionPart = "quote"
	WholeFile  RedactionPart = "file"
	WholeName  RedactionPart = "name"
)

// RedactionState is where a redaction stands.
type RedactionState string

// The states of a redaction. What is laid, or is only asked to be lifted, covers.
const (
	RedactionAsked   RedactionState = "asked"
	RedactionRefused RedactionState = "refused"
	RedactionLaid    RedactionState = "laid"
	RedactionLifting RedactionState = "lifting"
	RedactionLifted  RedactionState = "lifted"
)

// RedactionStep is what a person does with a redaction after it was asked for.
type RedactionStep string

// The steps of a redaction. Who asks neither confirms nor lifts, but may refuse
// what they asked for themselves.
const (
	ConfirmRedaction RedactionStep = "confirmed"
	RefuseRedaction  RedactionStep = "refused"
	AskLifting       RedactionStep = "lift_asked"
	LiftRedaction    RedactionStep = "lifted"
	RefuseLifting    RedactionStep = "lift_refused"
)

var redactionSteps = map[RedactionState]map[RedactionStep]RedactionState{
	RedactionAsked:   {ConfirmRedaction: RedactionLaid, RefuseRedaction: RedactionRefused},
	RedactionLaid:    {AskLifting: RedactionLifting},
	RedactionLifting: {LiftRedaction: RedactionLifted, RefuseLifting: RedactionLaid},
}

// After returns where a redaction stands after the step; empty: it cannot be taken.
func (s RedactionState) After(step RedactionStep) RedactionState { return redactionSteps[s][step] }

// Decides reports whether the step is a second person's.
func (s RedactionStep) Decides() bool { return s == ConfirmRedaction || s == LiftRedaction }

// Bounds of a redaction.
const (
	MaxPassages = 200  // that one redaction names
	MaxNote     = 2000 // characters of what officers write to one another
)
