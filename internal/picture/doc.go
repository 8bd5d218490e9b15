// Package picture puts a procedure, and when a dossier can pass through it, into
// the words of a language and into pictures and calendar entries: what chart
// draws and notify writes. Pages and the command line take them from here. It
// reads no record.
package picture

import (
	"strings"

	"github.com/rasprava/rasprava/internal/calendar"
	"github.com/rasprava/rasprava/internal/locale"
	"github.com/rasprava/rasprava/internal/procedure"
)

// Words speaks of one procedure in one language.
type Words struct {
	Say        *locale.Printer
	Definition *procedure.Definition
	Whole      bool // of every act: what is for some acts alone says for which
}

// For returns the words for a procedure, as it applies to one act, in a language.
func For(l locale.Lang, d *procedure.Definition) Words {
	return Words{Say: locale.For(l), Definition: d}
}

// Of returns the words for a procedure as it is for every act.
func Of(l locale.Lang, d *procedure.Definition) Words {
	return Words{Say: locale.For(l), Definition: d, Whole: true}
}

// Title returns a Serbian or an English title in the language of the reader.
func (w Words) Title(sr, en string) string {
	if w.Say.Lang() == locale.En {
		return en
	}
	return w.Say.Serbian(sr)
}

// Basis returns where a rule comes from: in English as the procedure cites it so,
// where it does.
func (w Words) Basis(sr string) string {
	if en := w.Definition.EnglishBasis(sr); en != "" {
		return w.Title(sr, en)
	}
	return w.Say.Serbian(sr)
}

// Stage returns the title of a stage; its id where the procedure has no such stage.
func (w Words) Stage(id string) string {
	s, ok := w.Definition.Stage(id)
	if !ok {
		return id
	}
	return w.Title(s.TitleSr, s.TitleEn)
}

// Name returns the title of the procedure.
func (w Words) Name() string { return w.Title(w.Definition.TitleSr, w.Definition.TitleEn) }

// Body returns the name of a body of the procedure; empty: it has none with that
// code.
func (w Words) Body(code string) string {
	b, _ := w.Definition.Body(code)
	return w.Title(b.NameSr, b.NameEn)
}

// Day writes a date.
func (w Words) Day(d calendar.Date) string { return w.Say.Date(d.Year, d.Month, d.Day) }

// Term says how long a window lasts and from when it is counted.
func (w Words) Term(x procedure.WindowDef) string {
	long := x.Term
	if t, err := calendar.ParseTerm(x.Term); err == nil {
		long = w.Long(t)
	}
	from := w.Say.T("procedure.from_entry", nil)
	switch x.From {
	case procedure.FromPublication:
		from = w.Say.T("procedure.from_publication", nil)
	case procedure.FromOpening:
		from = w.Say.T("procedure.from_opening", nil)
	}
	if origin, ok := strings.CutPrefix(x.From, "stage:"); ok {
		from = w.Say.T("procedure.from_stage", map[string]any{"title": Quoted(w.Stage(origin))})
	}
	text := w.Say.T("procedure.term."+string(x.Kind), map[string]any{"long": long, "from": from})
	if x.Advised {
		text += ", " + w.Say.T("picture.advised", nil)
	}
	return text + w.When(x.When)
}

// When says for which acts something is, to stand after it; empty where it is for
// every act, or the words are of one act alone.
func (w Words) When(c procedure.When) string {
	var parts []string
	for _, t := range w.Definition.Traits {
		values, ok := c[t.ID]
		if !ok {
			continue
		}
		var titles []string
		for _, id := range values {
			x, _ := t.Value(id)
			titles = append(titles, w.Title(x.TitleSr, x.TitleEn))
		}
		parts = append(parts, w.Title(t.TitleSr, t.TitleEn)+" – "+strings.Join(titles, " / "))
	}
	if !w.Whole || parts == nil {
		return ""
	}
	return w.Say.T("picture.when", map[string]any{"what": strings.Join(parts, "; ")})
}

// Short says how long a window lasts, and whether that was checked.
func (w Words) Short(x procedure.WindowDef) string {
	text := x.Term
	t, err := calendar.ParseTerm(x.Term)
	if err == nil {
		unit := t.Unit
		if unit == calendar.DaysNoRoll {
			unit = calendar.Days
		}
		text = w.Say.T("picture.term."+string(x.Kind), map[string]any{"long": w.long(t, unit)})
	}
	if x.Advised {
		text += ", " + w.Say.T("picture.advised", nil)
	}
	return w.Marked(text, x.Evidence) + w.When(x.When)
}

// Long says how long a term is, in the case that follows „најмање”.
func (w Words) Long(t calendar.Term) string { return w.long(t, t.Unit) }

func (w Words) long(t calendar.Term, unit calendar.Unit) string {
	if t.Dated() {
		return w.Say.T("procedure.until_day", map[string]any{"day": w.Say.LongDay(t.MonthDay())})
	}
	return w.Say.Plural("procedure.unit."+UnitName(unit), t.N, nil)
}

// UnitName returns the name of a unit in the catalogues.
func UnitName(u calendar.Unit) string {
	switch u {
	case calendar.DaysNoRoll:
		return "fixed_day"
	case calendar.WorkingDays:
		return "working_day"
	case calendar.Weeks:
		return "week"
	case calendar.Months:
		return "month"
	case calendar.Years:
		return "year"
	}
	return "day"
}

// Quoted returns a title as it stands within quotation marks.
func Quoted(title string) string { return innerQuotes.Replace(title) }

var innerQuotes = strings.NewReplacer("„", "’", "”", "’", "“", "’")
