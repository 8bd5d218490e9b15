package dossier

import (
	"errors"
	"fmt"
	"sort"
	"strings"
)

// Code names a reason why something was refused. It is stable: the API, the
// message catalogues and the workflows all speak of a refusal by its code.
type Code string

// Field is one field of a request that cannot be taken as it is.
type Field struct {
	Name   string
	Code   Code
	Params map[string]string
}

// Problem is a refusal that the person who asked must understand: the code
// finds the sentence in their language, Params fill it in. The wrapped error is
// for the log alone.
type Problem struct {
	Code   Code
	Params map[string]string
	Fields []Field
	err    error
}

// Refuse returns a Problem; params are pairs of a name and a value.
func Refuse(code Code, params ...string) *Problem {
	p := &Problem{Code: code}
	if len(params) > 0 {
		p.Params = map[string]string{}
	}
	for i := 0; i+1 < len(params); i += 2 {
		p.Params[params[i]] = params[i+1]
	}
	return p
}

// Because returns a copy of p that carries err for the log.
func (p *Problem) Because(err error) *Problem {
	c := *p
	c.err = err
	return &c
}

func (p *Problem) Error() string {
	var b strings.Builder
	b.WriteString("refused: ")
	b.WriteString(string(p.Code))
	names := make([]string, 0, len(p.Params))
	for n := range p.Params {
		names = append(names, n)
	}
	sort.Strings(names)
	for _, n := range names {
		fmt.Fprintf(&b, " %s=%q", n, p.Params[n])
	}
	for _, f := range p.Fields {
		fmt.Fprintf(&b, " %s:%s", f.Name, f.Code)
	}
	if p.err != nil {
		fmt.Fprintf(&b, ": %v", p.err)
	}
	return b.String()
}

func (p *Problem) Unwrap() error { return p.err }

// CodeOf returns the code of the first Problem in err's chain, or CodeInternal
// where there is none.
func CodeOf(err error) Code {
	var p *Problem
	if errors.As(err, &p) {
		return p.Code
	}
	return CodeInternal
}

// The codes. Each has a title and a sentence in every message catalogue.
const (
	CodeNotFound        Code = "not_found"
	CodeForbidden       Code = "forbidden"
	CodeUnauthenticated Code = "unauthenticated"
	CodeInvalid         Code = "invalid"
	CodeTooLarge        Code = "too_large"
	CodeBusy            Code = "busy"
	CodeRateLimited     Code = "rate_limited"
	CodeInternal        Code = "internal"
	CodeUnavailable     Code = "unavailable"
	CodeRedlinePending  Code = "redline_pending" // it is being made; the same may be asked for again

	CodeStale            Code = "stale"
	CodeNotNow           Code = "not_now"
	CodeUnmet            Code = "unmet"
	CodeCommandExpired   Code = "command_expired"
	CodeCommandConflict  Code = "command_conflict"
	CodeCommandUnknown   Code = "command_unknown"
	CodePackageChanged   Code = "package_changed"
	CodePreparerSigns    Code = "preparer_cannot_sign"
	CodeAlreadySigned    Code = "already_signed"
	CodeNotPrepared      Code = "not_prepared"
	CodeAppointmentEnded Code = "appointment_ended"
	CodeDelegationEnded  Code = "delegation_ended"
	CodeNotYourBody      Code = "not_your_body"
	CodeWrongRole        Code = "wrong_role"    // in a body that has a part in the dossier
	CodeRoleRequired     Code = "role_required" // in any body, whatever the dossier
	CodeReasonsRequired  Code = "reasons_required"
	CodeReasonsTooLong   Code = "reasons_too_long"
	CodeOutcomeUnknown   Code = "outcome_unknown"
	CodeChannelUnknown   Code = "channel_unknown"
	CodeChannelProved    Code = "channel_proved"
	CodeProofMissing     Code = "proof_missing"
	CodeProofInFuture    Code = "proof_in_future"
	CodeTextClosed       Code = "text_closed"
	CodeNotText          Code = "not_text"
	CodeNotUTF8          Code = "not_utf8"
	CodeNUL              Code = "nul_character"
	CodeMalformed        Code = "malformed"
	CodeDocumentUnknown  Code = "document_unknown"
	CodeNothingChanged   Code = "nothing_changed"
	CodeDocumentName     Code = "document_name_invalid"
	CodeDocumentEmpty    Code = "document_empty"
	CodeTooManyDocuments Code = "too_many_documents"
	CodeOneAct           Code = "one_act"
	CodeConclusionType   Code = "conclusion_document_type"
	CodeNotBrought       Code = "conclusion_not_brought"
	CodeNothingStaged    Code = "nothing_staged"
	CodeStagedFull       Code = "staged_too_large"
	CodeVersionBetween   Code = "version_between"
	CodeTextMovedOn      Code = "text_moved_on"   // somebody worked on it since it was read
	CodeBothChanged      Code = "both_changed"    // two changed the same provisions
	CodePreviewChanged   Code = "preview_changed" // what is confirmed is not what was shown
	CodeProvisionGone    Code = "provision_gone"  // from the text that is worked on

	CodeNumberRequired    Code = "conclusion_number_required"
	CodeDateInFuture      Code = "conclusion_date_in_future"
	CodeDateBeforeStage   Code = "conclusion_date_before_stage"
	CodeDateInvalid       Code = "date_invalid"
	CodeOpinionGiven      Code = "opinion_already_given"
	CodeOpinionOtherText  Code = "opinion_other_text"
	CodeNotAsked          Code = "not_asked_for_opinion"
	CodeWindowShortened   Code = "window_cannot_be_shortened"
	CodeWindowTooLong     Code = "window_too_long"
	CodeNotRehearsal      Code = "not_a_rehearsal"
	CodeNothingToWaitFor  Code = "nothing_to_wait_for"
	CodeVisibility        Code = "visibility_not_allowed"
	CodeRoundClosed       Code = "round_closed"
	CodeRoundNotOpen      Code = "round_not_open"
	CodeIdempotency       Code = "idempotency_conflict"
	CodeIdempotencyErased Code = "idempotency_erased"
	CodeIdempotencyGone   Code = "idempotency_forgotten"
	CodeIdempotencyKey    Code = "idempotency_key_required"
	CodeProvisionUnknown  Code = "provision_unknown"
	CodeQuoteNowhere      Code = "quote_not_in_text"
	CodeQuoteElsewhere    Code = "quote_elsewhere" // it stands in another provision
	CodeTooManyComments   Code = "too_many_comments"
	CodeBodyRequired      Code = "body_required"
	CodeBodyTooLong       Code = "body_too_long" // of a submission
	CodeTextTooLong       Code = "text_too_long"
	CodeKindUnknown       Code = "kind_unknown"
	CodeAuthorKind        Code = "author_kind_required"
	CodeNameUnwanted      Code = "name_unwanted"
	CodeNameRequired      Code = "name_required"
	CodeEmailInvalid      Code = "email_invalid"
	CodeEmailTaken        Code = "email_taken"
	CodeToldNowhere       Code = "told_nowhere" // who asks to be told leaves no address
	CodeStopUnknown       Code = "stop_unknown" // a link to be told no more
	CodeProofTooEarly     Code = "proof_before_stage"
	CodeEmailRequired     Code = "email_required"
	CodeAccountRequired   Code = "account_required"
	CodeAccountOfBody     Code = "organisation_account_required" // who writes for an organisation is signed in
	CodeMandateMissing    Code = "mandate_missing"
	CodeOrganisation      Code = "organisation_unknown"
	CodeAnswerOutcome     Code = "answer_outcome_unknown"
	CodeAnswerConflict    Code = "answer_conflict"
	CodePlaceConflict     Code = "place_conflict"
	CodeAnswersFinal      Code = "answers_final"
	CodeReceiptUnknown    Code = "receipt_unknown"
	CodeSecretRequired    Code = "secret_required"
	CodeSecretWrong       Code = "secret_wrong"
	CodePromisePending    Code = "promise_pending"
	CodeBodyUnknown       Code = "body_unknown"
	CodeProcedureUnknown  Code = "procedure_unknown"
	CodeProcedureNotValid Code = "procedure_not_valid"
	CodeVersionUnknown    Code = "version_unknown"    // no later version of the dossier's procedure
	CodeVersionNotValid   Code = "version_not_valid"  // on the day of the dossier
	CodeImpossible        Code = "history_impossible" // under the version
	CodeBasisRequired     Code = "basis_required"     //
	CodeTitleRequired     Code = "title_required"
	CodeCursorInvalid     Code = "cursor_invalid"
	CodeLimitInvalid      Code = "limit_invalid"
	CodeCredentials       Code = "credentials_wrong"
	CodeTooManyAttempts   Code = "too_many_attempts"

	CodeLangUnknown       Code = "lang_unknown"
	CodeNameMissing       Code = "name_missing"
	CodeRegisterNo        Code = "register_no_invalid"
	CodeOrganisationKind  Code = "organisation_kind_unknown"
	CodeOrganisationKnown Code = "organisation_known"
	CodeMandateHeld       Code = "mandate_held"
	CodeMandateAsked      Code = "mandate_asked"
	CodeTooManyRequests   Code = "too_many_requests_wait"
	CodeReasonMissing     Code = "reason_missing"
	CodeDelegatorSigned   Code = "delegator_signed"
	CodeRoleNotDelegable  Code = "role_not_delegable"
	CodePersonal          Code = "decision_personal"
	CodeNotColleague      Code = "not_a_colleague"
	CodeDossierUnknown    Code = "dossier_unknown"
	CodeDateInPast        Code = "date_in_past"
	CodeDelegationLength  Code = "delegation_length"
	CodeDelegationBeyond  Code = "delegation_beyond_appointment"
	CodeDelegationTwice   Code = "delegation_twice"
	CodeTooManyDelegated  Code = "too_many_delegations"
	CodeOpinionAsked      Code = "opinion_asked_already"
	CodeOpinionOfSelf     Code = "opinion_of_self"
	CodeTraitUnknown      Code = "trait_unknown"
	CodeActOfOther        Code = "act_of_other_procedure"

	CodeCalendarUnknown   Code = "calendar_unknown"
	CodeHolidayUnknown    Code = "holiday_unknown"
	CodeHolidayFree       Code = "holiday_free"     // the day is not worked anyway
	CodeHolidayTooFar     Code = "holiday_too_far"  // more than a year behind, or three ahead
	CodeHolidayName       Code = "holiday_name"     // missing, or too long
	CodeLegalAct          Code = "legal_act"        // missing, or too long
	CodeDowntimeUnknown   Code = "downtime_unknown" // or nothing of the round was lost in it
	CodeDowntimeMadeGood  Code = "downtime_made_good"
	CodeCompensationShort Code = "compensation_short"

	CodeGroundUnknown    Code = "ground_unknown"
	CodeWithdrawalGround Code = "withdrawal_ground"
	CodeNotResubmittable Code = "not_resubmittable"
	CodeResubmitted      Code = "resubmitted_already"
	CodeProposes         Code = "proposes_already"
	CodeProposesNot      Code = "proposes_not"
	CodeLeadStays        Code = "lead_stays"
	CodeTooManyProposers Code = "too_many_proposers"
	CodeActMissing       Code = "legal_act_missing"
	CodePeriodOverlaps   Code = "period_overlaps"
	CodePeriodOver       Code = "period_over"
	CodePeriodOrder      Code = "period_order"
	CodeBodyEnded        Code = "body_ended"
	CodeBodyCode         Code = "body_code_invalid"
	CodeBodyCodeTaken    Code = "body_code_taken"
	CodeBodyParts        Code = "body_parts"
	CodeBodySuccessor    Code = "body_successor"
	CodeBodyHasWork      Code = "body_has_work"
	CodeChangeBegun      Code = "body_change_begun"
	CodeChangeFollowed   Code = "body_change_followed"
	CodeMembersInvalid   Code = "members_invalid"   // of a body: none, or more than there can be
	CodeMembersEntered   Code = "members_entered"   // a number of members holds from that day already
	CodeMembersCancelled Code = "members_cancelled" // the number was cancelled before
	CodePlanItemKnown    Code = "plan_item_known"
	CodePlanItemUnknown  Code = "plan_item_unknown"
	CodePlanYear         Code = "plan_year"
	CodePlanWhen         Code = "plan_when"
	CodeCountInvalid     Code = "count_invalid"
	CodeCountAbove       Code = "count_above"
	CodeExpiresInPast    Code = "expires_in_past"
	CodeNothingExpires   Code = "nothing_expires"
	CodeSignatureBefore  Code = "signature_before"
	CodeBodySigned       Code = "body_has_signed"
	CodeGroundRequired   Code = "ground_required"
	CodeNotShortened     Code = "window_not_shortened" // there is none with a floor, or it has begun and is only extended
	CodeNotExtended      Code = "window_not_extended"  // none runs that may be
	CodeBelowFloor       Code = "window_below_floor"
	CodeNotShorter       Code = "window_not_shorter"
	CodeShortenedPast    Code = "window_shortened_into_past"

	CodeClosingFinal  Code = "closing_final"     // of a round
	CodeSentTooLate   Code = "sent_too_late"     // after the last day of a round
	CodeSentTooEarly  Code = "sent_too_early"    // before its first
	CodeSentInFuture  Code = "sent_in_future"    // on a day still to come
	CodeArrivesLater  Code = "arrives_later"     // so does a letter
	CodeArrivedEarly  Code = "arrived_too_early" // before it was sent
	CodeScanKind      Code = "scan_kind"         // neither a PDF nor a picture
	CodeScanRequired  Code = "scan_required"
	CodePortalDiffers Code = "portal_differs"    // what was taken in and what the portal has
	CodePortalEarly   Code = "portal_file_early" // of before the end of the round

	// CodePortalUndeclared: no file of the portal was brought, and nobody says that it has no comments.
	CodePortalUndeclared Code = "portal_undeclared"
	CodePortalChoose     Code = "portal_choose"    // which differences are meant
	CodeNoEntry          Code = "no_entry"         // it came from its author
	CodeCameAsLetter     Code = "came_as_letter"   // staff entered it, and had its secret
	CodeRoundNotClosed   Code = "round_not_closed" //

	CodeConfirmationUnknown Code = "confirmation_unknown" // the link leads to nothing that is to be confirmed
	CodeConfirmationOver    Code = "confirmation_over"    // its term has passed
	CodeConfirmationsOpen   Code = "confirmations_open"   // of a round: authors may still confirm
	CodeDisowned            Code = "disowned"             // by whoever reads mail at the address
	CodeAlreadyConfirmed    Code = "already_confirmed"
	CodeAskedLately         Code = "asked_lately"
	CodeInvitations         Code = "too_many_invitations" // of organisations to sign, by one sender or to one address
	CodeAddressFull         Code = "address_full"         // too much waits at an address to be confirmed
	CodeUnconfirmed         Code = "unconfirmed"          // a submission that does not count yet

	CodeTooManyCosigners  Code = "too_many_cosigners"
	CodeCosignerTwice     Code = "cosigner_twice"
	CodeCosignerSelf      Code = "cosigner_self"       // the author's own organisation, or address
	CodeCosigningUnknown  Code = "cosigning_unknown"   // the link asks nobody to sign
	CodeCosigningOver     Code = "cosigning_over"      // the round takes no signatures any more
	CodeCosigningText     Code = "cosigning_text"      // it was corrected since who signs read it
	CodeCosigningMandate  Code = "cosigning_mandate"   // who speaks for the organisation signs, signed in
	CodeCosignerDeclined  Code = "cosigner_declined"   // it is not asked again
	CodeCosignerHasSigned Code = "cosigner_has_signed" // the same

	CodeWithdrawn     Code = "submission_withdrawn"
	CodeAnsweredEarly Code = "answered_already" // while the round runs
	CodeSameComments  Code = "comments_differ"  // a correction is of every comment of the submission, in their order

	CodeAsideGround        Code = "set_aside_ground"
	CodeAsideFinal         Code = "set_aside_final" // the dossier has ended
	CodeSetAside           Code = "comment_set_aside"
	CodeAsideOpen          Code = "set_aside_proposed"   // and not decided yet
	CodeAsideOnce          Code = "considered_after_all" // what was set aside once is not set aside again
	CodeCommentCorrected   Code = "comment_corrected"    // since it was read by who decides on it
	CodeAsideAnswered      Code = "comment_answered"     // what was answered is not set aside
	CodeAsideReported      Code = "round_reported"       // the report on the round is published
	CodeAsideDecided       Code = "set_aside_decided"
	CodeSameOfficer        Code = "same_officer" // had a part in it before, or lent the role to who had, or acts in their place
	CodeNotProposer        Code = "not_proposer" // who proposed it alone takes it back
	CodeSameAsRequired     Code = "same_as_required"
	CodeNotSameText        Code = "not_same_text"
	CodeNotSameAuthor      Code = "not_same_author"
	CodeNotSetAside        Code = "not_set_aside"
	CodeContested          Code = "contested_already"
	CodeNotContested       Code = "not_contested"
	CodeContestTooLate     Code = "contest_too_late" // its term is over
	CodeNameNotShown       Code = "name_not_shown"
	CodeClaimRequired      Code = "claim_required" // a field of it
	CodeClaimsEnough       Code = "claims_enough"
	CodeCaseDecided        Code = "case_decided"
	CodeVerification       Code = "verification_unknown"
	CodeClaimantVerified   Code = "claimant_verified"
	CodeClaimantUnverified Code = "claimant_unverified"
	CodeContestSettled     Code = "contest_settled"
	CodePassageMissing     Code = "passage_missing"   // it does not stand in the text
	CodeTooManyPassages    Code = "too_many_passages" //
	CodeNothingCovered     Code = "nothing_covered"   // no passage, file or name is named
	CodeDecidedBefore      Code = "decided_before"    // by somebody else, meanwhile
	CodeRedacted           Code = "comment_redacted"  // something of it is covered, or is to be
	CodeMarkInText         Code = "mark_in_text"      // the mark of what is covered, in another text than the one that is read
	CodeErased             Code = "submission_erased"
	CodeTextErased         Code = "text_erased"     // a file of it is asked for
	CodeErasureAsked       Code = "erasure_asked"   // before, and not decided yet
	CodeUnsealedLong       Code = "unsealed_long"   // ago, or by another
	CodeShowingUnknown     Code = "showing_unknown" // of a round

	CodeTooManyAttachments Code = "too_many_attachments"
	CodeAttachmentUnknown  Code = "attachment_unknown" // never uploaded, gone after its day, or used already
	CodeAttachmentEmpty    Code = "attachment_empty"
	CodeAttachmentKind     Code = "attachment_kind"
	CodeAttachmentDamaged  Code = "attachment_damaged"
	CodeAttachmentSwollen  Code = "attachment_swollen" // it unpacks to too much
	CodeAttachmentActive   Code = "attachment_active"  // macros, or a password

	CodeNewerThanPrepared Code = "newer_than_prepared" // something that a signature would stand on
)
