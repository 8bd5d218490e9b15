package dossier

import "slices"

// takes is which commands a stage of a kind takes. Withdraw, SetVisibility,
// Advance, Recompute, MigrateProcedure, JoinProposer and LeaveProposer are taken
// in every stage.
var takes = map[string][]CommandName{
	"notice":        {PublishProof},
	"publication":   {PublishProof},
	"consultation":  {PublishProof, Extend, Shorten, Compensate},
	"report":        {PublishReport},
	"working_group": {Complete, Shorten, DecideMaterialChange},
	"drafting":      {Complete, Shorten, DecideMaterialChange},
	"check":         {Complete, Shorten, DecideMaterialChange},
	"decision":      {Prepare, Sign, Return, Reject, RecordConclusion, Shorten, DecideMaterialChange},
	"opinions":      {GiveOpinion, AskOpinion, Extend, DecideMaterialChange},
	"wait":          {Extend, Shorten},
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

// KindsTaking lists in order the kinds of stages that take a command by their kind.
func KindsTaking(n CommandName) []string {
	var kinds []string
	for kind, names := range takes {
		if slices.Contains(names, n) {
			kinds = append(kinds, kind)
		}
	}
	slices.Sort(kinds)
	return kinds
}
