package redline

import (
	"strings"
	"testing"
	"unicode/utf8"
	"unsafe"
)

func TestATokenIsTwelveBytes(t *testing.T) {
	if size := unsafe.Sizeof(token{}); size != 12 {
		t.Errorf("a token takes %d bytes, and of 16 a comparison takes a twentieth more in all", size)
	}
}

func TestWhatIsLongerThanATokenIsSeveral(t *testing.T) {
	for name, text := range map[string]string{
		"spaces":                 strings.Repeat(" ", 3*longestToken),
		"spaces of three bytes":  strings.Repeat("\u2003", longestToken),
		"a word":                 "a" + strings.Repeat("ж", longestToken),
		"a word of other script": strings.Repeat("ა", longestToken),
		"line breaks":            "реч" + strings.Repeat("\n", longestToken+1) + "реч",
	} {
		v := newVocabulary(0)
		ts, err := v.tokens(text)
		if err != nil {
			t.Fatal(err)
		}
		var b strings.Builder
		for _, tok := range ts {
			piece := v.text(tok)
			if len(piece) != int(tok.size) || !utf8.ValidString(piece) {
				t.Errorf("%s: a token of %d bytes says that it has %d", name, len(piece), tok.size)
			}
			b.WriteString(piece)
		}
		if b.String() != text || len(ts) < 2 {
			t.Errorf("%s: %d tokens that do not give the text back", name, len(ts))
		}
		spans, err := CompareTexts("Уводно слово "+text, text+" завршно слово")
		if err != nil || len(spans) == 0 {
			t.Errorf("%s: compared with another: %v", name, err)
		}
	}
}
