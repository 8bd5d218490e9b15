package web

import (
	"context"
	"fmt"
	"strings"

	"github.com/rasprava/rasprava/internal/store"
)

// browsers and systems by what a browser says of itself, the more particular
// before what it also claims to be. The codes have names in the catalogues.
var (
	browsers = []struct{ mark, code string }{
		{"SamsungBrowser/", "samsung"}, {"OPR/", "opera"}, {"Opera", "opera"}, {"Edg", "edge"},
		{"FxiOS/", "firefox"}, {"Firefox/", "firefox"}, {"CriOS/", "chrome"}, {"Chrome/", "chrome"}, {"Safari/", "safari"},
	}
	systems = []struct{ mark, code string }{
		{"Android", "android"}, {"iPhone", "ios"}, {"iPad", "ios"}, {"Windows", "windows"},
		{"Macintosh", "macos"}, {"CrOS", "chromeos"}, {"Linux", "linux"}, {"X11", "linux"},
	}
)

const unknownAgent = "unknown"

// agentOf reads the family and the system out of a User-Agent; nothing else of
// it is kept.
func agentOf(userAgent string) store.Agent {
	a := store.Agent{Browser: unknownAgent, System: unknownAgent}
	for _, b := range browsers {
		if strings.Contains(userAgent, b.mark) {
			a.Browser = b.code
			break
		}
	}
	for _, s := range systems {
		if strings.Contains(userAgent, s.mark) {
			a.System = s.code
			break
		}
	}
	return a
}

// enterSession makes the present session the person's: under a new number,
// because a session that was known before is not the one that is signed in.
func (s *Server) enterSession(ctx context.Context, person, userAgent string) error {
	err := s.sessions.RenewToken(ctx)
	if err != nil {
		return fmt.Errorf("renew session: %w", err)
	}
	s.sessions.Put(ctx, sessionPerson, person)
	return s.store.NoteSession(ctx, s.sessions.Token(ctx), person, agentOf(userAgent))
}
