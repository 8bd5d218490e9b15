package main

import (
	"context"
	"fmt"
	"io"
	"os"
	"path/filepath"

	"github.com/rasprava/rasprava/internal/act"
	"github.com/rasprava/rasprava/internal/dossier"
	"github.com/rasprava/rasprava/internal/procedure"
	"github.com/rasprava/rasprava/internal/store"
)

// dossierCommand is for dossiers that this system did not keep itself.
type dossierCommand struct {
	Import dossierImport `cmd:"" help:"Bring in the history of a dossier that was kept elsewhere and has ended."`
}

type dossierImport struct {
	File     string `arg:"" help:"The history, as YAML or JSON; - reads standard input."`
	Check    bool   `help:"Only say what is wrong in it, by lines; nothing is written, and a fault is exit 1."`
	Operator string `placeholder:"EMAIL" help:"The operator who brings it in, by the address of their account: their name stands on its page."`
}

// Help shows what a history looks like.
func (*dossierImport) Help() string {
	return `Brings in a dossier that has ended, with its stages as they happened, so that what the law asked can be compared with it. It is
closed and public at once, marked everywhere as imported, and nothing in it counts as proof of this system: no workflow runs, no
receipt and no signature is made. Its days must not be before its procedure was in force. All faults are said at once, and while
there is one nothing is written. What was brought in cannot be changed or taken out again: check it first.

  format: rasprava.history/1
  reference: 011-00-7/2026
  title: Закон о пробама
  act: law
  procedure: rs.law.government
  lead: MPROB
  proposers: [MDRUG]
  traits: {novelty: other_new}
  text: zakon.docx
  source: {name: Архива Министарства проба, url: "https://arhiva.mprob.example/011-00-7"}
  stages:
    - {stage: plan, started: 2026-01-12, ended: 2026-01-16, outcome: planned}
    - stage: start_notice
      started: 2026-01-16
      published: 2026-01-19
      ended: 2026-02-20
      outcome: withdrawn
      number: 011-00-7/2026-3
      url: https://arhiva.mprob.example/povlacenje

Stages and outcomes are those of rasprava procedure show; published is the day from which a term counts that begins with
publication; a consultation may have comments: how many came in; a dossier may be withdrawn in its last stage. The text stands beside the file, in any format of rasprava act parse.

  DATABASE_URL=postgres://… rasprava dossier import istorija.yaml --check
  DATABASE_URL=postgres://… rasprava dossier import istorija.yaml --operator ana@mprob.example`
}

// Run checks the history, and brings it in unless it was only to be checked.
func (c *dossierImport) Run(ctx context.Context, s *stdio) error {
	if !c.Check && c.Operator == "" {
		return inputError{fmt.Errorf("import %s: say who brings it in: --operator, or only --check it", c.File)}
	}
	in, faults, err := c.read(s)
	if err != nil {
		return inputError{err}
	}
	if in.History == nil {
		return c.fail(s, faults)
	}
	st, err := openRecord(ctx)
	if err != nil {
		return err
	}
	defer st.Close()
	more, err := st.CheckImport(ctx, in)
	if err != nil {
		return err
	}
	faults = append(faults, more...)
	if len(faults) > 0 {
		return c.fail(s, faults)
	}
	if c.Check {
		fmt.Fprintf(s.err, "%s can be brought in; nothing was written.\n", c.File)
		return nil
	}
	person, err := personOf(ctx, st, c.Operator)
	if err != nil {
		return fmt.Errorf("import %s: %w", c.File, err)
	}
	ref, faults, err := st.ImportDossier(ctx, person, in)
	if err != nil {
		return err
	}
	if len(faults) > 0 {
		return c.fail(s, faults)
	}
	_, err = fmt.Fprintln(s.out, ref)
	return err
}

// fail prints the faults, by lines.
func (c *dossierImport) fail(s *stdio, faults []procedure.Fault) error {
	for _, f := range procedure.InFile(faults, c.File) {
		fmt.Fprintln(s.out, f)
	}
	return errAnswerNo
}

// read reads the history and the text of the act, which stands beside it.
func (c *dossierImport) read(s *stdio) (store.Import, []procedure.Fault, error) {
	var in store.Import
	var err error
	if c.File == "-" {
		in.Document, err = io.ReadAll(io.LimitReader(s.in, procedure.MaxSource+1))
	} else {
		in.Document, err = readFile(c.File)
	}
	if err != nil {
		return in, nil, fmt.Errorf("import %s: %w", c.File, reason(err))
	}
	var faults []procedure.Fault
	in.History, faults = procedure.ReadHistory(in.Document)
	if in.History == nil || in.History.Text == "" {
		return in, faults, nil
	}
	name := in.History.Text
	if !filepath.IsLocal(name) {
		return in, append(faults, in.History.Fault("text", "the text of the act stands beside the file, or in a folder there")), nil
	}
	dir := "."
	if c.File != "-" {
		dir = filepath.Dir(c.File)
	}
	text, err := readBeside(filepath.Join(dir, name))
	if err != nil {
		return in, append(faults, in.History.Fault("text", fmt.Sprintf("the text of the act cannot be read: %s: %v", name, reason(err)))), nil
	}
	in.Text = &store.NewDocument{Kind: dossier.ActDocument, Name: filepath.Base(name), Bytes: text}
	return in, faults, nil
}

// readBeside reads at most one byte more than a document may have, which the store
// then refuses.
func readBeside(name string) ([]byte, error) {
	f, err := os.Open(name)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	return io.ReadAll(io.LimitReader(f, act.MaxBytes+1))
}
