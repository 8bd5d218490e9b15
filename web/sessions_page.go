package web

import (
	"github.com/rasprava/rasprava/internal/dossier"
	"github.com/rasprava/rasprava/internal/store"
)

var sessionPages = []page{
	get("/nalog/prijave", dossier.OwnSession, (*Server).sessionsPage),
	post("/nalog/prijave", dossier.OwnSession, (*Server).endOtherSessions),
	post("/nalog/prijave/:id", dossier.OwnSession, (*Server).endSession),
}

// ownSessions is where somebody is signed in.
type ownSessions struct {
	Sessions []ownSession
	Others   int
}

// ownSession is one of them, with its browser and system in words.
type ownSession struct {
	store.Session
	Place string
}

var ownSessionsTemplate = templateFor[ownSessions]("sessions")

func (s *Server) sessionsPage(v *visit) (reply, error) {
	sessions, err := s.store.SessionsOf(v.ctx(), v.person(), s.sessions.Token(v.ctx()))
	if err != nil {
		return reply{}, err
	}
	var own ownSessions
	for _, session := range sessions {
		place := v.t("sessions.place", "browser", v.say.Name("browser", session.Browser), "system", v.say.Name("system", session.System))
		own.Sessions = append(own.Sessions, ownSession{session, place})
		if !session.Current {
			own.Others++
		}
	}
	title := v.t("sessions.title")
	return ownSessionsTemplate.show(v, heading{Title: title, Crumbs: v.accountCrumbs(title)}, own)
}

// endSession ends one session of the visitor's.
func (s *Server) endSession(v *visit) (reply, error) {
	err := v.inPerson()
	if err != nil {
		return reply{}, err
	}
	id, err := knownID(v.Param("id"))
	if err != nil {
		return reply{}, err
	}
	err = s.store.EndSession(v.ctx(), v.person(), id)
	if err != nil {
		return reply{}, err
	}
	return v.to("/nalog/prijave", "sessions.ended_one"), nil
}

// endOtherSessions ends every session of the visitor's but the present one.
func (s *Server) endOtherSessions(v *visit) (reply, error) {
	err := v.inPerson()
	if err != nil {
		return reply{}, err
	}
	_, err = s.store.EndOtherSessions(v.ctx(), v.person(), s.sessions.Token(v.ctx()))
	if err != nil {
		return reply{}, err
	}
	return v.to("/nalog/prijave", "sessions.ended_others"), nil
}
