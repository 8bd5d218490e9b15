package dossier

import "slices"

// takes is which commands a stage of a kind takes. Withdraw, SetVisibility,
// Advance, Recompute, MigrateProcedure, JoinProposer and LeaveProposer are taken
// in every stage.
var takes = map[string][]CommandName{
	"notice":        {PublishProof},
	"publication":   {PublishProof},
	"consultation":  {PublishProof, Extend, Compensate},
	"report":        {PublishReport},
	"working_group": {Complete},
	"drafting":      {Complete},
	"check":         {Complete},
	"decision":      {Prepare, Sign, Return, Reject, RecordConclusion},
	"opinions":      {GiveOpinion, AskOpinion},
	"wait":          {},
	"subprocess":    {},
}

// Takes reports whether a stage of that kind takes the command.
func Takes(stageKind string, n CommandName) bool {
	kind, ok := takes[stageKind]
	if !ok {
		return false
	}
	switch n {
	case Withdraw, SetVisibility, Advance, Recompute, MigrateProcedure, JoinProposer, LeaveProposer:
		return true
	}
	return slices.Contains(kind, n)
}
