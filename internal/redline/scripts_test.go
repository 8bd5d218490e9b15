package redline

import (
	"strings"
	"testing"

	"github.com/rasprava/rasprava/internal/docx"
	"github.com/rasprava/rasprava/internal/script"
)

func TestAnotherScriptIsToldOnce(t *testing.T) {
	old := "ЗАКОН О ТЕСТУ\n\nI. ОСНОВНЕ ОДРЕДБЕ\n" + strings.TrimPrefix(number(subject, terms, deadline), "ЗАКОН О ОТВОРЕНИМ ПОДАЦИМА\n")
	latin := script.ToLatin(old)
	_, _, r := compareActs(t, old, latin)
	want := "samo u pisanju 3\nreči +0 −0\n· Tekst je sada pisan latinicom, a ranije ćirilicom.\n"
	if got := r.Text(""); got != want {
		t.Errorf("the script alone: got\n%s\nwant\n%s", got, want)
	}
	_, _, back := compareActs(t, latin, old)
	for lang, said := range map[string]string{
		"": "Текст је сада писан ћирилицом, а раније латиницом.", "en": "The text is now in Cyrillic script and was in Latin.",
		"de": "Der Text steht jetzt in kyrillischer Schrift, bisher in lateinischer.", "sl": "Besedilo je zdaj v cirilici, prej v latinici.",
		"hr": "Tekst je sada pisan ćirilicom, a ranije latinicom.",
	} {
		for name, out := range map[string]string{"text": back.Text(lang), "section": back.HTML(lang), "page": back.Page(lang)} {
			if strings.Count(out, said) != 1 || strings.Contains(out, "class=\"typographic\"") || strings.Contains(out, "[~") {
				t.Errorf("%s in %q does not say once %q:\n%s", name, lang, said, out)
			}
		}
	}
	if got := back.Overview().Text(); !strings.Contains(got, "Текст је сада писан ћирилицом") {
		t.Errorf("overview: %s", got)
	}
	_, _, edited := compareActs(t, old, strings.Replace(latin, "30 dana", "20 dana", 1))
	got := edited.Text("")
	if !strings.Contains(got, "== Član 3.: izmenjeno (+1 −1)\n") || !strings.Contains(got, "u roku od [-30-]{+20+} dana") || strings.Contains(got, "[~") || strings.Count(got, "==") != 1 {
		t.Errorf("the script and a word: got\n%s", got)
	}
	_, _, shifted := compareActs(t, number(subject, deadline, force), script.ToLatin(number(subject, terms, deadline, force)))
	if got := shifted.Text(""); strings.Count(got, "\n== ") != 1 || !strings.Contains(got, "\n== Član 2.: novo") {
		t.Errorf("the script and the numbers: got\n%s", got)
	}
	_, _, lone := compareActs(t, old, strings.Replace(old, "Рок из става", "Rok iz stava", 1))
	if got := lone.Text(""); !strings.Contains(got, "[~") || strings.Contains(got, "латиницом") {
		t.Errorf("a few words in the other script: got\n%s", got)
	}
}

// TestOnlyWordsAreMarkedOfAnActInTheOtherScript changes the script of an act and one word of an article that has more than one paragraph.
func TestOnlyWordsAreMarkedOfAnActInTheOtherScript(t *testing.T) {
	const long = "Члан %d.\nОрган је дужан да на захтев тражиоца достави податке у облику који омогућава њихову поновну употребу без накнаде.\nРок за достављање је 30 дана.\n"
	old := number(subject, long, deadline)
	latin := script.ToLatin(old)
	o, n, r := compareActs(t, old, strings.Replace(latin, "Rok za dostavljanje je 30", "Rok za dostavljanje je 20", 1))
	page := r.Page("")
	for _, line := range []string{
		`<p class="same old">Орган је дужан да на захтев тражиоца достави податке у облику који омогућава њихову поновну употребу без накнаде.</p>`,
		`<p class="same">Organ je dužan da na zahtev tražioca dostavi podatke u obliku koji omogućava njihovu ponovnu upotrebu bez naknade.</p>`,
		`<p class="side old">Рок за достављање је <del>`, `<p class="side new">Rok za dostavljanje je <ins>`,
	} {
		if !strings.Contains(page, line) {
			t.Errorf("the page has no line\n%s\n%s", line, page)
		}
	}
	if strings.Contains(page, `class="typographic"`) {
		t.Errorf("the page marks the script:\n%s", page)
	}
	if got := r.Text(""); !strings.Contains(got, "njihovu ponovnu upotrebu bez naknade.\nRok za dostavljanje je [-30-]{+20+} dana.") || strings.Contains(got, "Organ je dužan da na") {
		t.Errorf("what is equal but for the script is not shortened:\n%s", got)
	}
	doc, err := docx.Open(checkTracked(t, r, o, n))
	if err != nil {
		t.Fatal(err)
	}
	const said = "Tekst je sada pisan latinicom, a ranije ćirilicom."
	if len(doc.Comments) != 1 || doc.Comments[0].Text != said || doc.Comments[0].Author != "Радна група" {
		t.Errorf("the document has the comments %+v", doc.Comments)
	}
	stays := false
	for _, b := range doc.Blocks {
		for k := range b.Paragraph.Runs {
			stays = stays || len(b.Paragraph.Runs[k].Start) > 0 && b.Paragraph.Runs[k].Change == docx.Inserted
		}
	}
	if !stays {
		t.Error("the comment does not hang on what stays when the changes are accepted")
	}
	o, n, r = compareActs(t, old, strings.Replace(old, "је 30", "је 20", 1))
	if doc, err = docx.Open(checkTracked(t, r, o, n)); err != nil || len(doc.Comments) != 0 {
		t.Errorf("in the same script the document has the comments %+v, %v", doc.Comments, err)
	}
}
