package main

import (
	"bytes"
	"context"
	"os"
	"path/filepath"
	"strings"
	"testing"

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
