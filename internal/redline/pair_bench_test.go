package redline

import (
	"encoding/json"
	"testing"
	"time"
	"unicode"
	"unicode/utf8"

	"github.com/sergi/go-diff/diffmatchpatch"
)

// wholeWords is go-diff over the whole texts as words, without its time limit, written as JSON: one rune a word, as its documentation
// has it for lines.
func wholeWords(timeout time.Duration) func(old, new string) (int, error) {
	return func(old, new string) (int, error) {
		runes := make(map[string]rune, 4096)
		var words []string
		encode := func(text string) []rune {
			out := make([]rune, 0, len(text)/5)
			for len(text) > 0 {
				n := plainWord(text)
				r, ok := runes[text[:n]]
				if !ok {
					var err error
					r, err = keyRune(int32(len(words)))
					if err != nil {
						panic(err)
					}
					runes[text[:n]] = r
					words = append(words, text[:n])
				}
				out = append(out, r)
				text = text[n:]
			}
			return out
		}
		dmp := diffmatchpatch.New()
		dmp.DiffTimeout = timeout
		diffs := dmp.DiffMainRunes(encode(old), encode(new), false)
		back := make(map[rune]string, len(runes))
		for w, r := range runes {
			back[r] = w
		}
		spans := make([]Span, 0, len(diffs))
		for _, d := range diffs {
			var text []byte
			for _, r := range d.Text {
				text = append(text, back[r]...)
			}
			spans = append(spans, Span{Op: map[diffmatchpatch.Operation]string{0: "=", 1: "+", -1: "-"}[d.Type], Text: string(text)})
		}
		out, err := json.Marshal(spans)
		return len(out), err
	}
}

// plainWord returns the length of a run of letters and digits, of a run of spaces, or of one other character.
func plainWord(text string) int {
	kind := func(r rune) int {
		switch {
		case unicode.IsLetter(r) || unicode.IsDigit(r):
			return 1
		case unicode.IsSpace(r):
			return 2
		}
		return 0
	}
	first, n := utf8.DecodeRuneInString(text)
	k := kind(first)
	for k > 0 && n < len(text) {
		r, size := utf8.DecodeRuneInString(text[n:])
		if kind(r) != k {
			break
		}
		n += size
	}
	return n
}

// BenchmarkPairs goes from two files to JSON, both acts parsed, and beside it, in the same run, go-diff over the whole texts as words
// without a time limit, which says how many times longer it takes.
func BenchmarkPairs(b *testing.B) {
	for _, p := range corpusPairs {
		b.Run(p.old+"/"+p.new, func(b *testing.B) {
			old, new := corpusFile(b, p.old), corpusFile(b, p.new)
			b.SetBytes(int64(len(old) + len(new)))
			comparePair(b, old, new, wholeWords(0))
		})
	}
}

func endToEnd(tb testing.TB, old, new []byte) []byte {
	r, err := Compare(parse(tb, old), parse(tb, new))
	if err != nil {
		tb.Fatal(err)
	}
	out, err := r.JSON()
	if err != nil {
		tb.Fatal(err)
	}
	return out
}

func comparePair(b *testing.B, old, new []byte, other func(old, new string) (int, error)) {
	b.Helper()
	ours, theirs := time.Duration(0), time.Duration(0)
	for b.Loop() {
		start := time.Now()
		endToEnd(b, old, new)
		ours += time.Since(start)
		b.StopTimer()
		start = time.Now()
		_, err := other(string(old), string(new))
		if err != nil {
			b.Fatal(err)
		}
		theirs += time.Since(start)
		b.StartTimer()
	}
	b.ReportMetric(float64(theirs)/float64(ours), "times-go-diff-words")
}
