package redline

import (
	"archive/zip"
	"bytes"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/rasprava/rasprava/internal/act"
	"github.com/rasprava/rasprava/internal/docx"
)

// office has LibreOffice, which shares no code with ours, open a Word document and write it in another format.
func office(t *testing.T, src []byte, format string) []byte {
	t.Helper()
	command, err := exec.LookPath("soffice")
	if err != nil {
		t.Fatalf("LibreOffice is missing (make libreoffice): %v", err)
	}
	dir := t.TempDir()
	in, out := filepath.Join(dir, "akt.docx"), filepath.Join(dir, "out")
	err = os.WriteFile(in, src, 0o644)
	if err != nil {
		t.Fatal(err)
	}
	said, err := exec.Command(command, "-env:UserInstallation=file://"+filepath.Join(dir, "profile"), "--headless",
		"--convert-to", format, "--outdir", out, in).CombinedOutput()
	if err != nil {
		t.Fatalf("LibreOffice: %v: %s", err, said)
	}
	ending, _, _ := strings.Cut(format, ":")
	data, err := os.ReadFile(filepath.Join(out, "akt."+ending))
	if err != nil {
		t.Fatalf("LibreOffice wrote nothing: %v: %s", err, said)
	}
	return data
}

const officeAct = `ЗАКОН О ПРОБНИМ ТАКСАМА

I. ОСНОВНЕ ОДРЕДБЕ

Предмет закона

Члан 1.
Овим законом уређују се пробне таксе и поступак у којем се оне плаћају.
Такса се плаћа за:
1) захтев;
2) жалбу, и то:
(1) редовну;
(2) ванредну:
а) изузетну,
б) другу.

Члан 2.
(1) Такса је износ у динарима који подносилац плаћа унапред.
(2) Износ утврђује министар надлежан за послове финансија.

Члан 2а
– износ из члана 2. овог закона;
– рок за плаћање.

Члан 3.
Надзор над применом овог закона врши министарство надлежно за управу.
За послове надзора министарство може да овласти:
1) инспекцију;
2) другу организацију.

II. ЗАВРШНЕ ОДРЕДБЕ

Члан 7.
Прописи за спровођење овог закона доносе се у року од шест месеци.

Члан 8.
Овај закон ступа на снагу осмог дана од дана објављивања.
`

func TestOfficePrintsTheNumbersOfAnAct(t *testing.T) {
	a := parse(t, []byte(officeAct))
	src, err := a.DOCX()
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, line := range strings.Split(strings.TrimPrefix(string(office(t, src, "txt:Text (encoded):UTF8")), "\ufeff"), "\n") {
		if line = strings.TrimSpace(line); line != "" {
			got = append(got, line)
		}
	}
	if diff := cmp.Diff(printedTexts(a), got); diff != "" {
		t.Errorf("LibreOffice prints another text: %s", diff)
	}
	again := parse(t, office(t, src, "docx"))
	if again.Hash != a.Hash {
		t.Errorf("saved by LibreOffice, the act has the hash %s, want %s", again.Hash, a.Hash)
	}
}

func TestOfficeKeepsTrackedChanges(t *testing.T) {
	changed := strings.NewReplacer(
		"министар надлежан за послове финансија", "Влада на предлог министра",
		"Члан 2а\n– износ из члана 2. овог закона;\n– рок за плаћање.\n\n", "",
		"Члан 8.", "Члан 8.\nОдредбе о надзору примењују се од 1. јануара наредне године.\n\nЧлан 9.",
		"2) другу организацију.", "2) другу организацију;\n3) јединицу локалне самоуправе.",
	).Replace(officeAct)
	moved := "Члан 3.\nНадзор над применом овог закона врши министарство надлежно за управу.\nЗа послове надзора министарство може да овласти:\n1) инспекцију;\n2) другу организацију;\n3) јединицу локалне самоуправе.\n\n"
	changed = strings.Replace(changed, moved, "", 1) + "\n" + strings.Replace(strings.Replace(moved, "Члан 3.", "Члан 10.", 1), "надлежно за управу", "надлежно за послове државне управе", 1)
	old, new, r := compareActs(t, officeAct, changed)
	if r.Summary.Articles.Moved != 1 {
		t.Errorf("%d articles moved, want one: %+v", r.Summary.Articles.Moved, r.Summary.Articles)
	}
	checkOffice(t, r, old, new)
}

func checkOffice(t *testing.T, r *Redline, old, new *act.Act) {
	t.Helper()
	src := checkTracked(t, r, old, new)
	odt := office(t, src, "odt")
	z, err := zip.NewReader(bytes.NewReader(odt), int64(len(odt)))
	if err != nil {
		t.Fatal(err)
	}
	f, err := z.Open("content.xml")
	if err != nil {
		t.Fatal(err)
	}
	content, err := io.ReadAll(f)
	if err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{"<text:tracked-changes", "<text:insertion", "<text:deletion"} {
		if !bytes.Contains(content, []byte(want)) {
			t.Errorf("LibreOffice sees no %s>", want)
		}
	}
	doc, err := docx.Open(office(t, src, "docx"))
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(printedTexts(new), doc.Texts(docx.Accepted)); diff != "" {
		t.Errorf("saved by LibreOffice and accepted, the text is not the new one: %.3000s", diff)
	}
	if diff := cmp.Diff(printedTexts(old), doc.Texts(docx.Rejected)); diff != "" {
		t.Errorf("saved by LibreOffice and rejected, the text is not the old one: %.3000s", diff)
	}
}

// Three of the pairs show what the others show: one hardly changed, one with articles inserted, one rewritten.
func TestOfficeKeepsTheTrackedChangesOfRealPairs(t *testing.T) {
	for _, p := range [][2]string{{"udruzenja_2009", "udruzenja_kons"}, {"lokalna_2007", "lokalna_kons"}, {"racunovodstvo_nacrt", "racunovodstvo_2019"}} {
		t.Run(p[1], func(t *testing.T) {
			old, new := parse(t, corpusFile(t, p[0])), parse(t, corpusFile(t, p[1]))
			r, err := Compare(old, new)
			if err != nil {
				t.Fatal(err)
			}
			checkOffice(t, r, old, new)
		})
	}
}
