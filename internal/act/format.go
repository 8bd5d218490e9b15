package act

import (
	"bytes"
	"path/filepath"
	"strings"
)

// A format is a kind of file that acts come in.
type format struct {
	name string
	// is tells a file of the format by its bytes and its name.
	is func(src []byte, name string) bool
	// read makes an act of such a file; the size is checked.
	read func(src []byte, opts Options) (*Act, error)
}

// formats are tried in their order; the last takes what no other took.
var formats = []format{
	{name: "docx", is: isDocx, read: readDocx},
	{name: "xml", is: isXML, read: readXML},
	{name: "html", is: isHTML, read: readHTML},
	{name: "markdown", is: isMarkdown, read: readMarkdown},
	{name: "text", is: func([]byte, string) bool { return true }, read: readText},
}

func formatOf(src []byte, name string) *format {
	for i := range formats {
		if formats[i].is(src, name) {
			return &formats[i]
		}
	}
	return &formats[len(formats)-1]
}

// ending reports whether the name ends in one of the endings, in small letters or
// capitals.
func ending(name string, endings ...string) bool {
	ext := strings.ToLower(filepath.Ext(name))
	for _, e := range endings {
		if ext == e {
			return true
		}
	}
	return false
}

// isMarkdown tells Markdown by its ending, and where there is no name, as of standard
// input, by its headings.
func isMarkdown(src []byte, name string) bool {
	if name != "" && name != "-" {
		return ending(name, ".md", ".markdown")
	}
	for at := 0; ; at++ {
		next := bytes.IndexByte(src[at:], '#')
		if next < 0 {
			return false
		}
		if at += next; (at == 0 || src[at-1] == '\n') && headsMarkdown(src[at:]) {
			return true
		}
	}
}

// headsMarkdown reports whether src begins with the mark of a heading of one of the three upper levels.
func headsMarkdown(src []byte) bool {
	rest := bytes.TrimLeft(src, "#")
	return len(src)-len(rest) <= 3 && bytes.HasPrefix(rest, []byte(" "))
}

func readMarkdown(src []byte, opts Options) (*Act, error) {
	src, warnings, err := decodeText(src)
	if err != nil {
		return nil, err
	}
	front, rest := frontMatter(string(src))
	text, left := uncommented(rest)
	opts.printed = true
	lines, uncalled := noted(splitLines(text))
	left = append(append(left, linksLeft(lines)...), unstruck(lines)...)
	a, err := fromLines(unmarked(lines), true, opts)
	if err != nil {
		return nil, err
	}
	if front != "" {
		a.preface(front)
		left = append(left, Warning{Line: 1, Code: WarnMetadata, Text: excerpt(strings.Join(strings.Fields(front), " "))})
	}
	a.Warnings = append(append(append(warnings, left...), uncalled...), a.Warnings...)
	return a, nil
}

func readText(src []byte, opts Options) (*Act, error) {
	src, warnings, err := decodeText(src)
	if err != nil {
		return nil, err
	}
	opts.printed = true
	text, reply := unreplied(string(src))
	tabs := strings.IndexByte(text, '\t') >= 0
	lines := split(text, tabs)
	if strings.HasPrefix(text, "|") || strings.Contains(text, "\n|") || strings.Contains(text, " |") {
		lines = barred(lines)
	}
	if tabs {
		lines = tabled(lines)
	}
	if strings.Contains(text, "   ") {
		lines = columned(lines)
	}
	a, err := fromLines(lines, false, opts)
	if err != nil {
		return nil, err
	}
	if reply {
		warnings = append(warnings, Warning{Line: 1, Code: WarnReplyMarks, Text: ">"})
	}
	a.Warnings = append(warnings, a.Warnings...)
	return a, nil
}

// decodeText returns the text of a file that declares no encoding in UTF-8.
func decodeText(src []byte) ([]byte, []Warning, error) {
	if err := notBinary(src); err != nil {
		return nil, nil, err
	}
	return decodeLikely(src, "")
}
