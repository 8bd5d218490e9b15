package act_test

import (
	"fmt"
	"regexp"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"github.com/rasprava/rasprava/internal/act"
)

// content joins title, labels, headings and texts in the order of the input.
func content(a *act.Act) string {
	var b strings.Builder
	for i, n := range a.Body {
		if i == a.TitleAfter {
			b.WriteString(a.Title)
		}
		nodeContent(&b, n)
	}
	if a.TitleAfter >= len(a.Body) {
		b.WriteString(a.Title)
	}
	return b.String()
}

func nodeContent(b *strings.Builder, n *act.Node) {
	if n.Kind == act.KindArticle && !n.HeadingAfter {
		b.WriteString(n.Heading + n.Label)
	} else {
		b.WriteString(n.Label + n.Heading)
	}
	b.WriteString(n.Text)
	for _, c := range n.Children {
		nodeContent(b, c)
	}
}

// ends are those of lines.
var ends = regexp.MustCompile("\r\n|[\n\r\v\f\u0085\u2028\u2029]")

// unprinted returns the act without the notes that are numbers of pages, and the text that it was
// read from without these and the hyphens of words that the ends of lines parted, each where a
// warning says that it stands.
func unprinted(t testing.TB, a *act.Act, src string) (*act.Act, string) {
	t.Helper()
	lines, from := ends.Split(src, -1), 0
	pages := map[string]int{}
	for _, w := range a.Warnings {
		switch w.Code {
		case act.WarnPageNumber:
			if got := strings.TrimSpace(lines[w.Line-1]); got != w.Text {
				t.Fatalf("line %d is %q, and not the number of a page %q", w.Line, got, w.Text)
			}
			lines[w.Line-1] = ""
			pages[w.Text]++
		case act.WarnHyphenation:
			at := strings.LastIndexAny(w.Text, "-\u00ad‐")
			_, size := utf8.DecodeRuneInString(w.Text[at:])
			line := strings.TrimRightFunc(lines[w.Line-1], unicode.IsSpace)
			if w.Line < from || !strings.HasSuffix(line, w.Text[:at+size]) {
				t.Fatalf("line %d, %q, is not parted in %q", w.Line, line, w.Text)
			}
			lines[w.Line-1], from = line[:len(line)-size], w.Line+1
		}
	}
	read := *a
	read.Body = withoutNotes(a.Body, pages)
	for text, n := range pages {
		if n > 0 {
			t.Fatalf("%d notes fewer %q than numbers of pages", n, text)
		}
	}
	return &read, strings.Join(lines, "\n")
}

// withoutNotes returns the provisions without as many notes of each text as said.
func withoutNotes(nodes []*act.Node, texts map[string]int) []*act.Node {
	var kept []*act.Node
	for _, n := range nodes {
		if n.Kind == act.KindNote && texts[n.Text] > 0 {
			texts[n.Text]--
			continue
		}
		c := *n
		c.Children = withoutNotes(n.Children, texts)
		kept = append(kept, &c)
	}
	return kept
}

// bare returns s without white space and byte order mark.
func bare(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsSpace(r) {
			return -1
		}
		return r
	}, strings.TrimPrefix(s, "\ufeff"))
}

func firstDifference(got, want string) string {
	g, w := []rune(got), []rune(want)
	i := 0
	for i < len(g) && i < len(w) && g[i] == w[i] {
		i++
	}
	part := func(r []rune) string { return string(r[max(0, i-30):min(len(r), i+60)]) }
	return fmt.Sprintf("rune %d on: got %q, want %q", i, part(g), part(w))
}

// bareOf returns got and want without white space and, for a file of Markdown,
// without what its marks are made of.
func bareOf(file, got, want string) (string, string) {
	got, want = bare(got), bare(want)
	if strings.HasSuffix(file, ".md") {
		marks := strings.NewReplacer("#", "", "*", "", "_", "", "\\", "", "|", "", "-", "", ":", "", "`", "", ">", "")
		got, want = marks.Replace(got), marks.Replace(want)
	}
	return got, want
}

// apartOf is bareOf for a text in Markdown with links or footnotes, of which what links lead to and the calls of
// footnotes are not read and footnotes stand elsewhere: it leaves of got what want does not hold.
func apartOf(got, want string) (string, string) {
	got, want = bareOf(".md", got, want)
	left := map[rune]int{}
	for _, r := range want {
		left[r]++
	}
	added := strings.Map(func(r rune) rune {
		if left[r]--; left[r] >= 0 {
			return -1
		}
		return r
	}, got)
	return added, ""
}
