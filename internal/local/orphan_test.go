package local

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"
)

// sleeper starts a process that is nobody's child in the eyes of local.
func sleeper(t *testing.T) *exec.Cmd {
	t.Helper()
	cmd := exec.Command("sleep", "600")
	cmd.SysProcAttr = &syscall.SysProcAttr{Setpgid: true}
	err := cmd.Start()
	if err != nil {
		t.Fatal(err)
	}
	ended := make(chan struct{})
	go func() {
		_ = cmd.Wait() // it is killed, by us or by what is tested
		close(ended)
	}()
	t.Cleanup(func() {
		_ = cmd.Process.Kill()
		<-ended
	})
	return cmd
}

func TestAnOrphanIsEnded(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	left := sleeper(t)
	err := writePID(dir, "worker", left.Process.Pid)
	if err != nil {
		t.Fatal(err)
	}
	err = endOrphan(dir, "worker", syscall.SIGTERM, 5*time.Second)
	if err != nil {
		t.Fatal(err)
	}
	for _, err := range []error{dead(left.Process.Pid), absent(pidFile(dir, "worker")), absent(bornFile(dir, "worker"))} {
		if err != nil {
			t.Error(err)
		}
	}
}

func TestAProcessThatOnlyHasTheNumberOfAnOrphanLivesOn(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	other := sleeper(t)
	err := writePID(dir, "worker", other.Process.Pid)
	if err != nil {
		t.Fatal(err)
	}
	err = os.WriteFile(bornFile(dir, "worker"), []byte("an earlier boot 17"), 0o600)
	if err != nil {
		t.Fatal(err)
	}
	err = endOrphan(dir, "worker", syscall.SIGTERM, 5*time.Second)
	if err != nil {
		t.Fatal(err)
	}
	if dead(other.Process.Pid) == nil {
		t.Error("a process that was not ours was ended")
	}
	err = absent(pidFile(dir, "worker"))
	if err != nil {
		t.Error(err)
	}
}

func TestAnUnreadablePidFileNamesNobody(t *testing.T) {
	t.Parallel()
	for _, text := range []string{"", "0", "1", "-1", "-7", "12x", "99999999999999999999", "\x00"} {
		dir := t.TempDir()
		for _, path := range []string{pidFile(dir, "web"), bornFile(dir, "web")} {
			err := os.WriteFile(path, []byte(text), 0o600)
			if err != nil {
				t.Fatal(err)
			}
		}
		pid, ok := recorded(dir, "web")
		if ok {
			t.Errorf("the pid file %q names process %d", text, pid)
		}
	}
}

func TestAFullLogIsLaidAside(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	f, err := openLog(dir, "web")
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	_, err = f.WriteString(strings.Repeat("a line of an earlier day\n", logSize/25+1))
	if err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(dir, "log", "web.log")
	err = layAside(path)
	if err != nil {
		t.Fatal(err)
	}
	_, err = f.WriteString("today\n") // the child has it open all the time
	if err != nil {
		t.Fatal(err)
	}
	got, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if string(got) != "today\n" {
		t.Errorf("the log holds %d bytes, want only what came after", len(got))
	}
	old, err := os.Stat(path + ".1")
	if err != nil || old.Size() < logSize {
		t.Errorf("laid aside: %v, %v; want %d bytes or more", old, err, logSize)
	}
}

func TestLastWordsPreferAComplaint(t *testing.T) {
	t.Parallel()
	for _, c := range []struct{ log, want string }{
		{"", ""},
		{"one\ntwo\n", "two"},
		{"FATAL:  could not bind\nLOG:  database system is shut down\n", "FATAL:  could not bind"},
		{"rasprava: reach temporal: refused\n\n", "rasprava: reach temporal: refused"},
	} {
		dir := t.TempDir()
		f, err := openLog(dir, "x")
		if err != nil {
			t.Fatal(err)
		}
		_, err = f.WriteString(c.log)
		if err != nil {
			t.Fatal(err)
		}
		f.Close()
		if got := lastWords(dir, "x"); got != c.want {
			t.Errorf("last words of %q: got %q, want %q", c.log, got, c.want)
		}
	}
	if got := lastWords(t.TempDir(), "x"); got != "it left no log" {
		t.Errorf("last words of no log: %q", got)
	}
}
