// Command rasprava is the whole system in one binary: the parts of a server,
// everything at once on one machine, and tools that work on files alone. It
// reads flags, calls and prints; what it calls does the work.
package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/signal"
	"strings"
	"syscall"

	"github.com/alecthomas/kong"

	"github.com/rasprava/rasprava/internal/dossier"
	"github.com/rasprava/rasprava/internal/exchange"
	"github.com/rasprava/rasprava/internal/locale"
)

// commandLine is all that rasprava understands.
type commandLine struct {
	Up       upCommand       `cmd:"" group:"run" help:"Run the whole system on this machine: Postgres, Temporal, worker and web."`
	Serve    serveCommand    `cmd:"" group:"run" help:"Run the web server: the API and the public log. Any number may run."`
	Work     workCommand     `cmd:"" group:"run" help:"Run a worker: workflows, activities and the outbox. Any number may run."`
	Migrate  migrateCommand  `cmd:"" group:"run" help:"Bring the database and Temporal to what this version needs."`
	Enrol    enrolCommand    `cmd:"" group:"run" help:"Enter bodies, people with their roles, and organisations."`
	Account  accountCommand  `cmd:"" group:"run" help:"Accounts: another password for who has forgotten theirs."`
	Dossier  dossierCommand  `cmd:"" group:"run" help:"Dossiers that were kept elsewhere: bring in their history."`
	Seed     seedCommand     `cmd:"" group:"run" help:"Fill an empty system with the demonstration."`
	Comments commentsCommand `cmd:"" group:"run" help:"Comments by the thousand: export them, and import what an organisation collected."`
	Load     loadCommand     `cmd:"" group:"run" help:"Load a running system with submissions, and check every receipt that it gives."`

	Act       actCommand       `cmd:"" group:"text" help:"Read acts and compare them."`
	Script    scriptCommand    `cmd:"" group:"text" help:"Cyrillic and Latin: a filter over standard input."`
	Procedure procedureCommand `cmd:"" group:"law" help:"The procedures: list, show, check, and the dates of each."`
	Calendar  calendarCommand  `cmd:"" group:"law" help:"Deadlines and non-working days."`
	Receipt   receiptCommand   `cmd:"" group:"proof" help:"Check receipts, offline."`
	Ledger    ledgerCommand    `cmd:"" group:"proof" help:"Audit and mirror a log."`
}

// stdio is where a command reads and writes.
type stdio struct {
	in       io.Reader
	out, err io.Writer
}

// How a command ends: errAnswerNo without another word, the rest with one line.
var errAnswerNo = errors.New("the answer is no")

// inputError is wrong usage or unreadable input: exit 2.
type inputError struct{ err error }

func (e inputError) Error() string { return e.err.Error() }
func (e inputError) Unwrap() error { return e.err }

// serviceError is a service that could not be reached: exit 3.
type serviceError struct{ err error }

func (e serviceError) Error() string { return e.err.Error() }
func (e serviceError) Unwrap() error { return e.err }

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	os.Exit(run(ctx, os.Args[1:], &stdio{in: os.Stdin, out: os.Stdout, err: os.Stderr}))
}

// run runs one command line and returns its exit status.
func run(ctx context.Context, args []string, s *stdio) int {
	status := -1
	parser, err := kong.New(&commandLine{},
		kong.Name("rasprava"),
		kong.Description("A workflow engine for public consultations and legislative drafting.\n\nTry it: rasprava up --demo"),
		kong.UsageOnError(),
		kong.Writers(s.out, s.err),
		kong.Exit(func(code int) { status = code; panic(exited{}) }),
		kong.ConfigureHelp(kong.HelpOptions{Compact: true}),
		kong.ExplicitGroups([]kong.Group{
			{Key: "run", Title: "Run it:"}, {Key: "text", Title: "Texts:"}, {Key: "law", Title: "Procedures and dates:"}, {Key: "proof", Title: "Proofs:"},
		}),
		kong.BindTo(ctx, (*context.Context)(nil)),
		kong.Bind(s),
	)
	if err != nil {
		fmt.Fprintf(s.err, "rasprava: %v\n", err)
		return 2
	}
	chosen, err := parse(parser, args)
	if status >= 0 { // help was shown
		return status
	}
	if err != nil {
		fmt.Fprintf(s.err, "rasprava: %v; see rasprava --help\n", err)
		return 2
	}
	return exitStatus(chosen.Run(), s)
}

type exited struct{}

// parse parses the arguments; asking for help ends the parser by a panic of
// our own making, for it has no other way to stop.
func parse(p *kong.Kong, args []string) (chosen *kong.Context, err error) {
	defer func() {
		r := recover()
		if _, ok := r.(exited); r != nil && !ok {
			panic(r)
		}
	}()
	if len(args) == 0 {
		args = []string{"--help"}
	}
	return p.Parse(args)
}

// english is the tongue of the command line.
func english() *locale.Printer { return locale.For(locale.En) }

// whyRefused says a refusal in words, and of what is not available just now the cause: who
// gives commands is who can put it right.
func whyRefused(p *dossier.Problem) string {
	if cause := p.Unwrap(); cause != nil && p.Code == dossier.CodeUnavailable {
		return exchange.Why(english(), p.Code, p.Params) + ": " + cause.Error()
	}
	if len(p.Fields) == 0 {
		return exchange.Why(english(), p.Code, p.Params)
	}
	said := make([]string, len(p.Fields))
	for i, f := range p.Fields {
		said[i] = f.Name + ": " + exchange.Why(english(), f.Code, f.Params)
	}
	return strings.Join(said, "; ")
}

func exitStatus(err error, s *stdio) int {
	var input inputError
	var service serviceError
	var problem *dossier.Problem
	switch {
	case err == nil, errors.Is(err, context.Canceled):
		return 0
	case errors.Is(err, errAnswerNo):
		return 1
	}
	words := err.Error()
	if errors.As(err, &problem) {
		words = strings.ReplaceAll(words, problem.Error(), whyRefused(problem))
	}
	fmt.Fprintf(s.err, "rasprava: %s\n", strings.ReplaceAll(words, "\n", "; "))
	switch {
	case errors.As(err, &input):
		return 2
	case errors.As(err, &service):
		return 3
	case errors.As(err, &problem):
		return 1
	}
	return 1
}
