package act_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/rasprava/rasprava/internal/act"
)

const uslmBill = `<?xml version="1.0"?><bill xmlns="http://schemas.gpo.gov/xml/uslm" xmlns:dc="http://purl.org/dc/elements/1.1/" xml:lang="en" id="H1">
<meta><dc:title>Not shown</dc:title></meta>
<preface><slugLine>HR 1 IH</slugLine><action><date date="2026-11-23"><inline class="smallCaps">November </inline>23, 2026</date><actionDescription>Introduced.</actionDescription></action></preface>
<main><longTitle><docTitle>A BILL</docTitle><officialTitle>To open reading rooms.</officialTitle></longTitle>
<enactingFormula><i>Be it enacted,</i></enactingFormula>
<title id="H2"><num value="I">TITLE I</num><heading>READING ROOMS</heading>
<appropriations level="major"><heading>Libraries</heading></appropriations>
<appropriations level="small"><heading>rooms</heading><content>For rooms, $5: <proviso><i>Provided</i>, That they are open.</proviso></content></appropriations>
<section id="H3"><num value="101">SEC. 101.</num><heading> ROOMS.</heading><subsection><num value="a">(a)</num><heading>In general.—</heading><chapeau>A room shall be—</chapeau>
<paragraph><num value="1">(1)</num><content>open; and</content></paragraph><paragraph><num value="2">(2)</num><chapeau>warm—</chapeau><subparagraph><num value="A">(A)</num><content>in<br/>winter.</content></subparagraph></paragraph>
<continuation>It may be quiet.</continuation></subsection></section>
<section><num value="102">SEC. 102.</num><chapeau>The Act is amended—</chapeau><paragraph><num value="1">(1)</num><content>by <amendingAction type="insert">inserting</amendingAction> <quotedText>“a”</quotedText>;
<quotedContent><section><num value="9">“SEC. 9.</num><heading>DOORS.</heading><content>Doors open.”.</content></section></quotedContent></content></paragraph></section></title></main>
<attestation><action><actionDescription>Passed the House </actionDescription><date date="2026-12-01">December 1, 2026</date>.</action>
<signatures><signature><notation type="attestation">Attest:</notation><role>Clerk.</role></signature></signatures></attestation></bill>`

const uslmShape = `preamble [] "" "" ""
 paragraph [1] "" "" "HR 1 IH"
 paragraph [2] "" "" "November 23, 2026 Introduced."
preamble [] "" "" ""
 paragraph [1] "" "" "A BILL"
preamble [] "" "" ""
 paragraph [1] "" "" "Be it enacted,"
title [I] "TITLE I" "READING ROOMS" ""
 chapter [] "" "Libraries" ""
  subsection [] "" "rooms" ""
   paragraph [1] "" "" "For rooms, $5:"
   paragraph [2] "" "" "Provided, That they are open."
   article [101] "SEC. 101." "ROOMS." ""
    paragraph [a] "(a)" "In general.—" "A room shall be—"
     point [1] "(1)" "" "open; and"
     point [2] "(2)" "" "warm—"
      subpoint [A] "(A)" "" "in winter."
     paragraph [] "" "" "It may be quiet."
   article [102] "SEC. 102." "" ""
    paragraph [1] "" "" "The Act is amended—"
     point [1] "(1)" "" "by inserting “a”;"
      paragraph [] "" "" "“SEC. 9. DOORS.\nDoors open.”."
paragraph [1] "" "" "Passed the House December 1, 2026."
paragraph [2] "" "" "Attest: Clerk."
`

func TestUSLM(t *testing.T) {
	for _, space := range []string{"http://schemas.gpo.gov/xml/uslm", "http://xml.house.gov/schemas/uslm/1.0"} {
		src := []byte(strings.Replace(uslmBill, "http://schemas.gpo.gov/xml/uslm", space, 1))
		a := readXML(t, src)
		if a.Title != "To open reading rooms." || a.TitleAfter != 2 || a.Profile != "us" || a.Lang != "en" {
			t.Errorf("title %q after %d, profile %s, language %s", a.Title, a.TitleAfter, a.Profile, a.Lang)
		}
		if diff := cmp.Diff(uslmShape, shape(a)); diff != "" {
			t.Errorf("%s (-want +got):\n%s", space, diff)
		}
		if got, want := bare(content(a)), inOrder(t, src); got != want {
			t.Errorf("the characters stand in another order %s", firstDifference(got, want))
		}
		validate(t, map[string][]byte{"bill": a.AKN(act.Work{Bill: true})})
	}
}

func TestTheOlderBillsOfTheHouse(t *testing.T) {
	src := []byte(`<!DOCTYPE bill PUBLIC "-//US Congress//DTDs/bill.dtd//EN" "bill.dtd">
<bill bill-stage="Introduced-in-House"><metadata/><form><congress>119th CONGRESS</congress><legis-num>H. R. 1</legis-num><official-title>To open reading rooms.</official-title></form>
<legis-body><section id="S1"><enum>1.</enum><header>Rooms</header><subsection><enum>(a)</enum><header>In general</header><text>A room shall be—</text>
<paragraph><enum>(1)</enum><text>open; and</text></paragraph></subsection></section>
<section><enum>2.</enum><text>The Act is amended by adding: </text><quoted-block><section><enum>9.</enum><header>Doors</header><text>Doors open.</text></section>
<after-quoted-block>.</after-quoted-block></quoted-block></section></legis-body></bill>`)
	a := readXML(t, src)
	want := `preamble [] "" "" ""
 paragraph [1] "" "" "119th CONGRESS"
 paragraph [2] "" "" "H. R. 1"
article [1] "1." "Rooms" ""
 paragraph [a] "(a)" "In general" "A room shall be—"
  point [1] "(1)" "" "open; and"
article [2] "2." "" ""
 paragraph [1] "" "" "The Act is amended by adding:"
 paragraph [] "" "" "9. Doors\nDoors open.\n."
`
	if diff := cmp.Diff(want, shape(a)); diff != "" || a.Title != "To open reading rooms." {
		t.Errorf("title %q (-want +got):\n%s", a.Title, diff)
	}
	if missing := lost(t, src, a); missing != "" {
		t.Errorf("lost: %s", missing)
	}
}
