package procedure

import "slices"

// Form is what an act is on its way.
type Form string

const (
	Draft     Form = "draft"
	Proposal  Form = "proposal"  // the Government has adopted it
	Published Form = "published" // it is what it was to become
)

// Forms lists all forms, as an act takes them.
var Forms = []Form{Draft, Proposal, Published}

// Government is the code by which definitions call the Government.
const Government = "VLADA"

// Form returns what an act is while a dossier is in a stage, or when it was
// completed there: a proposal below the last decision of the Government in the
// file, what it was to become below its publication; before either, and in a
// stage that is not known, what the definition opens it as, a draft unless it
// says otherwise.
func (d *Definition) Form(stage string, completed bool) Form {
	at := slices.IndexFunc(d.Stages, func(s StageDef) bool { return s.ID == stage })
	passed := func(turns func(StageDef) bool) bool {
		for i, s := range slices.Backward(d.Stages) {
			if turns(s) {
				return at > i || at == i && completed
			}
		}
		return false
	}
	switch {
	case passed(func(s StageDef) bool { return s.Kind == Publication }):
		return Published
	case passed(func(s StageDef) bool { return s.Kind == Decision && s.Actor == Government }):
		return Proposal
	case d.Opens != "":
		return d.Opens
	}
	return Draft
}
