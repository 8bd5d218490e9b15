package act_test

import (
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/rasprava/rasprava/internal/act"
	"github.com/rasprava/rasprava/internal/script"
)

// headings counts article headings without the parser: lines that hold nothing
// but "Члан", a number, letters and a dot.
var headings = regexp.MustCompile(`(?mi)^[ \t\x{a0}]*[чč]л?l?[аa]н?n?[ \t\x{a0}]+[0-9]+[ \t\x{a0}]?[a-z\x{0400}-\x{04ff}]{0,2}[ \t]*\.?[ \t]*\**[ \t]*\r?$`)

// cyrillicNumerals finds Roman numerals in Cyrillic letters, which no longer are
// numerals in Latin.
var cyrillicNumerals = regexp.MustCompile(`(?m)^[ИВХ]+[.)]? `)

func laws(t testing.TB) map[string][]byte {
	t.Helper()
	corpus := os.Getenv("RASPRAVA_CORPUS")
	if corpus == "" {
		t.Skip("RASPRAVA_CORPUS is not set: the real laws are not at hand")
	}
	found := map[string][]byte{}
	for _, folder := range []string{"rs-laws", "rs"} {
		files, err := filepath.Glob(filepath.Join(corpus, "acts", folder, "*.txt"))
		if err != nil || len(files) == 0 {
			t.Fatalf("no laws in %s: %v", folder, err)
		}
		for _, file := range files {
			data, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			found[filepath.Base(file)] = data
		}
	}
	return found
}

func TestRealLaws(t *testing.T) {
	articles, compared := 0, 0
	for name, src := range laws(t) {
		t.Run(name, func(t *testing.T) {
			a, err := act.Parse(src, act.Options{Name: name})
			if err != nil {
				t.Fatal(err)
			}
			want := len(headings.FindAll(src, -1))
			if got := len(a.Articles()); got != want {
				t.Errorf("articles: got %d, want %d", got, want)
			}
			articles += want
			if got, want := bare(content(a)), bare(string(src)); got != want {
				t.Errorf("the characters differ from %s", firstDifference(got, want))
			}
			if a.Title == "" {
				t.Error("no title")
			}
			again, err := act.Parse([]byte(a.PlainText()), act.Options{Name: name})
			if err != nil {
				t.Fatal(err)
			}
			if got, want := outline(again), outline(a); got != want {
				t.Errorf("the text read again has another structure: %s", firstDifference(got, want))
			}
			if cyrillicNumerals.Match(src) {
				return
			}
			compared++
			latin, err := act.Parse([]byte(script.ToLatin(string(src))), act.Options{Name: name})
			if err != nil {
				t.Fatal(err)
			}
			if got, want := outline(latin), outline(a); got != want {
				t.Errorf("the Latin text has another structure: %s", firstDifference(got, want))
			}
		})
	}
	t.Logf("%d articles, %d laws compared with their Latin text", articles, compared)
	if compared < 60 {
		t.Errorf("%d laws compared with their Latin text, want 60 or more", compared)
	}
}

// outline lists the identities of all provisions.
func outline(a *act.Act) string {
	var b strings.Builder
	a.Walk(func(n *act.Node, _ int) bool {
		b.WriteString(n.ID + "\n")
		return true
	})
	return b.String()
}
