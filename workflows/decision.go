package workflows

import (
	"go.temporal.io/sdk/workflow"

	"github.com/rasprava/rasprava/internal/dossier"
)

// Decision waits until a package is signed by enough people, sent back or
// rejected, or until the conclusion of a collegial body is recorded. It counts
// nothing: the record does.
func Decision(ctx workflow.Context, in dossier.StageInput) error {
	return newKeeper(ctx, in).keep(ctx, Decision)
}
