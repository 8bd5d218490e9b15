package local

import (
	"errors"
	"fmt"
	"os"
	"syscall"
)

// ErrHeld is the answer when another process holds the lock.
var ErrHeld = errors.New("held by another process")

// TryLock locks the file, made when absent, for as long as it stays open; it
// answers ErrHeld at once when another process has it.
func TryLock(path string) (*os.File, error) { return flock(path, syscall.LOCK_EX|syscall.LOCK_NB) }

// Lock is TryLock that waits.
func Lock(path string) (*os.File, error) { return flock(path, syscall.LOCK_EX) }

// ShareLock locks the file together with any number of others who share it; it
// waits for one who does not.
func ShareLock(path string) (*os.File, error) { return flock(path, syscall.LOCK_SH) }

func flock(path string, how int) (*os.File, error) {
	f, err := os.OpenFile(path, os.O_RDWR|os.O_CREATE, 0o600)
	if err != nil {
		return nil, fmt.Errorf("open lock: %w", err)
	}
	for {
		err = syscall.Flock(int(f.Fd()), how)
		if !errors.Is(err, syscall.EINTR) {
			break
		}
	}
	if err != nil {
		f.Close()
		if errors.Is(err, syscall.EWOULDBLOCK) {
			return nil, ErrHeld
		}
		return nil, fmt.Errorf("lock %s: %w", path, err)
	}
	return f, nil
}
