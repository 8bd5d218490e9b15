package load

import (
	"context"
	"net"
	"net/http"
	"time"

	"github.com/valyala/fasthttp"
)

// sender sends submissions. It is fasthttp's client, which writes and reads on the
// goroutine that asks, where that of the standard library keeps two more for each
// connection: what the generator takes of the machine is taken from what it measures.
type sender struct {
	client *fasthttp.Client
	target string // address that submissions are sent to
}

// newSender returns a sender into a round, whose connections end with ctx, a request
// that waits for its answer among them.
func newSender(ctx context.Context, o Options, round string) *sender {
	dialer := net.Dialer{Timeout: o.Timeout}
	return &sender{target: o.URL + "/api/v1/rounds/" + round + "/submissions", client: &fasthttp.Client{
		MaxConnsPerHost: o.Connections, MaxConnWaitTimeout: o.Timeout, MaxResponseBodySize: maxAnswer, NoDefaultUserAgentHeader: true,
		DialTimeout: func(addr string, _ time.Duration) (net.Conn, error) {
			c, err := dialer.DialContext(ctx, "tcp", addr)
			if err != nil {
				return nil, err
			}
			return ending{c, context.AfterFunc(ctx, func() { _ = c.Close() })}, nil // whoever reads it is told
		},
		// A connection that the system closed while nothing was sent on it is no answer:
		// the request has a key, and goes once more over another.
		RetryIfErr: func(_ *fasthttp.Request, attempts int, _ error) (bool, bool) { return false, attempts == 1 },
	}}
}

// ending is a connection that is no longer waited for once it is closed.
type ending struct {
	net.Conn
	forget func() bool
}

func (c ending) Close() error {
	c.forget()
	return c.Conn.Close()
}

// sent is what came back for one request.
type sent struct {
	status     int
	retryAfter string
	body       []byte
}

// post sends a submission under a key and returns the answer, which comes before
// until.
func (s *sender) post(key string, body []byte, until time.Time) (sent, error) {
	req, res := fasthttp.AcquireRequest(), fasthttp.AcquireResponse()
	defer fasthttp.ReleaseRequest(req)
	defer fasthttp.ReleaseResponse(res)
	req.SetRequestURI(s.target)
	req.Header.SetMethod(http.MethodPost)
	req.Header.SetContentType("application/json")
	req.Header.Set("Idempotency-Key", key)
	req.SetBodyRaw(body)
	err := s.client.DoDeadline(req, res, until)
	if err != nil {
		return sent{}, err
	}
	return sent{res.StatusCode(), string(res.Header.Peek("Retry-After")), append([]byte{}, res.Body()...)}, nil
}
