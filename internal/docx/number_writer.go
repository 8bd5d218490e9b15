package docx

import (
	"strconv"
	"strings"
)

// A numberWriter makes the lists of a document that print the numbers asked for.
type numberWriter struct {
	patterns map[pattern]int
	order    []pattern
	lists    []writtenList
	open     map[openList]int // index in lists
	counts   map[pattern]int
}

// A pattern is numbers of one look; each is one abstract list, in which Word counts.
type pattern struct {
	text     string
	numerals Numerals
}

type openList struct {
	pattern pattern
	list    int
}

type writtenList struct {
	abstract, start int // start is none where the list goes on counting
}

func newNumberWriter() *numberWriter {
	return &numberWriter{patterns: map[pattern]int{}, open: map[openList]int{}, counts: map[pattern]int{}}
}

// list returns the list in which the next paragraph gets the number.
func (w *numberWriter) list(n *Number) int {
	p := pattern{n.Text, n.Numerals}
	abstract, known := w.patterns[p]
	if !known {
		abstract = len(w.order)
		w.patterns[p] = abstract
		w.order = append(w.order, p)
	}
	key := openList{p, n.List}
	at, open := w.open[key]
	if !open || w.counts[p] != n.Value-1 {
		start := n.Value
		if !known && n.Value == 1 {
			start = none
		}
		at = len(w.lists)
		w.lists = append(w.lists, writtenList{abstract, start})
		w.open[key] = at
	}
	w.counts[p] = n.Value
	return at + 1
}

func (w *numberWriter) part() string {
	var b strings.Builder
	b.WriteString(declaration + "<w:numbering" + spaces + ">")
	for i, p := range w.order {
		b.WriteString(`<w:abstractNum w:abstractNumId="` + strconv.Itoa(i) + `"><w:multiLevelType w:val="singleLevel"/><w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="` +
			escape(string(p.numerals)) + `"/><w:suff w:val="space"/><w:lvlText w:val="` + escape(p.text) + `"/><w:lvlJc w:val="left"/></w:lvl></w:abstractNum>`)
	}
	for i, l := range w.lists {
		b.WriteString(`<w:num w:numId="` + strconv.Itoa(i+1) + `"><w:abstractNumId w:val="` + strconv.Itoa(l.abstract) + `"/>`)
		if l.start != none {
			b.WriteString(`<w:lvlOverride w:ilvl="0"><w:startOverride w:val="` + strconv.Itoa(l.start) + `"/></w:lvlOverride>`)
		}
		b.WriteString("</w:num>")
	}
	b.WriteString("</w:numbering>")
	return b.String()
}
