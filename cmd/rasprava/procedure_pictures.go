package main

import (
	"fmt"

	"github.com/rasprava/rasprava/internal/calendar"
	"github.com/rasprava/rasprava/internal/locale"
	"github.com/rasprava/rasprava/internal/picture"
	"github.com/rasprava/rasprava/internal/procedure"
)

type procedureGraph struct {
	ID   string `arg:"" help:"The procedure, such as rs.law.government."`
	To   string `default:"svg" enum:"svg,mermaid,dot" help:"What to write: svg for browsers and print, mermaid or dot for other programs that draw."`
	Lang string `default:"sr-Cyrl" enum:"sr-Cyrl,sr-Latn,en" help:"In which language: sr-Cyrl, sr-Latn or en."`
}

// Help shows what the command is for.
func (*procedureGraph) Help() string {
	return `The main path is one column from the top down; stages beside it stand further right, and lines on the left lead back.

  rasprava procedure graph rs.law.government --to svg > zakon.svg
  rasprava procedure graph rs.law.government --to dot --lang en | dot -Tpdf -o law.pdf`
}

// Run writes the graph.
func (c *procedureGraph) Run(s *stdio) error {
	d, err := procedure.Get(c.ID)
	if err != nil {
		return inputError{err}
	}
	g := picture.Of(locale.Lang(c.Lang), d).Graph(picture.Graph{ID: "graph"})
	b := g.SVG()
	switch c.To {
	case "mermaid":
		b = g.Mermaid()
	case "dot":
		b = g.DOT()
	}
	_, err = s.out.Write(b)
	return err
}

type procedureTimeline struct {
	ID    string            `arg:"" help:"The procedure, such as rs.law.government."`
	Trait map[string]string `help:"What of the act the procedure depends on, such as novelty=amending; of what is not said, the first value is taken."`
	From  string            `required:"" help:"The day on which the dossier starts, such as 2026-11-23."`
	To    string            `default:"text" enum:"text,json,ics,svg" help:"What to write: text for this terminal, json for programs, ics for calendars, svg for browsers and print."`
	Lang  string            `default:"sr-Cyrl" enum:"sr-Cyrl,sr-Latn,en" help:"Language of ics and svg: sr-Cyrl, sr-Latn or en."`
}

// Help shows what the command is for.
func (*procedureTimeline) Help() string {
	return `Earliest: everybody acts at once and only the minimum terms of the law are waited for. Latest: everybody uses the whole
term; there is no latest date after a stage for which the law sets none. Latest by terms: the same, if the stages for which
the law sets no term took no time; they are listed under the table. Critical: the earliest day in force depends on it; of the
others it says how many days later they may end. A term whose basis was not read in a public source is marked as not verified.

  rasprava procedure timeline rs.law.government --from 2026-11-23`
}

// Run writes the timeline.
func (c *procedureTimeline) Run(s *stdio) error {
	d, err := procedure.Get(c.ID)
	if err != nil {
		return inputError{err}
	}
	from, err := calendar.ParseDate(c.From)
	if err != nil {
		return inputError{err}
	}
	if day := from.String(); day < d.ValidFrom || d.ValidTo != "" && day > d.ValidTo {
		return inputError{fmt.Errorf("draw timeline of %s: version %s is in force from %s, not on %s", d.ID, d.Version, d.ValidFrom, day)}
	}
	d, err = applied(d, c.Trait)
	if err != nil {
		return inputError{err}
	}
	t, err := d.Timeline(from)
	if err != nil {
		return inputError{err}
	}
	words := picture.For(locale.Lang(c.Lang), d)
	switch c.To {
	case "json":
		return writeJSON(s.out, t)
	case "ics":
		_, err = s.out.Write(words.Days(t).ICS())
		return err
	case "svg":
		_, err = s.out.Write(words.Gantt(t, "timeline").SVG())
		return err
	}
	return t.Write(s.out)
}

// applied returns the procedure as it applies to an act with those traits; an
// error names the trait or the value that it does not have.
func applied(d *procedure.Definition, traits map[string]string) (*procedure.Definition, error) {
	for id, value := range traits {
		t, known := d.Trait(id)
		if !known {
			return nil, fmt.Errorf("apply %s: no trait %q", d.ID, id)
		}
		if _, known = t.Value(value); !known {
			return nil, fmt.Errorf("apply %s: trait %s has no value %q", d.ID, id, value)
		}
	}
	return d.For(traits), nil
}
