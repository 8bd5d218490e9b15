// Package store is the record: every query and transaction on Postgres stands
// here, and nowhere else. It holds no HTTP and no Temporal, and it decides
// nothing that a pure function of dossier, procedure or calendar can decide.
package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"strings"
	"time"

	"github.com/google/uuid"
	"github.com/jmoiron/sqlx"

	"github.com/rasprava/rasprava/internal/attachment"
	"github.com/rasprava/rasprava/internal/dossier"
	"github.com/rasprava/rasprava/internal/ledger"
)

// Store is the record, open for work. It is safe for concurrent use.
type Store struct {
	db     *sqlx.DB
	intake *prepared     // of submissions alone, so that pages never wait for them, nor they for pages
	beside chan struct{} // one for each transaction beside intake, see transactBeside
	reads  *prepared
	url    string
	keys   *keyring
	rounds roundFacts
	files  attachment.Keeper // nil: none are taken

	retention   Retention
	contestDays int // 0: ContestDays

	published *published
	floors    floors
	witnesses []ledger.Witness
}

// Options say where the record is and with which keys its logs are signed.
type Options struct {
	URL    string // of the database
	Keys   string // folder of the signing keys; created when absent
	Origin string // name of the installation in its logs, such as `rasprava.example`
	// Witnesses are those whose cosignatures of the logs are taken in.
	Witnesses []ledger.Witness
	// Checkpoints is the folder in which the last checkpoint of each log is kept
	// outside the database, see Publish; created when absent. Empty: it is not kept.
	Checkpoints string
	Conns       int // most connections, at least 2; 0: 20

	Attachments attachment.Keeper // of the files that come with comments; nil: none are taken
	Retention   Retention         // of what authors left
	ContestDays int               // for so many days it may be contested that a comment is set aside; 0: ContestDays
}

// Open opens the record and its keys. The database may be behind: the logs are
// made by Prepare.
func Open(ctx context.Context, o Options) (*Store, error) {
	db, err := connect(ctx, o.URL, o.Conns)
	if err != nil {
		return nil, err
	}
	keys, err := openKeys(o.Keys, o.Origin)
	if err != nil {
		return nil, errors.Join(err, db.Close())
	}
	intake, err := pool(o.URL, intakeConns, forBatches)
	if err != nil {
		return nil, errors.Join(err, db.Close())
	}
	return &Store{db: db, intake: preparingBatches(intake), beside: make(chan struct{}, besideIntake), reads: preparing(db), url: o.URL, keys: keys, files: o.Attachments, retention: o.Retention, contestDays: o.ContestDays,
		published: &published{dir: o.Checkpoints}, witnesses: o.Witnesses}, nil
}

// intakeConns is how many transactions of intake may run at once in a process.
const intakeConns = 8

// DB returns the pool beneath, for migrations.
func (s *Store) DB() *sql.DB { return s.db.DB }

// Close ends all connections.
func (s *Store) Close() error { return errors.Join(s.intake.db.Close(), s.db.Close()) }

// Ping reports whether the database answers.
func (s *Store) Ping(ctx context.Context) error {
	err := s.db.PingContext(ctx)
	if err != nil {
		return fmt.Errorf("reach postgres: %w", err)
	}
	return nil
}

// ErrNotDurable says that Postgres does not wait for the disk, so that what was
// acknowledged can be lost with the machine's power.
var ErrNotDurable = errors.New("postgres does not wait for the disk")

// Durable returns nil where a submission that was acknowledged stands on the disk,
// or ErrNotDurable with the setting that keeps it from there: fsync, or
// synchronous_commit for the connections that take submissions in.
func (s *Store) Durable(ctx context.Context) error {
	var off []string
	err := s.intake.db.SelectContext(ctx, &off, `
		SELECT name FROM pg_settings WHERE name IN ('fsync', 'synchronous_commit') AND setting = 'off' ORDER BY name`)
	if err != nil {
		return fmt.Errorf("read how postgres keeps: %w", err)
	}
	if len(off) > 0 {
		return fmt.Errorf("%w: %s = off", ErrNotDurable, strings.Join(off, ", "))
	}
	return nil
}

// retries is how often a transaction is run again that Postgres ended to break
// a deadlock or to keep transactions in order.
const retries = 5

// transact runs f in one transaction at READ COMMITTED; locks, taken in the
// one order (command, dossier, round, rows sorted by key, outbox, ledger head),
// keep what must not be seen half done. Rows are locked FOR NO KEY UPDATE: a
// foreign key's own lock on them, which any insert takes early, must not turn
// the order round.
func (s *Store) transact(ctx context.Context, f func(tx *sqlx.Tx) error) error {
	return s.transactOn(ctx, s.db, f)
}

// transactOn is transact on one of the pools.
func (s *Store) transactOn(ctx context.Context, db *sqlx.DB, f func(tx *sqlx.Tx) error) error {
	for try := 1; ; try++ {
		err := s.once(ctx, db, f)
		if err == nil || try == retries || !transient(err) {
			return err
		}
	}
}

func (s *Store) once(ctx context.Context, db *sqlx.DB, f func(tx *sqlx.Tx) error) error {
	tx, err := db.BeginTxx(ctx, nil)
	if err != nil {
		return fmt.Errorf("begin: %w", err)
	}
	done := false
	defer func() { s.floors.ended(tx, done) }()
	err = f(tx)
	if err != nil {
		return errors.Join(err, ignoreDone(tx.Rollback()))
	}
	err = tx.Commit()
	done = err == nil
	if err != nil {
		return fmt.Errorf("commit: %w", err)
	}
	return nil
}

func ignoreDone(err error) error {
	if errors.Is(err, sql.ErrTxDone) {
		return nil
	}
	return err
}

// Now returns the database's clock, which decides whether anything is in time.
func (s *Store) Now(ctx context.Context) (time.Time, error) { return now(ctx, s.db) }

func now(ctx context.Context, q sqlx.QueryerContext) (time.Time, error) {
	var at time.Time
	err := sqlx.GetContext(ctx, q, &at, `SELECT clock_timestamp()`)
	if err != nil {
		return time.Time{}, fmt.Errorf("read clock: %w", err)
	}
	return at.UTC(), nil
}

// newID returns a UUID of version 7: sorted by time, so that indexes stay tight.
func newID() string { return uuid.Must(uuid.NewV7()).String() }

// orNotFound turns "no rows", and an id that is none, into the refusal that
// people understand.
func orNotFound(err error) error {
	if errors.Is(err, sql.ErrNoRows) || unreadable(err) {
		return dossier.Refuse(dossier.CodeNotFound)
	}
	return err
}
