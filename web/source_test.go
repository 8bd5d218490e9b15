package web

import (
	"go/ast"
	"go/parser"
	"go/token"
	"strconv"
	"testing"
)

// codesInSource returns the values of all constants of type Code that the files
// declare.
func codesInSource(t *testing.T, paths ...string) []string {
	t.Helper()
	var codes []string
	for _, path := range paths {
		f, err := parser.ParseFile(token.NewFileSet(), path, nil, 0)
		if err != nil {
			t.Fatal(err)
		}
		for _, d := range f.Decls {
			decl, ok := d.(*ast.GenDecl)
			if !ok || decl.Tok != token.CONST {
				continue
			}
			for _, spec := range decl.Specs {
				codes = append(codes, codesOf(t, spec.(*ast.ValueSpec))...)
			}
		}
	}
	return codes
}

func codesOf(t *testing.T, v *ast.ValueSpec) []string {
	t.Helper()
	name := ""
	switch typ := v.Type.(type) {
	case *ast.Ident:
		name = typ.Name
	case *ast.SelectorExpr:
		name = typ.Sel.Name
	}
	if name != "Code" {
		return nil
	}
	var codes []string
	for _, value := range v.Values {
		s, err := strconv.Unquote(value.(*ast.BasicLit).Value)
		if err != nil {
			t.Fatal(err)
		}
		codes = append(codes, s)
	}
	return codes
}
