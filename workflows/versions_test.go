package workflows

import (
	"regexp"
	"testing"

	"go.temporal.io/sdk/testsuite"
	"go.temporal.io/sdk/workflow"
)

func TestChangesHaveIDsOfTheirOwn(t *testing.T) {
	form := regexp.MustCompile(`^20[0-9]{2}-[0-9]{2}-[0-9]{2}-[a-z-]+$`)
	seen := map[string]bool{}
	for _, c := range changes {
		if !form.MatchString(c.id) || seen[c.id] || c.newest < 1 {
			t.Errorf("change %+v: want an id of its own like 2027-01-31-what-it-changes, and a version from 1", c)
		}
		seen[c.id] = true
	}
}

func TestNewRunGoesTheNewestWay(t *testing.T) {
	var suite testsuite.WorkflowTestSuite
	suite.SetLogger(quiet{})
	env := suite.NewTestWorkflowEnvironment()
	c := change{id: "2031-03-03-for-this-test", newest: 2}
	env.ExecuteWorkflow(func(ctx workflow.Context) (int, error) { return int(c.version(ctx)), nil })
	var got int
	err := env.GetWorkflowResult(&got)
	if err != nil || got != 2 {
		t.Errorf("got version %d, %v, want 2", got, err)
	}
}
