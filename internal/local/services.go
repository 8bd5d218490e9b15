package local

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"syscall"
	"time"

	"golang.org/x/sync/errgroup"
)

const (
	startLimit = time.Minute      // for one program to become ready
	stopLimit  = 9 * time.Second  // for all of them to end
	orphanEnd  = 5 * time.Second  // for one that a killed start left behind
	logRound   = 30 * time.Second // between looks at the size of the logs
)

// Services says where Postgres and Temporal are.
type Services struct {
	DatabaseURL       string // of the database rasprava, with its password
	TemporalAddress   string // host:port
	TemporalNamespace string
	TemporalUI        string // http://host:port
}

// Options say what to start. The zero value of all but Dir is usable.
type Options struct {
	Dir     string    // where all data stands; made when absent
	Addr    string    // host:port of the web; empty is the usual one or the next that is free
	Demo    bool      // with the demonstration
	Contact string    // where who runs it can be turned to; empty: its pages do not say
	Fast    bool      // for tests: survives a crash of the programs, not of the machine
	Exe     string    // the program rasprava; empty is this one
	Stderr  io.Writer // one plain line for each thing worth saying; nil is nowhere
}

// System is what runs in one data folder.
type System struct {
	Services
	Web      string // http://host:port of the web
	Accounts string // what the seed of the demonstration printed, when asked for

	options  Options
	crew     *crew
	lock     *FileLock
	children []*kept // in the order they were started
	halt     func()  // ends the care for the logs

	mu     sync.Mutex // protects what follows
	claims []io.Closer
}

// claimed keeps the port until Stop.
func (s *System) claimed(p port) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.claims = append(s.claims, p.claim)
}

// order is that of ending; what was left by a killed start ends in it too.
var order = []struct {
	name string
	quit syscall.Signal
	by   time.Duration // when patience ends, counted from the start of the end
}{
	{"web", syscall.SIGTERM, 2 * time.Second},
	{"worker", syscall.SIGTERM, 5 * time.Second},
	{"temporal", syscall.SIGTERM, 7 * time.Second},
	{"postgres", syscall.SIGINT, stopLimit},
}

// StartServices starts Postgres and Temporal in o.Dir and returns when both
// serve. Whatever a killed start left there is ended first. It refuses a
// folder in which another process has them running. The caller must Stop.
func StartServices(ctx context.Context, o Options) (*System, error) {
	s, err := prepare(o)
	if err != nil {
		return nil, err
	}
	err = s.startServices(ctx)
	if err != nil {
		s.Stop()
		return nil, err
	}
	return s, nil
}

// prepare takes the data folder for this process alone.
func prepare(o Options) (*System, error) {
	dir, err := dataFolder(o.Dir)
	if err != nil {
		return nil, err
	}
	o.Dir = dir
	if o.Stderr == nil {
		o.Stderr = io.Discard
	}
	lock, err := TryLock(filepath.Join(dir, "up.lock"))
	if errors.Is(err, ErrHeld) {
		return nil, fmt.Errorf("start in %s: it runs already (%s); end it first, or choose another --data", dir, whoRuns(dir))
	}
	if err != nil {
		return nil, err
	}
	s := &System{options: o, lock: lock, crew: &crew{dir: dir, say: speaker(o.Stderr)}}
	err = s.endOrphans()
	if err == nil {
		err = writePID(dir, "up", os.Getpid())
	}
	if err != nil {
		lock.Close()
		return nil, err
	}
	watch, halt := context.WithCancel(context.Background())
	s.halt = halt
	go s.tendLogs(watch)
	return s, nil
}

// dataFolder returns the real absolute path of the folder, made when absent so
// that the user of Postgres may pass through it and see nothing.
func dataFolder(dir string) (string, error) {
	if dir == "" {
		return "", errors.New("start: no data folder given")
	}
	dir, err := filepath.Abs(dir)
	if err != nil {
		return "", fmt.Errorf("find data folder: %w", err)
	}
	err = os.MkdirAll(dir, 0o711)
	if err != nil {
		return "", fmt.Errorf("make data folder: %w", err)
	}
	dir, err = filepath.EvalSymlinks(dir)
	if err != nil {
		return "", fmt.Errorf("find data folder: %w", err)
	}
	return dir, nil
}

func whoRuns(dir string) string {
	pid, ok := recorded(dir, "up")
	if !ok {
		return "another process"
	}
	return fmt.Sprintf("process %d", pid)
}

// speaker returns a function that writes one line at a time.
func speaker(w io.Writer) func(string, ...any) {
	var mu sync.Mutex
	return func(format string, args ...any) {
		mu.Lock()
		defer mu.Unlock()
		fmt.Fprintf(w, "rasprava: "+strings.TrimSuffix(format, "\n")+"\n", args...)
	}
}

// endOrphans ends what a killed start left running in the folder.
func (s *System) endOrphans() error {
	dir := s.crew.dir
	for _, o := range order {
		err := endOrphan(dir, o.name, o.quit, orphanEnd)
		if err != nil {
			return err
		}
	}
	path, err := filepath.EvalSymlinks(filepath.Join(dir, "pg"))
	if err != nil {
		return nil // there is no cluster yet
	}
	pid, ok := cluster{path: path}.orphan()
	if !ok {
		return nil
	}
	return endProcess(pid, syscall.SIGINT, orphanEnd)
}

// startServices starts both at once.
func (s *System) startServices(ctx context.Context) error {
	group, ctx := errgroup.WithContext(ctx)
	var postgres, temporal *kept
	group.Go(func() error {
		var err error
		postgres, err = s.startPostgres(ctx)
		return err
	})
	group.Go(func() error {
		var err error
		temporal, err = s.startTemporal(ctx)
		return err
	})
	err := group.Wait()
	for _, k := range []*kept{postgres, temporal} {
		if k != nil {
			s.children = append(s.children, k)
		}
	}
	return err
}

// startPostgres returns the child, which runs even when the error says that
// it does not serve.
func (s *System) startPostgres(ctx context.Context) (*kept, error) {
	pg, err := openCluster(ctx, s.crew, s.options.Fast)
	if err != nil {
		return nil, err
	}
	port, err := claimPort("127.0.0.1", usualPostgresPort)
	if err != nil {
		return nil, err
	}
	s.claimed(port)
	host := port.on("127.0.0.1")
	k := s.crew.keep(pg.server(port.number, s.options.Fast))
	err = k.await(ctx, startLimit, func(ctx context.Context) error { return pg.serving(ctx, host) })
	if err != nil {
		return k, err
	}
	s.DatabaseURL = pg.url(host, "rasprava")
	return k, s.publish("database.url", s.DatabaseURL)
}

// startTemporal returns the child, which runs even when the error says that it
// does not serve.
func (s *System) startTemporal(ctx context.Context) (*kept, error) {
	program, err := FindTemporal()
	if err != nil {
		return nil, err
	}
	port, err := claimPort("127.0.0.1", usualTemporalPort)
	if err != nil {
		return nil, err
	}
	s.claimed(port)
	ui, err := claimPort("127.0.0.1", usualTemporalUIPort)
	if err != nil {
		return nil, err
	}
	s.claimed(ui)
	address := port.on("127.0.0.1")
	k := s.crew.keep(temporalServer(program, s.crew.dir, port.number, ui.number, s.options.Fast))
	err = k.await(ctx, startLimit, func(ctx context.Context) error { return temporalServing(ctx, address) })
	if err != nil {
		return k, err
	}
	for _, path := range temporalFiles(s.crew.dir) {
		err = os.Chmod(path, 0o600)
		if err != nil {
			return k, fmt.Errorf("start temporal: %w", err)
		}
	}
	s.TemporalAddress, s.TemporalNamespace, s.TemporalUI = address, Namespace, "http://"+ui.on("127.0.0.1")
	return k, s.publish("temporal.address", address)
}

// publish writes a one-line file of the data folder, whole or not at all.
func (s *System) publish(name, line string) error {
	path := filepath.Join(s.crew.dir, name)
	err := os.WriteFile(path+".new", []byte(line+"\n"), 0o600)
	if err != nil {
		return fmt.Errorf("write %s: %w", name, err)
	}
	err = os.Rename(path+".new", path)
	if err != nil {
		return fmt.Errorf("write %s: %w", name, err)
	}
	return nil
}

// tendLogs lays full logs aside until the context is done.
func (s *System) tendLogs(ctx context.Context) {
	tick := time.NewTicker(logRound)
	defer tick.Stop()
	for {
		select {
		case <-ctx.Done():
			return
		case <-tick.C:
		}
		for _, o := range order {
			err := layAside(filepath.Join(s.crew.dir, "log", o.name+".log"))
			if err != nil {
				s.crew.say("%v", err)
			}
		}
	}
}

// Stop ends everything within ten seconds: web, worker, Temporal, Postgres.
// What does not end when asked is killed; nothing that was committed is lost.
func (s *System) Stop() {
	began := time.Now()
	for _, o := range order {
		for _, k := range s.children {
			if k.name == o.name {
				k.end(began.Add(o.by))
			}
		}
	}
	s.halt()
	removePID(s.crew.dir, "up")
	for _, c := range s.claims {
		c.Close()
	}
	s.lock.Close()
}
