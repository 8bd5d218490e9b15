package main

import (
	"context"
	"crypto/rand"
	"fmt"
	"io"
	"os"
	"text/tabwriter"

	"github.com/rasprava/rasprava/internal/roster"
	"github.com/rasprava/rasprava/web"
)

type enrolCommand struct {
	File string `arg:"" help:"Who is who, as YAML; - reads standard input."`
}

// Help shows what a roster looks like.
func (*enrolCommand) Help() string {
	return `Enters bodies, people with their roles and mandates, and organisations. What is known already stays as it is, so a file may be
entered again with what was added to it; only the contacts of bodies are replaced. A contact is an e-mail address or a
telephone number of the body, not of a person, and stands on public pages. The password of each new person is printed, once.
Roles: drafter, signer, opinion_giver, secretary, officer, operator, oversight.

  bodies:
    - {code: MPROB, name_sr: Министарство проба, name_en: Ministry of Trials, contact: pisarnica@mprob.example, from: "2024-01-01"}
    - code: SPROB
      name_sr: Скупштина Проба
      name_en: Assembly of Trials
      collegial: true
      from: "2024-01-01"
      members: [{count: 41, from: "2024-06-01", act: "Статут, члан 32."}]
  people:
    - name: Ана Анић
      email: ana@mprob.example
      appointments: [{body: MPROB, role: drafter, from: "2026-01-01"}]
  organisations:
    - {register_no: "90000011", name: Удружење, kind: association}

  DATABASE_URL=postgres://… rasprava enrol ko-je-ko.yaml`
}

// Run enters the roster and prints the new accounts.
func (c *enrolCommand) Run(ctx context.Context, s *stdio) error {
	r, err := c.read(s)
	if err != nil {
		return inputError{err}
	}
	st, err := openRecord(ctx)
	if err != nil {
		return err
	}
	defer st.Close()
	accounts, err := roster.Enter(ctx, st, r, rand.Text, web.HashPassword)
	w := tabwriter.NewWriter(s.out, 0, 4, 2, ' ', 0)
	for _, a := range accounts { // those who were entered before a fault too: their passwords are shown nowhere else
		fmt.Fprintf(w, "%s\t%s\t%s\n", a.Email, a.Password, a.Name)
	}
	flushed := w.Flush()
	if err != nil {
		return err
	}
	fmt.Fprintf(s.err, "Entered: %d new accounts.\n", len(accounts))
	return flushed
}

func (c *enrolCommand) read(s *stdio) (roster.Roster, error) {
	in := s.in
	if c.File != "-" {
		f, err := os.Open(c.File)
		if err != nil {
			return roster.Roster{}, fmt.Errorf("read roster: %w", err)
		}
		defer f.Close()
		in = f
	}
	src, err := io.ReadAll(io.LimitReader(in, roster.MaxSource+1))
	if err != nil {
		return roster.Roster{}, fmt.Errorf("read roster: %w", err)
	}
	return roster.Load(src)
}
