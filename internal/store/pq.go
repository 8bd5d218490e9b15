package store

import (
	"context"
	"errors"
	"fmt"
	"net"
	"net/url"
	"strings"
	"time"

	"github.com/jmoiron/sqlx"
	"github.com/lib/pq"
	"github.com/lib/pq/pqerror"
)

// Everything that knows the driver stands in this file.

// connect opens a pool and reaches the database. Time-outs travel as run-time
// parameters, so that no statement of ours can hold a lock for ever.
func connect(ctx context.Context, dsn string, conns int) (*sqlx.DB, error) {
	db, err := pool(dsn, conns, nil)
	if err != nil {
		return nil, err
	}
	err = db.PingContext(ctx)
	if err != nil {
		_ = db.Close()
		return nil, fmt.Errorf("reach postgres: %w", err)
	}
	return db, nil
}

// forBatches are the parameters of connections that run the same few statements
// over arrays: the driver sends values with the statement, a slice of bytes being
// the bytes of a bytea and of nothing else. Each is planned once, as is what is looked
// up for every row that refers to another; none reads a table from end to end, as a
// plan would that was made while the table was empty.
var forBatches = map[string]string{"binary_parameters": "yes", "plan_cache_mode": "force_generic_plan", "enable_seqscan": "off"}

// pool opens a pool, with more run-time parameters, that connects when it is used.
func pool(dsn string, conns int, more map[string]string) (*sqlx.DB, error) {
	u, err := url.Parse(dsn)
	if err != nil || (u.Scheme != "postgres" && u.Scheme != "postgresql") {
		return nil, fmt.Errorf("open database: DATABASE_URL is not a postgres:// address")
	}
	encrypt := "require"
	if host := u.Hostname(); host == "" || host == "localhost" || net.ParseIP(host).IsLoopback() {
		encrypt = "disable"
	}
	q := u.Query()
	for name, value := range map[string]string{
		"sslmode": encrypt, "connect_timeout": "5", "application_name": "rasprava", "timezone": "UTC",
		"statement_timeout": "60000", "idle_in_transaction_session_timeout": "60000", "lock_timeout": "15000",
	} {
		if q.Get(name) == "" {
			q.Set(name, value)
		}
	}
	for name, value := range more {
		q.Set(name, value)
	}
	u.RawQuery = q.Encode()
	db, err := sqlx.Open("postgres", u.String())
	if err != nil {
		return nil, fmt.Errorf("open database: %w", err)
	}
	if conns <= 0 {
		conns = 20
	}
	db.SetMaxOpenConns(conns)
	db.SetMaxIdleConns(conns)
	db.SetConnMaxIdleTime(5 * time.Minute)
	return db, nil
}

// transient reports whether the transaction may be run again as it was.
func transient(err error) bool {
	return pq.As(err, pqerror.TRSerializationFailure, pqerror.TRDeadlockDetected) != nil
}

// unwritable reports whether the database refuses what was to be written: a value, or
// what a rule of the record does not allow.
func unwritable(err error) bool {
	var e *pq.Error
	return errors.As(err, &e) && (strings.HasPrefix(string(e.Code), "22") || strings.HasPrefix(string(e.Code), "23"))
}

// unreadable reports whether a value that came from outside, an id or a
// cursor, could not be read as what it should be.
func unreadable(err error) bool {
	return pq.As(err, pqerror.InvalidTextRepresentation, pqerror.InvalidDatetimeFormat, pqerror.DatetimeFieldOverflow) != nil
}

// duplicate reports whether err is of a uniqueness that was already taken.
func duplicate(err error) bool {
	return pq.As(err, pqerror.UniqueViolation) != nil
}

// overlapping reports whether err is of an exclusion: what may not be held twice
// at once was.
func overlapping(err error) bool {
	return pq.As(err, pqerror.ExclusionViolation) != nil
}

// referenced reports whether err is of a row that others still refer to.
func referenced(err error) bool {
	return pq.As(err, pqerror.ForeignKeyViolation, pqerror.RestrictViolation) != nil
}

// byteses reads an array of bytea.
type byteses = pq.ByteaArray

// array makes a Go slice an array parameter.
func array(v any) any { return pq.Array(v) }

// Listen calls wake whenever channel is notified, once when it begins and after every
// reconnection, because what was notified meanwhile is not repeated. It
// returns when ctx ends.
func (s *Store) Listen(ctx context.Context, channel string, wake func()) error {
	return s.listen(ctx, channel, func(string) { wake() })
}

// listen is Listen with what was notified; empty when it begins and after a reconnection.
func (s *Store) listen(ctx context.Context, channel string, hear func(payload string)) error {
	l := pq.NewListener(s.url, time.Second, 30*time.Second, nil)
	defer l.Close()
	err := l.Listen(channel)
	if err != nil {
		return fmt.Errorf("listen to %s: %w", channel, err)
	}
	hear("") // what was before is not heard
	for {
		select {
		case <-ctx.Done():
			return nil
		case n := <-l.Notify:
			if n == nil { // connected again
				hear("")
				continue
			}
			hear(n.Extra)
		}
	}
}
