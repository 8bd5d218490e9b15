package workflows

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"go.temporal.io/sdk/worker"
)

// Histories of every path that a dossier can take. Until the first release they
// are recorded anew whenever a workflow changes:
//
//	RASPRAVA_RECORD=1 go test -run Replay ./workflows
//
// From then on they are frozen: a history that no longer replays is a dossier
// that would stand still after an upgrade, and the change needs a version.
const histories = "testdata/replay"

func TestReplayOfRecordedHistories(t *testing.T) {
	if os.Getenv("RASPRAVA_RECORD") != "" {
		record(t)
	}
	files, err := filepath.Glob(filepath.Join(histories, "*.json"))
	if err != nil {
		t.Fatal(err)
	}
	found := map[string]bool{}
	for _, file := range files {
		name := strings.TrimSuffix(filepath.Base(file), ".json")
		path, _, _ := strings.Cut(name, ".")
		found[path] = true
		t.Run(name, func(t *testing.T) {
			replayer := worker.NewWorkflowReplayer()
			Register(replayer)
			err := replayer.ReplayWorkflowHistoryFromJSONFile(quiet{}, file)
			if err != nil {
				t.Errorf("replay %s: %v", name, err)
			}
		})
	}
	for _, name := range []string{carried, redline, published} {
		if !found[name] {
			t.Errorf("no history of the kind %s", name)
		}
	}
	for _, p := range paths {
		if !found[p.name] {
			t.Errorf("no history of the path %s", p.name)
		}
	}
}
