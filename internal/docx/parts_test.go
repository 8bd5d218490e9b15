package docx

import (
	"archive/zip"
	"bytes"
	"errors"
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

const testSpaces = `xmlns:w="` + spaceWord + `" xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" ` +
	`xmlns:m="` + spaceMath + `" xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" xmlns:v="urn:schemas-microsoft-com:vml"`

// file packs parts as another program might: named and related, without content types.
type file struct {
	body, styles, numbering, comments, footnotes string
}

func (f file) bytes(t testing.TB) []byte {
	t.Helper()
	relations := ""
	parts := []string{"_rels/.rels", `<Relationships xmlns="` + packageRels + `"><Relationship Id="r" Type="` + office + `officeDocument" Target="/word/document.xml"/></Relationships>`,
		"word/document.xml", `<w:document ` + testSpaces + `><w:body>` + f.body + `</w:body></w:document>`}
	for _, p := range []struct{ name, text string }{
		{"styles", f.styles}, {"numbering", f.numbering}, {"comments", f.comments}, {"footnotes", f.footnotes},
	} {
		if p.text == "" {
			continue
		}
		relations += `<Relationship Id="` + p.name + `" Type="` + office + p.name + `" Target="` + p.name + `.xml"/>`
		parts = append(parts, "word/"+p.name+".xml", `<w:`+p.name+` `+testSpaces+`>`+p.text+`</w:`+p.name+`>`)
	}
	parts = append(parts, "word/_rels/document.xml.rels", `<Relationships xmlns="`+packageRels+`">`+relations+`</Relationships>`)
	return packed(t, zip.Deflate, parts...)
}

// packed returns an archive of names and texts.
func packed(t testing.TB, method uint16, parts ...string) []byte {
	t.Helper()
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	for i := 0; i < len(parts); i += 2 {
		w, err := z.CreateHeader(&zip.FileHeader{Name: parts[i], Method: method})
		if err == nil {
			_, err = w.Write([]byte(parts[i+1]))
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	err := z.Close()
	if err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func p(inside string) string { return "<w:p>" + inside + "</w:p>" }

func r(inside string) string { return "<w:r>" + inside + "</w:r>" }

func run(text string) string { return r(`<w:t xml:space="preserve">` + text + "</w:t>") }

func TestTextOfRuns(t *testing.T) {
	field := func(instruction, result string) string {
		return r(`<w:fldChar w:fldCharType="begin"/>`) + r("<w:instrText>"+instruction+"</w:instrText>") + r(`<w:fldChar w:fldCharType="separate"/>`) +
			result + r(`<w:fldChar w:fldCharType="end"/>`)
	}
	tests := []struct {
		name, body string
		want       []string
	}{
		{"figures raised and lowered by their position", p(run("10") + r(`<w:rPr><w:position w:val="8"/><w:sz w:val="19"/></w:rPr><w:t>6</w:t>`) + run(" m") + r(`<w:rPr><w:position w:val="-4"/><w:sz w:val="19"/></w:rPr><w:t>2</w:t>`)), []string{"10⁶ m₂"}},
		{"figures a little off the line", p(run("10") + r(`<w:rPr><w:position w:val="2"/><w:sz w:val="24"/></w:rPr><w:t>6</w:t>`) + r(`<w:rPr><w:position w:val="8"/></w:rPr><w:t>2</w:t>`)), []string{"1062"}},
		{"raised and lowered figures", p(run("10") + r(`<w:rPr><w:vertAlign w:val="superscript"/></w:rPr><w:t>6</w:t>`) + run(" m") + r(`<w:rPr><w:vertAlign w:val="subscript"/></w:rPr><w:t>2</w:t>`)), []string{"10⁶ m₂"}},
		{"a link", p(run("види ") + `<w:hyperlink>` + run("закон") + `</w:hyperlink>`), []string{"види закон"}},
		{"a simple field", p(`<w:fldSimple w:instr="REF a">` + run("члан 5") + `</w:fldSimple>`), []string{"члан 5"}},
		{"a field in a field", p(field("IF "+"x", run("а")+field("REF b", run("б"))+run("в"))), []string{"абв"}},
		{"the instruction of a field", p(r(`<w:fldChar w:fldCharType="begin"/>`) + run("није текст") + r(`<w:fldChar w:fldCharType="end"/>`) + run("текст")), []string{"текст"}},
		{"a table of contents", p(field(` TOC \o "1-3" `, run("Члан 1. ... 3"))) + p(run("Члан 1.")), []string{"Члан 1."}},
		{"a table of contents that Word marks as one", `<w:sdt><w:sdtPr><w:docPartObj><w:docPartGallery w:val="Table of Contents"/><w:docPartUnique/></w:docPartObj></w:sdtPr><w:sdtContent>` +
			p(run("Садржај")) + p(run("Члан 1. ... 3")) + `</w:sdtContent></w:sdt>` + p(run("Члан 1.")), []string{"Члан 1."}},
		{"another gallery", `<w:sdt><w:sdtPr><w:docPartObj><w:docPartGallery w:val="Cover Pages"/></w:docPartObj></w:sdtPr><w:sdtContent>` + p(run("Насловна")) + `</w:sdtContent></w:sdt>`, []string{"Насловна"}},
		{"a smart tag", p(`<w:smartTag w:element="place">` + run("Београд") + `</w:smartTag>`), []string{"Београд"}},
		{"a content control", `<w:sdt><w:sdtPr><w:alias w:val="x"/></w:sdtPr><w:sdtContent>` + p(`<w:sdt><w:sdtContent>`+run("назив")+`</w:sdtContent></w:sdt>`) + `</w:sdtContent></w:sdt>`, []string{"назив"}},
		{"hyphens", p(r("<w:t>опо</w:t><w:softHyphen/><w:t>зив</w:t><w:noBreakHyphen/><w:t>а</w:t>")), []string{"опо\u00adзив\u2011а"}},
		{"tabs and breaks", p(r("<w:t>а</w:t><w:tab/><w:t>б</w:t><w:br/><w:t>в</w:t><w:cr/><w:t>г</w:t>")), []string{"а\tб\nв\nг"}},
		{"a symbol", p(r(`<w:sym w:font="Wingdings" w:char="F0B7"/><w:t>ставка</w:t>`)), []string{"•ставка"}},
		{"symbols of several fonts", p(r(`<w:sym w:font="Wingdings" w:char="F0FC"/><w:sym w:font="Wingdings" w:char="F0A7"/><w:sym w:font="wingdings" w:char="F0E0"/>` +
			`<w:sym w:font="Symbol" w:char="F0B3"/><w:sym w:font="Wingdings 2" w:char="F050"/><w:sym w:font="Webdings" w:char="F063"/>`)), []string{"✓▪→≥✓□"}},
		{"a symbol that no character is known for", p(r(`<w:sym w:font="Wingdings" w:char="F021"/>`)), []string{"\uf021"}},
		{"a symbol without a code", p(run("а") + r(`<w:sym w:font="Wingdings" w:char="FFFFFFFF"/>`)), []string{"а\ufffd"}},
		{"text in a font of symbols", p(r(`<w:rPr><w:rFonts w:ascii="Wingdings"/></w:rPr><w:t>`+"\uf0fc"+`</w:t>`) + run("\uf0fc")), []string{"✓\uf0fc"}},
		{"spaces that are not kept", p(r("<w:t>\n  реч\n</w:t>") + run(" и ")), []string{"реч и "}},
		{"hidden text", p(r("<w:rPr><w:vanish/></w:rPr><w:t>скривено</w:t>") + run("видљиво")), []string{"видљиво"}},
		{"text that is not hidden after all", p(r(`<w:rPr><w:vanish w:val="0"/></w:rPr><w:t>видљиво</w:t>`)), []string{"видљиво"}},
		{"a formula", p(`<m:oMath><m:r><m:t>a+b</m:t></m:r></m:oMath>`), []string{"a+b"}},
		{"a text box, once", p(run("горе") + r(`<mc:AlternateContent><mc:Choice Requires="wps"><w:drawing><wps:txbx><w:txbxContent>`+p(run("у оквиру"))+
			`</w:txbxContent></wps:txbx></w:drawing></mc:Choice><mc:Fallback><w:pict><v:textbox><w:txbxContent>`+p(run("у оквиру"))+
			`</w:txbxContent></v:textbox></w:pict></mc:Fallback></mc:AlternateContent>`)), []string{"горе", "у оквиру"}},
		{"a table in a cell", `<w:tbl><w:tr><w:tc>` + p(run("а")) + `</w:tc><w:tc><w:tbl><w:tr><w:tc>` + p(run("б")) + `</w:tc><w:tc>` + p(run("в")) +
			`</w:tc></w:tr></w:tbl>` + p("") + `</w:tc></w:tr><w:tr><w:tc>` + p(run("г")) + p(run("д")) + `</w:tc><w:tc>` + p("") + `</w:tc></w:tr></w:tbl>`,
			[]string{"а\tб в\nг д\t"}},
		{"a frame of one cell", `<w:tbl><w:tr><w:tc>` + p(run("Члан 1.")) + p(run("Текст.")) + `</w:tc></w:tr></w:tbl>`, []string{"Члан 1.", "Текст."}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if diff := cmp.Diff(tt.want, open(t, file{body: tt.body}.bytes(t)).Texts(Accepted)); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func TestFootnotesStandBehindTheirParagraph(t *testing.T) {
	body := p(run("Закон")+r(`<w:footnoteReference w:id="2"/>`)+run(" о проби")) + p(run("Члан 1."))
	notes := `<w:footnote w:id="0" w:type="separator">` + p(run("линија")) + `</w:footnote><w:footnote w:id="2">` + p(r("<w:footnoteRef/>")+run(" Службени гласник РС 1/20")) + `</w:footnote>`
	got := open(t, file{body: body, footnotes: notes}.bytes(t)).Texts(Accepted)
	if diff := cmp.Diff([]string{"Закон о проби", "* Службени гласник РС 1/20", "Члан 1."}, got); diff != "" {
		t.Error(diff)
	}
}

func tracked(name, inside string) string {
	return "<w:" + name + ` w:id="1" w:author="а">` + inside + "</w:" + name + ">"
}

func TestTrackedChangesInBothVersions(t *testing.T) {
	mark := func(name string) string { return "<w:pPr><w:rPr><w:" + name + ` w:id="1"/></w:rPr></w:pPr>` }
	gone := func(text string) string { return tracked("del", r("<w:delText>"+text+"</w:delText>")) }
	tests := []struct {
		name, body         string
		accepted, rejected []string
	}{
		{"words", p(run("рок од ") + gone("30") + tracked("ins", run("20")) + run(" дана")), []string{"рок од 20 дана"}, []string{"рок од 30 дана"}},
		{"a paragraph that came", p(run("а")) + p(mark("ins")+tracked("ins", run("б"))) + p(run("в")), []string{"а", "б", "в"}, []string{"а", "в"}},
		{"a paragraph that went", p(run("а")) + p(mark("del")+gone("б")) + p(run("в")), []string{"а", "в"}, []string{"а", "б", "в"}},
		{"two paragraphs that became one", p(mark("del")+run("а")) + p(run("б")), []string{"аб"}, []string{"а", "б"}},
		{"the last paragraph went", p(run("а")) + p(mark("del")+gone("б")), []string{"а"}, []string{"а", "б"}},
		{"a move", p(mark("moveFrom")+`<w:moveFromRangeStart w:id="2" w:name="m"/>`+tracked("moveFrom", run("а"))) + `<w:moveFromRangeEnd w:id="2"/>` + p(run("б")) +
			p(mark("moveTo")+`<w:moveToRangeStart w:id="3" w:name="m"/>`+tracked("moveTo", run("а"))+tracked("ins", run("!"))) + `<w:moveToRangeEnd w:id="3"/>` + p(run("в")),
			[]string{"б", "а!", "в"}, []string{"а", "б", "в"}},
		{"deleted in what was inserted", p(run("а") + tracked("ins", gone("б")+run("в"))), []string{"ав"}, []string{"а"}},
		{"a row that came", `<w:tbl><w:tr><w:tc>` + p(run("а")) + `</w:tc><w:tc>` + p(run("1")) + `</w:tc></w:tr><w:tr><w:trPr><w:ins w:id="1"/></w:trPr><w:tc>` +
			p(tracked("ins", run("б"))) + `</w:tc><w:tc>` + p(tracked("ins", run("2"))) + `</w:tc></w:tr></w:tbl>`, []string{"а\t1\nб\t2"}, []string{"а\t1"}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			d := open(t, file{body: tt.body}.bytes(t))
			if diff := cmp.Diff(tt.accepted, d.Texts(Accepted)); diff != "" {
				t.Errorf("accepted: %s", diff)
			}
			if diff := cmp.Diff(tt.rejected, d.Texts(Rejected)); diff != "" {
				t.Errorf("rejected: %s", diff)
			}
			if d.Left.Changes == 0 {
				t.Error("no change is counted")
			}
		})
	}
}

// Changes are told with who made them, which need not be said, and those of rows of tables with the whole row.
func TestChangesAreToldWithTheirAuthorsAndRows(t *testing.T) {
	row := func(change string, cells ...string) string {
		out := "<w:tr>"
		if change != "" {
			out += "<w:trPr>" + change + "</w:trPr>"
		}
		for _, c := range cells {
			out += "<w:tc>" + p(c) + "</w:tc>"
		}
		return out + "</w:tr>"
	}
	nobody := func(name, inside string) string { return "<w:" + name + ` w:id="1">` + inside + "</w:" + name + ">" }
	body := p(run("рок од ")+nobody("del", r("<w:delText>30</w:delText>"))+tracked("ins", run("20"))+nobody("ins", run(" дана"))) +
		"<w:tbl>" + row("", run("упис"), run("1")) + row(`<w:del w:id="2" w:author="б"/>`, run("испис"), nobody("del", r("<w:delText>2</w:delText>"))) +
		row(`<w:ins w:id="3"/>`, tracked("ins", run("препис")), run("3")) + row("", run("овера"), tracked("ins", run("4"))) + "</w:tbl>" +
		"<w:tbl>" + row(`<w:del w:id="4"/>`, run("оквир")) + "</w:tbl>" + p(run("крај"))
	d := open(t, file{body: body}.bytes(t))
	if diff := cmp.Diff([]string{"рок од 20 дана", "упис\t1\nпрепис\t3\nовера\t4", "крај"}, d.Texts(Accepted)); diff != "" {
		t.Errorf("accepted: %s", diff)
	}
	if diff := cmp.Diff([]string{"рок од 30", "упис\t1\nиспис\t2\nовера\t", "оквир", "крај"}, d.Texts(Rejected)); diff != "" {
		t.Errorf("rejected: %s", diff)
	}
	tell := func(v Version) []string {
		var told []string
		view := d.View(v)
		for _, c := range view.Changes {
			where := "behind the end"
			if c.Line < len(view.Lines) {
				where, _, _ = strings.Cut(view.Lines[c.Line].Text[min(c.Byte, len(view.Lines[c.Line].Text)):], "\n")
			}
			told = append(told, fmt.Sprintf("%d %s %q %v before %q", c.Change, c.Author, c.Text, c.Row, where))
		}
		return told
	}
	want := []string{`2  "30" false before "20 дана"`, `1 а "20" false before "20 дана"`, `1  " дана" false before " дана"`,
		`2 б "испис\t2" true before ""`, `1  "препис\t3" true before "препис\t3"`, `1 а "4" false before "4"`, `2  "оквир" true before "крај"`}
	if diff := cmp.Diff(want, tell(Accepted)); diff != "" {
		t.Errorf("accepted: %s", diff)
	}
	want = []string{`2  "30" false before "30"`, `1 а "20" false before ""`, `1  " дана" false before ""`,
		`2 б "испис\t2" true before "испис\t2"`, `1  "препис\t3" true before ""`, `1 а "4" false before ""`, `2  "оквир" true before "оквир"`}
	if diff := cmp.Diff(want, tell(Rejected)); diff != "" {
		t.Errorf("rejected: %s", diff)
	}
}

func TestCommentsHaveTheWordsTheyArePutOn(t *testing.T) {
	start, end := `<w:commentRangeStart w:id="%s"/>`, `<w:commentRangeEnd w:id="%s"/>`
	body := p(run("Члан 1.")) +
		p(run("Рок је ")+fmt.Sprintf(start, "1")+run("30 дана")+fmt.Sprintf(end, "1")+r(`<w:commentReference w:id="1"/>`)+run(". ")+fmt.Sprintf(start, "2")+run("Жалба")) +
		p(run("је допуштена")+fmt.Sprintf(end, "2")+run(".")) +
		p(run("Крај")+r(`<w:commentReference w:id="3"/>`)) +
		p(fmt.Sprintf(start, "4")+tracked("del", r("<w:delText>нема</w:delText>"))+fmt.Sprintf(end, "4")+run("има"))
	comments := ""
	for _, id := range []string{"1", "2", "3", "4", "9"} {
		comments += `<w:comment w:id="` + id + `" w:author="А. А.">` + p(run("примедба "+id)) + p(run("други ред")) + `</w:comment>`
	}
	comments = strings.Replace(comments, "<w:p>", `<w:p><w:pPr><w:rPr><w:ins w:id="1"/></w:rPr></w:pPr>`, 1)
	d := open(t, file{body: body, comments: comments}.bytes(t))
	if want := (Left{Changes: 1, Comments: 5}); d.Left != want {
		t.Errorf("left out: %+v, want %+v", d.Left, want)
	}
	var got []string
	for _, n := range d.View(Accepted).Notes {
		got = append(got, fmt.Sprintf("%s %d:%d-%d:%d %q", n.Comment.ID, n.StartLine, n.StartByte, n.EndLine, n.EndByte, n.Quote))
		if n.Comment.Text != "примедба "+n.Comment.ID+"\nдруги ред" || n.Comment.Author != "А. А." {
			t.Errorf("comment %+v", n.Comment)
		}
	}
	want := []string{`1 1:12-1:23 "30 дана"`, `2 1:25-2:23 "Жалба\nје допуштена"`, `3 3:8-3:8 ""`, `4 4:0-4:0 ""`, `9 0:0-0:0 ""`}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
	if q := d.View(Rejected).Notes[3].Quote; q != "нема" {
		t.Errorf("rejected, the quote is %q", q)
	}
}

func TestWhatIsNoWordDocument(t *testing.T) {
	relation := `<Relationships xmlns="` + packageRels + `"/>`
	document := func(text string) []byte { return packed(t, zip.Store, "word/document.xml", text) }
	locked := packed(t, zip.Store, "word/document.xml", "x")
	at := bytes.LastIndex(locked, []byte("PK\x01\x02"))
	locked[at+8] |= 1
	tests := []struct {
		name   string
		src    []byte
		code   string
		detail string
	}{
		{"nothing", nil, NotWord, "not a Word document (no word/document.xml)"},
		{"another archive", packed(t, zip.Deflate, "a.txt", "a"), NotWord, "not a Word document (no word/document.xml)"},
		{"an empty archive", packed(t, zip.Deflate), NotWord, "not a Word document (no word/document.xml)"},
		{"relations to nothing", packed(t, zip.Deflate, "_rels/.rels", relation), NotWord, "not a Word document (no word/document.xml)"},
		{"half an archive", file{body: p(run("а"))}.bytes(t)[:200], NotWord, "not a Word document (the ZIP archive is damaged)"},
		{"an OpenDocument text", packed(t, zip.Store, "mimetype", "application/vnd.oasis.opendocument.text"), NotWord, "not a Word document but an OpenDocument text (.odt): save it as .docx"},
		{"a spreadsheet", packed(t, zip.Deflate, "xl/workbook.xml", "<a/>"), NotWord, "not a Word document but a spreadsheet (.xlsx)"},
		{"an old document", []byte(compound + "Word"), NotWord, "not a .docx but an old Office document (.doc): save it as .docx"},
		{"an encrypted document", append([]byte(compound), utf16("EncryptedPackage")...), Encrypted, "the Word document is encrypted: save it without a password"},
		{"an encrypted archive", locked, Encrypted, "the archive is encrypted"},
		{"a document type with entities", document(`<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>`), Broken, "word/document.xml declares a document type"},
		{"an entity without one", document(`<a>&b;</a>`), Broken, "word/document.xml is not well-formed XML"},
		{"no body", document(`<a/>`), Broken, "word/document.xml has no body"},
		{"half a body", document(`<w:document xmlns:w="` + spaceWord + `"><w:body><w:p>`), Broken, "word/document.xml is not well-formed XML"},
		{"UTF-16", document("\xff\xfe<\x00"), Broken, "word/document.xml is in UTF-16, and only UTF-8 is read"},
		{"deep nesting", file{body: strings.Repeat("<w:sdt>", 500) + strings.Repeat("</w:sdt>", 500)}.bytes(t), TooLarge, "word/document.xml is nested more than 400 deep"},
		{"a bomb", file{body: strings.Repeat(" ", 30<<20)}.bytes(t), TooLarge, ""},
		{"too many elements", document(`<w:document xmlns:w="` + spaceWord + `"><w:body>` + strings.Repeat("<a/>", maxElements) + `</w:body></w:document>`), TooLarge, "word/document.xml has more than 2000000 elements"},
		{"too many paragraphs", document(`<w:document xmlns:w="` + spaceWord + `"><w:body>` + strings.Repeat("<w:p/>", maxPieces+1) + `</w:body></w:document>`), TooLarge, "more than 400000 paragraphs, runs and cells"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			_, err := Open(tt.src)
			var refused *Error
			if !errors.As(err, &refused) || refused.Code != tt.code || tt.detail != "" && refused.Detail != tt.detail {
				t.Errorf("got %v, want %s: %s", err, tt.code, tt.detail)
			}
		})
	}
}

func TestALongParagraphIsRead(t *testing.T) {
	long := strings.Repeat("дуга реченица ", 20_000)
	got := open(t, file{body: p(run(long))}.bytes(t)).Texts(Accepted)
	if len(got) != 1 || got[0] != long {
		t.Errorf("got %d paragraphs", len(got))
	}
}

func FuzzOpen(f *testing.F) {
	seed := &Document{
		Styles: []Style{{Name: "Наслов", Level: 1}}, Comments: []Comment{{ID: "0", Text: "примедба"}},
		Blocks: []Block{
			{Paragraph: &Paragraph{Style: "Наслов", Number: &Number{Text: "Члан %1.", Numerals: Decimal, Value: 3}, Runs: []Run{{Text: "а", Start: []string{"0"}, End: []string{"0"}}}}},
			{Paragraph: &Paragraph{Runs: []Run{{Text: "б", Change: Deleted}, {Text: "в", Change: Inserted}}, Mark: Deleted}},
			{Table: TableOf("г\tд\nђ")},
		},
		Data: [][]byte{[]byte("<a/>")},
	}
	f.Add(write(f, seed))
	f.Add(file{body: p(run("а")), styles: `<w:style w:styleId="a"><w:basedOn w:val="a"/></w:style>`, numbering: `<w:num w:numId="1"/>`}.bytes(f))
	f.Add(packed(f, zip.Store, "word/document.xml", `<w:document xmlns:w="`+spaceWord+`"><w:body><w:p><w:r><w:t>а</w:t></w:r></w:p></w:body></w:document>`))
	f.Fuzz(func(t *testing.T, src []byte) { readAll(t, src) })
}

// FuzzDocument fuzzes the XML itself, which the checksums of an archive hide from FuzzOpen.
func FuzzDocument(f *testing.F) {
	f.Add(p(run("а")+tracked("ins", run("б")))+`<w:tbl><w:tr><w:tc>`+p(run("в"))+`</w:tc></w:tr></w:tbl>`, numberedLevels, boundStyles)
	f.Add(`<w:p><w:pPr><w:numPr><w:ilvl w:val="8"/><w:numId w:val="1"/></w:numPr></w:pPr></w:p>`, `<w:abstractNum/>`, `<w:style/>`)
	f.Add(p(r(`<w:fldChar w:fldCharType="begin"/><w:instrText>TOC</w:instrText><w:fldChar w:fldCharType="separate"/><w:t>а</w:t>`)), "", "")
	f.Fuzz(func(t *testing.T, body, numbering, styles string) {
		readAll(t, file{body: body, numbering: numbering, styles: styles, comments: body, footnotes: body}.bytes(t))
	})
}

// readAll reads whatever it is in both versions.
func readAll(t *testing.T, src []byte) {
	t.Helper()
	d, err := Open(src)
	if err != nil {
		var refused *Error
		if !errors.As(err, &refused) || refused.Detail == "" {
			t.Fatalf("an error without a reason: %v", err)
		}
		return
	}
	for _, v := range []Version{Accepted, Rejected} {
		view := d.View(v)
		for _, n := range view.Notes {
			if n.Quote != "" && !strings.HasPrefix(view.Lines[n.StartLine].Text[n.StartByte:], strings.SplitN(n.Quote, "\n", 2)[0]) {
				t.Errorf("the quote %q does not stand in its line", n.Quote)
			}
		}
	}
}

const contentsStyles = `<w:style w:type="paragraph" w:styleId="TOC1"><w:name w:val="toc 1"/></w:style><w:style w:type="paragraph" w:styleId="TOCHeading"><w:name w:val="TOC Heading"/></w:style>`

func styled(style, inside string) string {
	return p(`<w:pPr><w:pStyle w:val="` + style + `"/></w:pPr>` + inside)
}

// TestTextIsStruckByStyles strikes runs through by the styles of their paragraph and their own.
func TestTextIsStruckByStyles(t *testing.T) {
	const styles = `<w:style w:type="paragraph" w:styleId="gone"><w:rPr><w:strike/></w:rPr></w:style><w:style w:type="paragraph" w:styleId="below"><w:basedOn w:val="gone"/></w:style>` +
		`<w:style w:type="paragraph" w:styleId="back"><w:basedOn w:val="gone"/><w:rPr><w:strike w:val="0"/></w:rPr></w:style>` +
		`<w:style w:type="character" w:styleId="out"><w:rPr><w:dstrike/></w:rPr></w:style><w:style w:type="character" w:styleId="loop"><w:basedOn w:val="loop"/></w:style>`
	by := func(style, properties, text string) string {
		return r(`<w:rPr><w:rStyle w:val="` + style + `"/>` + properties + `</w:rPr><w:t>` + text + `</w:t>`)
	}
	d := open(t, file{styles: styles, body: p(run("остаје")+by("out", "", "иде")+by("loop", "", "остаје")+by("out", `<w:strike w:val="0"/>`, "остаје")) + styled("gone", run("овај")+by("out", "", "остаје")+by("loop", "", "и овај")) +
		styled("below", run("доњи")) + styled("back", run("остаје"))}.bytes(t))
	if diff := cmp.Diff([]string{"иде", "овај", "и овај", "доњи"}, d.Struck); diff != "" {
		t.Errorf("struck (-want +got):\n%s", diff)
	}
}

func TestWhatADocumentHoldsBesidesItsTextIsCounted(t *testing.T) {
	note := func(text string) string { return `<w:footnote w:id="1">` + p(run(text)) + `</w:footnote>` }
	call := r(`<w:footnoteReference w:id="1"/>`)
	loose := func(name, element, text, relation string) []byte {
		return packed(t, zip.Deflate, "word/document.xml", `<w:document `+testSpaces+`><w:body>`+p(run("текст")+call)+`</w:body></w:document>`,
			"word/"+name, `<w:`+element+` `+testSpaces+`>`+text+`</w:`+element+`>`,
			"word/_rels/document.xml.rels", `<Relationships xmlns="`+packageRels+`">`+relation+`</Relationships>`)
	}
	margin := `<Relationship Id="m" Type="` + office + `header" Target="header1.xml"/>`
	tests := []struct {
		name string
		src  []byte
		left Left
		want []string
	}{
		{"a note that is called", file{body: p(run("текст") + call), footnotes: note("напомена")}.bytes(t), Left{}, []string{"текст", "* напомена"}},
		{"a note that nothing calls", file{body: p(run("текст")), footnotes: note("напомена")}.bytes(t), Left{Notes: 1}, []string{"текст"}},
		{"an empty note that nothing calls", file{body: p(run("текст")), footnotes: note(" ")}.bytes(t), Left{}, []string{"текст"}},
		{"notes whose part is not related", loose("footnotes.xml", "footnotes", note("напомена"), ""), Left{Notes: 1}, []string{"текст", "* напомена"}},
		{"notes whose part is damaged and not related", loose("footnotes.xml", "footnotes", "<", ""), Left{Notes: 1}, []string{"текст"}},
		{"a header with words", loose("header1.xml", "hdr", p(run("Нацрт")), margin+margin), Left{Margins: 1}, []string{"текст"}},
		{"a header with a number", loose("header1.xml", "hdr", p(run("7")), margin), Left{}, []string{"текст"}},
		{"a damaged header", loose("header1.xml", "hdr", "<", margin), Left{Margins: 1}, []string{"текст"}},
		{"a symbol", file{body: p(r(`<w:sym w:font="Wingdings" w:char="F0FC"/>`))}.bytes(t), Left{Symbols: 1}, []string{"✓"}},
		{"contents by their styles", file{styles: contentsStyles, body: styled("TOCHeading", run("Садржај")) + styled("TOC1", run("Члан 1.")+r(`<w:tab/><w:t>3</w:t>`)) + styled("TOC1", run("I. ОПШТЕ.......12")) +
			styled("TOC1", run("Ово је реченица из 2026")) + styled("TOC1", run("Рок је 15 дана."))}.bytes(t), Left{Contents: 3}, []string{"", "", "", "Ово је реченица из 2026", "Рок је 15 дана."}},
		{"a mark of a note that its author wrote", file{body: p(run("закон") + r(`<w:footnoteReference w:customMarkFollows="1" w:id="1"/><w:t>а</w:t>`) + run(" важи")), footnotes: note("а напомена")}.bytes(t), Left{}, []string{"закон важи", "* а напомена"}},
		{"a plain character written as a symbol", file{body: p(r(`<w:sym w:font="Symbol" w:char="0007"/>`))}.bytes(t), Left{}, []string{"\a"}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			d := open(t, tt.src)
			var got []string
			for _, l := range d.View(Accepted).Lines {
				got = append(got, l.Text)
			}
			if diff := cmp.Diff(tt.want, got); diff != "" || d.Left != tt.left {
				t.Errorf("left %+v, want %+v; text (-want +got):\n%s", d.Left, tt.left, diff)
			}
		})
	}
}
