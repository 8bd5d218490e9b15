package engine

import (
	"context"
	"errors"
	"fmt"
	"time"

	"go.temporal.io/api/serviceerror"
	"golang.org/x/sync/errgroup"

	"github.com/rasprava/rasprava/internal/dossier"
	"github.com/rasprava/rasprava/internal/store"
)

const (
	relayBatch = 50
	relayPoll  = 5 * time.Second
	relayLanes = 8
	relayHide  = 2 * time.Minute // longer than a batch can take
	relayAgain = 30 * time.Second
	relayPurge = time.Hour
)

// Relay delivers what the outbox holds until ctx ends: it starts workflows that
// were asked for, and brings commands again whose sender died before the
// verdict. Any number of relays may run; a parcel goes to one at a time and is
// delivered at least once, which every receiver bears.
func (c *Client) Relay(ctx context.Context) error {
	wake := make(chan struct{}, 1)
	nudge := func() {
		select {
		case wake <- struct{}{}:
		default:
		}
	}
	listened := make(chan error, 1)
	go func() { listened <- c.store.ListenOutbox(ctx, nudge) }()
	ticker := time.NewTicker(relayPoll)
	defer ticker.Stop()
	purge := time.NewTicker(relayPurge)
	defer purge.Stop()
	for {
		err := c.deliverAll(ctx)
		if err != nil && ctx.Err() == nil {
			c.log.WarnContext(ctx, "relay_failed", "error", err)
		}
		select {
		case <-ctx.Done():
			return <-listened
		case err := <-listened:
			if err == nil { // told to stop
				return nil
			}
			return fmt.Errorf("relay: %w", err)
		case <-wake:
		case <-ticker.C:
		case <-purge.C:
			n, err := c.store.PurgeExpired(ctx)
			c.log.InfoContext(ctx, "purged", "rows", n, "error", err)
		}
	}
}

func (c *Client) deliverAll(ctx context.Context) error {
	for ctx.Err() == nil {
		parcels, err := c.store.Parcels(ctx, relayBatch, relayHide)
		if err != nil {
			return err
		}
		group, ctx := errgroup.WithContext(ctx)
		group.SetLimit(relayLanes)
		for _, p := range parcels {
			group.Go(func() error { return c.deliverOne(ctx, p) })
		}
		err = group.Wait()
		if err != nil {
			return err
		}
		if len(parcels) < relayBatch {
			return nil
		}
	}
	return nil
}

func (c *Client) deliverOne(ctx context.Context, p store.Parcel) error {
	err := c.deliver(ctx, p)
	if err == nil {
		return c.store.Delivered(ctx, p.ID)
	}
	c.log.WarnContext(ctx, "parcel_undelivered", "topic", p.Topic, "attempts", p.Attempts, "error", err)
	return c.store.Undelivered(ctx, p.ID, err, min(time.Duration(p.Attempts)*time.Second, relayAgain))
}

func (c *Client) deliver(ctx context.Context, p store.Parcel) error {
	ctx, cancel := context.WithTimeout(ctx, answerTime)
	defer cancel()
	switch p.Topic {
	case store.TopicStart:
		return c.Start(ctx, dossier.Ref(p.Key))
	case store.TopicCommand:
		return c.bringAgain(ctx, p.Key)
	case store.TopicSubprocess:
		return c.tellOf(ctx, dossier.Ref(p.Key))
	case store.TopicNews:
		return c.tell(ctx, dossier.Ref(p.Key))
	case store.TopicNotice:
		return c.store.DeliverNotice(ctx, p.Key)
	case store.TopicRound:
		return nil // workflows see counts, at reminders and at closing; nothing waits for more
	case store.TopicRecompute:
		return c.recompute(ctx, p.Key)
	case store.TopicText:
		return c.newText(ctx, dossier.Ref(p.Key))
	case store.TopicConfirm:
		return c.store.ConfirmWanted(ctx, p.Key)
	case store.TopicSweep:
		return c.store.SweepHoliday(ctx, p.Key)
	}
	return fmt.Errorf("deliver %q: no such topic", p.Topic)
}

// tellOf ends the stage in which a dossier ran that has ended, and tells the
// workflow of the dossier that waits for it.
func (c *Client) tellOf(ctx context.Context, ref dossier.Ref) error {
	within, effect, err := c.store.EndSubprocess(ctx, ref)
	if err != nil {
		return err
	}
	err = c.temporal.SignalWorkflow(ctx, within.WorkflowID(), "", dossier.SignalStageNews, dossier.StageNews{StageNo: effect.StageNo, Effect: effect})
	return unlessGone(err)
}

// tell tells the workflow of a dossier how the record says that it stands.
func (c *Client) tell(ctx context.Context, ref dossier.Ref) error {
	return unlessGone(c.news(ctx, ref))
}

// unlessGone returns err but where there is no workflow to tell: it has ended, or
// begins again from the record.
func unlessGone(err error) error {
	var gone *serviceerror.NotFound
	if errors.As(err, &gone) {
		return nil
	}
	return err
}

// bringAgain brings a command that is still pending; one that has its verdict,
// or has expired by now, is done.
func (c *Client) bringAgain(ctx context.Context, id string) error {
	row, err := c.store.CommandByID(ctx, id)
	if err != nil || row.Verdict.Status != dossier.VerdictPending {
		return err
	}
	err = c.bring(ctx, dossier.Command{ID: id, Dossier: row.Dossier, Name: row.Name, Seq: row.Seq})
	if err != nil {
		return err
	}
	row, err = c.store.CommandByID(ctx, id)
	if err == nil && row.Verdict.Status == dossier.VerdictPending {
		err = errors.New("no verdict yet")
	}
	return err
}

// recompute has the terms of a dossier counted again, by the command that the
// record writes for it: a new one where the last came too late.
func (c *Client) recompute(ctx context.Context, id string) error {
	cmd, wanted, err := c.store.NextRecompute(ctx, id)
	if err != nil || !wanted {
		return err
	}
	err = c.bring(ctx, cmd)
	if err != nil {
		return err
	}
	_, wanted, err = c.store.NextRecompute(ctx, id)
	if err == nil && wanted {
		err = errors.New("no verdict yet")
	}
	return err
}
