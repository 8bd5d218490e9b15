package web

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/gin-gonic/gin"
	"github.com/google/uuid"

	"github.com/rasprava/rasprava/internal/dossier"
	"github.com/rasprava/rasprava/internal/store"
	"github.com/rasprava/rasprava/web/api"
)

// CreateSession signs a person in.
func (o operations) CreateSession(c *gin.Context) {
	o.answer(c, func() (reply, error) {
		ctx := c.Request.Context()
		var in api.Credentials
		err := readJSON(c.Request, &in, required)
		if err != nil {
			return reply{}, err
		}
		person, err := o.signIn(ctx, c.ClientIP(), in)
		if err != nil {
			return reply{}, err
		}
		err = o.enterSession(ctx, person, c.Request.UserAgent())
		if err != nil {
			return reply{}, err
		}
		return o.me(ctx, person)
	})
}

// signIn returns the person whose e-mail and password these are. Whatever is
// wrong, the answer is the same and takes as long.
func (s *Server) signIn(ctx context.Context, address string, in api.Credentials) (string, error) {
	email := strings.TrimSpace(in.Email)
	if len(email) > 254 || len(in.Password) > MaxPassword {
		return "", dossier.Refuse(dossier.CodeCredentials)
	}
	err := s.allow(ctx, signInsAddress, dossier.CodeTooManyAttempts, "sign-in-address", network(address))
	if err != nil {
		return "", err
	}
	account := strings.ToLower(email)
	err = s.allow(ctx, signInsAccount, dossier.CodeTooManyAttempts, "sign-in-account", account+"\n"+network(address))
	if err != nil {
		return "", err
	}
	err = s.allow(ctx, signInsEverywhere, dossier.CodeTooManyAttempts, "sign-in-everywhere", account)
	if err != nil {
		return "", err
	}
	p, hash, err := s.store.PersonByEmail(ctx, email)
	if err != nil && dossier.CodeOf(err) != dossier.CodeNotFound {
		return "", err
	}
	known := err == nil && hash != ""
	if !known {
		hash = nobody()
	}
	err = enter(ctx, s.hashing)
	if err != nil {
		return "", err
	}
	right, err := VerifyPassword(hash, in.Password)
	<-s.hashing
	if err != nil {
		return "", fmt.Errorf("check password: %w", err)
	}
	if !known || !right {
		return "", dossier.Refuse(dossier.CodeCredentials)
	}
	return p.ID, nil
}

// DeleteSession signs out.
func (o operations) DeleteSession(c *gin.Context) {
	o.answer(c, func() (reply, error) {
		err := o.sessions.Destroy(c.Request.Context())
		if err != nil {
			return reply{}, fmt.Errorf("end session: %w", err)
		}
		return nothing, nil
	})
}

// GetSession says who is signed in.
func (o operations) GetSession(c *gin.Context) { o.GetMe(c) }

// GetMe describes the person with their appointments and mandates.
func (o operations) GetMe(c *gin.Context) {
	o.answer(c, func() (reply, error) { return o.me(c.Request.Context(), who(c).person) })
}

func (s *Server) me(ctx context.Context, person string) (reply, error) {
	p, err := s.store.PersonByID(ctx, person)
	if err != nil {
		return reply{}, err
	}
	a, err := s.store.Actor(ctx, person)
	if err != nil {
		return reply{}, err
	}
	now, err := s.store.Now(ctx)
	if err != nil {
		return reply{}, err
	}
	day := dossier.Day(now, belgrade)
	me := api.Me{Id: p.ID, Name: p.Name, Email: p.Email, Lang: p.Lang}
	own := slices.DeleteFunc(a.Appointments, func(a dossier.Appointment) bool { return a.Delegation != "" })
	me.Appointments = each(own, func(a dossier.Appointment) api.Appointment {
		return api.Appointment{Body: a.Body, Role: string(a.Role), From: a.From, Until: a.Until, Current: a.In(day)}
	})
	me.Mandates = each(a.Mandates, func(m dossier.Mandate) api.Mandate {
		return api.Mandate{Organisation: m.Organisation, From: m.From, Until: m.Until, Current: a.SpeaksFor(m.Organisation, day)}
	})
	return ok(me), nil
}

const day = 24 * time.Hour

// CreateToken makes an access token. A token cannot make another: one that is
// stolen ends on its day.
func (o operations) CreateToken(c *gin.Context) {
	o.answer(c, func() (reply, error) {
		var in api.NewToken
		err := readJSON(c.Request, &in, required)
		if err != nil {
			return reply{}, err
		}
		if !who(c).session {
			return reply{}, dossier.Refuse(codeNeedsSession)
		}
		label := strings.TrimSpace(in.Label)
		if label == "" || utf8.RuneCountInString(label) > 100 {
			return reply{}, invalid("label", dossier.CodeNameRequired)
		}
		if in.Days < 0 || in.Days > 365 {
			return reply{}, invalid("days", codeFieldRange, "min", "1", "max", "365")
		}
		if in.Days == 0 {
			in.Days = 90
		}
		secret, t, err := o.store.IssueToken(c.Request.Context(), who(c).person, label, time.Duration(in.Days)*day)
		if err != nil {
			return reply{}, err
		}
		return created(api.IssuedToken{Id: t.ID, Label: t.Label, CreatedAt: t.CreatedAt.UTC(), ExpiresAt: t.ExpiresAt.UTC(), Token: secret},
			"/api/v1/tokens/"+t.ID), nil
	})
}

// ListTokens lists the person's tokens.
func (o operations) ListTokens(c *gin.Context) {
	o.answer(c, func() (reply, error) {
		tokens, err := o.store.Tokens(c.Request.Context(), who(c).person)
		if err != nil {
			return reply{}, err
		}
		return ok(api.TokenList{Items: each(tokens, func(t store.Token) api.Token {
			return api.Token{Id: t.ID, Label: t.Label, CreatedAt: t.CreatedAt.UTC(), ExpiresAt: t.ExpiresAt.UTC(), UsedAt: utc(t.UsedAt)}
		})}), nil
	})
}

// DeleteToken revokes a token of the person's.
func (o operations) DeleteToken(c *gin.Context, id api.ID) {
	o.answer(c, func() (reply, error) {
		err := o.store.RevokeToken(c.Request.Context(), who(c).person, id)
		if err != nil {
			return reply{}, err
		}
		return nothing, nil
	})
}

// ListTasks lists what waits for the person.
func (o operations) ListTasks(c *gin.Context) {
	o.answer(c, func() (reply, error) {
		tasks, err := o.store.Tasks(c.Request.Context(), who(c).person)
		if err != nil {
			return reply{}, err
		}
		return ok(api.TaskList{Items: each(tasks, func(t store.Task) api.Task {
			return api.Task{Dossier: summaryOf(t.DossierRow), Since: t.Since, Commands: texts(t.Commands), Asides: t.Asides, Contests: t.Contests, Claims: t.Claims, Protection: t.Protect, Returned: t.Returned}
		})}), nil
	})
}

// texts returns values of a string type as plain strings, never nil.
func texts[T ~string](values []T) []string {
	return each(values, func(v T) string { return string(v) })
}

// knownID returns an id that a UUID column can be asked for, in its one
// spelling; refused not_found otherwise.
func knownID(id string) (string, error) {
	u, err := uuid.Parse(id)
	if err != nil || len(id) != 36 {
		return "", dossier.Refuse(dossier.CodeNotFound)
	}
	return u.String(), nil
}
