package web

import (
	"net/url"
	"strconv"

	"github.com/rasprava/rasprava/internal/dossier"
)

// asking is what a form carries that gives a command: its id, so that sending it
// twice is one command, and the sequence number that the person saw.
type asking struct {
	ID  string
	Seq int64
}

// ask returns what a form carries that is shown anew; one that is shown again
// keeps the sequence number that was seen, and asks anew.
func (f form) ask(seq int64) asking {
	a := asking{ID: fresh(), Seq: seq}
	seen, err := strconv.ParseInt(f.value("seq"), 10, 64)
	if err == nil {
		a.Seq = seen
	}
	return a
}

// give gives the command that a form asks for, and returns where to go: to then,
// with the word done, or, while there is no verdict, to where it is waited for.
// A refusal is an error that visit.refused puts into words.
func (v *visit) give(f form, ref dossier.Ref, name dossier.CommandName, args dossier.Args, then, done string) (reply, error) {
	id, err := knownID(f.value("id"))
	if err != nil {
		id = fresh()
	}
	seq, err := strconv.ParseInt(f.value("seq"), 10, 64)
	if err != nil {
		return reply{}, invalid("seq", codeFieldType)
	}
	s := v.server
	row, err := s.engine.Command(v.ctx(), dossier.Command{ID: id, Dossier: ref, Name: name, Seq: seq, Args: args, Actor: v.person()})
	if err != nil && dossier.CodeOf(err) == dossier.CodeCommandConflict {
		return reply{}, v.givenBefore(id)
	}
	if err != nil {
		return reply{}, err
	}
	s.metrics.commands.WithLabelValues(string(row.Name), string(row.Verdict.Status)).Inc()
	switch row.Verdict.Status {
	case dossier.VerdictAccepted:
		return v.to(then, done), nil
	case dossier.VerdictPending:
		return v.to("/odluke/"+id+"?dalje="+url.QueryEscape(then), ""), nil
	}
	return reply{}, &commandError{row: row, words: s.commandWords(v.ctx(), v.person(), row)}
}

// givenBefore refuses a form with which something else was asked for before, as
// one that was gone back to: it tells a command that was refused, and did nothing,
// from one that stands.
func (v *visit) givenBefore(id string) error {
	row, err := v.server.store.CommandByID(v.ctx(), id)
	if err != nil {
		return err
	}
	refused := row.Verdict.Status == dossier.VerdictRefused || row.Verdict.Status == dossier.VerdictExpired
	if refused && row.Actor == v.person() {
		return dossier.Refuse(codeRefusedBefore)
	}
	return dossier.Refuse(codeGivenBefore)
}

// waiting is a command whose verdict is waited for.
type waiting struct {
	Command string
	Ref     string
	Then    string
}

var waitingTemplate = templateFor[waiting]("waiting")

var commandPages = []page{
	get("/odluke/:id", dossier.OwnSession, (*Server).waitForVerdict),
}

// waitForVerdict shows that a command is being carried out until it has been, and
// then goes on, or says why it was refused. Only who gave it sees it.
func (s *Server) waitForVerdict(v *visit) (reply, error) {
	id, err := knownID(v.Param("id"))
	if err != nil {
		return reply{}, err
	}
	row, err := s.store.CommandByID(v.ctx(), id)
	if err != nil {
		return reply{}, err
	}
	if row.Actor != v.person() {
		return reply{}, dossier.Refuse(dossier.CodeNotFound)
	}
	then := back(v.Query("dalje"), "/predmeti/"+string(row.Dossier))
	switch row.Verdict.Status {
	case dossier.VerdictAccepted:
		return v.to(then, "done.command"), nil
	case dossier.VerdictPending:
		r, err := waitingTemplate.show(v, heading{Title: v.t("waiting.title")}, waiting{Command: string(row.Name), Ref: string(row.Dossier), Then: then})
		return r.with("Refresh", "2"), err
	}
	return reply{}, &commandError{row: row, words: s.commandWords(v.ctx(), v.person(), row)}
}
