package workflows

import (
	"fmt"

	"go.temporal.io/sdk/workflow"

	"github.com/rasprava/rasprava/activities"
	"github.com/rasprava/rasprava/internal/dossier"
)

// CompareTexts makes and keeps the redline of two texts. It is started when a
// version comes, and by whoever reads two versions that nobody has compared; its
// id is of the two, so that it runs once however many ask.
func CompareTexts(ctx workflow.Context, in dossier.CompareInput) (dossier.CompareResult, error) {
	var redlines activities.Redlines
	var result dossier.CompareResult
	err := workflow.ExecuteActivity(comparison(ctx, "compare two texts"), redlines.Compare, in).Get(ctx, &result)
	if err != nil {
		return dossier.CompareResult{}, fmt.Errorf("compare texts: %w", err)
	}
	return result, nil
}
