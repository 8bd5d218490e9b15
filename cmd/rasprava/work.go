package main

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"os"
	"time"

	"go.temporal.io/sdk/worker"
	"golang.org/x/sync/errgroup"

	"github.com/rasprava/rasprava/internal/engine"
	"github.com/rasprava/rasprava/schema"
	"github.com/rasprava/rasprava/workflows"
)

type workCommand struct{}

// Help says what a worker does.
func (*workCommand) Help() string {
	return `Runs the workflows and their activities, delivers the outbox, takes into the ledger what was promised while it could
not be signed, writes by which words comments and texts are found, and sends e-mail (RASPRAVA_SMTP_HOST, _PORT, _TLS, _USER,
_PASSWORD_FILE, _FROM, or RASPRAVA_MAIL_FOLDER; its links lead to RASPRAVA_SITE). _TLS is starttls, tls or none; the server's
certificate is checked, and nobody signs in without TLS. Start as many as you like; each makes its own build
the current one. It refuses to start before rasprava migrate has run.

  DATABASE_URL=postgres://… TEMPORAL_ADDRESS=… rasprava work`
}

// Run works until it is told to stop.
func (*workCommand) Run(ctx context.Context, s *stdio) error {
	c, err := connect(ctx, s)
	if err != nil {
		return err
	}
	defer c.close()
	mails, err := c.sender()
	if err != nil {
		return err
	}
	current, err := schema.Current(ctx, c.store.DB())
	if err != nil {
		return serviceError{err}
	}
	if !current {
		return serviceError{errors.New("work: the database is behind this version: run rasprava migrate first")}
	}
	missing, err := missingSearchAttributes(ctx, c.temporal)
	if err != nil {
		return err
	}
	if len(missing) > 0 {
		return serviceError{errors.New("work: Temporal lacks the search attributes: run rasprava migrate first")}
	}
	build, err := buildID()
	if err != nil {
		return err
	}
	worker.SetStickyWorkflowCacheSize(heldWorkflows)
	w := workflows.NewWorker(c.temporal.Client, build, c.store)
	group, ctx := errgroup.WithContext(ctx)
	group.Go(func() error {
		stop := make(chan any)
		go func() { <-ctx.Done(); close(stop) }()
		err := w.Run(stop)
		if err != nil {
			return serviceError{fmt.Errorf("work: %w", err)}
		}
		return nil
	})
	group.Go(func() error {
		soon, cancel := context.WithTimeout(ctx, time.Minute)
		defer cancel()
		err := workflows.MakeCurrent(soon, c.temporal.Client, build)
		switch {
		case err == nil:
			c.log.Info("worker_current", "build", build)
		case ctx.Err() == nil:
			return serviceError{err}
		}
		return nil
	})
	eng := engine.New(c.temporal.Client, c.store, c.log)
	group.Go(func() error {
		return revive(ctx, eng, c.log)
	})
	group.Go(func() error {
		compare(ctx, eng, c.log)
		return nil
	})
	group.Go(func() error {
		err := eng.Relay(ctx)
		if err != nil && ctx.Err() == nil {
			return serviceError{err}
		}
		return nil
	})
	group.Go(func() error {
		eng.KeepPromises(ctx)
		return nil
	})
	group.Go(func() error {
		publish(ctx, c.store, c.log)
		return nil
	})
	group.Go(func() error {
		eng.TakeWords(ctx)
		return nil
	})
	group.Go(func() error {
		eng.TakeSignals(ctx)
		return nil
	})
	group.Go(func() error {
		mails.Run(ctx)
		return nil
	})
	return group.Wait()
}

// heldWorkflows is how many workflows a worker holds in memory, about 100 KB each.
// Most dossiers wait for weeks; one that is not held is read from its history when
// something happens to it, in milliseconds.
const heldWorkflows = 4000

// revivePeriod is how often a worker looks for dossiers whose workflow was lost, and
// for Schedules that were.
const revivePeriod = 5 * time.Minute

func revive(ctx context.Context, eng *engine.Client, log *slog.Logger) error {
	ticker := time.NewTicker(revivePeriod)
	defer ticker.Stop()
	for {
		open, asked, err := eng.Revive(ctx)
		if ctx.Err() != nil {
			return nil
		}
		log.Info("dossiers_alive", "open", open, "started", asked, "error", err)
		err = eng.KeepSchedules(ctx)
		if err != nil && ctx.Err() == nil {
			log.Warn("schedules_not_kept", "error", err)
		}
		select {
		case <-ctx.Done():
			return nil
		case <-ticker.C:
		}
	}
}

// comparePeriod is how often a worker compares workflows with the record. It
// begins after the first one, when the workers have begun to answer.
const comparePeriod = 3 * time.Minute

func compare(ctx context.Context, eng *engine.Client, log *slog.Logger) {
	ticker := time.NewTicker(comparePeriod)
	defer ticker.Stop()
	comparison := eng.Comparison(time.Now)
	for {
		select {
		case <-ctx.Done():
			return
		case <-ticker.C:
		}
		found, err := comparison.Pass(ctx)
		if ctx.Err() == nil {
			log.Info("workflows_compared", "open", found.Open, "asked", found.Asked, "differ", found.Differ, "left", found.Left, "error", err)
		}
	}
}

// buildID returns the hash of this binary, by which Temporal knows its workers.
func buildID() (string, error) {
	path, err := os.Executable()
	if err != nil {
		return "", fmt.Errorf("find own binary: %w", err)
	}
	f, err := os.Open(path)
	if err != nil {
		return "", fmt.Errorf("read own binary: %w", err)
	}
	defer f.Close()
	h := sha256.New()
	_, err = io.Copy(h, f)
	if err != nil {
		return "", fmt.Errorf("read own binary: %w", err)
	}
	return hex.EncodeToString(h.Sum(nil))[:16], nil
}
