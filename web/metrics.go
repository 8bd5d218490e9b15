package web

import (
	"net"
	"net/http"
	"strconv"

	"github.com/gin-gonic/gin"
	"github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/client_golang/prometheus/collectors"
	"github.com/prometheus/client_golang/prometheus/promhttp"

	"github.com/rasprava/rasprava/internal/dossier"
)

// metrics are what operators watch. No label holds what a stranger chooses.
type metrics struct {
	handler     http.Handler
	requests    *prometheus.CounterVec
	seconds     *prometheus.HistogramVec
	submissions *prometheus.CounterVec
	commands    *prometheus.CounterVec
	intake      prometheus.Gauge
}

func newMetrics() *metrics {
	m := &metrics{
		requests: prometheus.NewCounterVec(prometheus.CounterOpts{Name: "rasprava_http_requests_total",
			Help: "Requests answered, by route, method and status."}, []string{"route", "method", "status"}),
		seconds: prometheus.NewHistogramVec(prometheus.HistogramOpts{Name: "rasprava_http_request_seconds",
			Help:    "How long requests took, by route.",
			Buckets: []float64{.001, .0025, .005, .01, .025, .05, .1, .25, .5, 1, 2.5, 10, 60}}, []string{"route"}),
		submissions: prometheus.NewCounterVec(prometheus.CounterOpts{Name: "rasprava_submissions_total",
			Help: "Submissions by what became of them: received, promised, replayed, or the code of the refusal."}, []string{"result"}),
		commands: prometheus.NewCounterVec(prometheus.CounterOpts{Name: "rasprava_commands_total",
			Help: "Commands by name and verdict."}, []string{"command", "verdict"}),
		intake: prometheus.NewGauge(prometheus.GaugeOpts{Name: "rasprava_intake_waiting",
			Help: "Submissions that wait in this process for their transaction."}),
	}
	registry := prometheus.NewRegistry()
	registry.MustRegister(m.requests, m.seconds, m.submissions, m.commands, m.intake,
		collectors.NewGoCollector(), collectors.NewProcessCollector(collectors.ProcessCollectorOpts{}))
	m.handler = promhttp.HandlerFor(registry, promhttp.HandlerOpts{})
	return m
}

// request counts a request. One that found no route has no method either: what
// anybody can send is no label.
func (m *metrics) request(e *event, method string, status int, seconds float64) {
	route := e.route
	if route == "" {
		route, method = "none", "other"
	}
	m.requests.WithLabelValues(route, method, strconv.Itoa(status)).Inc()
	m.seconds.WithLabelValues(route).Observe(seconds)
}

// serveMetrics answers on this machine alone, unless the setting opens it: to
// others there is no such page.
func (s *Server) serveMetrics(c *gin.Context) {
	if !s.metricsPublic && (forwarded(c.Request) || !loopback(c.RemoteIP())) {
		writeProblem(c.Writer, c.Request, dossier.Refuse(dossier.CodeNotFound))
		return
	}
	c.Header("Content-Security-Policy", "default-src 'none'")
	s.metrics.handler.ServeHTTP(c.Writer, c.Request)
}

func loopback(address string) bool {
	ip := net.ParseIP(address)
	return ip != nil && ip.IsLoopback()
}

// forwarded reports whether a proxy on this machine brought the request from
// somewhere else.
func forwarded(r *http.Request) bool {
	for _, name := range []string{"Forwarded", "X-Forwarded-For", "X-Real-Ip"} {
		if r.Header.Get(name) != "" {
			return true
		}
	}
	return false
}
