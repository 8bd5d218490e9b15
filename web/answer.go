package web

import (
	"encoding/json"
	"fmt"
	"net/http"
	"strconv"
	"time"

	"github.com/gin-gonic/gin"

	"github.com/rasprava/rasprava/web/api"
)

// operations implements the interface that is generated from the specification.
type operations struct{ *Server }

var _ api.ServerInterface = operations{}

// reply is what a handler decided to answer.
type reply struct {
	status    int
	body      any    // written as JSON; nil: none
	raw       []byte // written as it is, in place of body
	mediaType string // of raw
	header    map[string]string
	instead   *http.Request             // of a page that is shown in its place; nil: none is
	stream    func(http.ResponseWriter) // writes the rest as it comes; nil: there is none
}

func ok(body any) reply { return reply{status: http.StatusOK, body: body} }

func created(body any, location string) reply {
	return reply{status: http.StatusCreated, body: body, header: map[string]string{"Location": location}}
}

var nothing = reply{status: http.StatusNoContent}

func raw(mediaType string, b []byte) reply {
	return reply{status: http.StatusOK, raw: b, mediaType: mediaType}
}

func (r reply) with(name, value string) reply {
	header := map[string]string{name: value}
	for n, v := range r.header {
		header[n] = v
	}
	r.header = header
	return r
}

// answer runs a handler and writes what it decided, or the problem.
func (s *Server) answer(c *gin.Context, handle func() (reply, error)) {
	r, err := s.withRedlines(c.Request, handle)
	if err == nil {
		err = r.prepare()
	}
	if err != nil {
		writeProblem(c.Writer, c.Request, err)
		return
	}
	r.write(c.Writer)
}

// write sends what was decided.
func (r reply) write(w gin.ResponseWriter) {
	h := w.Header()
	for name, value := range r.header {
		if name == "Vary" { // on more than this, the compression says
			h.Add(name, value)
			continue
		}
		h.Set(name, value)
	}
	if r.mediaType != "" {
		h.Set("Content-Type", r.mediaType)
		h.Set("Content-Length", strconv.Itoa(len(r.raw)))
	}
	w.WriteHeader(r.status)
	w.WriteHeaderNow()
	_, _ = w.Write(r.raw) // whoever hung up does not read it
	if r.stream != nil {
		r.stream(w)
	}
}

// prepare turns the body into bytes, so that nothing is sent of one that cannot be.
func (r *reply) prepare() error {
	if r.body == nil {
		return nil
	}
	b, err := json.Marshal(r.body)
	if err != nil {
		return fmt.Errorf("write answer: %w", err)
	}
	r.raw, r.mediaType = b, mediaJSON
	return nil
}

const mediaJSON = "application/json; charset=utf-8"

// each returns the list of what f makes of every item, never nil.
func each[A, B any](items []A, f func(A) B) []B {
	out := make([]B, len(items))
	for i, a := range items {
		out[i] = f(a)
	}
	return out
}

// utc returns the instant; the zero one for nil.
func utc(t *time.Time) time.Time {
	if t == nil {
		return time.Time{}
	}
	return t.UTC()
}
