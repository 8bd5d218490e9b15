package web

import (
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"testing"

	"github.com/rasprava/rasprava/internal/locale"
)

// Where a message is named whole: in a template, or in a call of a page. Ids that
// are put together end in a dot or a dash below, and are seen when their page is.
var (
	namedInTemplate = regexp.MustCompile(`\b[tn] "([a-z_]+(?:\.[a-z_]*[a-z])+)"`)
	namedInCode     = regexp.MustCompile(`\b(?:v|p|say)\.[tnT]\("([a-z_]+(?:\.[a-z_]*[a-z])+)"`)
)

func TestEveryMessageThatAPageNamesIsThere(t *testing.T) {
	seen := 0
	look := func(name string, text []byte, named *regexp.Regexp) {
		for _, found := range named.FindAllSubmatch(text, -1) {
			seen++
			for _, l := range locale.Langs() {
				if !locale.For(l).Has(string(found[1])) {
					t.Errorf("%s names %s, which is not there in %s", name, found[1], l)
				}
			}
		}
	}
	names, err := fs.Glob(templates, "templates/*.html")
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range names {
		b, err := fs.ReadFile(templates, name)
		if err != nil {
			t.Fatal(err)
		}
		look(name, b, namedInTemplate)
	}
	names, err = filepath.Glob("*_page.go")
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range names {
		b, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		look(name, b, namedInCode)
	}
	if seen < 100 {
		t.Errorf("saw %d messages, which are not all", seen)
	}
}
