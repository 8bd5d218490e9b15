package web

import (
	"slices"
	"strings"

	"github.com/rasprava/rasprava/internal/act"
	"github.com/rasprava/rasprava/internal/locale"
)

// provisionRow is one row of a text: an article, or the heading of a division
// with what stands in it outside of articles.
type provisionRow struct {
	ID       string
	Level    int    // of the heading, 2 to 6
	Division bool   // its heading is that of a division
	Label    string // „Члан 5.”, „ГЛАВА II”
	Heading  string
	After    bool // the heading stands behind the label
	Name     string
	Lines    []provisionLine
	Beside   besideRow

	outer int             // place among the outermost divisions
	ids   map[string]bool // of the provisions in the row
}

// Named reports whether the row has a heading.
func (r provisionRow) Named() bool { return r.Label != "" || r.Heading != "" }

// article reports whether the row is that of an article.
func (r provisionRow) article() bool { return !r.Division && r.Label != "" }

// provisionLine is a line of text: a paragraph, or a point with its number.
type provisionLine struct {
	ID    string // of the provision that begins here; empty: none does
	No    string // the marker of a point
	Sub   bool   // stands deeper than a point
	Note  bool
	Spans []textSpan
	Table [][]tableCell // rows; in place of Spans
}

// tableCell is a cell of a table in a text.
type tableCell []textSpan

// textSpan is a stretch of text that comments quote, or do not.
type textSpan struct {
	Text string
	Mark string // id of the mark; empty: it is not quoted
}

// rowsOf returns the rows of an act in the order of its text, in the script of
// the reader; marks says what of each provision's text is quoted.
func (v *visit) rowsOf(a *act.Act, marks map[string]quoteMark) []provisionRow {
	m := rowMaker{visit: v, act: a, marks: marks}
	m.walk(a.Body, 3)
	return m.rows
}

type rowMaker struct {
	*visit
	act   *act.Act
	marks map[string]quoteMark // by the id of the provision whose text is marked
	rows  []provisionRow
	outer int
}

func (m *rowMaker) in(text string) string { return inScript(m.lang, m.act.Lang, text) }

// walk makes the rows of provisions whose headings are of a level. What stands
// in no article and under no heading of its own is a row too.
func (m *rowMaker) walk(nodes []*act.Node, level int) {
	for i := 0; i < len(nodes); i++ {
		n := nodes[i]
		if level == 3 {
			m.outer++
		}
		switch {
		case n.Kind == act.KindArticle:
			m.article(n, level)
		case divides(n.Kind):
			row := m.begin(n, level)
			row.Division = true
			row.add(m.lines(n.Text, n.ID))
			loose := m.loose(&row, n.Children)
			m.rows = append(m.rows, row)
			m.walk(n.Children[loose:], level+1)
		default:
			row := m.begin(&act.Node{Kind: n.Kind, ID: n.ID}, level)
			row.Name = m.nodeName(m.act.Lang, n)
			i += m.loose(&row, nodes[i:]) - 1
			m.rows = append(m.rows, row)
		}
	}
}

// loose adds to the row what comes first among nodes and stands in no article,
// and returns how many of them that are.
func (m *rowMaker) loose(row *provisionRow, nodes []*act.Node) int {
	for i, n := range nodes {
		if n.Kind == act.KindArticle || divides(n.Kind) {
			return i
		}
		m.item(row, n, 0)
	}
	return len(nodes)
}

func (m *rowMaker) begin(n *act.Node, level int) provisionRow {
	return provisionRow{ID: n.ID, Level: min(level, 6), Label: m.in(act.Display(n.Label)), Heading: m.in(act.Display(n.Heading)), After: n.HeadingAfter,
		Name: m.nodeName(m.act.Lang, n), outer: m.outer, ids: map[string]bool{n.ID: true}}
}

func (m *rowMaker) article(n *act.Node, level int) {
	row := m.begin(n, level)
	row.add(m.lines(n.Text, n.ID))
	for _, c := range n.Children {
		m.item(&row, c, 0)
	}
	m.rows = append(m.rows, row)
}

func (r *provisionRow) add(lines []provisionLine) { r.Lines = append(r.Lines, lines...) }

// item adds a provision inside an article with all that stands under it. A
// division inside an article, as a quoted one, is shown as text.
func (m *rowMaker) item(row *provisionRow, n *act.Node, depth int) {
	row.ids[n.ID] = true
	point := n.Kind == act.KindPoint || n.Kind == act.KindSubpoint || n.Kind == act.KindIndent
	label := m.in(act.Display(n.Label))
	lines := m.lines(n.Text, n.ID)
	if n.Table {
		lines = tabled(lines)
	}
	if heading := m.in(act.Display(n.Heading)); heading != "" {
		lines = append([]provisionLine{{Spans: []textSpan{{Text: heading}}}}, lines...)
	}
	if len(lines) == 0 && label != "" {
		lines = []provisionLine{{}}
	}
	for i := range lines {
		lines[i].Note = n.Kind == act.KindNote
		lines[i].Sub = point && (depth > 1 || n.Kind == act.KindSubpoint)
		if i > 0 {
			continue
		}
		lines[i].ID = n.ID
		switch {
		case point:
			lines[i].No = label
			if label == "" {
				lines[i].No = "–"
			}
		case label != "":
			lines[i].Spans = append([]textSpan{{Text: label + " "}}, lines[i].Spans...)
		}
	}
	row.add(lines)
	for _, c := range n.Children {
		m.item(row, c, depth+1)
	}
}

// tabled puts the lines of a table together: its rows, cut into cells at tabs.
func tabled(lines []provisionLine) []provisionLine {
	var rows [][]tableCell
	most := 0
	for _, l := range lines {
		cells := []tableCell{nil}
		for _, s := range l.Spans {
			for i, text := range strings.Split(s.Text, "\t") {
				if i > 0 {
					cells = append(cells, nil)
				}
				if text != "" {
					last := len(cells) - 1
					cells[last] = append(cells[last], textSpan{Text: text, Mark: s.Mark})
				}
			}
		}
		rows = append(rows, cells)
		most = max(most, len(cells))
	}
	for i := range rows {
		for len(rows[i]) < most {
			rows[i] = append(rows[i], nil)
		}
	}
	return []provisionLine{{Table: rows}}
}

// quoteMark is where in the text of a provision a comment's quote stands, in
// bytes, and the id under which it is marked.
type quoteMark struct {
	From, To int
	ID       string
}

// lines returns a text line by line, with its quote marked.
func (m *rowMaker) lines(text, id string) []provisionLine {
	if text == "" {
		return nil
	}
	mark, marked := m.marks[id]
	if marked && strings.Contains(text[mark.From:mark.To], "\n") {
		marked = false
	}
	var lines []provisionLine
	at := 0
	for line := range strings.SplitSeq(text, "\n") {
		from, to := mark.From-at, mark.To-at
		at += len(line) + 1
		if !marked || from < 0 || to > len(line) {
			lines = append(lines, provisionLine{Spans: []textSpan{{Text: m.in(line)}}})
			continue
		}
		spans := []textSpan{{Text: m.in(line[:from])}, {Text: m.in(line[from:to]), Mark: mark.ID}, {Text: m.in(line[to:])}}
		lines = append(lines, provisionLine{Spans: slices.DeleteFunc(spans, func(s textSpan) bool { return s.Text == "" })})
	}
	return lines
}

// findQuote returns the provision at or under n whose text holds the quote, and
// where; false when none does, or it stands in more than one place. A quote in
// the other script is found as well.
func findQuote(n *act.Node, written, quote string) (string, quoteMark, bool) {
	if n == nil || strings.TrimSpace(quote) == "" {
		return "", quoteMark{}, false
	}
	for _, q := range []string{quote, inScript(locale.SrCyrl, string(locale.SrLatn), quote), inScript(locale.SrLatn, string(locale.SrCyrl), quote)} {
		if found := places(n, q); len(found) == 1 {
			return found[0].id, quoteMark{From: found[0].at, To: found[0].at + len(q)}, true
		}
	}
	return "", quoteMark{}, false
}

type quotePlace struct {
	id string
	at int
}

// places returns where a quote stands in the texts at and under n; two are
// enough to know that it is not one.
func places(n *act.Node, quote string) []quotePlace {
	var found []quotePlace
	if at := strings.Index(n.Text, quote); at >= 0 {
		found = append(found, quotePlace{n.ID, at})
		if strings.Contains(n.Text[at+1:], quote) {
			found = append(found, quotePlace{n.ID, at})
		}
	}
	for _, c := range n.Children {
		if len(found) > 1 {
			break
		}
		found = append(found, places(c, quote)...)
	}
	return found
}

// textPart is a run of rows that stands on one page of a long text.
type textPart struct {
	Rows     []provisionRow
	From, To string // names of the first and the last article; empty: there is none
}

const (
	wholeText = 120 // the most articles that stand on one page
	partText  = 40  // articles after which a part may end with its division
	longPart  = 100 // rows after which it ends in any case
)

// partsOf cuts rows into the parts that stand on a page each: one for a text of
// a usual length.
func partsOf(rows []provisionRow) []textPart {
	total := 0
	for _, r := range rows {
		if r.article() {
			total++
		}
	}
	if total <= wholeText && len(rows) <= 3*wholeText {
		return []textPart{part(rows)}
	}
	var parts []textPart
	from, articles := 0, 0
	for i, r := range rows {
		fits := i == 0 || r.outer == rows[i-1].outer || !r.Division
		if i > from && (!fits && articles >= partText || i-from >= longPart) {
			parts = append(parts, part(rows[from:i]))
			from, articles = i, 0
		}
		if r.article() {
			articles++
		}
	}
	return append(parts, part(rows[from:]))
}

func part(rows []provisionRow) textPart {
	p := textPart{Rows: rows}
	for _, r := range rows {
		if !r.article() {
			continue
		}
		if p.From == "" {
			p.From = r.Label
		}
		p.To = r.Label
	}
	return p
}

// stepped returns rows whose headings go down by one level at a time under the
// title of the act, where some of the act is left out.
func stepped(rows []provisionRow) []provisionRow {
	out := slices.Clone(rows)
	var above []int // levels of the act that the present row stands in
	for i := range out {
		for len(above) > 0 && above[len(above)-1] >= out[i].Level {
			above = above[:len(above)-1]
		}
		above = append(above, out[i].Level)
		out[i].Level = min(2+len(above), 6)
	}
	return out
}
