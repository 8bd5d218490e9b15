package main

import (
	"context"
	"errors"
	"fmt"
	"net/url"
	"strings"
	"text/tabwriter"
	"time"

	"github.com/rasprava/rasprava/internal/demonstration"
	"github.com/rasprava/rasprava/internal/dossier"
	"github.com/rasprava/rasprava/internal/engine"
	"github.com/rasprava/rasprava/internal/locale"
	"github.com/rasprava/rasprava/web"
)

type seedCommand struct{}

// Help says what stands in the demonstration.
func (*seedCommand) Help() string {
	return `Fills an installation with an invented ministry: drafts in different stages, an open round on which anyone may comment,
comments with answers, drafts that wait for an opinion and for a committee, a law that went the whole way, and a rehearsal. A
worker must be running. What stands already stays, so it may be run again. Only for installations with RASPRAVA_DEMO=1.

  rasprava up --demo      does all this by itself`
}

// Run seeds and prints the accounts.
func (*seedCommand) Run(ctx context.Context, s *stdio) error {
	c, err := connect(ctx, s)
	if err != nil {
		return err
	}
	defer c.close()
	if !c.Demo {
		return inputError{errors.New("seed: this is not a demonstration (RASPRAVA_DEMO=1 makes it one)")}
	}
	bar := progress{out: s.err}
	seeder := &demonstration.Seeder{Store: c.store, Engine: engine.New(c.temporal.Client, c.store, c.log), Intake: c.store.NewIntake(ctx, 1),
		Hash: web.HashPassword, Now: time.Now(), Progress: bar.show}
	err = seeder.Seed(ctx)
	if err != nil {
		return err
	}
	rehearsal, err := seeder.Rehearsal(ctx)
	if err != nil {
		return err
	}
	return printDemonstration(s, "http://"+c.Addr, rehearsal)
}

// printDemonstration says where the demonstration is to be seen, and by whom.
// Only the ministry that leads the rehearsal sees it, so its link goes through
// signing in.
func printDemonstration(s *stdio, site string, rehearsal dossier.Ref) error {
	cast, err := demonstration.LoadCast()
	if err != nil {
		return err
	}
	in := "/" + string(locale.SrCyrl)
	fmt.Fprintf(s.out, "Нацрти и предлози: %s/predmeti\nОтворене расправе: %s/rasprave\n", site+in, site+in)
	fmt.Fprintf(s.out, "Проба коју можете да поведете када се пријавите као %s, само преко ове везе:\n  %s/prijava?dalje=%s\n",
		demonstration.Driver, site+in, url.QueryEscape(in+"/predmeti/"+string(rehearsal)))
	fmt.Fprintf(s.out, "\nНалози за испробавање (лозинка свих је %s):\n", demonstration.Password)
	w := tabwriter.NewWriter(s.out, 0, 4, 2, ' ', 0)
	for _, a := range demonstration.Accounts(cast) {
		fmt.Fprintf(w, "  %s\t%s\t%s\n", a[0], a[1], a[2])
	}
	return w.Flush()
}

// progress shows how far something long has come: one line that is written
// over on a terminal, and one line a step elsewhere.
type progress struct {
	out interface{ Write([]byte) (int, error) }
}

const barWidth = 24

func (p progress) show(done, total int, what string) {
	full := barWidth * done / max(total, 1)
	fmt.Fprintf(p.out, "[%s%s] %d/%d %s\n", strings.Repeat("█", full), strings.Repeat("·", barWidth-full), done, total, what)
}
