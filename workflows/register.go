package workflows

import (
	"go.temporal.io/sdk/worker"
	"go.temporal.io/sdk/workflow"

	"github.com/rasprava/rasprava/internal/dossier"
	"github.com/rasprava/rasprava/internal/procedure"
)

// Register registers all workflows. Each moves to a newer worker as soon as
// there is one, because no office keeps old workers for as long as a dossier
// runs.
func Register(r worker.WorkflowRegistry) {
	upgrades := workflow.RegisterOptions{VersioningBehavior: workflow.VersioningBehaviorAutoUpgrade}
	r.RegisterWorkflowWithOptions(Dossier, upgrades)
	r.RegisterWorkflowWithOptions(Publication, upgrades)
	r.RegisterWorkflowWithOptions(Round, upgrades)
	r.RegisterWorkflowWithOptions(Opinions, upgrades)
	r.RegisterWorkflowWithOptions(Decision, upgrades)
	r.RegisterWorkflowWithOptions(CarryComments, upgrades)
	r.RegisterWorkflowWithOptions(CompareTexts, upgrades)
	r.RegisterWorkflowWithOptions(PublishCheckpoints, upgrades)
}

// Types returns a value of every type that enters a history: inputs, results,
// updates, signals and queries of workflows and activities.
func Types() []any {
	return []any{
		dossier.DossierInput{}, dossier.DossierResult{}, dossier.StageInput{},
		dossier.CommandMessage{}, dossier.Verdict{}, dossier.StageNews{}, dossier.Look{}, dossier.LiveState{},
		dossier.PlanInput{}, procedure.Plan{}, dossier.EnterInput{}, dossier.Entered{},
		dossier.DeadlineInput{}, dossier.Deadline{}, dossier.LapseInput{}, dossier.Effect{},
		dossier.ApplyInput{}, dossier.Applied{}, dossier.FinishInput{},
		dossier.CarryInput{}, dossier.CarryResult{},
		dossier.CompareInput{}, dossier.CompareResult{},
		dossier.PublishedCheckpoints{},
	}
}
