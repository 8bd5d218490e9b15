package act_test

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/rasprava/rasprava/internal/act"
)

// TestEditsOfTheCorpus gives every tenth article of every law one more sentence:
// what stands outside it stays as it is.
func TestEditsOfTheCorpus(t *testing.T) {
	root := os.Getenv("RASPRAVA_CORPUS")
	if root == "" {
		t.Skip("RASPRAVA_CORPUS is not set: no corpus of laws to edit")
	}
	files, err := filepath.Glob(filepath.Join(root, "acts/rs-laws/*"))
	if err != nil || len(files) == 0 {
		t.Fatalf("no laws in %s: %v", root, err)
	}
	tried, anew := 0, 0
	for _, file := range files {
		src, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		a, err := act.Parse(src, act.Options{Name: file})
		if err != nil {
			t.Fatal(err)
		}
		for i, n := range a.Articles() {
			if i%10 != 0 {
				continue
			}
			got, _, err := a.Edit(n.ID, n.PlainText()+"\nОво је додата реченица.")
			if err != nil {
				t.Fatalf("%s %s: %v", filepath.Base(file), n.ID, err)
			}
			tried++
			is := got.Find(n.ID)
			if is == nil {
				anew++
				t.Logf("%s %s: is gone", filepath.Base(file), n.ID)
				continue
			}
			back, ok := got.WithNodes(map[string]*act.Node{n.ID: n})
			if !ok || back.Hash != a.Hash {
				anew++
				t.Logf("%s %s: the rest was read anew", filepath.Base(file), n.ID)
			}
		}
	}
	t.Logf("%d articles, the rest read anew with %d", tried, anew)
	if anew*200 > tried {
		t.Errorf("with %d of %d articles the rest was read anew, want at most one in 200", anew, tried)
	}
}
