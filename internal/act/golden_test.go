package act_test

import (
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/rasprava/rasprava/internal/act"
)

var update = flag.Bool("update", false, "write the golden files anew")

// golden compares got with the file beside the input.
func golden(t *testing.T, file string, got []byte) {
	t.Helper()
	if *update {
		if err := os.WriteFile(file, got, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(want), string(got)); diff != "" {
		t.Errorf("%s (-want +got):\n%s", filepath.Base(file), diff)
	}
}

func examples(t testing.TB) map[string][]byte {
	t.Helper()
	found := map[string][]byte{}
	for _, pattern := range []string{"*.txt", "*.md"} {
		files, err := filepath.Glob(filepath.Join("testdata", "golden", pattern))
		if err != nil {
			t.Fatal(err)
		}
		for _, file := range files {
			src, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			found[file] = src
		}
	}
	if len(found) < 6 {
		t.Fatalf("%d examples, want six or more", len(found))
	}
	return found
}

func TestParseExamples(t *testing.T) {
	for file, src := range examples(t) {
		t.Run(filepath.Base(file), func(t *testing.T) {
			a, err := act.Parse(src, act.Options{Name: file})
			if err != nil {
				t.Fatal(err)
			}
			data, err := a.JSON()
			if err != nil {
				t.Fatal(err)
			}
			base := strings.TrimSuffix(file, filepath.Ext(file))
			golden(t, base+".json", data)
			golden(t, base+".canonical", a.Canonical())
			golden(t, base+".html", a.HTML())
			if got, want := bareOf(file, content(a), string(src)); got != want {
				t.Errorf("the characters differ from %s", firstDifference(got, want))
			}
		})
	}
}
