package act_test

import (
	"bytes"
	"encoding/xml"
	"fmt"
	"io"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/rasprava/rasprava/internal/act"
)

func readXML(t testing.TB, document []byte) *act.Act {
	t.Helper()
	a, err := act.Parse(document, act.Options{Name: "akt.xml"})
	if err != nil {
		t.Fatal(err)
	}
	return a
}

func TestOwnAKNIsReadBack(t *testing.T) {
	for file, src := range examples(t) {
		t.Run(file, func(t *testing.T) {
			a, err := act.Parse(src, act.Options{Name: file})
			if err != nil {
				t.Fatal(err)
			}
			sameAct(t, readXML(t, a.AKN(act.Work{Bill: true})), a)
		})
	}
	for name, src := range strange {
		t.Run(name, func(t *testing.T) {
			a := parse(t, src)
			sameAct(t, readXML(t, a.AKN(act.Work{})), a)
		})
	}
}

func TestRealLawsInAKNAreReadBack(t *testing.T) {
	for name, src := range laws(t) {
		a, err := act.Parse(src, act.Options{Name: name})
		if err != nil {
			t.Fatal(err)
		}
		sameAct(t, readXML(t, a.AKN(act.Work{})), a)
	}
}

// page of Akoma Ntoso written by others; the parts are what stands in the document.
func foreign(parts string) []byte {
	return []byte(`<?xml version="1.0" encoding="UTF-8"?>
<akomaNtoso xmlns="http://docs.oasis-open.org/legaldocml/ns/akn/3.0">
  <act name="act">
    <meta><identification source="#editor"><FRBRWork><FRBRcountry value="rs"/></FRBRWork>
      <FRBRExpression><FRBRlanguage language="srp"/></FRBRExpression></identification></meta>
    ` + parts + `
  </act>
</akomaNtoso>`)
}

// shape writes the provisions of an act on one line each, indented.
func shape(a *act.Act) string {
	var b strings.Builder
	a.Walk(func(n *act.Node, depth int) bool {
		kind := string(n.Kind)
		if n.Table {
			kind += " table"
		}
		fmt.Fprintf(&b, "%s%s [%s] %q %q %q\n", strings.Repeat(" ", depth), kind, n.Number, n.Label, n.Heading, n.Text)
		return true
	})
	return b.String()
}

func TestAKNOfOthers(t *testing.T) {
	tests := []struct{ name, parts, want string }{
		{
			"articles, paragraphs, points and what stands behind them",
			`<body><chapter eId="chp_I"><num>ГЛАВА I</num><heading>Опште одредбе</heading><article eId="art_1"><num>Члан 1.</num><heading>Предмет</heading>
			<paragraph eId="art_1__para_1"><num>(1)</num><list><intro><p>Таксе су:</p></intro><point><num>1)</num><content><p>прва;</p></content></point>
			<point><num>2)</num><content><p>друга</p></content></point><wrapUp><p>и плаћају се унапред.</p></wrapUp></list></paragraph>
			<paragraph><num>(2)</num><content><p>Други став.</p></content></paragraph></article></chapter></body>`,
			`chapter [I] "ГЛАВА I" "Опште одредбе" ""
 article [1] "Члан 1." "Предмет" ""
  paragraph [1] "(1)" "" "Таксе су:"
   point [1] "1)" "" "прва;"
   point [2] "2)" "" "друга"
   paragraph [] "" "" "и плаћају се унапред."
  paragraph [2] "(2)" "" "Други став."
`,
		},
		{
			"content of an article is its paragraphs; points follow what leads to them",
			`<body><article><num>Члан 1.</num><content><p>Први став.</p><p>Други
			   став.</p></content></article><article><num>Члан 2.</num><intro><p>Таксе су:</p></intro><point><num>1)</num><content><p>прва.</p></content></point></article></body>`,
			`article [1] "Члан 1." "" ""
 paragraph [1] "" "" "Први став."
 paragraph [2] "" "" "Други став."
article [2] "Члан 2." "" ""
 paragraph [1] "" "" "Таксе су:"
  point [1] "1)" "" "прва."
`,
		},
		{
			"marks inside the text",
			`<body><article><num><b>Члан</b> 1.</num><content><p>Реч <ref href="#art_2">из <i>члана</i> 2.</ref>, <u>нова</u> и<b> стара</b>.</p></content></article></body>`,
			`article [1] "Члан 1." "" ""
 paragraph [1] "" "" "Реч из члана 2., нова и стара."
`,
		},
		{
			"a quoted provision",
			`<body><article><num>Члан 1.</num><paragraph><content><p><mod>Члан 5. мења се и гласи: <quotedStructure startQuote="„" endQuote="”"><article><num>Члан 5.</num>
			<heading>Таксе</heading><paragraph><num>(1)</num><content><p>Нови текст.</p></content></paragraph></article></quotedStructure></mod></p></content></paragraph></article></body>`,
			`article [1] "Члан 1." "" ""
 paragraph [1] "" "" "Члан 5. мења се и гласи:"
  paragraph [] "" "" "„Члан 5. Таксе\n(1) Нови текст.”"
`,
		},
		{
			"lists, tables and notes in the text",
			`<body><article><num>Члан 1.</num><paragraph><content><blockList><listIntroduction>Таксе<authorialNote marker="1"><p>Напомена.</p></authorialNote> су:</listIntroduction>
			<item><num>1)</num><p>прва:</p><blockList><item><num>а)</num><p>мала;</p></item></blockList></item></blockList>
			<table><tr><th>Врста</th><th><p>Износ</p></th></tr><tr><td>прва</td><td>300</td></tr></table></content></paragraph></article></body>`,
			`article [1] "Члан 1." "" ""
 paragraph [1] "" "" "Таксе су:"
  point [1] "1)" "" "прва:"
   subpoint [а] "а)" "" "мала;"
  paragraph table [1] "" "" "Врста\tИзнос\nпрва\t300"
  note [] "1" "" "Напомена."
`,
		},
		{
			"title, preamble, conclusions and attachments",
			`<preface><p>Предлог</p><longTitle><p><docType>Закон</docType> <docTitle>о таксама</docTitle></p></longTitle></preface>
			<preamble><citations><citation><p>На основу Устава,</p></citation></citations><recitals><recital><num>(1)</num><p>пошто је потребно,</p></recital></recitals></preamble>
			<body><article><num>Члан 1.</num><content><p>Текст.</p></content></article></body><conclusions><p>У Београду</p></conclusions>
			<attachments><attachment><heading>Прилог 1</heading><doc name="annex"><meta/><preface><p><docTitle>Тарифа</docTitle></p></preface>
			<mainBody><p>Текст прилога.</p><paragraph><num>1.</num><content><p>Износ.</p></content></paragraph></mainBody></doc></attachment></attachments>`,
			`preamble [] "" "" ""
 paragraph [1] "" "" "Предлог"
preamble [] "" "" ""
 paragraph [1] "" "" "На основу Устава,"
 paragraph [1] "(1)" "" "пошто је потребно,"
article [1] "Члан 1." "" ""
 paragraph [1] "" "" "Текст."
paragraph [1] "" "" "У Београду"
annex [] "" "Прилог 1" ""
 paragraph [1] "" "" "Тарифа"
 paragraph [2] "" "" "Текст прилога."
 paragraph [1] "1." "" "Износ."
`,
		},
		{
			"headings between provisions and forms of one's own",
			`<body><part><num>Део 1</num><crossHeading>Уводне одредбе</crossHeading><hcontainer name="article"><num>Члан 1.</num><hcontainer name="x"><content><p>Текст.</p></content></hcontainer>
			</hcontainer></part></body>`,
			`part [1] "Део 1" "" ""
 subsection [] "" "Уводне одредбе" ""
 article [1] "Члан 1." "" ""
  paragraph [1] "" "" "Текст."
`,
		},
		{
			"sections where there are no articles",
			`<body><part><num>Part 1</num><section><num>1</num><heading>Scope</heading><subsection><num>(1)</num><intro><p>In this Act—</p></intro>
			<paragraph><num>(a)</num><content><p>one;</p></content></paragraph><wrapUp><p>and no more.</p></wrapUp></subsection></section></part></body>`,
			`part [1] "Part 1" "" ""
 article [1] "1" "Scope" ""
  paragraph [1] "(1)" "" "In this Act—"
   point [a] "(a)" "" "one;"
   paragraph [] "" "" "and no more."
`,
		},
	}
	documents := map[string][]byte{}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			src := foreign(tt.parts)
			a := readXML(t, src)
			if diff := cmp.Diff(tt.want, shape(a)); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
			if missing := lost(t, src, a); missing != "" {
				t.Errorf("lost: %s", missing)
			}
			if !strings.Contains(tt.parts, "authorialNote") {
				if got, want := bare(content(a)), inOrder(t, src); got != want {
					t.Errorf("the characters stand in another order %s", firstDifference(got, want))
				}
			}
			checkIDs(t, a)
			if again := readXML(t, a.AKN(act.Work{})); again.Hash != a.Hash {
				t.Errorf("written and read again (-want +got):\n%s", cmp.Diff(string(a.Canonical()), string(again.Canonical())))
			}
			documents[tt.name] = a.AKN(act.Work{})
		})
	}
	validate(t, documents)
}

// inOrder returns the characters of the text in the order of the document, with the
// quotation marks that it has as attributes.
func inOrder(t *testing.T, src []byte) string {
	t.Helper()
	var b strings.Builder
	var ends []string
	d := xml.NewDecoder(bytes.NewReader(src))
	d.Entity = xml.HTMLEntity
	for depth := 0; ; {
		token, err := d.Token()
		if err == io.EOF {
			return b.String()
		}
		if err != nil {
			t.Fatal(err)
		}
		switch token := token.(type) {
		case xml.StartElement:
			if depth > 0 || token.Name.Local == "meta" {
				depth++
			}
			end := ""
			for _, a := range token.Attr {
				switch a.Name.Local {
				case "startQuote":
					b.WriteString(a.Value)
				case "endQuote":
					end = a.Value
				}
			}
			ends = append(ends, end)
		case xml.EndElement:
			if depth > 0 {
				depth--
			}
			b.WriteString(ends[len(ends)-1])
			ends = ends[:len(ends)-1]
		case xml.CharData:
			if depth == 0 {
				b.WriteString(bare(string(token)))
			}
		}
	}
}

// lost names the characters of the document that the act does not hold; what stands
// in metadata alone is none of the text.
func lost(t *testing.T, src []byte, a *act.Act) string {
	t.Helper()
	d := xml.NewDecoder(bytes.NewReader(src))
	d.Entity = xml.HTMLEntity
	count := map[rune]int{}
	for depth := 0; ; {
		token, err := d.Token()
		if err != nil {
			break
		}
		switch token := token.(type) {
		case xml.StartElement:
			if depth > 0 || (token.Name.Local == "meta" || token.Name.Local == "metadata") {
				depth++
			}
		case xml.EndElement:
			if depth > 0 {
				depth--
			}
		case xml.CharData:
			for _, r := range bare(string(token)) {
				if depth == 0 {
					count[r]++
				}
			}
		}
	}
	for _, r := range bare(content(a)) {
		count[r]--
	}
	var missing []string
	for r, n := range count {
		if n > 0 {
			missing = append(missing, fmt.Sprintf("%d of %q", n, r))
		}
	}
	slices.Sort(missing)
	return strings.Join(missing, ", ")
}

func TestIdentitiesOfOthers(t *testing.T) {
	a := readXML(t, foreign(`<body><article eId="art_1" wId="a-1"><num>Члан 2.</num><paragraph eId="art_1__para_1"><content><p>А.</p></content></paragraph>
		<paragraph eId="art_1__para_1"><content><p>Б.</p></content></paragraph></article><article xml:id="_x9"><num>Члан 3.</num>
		<paragraph eId="ш"><content><p>В.</p></content></paragraph></article><article id="art_2" evolvingId="old"><num>Члан 4.</num></article></body>`))
	var got []string
	a.Walk(func(n *act.Node, _ int) bool {
		got = append(got, n.ID+" "+n.WID)
		return true
	})
	want := []string{"art_1 a-1", "art_1__para_1 art_1__para_1", "art_1__para_2 art_1__para_2", "art_3 _x9", "art_3__para_1 ш", "art_4 old"}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

func TestNameSpacesOfAKN(t *testing.T) {
	want := readXML(t, foreign(`<body><article><num>Члан 1.</num></article></body>`)).Hash
	for _, space := range []string{
		`xmlns="http://docs.oasis-open.org/legaldocml/ns/akn/3.0/CSD13"`, `xmlns="http://docs.oasis-open.org/legaldocml/ns/akn/3.0/WD17"`,
		`xmlns="http://www.akomantoso.org/2.0"`, `xmlns="http://www.akomantoso.org/1.0"`,
	} {
		src := strings.Replace(string(foreign(`<body><article><num>Члан 1.</num></article></body>`)), `xmlns="http://docs.oasis-open.org/legaldocml/ns/akn/3.0"`, space, 1)
		if got := readXML(t, []byte(src)); got.Hash != want {
			t.Errorf("%s: read as %s", space, got.Canonical())
		}
	}
	prefixed := `<an:akomaNtoso xmlns:an="http://docs.oasis-open.org/legaldocml/ns/akn/3.0"><an:act><an:meta><an:identification source="#e"><an:FRBRcountry value="rs"/></an:identification></an:meta>
		<an:body><an:article><an:num>Члан 1.</an:num></an:article></an:body></an:act></an:akomaNtoso>`
	if got := readXML(t, []byte(prefixed)); got.Hash != want {
		t.Errorf("with a prefix: read as %s", got.Canonical())
	}
}
