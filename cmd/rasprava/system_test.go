package main

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"testing"
	"time"

	"github.com/google/uuid"
	"go.temporal.io/sdk/client"
	tlog "go.temporal.io/sdk/log"

	"github.com/rasprava/rasprava/internal/dossier"
	"github.com/rasprava/rasprava/internal/engine"
	"github.com/rasprava/rasprava/internal/local/localtest"
	"github.com/rasprava/rasprava/internal/procedure"
	"github.com/rasprava/rasprava/internal/store"
	"github.com/rasprava/rasprava/internal/store/storetest"
	"github.com/rasprava/rasprava/web"
	"github.com/rasprava/rasprava/workflows"
)

// system is everything but the processes: a real Postgres, a real Temporal, a
// worker and the web, in one test.
type system struct {
	t     testing.TB
	store *store.Store
	url   string

	engine   *engine.Client // of the worker and web in this process
	temporal client.Client
	handler  http.Handler
}

func newSystem(t testing.TB, change ...func(*web.Options)) *system {
	t.Helper()
	st, _ := storetest.Open(t)
	namespace := localtest.Namespace(t, localtest.TestServices(t))
	quiet := slog.New(slog.NewTextHandler(io.Discard, nil))
	c, err := client.Dial(client.Options{HostPort: localtest.TestServices(t).TemporalAddress, Namespace: namespace,
		Logger: tlog.NewStructuredLogger(quiet)})
	if err != nil {
		t.Fatalf("reach temporal: %v", err)
	}
	t.Cleanup(c.Close)
	err = registerSearchAttributes(t.Context(), cluster{c, namespace})
	if err != nil {
		t.Fatalf("register search attributes: %v", err)
	}
	build := "test-" + uuid.NewString()
	w := workflows.NewWorker(c, build, st)
	err = w.Start()
	if err != nil {
		t.Fatalf("start worker: %v", err)
	}
	t.Cleanup(w.Stop)
	ctx, cancel := context.WithTimeout(t.Context(), time.Minute)
	defer cancel()
	err = workflows.MakeCurrent(ctx, c, build)
	if err != nil {
		t.Fatalf("make worker current: %v", err)
	}
	eng := engine.New(c, st, quiet)
	options := web.Options{Store: st, Engine: eng, Intake: st.NewIntake(t.Context(), 1), Log: quiet, RateSubmissions: "off"}
	for _, f := range change {
		f(&options)
	}
	server, err := web.New(options)
	if err != nil {
		t.Fatalf("make web: %v", err)
	}
	h := httptest.NewServer(server.Handler())
	t.Cleanup(h.Close)
	return &system{t: t, store: st, url: h.URL, engine: eng, temporal: c, handler: server.Handler()}
}

// caller is somebody who calls the API; an empty token is the public.
type caller struct {
	*system
	id    string
	token string
}

func (s *system) person(name string, appointments ...string) *caller {
	s.t.Helper()
	id := storetest.Person(s.t, s.store, name, appointments...)
	token, _, err := s.store.IssueToken(s.t.Context(), id, "test", time.Hour)
	if err != nil {
		s.t.Fatalf("issue token: %v", err)
	}
	return &caller{s, id, token}
}

func (s *system) public() *caller { return &caller{system: s} }

// answer is what the API said.
type answer struct {
	status int
	header http.Header
	body   []byte
}

func (a answer) into(t testing.TB, v any) {
	t.Helper()
	err := json.Unmarshal(a.body, v)
	if err != nil {
		t.Fatalf("read answer %s: %v", a.body, err)
	}
}

func (c *caller) call(method, path string, body any, header ...string) answer {
	c.t.Helper()
	var in io.Reader
	if body != nil {
		b, err := json.Marshal(body)
		if err != nil {
			c.t.Fatal(err)
		}
		in = bytes.NewReader(b)
	}
	req, err := http.NewRequestWithContext(c.t.Context(), method, c.url+path, in)
	if err != nil {
		c.t.Fatal(err)
	}
	if body != nil {
		req.Header.Set("Content-Type", "application/json")
	}
	if c.token != "" {
		req.Header.Set("Authorization", "Bearer "+c.token)
	}
	for i := 0; i+1 < len(header); i += 2 {
		req.Header.Set(header[i], header[i+1])
	}
	res, err := http.DefaultClient.Do(req)
	if err != nil {
		c.t.Fatalf("%s %s: %v", method, path, err)
	}
	defer res.Body.Close()
	b, err := io.ReadAll(res.Body)
	if err != nil {
		c.t.Fatalf("%s %s: %v", method, path, err)
	}
	return answer{res.StatusCode, res.Header, b}
}

// get reads a JSON document that must be there.
func (c *caller) get(path string, into any) {
	c.t.Helper()
	a := c.call("GET", path, nil)
	if a.status != http.StatusOK {
		c.t.Fatalf("GET %s: %d %s", path, a.status, a.body)
	}
	a.into(c.t, into)
}

// view is a dossier as the API shows it, as far as the tests read it.
type view struct {
	Ref        string `json:"ref"`
	Status     string `json:"status"`
	Visibility string `json:"visibility"`
	Seq        int64  `json:"seq"`
	Package    string `json:"package"`
	OpenRound  string `json:"open_round"`
	Stage      struct {
		ID string `json:"id"`
		No int    `json:"no"`
	} `json:"stage"`
	Stages []struct {
		ID      string `json:"id"`
		Outcome string `json:"outcome"`
		Windows []struct {
			ID, Due string
			Lapsed  bool
		} `json:"windows"`
	} `json:"stages"`
	Commands []string `json:"commands"`
}

// track is one dossier that the test drives.
type track struct {
	*system
	ref  string
	lead *caller
}

func (tr *track) view() view {
	tr.t.Helper()
	var v view
	tr.lead.get("/api/v1/dossiers/"+tr.ref, &v)
	return v
}

// at waits until the dossier stands in a stage, or has ended when it is empty.
func (tr *track) at(stage string) view {
	tr.t.Helper()
	deadline := time.Now().Add(30 * time.Second)
	for {
		v := tr.view()
		last := len(v.Stages) - 1
		if (stage == "" && v.Status != "open") || (stage != "" && v.Stage.ID == stage && v.Stages[last].Outcome == "") {
			return v
		}
		if time.Now().After(deadline) {
			tr.t.Fatalf("dossier %s: stands in %q (%s), want %q", tr.ref, v.Stage.ID, v.Status, stage)
		}
		time.Sleep(10 * time.Millisecond)
	}
}

type args map[string]any

// ask gives a command in a stage and returns the answer, whatever it is.
func (tr *track) ask(stage string, who *caller, command string, a args) answer {
	tr.t.Helper()
	v := tr.at(stage)
	if a == nil {
		a = args{}
	}
	if a["package"] == "present" {
		a["package"] = v.Package
	}
	return who.call("POST", "/api/v1/dossiers/"+tr.ref+"/commands",
		map[string]any{"id": uuid.NewString(), "command": command, "seq": v.Seq, "args": a}, "Accept-Language", "sr")
}

// do gives a command that must be accepted.
func (tr *track) do(stage string, who *caller, command string, a args) {
	tr.t.Helper()
	got := tr.ask(stage, who, command, a)
	if got.status != http.StatusOK {
		tr.t.Fatalf("%s in %s: %d %s", command, stage, got.status, got.body)
	}
}

// report declares that everything is in, and publishes the report.
func (tr *track) report(stage string, who *caller) {
	tr.t.Helper()
	tr.at(stage)
	var rounds struct{ Items []struct{ ID string } }
	who.call("GET", "/api/v1/rounds?status=closed&dossier="+tr.ref, nil).into(tr.t, &rounds)
	for _, r := range rounds.Items {
		got := who.call("POST", "/api/v1/rounds/"+r.ID+"/final", map[string]any{"portal": "none"})
		if got.status != http.StatusOK {
			tr.t.Fatalf("declare that everything is in: %d %s", got.status, got.body)
		}
	}
	tr.do(stage, who, "publish_report", nil)
}

const sha = "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef"

func (tr *track) publish(stage string, who *caller, channels ...string) {
	tr.t.Helper()
	for _, c := range channels {
		tr.do(stage, who, "publish_proof", args{"channel": c, "url": "https://primer.example/" + c, "sha256": sha})
	}
}

// legalDay returns an instant of the day that it is in Belgrade on a dossier's own clock.
func (s *system) legalDay(ref string) time.Time {
	s.t.Helper()
	var opener string
	err := s.store.DB().QueryRowContext(s.t.Context(), `
		SELECT t.actor FROM steps t JOIN dossiers d ON d.id = t.dossier WHERE d.ref = $1 AND t.actor IS NOT NULL ORDER BY t.seq LIMIT 1`, ref).Scan(&opener)
	if err != nil {
		s.t.Fatal(err)
	}
	v, err := s.store.Dossier(s.t.Context(), opener, dossier.Ref(ref))
	if err != nil {
		s.t.Fatal(err)
	}
	zone, err := time.LoadLocation("Europe/Belgrade")
	if err != nil {
		s.t.Fatal(err)
	}
	return v.LegalNow.In(zone)
}

// conclude records a session of the dossier's own day.
func (tr *track) conclude(stage string, who *caller, outcome, number string) {
	tr.t.Helper()
	in := args{"outcome": outcome, "number": number, "date": tr.legalDay(tr.ref).Format(time.DateOnly), "document": "zakljucak.pdf", "sha256": sha}
	if n := everybodyIn(tr.t, stage); n > 0 {
		in["present"], in["in_favour"] = n, n
	}
	tr.at(stage)
	got := who.call("POST", "/api/v1/dossiers/"+tr.ref+"/conclusion-document", map[string]any{"name": "zakljucak.pdf", "content": "%PDF-1.7 " + number})
	if got.status != http.StatusCreated {
		tr.t.Fatalf("bring the conclusion of %s: %d %s", stage, got.status, got.body)
	}
	sum := sha256.Sum256([]byte("%PDF-1.7 " + number))
	in["sha256"] = hex.EncodeToString(sum[:])
	tr.do(stage, who, "record_conclusion", in)
}

// everybodyIn returns how many members the body has that decides in a stage of a law
// with a quorum; 0: it has none.
func everybodyIn(t testing.TB, stage string) int {
	t.Helper()
	d, err := procedure.Get("rs.law.government")
	if err != nil {
		t.Fatal(err)
	}
	st, _ := d.Stage(stage)
	if st.Quorum == nil {
		return 0
	}
	return st.Quorum.Of(storetest.Members).Members
}

// pass takes the rehearsal from deadline to deadline until it stands in next.
func (tr *track) pass(stage, next string) {
	tr.t.Helper()
	for passed := 0; ; passed++ {
		tr.do(stage, tr.lead, "advance", nil)
		v := tr.view()
		for deadline := time.Now().Add(20 * time.Second); v.Stage.ID == stage && lapsed(v) <= passed; v = tr.view() {
			if time.Now().After(deadline) {
				tr.t.Fatalf("pass %s: nothing lapses", stage)
			}
			time.Sleep(10 * time.Millisecond)
		}
		if v.Stage.ID != stage || v.Stages[len(v.Stages)-1].Outcome != "" {
			tr.at(next)
			return
		}
	}
}

// lapsed counts the terms of the present stage that have run out.
func lapsed(v view) int {
	n := 0
	for _, w := range v.Stages[len(v.Stages)-1].Windows {
		if w.Lapsed {
			n++
		}
	}
	return n
}

type document struct{ kind, name, text string }

// add adds a version of the package and returns its number.
func (tr *track) add(reason string, docs ...document) int {
	tr.t.Helper()
	list := []map[string]string{}
	for _, d := range docs {
		list = append(list, map[string]string{"kind": d.kind, "name": d.name, "content": d.text})
	}
	a := tr.lead.call("POST", "/api/v1/dossiers/"+tr.ref+"/versions", map[string]any{"reason": reason, "note": "", "documents": list})
	if a.status != http.StatusCreated {
		tr.t.Fatalf("add version: %d %s", a.status, a.body)
	}
	var out struct{ Number int }
	a.into(tr.t, &out)
	return out.Number
}

func (tr *track) String() string { return fmt.Sprintf("dossier %s", tr.ref) }
