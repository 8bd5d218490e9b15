package web

import (
	"net/http"
	"strings"
	"time"

	"github.com/rasprava/rasprava/internal/dossier"
)

// sentAwayMost is how many connections whose submission was sent away wait at most, each
// as long as it was told to, before they are heard again: who asks again at once takes
// from those who read.
const sentAwayMost = 8192

// shed sends submissions away while intake has no room for them, before anything else
// is done: to say so to each costs next to nothing. They are counted, and not logged.
func (s *Server) shed(next http.Handler) http.Handler {
	away := s.harden(http.HandlerFunc(s.sendAway))
	waiting := make(chan struct{}, sentAwayMost)
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.Method != http.MethodPost || !strings.HasPrefix(r.URL.Path, "/api/v1/rounds/") || !strings.HasSuffix(r.URL.Path, "/submissions") || !s.intake.Full() {
			next.ServeHTTP(w, r)
			return
		}
		away.ServeHTTP(w, r)
		_ = http.NewResponseController(w).Flush() // whoever hung up does not read it
		select {
		case waiting <- struct{}{}:
			defer func() { <-waiting }()
		default:
			return
		}
		select {
		case <-time.After(busyWait):
		case <-r.Context().Done():
		}
	})
}

func (s *Server) sendAway(w http.ResponseWriter, r *http.Request) {
	r, _ = numberRequest(w, r)
	s.metrics.submissions.WithLabelValues(string(dossier.CodeBusy)).Inc()
	writeProblem(w, r, dossier.Refuse(dossier.CodeBusy))
}
