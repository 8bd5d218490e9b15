package main

import (
	"archive/zip"
	"bytes"
	"context"
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/rasprava/rasprava/internal/act"
	"github.com/rasprava/rasprava/internal/docx"
)

func TestActsAndRedlinesGoToWordAndComeBack(t *testing.T) {
	dir := t.TempDir()
	path := func(name string) string { return filepath.Join(dir, name) }
	texts := map[string]string{
		"old.txt": "Закон о пробама\n\nЧлан 1.\nОвим законом уређују се пробе.\n\nЧлан 2.\nОрган одлучује у року од 30 дана.\n",
		"new.txt": "Закон о пробама\n\nЧлан 1.\nОвим законом уређују се пробе.\n\nЧлан 2.\nОрган одлучује у року од 20 дана.\n",
	}
	for name, text := range texts {
		err := os.WriteFile(path(name), []byte(text), 0o600)
		if err != nil {
			t.Fatal(err)
		}
	}
	command := func(status int, said string, args ...string) string {
		t.Helper()
		var out, errs bytes.Buffer
		got := run(context.Background(), append([]string{"act"}, args...), &stdio{in: strings.NewReader(""), out: &out, err: &errs})
		if got != status || strings.TrimSpace(errs.String()) != said {
			t.Fatalf("act %v: status %d, %q; want %d, %q", args, got, errs.String(), status, said)
		}
		return out.String()
	}
	for name := range texts {
		word := path(strings.TrimSuffix(name, ".txt") + ".docx")
		command(0, "", "parse", path(name), "--to", "docx", "-o", word)
		if got, want := command(0, "", "parse", word), command(0, "", "parse", path(name)); got != want {
			t.Errorf("read back from Word, %s is %s, want %s", name, got, want)
		}
	}
	text := command(0, "", "diff", path("old.txt"), path("new.txt"))
	if got := command(0, "", "diff", path("old.docx"), path("new.docx")); got != text {
		t.Errorf("between Word documents the redline is %s, want %s", got, text)
	}
	piped := command(0, "", "diff", path("old.docx"), path("new.txt"), "--to", "docx", "--author", "Радна група", "--date", "2026-11-23")
	command(0, "", "diff", path("old.docx"), path("new.txt"), "--to", "docx", "--author", "Радна група", "--date", "2026-11-23", "-o", path("redline.docx"))
	src, err := os.ReadFile(path("redline.docx"))
	if err != nil || string(src) != piped {
		t.Errorf("the file and standard output hold other bytes (%v)", err)
	}
	doc, err := docx.Open(src)
	if err != nil {
		t.Fatal(err)
	}
	for v, want := range map[docx.Version]string{docx.Accepted: "Орган одлучује у року од 20 дана.", docx.Rejected: "Орган одлучује у року од 30 дана."} {
		if lines := doc.Texts(v); lines[len(lines)-1] != want {
			t.Errorf("the last paragraph is %q, want %q", lines[len(lines)-1], want)
		}
	}
	command(2, `rasprava: act diff: "danas" is no date as 2026-11-23`, "diff", path("old.txt"), path("new.txt"), "--to", "docx", "--date", "danas")
	err = os.Rename(path("old.txt"), path("nacrt.docx"))
	if err != nil {
		t.Fatal(err)
	}
	command(2, "rasprava: parse "+path("nacrt.docx")+": not a Word document (no word/document.xml)", "parse", path("nacrt.docx"))
}

func TestTheCommentsOfAWordDocumentAreWritten(t *testing.T) {
	dir := t.TempDir()
	word := filepath.Join(dir, "primedbe.docx")
	var file bytes.Buffer
	z := zip.NewWriter(&file)
	const main = ` xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">`
	for name, body := range map[string]string{
		"[Content_Types].xml":          `<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/><Override PartName="/word/comments.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.comments+xml"/></Types>`,
		"_rels/.rels":                  `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/></Relationships>`,
		"word/_rels/document.xml.rels": `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/comments" Target="comments.xml"/></Relationships>`,
		"word/document.xml": `<w:document` + main + `<w:body><w:p><w:r><w:t>Закон о пробама</w:t></w:r></w:p><w:p><w:r><w:t>Члан 1.</w:t></w:r></w:p>` +
			`<w:p><w:r><w:t xml:space="preserve">Орган одлучује у </w:t></w:r><w:commentRangeStart w:id="0"/><w:r><w:t>року од 30 дана</w:t></w:r><w:commentRangeEnd w:id="0"/><w:r><w:commentReference w:id="0"/></w:r><w:del w:id="1" w:author="Проба"><w:r><w:delText xml:space="preserve"> рад</w:delText></w:r><w:r><w:delText>них</w:delText></w:r></w:del><w:ins w:id="2" w:author="Проба"><w:r><w:t xml:space="preserve"> и више</w:t></w:r></w:ins><w:r><w:t>.</w:t></w:r></w:p></w:body></w:document>`,
		"word/comments.xml": `<w:comments` + main + `<w:comment w:id="0" w:author="Проба Пробић"><w:p><w:r><w:t>Рок је &lt;предуг&gt;.</w:t></w:r></w:p></w:comment></w:comments>`,
	} {
		part, err := z.Create(name)
		if err == nil {
			_, err = part.Write([]byte(body))
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	err := z.Close()
	if err == nil {
		err = os.WriteFile(word, file.Bytes(), 0o600)
	}
	if err != nil {
		t.Fatal(err)
	}
	var out, errs bytes.Buffer
	if got := run(context.Background(), []string{"act", "parse", word, "--to", "comments"}, &stdio{in: strings.NewReader(""), out: &out, err: &errs}); got != 0 {
		t.Fatalf("status %d: %s", got, errs.String())
	}
	const want = `{"provision":"art_1__para_1","quote":"року од 30 дана","text":"Рок је <предуг>.","author":"Проба Пробић"}` + "\n"
	if out.String() != want {
		t.Errorf("got %s, want %s", out.String(), want)
	}
	out.Reset()
	if got := run(context.Background(), []string{"act", "parse", word}, &stdio{in: strings.NewReader(""), out: &out, err: &errs}); got != 0 {
		t.Fatalf("status %d: %s", got, errs.String())
	}
	var read struct {
		Comments []act.Comment
		Changes  []act.TrackedChange
	}
	if err := json.Unmarshal(out.Bytes(), &read); err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff([]act.Comment{{Provision: "art_1__para_1", Quote: "року од 30 дана", Text: "Рок је <предуг>.", Author: "Проба Пробић"}}, read.Comments); diff != "" {
		t.Errorf("comments (-want +got):\n%s", diff)
	}
	changes := []act.TrackedChange{{Provision: "art_1__para_1", Action: "deleted", Text: " радних", Author: "Проба"}, {Provision: "art_1__para_1", Action: "inserted", Text: " и више", Author: "Проба"}}
	if diff := cmp.Diff(changes, read.Changes); diff != "" {
		t.Errorf("changes (-want +got):\n%s", diff)
	}
	out.Reset()
	if got := run(context.Background(), []string{"act", "parse", "-", "--to", "comments"}, &stdio{in: strings.NewReader("Члан 1.\nПроба.\n"), out: &out, err: &errs}); got != 2 || !strings.Contains(errs.String(), "not a Word document") {
		t.Errorf("a text that is no Word document: status %d, %s", got, errs.String())
	}
}
