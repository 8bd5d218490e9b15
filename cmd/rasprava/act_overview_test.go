package main

import (
	"bytes"
	"context"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/rasprava/rasprava/internal/docx"
)

// actRun runs act with arguments and returns what it wrote, its complaints and its status.
func actRun(args ...string) (out, complaints string, status int) {
	var o, e bytes.Buffer
	status = run(context.Background(), append([]string{"act"}, args...), &stdio{in: strings.NewReader(""), out: &o, err: &e})
	return o.String(), strings.TrimSpace(e.String()), status
}

func TestTheOverviewOfAmendedProvisionsInEveryForm(t *testing.T) {
	dir := t.TempDir()
	old, new := filepath.Join(dir, "zakon.txt"), filepath.Join(dir, "predlog.txt")
	for name, text := range map[string]string{
		old: "ЗАКОН\nО ПЧЕЛАРСТВУ\n\nЧлан 1.\nОвим законом уређује се држање пчела.\n\nРок\nЧлан 2.\nКошница се пријављује у року од тридесет дана.\n\nЧлан 3.\nНадзор врши општина.\n",
		new: "ЗАКОН\nО ПЧЕЛАРСТВУ\n\nЧлан 1.\nОвим законом уређује се држање пчела.\n\nРок\nЧлан 2.\nКошница се пријављује у року од петнаест дана.\n\nЧлан 2а\nПријава је бесплатна.\n",
	} {
		if err := os.WriteFile(name, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	const title = "ПРЕГЛЕД ОДРЕДАБА ЗАКОНА О ПЧЕЛАРСТВУ КОЈЕ СЕ МЕЊАЈУ, ОДНОСНО ДОПУЊУЈУ"

	text, said, status := actRun("diff", old, new, "--to", "overview-text")
	want := title + `

Рок
Члан 2.
Кошница се пријављује у року од [-тридесет-]{+петнаест+} дана.

{+Члан 2а+}
{+Пријава је бесплатна.+}

[-Члан 3.-]
[-Надзор врши општина.-]
`
	if diff := cmp.Diff(want, text); diff != "" || said != "" || status != 0 {
		t.Errorf("text: status %d, %q (-want +got):\n%s", status, said, diff)
	}

	page, said, status := actRun("diff", old, new, "--to", "overview")
	if status != 0 || said != "" || !strings.Contains(page, "<title>"+title+"</title>") || !strings.Contains(page, "<strong>петнаест</strong>") || strings.Contains(page, "држање пчела") {
		t.Errorf("page: status %d, %q:\n%s", status, said, page)
	}

	word := filepath.Join(dir, "pregled.docx")
	out, said, status := actRun("diff", old, new, "--to", "overview-docx", "-o", word)
	if out != "" || said != "" || status != 0 {
		t.Fatalf("Word: status %d, %q, %q", status, out, said)
	}
	src, err := os.ReadFile(word)
	if err != nil {
		t.Fatal(err)
	}
	doc, err := docx.Open(src)
	if err != nil {
		t.Fatal(err)
	}
	lines := []string{title, "Рок", "Члан 2.", "Кошница се пријављује у року од тридесетпетнаест дана.", "Члан 2а", "Пријава је бесплатна.", "Члан 3.", "Надзор врши општина."}
	if diff := cmp.Diff(lines, doc.Texts(docx.Accepted)); diff != "" || doc.Left.Changes != 0 {
		t.Errorf("Word: %d tracked changes; lines (-want +got):\n%s", doc.Left.Changes, diff)
	}
	if piped, _, _ := actRun("diff", old, new, "--to", "overview-docx"); piped != string(src) {
		t.Error("Word: the file and standard output hold other bytes")
	}

	same, said, status := actRun("diff", old, old, "--to", "overview-text")
	if same != title+"\n\nНема измена.\n" || said != "" || status != 0 {
		t.Errorf("of one act with itself: status %d, %q, %q", status, said, same)
	}
	if _, said, status := actRun("diff", old, new, "--to", "pregled"); status == 0 || !strings.Contains(said, "overview") {
		t.Errorf("an unknown form: status %d, %q", status, said)
	}
}

func TestADocumentIsReadWithItsChangesAndAsItWasBeforeThem(t *testing.T) {
	file := filepath.Join(t.TempDir(), "nacrt.html")
	if err := os.WriteFile(file, []byte("<p>Члан 1.</p><p>Рок је <del>тридесет</del><ins>петнаест</ins> дана.</p>"), 0o600); err != nil {
		t.Fatal(err)
	}
	for _, tt := range []struct {
		args []string
		want string
	}{
		{nil, "Члан 1.\nРок је петнаест дана.\n"},
		{[]string{"--before-changes"}, "Члан 1.\nРок је тридесет дана.\n"},
	} {
		got, said, status := actRun(append([]string{"parse", file, "--to", "text"}, tt.args...)...)
		if got != tt.want || said != "" || status != 0 {
			t.Errorf("%v: status %d, %q, got %q, want %q", tt.args, status, said, got, tt.want)
		}
	}
}

// TestABillIsNoTextOfTheActThatItAmends gives the act and the bill that amends it, where
// two texts of one act are wanted.
func TestABillIsNoTextOfTheActThatItAmends(t *testing.T) {
	dir := t.TempDir()
	base, bill := filepath.Join(dir, "zakon.txt"), filepath.Join(dir, "izmene.txt")
	for name, text := range map[string]string{
		base: "ЗАКОН\nО ПЧЕЛАРСТВУ\n\nЧлан 1.\nОвим законом уређује се држање пчела.\n\nЧлан 2.\nНадзор врши општина.\n",
		bill: "ЗАКОН\nО ИЗМЕНИ ЗАКОНА О ПЧЕЛАРСТВУ\n\nЧлан 1.\nУ Закону о пчеларству („Службени гласник РС”, број 1/20), у члану 2. реч: „општина” замењује се речју: „град”.\n",
	} {
		if err := os.WriteFile(name, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	const says = "izmene.txt is an act that amends another (Закон о пчеларству), and not a later version of "
	for _, to := range []string{"overview", "overview-text", "overview-docx"} {
		out, said, status := actRun("diff", base, bill, "--to", to)
		if out != "" || status != 2 || !strings.Contains(said, says) || !strings.Contains(said, "the whole act with the amendments made in it") {
			t.Errorf("%s: status %d, %q, wrote %d bytes", to, status, said, len(out))
		}
	}
	out, said, status := actRun("diff", base, bill, "--to", "text")
	if out == "" || status != 0 || !strings.Contains(said, says) {
		t.Errorf("text: status %d, %q, wrote %d bytes", status, said, len(out))
	}
	_, said, status = actRun("diff", bill, bill, "--to", "overview-text")
	if said != "" || status != 0 {
		t.Errorf("two texts of a bill: status %d, %q", status, said)
	}
}
