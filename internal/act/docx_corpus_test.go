package act_test

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/rasprava/rasprava/internal/act"
	"github.com/rasprava/rasprava/internal/docx"
)

func printedText(lines []act.Printed) string {
	var b strings.Builder
	for i, l := range lines {
		if i > 0 {
			b.WriteByte('\n')
		}
		if l.Gap {
			b.WriteByte('\n')
		}
		b.WriteString(l.Text)
	}
	return b.String()
}

func TestRealLawsComeBackFromWord(t *testing.T) {
	same, all := 0, 0
	for name, src := range laws(t) {
		t.Run(name, func(t *testing.T) {
			a, err := act.Parse(src, act.Options{Name: name})
			if err != nil {
				t.Fatal(err)
			}
			if got, want := printedText(a.Printed()), a.PlainText(); got != want {
				t.Errorf("the printed lines differ from the text: %s", firstDifference(got, want))
			}
			checkWord(t, a)
			all++
			if bytes.Equal(withoutOutline(t, a).Canonical(), a.Canonical()) {
				same++
			} else {
				t.Logf("read by its lines alone it has another structure: %s", firstDifference(string(withoutOutline(t, a).Canonical()), string(a.Canonical())))
			}
		})
	}
	t.Logf("%d of %d laws have the same structure when their Word document is read by its lines alone", same, all)
}

func TestForeignActsComeBackFromWord(t *testing.T) {
	corpus := os.Getenv("RASPRAVA_CORPUS")
	if corpus == "" {
		t.Skip("RASPRAVA_CORPUS is not set: the real acts are not at hand")
	}
	for _, folder := range []string{"de", "uslm", "leos-akn"} {
		files, err := filepath.Glob(filepath.Join(corpus, "acts", folder, "*"))
		if err != nil || len(files) == 0 {
			t.Fatalf("no acts in %s: %v", folder, err)
		}
		for _, file := range files {
			t.Run(filepath.Base(file), func(t *testing.T) {
				src, err := os.ReadFile(file)
				if err != nil {
					t.Fatal(err)
				}
				a, err := act.Parse(src, act.Options{Name: file})
				if err != nil {
					t.Fatal(err)
				}
				checkWord(t, a)
			})
		}
	}
}

// withoutOutline reads the act from Word as if another program had written it: by its
// paragraphs, numbers and headings alone.
func withoutOutline(t *testing.T, a *act.Act) *act.Act {
	t.Helper()
	src, err := a.DOCX()
	if err != nil {
		t.Fatal(err)
	}
	doc, err := docx.Open(src)
	if err != nil {
		t.Fatal(err)
	}
	bare := &docx.Document{Styles: act.DocxStyles(a.Lang)}
	for _, l := range doc.View(docx.Accepted).Lines {
		if l.Table {
			bare.Blocks = append(bare.Blocks, docx.Block{Table: docx.TableOf(l.Text)})
			continue
		}
		bare.Blocks = append(bare.Blocks, docx.Block{Paragraph: &docx.Paragraph{Style: l.Style, Runs: plainRuns(l.Text)}})
	}
	again, err := act.Parse(wordFile(t, bare), act.Options{Name: "akt.docx", Profile: a.Profile})
	if err != nil {
		t.Fatal(err)
	}
	return again
}
