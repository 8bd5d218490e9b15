package dossier

import (
	"bytes"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/rasprava/rasprava/internal/script"
)

// PlanLine is one act of a plan, as a table or a form gives it.
type PlanLine struct {
	Row   int // of the table, the heading being the first; 0: of a form
	Body  string
	Title string
	Kind  string
	PlanMoment
	EU bool
}

// PlanColumn is what a column of a table of the plan holds.
type PlanColumn string

const (
	PlanBody  PlanColumn = "body"
	PlanTitle PlanColumn = "title"
	PlanKind  PlanColumn = "kind"
	PlanWhen  PlanColumn = "when"
	PlanEU    PlanColumn = "eu"
)

// PlanColumns lists the columns; all but the last are required.
var PlanColumns = []PlanColumn{PlanBody, PlanTitle, PlanKind, PlanWhen, PlanEU}

// PlanFault is what cannot be taken of a table of the plan. Row 0 and no column
// mean the table itself.
type PlanFault struct {
	Row    int
	Column PlanColumn
	Code   PlanFaultCode
	Text   string // what stands there
}

// PlanFaultCode says what is wrong.
type PlanFaultCode string

const (
	TableUnreadable PlanFaultCode = "unreadable"    // it is no table of text
	TableEmpty      PlanFaultCode = "empty"         // it has no row below its heading
	TableLong       PlanFaultCode = "long"          // more rows than MaxPlanRows
	ColumnMissing   PlanFaultCode = "column"        // the heading has no such column
	CellMissing     PlanFaultCode = "missing"       // nothing stands where something must
	CellLong        PlanFaultCode = "cell_long"     // more characters than a title may have
	CellBody        PlanFaultCode = "body_unknown"  // no body is called so
	CellKind        PlanFaultCode = "kind_unknown"  // no kind of act is called so
	CellWhen        PlanFaultCode = "when_unknown"  // neither a month nor a quarter
	CellEU          PlanFaultCode = "eu_unknown"    // neither yes nor no
	RowTwice        PlanFaultCode = "twice"         // the same act of the same body stands above
	RowKnown        PlanFaultCode = "known_already" // the plan has it
)

// MaxPlanRows is how many acts a table may hold.
const MaxPlanRows = 2000

// PlanWords are the words by which a table of the plan names things, besides the
// codes: they are compared without regard to script, case and accents.
type PlanWords struct {
	Bodies map[string][]string // code -> names
	Kinds  map[string][]string
	Months [12][]string

	Quarters [4][]string
}

// headings are the words above the columns.
var headings = map[PlanColumn][]string{
	PlanBody:  {"орган", "предлагач", "body", "proposer"},
	PlanTitle: {"назив", "акт", "title", "act"},
	PlanKind:  {"врста", "kind"},
	PlanWhen:  {"рок", "када", "due", "when"},
	PlanEU:    {"еу", "eu", "усклађивање са еу"},
}

// ReadPlanTable reads the acts of a table: values separated by commas, semicolons
// or tabulators, with a heading. It returns what is wrong with every row, and then
// no act is to be taken.
func ReadPlanTable(b []byte, year int, words PlanWords) ([]PlanLine, []PlanFault) {
	if !utf8.Valid(b) || bytes.ContainsRune(b, 0) {
		return nil, []PlanFault{{Code: TableUnreadable}}
	}
	b = bytes.TrimPrefix(b, []byte("\ufeff"))
	heading, _, _ := bytes.Cut(b, []byte("\n"))
	r := csv.NewReader(bytes.NewReader(b))
	r.Comma, r.FieldsPerRecord, r.TrimLeadingSpace = separator(heading), -1, true
	names, err := r.Read()
	if errors.Is(err, io.EOF) {
		return nil, []PlanFault{{Code: TableEmpty}}
	}
	if err != nil {
		return nil, []PlanFault{{Code: TableUnreadable, Row: 1}}
	}
	at, faults := columnsOf(names)
	if faults != nil {
		return nil, faults
	}
	t := planTable{year: year, at: at, words: words.keyed(), seen: map[string]int{}}
	for {
		cells, err := r.Read()
		if errors.Is(err, io.EOF) {
			break
		}
		var bad *csv.ParseError
		if errors.As(err, &bad) {
			return nil, append(t.faults, PlanFault{Row: bad.StartLine, Code: TableUnreadable})
		}
		if err != nil {
			return nil, append(t.faults, PlanFault{Code: TableUnreadable})
		}
		row, _ := r.FieldPos(0)
		if len(t.lines) == MaxPlanRows {
			return nil, []PlanFault{{Code: TableLong, Row: row}}
		}
		t.read(row, cells)
	}
	if len(t.lines) == 0 && len(t.faults) == 0 {
		return nil, []PlanFault{{Code: TableEmpty}}
	}
	return t.lines, t.faults
}

// separator returns what stands between the values: of the three, that which the
// heading has most of.
func separator(heading []byte) rune {
	best, most := ',', 0
	for _, c := range []rune{',', ';', '\t'} {
		if n := bytes.Count(heading, []byte(string(c))); n > most {
			best, most = c, n
		}
	}
	return best
}

func columnsOf(names []string) (map[PlanColumn]int, []PlanFault) {
	at := map[PlanColumn]int{}
	for i, name := range names {
		for _, c := range PlanColumns {
			_, taken := at[c]
			if !taken && slices.ContainsFunc(headings[c], func(w string) bool { return key(w) == key(name) }) {
				at[c] = i
			}
		}
	}
	var faults []PlanFault
	for _, c := range PlanColumns {
		if _, ok := at[c]; !ok && c != PlanEU {
			faults = append(faults, PlanFault{Row: 1, Column: c, Code: ColumnMissing})
		}
	}
	return at, faults
}

func key(s string) string { return script.SearchKey(strings.TrimSpace(s)) }

// PlanTitleKey returns by what two acts of one body are the same.
func PlanTitleKey(title string) string { return key(title) }

// keyedWords are PlanWords to look up.
type keyedWords struct{ bodies, kinds, months, quarters map[string]string }

func (w PlanWords) keyed() keyedWords {
	k := keyedWords{map[string]string{}, map[string]string{}, map[string]string{}, map[string]string{}}
	for into, names := range map[*map[string]string]map[string][]string{&k.bodies: w.Bodies, &k.kinds: w.Kinds} {
		for code, all := range names {
			for _, name := range append([]string{code}, all...) {
				(*into)[key(name)] = code
			}
		}
	}
	for i, names := range w.Months {
		for _, name := range names {
			k.months[key(name)] = strconv.Itoa(i + 1)
		}
	}
	for i, names := range w.Quarters {
		for _, name := range names {
			k.quarters[key(name)] = "q" + strconv.Itoa(i+1)
		}
	}
	return k
}

// planTable is a table that is being read.
type planTable struct {
	year   int
	at     map[PlanColumn]int
	words  keyedWords
	seen   map[string]int
	lines  []PlanLine
	faults []PlanFault
}

func (t *planTable) read(row int, cells []string) {
	cell := func(c PlanColumn) string {
		i, ok := t.at[c]
		if !ok || i >= len(cells) {
			return ""
		}
		return strings.TrimSpace(cells[i])
	}
	if !slices.ContainsFunc(cells, func(c string) bool { return strings.TrimSpace(c) != "" }) {
		return
	}
	l := PlanLine{Row: row, Title: strings.Join(strings.Fields(cell(PlanTitle)), " ")}
	before := len(t.faults)
	fault := func(c PlanColumn, code PlanFaultCode) {
		if cell(c) == "" {
			code = CellMissing
		}
		t.faults = append(t.faults, PlanFault{row, c, code, cell(c)})
	}
	var ok bool
	l.Body, ok = t.words.bodies[key(cell(PlanBody))]
	if !ok {
		fault(PlanBody, CellBody)
	}
	if l.Title == "" || utf8.RuneCountInString(l.Title) > MaxTitle {
		fault(PlanTitle, CellLong)
	}
	l.Kind, ok = t.words.kinds[key(cell(PlanKind))]
	if !ok {
		fault(PlanKind, CellKind)
	}
	l.PlanMoment = t.words.moment(cell(PlanWhen), t.year)
	if !l.Valid() {
		fault(PlanWhen, CellWhen)
	}
	l.EU, ok = yes(cell(PlanEU))
	if !ok {
		t.faults = append(t.faults, PlanFault{row, PlanEU, CellEU, cell(PlanEU)})
	}
	same := fmt.Sprint(l.Body, "\n", key(l.Title))
	if above := t.seen[same]; above > 0 && len(t.faults) == before {
		t.faults = append(t.faults, PlanFault{row, PlanTitle, RowTwice, strconv.Itoa(above)})
	}
	t.seen[same] = row
	t.lines = append(t.lines, l)
}

// moment reads a month, by number or name, or a quarter such as "II квартал",
// "2. квартал" or "Q2".
func (w keyedWords) moment(text string, year int) PlanMoment {
	k := strings.Trim(key(text), ". ")
	if m, ok := w.months[k]; ok {
		k = m
	} else if q, ok := w.quarters[k]; ok {
		k = q
	}
	if n, err := strconv.Atoi(k); err == nil {
		return PlanMoment{Year: year, Month: n}
	}
	for _, mark := range []string{key("квартал"), "quarter", "q"} {
		rest, before := strings.CutSuffix(k, mark)
		if !before {
			rest, before = strings.CutPrefix(k, mark)
		}
		if !before {
			continue
		}
		rest = strings.Trim(rest, ". ")
		if i := slices.Index([]string{"i", "ii", "iii", "iv"}, rest); i >= 0 {
			return PlanMoment{Year: year, Quarter: i + 1}
		}
		if n, err := strconv.Atoi(rest); err == nil {
			return PlanMoment{Year: year, Quarter: n}
		}
	}
	return PlanMoment{Year: year}
}

// yes reads yes or no; nothing is no.
func yes(text string) (bool, bool) {
	switch key(text) {
	case key("да"), "yes", "1", "x":
		return true, true
	case "", key("не"), "no", "0", "-":
		return false, true
	}
	return false, false
}
