package web

import (
	"net/http"
	"strings"
	"testing"

	"github.com/rasprava/rasprava/internal/act"
	"github.com/rasprava/rasprava/internal/docx"
	"github.com/rasprava/rasprava/internal/dossier"
)

const (
	lawMarkdown = "# ЗАКОН О ПРОБИ\n\n## Основне одредбе\n\nЧлан 1.\n\nОвим законом уређује се проба.\n\nЧлан 2.\n\nОрган одговара у року од 30 дана.\n\nЧлан 3.\n\nОвај закон ступа на снагу осмог дана.\n"
	lawPage     = `<!DOCTYPE html><html lang="sr"><head><title>Нацрт</title><style>p{color:red}</style></head><body><h1>ЗАКОН О ПРОБИ</h1><p>Члан 1.</p><p>Овим законом уређује се проба.</p>
<p>Члан 2.</p><p>Таксе су:</p><table><tr><td>Радња</td><td>Износ</td></tr><tr><td>Проба</td><td>100 динара</td></tr></table><p>Члан 3.</p><p>Овај закон ступа на снагу осмог дана.</p></body></html>`
	lawUSLM = `<?xml version="1.0"?><uscDoc xmlns="http://xml.house.gov/schemas/uslm/1.0"><main><section identifier="/us/usc/t1/s1"><num value="1">§ 1.</num><heading> Trials</heading><content><p>A trial is public.</p></content></section>
<section identifier="/us/usc/t1/s2"><num value="2">§ 2.</num><heading> Answers</heading><content><p>The office answers within 30 days.</p></content></section></main></uscDoc>`
)

// TestADraftComesInEveryFormatThroughThePage uploads a draft in each of them, looks
// at the preview, saves it, edits an article of it and reads the text.
func TestADraftComesInEveryFormatThroughThePage(t *testing.T) {
	s := newSite(t)
	m := newMinistry(s, "MPROBA")
	m.opens("MPROBA", nil)
	path := "/sr-Cyrl/predmeti/" + m.ref + "/priprema"
	w := m.drafter.works()
	page, err := act.Parse([]byte(lawPage), act.Options{Name: "nacrt.html"})
	if err != nil {
		t.Fatal(err)
	}
	word, err := page.DOCX()
	if err != nil {
		t.Fatal(err)
	}
	for i, c := range []struct {
		name, content string
		shown, read   []string // in the preview, and in the saved text
	}{
		{"nacrt.md", lawMarkdown, []string{"ЗАКОН О ПРОБИ", "3 члана"}, []string{"Основне одредбе", "у року од 30 дана"}},
		{"nacrt.html", lawPage, []string{"ЗАКОН О ПРОБИ", "3 члана"}, []string{"<td>100 динара</td>", "Таксе су:"}},
		{"nacrt.docx", string(word), []string{"ЗАКОН О ПРОБИ", "3 члана"}, []string{"<td>100 динара</td>", "Таксе су:"}},
		{"nacrt.xml", string(page.AKN(act.Work{})), []string{"ЗАКОН О ПРОБИ", "3 члана"}, []string{"<td>100 динара</td>", "Таксе су:"}},
		{"title-1.xml", lawUSLM, []string{"2 члана", "§ 1."}, []string{"A trial is public.", "within 30 days"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			w.uploads(path+"/dokument", hidden("", "vrsta", "act"), file{"datoteka", c.name, c.content}).want(http.StatusSeeOther)
			preview := w.reads(path)
			shows(t, preview, append(c.shown, c.name, "Како је нацрт прочитан")...)
			hides(t, preview, "color:red")
			w.sends(path+"/verzija", hidden(preview, "razlog", "own_initiative")).want(http.StatusSeeOther)
			saved := w.reads("/sr-Cyrl/predmeti/" + m.ref + "/tekst/" + string(rune('2'+i)))
			shows(t, saved, c.read...)
		})
	}
}

// TestWhatCannotBeReadIsSaidInTheReadersLanguage uploads files that are no acts:
// each is told for what it is, and what was chosen in the form stays.
func TestWhatCannotBeReadIsSaidInTheReadersLanguage(t *testing.T) {
	s := newSite(t)
	m := newMinistry(s, "MPROBA")
	m.drafts("MPROBA")
	w := m.drafter.works()
	for _, c := range []struct {
		name, content string
		said          map[string]string
	}{
		{"slika.docx", "\x89PNG\r\n\x1a\n\x00\x00", map[string]string{
			"sr-Cyrl": "„slika.docx” не може да се прочита као текст акта", "sr-Latn": "„slika.docx” ne može da se pročita kao tekst akta", "en": "“slika.docx” cannot be read as the text of an act"}},
		{"nacrt.doc", "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 W o r d", map[string]string{
			"sr-Cyrl": "„nacrt.doc” је документ старијег програма Word или је заштићен лозинком", "sr-Latn": "„nacrt.doc” je dokument starijeg programa Word ili je zaštićen lozinkom", "en": "“nacrt.doc” is a document of an older Word, or has a password"}},
		{"nacrt.xml", "<akomaNtoso xmlns=\"http://docs.oasis-open.org/legaldocml/ns/akn/3.0\">\n<act>\n<body></act>", map[string]string{
			"sr-Cyrl": "„nacrt.xml” није исправан XML: грешка је у реду 3", "sr-Latn": "„nacrt.xml” nije ispravan XML: greška je u redu 3", "en": "“nacrt.xml” is not well-formed XML: the fault is on line 3"}},
		{"nacrt.txt", "Члан 1.\nОвај закон уређује про\xe1\xe0.", map[string]string{
			"sr-Cyrl": "„nacrt.txt” није сачуван као UTF-8", "sr-Latn": "„nacrt.txt” nije sačuvan kao UTF-8", "en": "“nacrt.txt” is not saved as UTF-8"}},
		{"nacrt.pdf", "%PDF-1.7\n", map[string]string{
			"sr-Cyrl": "„nacrt.pdf” не може да се прочита као текст акта", "en": "“nacrt.pdf” cannot be read as the text of an act"}},
		{"prazno.txt", "", map[string]string{"sr-Cyrl": "prazno.txt", "en": "prazno.txt"}},
		{"veliko.txt", strings.Repeat("Члан 1.\n", 8<<20/12+10), map[string]string{
			"sr-Cyrl": "Документ је већи од 8 мегабајта", "sr-Latn": "Dokument je veći od 8 megabajta", "en": "8 megabytes"}},
	} {
		for lang, said := range c.said {
			t.Run(c.name+" "+lang, func(t *testing.T) {
				path := "/" + lang + "/predmeti/" + m.ref + "/priprema"
				got := w.uploads(path+"/dokument", hidden("", "vrsta", "act", "naziv", "Мој назив"), file{"datoteka", c.name, c.content})
				if got.status != http.StatusUnprocessableEntity && got.status != http.StatusRequestEntityTooLarge {
					t.Fatalf("got %d", got.status)
				}
				body := string(got.body)
				if c.name != "prazno.txt" {
					shows(t, body, said)
				}
				shows(t, body, `<option value="act" selected>`, "Мој назив", `-error" class="govuk-error-message"`)
				hides(t, body, "DetectContentType", "parse act", "not_text", "not_utf8", "malformed")
				hides(t, w.reads(path), "Како је нацрт прочитан", c.name)
			})
		}
	}
}

// TestCommentsOfAWordDocumentAreListedBeforeItIsAVersion uploads a document with
// two comments: who sent it sees them with their places, and nobody else does.
func TestCommentsOfAWordDocumentAreListedBeforeItIsAVersion(t *testing.T) {
	s := newSite(t)
	m := newMinistry(s, "MPROBA")
	path := m.drafts("MPROBA")
	runs := func(text string) docx.Block {
		return docx.Block{Paragraph: &docx.Paragraph{Runs: []docx.Run{{Text: text}}}}
	}
	d := &docx.Document{
		Comments: []docx.Comment{{ID: "0", Author: "Б. Бранковић", Text: "Рок је прекратак <b>."}, {ID: "1", Text: "Наслов није усклађен."}},
		Blocks: []docx.Block{
			{Paragraph: &docx.Paragraph{Runs: []docx.Run{{Text: "ЗАКОН О ПРОБИ", Start: []string{"1"}, End: []string{"1"}}}}}, runs("Члан 1."), runs("Овим законом уређује се проба."), runs("Члан 2."),
			{Paragraph: &docx.Paragraph{Runs: []docx.Run{{Text: "Орган одговара у року од "}, {Text: "30 дана", Start: []string{"0"}, End: []string{"0"}}, {Text: "."}}}},
		},
	}
	word, err := d.Bytes()
	if err != nil {
		t.Fatal(err)
	}
	w := m.drafter.works()
	w.uploads(path+"/dokument", hidden("", "vrsta", "act"), file{"datoteka", "нацрт.docx", string(word)}).want(http.StatusSeeOther)
	page := w.reads(path)
	shows(t, page, "Коментари из документа", "су 2 коментара", "Члан 2", "30 дана", "Рок је прекратак &lt;b&gt;.", "Б. Бранковић", "Непознат аутор", "Наслов није усклађен.")
	hides(t, page, "документ садржи коментаре")
	shows(t, w.reads(strings.Replace(path, "sr-Cyrl", "en", 1)), "Comments in the document", "Article 2", "Рок је прекратак")
	w.sends(path+"/verzija", hidden(page, "razlog", "first_version")).want(http.StatusSeeOther)
	for _, at := range []string{path, "/sr-Cyrl/predmeti/" + m.ref + "/tekst/1", "/sr-Cyrl/predmeti/" + m.ref} {
		hides(t, w.reads(at), "Бранковић", "прекратак")
	}
	hides(t, m.preparer.works().reads(path), "Бранковић", "прекратак")
}

// TestTrackedChangesOfAWordDocumentAreListedBeforeItIsAVersion uploads a document in which
// words came, went and moved: who sent it sees which, and nobody else does.
func TestTrackedChangesOfAWordDocumentAreListedBeforeItIsAVersion(t *testing.T) {
	s := newSite(t)
	m := newMinistry(s, "MPROBA")
	path := m.drafts("MPROBA")
	runs := func(all ...docx.Run) docx.Block { return docx.Block{Paragraph: &docx.Paragraph{Runs: all}} }
	d := &docx.Document{Author: "Б. Бранковић", Blocks: []docx.Block{
		runs(docx.Run{Text: "ЗАКОН О ПРОБИ"}), runs(docx.Run{Text: "Члан 1."}), runs(docx.Run{Text: "Овим законом уређује се проба."}),
		runs(docx.Run{Text: "Члан 2."}),
		runs(docx.Run{Text: "Орган одговара у року од "}, docx.Run{Text: "осам", Change: docx.Deleted}, docx.Run{Text: "тридесет <b>", Change: docx.Inserted}, docx.Run{Text: " дана."}),
	}}
	word, err := d.Bytes()
	if err != nil {
		t.Fatal(err)
	}
	w := m.drafter.works()
	w.uploads(path+"/dokument", hidden("", "vrsta", "act"), file{"datoteka", "нацрт.docx", string(word)}).want(http.StatusSeeOther)
	page := w.reads(path)
	shows(t, page, "Праћене измене из документа", "су 2 праћене измене", "Члан 2", `Брисано: <del lang="sr-Cyrl">осам</del>`, `Додато: <ins lang="sr-Cyrl">тридесет &lt;b&gt;</ins>`, "Б. Бранковић")
	hides(t, page, "документ је садржао праћене измене")
	shows(t, w.reads(strings.Replace(path, "sr-Cyrl", "en", 1)), "Tracked changes in the document", "2 tracked changes", `Deleted: <del lang="sr-Cyrl">осам</del>`)
	w.sends(path+"/verzija", hidden(page, "razlog", "first_version")).want(http.StatusSeeOther)
	text := w.reads("/sr-Cyrl/predmeti/" + m.ref + "/tekst/1")
	shows(t, text, "тридесет")
	hides(t, text, "осам", "Бранковић")
	hides(t, m.preparer.works().reads(path), "Бранковић", "осам")
}

// TestAForeignActStaysInItsLanguage uploads an act in English and one in German: pages in
// Serbian quote both as they are written, and mark them so.
func TestAForeignActStaysInItsLanguage(t *testing.T) {
	s := newSite(t)
	m := newMinistry(s, "MPROBA")
	path := m.drafts("MPROBA")
	w := m.drafter.works()
	german := func(days string) string {
		return "Gesetz über die Proben\n\n§ 1 Zweck\n\n(1) Dieses Gesetz regelt die Proben.\n\n(2) Die Behörde antwortet innerhalb von " + days + " Tagen.\n\n§ 2a Inkrafttreten\n\nDieses Gesetz tritt am Tag nach der Verkündung in Kraft.\n"
	}
	for i, c := range []struct {
		name, content, lang string
		words               []string
	}{
		{"title-1.xml", lawUSLM, "en", []string{"A trial is public.", "Trials"}},
		{"gesetz.txt", german("acht"), "de", []string{"Dieses Gesetz regelt die Proben.", "§ 2a", "Zweck"}},
		{"gesetz.txt", german("dreißig"), "de", []string{"Dieses Gesetz regelt die Proben.", "§ 2a", "Zweck"}},
	} {
		no := string(rune('1' + i))
		w.uploads(path+"/dokument", hidden("", "vrsta", "act"), file{"datoteka", c.name, c.content}).want(http.StatusSeeOther)
		page := w.reads(path)
		shows(t, page, append(c.words, `lang="`+c.lang+`"`)...)
		shows(t, w.reads(strings.Replace(path, "sr-Cyrl", "sr-Latn", 1)), append(c.words, `lang="`+c.lang+`"`)...)
		reason := map[bool]string{true: "first_version", false: "own_initiative"}[i == 0]
		w.sends(path+"/verzija", hidden(page, "razlog", reason)).want(http.StatusSeeOther)
		text := w.reads("/sr-Cyrl/predmeti/" + m.ref + "/tekst/" + no)
		shows(t, text, c.words[0], `lang="`+c.lang+`"`)
		hides(t, text, "аутоматско пресловљавање")
	}
	newText(t, s.store, dossier.Ref(m.ref))
	redline := w.reads("/sr-Cyrl/predmeti/" + m.ref + "/izmene?od=2&do=3")
	shows(t, redline, "<ins>dreißig</ins>", `lang="de"`)
	hides(t, redline, "аутоматско пресловљавање")
}
