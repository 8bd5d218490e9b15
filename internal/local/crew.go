package local

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"sync"
	"syscall"
	"time"
)

const (
	firstPause = 100 * time.Millisecond // before a child that died is started again
	lastPause  = 5 * time.Second        // the pause doubles up to this
	steady     = 20 * time.Second       // a child that ran this long has its first pause again
	hopeless   = 5                      // deaths during its start after which a child is given up
)

// child is a program to keep running.
type child struct {
	name    string           // names the log and the pid file
	command func() *exec.Cmd // a fresh command for each start
	quit    syscall.Signal   // asks it to end in good order
}

// crew keeps children running in one data folder and says what happens to them.
type crew struct {
	dir string
	say func(format string, args ...any)
}

// kept is a child that is being kept running.
type kept struct {
	child
	crew     *crew
	leave    chan struct{} // closed when it is to end
	finished chan struct{} // closed when it has ended for good

	mu      sync.Mutex // protects what follows
	process *os.Process
	deaths  int
	leaving bool
}

// keep starts the child and starts it again whenever it dies.
func (c *crew) keep(ch child) *kept {
	k := &kept{child: ch, crew: c, leave: make(chan struct{}), finished: make(chan struct{})}
	go k.run()
	return k
}

func (k *kept) run() {
	defer close(k.finished)
	pause := firstPause
	for {
		began := time.Now()
		err := k.once()
		if k.over() {
			return
		}
		if time.Since(began) > steady {
			pause = firstPause
		}
		k.crew.say("%s ended (%v); starting it again in %.1f s", k.name, err, pause.Seconds())
		select {
		case <-k.leave:
			return
		case <-time.After(pause):
		}
		pause = min(2*pause, lastPause)
	}
}

// once starts the child and waits until it ends; the error says with what.
func (k *kept) once() error {
	log, err := openLog(k.crew.dir, k.name)
	if err != nil {
		return k.died(err)
	}
	defer log.Close()
	cmd := k.command()
	cmd.Stdout, cmd.Stderr = log, log
	err = k.launch(cmd)
	if err != nil {
		return k.died(err)
	}
	err = cmd.Wait()
	removePID(k.crew.dir, k.name)
	if err == nil {
		err = errors.New("exit status 0")
	}
	return k.died(err)
}

// launch starts the command unless the child is to end.
func (k *kept) launch(cmd *exec.Cmd) error {
	k.mu.Lock()
	defer k.mu.Unlock()
	if k.leaving {
		return context.Canceled
	}
	err := start(cmd, k.quit)
	if err != nil {
		return err
	}
	k.process = cmd.Process
	return writePID(k.crew.dir, k.name, cmd.Process.Pid)
}

func (k *kept) died(err error) error {
	k.mu.Lock()
	defer k.mu.Unlock()
	k.process = nil
	k.deaths++
	return err
}

func (k *kept) over() bool {
	k.mu.Lock()
	defer k.mu.Unlock()
	return k.leaving
}

func (k *kept) deathsSoFar() int {
	k.mu.Lock()
	defer k.mu.Unlock()
	return k.deaths
}

// end ends the child for good: it is asked first, and forced at the deadline.
func (k *kept) end(deadline time.Time) {
	k.mu.Lock()
	if !k.leaving {
		k.leaving = true
		close(k.leave)
	}
	process := k.process
	k.mu.Unlock()
	if process != nil {
		_ = process.Signal(k.quit) // it may have ended in this moment
	}
	patience := time.NewTimer(max(time.Until(deadline), glance))
	defer patience.Stop()
	select {
	case <-k.finished:
		return
	case <-patience.C:
	}
	if process != nil {
		k.crew.say("%s does not end; killing it", k.name)
		killGroup(process.Pid)
	}
	<-k.finished
}

// await waits until ready answers without error. It gives up when the context
// is done, after limit, or when the child keeps dying, and then quotes its log.
func (k *kept) await(ctx context.Context, limit time.Duration, ready func(context.Context) error) error {
	ctx, cancel := context.WithTimeoutCause(ctx, limit, fmt.Errorf("not ready within %s", limit))
	defer cancel()
	for {
		err := ready(ctx)
		if err == nil {
			return nil
		}
		why := context.Cause(ctx)
		if why == nil && k.deathsSoFar() >= hopeless {
			why = fmt.Errorf("it died %d times", hopeless)
		}
		if errors.Is(why, context.Canceled) {
			return why
		}
		if why != nil {
			return fmt.Errorf("start %s: %w: %s (see %s)", k.name, why, lastWords(k.crew.dir, k.name),
				filepath.Join(k.crew.dir, "log", k.name+".log"))
		}
		select {
		case <-ctx.Done():
		case <-time.After(glance):
		}
	}
}

// once runs a program to its end, its standard error in the log and, when show
// is given, there too; its standard output is returned.
func (c *crew) once(ctx context.Context, name string, cmd *exec.Cmd, show io.Writer) ([]byte, error) {
	log, err := openLog(c.dir, name)
	if err != nil {
		return nil, err
	}
	defer log.Close()
	out, err := os.CreateTemp(filepath.Join(c.dir, "log"), name+"-*.out")
	if err != nil {
		return nil, fmt.Errorf("run %s: %w", name, err)
	}
	defer os.Remove(out.Name())
	defer out.Close()
	cmd.Stdout, cmd.Stderr = out, log
	if show != nil {
		cmd.Stderr = io.MultiWriter(log, show)
	}
	err = start(cmd, syscall.SIGTERM)
	if err != nil {
		return nil, fmt.Errorf("run %s: %w", name, err)
	}
	release := context.AfterFunc(ctx, func() { killGroup(cmd.Process.Pid) })
	err = cmd.Wait()
	release()
	if ctx.Err() != nil {
		return nil, ctx.Err()
	}
	if err != nil {
		return nil, fmt.Errorf("run %s: %w: %s (see %s)", name, err, lastWords(c.dir, name), log.Name())
	}
	return os.ReadFile(out.Name())
}
