package act_test

import (
	"bytes"
	"os"
	"path/filepath"
	"testing"

	"github.com/rasprava/rasprava/internal/act"
)

// TestRealDocumentsInXML reads the documents of others: no character is lost, and
// what is written of them is valid and read back to the same act.
func TestRealDocumentsInXML(t *testing.T) {
	corpus := os.Getenv("RASPRAVA_CORPUS")
	if corpus == "" {
		t.Skip("RASPRAVA_CORPUS is not set: the real documents are not at hand")
	}
	documents := map[string][]byte{}
	for _, folder := range []string{"uslm", "leos-akn"} {
		files, err := filepath.Glob(filepath.Join(corpus, "acts", folder, "*"))
		if err != nil || len(files) == 0 {
			t.Fatalf("no documents in %s: %v", folder, err)
		}
		for _, file := range files {
			src, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			name := filepath.Base(file)
			a, err := act.Parse(src, act.Options{Name: name})
			if err != nil {
				t.Fatal(err)
			}
			if missing := lost(t, src, a); missing != "" {
				t.Errorf("%s: lost: %s", name, missing)
			}
			shown := *a
			if folder == "uslm" && !bytes.Contains(src, []byte("</docTitle><officialTitle>")) || bytes.Contains(src, []byte("</docTitle></longTitle>")) {
				shown.Title = "" // which only the metadata and the cover have
			}
			if got, want := bare(content(&shown)), inOrder(t, src); folder == "uslm" && got != want {
				t.Errorf("%s: the characters stand in another order %s", name, firstDifference(got, want))
			}
			if a.Title == "" || len(a.Articles()) == 0 {
				t.Errorf("%s: the title is %q, articles: %d", name, a.Title, len(a.Articles()))
			}
			checkIDs(t, a)
			documents[name] = a.AKN(act.Work{Bill: true})
			checkNames(t, name, documents[name])
			sameAct(t, readXML(t, documents[name]), a)
			if page := parsePage(t, string(a.HTML())); page.Hash != a.Hash {
				t.Errorf("%s: our page of it is read back as another act", name)
			}
		}
	}
	validate(t, documents)
}
