package activities

import (
	"context"
	"fmt"

	"go.temporal.io/sdk/activity"
	"go.temporal.io/sdk/temporal"

	"github.com/rasprava/rasprava/internal/dossier"
)

// again returns err as one that is tried again. The chain goes into the log of
// the worker; a history keeps the operation and the code alone, because the
// text of a database error may repeat what a person wrote.
func again(ctx context.Context, operation string, err error) error {
	code := dossier.CodeOf(err)
	activity.GetLogger(ctx).Error("activity", "operation", operation, "code", string(code), "error", err)
	return temporal.NewApplicationError(fmt.Sprintf("%s: %s", operation, code), string(code))
}

// passes reports whether a refusal says nothing of what was asked, so that the
// same may go well a moment later.
func passes(code dossier.Code) bool {
	return code == dossier.CodeInternal || code == dossier.CodeUnavailable || code == dossier.CodeBusy
}
