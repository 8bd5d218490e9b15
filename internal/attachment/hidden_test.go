package attachment

import (
	"bytes"
	"compress/zlib"
	"fmt"
	"image/jpeg"
	"strings"
	"testing"
)

const (
	wordRelations = `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" Type="http://schemas.openxmlformats.org/package/2006/relationships/metadata/thumbnail" Target="docProps/thumbnail.jpeg"/>` +
		`<Relationship Id="r2" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/></Relationships>`
	wordPartRelations = `<Relationships><Relationship Id="r1" Type="http://schemas.microsoft.com/office/2011/relationships/people" Target="people.xml"/>` +
		`<Relationship Id="r2" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/attachedTemplate" Target="file:///C:/Users/petar/Normal.dotm" TargetMode="External"/></Relationships>`
	wordText = `<w:document><w:p><w:ins w:id="1" w:author="Петар &quot;П&quot; Петровић" w:date="2026-11-23T10:00:00Z"><w:t>Пише: w:author="Мара" и &lt;a author="Мара"&gt;.</w:t></w:ins><!-- <x w:author="Мара"> --></w:p></w:document>`
	texts    = `<office:text><office:annotation office:name="1"><dc:creator>Петар Петровић</dc:creator><dc:date>2026-11-23</dc:date><meta:creator-initials>ПП</meta:creator-initials><text:p>Примедба</text:p></office:annotation>` +
		`<text:p>Пише: <text:creator>Мара</text:creator></text:p></office:text>`
)

// wordOfMany is a Word document with comments, tracked changes, a photograph and a
// picture of its first page.
func wordOfMany(t testing.TB) []byte {
	types := strings.Replace(wordTypes, "</Types>", `<Default Extension="jpeg" ContentType="image/jpeg"/><Override PartName="/word/people.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.people+xml"></Override></Types>`, 1)
	photo := string(photograph(t, 6))
	return archive(t, "[Content_Types].xml", types, "_rels/.rels", wordRelations, "word/document.xml", wordText, "word/_rels/document.xml.rels", wordPartRelations,
		"word/comments.xml", `<w:comments><w:comment w:id="0" w:author='Петар Петровић' w:initials="ПП"><w:p/></w:comment></w:comments>`,
		"word/people.xml", `<w15:person w15:author="Петар Петровић"><w15:presenceInfo w15:userId="petar@organ.example"/></w15:person>`,
		"word/media/image1.jpeg", photo, "word/media/image2.png", string(drawing(t)), "docProps/thumbnail.jpeg", photo, "docProps/app.xml", "<Company>Петров завод</Company>")
}

// openDocumentOfMany is an OpenDocument text with the same.
func openDocumentOfMany(t testing.TB) []byte {
	return archive(t, "mimetype", string(ODT), "content.xml", texts, "meta.xml", "<dc:creator>Петар Петровић</dc:creator>", "Pictures/a.jpg", string(photograph(t, 6)),
		"Thumbnails/thumbnail.png", string(drawing(t)), "Object 1/meta.xml", "<dc:creator>Петар Петровић</dc:creator>",
		"settings.xml", `<config:config-item config:name="PrinterName" config:type="string">Петров штампач</config:config-item><config:config-item config:name="PrinterSetup">UGV0YXI=</config:config-item><config:config-item config:name="ZoomFactor">100</config:config-item>`,
		"META-INF/manifest.xml", `<manifest:manifest><manifest:file-entry manifest:full-path="Thumbnails/thumbnail.png" manifest:media-type="image/png"/><manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml"/></manifest:manifest>`)
}

// compressed is a PDF file whose information dictionary and another object stand in
// an object stream, with compressed metadata and a photograph.
func compressed(t testing.TB, parameters string) []byte {
	t.Helper()
	first := "<< /Author (Petar Petrovic) /Creator (Writer) /ModDate (D:20261123101500) >>\n"
	table := fmt.Sprintf("2 0 9 %d ", len(first))
	objects, metadata := deflate(t, table+first+"<< /Title (Primedba) >>"), deflate(t, "<x:xmpmeta>Petar Petrovic</x:xmpmeta>")
	photo := photograph(t, 1)
	return fmt.Appendf(nil, "%%PDF-1.5\n1 0 obj\n<< /Type /Catalog /Metadata 3 0 R >>\nendobj\n3 0 obj\n<< /Type /Metadata /Subtype /XML /Filter /FlateDecode /Length %d >>\nstream\n%s\nendstream\nendobj\n"+
		"4 0 obj\n<< /Subtype /Image /Filter /DCTDecode /Length %d >>\nstream\n%s\nendstream\nendobj\n"+
		"5 0 obj\n<< /Type /ObjStm /N 2 /First %d /Filter /FlateDecode%s /Length %d >>\nstream\r\n%s\nendstream\nendobj\n6 0 obj\n<< /Type /XRef /Root 1 0 R /Info 2 0 R /Length 0 >>\nstream\n\nendstream\nendobj\nstartxref\n9\n%%%%EOF\n",
		len(metadata), metadata, len(photo), photo, len(table), parameters, len(objects), objects)
}

// remarked is a PDF file with remarks of somebody on its pages, in the open and in an
// object stream, and a form with a field.
func remarked(t testing.TB) []byte {
	t.Helper()
	first := "<< /Type /Annot /Subtype /Highlight /T (Petar \\(Pera\\) Petrovic) /Contents (Kratak rok) >>\n"
	table := fmt.Sprintf("7 0 8 %d ", len(first))
	objects := deflate(t, table+first+"<< /Subtype /Widget /FT /Tx /T (polje_u_nizu) >>")
	return fmt.Appendf(nil, "%%PDF-1.5\n1 0 obj\n<< /Type /Catalog >>\nendobj\n2 0 obj\n<< /Subtype/Text/T(Petar Petrovic)/Contents (Predug rok) /Popup 3 0 R >>\nendobj\n"+
		"3 0 obj\n<< /Type /Annot /T <506574617220506574726F766963> /Subtype /Popup >>\nendobj\n4 0 obj\n<< /Type /Annot /Subtype /Widget /FT /Tx /T (ime_polja) >>\nendobj\n"+
		"5 0 obj\n<< /Type /ObjStm /N 2 /First %d /Filter /FlateDecode /Length %d >>\nstream\n%s\nendstream\nendobj\nstartxref\n9\n%%%%EOF\n", len(table), len(objects), objects)
}

func deflate(t testing.TB, text string) string {
	t.Helper()
	var b bytes.Buffer
	w := zlib.NewWriter(&b)
	if _, err := w.Write([]byte(text)); err != nil {
		t.Fatal(err)
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

func TestNothingOfItsMakerIsHiddenInADocument(t *testing.T) {
	for _, c := range []struct {
		name       string
		data       []byte
		gone, kept []string
	}{
		{"Word", wordOfMany(t), []string{"Петар", "Петровић", "Петров", "petar", "ПП", "Novi Sad", "4711", "thumbnail", "people"},
			[]string{`Пише: w:author="Мара" и &lt;a author="Мара"&gt;.`, `<!-- <x w:author="Мара"> -->`, `<w:ins w:id="1" w:author="" w:date="2026-11-23T10:00:00Z">`, `Id="r2"`, `Target="word/document.xml"`, "word/media/image1.jpeg", `PartName="/word/document.xml"`}},
		{"OpenDocument", openDocumentOfMany(t), []string{"Петар", "Петров", "ПП", "UGV0YXI", "Novi Sad", "humbnail"},
			[]string{"<text:creator>Мара</text:creator>", "<dc:creator></dc:creator>", "Примедба", `config:name="ZoomFactor">100<`, `full-path="content.xml"`, "Pictures/a.jpg"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			f, err := Clean(c.data)
			if err != nil || f.Telling {
				t.Fatalf("telling %v, %v", f.Telling, err)
			}
			all := unpacked(t, f.Data)
			for _, word := range c.gone {
				if strings.Contains(all, word) {
					t.Errorf("%q is still there", word)
				}
			}
			for _, word := range c.kept {
				if !strings.Contains(all, word) {
					t.Errorf("%q is gone", word)
				}
			}
			again, err := Clean(f.Data)
			if err != nil || !bytes.Equal(again.Data, f.Data) {
				t.Errorf("what is kept does not stay as it is: %v", err)
			}
		})
	}
}

func TestNothingOfItsMakerIsCompressedInAPDF(t *testing.T) {
	data := compressed(t, "")
	f, err := Clean(data)
	if err != nil || f.Telling || len(f.Data) != len(data) {
		t.Fatalf("telling %v, %d bytes, %v; want %d", f.Telling, len(f.Data), err, len(data))
	}
	for _, word := range []string{"Novi Sad", "4711"} {
		if bytes.Contains(f.Data, []byte(word)) {
			t.Errorf("%q is still there", word)
		}
	}
	_, metadata, _ := bytes.Cut(f.Data, []byte("/Subtype /XML"))
	metadata, _, _ = bytes.Cut(metadata, []byte("endstream"))
	if bytes.Contains(metadata, []byte("/Filter")) || len(bytes.TrimSpace(metadata[bytes.Index(metadata, []byte("stream"))+6:])) > 0 {
		t.Errorf("the metadata is %q", metadata)
	}
	at := bytes.Index(f.Data, []byte("stream\r\n")) + 8
	length := bytes.Index(f.Data[at:], []byte("\nendstream"))
	objects, n, ok := inflated(f.Data[at:], 1<<20)
	if !ok || n != length {
		t.Fatalf("the stream is %d bytes long, %v; want %d", n, ok, length)
	}
	if bytes.Contains(objects, []byte("Petar")) || bytes.Contains(objects, []byte("Writer")) || bytes.Contains(objects, []byte("2026")) {
		t.Errorf("the objects are %q", objects)
	}
	if got := string(objectsIn(objects, bytes.IndexByte(objects, '<'))["9"]); got != "<< /Title (Primedba) >>" {
		t.Errorf("the other object is %q", got)
	}
	shown := f.Data[bytes.Index(f.Data, []byte("\xff\xd8\xff")):]
	if _, err := jpeg.Decode(bytes.NewReader(shown)); err != nil {
		t.Errorf("the photograph: %v", err)
	}
	again, err := Clean(f.Data)
	if err != nil || again.Telling || !bytes.Equal(again.Data, f.Data) {
		t.Errorf("what is kept does not stay as it is: telling %v, %v", again.Telling, err)
	}
}

func TestAPlaceIsFilledToItsLastByte(t *testing.T) {
	content := []byte("<< /Author (               ) >>")
	shortest := 0
	for length := range 200 {
		place := make([]byte, length)
		if !deflateInto(place, content) {
			if shortest > 0 && length > shortest+20 {
				t.Errorf("%d bytes are not filled", length)
			}
			continue
		}
		if shortest == 0 {
			shortest = length
		}
		got, n, ok := inflated(append(place, "\nendstream"...), 1<<20)
		if !ok || n != length || !bytes.Equal(got, content) {
			t.Fatalf("%d bytes: %q, %d, %v", length, got, n, ok)
		}
	}
	if shortest == 0 {
		t.Error("no place is filled")
	}
}

func TestWhatCannotBeTakenOutIsSaid(t *testing.T) {
	broken := string(photograph(t, 1))[:60]
	for name, data := range map[string][]byte{
		"a stream in a way that is not read":         compressed(t, " /DecodeParms << /Predictor 12 >>"),
		"information that is nowhere":                []byte(strings.Replace(portable, "/Info 2 0 R", "/Info 8 0 R", 1)),
		"information that leads elsewhere":           []byte(strings.Replace(portable, "/Title <FEFF04>", "/Title 4 0 R", 1)),
		"metadata behind a filter that is not named": []byte(strings.Replace(portable, "/Subtype /XML", "/Subtype /XML /Filter 9 0 R", 1)),
		"a table in a Word document":                 word(t, "word/embeddings/a.xlsx", string(archive(t, "docProps/core.xml", "<dc:creator>Петар</dc:creator>"))),
		"a photograph that cannot be read":           word(t, "word/media/a.jpeg", broken),
		"a picture of another kind":                  openDocument(t, "Pictures/a.webp", "RIFF\x00\x00\x00\x00WEBPEXIF"),
		"mark-up in two bytes a character":           word(t, "word/comments.xml", "\xff\xfe<\x00w\x00"),
	} {
		f, err := Clean(data)
		if err != nil || !f.Telling {
			t.Errorf("%s: telling %v, %v", name, f.Telling, err)
		}
	}
}

func TestMarkUpThatNeverEndsIsReadOnce(t *testing.T) {
	text := strings.Repeat("<dc:creator>", 200_000)
	f, err := Clean(openDocument(t, "styles.xml", text))
	if err != nil || !strings.Contains(unpacked(t, f.Data), text) {
		t.Errorf("%v", err)
	}
}

func TestWhoRemarkedOnAPageIsNotTold(t *testing.T) {
	got, err := Clean(remarked(t))
	if err != nil || got.Telling {
		t.Fatalf("got telling %v, %v", got.Telling, err)
	}
	m := objectStream.FindIndex(got.Data)
	_, body, ok := streamAround(got.Data, m)
	if !ok {
		t.Fatal("the stream is gone")
	}
	inside, _, ok := inflated(body, 1<<20)
	if !ok {
		t.Fatal("the stream does not unpack")
	}
	all := string(got.Data) + string(inside)
	for _, gone := range []string{"Petar", "Pera", "Petrovic", "506574"} {
		if strings.Contains(all, gone) {
			t.Errorf("%q is left: %q", gone, all)
		}
	}
	for _, kept := range []string{"Predug rok", "Kratak rok", "/T (ime_polja)", "/T (polje_u_nizu)"} {
		if !strings.Contains(all, kept) {
			t.Errorf("%q is gone: %q", kept, all)
		}
	}
}
