package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"strings"
	"time"

	"github.com/google/uuid"

	"github.com/rasprava/rasprava/internal/load"
)

type loadCommand struct {
	URL         string        `arg:"" help:"Of the system, as http://127.0.0.1:8080."`
	Round       string        `placeholder:"ID" help:"The round to send into; without it, the only one that is open."`
	Rate        float64       `default:"100" help:"Submissions a second (${default}); 0 sends as fast as the connections carry."`
	Duration    time.Duration `default:"1m" help:"For how long (${default})."`
	Connections int           `default:"256" help:"Most connections at once (${default})."`
	Timeout     time.Duration `default:"30s" help:"For one answer (${default})."`
	Patience    time.Duration `help:"For how long what is not answered, or is answered 429 or 5xx, is sent again with its key; 0: not at all."`
	Again       float64       `help:"Share of the submissions, from 0 to 1, that is sent once more with its key after the answer; both answers must agree."`
	Comments    int           `default:"3" help:"Most comments in a submission (${default})."`
	Letters     int           `default:"400" help:"Letters in a comment, on average (${default})."`
	Authors     int           `help:"How many different people send; 0: everybody another."`
	Named       float64       `default:"0.5" help:"Share of the people who give a name (${default})."`
	Proposals   float64       `default:"0.2" help:"Share of the comments with a wording of their own (${default})."`
	Placed      float64       `default:"0.9" help:"Share of the comments that are on an article (${default})."`
	Attached    float64       `help:"Share of the submissions with a file of some 10 KB, which is uploaded before and read back after; in a round that shows its comments."`
	Memory      time.Duration `placeholder:"TIME" help:"Look so often how much memory the web server holds, where it shows its metrics to this machine."`
	Growth      float64       `placeholder:"MB" help:"With --memory: the answer is no when the server holds so much more in the last fifth of the run than in the second."`
	P99         time.Duration `name:"p99" placeholder:"TIME" help:"The answer is no when 99 of 100 take longer than this."`
	Receipts    string        `placeholder:"FILE" help:"Keep the receipts here, as JSON lines with their secrets; without it they are deleted after the check."`
	Real        bool          `help:"Send into a round that is neither a rehearsal nor of the demonstration: what is sent can never be taken out again."`
	To          string        `enum:"text,json" default:"text" help:"text or json."`
	Quiet       bool          `help:"No progress."`
}

// Help says what is measured and what the answer means.
func (*loadCommand) Help() string {
	return `Sends submissions to a running system at a fixed rate, whether or not it keeps up, and says how long each took from the moment it
was meant to be sent: one that had to wait for a connection waited, too. Then it fetches the log and checks every receipt that it
was given: that it verifies, that its leaf stands in the log where it says, and that the tree it was signed over is the beginning
of the log. Files that came with comments are read back. Two runs send the same texts under other keys.

The system must let one address send so much (RASPRAVA_RATE_SUBMISSIONS=off when it is started), and the round must be a rehearsal's or
the demonstration's, unless --real.

  RASPRAVA_RATE_SUBMISSIONS=off rasprava up --demo
  rasprava load http://127.0.0.1:8080 --rate 500 --duration 1m
  rasprava load http://127.0.0.1:8080 --round ID --rate 0 --duration 30s --to json
  rasprava load http://127.0.0.1:8080 --rate 1000 --duration 30m --memory 1m --growth 16

Exit 0: something was received, every receipt holds, and every answer was one that the interface allows; 1: not, slower than --p99, or above --growth; 2: it cannot be
loaded so; 3: it does not answer.`
}

// Run loads the system and prints what came of it.
func (c *loadCommand) Run(ctx context.Context, s *stdio) error {
	kept := c.Receipts
	if kept == "" {
		f, err := os.CreateTemp("", "rasprava-receipts-*")
		if err != nil {
			return fmt.Errorf("load: %w", err)
		}
		kept = f.Name()
		defer os.Remove(kept)
		err = f.Close()
		if err != nil {
			return fmt.Errorf("load: %w", err)
		}
	}
	if c.Growth > 0 && c.Memory == 0 {
		return inputError{errors.New("load: --growth is of what --memory looks at")}
	}
	p := newProgressLine(s.err, c.Quiet)
	report, err := load.Run(ctx, load.Options{URL: strings.TrimSuffix(c.URL, "/"), Round: c.Round, Real: c.Real, Rate: c.Rate, Duration: c.Duration,
		Connections: c.Connections, Timeout: c.Timeout, Patience: c.Patience, Again: c.Again, Memory: c.Memory, Run: uuid.NewString(), Kept: kept, Clock: time.Now,
		Shape:    load.Shape{Comments: c.Comments, Letters: c.Letters, Authors: c.Authors, Named: c.Named, Proposals: c.Proposals, Placed: c.Placed, Attached: c.Attached},
		Progress: func(at load.Progress) { sayLoad(p, at) }})
	p.done()
	if report.Format != "" {
		err = errors.Join(err, c.print(s, report))
	}
	switch {
	case errors.Is(err, load.ErrUsage):
		return inputError{err}
	case errors.Is(err, load.ErrUnreachable):
		return serviceError{err}
	case err != nil:
		return err
	case report.Receipts.Received == 0:
		return fmt.Errorf("load: nothing was received: %s", report.Why())
	case c.Growth > 0 && report.Memory != nil && report.Memory.Growth > c.Growth:
		return errAnswerNo
	case !report.Sound(), c.P99 > 0 && report.Latency.P99 > float64(c.P99.Microseconds())/1000:
		return errAnswerNo
	}
	return nil
}

func sayLoad(p *progressLine, at load.Progress) {
	if at.Checked > 0 {
		p.say("checking receipts %s", bar(at.Checked, at.Of))
		return
	}
	said := fmt.Sprintf("%.0f s: %d sent, %d received, %d not, %d under way", at.Elapsed.Seconds(), at.Sent, at.Received, at.Failed, at.Sent-at.Received-at.Failed)
	if at.Memory > 0 {
		said += fmt.Sprintf(", the server holds %.0f MB", at.Memory)
	}
	p.say("%s", said)
}

func (c *loadCommand) print(s *stdio, report load.Report) error {
	if c.To == "text" {
		return report.Write(s.out)
	}
	e := json.NewEncoder(s.out)
	e.SetIndent("", "  ")
	return e.Encode(report)
}
