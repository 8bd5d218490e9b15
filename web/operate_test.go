package web

import (
	"errors"
	"net/http"
	"strings"
	"testing"

	"github.com/gin-gonic/gin"

	"github.com/rasprava/rasprava/internal/dossier"
	"github.com/rasprava/rasprava/web/api"
)

func TestProbesSayWhatIsReady(t *testing.T) {
	s := newSite(t)
	s.public().do("GET", "/healthz", nil).want(200)
	s.public().do("GET", "/readyz", nil).want(200)
	s.desk.sick = errors.New("nobody there")
	parts := as[map[string]string](s.public().do("GET", "/readyz", nil).want(503))
	if parts["temporal"] != "not ready" || parts["postgres"] != "ok" || parts["schema"] != "ok" || parts["disk"] != "not waited for" {
		t.Errorf("got %v", parts) // the tests' Postgres has fsync off
	}
	s.public().do("GET", "/healthz", nil).want(200)
}

func TestARecordThatCannotBeReachedIsUnavailable(t *testing.T) {
	s := newSite(t)
	m := newMinistry(s, "MPROBA")
	m.opens("MPROBA", nil)
	_, err := s.store.DB().ExecContext(t.Context(), `SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()`)
	if err != nil {
		t.Fatal(err)
	}
	m.drafter.do("GET", m.path(""), nil).want(200) // what was cut off is connected again
	for name, err := range map[string]error{"a server that shuts down": sqlStateError("57P01"), "a server that starts": sqlStateError("57P03"), "no connection": sqlStateError("08006"), "too many": sqlStateError("53300")} {
		if got := problemOf(err); got.code != dossier.CodeUnavailable || got.wait == 0 {
			t.Errorf("%s: got %s", name, got.code)
		}
	}
	for name, err := range map[string]error{"another fault": sqlStateError("23505"), "none": errors.New("x")} {
		if got := problemOf(err); got.code != dossier.CodeInternal {
			t.Errorf("%s: got %s", name, got.code)
		}
	}
}

type sqlStateError string

func (e sqlStateError) Error() string    { return "state " + string(e) }
func (e sqlStateError) SQLState() string { return string(e) }

func TestMetricsAreForThisMachine(t *testing.T) {
	s := newSite(t)
	m := newMinistry(s, "MPROBA")
	round := m.consults("MPROBA")
	s.public().submits(round, "1", letter("Текст.")).want(201)
	s.public().submits(round, "1", letter("Други текст.")).refused(409, dossier.CodeIdempotency)
	s.public().do("GET", "/no/such/place", nil).want(404)
	page := string(s.public().do("GET", "/metrics", nil).want(200).body)
	for _, line := range []string{
		`rasprava_http_requests_total{method="POST",route="/api/v1/rounds/:id/submissions",status="201"} 1`,
		`rasprava_http_requests_total{method="other",route="none",status="404"} 1`,
		`rasprava_submissions_total{result="received"} 1`,
		`rasprava_submissions_total{result="idempotency_conflict"} 1`,
		`rasprava_commands_total{command="publish_proof",verdict="accepted"} 4`,
		`rasprava_intake_waiting 0`,
		`rasprava_http_request_seconds_count{route="/api/v1/rounds/:id/submissions"} 2`,
	} {
		if !strings.Contains(page, line+"\n") {
			t.Errorf("the page does not say %s", line)
		}
	}
	s.public().do("GET", "/metrics", nil, "X-Forwarded-For", "127.0.0.1").refused(404, dossier.CodeNotFound)
	open := newSite(t, func(o *Options) { o.MetricsPublic = true })
	open.public().do("GET", "/metrics", nil, "X-Forwarded-For", "192.0.2.1").want(200)
}

func TestAnAddressIsBelievedFromATrustedProxyAlone(t *testing.T) {
	for proxies, want := range map[string]int{"": 429, "127.0.0.1, ::1": 201} {
		s := newSite(t, func(o *Options) { o.RateSubmissions, o.TrustedProxies = "1/h", proxies })
		m := newMinistry(s, "MPROBA")
		round := m.consults("MPROBA")
		path := "/api/v1/rounds/" + round + "/submissions"
		s.public().do("POST", path, letter("1"), "Idempotency-Key", "1", "X-Forwarded-For", "192.0.2.1").want(201)
		s.public().do("POST", path, letter("2"), "Idempotency-Key", "2", "X-Forwarded-For", "192.0.2.2").want(want)
	}
}

func TestAPartThatIsMissingOrCannotBeReadStopsTheServer(t *testing.T) {
	s := newSite(t)
	whole := Options{Store: s.store, Engine: s.desk, Intake: s.server.intake, Log: s.server.log}
	for name, change := range map[string]func(*Options){
		"no store":        func(o *Options) { o.Store = nil },
		"no engine":       func(o *Options) { o.Engine = nil },
		"a rate":          func(o *Options) { o.RateSubmissions = "many" },
		"a trusted proxy": func(o *Options) { o.TrustedProxies = "proxy.example" },
		"a contact":       func(o *Options) { o.Contact = "писарница" },
	} {
		o := whole
		change(&o)
		_, err := New(o)
		if err == nil {
			t.Errorf("%s: got a server, want an error", name)
		}
	}
	_, err := New(whole)
	if err != nil {
		t.Error(err)
	}
}

func TestTheLogIsServedByTiles(t *testing.T) {
	s := newSite(t)
	s.public().do("GET", "/ledger/checkpoint", nil).refused(404, dossier.CodeNotFound)
	m := newMinistry(s, "MPROBA")
	m.consults("MPROBA")
	checkpoint := s.public().do("GET", "/ledger/checkpoint", nil).want(200)
	if !strings.HasPrefix(string(checkpoint.body), "rasprava.test/log/public\n") || checkpoint.header.Get("Cache-Control") != "no-cache" {
		t.Errorf("got %q, %v", checkpoint.body, checkpoint.header)
	}
	if key := string(s.public().do("GET", "/rehearsal/ledger/key", nil).want(200).body); !strings.HasPrefix(key, "rasprava.test/log/rehearsal+") {
		t.Errorf("got the key %q", key)
	}
	size := logSize(t, s)
	for _, path := range []string{"/ledger/tile/0/000.p/1", "/ledger/tile/entries/000.p/1"} {
		r := s.public().do("GET", path, nil).want(200)
		if len(r.body) == 0 || !strings.Contains(r.header.Get("Cache-Control"), "immutable") {
			t.Errorf("%s: got %d bytes, %v", path, len(r.body), r.header)
		}
	}
	if size < 2 {
		t.Errorf("the log has %d leaves", size)
	}
	for _, path := range []string{"/ledger/tile/0/000", "/ledger/tile/0/001.p/1", "/ledger/tile/data/000.p/1", "/ledger/tile/", "/ledger/tile/../key", "/rehearsal/ledger/tile/0/000.p/1", "/ledger/other"} {
		s.public().do("GET", path, nil).refused(404, dossier.CodeNotFound)
	}
}

func TestOtherMethods(t *testing.T) {
	s := newSite(t)
	m := newMinistry(s, "MPROBA")
	m.consults("MPROBA")
	for _, path := range []string{m.path(""), "/en/", "/healthz", "/ledger/checkpoint", m.path("/versions/1")} {
		get := s.public().do("GET", path, nil).want(200)
		head := s.public().do("HEAD", path, nil).want(200)
		if len(head.body) != 0 || head.header.Get("Content-Type") != get.header.Get("Content-Type") || head.header.Get("Content-Length") == "" {
			t.Errorf("HEAD %s: got %d bytes, %v", path, len(head.body), head.header)
		}
	}
	s.public().do("HEAD", "/api/v1/dossiers/2026-9999", nil).want(404)
	options := s.public().do("OPTIONS", m.path("/versions"), nil).want(204)
	for _, method := range []string{"GET", "HEAD", "POST", "OPTIONS"} {
		if !strings.Contains(options.header.Get("Allow"), method) {
			t.Errorf("got Allow %q, want %s in it", options.header.Get("Allow"), method)
		}
	}
	for _, method := range []string{"DELETE", "PATCH", "TRACE", "BREW"} {
		r := s.public().do(method, "/api/v1/dossiers", nil)
		r.refused(405, codeMethod)
		if allow := r.header.Get("Allow"); !strings.Contains(allow, "GET") || !strings.Contains(allow, "POST") {
			t.Errorf("%s: got Allow %q", method, allow)
		}
	}
	s.public().do("OPTIONS", "/api/v1/nothing", nil).refused(404, dossier.CodeNotFound)
}

func TestAPanicIsAProblemAndItsPlaceIsInTheLogAlone(t *testing.T) {
	s := newSite(t)
	routes["GET /panic"] = route{dossier.ReadPublic, safe, 0}
	defer delete(routes, "GET /panic")
	s.server.router.Group("", s.server.authorise).GET("/panic", func(*gin.Context) { panic("нешто неочекивано") })
	r := s.public().do("GET", "/panic", nil)
	p := r.refused(500, dossier.CodeInternal)
	if strings.Contains(string(r.body), "goroutine") || strings.Contains(string(r.body), "неочекивано") || p.Request != r.header.Get("X-Request-Id") {
		t.Errorf("got %s", r.body)
	}
	log := s.log.String()
	if !strings.Contains(log, "нешто неочекивано") || !strings.Contains(log, "operate_test.go") || !strings.Contains(log, p.Request) {
		t.Errorf("the log does not say where: %s", log)
	}
}

func TestTheLogHoldsNoSecretAndNoName(t *testing.T) {
	s := newSite(t)
	ana := s.account("ana@primer.example")
	ana.signIn("ana@primer.example", password).want(200)
	ana.signIn("ana@primer.example", "pogresna-lozinka").want(401)
	m := newMinistry(s, "MPROBA")
	round := m.consults("MPROBA")
	sent := as[api.Received](s.public().submits(round, "кључ", letter("Тајна порука.")).want(201))
	s.public().do("GET", "/api/v1/receipts/"+sent.ReceiptNo+"/proof?x=upit", nil, "Authorization", "Bearer "+sent.Secret).want(200)
	s.public().do("GET", "/api/v1/receipts/"+sent.ReceiptNo+"?secret="+sent.Secret, nil).want(200)
	log := s.log.String()
	if !strings.Contains(log, `"route":"/api/v1/receipts/:no/proof"`) || !strings.Contains(log, `"status":201`) {
		t.Errorf("the log does not say what was asked: %s", log)
	}
	for _, secret := range []string{sent.Secret, sent.ReceiptNo, "ana@primer", password, "pogresna", "Петар", "Тајна", ana.cookies[sessionCookie], m.drafter.token, "127.0.0.1", "upit", m.ref} {
		if strings.Contains(log, secret) {
			t.Errorf("the log holds %q", secret)
		}
	}
}

func TestHardenedHeadersStandOnEveryAnswer(t *testing.T) {
	s := newSite(t)
	for _, path := range []string{"/", "/en/", "/en/nothing", "/api/v1/dossiers", "/nothing", "/readyz", "/api/v1/me"} {
		h := s.public().do("GET", path, nil).header
		for name, want := range map[string]string{"X-Content-Type-Options": "nosniff", "X-Frame-Options": "DENY", "Referrer-Policy": "same-origin", "Cross-Origin-Opener-Policy": "same-origin"} {
			if h.Get(name) != want {
				t.Errorf("%s: got %s %q, want %q", path, name, h.Get(name), want)
			}
		}
		if h.Get("X-Request-Id") == "" || !strings.Contains(h.Get("Content-Security-Policy"), "default-src 'none'") || h.Get("Server") != "" {
			t.Errorf("%s: got %v", path, h)
		}
	}
}

func TestReferenceListsAreForEverybody(t *testing.T) {
	s := newSite(t)
	newMinistry(s, "MPROBA")
	bodies := as[api.BodyList](s.public().do("GET", "/api/v1/bodies", nil).want(200))
	if len(bodies.Items) < 2 {
		t.Errorf("got %d bodies", len(bodies.Items))
	}
	chosen := as[api.ProcedureList](s.public().do("GET", "/api/v1/procedures", nil).want(200))
	all := as[api.ProcedureList](s.public().do("GET", "/api/v1/procedures?all=true", nil).want(200))
	if len(chosen.Items) == 0 || len(all.Items) <= len(chosen.Items) {
		t.Errorf("got %d procedures, %d with all", len(chosen.Items), len(all.Items))
	}
	law := as[api.ProcedureDefinition](s.public().do("GET", "/api/v1/procedures/rs.law.government", nil).want(200))
	if law.Id != "rs.law.government" || len(law.Stages) < 10 {
		t.Errorf("got %s with %d stages", law.Id, len(law.Stages))
	}
}

func TestTheServerHasTimeLimits(t *testing.T) {
	s := newSite(t)
	h := s.server.HTTPServer("127.0.0.1:0")
	if h.ReadHeaderTimeout == 0 || h.ReadTimeout == 0 || h.WriteTimeout == 0 || h.IdleTimeout == 0 || h.MaxHeaderBytes == 0 {
		t.Errorf("got %+v", h)
	}
	big := http.Header{}
	big.Set("X-Big", strings.Repeat("x", 100_000))
	req, err := http.NewRequestWithContext(t.Context(), http.MethodGet, s.url+"/", nil)
	if err != nil {
		t.Fatal(err)
	}
	req.Header = big
	res, err := http.DefaultClient.Do(req)
	if err != nil {
		t.Fatal(err)
	}
	defer res.Body.Close()
	if res.StatusCode != http.StatusRequestHeaderFieldsTooLarge {
		t.Errorf("got %d, want 431", res.StatusCode)
	}
}
