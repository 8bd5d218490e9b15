package act

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// edited is a page with what plain text cannot say: a table, headings that are
// marked as such, and a number that stands nowhere in the text.
const edited = `<html><body><h1>ЗАКОН О ПРОБИ</h1>
<h2>Основне одредбе</h2>
<p>Предмет</p><p>Члан 1.</p><p>Овим законом уређује се:</p><p>1) проба;</p><p>2) надзор.</p>
<p>Члан 2.</p><p>Орган одговара у року од 30 дана.</p>
<h2>таксе</h2>
<p>Члан 3.</p><p>Таксе су:</p>
<table><tr><td>Радња</td><td>Износ</td></tr><tr><td>Проба</td><td>100 динара</td></tr><tr><td>Жалба</td><td></td></tr></table>
<p>Члан 4.</p><p>Овај закон ступа на снагу осмог дана.</p>
</body></html>`

func parsedPage(t *testing.T) *Act {
	t.Helper()
	a, err := Parse([]byte(edited), Options{Name: "proba.html"})
	if err != nil {
		t.Fatal(err)
	}
	return a
}

// shape returns the provisions of an act that stand outside one, a line each.
func shape(a *Act, without string) []string {
	var out []string
	a.Walk(func(n *Node, depth int) bool {
		if n.ID == without {
			return false
		}
		table := ""
		if n.Table {
			table = "table "
		}
		out = append(out, strings.Repeat(" ", depth)+string(n.Kind)+" "+n.ID+" "+n.WID+" "+table+strings.Join([]string{n.Number, n.Label, n.Heading, n.Text}, "|"))
		return true
	})
	return out
}

func TestAnEditLeavesTheRestAsItIs(t *testing.T) {
	a := parsedPage(t)
	for i, n := range a.Articles() {
		n.WID = "kept" + string(rune('0'+i))
	}
	before := shape(a, "art_2")
	if len(slices.DeleteFunc(slices.Clone(before), func(s string) bool { return !strings.Contains(s, "table ") })) != 1 {
		t.Fatalf("the page has no table:\n%s", strings.Join(before, "\n"))
	}
	text := strings.Replace(a.Find("art_2").PlainText(), "30 дана", "20 дана", 1)
	got, first, err := a.Edit("art_2", text)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(before, shape(got, "art_2")); diff != "" {
		t.Errorf("what was not edited (-was +is):\n%s", diff)
	}
	if n := got.Find("art_2"); n == nil || n.WID != "kept1" || n.PlainText() != text {
		t.Errorf("what was edited: got %+v", n)
	}
	whole, _ := a.WithTexts(map[string]string{"art_2": text})
	if lines := strings.Split(whole, "\n"); first < 1 || lines[first-1] != "Члан 2." {
		t.Errorf("the text begins on line %d of\n%s", first, whole)
	}
	if got.Hash != got.canonicalHash() || got.Hash == a.Hash {
		t.Errorf("the hash is %s", got.Hash)
	}
	same, _, err := a.Edit("art_2", a.Find("art_2").PlainText())
	if err != nil || same.Hash != a.Hash {
		t.Errorf("edited to what it was: got another act, %v", err)
	}
}

func TestATableIsEditedAsRows(t *testing.T) {
	a := parsedPage(t)
	was := a.Find("art_3").PlainText()
	table := func(a *Act) string {
		var all []string
		a.Walk(func(n *Node, _ int) bool {
			if n.Table {
				all = append(all, n.Text)
			}
			return true
		})
		return strings.Join(all, "\n---\n")
	}
	whole := "Радња\tИзнос\nПроба\t100 динара\nЖалба\t"
	for name, c := range map[string]struct{ text, want string }{
		"the text before it":            {strings.Replace(was, "Таксе су", "Таксе износе", 1), whole},
		"a cell":                        {strings.Replace(was, "100 динара", "150 динара", 1), strings.Replace(whole, "100", "150", 1)},
		"a further row":                 {was + "\nТужба\t300 динара", whole + "\nТужба\t300 динара"},
		"lines with tabs that are none": {was + "\nПрви\tдруги\tтрећи\nЧетврти\tпети\tшести", whole},
		"a paragraph behind it":         {was + "\nИзноси се усклађују једном годишње.", whole},
		"a row taken out":               {strings.Replace(was, "\nПроба\t100 динара", "", 1), "Радња\tИзнос\nЖалба\t"},
		"a paragraph between its rows":  {strings.Replace(was, "\nЖалба", "\nСтав.\nЖалба", 1), "Радња\tИзнос\nПроба\t100 динара\n---\nЖалба\t"},
		"no table":                      {"Члан 3.\nТакси нема.", ""},
	} {
		got, _, err := a.Edit("art_3", c.text)
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		if diff := cmp.Diff(c.want, table(got)); diff != "" {
			t.Errorf("%s (-want +got):\n%s", name, diff)
		}
		if dark(got.PlainText()) != dark(a.PlainText())-dark(was)+dark(c.text) {
			t.Errorf("%s: characters are lost", name)
		}
	}
}

func TestAnEditThatDividesTheActIsReadAnew(t *testing.T) {
	a := parsedPage(t)
	got, _, err := a.Edit("art_2", "Члан 2.\nОрган одговара одмах.\n\nНАДЗОР\n\nЧлан 2а\nНадзор врши министарство.")
	if err != nil {
		t.Fatal(err)
	}
	if n := got.Find("art_2a"); n == nil || n.PlainText() != "Члан 2а\nНадзор врши министарство." {
		t.Errorf("got\n%s", strings.Join(shape(got, ""), "\n"))
	}
	if n := got.Find("art_3"); n == nil || len(n.Children) != 2 || !n.Children[1].Table || n.WID != "art_3" {
		t.Errorf("the table is lost: got\n%s", strings.Join(shape(got, ""), "\n"))
	}
	gone, first, err := a.Edit("art_3", "\n\n")
	if err != nil || first != 0 || gone.Find("art_3") != nil || cmp.Diff(shape(a, "art_3"), shape(gone, "")) != "" {
		t.Errorf("taken out: got\n%s\n%v", strings.Join(shape(gone, ""), "\n"), err)
	}
	if none, _, err := a.Edit("art_9", "x"); none != nil || err != nil {
		t.Errorf("what is not there: got %v, %v", none, err)
	}
	if _, _, err := a.Edit("art_2", "Члан 2.\x00"); err == nil {
		t.Error("a zero byte was taken")
	}
	if _, _, err := a.Edit("art_2", strings.Repeat("ћ", MaxBytes)); err == nil {
		t.Error("a text that is too long was taken")
	}
}

func TestProvisionsOfOneTextGoIntoAnother(t *testing.T) {
	a, b := parsedPage(t), parsedPage(t)
	mine, _, err := b.Edit("art_3", strings.Replace(b.Find("art_3").PlainText(), "100", "150", 1))
	if err != nil {
		t.Fatal(err)
	}
	got, ok := a.WithNodes(map[string]*Node{"art_3": mine.Find("art_3")})
	if !ok || got.Hash != mine.Hash {
		t.Errorf("got\n%s", strings.Join(shape(got, ""), "\n"))
	}
	if diff := cmp.Diff(shape(a, "art_3"), shape(got, "art_3")); diff != "" {
		t.Errorf("the others (-was +is):\n%s", diff)
	}
	if _, ok := a.WithNodes(map[string]*Node{"art_9": mine.Find("art_3")}); ok {
		t.Error("what is not there was replaced")
	}
}

// TestEveryArticleOfTheExamplesIsEdited gives every article one more sentence: no
// other provision is touched, and no character is lost.
func TestEveryArticleOfTheExamplesIsEdited(t *testing.T) {
	files, err := filepath.Glob("testdata/golden/*.akn")
	if err != nil || len(files) == 0 {
		t.Fatal(files, err)
	}
	const more = "Ово је додата реченица."
	for _, file := range files {
		src, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		a, err := Parse(src, Options{Name: file})
		if err != nil {
			t.Fatal(err)
		}
		for _, n := range a.Articles() {
			got, _, err := a.Edit(n.ID, n.PlainText()+"\n"+more)
			if err != nil {
				t.Fatalf("%s %s: %v", file, n.ID, err)
			}
			if diff := cmp.Diff(shape(a, n.ID), shape(got, n.ID)); diff != "" {
				t.Errorf("%s %s: the others (-was +is):\n%s", file, n.ID, diff)
			}
			if is := got.Find(n.ID); is == nil || dark(is.PlainText()) != dark(n.PlainText()+more) {
				t.Errorf("%s %s: got %+v", file, n.ID, is)
			}
		}
	}
}

// FuzzEdit gives an article any text: no character is lost, and what stands apart
// from it keeps its words.
func FuzzEdit(f *testing.F) {
	for _, text := range []string{"Члан 2.\nОрган одговара одмах.", "Члан 3.\nТаксе су:\nа\tб\n\tв", "ГЛАВА II\nНАДЗОР\n\nЧлан 4.", "НАДЗОР", "„Члан 1.", "\t\n\t", "1) a\n(1) b\n– c"} {
		f.Add(text)
	}
	a, err := Parse([]byte(edited), Options{Name: "proba.html"})
	if err != nil {
		f.Fatal(err)
	}
	f.Fuzz(func(t *testing.T, text string) {
		for _, id := range []string{"art_2", "art_3"} {
			got, _, err := a.Edit(id, text)
			if err != nil {
				continue
			}
			whole, _ := a.WithTexts(map[string]string{id: text})
			if dark(got.PlainText()) != dark(whole) {
				t.Errorf("%q for %s: %d characters, want %d", text, id, dark(got.PlainText()), dark(whole))
			}
			again, err := Parse(got.AKN(Work{}), Options{Name: "proba.xml"})
			if err != nil || again.Hash != got.Hash {
				t.Errorf("%q for %s: read again it is another act (%v)", text, id, err)
			}
		}
	})
}
