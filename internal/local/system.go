package local

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"net"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"

	"golang.org/x/sync/errgroup"
)

// usualAddr is where the web listens when no address was asked for.
const (
	usualHost = "127.0.0.1"
	usualPort = 8080
)

// Start starts everything in o.Dir: Postgres and Temporal, then the migration,
// then the worker and the web, and returns when the web says it is ready. What
// dies later is said on o.Stderr and started again. With Demo the seed runs
// once a folder and Accounts holds what it printed. It refuses a folder that
// runs already, and an o.Addr that is taken. When the context is done before
// it is ready, everything is stopped. The caller must Stop.
func Start(ctx context.Context, o Options) (*System, error) {
	s, err := prepare(o)
	if err != nil {
		return nil, err
	}
	err = s.start(ctx)
	if err != nil {
		s.Stop()
		return nil, err
	}
	return s, nil
}

func (s *System) start(ctx context.Context) error {
	listen, err := s.claimWeb()
	if err != nil {
		return err
	}
	if s.options.Exe == "" {
		s.options.Exe, err = os.Executable()
		if err != nil {
			return fmt.Errorf("find this program: %w", err)
		}
	}
	err = s.startServices(ctx)
	if err != nil {
		return err
	}
	_, err = s.crew.once(ctx, "migrate", s.rasprava(listen, "migrate"), nil)
	if err != nil {
		return err
	}
	err = s.startParts(ctx, listen)
	if err != nil {
		return err
	}
	if s.options.Demo {
		return s.seed(ctx, listen)
	}
	return nil
}

// claimWeb returns the address for the web to listen on.
func (s *System) claimWeb() (string, error) {
	if s.options.Addr == "" {
		p, err := claimPort(usualHost, usualPort)
		if err != nil {
			return "", err
		}
		s.claimed(p)
		return p.on(usualHost), nil
	}
	host, number, err := net.SplitHostPort(s.options.Addr)
	if err != nil {
		return "", fmt.Errorf("read the address of the web: %w", err)
	}
	n, err := strconv.ParseUint(number, 10, 16)
	if err != nil {
		return "", fmt.Errorf("read the address of the web: port %q is not a number up to 65535", number)
	}
	var p port
	if n == 0 {
		p, err = claimPort(host, usualPort)
	} else {
		p, err = claimExactly(host, int(n))
	}
	if err != nil {
		return "", fmt.Errorf("listen on %s: %w", s.options.Addr, taken(err))
	}
	s.claimed(p)
	return p.on(host), nil
}

// taken says in a word what a claim by another copy looks like too.
func taken(err error) error {
	if errors.Is(err, syscall.EADDRINUSE) {
		return errors.New("another program listens there")
	}
	return err
}

// rasprava returns a command of our own program, told where everything is.
func (s *System) rasprava(listen string, args ...string) *exec.Cmd {
	cmd := exec.Command(s.options.Exe, args...)
	cmd.Env = environment(
		"DATABASE_URL="+s.DatabaseURL,
		"TEMPORAL_ADDRESS="+s.TemporalAddress,
		"TEMPORAL_NAMESPACE="+s.TemporalNamespace,
		"TEMPORAL_CONFIG_FILE="+os.DevNull, // a profile of this machine is not for our server
		"RASPRAVA_ADDR="+listen,
		"RASPRAVA_DATA="+s.crew.dir,
		"RASPRAVA_TEMPORAL_UI="+s.TemporalUI,
		"RASPRAVA_CONTACT="+s.options.Contact,
	)
	if s.options.Demo {
		cmd.Env = append(cmd.Env, "RASPRAVA_DEMO=true")
	}
	cmd.Env = append(cmd.Env, s.mail(listen)...)
	return cmd
}

// mail returns what our program is told about e-mail, where the environment does
// not say: links lead to this machine, and a demonstration writes into a folder.
func (s *System) mail(listen string) []string {
	var env []string
	if os.Getenv("RASPRAVA_SITE") == "" {
		env = append(env, "RASPRAVA_SITE=http://"+reachable(listen))
	}
	if s.options.Demo && os.Getenv("RASPRAVA_SMTP_HOST") == "" && os.Getenv("RASPRAVA_MAIL_FOLDER") == "" {
		env = append(env, "RASPRAVA_MAIL_FOLDER="+filepath.Join(s.crew.dir, "mail"))
	}
	return env
}

// startParts starts the worker and the web and waits for the web.
func (s *System) startParts(ctx context.Context, listen string) error {
	part := func(name, command string) *kept {
		k := s.crew.keep(child{name: name, quit: syscall.SIGTERM, command: func() *exec.Cmd { return s.rasprava(listen, command) }})
		s.children = append(s.children, k)
		return k
	}
	worker, web := part("worker", "work"), part("web", "serve")
	s.Web = "http://" + reachable(listen)
	group, ctx := errgroup.WithContext(ctx)
	group.Go(func() error {
		return worker.await(ctx, startLimit, func(context.Context) error { return ready(ctx, s.Web) })
	})
	group.Go(func() error {
		return web.await(ctx, startLimit, func(context.Context) error { return ready(ctx, s.Web) })
	})
	err := group.Wait()
	if err != nil {
		return err
	}
	return s.publish("web.address", reachable(listen))
}

// reachable returns an address that a browser on this machine can open.
func reachable(listen string) string {
	host, port, err := net.SplitHostPort(listen)
	if err != nil {
		return listen
	}
	ip := net.ParseIP(host)
	if host == "" || ip != nil && ip.IsUnspecified() {
		host = usualHost
	}
	return net.JoinHostPort(host, port)
}

// ready answers nil when the web says that it serves.
func ready(ctx context.Context, web string) error {
	ctx, cancel := context.WithTimeout(ctx, startLimit/10)
	defer cancel()
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, web+"/readyz", nil)
	if err != nil {
		return fmt.Errorf("ask the web: %w", err)
	}
	res, err := http.DefaultClient.Do(req)
	if err != nil {
		return fmt.Errorf("ask the web: %w", err)
	}
	defer res.Body.Close()
	if res.StatusCode != http.StatusOK {
		return fmt.Errorf("ask the web: it answers %s", res.Status)
	}
	return nil
}

// seed fills the system with the demonstration, once a folder: the file that
// says so keeps what the seed printed.
func (s *System) seed(ctx context.Context, listen string) error {
	const done = "demo.seeded"
	said, err := os.ReadFile(filepath.Join(s.crew.dir, done))
	if errors.Is(err, fs.ErrNotExist) {
		s.crew.say("seeding the demonstration")
		said, err = s.crew.once(ctx, "seed", s.rasprava(listen, "seed"), s.options.Stderr)
		if err == nil {
			err = s.publish(done, strings.TrimRight(string(said), "\n"))
		}
	}
	if err != nil {
		return err
	}
	s.Accounts = strings.TrimRight(string(said), "\n")
	return nil
}
