package web

import (
	"io"
	"net/http"
	"strings"

	"github.com/rasprava/rasprava/internal/attachment"
	"github.com/rasprava/rasprava/internal/dossier"
)

// Bounds of a request's body, in bytes.
const (
	boundJSON     = 1 << 20
	boundVersions = 48 << 20 // what a single document may be, the store says

	// A submission of the most comments and letters that there may be, however they
	// are escaped; longer ones are still read, and told of their length.
	boundSubmission = 8 << 20

	boundAttachment = attachment.MaxBytes + boundSubmission // a file with the form around it

	// A form that holds a whole submission, with or without a file. That is more than ten
	// times what may be sent, in Cyrillic and percent-encoded: whoever pasted too much is
	// told so at the field, with all that they typed.
	boundWords = boundAttachment
)

// bound limits the body of a request; refused too_large at once when it says
// itself that it is longer.
func bound(w http.ResponseWriter, r *http.Request, limit int64) error {
	if r.ContentLength > limit {
		return dossier.Refuse(dossier.CodeTooLarge).Because(&sizeError{r.ContentLength, limit})
	}
	r.Body = http.MaxBytesReader(w, r.Body, limit)
	return nil
}

// drainBound is how much of a body that nobody wants is read and thrown away,
// so that its sender reads the answer and not of a broken connection. The
// server's own time limit for reading holds.
const drainBound = 128 << 20

// waits reports whether the sender of a request waits to be told to go on.
func waits(r *http.Request) bool {
	return strings.EqualFold(r.Header.Get("Expect"), "100-continue")
}

// drain reads what is left of a body, within the bound. A sender that waits to
// be told to go on is not told, and keeps it.
func drain(r *http.Request, body io.Reader) {
	if body == nil || waits(r) {
		return
	}
	_, _ = io.CopyN(io.Discard, body, drainBound) // whatever came of it, the answer follows
}
