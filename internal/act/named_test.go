package act_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/rasprava/rasprava/internal/act"
)

func TestIdsOfAnotherActNameItsProvisions(t *testing.T) {
	for profile, ids := range map[string]map[string]string{
		"rs": {"art_14__para_1__point_4a": "article 14 paragraph 1 point 4а", "chp_IIIa": "chapter IIIа", "part_2__chp_III": "part 2 chapter III", "annex_1": "annex 1", "annex": "annex "},
		"eu": {"art_14__para_1__point_a": "article 14 paragraph 1 point a"},
	} {
		for id, want := range ids {
			var got []string
			for _, n := range (&act.Act{Profile: profile}).Named(id) {
				got = append(got, string(n.Kind)+" "+n.Number)
			}
			if diff := cmp.Diff(want, strings.Join(got, " ")); diff != "" {
				t.Errorf("%s of %s (-want +got): %s", id, profile, diff)
			}
		}
	}
}

func TestOrdersTellWhatIsClearFromWhatIsNot(t *testing.T) {
	a, err := act.Parse([]byte("ЗАКОН\nО ИЗМЕНАМА ЗАКОНА О ПРОБИ\n\nЧлан 1.\nУ Закону о проби („Службени гласник РС”, број 1/20), члан 2. брише се.\n\nЧлан 2.\nТарифни број 24. мења се и гласи:\n„Став два.\nСтав три.\nСтав четири.”.\n"), act.Options{})
	if err != nil {
		t.Fatal(err)
	}
	found, unclear := a.Orders()
	if len(found) != 1 || found[0].From != "art_1__para_1" || len(unclear) != 1 || unclear[0].ID != "art_2__para_1" {
		t.Errorf("found %+v, unclear %+v", found, unclear)
	}
}
