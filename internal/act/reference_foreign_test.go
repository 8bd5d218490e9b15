package act_test

import (
	"fmt"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/rasprava/rasprava/internal/act"
)

// TestProvisionsOfOtherActsAreNotThisOnes holds that a provision of an act which is named with capitals, with an
// abbreviation, behind a comma or above the column of a table is of that act.
func TestProvisionsOfOtherActsAreNotThisOnes(t *testing.T) {
	const english = "Directive 2031/5/EU of the European Parliament and of the Council\nof 3 June 2031\non reading rooms\n\nArticle 1\nRooms\n\n%s\n\nArticle 2\nHours\n\nRooms are open.\n\nArticle 3\nFees\n\n1. Rooms are free.\n\n2. Copies are not.\n"
	const serbian = "ЗАКОН\nО ЧИТАОНИЦАМА\n\nЧлан 1.\n%s\n\nЧлан 2.\nЧитаонице су отворене.\n\nЧлан 3.\nЧитаонице су бесплатне.\n"
	const bill = "A BILL\n\nTo open reading rooms.\n\nSECTION 1. SHORT TITLE.\n\nThis Act may be cited as the “Rooms Act”.\n\nSEC. 2. HOURS.\n\n%s\n\nSEC. 3. FEES.\n\n(a) Rooms.—Rooms are free.\n"
	const croatian = "ZAKON\nO IZMJENAMA ZAKONA O ČITAONICAMA\n\nČlanak 1.\nU Zakonu o čitaonicama (»Narodne novine«, br. 1/31.) u članku 2. stavku 1. riječ: »sat« zamjenjuje se riječju: »dan«.\n\nČlanak 2.\n%s\n"
	tests := []struct {
		profile, text, sentence string
		want                    []string
	}{
		{"eu", english, "Without prejudice to Article 2 of the Reading Convention, rooms are open.", []string{"Article 2 of the Reading Convention|other: Reading Convention|"}},
		{"eu", english, "Articles 2 and 3 of the Framework Decision and Article 3 of the Rules of Procedure apply.",
			[]string{"Articles 2 and 3 of the Framework Decision|other: Framework Decision|", "Article 3 of the Rules of Procedure|other: Rules of Procedure|"}},
		{"eu", english, "Article 2 of the Member States and Article 3 of this Directive apply.", []string{"Article 2|act|art_2", "Article 3 of this Directive|act|art_3"}},
		{"eu", english, "As defined in Article 2 of that Directive and in Article 3(2) thereof.", []string{"Article 2 of that Directive|other: that Directive|", "Article 3(2) thereof|other: Directive|"}},
		{"eu", english, "Rooms are open under Article 2(2), point (b), TFEU.", []string{"Article 2(2), point (b), TFEU|other: TFEU|"}},
		{"eu", english + "\nANNEX\nCORRELATION TABLE\n\nDirective 2009/65/EC\tThis Directive\nArticle 2\tArticle 3\nArticle 3(1)\tArticle 3(2)\n", "Rooms are rooms.",
			[]string{"Article 2|other: Directive 2009/65/EC|", "Article 3|act|art_3", "Article 3(1)|other: Directive 2009/65/EC|", "Article 3(2)|act|art_3__para_2"}},
		{"rs", serbian, "Лице из члана 2. ЗПП и члана 3. КЗ, као и из члана 2. овог закона.",
			[]string{"члана 2. ЗПП|other: ЗПП|", "члана 3. КЗ|other: КЗ|", "члана 2. овог закона|act|art_2"}},
		{"rs", serbian, "Овим законом (у даљем тексту: ЗЧ) уређује се рад из члана 2. ЗЧ.", []string{"члана 2. ЗЧ|act|art_2"}},
		{"rs", serbian, "Рок из члана 2. МУП објављује.", []string{"члана 2.|act|art_2"}},
		{"rs", serbian, "Примењује се члан 2. Уредбе (ЕУ) 2031/417 и члан 3. Уредбе (ЕЗ) бр. 41/2031.", []string{"члан 2. Уредбе|other: Уредбе (ЕУ) 2031/417|", "члан 3. Уредбе|other: Уредбе (ЕЗ) бр. 41/2031|"}},
		{"us", bill, "See section 3(a), section 1 of title 18, and section 3.", []string{"section 3(a)|act|art_3__para_a", "section 1 of title 18|other: title 18|", "section 3|act|art_3"}},
		{"us", bill, "See section 3(a) and section 1 of title 18.", []string{"section 3(a)|other: title 18|", "section 1 of title 18|other: title 18|"}},
		{"hr", croatian, "Vlada će uredbu iz članka 2. stavka 1. Zakona donijeti u roku od 90 dana.", []string{"članku 2. stavku 1.|base|", "članka 2. stavka 1. Zakona|base|"}},
		{"rs", serbian + "\nЧланови 4. и 5. брисани су.\n\nЧлан 6.\nПримењује се члан 2. овог закона.\n", "Рад се уређује.", []string{"члан 2. овог закона|act|art_2"}},
		{"eu", english + "\nArticle 4\nRepeal\n\nDirective 2009/65/EC is repealed with effect from 1 January 2032. References to the repealed Directive are read with Annex II.\n\nReferences to it are read with Annex II.\n\nANNEX I\nRooms\n\nRoom one.\n\nANNEX II\nTable\n\nRoom two.\n",
			"Rooms are rooms.", []string{"Annex II|act|annex_II", "Annex II|act|annex_II"}},
	}
	for _, tt := range tests {
		a, err := act.Parse([]byte(fmt.Sprintf(tt.text, tt.sentence)), act.Options{Profile: tt.profile})
		if err != nil {
			t.Fatal(err)
		}
		for _, w := range a.Review() {
			if w.Code == act.WarnUnclearAmendment || w.Code == act.WarnDanglingReference {
				t.Errorf("a warning of %q: %s", tt.sentence, w.Text)
			}
		}
		var got []string
		for _, ref := range a.References() {
			got = append(got, told(&ref))
		}
		if diff := cmp.Diff(tt.want, got); diff != "" {
			t.Errorf("references of %q (-want +got):\n%s", tt.sentence, diff)
		}
	}
}
