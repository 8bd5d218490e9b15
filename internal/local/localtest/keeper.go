package localtest

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"os/signal"
	"path/filepath"
	"syscall"
	"time"

	"github.com/rasprava/rasprava/internal/local"
)

// keeperFolder names the variable that turns a test program into the keeper of
// the servers in that folder.
const keeperFolder = "LOCALTEST_KEEPER"

// The keeper must outlive the test that starts it, and a test program is the
// only program there is: so it is one that never comes to its tests.
func init() {
	dir := os.Getenv(keeperFolder)
	if dir == "" {
		return
	}
	os.Unsetenv(keeperFolder)
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	err := keep(ctx, dir)
	stop()
	if err != nil && !errors.Is(err, context.Canceled) {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
	os.Exit(0)
}

// keep runs the servers until they have not been used for a while.
func keep(ctx context.Context, dir string) error {
	alone, err := local.TryLock(filepath.Join(dir, "keeper.lock"))
	if err != nil {
		return fmt.Errorf("keep servers: %w", err)
	}
	defer alone.Close()
	data := filepath.Join(dir, "data")
	err = local.Erase(data)
	if err != nil {
		return err
	}
	system, err := local.StartServices(ctx, local.Options{Dir: data, Fast: true, Stderr: os.Stderr})
	if err != nil {
		return err
	}
	err = publish(dir, system.Services)
	if err != nil {
		system.Stop()
		return err
	}
	last, err := waitUnused(ctx, filepath.Join(dir, "used"), idle, time.Second)
	os.Remove(filepath.Join(dir, servicesFile)) // nobody joins what is ending
	system.Stop()
	if err != nil {
		return err
	}
	return last.Close()
}

func publish(dir string, services local.Services) error {
	text, err := json.Marshal(services)
	if err != nil {
		return fmt.Errorf("publish servers: %w", err)
	}
	path := filepath.Join(dir, servicesFile)
	err = os.WriteFile(path+".new", text, 0o600)
	if err != nil {
		return fmt.Errorf("publish servers: %w", err)
	}
	err = os.Rename(path+".new", path)
	if err != nil {
		return fmt.Errorf("publish servers: %w", err)
	}
	return nil
}

// waitUnused waits until nobody has shared the lock for longer than idle, as far
// as one sees who looks now and then, and returns it held: who comes now waits until it is closed, and starts anew.
func waitUnused(ctx context.Context, path string, idle, every time.Duration) (*local.FileLock, error) {
	look := time.NewTicker(every)
	defer look.Stop()
	for since := time.Now(); ; {
		select {
		case <-ctx.Done():
			return nil, ctx.Err()
		case <-look.C:
		}
		lock, err := local.TryLock(path)
		switch {
		case errors.Is(err, local.ErrHeld):
			since = time.Now()
		case err != nil:
			return nil, err
		case time.Since(since) > idle:
			return lock, nil
		default:
			lock.Close()
		}
	}
}
