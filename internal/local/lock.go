package local

import (
	"errors"
	"fmt"
	"os"
	"syscall"
)

// ErrHeld is the answer when another process holds the lock.
var ErrHeld = errors.New("held by another process")

// FileLock is a lock on a file, which goes with the process.
type FileLock struct{ file *os.File }

// Close gives the lock up. It does so by word, and not only by closing the file:
// a program that another goroutine starts in this moment has the file too, until it runs.
func (l *FileLock) Close() error {
	err := retried(func() error { return syscall.Flock(int(l.file.Fd()), syscall.LOCK_UN) })
	return errors.Join(err, l.file.Close())
}

// TryLock locks the file, made when absent, until it is closed; it
// answers ErrHeld at once when another process has it.
func TryLock(path string) (*FileLock, error) { return flock(path, syscall.LOCK_EX|syscall.LOCK_NB) }

// Lock is TryLock that waits.
func Lock(path string) (*FileLock, error) { return flock(path, syscall.LOCK_EX) }

// ShareLock locks the file together with any number of others who share it; it
// waits for one who does not.
func ShareLock(path string) (*FileLock, error) { return flock(path, syscall.LOCK_SH) }

func flock(path string, how int) (*FileLock, error) {
	f, err := os.OpenFile(path, os.O_RDWR|os.O_CREATE, 0o600)
	if err != nil {
		return nil, fmt.Errorf("open lock: %w", err)
	}
	err = retried(func() error { return syscall.Flock(int(f.Fd()), how) })
	if err != nil {
		f.Close()
		if errors.Is(err, syscall.EWOULDBLOCK) {
			return nil, ErrHeld
		}
		return nil, fmt.Errorf("lock %s: %w", path, err)
	}
	return &FileLock{f}, nil
}

// retried calls again what a signal broke off.
func retried(call func() error) error {
	for {
		err := call()
		if !errors.Is(err, syscall.EINTR) {
			return err
		}
	}
}
