package workflows

import (
	"go.temporal.io/sdk/workflow"

	"github.com/rasprava/rasprava/internal/dossier"
)

// Round keeps one comment window: it drives the closing, which the clock of the
// database decides, and follows the end of the window when it is extended. It
// never sees a comment.
func Round(ctx workflow.Context, in dossier.StageInput) error {
	return newKeeper(ctx, in).keep(ctx, Round)
}
