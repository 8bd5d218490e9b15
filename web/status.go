package web

import (
	"net/http"

	"github.com/rasprava/rasprava/internal/dossier"
)

// Codes of problems that only HTTP knows.
const (
	codeMethod        dossier.Code = "method_not_allowed"
	codeMediaType     dossier.Code = "unsupported_media_type"
	codeNotAcceptable dossier.Code = "not_acceptable"
	codeCrossOrigin   dossier.Code = "cross_origin"
	codeJSON          dossier.Code = "json_invalid"
	codeFieldUnknown  dossier.Code = "field_unknown"
	codeFieldRequired dossier.Code = "field_required"
	codeFieldTwice    dossier.Code = "field_twice"
	codeFieldType     dossier.Code = "field_type"
	codeFieldRange    dossier.Code = "field_range"
	codeBase64        dossier.Code = "base64_invalid"
	codeNoAttachments dossier.Code = "attachments_not_taken"
	codeNeedsSession  dossier.Code = "session_required"
	codeRefusedBefore dossier.Code = "refused_before"
	codeGivenBefore   dossier.Code = "given_before"
)

// statuses is the HTTP status of every code.
var statuses = map[dossier.Code]int{
	dossier.CodeNotFound:          http.StatusNotFound,
	dossier.CodeForbidden:         http.StatusForbidden,
	dossier.CodeUnauthenticated:   http.StatusUnauthorized,
	dossier.CodeInvalid:           http.StatusUnprocessableEntity,
	dossier.CodeTooLarge:          http.StatusRequestEntityTooLarge,
	dossier.CodeBusy:              http.StatusServiceUnavailable,
	dossier.CodeRateLimited:       http.StatusTooManyRequests,
	dossier.CodeInternal:          http.StatusInternalServerError,
	dossier.CodeUnavailable:       http.StatusServiceUnavailable,
	dossier.CodeStale:             http.StatusConflict,
	dossier.CodeNotNow:            http.StatusConflict,
	dossier.CodeUnmet:             http.StatusConflict,
	dossier.CodeCommandExpired:    http.StatusConflict,
	dossier.CodeCommandConflict:   http.StatusConflict,
	dossier.CodeCommandUnknown:    http.StatusUnprocessableEntity,
	dossier.CodePackageChanged:    http.StatusConflict,
	dossier.CodePreparerSigns:     http.StatusForbidden,
	dossier.CodeAlreadySigned:     http.StatusConflict,
	dossier.CodeNotPrepared:       http.StatusConflict,
	dossier.CodeNewerThanPrepared: http.StatusConflict,
	dossier.CodeAppointmentEnded:  http.StatusForbidden,
	dossier.CodeDelegationEnded:   http.StatusForbidden,
	dossier.CodeNotYourBody:       http.StatusForbidden,
	dossier.CodeWrongRole:         http.StatusForbidden,
	dossier.CodeRoleRequired:      http.StatusForbidden,
	dossier.CodeReasonsRequired:   http.StatusUnprocessableEntity,
	dossier.CodeReasonsTooLong:    http.StatusUnprocessableEntity,
	dossier.CodeOutcomeUnknown:    http.StatusUnprocessableEntity,
	dossier.CodeChannelUnknown:    http.StatusUnprocessableEntity,
	dossier.CodeProofMissing:      http.StatusUnprocessableEntity,
	dossier.CodeProofInFuture:     http.StatusUnprocessableEntity,
	dossier.CodeProofTooEarly:     http.StatusUnprocessableEntity,
	dossier.CodeTextClosed:        http.StatusConflict,
	dossier.CodeNotText:           http.StatusUnprocessableEntity,
	dossier.CodeNotUTF8:           http.StatusUnprocessableEntity,
	dossier.CodeDocumentUnknown:   http.StatusUnprocessableEntity,
	dossier.CodeNothingChanged:    http.StatusConflict,
	dossier.CodeTooManyDocuments:  http.StatusUnprocessableEntity,
	dossier.CodeNothingStaged:     http.StatusConflict,
	dossier.CodeStagedFull:        http.StatusRequestEntityTooLarge,
	dossier.CodeVersionBetween:    http.StatusConflict,
	dossier.CodeOneAct:            http.StatusUnprocessableEntity,
	dossier.CodeNumberRequired:    http.StatusUnprocessableEntity,
	dossier.CodeDateInFuture:      http.StatusUnprocessableEntity,
	dossier.CodeDateInvalid:       http.StatusUnprocessableEntity,
	dossier.CodeOpinionGiven:      http.StatusConflict,
	dossier.CodeOpinionOtherText:  http.StatusConflict,
	dossier.CodeNotAsked:          http.StatusForbidden,
	dossier.CodeWindowShortened:   http.StatusConflict,
	dossier.CodeWindowTooLong:     http.StatusUnprocessableEntity,
	dossier.CodeNotRehearsal:      http.StatusConflict,
	dossier.CodeVersionUnknown:    http.StatusUnprocessableEntity,
	dossier.CodeVersionNotValid:   http.StatusConflict,
	dossier.CodeImpossible:        http.StatusConflict,
	dossier.CodeBasisRequired:     http.StatusUnprocessableEntity,
	dossier.CodeNothingToWaitFor:  http.StatusConflict,
	dossier.CodeVisibility:        http.StatusConflict,
	dossier.CodeRoundClosed:       http.StatusConflict,
	dossier.CodeRoundNotOpen:      http.StatusConflict,
	dossier.CodeIdempotency:       http.StatusConflict,
	dossier.CodeIdempotencyKey:    http.StatusBadRequest,
	dossier.CodeProvisionUnknown:  http.StatusUnprocessableEntity,
	dossier.CodeTooManyComments:   http.StatusUnprocessableEntity,
	dossier.CodeBodyRequired:      http.StatusUnprocessableEntity,
	dossier.CodeBodyTooLong:       http.StatusUnprocessableEntity,
	dossier.CodeTextTooLong:       http.StatusUnprocessableEntity,
	dossier.CodeKindUnknown:       http.StatusUnprocessableEntity,
	dossier.CodeAuthorKind:        http.StatusUnprocessableEntity,
	dossier.CodeNameRequired:      http.StatusUnprocessableEntity,
	dossier.CodeEmailInvalid:      http.StatusUnprocessableEntity,
	dossier.CodeEmailTaken:        http.StatusConflict,
	dossier.CodeEmailRequired:     http.StatusUnprocessableEntity,
	dossier.CodeAccountRequired:   http.StatusUnauthorized,
	dossier.CodeMandateMissing:    http.StatusForbidden,
	dossier.CodeOrganisation:      http.StatusUnprocessableEntity,
	dossier.CodeAnswerOutcome:     http.StatusUnprocessableEntity,
	dossier.CodeAnswerConflict:    http.StatusConflict,
	dossier.CodeAnswersFinal:      http.StatusConflict,
	dossier.CodeReceiptUnknown:    http.StatusNotFound,
	dossier.CodeSecretWrong:       http.StatusForbidden,
	dossier.CodePromisePending:    http.StatusConflict,
	dossier.CodeBodyUnknown:       http.StatusUnprocessableEntity,
	dossier.CodeProcedureUnknown:  http.StatusUnprocessableEntity,
	dossier.CodeProcedureNotValid: http.StatusUnprocessableEntity,
	dossier.CodeDocumentName:      http.StatusUnprocessableEntity,
	dossier.CodeDocumentEmpty:     http.StatusUnprocessableEntity,
	dossier.CodeConclusionType:    http.StatusUnprocessableEntity,
	dossier.CodePersonal:          http.StatusForbidden,
	dossier.CodeNotBrought:        http.StatusUnprocessableEntity,
	dossier.CodeChannelProved:     http.StatusConflict,
	dossier.CodeTitleRequired:     http.StatusUnprocessableEntity,
	dossier.CodeCursorInvalid:     http.StatusBadRequest,
	dossier.CodeLimitInvalid:      http.StatusBadRequest,
	dossier.CodeCredentials:       http.StatusUnauthorized,
	dossier.CodeTooManyAttempts:   http.StatusTooManyRequests,

	dossier.CodeLangUnknown:       http.StatusUnprocessableEntity,
	dossier.CodeNameMissing:       http.StatusUnprocessableEntity,
	dossier.CodeRegisterNo:        http.StatusUnprocessableEntity,
	dossier.CodeOrganisationKind:  http.StatusUnprocessableEntity,
	dossier.CodeOrganisationKnown: http.StatusConflict,
	dossier.CodeMandateHeld:       http.StatusConflict,
	dossier.CodeMandateAsked:      http.StatusConflict,
	dossier.CodeTooManyRequests:   http.StatusConflict,
	dossier.CodeReasonMissing:     http.StatusUnprocessableEntity,
	dossier.CodeDelegatorSigned:   http.StatusForbidden,
	dossier.CodeRoleNotDelegable:  http.StatusUnprocessableEntity,
	dossier.CodeNotColleague:      http.StatusUnprocessableEntity,
	dossier.CodeDossierUnknown:    http.StatusUnprocessableEntity,
	dossier.CodeDateInPast:        http.StatusUnprocessableEntity,
	dossier.CodeDelegationLength:  http.StatusUnprocessableEntity,
	dossier.CodeDelegationBeyond:  http.StatusUnprocessableEntity,
	dossier.CodeDelegationTwice:   http.StatusConflict,
	dossier.CodeTooManyDelegated:  http.StatusConflict,
	dossier.CodeOpinionAsked:      http.StatusConflict,
	dossier.CodeOpinionOfSelf:     http.StatusUnprocessableEntity,
	dossier.CodeTraitUnknown:      http.StatusUnprocessableEntity,
	dossier.CodeCountInvalid:      http.StatusUnprocessableEntity,
	dossier.CodeCountAbove:        http.StatusUnprocessableEntity,
	dossier.CodeGroundUnknown:     http.StatusUnprocessableEntity,
	dossier.CodeExpiresInPast:     http.StatusUnprocessableEntity,
	dossier.CodeNothingExpires:    http.StatusUnprocessableEntity,
	dossier.CodeSignatureBefore:   http.StatusConflict,
	dossier.CodeBodySigned:        http.StatusConflict,
	dossier.CodeGroundRequired:    http.StatusUnprocessableEntity,
	dossier.CodeNotShortened:      http.StatusConflict,
	dossier.CodeBelowFloor:        http.StatusUnprocessableEntity,
	dossier.CodeNotShorter:        http.StatusUnprocessableEntity,
	dossier.CodeShortenedPast:     http.StatusUnprocessableEntity,
	dossier.CodeActOfOther:        http.StatusUnprocessableEntity,
	dossier.CodeCalendarUnknown:   http.StatusUnprocessableEntity,
	dossier.CodeHolidayUnknown:    http.StatusUnprocessableEntity,
	dossier.CodeHolidayFree:       http.StatusUnprocessableEntity,
	dossier.CodeHolidayTooFar:     http.StatusUnprocessableEntity,
	dossier.CodeHolidayName:       http.StatusUnprocessableEntity,
	dossier.CodeLegalAct:          http.StatusUnprocessableEntity,
	dossier.CodeDowntimeUnknown:   http.StatusUnprocessableEntity,
	dossier.CodeDowntimeMadeGood:  http.StatusConflict,
	dossier.CodeCompensationShort: http.StatusConflict,

	dossier.CodeWithdrawalGround: http.StatusUnprocessableEntity,
	dossier.CodeNotResubmittable: http.StatusConflict,
	dossier.CodeResubmitted:      http.StatusConflict,
	dossier.CodeProposes:         http.StatusConflict,
	dossier.CodeProposesNot:      http.StatusConflict,
	dossier.CodeLeadStays:        http.StatusConflict,
	dossier.CodeTooManyProposers: http.StatusConflict,
	dossier.CodeActMissing:       http.StatusUnprocessableEntity,
	dossier.CodePeriodOverlaps:   http.StatusConflict,
	dossier.CodePeriodOver:       http.StatusConflict,
	dossier.CodePeriodOrder:      http.StatusUnprocessableEntity,
	dossier.CodeBodyEnded:        http.StatusConflict,
	dossier.CodeBodyCode:         http.StatusUnprocessableEntity,
	dossier.CodeBodyCodeTaken:    http.StatusConflict,
	dossier.CodeBodyParts:        http.StatusUnprocessableEntity,
	dossier.CodeBodySuccessor:    http.StatusUnprocessableEntity,
	dossier.CodeBodyHasWork:      http.StatusConflict,
	dossier.CodeChangeBegun:      http.StatusConflict,
	dossier.CodeChangeFollowed:   http.StatusConflict,
	dossier.CodePlanItemKnown:    http.StatusConflict,
	dossier.CodePlanItemUnknown:  http.StatusUnprocessableEntity,
	dossier.CodePlanYear:         http.StatusUnprocessableEntity,
	dossier.CodePlanWhen:         http.StatusUnprocessableEntity,

	codeMethod:        http.StatusMethodNotAllowed,
	codeMediaType:     http.StatusUnsupportedMediaType,
	codeNotAcceptable: http.StatusNotAcceptable,
	codeCrossOrigin:   http.StatusForbidden,
	codeJSON:          http.StatusBadRequest,
	codeFieldUnknown:  http.StatusUnprocessableEntity,
	codeFieldRequired: http.StatusUnprocessableEntity,
	codeFieldTwice:    http.StatusUnprocessableEntity,
	codeFieldType:     http.StatusUnprocessableEntity,
	codeFieldRange:    http.StatusUnprocessableEntity,
	codeBase64:        http.StatusUnprocessableEntity,
	codeNoAttachments: http.StatusUnprocessableEntity,
	codeNeedsSession:  http.StatusForbidden,
	codeRefusedBefore: http.StatusConflict,
	codeGivenBefore:   http.StatusConflict,
}

// statusOf returns the HTTP status of a code; that of an internal error for one
// that the table does not know.
func statusOf(code dossier.Code) int {
	status, ok := statuses[code]
	if !ok {
		return http.StatusInternalServerError
	}
	return status
}
