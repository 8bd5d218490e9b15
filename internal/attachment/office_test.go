package attachment

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// opened has LibreOffice, which shares no code with ours, open a document and write
// it in another format.
func opened(t *testing.T, document []byte, name, format string) []byte {
	t.Helper()
	command, err := exec.LookPath("soffice")
	if err != nil {
		t.Fatalf("LibreOffice is missing (make libreoffice): %v", err)
	}
	dir := t.TempDir()
	in, out := filepath.Join(dir, name), filepath.Join(dir, "out")
	err = os.WriteFile(in, document, 0o600)
	if err != nil {
		t.Fatal(err)
	}
	said, err := exec.Command(command, "-env:UserInstallation=file://"+filepath.Join(dir, "profile"), "--headless", "--convert-to", format, "--outdir", out, in).CombinedOutput()
	if err != nil {
		t.Fatalf("LibreOffice: %v: %s", err, said)
	}
	written, err := os.ReadFile(filepath.Join(out, strings.TrimSuffix(name, filepath.Ext(name))+"."+format))
	if err != nil {
		t.Fatalf("LibreOffice wrote nothing: %v: %s", err, said)
	}
	return written
}

const (
	wordNames = ` xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" xmlns:w15="http://schemas.microsoft.com/office/word/2012/wordml"`
	relations = `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">`
	office    = `http://schemas.openxmlformats.org/officeDocument/2006/relationships/`
	words     = `application/vnd.openxmlformats-officedocument.wordprocessingml.`
)

// reviewed is a whole Word document with a comment, a tracked change and a picture,
// as Word writes one.
func reviewed(t *testing.T) []byte {
	picture := `<w:drawing><wp:inline xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"><wp:extent cx="914400" cy="685800"/><wp:docPr id="1" name="Slika 1"/><a:graphic xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"><a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/picture">` +
		`<pic:pic xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture"><pic:nvPicPr><pic:cNvPr id="1" name="a.jpeg"/><pic:cNvPicPr/></pic:nvPicPr><pic:blipFill><a:blip r:embed="r4"/><a:stretch><a:fillRect/></a:stretch></pic:blipFill><pic:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="914400" cy="685800"/></a:xfrm><a:prstGeom prst="rect"><a:avLst/></a:prstGeom></pic:spPr></pic:pic></a:graphicData></a:graphic></wp:inline></w:drawing>`
	return archive(t, "[Content_Types].xml", `<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Default Extension="jpeg" ContentType="image/jpeg"/>`+
		`<Override PartName="/word/document.xml" ContentType="`+words+`document.main+xml"/><Override PartName="/word/comments.xml" ContentType="`+words+`comments+xml"/><Override PartName="/word/people.xml" ContentType="`+words+`people+xml"/></Types>`,
		"_rels/.rels", relations+`<Relationship Id="r1" Type="`+office+`officeDocument" Target="word/document.xml"/><Relationship Id="r2" Type="http://schemas.openxmlformats.org/package/2006/relationships/metadata/thumbnail" Target="docProps/thumbnail.jpeg"/></Relationships>`,
		"word/_rels/document.xml.rels", relations+`<Relationship Id="r3" Type="`+office+`comments" Target="comments.xml"/><Relationship Id="r4" Type="`+office+`image" Target="media/image1.jpeg"/><Relationship Id="r5" Type="http://schemas.microsoft.com/office/2011/relationships/people" Target="people.xml"/></Relationships>`,
		"word/document.xml", `<w:document`+wordNames+`><w:body><w:p><w:commentRangeStart w:id="0"/><w:r><w:t xml:space="preserve">Рок је кратак. </w:t></w:r><w:commentRangeEnd w:id="0"/><w:r><w:commentReference w:id="0"/></w:r><w:ins w:id="1" w:author="Петар Петровић" w:date="2026-11-23T10:00:00Z"><w:r><w:t>Нека буде осам дана.</w:t></w:r></w:ins></w:p><w:p><w:r>`+picture+`</w:r></w:p></w:body></w:document>`,
		"word/comments.xml", `<w:comments`+wordNames+`><w:comment w:id="0" w:author="Петар Петровић" w:initials="ПП" w:date="2026-11-23T10:00:00Z"><w:p><w:r><w:t>Зашто?</w:t></w:r></w:p></w:comment></w:comments>`,
		"word/people.xml", `<w15:people`+wordNames+`><w15:person w15:author="Петар Петровић"><w15:presenceInfo w15:providerId="AD" w15:userId="petar@organ.example"/></w15:person></w15:people>`,
		"word/media/image1.jpeg", string(photograph(t, 1)), "docProps/thumbnail.jpeg", string(photograph(t, 1)))
}

func TestOfficeOpensWhatIsKept(t *testing.T) {
	f, err := Clean(reviewed(t))
	if err != nil || f.Telling {
		t.Fatalf("telling %v, %v", f.Telling, err)
	}
	odt := opened(t, f.Data, "prilog.docx", "odt")
	all := unpacked(t, odt)
	for _, want := range []string{"Рок је кратак.", "Нека буде осам дана.", "Зашто?", "<text:insertion", "<office:annotation", "Pictures/"} {
		if !strings.Contains(all, want) {
			t.Errorf("of the Word document LibreOffice sees no %q", want)
		}
	}
	if strings.Contains(all, "Петар") {
		t.Error("LibreOffice sees its maker")
	}
	f, err = Clean(odt)
	if err != nil || f.Kind != ODT {
		t.Fatalf("%s, %v", f.Kind, err)
	}
	if all := unpacked(t, f.Data); strings.Contains(all, "humbnails/") {
		t.Error("the picture of the first page is still there")
	}
	all = unpacked(t, opened(t, f.Data, "prilog.odt", "docx"))
	for _, want := range []string{"Рок је кратак.", "Нека буде осам дана.", "Зашто?", "<w:ins ", "word/media/"} {
		if !strings.Contains(all, want) {
			t.Errorf("of the OpenDocument text LibreOffice sees no %q", want)
		}
	}
}
