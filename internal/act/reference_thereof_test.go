package act_test

import (
	"fmt"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/rasprava/rasprava/internal/act"
)

// TestTheLegalBasisIsOfTheTreaty holds that an article of which an act of the Union says in its preamble
// that it is thereof is of the act named before it, and never of that act itself.
func TestTheLegalBasisIsOfTheTreaty(t *testing.T) {
	const english = "REGULATION (EU) 2031/418 OF THE COUNCIL\n%s\n\nTHE COUNCIL OF THE EUROPEAN UNION,\n\n%s\n\nHAS ADOPTED THIS REGULATION:\n\nArticle 1\nRooms are open.\n\nArticle 2\nThis Regulation shall enter into force.\n"
	const german = "VERORDNUNG (EU) 2031/420 DES RATES\n%s\n\nDER RAT DER EUROPÄISCHEN UNION —\n\n%s\n\nHAT FOLGENDE VERORDNUNG ERLASSEN:\n\nArtikel 1\nLesesäle sind offen.\n\nArtikel 2\nDiese Verordnung tritt am Tag nach der Veröffentlichung in Kraft.\n"
	const croatian = "UREDBA (EU) 2031/418 VIJEĆA\n%s\n\nVIJEĆE EUROPSKE UNIJE,\n\n%s\n\nDONIJELO JE OVU UREDBU:\n\nČlanak 1.\nČitaonice su otvorene.\n\nČlanak 2.\nOva Uredba stupa na snagu sljedećeg dana od dana objave.\n"
	const treaty = "|other: Treaty on the Functioning of the European Union|"
	tests := []struct {
		text, title, preamble string
		want                  []string
	}{
		{english, "on reading rooms", "Having regard to the Treaty on the Functioning of the European Union, and in particular Article 1 thereof,", []string{"Article 1 thereof" + treaty}},
		{english, "amending Regulation (EU) 2031/417", "Having regard to the Treaty on the Functioning of the European Union, and in particular Article 1(2) and Article 2, first subparagraph, thereof,",
			[]string{"Article 1(2)" + treaty, "Article 2, first subparagraph, thereof" + treaty}},
		{english, "on reading rooms", "Having regard to the Treaty on the Functioning of the European Union, and in particular Article 2,", []string{"Article 2" + treaty}},
		{english, "on reading rooms", "Whereas:\n\n(1) Rooms are governed by Directive 2009/65/EC. In accordance with Article 2 thereof, they are open.\n\n(2) This Regulation is new. Article 2 thereof is not. Article 1 sets the hours.",
			[]string{"Article 2 thereof|other: Directive 2009/65/EC|", "Article 2 thereof|act|art_2", "Article 1|act|art_1"}},
		{german, "über Lesesäle", "gestützt auf den Vertrag über die Arbeitsweise der Europäischen Union, insbesondere auf Artikel 1,\n\nin Erwägung nachstehender Gründe:\n\n(1) Artikel 1 gilt.",
			[]string{"Artikel 1|other: Vertrag über die Arbeitsweise der Europäischen Union|", "Artikel 1|act|art_1"}},
		{croatian, "o čitaonicama", "uzimajući u obzir Ugovor o funkcioniranju Europske unije, a posebno njegov članak 1.,\n\nbudući da:\n\n(1) Članak 1. određuje rok.",
			[]string{"članak 1.|other: Ugovor o funkcioniranju Europske unije|", "Članak 1.|act|art_1"}},
	}
	for _, tt := range tests {
		a, err := act.Parse([]byte(fmt.Sprintf(tt.text, tt.title, tt.preamble)), act.Options{Profile: "eu"})
		if err != nil {
			t.Fatal(err)
		}
		var got []string
		for _, ref := range a.References() {
			got = append(got, told(&ref))
		}
		if diff := cmp.Diff(tt.want, got); diff != "" {
			t.Errorf("references of %q (-want +got):\n%s", tt.preamble, diff)
		}
	}
}
