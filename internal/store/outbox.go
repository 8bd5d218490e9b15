package store

import (
	"context"
	"encoding/json"
	"fmt"
	"time"

	"github.com/jmoiron/sqlx"
)

// Topic says what an outbox row wants done.
type Topic string

const (
	TopicStart   Topic = "dossier.start" // start the dossier's workflow
	TopicCommand Topic = "command"       // bring a pending command to it
	TopicRound   Topic = "round.news"    // comments came in
	TopicNotice  Topic = "notice"        // tell people of a term

	TopicSubprocess Topic = "subprocess.ended"  // tell the dossier in which this one ran
	TopicNews       Topic = "dossier.news"      // tell its workflow how the dossier stands
	TopicRecompute  Topic = "dossier.recompute" // have the terms of a dossier counted again; the key is of the recomputation
	TopicText       Topic = "text.new"          // compare the newest text of a dossier with those before it, and carry the comments to it
	TopicConfirm    Topic = "confirm"           // admit a submission whose author confirmed it while the log could not be signed
	TopicSweep      Topic = "holiday.sweep"     // look once more for dossiers that a day moves
)

// outboxChannel is notified when something is to be delivered.
const outboxChannel = "outbox"

// Parcel is one thing to be delivered, at least once.
type Parcel struct {
	ID       int64           `db:"id"`
	Topic    Topic           `db:"topic"`
	Key      string          `db:"key"`
	Payload  json.RawMessage `db:"payload"`
	Attempts int             `db:"attempts"`
}

// post puts a parcel into the outbox, to be delivered after a delay. Undelivered
// parcels of one topic and key are one.
func post(ctx context.Context, tx *sqlx.Tx, topic Topic, key string, after time.Duration) error {
	_, err := tx.ExecContext(ctx, `
		INSERT INTO outbox (topic, key, available_at) VALUES ($1, $2, clock_timestamp() + $3 * interval '1 second')
		ON CONFLICT (topic, key) WHERE delivered_at IS NULL DO NOTHING`, topic, key, after.Seconds())
	if err != nil {
		return fmt.Errorf("post %s %s: %w", topic, key, err)
	}
	_, err = tx.ExecContext(ctx, `SELECT pg_notify($1, '')`, outboxChannel)
	if err != nil {
		return fmt.Errorf("notify outbox: %w", err)
	}
	return nil
}

// ListenOutbox calls wake when there may be something to deliver.
func (s *Store) ListenOutbox(ctx context.Context, wake func()) error {
	return s.Listen(ctx, outboxChannel, wake)
}

// Parcels hands out up to limit parcels that are due, oldest first, one caller
// each, and hides them for a while: a caller that dies gives them back.
func (s *Store) Parcels(ctx context.Context, limit int, hide time.Duration) ([]Parcel, error) {
	var parcels []Parcel
	err := s.db.SelectContext(ctx, &parcels, `
		UPDATE outbox SET attempts = attempts + 1, available_at = clock_timestamp() + $2 * interval '1 second'
		WHERE id IN (SELECT id FROM outbox WHERE delivered_at IS NULL AND available_at <= clock_timestamp()
			ORDER BY id LIMIT $1 FOR UPDATE SKIP LOCKED)
		RETURNING id, topic, key, payload, attempts`, limit, hide.Seconds())
	if err != nil {
		return nil, fmt.Errorf("take parcels: %w", err)
	}
	return parcels, nil
}

// Delivered ends a parcel.
func (s *Store) Delivered(ctx context.Context, id int64) error {
	_, err := s.db.ExecContext(ctx, `UPDATE outbox SET delivered_at = clock_timestamp() WHERE id = $1`, id)
	if err != nil {
		return fmt.Errorf("end parcel %d: %w", id, err)
	}
	return nil
}

// Undelivered notes why a parcel could not be delivered; it comes again after
// the delay.
func (s *Store) Undelivered(ctx context.Context, id int64, cause error, again time.Duration) error {
	_, err := s.db.ExecContext(ctx, `
		UPDATE outbox SET last_error = left($2, 500), available_at = clock_timestamp() + $3 * interval '1 second'
		WHERE id = $1`, id, cause.Error(), again.Seconds())
	if err != nil {
		return fmt.Errorf("put parcel %d back: %w", id, err)
	}
	return nil
}
