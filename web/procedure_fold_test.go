package web

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/rasprava/rasprava/internal/locale"
)

// unfolded returns the phases of the page of the law that are open, for an address.
func unfolded(t *testing.T, asked, from string) (procedurePage, string) {
	t.Helper()
	v := reader(locale.SrCyrl)
	body, err := v.explain(shippedProcedure(t, "rs.law.government"), from, "2026-11-23")
	if err != nil {
		t.Fatal(err)
	}
	body.fold(v, "/postupci/rs.law.government", asked, from)
	var open []string
	for _, p := range body.Phases {
		if p.Open {
			open = append(open, p.ID)
		}
	}
	return body, strings.Join(open, " ")
}

func TestAProcedureIsUnfoldedWhereTheAddressAsks(t *testing.T) {
	every := "announcement drafting debate report opinions government assembly entry_into_force"
	for asked, want := range map[string]string{"": "announcement", "debate": "debate", "sve": every, "nothing": "announcement", "<b>": "announcement"} {
		_, open := unfolded(t, asked, "")
		if d := cmp.Diff(want, open); d != "" {
			t.Errorf("%q (-want +got):\n%s", asked, d)
		}
	}
}

func TestEveryLinkLeadsToWhatIsUnfolded(t *testing.T) {
	at := "/sr-Cyrl/postupci/rs.law.government"
	body, _ := unfolded(t, "drafting", "2026-12-01")
	got := map[string]string{"contents": body.Phases[2].Href, "here": body.Phases[1].Href, "all": body.Unfold.Href, "date": body.Dates[8].Href}
	for _, w := range body.Phases[1].Stages {
		for _, way := range w.Ways {
			got[w.ID+" "+way.Text] = way.Href
		}
	}
	for what, want := range map[string]string{
		"contents": at + "?faza=debate&od=2026-12-01#phase-debate",
		"here":     "#phase-drafting",
		"all":      at + "?faza=sve&od=2026-12-01#phases",
		"date":     at + "?faza=debate&od=2026-12-01#public_debate",
		"debate_program Програм је одређен": at + "?faza=debate&od=2026-12-01#public_debate",
		"debate_program Враћено предлагачу": "#debate_program",
		"ria Спроведена у потпуности":       "#debate_required",
	} {
		if got[what] != want {
			t.Errorf("%s: got %q, want %q", what, got[what], want)
		}
	}
	all, _ := unfolded(t, "sve", "")
	if all.Unfold.Href != at+"#phases" || all.Phases[2].Href != "#phase-debate" {
		t.Errorf("with all unfolded: got %+v and %s", all.Unfold, all.Phases[2].Href)
	}
	for _, p := range all.Phases {
		for _, st := range p.Stages {
			for _, way := range st.Ways {
				if way.Href != "" && !strings.HasPrefix(way.Href, "#") {
					t.Errorf("with all unfolded %s leads to %s", st.ID, way.Href)
				}
			}
		}
	}
}
