package act_test

import (
	"testing"

	"github.com/rasprava/rasprava/internal/script"
)

// listed is an act with lists at several levels; the sentence of the test is the last paragraph of article 1.
const listed = `ЗАКОН
О ЧИТАОНИЦАМА

Члан 1.
Читаоница је отворена.
Корисник је дужан да:
– чува књигу;
– врати књигу;
– плати накнаду.
%s

Члан 2.
Орган:
1) води регистар:
(1) корисника;
(2) књига;
2) издаје:
– потврде,
– уверења;
3) чува:
а) књиге,
б) списак, и то:
– оверени,
– неоверени,
– јавни.
`

// TestItemsOfListsWithoutWhatTheyStandIn holds that a subpoint or an indent is found that is cited
// without all that it stands in, where only one has its number; where several do, none is said to be missing.
func TestItemsOfListsWithoutWhatTheyStandIn(t *testing.T) {
	for _, tt := range []letteredCase{
		{"Ко поступи супротно алинеји 2. овог члана.", []string{"алинеји 2. овог члана|art_1__para_2__indent_2|"}},
		{"Ко поступи супротно алинеји 2. у року.", []string{"алинеји 2.|art_1__para_2__indent_2|"}},
		{"Обавезе из алинеја 1. и 3. овог члана.", []string{"алинеја 1. и 3. овог члана|art_1__para_2__indent_1 art_1__para_2__indent_3|"}},
		{"Обавезе из члана 1. алинеје 1–3. овог закона.", []string{"члана 1. алинеје 1–3. овог закона|art_1__para_2__indent_1 art_1__para_2__indent_2 art_1__para_2__indent_3|"}},
		{"Обавезе из алинеје 4. овог члана.", []string{"алинеје 4. овог члана||art_1__indent_4"}},
		{"Обавезе из става 1. алинеја 2. овог члана.", []string{"става 1. алинеја 2. овог члана||art_1__para_1__indent_2"}},
		{"Књиге из члана 2. подтачка 2) овог закона.", []string{"члана 2. подтачка 2) овог закона|art_2__para_1__point_1__subpoint_2|"}},
		{"Књиге из подтачке (2) става 1. члана 2.", []string{"подтачке (2) става 1. члана 2.|art_2__para_1__point_1__subpoint_2|"}},
		{"Списак из члана 2. став 1. подтачка б) овог закона.", []string{"члана 2. став 1. подтачка б) овог закона|art_2__para_1__point_3__subpoint_b|"}},
		{"Списак из члана 2. тачка 3) алинеја 2. овог закона.", []string{"члана 2. тачка 3) алинеја 2. овог закона|art_2__para_1__point_3__subpoint_b__indent_2|"}},
		{"Списак из члана 2. алинеја 3. овог закона.", []string{"члана 2. алинеја 3. овог закона|art_2__para_1__point_3__subpoint_b__indent_3|"}},
		{"Списак из члана 2. алинеја 2. овог закона.", []string{"члана 2. алинеја 2. овог закона||"}},
		{"Списак из члана 2. алинеје 1–3. овог закона.", []string{"члана 2. алинеје 1–3. овог закона||"}},
		{"Исправе из члана 2. тачка 2) подтачка 2) овог закона.", []string{"члана 2. тачка 2) подтачка 2) овог закона||art_2__para_1__point_2__subpoint_2"}},
	} {
		checkLettered(t, "rs", listed, tt)
		latin := letteredCase{sentence: script.ToLatin(tt.sentence)}
		for _, want := range tt.want {
			latin.want = append(latin.want, script.ToLatin(want))
		}
		checkLettered(t, "rs", script.ToLatin(listed), latin)
	}
	const croatian = "ZAKON\nO ČITAONICAMA\n\nČlanak 1.\n(1) Čitaonica je otvorena.\n(2) Korisnik je dužan:\n– čuvati knjigu\n– vratiti knjigu.\n(3) %s\n"
	for _, tt := range []letteredCase{
		{"Tko postupi protivno podstavku 2. ovoga članka.", []string{"podstavku 2. ovoga članka|art_1__para_2__indent_2|"}},
		{"Obveze iz članka 1. alineje 2. ovoga Zakona.", []string{"članka 1. alineje 2. ovoga Zakona|art_1__para_2__indent_2|"}},
		{"Obveze iz podstavka 3. ovoga članka.", []string{"podstavka 3. ovoga članka||art_1__indent_3"}},
	} {
		checkLettered(t, "hr", croatian, tt)
	}
}

// TestWhatIsJoinedAndOfAnotherArticleIsOfThatOne holds that provisions which are said to be of an article are not
// those of the one before them.
func TestWhatIsJoinedAndOfAnotherArticleIsOfThatOne(t *testing.T) {
	const bill = "A BILL\n\nTo open reading rooms.\n\nSECTION 1. HOURS.\n\n%s\n\nSEC. 2. FEES.\n\n(a) Rooms.—Rooms are free.\n\n(b) Lamps.—Lamps are not.\n\nSEC. 3. BOOKS.\n\n(a) Books.—Books are kept.\n\n(b) Lists.—Lists are kept.\n\n(c) Cards.—Cards are kept.\n"
	const union = "REGULATION (EU) 2031/418 OF THE COUNCIL\non rooms\n\nHAS ADOPTED THIS REGULATION:\n\nArticle 1\nRooms\n\n%s\n\nArticle 2\nHours\n\n1. Rooms are open.\n\n2. Halls are open.\n\nArticle 3\nFees\n\n1. Rooms are free.\n\n2. Copies are not.\n\n3. Cards are free.\n"
	checkLettered(t, "us", bill, letteredCase{"As provided in section 2(a) and subsections (b) and (c) of section 3, rooms are open.",
		[]string{"section 2(a)|art_2__para_a|", "subsections (b) and (c) of section 3|art_3__para_b art_3__para_c|"}})
	checkLettered(t, "us", bill, letteredCase{"As provided in section 2(a) and subsection (b), rooms are open.", []string{"section 2(a) and subsection (b)|art_2__para_a art_2__para_b|"}})
	checkLettered(t, "eu", union, letteredCase{"Article 2(1) and paragraphs 2 and 3 of Article 3 apply.", []string{"Article 2(1)|art_2__para_1|", "paragraphs 2 and 3 of Article 3|art_3__para_2 art_3__para_3|"}})
}
