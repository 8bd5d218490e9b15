package attachment

import (
	"archive/zip"
	"bytes"
	"encoding/binary"
	"errors"
	"fmt"
	"hash/crc32"
	"image"
	"image/jpeg"
	"image/png"
	"io"
	"strings"
	"testing"
	"unicode/utf8"
)

func archive(t testing.TB, parts ...string) []byte {
	t.Helper()
	var b bytes.Buffer
	w := zip.NewWriter(&b)
	for i := 0; i+1 < len(parts); i += 2 {
		f, err := w.Create(parts[i])
		if err == nil {
			_, err = io.WriteString(f, parts[i+1])
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

const wordTypes = `<Types><Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>`

func word(t testing.TB, more ...string) []byte {
	return archive(t, append([]string{"[Content_Types].xml", wordTypes, "word/document.xml", "<w:document>Примедба</w:document>",
		"docProps/core.xml", "<dc:creator>Петар Петровић</dc:creator>"}, more...)...)
}

func openDocument(t testing.TB, more ...string) []byte {
	return archive(t, append([]string{"mimetype", string(ODT), "content.xml", "<text>Примедба</text>", "meta.xml", "<dc:creator>Петар Петровић</dc:creator>"}, more...)...)
}

func photograph(t testing.TB, turned byte) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := jpeg.Encode(&b, image.NewRGBA(image.Rect(0, 0, 8, 6)), nil); err != nil {
		t.Fatal(err)
	}
	exif := orientation(turned)
	exif = append(exif, "Novi Sad, 45.2671 N"...) // behind the directory, as a camera writes a place
	binary.BigEndian.PutUint16(exif[2:], uint16(len(exif)-2))
	comment := append([]byte{0xff, jpegCOM, 0, 16}, "camera 4711 AB"...)
	return append(append(append([]byte{0xff, jpegSOI}, exif...), comment...), append(b.Bytes()[2:], "behind the end"...)...)
}

func drawing(t testing.TB) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := png.Encode(&b, image.NewGray(image.Rect(0, 0, 8, 6))); err != nil {
		t.Fatal(err)
	}
	text := []byte("tEXtAuthor\x00Petar")
	chunk := binary.BigEndian.AppendUint32(nil, uint32(len(text)-4))
	chunk = binary.BigEndian.AppendUint32(append(chunk, text...), crc32.ChecksumIEEE(text))
	at := 8 + 25 // behind IHDR
	return append(append(append([]byte{}, b.Bytes()[:at]...), chunk...), append(b.Bytes()[at:], "behind the end"...)...)
}

const portable = "%PDF-1.4\n1 0 obj\n<< /Type /Catalog /Metadata 3 0 R >>\nendobj\n2 0 obj\n<< /Author (Petar \\(P\\) Petrovic) /Title <FEFF04> >>\nendobj\n" +
	"3 0 obj\n<< /Type /Metadata /Subtype /XML /Length 20 >>\nstream\n<x>Petar Petrovic</x>\nendstream\nendobj\n4 0 obj\n<< /Length 7 >>\nstream\n(Petar)\nendstream\nendobj\n" +
	"trailer\n<< /Root 1 0 R /Info 2 0 R >>\nstartxref\n9\n%%EOF\n"

func TestWhatIsKeptTellsNothingOfItsMaker(t *testing.T) {
	for _, c := range []struct {
		name string
		data []byte
		kind MediaType
		gone []string
		kept string
	}{
		{"a PDF file", []byte(portable), PDF, []string{"Petrovic", "FEFF04"}, "(Petar)"},
		{"a Word document", word(t), DOCX, []string{"Петар"}, "word/document.xml"},
		{"an OpenDocument text", openDocument(t), ODT, []string{"Петар"}, "content.xml"},
		{"a photograph", photograph(t, 6), JPEG, []string{"Novi Sad", "4711", "behind"}, string(orientation(6))},
		{"a drawing", drawing(t), PNG, []string{"Author", "Petar", "behind"}, "IHDR"},
		{"a film", film(t), GIF, []string{"Petar", "XMP", "behind"}, "NETSCAPE2.0"},
		{"a picture of the web", webPicture("EXIF", "Novi Sad 45.2671 N", "XMP ", "<x>Petar</x>"), WebP, []string{"Novi Sad", "Petar", "EXIF", "XMP", "behind"}, "ICCP"},
		{"a film of the web", webFilm(), WebP, []string{"Petar", "EXIF"}, "ANMF"},
	} {
		t.Run(c.name, func(t *testing.T) {
			f, err := Clean(c.data)
			if err != nil || f.Kind != c.kind || f.Telling {
				t.Fatalf("got %s, telling %v, %v; want %s", f.Kind, f.Telling, err, c.kind)
			}
			all := string(f.Data)
			if f.Kind == DOCX || f.Kind == ODT {
				all = unpacked(t, f.Data)
			}
			for _, word := range c.gone {
				if strings.Contains(all, word) {
					t.Errorf("%q is still there", word)
				}
			}
			if !strings.Contains(all, c.kept) {
				t.Errorf("%q is gone", c.kept)
			}
			again, err := Clean(f.Data)
			if err != nil || again.Kind != f.Kind || !bytes.Equal(again.Data, f.Data) {
				t.Errorf("what is kept does not stay as it is: %s, %v", again.Kind, err)
			}
		})
	}
}

func unpacked(t testing.TB, data []byte) string {
	t.Helper()
	r, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		t.Fatal(err)
	}
	var b strings.Builder
	for _, f := range r.File {
		b.WriteString(f.Name + "\n")
		part, err := f.Open()
		if err == nil {
			_, err = io.Copy(&b, part)
		}
		if err != nil {
			t.Fatalf("%s: %v", f.Name, err)
		}
	}
	return b.String()
}

func TestPicturesAreStillPictures(t *testing.T) {
	f, err := Clean(photograph(t, 1))
	if err != nil {
		t.Fatal(err)
	}
	if bytes.Contains(f.Data, []byte("Exif")) {
		t.Error("a picture that lies right says how it was held")
	}
	_, err = jpeg.Decode(bytes.NewReader(f.Data))
	if err != nil {
		t.Errorf("photograph: %v", err)
	}
	f, err = Clean(drawing(t))
	if err != nil {
		t.Fatal(err)
	}
	_, err = png.Decode(bytes.NewReader(f.Data))
	if err != nil {
		t.Errorf("drawing: %v", err)
	}
}

func TestAPDFKeepsItsPlaces(t *testing.T) {
	f, err := Clean([]byte(portable))
	if err != nil || len(f.Data) != len(portable) || bytes.Index(f.Data, []byte("4 0 obj")) != strings.Index(portable, "4 0 obj") {
		t.Errorf("%d bytes, %v; want %d", len(f.Data), err, len(portable))
	}
}

func TestWhatIsSignedStaysAsItIs(t *testing.T) {
	for name, data := range map[string][]byte{
		"PDF":          []byte(strings.Replace(portable, "/Catalog", "/Catalog /ByteRange [0 1 2 3]", 1)),
		"Word":         word(t, "_xmlsignatures/sig1.xml", "<Signature/>"),
		"OpenDocument": openDocument(t, "META-INF/documentsignatures.xml", "<Signature/>"),
	} {
		f, err := Clean(data)
		if err != nil || !bytes.Equal(f.Data, data) {
			t.Errorf("%s: changed, %v", name, err)
		}
		if !f.Telling {
			t.Errorf("%s: nobody hears that it may name its maker", name)
		}
	}
}

// packedObjects is a PDF file with one object in an object stream.
func packedObjects(t testing.TB, object string) []byte {
	t.Helper()
	packed := deflate(t, "7 0 "+object)
	return fmt.Appendf(nil, "%%PDF-1.5\n1 0 obj\n<< /Type /Catalog >>\nendobj\n2 0 obj\n<< /Type /ObjStm /N 1 /First 4 /Filter /FlateDecode /Length %d >>\nstream\n%s\nendstream\nendobj\n"+
		"trailer\n<< /Root 1 0 R >>\nstartxref\n0\n%%%%EOF\n", len(packed), packed)
}

func TestWhatIsNotKnownToBeHarmlessIsRefused(t *testing.T) {
	swollen := strings.Repeat("\x00", 3<<20)
	for _, c := range []struct {
		name string
		data []byte
		want error
	}{
		{"nothing", nil, ErrEmpty},
		{"too much", append([]byte("%PDF-"), make([]byte, MaxBytes)...), ErrTooLarge},
		{"a page", []byte("<!doctype html><script>alert(1)</script>"), ErrKind},
		{"a drawing with scripts", []byte(`<svg xmlns="http://www.w3.org/2000/svg"/>`), ErrKind},
		{"a program", []byte("MZ\x90\x00"), ErrKind},
		{"a page called PDF", []byte("%PDF-<html><script>alert(1)</script>"), ErrDamaged},
		{"any archive", archive(t, "a.txt", "a"), ErrKind},
		{"a table", archive(t, "[Content_Types].xml", "<Types/>", "xl/workbook.xml", "a"), ErrKind},
		{"macros in Word", word(t, "word/vbaProject.bin", "Sub AutoOpen()"), ErrActive},
		{"a document of macros", archive(t, "[Content_Types].xml", strings.Replace(wordTypes, "wordprocessingml.document.main", "ms-word.document.macroEnabled.main", 1), "word/document.xml", "a"), ErrActive},
		{"macros in OpenDocument", openDocument(t, "Basic/Standard/Module1.xml", "Sub Main"), ErrActive},
		{"a PDF that runs a script", []byte(strings.Replace(portable, "/Type /Catalog", "/Type /Catalog /OpenAction << /S /JavaScript /JS (app.alert\\(1\\)) >>", 1)), ErrActive},
		{"the same in other letters", []byte(strings.Replace(portable, "/Type /Catalog", "/Type /Catalog /OpenAction << /S /J#61vaScr#69pt /J#53 4 0 R >>", 1)), ErrActive},
		{"a PDF that starts a program", []byte(strings.Replace(portable, "/Type /Catalog", "/Type /Catalog /AA << /O << /S/Launch /F (a.exe) >> >>", 1)), ErrActive},
		{"a script among packed objects", packedObjects(t, "<< /S /JavaScript /JS (1) >>"), ErrActive},
		{"a script in what is signed", append(packedObjects(t, "<< /S /JavaScript /JS (1) >>"), "\n% /ByteRange [0 1 2 3]\n%%EOF"...), ErrActive},
		{"a bomb", word(t, "word/media/a.bin", swollen), ErrSwollen},
		{"a part twice", word(t, "word/document.xml", "another"), ErrDamaged},
		{"a locked OpenDocument", openDocument(t, "META-INF/manifest.xml", `<manifest:file-entry manifest:full-path="content.xml"><manifest:encryption-data/></manifest:file-entry>`), ErrActive},
		{"half a document", word(t)[:200], ErrDamaged},
		{"half a photograph", photograph(t, 1)[:60], ErrDamaged},
		{"half a drawing", drawing(t)[:40], ErrDamaged},
	} {
		t.Run(c.name, func(t *testing.T) {
			f, err := Clean(c.data)
			if !errors.Is(err, c.want) {
				t.Errorf("got %s, %v; want %v", f.Kind, err, c.want)
			}
		})
	}
}

func TestAPictureThatFillsMemoryIsRefused(t *testing.T) {
	data := drawing(t)
	binary.BigEndian.PutUint32(data[16:], 60_000)
	binary.BigEndian.PutUint32(data[20:], 60_000)
	binary.BigEndian.PutUint32(data[29:], crc32.ChecksumIEEE(data[12:29]))
	_, err := Clean(data)
	if !errors.Is(err, ErrSwollen) {
		t.Errorf("got %v, want %v", err, ErrSwollen)
	}
}

func TestNamesAreHarmless(t *testing.T) {
	for _, c := range []struct {
		name, given string
		kind        MediaType
		want        string
	}{
		{"as it is", "Примедбе на члан 5.pdf", PDF, "Примедбе на члан 5.pdf"},
		{"of another kind", "primedbe.exe", PDF, "primedbe.exe.pdf"},
		{"a photograph", "slika.JPEG", JPEG, "slika.jpg"},
		{"a path", `C:\Users\petar\..\tajna.docx`, DOCX, "tajna.docx"},
		{"turned around", "pdf.\u202egpj", PDF, "pdf.gpj.pdf"},
		{"markup", `<img src=x onerror="a">.png`, PNG, "img src=x onerror=a.png"},
		{"a header", "a\r\nSet-Cookie: b.pdf", PDF, "a Set-Cookie b.pdf"},
		{"hidden", ".htaccess", PDF, "htaccess.pdf"},
		{"nothing", "", ODT, "prilog.odt"},
		{"no text", "\xff\xfe.pdf", PDF, "prilog.pdf"},
	} {
		t.Run(c.name, func(t *testing.T) {
			if got := Name(c.given, c.kind); got != c.want {
				t.Errorf("got %q, want %q", got, c.want)
			}
		})
	}
	long := Name(strings.Repeat("ж", 20_000), DOCX)
	if n := utf8.RuneCountInString(long); n != MaxName || !strings.HasSuffix(long, ".docx") {
		t.Errorf("a long name has %d characters", n)
	}
}

func FuzzClean(f *testing.F) {
	for _, seed := range [][]byte{[]byte(portable), compressed(f, ""), wordOfMany(f), openDocumentOfMany(f), photograph(f, 6), drawing(f), film(f), webPicture("EXIF", "x"), webFilm(), nil} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		f, err := Clean(data)
		if err != nil {
			return
		}
		again, err := Clean(f.Data)
		if err != nil || again.Kind != f.Kind {
			t.Fatalf("%s is kept as what is %s, %v", f.Kind, again.Kind, err)
		}
		if !bytes.Equal(again.Data, f.Data) {
			t.Fatalf("%s: cleaned again it is another", f.Kind)
		}
	})
}
