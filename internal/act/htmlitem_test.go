package act_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// row returns a table of one row.
func row(cells ...string) string {
	return `<table width="100%"><col width="4%"/><col width="96%"/><tbody><tr><td valign="top">` + strings.Join(cells, `</td><td valign="top">`) + `</td></tr></tbody></table>`
}

func p(s string) string { return `<p class="oj-normal">` + s + `</p>` }

// TestAnItemMayBeATableOfOneRow reads the pages of the Official Journal, whose recitals and points
// are tables of a marker and a text.
func TestAnItemMayBeATableOfOneRow(t *testing.T) {
	opening := p("THE EUROPEAN PARLIAMENT AND THE COUNCIL OF THE EUROPEAN UNION,") + p("Whereas:") +
		row(p("(1)"), p("Benches are important.")) + row(p("(2)"), p("They are few.")) + p("HAVE ADOPTED THIS REGULATION:") +
		`<p class="oj-ti-art">Article 1</p><p class="oj-sti-art">Subject matter</p>`
	const openingShape = `preamble [] "" "" ""
 paragraph [1] "" "" "THE EUROPEAN PARLIAMENT AND THE COUNCIL OF THE EUROPEAN UNION,"
 paragraph [2] "" "" "Whereas:"
 paragraph [1] "(1)" "" "Benches are important."
 paragraph [2] "(2)" "" "They are few."
 paragraph [3] "" "" "HAVE ADOPTED THIS REGULATION:"
article [1] "Article 1" "Subject matter" ""
`
	for _, tt := range []struct{ name, body, want string }{
		{
			"points with points in them, the next paragraph and a footnote",
			p("1.&nbsp;&nbsp;&nbsp;This Regulation lays down:") + row(p("(a)"), p("rules on benches;")) +
				row(p("(b)"), p("rules on:")+row(p("(i)"), p("boards;"))+row(p("(ii)"), p("legs:")+row(p("—"), p("of wood,"))+row(p("—"), p("of iron.")))) +
				p("2.&nbsp;&nbsp;&nbsp;It applies from 1 January 2027&nbsp;(1).") + `<hr/><p class="oj-note"><a id="ntr1">(1)</a>&nbsp;&nbsp;OJ L 1, 1.1.2026, p. 1.</p>`,
			` paragraph [1] "1." "" "This Regulation lays down:"
  point [a] "(a)" "" "rules on benches;"
  point [b] "(b)" "" "rules on:"
   subpoint [i] "(i)" "" "boards;"
   subpoint [ii] "(ii)" "" "legs:"
    indent [] "—" "" "of wood,"
    indent [] "—" "" "of iron."
 paragraph [2] "2." "" "It applies from 1 January 2027\u00a0(1)."
 note [] "" "" "(1)\u00a0\u00a0OJ L 1, 1.1.2026, p. 1."
`,
		},
		{
			"paragraphs and a cell that only indents",
			row(p("1."), p("A bench is green.")) + row(p("2."), p("Green are:")) + row(p("&nbsp;"), p("(a)"), p("the boards;")) + row(p(""), p("(b)"), p("the legs.")),
			` paragraph [1] "1." "" "A bench is green."
 paragraph [2] "2." "" "Green are:"
  point [a] "(a)" "" "the boards;"
  point [b] "(b)" "" "the legs."
`,
		},
		{
			"a text of several paragraphs, and an item that begins with another",
			p("Benches are:") + row(p("(a)"), p("long;")+p("and broad;")) + row(p("(b)"), row(p("(i)"), p("red; or"))+row(p("(ii)"), p("blue."))),
			` paragraph [1] "" "" "Benches are:"
  point [a] "(a)" "" "long;"
  paragraph [] "" "" "and broad;"
  point [b] "(b)" "" ""
   subpoint [i] "(i)" "" "red; or"
   subpoint [ii] "(ii)" "" "blue."
`,
		},
		{
			"tables of data",
			p("The prices are:") + row(p("Bench"), p("100 euros")) +
				`<table><tr><td>1.</td><td>Bench</td></tr><tr><td>2.</td><td>` + row(p("(a)"), p("board")) + row(p("(b)"), p("leg")) + `</td></tr></table>`,
			` paragraph [1] "" "" "The prices are:"
 paragraph table [2] "" "" "Bench\t100 euros"
 paragraph table [3] "" "" "1.\tBench\n2.\t(a) board (b) leg"
`,
		},
		{
			"a page arranged in columns",
			`<table><tr><td colspan="2">A bench is green.</td></tr><tr><td>` + p("Green are:") + row(p("(a)"), p("the boards;")) + row(p("(b)"), p("the legs.")) + `</td><td>So it is.</td></tr></table>`,
			` paragraph [1] "" "" "A bench is green."
 paragraph [2] "" "" "Green are:"
  point [a] "(a)" "" "the boards;"
  point [b] "(b)" "" "the legs."
 paragraph [3] "" "" "So it is."
`,
		},
	} {
		t.Run(tt.name, func(t *testing.T) {
			a := parsePage(t, `<html lang="en"><body>`+opening+tt.body+`</body></html>`)
			if diff := cmp.Diff(openingShape+tt.want, shape(a)); diff != "" {
				t.Errorf("%s\n%s", diff, shape(a))
			}
		})
	}
}

// TestMarkersOfItems tells the markers that stand in a cell of their own from other cells.
func TestMarkersOfItems(t *testing.T) {
	for marker, item := range map[string]bool{
		"(a)": true, "(1)": true, "(aa)": true, "(iv)": true, "(10a)": true, "(*1)": true, "‘(3)": true, "1.": true, "1.2.": true, "1.2": true, "12a)": true,
		"a)": true, "aa)": true, "iv)": true, "b.": true, "–": true, "•": true, "—": true,
		"1": false, "2026": false, "no.": false, "kg": false, "A.": false, "(see below)": false, "-5": false, "1.2 m": false, "?": false,
	} {
		a := parsePage(t, `<html lang="en"><body>`+p("Article 1")+p("Benches are as follows:")+row(p(marker), p("green."))+`</body></html>`)
		table := strings.Contains(shape(a), "table")
		if table == item {
			t.Errorf("%q is read as\n%s", marker, shape(a))
		}
	}
}
