package local

import (
	"path/filepath"
	"syscall"
	"testing"
)

func TestALockThatIsGivenUpIsFreeWhoeverElseHasTheFile(t *testing.T) {
	t.Parallel()
	path := filepath.Join(t.TempDir(), "lock")
	first, err := TryLock(path)
	if err != nil {
		t.Fatal(err)
	}
	// A program that is being started has every file of the process, until it runs.
	also, err := syscall.Dup(int(first.file.Fd()))
	if err != nil {
		t.Fatal(err)
	}
	defer syscall.Close(also)
	err = first.Close()
	if err != nil {
		t.Fatal(err)
	}
	second, err := TryLock(path)
	if err != nil {
		t.Fatalf("locked anew: %v", err)
	}
	err = second.Close()
	if err != nil {
		t.Error(err)
	}
}
