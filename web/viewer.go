package web

import (
	"net/http"
	"strings"
	"time"

	"github.com/alexedwards/scs/v2"
	"github.com/gin-gonic/gin"

	"github.com/rasprava/rasprava/internal/dossier"
	"github.com/rasprava/rasprava/internal/store"
)

// viewer is who asks; the zero viewer is the public.
type viewer struct {
	person  string // id
	session bool   // known by the cookie, not by a token
}

const (
	viewerKey     = "viewer"
	sessionPerson = "person"
	sessionCookie = "rasprava"
)

func newSessions(s *store.Store, secure bool, refuse func(http.ResponseWriter, *http.Request, error)) *scs.SessionManager {
	m := scs.New()
	m.Store = s.Sessions()
	m.Lifetime = sessionLife
	m.Cookie.Name = sessionCookie
	m.Cookie.HttpOnly = true
	m.Cookie.Persist = false // it goes with the browser: others may use the same machine
	m.Cookie.SameSite = http.SameSiteLaxMode
	m.Cookie.Secure = secure
	if secure {
		m.Cookie.Name = "__Host-" + sessionCookie
	}
	m.ErrorFunc = refuse
	return m
}

// viewer finds out who asks: by a token where one is sent, otherwise by the
// session. A token that is not good is refused, not overlooked.
func (s *Server) viewer(c *gin.Context) (viewer, error) {
	ctx := c.Request.Context()
	if c.GetHeader("Authorization") != "" {
		secret, sent := bearer(c.Request)
		if !sent {
			return viewer{}, dossier.Refuse(dossier.CodeUnauthenticated)
		}
		person, err := s.store.PersonByToken(ctx, secret)
		return viewer{person: person}, err
	}
	person := s.sessions.GetString(ctx, sessionPerson)
	if person == "" {
		return viewer{}, nil
	}
	_, err := s.store.PersonByID(ctx, person)
	if dossier.CodeOf(err) == dossier.CodeNotFound && err != nil { // the account was disabled meanwhile
		return viewer{}, s.sessions.Destroy(ctx)
	}
	return viewer{person: person, session: true}, err
}

// bearer returns what the request carries as its authority, and whether it carries any.
func bearer(r *http.Request) (string, bool) {
	scheme, secret, ok := strings.Cut(r.Header.Get("Authorization"), " ")
	secret = strings.TrimSpace(secret)
	if !ok || !strings.EqualFold(scheme, "Bearer") || secret == "" || len(secret) > 200 {
		return "", false
	}
	return secret, true
}

// who returns the viewer that authorise found.
func who(c *gin.Context) viewer {
	v, _ := c.MustGet(viewerKey).(viewer)
	return v
}

var belgrade = mustLocation("Europe/Belgrade")

func mustLocation(name string) *time.Location {
	l, err := time.LoadLocation(name)
	if err != nil {
		panic(err) // linked in by store
	}
	return l
}
