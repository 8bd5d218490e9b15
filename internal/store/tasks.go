package store

import (
	"context"
	"fmt"
	"slices"
	"time"

	"github.com/jmoiron/sqlx"

	"github.com/rasprava/rasprava/internal/dossier"
)

// Task is something that waits for the viewer: a dossier and the commands that
// they may give on it now, or, without a command, how much of single comments they
// are to decide on.
type Task struct {
	DossierRow
	Since    time.Time // when the stage was entered, or the oldest of what is to be decided came, on the dossier's own clock
	Commands []dossier.CommandName
	Asides   int // proposals to set comments aside
	Contests int // of what was set aside
	Claims   int // cases on who wrote something
	Protect  int // requests to cover something, to lift a cover or to erase
	Returned int // comments to be answered that were reinstated after the report
}

// beside are the commands for which nothing waits: they may be given beside what
// a stage asks for.
var beside = []dossier.CommandName{dossier.Withdraw, dossier.SetVisibility, dossier.Extend, dossier.Shorten, dossier.Advance, dossier.JoinProposer, dossier.LeaveProposer}

// Tasks returns what waits for a person, oldest first.
func (s *Store) Tasks(ctx context.Context, person string) ([]Task, error) {
	waiting, err := s.waitingRows(ctx, person)
	if err != nil {
		return nil, err
	}
	a, err := s.Actor(ctx, person)
	if err != nil {
		return nil, err
	}
	tasks := []Task{}
	for _, w := range waiting {
		commands, err := s.CommandsFor(ctx, a, w.Ref)
		if err != nil {
			return nil, err
		}
		commands = slices.DeleteFunc(commands, func(n dossier.CommandName) bool {
			return slices.Contains(beside, n)
		})
		if len(commands) == 0 { // it went on meanwhile
			continue
		}
		r, err := s.taskRow(ctx, w.Ref)
		if err != nil {
			return nil, err
		}
		tasks = append(tasks, Task{DossierRow: r, Since: r.EnteredAt.UTC(), Commands: commands})
	}
	asides, err := asidesWaiting(ctx, s.reads, person)
	if err != nil {
		return nil, err
	}
	for _, w := range asides {
		r, err := s.taskRow(ctx, w.Ref)
		if err != nil {
			return nil, err
		}
		tasks = append(tasks, Task{DossierRow: r, Since: w.Since.UTC(), Asides: w.Proposed, Contests: w.Contested, Claims: w.Claims, Protect: w.Protect, Returned: w.Returned})
	}
	slices.SortStableFunc(tasks, func(a, b Task) int { return a.Since.Compare(b.Since) })
	return tasks, nil
}

func (s *Store) taskRow(ctx context.Context, ref dossier.Ref) (DossierRow, error) {
	var r DossierRow
	err := s.reads.GetContext(ctx, &r, dossierRow+`WHERE d.ref = $1`, ref)
	if err != nil {
		return r, fmt.Errorf("read task %s: %w", ref, err)
	}
	return r, nameStage(ctx, s.reads, &r)
}

// CommandsFor returns the commands that the actor may give on a dossier in its
// present stage, as far as role, body and kind of stage decide, without asking
// again for signatures that are asked for; what else stands against them is
// Ways' to say.
func (s *Store) CommandsFor(ctx context.Context, a dossier.Actor, ref dossier.Ref) ([]dossier.CommandName, error) {
	at, err := now(ctx, s.reads)
	if err != nil {
		return nil, err
	}
	f, err := read(ctx, s.reads, ref, at)
	if err != nil {
		return nil, err
	}
	return f.commandsFor(ctx, s.reads, a)
}

func (f *file) commandsFor(ctx context.Context, q sqlx.QueryerContext, a dossier.Actor) ([]dossier.CommandName, error) {
	if !f.stands() {
		return nil, nil
	}
	st, err := f.standing(ctx, q)
	if err != nil {
		return nil, err
	}
	prepared, err := f.prepared(ctx, q)
	if err != nil {
		return nil, err
	}
	bearing := f.bearing()
	bearing.Facts.ChangedArticles, _, err = f.changedArticles(ctx, q)
	if err != nil {
		return nil, err
	}
	var names []dossier.CommandName
	for _, n := range dossier.CommandNames {
		if !dossier.Takes(string(f.Stage.Kind), n) || !bearing.Fits(n) || n == dossier.Prepare && prepared {
			continue
		}
		may := func(action dossier.Action) bool {
			return dossier.May(a, action, st, dossier.Day(f.At, belgrade)) == nil
		}
		if slices.ContainsFunc(dossier.ActionsOf(f.Stage, n), may) {
			names = append(names, n)
		}
	}
	return names, nil
}
