package main

import (
	"bytes"
	"net"
	"net/http"
	"net/http/httptest"
	"net/http/httputil"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"sync/atomic"
	"time"
)

// second is another web process beside that of a machine, on the same record, and what
// stands before both.
type second struct {
	web   string // its own address
	front string // behind which each of the two has every other request
}

// second starts another web process, and starts it again whenever it is killed, until
// the test ends. A request whose process dies gets no answer.
func (m *machine) second() second {
	m.t.Helper()
	path, err := binary()
	if err != nil {
		m.t.Fatal(err)
	}
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		m.t.Fatal(err)
	}
	listen := l.Addr().String()
	err = l.Close()
	if err != nil {
		m.t.Fatal(err)
	}
	env := m.environmentOf("web", listen)
	done, ended := make(chan struct{}), make(chan struct{})
	go func() {
		defer close(ended)
		for {
			cmd := exec.Command(path, "serve")
			cmd.Env, cmd.Stderr = env, os.Stderr
			err := cmd.Start()
			if err == nil {
				err = os.WriteFile(filepath.Join(m.dir, "second.pid"), []byte(strconv.Itoa(cmd.Process.Pid)), 0o644)
			}
			if err != nil {
				m.t.Errorf("start the second web process: %v", err)
				return
			}
			gone := make(chan struct{})
			go func() {
				defer close(gone)
				_ = cmd.Wait() // killed: that is its error
			}()
			select {
			case <-gone:
				time.Sleep(100 * time.Millisecond)
			case <-done:
				_ = cmd.Process.Kill()
				<-gone
				return
			}
		}
	}()
	m.t.Cleanup(func() {
		close(done)
		<-ended
	})
	web := "http://" + listen
	front := httptest.NewServer(m.before(web))
	m.t.Cleanup(front.Close)
	(&system{t: m.t, url: web}).public().steady("GET", "/readyz")
	return second{web: web, front: front.URL}
}

// environmentOf returns the environment of one of the processes of the machine, but for
// where it listens.
func (m *machine) environmentOf(name, listen string) []string {
	m.t.Helper()
	pid, err := os.ReadFile(filepath.Join(m.dir, name+".pid"))
	if err != nil {
		m.t.Fatal(err)
	}
	b, err := os.ReadFile(filepath.Join("/proc", strings.TrimSpace(string(pid)), "environ"))
	if err != nil {
		m.t.Fatal(err)
	}
	var env []string
	for _, pair := range bytes.Split(bytes.TrimSuffix(b, []byte{0}), []byte{0}) {
		if !bytes.HasPrefix(pair, []byte("RASPRAVA_ADDR=")) {
			env = append(env, string(pair))
		}
	}
	return append(env, "RASPRAVA_ADDR="+listen)
}

// before gives every other request to the second process.
func (m *machine) before(web string) http.Handler {
	var targets []*url.URL
	for _, address := range []string{m.web, web} {
		u, err := url.Parse(address)
		if err != nil {
			m.t.Fatal(err)
		}
		targets = append(targets, u)
	}
	var n atomic.Uint64
	return &httputil.ReverseProxy{
		Rewrite: func(r *httputil.ProxyRequest) { r.SetURL(targets[n.Add(1)%2]) },
		ErrorHandler: func(http.ResponseWriter, *http.Request, error) {
			panic(http.ErrAbortHandler)
		},
	}
}
