package main

import (
	"errors"
	"fmt"
	"io"
	"os"
	"text/tabwriter"

	"github.com/rasprava/rasprava/internal/procedure"
)

// procedureCommand shows and checks procedures.
type procedureCommand struct {
	List     procedureList     `cmd:"" help:"The procedures that this program carries: rasprava procedure list."`
	Show     procedureShow     `cmd:"" help:"One procedure with its stages, terms, gates and outcomes: rasprava procedure show rs.law.government."`
	Check    procedureCheck    `cmd:"" help:"Look for faults in definitions, as file:line: sentence, and exit 1 when there are any: rasprava procedure check moj-postupak.yaml."`
	Graph    procedureGraph    `cmd:"" help:"The procedure as a picture, or as text for Mermaid or Graphviz: rasprava procedure graph rs.law.government --to svg."`
	Schema   procedureSchema   `cmd:"" help:"The JSON Schema of a definition, for editors: rasprava procedure schema > procedure.schema.json."`
	Timeline procedureTimeline `cmd:"" help:"The earliest and the latest dates of every stage: rasprava procedure timeline rs.law.government --from 2026-11-23."`
}

type procedureList struct {
	To  string `default:"text" enum:"text,json" help:"What to write: text for this terminal, json for programs."`
	All bool   `help:"List also the procedures that are there for tests."`
}

// Run lists the procedures, every version of each, the newest first.
func (c *procedureList) Run(s *stdio) error {
	listed := procedure.List()
	if c.All {
		listed = procedure.Shipped()
	}
	if c.To == "json" {
		type item struct {
			ID        string `json:"id"`
			Version   string `json:"version"`
			TitleSr   string `json:"title_sr"`
			TitleEn   string `json:"title_en"`
			ValidFrom string `json:"valid_from"`
			ValidTo   string `json:"valid_to,omitempty"`
			Calendar  string `json:"calendar"`
			Stages    int    `json:"stages"`
			Verified  bool   `json:"verified"`
			Hash      string `json:"hash"`
		}
		out := struct {
			Format string `json:"format"`
			Items  []item `json:"items"`
		}{"rasprava.procedures/1", []item{}}
		for _, d := range listed {
			out.Items = append(out.Items, item{d.ID, d.Version, d.TitleSr, d.TitleEn, d.ValidFrom, d.ValidTo, d.Calendar, len(d.Stages), d.Verified(), d.Hash})
		}
		return writeJSON(s.out, out)
	}
	w := tabwriter.NewWriter(s.out, 0, 0, 2, ' ', 0)
	for _, d := range listed {
		valid := "from " + d.ValidFrom
		if d.ValidTo != "" {
			valid += " to " + d.ValidTo
		}
		fmt.Fprintf(w, "%s\t%s\t%s\t%d stages\t%s\t%s\n", d.ID, d.Version, valid, len(d.Stages), d.TitleSr, d.TitleEn)
	}
	return w.Flush()
}

type procedureShow struct {
	ID      string `arg:"" help:"The procedure, such as rs.law.government."`
	Version string `help:"The version, such as 2025-03-31; without it the newest."`
	To      string `default:"text" enum:"text,json,yaml" help:"What to write: text, json for programs, or the yaml of the definition itself."`
}

// Run shows the procedure.
func (c *procedureShow) Run(s *stdio) error {
	d, err := procedure.GetVersion(c.ID, c.Version)
	if err != nil {
		return inputError{err}
	}
	switch c.To {
	case "yaml":
		_, err = s.out.Write(d.Source)
		return err
	case "json":
		return writeJSON(s.out, struct {
			Format string `json:"format"`
			*procedure.Definition
		}{"rasprava.procedure/1", d})
	}
	return d.Describe(s.out)
}

type procedureCheck struct {
	Files []string `arg:"" optional:"" name:"file" help:"Definitions to check, or - for standard input. Without any, those that this program carries."`
}

// Run prints the faults.
func (c *procedureCheck) Run(s *stdio) error {
	files := procedure.Files()
	if len(c.Files) > 0 {
		files = nil
	}
	for _, name := range c.Files {
		src, err := readDefinition(s, name)
		if err != nil {
			return inputError{err}
		}
		files = append(files, procedure.File{Name: name, Source: src})
	}
	found := 0
	for _, f := range files {
		for _, fault := range procedure.Check(f.Source, f.Name) {
			fmt.Fprintln(s.out, fault)
			found++
		}
	}
	if found > 0 {
		return errAnswerNo
	}
	return nil
}

type procedureSchema struct{}

// Run writes the schema.
func (*procedureSchema) Run(s *stdio) error {
	_, err := s.out.Write(procedure.Schema())
	return err
}

func readDefinition(s *stdio, name string) ([]byte, error) {
	var (
		src []byte
		err error
	)
	if name == "-" {
		src, err = io.ReadAll(io.LimitReader(s.in, procedure.MaxSource+1))
	} else {
		src, err = readFile(name)
	}
	if err != nil {
		return nil, fmt.Errorf("check %s: %w", name, reason(err))
	}
	return src, nil
}

// readFile reads at most one byte more than a definition may have.
func readFile(name string) ([]byte, error) {
	f, err := os.Open(name)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	return io.ReadAll(io.LimitReader(f, procedure.MaxSource+1))
}

// reason returns what went wrong with a file, without its name.
func reason(err error) error {
	var p *os.PathError
	if errors.As(err, &p) {
		return p.Err
	}
	return err
}
