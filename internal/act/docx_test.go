package act_test

import (
	"bytes"
	"errors"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/rasprava/rasprava/internal/act"
	"github.com/rasprava/rasprava/internal/docx"
)

// wordFile returns a Word document of paragraphs as a drafter writes them.
func wordFile(t testing.TB, d *docx.Document) []byte {
	t.Helper()
	data, err := d.Bytes()
	if err != nil {
		t.Fatal(err)
	}
	return data
}

func parseWord(t testing.TB, src []byte) *act.Act {
	t.Helper()
	a, err := act.Parse(src, act.Options{Name: "nacrt.docx"})
	if err != nil {
		t.Fatal(err)
	}
	return a
}

func plainRuns(s string) []docx.Run { return []docx.Run{{Text: s}} }

func article(n int) *docx.Number {
	return &docx.Number{Text: "Члан %1.", Numerals: docx.Decimal, Value: n}
}

func TestANumberedWordDocumentIsReadWithItsNumbers(t *testing.T) {
	p := func(n *docx.Number, style, s string) docx.Block {
		return docx.Block{Paragraph: &docx.Paragraph{Number: n, Style: style, Runs: plainRuns(s)}}
	}
	point := func(n, list int) *docx.Number {
		return &docx.Number{Text: "%1)", Numerals: docx.Decimal, Value: n, List: list}
	}
	a := parseWord(t, wordFile(t, &docx.Document{
		Styles: []docx.Style{{Name: "Heading 1", Level: 1}},
		Blocks: []docx.Block{
			p(nil, "Heading 1", "Закон о пробним таксама"),
			p(&docx.Number{Text: "%1.", Numerals: docx.UpperRoman, Value: 1}, "Heading 1", "ОСНОВНЕ ОДРЕДБЕ"),
			p(nil, "", "Предмет закона"),
			p(article(1), "", ""),
			p(nil, "", "Овим законом уређују се пробне таксе, и то:"),
			p(point(1, 1), "", "износ;"),
			p(point(2, 1), "", "рок."),
			p(article(2), "", ""),
			p(nil, "", "Такса се плаћа унапред."),
		},
	}))
	want := "chp_I\nart_1\nart_1__para_1\nart_1__para_1__point_1\nart_1__para_1__point_2\nart_2\nart_2__para_1\n"
	got := outline(a)
	if a.Title != "Закон о пробним таксама" || got != want {
		t.Errorf("the act is %q\n%s", a.Title, got)
	}
	if art := a.Find("art_1"); art.Label != "Члан 1." || art.Heading != "Предмет закона" {
		t.Errorf("article 1 is %+v", art)
	}
}

// A row that came and one that went are tracked changes of the table they stand in.
func TestRowsThatCameAndWentAreTold(t *testing.T) {
	row := func(change docx.Change, cells ...string) docx.Row {
		out := docx.Row{Change: change}
		for _, c := range cells {
			out.Cells = append(out.Cells, docx.Cell{Blocks: []docx.Block{{Paragraph: &docx.Paragraph{Runs: plainRuns(c)}}}})
		}
		return out
	}
	src := wordFile(t, &docx.Document{Author: "Б. Бранковић", Date: "2026-03-01T09:30:00Z", Blocks: []docx.Block{
		{Paragraph: &docx.Paragraph{Runs: plainRuns("Члан 1.")}},
		{Paragraph: &docx.Paragraph{Runs: plainRuns("Таксе су:")}},
		{Table: &docx.Table{Rows: []docx.Row{row(0, "упис", "100"), row(docx.Deleted, "испис", "200"), row(docx.Inserted, "препис", "300")}}},
		{Paragraph: &docx.Paragraph{Runs: plainRuns("Члан 2.")}},
		{Paragraph: &docx.Paragraph{Runs: plainRuns("Таксе се плаћају.")}},
	}})
	a := parseWord(t, src)
	if got := a.Find("art_1").PlainText(); got != "Члан 1.\nТаксе су:\nупис\t100\nпрепис\t300" {
		t.Errorf("article 1 is %q", got)
	}
	margin, err := act.DocxMargin(src, a)
	if err != nil {
		t.Fatal(err)
	}
	table := margin.Changes[0].Provision
	want := []act.TrackedChange{{Provision: table, Action: "deleted", Text: "испис\t200", Row: true, Author: "Б. Бранковић", Date: "2026-03-01T09:30:00Z"},
		{Provision: table, Action: "inserted", Text: "препис\t300", Row: true, Author: "Б. Бранковић", Date: "2026-03-01T09:30:00Z"}}
	if diff := cmp.Diff(want, margin.Changes); diff != "" || !a.Find(table).Table {
		t.Errorf("%s %s", table, diff)
	}
	before, err := act.Parse(src, act.Options{Name: "nacrt.docx", Rejected: true})
	if err != nil {
		t.Fatal(err)
	}
	if got := before.Find("art_1").PlainText(); got != "Члан 1.\nТаксе су:\nупис\t100\nиспис\t200" {
		t.Errorf("before the changes article 1 is %q", got)
	}
}

// A paragraph that was moved away or deleted stood in the provision before it.
func TestAParagraphThatIsGoneIsToldWhereItStood(t *testing.T) {
	plain := func(s string) docx.Block { return docx.Block{Paragraph: &docx.Paragraph{Runs: plainRuns(s)}} }
	src := wordFile(t, &docx.Document{Author: "Б. Бранковић", Blocks: []docx.Block{
		plain("Члан 1."), plain("Клупе су јавне."),
		{Paragraph: &docx.Paragraph{Runs: []docx.Run{{Text: "Клупе се фарбају.", Change: docx.MovedFrom}}, Mark: docx.MovedFrom, Move: "m1"}},
		plain("Члан 2."),
		{Paragraph: &docx.Paragraph{Runs: []docx.Run{{Text: "Клупе се фарбају.", Change: docx.MovedTo}}, Mark: docx.MovedTo, Move: "m1"}},
		{Paragraph: &docx.Paragraph{Runs: []docx.Run{{Text: "Сваке ", Change: docx.Deleted}, {Text: "године."}}}},
		{Paragraph: &docx.Paragraph{Runs: []docx.Run{{Text: "Брисани став.", Change: docx.Deleted}}, Mark: docx.Deleted}},
		plain("Члан 3."), plain("Клупе се чувају."),
	}})
	margin, err := act.DocxMargin(src, parseWord(t, src))
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, c := range margin.Changes {
		got = append(got, c.Action+" "+c.Provision)
	}
	want := []string{"moved_from art_1__para_1", "moved_to art_2__para_1", "deleted art_2__para_2", "deleted art_2__para_2"}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

func TestTrackedChangesAreAcceptedAndCommentsKeepTheirPlace(t *testing.T) {
	src := wordFile(t, &docx.Document{
		Comments: []docx.Comment{{ID: "0", Author: "Б. Бранковић", Date: "2026-03-01T09:30:00Z", Text: "Рок је прекратак."}},
		Blocks: []docx.Block{
			{Paragraph: &docx.Paragraph{Runs: plainRuns("Закон о пробним роковима")}},
			{Paragraph: &docx.Paragraph{Runs: plainRuns("Члан 1.")}},
			{Paragraph: &docx.Paragraph{Runs: plainRuns("Орган води евиденцију.")}},
			{Paragraph: &docx.Paragraph{Runs: []docx.Run{
				{Text: "Захтев се решава у року од "}, {Text: "30", Change: docx.Deleted}, {Text: "20", Change: docx.Inserted, Start: []string{"0"}},
				{Text: " дана", End: []string{"0"}}, {Text: "."},
			}}},
			{Paragraph: &docx.Paragraph{Runs: []docx.Run{{Text: "Овај став се брише.", Change: docx.Deleted}}, Mark: docx.Deleted}},
			{Paragraph: &docx.Paragraph{Runs: plainRuns("Члан 2.")}},
			{Paragraph: &docx.Paragraph{Runs: plainRuns("Овај закон ступа на снагу осмог дана.")}},
		},
	})
	a := parseWord(t, src)
	if got := a.Find("art_1").PlainText(); got != "Члан 1.\nОрган води евиденцију.\nЗахтев се решава у року од 20 дана." {
		t.Errorf("article 1 is %q", got)
	}
	want := []act.Warning{{Code: act.WarnTrackedChanges}, {Code: act.WarnComments}}
	if diff := cmp.Diff(want, a.Warnings); diff != "" {
		t.Error(diff)
	}
	comments, err := act.DocxComments(src, a)
	if err != nil {
		t.Fatal(err)
	}
	wantComments := []act.Comment{{Provision: "art_1__para_2", Quote: "20 дана", Text: "Рок је прекратак.", Author: "Б. Бранковић", Date: "2026-03-01T09:30:00Z"}}
	if diff := cmp.Diff(wantComments, comments); diff != "" {
		t.Error(diff)
	}
}

func TestWhatIsNoWordDocumentIsRefusedInOneSentence(t *testing.T) {
	tests := []struct{ name, src, detail string }{
		{"a text", "Члан 1.", "not a Word document (no word/document.xml)"},
		{"a damaged archive", "PK\x03\x04\x14\x00", "not a Word document (the ZIP archive is damaged)"},
		{"an old document", "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 W o r d", "not a .docx but an old Office document (.doc): save it as .docx"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			_, err := act.Parse([]byte(tt.src), act.Options{Name: "nacrt.docx"})
			var refused *act.Error
			if !errors.As(err, &refused) || refused.Detail != tt.detail || refused.Code != act.NotText {
				t.Errorf("got %v, want %s", err, tt.detail)
			}
		})
	}
}

const wordAct = `ЗАКОН О ПРОБНИМ ТАКСАМА

I. ОСНОВНЕ ОДРЕДБЕ

Предмет закона

Члан 1.
Овим законом уређују се пробне таксе.
Такса се плаћа за:
1) захтев;
2) жалбу, и то:
(1) редовну;
(2) ванредну:
а) изузетну,
б) другу.

Члан 2.
(1) Такса је износ у динарима.
(2) Износ утврђује министар.

Члан 2а
– износ;
– рок.

II. ЗАВРШНЕ ОДРЕДБЕ

Члан 4.
У закону о таксама члан 5. мења се и гласи:
„Члан 5.
Таксу плаћа подносилац.
Рок је 15 дана.”

Члан 5.
Овај закон ступа на снагу осмог дана од дана објављивања у „Службеном гласнику Републике Србије”.

ПРИЛОГ 1
ОБРАЗАЦ ЗАХТЕВА

Име и презиме подносиоца.
`

func TestAnActComesBackFromWord(t *testing.T) {
	for name, text := range map[string]string{"Cyrillic": wordAct, "no articles": "Мишљење\n\nТекст без чланова.", "empty": ""} {
		t.Run(name, func(t *testing.T) { checkWord(t, parse(t, text)) })
	}
}

// checkWord writes the act for Word and reads it again.
func checkWord(t *testing.T, a *act.Act) {
	t.Helper()
	src, err := a.DOCX()
	if err != nil {
		t.Fatal(err)
	}
	doc, err := docx.Open(src)
	if err != nil {
		t.Fatal(err)
	}
	var lines []string
	for _, l := range doc.View(docx.Accepted).Lines {
		if l.Text != "" {
			lines = append(lines, l.Text)
		}
	}
	var want []string
	for _, l := range a.Printed() {
		want = append(want, l.Text)
	}
	if diff := cmp.Diff(want, lines); diff != "" {
		t.Errorf("the text in Word is another: %s", diff)
	}
	got := parseWord(t, src)
	got.Warnings = a.Warnings
	if diff := cmp.Diff(a, got); diff != "" {
		t.Errorf("the act read back is another: %.2000s", diff)
	}
}

func TestAForgedOutlineIsNotBelieved(t *testing.T) {
	a := parse(t, wordAct)
	outline, err := act.DocxOutline(a)
	if err != nil {
		t.Fatal(err)
	}
	text := func(change func(line string) string) []docx.Block {
		var blocks []docx.Block
		for _, l := range a.Printed() {
			blocks = append(blocks, docx.Block{Paragraph: &docx.Paragraph{Runs: plainRuns(change(l.Text))}})
		}
		return blocks
	}
	same := func(line string) string { return line }
	for name, d := range map[string]*docx.Document{
		"a word was changed":       {Blocks: text(func(l string) string { return strings.ReplaceAll(l, "осмог", "деветог") }), Data: [][]byte{outline}},
		"two provisions, one ID":   {Blocks: text(same), Data: [][]byte{bytes.ReplaceAll(outline, []byte(" art_2 "), []byte(" art_1 "))}},
		"a length below zero":      {Blocks: text(same), Data: [][]byte{bytes.Replace(outline, []byte(" 7 0 0 "), []byte(" -7 0 0 "), 1)}},
		"a kind that is none":      {Blocks: text(same), Data: [][]byte{bytes.Replace(outline, []byte(" article "), []byte(" artikel "), 1)}},
		"a depth out of the blue":  {Blocks: text(same), Data: [][]byte{bytes.Replace(outline, []byte("&#xA;1 article"), []byte("&#xA;9 article"), 1)}},
		"half an outline":          {Blocks: text(same), Data: [][]byte{outline[:len(outline)/2]}},
		"an outline of other acts": {Blocks: text(same), Data: [][]byte{[]byte("<outline xmlns='urn:rasprava:act:outline:1'>0 article</outline>")}},
	} {
		t.Run(name, func(t *testing.T) {
			if len(d.Data) == 1 && bytes.Equal(d.Data[0], outline) && !strings.Contains(name, "word") {
				t.Fatal("nothing was forged")
			}
			got := parseWord(t, wordFile(t, d))
			want := ""
			for _, b := range d.Blocks {
				want += b.Paragraph.Runs[0].Text
			}
			if bare(content(got)) != bare(want) {
				t.Errorf("the text is %s", firstDifference(bare(content(got)), bare(want)))
			}
			if art := got.Find("art_2"); art == nil || art.Label != "Члан 2." {
				t.Errorf("article 2 is %+v", art)
			}
		})
	}
}

func FuzzWord(f *testing.F) {
	f.Add(wordAct, "Рок је прекратак.")
	f.Add("Члан 1.\n1) а;\n2) б:\n(1) в", "\x01\ufffe \t")
	f.Fuzz(func(t *testing.T, text, note string) {
		a, err := act.Parse([]byte(text), act.Options{Name: "akt.txt"})
		if err != nil {
			return
		}
		checkWord(t, a)
		src, err := (&docx.Document{Blocks: []docx.Block{{Paragraph: &docx.Paragraph{Runs: []docx.Run{{Text: text, Start: []string{"0"}, End: []string{"0"}}}}}},
			Comments: []docx.Comment{{ID: "0", Text: note}}}).Bytes()
		if err != nil {
			return
		}
		comments, err := act.DocxComments(src, parseWord(t, src))
		if err != nil || len(comments) != 1 {
			t.Errorf("comments %v, %v", comments, err)
		}
	})
}

// TestParagraphsThatWordCountsStandForThemselves reads numbered paragraphs that go on
// in small letters behind one without a number: what Word counts is no wrapped line.
func TestParagraphsThatWordCountsStandForThemselves(t *testing.T) {
	p := func(n *docx.Number, s string) docx.Block {
		return docx.Block{Paragraph: &docx.Paragraph{Number: n, Runs: plainRuns(s)}}
	}
	counted := func(n int) *docx.Number {
		return &docx.Number{Text: "(%1)", Numerals: docx.Decimal, Value: n, List: 1}
	}
	a := parseWord(t, wordFile(t, &docx.Document{Blocks: []docx.Block{
		p(nil, "Члан 1."),
		p(nil, "Чесма ради дању и ноћу, а по потреби и кад падне снег"),
		p(counted(1), "чесма се чисти једном недељно, а по потреби и чешће"),
		p(counted(2), "чесма се сели кад је то потребно због радова"),
	}}))
	want := `article [1] "Члан 1." "" ""
 paragraph [1] "" "" "Чесма ради дању и ноћу, а по потреби и кад падне снег"
 paragraph [1] "(1)" "" "чесма се чисти једном недељно, а по потреби и чешће"
 paragraph [2] "(2)" "" "чесма се сели кад је то потребно због радова"
`
	if diff := cmp.Diff(want, shape(a)); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

func TestStruckWordsOfAWordDocumentAreToldOfAndKept(t *testing.T) {
	a := parseWord(t, wordFile(t, &docx.Document{Author: "Б. Бранковић", Blocks: []docx.Block{
		{Paragraph: &docx.Paragraph{Runs: []docx.Run{{Text: "Члан 1."}}}},
		{Paragraph: &docx.Paragraph{Runs: []docx.Run{
			{Text: "Рок је "}, {Text: "пет", Struck: true}, {Text: " дана", Struck: true, Bold: true}, {Text: " десет дана"}, {Text: " и сат", Struck: true, Change: docx.Deleted}, {Text: "."},
		}}},
	}}))
	var struck []string
	for _, w := range a.Warnings {
		if w.Code == act.WarnStruckText {
			struck = append(struck, w.Text)
		}
	}
	if got := a.Find("art_1__para_1").Text; got != "Рок је пет дана десет дана." || len(struck) != 1 || struck[0] != "пет дана" {
		t.Errorf("the text is %q and struck are %q", got, struck)
	}
}
