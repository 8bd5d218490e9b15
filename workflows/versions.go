package workflows

import "go.temporal.io/sdk/workflow"

// change is a change of a workflow that may be running. Its id never changes
// and is never used again. A dossier runs for months, so both ways stay in the
// code until no history from before is left, which the replayed histories of
// that release say.
type change struct {
	id     string // "<civil date>-<what it changes>"
	newest workflow.Version
}

// changes lists every change since the first release, oldest first.
var changes = []change{}

// version returns which way a run goes: workflow.DefaultVersion where it passed
// this place before the change.
func (c change) version(ctx workflow.Context) workflow.Version {
	return workflow.GetVersion(ctx, c.id, workflow.DefaultVersion, c.newest)
}
