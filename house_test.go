package rasprava_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"os/exec"
	"path"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
)

const module = "github.com/rasprava/rasprava"

// layers is the house from the ground up: a package imports only packages of
// lower layers. A new package is given its place here.
var layers = [][]string{
	{"schema", "internal/script", "internal/intern", "internal/sheet", "internal/ledger", "internal/local", "internal/attachment"},
	{"internal/docx"},
	{"internal/locale", "internal/act", "internal/calendar", "internal/audit", "internal/load", "internal/witness"},
	{"internal/procedure", "internal/redline", "internal/campaign", "internal/chart"},
	{"internal/dossier"},
	{"internal/store"},
	{"internal/engine", "internal/exchange", "internal/report", "internal/notify", "internal/roster"},
	{"activities", "internal/demonstration", "internal/picture", "web/api"},
	{"workflows", "web"},
	{"cmd/rasprava"},
}

// only narrows what a package may import of ours, where the layers allow more.
var only = map[string][]string{
	"internal/locale":   {"internal/script"},
	"internal/act":      {"internal/docx", "internal/intern", "internal/script"},
	"internal/docx":     {"internal/script"},
	"internal/calendar": {"internal/script"},
	"internal/chart":    {"internal/calendar"},
	"internal/notify":   {"internal/calendar", "internal/locale", "internal/store"},
	"internal/picture":  {"internal/calendar", "internal/chart", "internal/locale", "internal/notify", "internal/procedure"},
	"web":               {"schema", "web/api", "internal/*"},
	"workflows":         {"activities", "internal/dossier", "internal/procedure"},
}

// keptTo says which of our packages may import a package that is not ours.
var keptTo = map[string][]string{
	"github.com/gin-gonic/gin":                            {"web", "web/api"},
	"github.com/lib/pq":                                   {"internal/store", "internal/local"},
	"github.com/jmoiron/sqlx":                             {"internal/store"},
	"database/sql":                                        {"schema", "internal/store", "internal/local", "cmd/rasprava"},
	"net/http":                                            {"web", "web/api", "internal/notify", "internal/local", "internal/store", "internal/load", "internal/witness", "cmd/rasprava"}, // the store tells media types by it
	"go.temporal.io":                                      {"workflows", "activities", "internal/engine", "cmd/rasprava"},
	"github.com/sergi/go-diff":                            {"internal/redline"},
	"github.com/minio/minio-go":                           {"internal/attachment"},
	"github.com/arran4/golang-ical":                       {"internal/notify"},
	"github.com/wneessen/go-mail":                         {"internal/notify"},
	"rsc.io/qr":                                           {"web"},
	"github.com/alecthomas/kong":                          {"cmd/rasprava"},
	"github.com/rasprava/rasprava/internal/local":         {"cmd/rasprava"},
	"github.com/rasprava/rasprava/internal/demonstration": {"cmd/rasprava"},
	"github.com/chromedp":                                 {}, // for tests alone
	"testing":                                             {},
}

// known is one package as go list sees it.
type known struct {
	ImportPath string
	Imports    []string // without those of its tests
}

// name returns the path of the package inside the module.
func (k known) name() string { return inside(k.ImportPath) }

// forTests reports whether the package is there for tests alone.
func (k known) forTests() bool { return strings.HasSuffix(k.ImportPath, "test") }

func inside(importPath string) string {
	return strings.TrimPrefix(strings.TrimPrefix(importPath, module), "/")
}

func packages(t *testing.T) []known {
	t.Helper()
	out, err := exec.Command("go", "list", "-e", "-json=ImportPath,Imports", "./...").Output()
	if err != nil {
		t.Fatalf("list packages: %v", err)
	}
	var all []known
	for d := json.NewDecoder(bytes.NewReader(out)); d.More(); {
		var k known
		err = d.Decode(&k)
		if err != nil {
			t.Fatalf("read the list of packages: %v", err)
		}
		all = append(all, k)
	}
	if len(all) < 5 {
		t.Fatalf("found %d packages: this is not the house", len(all))
	}
	return all
}

func TestArrowsPointDown(t *testing.T) {
	height := map[string]int{}
	for n, layer := range layers {
		for _, name := range layer {
			height[name] = n
		}
	}
	for _, k := range packages(t) {
		name := k.name()
		if name == "" || k.forTests() {
			continue
		}
		_, placed := height[name]
		if !placed {
			t.Errorf("%s has no place in the house: give it a layer", name)
			continue
		}
		for _, imported := range k.Imports {
			if imported != module && !strings.HasPrefix(imported, module+"/") {
				continue
			}
			other := inside(imported)
			if height[other] >= height[name] {
				t.Errorf("%s imports %s, which does not stand below it", name, other)
			}
			if allowed, narrow := only[name]; narrow && !matches(allowed, other) {
				t.Errorf("%s imports %s; of ours it may import only %s", name, other, strings.Join(allowed, ", "))
			}
			if strings.HasSuffix(other, "test") {
				t.Errorf("%s imports %s, which is for tests", name, other)
			}
		}
	}
}

func matches(patterns []string, name string) bool {
	return slices.ContainsFunc(patterns, func(p string) bool {
		ok, err := path.Match(p, name)
		return err == nil && ok
	})
}

func TestWhatBelongsToOnePackageStaysThere(t *testing.T) {
	for _, k := range packages(t) {
		if k.forTests() {
			continue
		}
		for _, imported := range k.Imports {
			for kept, users := range keptTo {
				if (imported == kept || strings.HasPrefix(imported, kept+"/")) && !slices.Contains(users, k.name()) {
					t.Errorf("%s imports %s, which is kept to %s", k.name(), imported, strings.Join(users, ", "))
				}
			}
		}
	}
}

// source is one file that we wrote.
type source struct {
	path string
	text []byte
}

func (s source) generated() bool {
	return bytes.Contains(s.text[:min(len(s.text), 1000)], []byte("DO NOT EDIT."))
}

// sources returns our files with one of the endings.
func sources(t *testing.T, endings ...string) []source {
	t.Helper()
	var all []source
	err := filepath.WalkDir(".", func(p string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if d.IsDir() && p != "." && (strings.HasPrefix(d.Name(), ".") || slices.Contains([]string{"bin", "var", "vendor", "node_modules", "testdata"}, d.Name())) {
			return filepath.SkipDir
		}
		if d.IsDir() || !slices.Contains(endings, filepath.Ext(p)) {
			return nil
		}
		text, err := os.ReadFile(p)
		if err != nil {
			return err
		}
		all = append(all, source{filepath.ToSlash(p), text})
		return nil
	})
	if err != nil {
		t.Fatalf("read the sources: %v", err)
	}
	if len(all) == 0 {
		t.Fatalf("found no files with %v", endings)
	}
	return all
}

func TestEveryPackageSaysWhatItHolds(t *testing.T) {
	said := map[string]bool{}
	for _, s := range sources(t, ".go") {
		dir := path.Dir(s.path)
		said[dir] = said[dir] || !strings.HasSuffix(s.path, "_test.go") && describes(t, s)
	}
	for dir, ok := range said {
		if !ok {
			t.Errorf("package in %s has no comment that begins with Package or Command and its name", dir)
		}
	}
}

func describes(t *testing.T, s source) bool {
	t.Helper()
	f, err := parser.ParseFile(token.NewFileSet(), s.path, s.text, parser.PackageClauseOnly|parser.ParseComments)
	if err != nil {
		t.Errorf("parse %s: %v", s.path, err)
		return false
	}
	doc := f.Doc.Text()
	return strings.HasPrefix(doc, "Package "+f.Name.Name+" ") || f.Name.Name == "main" && strings.HasPrefix(doc, "Command ")
}

func TestNamesAreNouns(t *testing.T) {
	nothing := regexp.MustCompile(`^(utils?|common|helpers?|models?|types?|misc|shared|base)(_test)?(\.go)?$`)
	for _, s := range sources(t, ".go") {
		for part := range strings.SplitSeq(s.path, "/") {
			if nothing.MatchString(part) {
				t.Errorf("%s: the name %s says nothing", s.path, part)
			}
		}
	}
}

func TestAFileIsOneSubject(t *testing.T) {
	const most = 500
	for _, s := range sources(t, ".go") {
		if lines := bytes.Count(s.text, []byte("\n")); lines >= most && !s.generated() {
			t.Errorf("%s has %d lines, want fewer than %d: look for its second subject", s.path, lines, most)
		}
	}
}

func TestNothingIsLeftOpen(t *testing.T) {
	open := regexp.MustCompile(`\b(TO` + `DO|FIX` + `ME|HA` + `CK)\b`)
	for _, s := range sources(t, ".go", ".sql", ".html", ".css", ".js", ".md", ".yaml") {
		for n, line := range strings.Split(string(s.text), "\n") {
			if open.MatchString(line) && !s.generated() {
				t.Errorf("%s:%d: %s", s.path, n+1, strings.TrimSpace(line))
			}
		}
	}
}

// Only a measurement on the corpus may be skipped, where there is no corpus.
func TestNoTestIsSkippedButForTheCorpus(t *testing.T) {
	skip := regexp.MustCompile(`\b[a-z]+\.Skip(f|Now)?\(`)
	for _, s := range sources(t, ".go") {
		if strings.HasSuffix(s.path, "_test.go") && skip.Match(s.text) && !bytes.Contains(s.text, []byte("RASPRAVA_"+"CORPUS")) {
			t.Errorf("%s skips a test", s.path)
		}
	}
}

// The time comes from the caller, so that a test can set it: only commands,
// the care for child processes and tests read the clock of the machine.
func TestNobodyReadsTheClockBelowTheCommands(t *testing.T) {
	for _, s := range sources(t, ".go") {
		if strings.HasSuffix(s.path, "_test.go") || strings.HasPrefix(s.path, "cmd/") || strings.HasPrefix(s.path, "internal/local/") || s.generated() {
			continue
		}
		for _, at := range clockReadings(t, s) {
			t.Error(at)
		}
	}
}

func clockReadings(t *testing.T, s source) []string {
	t.Helper()
	set := token.NewFileSet()
	f, err := parser.ParseFile(set, s.path, s.text, parser.SkipObjectResolution)
	if err != nil {
		t.Errorf("parse %s: %v", s.path, err)
		return nil
	}
	var found []string
	ast.Inspect(f, func(n ast.Node) bool {
		sel, ok := n.(*ast.SelectorExpr)
		if !ok {
			return true
		}
		pkg, ok := sel.X.(*ast.Ident)
		if ok && pkg.Name == "time" && slices.Contains([]string{"Now", "Since", "Until"}, sel.Sel.Name) {
			found = append(found, fmt.Sprintf("%s: time.%s", set.Position(sel.Pos()), sel.Sel.Name))
		}
		return true
	})
	return found
}

// Reading the catalogues takes a tenth of a second, which no command that says nothing in
// them is to wait for: no variable of a package asks for them before the program begins.
func TestNoVariableReadsTheCataloguesBeforeTheProgramBegins(t *testing.T) {
	for _, s := range sources(t, ".go") {
		if strings.HasSuffix(s.path, "_test.go") || s.generated() {
			continue
		}
		f, err := parser.ParseFile(token.NewFileSet(), s.path, s.text, parser.SkipObjectResolution)
		if err != nil {
			t.Errorf("parse %s: %v", s.path, err)
			continue
		}
		for _, d := range f.Decls {
			vars, ok := d.(*ast.GenDecl)
			if !ok {
				continue
			}
			ast.Inspect(vars, func(n ast.Node) bool {
				sel, ok := n.(*ast.SelectorExpr)
				if ok && sel.Sel.Name == "For" && fmt.Sprint(sel.X) == "locale" {
					t.Errorf("%s: a variable of the package calls locale.For", s.path)
				}
				_, inside := n.(*ast.FuncLit)
				return !inside
			})
		}
	}
}
