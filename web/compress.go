package web

import (
	"net/http"
	"strings"

	"github.com/klauspost/compress/gzhttp"
)

// jitter is how many bytes at most an answer grows by at random, so that its
// compressed length does not tell what else stands in it beside what the asker
// put there (BREACH).
const jitter = 32

// compressing compresses what is text and long enough to gain by it. Streams
// pass untouched, since they are sent as they come.
func compressing(next http.Handler) (http.Handler, error) {
	wrap, err := gzhttp.NewWrapper(gzhttp.MinSize(1024), gzhttp.RandomJitter(jitter, 0, false),
		gzhttp.ContentTypes([]string{"text/html", "text/plain", "text/csv", "application/json", "application/problem+json", "application/yaml", "application/akn+xml"}))
	if err != nil {
		return nil, err
	}
	packed := wrap(next)
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if strings.Contains(r.Header.Get("Accept"), "text/event-stream") {
			next.ServeHTTP(w, r)
			return
		}
		packed.ServeHTTP(w, r)
	}), nil
}
