package local

import (
	"bytes"
	"context"
	"database/sql"
	"errors"
	"fmt"
	"io/fs"
	"net/http"
	"os"
	"os/signal"
	"path/filepath"
	"sync"
	"syscall"
	"testing"
	"time"
)

// This test program plays rasprava too, so that the parts that Start runs are
// real processes.
func TestMain(m *testing.M) {
	if len(os.Args) > 1 {
		play, ok := map[string]func(context.Context) error{
			"up": playUp, "migrate": playMigrate, "work": playWork, "serve": playServe, "seed": playSeed,
		}[os.Args[1]]
		if ok {
			ctx, stop := signal.NotifyContext(context.Background(), syscall.SIGTERM, os.Interrupt)
			err := play(ctx)
			stop()
			if err != nil {
				fmt.Fprintln(os.Stderr, "rasprava:", err)
				os.Exit(3)
			}
			os.Exit(0)
		}
	}
	os.Exit(m.Run())
}

// stubborn makes the worker and the web ignore being asked to end.
const stubborn = "LOCAL_TEST_STUBBORN"

func playUp(ctx context.Context) error {
	s, err := Start(ctx, Options{Dir: os.Args[2], Fast: true, Stderr: os.Stderr})
	if err != nil {
		return err
	}
	fmt.Println("ready")
	<-ctx.Done()
	s.Stop()
	return nil
}

func playMigrate(ctx context.Context) error {
	if broken := os.Getenv("LOCAL_TEST_BROKEN"); broken != "" {
		return errors.New(broken)
	}
	return temporalServing(ctx, os.Getenv("TEMPORAL_ADDRESS"))
}

func playSeed(context.Context) error {
	fmt.Println("  one account")
	return nil
}

func playWork(ctx context.Context) error {
	wait(ctx)
	return nil
}

func playServe(ctx context.Context) error {
	db, err := sql.Open("postgres", os.Getenv("DATABASE_URL"))
	if err != nil {
		return err
	}
	server := http.Server{Addr: os.Getenv("RASPRAVA_ADDR"), Handler: http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		err := db.PingContext(r.Context())
		if err != nil {
			http.Error(w, err.Error(), http.StatusServiceUnavailable)
		}
	})}
	failed := make(chan error, 1)
	go func() { failed <- server.ListenAndServe() }()
	go func() {
		wait(ctx)
		failed <- nil
	}()
	return <-failed
}

func wait(ctx context.Context) {
	if os.Getenv(stubborn) != "" {
		signal.Ignore(syscall.SIGTERM)
		select {}
	}
	<-ctx.Done()
}

// notes is what a System says.
type notes struct {
	mu   sync.Mutex
	text bytes.Buffer
}

func (n *notes) Write(p []byte) (int, error) {
	n.mu.Lock()
	defer n.mu.Unlock()
	return n.text.Write(p)
}

func (n *notes) String() string {
	n.mu.Lock()
	defer n.mu.Unlock()
	return n.text.String()
}

// folder returns a data folder that is erased after the test.
func folder(t *testing.T) string {
	t.Helper()
	dir, err := os.MkdirTemp("", "rasprava-local-*")
	if err != nil {
		t.Fatal(err)
	}
	err = os.Chmod(dir, 0o711)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		err := Erase(dir)
		if err != nil {
			t.Error(err)
		}
	})
	return dir
}

// started starts a system that is stopped after the test.
func started(t *testing.T, o Options) *System {
	t.Helper()
	o.Fast = true
	s, err := Start(t.Context(), o)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(s.Stop)
	return s
}

// eventually waits until the question is answered without an error.
func eventually(t *testing.T, what string, ask func() error) {
	t.Helper()
	var err error
	for deadline := time.Now().Add(30 * time.Second); time.Now().Before(deadline); <-time.After(glance) {
		err = ask()
		if err == nil {
			return
		}
	}
	t.Fatalf("%s: %v", what, err)
}

// pidOf returns the process that the data folder names.
func pidOf(t *testing.T, dir, name string) int {
	t.Helper()
	pid, ok := recorded(dir, name)
	if !ok {
		t.Fatalf("%s names no living process", pidFile(dir, name))
	}
	return pid
}

func dead(pid int) error {
	if _, ok := birth(pid); ok {
		return fmt.Errorf("process %d lives", pid)
	}
	return nil
}

func absent(path string) error {
	_, err := os.Lstat(path)
	if !errors.Is(err, fs.ErrNotExist) {
		return fmt.Errorf("%s is there (%v)", filepath.Base(path), err)
	}
	return nil
}

// remember and recall write and read a row of the database.
func remember(t *testing.T, url, word string) {
	t.Helper()
	err := query(t.Context(), url, `CREATE TABLE IF NOT EXISTS word (word text); INSERT INTO word VALUES ('`+word+`')`)
	if err != nil {
		t.Fatal(err)
	}
}

func recall(t *testing.T, url string) string {
	t.Helper()
	db, err := sql.Open("postgres", url)
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	var words string
	err = db.QueryRowContext(t.Context(), `SELECT string_agg(word, ' ' ORDER BY word) FROM word`).Scan(&words)
	if err != nil {
		t.Fatal(err)
	}
	return words
}
