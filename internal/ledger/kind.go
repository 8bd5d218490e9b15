package ledger

// Kind is what a leaf records.
type Kind string

// The kinds of leaf of the whole product. What [Leaf.Seq] counts is said beside
// each kind that uses it.
const (
	DossierOpened      Kind = "dossier_opened"
	DossierImported    Kind = "dossier_imported" // it was kept elsewhere; Hash: of the record, which names the document that told it
	PackageAdded       Kind = "package_added"    // Seq: number of the version; Hash: of the package
	Published          Kind = "published"
	RoundOpened        Kind = "round_opened"        // Hash: of the package; Until: when it ends
	RoundMoved         Kind = "round_moved"         // Until: when the round ends from then on
	SubmissionReceived Kind = "submission_received" // Commitments: one for each comment; Hash: the receipt's seal
	LateEntry          Kind = "late_entry"          // timely mail, entered by staff; as SubmissionReceived
	SubmissionHeld     Kind = "submission_held"     // as SubmissionReceived; it counts once its author has confirmed the address
	Confirmed          Kind = "confirmed"           // what was held is admitted, as it was received
	Corrected          Kind = "corrected"           // what Submission says from then on, in place of what it said; as SubmissionReceived
	Cosigned           Kind = "cosigned"            // an organisation signs what Submission says now, together with its author; Seq: its place among those that were asked to, from 1; Hash: see Cosigner.Commit
	SignatureWithdrawn Kind = "signature_withdrawn" // of what Cosigned told; Seq: as there
	Withdrawn          Kind = "withdrawn"           // Seq: as Redacted, or 0: every comment of the submission
	Redacted           Kind = "redacted"            // Seq: place of the comment in its submission, from 1; Hash: of the ground
	RedactionLifted    Kind = "redaction_lifted"    // as Redacted
	Erased             Kind = "erased"              // Seq: as Withdrawn
	SetAside           Kind = "set_aside"           // Seq: as Redacted; Hash: of the ground and the reasons
	Reinstated         Kind = "reinstated"          // Seq: as Redacted, of a comment that was set aside and is considered after all
	Answered           Kind = "answered"            // Seq: as Redacted; a further one is a newer version of the answer; Hash: CommitAnswer
	OpinionGiven       Kind = "opinion_given"
	Signed             Kind = "signed"
	Decided            Kind = "decided"
	Transition         Kind = "transition" // Seq: sequence number of the dossier
	Exemption          Kind = "exemption"
	RoundEnded         Kind = "round_ended"      // the provisional closing: no more is taken in, timely mail may still be entered; Counts: as RoundClosed
	RoundClosed        Kind = "round_closed"     // the final closing; Counts: submissions and comments that were received
	ReportPublished    Kind = "report_published" // Hash: of the report; Counts: received and answered
	KeyRotated         Kind = "key_rotated"      // Hash: of the new verifier key
	LogRestored        Kind = "log_restored"     // the log went on from a backup; Seq: size of the tree that was given up; Hash: of its checkpoint
)

type kindRule struct {
	mayCommit  bool
	mustCommit bool
	mayEnd     bool // it says until when
	mustEnd    bool
}

var kinds = map[Kind]kindRule{
	DossierOpened:      {},
	DossierImported:    {},
	PackageAdded:       {},
	Published:          {},
	RoundOpened:        {mayEnd: true}, // those of before rounds told their end have none
	RoundMoved:         {mayEnd: true, mustEnd: true},
	SubmissionReceived: {mayCommit: true, mustCommit: true},
	LateEntry:          {mayCommit: true, mustCommit: true},
	SubmissionHeld:     {mayCommit: true, mustCommit: true},
	Confirmed:          {},
	Corrected:          {mayCommit: true, mustCommit: true},
	Cosigned:           {},
	SignatureWithdrawn: {},
	Withdrawn:          {},
	Redacted:           {},
	RedactionLifted:    {},
	Erased:             {},
	SetAside:           {},
	Reinstated:         {},
	Answered:           {},
	OpinionGiven:       {},
	Signed:             {},
	Decided:            {},
	Transition:         {},
	Exemption:          {},
	RoundEnded:         {},
	RoundClosed:        {},
	ReportPublished:    {},
	KeyRotated:         {},
	LogRestored:        {},
}

// Valid reports whether k is one of the kinds above.
func (k Kind) Valid() bool {
	_, ok := kinds[k]
	return ok
}

// Commits reports whether a leaf of this kind may hold commitments and thus
// have a receipt.
func (k Kind) Commits() bool { return kinds[k].mayCommit }
