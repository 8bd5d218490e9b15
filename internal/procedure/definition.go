package procedure

// Definition is a procedure: its stages, terms, gates and outcomes, and where
// in the law each comes from. Load returns one; it is not changed afterwards.
type Definition struct {
	ID        string // such as rs.law.government
	Version   string // a civil date, ISO 8601
	TitleSr   string
	TitleEn   string
	ValidFrom string // the first civil day on which a dossier may start under it
	ValidTo   string // the last one; empty: until further notice
	Calendar  string // code of the calendar: rs
	Timezone  string // IANA name
	Unlisted  bool   // lists show it only when all are asked for
	Bodies    []BodyRef
	Stages    []StageDef

	Source []byte // canonical bytes: the file in UTF-8 without byte order mark, lines ended by \n
	Hash   string // sha256:<hex> of Source

	line int
}

// BodyRef is a body that has a part in the procedure.
type BodyRef struct {
	Code      string
	NameSr    string
	NameEn    string
	Collegial bool // decides in sessions; its secretary records the conclusions

	line int
}

// StageDef is a stage as the definition states it.
type StageDef struct {
	ID         string
	TitleSr    string
	TitleEn    string
	Kind       Kind
	Actor      string   // Lead or the code of a body
	Optional   bool     //
	Docs       []string // kinds of documents that must be in the package
	PublicDocs []string // those of the package that the stage makes public
	Channels   []string // in which publication must be proved
	Windows    []WindowDef
	Gates      []GateDef
	Signers    int  // how many must sign beside the one who prepares
	Collegial  bool // decided in session, recorded by the secretary
	Givers     []GiverDef
	Silence    Silence
	Outcomes   []OutcomeDef // the first is the main path
	Lapse      string       // outcome that is taken when the max term lapses; empty: overdue, nothing more
	Text       TextState
	Basis      string
	Evidence   Evidence

	line int
}

// WindowDef is the time that a stage must or may last.
type WindowDef struct {
	ID       string // unique in the stage
	Kind     WindowKind
	Term     string // as calendar.ParseTerm reads it
	From     string // FromPublication, FromEntry or stage:<id>
	Basis    string
	Evidence Evidence

	line int
}

// GateDef is a condition that must hold before the stage is left forwards.
type GateDef struct {
	Code  string
	Basis string

	line int
}

// GiverDef is a body that gives its opinion in a stage.
type GiverDef struct {
	Body      string
	Mandatory Mandatory
	SubjectSr string
	SubjectEn string

	line int
}

// OutcomeDef is a way out of a stage.
type OutcomeDef struct {
	ID           string
	TitleSr      string
	TitleEn      string
	Next         string // id of a stage, or End
	NeedsReasons bool
	Ends         Ending // when Next is End
	// Back says that the outcome turns the dossier back, to a stage at or above
	// its own in the file, or ends it rejected or withdrawn.
	Back bool
	// Ungated says that gates, documents, terms and signatures do not guard the
	// outcome, only its reasons. Every outcome that turns back is ungated, and
	// those that the definition calls so: an exemption, a return to one's side.
	Ungated bool

	line int
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

// Outcome returns the outcome with that id.
func (s StageDef) Outcome(id string) (OutcomeDef, bool) {
	for _, o := range s.Outcomes {
		if o.ID == id {
			return o, true
		}
	}
	return OutcomeDef{}, false
}

// Window returns the window with that id.
func (s StageDef) Window(id string) (WindowDef, bool) {
	for _, w := range s.Windows {
		if w.ID == id {
			return w, true
		}
	}
	return WindowDef{}, false
}
