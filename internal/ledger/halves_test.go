package ledger

import (
	"go/ast"
	"go/parser"
	"go/token"
	"os"
	"strings"
	"testing"
)

var writingHalf = []string{"keyfile.go", "sign.go", "submission.go", "tile.go", "tree.go"}

func TestVerifyingHalfUsesNothingOfTheWritingHalf(t *testing.T) {
	writing := map[string]bool{}
	for _, f := range writingHalf {
		writing[f] = true
	}
	entries, err := os.ReadDir(".")
	if err != nil {
		t.Fatal(err)
	}
	declared, used := map[string]string{}, map[string][]string{}
	for _, e := range entries {
		name := e.Name()
		if !strings.HasSuffix(name, ".go") || strings.HasSuffix(name, "_test.go") {
			continue
		}
		file, err := parser.ParseFile(token.NewFileSet(), name, nil, 0)
		if err != nil {
			t.Fatal(err)
		}
		if writing[name] {
			for _, d := range file.Decls {
				for _, id := range declaredNames(d) {
					declared[id] = name
				}
			}
			continue
		}
		ast.Inspect(file, func(n ast.Node) bool {
			if id, ok := n.(*ast.Ident); ok {
				used[id.Name] = append(used[id.Name], name)
			}
			return true
		})
	}
	for _, want := range []string{"Signer", "Append", "Tile", "LoadOrCreateKey", "SealSubmission"} {
		if declared[want] == "" {
			t.Errorf("%s is not declared in the writing half", want)
		}
	}
	for id, file := range declared {
		if users := used[id]; len(users) > 0 {
			t.Errorf("%s uses %s of %s", users[0], id, file)
		}
	}
}

// declaredNames returns what a declaration adds to the package. Methods are
// passed over: without their type nothing can call them.
func declaredNames(d ast.Decl) []string {
	switch d := d.(type) {
	case *ast.FuncDecl:
		if d.Recv != nil {
			return nil
		}
		return []string{d.Name.Name}
	case *ast.GenDecl:
		var names []string
		for _, s := range d.Specs {
			switch s := s.(type) {
			case *ast.TypeSpec:
				names = append(names, s.Name.Name)
			case *ast.ValueSpec:
				for _, id := range s.Names {
					names = append(names, id.Name)
				}
			}
		}
		return names
	}
	return nil
}
