package web

import (
	"io"
	"net/http"
	"strings"
	"time"

	"github.com/rasprava/rasprava/internal/dossier"
)

// Bounds of a request's body, in bytes.
const (
	boundJSON     = 1 << 20
	boundVersions = 48 << 20 // what a single document may be, the store says
)

// bound limits the body of a request; refused too_large at once when it says
// itself that it is longer.
func bound(w http.ResponseWriter, r *http.Request, limit int64) error {
	if r.ContentLength > limit {
		return dossier.Refuse(dossier.CodeTooLarge)
	}
	r.Body = http.MaxBytesReader(w, r.Body, limit)
	return nil
}

const (
	// drainBound is how much of a body that nobody wants is read and thrown
	// away, so that its sender reads the answer and not of a broken connection.
	drainBound = 128 << 20
	drainTime  = 30 * time.Second
)

// drain reads what is left of a body, within bounds. A sender that waits to be
// told to go on is not told, and keeps it.
func drain(w http.ResponseWriter, r *http.Request, body io.Reader, now time.Time) {
	if body == nil || strings.EqualFold(r.Header.Get("Expect"), "100-continue") {
		return
	}
	_ = http.NewResponseController(w).SetReadDeadline(now.Add(drainTime)) // where it cannot be set, the server's own holds
	_, _ = io.CopyN(io.Discard, body, drainBound)
}
