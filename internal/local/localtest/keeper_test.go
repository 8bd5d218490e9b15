package localtest

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/rasprava/rasprava/internal/local"
)

// keeperOf returns the number of the keeper in that folder.
func keeperOf(t *testing.T, dir string) int {
	t.Helper()
	text, err := os.ReadFile(filepath.Join(dir, "data", "up.pid"))
	if err != nil {
		t.Fatal(err)
	}
	pid, err := strconv.Atoi(strings.TrimSpace(string(text)))
	if err != nil {
		t.Fatal(err)
	}
	return pid
}

// waitForKeeper waits until the keeper in that folder has ended.
func waitForKeeper(t *testing.T, dir string) {
	t.Helper()
	ended, err := local.Lock(filepath.Join(dir, "keeper.lock"))
	if err != nil {
		t.Fatal(err)
	}
	ended.Close()
}

func TestAKilledKeeperIsReplaced(t *testing.T) {
	t.Parallel()
	dir, err := os.MkdirTemp("", "rasprava-keeper-*")
	if err != nil {
		t.Fatal(err)
	}
	err = os.Chmod(dir, 0o711)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { os.RemoveAll(dir) })
	_, err = join(t.Context(), dir)
	if err != nil {
		t.Fatal(err)
	}
	first := keeperOf(t, dir)
	_, err = join(t.Context(), dir)
	if err != nil {
		t.Fatal(err)
	}
	if again := keeperOf(t, dir); again != first {
		t.Errorf("joining replaced the living keeper %d by %d", first, again)
	}
	err = syscall.Kill(first, syscall.SIGKILL)
	if err != nil {
		t.Fatal(err)
	}
	waitForKeeper(t, dir)
	services, err := join(t.Context(), dir)
	if err != nil {
		t.Fatalf("join after the keeper was killed: %v", err)
	}
	err = answering(t.Context(), services)
	if err != nil {
		t.Error(err)
	}
	second := keeperOf(t, dir)
	if second == first {
		t.Errorf("the killed keeper %d is still the keeper", first)
	}
	err = syscall.Kill(second, syscall.SIGTERM)
	if err != nil {
		t.Fatal(err)
	}
	waitForKeeper(t, dir)
	err = answering(t.Context(), services)
	if err == nil {
		t.Error("the servers outlived their keeper")
	}
}

func TestTheServersEndWhenNobodyUsesThem(t *testing.T) {
	t.Parallel()
	const idle, every = 50 * time.Millisecond, time.Millisecond
	path := filepath.Join(t.TempDir(), "used")
	user, err := local.ShareLock(path)
	if err != nil {
		t.Fatal(err)
	}
	used, cancel := context.WithTimeout(t.Context(), 4*idle)
	defer cancel()
	_, err = waitUnused(used, path, idle, every)
	if !errors.Is(err, context.DeadlineExceeded) {
		t.Errorf("while somebody uses them: got %v, want to wait on", err)
	}
	user.Close()
	last, err := waitUnused(t.Context(), path, idle, every)
	if err != nil {
		t.Fatal(err)
	}
	defer last.Close()
	_, err = local.TryLock(path)
	if !errors.Is(err, local.ErrHeld) {
		t.Errorf("a lock that was returned: got %v, want it held", err)
	}
}
