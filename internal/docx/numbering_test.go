package docx

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func lvl(at int, numerals, text, more string) string {
	return fmt.Sprintf(`<w:lvl w:ilvl="%d"><w:start w:val="1"/><w:numFmt w:val="%s"/><w:lvlText w:val="%s"/>%s</w:lvl>`, at, numerals, text, more)
}

func abstract(id, inside string) string {
	return `<w:abstractNum w:abstractNumId="` + id + `">` + inside + `</w:abstractNum>`
}

func num(id, abstract, more string) string {
	return `<w:num w:numId="` + id + `"><w:abstractNumId w:val="` + abstract + `"/>` + more + `</w:num>`
}

// numbered returns paragraphs of lists: "1/0" is list 1, level 0.
func numbered(places ...string) string {
	var b strings.Builder
	for _, place := range places {
		list, level, _ := strings.Cut(place, "/")
		b.WriteString(p(`<w:pPr><w:numPr><w:ilvl w:val="` + level + `"/><w:numId w:val="` + list + `"/></w:numPr></w:pPr>` + run("х")))
	}
	return b.String()
}

var numberedLevels = abstract("0", lvl(0, "decimal", "Члан %1.", "")+lvl(1, "decimal", "%1.%2", "")+lvl(2, "lowerLetter", "(%3)", "")) + num("1", "0", "") +
	num("2", "0", `<w:lvlOverride w:ilvl="0"><w:startOverride w:val="9"/></w:lvlOverride>`)

const boundStyles = `<w:style w:type="paragraph" w:styleId="clan"><w:name w:val="Члан"/><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr><w:outlineLvl w:val="2"/></w:pPr></w:style>` +
	`<w:style w:type="paragraph" w:styleId="clan2"><w:name w:val="Члан 2"/><w:basedOn w:val="clan"/></w:style>`

func TestWordNumbersParagraphs(t *testing.T) {
	tests := []struct {
		name, numbering, body string
		want                  string
	}{
		{"levels restart under each other", numberedLevels, numbered("1/0", "1/1", "1/1", "1/2", "1/0", "1/1", "1/2"), "Члан 1.|1.1|1.2|(a)|Члан 2.|2.1|(a)"},
		{"another list of the same kind goes on where its start is not set", numberedLevels, numbered("1/0", "2/0", "2/0", "1/0"), "Члан 1.|Члан 9.|Члан 10.|Члан 11."},
		{"a level without one above it", numberedLevels, numbered("1/1", "1/1", "1/0", "1/1"), "1.1|1.2|Члан 2.|2.1"},
		{"a level that never restarts", abstract("0", lvl(0, "upperRoman", "ГЛАВА %1", "")+lvl(1, "decimal", "Члан %2.", `<w:lvlRestart w:val="0"/>`)) + num("1", "0", ""),
			numbered("1/0", "1/1", "1/1", "1/0", "1/1"), "ГЛАВА I|Члан 1.|Члан 2.|ГЛАВА II|Члан 3."},
		{"a level that restarts behind the first alone", abstract("0", lvl(0, "decimal", "%1.", "")+lvl(1, "decimal", "%2)", "")+lvl(2, "decimal", "(%3)", `<w:lvlRestart w:val="1"/>`)) + num("1", "0", ""),
			numbered("1/0", "1/1", "1/2", "1/1", "1/2", "1/0", "1/2"), "1.|1)|(1)|2)|(2)|2.|(1)"},
		{"legal numbering", abstract("0", lvl(0, "upperRoman", "%1.", "")+lvl(1, "decimal", "%1.%2.", "<w:isLgl/>")) + num("1", "0", ""), numbered("1/0", "1/0", "1/1"), "I.|II.|2.1."},
		{"a level of the list's own", abstract("0", lvl(0, "decimal", "%1.", "")) + num("1", "0", `<w:lvlOverride w:ilvl="0">`+lvl(0, "lowerRoman", "%1)", "")+`</w:lvlOverride>`), numbered("1/0", "1/0"), "i)|ii)"},
		{"a bullet", abstract("0", lvl(0, "bullet", "\uf0b7", "")+lvl(1, "bullet", "–", "")) + num("1", "0", ""), numbered("1/0", "1/1"), "•|–"},
		{"a level without a number", abstract("0", lvl(0, "none", "", "")+lvl(1, "none", "%2Прилог", "")) + num("1", "0", ""), numbered("1/0", "1/1"), "|Прилог"},
		{"Russian letters as Word has them", abstract("0", lvl(0, "russianLower", "%1)", "")) + num("1", "0", ""), numbered("1/0", "1/0", "1/0", "1/0", "1/0", "1/0"), "а)|б)|в)|г)|д)|е)"},
		{"Serbian letters of an own pattern", abstract("0", `<w:lvl w:ilvl="0"><w:start w:val="5"/><w:numFmt w:val="custom" w:format="а, б, в, ..."/><w:lvlText w:val="%1)"/></w:lvl>`) + num("1", "0", ""), numbered("1/0", "1/0", "1/0"), "д)|ђ)|е)"},
		{"zeros before", abstract("0", lvl(0, "decimalZero", "%1", "")) + num("1", "0", ""), numbered("1/0"), "01"},
		{"capital letters", abstract("0", lvl(0, "upperLetter", "%1.", "")) + num("1", "0", ""), numbered("1/0", "1/0"), "A.|B."},
		{"no list", numberedLevels, numbered("0/0", "7/0"), "|"},
		{"a list of a level that is not there", numberedLevels, numbered("1/5", "1/9"), "|"},
		{"a list by its style", numberedLevels, p(`<w:pPr><w:pStyle w:val="clan"/></w:pPr>`+run("х")) + p(`<w:pPr><w:pStyle w:val="clan2"/></w:pPr>`+run("х")) +
			p(`<w:pPr><w:pStyle w:val="clan2"/><w:numPr><w:numId w:val="0"/></w:numPr></w:pPr>`+run("х")), "Члан 1.|Члан 2.|"},
		{"the level that is bound to the style", abstract("0", lvl(0, "decimal", "%1.", "")+lvl(1, "decimal", "Члан %2.", `<w:pStyle w:val="clan2"/>`)) + num("1", "0", ""),
			p(`<w:pPr><w:pStyle w:val="clan2"/></w:pPr>`+run("х")) + p(`<w:pPr><w:pStyle w:val="clan2"/></w:pPr>`+run("х")), "Члан 1.|Члан 2."},
		{"a list by a style of lists", abstract("0", `<w:numStyleLink w:val="clan"/>`) + abstract("1", lvl(0, "decimal", "%1)", "")) + num("1", "1", "") + num("2", "0", ""), numbered("2/0", "2/0"), "1)|2)"},
		{"styles of lists in a circle", abstract("0", `<w:numStyleLink w:val="clan"/>`) + num("1", "0", ""), numbered("1/0"), ""},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			d := open(t, file{body: tt.body, numbering: tt.numbering, styles: boundStyles}.bytes(t))
			var got []string
			for _, l := range d.View(Accepted).Lines {
				got = append(got, l.Label)
				want := l.Label + " х"
				if l.Label == "" {
					want = "х"
				}
				if l.Text != want {
					t.Errorf("the line is %q, want %q", l.Text, want)
				}
			}
			if diff := cmp.Diff(tt.want, strings.Join(got, "|")); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func TestNumbersAreCountedInEachVersion(t *testing.T) {
	item := func(mark, inside string) string {
		return p(`<w:pPr><w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>` + mark + `</w:pPr>` + inside)
	}
	body := item("", run("а")) + item(`<w:rPr><w:ins w:id="1"/></w:rPr>`, tracked("ins", run("б"))) + item("", run("в"))
	d := open(t, file{body: body, numbering: numberedLevels}.bytes(t))
	if diff := cmp.Diff([]string{"Члан 1. а", "Члан 2. б", "Члан 3. в"}, d.Texts(Accepted)); diff != "" {
		t.Error(diff)
	}
	if diff := cmp.Diff([]string{"Члан 1. а", "Члан 2. в"}, d.Texts(Rejected)); diff != "" {
		t.Error(diff)
	}
}

func TestHeadingsByTheirStyles(t *testing.T) {
	styles := boundStyles + `<w:style w:type="paragraph" w:styleId="loop"><w:name w:val="loop"/><w:basedOn w:val="loop"/></w:style>`
	body := p(`<w:pPr><w:pStyle w:val="clan2"/></w:pPr>`+run("х")) + p(`<w:pPr><w:outlineLvl w:val="0"/></w:pPr>`+run("х")) +
		p(`<w:pPr><w:outlineLvl w:val="9"/></w:pPr>`+run("х")) + p(`<w:pPr><w:pStyle w:val="loop"/></w:pPr>`+run("х")) + p(`<w:pPr><w:pStyle w:val="unknown"/></w:pPr>`+run("х"))
	var got []string
	for _, l := range open(t, file{body: body, styles: styles}.bytes(t)).View(Accepted).Lines {
		got = append(got, fmt.Sprintf("%s %d", l.Style, l.Level))
	}
	if diff := cmp.Diff([]string{"Члан 2 3", " 1", " 0", "loop 0", "unknown 0"}, got); diff != "" {
		t.Error(diff)
	}
}

func TestALineSaysWhereInItsListItStands(t *testing.T) {
	numbering := abstract("4", lvl(0, "decimal", "%1.", "")+lvl(1, "decimal", "%2.", "")) + num("1", "4", "") + num("2", "4", "")
	d := open(t, file{body: numbered("1/0", "2/1", "9/0"), numbering: numbering}.bytes(t))
	var got []string
	for _, l := range d.View(Accepted).Lines {
		got = append(got, fmt.Sprint(l.Label, l.List, "/", l.Depth))
	}
	if want := "1.4/1 1.4/2 /0"; strings.Join(got, " ") != want {
		t.Errorf("got %v, want %s", got, want)
	}
}
