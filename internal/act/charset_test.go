package act_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/unicode"

	"github.com/rasprava/rasprava/internal/act"
	"github.com/rasprava/rasprava/internal/script"
)

// TestFilesOfOldEncodingsAreReadAsThoseOfUTF8 reads one act as programs save it.
func TestFilesOfOldEncodingsAreReadAsThoseOfUTF8(t *testing.T) {
	const text = "ПРАВИЛНИК\nО ЧЕСМАМА\n\nЧлан 1.\nЧесма ради дању – у свакој њиви и на сваком ћошку, а „чесмар” је љубазан.\n\nЧлан 2.\nЈавни џеп чесме ђак чисти.\n"
	latin := script.ToLatin(text)
	tests := []struct {
		name, text, file string
		enc              encoding.Encoding
		warning          string
	}{
		{"windows-1251", text, "akt.txt", charmap.Windows1251, "windows-1251"},
		{"windows-1251 in Markdown", text, "akt.md", charmap.Windows1251, "windows-1251"},
		{"windows-1251 in a page that says nothing", "<html><body><p>" + strings.ReplaceAll(text, "\n", "</p><p>") + "</p></body></html>", "akt.html", charmap.Windows1251, "windows-1251"},
		{"windows-1251 in a page that says it is UTF-8", "<html><head><meta charset=utf-8></head><body><p>" + strings.ReplaceAll(text, "\n", "</p><p>") + "</p></body></html>", "akt.html", charmap.Windows1251, "windows-1251"},
		{"windows-1250", latin, "akt.txt", charmap.Windows1250, "windows-1250"},
		{"windows-1250 in a few words", "Član 1.\nTekst ščež ćđšž.\n", "akt.txt", charmap.Windows1250, "windows-1250"},
		{"ISO 8859-2", strings.NewReplacer("„", "\"", "”", "\"", "–", "-").Replace(latin), "akt.txt", charmap.ISO8859_2, "iso-8859-2"},
		{"windows-1250 with quotation marks alone", "Clan 1.\nOvo je „tekst” – i kraj.\n", "akt.txt", charmap.Windows1250, "windows-1250"},
		{"windows-1250 in German", "§ 1 Änderung der Brunnen\nDie Brunnen müssen größer sein.\n", "akt.txt", charmap.Windows1250, "windows-1250"},
		{"UTF-16, the lower byte first", text, "akt.txt", unicode.UTF16(unicode.LittleEndian, unicode.UseBOM), ""},
		{"UTF-16, the higher byte first", text, "akt.txt", unicode.UTF16(unicode.BigEndian, unicode.UseBOM), ""},
		{"UTF-16 in Markdown without a name", "# ПРАВИЛНИК\n\n## Члан 1.\nЧесма ради дању.\n", "-", unicode.UTF16(unicode.LittleEndian, unicode.UseBOM), ""},
		{"UTF-8 with a mark", text, "akt.txt", unicode.UTF8BOM, ""},
		{"UTF-8", text, "akt.txt", unicode.UTF8, ""},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			want, err := act.Parse([]byte(tt.text), act.Options{Name: tt.file})
			if err != nil {
				t.Fatal(err)
			}
			src, err := tt.enc.NewEncoder().String(tt.text)
			if err != nil {
				t.Fatal(err)
			}
			got, err := act.Parse([]byte(src), act.Options{Name: tt.file})
			if err != nil {
				t.Fatal(err)
			}
			if tt.warning != "" {
				want.Warnings = append([]act.Warning{{Code: act.WarnEncoding, Text: tt.warning}}, want.Warnings...)
			}
			if diff := cmp.Diff(want, got); diff != "" {
				t.Errorf("(-UTF-8 +%s):\n%s", tt.name, diff)
			}
		})
	}
}
