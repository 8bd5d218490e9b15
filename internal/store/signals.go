package store

import (
	"context"
	"crypto/sha256"
	"fmt"
	"time"

	"github.com/jmoiron/sqlx"

	"github.com/rasprava/rasprava/internal/dossier"
)

const (
	// signalsAtOnce is of how many comments one transaction takes the signals.
	signalsAtOnce = 500
	// signalsShown is how many of a kind are shown.
	signalsShown = 10
)

// SignalKind is what submissions have in common.
type SignalKind string

// The kinds of signals.
const (
	SameMinute    SignalKind = "minute"
	SameDomain    SignalKind = "domain"    // of e-mail
	SameCollector SignalKind = "collector" // organisation that brought them in
	SameChannel   SignalKind = "channel"   // other than the system's own
	SameAccount   SignalKind = "account"
	SameWords     SignalKind = "text" // nearly
)

// SignalKinds lists them, each with from how many on it is shown.
var SignalKinds = []struct {
	Kind SignalKind
	From int
}{{SameMinute, 10}, {SameDomain, 5}, {SameCollector, 3}, {SameChannel, 3}, {SameAccount, 3}, {SameWords, 3}}

// Signal is how many submissions have something in common; of SameWords, comments.
type Signal struct {
	Kind  SignalKind `db:"kind"`
	N     int        `db:"n"`
	First int        `db:"first"` // number of a comment that has it
	At    time.Time  `db:"at"`    // when that came, on the dossier's own clock
	What  string     `db:"what"`  // the domain, the organisation's name or the channel; empty: it was erased, or is none of them
}

// Signals returns what stands out in how the submissions of a round came, the most
// of each kind first, and of how many comments that is known; for who may set
// comments aside alone. It is never published, and nothing follows from it by itself.
func (s *Store) Signals(ctx context.Context, viewer string, ref dossier.Ref, round string) ([]Signal, int, error) {
	powers, err := s.Powers(ctx, viewer, ref)
	if err == nil {
		err = powers.May(dossier.DecideAside)
	}
	if err != nil {
		return nil, 0, err
	}
	var all []Signal
	for _, k := range SignalKinds {
		var some []Signal
		err = s.reads.SelectContext(ctx, &some, `
			SELECT g.kind, g.n, g.first, `+receivedLegally+` AS at,
				CASE g.kind WHEN 'domain' THEN lower(split_part(s.author_email, '@', 2)) WHEN 'channel' THEN s.channel
					WHEN 'collector' THEN coalesce((SELECT o.name FROM collected_submissions k JOIN organisations o ON o.id = k.organisation WHERE k.submission = s.id), '')
					ELSE '' END AS what
			FROM signals g JOIN comments c ON c.round = g.round AND c.number = g.first JOIN submissions s ON s.id = c.submission
			JOIN rounds r ON r.id = g.round JOIN dossiers d ON d.id = r.dossier
			WHERE g.round = $1 AND d.ref = $2 AND g.kind = $3 AND g.n >= 3 AND g.n >= $4 ORDER BY g.n DESC, g.first LIMIT $5`,
			round, ref, k.Kind, k.From, signalsShown*sketchBands)
		if err != nil {
			return nil, 0, fmt.Errorf("read signals: %w", err)
		}
		all = append(all, distinct(some)...)
	}
	var through int
	err = s.reads.GetContext(ctx, &through, `SELECT coalesce((SELECT through FROM signals_taken WHERE round = $1), 0)`, round)
	if err != nil {
		return nil, 0, fmt.Errorf("read signals: %w", err)
	}
	return all, through, nil
}

// distinct leaves of signals that begin with one comment the largest: a text has
// several keys.
func distinct(some []Signal) []Signal {
	seen := map[int]bool{}
	kept := some[:0]
	for _, g := range some {
		if len(kept) < signalsShown && !seen[g.First] {
			seen[g.First] = true
			kept = append(kept, g)
		}
	}
	return kept
}

// TakeSignals looks at the submissions that came since it did so last, in
// transactions of a bounded size, and returns at how many comments. Any number of
// processes may do so at once.
func (s *Store) TakeSignals(ctx context.Context) (int, error) {
	taken := 0
	for {
		var n int
		err := s.transact(ctx, func(tx *sqlx.Tx) error {
			var err error
			n, err = takeSignals(ctx, tx)
			return err
		})
		taken += n
		if err != nil || n == 0 {
			return taken, err
		}
	}
}

func takeSignals(ctx context.Context, tx *sqlx.Tx) (int, error) {
	round, through, err := claimRound(ctx, tx, "signals_taken")
	if err != nil || round == "" {
		return 0, err
	}
	var rows []struct {
		Number    int       `db:"number"`
		No        int       `db:"no"`
		Text      string    `db:"text"`
		At        time.Time `db:"received_at"`
		Domain    string    `db:"domain"`
		Channel   string    `db:"channel"`
		Account   string    `db:"account"`
		Collector string    `db:"collector"`
	}
	err = tx.SelectContext(ctx, &rows, `
		SELECT c.number, c.no, CASE WHEN `+readable+` THEN c.body || E'\n' || c.proposed_text ELSE '' END AS text, s.received_at,
			lower(split_part(s.author_email, '@', 2)) AS domain, s.channel,
			coalesce(s.sent_by::text, '') AS account, coalesce((SELECT k.organisation::text FROM collected_submissions k WHERE k.submission = s.id), '') AS collector
		FROM comments c JOIN submissions s ON s.id = c.submission WHERE c.round = $1 AND c.number > $2 ORDER BY c.number LIMIT $3`, round, through, signalsAtOnce)
	if err != nil {
		return 0, fmt.Errorf("read comments without signals: %w", err)
	}
	if len(rows) == 0 {
		return 0, nil
	}
	var (
		kinds  []string
		keys   [][]byte
		firsts []int64
	)
	note := func(kind SignalKind, key []byte, number int) {
		kinds, keys, firsts = append(kinds, string(kind)), append(keys, key), append(firsts, int64(number))
	}
	for _, r := range rows {
		for _, key := range sketch(r.Text) {
			note(SameWords, key[:], r.Number)
		}
		if r.No > 1 { // the rest is of the submission
			continue
		}
		for _, of := range []struct {
			kind  SignalKind
			value string
		}{{SameMinute, r.At.UTC().Format("2006-01-02T15:04")}, {SameDomain, r.Domain}, {SameChannel, r.Channel}, {SameAccount, r.Account}, {SameCollector, r.Collector}} {
			if of.value == "" || of.kind == SameChannel && of.value == "web" {
				continue
			}
			sum := sha256.Sum256([]byte(round + "\n" + of.value))
			note(of.kind, sum[:8], r.Number)
		}
	}
	_, err = tx.ExecContext(ctx, `
		WITH taken AS (UPDATE signals_taken SET through = $2 WHERE round = $1)
		INSERT INTO signals AS g (round, kind, key, n, first)
		SELECT $1, kind, key, count(*), min(first) FROM unnest($3::text[], $4::bytea[], $5::integer[]) AS u (kind, key, first) GROUP BY kind, key ORDER BY kind, key
		ON CONFLICT (round, kind, key) DO UPDATE SET n = g.n + excluded.n`, round, rows[len(rows)-1].Number, array(kinds), array(keys), array(firsts))
	if err != nil {
		return 0, fmt.Errorf("write signals: %w", err)
	}
	return len(rows), nil
}

// claimRound takes a round with comments behind what the table, of rounds with their
// through, has of it, and that; an empty id: there is none, or others have them.
func claimRound(ctx context.Context, tx *sqlx.Tx, table string) (string, int, error) {
	var round []struct {
		ID      string
		Through int
	}
	err := tx.SelectContext(ctx, &round, `
		WITH behind AS (
			SELECT k.round FROM comment_numbers k LEFT JOIN `+table+` t ON t.round = k.round WHERE k.last > coalesce(t.through, 0) LIMIT 1),
		begun AS (
			INSERT INTO `+table+` (round) SELECT round FROM behind ON CONFLICT DO NOTHING RETURNING round, through)
		SELECT round AS id, through FROM begun
		UNION ALL SELECT * FROM (
			SELECT t.round, t.through FROM `+table+` t JOIN comment_numbers k ON k.round = t.round AND k.last > t.through LIMIT 1 FOR UPDATE OF t SKIP LOCKED) x
		LIMIT 1`)
	if err != nil || len(round) == 0 {
		return "", 0, err
	}
	return round[0].ID, round[0].Through, nil
}
