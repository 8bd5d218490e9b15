package procedure

import (
	"fmt"
	"slices"
	"strings"

	"github.com/rasprava/rasprava/internal/calendar"
)

// Definition is a procedure: its stages, terms, gates and outcomes, and where
// in the law each comes from. Load returns one; it is not changed afterwards.
type Definition struct {
	ID        string     `json:"id"`      // such as rs.law.government
	Version   string     `json:"version"` // a civil date, ISO 8601
	TitleSr   string     `json:"title_sr"`
	TitleEn   string     `json:"title_en"`
	ValidFrom string     `json:"valid_from"`                    // the first civil day on which a dossier may start under it
	ValidWhy  string     `json:"valid_from_basis,omitempty"`    // from what that day was taken
	ValidMark Evidence   `json:"valid_from_evidence,omitempty"` // how well it was seen; empty: nobody says
	ValidTo   string     `json:"valid_to,omitempty"`            // the last one; empty: until further notice
	Calendar  string     `json:"calendar"`                      // code of the calendar: rs
	Timezone  string     `json:"timezone"`                      // IANA name
	Unlisted  bool       `json:"unlisted,omitempty"`            // lists show it only when all are asked for
	Acts      []string   `json:"acts,omitempty"`                // the kinds of acts that it is for, of ActKinds; none: every kind
	Opens     Form       `json:"opens_as,omitempty"`            // what the act is when a dossier is opened: Draft or Proposal; empty: Draft
	Heir      string     `json:"heir,omitempty"`                // id@version of the procedure that it was made from
	Traits    []TraitDef `json:"traits,omitempty"`
	Grounds   []Ground   `json:"grounds,omitempty"` // the closed list from which exemptions and urgency take theirs
	Bodies    []BodyRef  `json:"bodies,omitempty"`
	Phases    []PhaseDef `json:"phases,omitempty"` // what people are shown of the stages; Tracker speaks for a definition without
	Stages    []StageDef `json:"stages"`

	NotApplicable []Absent `json:"not_applicable,omitempty"` // stages that others of its kind have

	Source []byte `json:"-"`    // canonical bytes: the file in UTF-8 without byte order mark, lines ended by \n; what it inherits written out
	Hash   string `json:"hash"` // sha256:<hex> of Source

	extra   []calendar.Holiday // days that were added to the calendar
	english map[string]string  // bases as they are cited in English; see EnglishBasis
	line    int
}

// BodyRef is a body that has a part in the procedure.
type BodyRef struct {
	Code      string `json:"code"`
	NameSr    string `json:"name_sr"`
	NameEn    string `json:"name_en"`
	Collegial bool   `json:"collegial,omitempty"` // decides in sessions; its secretary records the conclusions

	line int
}

// PhaseDef is a part of the way as people are shown it: one stage or several.
type PhaseDef struct {
	ID      string `json:"id"`
	TitleSr string `json:"title_sr"`
	TitleEn string `json:"title_en"`
	// NotApplicable, in both languages or in neither, says why the phase, which
	// others of its kind have, is none of this procedure: no stage belongs to it.
	NotApplicableSr string `json:"not_applicable_sr,omitempty"`
	NotApplicableEn string `json:"not_applicable_en,omitempty"`

	line int
}

// StageDef is a stage as the definition states it.
type StageDef struct {
	ID         string       `json:"id"`
	TitleSr    string       `json:"title_sr"`
	TitleEn    string       `json:"title_en"`
	Kind       Kind         `json:"kind"`
	Phase      string       `json:"phase,omitempty"` // id of a phase; see PhaseByStage for a definition without
	Actor      string       `json:"actor"`           // Lead or the code of a body
	Optional   bool         `json:"optional,omitempty"`
	Procedure  string       `json:"procedure,omitempty"`   // of a subprocess: id of the procedure that runs in a dossier of its own
	Docs       []string     `json:"docs,omitempty"`        // kinds of documents that must be in the package
	DocsWhen   []DocWhen    `json:"docs_when,omitempty"`   // those that some acts must have; For puts them into Docs
	PublicDocs []string     `json:"public_docs,omitempty"` // those of the package that the stage makes public
	DocsAfter  []string     `json:"docs_after,omitempty"`  // of opinions: documents of the package that come after them, so that they are on none of these
	Channels   []string     `json:"channels,omitempty"`    // in which publication must be proved
	Comments   string       `json:"comments,omitempty"`    // of a consultation: at_once or after_close, when everybody reads them unless who opens it says otherwise; empty: at once
	Names      string       `json:"names,omitempty"`       // of a consultation: by_choice or never, likewise whether people are named; empty: by their choice
	Who        string       `json:"who,omitempty"`         // of a consultation: anyone, confirmed_email or account, likewise who may comment; empty: anyone
	Windows    []WindowDef  `json:"windows,omitempty"`
	Gates      []GateDef    `json:"gates,omitempty"`
	Signers    int          `json:"signers,omitempty"`     // how many must sign beside the one who prepares
	Signatures []SignedBy   `json:"signatures,omitempty"`  // whose they are, where not all are the actor's
	Ordered    bool         `json:"ordered,omitempty"`     // nobody signs before those above them in Signatures
	Collegial  bool         `json:"collegial,omitempty"`   // decided in session, recorded by the secretary
	Personal   bool         `json:"personal,omitempty"`    // delegable: false; nobody decides by a delegation
	Quorum     *Quorum      `json:"quorum,omitempty"`      // of a collegial decision
	QuorumWhen []Quorum     `json:"quorum_when,omitempty"` // of some acts, in place of Quorum: the first whose condition holds; For puts it there
	Thresholds []Threshold  `json:"thresholds,omitempty"`  // how many must support what the stage collects
	Givers     []GiverDef   `json:"givers,omitempty"`
	Silence    Silence      `json:"silence"`
	Refresh    *Refresh     `json:"refresh,omitempty"`         // of opinions: when the text changes while they are collected
	Technical  string       `json:"legal_technical,omitempty"` // of opinions: code of the body that alone looks at legal-technical corrections
	EscalateTo string       `json:"escalate_to,omitempty"`     // code of the body that is told when a term has passed
	Outcomes   []OutcomeDef `json:"outcomes"`                  // the first is the main path
	Lapse      string       `json:"lapse,omitempty"`           // outcome that is taken when the max term lapses; empty: overdue, nothing more
	Text       TextState    `json:"text"`
	Basis      string       `json:"basis,omitempty"`
	BasisEn    string       `json:"basis_en,omitempty"`
	Evidence   Evidence     `json:"evidence"`

	line int
}

// WindowDef is the time that a stage must or may last.
type WindowDef struct {
	ID      string     `json:"id"` // unique in the stage
	Kind    WindowKind `json:"kind"`
	Term    string     `json:"term"`              // as calendar.ParseTerm reads it
	From    string     `json:"from"`              // FromOpening, FromPublication, FromEntry or stage:<id>
	Floor   string     `json:"floor,omitempty"`   // the term to which a reasoned, published exemption may shorten a minimum; empty: it cannot be
	Grounds []string   `json:"grounds,omitempty"` // ids of those of the closed list on which it may be shortened; some where it has a floor
	// Extendable says of a term of a wait or of opinions that a reasoned, published
	// decision may make it longer; a consultation needs no such word.
	Extendable bool     `json:"extendable,omitempty"`
	When       When     `json:"when,omitempty"`
	Advised    bool     `json:"advised,omitempty"` // good practice rather than a duty
	Basis      string   `json:"basis,omitempty"`
	BasisEn    string   `json:"basis_en,omitempty"`
	Evidence   Evidence `json:"evidence"`

	line int
}

// GateDef is a condition that must hold before the stage is left forwards.
type GateDef struct {
	Code    string `json:"code"`
	When    When   `json:"when,omitempty"`
	Basis   string `json:"basis,omitempty"`
	BasisEn string `json:"basis_en,omitempty"`

	line int
}

// GiverDef is a body that gives its opinion in a stage.
type GiverDef struct {
	Body      string    `json:"body"`
	Mandatory Mandatory `json:"mandatory"`
	When      When      `json:"when,omitempty"` // for which acts a conditional one must be asked; without it the proposer decides
	SubjectSr string    `json:"subject_sr,omitempty"`
	SubjectEn string    `json:"subject_en,omitempty"`

	line int
}

// OutcomeDef is a way out of a stage.
type OutcomeDef struct {
	ID           string `json:"id"`
	TitleSr      string `json:"title_sr"`
	TitleEn      string `json:"title_en"`
	Next         string `json:"next"` // id of a stage, or End
	NeedsReasons bool   `json:"needs_reasons,omitempty"`
	Ends         Ending `json:"ends,omitempty"` // when Next is End
	When         When   `json:"when,omitempty"` // for which acts it may be taken
	// Sets are the traits that the outcome changes, with their new values.
	Sets map[string]string `json:"sets,omitempty"`
	// Grounds are the ids of the closed list of which one must be named.
	Grounds []string `json:"grounds,omitempty"`
	// Exempts says that the outcome departs from a rule: it is put down as an
	// exemption, with its ground, reason, person and date, in public.
	Exempts bool `json:"exempts,omitempty"`
	// Approver is BySigner where the outcome is not for whoever completes the
	// stage: somebody with signing authority in the acting body takes it.
	Approver string `json:"approver,omitempty"`
	Basis    string `json:"basis,omitempty"`
	BasisEn  string `json:"basis_en,omitempty"`
	// Barred says of a definition as it applies to one act that the outcome may
	// not be taken for it. For sets it.
	Barred bool `json:"barred,omitempty"`
	// Back says that the outcome turns the dossier back, to a stage at or above
	// its own in the file, or ends it rejected or withdrawn.
	Back bool `json:"back,omitempty"`
	// Ungated says that gates, documents, terms and signatures do not guard the
	// outcome, only its reasons. Every outcome that turns back is ungated, and
	// those that the definition calls so: an exemption, a return to one's side.
	Ungated bool `json:"ungated,omitempty"`
	// LapseOnly says that the outcome states nothing but that the longest term has
	// passed: it comes by itself then, and nobody takes it.
	LapseOnly bool `json:"lapse_only,omitempty"`

	line int
}

// BySigner is the approver of an outcome that takes signing authority.
const BySigner = "signer"

// With returns the definition in whose calendar these days are not worked either:
// it is the same law, on other days.
func (d *Definition) With(extra ...calendar.Holiday) *Definition {
	if len(extra) == 0 {
		return d
	}
	w := *d
	w.extra = append(slices.Clone(d.extra), extra...)
	return &w
}

// Days returns the calendar by which the terms of the procedure are counted; an
// error where it is not known.
func (d *Definition) Days() (calendar.Calendar, error) {
	cal, err := calendar.Get(d.Calendar)
	if err != nil {
		return calendar.Calendar{}, fmt.Errorf("find days of %s: %w", d.ID, err)
	}
	return cal.With(d.extra...), nil
}

// Stage returns the stage with that id.
func (d *Definition) Stage(id string) (StageDef, bool) {
	for _, s := range d.Stages {
		if s.ID == id {
			return s, true
		}
	}
	return StageDef{}, false
}

// Body returns the body with that code.
func (d *Definition) Body(code string) (BodyRef, bool) {
	for _, b := range d.Bodies {
		if b.Code == code {
			return b, true
		}
	}
	return BodyRef{}, false
}

// Signed reports whether the stage is decided by signatures.
func (s StageDef) Signed() bool { return s.Signers > 0 || len(s.Signatures) > 0 }

// least returns how many sign at least beside the one who prepares: as many as
// must where no other body proposes with the lead.
func (s StageDef) least() int {
	n := s.Signers
	for _, by := range s.Signatures {
		if by.By != CoProposers {
			n += by.Count
		}
	}
	return n
}

// Outcome returns the outcome with that id.
func (s StageDef) Outcome(id string) (OutcomeDef, bool) {
	for _, o := range s.Outcomes {
		if o.ID == id {
			return o, true
		}
	}
	return OutcomeDef{}, false
}

// Window returns the window with that id, which may name after a colon the body
// whose term it is.
func (s StageDef) Window(id string) (WindowDef, bool) {
	id, _, _ = strings.Cut(id, ":")
	for _, w := range s.Windows {
		if w.ID == id {
			return w, true
		}
	}
	return WindowDef{}, false
}

// Verified reports whether every term, quorum and threshold of the procedure was
// read in a public source.
func (d *Definition) Verified() bool {
	for _, s := range d.Stages {
		for _, w := range s.Windows {
			if !w.Evidence.Verified() {
				return false
			}
		}
		for _, t := range s.Thresholds {
			if !t.Evidence.Verified() {
				return false
			}
		}
		for _, q := range s.Quorums() {
			if !q.Evidence.Verified() {
				return false
			}
		}
		if s.Refresh != nil && !s.Refresh.Evidence.Verified() {
			return false
		}
	}
	return true
}
