package redline

import (
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
	"time"
	"unicode"
	"unicode/utf8"

	"github.com/sergi/go-diff/diffmatchpatch"

	"github.com/rasprava/rasprava/internal/act"
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
			comparePair(b, corpusFile(b, p.old), corpusFile(b, p.new))
		})
	}
}

// BenchmarkRewrittenLaws does the same with laws of which a mutator rewrote most articles: a short one, one of 230 articles, and one of
// 1,100. The heap metric is the most that was in use at once, as a multiple of the input.
func BenchmarkRewrittenLaws(b *testing.B) {
	for _, articles := range []int{60, 230, 1100} {
		m := mutate(generatedAct(b, 5, articles), 5, heavy)
		old, new := []byte(m.old.PlainText()), []byte(m.new.PlainText())
		b.Run(fmt.Sprintf("articles-%d", articles), func(b *testing.B) {
			if articles > 230 {
				onlyOurs(b, old, new)
				return
			}
			comparePair(b, old, new)
		})
	}
}

// endToEnd is jsonOf of two acts that can be read.
func endToEnd(tb testing.TB, old, new []byte) []byte {
	tb.Helper()
	out, err := jsonOf(old, new)
	if err != nil {
		tb.Fatal(err)
	}
	return out
}

// jsonOf reads both acts at once and writes the redline, as the command does.
func jsonOf(old, new []byte) ([]byte, error) {
	type parsed struct {
		act *act.Act
		err error
	}
	options := act.Options{Name: "act.txt", Profile: "rs"}
	before := make(chan parsed, 1)
	go func() {
		a, err := act.Parse(old, options)
		before <- parsed{act: a, err: err}
	}()
	after, err := act.Parse(new, options)
	was := <-before
	err = errors.Join(was.err, err)
	if err != nil {
		return nil, err
	}
	r, err := Compare(was.act, after)
	if err != nil {
		return nil, err
	}
	return r.JSON()
}

func onlyOurs(b *testing.B, old, new []byte) {
	b.Helper()
	b.SetBytes(int64(len(old) + len(new)))
	for b.Loop() {
		endToEnd(b, old, new)
	}
	b.ReportMetric(heapOf(b, old, new), "heap/input")
}

// comparePair measures both in turns, each over about a megabyte of input at a stretch, eight where both are short, so that each pays for its own garbage and, the memory
// being collected before each turn, for nothing that the other left behind.
func comparePair(b *testing.B, old, new []byte) {
	b.Helper()
	b.SetBytes(int64(len(old) + len(new)))
	turn := max(1, 1<<20/(len(old)+len(new)))
	if len(old)+len(new) < 1<<16 {
		turn *= 8
	}
	words := wholeWords(0)
	ours, theirs := time.Duration(0), time.Duration(0)
	done, matched := 0, 0
	match := func() {
		runtime.GC()
		start := time.Now()
		for ; matched < done; matched++ {
			_, err := words(string(old), string(new))
			if err != nil {
				b.Fatal(err)
			}
		}
		theirs += time.Since(start)
		runtime.GC()
	}
	runtime.GC()
	for b.Loop() {
		start := time.Now()
		endToEnd(b, old, new)
		ours += time.Since(start)
		done++
		if done-matched == turn {
			b.StopTimer()
			match()
			b.StartTimer()
		}
	}
	match()
	b.ReportMetric(float64(theirs)/float64(ours), "times-go-diff-words")
	b.ReportMetric(heapOf(b, old, new), "heap/input")
}

// BenchmarkOthers compares the same pairs as others do, each beside ours in the same run: go-diff over the characters with its own time
// limit of one second, which it does not say when it gives up; the alignment of LEOS, without any words; and xmldiff with the options of
// Indigo, over Akoma Ntoso. Its metrics are how many times longer each takes, and how many of our pairs of articles LEOS has too. The memory is collected
// before ours, which so pays for nothing that the others left behind, and stands alone behind the process of xmldiff.
func BenchmarkOthers(b *testing.B) {
	for _, p := range corpusPairs {
		b.Run(p.old+"/"+p.new, func(b *testing.B) {
			old, new := corpusFile(b, p.old), corpusFile(b, p.new)
			ours, chars, leos, xml := time.Duration(0), time.Duration(0), time.Duration(0), time.Duration(0)
			ops, found := 0, 0
			o, n := parse(b, old), parse(b, new)
			oldXML, newXML := writeXML(b, o, "old.xml"), writeXML(b, n, "new.xml")
			pairs := 0
			for b.Loop() {
				runtime.GC()
				start := time.Now()
				endToEnd(b, old, new)
				ours += time.Since(start)
				start = time.Now()
				dmp := diffmatchpatch.New()
				ops = len(dmp.DiffMain(string(old), string(new), false))
				chars += time.Since(start)
				start = time.Now()
				theirs := alignAsLEOS(o, n)
				leos += time.Since(start)
				if oldXML != "" {
					start = time.Now()
					out, err := exec.Command("xmldiff", "-F", "0.75", "--unique-attributes", "id", "--ratio-mode", "faster", "--fast-match", oldXML, newXML).CombinedOutput()
					if err != nil {
						b.Fatalf("xmldiff: %v: %.300s", err, out)
					}
					xml += time.Since(start)
				}
				r, err := Compare(o, n)
				if err != nil {
					b.Fatal(err)
				}
				pairs, found = 0, 0
				for id := range r.Pairs() {
					if strings.HasPrefix(id, "art_") && !strings.Contains(id, "__") {
						pairs++
					}
				}
				for _, p := range theirs {
					if r.Pairs()[p[1]] == p[0] {
						found++
					}
				}
			}
			b.ReportMetric(float64(chars)/float64(ours), "times-go-diff-1s")
			b.ReportMetric(float64(ops), "go-diff-1s-ops")
			b.ReportMetric(float64(leos)/float64(ours), "times-leos")
			b.ReportMetric(float64(found), "leos-same-pairs")
			b.ReportMetric(float64(pairs), "our-pairs")
			if oldXML != "" {
				b.ReportMetric(float64(xml)/float64(ours), "times-xmldiff")
			}
		})
	}
}

// writeXML writes an act for xmldiff; nothing where that is not installed.
func writeXML(b *testing.B, a *act.Act, name string) string {
	b.Helper()
	_, err := exec.LookPath("xmldiff")
	if err != nil {
		b.Log("xmldiff is not installed (make xmldiff): it is left out")
		return ""
	}
	file := filepath.Join(b.TempDir(), name)
	err = os.WriteFile(file, a.AKN(act.Work{}), 0o600)
	if err != nil {
		b.Fatal(err)
	}
	return file
}

// alignAsLEOS matches the children of each matched pair one after another, each with the best of those that are left behind the last match:
// by the distance and the likeness of their whole texts, 100 − 20 a place and 200 a likeness of one, which is what its rule does where the
// provisions of both versions have no identity in common and so none that counts. It returns the pairs of articles it finds. After l-e-x/leos
// 3.0.0, getBestMatchInList; the distance of Levenshtein is taken over words here and over characters there, which is in its favour.
func alignAsLEOS(old, new *act.Act) [][2]string {
	v := newVocabulary(1 << 19)
	words := map[*act.Node][]int32{}
	keysOf := func(n *act.Node) []int32 {
		if keys, ok := words[n]; ok {
			return keys
		}
		ts, err := v.tokens(n.PlainText())
		if err != nil {
			return nil
		}
		keys := []int32{}
		for _, t := range ts {
			if t.class == wordToken {
				keys = append(keys, t.key)
			}
		}
		words[n] = keys
		return keys
	}
	var found [][2]string
	var walk func(olds, news []*act.Node)
	walk = func(olds, news []*act.Node) {
		from := 0
		for _, o := range olds {
			best, rank := none, 0
			for k := from; k < len(news) && 100-20*(k-from)+200 > 0; k++ {
				if o.Kind != news[k].Kind {
					continue
				}
				ow, nw := keysOf(o), keysOf(news[k])
				longer := max(1, len(ow), len(nw))
				if r := 100 - 20*(k-from) + 200*(longer-wordDistance(ow, nw))/longer; r > rank {
					best, rank = k, r
				}
			}
			if best == none {
				continue
			}
			if o.Kind == act.KindArticle {
				found = append(found, [2]string{o.ID, news[best].ID})
			} else {
				walk(o.Children, news[best].Children)
			}
			from = best + 1
		}
	}
	walk(old.Body, new.Body)
	return found
}

// wordDistance is the distance of Levenshtein.
func wordDistance(a, b []int32) int {
	row := make([]int, len(b)+1)
	for j := range row {
		row[j] = j
	}
	for i := range a {
		diagonal := row[0]
		row[0] = i + 1
		for j := range b {
			cost := diagonal
			if a[i] != b[j] {
				cost++
			}
			diagonal = row[j+1]
			row[j+1] = min(cost, diagonal+1, row[j]+1)
		}
	}
	return row[len(b)]
}
