package main

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"net/http"
	"os"
	"runtime/debug"
	"time"

	"golang.org/x/sync/errgroup"

	"github.com/rasprava/rasprava/internal/engine"
	"github.com/rasprava/rasprava/internal/store"
	"github.com/rasprava/rasprava/web"
)

type serveCommand struct{}

// Help says what the web server needs.
func (*serveCommand) Help() string {
	return `Serves the API under /api/v1 (its specification: /api/v1/openapi.yaml), the public log under /ledger, and /healthz, /readyz
and /metrics. It listens on RASPRAVA_ADDR (127.0.0.1:8080).

  DATABASE_URL=postgres://… TEMPORAL_ADDRESS=… rasprava serve`
}

// lanes is how many transactions of intake may run at once.
const lanes = 2

// softMemory is how much memory the collector keeps a process within, in bytes, as long
// as what is in use leaves it room.
const softMemory = 512 << 20

// easeCollector lets garbage grow to four times of what is in use before it is
// collected, within softMemory: little is in use, a few tens of MB, and at thousands of
// requests a second collecting takes a fifth of the processor. GOGC and GOMEMLIMIT
// say otherwise.
func easeCollector() {
	if os.Getenv("GOGC") == "" {
		debug.SetGCPercent(400)
	}
	if os.Getenv("GOMEMLIMIT") == "" {
		debug.SetMemoryLimit(softMemory)
	}
}

// Run serves until it is told to stop, and then lets what runs end.
func (*serveCommand) Run(ctx context.Context, s *stdio) error {
	easeCollector()
	c, err := connect(ctx, s)
	if err != nil {
		return err
	}
	defer c.close()
	drained, drain := context.WithCancel(context.WithoutCancel(ctx))
	defer drain()
	server, err := web.New(web.Options{
		Store: c.store, Engine: engine.New(c.temporal.Client, c.store, c.log), Intake: c.store.NewIntake(drained, lanes), Log: c.log,
		RateSubmissions: c.RateSubmissions, TrustedProxies: c.TrustedProxies, MetricsPublic: c.PublicMetrics, Demonstration: c.Demo, Contact: c.Contact,
		TemporalUI: c.TemporalUI, TemporalNamespace: c.temporal.namespace,
	})
	if err != nil {
		return inputError{err}
	}
	h := server.HTTPServer(c.Addr)
	listener, err := net.Listen("tcp", c.Addr)
	if err != nil {
		return serviceError{fmt.Errorf("serve: %w", err)}
	}
	group, ctx := errgroup.WithContext(ctx)
	group.Go(func() error {
		c.log.Info("serving", "addr", listener.Addr().String())
		err := h.Serve(listener)
		if !errors.Is(err, http.ErrServerClosed) {
			return serviceError{fmt.Errorf("serve: %w", err)}
		}
		return nil
	})
	err = c.store.Durable(ctx)
	if err != nil {
		c.log.WarnContext(ctx, "not_durable", "error", err)
	}
	group.Go(func() error {
		beat(ctx, c.store, c.log)
		return nil
	})
	group.Go(func() error {
		publish(ctx, c.store, c.log)
		return nil
	})
	group.Go(func() error {
		<-ctx.Done()
		soon, cancel := context.WithTimeout(context.WithoutCancel(ctx), 5*time.Second)
		defer cancel()
		return h.Shutdown(soon)
	})
	return group.Wait()
}

// publishEvery is how often the checkpoints are kept outside the database: what
// is given out in between is not missed where the database is restored.
const publishEvery = time.Second

// publish keeps the checkpoints of the logs outside the database, until ctx ends.
// It says once, and again every minute, of a log that does not lead to what was
// kept before: that is for a person to resolve.
func publish(ctx context.Context, s *store.Store, log *slog.Logger) {
	ticker := time.NewTicker(publishEvery)
	defer ticker.Stop()
	var said time.Time
	for {
		err := s.Publish(ctx)
		if err != nil && ctx.Err() == nil && time.Since(said) > time.Minute {
			said = time.Now()
			log.ErrorContext(ctx, "checkpoint_not_published", "error", err)
		}
		select {
		case <-ctx.Done():
			return
		case <-ticker.C:
		}
	}
}

// beat puts down every minute that the public is served, until ctx ends. What it
// cannot put down shows as a downtime, when it can again.
func beat(ctx context.Context, s *store.Store, log *slog.Logger) {
	ticker := time.NewTicker(store.BeatEvery)
	defer ticker.Stop()
	for {
		down, err := s.Beat(ctx)
		switch {
		case err != nil && ctx.Err() == nil:
			log.WarnContext(ctx, "heartbeat_failed", "error", err)
		case down:
			log.WarnContext(ctx, "downtime_measured")
		}
		select {
		case <-ctx.Done():
			return
		case <-ticker.C:
		}
	}
}
