package web

import (
	"context"
	"crypto/rand"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"net/url"
	"runtime/debug"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/prometheus/client_golang/prometheus"

	"github.com/rasprava/rasprava/internal/dossier"
)

// event is one request, as it is logged and counted once it is answered. It
// holds no address, no name and no path with a number in it.
type event struct {
	id       string
	route    string // pattern; empty: none
	signedIn bool
	person   string       // id of who asked for a page; never logged
	badge    badge        // of theirs; never logged
	code     dossier.Code // of the problem that was answered
	err      error
	body     io.Reader // as it came, without a bound
}

type eventKey struct{}

// eventOf returns the event of a request; outside of one, a new one.
func eventOf(ctx context.Context) *event {
	e, ok := ctx.Value(eventKey{}).(*event)
	if !ok {
		return &event{}
	}
	return e
}

// observer notes what was answered.
type observer struct {
	http.ResponseWriter
	status int
	bytes  int64
}

func (o *observer) WriteHeader(status int) {
	if o.status == 0 {
		o.status = status
	}
	o.ResponseWriter.WriteHeader(status)
}

func (o *observer) Write(b []byte) (int, error) {
	if o.status == 0 {
		o.status = http.StatusOK
	}
	n, err := o.ResponseWriter.Write(b)
	o.bytes += int64(n)
	return n, err
}

// Unwrap lets http.ResponseController reach what is beneath.
func (o *observer) Unwrap() http.ResponseWriter { return o.ResponseWriter }

// numberRequest gives a request its number, which goes out with the answer.
func numberRequest(w http.ResponseWriter, r *http.Request) (*http.Request, *event) {
	var id [8]byte
	rand.Read(id[:])
	e := &event{id: hex.EncodeToString(id[:]), body: r.Body}
	w.Header().Set("X-Request-Id", e.id)
	return r.WithContext(context.WithValue(r.Context(), eventKey{}, e)), e
}

// observe gives a request its number, logs it once and counts it.
func (s *Server) observe(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		o := &observer{ResponseWriter: w}
		r, e := numberRequest(o, r)
		timer := prometheus.NewTimer(prometheus.ObserverFunc(func(seconds float64) { s.metrics.request(e, r.Method, o.status, seconds) }))
		next.ServeHTTP(o, r)
		s.logRequest(r, e, o, timer.ObserveDuration())
	})
}

func (s *Server) logRequest(r *http.Request, e *event, o *observer, took time.Duration) {
	level := slog.LevelInfo
	attrs := []slog.Attr{slog.String("id", e.id), slog.String("method", r.Method), slog.String("route", e.route), slog.Int("status", o.status),
		slog.Int64("bytes", o.bytes), slog.Float64("ms", float64(took.Microseconds())/1000), slog.Bool("signed_in", e.signedIn)}
	if e.code != "" {
		attrs = append(attrs, slog.String("code", string(e.code)))
	}
	if e.err != nil && o.status >= http.StatusInternalServerError {
		level = slog.LevelError
		attrs = append(attrs, slog.String("error", e.err.Error()))
	}
	s.log.LogAttrs(r.Context(), level, "request", attrs...)
}

// panicError is a panic that was caught; the log alone sees where.
type panicError struct {
	value any
	stack []byte
}

func (e *panicError) Error() string { return fmt.Sprintf("panic: %v\n%s", e.value, e.stack) }

// recoverPanics answers a panic as an internal error.
func (s *Server) recoverPanics(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		defer func() {
			v := recover()
			if v == nil {
				return
			}
			if v == http.ErrAbortHandler {
				panic(v)
			}
			s.refuse(w, r, &panicError{value: v, stack: debug.Stack()})
		}()
		next.ServeHTTP(w, r)
	})
}

// harden sets the headers that every answer carries.
func (s *Server) harden(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		h := w.Header()
		h.Set("X-Content-Type-Options", "nosniff")
		h.Set("X-Frame-Options", "DENY")
		h.Set("Referrer-Policy", "same-origin")
		h.Set("Cross-Origin-Opener-Policy", "same-origin")
		h.Set("Content-Security-Policy", "default-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'")
		h.Set("Cache-Control", "no-store")
		if s.secure {
			h.Set("Strict-Transport-Security", "max-age=31536000")
		}
		next.ServeHTTP(w, r)
	})
}

// headAsGet answers HEAD as GET; the server sends no body for it.
func headAsGet(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.Method == http.MethodHead {
			r = r.WithContext(r.Context())
			r.Method = http.MethodGet
			w = &bodiless{w}
		}
		next.ServeHTTP(w, r)
	})
}

// bodiless takes a body and sends none of it.
type bodiless struct{ http.ResponseWriter }

func (b *bodiless) Write(p []byte) (int, error) { return len(p), nil }

// Unwrap lets http.ResponseController reach what is beneath.
func (b *bodiless) Unwrap() http.ResponseWriter { return b.ResponseWriter }

// plainText refuses addresses that no text could hold, and queries that cannot
// be read: a filter that is dropped unseen would answer another question.
func (s *Server) plainText(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if !utf8.ValidString(r.URL.Path) || strings.ContainsRune(r.URL.Path, 0) {
			s.refuse(w, r, dossier.Refuse(dossier.CodeNotFound))
			return
		}
		query, err := url.ParseQuery(r.URL.RawQuery)
		if err != nil {
			s.refuse(w, r, errors.Join(invalid("query", codeFieldType), err))
			return
		}
		for name, values := range query {
			for _, v := range append(values, name) {
				if bad := dossier.Unreadable(strings.ToValidUTF8(name, "�"), v); bad != nil {
					s.refuse(w, r, &dossier.Problem{Code: dossier.CodeInvalid, Fields: bad})
					return
				}
			}
		}
		next.ServeHTTP(w, r)
	})
}

// sameOrigin refuses what another site makes a browser send with our cookie.
// A request that carries its own authority and no cookie is nobody's browser.
func (s *Server) sameOrigin(next http.Handler) http.Handler {
	protection := http.NewCrossOriginProtection()
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		_, err := r.Cookie(s.sessions.Cookie.Name)
		if err != nil && r.Header.Get("Authorization") != "" {
			next.ServeHTTP(w, r)
			return
		}
		err = protection.Check(r)
		if err != nil {
			s.refuse(w, r, dossier.Refuse(codeCrossOrigin).Because(err))
			return
		}
		next.ServeHTTP(w, r)
	})
}
