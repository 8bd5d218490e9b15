package web

import (
	"context"
	"net/http"

	"github.com/gin-gonic/gin"
	"github.com/google/uuid"

	"github.com/rasprava/rasprava/internal/dossier"
	"github.com/rasprava/rasprava/internal/locale"
	"github.com/rasprava/rasprava/internal/store"
	"github.com/rasprava/rasprava/web/api"
)

// GiveCommand gives a command and answers with its verdict.
func (o operations) GiveCommand(c *gin.Context, id api.Ref, p api.GiveCommandParams) {
	o.answer(c, func() (reply, error) {
		ctx := c.Request.Context()
		ref, err := refOf(id)
		if err != nil {
			return reply{}, err
		}
		var in api.NewCommand
		err = readJSON(c.Request, &in, required)
		if err != nil {
			return reply{}, err
		}
		commandID, err := commandIDOf(in.Id, p.IdempotencyKey)
		if err != nil {
			return reply{}, err
		}
		name := dossier.CommandName(in.Command)
		if !name.Known() {
			return reply{}, dossier.Refuse(dossier.CodeCommandUnknown, "command", in.Command)
		}
		row, err := o.engine.Command(ctx, dossier.Command{ID: commandID, Dossier: ref, Name: name, Seq: in.Seq, Args: in.Args, Actor: who(c).person})
		if err != nil {
			return reply{}, err
		}
		o.metrics.commands.WithLabelValues(string(row.Name), string(row.Verdict.Status)).Inc()
		switch row.Verdict.Status {
		case dossier.VerdictAccepted:
			return ok(commandOf(row, wording{}, "")), nil
		case dossier.VerdictPending:
			r := ok(commandOf(row, wording{}, "")).with("Location", "/api/v1/commands/"+row.ID).with("Retry-After", "2")
			r.status = http.StatusAccepted
			return r, nil
		}
		return reply{}, &commandError{row: row, words: o.commandWords(ctx, who(c).person, row)}
	})
}

// commandIDOf returns the id of a command: of the body, of the header, which
// must agree, or a new one.
func commandIDOf(body, header string) (string, error) {
	field, given := "id", body
	if given == "" {
		field, given = "Idempotency-Key", header
	}
	if given == "" {
		return uuid.Must(uuid.NewV7()).String(), nil
	}
	id, err := knownID(given)
	if err != nil {
		return "", invalid(field, codeFieldType)
	}
	if body != "" && header != "" && body != header {
		return "", invalid("Idempotency-Key", dossier.CodeCommandConflict)
	}
	return id, nil
}

// commandWords returns the words of the command's dossier; where they cannot be
// had, codes must do.
func (s *Server) commandWords(ctx context.Context, viewer string, row store.CommandRow) wording {
	if row.Name == dossier.MigrateProcedure && row.Verdict.Code == dossier.CodeImpossible {
		return s.migrationWords(ctx, row)
	}
	if len(row.Unmet) == 0 && row.Verdict.Code != dossier.CodeSignatureBefore {
		v, err := s.store.Dossier(ctx, viewer, row.Dossier)
		if err != nil {
			return wording{}
		}
		return wording{definition: v.Definition, stage: v.Stage}
	}
	v, outlook, err := s.look(ctx, viewer, row.Dossier)
	if err != nil {
		return wording{}
	}
	w, err := s.wordsOf(ctx, v, outlook)
	if err != nil {
		return wording{}
	}
	return w
}

// migrationWords returns the words of the version that the dossier is under and of
// the one that it was to go over to. Who migrates may not see the dossier.
func (s *Server) migrationWords(ctx context.Context, row store.CommandRow) wording {
	pin, err := s.store.Pin(ctx, row.Dossier)
	if err != nil {
		return wording{}
	}
	from, err := s.store.Definition(ctx, pin.Definition)
	if err != nil {
		return wording{}
	}
	to, err := s.store.Definition(ctx, row.Params["definition"])
	if err != nil {
		return wording{}
	}
	return wording{definition: from, target: to, stage: pin.Stage}
}

// GetCommand says what became of a command.
func (o operations) GetCommand(c *gin.Context, id api.ID) {
	o.answer(c, func() (reply, error) {
		ctx := c.Request.Context()
		id, err := knownID(id)
		if err != nil {
			return reply{}, err
		}
		row, err := o.store.CommandByID(ctx, id)
		if err != nil {
			return reply{}, err
		}
		if row.Actor != who(c).person { // who asked is answered, whatever they are by now
			v, err := o.store.Dossier(ctx, who(c).person, row.Dossier)
			if err != nil {
				return reply{}, err
			}
			if !v.Insider {
				return reply{}, dossier.Refuse(dossier.CodeNotFound)
			}
		}
		l := locale.Match(c.GetHeader("Accept-Language"))
		return ok(commandOf(row, o.commandWords(ctx, who(c).person, row), l)).with("Content-Language", string(l)).with("Vary", "Accept-Language"), nil
	})
}

func commandOf(row store.CommandRow, words wording, l locale.Lang) api.Command {
	out := api.Command{Id: row.ID, Dossier: string(row.Dossier), Command: string(row.Name), Status: string(row.Verdict.Status),
		Seq: row.Verdict.Seq, Code: string(row.Verdict.Code), Unmet: words.unmet(l, row.Unmet)}
	if row.Verdict.Code != "" {
		_, out.Message = words.problem(l, row.Verdict.Code, row.Params)
	}
	if row.Verdict.Status == dossier.VerdictAccepted {
		e := row.Effect
		out.Effect = &api.Effect{StageNo: e.StageNo, Ended: e.Ended, Outcome: e.Outcome, Round: e.Round, Closed: string(e.Closed)}
	}
	return out
}
