package browsertest

import (
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"testing"
)

// fault is one thing that html-validate finds wrong with a page.
type fault struct {
	page, rule, message string
	line, column        int
}

// Validate fails the test for everything that html-validate finds wrong with
// pages, each given under a name.
func Validate(t testing.TB, pages map[string]string) {
	t.Helper()
	for _, f := range faults(t, pages) {
		t.Errorf("%s:%d:%d: %s: %s", f.page, f.line, f.column, f.rule, f.message)
	}
}

func faults(t testing.TB, pages map[string]string) []fault {
	t.Helper()
	assets := filepath.Join(root(t), "web", "assets")
	program := filepath.Join(assets, "node_modules", "html-validate", "bin", "html-validate.mjs")
	_, err := os.Stat(program)
	if err != nil {
		t.Fatalf("find html-validate: %v (make node)", err)
	}
	dir := t.TempDir()
	names := map[string]string{}
	// What it prints ends where a pipe is full when it exits; a file is whole.
	written := filepath.Join(dir, "report.json")
	files := []string{program, "--config", filepath.Join(assets, ".htmlvalidate.json"), "--formatter", "json=" + written}
	for name, html := range pages {
		file := filepath.Join(dir, fmt.Sprintf("%d.html", len(names)))
		names[file] = name
		err = os.WriteFile(file, []byte(html), 0o600)
		if err != nil {
			t.Fatal(err)
		}
		files = append(files, file)
	}
	slices.Sort(files[5:])
	run := exec.CommandContext(t.Context(), "node", files...)
	run.Dir = assets
	_, err = run.Output()
	var exit *exec.ExitError
	if err != nil && !(errors.As(err, &exit) && exit.ExitCode() == 1) { // 1: there are faults
		if exit != nil {
			t.Fatalf("run html-validate: %v: %s", err, exit.Stderr)
		}
		t.Fatalf("run html-validate: %v", err)
	}
	out, err := os.ReadFile(written)
	if err != nil {
		t.Fatalf("read the report of html-validate: %v", err)
	}
	var report []struct {
		FilePath string `json:"filePath"`
		Messages []struct {
			RuleID  string `json:"ruleId"`
			Message string `json:"message"`
			Line    int    `json:"line"`
			Column  int    `json:"column"`
		} `json:"messages"`
	}
	err = json.Unmarshal(out, &report)
	if err != nil {
		t.Fatalf("read the report of html-validate: %v: %s", err, out)
	}
	var found []fault
	for _, r := range report {
		for _, m := range r.Messages {
			found = append(found, fault{names[r.FilePath], m.RuleID, m.Message, m.Line, m.Column})
		}
	}
	return found
}
