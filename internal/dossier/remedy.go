package dossier

import "github.com/rasprava/rasprava/internal/procedure"

// Mends returns what somebody does so that a condition is met that is not, in a
// stage that stands so; false where no one thing that somebody does here meets
// it: time passes, or an earlier stage is gone through again.
func (s Situation) Mends(r procedure.Reason) (Action, bool) {
	switch r.Code {
	case procedure.DocumentsPresent:
		return AddPackage, true
	case procedure.EveryCommentAnswered, procedure.ClosingDeclared:
		return AnswerComm, true
	case procedure.ReportPublished:
		return Action(PublishReport), s.Stage.Kind == procedure.Report
	case procedure.OpinionsBoundToText:
		return Action(GiveOpinion), s.Stage.Kind == procedure.Opinions
	case procedure.ChannelsProved:
		return Action(PublishProof), s.Stage.Kind.ByChannels() && !s.Published
	case procedure.PackagePublic:
		return Action(PublishProof), s.Stage.Kind.ByChannels() && !s.Published
	case procedure.MinWindowEnded:
		return Action(PublishProof), r.Params["until"] == "" && s.Stage.Kind == procedure.Consultation && !s.Published
	case procedure.PackagePrepared, procedure.PackageUnchanged, procedure.SealUnbroken:
		return Action(Prepare), true
	case procedure.MaterialChangeDecided:
		return Action(DecideMaterialChange), true
	case procedure.MembersKnown:
		return Administer, true
	case procedure.SignaturesComplete:
		return Action(Sign), true
	}
	return "", false
}
