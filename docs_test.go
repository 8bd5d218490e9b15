package rasprava_test

import (
	"net/url"
	"os"
	"path"
	"regexp"
	"strings"
	"testing"
)

var link = regexp.MustCompile(`\]\(([^)\s]+)\)`)

func TestEveryRelativeLinkLeadsSomewhere(t *testing.T) {
	followed := 0
	for _, s := range sources(t, ".md") {
		for _, m := range link.FindAllStringSubmatch(string(s.text), -1) {
			u, err := url.Parse(m[1])
			if err != nil {
				t.Errorf("%s: %q is no address: %v", s.path, m[1], err)
				continue
			}
			if u.Scheme != "" || u.Path == "" {
				continue
			}
			followed++
			_, err = os.Stat(path.Join(path.Dir(s.path), u.Path))
			if err != nil {
				t.Errorf("%s: %s leads nowhere", s.path, m[1])
			}
		}
	}
	if followed == 0 {
		t.Error("no link was followed")
	}
}

// What is written on a file of the program in a code span is a promise too.
func TestEveryFileThatTheDocumentsNameIsThere(t *testing.T) {
	named := regexp.MustCompile("`((?:cmd|internal|schema|web|workflows|activities)/[a-z0-9_./-]+)`")
	for _, s := range sources(t, ".md") {
		for _, m := range named.FindAllStringSubmatch(string(s.text), -1) {
			_, err := os.Stat(strings.TrimSuffix(m[1], "/"))
			if err != nil {
				t.Errorf("%s: there is no %s", s.path, m[1])
			}
		}
	}
}
