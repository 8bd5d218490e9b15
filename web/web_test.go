package web

import (
	"bytes"
	"encoding/json"
	"io"
	"log/slog"
	"maps"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/getkin/kin-openapi/openapi3"
	"github.com/getkin/kin-openapi/openapi3filter"
	"github.com/getkin/kin-openapi/routers"
	"github.com/getkin/kin-openapi/routers/legacy"
	"github.com/google/uuid"

	"github.com/rasprava/rasprava/internal/dossier"
	"github.com/rasprava/rasprava/internal/store"
	"github.com/rasprava/rasprava/internal/store/storetest"
	"github.com/rasprava/rasprava/web/api"
)

// site is a server on a record of its own.
type site struct {
	t      testing.TB
	store  *store.Store
	desk   *desk
	server *Server
	url    string
	log    *journal
}

// journal keeps what is logged.
type journal struct {
	mu sync.Mutex
	b  bytes.Buffer
}

func (j *journal) Write(p []byte) (int, error) {
	j.mu.Lock()
	defer j.mu.Unlock()
	return j.b.Write(p)
}

func (j *journal) String() string {
	j.mu.Lock()
	defer j.mu.Unlock()
	return j.b.String()
}

// newSite starts a server; change alters its options.
func newSite(t testing.TB, change ...func(*Options)) *site {
	t.Helper()
	s, _ := storetest.Open(t)
	st := &site{t: t, store: s, desk: &desk{store: s}, log: &journal{}}
	o := Options{Store: s, Engine: st.desk, Intake: s.NewIntake(t.Context(), 1), Log: slog.New(slog.NewJSONHandler(st.log, nil)),
		RateSubmissions: "off", Demonstration: true}
	for _, f := range change {
		f(&o)
	}
	server, err := New(o)
	if err != nil {
		t.Fatalf("make server: %v", err)
	}
	st.server = server
	h := httptest.NewUnstartedServer(nil)
	h.Config = server.HTTPServer("")
	h.Start()
	t.Cleanup(h.Close)
	st.url = h.URL
	return st
}

// caller is somebody who calls; without a token it is the public.
type caller struct {
	*site
	id      string
	token   string
	cookies map[string]string
}

func (s *site) public() *caller { return &caller{site: s} }

func (s *site) person(name string, appointments ...string) *caller {
	s.t.Helper()
	id := storetest.Person(s.t, s.store, name, appointments...)
	token, _, err := s.store.IssueToken(s.t.Context(), id, "test", time.Hour)
	if err != nil {
		s.t.Fatalf("issue token: %v", err)
	}
	return &caller{site: s, id: id, token: token}
}

// on returns the caller for a part of the test.
func (c *caller) on(t *testing.T) *caller {
	part, here := *c, *c.site
	here.t = t
	part.site = &here
	return &part
}

// response is what was answered.
type response struct {
	t      testing.TB
	what   string
	status int
	header http.Header
	body   []byte
}

// spec is the specification that every answer of the API is held against.
var spec = sync.OnceValues(func() (routers.Router, error) {
	doc, err := openapi3.NewLoader().LoadFromData(api.Specification)
	if err != nil {
		return nil, err
	}
	for _, form := range []string{formHTML, formAKN, formDOCX} {
		openapi3filter.RegisterBodyDecoder(form, openapi3filter.FileBodyDecoder)
	}
	return legacy.NewRouter(doc)
})

// do sends a request and holds the answer against the specification. Headers
// are pairs; body is bytes, a string, or what is sent as JSON.
func (c *caller) do(method, path string, body any, headers ...string) response {
	c.t.Helper()
	var in io.Reader
	mediaType := ""
	switch b := body.(type) {
	case nil:
	case []byte:
		in, mediaType = bytes.NewReader(b), "application/json"
	case string:
		in, mediaType = strings.NewReader(b), "application/json"
	default:
		text, err := json.Marshal(b)
		if err != nil {
			c.t.Fatal(err)
		}
		in, mediaType = bytes.NewReader(text), "application/json"
	}
	req, err := http.NewRequestWithContext(c.t.Context(), method, c.url+path, in)
	if err != nil {
		c.t.Fatal(err)
	}
	if mediaType != "" {
		req.Header.Set("Content-Type", mediaType)
	}
	if c.token != "" {
		req.Header.Set("Authorization", "Bearer "+c.token)
	}
	for name, value := range c.cookies {
		req.AddCookie(&http.Cookie{Name: name, Value: value})
	}
	for i := 0; i+1 < len(headers); i += 2 {
		req.Header.Set(headers[i], headers[i+1])
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
	for _, k := range res.Cookies() {
		if c.cookies != nil {
			c.cookies[k.Name] = k.Value
		}
	}
	r := response{c.t, method + " " + path, res.StatusCode, res.Header, b}
	r.check(req)
	return r
}

// check holds the answer against the specification, and a problem against the
// form of problems wherever it comes from.
func (r response) check(req *http.Request) {
	r.t.Helper()
	if r.status >= 400 && req.Method != http.MethodHead && !forPeople(req) {
		var p api.Problem
		if r.header.Get("Content-Type") != "application/problem+json" && !strings.HasSuffix(r.what, "/readyz") {
			r.t.Errorf("%s: %d is %s, want a problem: %s", r.what, r.status, r.header.Get("Content-Type"), r.body)
		} else if err := json.Unmarshal(r.body, &p); err == nil && p.Code != "" && (p.Status != r.status || p.Title == "" || p.Detail == "" || p.Type != "urn:rasprava:problem:"+p.Code) {
			r.t.Errorf("%s: the problem is not whole: %s", r.what, r.body)
		}
	}
	router, err := spec()
	if err != nil {
		r.t.Fatalf("read specification: %v", err)
	}
	found, params, err := router.FindRoute(&http.Request{Method: req.Method, URL: mustParse(req.URL.Path)})
	if err != nil {
		if strings.HasPrefix(req.URL.Path, "/api/v1/") && r.status != 404 && r.status != 405 && req.Method != "OPTIONS" && req.Method != "HEAD" && !strings.HasSuffix(req.URL.Path, ".yaml") {
			r.t.Errorf("%s: the specification does not know it: %v", r.what, err)
		}
		return
	}
	input := &openapi3filter.ResponseValidationInput{
		RequestValidationInput: &openapi3filter.RequestValidationInput{Request: req, PathParams: params, Route: found},
		Status:                 r.status, Header: r.header,
		Options: &openapi3filter.Options{IncludeResponseStatus: true, ExcludeResponseBody: found.Operation.OperationID == "GetDocument" && r.status == http.StatusOK},
	}
	input.SetBodyBytes(r.body)
	err = openapi3filter.ValidateResponse(r.t.Context(), input)
	if err != nil {
		r.t.Errorf("%s: the answer is not as specified: %v", r.what, err)
	}
}

// want fails the test unless the answer has that status.
func (r response) want(status int) response {
	r.t.Helper()
	if r.status != status {
		r.t.Fatalf("%s: got %d, want %d: %s", r.what, r.status, status, clip(r.body))
	}
	return r
}

func clip(b []byte) []byte { return b[:min(len(b), 2000)] }

// refused fails the test unless the answer is that problem, and returns it.
func (r response) refused(status int, code dossier.Code) api.Problem {
	r.t.Helper()
	r.want(status)
	p := as[api.Problem](r)
	if p.Code != string(code) {
		r.t.Fatalf("%s: got the problem %q, want %q: %s", r.what, p.Code, code, clip(r.body))
	}
	return p
}

// as reads the answer.
func as[T any](r response) T {
	r.t.Helper()
	var v T
	err := json.Unmarshal(r.body, &v)
	if err != nil {
		r.t.Fatalf("%s: read %s: %v", r.what, clip(r.body), err)
	}
	return v
}

// fields returns "name:code" of each field of a problem.
func fields(p api.Problem) []string {
	return each(p.Errors, func(f api.FieldProblem) string { return f.Field + ":" + f.Code })
}

type object = map[string]any

// ministry is a body with people, and a dossier of the short procedure.
type ministry struct {
	*site
	drafter, preparer, first, second *caller
	ref                              string
}

const lawText = "ЗАКОН\nО ПРОБИ\n\nЧлан 1.\n\nОвим законом уређује се проба.\n\nЧлан 2.\n\nОрган одговара у року од 30 дана.\n\nЧлан 3.\n\nОвај закон ступа на снагу осмог дана од дана објављивања.\n"

func newMinistry(s *site, code string) *ministry {
	s.t.Helper()
	storetest.Ministry(s.t, s.store, code)
	return &ministry{site: s,
		drafter: s.person("Милица Нацртић", code+" drafter"), preparer: s.person("Добрила Спремић", code+" drafter"),
		first: s.person("Вера Потписић", code+" signer"), second: s.person("Иван Другић", code+" signer")}
}

// opens opens a dossier with a first version.
func (m *ministry) opens(code string, more object) string {
	m.t.Helper()
	in := object{"title": "Закон о проби", "kind": "law", "procedure": "test.two_stage", "lead": code}
	for k, v := range more {
		in[k] = v
	}
	m.ref = as[api.OpenedDossier](m.drafter.do("POST", "/api/v1/dossiers", in).want(201)).Ref
	m.drafter.do("POST", m.path("/versions"), object{"reason": "first_version",
		"documents": []object{{"kind": "act", "name": "nacrt.txt", "content": lawText}}}).want(201)
	return m.ref
}

func (m *ministry) path(rest string) string { return "/api/v1/dossiers/" + m.ref + rest }

func (m *ministry) view() api.Dossier {
	m.t.Helper()
	return as[api.Dossier](m.drafter.do("GET", m.path(""), nil).want(200))
}

// reports declares that everything is in, and publishes the report.
func (m *ministry) reports() {
	m.t.Helper()
	m.declares()
	m.gives(m.drafter, "publish_report", nil).want(http.StatusOK)
}

// declares says of every round that has ended that everything is in, and that the
// portal has nothing.
func (m *ministry) declares() {
	m.t.Helper()
	for _, r := range as[api.RoundList](m.drafter.do("GET", "/api/v1/rounds?status=closed&dossier="+m.ref, nil).want(http.StatusOK)).Items {
		m.drafter.do("POST", "/api/v1/rounds/"+r.Id+"/final", object{"portal": "none"}).want(http.StatusOK)
	}
}

// gives gives a command on the state that is there now.
func (m *ministry) gives(c *caller, command string, args object) response {
	m.t.Helper()
	if command == "record_conclusion" {
		brought := c.do("POST", m.path("/conclusion-document"), object{"name": args["document"], "content": "%PDF-1.7 закључак"})
		if brought.status == http.StatusCreated { // else the command says why not
			args = maps.Clone(args)
			args["sha256"] = as[api.BroughtDocument](brought).Sha256
		}
	}
	return c.do("POST", m.path("/commands"), object{"id": uuid.NewString(), "command": command, "seq": m.view().Seq, "args": args})
}

// heldToday is the date of a session that is recorded on its day, as programs write it.
func (m *ministry) heldToday() string {
	m.t.Helper()
	return dossier.Day(m.view().LegalNow, belgrade)
}

// heldOn is the same as people write it.
func (m *ministry) heldOn() string {
	m.t.Helper()
	return m.view().LegalNow.In(belgrade).Format("2. 1. 2006.")
}

const someHash = "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"

// publishes proves publication in both channels.
func (m *ministry) publishes() {
	m.t.Helper()
	for _, channel := range []string{"own_site", "ekonsultacije"} {
		m.gives(m.drafter, "publish_proof", object{"channel": channel, "url": "https://primer.example/objava", "sha256": someHash}).want(200)
	}
}

// consults brings a new dossier to an open round and returns the round's id.
func (m *ministry) consults(code string) string {
	m.t.Helper()
	m.opens(code, nil)
	m.publishes()
	m.publishes()
	round := m.view().OpenRound
	if round == "" {
		m.t.Fatal("no round has opened")
	}
	return round
}

// closes takes the demonstration's clock to the end of the round.
func (m *ministry) closes() {
	m.t.Helper()
	for range 3 {
		if m.view().Stage.Id != "consultation" {
			return
		}
		m.gives(m.drafter, "advance", nil).want(200)
		err := m.desk.lapse(m.t.Context(), dossier.Ref(m.ref))
		if err != nil {
			m.t.Fatalf("lapse: %v", err)
		}
	}
	m.t.Fatal("the round does not close")
}

func letter(body string) object {
	return object{"author": object{"kind": "citizen", "name": "Петар Петровић", "publish_name": true},
		"comments": []object{{"kind": "change", "body": body, "provision": "art_2"}}}
}
