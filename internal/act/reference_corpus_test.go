package act_test

import (
	"maps"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/rasprava/rasprava/internal/act"
	"github.com/rasprava/rasprava/internal/script"
)

// named finds, without the parser, what may begin or continue a reference: a word
// for a provision and a number.
var named = regexp.MustCompile(`(?i)(^|[^\p{L}])(члан(а|у|ом)?|чл\.|став(а|у|ом)?|ст\.|тачк(а|е|и|у|ом)|тач\.|подтач\pL*\.?|алинеј\pL*)[\s*]*\(?\d`)

func TestReferencesOfRealLaws(t *testing.T) {
	all := laws(t)
	seen, missed, found, dangling, repealed := 0, 0, 0, 0, 0
	scopes := map[act.Scope]int{}
	for _, name := range slices.Sorted(maps.Keys(all)) {
		a, err := act.Parse(all[name], act.Options{Name: name})
		if err != nil {
			t.Fatal(err)
		}
		spans := map[string][]act.Reference{}
		for _, ref := range a.References() {
			spans[ref.From] = append(spans[ref.From], ref)
			found++
			scopes[ref.Scope]++
			if len(ref.Dangling) > 0 {
				dangling++
				t.Logf("%s: %s: %s: no %s", name, ref.From, ref.Text, strings.Join(ref.Dangling, " "))
			}
			repealed += len(ref.Repealed)
		}
		a.Walk(func(n *act.Node, _ int) bool {
			if n.Kind == act.KindNote || strings.HasPrefix(n.Text, "Брисан") || strings.HasPrefix(n.Text, "Престал") || strings.HasPrefix(n.Text, "Престао") {
				return true
			}
			text := n.Text
			if script.Repair(text) != text && len(script.Repair(text)) != len(text) {
				return true
			}
			for _, hit := range named.FindAllStringIndex(text, -1) {
				seen++
				inside := slices.ContainsFunc(spans[n.ID], func(r act.Reference) bool { return r.Start < hit[1] && hit[1] <= r.End })
				if !inside {
					missed++
					t.Logf("%s: %s: not read: …%s…", name, n.ID, strings.ToValidUTF8(text[max(0, hit[0]-30):min(len(text), hit[1]+30)], ""))
				}
			}
			return true
		})
	}
	t.Logf("%d references (%v), %d dangling, %d to what was repealed; %d of %d places with a word and a number are in none",
		found, scopes, dangling, repealed, missed, seen)
	if found < 3100 {
		t.Errorf("%d references, want 3,100 or more", found)
	}
	if missed*100 > seen {
		t.Errorf("%d of %d places with a word and a number are in no reference, want at most one in a hundred", missed, seen)
	}
	if dangling*100 > found {
		t.Errorf("%d of %d references dangle, want at most one in a hundred", dangling, found)
	}
}

func TestReferencesOfRealActsOfOtherTraditions(t *testing.T) {
	corpus := os.Getenv("RASPRAVA_CORPUS")
	if corpus == "" {
		t.Skip("RASPRAVA_CORPUS is not set: the real acts are not at hand")
	}
	tests := []struct {
		files                  string
		references, inside     int // at least
		dangling               int // at most
		amendments, amendedIDs int // at least
	}{
		{"de/*.md", 800, 550, 1, 0, 0},
		{"uslm/*.XML", 400, 50, 5, 0, 0},
		{"uslm/h2157_enr.XML", 150, 10, 5, 10, 10},
	}
	for _, tt := range tests {
		files, err := filepath.Glob(filepath.Join(corpus, "acts", tt.files))
		if err != nil || len(files) == 0 {
			t.Fatalf("no acts in %s: %v", tt.files, err)
		}
		found, inside, dangling, amendments, targets := 0, 0, 0, 0, 0
		for _, file := range files {
			data, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			a, err := act.Parse(data, act.Options{Name: filepath.Base(file)})
			if err != nil {
				t.Fatal(err)
			}
			for _, ref := range a.References() {
				found++
				if len(ref.Targets) > 0 {
					inside++
				}
				if len(ref.Dangling) > 0 {
					dangling++
					t.Logf("%s: %s: %s: no %s", filepath.Base(file), ref.From, ref.Text, strings.Join(ref.Dangling, " "))
				}
			}
			for _, m := range a.Amendments() {
				amendments++
				targets += len(m.Targets)
			}
		}
		t.Logf("%s: %d references, %d to what is there, %d dangling; %d amendments of %d provisions", tt.files, found, inside, dangling, amendments, targets)
		if found < tt.references || inside < tt.inside || dangling > tt.dangling || amendments < tt.amendments || targets < tt.amendedIDs {
			t.Errorf("%s: want %d references and %d to what is there or more, %d dangling at most, %d amendments of %d provisions or more",
				tt.files, tt.references, tt.inside, tt.dangling, tt.amendments, tt.amendedIDs)
		}
	}
}
