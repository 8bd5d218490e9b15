package act_test

import (
	"html"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/rasprava/rasprava/internal/act"
	"github.com/rasprava/rasprava/internal/docx"
)

// paged is a text of which programs make paragraphs of printed lines; unpaged is the same as it was written.
var (
	paged = strings.Replace(`ЗАКОН
О ЧИТАОНИЦАМА
Члан 1.
Читаоница ради сваког радног дана, а о радном времену одлу-
чује орган који ју је основао.
О сваком читаоцу чувар води књигу и у њу уписује:
1) име читаоца;
2
2) књигу коју је читао.
Чувар је дужан да читаоцу објасни како се књиге чувају и да
- 3 -
га упозори на правила.
Члан 2.
Читалац може да се жали и кривично-
правни орган тада одлучује.
Кривично-правни орган је суд.
<дуго>
4
Члан 3.
Читаочев пред- и послератни лист чува чу-
вар у спољно-
трговинском одељењу.
Трговинско одељење ради средом.`, "<дуго>", strings.Repeat("Чувар сваког јутра отвара прозоре.\n", 29)+"Чувар затвара прозоре.", 1)
	unpaged = strings.NewReplacer("одлу-\nчује", "одлучује", "\n2\n", "\n", "\n- 3 -\n", " ", "\n4\n", "\n", "кривично-\nправни", "кривично-правни",
		"чу-\nвар у", "чувар у", "спољно-\nт", "спољно-т").Replace(paged)
)

func TestPrintedPagesOfOtherFormatsAreReadAsOneText(t *testing.T) {
	for _, tt := range []struct {
		name, file string
		write      func(text string) []byte
	}{
		{"HTML, a line a paragraph", "akt.html", func(text string) []byte { return []byte(pageOf(text)) }},
		{"HTML, an article a paragraph of broken lines", "akt.html", func(text string) []byte {
			text = strings.ReplaceAll(html.EscapeString(text), "\n", "<br>\n")
			for _, number := range []string{"2", "- 3 -", "4"} {
				text = strings.Replace(text, "<br>\n"+number+"<br>\n", "</p>\n<p>"+number+"</p>\n<p>", 1)
			}
			return []byte("<html><body><p>" + text + "</p></body></html>")
		}},
		{"Markdown, a line a paragraph", "akt.md", func(text string) []byte { return []byte(strings.ReplaceAll(text, "\n", "\n\n")) }},
		{"Word, a line a paragraph", "akt.docx", func(text string) []byte {
			doc := &docx.Document{Styles: act.DocxStyles("sr-Cyrl")}
			for line := range strings.SplitSeq(text, "\n") {
				doc.Blocks = append(doc.Blocks, docx.Block{Paragraph: &docx.Paragraph{Runs: plainRuns(line)}})
			}
			return wordFile(t, doc)
		}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			read := func(text string) *act.Act {
				a, err := act.Parse(tt.write(text), act.Options{Name: tt.file})
				if err != nil {
					t.Fatal(err)
				}
				return a
			}
			a, plain := read(paged), read(unpaged)
			var warned []string
			pages := map[string]int{}
			for _, w := range a.Warnings {
				if w.Code == act.WarnHyphenation || w.Code == act.WarnPageNumber {
					warned = append(warned, w.Text)
				}
				if w.Code == act.WarnPageNumber {
					pages[w.Text]++
				}
			}
			slices.Sort(warned)
			if diff := cmp.Diff([]string{"- 3 -", "2", "4", "одлу-чује", "чу-вар"}, warned); diff != "" {
				t.Errorf("warnings (-want +got):\n%s", diff)
			}
			a.Body = withoutNotes(a.Body, pages)
			if got, want := a.PlainText(), plain.PlainText(); got != want {
				t.Errorf("the text differs from that without pages: %s", firstDifference(got, want))
			}
			if got, want := bare(content(a)), bare(unpaged); got != want {
				t.Errorf("the characters differ: %s", firstDifference(got, want))
			}
		})
	}
}

func TestWhatIsNoNumberOfAPageInParagraphs(t *testing.T) {
	page := strings.Repeat("<p>Чувар сваког јутра отвара прозоре.</p>", 30)
	for name, body := range map[string]string{
		"a number by itself":      "<p>Рок је дат.</p><p>7</p>" + page,
		"the numbers of rows":     "<p>Таксе су:</p><p>1</p><p>за упис</p><p>2</p><p>за испис</p><p>3</p><p>за препис</p>",
		"items that are counted":  "<ol><li>" + page + "</li><li>" + page + "</li></ol>",
		"headings":                "<h3>2</h3>" + page + "<h3>3</h3>" + page,
		"lines of one paragraph":  "<p>Први.<br>2<br>други</p>" + page + "<p>Трећи.<br>3<br>Четврти.</p>",
		"cells of a table":        "<table><tr><td>2</td><td>Упис</td></tr><tr><td>3</td><td>Испис</td></tr></table>",
		"numbers that do not fit": "<p>2</p>" + page + "<p>5</p>" + page,
	} {
		if got := codes(parsePage(t, "<html><body><p>Члан 1.</p>"+body+"</body></html>"), act.WarnPageNumber); got != nil {
			t.Errorf("%s: %v", name, got)
		}
	}
}

// A comment stands where it was put, though words before it were joined and the number of a page is a note.
func TestCommentsBehindPartedWordsKeepTheirPlaces(t *testing.T) {
	doc := &docx.Document{Styles: act.DocxStyles("sr-Cyrl")}
	for line := range strings.SplitSeq("Члан 1.\nЧувар води књи-\nгу и свакога дана у њу уписује ко је дошао и\n2\nколико је остао.\nЧувар затва-\nра врата.\nЧлан 2.\nА.\nЧлан 3.\nБ.", "\n") {
		var runs []docx.Run
		for k, word := range strings.Fields(line) {
			run := docx.Run{Text: word + " "}
			if word == "остао." || word == "А." {
				run.Start, run.End = []string{word}, []string{word}
				doc.Comments = append(doc.Comments, docx.Comment{ID: word, Text: "проверити"})
			}
			if k == 0 && line == "2" {
				run.Text = line
			}
			runs = append(runs, run)
		}
		doc.Blocks = append(doc.Blocks, docx.Block{Paragraph: &docx.Paragraph{Runs: runs}})
	}
	src := wordFile(t, doc)
	a := parseWord(t, src)
	if got := codes(a, act.WarnHyphenation, act.WarnPageNumber); len(got) != 3 {
		t.Fatalf("warnings %v", got)
	}
	comments, err := act.DocxComments(src, a)
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, c := range comments {
		got = append(got, c.Provision+" "+strings.TrimSpace(c.Quote))
	}
	if diff := cmp.Diff([]string{"art_1__para_1 остао.", "art_2__para_1 А."}, got); diff != "" {
		t.Errorf("want -, got +:\n%s", diff)
	}
}
