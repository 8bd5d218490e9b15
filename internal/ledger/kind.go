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
	RoundOpened        Kind = "round_opened"
	SubmissionReceived Kind = "submission_received" // Commitments: one for each comment; Hash: the receipt's seal
	LateEntry          Kind = "late_entry"
	Corrected          Kind = "corrected" // as SubmissionReceived
	Withdrawn          Kind = "withdrawn"
	Redacted           Kind = "redacted"  // Seq: place of the comment in its submission, from 1
	Erased             Kind = "erased"    // Seq: as Redacted
	SetAside           Kind = "set_aside" // Seq: as Redacted
	Answered           Kind = "answered"  // Seq: as Redacted
	OpinionGiven       Kind = "opinion_given"
	Signed             Kind = "signed"
	Decided            Kind = "decided"
	Transition         Kind = "transition" // Seq: sequence number of the dossier
	Exemption          Kind = "exemption"
	RoundClosed        Kind = "round_closed" // Counts: what was received
	ReportPublished    Kind = "report_published"
	KeyRotated         Kind = "key_rotated" // Hash: of the new verifier key
)

type kindRule struct {
	mayCommit  bool
	mustCommit bool
}

var kinds = map[Kind]kindRule{
	DossierOpened:      {},
	DossierImported:    {},
	PackageAdded:       {},
	Published:          {},
	RoundOpened:        {},
	SubmissionReceived: {mayCommit: true, mustCommit: true},
	LateEntry:          {mayCommit: true},
	Corrected:          {mayCommit: true, mustCommit: true},
	Withdrawn:          {},
	Redacted:           {},
	Erased:             {},
	SetAside:           {},
	Answered:           {},
	OpinionGiven:       {},
	Signed:             {},
	Decided:            {},
	Transition:         {},
	Exemption:          {},
	RoundClosed:        {},
	ReportPublished:    {},
	KeyRotated:         {},
}

// Valid reports whether k is one of the kinds above.
func (k Kind) Valid() bool {
	_, ok := kinds[k]
	return ok
}

// Commits reports whether a leaf of this kind may hold commitments and thus
// have a receipt.
func (k Kind) Commits() bool { return kinds[k].mayCommit }
