//go:build unix && !linux

package local

import (
	"os/exec"
	"strconv"
	"strings"
	"syscall"
)

// childAttributes puts a child into its own process group.
func childAttributes(as *syscall.Credential, _ syscall.Signal) *syscall.SysProcAttr {
	return &syscall.SysProcAttr{Setpgid: true, Credential: as}
}

// birth returns what tells the process from a later one with the same number,
// and whether it runs.
func birth(pid int) (string, bool) {
	out, err := exec.Command("ps", "-o", "stat=,lstart=", "-p", strconv.Itoa(pid)).Output()
	if err != nil {
		return "", false
	}
	state, born, ok := strings.Cut(strings.TrimSpace(string(out)), " ")
	return strings.TrimSpace(born), ok && !strings.HasPrefix(state, "Z")
}
