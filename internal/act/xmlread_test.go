package act_test

import (
	"errors"
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/unicode"

	"github.com/rasprava/rasprava/internal/act"
)

func TestXMLThatIsRefused(t *testing.T) {
	entity := `<!DOCTYPE akomaNtoso [<!ENTITY a "аааааааааа"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">]><akomaNtoso><act><body>
<article><num>&b;</num></article></body></act></akomaNtoso>`
	tests := []struct{ name, src, code, detail string }{
		{"an entity of its own", entity, act.Malformed, "line 2: "},
		{"an element that is not closed", "<akomaNtoso>\n<act>\n</akomaNtoso>", act.Malformed, "line 3: "},
		{"an end that is missing", "<akomaNtoso>\n<act>", act.Malformed, "line 2: "},
		{"a bare ampersand", "<akomaNtoso>\n\n<act>& </act></akomaNtoso>", act.Malformed, "line 3: "},
		{"a second root", "<akomaNtoso/>\n<akomaNtoso/>", act.Malformed, "line 2: "},
		{"characters behind the root", "<akomaNtoso/>\nа", act.Malformed, "line 2: "},
		{"another vocabulary", "<?xml version=\"1.0\"?>\n<feed/>", act.Malformed, "line 2: <feed> "},
		{"nesting without end", "<akomaNtoso>" + strings.Repeat("<part>", 1<<18), act.TooLarge, "line 1: "},
		{"elements without number", "<akomaNtoso>" + strings.Repeat("<p/>", 1<<20), act.TooLarge, "line 1: "},
		{"an encoding that is not known", "<?xml version=\"1.0\" encoding=\"ebcdic\"?><akomaNtoso>\xff</akomaNtoso>", act.NotUTF8, "the encoding"},
		{"no XML at all", "Члан 1.", act.Malformed, "line 1: "},
		{"a zero byte", "<akomaNtoso>\x00</akomaNtoso>", act.NotText, "not text"},
		{"a character that is not UTF-8", "<akomaNtoso>\n\xff</akomaNtoso>", act.NotUTF8, "not UTF-8"},
		{"nothing", "", act.Malformed, "line 1: "},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			_, err := act.Parse([]byte(tt.src), act.Options{Name: "akt.xml"})
			var refused *act.Error
			if !errors.As(err, &refused) {
				t.Fatalf("got %v, want an *act.Error", err)
			}
			if strings.HasPrefix(tt.detail, "line ") && !strings.HasPrefix(tt.detail, fmt.Sprintf("line %d: ", refused.Line)) {
				t.Errorf("line %d, want that of %q", refused.Line, tt.detail)
			}
			if refused.Code != tt.code || !strings.HasPrefix(refused.Detail, tt.detail) || strings.Contains(refused.Detail, "\n") {
				t.Errorf("got %s, %q, want %s, %q", refused.Code, refused.Detail, tt.code, tt.detail)
			}
		})
	}
}

func TestEncodingsOfXML(t *testing.T) {
	text := string(foreign(`<body><article><num>Члан 1.</num><content><p>Љубичица&nbsp;ђака &#1072;.</p></content></article></body>`))
	want := readXML(t, []byte(text)).Hash
	old, err := charmap.Windows1251.NewEncoder().String(strings.Replace(text, "UTF-8", "windows-1251", 1))
	if err != nil {
		t.Fatal(err)
	}
	wide, err := unicode.UTF16(unicode.LittleEndian, unicode.UseBOM).NewEncoder().String(strings.Replace(text, "UTF-8", "UTF-16", 1))
	if err != nil {
		t.Fatal(err)
	}
	for name, src := range map[string]string{"windows-1251": old, "UTF-16": wide} {
		if got := readXML(t, []byte(src)); got.Hash != want {
			t.Errorf("%s: read as %s", name, got.Canonical())
		}
	}
}

// TestWorkOnXMLGrowsWithTheDocument reads documents of one kind of element in two sizes.
func TestWorkOnXMLGrowsWithTheDocument(t *testing.T) {
	for _, pattern := range []string{
		"<num>а</num>", "<heading>а</heading>", "<p>а</p>", "а<br/>", "<content>а</content>", "<intro>а</intro>", "<point><num>1</num></point>",
		"<table><tr><td>а</td></tr></table>", "<authorialNote>а</authorialNote>", "<hcontainer/>а", "<mod><quotedStructure>а</quotedStructure></mod>",
		"<paragraph eId=\"para_1\" wId=\"a\"/>", "<alinea><content><p>а</p></content></alinea>",
	} {
		for _, source := range []string{"#editor", "#rasprava"} {
			for _, around := range []string{"article", "paragraph", "p"} {
				read := func(bytes int) uint64 {
					inner := strings.Repeat(pattern, bytes/len(pattern))
					src := strings.Replace(string(foreign("<body><"+around+">"+inner+"</"+around+"></body>")), "#editor", source, 1)
					return allocations(func() {
						if a := readXML(t, []byte(src)); a.Hash == "" {
							t.Errorf("%q in %s has no hash", pattern, around)
						}
					})
				}
				few, many := read(64<<10), read(256<<10)
				if many > 5*few+4096 {
					t.Errorf("%s: %q in %s: 64 KiB allocate %d times, four times as much %d", source, pattern, around, few, many)
				}
			}
		}
	}
}

func FuzzXML(f *testing.F) {
	for file, src := range examples(f) {
		a, err := act.Parse(src, act.Options{Name: file})
		if err != nil {
			f.Fatal(err)
		}
		f.Add(a.AKN(act.Work{}))
	}
	f.Add(foreign(`<preface><p><docTitle>Закон</docTitle></p></preface><body><section><num>1</num><level><list><intro><p>а<br/>б</p></intro><point><num>(a)</num>
		<content><blockList><item><num>-</num><table><tr><td>в</td></tr></table></item></blockList></content></point></list></level></section></body>
		<attachments><attachment><doc><mainBody><p>г<authorialNote><p>д</p></authorialNote></p></mainBody></doc></attachment></attachments>`))
	f.Add([]byte(uslmBill))
	f.Fuzz(func(t *testing.T, src []byte) {
		a, err := act.Parse(src, act.Options{Name: "akt.xml"})
		if err != nil {
			if strings.Contains(err.Error(), "\n") {
				t.Fatalf("an error of several lines: %q", err)
			}
			return
		}
		if missing := lost(t, src, a); missing != "" {
			t.Fatalf("lost: %s", missing)
		}
		checkIDs(t, a)
		again, err := act.Parse(a.AKN(act.Work{}), act.Options{Name: "akt.xml"})
		if err != nil {
			t.Fatal(err)
		}
		if again.Hash != a.Hash {
			t.Fatalf("written and read again, the act is another (-want +got):\n%s", cmp.Diff(string(a.Canonical()), string(again.Canonical())))
		}
	})
}
