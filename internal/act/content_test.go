package act_test

import (
	"fmt"
	"strings"
	"unicode"

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
		marks := strings.NewReplacer("#", "", "*", "", "_", "", "\\", "", "|", "", "-", "", ":", "")
		got, want = marks.Replace(got), marks.Replace(want)
	}
	return got, want
}
