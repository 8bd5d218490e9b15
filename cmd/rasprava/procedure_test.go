package main

import (
	"bytes"
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// says runs a command that reads and writes files alone.
func says(t testing.TB, args ...string) (status int, out, err string) {
	t.Helper()
	var o, e bytes.Buffer
	status = run(t.Context(), args, &stdio{in: strings.NewReader(""), out: &o, err: &e})
	return status, o.String(), e.String()
}

func TestCheckOfABrokenProcedureSaysNoAndWhy(t *testing.T) {
	files, err := filepath.Glob("../../internal/procedure/testdata/broken/*.yaml")
	if err != nil || len(files) == 0 {
		t.Fatalf("got %d broken definitions, %v", len(files), err)
	}
	for _, file := range files {
		want, err := os.ReadFile(strings.TrimSuffix(file, ".yaml") + ".txt")
		if err != nil {
			t.Fatal(err)
		}
		status, out, said := says(t, "procedure", "check", file)
		if got := strings.ReplaceAll(out, filepath.Dir(file)+"/", ""); status != 1 || got != string(want) || said != "" {
			t.Errorf("%s: got status %d, %s%s, want 1 and %s", filepath.Base(file), status, out, said, want)
		}
	}
}

func TestCheckOfWhatIsShippedSaysYes(t *testing.T) {
	status, out, said := says(t, "procedure", "check")
	if status != 0 || out != "" || said != "" {
		t.Errorf("got status %d, %s%s", status, out, said)
	}
	status, _, said = says(t, "procedure", "check", filepath.Join(t.TempDir(), "nema.yaml"))
	if status != 2 || !strings.HasPrefix(said, "rasprava: check ") {
		t.Errorf("a file that is not there: got status %d, %q", status, said)
	}
}

func TestTheSchemaIsPrinted(t *testing.T) {
	status, out, _ := says(t, "procedure", "schema")
	var schema map[string]any
	err := json.Unmarshal([]byte(out), &schema)
	if status != 0 || err != nil || schema["$schema"] != "https://json-schema.org/draft/2020-12/schema" {
		t.Errorf("got status %d, %v, %v", status, err, schema["$schema"])
	}
}
