package web

import (
	"net/http"
	"strings"
	"time"

	"github.com/rasprava/rasprava/internal/dossier"
)

// mostWaiting is how many submissions wait at most for intake to have room, before they
// are read; each for busyWait at most.
const mostWaiting = 8192

// shed has submissions wait while intake has no room for them, and sends them away where
// it has none then, before anything else is done: to say so to each costs next to nothing,
// and who is not answered does not ask again. They are counted, and not logged. The answer
// waits, and not the connection behind it, which a proxy may give to somebody else.
func (s *Server) shed(next http.Handler) http.Handler {
	away := s.harden(http.HandlerFunc(s.sendAway))
	waiting := make(chan struct{}, mostWaiting)
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.Method != http.MethodPost || !strings.HasPrefix(r.URL.Path, "/api/v1/rounds/") || !strings.HasSuffix(r.URL.Path, "/submissions") || !s.intake.Full() {
			next.ServeHTTP(w, r)
			return
		}
		select {
		case waiting <- struct{}{}:
			select {
			case <-time.After(busyWait):
			case <-r.Context().Done():
			}
			<-waiting
		default:
		}
		if s.intake.Full() {
			away.ServeHTTP(w, r)
			return
		}
		next.ServeHTTP(w, r)
	})
}

func (s *Server) sendAway(w http.ResponseWriter, r *http.Request) {
	r, _ = numberRequest(w, r)
	s.metrics.submissions.WithLabelValues(string(dossier.CodeBusy)).Inc()
	writeProblem(w, r, dossier.Refuse(dossier.CodeBusy))
}
