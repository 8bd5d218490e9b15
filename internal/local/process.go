package local

import (
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strconv"
	"strings"
	"sync"
	"syscall"
	"time"
)

// glance is how often something that is about to happen is looked at.
const glance = 20 * time.Millisecond

// forge starts every child from one thread that lives as long as this process:
// Linux sends the parent-death signal when the thread that forked ends.
var forge = sync.OnceValue(func() chan<- func() {
	work := make(chan func())
	go func() {
		runtime.LockOSThread()
		for do := range work {
			do()
		}
	}()
	return work
})

// start starts the command in a process group of its own. On Linux the child
// receives quit when this process dies.
func start(cmd *exec.Cmd, quit syscall.Signal) error {
	var as *syscall.Credential
	if cmd.SysProcAttr != nil {
		as = cmd.SysProcAttr.Credential
	}
	cmd.SysProcAttr = childAttributes(as, quit)
	done := make(chan error)
	forge() <- func() { done <- cmd.Start() }
	return <-done
}

// pidFile and bornFile stand beside each other: the first for people and
// scripts, the second tells the process from a later one with its number.
func pidFile(dir, name string) string  { return filepath.Join(dir, name+".pid") }
func bornFile(dir, name string) string { return filepath.Join(dir, "."+name+".born") }

// writePID records that the process named name is pid.
func writePID(dir, name string, pid int) error {
	born, ok := birth(pid)
	if !ok {
		return nil // it has already ended
	}
	err := os.WriteFile(bornFile(dir, name), []byte(born), 0o600)
	if err != nil {
		return fmt.Errorf("record %s: %w", name, err)
	}
	err = os.WriteFile(pidFile(dir, name), fmt.Appendf(nil, "%d\n", pid), 0o644)
	if err != nil {
		return fmt.Errorf("record %s: %w", name, err)
	}
	return nil
}

// removePID forgets the process named name.
func removePID(dir, name string) {
	os.Remove(pidFile(dir, name))
	os.Remove(bornFile(dir, name))
}

// recorded returns the number of the process named name when it still runs.
func recorded(dir, name string) (int, bool) {
	text, err := os.ReadFile(pidFile(dir, name))
	if err != nil {
		return 0, false
	}
	pid, err := strconv.Atoi(strings.TrimSpace(string(text)))
	if err != nil || pid <= 1 {
		return 0, false
	}
	was, err := os.ReadFile(bornFile(dir, name))
	if err != nil {
		return 0, false
	}
	now, ok := birth(pid)
	return pid, ok && now == string(was)
}

// endOrphan ends the process that an earlier, killed start left behind under
// that name: by quit, and by force when it has not gone within grace.
func endOrphan(dir, name string, quit syscall.Signal, grace time.Duration) error {
	pid, ok := recorded(dir, name)
	if ok {
		err := endProcess(pid, quit, grace)
		if err != nil {
			return fmt.Errorf("end %s left by an earlier start: %w", name, err)
		}
	}
	removePID(dir, name)
	return nil
}

// endProcess ends a process that is not our child.
func endProcess(pid int, quit syscall.Signal, grace time.Duration) error {
	born, ok := birth(pid)
	if !ok {
		return nil
	}
	gone := func() bool {
		now, ok := birth(pid)
		return !ok || now != born
	}
	err := syscall.Kill(pid, quit)
	if err != nil && !errors.Is(err, syscall.ESRCH) {
		return fmt.Errorf("signal process %d: %w", pid, err)
	}
	for deadline := time.Now().Add(grace); time.Now().Before(deadline); time.Sleep(glance) {
		if gone() {
			return nil
		}
	}
	killGroup(pid)
	for deadline := time.Now().Add(grace); time.Now().Before(deadline); time.Sleep(glance) {
		if gone() {
			return nil
		}
	}
	return fmt.Errorf("process %d does not end", pid)
}

// killGroup ends the process and the group it leads, at once.
func killGroup(pid int) {
	// Either may be gone already; whoever waits for the process sees the rest.
	_ = syscall.Kill(-pid, syscall.SIGKILL)
	_ = syscall.Kill(pid, syscall.SIGKILL)
}
