package web

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net/http"
	"net/url"
	"strings"
	"sync/atomic"
	"time"

	"github.com/alexedwards/scs/v2"
	"github.com/gin-gonic/gin"
	"golang.org/x/sync/singleflight"

	"github.com/rasprava/rasprava/internal/dossier"
	"github.com/rasprava/rasprava/internal/store"
	"github.com/rasprava/rasprava/web/api"
)

// Engine is what web needs of the workflows.
type Engine interface {
	// Command writes the command's row, brings it to its workflow and waits for
	// the verdict. A refusal is a verdict, not an error.
	Command(ctx context.Context, c dossier.Command) (store.CommandRow, error)
	// Start starts the workflow of a dossier.
	Start(ctx context.Context, ref dossier.Ref) error
	// Healthy reports whether Temporal answers.
	Healthy(ctx context.Context) error
	// Live asks the workflow of a dossier where it stands. The error says only
	// that it did not answer within two seconds.
	Live(ctx context.Context, ref dossier.Ref) (dossier.LiveState, error)
	// Mend makes the workflow of a dossier agree with the record, and returns
	// how it is then. It asks nobody whether they may.
	Mend(ctx context.Context, ref dossier.Ref) (store.DriftKind, error)
	// Compare has the redline of two texts of the record made and kept, and returns
	// when it is.
	Compare(ctx context.Context, in dossier.CompareInput) error
	// Workers returns how many workers ask for work.
	Workers(ctx context.Context) (int, error)
}

// Intake is where submissions go in.
type Intake interface {
	Submit(ctx context.Context, d store.Delivery) (store.Accepted, error)
	// Full reports whether Submit would say that it is busy.
	Full() bool
}

// Options are what a Server needs. Store, Engine, Intake and Log must be given;
// the zero value of the rest is the careful one.
type Options struct {
	Store  *store.Store
	Engine Engine
	Intake Intake
	Log    *slog.Logger

	// RateSubmissions is how many submissions one address may send, as ParseRate
	// reads it; empty: DefaultRateSubmissions.
	RateSubmissions string
	// TrustedProxies are the addresses or networks, with commas between them,
	// whose X-Forwarded-For is believed; none: nobody's.
	TrustedProxies string
	// Secure says that people reach the server over TLS. Behind trusted proxies
	// it is taken to be so.
	Secure bool
	// MetricsPublic opens /metrics to others than this machine.
	MetricsPublic bool
	// Demonstration says so on the front page, and gives new dossiers a clock
	// that can be advanced.
	Demonstration bool
	// Contact is where people can turn to who runs the installation, as
	// dossier.ParseContact reads it; empty: pages do not say.
	Contact string
	// TemporalUI is the address of Temporal's own pages, to which operators are
	// led; empty: there is none. TemporalNamespace is the one in which the
	// workflows are.
	TemporalUI        string
	TemporalNamespace string
}

// Server answers HTTP. It is safe for concurrent use.
type Server struct {
	store    *store.Store
	engine   Engine
	intake   Intake
	log      *slog.Logger
	sessions *scs.SessionManager
	metrics  *metrics
	handler  http.Handler
	router   *gin.Engine

	submissions   Rate
	secure        bool
	metricsPublic bool
	demonstration bool
	contact       dossier.Contact

	routeWords map[string]bool // see wordsOfRoutes

	acts acts // that were shown last

	hub        *hub
	asking     singleflight.Group // of workflows, by reference or id
	temporalUI string
	namespace  string

	current atomic.Bool   // the schema was seen to be current; it never goes back
	hashing chan struct{} // a place for each password that may be hashed at once
	reading *reading      // of forms with files
	uploads chan struct{} // a place for each version, or file, that is worked on at once
}

const (
	sessionLife = 12 * time.Hour
	hashers     = 4
	uploaders   = 4
)

// DefaultRateSubmissions bears a class of pupils, or an office, behind one address.
const DefaultRateSubmissions = "30/m"

// New returns a server. It is an error when a rate or a trusted proxy cannot be
// read.
func New(o Options) (*Server, error) {
	if o.Store == nil || o.Engine == nil || o.Intake == nil || o.Log == nil {
		return nil, errors.New("make server: store, engine, intake and log must be given")
	}
	if o.RateSubmissions == "" {
		o.RateSubmissions = DefaultRateSubmissions
	}
	sets() // now, and not while somebody waits for a page
	staticFiles()
	rate, err := ParseRate(o.RateSubmissions)
	if err != nil {
		return nil, fmt.Errorf("make server: %w", err)
	}
	contact, err := dossier.ParseContact(o.Contact)
	if err != nil {
		return nil, fmt.Errorf("make server: read contact: %w", err)
	}
	if u, err := url.Parse(o.TemporalUI); err != nil || o.TemporalUI != "" && (u.Host == "" || u.Scheme != "http" && u.Scheme != "https") {
		return nil, fmt.Errorf("make server: %q is no address of Temporal's pages", o.TemporalUI)
	}
	proxies := strings.FieldsFunc(o.TrustedProxies, func(r rune) bool { return r == ',' || r == ' ' })
	s := &Server{store: o.Store, engine: o.Engine, intake: o.Intake, log: o.Log, metrics: newMetrics(),
		submissions: rate, secure: o.Secure || len(proxies) > 0, metricsPublic: o.MetricsPublic, demonstration: o.Demonstration, contact: contact,
		routeWords: wordsOfRoutes(), hub: newHub(o.Store.ListenSteps, o.Log), temporalUI: o.TemporalUI, namespace: o.TemporalNamespace,
		hashing: make(chan struct{}, hashers), reading: newReading(), uploads: make(chan struct{}, uploaders)}
	s.sessions = newSessions(o.Store, s.secure, s.refuse)
	gin.SetMode(gin.ReleaseMode)
	e := gin.New()
	err = e.SetTrustedProxies(proxies)
	if err != nil {
		return nil, fmt.Errorf("make server: read trusted proxies: %w", err)
	}
	e.HandleMethodNotAllowed = true
	e.RedirectTrailingSlash = false
	e.NoRoute(s.nowhere)
	e.NoMethod(s.noMethod)
	all := e.Group("", s.authorise)
	all.GET("/", s.front)
	all.GET("/static/*path", s.serveAsset)
	all.GET("/favicon.ico", s.favicon)
	all.GET("/healthz", s.healthy)
	all.GET("/readyz", s.ready)
	all.GET("/metrics", s.serveMetrics)
	all.GET("/api/v1/openapi.yaml", s.specification)
	all.GET("/prilozi/:id", func(c *gin.Context) { operations{s}.GetAttachment(c, c.Param("id")) })
	all.GET("/skenovi/:id", s.scan)
	for _, rehearsal := range []bool{false, true} {
		log := all.Group(map[bool]string{false: "/ledger", true: "/rehearsal/ledger"}[rehearsal])
		log.GET("/checkpoint", s.checkpoint(rehearsal))
		log.POST("/checkpoint", s.cosigned(rehearsal))
		log.GET("/witnessed", s.witnessed(rehearsal))
		log.GET("/key", s.key(rehearsal))
		log.GET("/keys", s.keys(rehearsal))
		log.GET("/tile/*path", s.tile(rehearsal))
	}
	api.RegisterHandlersWithOptions(all, operations{s}, api.GinServerOptions{BaseURL: "/api/v1", ErrorHandler: badParameter})
	s.servePages(e)
	s.router = e
	packed, err := compressing(e)
	if err != nil {
		return nil, fmt.Errorf("make server: compress: %w", err)
	}
	s.handler = s.shed(s.observe(s.harden(s.recoverPanics(s.plainText(headAsGet(s.sameOrigin(s.loadSession(packed))))))))
	return s, nil
}

// Handler returns what answers requests.
func (s *Server) Handler() http.Handler { return s.handler }

// HTTPServer returns a server for addr with its time limits. A version of 48 MiB
// has two minutes to come.
func (s *Server) HTTPServer(addr string) *http.Server {
	h := &http.Server{
		Addr: addr, Handler: s.handler,
		ReadHeaderTimeout: 10 * time.Second,
		ReadTimeout:       2 * time.Minute,
		WriteTimeout:      3 * time.Minute,
		IdleTimeout:       2 * time.Minute,
		MaxHeaderBytes:    64 << 10,
		ErrorLog:          slog.NewLogLogger(s.log.Handler(), slog.LevelDebug),
	}
	h.RegisterOnShutdown(s.hub.close)
	return h
}

// enter takes one of the places in a line; refused busy when the caller's time
// is up before there is one.
func enter(ctx context.Context, places chan struct{}) error {
	select {
	case places <- struct{}{}:
		return nil
	case <-ctx.Done():
		return dossier.Refuse(dossier.CodeBusy).Because(ctx.Err())
	}
}
