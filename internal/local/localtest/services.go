// Package localtest gives tests a real Postgres and a real Temporal. All
// packages of a checkout share one of each: the first test that asks starts
// them, later ones join, and they end by themselves when nobody has used them
// for a while. It belongs to tests alone.
package localtest

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"net"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"sync"
	"syscall"
	"testing"
	"time"

	"github.com/rasprava/rasprava/internal/local"
)

const (
	idle      = 3 * time.Minute // unused for so long, the servers end
	joinLimit = 2 * time.Minute // for starting or joining them
	glance    = 20 * time.Millisecond
)

// servicesFile holds what the keeper publishes when the servers are ready.
const servicesFile = "services.json"

// TestServices returns the Postgres and the Temporal of this checkout, started
// unless they run. DatabaseURL is of an empty database of a superuser: make
// databases of your own beside it. The namespace is shared by all tests;
// Namespace makes another. The data does not survive the servers.
func TestServices(t testing.TB) local.Services {
	t.Helper()
	services, err := joined()
	if err != nil {
		t.Fatalf("start Postgres and Temporal for tests: %v", err)
	}
	return services
}

// joined joins once a process. The lock on the file `used` tells the keeper
// that this process still needs the servers; it goes with the process.
var joined = sync.OnceValues(func() (local.Services, error) {
	dir, err := stateFolder()
	if err != nil {
		return local.Services{}, err
	}
	user, err = local.ShareLock(filepath.Join(dir, "used"))
	if err != nil {
		return local.Services{}, err
	}
	ctx, cancel := context.WithTimeout(context.Background(), joinLimit)
	defer cancel()
	services, err := join(ctx, dir)
	if err != nil {
		user.Close()
	}
	return services, err
})

// user holds the lock for as long as the process lives.
var user *local.FileLock

// stateFolder returns the folder that the tests of this checkout share.
func stateFolder() (string, error) {
	root, err := moduleRoot()
	if err != nil {
		return "", err
	}
	sum := sha256.Sum256([]byte(root))
	dir := filepath.Join(quickFolder(), fmt.Sprintf("rasprava-test-%d-%s", os.Getuid(), hex.EncodeToString(sum[:6])))
	err = os.Mkdir(dir, 0o711)
	if err != nil && !errors.Is(err, fs.ErrExist) {
		return "", fmt.Errorf("make folder for the servers: %w", err)
	}
	info, err := os.Lstat(dir)
	if err != nil {
		return "", fmt.Errorf("make folder for the servers: %w", err)
	}
	stat, ok := info.Sys().(*syscall.Stat_t)
	if !info.IsDir() || !ok || int(stat.Uid) != os.Getuid() {
		return "", fmt.Errorf("make folder for the servers: %s is somebody else's", dir)
	}
	return dir, nil
}

// memory is where Linux keeps files in memory, and quickRoom the bytes that must
// be free there.
const (
	memory    = "/dev/shm"
	quickRoom = 4 << 30
)

// quickFolder returns the folder for files that live as long as the tests: in
// memory where there is room, since ext4 looks long for a place for each file
// of a new database for five seconds after one was dropped.
func quickFolder() string {
	var s syscall.Statfs_t
	err := syscall.Statfs(memory, &s)
	if err != nil || uint64(s.Bavail)*uint64(s.Bsize) < quickRoom {
		return os.TempDir()
	}
	probe, err := os.MkdirTemp(memory, "rasprava-probe-*")
	if err != nil {
		return os.TempDir()
	}
	os.Remove(probe)
	return memory
}

// moduleRoot returns the folder of go.mod above the current one.
func moduleRoot() (string, error) {
	dir, err := os.Getwd()
	if err != nil {
		return "", fmt.Errorf("find module: %w", err)
	}
	for {
		_, err = os.Stat(filepath.Join(dir, "go.mod"))
		if err == nil {
			return dir, nil
		}
		if dir == filepath.Dir(dir) {
			return "", errors.New("find module: no go.mod above the current folder")
		}
		dir = filepath.Dir(dir)
	}
}

// join returns the running servers, or starts a keeper and waits for them.
func join(ctx context.Context, dir string) (local.Services, error) {
	one, err := local.Lock(filepath.Join(dir, "join.lock"))
	if err != nil {
		return local.Services{}, err
	}
	defer one.Close()
	var gone chan error // of a keeper that we started
	for {
		if gone == nil {
			gone, err = replaceKeeper(dir)
			if err != nil {
				return local.Services{}, err
			}
		}
		services, err := published(dir)
		if err == nil {
			err = answering(ctx, services)
		}
		if err == nil {
			return services, nil
		}
		select {
		case ended := <-gone:
			return local.Services{}, ended
		case <-ctx.Done():
			return local.Services{}, fmt.Errorf("%w (see %s)", err, filepath.Join(dir, "keeper.log"))
		case <-time.After(glance):
		}
	}
}

// replaceKeeper starts a keeper when there is none; the channel tells when it
// ends. It is nil when there was one.
func replaceKeeper(dir string) (chan error, error) {
	free, err := local.TryLock(filepath.Join(dir, "keeper.lock"))
	if errors.Is(err, local.ErrHeld) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	free.Close()
	gone := make(chan error, 1)
	return gone, startKeeper(dir, gone)
}

// published reads what the keeper wrote when the servers were ready.
func published(dir string) (local.Services, error) {
	text, err := os.ReadFile(filepath.Join(dir, servicesFile))
	if err != nil {
		return local.Services{}, fmt.Errorf("wait for the servers: %w", err)
	}
	var services local.Services
	err = json.Unmarshal(text, &services)
	if err != nil {
		return local.Services{}, fmt.Errorf("read services.json: %w", err)
	}
	return services, nil
}

// answering reports whether somebody listens at both addresses; the keeper
// starts again what died.
func answering(ctx context.Context, s local.Services) error {
	u, err := url.Parse(s.DatabaseURL)
	if err != nil {
		return fmt.Errorf("read database address: %w", err)
	}
	for _, address := range []string{u.Host, s.TemporalAddress} {
		conn, err := (&net.Dialer{Timeout: time.Second}).DialContext(ctx, "tcp", address)
		if err != nil {
			return fmt.Errorf("reach server: %w", err)
		}
		conn.Close()
	}
	return nil
}

// startKeeper starts this test program again as the keeper of the servers,
// away from our terminal and process group. The channel tells when it ends.
func startKeeper(dir string, gone chan<- error) error {
	err := os.Remove(filepath.Join(dir, servicesFile))
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return fmt.Errorf("start keeper: %w", err)
	}
	self, err := os.Executable()
	if err != nil {
		return fmt.Errorf("start keeper: %w", err)
	}
	log, err := os.OpenFile(filepath.Join(dir, "keeper.log"), os.O_CREATE|os.O_TRUNC|os.O_RDWR, 0o600)
	if err != nil {
		return fmt.Errorf("start keeper: %w", err)
	}
	cmd := exec.Command(self)
	cmd.Env = append(os.Environ(), keeperFolder+"="+dir)
	cmd.Stdout, cmd.Stderr = log, log
	cmd.SysProcAttr = &syscall.SysProcAttr{Setsid: true}
	err = cmd.Start()
	if err != nil {
		log.Close()
		return fmt.Errorf("start keeper: %w", err)
	}
	go func() {
		defer log.Close()
		err := cmd.Wait()
		said, _ := os.ReadFile(log.Name()) // what there is of it
		gone <- fmt.Errorf("the keeper of the servers ended (%v): %s", err, said)
	}()
	return nil
}
