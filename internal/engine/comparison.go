package engine

import (
	"context"
	"fmt"
	"slices"
	"time"

	"github.com/rasprava/rasprava/internal/dossier"
	"github.com/rasprava/rasprava/internal/store"
)

const (
	comparePage   = 40               // dossiers that are asked before the next look at the time
	compareTime   = 20 * time.Second // of asking in one pass, about: people's commands stand in the same queue
	compareSilent = comparePage / 2  // of a page that do not answer: the workers have enough to do
	inStepFor     = 6 * time.Hour    // for which a workflow is believed whose dossier has not moved
)

// Comparison compares workflows with the record, pass after pass, and remembers
// which of them it has found in step. One that was, runs, and of whose dossier
// the record knows nothing new, cannot have fallen behind; it is asked again after
// six hours all the same. Asking a workflow that no worker holds in memory replays
// its history, so a pass asks for twenty seconds and not longer, and stops where
// the workers do not keep up. It is for one goroutine.
type Comparison struct {
	client *Client
	now    func() time.Time
	known  map[dossier.Ref]asked
}

// asked is when a workflow was asked last, and where its dossier then stood if
// the two were in step.
type asked struct {
	at     time.Time
	inStep store.Standing
}

// Compared is what a pass has found.
type Compared struct {
	Open   int // dossiers
	Asked  int // of their workflows, in this pass
	Differ int // of those, from the record
	Left   int // that are still to be asked
}

// Comparison returns one that has asked nobody yet, with the clock by which it
// remembers.
func (c *Client) Comparison(now func() time.Time) *Comparison {
	return &Comparison{client: c, now: now, known: map[dossier.Ref]asked{}}
}

// Pass compares as many workflows as it has time for: first those that do not run
// or whose dossiers have moved, then the others, who was asked longest ago first.
// Where they differ is put down in the record.
func (p *Comparison) Pass(ctx context.Context) (Compared, error) {
	due, out, err := p.due(ctx)
	if err != nil {
		return out, fmt.Errorf("compare: %w", err)
	}
	began := p.now()
	for page := range slices.Chunk(due, comparePage) {
		if p.now().Sub(began) > compareTime {
			break
		}
		silent, err := p.ask(ctx, page, &out)
		if err != nil {
			return out, fmt.Errorf("compare: %w", err)
		}
		if silent > compareSilent {
			break
		}
	}
	out.Left = len(due) - out.Asked
	return out, nil
}

// due lists where the dossiers stand whose workflows are to be asked, in their
// order, and forgets those that are open no more.
func (p *Comparison) due(ctx context.Context) ([]store.Standing, Compared, error) {
	runs, err := p.client.running(ctx) // before the record: what is opened meanwhile need not run yet
	if err != nil {
		return nil, Compared{}, err
	}
	all, err := p.client.store.Standings(ctx)
	if err != nil {
		return nil, Compared{}, err
	}
	now := p.now()
	known := make(map[dossier.Ref]asked, len(all))
	var moved, quiet []store.Standing
	for _, d := range all {
		last, ok := p.known[d.Ref]
		if ok {
			known[d.Ref] = last
		}
		switch {
		case !runs[d.Ref.WorkflowID()], ok && last.inStep != d:
			moved = append(moved, d)
		case !ok || now.Sub(last.at) > inStepFor:
			quiet = append(quiet, d)
		}
	}
	p.known = known
	longestAgo := func(a, b store.Standing) int { return known[a.Ref].at.Compare(known[b.Ref].at) }
	slices.SortStableFunc(moved, longestAgo)
	slices.SortStableFunc(quiet, longestAgo)
	return append(moved, quiet...), Compared{Open: len(all)}, nil
}

// ask compares a page of workflows and returns how many did not answer.
func (p *Comparison) ask(ctx context.Context, page []store.Standing, out *Compared) (int, error) {
	refs := make([]dossier.Ref, len(page))
	for i, d := range page {
		refs[i] = d.Ref
	}
	found, err := p.client.Drift(ctx, refs)
	if err != nil {
		return 0, err
	}
	err = p.client.store.RecordDrift(ctx, found)
	if err != nil {
		return 0, err
	}
	silent := 0
	for i, d := range found {
		now := asked{at: p.now()}
		switch d.Kind {
		case store.InStep:
			now.inStep = page[i]
		case store.NoAnswer:
			silent++
		}
		p.known[d.Ref] = now
		out.Asked++
		if d.Kind != store.InStep {
			out.Differ++
		}
	}
	return silent, nil
}
