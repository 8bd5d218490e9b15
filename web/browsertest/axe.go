package browsertest

import (
	"context"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/chromedp/chromedp"
)

// rules are those of axe-core that a page must keep: WCAG 2.2 AA, EN 301 549,
// and what is known to be good.
var rules = []string{"wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice", "EN-301-549"}

// violation is a rule that a page breaks, and where.
type violation struct {
	ID    string `json:"id"`
	Help  string `json:"help"`
	Nodes []struct {
		Target  []any  `json:"target"`
		HTML    string `json:"html"`
		Summary string `json:"failureSummary"`
	} `json:"nodes"`
}

// Axe fails the test for every rule of axe-core that the page breaks as it
// stands now. It is held into the page by the browser, past the page's policy.
func (tab *Tab) Axe(t testing.TB) {
	t.Helper()
	for _, v := range tab.violations() {
		for _, n := range v.Nodes {
			t.Errorf("%s%s breaks %s: %s\n  at %v: %s\n  %s", tab.who(), tab.URL(), v.ID, v.Help, n.Target, n.HTML, strings.ReplaceAll(n.Summary, "\n", "\n  "))
		}
	}
}

func (tab *Tab) violations() []violation {
	tab.t.Helper()
	files, err := filepath.Glob(filepath.Join(root(tab.t), "web", "testdata", "vendor", "axe-core-*", "axe.min.js"))
	if err != nil || len(files) != 1 {
		tab.t.Fatalf("find axe-core: got %v, %v, want one", files, err)
	}
	source, err := os.ReadFile(files[0])
	if err != nil {
		tab.t.Fatal(err)
	}
	tags, err := json.Marshal(rules)
	if err != nil {
		tab.t.Fatal(err)
	}
	if tab.still { // axe-core is a script; those of the page had their turn when it came
		tab.scripts(true)
		defer tab.scripts(false)
	}
	var found []violation
	once := func(ctx context.Context) error {
		if there, err := chromedp.Run(ctx, chromedp.Evaluate[bool]("typeof axe === 'object'")); err != nil || !there {
			err = chromedp.Do(ctx, chromedp.Evaluate[chromedp.Void](string(source)+"\n;undefined"))
			if err != nil {
				return fmt.Errorf("load it: %w", err)
			}
		}
		var err error
		found, err = chromedp.Run(ctx, chromedp.Evaluate[[]violation](fmt.Sprintf(
			`axe.run(document, {runOnly: {type: "tag", values: %s}, resultTypes: ["violations"]}).then((r) => r.violations)`, tags), chromedp.EvalAwaitPromise))
		return err
	}
	tab.call("run axe-core", func(ctx context.Context) error {
		err := once(ctx)
		for tries := 1; err != nil && tries < 3; tries++ { // another page came in the middle of it
			err = once(ctx)
		}
		return err
	})
	return found
}
