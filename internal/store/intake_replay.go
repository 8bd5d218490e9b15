package store

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/json"
	"errors"
	"fmt"

	"github.com/rasprava/rasprava/internal/dossier"
)

// requestHash returns the hash by which a repeated request is known to be the
// same.
func (d Delivery) requestHash() []byte {
	b, err := json.Marshal(struct {
		Person     string
		Submission dossier.Submission
	}{d.Person, d.Submission})
	if err != nil {
		panic(err) // plain values always marshal
	}
	h := sha256.Sum256(b)
	return h[:]
}

// forgotten reports whether the hash of a request is no longer kept (see zeroHash):
// nobody can tell whether another one is the same.
func forgotten(hash []byte) bool {
	return len(bytes.Trim(hash, "\x00")) == 0
}

// knownBy is by what a repeated delivery is found: its key, and whose that is. The key
// of a passer-by never meets what staff entered, the portal gave or a file brought.
type knownBy struct {
	Key string `db:"idem_key"`
	Of  string `db:"key_of"` // empty: of its author
}

func (b *batch) knownBy(d Delivery) knownBy {
	switch {
	case b.entry != nil && b.entry.Channel == dossier.Portal:
		return knownBy{d.Key, "portal"}
	case b.entry != nil:
		return knownBy{d.Key, "staff"}
	case d.Collector != nil:
		return knownBy{d.Key, d.Collector.Organisation}
	}
	return knownBy{Key: d.Key}
}

// replay answers the requests that were answered before.
func (b *batch) replay(ctx context.Context) error {
	keys, of := make([]string, len(b.deliveries)), make([]string, len(b.deliveries))
	for i, d := range b.deliveries {
		k := b.knownBy(d)
		keys[i], of[i] = k.Key, k.Of
	}
	var known []struct {
		ID     string `db:"id"`
		Hash   []byte `db:"request_hash"`
		Erased bool   `db:"erased"`
		knownBy
	}
	// Key by key: asked for all at once, a table that came to be a moment ago is read
	// whole, because nothing is known of it yet.
	err := b.tx.SelectContext(ctx, &known, `
		SELECT s.id, s.idem_key, s.key_of, s.request_hash, s.erased FROM unnest($2::text[], $3::text[]) AS k (key, key_of)
		CROSS JOIN LATERAL (SELECT id, idem_key, key_of, request_hash, erased_at IS NOT NULL AS erased FROM submissions WHERE round = $1 AND idem_key = k.key AND key_of = k.key_of LIMIT 1) s`,
		b.round, textArray(keys), textArray(of))
	if err != nil {
		return fmt.Errorf("find known requests: %w", err)
	}
	for _, k := range known {
		for i, d := range b.deliveries {
			if b.knownBy(d) != k.knownBy {
				continue
			}
			code := dossier.Code("")
			switch {
			case k.Erased:
				code = dossier.CodeIdempotencyErased
			case forgotten(k.Hash):
				code = dossier.CodeIdempotencyGone
			case string(d.requestHash()) != string(k.Hash):
				code = dossier.CodeIdempotency
			}
			if code != "" {
				b.results[i].err = dossier.Refuse(code)
				continue
			}
			b.results[i].accepted, err = b.store.acceptedAgain(ctx, b.tx, k.ID)
			if k.Of == "" && d.Person == "" && !dossier.Unguessable(d.Key) {
				b.results[i].accepted.Secret = "" // anybody may have guessed key and words
			}
			switch {
			case dossier.CodeOf(err) == dossier.CodeUnavailable:
				b.results[i].err = err
			case err != nil:
				return err
			}
		}
	}
	// The same key twice in one batch: the second sees what became of the first.
	first := map[knownBy]int{}
	for _, i := range b.pending() {
		by := b.knownBy(b.deliveries[i])
		j, twice := first[by]
		if !twice {
			first[by] = i
			continue
		}
		if string(b.deliveries[i].requestHash()) == string(b.deliveries[j].requestHash()) {
			b.results[i].err = errAgain
		} else {
			b.results[i].err = dossier.Refuse(dossier.CodeIdempotency)
		}
	}
	return nil
}

// errAgain asks the batcher to bring the delivery once more.
var errAgain = errors.New("deliver again")
