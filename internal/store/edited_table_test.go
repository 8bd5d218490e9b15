package store_test

import (
	"archive/zip"
	"bytes"
	"io"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/rasprava/rasprava/internal/act"
	"github.com/rasprava/rasprava/internal/dossier"
	"github.com/rasprava/rasprava/internal/store"
)

const draftPage = `<html><body><h1>ЗАКОН О ПРОБАМА</h1><h2>Основне одредбе</h2><p>Члан 1.</p><p>Овим законом уређују се пробе:</p><ol><li>прве;</li><li>друге.</li></ol>
<h2>таксе</h2><p>Члан 2.</p><p>Таксе су:</p><table><tr><td>Радња</td><td>Износ</td></tr><tr><td>Проба</td><td>100 динара</td></tr><tr><td>Жалба</td><td></td></tr></table>
<p>Рок</p><p>Члан 3.</p><p>Орган одговара у року од 30 дана.</p></body></html>`

// byHand returns a Word document in which somebody has changed some words.
func byHand(t *testing.T, word []byte, old, new string) []byte {
	t.Helper()
	r, err := zip.NewReader(bytes.NewReader(word), int64(len(word)))
	if err != nil {
		t.Fatal(err)
	}
	var b bytes.Buffer
	w := zip.NewWriter(&b)
	for _, f := range r.File {
		in, err := f.Open()
		if err != nil {
			t.Fatal(err)
		}
		content, err := io.ReadAll(in)
		if err != nil {
			t.Fatal(err)
		}
		out, err := w.Create(f.Name)
		if err != nil {
			t.Fatal(err)
		}
		if _, err = out.Write(bytes.ReplaceAll(content, []byte(old), []byte(new))); err != nil {
			t.Fatal(err)
		}
	}
	if err = w.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// provisionsBut returns the provisions outside one, with their identities.
func provisionsBut(a *act.Act, wid string) []string {
	var out []string
	a.Walk(func(n *act.Node, depth int) bool {
		if n.WID == wid {
			return false
		}
		out = append(out, strings.Repeat(" ", depth)+strings.Join([]string{string(n.Kind), n.WID, n.Number, n.Label, n.Heading, n.Text}, "|")+map[bool]string{true: " (table)"}[n.Table])
		return true
	})
	return out
}

// TestEditingInPlaceLosesNothingOfWhatCame edits one article of texts that came in
// every kind of file, saves it, and looks at the others.
func TestEditingInPlaceLosesNothingOfWhatCame(t *testing.T) {
	page, err := act.Parse([]byte(draftPage), act.Options{Name: "nacrt.html"})
	if err != nil {
		t.Fatal(err)
	}
	word, err := page.DOCX()
	if err != nil {
		t.Fatal(err)
	}
	w := beforeRound(t)
	for i, c := range []struct {
		name  string
		bytes []byte
		kept  string
	}{
		{"nacrt.html", []byte(draftPage), "nacrt.html"},
		{"nacrt.docx", word, "nacrt.docx"},
		{"po-uputstvu.docx", byHand(t, word, "100 динара", "120 динара"), "po-uputstvu.docx"},
		{"nacrt.akn", page.AKN(act.Work{}), "nacrt.akn"},
		{"nacrt.md", []byte("# ЗАКОН О ПРОБАМА\n\n## Основне одредбе\n\nЧлан 1.\n\nОвим законом уређују се пробе.\n\nЧлан 3.\n\nОрган одговара у року од 30 дана.\n"), "nacrt"},
	} {
		_, err = w.s.AddPackage(t.Context(), w.drafter, store.NewPackage{Ref: w.ref, Reason: dossier.OwnInitiative,
			Documents: []store.NewDocument{{Kind: dossier.ActDocument, Name: c.name, Bytes: c.bytes}}})
		if err != nil {
			t.Fatalf("%s: %v", c.name, err)
		}
		before := w.working(w.drafter)
		n := before.Act.Find("art_3")
		others := provisionsBut(before.Act, n.WID)
		if c.name != "nacrt.md" && strings.Count(strings.Join(others, "\n"), "(table)") != 1 {
			t.Fatalf("%s: got no table:\n%s", c.name, strings.Join(others, "\n"))
		}
		text := strings.Replace(n.PlainText(), "30 дана", []string{"20 дана", "15 дана", "25 дана", "10 дана", "5 дана"}[i], 1)
		edited, err := w.edits(w.drafter, n.WID, text)
		if err != nil {
			t.Fatalf("%s: %v", c.name, err)
		}
		if len(edited.Elsewhere) > 0 || len(edited.Others) > 0 {
			t.Errorf("%s: elsewhere changes %+v, and there are the warnings %+v", c.name, edited.Elsewhere, edited.Others)
		}
		staged := w.staged(w.drafter)
		if got := staged.Documents[0].Name; !strings.HasPrefix(got, c.kept) {
			t.Errorf("%s: is kept as %s, want %s", c.name, got, c.kept)
		}
		if _, err = w.s.SaveStaged(t.Context(), w.drafter, w.ref, staged.Seal, 0, dossier.OwnInitiative, ""); err != nil {
			t.Fatalf("%s: %v", c.name, err)
		}
		after := w.working(w.drafter)
		if diff := cmp.Diff(others, provisionsBut(after.Saved, n.WID)); diff != "" {
			t.Errorf("%s: what was not edited (-was +is):\n%s", c.name, diff)
		}
		if got := after.Find(n.WID); got == nil || got.PlainText() != text {
			t.Errorf("%s: what was edited: got %+v", c.name, got)
		}
	}
}

// TestTakingOverKeepsTables edits an article while a version with another table
// comes.
func TestTakingOverKeepsTables(t *testing.T) {
	w := beforeRound(t)
	add := func(page string) {
		t.Helper()
		_, err := w.s.AddPackage(t.Context(), w.second, store.NewPackage{Ref: w.ref, Reason: dossier.OwnInitiative,
			Documents: []store.NewDocument{{Kind: dossier.ActDocument, Name: "nacrt.html", Bytes: []byte(page)}}})
		if err != nil {
			t.Fatal(err)
		}
	}
	add(draftPage)
	n := w.working(w.drafter).Act.Find("art_3")
	if _, err := w.edits(w.drafter, n.WID, strings.Replace(n.PlainText(), "30 дана", "20 дана", 1)); err != nil {
		t.Fatal(err)
	}
	add(strings.Replace(draftPage, "100 динара", "200 динара", 1))
	if err := w.s.TakeOver(t.Context(), w.drafter, w.ref); err != nil {
		t.Fatal(err)
	}
	now := w.working(w.drafter)
	if diff := cmp.Diff(provisionsBut(now.Saved, n.WID), provisionsBut(now.Act, n.WID)); diff != "" {
		t.Errorf("what was not edited (-newest +taken over):\n%s", diff)
	}
	if got := now.Find(n.WID).PlainText(); !strings.Contains(got, "20 дана") || !strings.Contains(now.Act.PlainText(), "200 динара") {
		t.Errorf("got\n%s", now.Act.PlainText())
	}
}
