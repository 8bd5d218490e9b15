package redline

import (
	"encoding/json"
	"testing"
	"unicode/utf8"

	"github.com/rasprava/rasprava/internal/act"
)

func FuzzCompare(f *testing.F) {
	f.Add([]byte(number(subject, terms, deadline)), []byte(number(subject, deadline, force)))
	f.Add([]byte("Члaн 1.\nа\n\nЧлан 1.\nб"), []byte("Član 1\na b\nČlan 2.\n1) x;\n2) y"))
	f.Add([]byte(""), []byte("\n\n \u00ad \u200b"))
	f.Add([]byte("ce y c\u030c ... ,, ''"), []byte("се у č … „ \""))
	f.Fuzz(func(t *testing.T, a, b []byte) {
		if len(a)+len(b) > 1<<16 {
			return
		}
		old, err := act.Parse(a, act.Options{Name: "old.txt", Profile: "rs"})
		if err != nil {
			return
		}
		new, err := act.Parse(b, act.Options{Name: "new.txt", Profile: "rs"})
		if err != nil {
			return
		}
		r, err := Compare(old, new)
		if err != nil {
			t.Fatal(err)
		}
		checkRedline(t, old, new, r)
		out, err := r.JSON()
		if err != nil || !json.Valid(out) {
			t.Fatalf("not JSON: %v", err)
		}
		readPage(t, r.Page("sr-Latn"))
		r.Text("en")
		checkTracked(t, r, old, new)
	})
}

func FuzzCompareTexts(f *testing.F) {
	f.Add("Орган одлучује у року од 30 дана.\nЖалба је допуштена.", "Орган одлучује у року од 20 дана.\r\nŽalba je dopuštena.")
	f.Add("ce \u00ad\n\n ... ,, ''", "се…\n„ \"")
	f.Add("", "\n")
	f.Fuzz(func(t *testing.T, old, new string) {
		if len(old)+len(new) > 1<<16 {
			return
		}
		spans, err := CompareTexts(old, new)
		if !utf8.ValidString(old) || !utf8.ValidString(new) {
			if err == nil {
				t.Fatal("text that is not UTF-8 was compared")
			}
			return
		}
		if err != nil {
			t.Fatal(err)
		}
		err = checkRoundTrip(spans, old, new)
		if err != nil {
			t.Fatal(err)
		}
		if at := insideWord(spans); at != "" {
			t.Fatalf("a span ends inside a word at %q", at)
		}
		checkParagraphs(t, spans, old, new)
	})
}
