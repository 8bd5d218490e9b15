package procedure

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// TestEveryBrokenDefinitionIsExplained compares what Check says of each broken
// file with the sentences beside it.
func TestEveryBrokenDefinitionIsExplained(t *testing.T) {
	files, err := filepath.Glob("testdata/broken/*.yaml")
	if err != nil || len(files) < 20 {
		t.Fatalf("got %d broken definitions, %v", len(files), err)
	}
	for _, file := range files {
		t.Run(filepath.Base(file), func(t *testing.T) {
			src, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			var b strings.Builder
			for _, f := range Check(src, filepath.Base(file)) {
				b.WriteString(f.String() + "\n")
			}
			if b.Len() == 0 {
				t.Fatal("nothing is wrong in it")
			}
			name := strings.TrimSuffix(file, ".yaml") + ".txt"
			if *update {
				err := os.WriteFile(name, []byte(b.String()), 0o644)
				if err != nil {
					t.Fatal(err)
				}
			}
			want, err := os.ReadFile(name)
			if err != nil {
				t.Fatal(err)
			}
			if d := cmp.Diff(string(want), b.String()); d != "" {
				t.Errorf("(-want +got):\n%s", d)
			}
		})
	}
}
