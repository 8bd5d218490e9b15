package web

import (
	"context"
	"encoding/json"
	"errors"
	"io"
	"math"
	"net"
	"net/http"
	"strconv"
	"strings"
	"time"

	"github.com/rasprava/rasprava/internal/dossier"
	"github.com/rasprava/rasprava/internal/locale"
	"github.com/rasprava/rasprava/internal/procedure"
	"github.com/rasprava/rasprava/internal/store"
	"github.com/rasprava/rasprava/web/api"
)

// problem is an error as it is answered, before it is put into words.
type problem struct {
	code   dossier.Code
	params map[string]string
	fields []dossier.Field
	unmet  []procedure.Reason
	words  wording

	wait     time.Duration // after which it may be tried again
	command  string
	dossier  dossier.Ref // of the command
	seq      int64
	closedAt time.Time
	note     string
	report   string // where that of a round stands that was closed; empty: it is not published
}

// reportPath is the path of the report on a round, without the language.
func reportPath(ref dossier.Ref, round int) string {
	return "/predmeti/" + string(ref) + "/izvestaji/" + strconv.Itoa(round)
}

// commandError is a command that was refused, or came too late, as its row
// says, with the words of its dossier.
type commandError struct {
	row   store.CommandRow
	words wording
}

func (e *commandError) Error() string { return "refused: " + string(e.row.Verdict.Code) }

// problemOf says what is answered for an error. What is no refusal is an
// internal error, or a part of the system that cannot be reached.
func problemOf(err error) problem {
	var (
		late    *store.LateError
		limited *limitedError
		command *commandError
		refused *dossier.Problem
	)
	switch {
	case errors.As(err, &late):
		p := problem{code: dossier.CodeRoundClosed, params: map[string]string{"closed_at": late.ClosedAt.Format(time.RFC3339)},
			closedAt: late.ClosedAt, note: string(late.Note)}
		if late.Reported {
			p.report = reportPath(late.Ref, late.Round)
		}
		return p
	case errors.As(err, &limited):
		return problem{code: limited.code, wait: limited.wait}
	case errors.As(err, &command):
		row := command.row
		return problem{code: row.Verdict.Code, params: row.Params, fields: row.Fields, unmet: row.Unmet, words: command.words, command: row.ID, dossier: row.Dossier, seq: row.Verdict.Seq}
	case errors.As(err, &refused):
		p := problem{code: refused.Code, params: refused.Params, fields: refused.Fields}
		switch refused.Code {
		case dossier.CodeBusy, dossier.CodeRedlinePending:
			p.wait = busyWait
		case dossier.CodeUnavailable:
			p.wait = time.Minute // a log that must not be signed waits for a person
		}
		return p
	case untakeable(err):
		return problem{code: dossier.CodeInvalid}
	case unreachable(err):
		return problem{code: dossier.CodeUnavailable, wait: 5 * time.Second}
	}
	return problem{code: dossier.CodeInternal}
}

// sqlState returns the SQLSTATE of a database's error; empty: it is none.
func sqlState(err error) string {
	var e interface{ SQLState() string }
	if !errors.As(err, &e) {
		return ""
	}
	return e.SQLState()
}

// untakeable reports whether the database could not take a character that the
// caller sent: one that is not UTF-8, or zero.
func untakeable(err error) bool {
	state := sqlState(err)
	return state == "22021" || state == "22P05"
}

// unreachable reports whether a part of the system does not answer for now:
// connection exceptions, operator interventions and too many connections.
func unreachable(err error) bool {
	var network net.Error
	state := sqlState(err)
	return errors.As(err, &network) || errors.Is(err, io.ErrUnexpectedEOF) || errors.Is(err, io.EOF) || errors.Is(err, context.DeadlineExceeded) ||
		errors.Is(err, context.Canceled) ||
		strings.Contains(err.Error(), "driver: bad connection") || // database/sql's own, which is the store's to know
		strings.HasPrefix(state, "08") || strings.HasPrefix(state, "57P") || state == "53300"
}

// say puts the problem into the language of the caller.
func (p problem) say(l locale.Lang, request string) api.Problem {
	out := locale.For(l)
	title, detail := p.words.problem(l, p.code, p.params)
	switch {
	case p.code != dossier.CodeRoundClosed || p.closedAt.IsZero():
	case p.report != "":
		detail += " " + out.T("commenting.late_reported_at", map[string]any{"address": "/" + string(l) + p.report})
	default:
		detail += " " + out.T("commenting.late_report_awaited", nil)
	}
	body := api.Problem{
		Type: "urn:rasprava:problem:" + string(p.code), Title: title, Status: statusOf(p.code), Detail: detail, Code: string(p.code),
		Request: request, Unmet: p.words.unmet(l, p.unmet), Command: p.command, Seq: p.seq, ClosedAt: p.closedAt.UTC(), Note: p.note,
	}
	if p.closedAt.IsZero() {
		body.ClosedAt = time.Time{}
	}
	for _, f := range p.fields {
		_, message := out.Problem(string(f.Code), f.Params)
		body.Errors = append(body.Errors, api.FieldProblem{Field: f.Name, Code: string(f.Code), Message: message})
	}
	return body
}

// writeProblem answers with a problem, and leaves the error for the request's
// one line in the log.
func writeProblem(w http.ResponseWriter, r *http.Request, err error) {
	p := problemOf(err)
	e := eventOf(r.Context())
	e.err, e.code = err, p.code
	l := locale.Match(r.Header.Get("Accept-Language"))
	body := p.say(l, e.id)
	b, err := json.Marshal(body)
	if err != nil {
		b = []byte(`{"type":"urn:rasprava:problem:internal","title":"Internal error","status":500,"detail":"","code":"internal"}`)
	}
	drain(r, e.body)
	h := w.Header()
	h.Set("Content-Type", "application/problem+json")
	h.Set("Content-Language", string(l))
	h.Add("Vary", "Accept-Language")
	h.Set("Cache-Control", "no-store")
	h.Set("Content-Length", strconv.Itoa(len(b)))
	h.Del("Content-Disposition")
	if p.wait > 0 {
		h.Set("Retry-After", retryAfter(p.wait))
	}
	if body.Status == http.StatusUnauthorized {
		h.Set("WWW-Authenticate", `Bearer realm="rasprava"`)
	}
	w.WriteHeader(body.Status)
	_, _ = w.Write(b) // whoever hung up does not read it
}

// busyWait is how long whoever is told that something is busy is to wait.
const busyWait = 2 * time.Second

// retryAfter writes how long to wait, in whole seconds.
func retryAfter(wait time.Duration) string { return strconv.Itoa(int(math.Ceil(wait.Seconds()))) }

// invalid refuses one field.
func invalid(field string, code dossier.Code, params ...string) error {
	return &dossier.Problem{Code: dossier.CodeInvalid, Fields: []dossier.Field{{Name: field, Code: code, Params: dossier.Refuse(code, params...).Params}}}
}
