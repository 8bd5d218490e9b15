package local

import (
	"context"
	"fmt"
	"os/exec"
	"path/filepath"
	"strconv"
	"syscall"
	"time"

	"google.golang.org/grpc"
	"google.golang.org/grpc/backoff"
	"google.golang.org/grpc/credentials/insecure"
	"google.golang.org/grpc/health/grpc_health_v1"
)

// Temporal's usual ports: its own, for its tools look there.
const (
	usualTemporalPort   = 7233
	usualTemporalUIPort = 8233
)

// Namespace is the namespace of the Temporal server, made by itself.
const Namespace = "default"

// temporalServer returns the child that serves Temporal's development server
// on 127.0.0.1 with its data in DIR/temporal.db. That is written ahead to a log,
// which takes one write to the disk for each change where the usual journal takes
// three.
func temporalServer(program, dir string, port, uiPort int, fast bool) child {
	args := []string{"server", "start-dev", "--ip", "127.0.0.1", "--port", strconv.Itoa(port), "--ui-port", strconv.Itoa(uiPort),
		"--db-filename", temporalData(dir), "--sqlite-pragma", "journal_mode=WAL", "--log-level", "warn"}
	if fast {
		args = append(args, "--sqlite-pragma", "synchronous=OFF")
	}
	return child{
		name: "temporal",
		command: func() *exec.Cmd {
			cmd := exec.Command(program, args...)
			cmd.Dir = dir
			cmd.Env = environment()
			return cmd
		},
		quit: syscall.SIGTERM,
	}
}

func temporalData(dir string) string { return filepath.Join(dir, "temporal.db") }

// temporalFiles returns what a server that runs keeps its data in: the database,
// the log written ahead of it, and the index of that log.
func temporalFiles(dir string) []string {
	data := temporalData(dir)
	return []string{data, data + "-wal", data + "-shm"}
}

// temporalServing answers nil when the server at address takes workflows.
func temporalServing(ctx context.Context, address string) error {
	conn, err := grpc.NewClient("passthrough:///"+address,
		grpc.WithTransportCredentials(insecure.NewCredentials()),
		grpc.WithConnectParams(grpc.ConnectParams{
			Backoff:           backoff.Config{BaseDelay: glance, Multiplier: 1, MaxDelay: glance},
			MinConnectTimeout: time.Second,
		}))
	if err != nil {
		return fmt.Errorf("reach temporal: %w", err)
	}
	defer conn.Close()
	ctx, cancel := context.WithTimeout(ctx, 2*time.Second)
	defer cancel()
	got, err := grpc_health_v1.NewHealthClient(conn).Check(ctx,
		&grpc_health_v1.HealthCheckRequest{Service: "temporal.api.workflowservice.v1.WorkflowService"}, grpc.WaitForReady(true))
	if err != nil {
		return fmt.Errorf("reach temporal: %w", err)
	}
	if got.Status != grpc_health_v1.HealthCheckResponse_SERVING {
		return fmt.Errorf("reach temporal: it is %s", got.Status)
	}
	return nil
}
