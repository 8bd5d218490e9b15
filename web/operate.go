package web

import (
	"context"
	"fmt"
	"io"
	"net/http"
	"strings"
	"time"

	"github.com/gin-gonic/gin"

	"github.com/rasprava/rasprava/internal/dossier"
	"github.com/rasprava/rasprava/schema"
	"github.com/rasprava/rasprava/web/api"
)

// healthy says that the process answers; nothing else is asked.
func (s *Server) healthy(c *gin.Context) {
	s.answer(c, func() (reply, error) { return ok(map[string]string{"status": "ok"}), nil })
}

// readyTime bounds what a probe waits for each part.
const readyTime = 2 * time.Second

// ready says whether requests can be served: Postgres answers, its schema is
// what this program needs, Temporal answers.
func (s *Server) ready(c *gin.Context) {
	s.answer(c, func() (reply, error) {
		parts := map[string]string{}
		status := http.StatusOK
		for name, check := range map[string]func(context.Context) error{"postgres": s.store.Ping, "schema": s.schemaCurrent, "temporal": s.engine.Healthy} {
			ctx, cancel := context.WithTimeout(c.Request.Context(), readyTime)
			err := check(ctx)
			cancel()
			parts[name] = "ok"
			if err != nil {
				parts[name], status = "not ready", http.StatusServiceUnavailable
				s.log.WarnContext(ctx, "not_ready", "part", name, "error", err)
			}
		}
		err := s.store.Durable(c.Request.Context())
		parts["disk"] = "ok"
		if err != nil {
			parts["disk"] = "not waited for" // what is taken in is told no less, and an operator is
		}
		parts["status"] = map[int]string{http.StatusOK: "ready", http.StatusServiceUnavailable: "not ready"}[status]
		return reply{status: status, body: parts}, nil
	})
}

func (s *Server) schemaCurrent(ctx context.Context) error {
	if s.current.Load() {
		return nil
	}
	current, err := schema.Current(ctx, s.store.DB())
	if err != nil {
		return err
	}
	if !current {
		return fmt.Errorf("check schema: migrations are waiting")
	}
	s.current.Store(true)
	return nil
}

func (s *Server) specification(c *gin.Context) {
	s.answer(c, func() (reply, error) { return raw("application/yaml; charset=utf-8", api.Specification), nil })
}

const mediaText = "text/plain; charset=utf-8"

// checkpoint gives the newest signed head of a log (C2SP tlog-tiles).
func (s *Server) checkpoint(rehearsal bool) gin.HandlerFunc {
	return func(c *gin.Context) {
		s.answer(c, func() (reply, error) {
			b, err := s.store.Checkpoint(c.Request.Context(), rehearsal)
			if err != nil {
				return reply{}, err
			}
			return raw(mediaText, b).with("Cache-Control", "no-cache"), nil
		})
	}
}

// witnessed gives the last checkpoint that witnesses have signed.
func (s *Server) witnessed(rehearsal bool) gin.HandlerFunc {
	return func(c *gin.Context) {
		s.answer(c, func() (reply, error) {
			b, err := s.store.Witnessed(c.Request.Context(), rehearsal)
			if err != nil {
				return reply{}, err
			}
			return raw(mediaText, b).with("Cache-Control", "no-cache"), nil
		})
	}
}

// boundCheckpoint is how long a checkpoint with the lines of witnesses may be.
const boundCheckpoint = 64 << 10

// cosigned takes in a checkpoint that witnesses have signed: their lines say who
// sends it, and nobody is signed in.
func (s *Server) cosigned(rehearsal bool) gin.HandlerFunc {
	return func(c *gin.Context) {
		s.answer(c, func() (reply, error) {
			b, err := io.ReadAll(c.Request.Body)
			if err != nil {
				return reply{}, err
			}
			_, err = s.store.AddCosigned(c.Request.Context(), rehearsal, b)
			if err != nil {
				return reply{}, err
			}
			return nothing, nil
		})
	}
}

// key gives the verifier keys of a log, one a line: the one that signs now, then
// those that signed before, each behind a remark.
func (s *Server) key(rehearsal bool) gin.HandlerFunc {
	return func(c *gin.Context) {
		s.answer(c, func() (reply, error) {
			h, err := s.store.LogKeys(c.Request.Context(), rehearsal)
			if err != nil {
				return reply{}, err
			}
			return raw(mediaText, []byte(h.Text())).with("Cache-Control", "no-cache"), nil
		})
	}
}

// keys gives the same keys with the checkpoints in which each names the next.
func (s *Server) keys(rehearsal bool) gin.HandlerFunc {
	return func(c *gin.Context) {
		s.answer(c, func() (reply, error) {
			h, err := s.store.LogKeys(c.Request.Context(), rehearsal)
			if err != nil {
				return reply{}, err
			}
			b, err := h.Bytes()
			if err != nil {
				return reply{}, err
			}
			return raw(mediaJSON, b).with("Cache-Control", "no-cache"), nil
		})
	}
}

// tile gives a tile of a log. What a tile holds never changes. The leaves of
// rehearsals are nobody's to read: their receipts hold what proves them.
func (s *Server) tile(rehearsal bool) gin.HandlerFunc {
	return func(c *gin.Context) {
		s.answer(c, func() (reply, error) {
			path := "tile/" + strings.TrimPrefix(c.Param("path"), "/")
			if rehearsal && strings.HasPrefix(path, "tile/entries/") {
				return reply{}, dossier.Refuse(dossier.CodeNotFound) // a rehearsal is for who has its link
			}
			b, err := s.store.LogTile(c.Request.Context(), rehearsal, path)
			if err != nil {
				return reply{}, err
			}
			return raw("application/octet-stream", b).with("Cache-Control", "public, max-age=31536000, immutable"), nil
		})
	}
}
