package main

import (
	"context"
	"fmt"
	"os/signal"
	"path/filepath"
	"syscall"
	"time"

	"github.com/rasprava/rasprava/internal/demonstration"
	"github.com/rasprava/rasprava/internal/dossier"
	"github.com/rasprava/rasprava/internal/local"
)

type upCommand struct {
	Demo    bool   `help:"Fill a new system with the demonstration, and print its accounts."`
	Data    string `default:"var" placeholder:"DIR" help:"Where all data stands; made when absent (${default})."`
	Addr    string `placeholder:"HOST:PORT" help:"Where the web listens (127.0.0.1:8080, or the next port that is free)."`
	Contact string `env:"RASPRAVA_CONTACT" placeholder:"CONTACT" help:"E-mail address or telephone number of who runs it, for its pages."`
}

// Help says what runs and what stays.
func (*upCommand) Help() string {
	return `Starts Postgres, Temporal, a worker and the web on this machine, starts again what dies, and stops all of it on Ctrl-C.
The next start finds everything as it was. Nothing is installed: what is missing is named.

  rasprava up --demo
  rasprava up --data /srv/rasprava --addr 0.0.0.0:80 --contact rasprava@organ.example`
}

// contact returns where people can turn to; the demonstration has one of its own.
func (u *upCommand) contact() (dossier.Contact, error) {
	contact, err := dossier.ParseContact(u.Contact)
	if err != nil {
		return "", fmt.Errorf("read contact: %w", err)
	}
	if contact == "" && u.Demo {
		return demonstration.Contact, nil
	}
	return contact, nil
}

// Run starts everything and waits until it is told to stop.
func (u *upCommand) Run(ctx context.Context, s *stdio) error {
	began := time.Now()
	ctx, stop := signal.NotifyContext(ctx, syscall.SIGHUP) // a closed terminal ends it too
	defer stop()
	contact, err := u.contact()
	if err != nil {
		return inputError{err}
	}
	system, err := local.Start(ctx, local.Options{Dir: u.Data, Addr: u.Addr, Demo: u.Demo, Contact: string(contact), Stderr: s.err})
	if err != nil {
		return serviceError{err}
	}
	defer system.Stop()
	fmt.Fprintf(s.out, "Rasprava is ready, after %.1f s: %s\n\n", time.Since(began).Seconds(), system.Web)
	fmt.Fprintf(s.out, "  Temporal   %s\n", system.TemporalUI)
	fmt.Fprintf(s.out, "  Database   %s\n", filepath.Join(u.Data, "database.url"))
	fmt.Fprintf(s.out, "  Logs       %s\n\n", filepath.Join(u.Data, "log"))
	if system.Accounts != "" {
		fmt.Fprintf(s.out, "%s\n\n", system.Accounts)
	}
	fmt.Fprintln(s.out, "Ctrl-C stops everything; the next start finds it as it was.")
	<-ctx.Done()
	fmt.Fprintln(s.err, "rasprava: stopping")
	return nil
}
