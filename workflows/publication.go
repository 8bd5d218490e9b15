package workflows

import (
	"go.temporal.io/sdk/workflow"

	"github.com/rasprava/rasprava/internal/dossier"
)

// Publication waits until something is proved to be published in every channel
// that the stage names. In a consultation that opens the round and it is done;
// elsewhere it keeps the stage to its end.
func Publication(ctx workflow.Context, in dossier.StageInput) error {
	k := newKeeper(ctx, in)
	k.done = func() bool { return k.round != "" }
	return k.keep(ctx, Publication)
}
