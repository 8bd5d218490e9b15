package dossier

import "time"

// The messages between the engine, the workflows and the activities. They hold
// ids, hashes, enums, counts and instants alone: a history is kept for months
// by a server that is not the record, so no name, address or free text may
// enter it. A test walks these types.

// TaskQueue is the queue on which all workflows and activities run.
const TaskQueue = "rasprava"

// Names of updates, signals and queries.
const (
	UpdateCommand   = "command"    // CommandMessage -> Verdict, to Dossier
	SignalStageNews = "stage_news" // StageNews, from a child to Dossier
	SignalLook      = "look"       // Look, from Dossier to a child: what you wait for may have moved
	QueryState      = "state"      // -> LiveState
)

// Children: the kinds in their workflow ids.
const (
	ChildPublication = "publication"
	ChildRound       = "round"
	ChildOpinions    = "opinions"
	ChildDecision    = "decision"
)

// DossierInput starts the workflow of a dossier, or continues it as new. It is
// small enough to be written again from the record.
type DossierInput struct {
	Ref        Ref    `json:"ref"`
	Definition string `json:"definition"` // hash of the pinned definition
	Seq        int64  `json:"seq"`
	StageNo    int    `json:"stage_no"` // 0: no stage entered yet
	Stage      string `json:"stage"`
	Round      string `json:"round,omitempty"`     // that the stage has opened
	Rotations  int    `json:"rotations,omitempty"` // how often it was continued as new
	Migrated   int64  `json:"migrated,omitempty"`  // sequence number with which Definition came; 0: it was there at the start
}

// DossierResult is how the dossier ended.
type DossierResult struct {
	Status Status `json:"status"`
	Seq    int64  `json:"seq"`
}

// StageInput starts a child that keeps one stage.
type StageInput struct {
	Ref     Ref    `json:"ref"`
	StageNo int    `json:"stage_no"`
	Stage   string `json:"stage"`
	Kind    string `json:"kind"`
	Round   string `json:"round,omitempty"`
}

// CommandMessage carries a command to the workflow. What was asked in full
// stands in the command's row.
type CommandMessage struct {
	ID   string      `json:"id"`
	Name CommandName `json:"name"`
	Seq  int64       `json:"seq"`
}

// VerdictStatus says what became of a command.
type VerdictStatus string

const (
	VerdictPending  VerdictStatus = "pending"
	VerdictAccepted VerdictStatus = "accepted"
	VerdictRefused  VerdictStatus = "refused"
	VerdictExpired  VerdictStatus = "expired"
)

// Verdict answers a command.
type Verdict struct {
	Status VerdictStatus `json:"status"`
	Code   Code          `json:"code,omitempty"`
	Seq    int64         `json:"seq"`
}

// StageNews tells Dossier that its stage moved: a deadline came, or a round
// closed. Deadline is what the stage waits for now.
type StageNews struct {
	StageNo  int `json:"stage_no"`
	Effect   `json:"effect"`
	Deadline Deadline `json:"deadline,omitzero"`
}

// Look tells a child to read its deadline again. Seq is the newest that Dossier
// knows, Round the round that has opened in the stage; Ended says that Dossier
// knows of the end of the stage and needs no news of it.
type Look struct {
	Seq   int64  `json:"seq"`
	Round string `json:"round,omitempty"`
	Ended bool   `json:"ended,omitempty"`
}

// LiveState is what the workflow itself says of the dossier, for the live
// panel and for the comparison with Postgres.
type LiveState struct {
	Seq       int64     `json:"seq"`
	StageNo   int       `json:"stage_no"`
	Stage     string    `json:"stage"`
	Kind      string    `json:"kind"`
	WaitsFor  string    `json:"waits_for"`        // person, deadline, child, nothing
	Child     string    `json:"child,omitempty"`  // which keeps the stage: what is waited for is proofs, the end of a round, opinions or a decision
	Until     time.Time `json:"until,omitzero"`   // the next end of a term
	Window    string    `json:"window,omitempty"` // of that term
	Body      string    `json:"body,omitempty"`   // code of the body that acts
	Overdue   bool      `json:"overdue,omitempty"`
	Ended     bool      `json:"ended"`
	Rotations int       `json:"rotations"`

	Definition string `json:"definition,omitempty"` // hash
}

// Effect is what a transaction did to a stage, as far as the workflow must
// know it. Applying the same effect twice changes nothing.
type Effect struct {
	Seq      int64  `json:"seq"`
	StageNo  int    `json:"stage_no"`
	Ended    bool   `json:"ended"`              // the stage has ended with Outcome
	Outcome  string `json:"outcome"`            // of the stage
	Round    string `json:"round,omitempty"`    // the round that opened
	Moved    bool   `json:"moved"`              // a deadline moved
	Reminded bool   `json:"reminded,omitempty"` // people are told of a term of the stage; nothing else happened
	Closed   Status `json:"closed"`             // the whole dossier ended so

	Definition string `json:"definition,omitempty"` // hash of the definition to which the dossier has gone over
}

// Activity inputs and results.

// PlanInput asks for the compiled plan of a definition.
type PlanInput struct {
	Definition string `json:"definition"`
}

// EnterInput enters a stage. Its key is (Ref, StageNo).
type EnterInput struct {
	Ref     Ref    `json:"ref"`
	StageNo int    `json:"stage_no"`
	Stage   string `json:"stage"`
}

// Entered says that the stage is entered.
type Entered struct {
	Seq int64 `json:"seq"`
}

// ApplyInput carries out a command. Its key is the command's id.
type ApplyInput struct {
	Ref     Ref    `json:"ref"`
	Command string `json:"command"`
	StageNo int    `json:"stage_no"`
}

// Applied is the verdict on a command with its effect.
type Applied struct {
	Verdict Verdict `json:"verdict"`
	Effect  Effect  `json:"effect"`
}

// DeadlineInput asks what a stage waits for, or what it waits for from one of the
// bodies that are asked in it.
type DeadlineInput struct {
	Ref     Ref    `json:"ref"`
	StageNo int    `json:"stage_no"`
	Body    string `json:"body,omitempty"` // code; empty: the stage itself
}

// Deadline is the next instant at which something happens by itself in a
// stage. Zero Until: nothing does, or the clock of the rehearsal is paused.
type Deadline struct {
	Until   time.Time `json:"until,omitzero"`
	Remind  time.Time `json:"remind,omitzero"` // the next instant at which people are told of a term of the stage; zero: none
	Window  string    `json:"window,omitempty"`
	Body    string    `json:"body,omitempty"`  // code of the body that acts
	Asked   []string  `json:"asked,omitempty"` // codes of the bodies whose terms run each by themselves
	Overdue bool      `json:"overdue"`
	Over    bool      `json:"over"`            // the stage has ended: nothing to wait for
	Effect  Effect    `json:"effect,omitzero"` // how the stage ended, where it is over, for whoever missed it
}

// IsZero reports whether nothing is known.
func (d Deadline) IsZero() bool {
	return d.Until.IsZero() && d.Remind.IsZero() && d.Window == "" && d.Body == "" && d.Asked == nil && !d.Overdue && !d.Over && d.Effect == (Effect{})
}

// LapseInput says that a deadline came, or that people are to be told of one. Its
// key is (Ref, StageNo, Window), and for what is told the window's version and the
// day; when the database's clock disagrees, nothing happens and the stage's next
// deadline is read again. An empty Window says that no window ends.
type LapseInput struct {
	Ref     Ref    `json:"ref"`
	StageNo int    `json:"stage_no"`
	Window  string `json:"window"`
}

// FinishInput ends a dossier. Its key is Ref.
type FinishInput struct {
	Ref    Ref    `json:"ref"`
	Status Status `json:"status"`
	Stage  int    `json:"stage_no"`
}
