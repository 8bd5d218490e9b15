package web

import (
	"context"
	"fmt"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/gin-gonic/gin"
	"golang.org/x/sync/errgroup"

	"github.com/rasprava/rasprava/internal/dossier"
	"github.com/rasprava/rasprava/internal/locale"
	"github.com/rasprava/rasprava/internal/store"
	"github.com/rasprava/rasprava/web/api"
)

// ListDossiers lists the dossiers that the viewer sees.
func (o operations) ListDossiers(c *gin.Context, p api.ListDossiersParams) {
	o.answer(c, func() (reply, error) {
		page, err := pageOf(c, p.Cursor, p.Limit)
		if err != nil {
			return reply{}, err
		}
		rows, next, err := o.store.Dossiers(c.Request.Context(), who(c).person, store.DossierFilter{
			Stage: p.Stage, Body: p.Body, Kind: p.Kind, Status: p.Status, Query: p.Q, Mine: p.Mine, Page: page})
		if err != nil {
			return reply{}, err
		}
		return ok(api.DossierList{Items: each(rows, summaryOf), Next: next}), nil
	})
}

// pageOf reads what part of a list is asked for; a limit of zero that was asked
// for is refused, one that was not is the usual one.
func pageOf(c *gin.Context, cursor string, limit int) (store.Page, error) {
	if limit == 0 && c.Request.URL.Query().Has("limit") {
		return store.Page{}, dossier.Refuse(dossier.CodeLimitInvalid)
	}
	return store.Page{Cursor: cursor, Limit: limit}, nil
}

// refOf returns the reference in a path; refused not_found when it is none.
func refOf(s string) (dossier.Ref, error) {
	ref := dossier.Ref(s)
	if !ref.Valid() {
		return "", dossier.Refuse(dossier.CodeNotFound)
	}
	return ref, nil
}

// OpenDossier opens a dossier and starts its workflow.
func (o operations) OpenDossier(c *gin.Context) {
	o.answer(c, func() (reply, error) {
		ctx := c.Request.Context()
		var in api.NewDossier
		err := readJSON(c.Request, &in, required)
		if err != nil {
			return reply{}, err
		}
		opening, err := openingOf(in)
		if err != nil {
			return reply{}, err
		}
		opening.Demonstration = o.demonstration && !opening.Rehearsal
		ref, definition, err := o.store.OpenDossier(ctx, who(c).person, opening)
		if err != nil {
			return reply{}, err
		}
		err = o.engine.Start(ctx, ref)
		if err != nil { // the outbox starts it in a moment
			o.log.WarnContext(ctx, "dossier_not_started", "dossier", ref, "error", err)
		}
		return created(api.OpenedDossier{Ref: string(ref), Definition: definition}, "/api/v1/dossiers/"+string(ref)), nil
	})
}

// openingOf returns what to open a dossier with, or a Problem that names every
// field that cannot be taken.
func openingOf(in api.NewDossier) (store.Opening, error) {
	var fields []dossier.Field
	refuse := func(name string, code dossier.Code, params ...string) {
		fields = append(fields, dossier.Field{Name: name, Code: code, Params: dossier.Refuse(code, params...).Params})
	}
	bounded := func(name, value string, missing dossier.Code) {
		switch {
		case strings.TrimSpace(value) == "":
			refuse(name, missing)
		case utf8.RuneCountInString(value) > dossier.MaxTitle:
			refuse(name, dossier.CodeTextTooLong, "limit", fmt.Sprint(dossier.MaxTitle))
		}
	}
	o := store.Opening{Title: strings.TrimSpace(in.Title), Kind: string(in.Kind), Procedure: in.Procedure, Lead: in.Lead,
		CoProposers: in.CoProposers, Traits: in.Traits, Visibility: dossier.Visibility(in.Visibility), Resubmits: dossier.Ref(in.Resubmits), PlanItem: in.PlanItem}
	bounded("title", in.Title, dossier.CodeTitleRequired)
	if !in.Kind.Valid() {
		refuse("kind", codeFieldRange)
	}
	if o.Visibility == "" {
		o.Visibility = dossier.Working
	}
	if !o.Visibility.Valid() || o.Visibility == dossier.Public {
		refuse("visibility", dossier.CodeVisibility)
	}
	if len(o.CoProposers) > 20 {
		refuse("co_proposers", codeFieldRange)
	}
	if in.Resubmits != "" && !o.Resubmits.Valid() {
		refuse("resubmits", dossier.CodeDossierUnknown)
	}
	if in.BaseAct != nil {
		bounded("base_act.title", in.BaseAct.Title, dossier.CodeTitleRequired)
		bounded("base_act.gazette", in.BaseAct.Gazette, codeFieldRequired)
		o.BaseAct = &store.BaseAct{Title: strings.TrimSpace(in.BaseAct.Title), Gazette: strings.TrimSpace(in.BaseAct.Gazette)}
	}
	if r := in.Rehearsal; r != nil {
		o.Rehearsal, o.LegalStart = true, r.StartsAt
		o.Pace = time.Duration(float64(r.PaceSeconds) * float64(time.Second))
		if r.PaceSeconds != 0 && (o.Pace < time.Millisecond || o.Pace > day) {
			refuse("rehearsal.pace_seconds", codeFieldRange)
		}
		if !r.StartsAt.IsZero() && (r.StartsAt.Year() < 2000 || r.StartsAt.Year() > 2100) {
			refuse("rehearsal.starts_at", codeFieldRange)
		}
	}
	if fields != nil {
		return store.Opening{}, &dossier.Problem{Code: dossier.CodeInvalid, Fields: fields}
	}
	return o, nil
}

// GetDossier describes a dossier and says what may be done with it now.
func (o operations) GetDossier(c *gin.Context, id api.Ref) {
	o.inWords(c, id, func(v store.DossierView, words wording, l locale.Lang) (any, error) { return dossierOf(v, words, l) })
}

// inWords answers what is said of a dossier, in the language that is asked for.
func (o operations) inWords(c *gin.Context, id api.Ref, say func(store.DossierView, wording, locale.Lang) (any, error)) {
	o.answer(c, func() (reply, error) {
		ctx := c.Request.Context()
		ref, err := refOf(id)
		if err != nil {
			return reply{}, err
		}
		v, outlook, err := o.look(ctx, who(c).person, ref)
		if err != nil {
			return reply{}, err
		}
		words, err := o.wordsOf(ctx, v, outlook)
		if err != nil {
			return reply{}, err
		}
		l := locale.Match(c.GetHeader("Accept-Language"))
		said, err := say(v, words, l)
		if err != nil {
			return reply{}, err
		}
		return ok(said).with("Content-Language", string(l)).with("Vary", "Accept-Language, Authorization, Cookie"), nil
	})
}

// look reads a dossier and what can be asked of it where it stands, side by side:
// each reads much, and none needs the other.
func (s *Server) look(ctx context.Context, viewer string, ref dossier.Ref) (store.DossierView, store.Outlook, error) {
	var (
		v       store.DossierView
		outlook store.Outlook
	)
	group, ctx := errgroup.WithContext(ctx)
	group.Go(func() error {
		var err error
		v, err = s.store.Dossier(ctx, viewer, ref)
		return err
	})
	group.Go(func() error {
		var err error
		outlook, err = s.store.Outlook(ctx, viewer, ref)
		return err
	})
	err := group.Wait()
	return v, outlook, err
}

// wordsOf returns the words for what can be asked of a dossier; bodies are read
// only where one may be spoken of.
func (s *Server) wordsOf(ctx context.Context, v store.DossierView, outlook store.Outlook) (wording, error) {
	w := wording{definition: v.Definition, stage: v.Stage, outlook: outlook}
	if len(outlook.Transitions) == 0 {
		return w, nil
	}
	var err error
	w.bodies, err = s.store.Bodies(ctx)
	return w, err
}

// GetTimeline lists what happened to a dossier.
func (o operations) GetTimeline(c *gin.Context, id api.Ref) {
	o.answer(c, func() (reply, error) {
		ref, err := refOf(id)
		if err != nil {
			return reply{}, err
		}
		steps, err := o.store.Timeline(c.Request.Context(), who(c).person, ref)
		if err != nil {
			return reply{}, err
		}
		items := make([]api.Step, len(steps))
		for i, s := range steps {
			at, err := time.Parse(time.RFC3339, s.At)
			if err != nil {
				return reply{}, fmt.Errorf("read step %d of %s: %w", s.Seq, ref, err)
			}
			items[i] = api.Step{Seq: s.Seq, At: at, LegalAt: s.LegalAt, Kind: s.Kind, StageNo: s.StageNo, Stage: s.Stage, Name: s.Name,
				Outcome: s.Outcome, Package: s.Package, Sealed: s.Sealed, Reasons: s.Reasons, Actor: s.Actor, Hash: s.Hash()}
		}
		return ok(api.StepList{Items: items}), nil
	})
}
