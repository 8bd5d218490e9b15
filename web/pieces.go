package web

import (
	"net/http"
	"time"
)

// pieceTime is within what time a piece that is written must have gone.
const pieceTime = 10 * time.Second

// pieces writes an answer that outlives what bounds others: each piece has its own
// time, and a reader that takes none of it for too long is cut off.
type pieces struct {
	out  http.ResponseWriter
	line *http.ResponseController
}

func inPieces(out http.ResponseWriter) pieces {
	p := pieces{out, http.NewResponseController(beneath(out))}
	_ = p.line.SetWriteDeadline(time.Time{}) // a writer that knows none needs no other
	return p
}

// Write implements [io.Writer].
func (p pieces) Write(b []byte) (int, error) {
	cut := time.AfterFunc(pieceTime, func() { _ = p.line.SetWriteDeadline(time.Unix(1, 0)) })
	defer cut.Stop()
	return p.out.Write(b)
}

// beneath returns the writer under Gin's, which hides from a controller whether
// it can be flushed.
func beneath(out http.ResponseWriter) http.ResponseWriter {
	u, ok := out.(interface{ Unwrap() http.ResponseWriter })
	if !ok {
		return out
	}
	return u.Unwrap()
}
