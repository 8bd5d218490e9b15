package main

import (
	"bufio"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"
	"syscall"
	"testing"
	"time"

	"github.com/google/uuid"

	"github.com/rasprava/rasprava/internal/attachment"
	"github.com/rasprava/rasprava/internal/dossier"
	"github.com/rasprava/rasprava/internal/ledger"
	"github.com/rasprava/rasprava/internal/store"
	"github.com/rasprava/rasprava/internal/store/storetest"
)

// machine is `rasprava up` as a process of its own, in a folder of its own.
type machine struct {
	t   testing.TB
	dir string
	web string
	cmd *exec.Cmd
}

// binary builds the program under test once.
var binary = sync.OnceValues(func() (string, error) {
	dir, err := os.MkdirTemp("", "rasprava-bin-*")
	if err != nil {
		return "", err
	}
	path := filepath.Join(dir, "rasprava")
	out, err := exec.Command("go", "build", "-buildvcs=false", "-o", path, ".").CombinedOutput()
	if err != nil {
		return "", fmt.Errorf("build: %w: %s", err, out)
	}
	return path, nil
})

func newMachine(t testing.TB) *machine {
	t.Helper()
	dir, err := os.MkdirTemp("", "rasprava-up-*")
	if err != nil {
		t.Fatal(err)
	}
	// Postgres runs as a plain user and must come through.
	err = os.Chmod(dir, 0o755)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		err := os.RemoveAll(dir)
		if err != nil {
			t.Logf("clean up: %v", err)
		}
	})
	m := &machine{t: t, dir: filepath.Join(dir, "var")}
	t.Cleanup(func() {
		if m.cmd != nil && m.cmd.ProcessState == nil {
			_ = m.cmd.Process.Kill() // its children go with it
			_ = m.cmd.Wait()
		}
	})
	m.start()
	return m
}

// start starts everything and returns when it is ready.
func (m *machine) start() {
	m.t.Helper()
	path, err := binary()
	if err != nil {
		m.t.Fatal(err)
	}
	m.cmd = exec.Command(path, "up", "--data", m.dir)
	m.cmd.Env = append(os.Environ(), "RASPRAVA_RATE_SUBMISSIONS=off", "RASPRAVA_MAIL_FOLDER="+m.posta())
	m.cmd.Stderr = os.Stderr
	out, err := m.cmd.StdoutPipe()
	if err != nil {
		m.t.Fatal(err)
	}
	err = m.cmd.Start()
	if err != nil {
		m.t.Fatal(err)
	}
	ready := make(chan string, 1)
	go func() {
		lines := bufio.NewScanner(out)
		for lines.Scan() {
			_, address, ok := strings.Cut(lines.Text(), " s: ")
			if ok && strings.HasPrefix(lines.Text(), "Rasprava is ready") {
				ready <- address
			}
		}
		close(ready)
	}()
	select {
	case address, ok := <-ready:
		if !ok {
			m.t.Fatal("rasprava up ended before it was ready")
		}
		m.web = address
	case <-time.After(2 * time.Minute):
		m.t.Fatal("rasprava up is not ready after two minutes")
	}
}

// stop ends everything as Ctrl-C does, and says how long it took.
func (m *machine) stop() time.Duration {
	m.t.Helper()
	began := time.Now()
	err := m.cmd.Process.Signal(os.Interrupt)
	if err != nil {
		m.t.Fatalf("interrupt: %v", err)
	}
	err = m.cmd.Wait()
	if err != nil {
		m.t.Errorf("rasprava up ended with %v", err)
	}
	return time.Since(began)
}

// kill kills one of the children with -9.
func (m *machine) kill(name string) {
	m.t.Helper()
	b, err := os.ReadFile(filepath.Join(m.dir, name+".pid"))
	if err != nil {
		m.t.Fatal(err)
	}
	pid, err := strconv.Atoi(strings.TrimSpace(string(b)))
	if err != nil {
		m.t.Fatal(err)
	}
	err = syscall.Kill(pid, syscall.SIGKILL)
	if err != nil {
		m.t.Fatalf("kill %s: %v", name, err)
	}
}

// posta is the folder of what the machine sends by e-mail.
func (m *machine) posta() string { return filepath.Join(filepath.Dir(m.dir), "posta") }

// record opens the record beside the running system, as an operator would.
func (m *machine) record() *store.Store {
	m.t.Helper()
	address, err := os.ReadFile(filepath.Join(m.dir, "database.url"))
	if err != nil {
		m.t.Fatal(err)
	}
	files, err := attachment.OpenKeeper(filepath.Join(m.dir, "attachments"))
	if err != nil {
		m.t.Fatal(err)
	}
	st, err := store.Open(m.t.Context(), store.Options{URL: strings.TrimSpace(string(address)), Keys: filepath.Join(m.dir, "keys"), Origin: "rasprava.local", Conns: 4, Attachments: files})
	if err != nil {
		m.t.Fatalf("open record: %v", err)
	}
	return st
}

// acknowledged is a receipt that somebody was given.
type acknowledged struct{ no, receipt string }

// TestWhateverDiesTheRoundGoesOn kills each process with -9 in the middle of a
// round that takes comments: what was acknowledged is there and proved, and the
// dossier goes on to its end.
func TestWhateverDiesTheRoundGoesOn(t *testing.T) {
	m := newMachine(t)
	st := m.record()
	storetest.Ministry(t, st, "MPAD")
	s := &system{t: t, store: st, url: m.web}
	drafter := s.person("Цртач", "MPAD drafter")
	signers := []*caller{s.person("Потписник Први", "MPAD signer"), s.person("Потписник Други", "MPAD signer")}
	preparer := s.person("Спремалац", "MPAD drafter")
	survives := func(victim string) {
		t.Log("killing", victim)
		tr := s.openRehearsal(drafter)
		tr.add("first_version", document{"act", "nacrt.txt", "Члан 1.\nОвим законом уређују се пробе.\n\nЧлан 2.\nРок је 30 дана.\n"})
		tr.publish("notice", drafter, "own_site", "ekonsultacije")
		tr.publish("consultation", drafter, "own_site", "ekonsultacije")
		round := tr.view().OpenRound

		senders := newSenders(m.web, round)
		senders.waitFor(t, 20)
		m.kill(victim)
		senders.waitFor(t, 40) // it is taken in again
		got := senders.stop()

		key := s.public().steady("GET", "/rehearsal/ledger/key")
		for _, a := range got {
			verdict, err := ledger.Verify([]byte(a.receipt), string(key))
			if err != nil {
				t.Fatalf("an acknowledged receipt does not verify: %v", err)
			}
			if verdict.Number != a.no {
				t.Errorf("receipt %s says it is %s", a.no, verdict.Number)
			}
		}
		tr.passSteadily("consultation", "report")
		var counts struct {
			Counts struct{ Comments int } `json:"counts"`
		}
		err := json.Unmarshal(s.public().steady("GET", "/api/v1/rounds/"+round), &counts)
		if err != nil {
			t.Fatal(err)
		}
		if counts.Counts.Comments < len(got) {
			t.Errorf("%d comments are in the record, %d were acknowledged", counts.Counts.Comments, len(got))
		}
		for _, a := range got {
			_, err := st.Receipt(t.Context(), a.no)
			if err != nil {
				t.Errorf("receipt %s: %v", a.no, err)
			}
		}
		tr.report("report", drafter)
		tr.answerEach(round)
		tr.do("decision", preparer, "prepare", args{"package": "present"})
		for _, signer := range signers {
			tr.do("decision", signer, "sign", args{"package": "present"})
		}
		tr.at("")
	}
	for _, victim := range []string{"worker", "web", "temporal", "postgres"} {
		survives(victim)
	}
	t.Log("killing up itself: the second start finds everything")
	before := s.public().steady("GET", "/rehearsal/ledger/checkpoint")
	err := st.Close()
	if err != nil {
		t.Errorf("close record: %v", err)
	}
	err = m.cmd.Process.Signal(syscall.SIGKILL)
	if err != nil {
		t.Fatal(err)
	}
	_ = m.cmd.Wait() // killed: that is its error
	m.start()
	s.url = m.web
	after := s.public().steady("GET", "/rehearsal/ledger/checkpoint")
	if string(before) != string(after) {
		t.Errorf("the log was\n%s\nand is\n%s", before, after)
	}
	if took := m.stop(); took > 10*time.Second {
		t.Errorf("Ctrl-C took %s", took)
	}
}

// openRehearsal opens a rehearsal of the short procedure. It begins on a Monday,
// so that no two of its terms end on one day whatever day the tests run on.
func (s *system) openRehearsal(drafter *caller) *track {
	s.t.Helper()
	opened := drafter.call("POST", "/api/v1/dossiers", map[string]any{"title": "Закон о пробама", "kind": "law",
		"procedure": "test.two_stage", "lead": "MPAD", "rehearsal": map[string]any{"pace_seconds": 3600, "starts_at": "2026-06-01T08:00:00Z"}})
	if opened.status != http.StatusCreated {
		s.t.Fatalf("open: %d %s", opened.status, opened.body)
	}
	var ref struct{ Ref string }
	opened.into(s.t, &ref)
	return &track{system: s, lead: drafter, ref: ref.Ref}
}

// steady asks until there is an answer: services that were killed come back.
func (c *caller) steady(method, path string) []byte {
	c.t.Helper()
	for deadline := time.Now().Add(time.Minute); ; {
		ctx, cancel := context.WithTimeout(context.Background(), 5*time.Second)
		req, err := http.NewRequestWithContext(ctx, method, c.url+path, nil)
		if err != nil {
			c.t.Fatal(err)
		}
		if c.token != "" {
			req.Header.Set("Authorization", "Bearer "+c.token)
		}
		res, err := http.DefaultClient.Do(req)
		if err == nil {
			b, readErr := io.ReadAll(res.Body)
			_ = res.Body.Close()
			if readErr == nil && res.StatusCode == http.StatusOK {
				cancel()
				return b
			}
			err = fmt.Errorf("%d %s", res.StatusCode, b)
		}
		cancel()
		if time.Now().After(deadline) {
			c.t.Fatalf("%s %s: %v", method, path, err)
		}
		time.Sleep(50 * time.Millisecond)
	}
}

// passSteadily takes the rehearsal on while something may still be coming back.
func (tr *track) passSteadily(stage, next string) {
	tr.t.Helper()
	for deadline := time.Now().Add(90 * time.Second); ; {
		var v view
		err := json.Unmarshal(tr.lead.steady("GET", "/api/v1/dossiers/"+tr.ref), &v)
		if err != nil {
			tr.t.Fatal(err)
		}
		if v.Stage.ID == next {
			return
		}
		if time.Now().After(deadline) {
			tr.t.Fatalf("dossier %s stays in %s", tr.ref, v.Stage.ID)
		}
		if v.Stage.ID == stage {
			// A refusal is fine here: the clock may have come to the deadline by itself.
			tr.lead.call("POST", "/api/v1/dossiers/"+tr.ref+"/commands",
				map[string]any{"id": uuid.NewString(), "command": "advance", "seq": v.Seq, "args": map[string]any{}})
		}
		time.Sleep(200 * time.Millisecond)
	}
}

// answerEach answers all comments of a round, page by page, through the record.
func (tr *track) answerEach(round string) {
	tr.t.Helper()
	for page := (store.Page{Limit: 200}); ; {
		comments, next, err := tr.store.Comments(tr.t.Context(), tr.lead.id, round, page)
		if err != nil {
			tr.t.Fatal(err)
		}
		for _, c := range comments {
			_, err := tr.store.Answer(tr.t.Context(), tr.lead.id, store.NewAnswer{Comment: c.ID, Outcome: dossier.Noted, Reasons: "Примљено к знању."})
			if err != nil {
				tr.t.Fatalf("answer: %v", err)
			}
		}
		if next == "" {
			return
		}
		page.Cursor = next
	}
}

// senders send comments, one after the other each, until they are stopped. One
// that gets no answer sends the same again with the same key, as a client does.
type senders struct {
	round, web string
	wg         sync.WaitGroup
	stopped    atomic.Bool
	mu         sync.Mutex // protects got and faults
	got        []acknowledged
	faults     []string
}

func newSenders(web, round string) *senders {
	s := &senders{round: round, web: web}
	for n := range 4 {
		s.wg.Add(1)
		go func() {
			defer s.wg.Done()
			for i := 0; !s.stopped.Load(); i++ {
				s.send(fmt.Sprintf("posiljka-%d-%d", n, i))
				time.Sleep(20 * time.Millisecond)
			}
		}()
	}
	return s
}

func (s *senders) send(key string) {
	body := `{"author":{"kind":"citizen","name":"Грађанин"},"lang":"sr-Cyrl","comments":[{"kind":"remark","provision":"art_2","body":"Рок је кратак: ` + key + `."}]}`
	client := http.Client{Timeout: 5 * time.Second}
	for !s.stopped.Load() {
		req, err := http.NewRequest("POST", s.web+"/api/v1/rounds/"+s.round+"/submissions", strings.NewReader(body))
		if err != nil {
			panic(err) // the address is ours
		}
		req.Header.Set("Content-Type", "application/json")
		req.Header.Set("Idempotency-Key", key)
		res, err := client.Do(req)
		if err != nil {
			time.Sleep(50 * time.Millisecond)
			continue
		}
		var out struct {
			ReceiptNo string `json:"receipt_no"`
			Receipt   string `json:"receipt"`
		}
		err = json.NewDecoder(res.Body).Decode(&out)
		_ = res.Body.Close()
		switch {
		case res.StatusCode == http.StatusCreated && err == nil:
			s.mu.Lock()
			s.got = append(s.got, acknowledged{out.ReceiptNo, out.Receipt})
			s.mu.Unlock()
			return
		case res.StatusCode >= 500:
			time.Sleep(50 * time.Millisecond)
		default:
			s.mu.Lock()
			s.faults = append(s.faults, fmt.Sprintf("%s: %d", key, res.StatusCode))
			s.mu.Unlock()
			return
		}
	}
}

// waitFor waits until so many more are acknowledged than now.
func (s *senders) waitFor(t *testing.T, more int) {
	t.Helper()
	s.mu.Lock()
	want := len(s.got) + more
	s.mu.Unlock()
	for deadline := time.Now().Add(time.Minute); ; {
		s.mu.Lock()
		have, faults := len(s.got), s.faults
		s.mu.Unlock()
		if len(faults) > 0 {
			t.Fatalf("refused: %v", faults)
		}
		if have >= want {
			return
		}
		if time.Now().After(deadline) {
			t.Fatalf("after a minute %d of %d are acknowledged", have, want)
		}
		time.Sleep(10 * time.Millisecond)
	}
}

func (s *senders) stop() []acknowledged {
	s.stopped.Store(true)
	s.wg.Wait()
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.got
}
