package workflows

import (
	"go.temporal.io/sdk/workflow"

	"github.com/rasprava/rasprava/internal/dossier"
)

// Opinions waits until the bodies that are asked have given their opinions or
// their time is over; each of them may have a deadline of its own.
func Opinions(ctx workflow.Context, in dossier.StageInput) error {
	return newKeeper(ctx, in).keep(ctx, Opinions)
}
