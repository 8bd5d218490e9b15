package local

import (
	"bufio"
	"context"
	"errors"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"
)

var names = []string{"postgres", "temporal", "worker", "web"}

func TestWhatDiesIsSaidAndStartedAgain(t *testing.T) {
	t.Parallel()
	dir := folder(t)
	said := new(notes)
	s := started(t, Options{Dir: dir, Stderr: said})
	remember(t, s.DatabaseURL, "before")
	serves := map[string]func() error{
		"postgres": func() error { return query(t.Context(), s.DatabaseURL, `SELECT 1`) },
		"temporal": func() error { return temporalServing(t.Context(), s.TemporalAddress) },
		"worker":   func() error { return nil },
		"web":      func() error { return ready(t.Context(), s.Web) },
	}
	for _, name := range names {
		pid := pidOf(t, dir, name)
		err := syscall.Kill(pid, syscall.SIGKILL)
		if err != nil {
			t.Fatal(err)
		}
		eventually(t, name+" is started again", func() error {
			again, ok := recorded(dir, name)
			if !ok || again == pid {
				return errors.New("not yet")
			}
			return serves[name]()
		})
		want := "rasprava: " + name + " ended (signal: killed); starting it again in 0.1 s\n"
		if !strings.Contains(said.String(), want) {
			t.Errorf("after the death of %s it said\n%s\nwant a line\n%s", name, said, want)
		}
	}
	if got := recall(t, s.DatabaseURL); got != "before" {
		t.Errorf("after the deaths the database holds %q, want before", got)
	}
}

func TestAKilledStartIsContinuedByTheNext(t *testing.T) {
	t.Parallel()
	dir := folder(t)
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	first := exec.Command(self, "up", dir)
	first.Stderr = os.Stderr
	out, err := first.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	err = first.Start()
	if err != nil {
		t.Fatal(err)
	}
	line, err := bufio.NewReader(out).ReadString('\n')
	if err != nil || line != "ready\n" {
		t.Fatalf("the first start printed %q (%v), want ready", line, err)
	}
	url, err := os.ReadFile(filepath.Join(dir, "database.url"))
	if err != nil {
		t.Fatal(err)
	}
	remember(t, strings.TrimSpace(string(url)), "kept")
	left := map[string]int{}
	for _, name := range names {
		left[name] = pidOf(t, dir, name)
	}
	err = first.Process.Kill()
	if err != nil {
		t.Fatal(err)
	}
	_ = first.Wait() // it was killed

	second := started(t, Options{Dir: dir})
	for name, pid := range left {
		err := dead(pid)
		if err != nil {
			t.Errorf("%s of the killed start: %v", name, err)
		}
	}
	if got := recall(t, second.DatabaseURL); got != "kept" {
		t.Errorf("the second start finds %q, want kept", got)
	}
}

func TestTwoFoldersDoNotCollide(t *testing.T) {
	t.Parallel()
	type result struct {
		s   *System
		err error
	}
	dirs := []string{folder(t), folder(t)}
	results := make(chan result)
	for _, dir := range dirs {
		go func() {
			s, err := Start(t.Context(), Options{Dir: dir, Fast: true})
			results <- result{s, err}
		}()
	}
	var both []*System
	for range dirs {
		r := <-results
		if r.err != nil {
			t.Error(r.err)
			continue
		}
		t.Cleanup(r.s.Stop)
		both = append(both, r.s)
	}
	if t.Failed() {
		t.FailNow()
	}
	a, b := both[0], both[1]
	if a.DatabaseURL == b.DatabaseURL || a.TemporalAddress == b.TemporalAddress || a.TemporalUI == b.TemporalUI || a.Web == b.Web {
		t.Errorf("two systems share an address: %+v %s, %+v %s", a.Services, a.Web, b.Services, b.Web)
	}
	remember(t, a.DatabaseURL, "a")
	remember(t, b.DatabaseURL, "b")
	if got := recall(t, a.DatabaseURL) + recall(t, b.DatabaseURL); got != "ab" {
		t.Errorf("the two databases hold %q, want ab", got)
	}
	_, err := Start(t.Context(), Options{Dir: a.crew.dir})
	if err == nil || !strings.Contains(err.Error(), "it runs already (process ") {
		t.Errorf("a second start in one folder: %v, want that it runs already", err)
	}
}

func TestEverythingEndsInTimeEvenTheStubborn(t *testing.T) {
	t.Setenv(stubborn, "1")
	dir := folder(t)
	said := new(notes)
	s, err := Start(t.Context(), Options{Dir: dir, Fast: true, Stderr: said})
	if err != nil {
		t.Fatal(err)
	}
	ran := map[string]int{}
	for _, name := range names {
		ran[name] = pidOf(t, dir, name)
	}
	began := time.Now()
	s.Stop()
	if took := time.Since(began); took > 10*time.Second {
		t.Errorf("the end took %s, want at most 10 s", took)
	}
	for name, pid := range ran {
		for _, err := range []error{dead(pid), absent(pidFile(dir, name))} {
			if err != nil {
				t.Errorf("%s after the end: %v", name, err)
			}
		}
	}
	for _, name := range []string{"web", "worker"} {
		if want := name + " does not end; killing it"; !strings.Contains(said.String(), want) {
			t.Errorf("said %q, want %q", said, want)
		}
	}
	if strings.Contains(said.String(), "starting it again") {
		t.Errorf("said %q at the end", said)
	}
}

func TestTheNextStartIsTheSameSystem(t *testing.T) {
	t.Parallel()
	dir := folder(t)
	first := started(t, Options{Dir: dir, Demo: true})
	remember(t, first.DatabaseURL, "kept")
	if first.Accounts != "  one account" {
		t.Errorf("the first start has the accounts %q", first.Accounts)
	}
	first.Stop()
	second := started(t, Options{Dir: dir, Demo: true, Stderr: os.Stderr})
	if got := recall(t, second.DatabaseURL); got != "kept" {
		t.Errorf("the second start finds %q, want kept", got)
	}
	if second.Accounts != "  one account" {
		t.Errorf("the second start has the accounts %q", second.Accounts)
	}
	log, err := os.ReadFile(filepath.Join(dir, "log", "postgres.log"))
	if err != nil {
		t.Fatal(err)
	}
	if strings.Contains(string(log), "not properly shut down") {
		t.Error("the first end was no orderly end: Postgres had to recover")
	}
}

func TestAStartThatCannotSucceedSaysWhy(t *testing.T) {
	taken, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer taken.Close()
	for _, c := range []struct {
		name, broken string
		o            Options
		want         string
	}{
		{"no folder", "", Options{}, "start: no data folder given"},
		{"an address that is none", "", Options{Addr: "here"}, "read the address of the web: address here: missing port in address"},
		{"a port that is none", "", Options{Addr: "127.0.0.1:70000"}, `port "70000" is not a number up to 65535`},
		{"an address that is taken", "", Options{Addr: taken.Addr().String()}, "listen on " + taken.Addr().String() + ": another program listens there"},
		{"a migration that fails", "the schema is newer", Options{}, "run migrate: exit status 3: rasprava: the schema is newer (see "},
		{"a program that is not there", "", Options{Exe: "/nowhere/rasprava"}, "run migrate: "},
	} {
		t.Run(c.name, func(t *testing.T) {
			if c.broken != "" {
				t.Setenv("LOCAL_TEST_BROKEN", c.broken)
			}
			c.o.Fast = true
			if c.name != "no folder" {
				c.o.Dir = folder(t)
			}
			s, err := Start(t.Context(), c.o)
			if err == nil {
				s.Stop()
				t.Fatal("it started")
			}
			if !strings.Contains(err.Error(), c.want) {
				t.Errorf("got %q, want %q in it", err, c.want)
			}
			for _, name := range names {
				err := absent(pidFile(c.o.Dir, name))
				if c.o.Dir != "" && err != nil {
					t.Error(err)
				}
			}
		})
	}
}

func TestAStartCanBeGivenUp(t *testing.T) {
	t.Parallel()
	dir := folder(t)
	ctx, cancel := context.WithCancel(t.Context())
	time.AfterFunc(200*time.Millisecond, cancel)
	_, err := Start(ctx, Options{Dir: dir, Fast: true})
	if !errors.Is(err, context.Canceled) {
		t.Fatalf("got %v, want context canceled", err)
	}
	again := started(t, Options{Dir: dir})
	remember(t, again.DatabaseURL, "fine")
}
