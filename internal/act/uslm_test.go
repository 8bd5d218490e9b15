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
note [] "" "" "Passed the House December 1, 2026.\nAttest: Clerk."
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

func TestVersionsOfABillHaveTheSameTitleAndBody(t *testing.T) {
	const (
		body    = `<resolvingClause>Resolved,</resolvingClause><section><num>1.</num><content>That rooms be open.</content></section></main>`
		kind    = `<docTitle>A RESOLUTION</docTitle>`
		title   = `<officialTitle>To open reading rooms.</officialTitle>`
		closing = `<attestation><action>Passed.</action></attestation> <signatures><signature><role>Clerk.</role></signature></signatures>`
		cover   = `<endorsement><congress>119th CONGRESS</congress><longTitle>` + kind + title + `</longTitle></endorsement>`
	)
	head := func(stage string) string {
		return `<resolution xmlns="http://schemas.gpo.gov/xml/uslm" xmlns:dc="http://purl.org/dc/elements/1.1/"><meta><dc:title>119 SRES 1 ` +
			stage + `: To open reading rooms.</dc:title><citableAs>119 SRES 1 ` + stage + `</citableAs></meta><preface><slugLine>SRES 1 ` + stage + `</slugLine></preface>`
	}
	introduced := readXML(t, []byte(head("IS")+`<main><longTitle>`+kind+title+`</longTitle>`+body+`<endMarker>○</endMarker></resolution>`))
	passed := readXML(t, []byte(head("ES")+`<main><longTitle>`+kind+`</longTitle>`+body+closing+cover+`</resolution>`))
	if introduced.Title != "To open reading rooms." || passed.Title != introduced.Title || passed.TitleAfter != introduced.TitleAfter {
		t.Errorf("titles %q after %d and %q after %d", introduced.Title, introduced.TitleAfter, passed.Title, passed.TitleAfter)
	}
	want := `preamble [] "" "" ""
 paragraph [1] "" "" "SRES 1 ES"
preamble [] "" "" ""
 paragraph [1] "" "" "A RESOLUTION"
preamble [] "" "" ""
 paragraph [1] "" "" "Resolved,"
article [1] "1." "" ""
 paragraph [1] "" "" "That rooms be open."
note [] "" "" "Passed.\nClerk."
note [] "" "" "119th CONGRESS\nA RESOLUTION\nTo open reading rooms."
`
	if diff := cmp.Diff(want, shape(passed)); diff != "" {
		t.Errorf("passed (-want +got):\n%s", diff)
	}
	want = strings.Replace(want[:strings.Index(want, "note")], "SRES 1 ES", "SRES 1 IS", 1) + "note [] \"\" \"\" \"○\"\n"
	if diff := cmp.Diff(want, shape(introduced)); diff != "" {
		t.Errorf("introduced (-want +got):\n%s", diff)
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
