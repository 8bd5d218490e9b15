package procedure

import (
	"cmp"
	"slices"

	"go.yaml.in/yaml/v3"

	"github.com/rasprava/rasprava/internal/calendar"
)

// HistoryFormat is the format of the document of a dossier that was kept elsewhere.
const HistoryFormat = "rasprava.history/1"

// History is the course of a dossier that was kept elsewhere and has ended, as a
// document tells it.
type History struct {
	Reference string // its number where it was kept
	Title     string
	Act       string // kind of act, of ActKinds
	Procedure string // id
	Lead      string // code of the lead proposer
	Proposers []string
	Traits    map[string]string
	Text      string // name of the file with the text of the act; empty: none is brought
	Source    HistorySource
	Stages    []HistoryStage

	lines lines
}

// HistorySource is where it was taken from.
type HistorySource struct {
	Name string
	URL  string
}

// HistoryStage is one time that it was in a stage.
type HistoryStage struct {
	Stage     string
	Started   calendar.Date
	Published calendar.Date // from which a term that counts from publication ran; zero: nothing was published
	Ended     calendar.Date
	Outcome   string // of the definition's, or Withdrawn in the last stage
	Number    string // of the act by which it ended; empty: none is known
	URL       string // where that can be seen; empty: nowhere
	Comments  *int   // that came in; nil: it is not known

	lines lines
}

// lines are the lines on which the values of keys stand.
type lines map[string]int

// noted reads a value and notes its line.
func (l lines) noted(f field) field {
	return field{f.name, func(n *yaml.Node) {
		l[f.name] = n.Line
		f.read(n)
	}}
}

// of returns the line of a key's value, or, where it does not stand, that of the
// mapping.
func (l lines) of(key string) int {
	if line := l[key]; line > 0 {
		return line
	}
	return l[""]
}

// Fault returns a fault of the value of a key of the document, in its line.
func (h *History) Fault(key, sentence string) Fault {
	return Fault{Line: max(h.lines.of(key), 1), Sentence: sentence}
}

// ReadHistory reads the document of a dossier that was kept elsewhere, YAML or JSON,
// and returns what cannot be read in it, by line; nil where there is no tree at all.
// Whether it makes sense is for Check.
func ReadHistory(src []byte) (*History, []Fault) {
	r := &reader{whole: "a history"}
	n := r.root(canonical(src))
	if n == nil {
		return nil, r.faults
	}
	h := &History{lines: lines{"": n.Line}}
	format, note := "", h.lines.noted
	r.mapping(n, r.whole, note(text(r, "format", &format)), note(text(r, "reference", &h.Reference)), note(text(r, "title", &h.Title)), note(text(r, "act", &h.Act)),
		note(text(r, "procedure", &h.Procedure)), note(text(r, "lead", &h.Lead)), note(r.texts("proposers", &h.Proposers)), note(r.sets("traits", &h.Traits)),
		note(text(r, "text", &h.Text)), note(field{"source", h.Source.read(r)}),
		note(r.each("stages", func(n *yaml.Node) { h.Stages = append(h.Stages, r.historyStage(n)) })))
	if format != HistoryFormat {
		r.fault(h.lines.of("format"), "format is %s", HistoryFormat)
	}
	return h, r.faults
}

func (s *HistorySource) read(r *reader) func(*yaml.Node) {
	return func(n *yaml.Node) { r.mapping(n, "a source", text(r, "name", &s.Name), text(r, "url", &s.URL)) }
}

func (r *reader) historyStage(n *yaml.Node) HistoryStage {
	s := HistoryStage{lines: lines{"": n.Line}}
	note := s.lines.noted
	r.mapping(n, "a stage", note(text(r, "stage", &s.Stage)), note(r.day("started", &s.Started)), note(r.day("published", &s.Published)), note(r.day("ended", &s.Ended)),
		note(text(r, "outcome", &s.Outcome)), note(text(r, "number", &s.Number)), note(text(r, "url", &s.URL)),
		note(field{"comments", func(n *yaml.Node) {
			came := 0
			r.number("comments", &came).read(n)
			s.Comments = &came
		}}))
	return s
}

// day reads a civil date, ISO 8601.
func (r *reader) day(name string, to *calendar.Date) field {
	return field{name, func(n *yaml.Node) {
		day, err := calendar.ParseDate(n.Value)
		if n.Kind != yaml.ScalarNode || err != nil {
			r.fault(n.Line, "%s is a day such as 2025-04-14", name)
			return
		}
		*to = day
	}}
}

// InFile returns the faults of a file, named and in the order of its lines.
func InFile(faults []Fault, file string) []Fault {
	named := slices.Clone(faults)
	for i := range named {
		named[i].File = file
	}
	slices.SortStableFunc(named, func(a, b Fault) int { return cmp.Compare(a.Line, b.Line) })
	return named
}
