package web

import (
	"net/url"
	"regexp"
	"strings"
	"testing"

	"github.com/rasprava/rasprava/internal/locale"
	"github.com/rasprava/rasprava/internal/procedure"
	"github.com/rasprava/rasprava/internal/script"
)

var mainPart = regexp.MustCompile(`(?s)<main.*</main>`)

// englishMain shows a page in English and returns its main part.
func englishMain(t *testing.T, template string, body any) string {
	t.Helper()
	page, err := execute(locale.En, template, frame{Lang: string(locale.En), Body: body})
	if err != nil {
		t.Fatal(err)
	}
	part := mainPart.FindString(string(page))
	if part == "" {
		t.Fatal("the page has no main part")
	}
	return part
}

// TestTheLawOfOthersIsCitedInEnglish looks at the pages of every procedure, and at
// what `procedure show` writes: of other countries nothing on the English pages is
// in Cyrillic, and what is cited in Serbian alone is marked as Serbian.
func TestTheLawOfOthersIsCitedInEnglish(t *testing.T) {
	others := 0
	for _, d := range procedure.List() {
		v := reader(locale.En)
		body, err := v.explain(d, "", "2026-11-23")
		if err != nil {
			t.Fatal(err)
		}
		body.fold(v, "/postupci/"+d.ID, allPhases, "")
		plan := planFor(t, locale.En, []*procedure.Definition{d}, url.Values{"postupak": {d.ID}, "od": {"2026-11-23"}})
		ics := string(plan.Plan.calendar())
		for what, page := range map[string]string{"procedure": englishMain(t, "procedure", body), "plan": englishMain(t, "plan", plan), "calendar": ics} {
			cyrillic := strings.IndexFunc(page, script.IsCyrillic)
			if d.Calendar != homeCalendar && cyrillic >= 0 {
				t.Errorf("%s, %s: %.120q is in Cyrillic", d.ID, what, page[cyrillic:])
			}
			if d.Calendar == homeCalendar && what != "calendar" && !strings.Contains(page, `lang="sr-Cyrl"`) {
				t.Errorf("%s, %s: what is in Serbian alone is not marked so", d.ID, what)
			}
		}
		if d.Calendar == homeCalendar {
			continue
		}
		others++
		var shown strings.Builder
		if err := d.Describe(&shown); err != nil {
			t.Fatal(err)
		}
		for _, s := range d.Stages {
			if s.BasisEn == "" || !strings.Contains(shown.String(), "basis     "+s.BasisEn) || strings.Contains(shown.String(), s.Basis) {
				t.Errorf("%s, %s: show does not cite %q, or cites %q", d.ID, s.ID, s.BasisEn, s.Basis)
			}
			if got := v.basis(d, s.Basis); got != s.BasisEn {
				t.Errorf("%s, %s: got %q", d.ID, s.ID, got)
			}
			if got := reader(locale.SrLatn).basis(d, s.Basis); got != s.Basis {
				t.Errorf("%s, %s in Serbian: got %q", d.ID, s.ID, got)
			}
		}
	}
	if others != 7 {
		t.Errorf("%d procedures of others are looked at", others)
	}
}
