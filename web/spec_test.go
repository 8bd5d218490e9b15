package web

import (
	"net/url"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/getkin/kin-openapi/openapi3"
	"github.com/google/go-cmp/cmp"

	"github.com/rasprava/rasprava/internal/dossier"
	"github.com/rasprava/rasprava/internal/locale"
	"github.com/rasprava/rasprava/web/api"
)

func mustParse(path string) *url.URL {
	return &url.URL{Path: path}
}

func TestTheSpecificationIsValid(t *testing.T) {
	doc, err := openapi3.NewLoader().LoadFromData(api.Specification)
	if err != nil {
		t.Fatal(err)
	}
	err = doc.Validate(t.Context())
	if err != nil {
		t.Error(err)
	}
}

func TestEveryRouteDeclaresItsAuthority(t *testing.T) {
	s := newSite(t)
	var served []string
	for _, r := range s.server.router.Routes() {
		if first, _, _ := strings.Cut(strings.TrimPrefix(r.Path, "/"), "/"); !spoken(first) { // pages are declared apart
			served = append(served, r.Method+" "+r.Path)
		}
	}
	var declared []string
	for name, rt := range routes {
		declared = append(declared, name)
		_, known := dossier.AuthorityFor(rt.action)
		if !known {
			t.Errorf("%s: nobody has authority over %q", name, rt.action)
		}
		get := strings.HasPrefix(name, "GET ")
		secret := rt.csrf == byToken && rt.action == dossier.HoldsReceipt // no cookie is looked at: what the request carries decides
		if !secret && get == (rt.csrf == bySession) || (rt.csrf != safe && rt.csrf != bySession && rt.csrf != byToken) {
			t.Errorf("%s: a route that changes something is of class session, one that reads is not; got %q", name, rt.csrf)
		}
		if get && rt.bound != 0 {
			t.Errorf("%s: reads a body", name)
		}
	}
	slices.Sort(served)
	slices.Sort(declared)
	if diff := cmp.Diff(declared, served); diff != "" {
		t.Errorf("declared against served:\n%s", diff)
	}
}

func spoken(lang string) bool {
	_, ok := locale.Parse(lang)
	return ok
}

func TestTheServerServesWhatTheSpecificationSays(t *testing.T) {
	doc, err := openapi3.NewLoader().LoadFromData(api.Specification)
	if err != nil {
		t.Fatal(err)
	}
	parameter := regexp.MustCompile(`\{([a-z]+)\}`)
	var specified, served []string
	for path, item := range doc.Paths.Map() {
		for method := range item.Operations() {
			specified = append(specified, method+" /api/v1"+parameter.ReplaceAllString(path, ":$1"))
		}
	}
	for name := range routes {
		if strings.Contains(name, "/api/v1/") && !strings.HasSuffix(name, "openapi.yaml") {
			served = append(served, name)
		}
	}
	slices.Sort(specified)
	slices.Sort(served)
	if diff := cmp.Diff(specified, served); diff != "" {
		t.Errorf("specified against served:\n%s", diff)
	}
}

func TestARouteThatDeclaresNothingIsRefused(t *testing.T) {
	s := newSite(t)
	all := s.server.router.Group("", s.server.authorise)
	all.GET("/undeclared", s.server.healthy)
	s.public().do("GET", "/undeclared", nil).refused(500, dossier.CodeInternal)
}

func TestEveryCodeHasAStatusAndWordsInEveryLanguage(t *testing.T) {
	var codes []dossier.Code
	for _, c := range codesInSource(t, "../internal/dossier/problem.go", "status.go") {
		codes = append(codes, dossier.Code(c))
	}
	if len(codes) < 80 {
		t.Fatalf("found %d codes, want all", len(codes))
	}
	for _, code := range codes {
		status, ok := statuses[code]
		if !ok || status < 400 || status > 599 {
			t.Errorf("%s: got status %d, want one of an error", code, status)
		}
		for _, l := range locale.Langs() {
			for _, part := range []string{"title", "detail"} {
				if !locale.For(l).Has("problem." + string(code) + "." + part) {
					t.Errorf("%s has no %s in %s", code, part, l)
				}
			}
		}
	}
	if len(statuses) != len(codes) {
		t.Errorf("the table knows %d codes, there are %d", len(statuses), len(codes))
	}
}
